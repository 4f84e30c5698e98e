"""How the embedded model was made: pairs, vocabulary, first vectors, contrastive training, export."""

"""Questions answered: understood, looked for, answered from what was found. `retrieval.pipeline` is the way in."""

"""`python -m index.training DATA OUT`: train the embedded model from pairs."""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import torch
from opencc import OpenCC

from corpus.errors import WenjuError
from index.training.contrast import train
from index.training.encoded import encode_pairs
from index.training.export import save_model
from index.training.firstvectors import first_vectors
from index.training.overlap import HeldOut, drop_shared, held_out_texts
from index.training.pairs import read_pairs
from index.training.recipe import Recipe
from index.training.tokenizer import build_tokenizer, normalizer
from index.training.vocabulary import choose_pieces, count_words


def main() -> int:
    """Read the command line, train, write the model; 0 done, 1 could not."""
    parser = argparse.ArgumentParser(prog="python -m index.training", description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA", help="folder of training pairs")
    parser.add_argument("out", type=Path, metavar="OUT", help="folder to write the model into")
    parser.add_argument(
        "--held-out", type=Path, help="folder of BEIR sets whose texts must not be trained on [DATA/../bench]"
    )
    args = parser.parse_args()
    try:
        _make(args.data, args.out, args.held_out or args.data.parent / "bench")
    except (WenjuError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _make(data: Path, out: Path, held_out: Path) -> None:
    began = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", file=sys.stderr, flush=True)

    recipe = Recipe()
    torch.set_num_threads(recipe.threads)
    pairs = read_pairs(data)
    say(f"{len(pairs)} pairs")
    if held_out.is_dir():
        held = HeldOut(held_out_texts(held_out), OpenCC("t2s").convert)
        pairs, dropped = drop_shared(pairs, held)
        say(f"{dropped.total()} pairs share text with {held_out} and are dropped: {dict(dropped)}")
    else:
        say(f"no folder {held_out}: nothing is held out")
    folding = normalizer()
    tokenizer = build_tokenizer(choose_pieces(count_words(pairs, folding, recipe), recipe), folding)
    recipe = replace(recipe, vocabulary=tokenizer.get_vocab_size())
    say(f"{recipe.vocabulary} tokens")
    encoded = encode_pairs(pairs, tokenizer)
    say(f"{len(encoded.sources)} pairs encoded")
    vectors = first_vectors(encoded, recipe)
    say("first vectors")
    vectors = train(vectors, encoded, recipe, say)
    out.mkdir(parents=True, exist_ok=True)
    save_model(out, tokenizer, vectors)
    say(f"saved in {out}")


if __name__ == "__main__":
    sys.exit(main())

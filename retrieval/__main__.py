"""`python -m retrieval train DATA`, `python -m retrieval weigh FOLDER`: learn to rank evidence from questions with known answers.

`train` learns the network from the reading-comprehension files of the training folder; `weigh` fits what stands beside it to the
written questions of `retrieval/training`. None of the sets that measure the product is read.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from corpus.read import read_folder
from corpus.settings import Settings
from retrieval.pipeline import open_collection, open_documents
from retrieval.ranking import NETWORK, Network

TRAINING = Path(__file__).with_name("training")
_NETWORKS, _HIDDEN, _SHARE = 3, 16, 0.3


def main(arguments: list[str] | None = None) -> int:
    """Run one command: say how often the best evidence of what was left out is right, and write what was learnt from all."""
    parser = argparse.ArgumentParser(prog="python -m retrieval", description="Learn to rank evidence.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="learn, and write the network")
    train.add_argument("data", type=Path, metavar="DATA", help="folder of the training files")
    train.add_argument("--questions", type=int, default=4000, help="how many to learn from")
    train.add_argument("--seed", type=int, default=1, help="of the sample and of the networks")
    train.add_argument("--out", type=Path, default=NETWORK, metavar="FILE", help="where to write")
    weigh = commands.add_parser("weigh", help="fit the weights beside the network, and print them")
    weigh.add_argument(
        "folder", type=Path, nargs="?", default=TRAINING, metavar="FOLDER", help="documents and questions"
    )
    given = parser.parse_args(arguments)
    return _train(given) if given.command == "train" else _weigh(given.folder)


def _weigh(folder: Path) -> int:
    from retrieval.weighing import fit, judged_questions, left_out

    documents = read_folder(folder / "documents", Settings().read).documents
    data = list(judged_questions(folder, open_documents(documents, Settings(), _progress)))
    before, after = left_out(data)
    _progress(
        f"best evidence right of documents left out: {before:.3f} by the network, {after:.3f} weighed ({len(data)} questions)"
    )
    print(fit(data).text())
    return 0


def _train(given: argparse.Namespace) -> int:
    from retrieval.learning import examples, first_right, joined, learn, load_glosses, load_questions

    passages, questions = load_questions(given.data, given.questions, given.seed)
    pipeline = open_collection(passages, Settings(), _progress)
    data = list(examples(pipeline, questions, load_glosses(given.data), _SHARE, given.seed))
    held_out = set(sorted({passage for _, _, passage in data})[::5])
    known, unknown = [d for d in data if d[2] not in held_out], [d for d in data if d[2] in held_out]
    for what, learnt_from in (("of four fifths", known), ("of all", data)):
        network = joined([learn(learnt_from, _HIDDEN, given.seed + k) for k in range(_NETWORKS)])
        if learnt_from is known:
            _progress(f"best evidence right {what}: {first_right(unknown, network):.3f} of {len(unknown)} held out")
    np.savez_compressed(given.out, **{name: getattr(network, name) for name in Network.__slots__})
    return 0


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

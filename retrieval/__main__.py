"""`python -m retrieval train DATA`: learn to rank evidence from questions with known answers; `teach DATA`: teach the reader.

Both read the reading-comprehension files of the training folder and what is written in `retrieval/training`; none of the sets that
measure the product.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.read import read_folder
from corpus.settings import Settings
from retrieval.learning import (
    Example,
    first_right,
    joined,
    learn,
    load_glosses,
    load_questions,
    read_examples,
    written_examples,
)
from retrieval.pipeline import open_collection, open_documents
from retrieval.ranking import NETWORK, Network
from retrieval.reader import FOLDER

TRAINING = Path(__file__).with_name("training")
# More rounds learn the writers by heart.
_NETWORKS, _HIDDEN, _EPOCHS = 3, 16, 8
# One document of so many is left out when what was learnt is judged.
_LEFT_OUT = 5
# Of the reading questions so many are asked in English words.
_SHARE = 0.3


def main(arguments: list[str] | None = None) -> int:
    """Learn, say how often the best evidence of documents that were left out is right, and write the network."""
    parser = argparse.ArgumentParser(prog="python -m retrieval", description="Learn to rank evidence.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="learn, and write the network")
    train.add_argument("data", type=Path, metavar="DATA", help="folder of the training files")
    train.add_argument("--written", type=Path, default=TRAINING, metavar="FOLDER", help="documents and questions")
    train.add_argument("--questions", type=int, default=4000, help="how many reading questions to learn from")
    train.add_argument("--seed", type=int, default=1, help="of the sample and of the networks")
    train.add_argument("--out", type=Path, default=NETWORK, metavar="FILE", help="where to write")
    teach = commands.add_parser("teach", help="teach the reader what the ranking sees, and write it")
    teach.add_argument("data", type=Path, metavar="DATA", help="folder of the training files")
    teach.add_argument("--written", type=Path, default=TRAINING, metavar="FOLDER", help="documents and questions")
    teach.add_argument("--questions", type=int, default=4000, help="how many reading questions to teach with")
    teach.add_argument("--epochs", type=float, default=2.0, help="how often each question is read")
    teach.add_argument("--seed", type=int, default=1, help="of the sample and of the order")
    teach.add_argument("--further", type=Path, metavar="FOLDER", help="teach the reader of this folder further")
    teach.add_argument("--out", type=Path, default=FOLDER, metavar="FOLDER", help="where to write")
    given = parser.parse_args(arguments)
    if given.command == "teach":
        from retrieval.teaching.course import teach_reader  # brings torch and onnx

        teach_reader(
            given.data, given.written, given.questions, given.epochs, given.seed, given.out, _progress, given.further
        )
        return 0
    kinds = {"reading": _reading(given.data, given.questions, given.seed), "written": _written(given.written)}
    everything = [example for data in kinds.values() for example in data]
    documents = sorted({example.document for example in everything})
    if len(documents) < _LEFT_OUT:
        parser.error(
            f"questions on {len(documents)} documents are too few to leave some out; ask about {_LEFT_OUT} or more"
        )
    left_out = set(documents[::_LEFT_OUT])
    network = _network([example for example in everything if example.document not in left_out], given.seed)
    for kind, data in kinds.items():
        unknown = [example for example in data if example.document in left_out]
        right = f"{first_right(unknown, network):.3f}" if unknown else "-"
        _progress(f"{kind}: best evidence right {right} of {len(unknown)} on documents left out, {len(data)} in all")
    network = _network(everything, given.seed)
    np.savez_compressed(given.out, **{name: getattr(network, name) for name in Network.__slots__})
    return 0


def _network(data: Sequence[Example], seed: int) -> Network:
    return joined([learn(data, _HIDDEN, seed + number, _EPOCHS) for number in range(_NETWORKS)])


def _reading(folder: Path, count: int, seed: int) -> list[Example]:
    passages, questions = load_questions(folder, count, seed)
    pipeline = open_collection(passages, Settings(), _progress)
    return list(read_examples(pipeline, questions, load_glosses(folder), _SHARE, seed))


def _written(folder: Path) -> list[Example]:
    documents = read_folder(folder / "documents", Settings().read).documents
    return list(written_examples(open_documents(documents, Settings(), _progress), folder))


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

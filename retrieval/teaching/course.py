"""The whole course: the vocabulary is cut, lessons are made, the network is taught, judged on what was left out, and written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.read import read_folder
from corpus.settings import Settings
from retrieval.learning import Example, load_questions, read_examples, written_examples
from retrieval.pipeline import open_collection, open_documents
from retrieval.reader import says_something
from retrieval.teaching.export import export, rounded
from retrieval.teaching.lessons import Lesson, lessons
from retrieval.teaching.network import ReaderNetwork
from retrieval.teaching.pack import pack_file, read_pack
from retrieval.teaching.resume import resumed
from retrieval.teaching.teach import read_all, teach
from retrieval.teaching.vocabulary import kept_pieces, tokenizer_over, training_texts

PAIRS = "pairs.jsonl"
# The lowest layers stay as they are; of so many documents one is left out, to be judged by.
_FROZEN, _LEFT_OUT = 4, 10


def teach_reader(
    data: Path,
    written: Path,
    questions: int,
    epochs: float,
    seed: int,
    out: Path,
    told: Callable[[str], None],
    further: Path | None = None,
) -> None:
    """Teach and write.

    Args:
        data: folder of the training files.
        written: folder of the written documents, questions and pairs.
        questions: how many reading questions to teach with.
        epochs: how often each question is read.
        seed: of the sample and of the order.
        out: folder to write to.
        told: told what goes on, a line each.
        further: folder of a reader that is taught further; None begins with the first weights.

    Raises:
        WenjuError: the package of the first weights is missing, or a quote does not stand in its document.
    """
    tokenizer, network = resumed(further) if further else _new(data, written)
    everything = list(lessons([*_reading(data, questions, seed, told), *_written(written, told)], tokenizer))
    documents = sorted({lesson.document for lesson in everything})
    left_out = set(documents[::_LEFT_OUT])
    network.freeze(_FROZEN)
    says = partial(says_something, tokenizer)
    share = teach(network, [x for x in everything if x.document not in left_out], says, epochs, seed, told)
    told(f"the ranking counts {share:.2f} times beside the reader")
    unknown = [lesson for lesson in everything if lesson.document in left_out]
    for line in judged(unknown, read_all(rounded(network), unknown, says), share):
        told(line)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    export(network, out / "model.onnx")


def _new(data: Path, written: Path) -> tuple[Tokenizer, ReaderNetwork]:
    pack = read_pack(pack_file())
    kept = kept_pieces(pack, training_texts(data, written))
    tokenizer = tokenizer_over([pack.pieces[i] for i in kept], pack.scores[kept].tolist())
    return tokenizer, ReaderNetwork.of_pack(pack, kept)


def judged(data: Sequence[Lesson], read: Sequence[NDArray[np.float32]], share: float) -> list[str]:
    """How often the first piece answers, by the ranking, by the reader and by both; how well halves of pairs are told apart."""
    if not any(lesson.right.any() for lesson in data):
        return ["no question on the documents left out has an answer among its best pieces"]
    known = [(lesson, scores) for lesson, scores in zip(data, read, strict=True) if lesson.right.any()]
    ways = {
        "ranking": [lesson.ranked for lesson, _ in known],
        "reader": [scores for _, scores in known],
        "both": [scores + share * lesson.ranked for lesson, scores in known],
    }
    lines = [
        f"best piece right, {name}: {np.mean([lesson.right[np.argmax(s)] for (lesson, _), s in zip(known, way, strict=True)]):.3f}"
        f" of {len(known)} on documents left out"
        for name, way in ways.items()
    ]
    halves: dict[bool, list[float]] = {True: [], False: []}
    for lesson, scores in zip(data, read, strict=True):
        if lesson.pair:
            halves[lesson.known].append(float(scores.max()))
    yes, no = np.asarray(halves[True]), np.asarray(halves[False])
    if len(yes) and len(no):
        lines.append(f"pairs: what answers scores above what does not in {np.mean(yes[:, None] > no):.3f} of cases")
    return lines


def _reading(folder: Path, count: int, seed: int, told: Callable[[str], None]) -> list[Example]:
    passages, questions = load_questions(folder, count, seed)
    return list(read_examples(open_collection(passages, Settings(), told), questions, {}, 0.0, seed))


def _written(folder: Path, told: Callable[[str], None]) -> list[Example]:
    pipeline = open_documents(read_folder(folder / "documents", Settings().read).documents, Settings(), told)
    return [*written_examples(pipeline, folder), *written_examples(pipeline, folder, PAIRS)]

"""Questions whose documents answer them or do not, made from reading-comprehension sets: what refusing is judged by.

A document that lost the sentence which answers is on the right subject and does not say; so is one that is asked about
under another's name, or of another year. Nothing here was written with our documents or our rules in mind.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from evals.spans import SpanQuestion, SpanSet
from retrieval.sentences import sentence_spans

Kind = Literal["answered", "sentence gone", "other name", "other year", "other topic"]
KINDS: Final[tuple[Kind, ...]] = ("answered", "sentence gone", "other name", "other year", "other topic")
Text = tuple[str, str, str]
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_STEPS = (-9, -7, -4, -3, -2, 2, 3, 4, 6, 8)
# A text must keep so much when a sentence goes, as a share; fewer letters are no answer to look for elsewhere.
_KEPT, _SHORT = 0.6, 2


@dataclass(frozen=True, slots=True)
class Case:
    """A question to a collection.

    Attributes:
        question: its text.
        kind: "answered" where the collection holds the answer, else why it does not.
        passage_id: of the passage that it was asked of; questions of one passage stand or fall together.
    """

    question: str
    kind: Kind
    passage_id: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A few texts and questions to them.

    Attributes:
        texts: (doc_id, title, text) of each.
        cases: the questions.
    """

    texts: tuple[Text, ...]
    cases: tuple[Case, ...]


def collections(data: SpanSet, size: int, seed: int) -> Iterator[Collection]:
    """Collections of so many passages each, until the passages are used up; every second text loses a sentence.

    Args:
        data: passages, and questions with the spans that answer them.
        size: passages a collection.
        seed: of the choice.
    """
    rng = random.Random(seed)
    asked: dict[str, list[SpanQuestion]] = {}
    for question in data.questions:
        if question.text.strip():
            asked.setdefault(question.passage_id, []).append(question)
    texts = {name: (name, title, text) for name, title, text in data.texts if name in asked}
    names = sorted(texts)
    rng.shuffle(names)
    for at in range(0, len(names) - size + 1, size):
        held: list[Text] = []
        cases: list[Case] = []
        for number, name in enumerate(names[at : at + size]):
            _, title, text = texts[name]
            kept = _cut(text, asked[name]) if number % 2 else text
            held.append((name, title, kept))
            cases += _of_text(name, kept, asked[name], rng)
        cases += _renamed(held, cases, rng)
        titles = {title for _, title, _ in held}
        for number in range(size // 2):
            name = names[(at + size + number) % len(names)]
            if texts[name][1] not in titles or not texts[name][1]:
                cases.append(Case(rng.choice(asked[name]).text, "other topic", name))
        yield Collection(tuple(held), tuple(cases))


def _cut(text: str, questions: Sequence[SpanQuestion]) -> str:
    """A passage without a sentence that answers one of its questions and says what the rest does not, if there is one."""
    for question in questions:
        start, answer = question.places[0], question.answers[0]
        gone = [(a, b) for a, b in sentence_spans(text) if a < start + len(answer) and b > start]
        rest = text[: gone[0][0]] + text[gone[-1][1] :] if gone else ""
        if len(rest) >= _KEPT * len(text) and len(answer) >= _SHORT and answer not in rest:
            return rest
    return text


def _of_text(name: str, text: str, questions: Sequence[SpanQuestion], rng: random.Random) -> list[Case]:
    """The questions of a passage: those whose answers its text still has, with other years too, and those without."""
    cases = []
    for question in questions:
        if question.answers[0] in text:
            cases.append(Case(question.text, "answered", name))
            cases += _of_other_year(name, text, question.text, rng)
        elif len(question.answers[0]) >= _SHORT:
            cases.append(Case(question.text, "sentence gone", name))
    return cases


def _of_other_year(name: str, text: str, question: str, rng: random.Random) -> list[Case]:
    found = _YEAR.search(question)
    if found is None:
        return []
    near = [int(found[0]) + step for step in _STEPS]
    years = [year for year in near if str(year) not in text and f"{year % 100:02}年" not in text]
    return [Case(question.replace(found[0], str(rng.choice(years))), "other year", name)] if years else []


def _renamed(texts: Sequence[Text], cases: Sequence[Case], rng: random.Random) -> list[Case]:
    """Half of the questions that name their text's title, asked of the title of another text."""
    title_of = {name: re.split(r"[（(]", title)[0].strip() for name, title, _ in texts}
    out = []
    for case in cases:
        own = title_of[case.passage_id]
        if case.kind != "answered" or len(own) < _SHORT or own not in case.question:
            continue
        others = [t for t in title_of.values() if len(t) >= _SHORT and t not in case.question]
        if others and rng.random() < 0.5:
            out.append(Case(case.question.replace(own, rng.choice(others)), "other name", case.passage_id))
    return out

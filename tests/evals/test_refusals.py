"""Near misses made from a set, and the table of what is refused."""

from collections import Counter

from evals.nearmisses import KINDS, collections
from evals.refusals import count_refusals, refusal_rows
from evals.spans import SpanQuestion, SpanSet
from retrieval.answer import Answer

TITLES = ("甲水渡船", "乙山白茶", "丙河石桥", "丁城戏院", "戊港灯塔", "己镇纸坊")
TEXTS = tuple(
    (
        f"p{n}",
        title,
        f"{title}建于19{n}5年，当时有人反对。{title}由陈师傅{n}主持修建，前后花了许多年。它至今还在使用，每天都有人来。",
    )
    for n, title in enumerate(TITLES)
)


def question(name: str, title: str, text: str, asked: str, answer: str) -> SpanQuestion:
    return SpanQuestion(f"{name}-{answer}", f"{title}{asked}", name, (answer,), (text.index(answer),))


DATA = SpanSet(
    TEXTS,
    tuple(
        question(name, title, text, asked, answer)
        for n, (name, title, text) in enumerate(TEXTS)
        for asked, answer in (("由谁主持修建？", f"陈师傅{n}"), (f"在19{n}5年怎样？", "有人反对"))
    ),
)
MADE = list(collections(DATA, 3, 1))


class Refusing:
    """Refuses what a word of the question tells it to."""

    documents = ()

    def __init__(self, word: str) -> None:
        self.word = word

    def ask(self, question: str, history: object = ()) -> Answer:
        return Answer("zh", "refused" if self.word in question else "answered", "", (), ())


def test_each_passage_is_used_once_and_every_kind_is_made() -> None:
    assert sorted(name for made in MADE for name, _, _ in made.texts) == [name for name, _, _ in TEXTS]
    kinds = Counter(case.kind for made in MADE for case in made.cases)
    assert set(kinds) == set(KINDS)


def test_what_is_answered_stands_in_the_texts_and_what_is_gone_does_not() -> None:
    answers = {(q.text, q.passage_id): q.answers[0] for q in DATA.questions}
    for made in MADE:
        held = {name: text for name, _, text in made.texts}
        for case in made.cases:
            if case.kind in ("answered", "sentence gone"):
                stands = answers[case.question, case.passage_id] in held[case.passage_id]
                assert stands == (case.kind == "answered")
            if case.kind == "other topic":
                assert case.passage_id not in held
            if case.kind in ("other name", "other year"):
                assert (case.question, case.passage_id) not in answers


def test_the_same_seed_makes_the_same() -> None:
    assert list(collections(DATA, 3, 1)) == MADE
    assert list(collections(DATA, 3, 2)) != MADE


def test_what_is_refused_is_counted_by_kind() -> None:
    found = count_refusals(MADE, lambda given: Refusing("谁"), lambda line: None)
    assert sum(map(len, found.values())) == sum(len(made.cases) for made in MADE)
    for kind in KINDS:
        asked = [case.question for made in MADE for case in made.cases if case.kind == kind]
        assert [refused for refused, _ in found[kind]] == ["谁" in text for text in asked]
    rows = refusal_rows(found)
    assert len(rows) == 1 + len(KINDS) and all(len(row) == 3 for row in rows)


def test_a_set_without_titles_still_has_other_topics() -> None:
    plain = SpanSet(tuple((name, "", text) for name, _, text in TEXTS), DATA.questions)
    assert any(case.kind == "other topic" for made in collections(plain, 3, 1) for case in made.cases)

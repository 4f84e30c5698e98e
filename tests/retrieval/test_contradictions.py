"""All contradictions of a collection at once."""

import re
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.read import read_file
from corpus.settings import ReadSettings
from evals.figures import figures
from retrieval.asked import read_asked
from retrieval.contradictions import asks_contradictions, contradiction_lines, find_contradictions
from retrieval.draft import Documents, Draft
from retrieval.names import default_names
from retrieval.understand import understand

MARK = re.compile(r"\[\d+\]")
REPORT = """# 渔港年报

2024年渔港的捕捞量为12万吨。2025年渔港的捕捞量预计为13万吨。

审计认为，2024年渔港的捕捞量为15万吨。

表1：渔港各年捕捞量

| 年份 | 捕捞量（万吨） |
| --- | --- |
| 2024 | 12 |
| 2026 | 18 |

据渔会统计，2026年渔港的捕捞量为19万吨。
"""


@pytest.fixture
def report(tmp_path: Path) -> Document:
    (tmp_path / "a.md").write_text(REPORT, encoding="utf-8")
    return read_file(tmp_path / "a.md", "a.md", ReadSettings())


def lines(report: Document, question: str, room: int) -> tuple[list[str], Draft]:
    query = understand(question, (), default_names())
    documents = Documents([report])
    draft = Draft(query.language, documents)
    found = contradiction_lines(query, [report], draft, Draft(query.language, documents), default_names(), room)
    return found, draft


def test_found_where_values_differ_and_nowhere_else(report: Document) -> None:
    found = {
        (c.measure, c.low): sorted(v[0].statement.quantity.value for v in c.values)
        for c in find_contradictions([report])
    }
    years = {low: values for (_, low), values in found.items()}
    assert years == {2024: [120000.0, 150000.0], 2026: [180000.0, 190000.0]}


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("文中哪些数字互相矛盾？", True),
        ("Which figures contradict each other?", True),
        ("2024年的捕捞量是多少？", False),
    ],
)
def test_only_a_question_for_all_of_them_gets_all(question: str, there: bool) -> None:
    query = understand(question, (), default_names())
    assert asks_contradictions(query, read_asked(query)) is there


@pytest.mark.parametrize("question", ["文中哪些数字互相矛盾？", "Which figures contradict each other?"])
def test_every_value_stands_in_what_is_cited_for_it(report: Document, question: str) -> None:
    found, draft = lines(report, question, 2000)
    answer = draft.finish("answered", ())
    assert len(found) == 3
    quotes = " ".join(citation.source_quote for citation in answer.citations)
    assert {f.value for f in figures(MARK.sub("", " ".join(found[1:]))) if f.unit == ""} <= {
        f.value for f in figures(quotes)
    }
    assert any("捕捞量（万吨）" in citation.source_quote for citation in answer.citations)  # the unit of a bare cell


def test_what_has_no_room_is_neither_told_nor_cited(report: Document) -> None:
    whole, _ = lines(report, "文中哪些数字互相矛盾？", 2000)
    short, draft = lines(report, "文中哪些数字互相矛盾？", len("\n".join(whole)) - 1)
    assert short == whole[:2]
    assert {c.n for c in draft.finish("answered", ()).citations} == {
        n for n in range(1, 9) if f"[{n}]" in "".join(short)
    }

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import AnswerError
from corpus.read import read_folder
from corpus.settings import ReadSettings
from index.texts import text_documents
from retrieval.answer import AnswerTable, Computed, HitSpan, used_numbers
from retrieval.draft import Documents, Draft, head_places, header_place
from tests.conftest import GOLDEN
from tests.reading import read

(PLAIN,) = text_documents([("d", "题", "汽车云服务。市场规模。第三句。")])


def draft(language: str = "zh", *documents: Document) -> Draft:
    return Draft(language, Documents(documents or (PLAIN,)))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pair() -> dict[str, Document]:
    return {d.doc_id: d for d in read_folder(Path(GOLDEN / "corpus"), ReadSettings()).documents}


def test_the_marks_of_a_document_are_none_of_the_answer() -> None:
    (noted,) = text_documents([("d", "题", "茶叶产自福建[1]和云南[12]。")])
    made = draft("zh", noted)
    place = (noted, 0, len(noted.text))
    made.line(made.quote(place) + made.mark(place))
    answer = made.finish("answered", ())
    assert answer.text == "茶叶产自福建［1］和云南［12］。[1]"
    assert list(used_numbers(answer.text)) == [c.n for c in answer.citations] == [1]
    assert answer.citations[0].quote == answer.citations[0].source_quote == noted.text


@given(st.lists(st.lists(st.sampled_from([(0, 6), (6, 11), (11, 15)]), min_size=1, max_size=3), max_size=6))
def test_numbers_run_by_first_appearance_and_stay(lines: list[list[tuple[int, int]]]) -> None:
    made = draft()
    for spans in lines:
        made.line("句" + made.mark(*((PLAIN, a, b) for a, b in spans)))
    answer = made.finish("answered", ())
    assert list(used_numbers(answer.text)) == [c.n for c in answer.citations]
    assert [c.n for c in answer.citations] == list(range(1, len({s for line in lines for s in line}) + 1))
    for citation in answer.citations:
        citation.verify(PLAIN)


def test_a_place_named_twice_in_a_line_is_marked_once() -> None:
    made = draft()
    assert made.mark((PLAIN, 0, 6), (PLAIN, 6, 11), (PLAIN, 0, 6)) == "[1][2]"
    assert made.numbers((PLAIN, 6, 11)) == (2,)


def test_traditional_answers_quote_in_traditional_and_keep_the_source() -> None:
    made = draft("zh-hant")
    assert made.quote((PLAIN, 0, 6)) == "汽車雲服務。"
    made.mark((PLAIN, 0, 6))
    (citation,) = made.finish("answered", ()).citations
    assert (citation.quote, citation.source_quote) == ("汽車雲服務。", "汽车云服务。")
    assert draft("zh").words("汽车") == draft("en").words("汽车") == "汽车"


def test_all_that_was_put_in_comes_out() -> None:
    made = draft()
    assert len(made) == 0
    made.line("一")
    made.line("二")
    made.compute(Computed("1 + 1", "2", (1,)))
    hits = (HitSpan("d", 0, 3, 0.5),)
    answer = made.finish("refused", hits)
    assert (answer.text, answer.status, answer.language, answer.hits) == ("一\n二", "refused", "zh", hits)
    assert [c.value for c in answer.computed] == ["2"] and len(made) == 3


def test_a_document_that_lies_about_itself_is_caught() -> None:
    with pytest.raises((AnswerError, ValueError)):
        draft().mark((PLAIN, 0, 0))
    with pytest.raises(AnswerError, match="quote"):
        draft().mark((replace(PLAIN, raw=""), 0, 6))


@pytest.mark.parametrize(("here", "there"), [("tea.zh.md", "tea.en.md"), ("tea.en.md", "tea.zh.md")])
def test_paragraphs_have_their_twin_under_the_same_anchor(pair: dict[str, Document], here: str, there: str) -> None:
    documents, document = Documents(tuple(pair.values())), pair[here]
    anchored = [p for p in document.paragraphs if p.anchor and p.kind != "table"]
    assert [p.kind for p in anchored].count("paragraph") == 5 and len(anchored) == 6  # and the date of the head
    for paragraph in anchored:
        found = documents.parallel(document, paragraph.start + 1)
        assert found is not None and found.doc_id == there
        twin = next(p for p in pair[there].paragraphs if p.anchor == paragraph.anchor)
        assert found.quote == pair[there].text[twin.start : twin.end] == pair[there].raw[found.start : found.end]


def test_rows_have_the_row_of_the_same_number(pair: dict[str, Document]) -> None:
    documents, document = Documents(tuple(pair.values())), pair["tea.zh.md"]
    for mine, other in zip(document.tables[0].rows, pair["tea.en.md"].tables[0].rows, strict=True):
        found = documents.parallel(document, mine[0].start)
        assert found is not None and found.quote.split(" | ") == [cell.text for cell in other]


def test_what_has_no_twin(pair: dict[str, Document], markdown: Callable[[str], Document]) -> None:
    documents = Documents(tuple(pair.values()))
    assert documents.parallel(pair["porcelain.md"], 3) is None
    heading = next(p for p in pair["tea.zh.md"].paragraphs if p.kind == "heading")
    assert documents.parallel(pair["tea.zh.md"], heading.start) is None
    shorter = replace(pair["tea.en.md"], tables=())
    assert (
        Documents((pair["tea.zh.md"], shorter)).parallel(pair["tea.zh.md"], pair["tea.zh.md"].tables[0].start) is None
    )


def test_documents_by_name(pair: dict[str, Document]) -> None:
    assert Documents(tuple(pair.values()))["tea.zh.md"] is pair["tea.zh.md"]


def test_a_table_stands_for_lines_that_are_there() -> None:
    made = draft()
    for line in ("题", "甲", "注", "乙"):
        made.line(line)
    made.note("注")
    made.tabulate("题", ["甲", "乙"], ["列"], [["一"], ["二"]])
    made.tabulate("题", ["甲", "没有写进去"], ["列"], [["一"], ["二"]])
    answer = made.finish("answered", ())
    assert answer.tables == (AnswerTable("题", (1, 3), ("列",), (("一",), ("二",))),)
    assert answer.notes == (2,)
    assert not draft().finish("answered", ()).tables


SPANNING = (
    '<html><body><table><tr><th rowspan="2">Grade</th><th colspan="2">Return to</th><th rowspan="2">Support</th></tr>'
    "<tr><th>work</th><th>sport</th></tr><tr><td>I</td><td>1</td><td>3</td><td>bandage</td></tr>"
    "<tr><td>II</td><td>2</td><td>6</td><td>brace</td></tr></table></body></html>"
)


def test_the_header_of_a_table_with_spanning_cells_is_cited_as_it_stands(tmp_path: Path) -> None:
    document = read(tmp_path, "ankle.html", SPANNING)
    place = header_place(document, document.tables[0])
    start, end = document.traced.clean_span(*document.traced.span(*place[1:]))
    assert document.text[start:end] == document.text[place[1] : place[2]]


@pytest.mark.parametrize(
    ("caption", "cited"),
    [
        ("分产品收入如下（单位：万元）", ["产品 | 2023年", "分产品收入如下（单位：万元）"]),
        ("表2 各产品", ["产品 | 2023年"]),
    ],
)
def test_a_caption_that_gives_the_unit_is_cited_with_the_header(tmp_path: Path, caption: str, cited: list[str]) -> None:
    document = read(
        tmp_path, "a.md", f"# 年报\n\n{caption}\n\n| 产品 | 2023年 |\n|--|--|\n| 灯具 | 152,300 |\n| 开关 | 97,450 |\n"
    )
    (table,) = document.tables
    assert [document.text[a:b] for _, a, b in head_places(document, table)] == cited

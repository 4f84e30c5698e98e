import csv
import io
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.figures import document_figures
from corpus.separated import delimiter_of, parse_separated
from tests.reading import assert_faithful, blocks_of, read
from tests.strategies import texts


def test_a_file_is_one_table_with_places(tmp_path: Path) -> None:
    raw = '\ufeff年份,"规模, 亿元",备注\r\n2025,480,"约""480""，\r\n据IDC"\r\n\r\n2026,600,\r\n'
    document = read(tmp_path, "市场.csv", raw)
    (table,) = document.tables
    assert document.title == "市场"
    assert [[c.text for c in row] for row in (table.header, *table.rows)] == [
        ["年份", "规模, 亿元", "备注"],
        ["2025", "480", '约"480"，据IDC'],
        ["2026", "600", ""],
    ]
    cell = table.rows[0][1]
    assert document.raw[slice(*document.traced.span(cell.start, cell.end))] == "480"
    assert_faithful(document)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_records(delimiter: str) -> None:
    lines = [("年份", "规模", "说明"), ("2025", "48", "a, b; c"), ("2026", "60", "d, e")]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(lines)
    assert delimiter_of(out.getvalue()) == delimiter


# A space behind each delimiter is how a sentence sets its commas, and # marks a remark.
_cell = texts(max_size=8).map(lambda text: text.lstrip(" \t\r\n\u3000\xa0\u200b#"))


@given(st.lists(st.lists(_cell, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    raw = out.getvalue()
    if delimiter_of(raw) != ",":
        return
    expected = list(csv.reader(io.StringIO(raw, newline="")))
    found = [
        [block.traced.text[a:b] for a, b in row]
        for block in parse_separated(raw)
        for row in (block.grid.rows if block.grid else [[(0, len(block.traced))]])
    ]
    assert _without_space(found) == _without_space(expected)


def _without_space(rows: list[list[str]]) -> list[str]:
    """The text of each row that has any; cells are told apart only where they have text."""
    squeezed = ["/".join(c for c in ("".join(cell.replace("\u200b", "").split()) for cell in row) if c) for row in rows]
    return [row for row in squeezed if row]


def test_a_file_of_nothing_but_delimiters_has_no_block() -> None:
    assert parse_separated(",,\r\n,,\n") == []
    assert parse_separated("") == []


def test_an_unclosed_quote_takes_the_rest() -> None:
    (block,) = parse_separated('a,b\n1,"open, still\n')
    assert block.traced.text == "a | b\n1 | open, still"


def test_a_title_above_the_header_and_a_note_below_the_rows_are_no_records(tmp_path: Path) -> None:
    raw = 'Table 3: Exports by region, 2023\n\nRegion;Bags;Value\nNorth;450;"1,200.5"\nSouth;380;"980,0"\nNote: provisional\n'
    document = read(tmp_path, "a.csv", raw)
    (table,) = document.tables
    assert (document.title, table.caption) == ("Table 3: Exports by region, 2023",) * 2
    assert [[c.text for c in row] for row in (table.header, *table.rows)] == [
        ["Region", "Bags", "Value"],
        ["North", "450", "1,200.5"],
        ["South", "380", "980,0"],
    ]
    assert document.text.endswith("Note: provisional")
    assert_faithful(document)


def test_blank_records_part_tables_of_different_widths(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "a,b\n1,2\n\nx,y,z\n3,4,5\n")
    assert [len(t.header) for t in document.tables] == [2, 3]


def test_remarks_and_lines_of_prose_are_no_records(tmp_path: Path) -> None:
    raw = (
        '# Harbour tram, line 4, weekdays\nTimes are departures; "-" is none, see leaflet, page 2\nStop,Zone,401,403\n'
        "Market,A,05:12,06:02\nQuay,A,05:16,06:06\n# Dogs travel free, bicycles cost 1.50, at all hours\n"
    )
    document = read(tmp_path, "a.csv", raw)
    (table,) = document.tables
    assert [c.text for c in table.header] == ["Stop", "Zone", "401", "403"] and len(table.rows) == 2
    assert [t for k, t in blocks_of(document) if k != "table"] == [
        "Harbour tram, line 4, weekdays",
        'Times are departures; "-" is none, see leaflet, page 2',
        "Dogs travel free, bicycles cost 1.50, at all hours",
    ]
    assert_faithful(document)


def test_a_header_that_begins_with_a_number_sign_is_one(tmp_path: Path) -> None:
    (table,) = read(tmp_path, "a.csv", "#,Name,Points\n1,Stannow,59\n2,Hexley,53\n").tables
    assert [c.text for c in table.header] == ["#", "Name", "Points"]


def test_a_blank_line_parts_tables_whose_headers_begin_alike(tmp_path: Path) -> None:
    raw = "Item,Budget,Spent\nRoads,10,9\n\nItem,2022,2023\nStaff,41,44\n"
    assert [[c.text for c in t.header] for t in read(tmp_path, "a.csv", raw).tables] == [
        ["Item", "Budget", "Spent"],
        ["Item", "2022", "2023"],
    ]


REMARKS = (
    "注:初步统计,未经审计",
    "Source: Harbour Office, 2023",
    "* 不含港澳台",
    "# see leaflet, sheet B",
    "以上各地的数据来自年报,下同。",
)


def _cells_of(document: Document) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in (t.header, *t.rows)] for t in document.tables]


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9)), min_size=2, max_size=6),
    st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(REMARKS[:4]), st.sampled_from(("", "\n", ",,\n"))), max_size=4
    ),
    st.sampled_from((2, 3)),
)
def test_remarks_between_records_are_paragraphs_and_the_table_goes_on(
    values: list[tuple[int, int]], remarks: list[tuple[int, str, str]], width: int
) -> None:
    rows = [["港口", "客流", "等级"][:width], *([f"港{n}", str(a), str(b)][:width] for n, (a, b) in enumerate(values))]
    lines, order = [], []
    for number, row in enumerate(rows):
        lines.append(",".join(row) + "\n")
        order.append(" | ".join(row))
        for place, remark, blank in remarks:
            if place == number:
                lines += [blank, remark + "\n", blank]
                order.append(remark.removeprefix("# "))
    with TemporaryDirectory() as folder:
        document = read(Path(folder), "a.csv", "".join(lines))
    assert _cells_of(document) == [rows]
    # What the file has in some order the text has in the same.
    assert [_plain(line) for line in document.text.split("\n") if line] == [_plain(line) for line in order]
    told = {_plain(text) for kind, text in blocks_of(document) if kind != "table"}
    assert told == {_plain(remark.removeprefix("# ")) for place, remark, _ in remarks if place < len(rows)}
    assert_faithful(document)


def _plain(line: str) -> str:
    """A line whatever width its marks have: whether they are mended depends on how much Han a text has."""
    return unicodedata.normalize("NFKC", line)


def test_a_sentence_between_records_is_a_remark_and_a_label_is_none(tmp_path: Path) -> None:
    raw = (
        "地区,客流,占比\n华东,,\n云岭,118,3.1%\n以上各地的数据来自港口的年报，口径与上年相同。,,\n华南,,\n丹河,97,4.2%\n"
        "The figures of the south are estimates, see there.\n石渡,51,5.5%\n"
    )
    document = read(tmp_path, "a.csv", raw)
    assert [[row[0] for row in table] for table in _cells_of(document)] == [
        ["地区", "华东", "云岭", "华南", "丹河", "石渡"]
    ]
    assert [text[:6] for kind, text in blocks_of(document) if kind == "paragraph"] == ["以上各地的数", "The fi"]
    assert_faithful(document)


def test_a_record_whose_label_reads_like_a_note_is_a_record(tmp_path: Path) -> None:
    raw = "Item,2022,2023\nRoads,12,13\nNote: roads by the sea,4,5\nStaff,41,44\n"
    (table,) = _cells_of(read(tmp_path, "a.csv", raw))
    assert table[2] == ["Note: roads by the sea", "4", "5"]


def test_a_remark_above_another_header_is_a_caption(tmp_path: Path) -> None:
    raw = "Port,Calls\nHollin,118\nMell,97\nNote: provisional\n\n# Yards\nYard,Ships\nMoor,3\nHale,4\n"
    document = read(tmp_path, "a.csv", raw)
    assert _cells_of(document) == [
        [["Port", "Calls"], ["Hollin", "118"], ["Mell", "97"]],
        [["Yard", "Ships"], ["Moor", "3"], ["Hale", "4"]],
    ]
    assert [t.caption for t in document.tables] == ["", "Yards"]


def test_figures_of_a_table_that_goes_on_are_told_once(tmp_path: Path) -> None:
    raw = "Port,Calls (ships)\nHollin,118\nNote: of 12 months\nMell,97\n"
    assert [f.value for _, f in document_figures(read(tmp_path, "a.csv", raw))] == [118, 97, 12]

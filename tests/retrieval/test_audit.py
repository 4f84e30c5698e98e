"""Figures planted so that they do or do not follow from the figures beside them."""

import pytest

from retrieval.audit import audit
from retrieval.rows import row_statements
from retrieval.statement import Statement
from retrieval.statements import find_statements


def _read(text: str) -> list[Statement]:
    found: list[Statement] = []
    before = ""
    for sentence in text.split("。"):
        found += find_statements(sentence + "。", before)
        before = sentence
    return found


def _rows(header: list[str], rows: list[list[str]], caption: str = "中国储能市场") -> list[Statement]:
    return [s for row in rows for s in row_statements(header, row, caption)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("储能市场规模2025年约为320亿元，年复合增长率超过35%，2030年有望突破1200亿元。", ["cagr"]),
        ("储能市场规模2025年为480亿元，以30.2%的年均复合增长率，2030年有望突破1800亿元。", []),
        ("储能市场规模2024年已达185亿元，预计到2030年以超过28%的年均复合增长率突破860亿元。", []),
        ("储能市场规模2022年为100亿元。储能市场规模2023年为150亿元，同比增长30%。", ["growth"]),
        ("储能市场规模2022年为100亿元。储能市场规模2023年为150亿元，同比增长50%。", []),
        ("2025年储能市场规模为420亿元，其中家用环节占比约58%，约为244亿元。", []),
        ("2025年储能市场规模为420亿元，其中家用环节占比58%，为144亿元。", ["share"]),
        ("储能市场规模2025年为480亿元，2027年突破800亿元。", []),
    ],
)
def test_passages(text: str, kinds: list[str]) -> None:
    assert [finding.kind for finding in audit(_read(text))] == kinds


def test_the_computation_is_shown() -> None:
    (finding,) = audit(_read("储能市场规模2025年约为320亿元，年复合增长率超过35%，2030年有望突破1200亿元。"))
    assert finding.stated.quantity.text == "35%"
    assert [s.quantity.text for s in finding.inputs] == ["320亿元", "1200亿元"]
    assert finding.worked.zh == "(1200亿元 ÷ 320亿元)^(1/5) − 1 = 30.3%"


def test_growth_down_the_rows_of_a_table() -> None:
    header = ["年份", "市场规模（亿元）", "年增长率（%）"]
    right = [["2025", "185.6", "28.4"], ["2026", "242.3", "30.6"], ["2027", "318.5", "31.4"]]
    assert audit(_rows(header, right)) == []
    wrong = [*right[:2], ["2027", "318.5", "21.4"]]
    (finding,) = audit(_rows(header, wrong))
    assert (finding.kind, finding.stated.quantity.text, finding.worked.result_zh) == ("growth", "21.4", "31.4%")


def test_products_and_ratios_of_a_row() -> None:
    header = [
        "年份",
        "销量（万套）",
        "市场规模（亿元）",
        "平均单价（元/套）",
        "产能（万套）",
        "产量（万套）",
        "产能利用率（%）",
    ]
    assert audit(_rows(header, [["2025", "1,850", "222.0", "1,200", "1,200", "960", "80.0"]])) == []
    found = audit(_rows(header, [["2025", "1,850", "242.0", "1,200", "1,200", "960", "85.0"]]))
    assert sorted((f.kind, f.worked.result_zh) for f in found) == [("product", "222亿元"), ("ratio", "80%")]


def test_shares_that_name_the_rest_come_to_a_hundred() -> None:
    header = ["年份", "市场份额（%）"]
    assert audit(_rows(header, [["2025", "甲26%，乙22%，其他52%"]])) == []
    (finding,) = audit(_rows(header, [["2025", "甲26%，乙22%，其他42%"]]))
    assert (finding.kind, finding.worked.result_zh) == ("sum", "90%")
    assert audit(_rows(header, [["2025", "甲26%，乙22%，丙18%"]])) == []


def test_the_row_of_totals() -> None:
    header = ["地区", "销量（万台）"]
    rows = [["华东", "40"], ["华南", "25"], ["合计", "65"]]
    assert audit(_rows(header, rows)) == []
    (finding,) = audit(_rows(header, [*rows[:2], ["合计", "75"]]))
    assert (finding.kind, finding.worked.result_zh) == ("sum", "65万台")

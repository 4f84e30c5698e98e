from collections.abc import Callable, Sequence

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.draft import Documents, Draft
from retrieval.names import default_names
from retrieval.tabling import ask_tables, tabled_lines
from tests.retrieval.pieces import ask, evidence_of

TEXT = """# 青山县粮食

| 镇 | 2021年（吨） | 2022年（吨） |
|---|---|---|
| 柳塘镇 | 820 | 861 |
| 石桥镇 | 500 | 450 |
| 河口镇 | 900 | 990 |
"""
SHARES = "# 青山县医院\n\n| 指标 | 2021 | 2022 |\n|---|---|---|\n| 药品占比（%） | 38.2 | 30.4 |\n| 病床占比（%） | 20 | 21 |\n"


def close(query: str, texts: Sequence[str]) -> list[float]:
    """A nearness by shared letters, high enough that every table is near."""
    return [0.45 + 0.5 * len(set(query) & set(text)) / max(len(set(text)), 1) for text in texts]


def answer(document: Document, question: str) -> tuple[list[str], list[str]]:
    """The lines of the answer and the worked values."""
    query = ask(question)
    tabled = ask_tables(query, read_asked(query), evidence_of(document), close)
    draft = Draft(query.language, Documents([document]))
    lines = tabled_lines(query, tabled, draft, default_names()) if tabled is not None else []
    return lines, [computed.value for computed in draft.finish("answered", ()).computed]


@pytest.mark.parametrize(
    ("text", "question", "line", "values"),
    [
        (TEXT, "石桥镇2022年产了多少吨？", "石桥镇：2022年450吨。[1][2]", []),
        (TEXT, "2022年哪个镇最多？", "河口镇：2022年990吨。[1][2]", []),
        (TEXT, "2021年三个镇一共多少吨？", "计算：820 + 500 + 900 = 2,220吨。[1][2][3][4]", ["2,220吨"]),
        (TEXT, "2021年有几个镇超过800吨？", "共2个（柳塘镇 820吨、河口镇 900吨）。[1][2][3]", ["2"]),
        (TEXT, "柳塘镇从2021年到2022年增长了百分之几？", "计算：861 ÷ 820 − 1 = 5%。[1][2]", ["5%"]),
        (SHARES, "药品占比2021年到2022年下降了多少？", "计算：38.2% − 30.4% = 7.8个百分点。[1][2]", ["7.8个百分点"]),
    ],
)
def test_lines(markdown: Callable[[str], Document], text: str, question: str, line: str, values: list[str]) -> None:
    lines, worked = answer(markdown(text), question)
    assert lines[0] == line
    assert worked == values


def test_no_table_answers_what_it_does_not_hold(markdown: Callable[[str], Document]) -> None:
    assert answer(markdown(TEXT), "石桥镇2030年产了多少吨？") == ([], [])
    assert answer(markdown(TEXT), "谁是石桥镇的镇长？") == ([], [])


YEARLY = "# 青山县绿茶\n\n| 年份 | 市场规模（亿元） |\n|---|---|\n| 2021 | 40 |\n| 2022 | 45 |\n| 2023 | 48 |\n"


def test_a_table_that_has_every_year_of_a_range_answers_alone(markdown: Callable[[str], Document]) -> None:
    def alone(question: str) -> bool:
        query = ask(question)
        tabled = ask_tables(query, read_asked(query), evidence_of(markdown(YEARLY)), close)
        return tabled is not None and tabled.alone

    assert alone("青山县绿茶2021到2023年每年的市场规模是多少？")
    assert not alone("青山县绿茶2022年的市场规模是多少？")  # texts may give it as well
    assert not alone("青山县绿茶2021到2024年每年的市场规模是多少？")


def test_a_table_without_the_name_that_is_asked_about_does_not_answer(markdown: Callable[[str], Document]) -> None:
    question = "华为云2021到2023年每年的市场规模是多少？"
    assert answer(markdown(YEARLY), question) == ([], [])
    assert len(answer(markdown(YEARLY.replace("青山县", "华为云")), question)[0]) == 3


def test_a_growth_a_year_is_not_worked_out_of_growth_rates(markdown: Callable[[str], Document]) -> None:
    text = "# 青山县绿茶\n\n| 年份 | 年增长率（%） |\n|---|---|\n| 2021 | 8 |\n| 2022 | 9 |\n| 2023 | 12 |\n"
    assert answer(markdown(text), "青山县绿茶2021年到2023年每年平均增长百分之几？") == ([], [])

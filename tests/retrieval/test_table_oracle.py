"""Random tables in both languages: what is answered must be what plain arithmetic on the cells gives."""

import random
import re
from collections.abc import Callable

import pytest

from corpus.document import Document
from tests.retrieval.test_tabling import answer

ZH = ("果园", ["苹果", "雪梨", "葡萄", "樱桃", "柑橘"], [("产量", "吨"), ("销售额", "万元"), ("箱数", "册")])
EN = ("Fruit", ["Apples", "Pears", "Grapes", "Cherries", "Plums"], [("Harvest", "tonnes"), ("Sales", "£ thousand")])


def table(
    rng: random.Random, head: str, names: list[str], columns: list[tuple[str, str]]
) -> tuple[str, list[list[int]]]:
    cells = [rng.sample(range(120, 9000), len(names)) for _ in columns]
    lines = [[head, *(f"{name} ({unit})" for name, unit in columns)], ["---"] * (len(columns) + 1)]
    lines += [[name, *(f"{column[row]:,}" for column in cells)] for row, name in enumerate(names)]
    return f"# {head}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n", cells


def first_number(line: str) -> str:
    """The result of a worked line, without its unit."""
    found = re.search(r"= ([\d,.]+%?)", line)
    assert found is not None, line
    return found[1]


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_worked_out_of_a_table(markdown: Callable[[str], Document], language: str, seed: int) -> None:
    rng = random.Random(seed)
    head, names, columns = ZH if language == "zh" else EN
    names = rng.sample(names, rng.randint(3, 5))
    text, cells = table(rng, head, names, columns)
    document = markdown(text)
    at = rng.randrange(len(columns))
    column, values = columns[at][0], cells[at]
    one, two = sorted(range(len(names)), key=lambda n: -values[n])[:2]
    zh = language == "zh"

    def asked(chinese: str, english: str) -> list[str]:
        question = chinese if zh else english
        return answer(document, question.format(a=names[one], b=names[two], c=column if zh else column.lower()))[0]

    assert (
        first_number(asked("各种水果的{c}合计多少？", "What is the total {c} of all fruit?")[0]) == f"{sum(values):,}"
    )
    share = f"{100 * values[one] / sum(values):.1f}".removesuffix(".0") + "%"
    assert (
        first_number(asked("{a}占总{c}的百分之多少？", "What percentage of total {c} does {a} account for?")[0])
        == share
    )
    more = f"{values[one] - values[two]:,}"
    assert (
        first_number(asked("{a}的{c}比{b}多多少？", "How much higher is the {c} of {a} than that of {b}?")[0]) == more
    )
    times = f"{values[one] / values[two]:.2f}".rstrip("0").rstrip(".")
    assert first_number(asked("{a}的{c}是{b}的几倍？", "How many times the {c} of {b} is that of {a}?")[0]) == times
    assert asked("哪种水果的{c}最高？", "Which fruit has the highest {c}?")[0].startswith(names[one])


YEARS = "# 青山县\n\n| 年份 | 2022年 产量 | 2022年 均价 | 2023年 产量 | 2023年 均价 |\n|---|---|---|---|---|\n"


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("红茶产量2023年比上年增长了百分之几？", ["计算：540 ÷ 500 − 1 = 8%。[1][2]"]),
        ("红茶产量2023年比2022年增加了多少？", ["计算：540 − 500 = 40。[1][2]", "计算：540 ÷ 500 − 1 = 8%。[1][2]"]),
        ("红茶2023年的均价是多少？", ["红茶：2023年 均价44。[1][2]"]),
    ],
)
def test_a_column_is_named_by_its_time_and_its_thing(
    markdown: Callable[[str], Document], question: str, lines: list[str]
) -> None:
    document = markdown(YEARS + "| 绿茶 | 900 | 36 | 930 | 38 |\n| 红茶 | 500 | 40 | 540 | 44 |\n")
    assert answer(document, question)[0][: len(lines)] == lines


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("风力发电2022年是多少？", "风力发电：2022年137吉瓦时"),
        ("2022年风力发电和光伏发电哪个更多？", "计算：137 − 42 = 95吉瓦时"),
        ("哪项2021年到2022年涨得最多？", ""),
    ],
)
def test_a_column_of_units_is_none_of_figures(markdown: Callable[[str], Document], question: str, start: str) -> None:
    text = "# 电力\n\n| 指标 | 单位 | 2021 | 2022 |\n|---|---|---|---|\n| 风力发电 | 吉瓦时 | 120 | 137 |\n| 光伏发电 | 吉瓦时 | 30 | 42 |\n"
    assert " ".join(answer(markdown(text), question)[0][:1]).startswith(start)


def test_rows_are_named_by_their_names_not_by_their_codes(markdown: Callable[[str], Document]) -> None:
    text = "# 夜校课程\n\n| 编码 | 课程 | 学费 |\n|---|---|---|\n| B02 | 篆刻入门 | 720元 |\n| B03 | 古琴初阶 | 980元 |\n| B04 | 太极 | 300元 |\n| 说明：开课后不退 |  |  |\n"
    assert answer(markdown(text), "篆刻入门的学费多少？")[0] == ["篆刻入门：学费720元。[1][2]"]


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("哪种菜价格跌得最多？", "西兰花"),
        ("哪种菜价格涨得最多？", "菠菜"),
        ("青椒11月11日的批发价是多少？", "青椒：2024-11-11批发价4.25元"),
    ],
)
def test_what_changed_most_and_what_is_dated(markdown: Callable[[str], Document], question: str, start: str) -> None:
    text = (
        "# 批发价\n\n| 菜 | 2024-11-04批发价（元） | 2024-11-11批发价（元） | 涨跌幅 |\n|---|---|---|---|\n"
        "| 菠菜 | 5.40 | 6.80 | 25.9% |\n| 青椒 | 3.95 | 4.25 | 7.6% |\n| 西兰花 | 5.15 | 4.20 | -18.4% |\n"
    )
    assert answer(markdown(text), question)[0][0].startswith(start)

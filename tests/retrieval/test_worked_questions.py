"""Questions whose answer is worked out, asked of invented documents in both languages through the whole pipeline."""

import pytest

from corpus.settings import Settings
from retrieval.answer import Answer
from retrieval.pipeline import Pipeline, open_pipeline

KILNS = """# 青崖瓷业年度数据

表1：2027至2031年青崖瓷业的产量、销量、单价和毛利率

| 年份 | 产量（万套） | 销量（万套） | 单价（元/套） | 毛利率（%） | 窑炉利用率（%） | 主要客户份额 |
|---|---|---|---|---|---|---|
| 2027 | 310 | 290 | 42 | 21.5 | 71.0 | 北原26%，海门18%，临川12%，其他44% |
| 2028 | 365 | 352 | 45 | 23.0 | 78.0 | 北原27%，海门19%，临川11%，其他43% |
| 2029 | 420 | 401 | 44 | 26.5 | 85.0 | 北原29%，海门17%，临川13%，其他41% |
| 2030 | 455 | 460 | 47 | 25.0 | 85.0 | 北原31%，海门16%，临川14%，其他39% |
| 2031 | 480 | 471 | 50 | 24.0 | 85.0 | 北原30%，海门15%，临川16%，其他39% |

表2：青崖瓷业各窑口的产量

| 窑口 | 2030年产量（万套） | 2031年产量（万套） |
|---|---|---|
| 石桥窑 | 210 | 214 |
| 柳塘窑 | 130 | 146 |
| 河口窑 | 115 | 120 |
"""
LINES = """# 青崖瓷业的四条线

餐具线主打酒店市场，2029年销售额为3.2亿元，预计2031年达到4.1亿元。

茶具线靠电商带动，2029年销售额为2.4亿元，预计2031年达到3.5亿元。

花器线规模较小，2029年销售额约为0.9亿元。

卫浴线刚刚起步，尚未公布数字。

三季度末库存坯料620吨，比二季度多45吨。

燃气费用为1.9亿元，上年为1.5亿元。

2029年东库和西库共存坯料900吨。
"""
MILL = """# Corvane Mill, annual review

Table 1: Output, sales and price of Corvane Mill

| Year | Output (tonnes) | Sales (tonnes) | Price (USD/tonne) | Loom utilisation (%) |
|---|---|---|---|---|
| 2027 | 820 | 790 | 1,450 | 66.0 |
| 2028 | 905 | 880 | 1,520 | 74.0 |
| 2029 | 960 | 945 | 1,610 | 81.0 |
| 2030 | 990 | 930 | 1,580 | 81.0 |

The linen range earned USD 3.1 million in 2029. The hemp range earned USD 1.4 million in 2029. The wool range earned USD 2.6 million in 2029.

Fuel cost USD 2.4 million, up from USD 1.6 million.

The felt market stood at USD 40 million in 2027 and should reach USD 70 million in 2031.

The mill held 75 tonnes of yarn in stock at the end of the third quarter, 12 tonnes more than in the second quarter.

The north yard employs 41 people. The south yard employs 29 people.

The east and west sheds held 5,200 reels in 2029.
"""


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in (("kilns.md", KILNS), ("lines.md", LINES), ("mill.md", MILL)):
        (folder / name).write_text(text, encoding="utf-8")
    return open_pipeline(folder, tmp_path_factory.mktemp("index"), Settings(), lambda _: None)


def worked(answer: Answer) -> list[str]:
    return [computed.value for computed in answer.computed]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("青崖瓷业2031年比2028年多生产多少万套？", "115万套"),  # what is done names the column
        ("青崖瓷业2031年比2028年多卖了多少万套？", "119万套"),
        ("按2031年的单价和毛利率，青崖瓷业卖一套能赚多少毛利？", "12元/套"),
        ("按2030年的单价和销量，青崖瓷业能卖多少钱？", "2.2亿元"),
        ("2031年青崖瓷业前两大客户合计占多少？", "46%"),  # 临川, not 其他 and not 海门
        ("青崖瓷业产量最高的三年一共产了多少万套？", "1,355万套"),
        ("青崖瓷业餐具线、茶具线和花器线2029年的销售额合计多少？", "6.5亿元"),
        ("青崖瓷业二季度末库存坯料多少吨？", "575吨"),
        ("青崖瓷业的燃气费用从1.5亿元涨了百分之几？", "26.7%"),
        ("青崖瓷业餐具线2029年到2031年销售额年均增速是多少？", "13.2%"),
        ("石桥窑和柳塘窑2031年的产量合计多少？", "360万套"),
        ("How many people do the north and south yards of Corvane employ together?", "70 people"),
        ("How many more tonnes did Corvane Mill produce in 2030 than in 2027?", "170 tonnes"),
        ("At the 2029 price and sales, how much money did Corvane Mill take in?", "US$1,521,000"),
        ("What did the linen, hemp and wool ranges of Corvane earn together in 2029?", "US$7.1 million"),
        ("By what percentage did the fuel cost of Corvane Mill rise from USD 1.6 million?", "50%"),
        ("What annual growth do the 2027 and 2031 figures of the felt market imply?", "15%"),
        ("How many tonnes of yarn did Corvane Mill have at the end of the second quarter?", "63 tonnes"),
    ],
)
def test_worked_answers(pipeline: Pipeline, question: str, value: str) -> None:
    answer = pipeline.ask(question)
    assert (answer.status, worked(answer)) == ("answered", [value])


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("青崖瓷业餐具线、茶具线和卫浴线2029年的销售额合计多少？", "卫浴线"),
        ("What did the linen, hemp and silk ranges of Corvane earn together in 2029?", "silk range"),
        ("石桥窑、柳塘窑和云溪窑2031年的产量合计多少？", "云溪窑"),
    ],
)
def test_nothing_is_summed_where_a_thing_has_no_figure(pipeline: Pipeline, question: str, lacking: str) -> None:
    answer = pipeline.ask(question)
    assert any(lacking in line and ("没有给出" in line or "do not give" in line) for line in answer.text.splitlines())
    assert worked(answer) == []


@pytest.mark.parametrize(
    "question",
    [
        "按2030年的产量和销量，青崖瓷业能赚多少？",  # two amounts of one kind
        "按2026年的单价和销量，青崖瓷业能卖多少钱？",  # no such year
        "青崖瓷业2030年的单价和毛利率是多少？",  # nothing is to be worked out
        "青崖瓷业产量从哪年起不再上升？",  # it rises to the end
        "青崖瓷业一季度末库存坯料多少吨？",  # the sentence compares with the second quarter
        "青崖瓷业的燃气费用从1.2亿元涨了百分之几？",  # no place says that it was so much
        "2026年青崖瓷业前两大客户合计占多少？",
        "2031年青崖瓷业前五大客户合计占多少？",  # three are named
        "From which year on does the output of Corvane Mill stop rising?",
        "How many tonnes of yarn did Corvane Mill have at the end of the first quarter?",
    ],
)
def test_what_is_not_worked_out(pipeline: Pipeline, question: str) -> None:
    assert worked(pipeline.ask(question)) == []


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("青崖瓷业的窑炉利用率从哪年起不再上升，停在多少？", ["2029年：窑炉利用率85.0%", "2030年：窑炉利用率85.0%", "2031年：窑炉利用率85.0%"]),
        ("From which year on does the loom utilisation of Corvane Mill stop rising?", ["2029: Loom utilisation: 81.0%", "2030: Loom utilisation: 81.0%"]),
        ("青崖瓷业毛利最厚的是哪一年，有多厚？", ["2029年：毛利率26.5%"]),
    ],
)  # fmt: skip
def test_years_of_a_column(pipeline: Pipeline, question: str, lines: list[str]) -> None:
    told = [line.partition("[")[0].rstrip("。. ") for line in pipeline.ask(question).text.splitlines()]
    assert told == lines


def test_what_is_told_of_each_is_cited(pipeline: Pipeline) -> None:
    answer = pipeline.ask("青崖瓷业餐具线、茶具线和花器线2029年的销售额合计多少？")
    assert [c.quote[:3] for c in answer.citations] == ["餐具线", "茶具线", "花器线"]
    assert answer.computed[0].inputs == (1, 2, 3)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("青崖瓷业2029年东库和西库一共存了多少吨坯料？", "900吨"),
        ("How many reels did the east and west sheds of Corvane Mill hold together in 2029?", "5,200 reels"),
    ],
)
def test_a_figure_of_both_together_is_not_summed_with_itself(pipeline: Pipeline, question: str, figure: str) -> None:
    answer = pipeline.ask(question)
    assert figure in answer.text
    assert worked(answer) == []

import pytest

from retrieval.asked import read_asked
from retrieval.figures import wants_figure
from tests.retrieval.pieces import ask


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("2025年的市场规模是多少？", ("market_size",)),
        ("What was the market size in 2025?", ("market_size",)),
        ("市场规模和毛利率分别是多少？", ("market_size", "gross_margin")),
        ("2025年的产量有多少？", ("output",)),
        ("灯塔叫什么？", ()),
    ],
)
def test_measures(question: str, measures: tuple[str, ...]) -> None:
    assert read_asked(ask(question)).measures == measures


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("占比多少？", "percent"),
        ("What percentage is it?", "percent"),
        ("花了多少钱？", "money"),
        ("How much money is it?", "money"),
        ("用了多久？", "duration"),
        ("How long did it take?", "duration"),
        ("有多少家企业？", "count"),
        ("How many visitors came?", "count"),
        ("一年能产多少片？", "count"),
        ("Total bikes sold in 2024?", "count"),
        ("塔有多高？", "length"),
        ("How tall is the tower?", "length"),
    ],
)
def test_kinds_of_figures(question: str, kind: str) -> None:
    assert kind in read_asked(ask(question)).kinds


def test_how_large_asks_for_any_figure_that_grows() -> None:
    kinds = read_asked(ask("它有多大？")).kinds
    assert {"money", "count"} <= kinds and "percent" not in kinds


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("2025年的市场规模是多少？", "tell"),
        ("2025年到2030年市场规模年均增长多少？", "cagr"),
        ("2030年的市场规模是2025年的几倍？", "ratio"),
        ("2025年到2030年市场规模增长了百分之几？", "growth"),
        ("阿里云和腾讯云的份额相差多少？", "difference"),
        ("阿里云和腾讯云的份额合计多少？", "sum"),
        ("阿里云和腾讯云谁的份额更大，哪个更高？", "compare"),
        ("What is the compound annual growth of the market size from 2025 to 2030?", "cagr"),
        ("How many times the market size of 2025 is that of 2030?", "ratio"),
        ("What is the difference between Alibaba Cloud and Tencent Cloud in market share?", "difference"),
        ("What is the combined market share of Alibaba Cloud and Tencent Cloud?", "sum"),
        ("份额折合多少亿元？", "part"),
        ("按4亿辆车、每车600元计算，市场规模是多少？", "product"),
    ],
)
def test_operations_in_both_languages(question: str, operation: str) -> None:
    assert read_asked(ask(question)).operation == operation


def test_an_operation_needs_two_things() -> None:
    assert read_asked(ask("阿里云比对手多多少？")).operation == "tell"
    assert not read_asked(ask("2025年的市场规模是多少？")).given
    assert read_asked(ask("按4亿辆车、每车600元计算，市场规模是多少？")).given


@pytest.mark.parametrize(
    ("question", "targets"),
    [
        ("阿里云和腾讯云的份额各是多少？", ["Alibaba Cloud", "Tencent Cloud"]),
        ("How do Huawei Cloud and Alibaba Cloud compare in market share?", ["Huawei Cloud", "Alibaba Cloud"]),
        ("阿里云的份额是多少？", []),
        ("龙井和毛峰的产量相差多少？", ["龙井", "毛峰"]),
    ],
)
def test_things_set_side_by_side(question: str, targets: list[str]) -> None:
    assert [forms[0] for forms in read_asked(ask(question)).targets] == targets


def test_the_subject_is_what_is_left() -> None:
    left = read_asked(ask("2025年江南绿茶的市场规模是多少？")).subject
    assert "江南绿茶" in left and not any(part in left for part in ("2025", "市场规模", "多少", "?"))
    subject = read_asked(ask("What was the market size of Jiangnan green tea in 2025?")).subject
    assert subject == "Jiangnan green tea"


@pytest.mark.parametrize(
    ("question", "unit", "noun"),
    [
        ("有多少座换电站？", "", "换电站"),
        ("How many lamps does it have?", "", "lamps"),
        ("规模多大？", "", ""),
        ("How many of them are juniors?", "", ""),
    ],
)
def test_what_is_counted(question: str, unit: str, noun: str) -> None:
    asked = read_asked(ask(question))
    assert asked.noun == noun


def test_the_unit_that_is_counted_is_that_of_figures() -> None:
    assert read_asked(ask("有多少辆车？")).unit == read_asked(ask("How many vehicles are there?")).unit == "vehicle"


@pytest.mark.parametrize(
    ("question", "rate"), [("每辆车收费多少？", True), ("How much per vehicle?", True), ("收费多少？", False)]
)
def test_rates(question: str, rate: bool) -> None:
    assert read_asked(ask(question)).rate is rate


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("市场规模是多少？", True),
        ("为什么市场规模增长？", False),
        ("什么是炒青？", False),
        ("What is the market size in 2025?", True),
        ("谁提出了市场规模的预测？", False),
        ("谈谈茶叶", False),
    ],
)
def test_which_questions_want_a_figure(question: str, wanted: bool) -> None:
    query = ask(question)
    assert wants_figure(query, read_asked(query)) is wanted


@pytest.mark.parametrize("question", ["2030年市场规模是多少？", "市场规模2030年", "到2030年市场规模约为多少？"])
def test_a_question_that_names_no_subject_has_none(question: str) -> None:
    assert not read_asked(ask(question)).subject

"""Statements against those that the sentences of the editions make, and against the grammar of reports nobody has seen."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.scopes import scope_key
from retrieval.statement import Statement
from retrieval.statements import find_statements

_GOLD = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "golden" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
]


def _years(statement: Statement) -> list[int] | None:
    period = statement.period
    return [period.low, period.high] if period and period.low is not None and period.high is not None else None


def _right(found: Statement, expected: dict[str, Any]) -> tuple[bool, bool]:
    """Whether measure and years are right, and whether subject and whole are."""
    what = found.measure == expected["measure"] and _years(found) == expected["years"]
    of = "of" not in expected or scope_key(found.of) == scope_key(expected["of"])
    about = expected["subject"] is None or scope_key(found.subject) == scope_key(expected["subject"])
    return what, about and of


@pytest.mark.parametrize("language", ["zh", "en"])
def test_statements_of_the_editions(language: str) -> None:
    expected = found_too_many = what_right = about_right = 0
    for line in _GOLD:
        if line["lang"] != language:
            continue
        found = find_statements(line["sentence"], line["context"])
        wanted = list(line["statements"])
        expected += len(wanted)
        for statement in found:
            match = next((w for w in wanted if w["figure"] == statement.quantity.text), None)
            if match is None:
                found_too_many += 1
                continue
            wanted.remove(match)
            what, about = _right(statement, match)
            what_right += what
            about_right += about
    assert expected > 150
    assert found_too_many <= 0.02 * expected
    assert what_right >= 0.95 * expected, f"{what_right} of {expected} measures with years"
    assert about_right >= 0.9 * expected, f"{about_right} of {expected} subjects"


def _told(text: str) -> list[tuple[str, str, str, list[int] | None]]:
    return [(s.quantity.text, s.measure, s.subject, _years(s)) for s in find_statements(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2023年，我国新能源汽车销量达949.5万辆，同比增长37.9%，市场占有率达到31.6%。",
            [
                ("949.5万辆", "sales", "我国新能源汽车", [2023, 2023]),
                ("37.9%", "growth_rate", "我国新能源汽车销量", [2023, 2023]),
                ("31.6%", "share", "我国新能源汽车", [2023, 2023]),
            ],
        ),
        (
            "公司2023年实现营业收入128.6亿元，同比增长15.2%；归母净利润12.3亿元。",
            [
                ("128.6亿元", "revenue", "公司", [2023, 2023]),
                ("15.2%", "growth_rate", "公司收入", [2023, 2023]),
                ("12.3亿元", "profit", "公司", [2023, 2023]),
            ],
        ),
        (
            "全球智能手机出货量2024年为12.4亿部，其中苹果占18.7%，三星占18.0%。",
            [
                ("12.4亿部", "shipments", "全球智能手机", [2024, 2024]),
                ("18.7%", "share", "苹果", [2024, 2024]),
                ("18.0%", "share", "三星", [2024, 2024]),
            ],
        ),
        (
            "无人机市场规模预计2025年将从2020年的50亿元增长到200亿元。",
            [("50亿元", "market_size", "无人机", [2020, 2020]), ("200亿元", "market_size", "无人机", [2025, 2025])],
        ),
        (
            "超过60%的受访医院采用了该系统，平均降低运营成本15%。",
            [("60%", "share", "采用了该系统", None), ("15%", "decrease", "运营成本", None)],
        ),
        (
            "The company's revenue rose 12.5% year on year to US$3.2 billion in 2023.",
            [
                ("12.5%", "growth_rate", "company's revenue", [2023, 2023]),
                ("US$3.2 billion", "revenue", "company", [2023, 2023]),
            ],
        ),
        (
            "In 2023 the global EV market was valued at $388.1 billion and is projected to reach $951.9 billion by 2030, "
            "growing at a CAGR of 13.7%.",
            [
                ("$388.1 billion", "market_size", "global EV market", [2023, 2023]),
                ("$951.9 billion", "market_size", "global EV market", [2030, 2030]),
                ("13.7%", "cagr", "global EV market", [2023, 2030]),
            ],
        ),
        (
            "North America held a 38% share of the market in 2023.",
            [("38%", "share", "North America", [2023, 2023])],
        ),
        (
            "The population of Lagos was 15.4 million in 2022.",
            [("15.4 million", "population", "Lagos", [2022, 2022])],
        ),
        (
            "协会预测，在2025年约5.2万台的基础上，2027年国内热泵出货量有望突破10万台。",
            [
                ("5.2万台", "shipments", "国内热泵", [2025, 2025]),
                ("10万台", "shipments", "国内热泵", [2027, 2027]),
            ],
        ),
        (
            "Shipments of lamps reached USD 3.9 billion in 2025.",
            [("USD 3.9 billion", "sales", "lamps", [2025, 2025])],
        ),
        (
            "截至2023年底，全国茶饮门店已达51万家，市场规模2,368亿元。",
            [("51万家", "count", "全国茶饮门店", [2023, 2023]), ("2,368亿元", "market_size", "全国茶饮", [2023, 2023])],
        ),
        (
            "本院曾把2023年台灯市场规模估为1,985亿元，差异来自口径。",
            [("1,985亿元", "market_size", "台灯", [2023, 2023])],
        ),
        (
            "Customs data show 23,700 lamps sold in 2024.",
            [("23,700", "sales", "lamps", [2024, 2024])],
        ),
    ],
)
def test_reports_nobody_has_seen(text: str, told: list[tuple[str, str, str, list[int] | None]]) -> None:
    assert _told(text) == told


def test_a_part_is_not_its_whole() -> None:
    whole, share, part, later = find_statements(
        "2025年物流机器人市场规模为420亿元，其中仓储环节占比约58%，约为244亿元，到2030年整体规模有望突破1200亿元。"
    )
    assert (whole.subject, share.subject, part.subject) == ("物流机器人", "仓储环节", "仓储环节")
    assert share.of == "物流机器人" and part.measure == "market_size"
    assert (later.subject, later.of) == ("物流机器人", "")


def test_whose_account_it_is_and_whether_it_is_a_forecast() -> None:
    first, second = find_statements("据IDC统计，2023年市场规模达50亿元，预计2027年突破90亿元。")
    assert (first.attribution, first.account, first.forecast) == ("IDC", "statistic", False)
    assert (second.attribution, second.account, second.forecast) == ("IDC", "statistic", True)
    (plan,) = find_statements("集团给储能业务定下的目标是，到2027年收入突破200亿元。")
    assert (plan.attribution, plan.account, plan.subject) == ("集团", "plan", "储能业务")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Lamp Guild, whose members report monthly, puts 2024 sales at 26,900 units.", "Lamp Guild"),
        ("The Lamp Guild is more hopeful: it forecasts 290 million crowns for 2029.", "Lamp Guild"),
        ("灯协的口径较宽，把配件也纳入，得出2024年市场规模26.3亿元。", "灯协"),
        ("灯协按出厂记录计算，2024年销量2,274万台。", "灯协"),
        ("灯协上周发布的白皮书称，2024年销量2,274万台。", "灯协"),
    ],
)
def test_who_arrives_at_a_figure_is_its_source_and_not_what_it_is_about(text: str, source: str) -> None:
    (statement,) = find_statements(text)
    assert (statement.attribution, statement.subject) == (source, "")


def test_the_context_gives_what_the_sentence_leaves_out_but_no_year() -> None:
    (statement,) = find_statements("预计将突破900亿元。", "2024年氢能市场规模为300亿元。")
    assert (statement.measure, statement.subject, statement.period, statement.direct) == (
        "market_size",
        "氢能",
        None,
        False,
    )


def test_a_year_compared_with_is_not_the_year_of_the_figure() -> None:
    (statement,) = [s for s in find_statements("2025年成本将降到800元，比2022年下降60%。") if s.quantity.unit == "%"]
    assert _years(statement) == [2025, 2025]


@given(st.text(alphabet="2025年市场规模为约48亿元，其中占比%增长。 the market grew by to in of and CNY", max_size=60))
def test_any_text_is_read_and_places_are_right(text: str) -> None:
    for statement in find_statements(text, text[:20]):
        quantity = statement.quantity
        assert text[quantity.start : quantity.end] == quantity.text
        assert 0 <= statement.start <= quantity.start < quantity.end <= len(text)
        assert "\0" not in statement.subject + statement.of


@pytest.mark.parametrize(
    "subject",
    [
        "能源",
        "可再生能源",
        "氢能",
        "现代汽车",
        "共享单车",
        "均胜电子",
        "在线教育",
        "以太网设备",
        "即时零售",
        "按摩椅",
        "会计服务",
        "都市农业",
        "华为",
        "英伟达",
        "智能锁",
        "再保险",
        "有色金属",
        "预测性维护",
        "成都会展",
    ],
)
def test_subjects_keep_the_characters_that_elsewhere_are_verbs(subject: str) -> None:
    for text in (
        f"{subject}收入2024年达到48亿元。",
        f"2024年{subject}收入为48亿元。",
        f"2024年，{subject}的收入约48亿元。",
    ):
        (statement,) = find_statements(text)
        assert (statement.measure, statement.subject) == ("revenue", subject)


@pytest.mark.parametrize(
    ("before", "sentence", "told"),
    [
        ("", "Riders reached 12,400 (2022, restated: 12,100).", [("count", "Riders", None), ("count", "Riders", 2022)]),
        ("", "Turnover rose all the same, to £38 million.", [("revenue", "", None)]),
        (
            "Spending on kites in Sund reached 40 million crowns in 2024, and Orr Research expects it to exceed 60 million crowns by 2029.",
            "Some 41,000 units were shipped during the year.",
            [("shipments", "kites in Sund", 2024)],
        ),
        ("Sales of kites were 4,000 in 2024.", "Some 900 units were shipped.", [("shipments", "kites", None)]),
        (
            "",
            "The mill sold 90 sacks in 2020, against 70 sacks in 2019.",
            [("sales", "sacks", 2020), ("count", "sacks", 2019)],
        ),
    ],
)
def test_what_a_clause_leaves_out_is_in_the_one_before(
    before: str, sentence: str, told: list[tuple[str, str, int | None]]
) -> None:
    found = find_statements(sentence, before)
    assert [(s.measure, s.subject, s.period.low if s.period else None) for s in found] == told

"""Conflicts on labelled pairs of the editions, and on random report-like pairs whose label is known by construction."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from retrieval.conflicts import Placed, compare, group_conflicts
from retrieval.rows import row_statements
from retrieval.statement import Statement
from retrieval.statements import find_statements

_PAIRS = json.loads((Path(__file__).parents[1] / "golden" / "figure_pairs.json").read_text(encoding="utf-8"))


def _read(item: dict[str, Any]) -> list[Statement]:
    if "row" in item:
        found = row_statements(item["header"], item["row"], item["caption"])
        return [s for s in found if s.cell == item["cell"] and s.quantity.text == item["figure"]]
    return [s for s in find_statements(item["sentence"], item["context"]) if s.quantity.text == item["figure"]]


def _scores(verdicts: list[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of conflicts among (label, verdict)."""
    found = [label == "conflict" for label, verdict in verdicts if verdict in {"differ", "contradict"}]
    there = [verdict in {"differ", "contradict"} for label, verdict in verdicts if label == "conflict"]
    return sum(found) / len(found), sum(there) / len(there)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_labelled_pairs_of_the_editions(language: str) -> None:
    verdicts = []
    for a, b, label in _PAIRS["pairs"]:
        first, second = _PAIRS["items"][a], _PAIRS["items"][b]
        if first["lang"] == language:
            # A sentence may give a figure twice (for two years): the pair says what any of them says.
            found = {compare(x, y) for x in _read(first) for y in _read(second)}
            verdict = next((v for v in ("contradict", "differ", "agree") if v in found), "unrelated")
            verdicts.append((label, verdict))
    precision, recall = _scores(verdicts)
    assert len(verdicts) > 80
    assert precision >= 0.95, f"precision {precision:.3f} of {len(verdicts)} pairs"
    assert recall >= 0.9, f"recall {recall:.3f} of {len(verdicts)} pairs"


_ZH_THINGS = (
    "工业机器人",
    "储能电池",
    "光伏组件",
    "在线教育",
    "预制菜",
    "无人机",
    "医疗影像设备",
    "氢燃料电池",
    "跨境电商",
    "养老服务",
)
_ZH_PARTS = ("家用", "商用", "出口", "高端", "户外", "车载", "海上", "县域")
_ZH_MEASURES = (
    ("市场规模", "亿元"),
    ("产量", "万台"),
    ("销量", "万台"),
    ("渗透率", "%"),
    ("毛利率", "%"),
    ("出口额", "亿美元"),
)
_ZH_FRAMES = (
    "据{who}统计，{year}年{region}{thing}{measure}为{value}。",
    "{year}年，{region}{thing}的{measure}达到{value}，行业继续扩张。",
    "{who}预计，{region}{thing}{measure}将在{year}年达到{value}。",
    "{region}{thing}{measure}{year}年约为{value}，前景广阔。",
    "数据显示，到{year}年{region}{thing}行业整体{measure}有望突破{value}。",
)
_EN_THINGS = (
    "industrial robot",
    "battery storage",
    "solar module",
    "online education",
    "drone",
    "medical imaging",
    "fuel cell",
)
_EN_PARTS = ("household", "commercial", "offshore", "premium", "outdoor", "rural")
_EN_FRAMES = (
    "According to {who}, the {thing} market in {region} was worth {value} in {year}.",
    "{region}'s {thing} market reached {value} in {year}, as demand kept growing.",
    "{who} forecasts that {region}'s {thing} market will exceed {value} by {year}.",
    "In {year} the market size of the {thing} industry in {region} was about {value}.",
)
_WHO_ZH = ("IDC", "艾瑞咨询", "中国电子学会", "赛迪顾问")
_WHO_EN = ("IDC", "Gartner", "McKinsey", "iResearch")


def _random_pair(random_: random.Random) -> tuple[str, str, str]:
    """Two sentences and their label; one thing at a time is changed between them."""
    zh = random_.random() < 0.6
    things, parts, frames = (_ZH_THINGS, _ZH_PARTS, _ZH_FRAMES) if zh else (_EN_THINGS, _EN_PARTS, _EN_FRAMES)
    measure, unit = random_.choice(_ZH_MEASURES)
    facts = {
        "thing": random_.choice(things),
        "region": "中国" if zh else "China",
        "year": random_.randint(2019, 2035),
        "measure": measure,
        "value": random_.randint(12, 90) * 10,
    }
    label = random_.choice(["conflict", "agree", "part", "year", "measure", "region", "thing"])
    other = dict(facts)
    match label:
        case "conflict":
            other["value"] = facts["value"] + random_.choice([-7, 13, 55, 210])
        case "part":
            other |= {
                "thing": random_.choice(parts) + ("" if zh else " ") + facts["thing"],
                "value": facts["value"] // 2,
            }
        case "year":
            other |= {"year": facts["year"] + 1, "value": facts["value"] + 30}
        case "measure":
            measures = [m for m in _ZH_MEASURES if m[0] != measure]
            other["value"] = facts["value"] + 30
            other["measure"], other_unit = random_.choice(measures)
        case "region":
            other |= {"region": "全球" if zh else "the world", "value": facts["value"] * 3}
        case "thing":
            other |= {"thing": random_.choice([t for t in things if t != facts["thing"]]), "value": facts["value"] + 30}
    if not zh and label == "measure":
        label = "conflict"
    texts = []
    for fact, its_unit in ((facts, unit), (other, other_unit if label == "measure" else unit)):
        amount = fact["value"] if its_unit != "%" else fact["value"] / 10
        value = f"{amount}{its_unit}" if zh else f"USD {fact['value'] / 10:g} billion"
        who = random_.choice(_WHO_ZH if zh else _WHO_EN)
        texts.append(random_.choice(frames).format(**{**fact, "value": value, "who": who}))
    return texts[0], texts[1], label if label in {"conflict", "agree"} else "unrelated"


def test_random_report_like_pairs() -> None:
    random_ = random.Random(20250101)
    verdicts = []
    for _ in range(600):
        one, other, label = _random_pair(random_)
        (first,), (second,) = find_statements(one), find_statements(other)
        verdicts.append((label, compare(first, second)))
    precision, recall = _scores(verdicts)
    assert precision >= 0.95, f"precision {precision:.3f}"
    assert recall >= 0.9, f"recall {recall:.3f}"


def _one(text: str, figure: int = 0) -> Statement:
    return find_statements(text)[figure]


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("2025年储能市场规模为480亿元。", "2025年储能市场规模达到480亿元人民币。", "agree"),
        ("2025年储能市场规模为480亿元。", "2025年储能市场规模约为480.3亿元。", "agree"),
        ("2025年储能市场规模为480亿元。", "2025年储能市场规模为520亿元。", "contradict"),
        ("2025年储能市场规模超过480亿元。", "2025年储能市场规模为520亿元。", "differ"),
        ("2025年储能市场规模介于400亿元至500亿元之间。", "2025年储能市场规模为480亿元。", "agree"),
        ("2025年储能市场规模为480亿元。", "2026年储能市场规模为520亿元。", "unrelated"),
        ("2025年储能市场规模为480亿元。", "2025年家用储能市场规模为120亿元。", "unrelated"),
        ("2025年储能市场规模为480亿元。", "2025年全球储能市场规模为920亿元。", "unrelated"),
        ("2025年储能市场规模为480亿元。", "2025年储能市场规模为66亿美元。", "unrelated"),
        ("储能市场规模为480亿元。", "储能市场规模为520亿元。", "unrelated"),
        ("2025年上半年储能市场规模为480亿元。", "2025年储能市场规模为920亿元。", "unrelated"),
        ("2025年A公司占储能市场的30%。", "2025年A公司占光伏市场的20%。", "unrelated"),
        ("2025年A公司占储能市场的30%。", "2025年A公司占储能市场的25%。", "contradict"),
    ],
)
def test_verdicts(one: str, other: str, verdict: str) -> None:
    assert compare(_one(one), _one(other)) == compare(_one(other), _one(one)) == verdict


def test_groups_keep_places_and_say_whether_values_exclude_each_other() -> None:
    texts = [
        "2024年机器人市场规模为340亿元。",
        "2024年机器人市场规模超过300亿元。",
        "2024年服务机器人市场规模为120亿元。",
        "2024年，我国机器人整体市场规模为340亿元。",
        "2024年机器人市场规模为286亿元。",
    ]
    placed = [Placed(_one(text), "a.md", 100 * n, 100 * n + len(text)) for n, text in enumerate(texts)]
    (conflict,) = group_conflicts(placed)
    assert (conflict.measure, conflict.low, conflict.high, conflict.exclusive) == ("market_size", 2024, 2024, True)
    assert [[p.start for p in value] for value in conflict.values] == [[0, 300], [100], [400]]
    assert group_conflicts(placed[:1] + placed[2:4]) == []
    (mild,) = group_conflicts(placed[:2])
    assert not mild.exclusive


def test_a_statement_found_twice_at_one_place_counts_once() -> None:
    placed = Placed(_one("2024年机器人市场规模为340亿元。"), "a.md", 0, 20)
    assert group_conflicts([placed, placed]) == []


def test_two_figures_of_one_sentence_are_no_conflict() -> None:
    text = "2024年机器人市场规模为340亿元，规模为286亿元。"
    placed = [Placed(s, "a.md", 0, len(text)) for s in find_statements(text)]
    assert len(placed) == 2 and group_conflicts(placed) == []


def test_what_is_only_counted_does_not_meet() -> None:
    assert compare(_one("2024年公司有30家门店。"), _one("2024年公司有45家门店。")) == "unrelated"

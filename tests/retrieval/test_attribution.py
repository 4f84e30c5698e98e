"""Whose account a sentence gives."""

import pytest

from retrieval.attribution import find_attributions


@pytest.mark.parametrize(
    ("sentence", "who", "account"),
    [
        ("据IDC与中国信通院联合预测，规模将达480亿元。", "IDC与中国信通院", "forecast"),
        ("按艾瑞咨询的最新测算，规模约为480亿元。", "艾瑞咨询", "estimate"),
        ("中国汽车工业协会和IDC联合公布的数据表明，规模已达286亿元。", "中国汽车工业协会和IDC", "statistic"),
        ("根据工信部统计，2024年已有70%部署。", "工信部", "statistic"),
        ("麦肯锡调研发现，满意度提升22%。", "麦肯锡", "statistic"),
        ("国家能源局《新型储能发展规划》明确提出，到2025年装机达30GW。", "国家能源局《新型储能发展规划》", "plan"),
        ("中国信通院在2024年的《算力白皮书》中指出，占比将超过90%。", "中国信通院《算力白皮书》", ""),
        ("据初步估算，规模接近340亿元。", "", "estimate"),
        ("按产量和单价推算，规模为48亿元。", "", "estimate"),
        ("IDC data show that the market reached CNY 18.5 billion.", "IDC", "statistic"),
        ("According to data from the World Bank, growth was 5%.", "World Bank", "statistic"),
        ("According to GAC's internal estimates, costs fell by 30%.", "GAC", "estimate"),
        ("Gartner and IDC jointly forecast that spending will reach $5 billion.", "Gartner and IDC", "forecast"),
        ("A joint survey by IDC and CAICT (中国信通院) shows that 35% do.", "IDC and CAICT (中国信通院)", "statistic"),
        ("By one estimate, 60% of carmakers will do so.", "", "estimate"),
        ("Industry analysts expect the market to double to $5 billion.", "Industry analysts", "forecast"),
    ],
)
def test_who_says_it(sentence: str, who: str, account: str) -> None:
    (found,) = find_attributions(sentence)
    assert (found.who, found.account) == (who, account)
    assert 0 <= found.start < found.end < len(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年市场规模达到480亿元，同比增长30%。",
        "车企正加快布局，预计2030年规模突破1200亿元。",
        "据此可以构建模型，结果为480亿元。",
        "China's market reached CNY 18.5 billion in 2024.",
        "The report is long.",
    ],
)
def test_nobody_is_named(sentence: str) -> None:
    assert [a for a in find_attributions(sentence) if a.who] == []

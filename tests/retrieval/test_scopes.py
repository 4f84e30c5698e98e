"""Which noun phrases are the same scope."""

import pytest

from retrieval.scopes import scope_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中国汽车云服务整体市场", "汽车云服务"),
        ("我国新能源汽车行业", "新能源汽车市场"),
        ("IaaS和PaaS", "IaaS、PaaS"),
        ("China's overall charging services market", "the charging market"),
        ("vehicles with airbags", "vehicle with airbag"),
    ],
)
def test_general_words_and_order_do_not_matter(one: str, other: str) -> None:
    assert scope_key(one) == scope_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("服务机器人", "机器人"),
        ("中高端车型", "高端车型"),
        ("家用储能", "储能"),
        ("全球储能", "储能"),
        ("市场营销云", "营销云服务平台"),
        ("service robots", "robots"),
        ("global charging market", "China's charging market"),
    ],
)
def test_parts_and_other_regions_differ(one: str, other: str) -> None:
    assert scope_key(one) != scope_key(other)


@pytest.mark.parametrize("phrase", ["", "整体市场", "中国市场", "the overall market", "China's industry"])
def test_general_words_alone_are_no_scope(phrase: str) -> None:
    assert scope_key(phrase) == ""


def test_whole_and_part_together_are_one_scope_in_any_order() -> None:
    assert scope_key("新能源汽车", "云服务") == scope_key("新能源汽车云服务")

import pytest

from evals.names import capitalised, holds, known_names, latin_names, listed


def test_no_wording_stands_for_two_names() -> None:
    wordings = [wording for name in known_names() for wording in name]
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("华为云与华为", ["华为", "华为云"]),
        ("華為雲", ["华为云"]),
        ("Huawei Cloud's share", ["华为云"]),
        ("GAC Groups", ["广汽集团"]),
        ("SAICX", []),
        ("AITO 2021", ["问界"]),
    ],
)
def test_listed(text: str, wanted: list[str]) -> None:
    assert sorted(name[0] for name in listed(text)) == sorted(wanted)


def test_a_name_is_held_in_either_language() -> None:
    (name,) = listed("阿里云")
    assert holds("Alibaba Cloud grew", name)
    assert not holds("Alibaba grew", name)
    assert holds("the AI of SAIC", ("AI",))
    assert not holds("SAIC", ("AI",))


def test_latin_words() -> None:
    assert latin_names("100,000GPU小时", english=False) == ["GPU"]
    assert latin_names("每日10TB，CNY 5，OTA升级与L2+级", english=False) == ["OTA", "L2+"]
    assert latin_names("Sales at Seres; the OTA and 5G of V2X", english=True) == ["OTA", "5G", "V2X"]


def test_capitalised_words_inside_a_sentence() -> None:
    assert capitalised("In China the Rhino Factory. Then BYD came.") == ["Rhino", "Factory", "BYD"]

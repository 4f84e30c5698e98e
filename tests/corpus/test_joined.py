from pathlib import Path

from corpus.document import Block
from corpus.joined import mend_joined
from corpus.origin import Traced
from tests.reading import assert_faithful, read


def joined(text: str) -> tuple[str, list[tuple[str, bool]]]:
    blocks, mends = mend_joined([Block("paragraph", Traced.of(text))])
    return blocks[0].traced.text, [(m.before, m.done) for m in mends]


def test_an_abbreviation_beside_tells_where_words_part() -> None:
    assert joined("采用OEE(OverallEquipmentEffectiveness)指标")[0] == "采用OEE(Overall Equipment Effectiveness)指标"
    assert joined("采用DTC(DirecttoConsumer)模式")[0] == "采用DTC(Direct to Consumer)模式"
    assert joined("采用ABC(DirecttoConsumer2)模式")[0] == "采用ABC(DirecttoConsumer2)模式"


def test_a_text_that_has_its_spaces_is_left_alone() -> None:
    text = "采用5GA与Open Source技术"
    assert joined(text) == (text, [])


def test_other_words_are_told_of_where_there_are_many() -> None:
    names = "TowerBridge、RiverPilot、StoneQuay、HarbourNews、CoffeeBoard"
    text, told = joined(f"如{names}等")
    assert text == f"如{names}等"
    assert [done for _, done in told] == [False] * 5
    assert joined("如TowerBridge等")[1] == []


def test_places_of_parted_words_are_true(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "第一段讲5GA/6G技术的发展。\n")
    assert document.text == "第一段讲5G-A/6G技术的发展。"
    assert_faithful(document)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block
from corpus.origin import Traced
from corpus.pinyin import mend_pinyin

FULL = "服務(wù)商業(yè)模式發(fā)展"


def cleaned(*lines: str) -> list[str]:
    return [b.traced.text for b in mend_pinyin([Block("paragraph", Traced.of(line)) for line in lines])[0]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (FULL, "服務商業模式發展"),
        (f"{FULL}，女(nǚ)性，綠(lǜ)色", "服務商業模式發展，女性，綠色"),
        (f"{FULL}，幾個（gè）", "服務商業模式發展，幾個"),
        (f"{FULL}，他們(men)的", "服務商業模式發展，他們的"),
        (f"{FULL}，規(guī模", "服務商業模式發展，規模"),
        (f"{FULL}，車聯網(V2X)與算力(GPU)、平台(PaaS)", "服務商業模式發展，車聯網(V2X)與算力(GPU)、平台(PaaS)"),
        (f"{FULL}，云(cloud)與(and)", "服務商業模式發展，云(cloud)與(and)"),
        (f"{FULL}，助行器(zhù xíng qì)，認證費時太長(rèn zhèng fèi shí)了", "服務商業模式發展，助行器，認證費時太長了"),
        (f"{FULL}，西安(xī'ān)城", "服務商業模式發展，西安城"),
        (f"{FULL}，香水(eau de café)，歌名(là vì én)", "服務商業模式發展，香水(eau de café)，歌名(là vì én)"),
        (f"{FULL}, see (é) and fiancé(é)", "服務商業模式發展, see (é) and fiancé(é)"),
    ],
)
def test_syllables_behind_han_characters_go_and_nothing_else(line: str, expected: str) -> None:
    assert cleaned(line) == [expected]


def test_a_text_with_two_syllables_teaches_pinyin() -> None:
    lines = ["汉字“务(wù)”读作第四声。", "汉字“业”是事业(shì yè)的业。"]
    assert cleaned(*lines) == lines


def test_the_report_says_what_went_and_from_where() -> None:
    line = Block("paragraph", Traced.of("xx" + FULL, 2))
    (block,), mends = mend_pinyin([line])
    assert [(m.before, m.after, m.start, m.end, m.done) for m in mends] == [
        ("(wù)", "", 4, 8, True),
        ("(yè)", "", 10, 14, True),
        ("(fā)", "", 17, 21, True),
    ]
    assert block.traced.span(0, len(block.traced)) == (2, len(FULL) + 2)


@given(
    st.lists(st.sampled_from(["西安", "務", "(", "（", ")", "xī", "ān", "de", "wù", " ", "'", "a", "，"]), max_size=30)
)
def test_whatever_stands_in_brackets_is_cut_once_or_stays(parts: list[str]) -> None:
    text = "".join(parts)
    (left,) = cleaned(f"{FULL}{text}")
    assert left.startswith("服務商業模式") and sum("㐀" <= c <= "鿿" for c in left) == 8 + sum(
        "㐀" <= c <= "鿿" for c in text
    )

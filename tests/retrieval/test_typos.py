import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answer import Turn
from retrieval.names import default_names
from retrieval.typos import mend_typos
from retrieval.understand import understand

NAMES = default_names()
FORMS = sorted({*NAMES.latin_words.values(), *(form for forms in NAMES.han_forms.values() for form in forms)})


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Huwei's cloud", "Huawei's cloud"),
        ("tencnet and Alibba", "Tencent and Alibaba"),
        ("Microsfot", "Microsoft"),
        ("腾迅的份额", "腾讯的份额"),
        ("百度智能芸有多大", "百度智能云有多大"),
        ("华为与的份额", "华为云的份额"),
        ("阿里运和腾讯晕", "阿里云和腾讯云"),
    ],
)
def test_one_slip_in_a_name_is_put_right(asked: str, meant: str) -> None:
    assert mend_typos(asked, NAMES) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "How do I apply for this, and may an Indian inter a cherry?",  # words one letter from Apple, India, Intel, Chery
        "华为与腾讯",  # "Huawei and Tencent", no cloud
        "华为与Tencent",
        "腾讯和华为在哪",
        "大中城市的背景",
        "the Googles and Teslas of this world",
        "Huwie Tnecnet",  # two slips
        "他长成了我们的中心",
    ],
)
def test_words_and_names_stay(asked: str) -> None:
    assert mend_typos(asked, NAMES) == asked


def test_a_slip_is_put_right_only_where_the_documents_tell_of_the_name() -> None:
    asked = "Tencnet和腾迅的份额"
    assert mend_typos(asked, NAMES, lambda name: False) == asked
    assert mend_typos(asked, NAMES, lambda name: name == "Tencent") == "Tencent和腾迅的份额"


@given(st.text(alphabet="华为云与腾讯迅的和阿里 Huaweitncal,2025", max_size=30))
def test_what_was_put_right_stays(text: str) -> None:
    once = mend_typos(text, NAMES)
    assert mend_typos(once, NAMES) == once


@given(st.sampled_from(FORMS))
def test_names_stay(form: str) -> None:
    assert mend_typos(form, NAMES) == form


def test_the_query_is_searched_as_it_was_meant_and_shown_as_it_was_asked() -> None:
    query = understand("那腾迅云呢?", [Turn("user", "2025年阿里云的份额是多少？")], NAMES)
    assert query.search == "2025年腾讯云的份额是多少?" and query.text == "那腾迅云呢?"
    assert [m.name.forms[0] for m in query.names] == ["Tencent Cloud"]
    assert query.years == (2025,)


@pytest.mark.parametrize("asked", ["去年的份额", "What of next year?", "明年呢"])
def test_words_relative_to_now_name_no_year(asked: str) -> None:
    assert understand(asked, (), NAMES).years == ()


def test_a_range_of_years_is_read() -> None:
    query = understand("2025-2027年的市场规模", (), NAMES)
    assert (query.years, query.year_range) == ((2025, 2026, 2027), (2025, 2027))


@pytest.mark.parametrize("word", ["pairs", "parts", "Germans", "models", "larger"])
def test_words_with_regular_endings_are_no_slips(word: str) -> None:
    assert mend_typos(f"how many {word} are there", default_names()) == f"how many {word} are there"

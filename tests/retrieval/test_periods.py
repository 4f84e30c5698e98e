"""Years and dates against those read by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.periods import find_periods


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "detail", "edge"),
    [
        ("截至2024年底，", "2024年底", 2024, 2024, "end", "by"),
        ("到2030年有望", "2030年", 2030, 2030, "", "by"),
        ("自2015年前后起步", "2015年前后", 2015, 2015, "", "about"),
        ("从2025年到2030年", "2025年到2030年", 2025, 2030, "", "in"),
        ("2025—2030年的", "2025—2030年", 2025, 2030, "", "in"),
        ("2023-24年度", "2023-24年", 2023, 2024, "", "in"),
        ("2024年上半年", "2024年上半年", 2024, 2024, "H1", "in"),
        ("2024年前三季度", "2024年前三季度", 2024, 2024, "9M", "in"),
        ("2024年第三季度收入", "2024年第三季度", 2024, 2024, "Q3", "in"),
        ("2024年6月30日", "2024年6月30日", 2024, 2024, "06-30", "in"),
        ("2024-06-30", "2024-06-30", 2024, 2024, "06-30", "in"),
        ("2026年前建成", "2026年前", 2026, 2026, "", "before"),
        ("2023年初步估算", "2023年", 2023, 2023, "", "in"),
        ("二〇二四年", "二〇二四年", 2024, 2024, "", "in"),
        ("公元前221年", "公元前221年", -221, -221, "", "in"),
        ("20世纪80年代", "20世纪80年代", 1980, 1989, "", "in"),
        ("十九世纪以来", "十九世纪", 1801, 1900, "", "in"),
        ("2025E", "2025E", 2025, 2025, "", "in"),
        ("by the end of 2027", "end of 2027", 2027, 2027, "end", "by"),
        ("since 2015", "2015", 2015, 2015, "", "since"),
        ("between 2025 and 2030", "2025 and 2030", 2025, 2030, "", "in"),
        ("in the third quarter of 2024", "third quarter of 2024", 2024, 2024, "Q3", "in"),
        ("on June 30, 2024", "June 30, 2024", 2024, 2024, "06-30", "in"),
        ("the 1990s", "1990s", 1990, 1999, "", "in"),
    ],
)
def test_one_period(text: str, span: str, low: int, high: int, detail: str, edge: str) -> None:
    (found,) = find_periods(text)
    assert (found.text, found.low, found.high, found.detail, found.edge) == (span, low, high, detail, edge)


@pytest.mark.parametrize(
    "text",
    ["未来五年，", "近三年", "目前", "去年", "over the next five years", "at present", "五年内", "within five years"],
)
def test_times_that_only_relate_to_now_name_no_year(text: str) -> None:
    (found,) = find_periods(text)
    assert found.edge == "relative" and found.low is None and found.years == ()


@pytest.mark.parametrize(
    "text", ["2000辆", "1500亿元", "1600至1800亿元", "10年", "2000 vehicles", "No. 12024", "2,024"]
)
def test_what_is_counted_is_no_year(text: str) -> None:
    assert find_periods(text) == []


def test_and_joins_years_only_behind_between() -> None:
    assert [(p.low, p.high) for p in find_periods("in 2025 and 2030")] == [(2025, 2025), (2030, 2030)]


@given(
    st.text(alphabet=st.sampled_from("0129年月日至到-–/初底上半第三季度世纪代未来五前 FQsinbyJune,公元"), max_size=30)
)
def test_any_text_gives_spans_in_order(text: str) -> None:
    end = 0
    for found in find_periods(text):
        assert text[found.start : found.end] == found.text
        assert end <= found.start < found.end <= len(text)
        assert (found.low is None) == (found.high is None)
        assert found.low is None or found.high is None or found.low <= found.high
        end = found.end

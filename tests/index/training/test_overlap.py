import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from index.training.overlap import HAN_RUN, WORD_RUN, HeldOut, drop_shared, held_out_texts
from index.training.pairs import Pair

FOLD = OpenCC("t2s").convert
HAN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@given(st.integers(0, len(HAN)), st.integers(0, len(HAN)))
def test_sixteen_han_characters_in_a_row_are_too_many(start: int, end: int) -> None:
    held = HeldOut([f"前言，{HAN}。后语"], str)
    text = f"无关{HAN[start:end]}无关"
    assert held.shares(text) == (end - start >= HAN_RUN)


@given(st.integers(0, len(WORDS)), st.integers(0, len(WORDS)))
def test_ten_words_in_a_row_are_too_many(start: int, end: int) -> None:
    held = HeldOut(["Lead " + " ".join(WORDS) + " tail."], str)
    assert held.shares("other, " + "; ".join(WORDS[start:end]).upper() + " words") == (end - start >= WORD_RUN)


def test_traditional_text_and_punctuation_do_not_hide_a_run() -> None:
    held = HeldOut(["汽车云服务市场的规模在这一年里继续扩大"], FOLD)
    assert held.shares("汽車雲服務市場的規模，在這一年裡（繼續）擴大")


def test_pairs_that_share_on_either_side_are_dropped_and_counted() -> None:
    pairs = [Pair("x", HAN, "a"), Pair(" ".join(WORDS), "y", "b"), Pair("x", "y", "a")]
    kept, dropped = drop_shared(pairs, HeldOut([HAN, " ".join(WORDS)], str))
    assert kept == pairs[2:]
    assert dropped == {"a": 1, "b": 1}


def test_queries_titles_and_passages_are_held_out(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    rows = {"corpus": {"_id": "1", "title": "title", "text": "passage"}, "queries": {"_id": "q", "text": "query"}}
    for name, row in rows.items():
        (tmp_path / "set" / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert {"title", "passage", "query"} <= set(held_out_texts(tmp_path))

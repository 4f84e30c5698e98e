"""Damaged bytes: what stood there is put back, its place is kept, and sound texts stay as they are."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.damage import Surroundings, clean_context, mend_damage, options
from corpus.document import Block, Mend
from corpus.origin import Traced
from corpus.read import read_file
from corpus.settings import ReadSettings
from evals.damage_text import damage, pinyin_list, plain
from tests.strategies import examples

# Sentences of our own, in Traditional characters; marks as the site leaves them.
SENTENCES = (
    "汽車製造商把資料放進雲端，再由供應商處理。",
    "業務規模化之後，商業模式也變為訂閱制；客戶每月付費。",
    "這個國家的港口去年處理了兩百萬個貨櫃！",
    "圖書館週末開放到幾點？學生可以預約座位嗎？",
    "醫院說，經過三個月的試驗，新藥對多數病人有效。",
    "河流經過山谷，灌溉兩岸的農田；夏天水位最高。",
)
passages = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map("".join)
seeds = st.integers(0, 2**16)


def mended(*texts: str) -> tuple[list[Traced], list[Mend]]:
    blocks, mends = mend_damage([Block("paragraph", Traced.of(text)) for text in texts])
    return [block.traced for block in blocks], mends


@pytest.mark.parametrize(
    ("text", "readings", "before", "after"),
    [
        ("服務走向規模化商業落地", {"規": "guī", "業": "yè", "務": "wù"}, "?;\ue1fe虡I", "模化商業"),
        ("企業的商業模式變為按月訂閱", {"優": "yōu", "業": "yè"}, "?yōu)榘丛掠嗛?", "為按月訂閱"),
        ("他們在紅海、黃海和東海捕魚", {"紅": "hóng"}, "?!ⅫS", "海、黃"),
    ],
)
def test_what_stood_there_is_put_back(text: str, readings: dict[str, str], before: str, after: str) -> None:
    damaged = damage(text, readings).text
    assert before in damaged
    traced, mends = mended(damaged)
    assert [(m.before, m.after, m.done) for m in mends] == [(before, after, True)]
    assert plain(traced[0].text) == plain(text)


def test_what_could_be_several_things_is_left_and_told() -> None:
    """A given name may end in many a character: nothing tells in which."""
    damaged = damage("服務業的理事長叫崔永生,任期兩年", {"郎": "láng", "務": "wù"}).text
    assert "永?láng)?" in damaged
    traced, mends = mended(damaged)
    assert [(m.before, m.after, m.done) for m in mends] == [("?láng)?", "", False)]
    assert "perhaps" in mends[0].note
    assert traced[0].text == damaged


@examples(30)
@given(passages)
def test_a_sound_text_stays_as_it_is(text: str) -> None:
    for written in (text, text.translate(str.maketrans("，。；！？", ",.;!?"))):
        traced, mends = mended(written)
        assert not [m for m in mends if m.done]
        assert traced[0].text == written


@examples(15)
@given(passages, seeds)
def test_every_character_of_a_mended_run_comes_from_the_whole_run(text: str, seed: int) -> None:
    damaged = damage(text, pinyin_list(random.Random(seed), 0.4)).text
    traced, mends = mended(damaged)
    for mend in mends:
        assert damaged[mend.start : mend.end] == mend.before
        if mend.done and mend.after:
            start, end = traced[0].clean_span(mend.start, mend.end)
            assert traced[0].text[start:end] == mend.after
            assert {traced[0].span(at, at + 1) for at in range(start, end)} == {(mend.start, mend.end)}


@examples(15)
@given(passages, seeds)
def test_what_stood_there_is_among_the_options(text: str, seed: int) -> None:
    damaged = damage(text, pinyin_list(random.Random(seed), 0.4))
    for run in damaged.runs:
        if damaged.text.count("?", run.start, run.end) != 1 or damaged.text[run.start] != "?":
            continue
        surroundings = Surroundings.of([damaged.text], traditional=True)
        found = options(damaged.text, run.start, damaged.text[: run.start], surroundings)
        texts = {plain((o.text or "") + damaged.text[o.end : run.end]) for o in found if o.end <= run.end}
        assert plain(run.truth) in texts


@pytest.mark.parametrize("text", ["Parliament)", "國會(Parliament)", "(or more)"])
def test_brackets_around_words_are_no_readings(text: str) -> None:
    assert clean_context(text) == text


def test_many_runs_are_mended_where_readings_tell_their_kind(tmp_path: Path) -> None:
    """Not a ruin of another kind, which is left alone: a long text from such a site."""
    run = damage("服務走向規模化商業落地，", {"規": "guī", "業": "yè", "務": "wù"}).text
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join([run] * 70), encoding="utf-8")
    text = read_file(path, "long.txt", ReadSettings()).text
    assert text.count("规模化商业") == 70

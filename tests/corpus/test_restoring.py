"""Walks over damaged bytes, and what a document tells about its site."""

import random

from hypothesis import given
from hypothesis import strategies as st

from corpus.gbk import encode_char
from corpus.restoring import Habits, walks
from evals.damage_text import damage, pinyin_list
from tests.corpus.test_damage import SENTENCES
from tests.strategies import examples

texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True).map("".join)


@examples(20)
@given(texts, st.integers(0, 2**16))
def test_a_walk_leads_through_what_stood_there(text: str, seed: int) -> None:
    """Inverting damage gives back every character: each stands in the slot of its place on one of the walks."""
    damaged = damage(text, pinyin_list(random.Random(seed), 0.4))
    habits = Habits.of([damaged.text])
    for run in damaged.runs:
        if damaged.text[run.start] == "?" and damaged.text.count("?", run.start, run.end) == 1:
            found = [w for w in walks(damaged.text, run.start, habits) if w.end <= run.end]
            truth = run.truth
            assert any(all(c in s for c, s in zip(truth, w.slots, strict=False)) for w in found)


@examples(20)
@given(texts, st.integers(0, 2**16))
def test_slots_keep_the_bytes_that_are_seen(text: str, seed: int) -> None:
    """All characters of a slot share the byte that is known; the last of a walk may have lost both."""
    damaged = damage(text, pinyin_list(random.Random(seed), 0.4)).text
    for at in (at for at, char in enumerate(damaged) if char == "?"):
        for walk in walks(damaged, at):
            assert walk.end > at and all(walk.slots)
            for slot in walk.slots[1:]:
                pairs = [p for c in slot if (p := encode_char(c))]
                assert not pairs or len({p[0] for p in pairs}) == 1 or len({p[1] for p in pairs}) == 1


def test_a_reading_stands_behind_a_character_always_or_never() -> None:
    habits = Habits.of(["服務(wù)和業務(wù)的規模", "沿線的商務"])
    assert habits.read == {"務"}
    assert {"服", "模", "商"} <= habits.plain
    assert habits.whole(("務", "物", "悟")) == ("物", "悟")
    assert habits.torn(("務", "學", "服")) == ("務", "學")
    assert Habits.of(["服務(wù)和業務的規模"]).read == frozenset()


def test_habits_never_leave_nothing() -> None:
    habits = Habits(frozenset("務"), frozenset("業"))
    assert habits.whole("務") == ("務",)
    assert habits.torn("業") == ("業",)


def test_an_orphaned_byte_is_never_one_that_shows_as_a_letter() -> None:
    (last,) = (w.slots[-2] for w in walks("走向規?;\ue1fe虡?”。", 3) if w.end == 8 and w.slots[-1] == ("(",))
    pairs = [pair for char in last if (pair := encode_char(char)) is not None]
    assert len(pairs) > 100 and not any(0x40 <= pair[1] <= 0x7E for pair in pairs)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.origin import Edit, Traced
from tests.strategies import edits, texts

Character = tuple[str, int, int]


def characters(traced: Traced) -> list[Character]:
    return list(zip(traced.text, traced.starts.tolist(), traced.ends.tolist(), strict=True))


def naive_apply(before: list[Character], changes: list[Edit]) -> list[Character]:
    """The oracle: one character at a time, as the docstring of `Edit` puts it."""
    after: list[Character] = []
    at = 0
    for edit in sorted(changes, key=lambda e: (e.start, e.end)):
        after += before[at : edit.start]
        gone = before[edit.start : edit.end]
        for k, char in enumerate(edit.replacement):
            if not gone:
                last_end = before[-1][2] if before else 0
                place = before[edit.start][1] if edit.start < len(before) else last_end
                after.append((char, place, place))
            elif len(gone) == len(edit.replacement) and not edit.whole:
                after.append((char, gone[k][1], gone[k][2]))
            else:
                after.append((char, min(g[1] for g in gone), max(g[2] for g in gone)))
        at = edit.end
    return after + before[at:]


@st.composite
def mended(draw: st.DrawFn, rounds: int = 3) -> tuple[str, Traced]:
    """A raw text, and what several rounds of edits made of it."""
    raw = draw(texts(max_size=40))
    traced = Traced.of(raw)
    for _ in range(draw(st.integers(0, rounds))):
        traced = traced.apply(draw(edits(len(traced))))
    return raw, traced


@given(st.data())
def test_apply_does_what_the_naive_oracle_does(data: st.DataObject) -> None:
    _, traced = data.draw(mended())
    changes = list(data.draw(edits(len(traced))))
    assert characters(traced.apply(changes)) == naive_apply(characters(traced), changes)


@given(mended())
def test_places_stay_inside_the_file_and_never_fall(pair: tuple[str, Traced]) -> None:
    raw, traced = pair
    starts, ends = traced.starts.tolist(), traced.ends.tolist()
    assert starts == sorted(starts)
    assert all(0 <= s <= e <= len(raw) for s, e in zip(starts, ends, strict=True))


@given(st.data())
def test_characters_that_no_edit_touched_are_those_of_the_file(data: st.DataObject) -> None:
    raw = data.draw(texts(max_size=40))
    changes = data.draw(edits(len(raw)))
    touched = {i for e in changes for i in range(e.start, e.end)}
    kept = [(s, c) for c, s, e in characters(Traced.of(raw).apply(changes)) if e == s + 1 and s not in touched]
    assert kept == [(i, c) for i, c in enumerate(raw) if i not in touched]


@given(st.data())
def test_maps_compose(data: st.DataObject) -> None:
    """Two rounds of edits lead to the places that following the two maps one after the other leads to."""
    raw = data.draw(texts(min_size=1, max_size=30))
    first = Traced.of(raw).apply(data.draw(edits(len(raw))))
    changes = data.draw(edits(len(first)))
    both = first.apply(changes)
    alone = Traced.of(first.text).apply(changes)
    for (char, start, end), (same, middle_start, middle_end) in zip(characters(both), characters(alone), strict=True):
        assert char == same
        if middle_start < middle_end:
            assert (start, end) == first.span(middle_start, middle_end)


@given(mended(), st.data())
def test_a_span_and_the_way_back_hold_the_range(pair: tuple[str, Traced], data: st.DataObject) -> None:
    _, traced = pair
    if not len(traced):
        return
    start = data.draw(st.integers(0, len(traced) - 1))
    end = data.draw(st.integers(start + 1, len(traced)))
    raw_start, raw_end = traced.span(start, end)
    places = characters(traced)[start:end]
    assert (raw_start, raw_end) == (min(p[1] for p in places), max(p[2] for p in places))
    back_start, back_end = traced.clean_span(raw_start, raw_end)
    not_inserted = [i for i in range(start, end) if traced.starts[i] < traced.ends[i]]
    assert all(back_start <= i < back_end for i in not_inserted)


@given(mended(), st.data())
def test_slices_join_to_the_whole(pair: tuple[str, Traced], data: st.DataObject) -> None:
    _, traced = pair
    cut = data.draw(st.integers(0, len(traced)))
    assert characters(Traced.join([traced.slice(0, cut), traced.slice(cut)])) == characters(traced)


@given(mended())
def test_strip_is_that_of_strings_and_keeps_places(pair: tuple[str, Traced]) -> None:
    _, traced = pair
    stripped = traced.strip()
    assert stripped.text == traced.text.strip()
    at = traced.text.find(stripped.text)
    assert characters(stripped) == characters(traced)[at : at + len(stripped)]


@pytest.mark.parametrize(
    "changes",
    [
        [Edit(0, 2, ""), Edit(1, 3, "")],
        [Edit(2, 9, "")],
        [Edit(3, 2, "")],
        [Edit(-1, 1, "")],
    ],
)
def test_edits_that_overlap_or_leave_the_text_are_refused(changes: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps another or leaves the text"):
        Traced.of("四个汉字").apply(changes)


@pytest.mark.parametrize(("start", "end"), [(1, 1), (0, 5), (-1, 2), (3, 2)])
def test_an_impossible_range_has_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        Traced.of("四个汉字").span(start, end)


def test_places_must_fit_the_text() -> None:
    whole = Traced.of("四个汉字")
    with pytest.raises(ValueError, match="4 characters but 2 starts"):
        Traced(whole.text, whole.starts[:2], whole.ends)


def test_an_inserted_character_has_an_empty_place() -> None:
    traced = Traced.of("汽车").apply([Edit(1, 1, "的")])
    assert traced.span(1, 2) == (1, 1)
    assert traced.clean_span(0, 2) == (0, 3)


def test_a_range_of_the_file_that_left_no_trace_is_empty() -> None:
    traced = Traced.of("務(wù)市").apply([Edit(1, 5, "")])
    assert traced.clean_span(1, 5) == (1, 1)


def test_a_range_that_ends_with_an_inserted_character_loses_nothing() -> None:
    traced = Traced.of("abc").apply([Edit(0, 3, "xy")]).apply([Edit(1, 1, "-")])
    assert traced.text == "x-y"
    assert traced.span(0, 2) == (0, 3)

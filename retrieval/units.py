"""Units as they are written: what 亿元, 元/车/年, TB a day or CNY stand for. The vocabulary is `units.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import AnswerError

_FILE = Path(__file__).parent / "units.toml"
_NEVER_PER = frozenset({"percent", "points", "ratio"})
_PER = re.compile(r"\s?[/／]\s?|\s?(?:per|a|an|each)\s+|每", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a unit.

    Attributes:
        unit: the unit's name: "CNY", "%", "vehicle", "CNY/vehicle/year", "" for plain counts.
        kind: what it measures: "money", "percent", "points", "ratio", "count", "length", "duration", "data", …
        factor: how many of the unit one of this form is: 1e9 for GB, whose unit is the byte.
        zh: how it is shown in Chinese.
        en: how it is shown in English; for money the code or sign that goes before the number.
        bare: whether it may stand behind a lone Chinese numeral.
    """

    unit: str
    kind: str
    factor: float
    zh: str
    en: str
    bare: bool = True


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Everything in `units.toml`, ready for look-up by what is written.

    Attributes:
        written: form by its writing, Chinese and English alike.
        below: forms that may stand below a stroke.
        before: forms by the mark that goes before the number.
        base: how many of the base unit of its kind one of a unit is.
        kinds: kind by unit.
        longest: the most characters that a Chinese writing has.
        before_pattern: matches a mark right before a number, at the end of what it is given.
    """

    written: Mapping[str, Form]
    below: Mapping[str, Form]
    before: Mapping[str, Form]
    base: Mapping[str, float]
    kinds: Mapping[str, str]
    longest: int
    before_pattern: re.Pattern[str]


@cache
def units() -> UnitTable:
    """The units of `units.toml`, read once.

    Raises:
        AnswerError: the file is not TOML or a unit lacks its name or kind.
    """
    try:
        return _table(tomllib.loads(_FILE.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise AnswerError(_FILE.name, f"cannot be read: {error}", "compare it with the file of the project") from error


def match_unit(text: str, at: int) -> tuple[Form, int] | None:
    """The unit that is written at a place, with what stands below a stroke, and where it ends.

    >>> form, end = match_unit("320元/车/年", 3)
    >>> form.unit, form.en, end
    ('CNY/vehicle/year', 'CNY/vehicle/year', 8)
    """
    table = units()
    found = _one(text, at, table.written, table.longest)
    if found is None:
        return None
    form, end = found
    while form.kind not in _NEVER_PER and (stroke := _PER.match(text, end)) is not None:
        below = _one(text, stroke.end(), table.below, table.longest)
        if below is None:
            break
        other, end = below
        form = Form(
            unit=f"{form.unit}/{other.unit}",
            kind=form.kind,
            factor=form.factor / other.factor,
            zh=f"{form.zh}/{other.zh}",
            en=f"{form.en}/{_singular(other.en)}",
            bare=form.bare,
        )
    return form, end


def match_below(text: str, at: int, form: Form) -> tuple[Form, int] | None:
    """What stands below a stroke at a place, for a figure whose currency stands before it: CNY 200 a year."""
    # A unit is read behind its number, so one is put there.
    found = match_unit("元" + text[at : at + 24], 0)
    if found is None or found[1] == 1:
        return None
    below = found[0]
    unit, zh, en = (
        getattr(below, name).replace(own, getattr(form, name), 1)
        for name, own in (("unit", "CNY"), ("zh", "元"), ("en", "CNY"))
    )
    return replace(below, unit=unit, zh=zh, en=en), at + found[1] - 1


def match_mark(text: str, end: int) -> tuple[Form, int] | None:
    """The currency mark that ends at a place (white space between allowed), and where it begins."""
    table = units()
    match = table.before_pattern.search(text, max(0, end - 6), end)
    return (table.before[match[1].upper()], match.start(1)) if match else None


def base_of(unit: str) -> tuple[str, float] | None:
    """The kind of a unit and its worth in the base unit of that kind, strokes included; None for an unknown one.

    Two units can be converted into each other when the first parts are equal and neither is money.
    """
    table = units()
    first, *below = unit.split("/")
    if unit in table.kinds:
        return (unit if table.kinds[unit] in {"money", "count"} else table.kinds[unit]), table.base[unit]
    if first not in table.kinds or any(part not in table.kinds for part in below):
        return None
    kind, worth = (first if table.kinds[first] in {"money", "count"} else table.kinds[first]), table.base[first]
    for part in below:
        same = table.kinds[part] == "duration"
        kind += "/" + ("duration" if same else part)
        worth /= table.base[part] if same else 1
    return kind, worth


def _one(text: str, at: int, forms: Mapping[str, Form], longest: int) -> tuple[Form, int] | None:
    start = at + 1 if text[at : at + 1] in {" ", "-"} else at
    for length in range(min(longest, len(text) - start), 0, -1):
        written = text[start : start + length]
        if (form := forms.get(written)) is not None:
            end = start + length
            # A Latin writing ends where its word ends.
            following = text[end : end + 1]
            if _is_latin(written[-1]) and (_is_latin(following) or following.isdecimal()):
                continue
            # "5-year" has no figure of years in it, "10 x 20" none of times.
            if start > at and (written in {"x", "X"} or (text[at] == "-" and written != "fold")):
                continue
            return form, end
    return None


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _singular(shown: str) -> str:
    return shown[:-1] if len(shown) > 3 and shown.endswith("s") and shown.isascii() else shown


def _table(data: Mapping[str, Any]) -> UnitTable:
    written: dict[str, Form] = {}
    below: dict[str, Form] = {}
    before: dict[str, Form] = {}
    base: dict[str, float] = {}
    kinds: dict[str, str] = {}
    for unit in data["unit"]:
        name, kind = unit["name"], unit["kind"]
        base[name], kinds[name] = float(unit.get("base", 1)), kind
        for entry in unit["form"]:
            zh, en = entry.get("zh", []), entry.get("en", [])
            marks = entry.get("before", [])
            shown_en = unit.get("sign", name) if kind == "money" else (en[0] if en else name)
            factor, shown_zh = float(entry.get("factor", 1)), zh[0] if zh else name
            form = Form(name, kind, factor, shown_zh, shown_en, entry.get("bare", True))
            only_below = entry.get("only_per", False)
            for writing in (*zh, *en, *(w.capitalize() for w in en if w.islower() and len(w) > 3)):
                # Measure words stand for one another in counting only: three ducks are shown with the word for ducks.
                own = replace(form, zh=writing) if kind == "count" and writing in zh else form
                if not only_below:
                    written.setdefault(writing, own)
                if only_below or entry.get("per", False):
                    below.setdefault(writing, form)
            for mark in marks:
                # What is written in characters is shown as it is written: 新币 need not be Singapore's.
                written_out = mark[0].isalpha() and not mark.isascii() and name != "CNY"
                before.setdefault(mark.upper(), replace(form, zh=mark) if written_out else form)
    names = sorted(before, key=len, reverse=True)
    pattern = re.compile(rf"(?<![A-Za-z\d亿万千百])({'|'.join(map(re.escape, names))})\s?\Z", re.IGNORECASE)
    return UnitTable(written, below, before, base, kinds, max(map(len, written)), pattern)

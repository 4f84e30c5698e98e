"""The data file of kinds: it loads, every pattern is written for what it is matched against, and all kinds are known."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import retrieval.query
from retrieval.query import Kind

DATA = tomllib.loads(Path(retrieval.query.__file__).with_name("kinds.toml").read_text(encoding="utf-8"))


def test_the_file_holds_every_kind_but_the_open_one() -> None:
    assert set(DATA) == set(get_args(Kind)) - {"open"}


def test_small_talk_and_orders_come_first() -> None:
    assert list(DATA)[:2] == ["chat", "order"]


def test_every_kind_is_told_in_both_languages() -> None:
    for kind, patterns in DATA.items():
        together = " ".join(patterns)
        assert re.search("[\u4e00-\u9fff]", together), kind
        assert re.search(r"[a-z]{3}", together), kind


def test_patterns_can_match_a_folded_question() -> None:
    """Questions are matched in small letters and half width: a capital or a wide mark could never match."""
    for kind, patterns in DATA.items():
        for pattern in patterns:
            assert re.compile(pattern)
            plain = re.sub(r"\\.", "", pattern)
            assert not re.search(r"[A-Z，：；（）０-９]", plain), (kind, pattern)

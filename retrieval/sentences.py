"""Sentences and clauses of a text, with their places."""

import re

# A Chinese full stop always ends a sentence; an English one does where a space and a capital, digit or bracket follow,
# unless it stands behind an initial or a common abbreviation.
_END = re.compile(
    r"[。！？!?]+[”』」）)\"']*"
    r"|\.[\"')\]]*(?=\s+[A-Z0-9(\"'“‘\[\u4e00-\u9fff])"
    r"|\n+"
)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|Inc|Ltd|Co|Corp|Jr|Sr|approx|e\.g|i\.e|U\.S))$")
# "1." before an item of a list ends nothing.
_NUMBER = re.compile(r"\s*\d{1,2}")
_CLAUSE_END = re.compile(r"[；;]|(?<!\d)[,，]|[,，](?!\d)|——|: |：")
Span = tuple[int, int]


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    r"""The sentences of `text[start:end]`, white space at their ends left out; blank ones dropped.

    >>> t = "甲是乙。丙呢？ He left. It was 3.5 km.\n1. 丁"
    >>> [t[a:b] for a, b in sentence_spans(t)]
    ['甲是乙。', '丙呢？', 'He left.', 'It was 3.5 km.', '1. 丁']
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    at = start
    for found in _END.finditer(text, start, end):
        if found.group()[0] == "." and (
            _ABBREVIATION.search(text, max(at, found.start() - 8), found.start())
            or _NUMBER.fullmatch(text, at, found.start())
        ):
            continue
        _append(spans, text, at, found.end())
        at = found.end()
    _append(spans, text, at, end)
    return spans


def clause_spans(text: str, start: int, end: int) -> list[Span]:
    """The clauses of a sentence, each with the mark that ends it; brackets are never cut."""
    spans: list[Span] = []
    at = start
    for found in _CLAUSE_END.finditer(text, start, end):
        if _open_brackets(text, start, found.start()):
            continue
        _append(spans, text, at, found.end())
        at = found.end()
    _append(spans, text, at, end)
    return spans


def _open_brackets(text: str, start: int, at: int) -> bool:
    piece = text[start:at]
    return any(piece.count(a) > piece.count(b) for a, b in ("（）", "()", "“”", "《》", "[]"))


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start, end = start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
    if start < end:
        spans.append((start, end))

"""Counts the noise of scraped documents before and after they are read: `python -m evals.noise DIR [--places N]`.

Each kind of noise is counted in the file and in the clean text by a pattern of this module, which knows nothing of how
the readers find it. What is left in the clean text is named with its place, and with the reason where reading gave one.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.errors import EvaluationError, WenjuError
from corpus.listing import doc_id_of, list_files
from corpus.read import read_file
from corpus.script import is_traditional
from corpus.settings import ReadSettings
from corpus.space import line_of, line_starts

Span = tuple[int, int]

_HAN = "\u3400-\u9fff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_SYLLABLE = rf"[a-zêüńňǹḿ{_TONED}]{{0,5}}[{_TONED}][a-zêüńňǹḿ{_TONED}]{{0,5}}"
_CONTENTS = re.compile(r"目\s*[录錄]\s*[一1第].{2,40}?\d+.{2,60}?\d+")
_PATTERNS = {
    "pinyin": re.compile(rf"[{_HAN}]\({_SYLLABLE}\)"),
    "half residues of pinyin": re.compile(rf"(?<![A-Za-z({_TONED}]){_SYLLABLE}\)|\({_SYLLABLE}(?![A-Za-z{_TONED})])"),
    "tags and links": re.compile(r"</?[A-Za-z][^<>]*>|!?\[[^\[\]\n]*\]\([^()\s]*\)"),
    "links inside words": re.compile(rf"(?<=[{_HAN}])(?:</?(?:a|b|em|i|span|strong)\b[^<>]*>)+(?=[{_HAN}])"),
    "furniture": re.compile(
        r"_第\d+[页頁]|下[载載]本文[档檔]|(?:已[阅閱][读讀]|[还還]剩)\d+[页頁]|版[权權][说說聲声]明[:：]|[温溫]馨提示"
        r"|本站(?:所有|的文|不保)|[图圖][纸紙][软軟]件|提交[评評][论論]|文[档檔][简簡]介|(?m:^\d/150$)"
    ),
    "contents list in one line": _CONTENTS,
    "half-width marks": re.compile(rf"(?<=[{_HAN}])[,;:?!](?=[{_HAN}])"),
    "damaged characters": re.compile(
        rf"[\ue000-\uf8ff\ufffd]+|(?<=[{_HAN}])\?(?=[\ue000-\uf8ff{_TONED};!?]|{_SYLLABLE}\))"
    ),
    "letters of another encoding": re.compile(
        r"[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’•–—˜™š›œžŸ]|[âãäåæçèéê][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’•–—˜™š›œžŸ]{2}"
    ),
    "words run together": re.compile(
        r"[A-Z][a-z’]{2,}(?:to|as|of|and)?[A-Za-z]*[a-z](?:[A-Z][a-z]{2,})+|(?<![\d.,])5G[A-Z]+\d?[A-Z]*"
    ),
    "lost dashes between years": re.compile(r"(?<!\d)(?:19|20)\d\d(?:19|20)\d\d(?=年)"),
    "flattened tables": re.compile(r"(?:[\d,.%]{2,}){12,}"),
}
_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("“", "”"), ("【", "】"))
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Noise:
    """One kind of noise in one document.

    Attributes:
        kind: its name.
        before: how often it stands in the file.
        left: where it stands in the clean text: the place in the file, the words there, and why they stay.
    """

    kind: str
    before: int
    left: tuple[tuple[Span, str, str], ...]


def noise_of(document: Document) -> Iterator[Noise]:
    """Every kind of noise, with its count in the file and its places in the clean text."""
    hidden = [(t.start, t.end) for t in document.tables]
    finders: dict[str, Callable[[str], Iterator[Span]]] = {kind: _finder(p) for kind, p in _PATTERNS.items()}
    finders["Traditional characters"] = lambda text: ((n, n + 1) for n, c in enumerate(text) if is_traditional(c))
    finders["brackets without partner"] = _unpaired
    for kind, find in finders.items():
        left = [span for span in find(document.text) if not (kind == "flattened tables" and _inside(span, hidden))]
        yield Noise(kind, sum(1 for _ in find(document.raw)), tuple(_named(document, span) for span in left))
    yield Noise("headings glued to text", *_glued(document))


def _finder(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    return lambda text: (found.span() for found in pattern.finditer(text))


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)


def _unpaired(text: str) -> Iterator[Span]:
    for line in _PARAGRAPH.finditer(text):
        for opening, closing in _PAIRS:
            if line.group().count(opening) != line.group().count(closing):
                at = line.start() + max(line.group().rfind(opening), line.group().rfind(closing))
                yield at, at + 1


def _named(document: Document, span: Span) -> tuple[Span, str, str]:
    """The place in the file, the words around it, and what reading noted about them."""
    place = document.traced.span(*span)
    noted = (m for m in document.mends if m.start < place[1] and place[0] < m.end and not m.done)
    words = document.text[max(0, span[0] - 6) : span[1] + 6].replace("\n", " ")
    return place, words, next((m.note for m in noted if m.note), "")


def _glued(document: Document) -> tuple[int, tuple[tuple[Span, str, str], ...]]:
    """How many headings stand inside a line of the file, and the titles of its contents list that were not found."""
    starts = line_starts(document.raw)
    places = [document.traced.span(s.start, s.start + 1)[0] for s in document.sections[1:]]
    inside = [p for p in places if document.raw[starts[line_of(starts, p) - 1] : p].strip(" \t\u3000#>")]
    glued = [p for p in inside if not re.search(r"<[^<>]*>\s*$", document.raw[max(0, p - 200) : p])]
    missed = tuple(((m.start, m.end), m.before, m.note) for m in document.mends if m.kind == "heading" and not m.done)
    return len(glued), missed


def lines_of(documents: Sequence[Document], places: int) -> Iterator[str]:
    """The report: a line for each kind of noise that any document has, the places of what is left below it.

    Args:
        documents: that were read.
        places: how many places of each kind are named.
    """
    found = [(d, n) for d in documents for n in noise_of(d)]
    for kind in dict.fromkeys(n.kind for _, n in found):
        own = [(d, n) for d, n in found if n.kind == kind]
        before, left = sum(n.before for _, n in own), [(d, *place) for d, n in own for place in n.left]
        yield f"{kind}: {before} before, {len(left)} after"
        for document, (start, _), words, why in left[:places]:
            line = line_of(line_starts(document.raw), start)
            yield f"    {document.doc_id}:{line} at {start}: {words!r}" + (f"; {why}" if why else "")


def main(arguments: list[str] | None = None) -> int:
    """Print the report; gives the exit code: 0 done, 1 could not."""
    parser = argparse.ArgumentParser(prog="python -m evals.noise", description="Noise before and after reading.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--places", type=int, default=10, help="places to name of each kind (10)")
    given = parser.parse_args(arguments)
    try:
        if not given.folder.is_dir():
            raise EvaluationError(str(given.folder), "no such folder", "give a folder of documents")
        files = [path for path, reason in list_files(given.folder) if not reason]
        documents = [read_file(path, doc_id_of(path, given.folder), ReadSettings()) for path in files]
    except WenjuError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in lines_of(documents, given.places))
    return 0


if __name__ == "__main__":
    sys.exit(main())

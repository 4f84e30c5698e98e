"""Evidence put into words: quoted in its own language, framed in the language of the answer."""

import re
from collections.abc import Set

from corpus.script import HAN, language_of
from retrieval.amounts import in_chinese, in_english
from retrieval.asked import read_asked
from retrieval.cells import Column, cell_quantity, cell_shown, columns, is_year, parts
from retrieval.draft import Draft, Place, head_places
from retrieval.evidence import Evidence
from retrieval.grids import is_coded
from retrieval.names import NameBook
from retrieval.phrases import cell_phrase, phrase
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.tables import named_columns
from retrieval.trimming import quoted_spans

# A gloss names at most so many figures and names of a quote in the language of the answer.
_MOST_GLOSSES = 6
# Read alike in both languages.
_SIGNS = ("%", "℃", "°C")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
# What is quoted or stands in brackets is not in the words of the answer; units of a letter or two are of no language.
_ASIDE = re.compile(r"“[^”]*”|[（(][^（）()]*[)）]")
_WORD = re.compile(r"[A-Za-z][a-z]{2,}")


def quoted_line(query: Query, evidence: Evidence, draft: Draft, names: NameBook, limit: int | None = None) -> str:
    """A sentence, cited; in the other language than the answer, with its figures and names glossed before it."""
    spans = quoted_spans(query, evidence, limit)
    places = [(evidence.document, start, end) for start, end in spans]
    quote, marks = _quoted(places, draft), draft.mark(*places)
    said = evidence.document.text[spans[0][0] : spans[-1][1]]
    if (_language(said, evidence) == "en") is (query.language == "en"):
        return phrase("quote", query.language, quote=quote, marks=marks)
    # Of a sentence full of figures only those of the kind asked for need to be told in other words.
    kinds = read_asked(query).kinds if query.kind == "figure" else frozenset[str]()
    glosses = glossed(said, query.language, names, kinds)
    key = "foreign" if glosses else "foreign_bare"
    return phrase(
        key,
        query.language,
        glosses=draft.words(phrase("semicolon", query.language).join(glosses)),
        quote=quote,
        marks=marks,
    )


def _language(said: str, evidence: Evidence) -> str:
    """The language of what is quoted, which in a document of two is not always that of the document."""
    words = _BRACKETS.sub("", said)  # a name in brackets belongs to the other language
    return language_of(words) if any(c.isalpha() for c in words) else evidence.document.language


def evidence_line(query: Query, evidence: Evidence, draft: Draft, names: NameBook) -> str:
    """A sentence quoted, or the cells of a row that the question names told, all of them where it names none."""
    if evidence.table is not None:
        return row_line(query, evidence, named_columns(query, evidence), "", draft, names)
    return quoted_line(query, evidence, draft, names)


def _quoted(places: list[Place], draft: Draft) -> str:
    """Neighbouring spans as one text."""
    space = " " if places[0][0].language == "en" else ""
    return space.join(draft.quote(place) for place in places)


def row_line(
    query: Query, evidence: Evidence, wanted: tuple[Column, ...], item: str, draft: Draft, names: NameBook
) -> str:
    """Cells of a table row told as a statement: label, column, value; row and header are cited."""
    table = evidence.table
    if table is None:
        raise ValueError("the evidence is no table row")
    row = table.rows[evidence.row]
    listed = [c for c in columns(table) if c.number]
    named = [listed[0]] if wanted and listed[0] not in wanted and is_coded(table) else []
    told = [c for c in [*named, *(wanted or listed)] if row[c.number].text.strip()]
    language = "en" if query.language == "en" else "zh"
    pieces = []
    for column in told:
        text = row[column.number].text
        if item:
            text = next((part for part in parts(text) if item in part), text)
        shown = cell_told(text, column, language, names)
        name = worded(column.name, language, names)
        pieces.append(shown if item else cell_phrase(query.language, name, shown))
    marks = draft.mark((evidence.document, evidence.start, evidence.end), *head_places(evidence.document, table))
    label = row[0].text.strip()
    joined = draft.words(phrase("semicolon", query.language).join(pieces))
    if not is_year(label):
        label = worded(label, language, names)
    return row_told(query, draft.words(label), joined, marks)


def row_told(query: Query, label: str, cells: str, marks: str) -> str:
    """A row as a statement; one whose words all are quoted from the other language says what it is in its own.

    Args:
        query: the question.
        label: the first cell, a year or words in the language of the answer; quoted where they are not.
        cells: the other cells, joined.
        marks: the citations.
    """
    key = "row_year" if is_year(label) else "row"
    told = phrase(key, query.language, label=label.rstrip("年") if is_year(label) else label, cells=cells, marks=marks)
    own = _ASIDE.sub("", f"{label} {cells}")
    foreign, native = HAN.findall(own), _WORD.findall(own)
    if query.language != "en":
        foreign, native = native, foreign
    quoted = _ASIDE.search(told) is not None or bool(foreign)
    return phrase("in_table", query.language, row=told) if quoted and len(native) <= len(foreign) else told


def cell_told(text: str, column: Column, language: str, names: NameBook) -> str:
    """A cell in the language of the answer: a figure converted, what is listed named item by item, other words quoted.

    >>> from retrieval.names import default_names
    >>> cell_told("120元", Column(1, "价格", ""), "en", default_names())
    'CNY 120 (120元)'
    >>> cell_told("仅三成企业达标", Column(1, "现状", ""), "en", default_names())
    '“仅三成企业达标”'
    """
    shown = cell_shown(text, column, language)
    bare = _BRACKETS.sub("", shown)
    foreign = bool(HAN.search(bare)) if language == "en" else not HAN.search(bare) and bool(_WORD.search(bare))
    if not foreign or cell_quantity(text, column) is not None:
        return shown
    items = [_item_told(part, language, names) for part in parts(text)]
    if len(items) > 1 and all(items):
        return f"{', '.join(items)} ({shown})" if language == "en" else f"{'、'.join(items)}（{shown}）"
    return f"“{shown}”" if find_quantities(shown) else worded(shown, language, names)


def _item_told(item: str, language: str, names: NameBook) -> str:
    """A name and its figure, as of a list in a cell, in the language of the answer; "" where it is anything else."""
    found = find_quantities(item)
    if len(found) != 1 or found[0].end != len(item) or not found[0].start:
        return ""
    figure = in_english(found[0]) if language == "en" else in_chinese(found[0])
    name = item[: found[0].start].strip(" :：")
    known = [m.name.form(language) for m in names.find(name) if m.end - m.start == len(name)]
    return f"{known[0] if known else f'“{name}”'} {figure}" if name else ""


def worded(text: str, language: str, names: NameBook) -> str:
    """A few words of a document in the language of the answer: their known names, the words themselves in brackets.

    >>> from retrieval.names import default_names
    >>> worded("IDC与中国信通院", "en", default_names()), worded("研发部", "en", default_names())
    ('IDC, CAICT (IDC与中国信通院)', '“研发部”')
    """
    if (language == "en") is not bool(HAN.search(_BRACKETS.sub("", text))) or not text:
        return text
    known = [m.name.form(language) for m in names.find(text)]
    if language != "en":
        return f"{'、'.join(dict.fromkeys(known))}（{text}）" if known else f"“{text}”"
    return f"{', '.join(dict.fromkeys(known))} ({text})" if known else f"“{text}”"


def glossed(text: str, language: str, names: NameBook, kinds: Set[str] = frozenset()) -> list[str]:
    """The figures and names of a text in the language of the answer, each with the original once in brackets.

    Args:
        text: in the other language.
        language: "en" or "zh".
        names: for the names.
        kinds: of figures; where the text has some, no others are told.
    """
    out: list[str] = []
    quantities = find_quantities(text)
    for quantity in [q for q in quantities if q.kind in kinds] or quantities:
        shown = in_english(quantity) if language == "en" else in_chinese(quantity)
        written = text[quantity.start : quantity.end]
        spelt = quantity.kind in ("percent", "ratio") and not any(c.isdigit() for c in written)
        if quantity.unit and shown != written and not written.endswith(_SIGNS) and not spelt:
            out.append(f"{shown} ({written})" if language == "en" else f"{shown}（{written}）")
    for mention in names.find(text):
        form = mention.name.form("en" if language == "en" else "zh")
        written = text[mention.start : mention.end]
        if mention.name.proper and form.casefold() != written.casefold():
            out.append(f"{form} ({written})" if language == "en" else f"{form}（{written}）")
    return list(dict.fromkeys(out))[:_MOST_GLOSSES]

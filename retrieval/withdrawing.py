"""An answer that turns out to lack what was asked becomes a refusal that shows it as the nearest."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answer import Answer, used_numbers
from retrieval.draft import Draft
from retrieval.phrases import phrase
from retrieval.query import Query


def withdrawn(query: Query, answer: Answer, lacking: Sequence[str], draft: Draft) -> Answer:
    """What was to be an answer, shown as the nearest to it for what it lacks; the draft gives words their script."""
    said = phrase("refused_missing", query.language, missing=draft.words(listed(query, lacking)))
    line = next((line for line in answer.text.split("\n") if used_numbers(line)), "")
    kept = set(used_numbers(line))
    text = f"{said}\n{phrase('nearest', query.language, line=line)}" if line else said
    cited = tuple(citation for citation in answer.citations if citation.n in kept)
    return replace(answer, status="refused", text=text, citations=cited, computed=(), tables=(), notes=())


def listed(query: Query, things: Sequence[str]) -> str:
    """Things one after the other, in the punctuation of the answer."""
    return (", " if query.language == "en" else "、").join(things)

"""Questions to try, shown in an empty conversation."""

from typing import Final

from app.conversation import Answering
from corpus.document import Document

EXAMPLES: Final = (
    "2030年中国汽车云服务市场规模预计是多少？",
    "2028年阿里云的市场份额是多少？",
    "What is Baidu's AI quality inspector?",
    "How big was China's automotive cloud market in 2019?",
)
"""Questions for the editions that come with the project."""


def examples_for(pipeline: Answering, editions: bool) -> tuple[str, ...]:
    """Questions to try: ours for the editions, made from the headings of any other documents."""
    if editions:
        return EXAMPLES
    found: list[str] = []
    for document in pipeline.documents:
        heading = next((s.title for s in document.sections if s.title and s.level >= 2), "") or document.title
        found.append(_example(document, heading))
    return tuple(dict.fromkeys(found))[: len(EXAMPLES)]


def _example(document: Document, heading: str) -> str:
    if document.language == "en":
        return f"What do the documents say about “{heading}”?"
    return f"关于“{heading}”，文档怎么说？"

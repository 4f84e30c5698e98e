"""Whether two figures are about the same thing."""

import re

from retrieval.statement import Statement

# Words that do not change what a figure is about.
_GENERAL = re.compile(
    r"整体|总体|全部|全国|我国|中国|国内|市场|行业|产业|领域|业务|总|的|全年|当年"
    r"|\b(?:overall|whole|entire|total|national|china(?:'s)?|chinese|market|markets|industry|sector|business|the|as a|of|in|s)\b",
    re.IGNORECASE,
)


def scope(statement: Statement) -> str:
    """What a figure is about, general words left out, in one form."""
    text = f"{statement.of} {statement.subject}".casefold()
    text = re.sub(r"services\b", "service", text)
    return re.sub(r"\W+", "", _GENERAL.sub(" ", text))


def same_scope(first: Statement, second: Statement) -> bool:
    """Whether two figures are about the same thing: the same words once general ones are left out."""
    return scope(first) == scope(second)

"""How a citation is named: its place in the document, and the line that refers to it elsewhere."""

from retrieval.answer import Citation


def section_path(citation: Citation) -> tuple[str, ...]:
    """The sections around a citation, outermost first; a leading heading that repeats the title is left out."""
    return citation.section[1:] if citation.section[:1] == (citation.title,) else citation.section


def heading(citation: Citation) -> str:
    """Title and sections as one line."""
    return " › ".join((citation.title, *section_path(citation)))


def place(citation: Citation) -> str:
    """The span that is cited, as `doc_id:start-end` in characters of the file."""
    return f"{citation.doc_id}:{citation.start}-{citation.end}"


def reference(citation: Citation) -> str:
    """The citation as one line to paste elsewhere: quote, heading, place."""
    return f"“{citation.quote}” — {heading(citation)} ({place(citation)})"

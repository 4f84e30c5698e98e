"""What a text file is written in, by its look: a name that ends in .txt does not say."""

import re

_TAGGED = re.compile(r"</(?:p|div|h[1-6]|li|td|tr|table|ul|ol|span|a|strong)>", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|body)\b", re.IGNORECASE | re.DOTALL
)
_ATX = re.compile(r"(?m)^#{1,6} +[^\s#]")
_DEEPER = re.compile(r"(?m)^##")
_DELIMITER_ROW = re.compile(r"(?m)^[ \t]*\|.*\|[ \t]*\r?\n[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*\r?$")


def looks_like_html(text: str) -> bool:
    """Whether a text file holds a page: it begins like one, or has at least three closing tags of blocks or links."""
    return bool(_PAGE.match(text[:2000])) or len(_TAGGED.findall(text[:200_000])) >= 3


def looks_like_markdown(text: str) -> bool:
    r"""Whether a text file is written in Markdown: it has headings marked as such, or a table with its line of dashes.

    >>> looks_like_markdown("# Notes\n\ntext\n\n## More\n"), looks_like_markdown("# a remark\nkey = 1\n")
    (True, False)
    """
    head = text[:200_000]
    return (len(_ATX.findall(head)) >= 2 and bool(_DEEPER.search(head))) or bool(_DELIMITER_ROW.search(head))

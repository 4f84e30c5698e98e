"""The elements of pages, by what they do to the text."""

BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
# Elements that end where the next of their kind begins.
ENDED_BY = {t: frozenset(g) for g in (("li",), ("dt", "dd"), ("td", "th"), ("option",)) for t in g}
ENDED_BY["tr"] = frozenset(("td", "th", "tr"))
CELLS = frozenset(("td", "th"))
ROWS = frozenset(("tr", "td", "th", "thead", "tbody", "tfoot"))
SPACING = frozenset(("p", "li", "div", "dd", "dt"))

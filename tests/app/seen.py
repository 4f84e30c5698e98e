"""Reads HTML the way a test wants to look at it."""

from html.parser import HTMLParser

_VOID = {"img", "br", "input", "meta"}


class Seen(HTMLParser):
    """The elements of a piece of HTML with their attributes and texts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element was left open"

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((name, dict(attributes), []))
        if name not in _VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, name: str) -> None:
        assert self.elements[self._open[-1]][0] == name, f"</{name}> closes nothing"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for position in self._open:
            self.elements[position][2].append(data)

    @property
    def tags(self) -> set[str]:
        return {name for name, _, _ in self.elements}

    @property
    def text(self) -> str:
        return "".join(part for name, _, parts in self.elements[:1] for part in parts)

    def all(self, name: str, class_: str = "") -> list[dict[str, str | None]]:
        """Attributes of the elements of that name and class."""
        return [
            a for n, a, _ in self.elements if n == name and (not class_ or class_ in (a.get("class") or "").split())
        ]

    def texts(self, name: str) -> list[str]:
        return ["".join(parts) for n, _, parts in self.elements if n == name]

    def text_of(self, class_: str) -> str:
        """The text of the first element of that class."""
        return self.texts_of(class_)[0]

    def texts_of(self, class_: str) -> list[str]:
        return ["".join(parts) for _, a, parts in self.elements if class_ in (a.get("class") or "").split()]

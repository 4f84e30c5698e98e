"""The unit that is searched: a contiguous piece of one document's clean text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document; `document.text[start:end] == text`, always.

    Attributes:
        doc_id: the document.
        start: first character in its clean text.
        end: one past the last.
        text: the characters.
        context: what a reader knows on reaching the passage: the titles of document and sections and, for the rows
            of a table, its caption and header. It is searched together with the text but never quoted.
        language: of the document.
    """

    doc_id: str
    start: int
    end: int
    text: str
    context: str
    language: str

    @property
    def passage_id(self) -> str:
        """The same from run to run: `doc_id:start-end`."""
        return f"{self.doc_id}:{self.start}-{self.end}"

    @property
    def searched(self) -> str:
        """The text that is embedded and whose words are indexed."""
        return f"{self.context}\n{self.text}" if self.context else self.text

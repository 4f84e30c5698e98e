"""The error tree of the whole project.

::

    WenjuError
    ├── SettingsError     a settings file or an argument that does not fit
    ├── CorpusError       a document or folder that cannot be read
    ├── IndexingError     an index that cannot be built, loaded or locked
    ├── ModelError        an embedder, a reranker or a language model that cannot be used
    ├── AnswerError       a question that cannot be taken, or a citation that is not its span
    └── EvaluationError   gold questions, qrels or runs that do not fit

Every message has three parts: the place, the cause, the mend.
"""


class WenjuError(Exception):
    """Something the user can understand and mend.

    Attributes:
        place: where it happened: a file, a line, a setting, an argument.
        cause: what is wrong there, without a full stop.
        mend: what to do about it, without a full stop; may be empty when nothing helps.

    >>> str(WenjuError("settings.toml", "unknown key 'colour'", "remove it"))
    "settings.toml: unknown key 'colour'. Mend: remove it."
    """

    def __init__(self, place: str, cause: str, mend: str = "") -> None:
        self.place, self.cause, self.mend = place, cause, mend
        super().__init__(f"{place}: {cause}." + (f" Mend: {mend}." if mend else ""))


class SettingsError(WenjuError):
    """A settings file or an argument that does not fit."""


class CorpusError(WenjuError):
    """A document or a folder that cannot be read."""


class IndexingError(WenjuError):
    """An index that cannot be built, loaded or locked."""


class ModelError(WenjuError):
    """An embedder, a reranker or a language model that cannot be used."""


class AnswerError(WenjuError):
    """A question that cannot be taken, or a citation that is not its span."""


class EvaluationError(WenjuError):
    """Gold questions, qrels or runs that do not fit."""

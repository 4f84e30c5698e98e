"""Where things are by default: the checkout, its documents, its settings, and the home of the indexes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from corpus.errors import CorpusError
from corpus.settings import Settings, load_settings

ROOT: Final = Path(__file__).resolve().parent.parent
DOCUMENTS: Final = ROOT / "corpus" / "documents"
_HOME = "WENJU_HOME"


def settings_of(path: Path | None) -> Settings:
    """The settings of a file, or of the checkout's `settings.toml` where none is named.

    Raises:
        SettingsError: the file cannot be read or does not fit.
    """
    default = ROOT / "settings.toml"
    return load_settings(path or (default if default.exists() else None))


def corpus_folder(named: Path | None) -> Path:
    """The folder of documents: the one that was named, or the editions of the checkout.

    Raises:
        CorpusError: there is no such folder.
    """
    folder = named or DOCUMENTS
    if not folder.is_dir():
        cause = "is a file, not a folder" if folder.exists() else "no such folder"
        raise CorpusError(str(folder), cause, "name the folder that holds the documents")
    return folder


def home_folder(environment: Mapping[str, str]) -> Path:
    """Where indexes are kept: the folder that `WENJU_HOME` names, or `.wenju` in the checkout."""
    return Path(environment.get(_HOME) or ROOT / ".wenju")

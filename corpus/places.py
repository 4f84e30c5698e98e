"""Where things are by default: the checkout, its documents, its settings, and the home of the indexes."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from corpus.errors import CorpusError, SettingsError
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
    with suppress(RuntimeError):  # `~name` of nobody on this machine: told below, as it was named
        folder = folder.expanduser()  # not every shell does that behind an equals sign: CORPUS=~/reports
    if not folder.is_dir():
        cause = "is a file, not a folder" if folder.exists() else "no such folder"
        raise CorpusError(str(folder), cause, "name the folder that holds the documents")
    return folder


def home_folder(environment: Mapping[str, str]) -> Path:
    """Where indexes are kept: the folder that `WENJU_HOME` names, or `.wenju` in the checkout."""
    return Path(environment.get(_HOME) or ROOT / ".wenju")


def with_key(settings: Settings, environment: Mapping[str, str]) -> Settings:
    """The settings with the language model's key out of the variable that they name.

    Raises:
        SettingsError: the variable is not set.
    """
    name = settings.model.key_env
    if not name:
        return settings
    if not environment.get(name):
        raise SettingsError(
            "model.key_env", f"the variable {name} is not set", f"export {name}, or leave key_env empty"
        )
    return settings.model_copy(
        update={"model": settings.model.model_copy(update={"key": SecretStr(environment[name])})}
    )

"""The typed settings of all stages, read once from `settings.toml`.

One frozen value with a section a stage. `Settings.index_key` is the hash of exactly the settings that change an
index, so that two settings which differ elsewhere share one.
"""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from corpus.errors import SettingsError


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadSettings(_Section):
    """How documents are read.

    Attributes:
        max_file_mb: larger files are left out and named in the report.
    """

    max_file_mb: int = Field(default=64, ge=1)


class PassageSettings(_Section):
    """How documents are cut into passages, in clean characters.

    Attributes:
        size_zh: at most so many characters of Chinese a passage.
        size_en: at most so many characters of English a passage.
        overlap: how far a passage reaches back into the one before it, as a share of its size.
    """

    size_zh: int = Field(default=360, ge=50, le=500)
    size_en: int = Field(default=1000, ge=100, le=1200)
    overlap: float = Field(default=0.0, ge=0.0, lt=0.5)


class EmbedderSettings(_Section):
    """Which model embeds.

    Attributes:
        model: "embedded" for the model in `index/model/`, else a name or path for sentence-transformers.
        revision: of a model from a hub; empty for its newest.
        query_prompt: put before each query; None for what the model was trained with.
        passage_prompt: put before each passage; likewise.
        device: "cpu", "cuda", …; a cross-encoder runs there as well.
    """

    model: str = "embedded"
    revision: str = ""
    query_prompt: str | None = None
    passage_prompt: str | None = None
    device: str = "cpu"


class StoreSettings(_Section):
    """Where vectors live.

    Attributes:
        kind: "flat" (exact) or "hnsw" (approximate, for many passages), both FAISS, or "milvus".
        uri: of the Milvus server, or a file name ending in .db for milvus-lite.
    """

    kind: Literal["flat", "hnsw", "milvus"] = "flat"
    uri: str = ""

    @model_validator(mode="after")
    def _milvus_needs_uri(self) -> "StoreSettings":
        if (self.kind == "milvus") != bool(self.uri):
            raise ValueError("uri is for kind = 'milvus', which needs one")
        return self


class RetrievalSettings(_Section):
    """How passages are found.

    Attributes:
        candidates: how many passages each leg hands to the re-ranking; that by vectors as many of each language.
        hits: how many passages an answer is made from.
        reranker: name or path of a cross-encoder, or empty for late interaction alone.
        reader: whether the best sentences are read again by the model that ships for it.
    """

    candidates: int = Field(default=200, ge=10)
    hits: int = Field(default=16, ge=1, le=100)
    reranker: str = ""
    reader: bool = True


class ModelSettings(_Section):
    """The language model that writes answers, if any.

    Attributes:
        base_url: of an OpenAI-compatible endpoint, e.g. "http://127.0.0.1:11434/v1"; empty for none.
        model: its name there.
        key_env: name of the environment variable that holds the key; empty for none.
        key: the key itself; taken from that variable when the program starts, never from the file.
        timeout: seconds until the offline answer stands in.
    """

    base_url: str = ""
    model: str = ""
    key_env: str = ""
    key: SecretStr = Field(default=SecretStr(""), exclude=True)
    timeout: float = Field(default=20.0, gt=0)

    @model_validator(mode="after")
    def _both_or_none(self) -> "ModelSettings":
        if bool(self.base_url) != bool(self.model):
            raise ValueError("base_url and model go together")
        if self.key.get_secret_value() and not self.key_env:
            raise ValueError("a key does not belong into a file: name an environment variable with key_env")
        return self


class AppSettings(_Section):
    """The chat page.

    Attributes:
        host: address to listen on; anything but the loopback needs `user` and a password.
        port: TCP port.
        user: name to sign in with; empty for no sign-in.
        password_env: name of the environment variable that holds the password.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    user: str = ""
    password_env: str = "WENJU_PASSWORD"


class Settings(_Section):
    """All settings."""

    read: ReadSettings = ReadSettings()
    passages: PassageSettings = PassageSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    store: StoreSettings = StoreSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    model: ModelSettings = ModelSettings()
    app: AppSettings = AppSettings()

    def index_key(self) -> str:
        """Twelve hexadecimal digits that change with every setting that changes an index."""
        parts = {name: getattr(self, name).model_dump() for name in ("read", "passages", "embedder", "store")}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def load_settings(path: Path | None) -> Settings:
    """Read a settings file; what it does not hold has its default, and None stands for a file that holds nothing.

    Raises:
        SettingsError: the file cannot be read, is not TOML, or holds a key or value that does not fit.
    """
    if path is None:
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(str(path), error.strerror or "cannot be read", "check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), f"not valid TOML: {error}", "correct that line") from error
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        cause = "unknown key" if first["type"] == "extra_forbidden" else first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{path}: {key}", cause, "see settings.toml of the project for all keys") from error

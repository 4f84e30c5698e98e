import tomllib
from pathlib import Path

import pytest

from corpus.errors import SettingsError
from corpus.settings import Settings, load_settings

SHIPPED = Path(__file__).parents[2] / "settings.toml"


def test_the_shipped_file_holds_every_key_with_its_default() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    stated = tomllib.loads(text)
    for section, values in Settings().model_dump().items():
        for key, default in values.items():
            if default is None:  # TOML has no word for it: the key stands there as a comment
                assert f"\n# {key} = " in text
                assert key not in stated[section]
            else:
                assert stated[section][key] == default, f"{section}.{key}"
                assert type(stated[section][key]) is type(default)
    assert load_settings(SHIPPED) == Settings()


@pytest.mark.parametrize(
    ("text", "place", "cause"),
    [
        ("[passages]\ncolour = 1\n", "passages.colour", "unknown key"),
        ("[colour]\n", "colour", "unknown key"),
        ("[passages]\noverlap = 0.5\n", "passages.overlap", "less than 0.5"),
        ("[passages]\nsize_zh = 501\n", "passages.size_zh", "less than or equal to 500"),
        ("[store]\nkind = 'milvus'\n", "store", "uri is for kind = 'milvus', which needs one"),
        ("[store]\nuri = 'x.db'\n", "store", "uri is for kind = 'milvus', which needs one"),
        ("[model]\nmodel = 'qwen'\n", "model", "base_url and model go together"),
        ("[read]\nmax_file_mb = 'many'\n", "read.max_file_mb", "integer"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(tmp_path: Path, text: str, place: str, cause: str) -> None:
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert place in caught.value.place
    assert cause in caught.value.cause and "Value error" not in caught.value.cause
    assert "Mend:" in str(caught.value)


def test_a_file_that_is_no_toml_is_named_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text("[passages\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"not valid TOML: .*line 1"):
        load_settings(path)
    path.write_bytes(b"[read]\n# \xff\n")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(path)
    with pytest.raises(SettingsError, match="No such file"):
        load_settings(tmp_path / "gone.toml")


def test_no_file_gives_the_defaults() -> None:
    assert load_settings(None) == Settings()


def test_the_index_key_changes_with_what_changes_an_index_and_with_nothing_else() -> None:
    key = Settings().index_key()
    assert key == Settings().index_key()
    changing = [{"read": {"max_file_mb": 1}}, {"passages": {"size_zh": 300}}, {"embedder": {"model": "x"}}]
    assert len({key, *(Settings.model_validate(c).index_key() for c in changing)}) == 4
    same = [{"app": {"port": 1}}, {"retrieval": {"hits": 3}}, {"model": {"base_url": "u", "model": "m"}}]
    assert {Settings.model_validate(c).index_key() for c in same} == {key}


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().app.port = 1  # type: ignore[misc]

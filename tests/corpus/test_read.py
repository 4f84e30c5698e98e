import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import CorpusError
from corpus.read import read_file, read_folder
from corpus.settings import ReadSettings
from tests.reading import assert_faithful, blocks_of, read
from tests.strategies import examples, texts

SETTINGS = ReadSettings()
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
BILINGUAL = "第一段讲市场。\r\n\r\n第二段 about cloud services。\r\n"


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8", BILINGUAL.encode()),
        ("utf-8", b"\xef\xbb\xbf" + BILINGUAL.encode()),
        ("gb18030", (BILINGUAL * 5).encode("gb18030")),
        ("big5", ("第一段講市場規模，與汽車雲服務有關。\r\n" * 9).encode("big5")),
        ("utf-16-le", b"\xff\xfe" + BILINGUAL.encode("utf-16-le")),
        ("utf-16-be", b"\xfe\xff" + BILINGUAL.encode("utf-16-be")),
    ],
)
def test_any_encoding_gives_the_same_kind_of_document(tmp_path: Path, encoding: str, data: bytes) -> None:
    document = read(tmp_path, "a.txt", data)
    assert document.encoding == encoding
    assert document.text.startswith("第一段讲市场")
    assert not document.raw.startswith("\ufeff")
    assert_faithful(document)


def test_front_matter_becomes_metadata(tmp_path: Path) -> None:
    raw = "---\ntitle: '车: 云'\ndate: 2022-01-06\ntags: [甲, 乙]\nempty:\n---\n# 题\n\n正文\n"
    document = read(tmp_path, "a.md", raw)
    assert document.title == "车: 云"
    assert document.date == "2022-01-06"
    assert document.metadata["tags"] == "甲, 乙"
    assert document.metadata["empty"] == ""
    assert blocks_of(document)[-2:] == [("heading", "题"), ("paragraph", "正文")]


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2022-01-06", "2022-01-06"),
        ("2022-01-06 08:30:00", "2022-01-06"),
        ("2022年1月6日", "2022-01-06"),
        ("Thu, 06 Jan 2022 09:00:00 +0800", "2022-01-06"),
        ("2022-13-45", None),
        ("Thu, 06 Jan 99999999999 09:00:00", None),
        ("未注明", None),
    ],
)
def test_dates_come_in_many_forms(tmp_path: Path, stated: str, date: str | None) -> None:
    assert read(tmp_path, "a.md", f"---\ndate: {stated}\n---\n正文").date == date


def test_front_matter_with_the_escapes_of_json_is_text_that_can_be_written(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", '---\ntitle: "\\ud83d\\ude97 云"\n"\\ud83d": x\n---\n正文')
    assert document.title == "🚗 云"
    assert document.metadata["\ufffd"] == "x"


NESTED = f"---\na: {'[' * 5000}\n---\n"
NO_CHARACTER = '---\ntitle: "\\UFFFFFFFF"\n---\n'


@pytest.mark.parametrize("head", ["---\n: [\n---\n", "---\njust words\n---\n", "---\ntitle: x\n", NESTED, NO_CHARACTER])
def test_what_only_looks_like_front_matter_is_text(tmp_path: Path, head: str) -> None:
    document = read(tmp_path, "a.txt", head + "正文")
    assert document.metadata == {}
    assert document.text.endswith("正文")
    assert_faithful(document)


def test_front_matter_that_unfolds_without_end_does_no_harm(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document = read(tmp_path, "a.md", "\n".join(["---", *lines, "title: 题", "---", "正文"]))
    assert (document.title, document.text) == ("题", "title: 题\n\n正文")
    assert all(len(value) < 100 for value in document.metadata.values())


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv"])
@pytest.mark.parametrize("content", ["", "\n \r\n", "\ufeff", "<p></p>" * 3, "---\ntitle: x\n---\n"])
def test_a_file_without_text_is_a_document_without_paragraphs(tmp_path: Path, name: str, content: str) -> None:
    document = read(tmp_path, name, content)
    if name.endswith("html") or "<" not in content:
        assert document.paragraphs == () or name == "a.csv"
    assert_faithful(document)


def test_traditional_text_is_read_as_simplified_with_places(tmp_path: Path) -> None:
    raw = "汽車雲服務的發展，隨著5G普及。"
    document = read(tmp_path, "a.txt", raw)
    assert (document.text, document.script) == ("汽车云服务的发展，随着5G普及。", "hant")
    at = document.text.index("发展")
    assert raw[slice(*document.traced.span(at, at + 2))] == "發展"
    assert_faithful(document)


@given(st.data())
@examples(60)
def test_spans_of_random_ranges_hold_the_words_they_were_made_of(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = data.draw(texts(min_size=1, max_size=50))
    name = data.draw(st.sampled_from(["a.txt", "a.md", "a.html", "a.csv"]))
    document = read(tmp_path_factory.getbasetemp(), name, raw)
    assert document.raw == raw.removeprefix("\ufeff")
    if not document.text:
        return
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    raw_start, raw_end = document.traced.span(start, end)
    inside = document.raw[raw_start:raw_end]
    words = [c for c in document.text[start:end] if c.isascii() and c.isalnum()]
    at = 0
    for char in words:  # in the same order, whatever else stands between
        at = inside.index(char, at) + 1


def test_a_folder_is_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.txt", "a/b.md", "Z.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"正文 {name}", encoding="utf-8")
    told: list[str] = []
    documents = read_folder(tmp_path, SETTINGS, told.append).documents
    assert [d.doc_id for d in documents] == ["Z.html", "b.md", "a/b.md", "a/z.txt"]
    assert told == [f"read {d.doc_id}" for d in documents]


def test_what_cannot_be_read_is_left_out_by_name(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / ".hidden.txt").write_text("秘密", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("秘密", encoding="utf-8")
    collection = read_folder(tmp_path, SETTINGS)
    assert [d.doc_id for d in collection.documents] == ["good.txt"]
    reasons = {entry.doc_id: entry.reason for entry in collection.left_out}
    assert set(reasons) == {"picture.txt", "table.xlsx"}
    assert "a binary file, not text" in reasons["picture.txt"]
    assert "no reader for .xlsx" in reasons["table.xlsx"]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text("秘密", encoding="utf-8")
    (inside / "good.txt").write_text("正文", encoding="utf-8")
    (inside / "same.txt").symlink_to(inside / "good.txt")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "broken.txt").symlink_to(inside / "gone.txt")
    collection = read_folder(inside, SETTINGS)
    assert [d.doc_id for d in collection.documents] == ["good.txt", "same.txt"]
    reasons = {entry.doc_id: entry.reason for entry in collection.left_out}
    assert set(reasons) == {"broken.txt", "folder", "link.txt"}
    assert all("a link that leads out of the folder" in reasons[name] for name in ("folder", "link.txt"))
    assert not any("秘密" in d.raw for d in collection.documents)


def test_a_fault_of_ours_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(raw: str) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("corpus.read.parse_separated", fail)
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "good.txt").write_text("正文", encoding="utf-8")
    collection = read_folder(tmp_path, SETTINGS)
    assert [d.doc_id for d in collection.documents] == ["good.txt"]
    assert collection.left_out[0].reason.startswith("internal error (IndexError: list index out of range). Mend:")
    assert "Traceback" in caplog.text


@pytest.mark.skipif(AS_ROOT, reason="root may read anything")
def test_a_file_without_permission_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "locked.txt").write_text("正文", encoding="utf-8")
    (tmp_path / "locked.txt").chmod(0)
    (entry,) = read_folder(tmp_path, SETTINGS).left_out
    assert "Permission denied" in entry.reason and "Mend:" in entry.reason


def test_a_file_that_cannot_be_opened_says_so_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_file(tmp_path / "gone.txt", "gone.txt", SETTINGS)
    assert str(caught.value).endswith("Mend: check the file and its permissions.")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(CorpusError, match="Is a directory"):
        read_file(tmp_path / "folder.txt", "folder.txt", SETTINGS)


def test_a_file_past_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(CorpusError, match=r"1 MB, more than the 1 allowed. Mend: raise read.max_file_mb"):
        read_file(path, "big.txt", ReadSettings(max_file_mb=1))


def test_folders_without_documents_are_named_with_the_mend(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CorpusError, match=r"no document that can be read. Mend: put files there that end in .csv .htm"):
        read_folder(empty, SETTINGS)
    with pytest.raises(CorpusError, match="no such folder"):
        read_folder(tmp_path / "gone", SETTINGS)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CorpusError, match="not a folder"):
        read_folder(tmp_path / "file", SETTINGS)


def test_two_languages_of_a_document_find_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.zh.md").write_text("---\nparallel: a.en.md\n---\n中文的正文。", encoding="utf-8")
    (tmp_path / "a.en.md").write_text("---\nparallel: a.zh.md\n---\nThe text in English.", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nparallel: gone.md\n---\n正文。", encoding="utf-8")
    (tmp_path / "c.md").write_text("---\nparallel: a.zh.md\n---\n同一种语言。", encoding="utf-8")
    (tmp_path / "d.md").write_text("---\nparallel: a.zh.md\n---\nAnother text in English.", encoding="utf-8")
    found = {d.doc_id: d.parallel for d in read_folder(tmp_path, SETTINGS).documents}
    assert found == {"a.zh.md": "a.en.md", "a.en.md": "a.zh.md", "b.md": None, "c.md": None, "d.md": None}


def test_reading_twice_gives_equal_documents(tmp_path: Path) -> None:
    first = read(tmp_path, "a.md", "# 题\n\n| 年 | 值 |\n|--|--|\n| 2025 | 480 |\n")
    second = read_file(tmp_path / "a.md", "a.md", SETTINGS)
    assert _fields(first) == _fields(second)


def _fields(document: Document) -> list[object]:
    return [document.text, document.sections, document.paragraphs, document.tables, document.mends, blocks_of(document)]

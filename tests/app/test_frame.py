"""What stands around the answers."""

from app.frame import SHOWN_DOCUMENTS, composer_html, header_html, welcome_html
from tests.app.conftest import make_document
from tests.app.seen import Seen


def test_examples_ask_what_they_say() -> None:
    seen = Seen(welcome_html([], ["多少？", 'How "much"?']))
    assert [b["data-ask"] for b in seen.all("button")] == ["多少？", 'How "much"?']
    assert seen.texts("button") == ["多少？", 'How "much"?']
    assert [b["lang"] for b in seen.all("button")] == ["zh-Hans", "en"]


def test_a_pair_of_editions_is_one_entry() -> None:
    chinese = make_document("a.zh.md", "云", ["x"], parallel="a.en.md")
    english = make_document("a.en.md", "Cloud", ["x"], language="en", parallel="a.zh.md")
    alone = make_document("b.en.md", "Alone <b>", ["x"], language="en", parallel="missing.zh.md")
    seen = Seen(welcome_html([english, chinese, alone], []))
    entries = seen.texts("li")
    assert len(entries) == 2
    assert entries[0].startswith("云Cloud")
    assert entries[1].startswith("Alone <b>")


def test_many_documents_are_counted() -> None:
    documents = [make_document(f"{n}.md", "题", ["x"]) for n in range(SHOWN_DOCUMENTS + 5)]
    entries = Seen(welcome_html(documents, [])).texts("li")
    assert len(entries) == SHOWN_DOCUMENTS + 1
    assert "另有 5 份文档" in entries[-1]


def test_no_documents_is_said() -> None:
    assert "没有载入任何文档" in Seen(welcome_html([], [])).text_of("wj-none")


def test_send_and_stop_are_labelled_in_all_languages() -> None:
    seen = Seen(composer_html())
    assert seen.texts("button") == ["发送發送Send", "停止停止Stop"]
    field = seen.all("textarea")[0]
    assert field["aria-label"] == field["data-zh-aria-label"] != field["data-en-aria-label"]


def test_the_head_can_begin_anew_and_switch() -> None:
    seen = Seen(header_html())
    assert [b["data-do"] for b in seen.all("button")] == ["language", "new"]
    # What is seen on a button names it; a label in its place could not be said to whoever works by voice.
    assert all("aria-label" not in button for button in seen.all("button"))
    assert seen.all("button")[0]["title"] == "切换界面语言"

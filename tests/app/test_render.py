"""An answer as HTML."""

import dataclasses

import pytest

from app.render import answer_html, copied_text, guessed_lang, notice_html, pending_html, question_html
from retrieval.answer import Answer, AnswerTable, Computed, cite
from tests.app.conftest import make_document
from tests.app.seen import Seen


def test_numbers_become_buttons_of_their_turn(pipeline) -> None:
    seen = Seen(answer_html(pipeline.ask("规模"), turn=3, seconds=0.1))
    cites = seen.all("button", "wj-cite")
    assert [(c["data-turn"], c["data-n"]) for c in cites] == [("3", "1"), ("3", "2")]
    assert all(c["type"] == "button" for c in cites)


def test_numbers_side_by_side_stay_with_the_word_before(pipeline) -> None:
    answer = pipeline.ask("规模")
    answer = dataclasses.replace(answer, text="甲乙[9][1][2]，丙[1] 丁[2]")
    seen = Seen(answer_html(answer, turn=0, seconds=0.1))
    assert seen.texts_of("wj-tail")[0].startswith("乙[9]")
    assert [tail[0] for tail in seen.texts_of("wj-tail")] == ["乙", "丙", "丁"]
    assert [tail.strip()[-1] for tail in seen.texts_of("wj-tail")] == ["2", "1", "2"]
    assert [c["data-n"] for c in seen.all("button", "wj-cite")] == ["1", "2", "1", "2"]


def test_a_number_without_citation_stays_text(pipeline) -> None:
    seen = Seen(answer_html(pipeline.ask("规模"), turn=0, seconds=0.1))
    assert "[9]" in seen.text_of("wj-text")
    assert "[1]" not in seen.text_of("wj-text")


def test_sources_stand_below_with_their_quotes(pipeline) -> None:
    answer = pipeline.ask("规模")
    seen = Seen(answer_html(answer, turn=0, seconds=0.1))
    assert [s["data-n"] for s in seen.all("button", "wj-source")] == ["1", "2"]
    assert seen.texts("q") == [c.quote for c in answer.citations]


@pytest.mark.parametrize(
    ("language", "quote", "lang"),
    [
        ("en", "规模达到480亿元", "zh-Hans"),
        ("en", "CNY 48 billion", "en"),
        ("zh", "CNY 48 billion", "en"),
        ("zh-hant", "台北", "zh-Hant"),
    ],
)
def test_a_quote_names_the_language_it_is_in(language, quote, lang) -> None:
    document = make_document("x.md", "t", [quote])
    at = document.text.index(quote)
    answer = Answer(language, "answered", "x[1]", (cite(document, at, at + len(quote), 1),), ())
    assert Seen(answer_html(answer, turn=0, seconds=0.1)).all("q")[0]["lang"] == lang


def test_worked_lines_are_set_apart(pipeline) -> None:
    seen = Seen(answer_html(pipeline.ask("算"), turn=0, seconds=0.1))
    assert len(seen.all("p", "wj-worked")) == 1
    assert "480 × 2 = 960亿元" in seen.text_of("wj-worked")


def test_worked_figures_that_the_text_lacks_are_added() -> None:
    answer = Answer("en", "answered", "It doubles.", (), (), (Computed("1 < 2", "3", ()),))
    seen = Seen(answer_html(answer, turn=0, seconds=0.1))
    assert "1 < 2 = 3" in seen.text_of("wj-worked")


def test_a_refusal_looks_like_one(pipeline) -> None:
    seen = Seen(answer_html(pipeline.ask("拒"), turn=0, seconds=0.1))
    assert seen.all("article", "wj-refused")
    assert seen.all("p", "wj-badge")
    assert not Seen(answer_html(pipeline.ask("规模"), turn=0, seconds=0.1)).all("p", "wj-badge")


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")])
def test_the_text_names_its_language(language, lang) -> None:
    seen = Seen(answer_html(Answer(language, "chat", "x", (), ()), turn=0, seconds=0.1))
    assert seen.all("div", "wj-text")[0]["lang"] == lang


def test_how_the_question_was_read_is_text(pipeline) -> None:
    seen = Seen(answer_html(pipeline.ask("规模"), turn=0, seconds=0.1))
    assert seen.texts("dd") == ["2025 <b>"]


def test_bullets_and_blank_lines() -> None:
    seen = Seen(answer_html(Answer("en", "chat", "a\n\n- b\n", (), ()), turn=0, seconds=0.1))
    assert [p["class"] for p in seen.all("p")] == ["wj-line", "wj-item"]


def test_copied_text_holds_the_references(pipeline) -> None:
    answer = pipeline.ask("规模")
    copied = copied_text(answer)
    assert copied.startswith(answer.text)
    assert f"[2] 云与汽车 (a.md:{answer.citations[1].start}-{answer.citations[1].end})" in copied
    assert copied_text(pipeline.ask("hello")) == "Hello. Ask me about the documents."
    assert Seen(answer_html(answer, 0, 0.1)).all("button", "wj-tool")[0]["data-copy"] == copied


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "\"'><script>1</script>"])
def test_text_of_questions_and_answers_is_never_markup(text: str) -> None:
    seen = Seen(question_html(text))
    assert "script" not in seen.tags and "img" not in seen.tags and "a" not in seen.tags
    assert text in seen.text
    seen = Seen(answer_html(Answer("en", "chat", text, (), (), (), {text: text}), 0, 0.1))
    assert "script" not in seen.tags and "img" not in seen.tags and "a" not in seen.tags
    assert seen.text_of("wj-text") == text


def test_waiting_and_notices_are_announced() -> None:
    assert Seen(pending_html()).all("div", "wj-pending")[0]["role"] == "status"
    assert Seen(notice_html("failed")).all("div", "wj-notice")[0]["role"] == "status"


def test_guessed_lang() -> None:
    assert guessed_lang("阿里云 share") == "zh-Hans"
    assert guessed_lang("阿里雲 share") == "zh-Hant"
    assert guessed_lang("𠮷") == "zh-Hans"
    assert guessed_lang("share?") == "en"
    assert guessed_lang("") == "en"


def test_a_table_takes_the_place_of_its_lines(pipeline) -> None:
    answer = pipeline.ask("规模")
    hostile = "<b onclick=x>一</b>"
    table = AnswerTable(hostile, (1, 3), ("数字", hostile), (("480亿元", "甲 [1]"), (hostile, "乙 [2][9]")))
    answer = dataclasses.replace(answer, text="两个数字：\n· 一[1]\n中间\n· 二[2]\n末了", tables=(table,))
    seen = Seen(answer_html(answer, turn=4, seconds=0.1))
    assert [p["class"] for p in seen.all("p")] == ["wj-line", "wj-line", "wj-line"]
    assert seen.texts("caption") == [hostile]
    assert seen.texts("th") == ["数字", hostile] and {th["scope"] for th in seen.all("th")} == {"col"}
    assert seen.texts("td")[2] == hostile and "[9]" in seen.texts("td")[3]
    assert [(c["data-turn"], c["data-n"]) for c in seen.all("button", "wj-cite")] == [("4", "1"), ("4", "2")]
    assert seen.all("div", "wj-figures")[0]["tabindex"] == "0"
    assert "b" not in {name for name, a, _ in seen.elements if "onclick" in a}
    assert "· 一" not in seen.text_of("wj-text")
    assert "· 一[1]" in copied_text(answer)


def test_a_footnote_is_no_worked_line(pipeline) -> None:
    answer = dataclasses.replace(pipeline.ask("算"), notes=(2,))
    seen = Seen(answer_html(answer, turn=0, seconds=0.1))
    assert len(seen.all("p", "wj-note")) == 1 and not seen.all("p", "wj-worked")


@pytest.mark.parametrize(("count", "folded"), [(6, 0), (7, 3)])
def test_many_sources_are_folded_up(pipeline, count: int, folded: int) -> None:
    answer = pipeline.ask("规模")
    citations = tuple(dataclasses.replace(answer.citations[0], n=n) for n in range(1, count + 1))
    html = answer_html(dataclasses.replace(answer, citations=citations), turn=0, seconds=0.1)
    seen = Seen(html)
    assert [s["data-n"] for s in seen.all("button", "wj-source")] == [str(n) for n in range(1, count + 1)]
    assert html.partition("wj-rest")[2].count('class="wj-source"') == folded


def test_a_notice_can_offer_to_ask_again() -> None:
    assert Seen(notice_html("failed", 'a "b"')).all("button")[0]["data-ask"] == 'a "b"'
    assert not Seen(notice_html("failed")).all("button")

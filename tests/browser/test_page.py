"""The page as a user meets it: a real server, a real browser."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.conftest import ROOT, Tab, serve

pytestmark = pytest.mark.browser

Visit = Callable[..., Tab]


@pytest.mark.parametrize(
    "question",
    ["2030年中国汽车云服务市场规模预计是多少？", "What is Baidu's AI quality inspector?", "百度的AI質檢員是什麼？"],
)
def test_a_cited_answer_and_its_evidence(visit: Visit, editions: str, question: str) -> None:
    tab = visit(editions)
    answer = tab.ask(question)
    cites = answer.locator(".wj-cite")
    assert cites.count() >= 1
    quotes = answer.locator(".wj-source q")
    if (rest := answer.locator(".wj-rest summary")).count():
        rest.click()
    # The first source is open already; every other one opens by a click, and shows exactly what it quotes.
    tab.page.locator('.wj-panel[data-n="1"]').wait_for()
    for position in range(quotes.count()):
        tab.open(answer.locator(".wj-source").nth(position))
        quote = quotes.nth(position).text_content()
        table = tab.page.locator(".wj-body table").count()
        if not table and "質" not in question:  # The panel shows the document, which is in Simplified characters.
            assert tab.marked() == quote
        assert tab.marked()
    tab.open(cites.first)
    assert cites.first.get_attribute("aria-current") == "true"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("question", "rows"),
    [("2025年中国汽车云服务市场规模是多少？", 9), ("Compare Alibaba and Huawei market shares in 2028", 2)],
)
def test_what_is_set_side_by_side_is_a_table(visit: Visit, editions: str, question: str, rows: int, width: int) -> None:
    tab = visit(editions, viewport={"width": width, "height": 800})
    answer = tab.ask(question)
    table = answer.get_by_role("table")
    assert table.get_by_role("row").count() >= rows
    assert table.get_by_role("columnheader").count() >= 2
    assert "·" not in answer.locator(".wj-text p").first.text_content()
    last = table.locator(".wj-cite").last
    tab.open(last)
    assert tab.marked()
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= width


def test_how_a_question_was_read_is_shown_on_demand(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    tab.ask("2028年阿里云的市场份额是多少？")
    answer = tab.ask("那腾讯云呢？")
    shown = answer.locator("dl")
    assert shown.is_hidden()
    answer.locator(".wj-foot summary").click()
    assert shown.is_visible() and "2028" in shown.text_content()


def test_an_example_is_asked_by_a_click(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    example = tab.page.locator(".wj-example").first
    asked = example.text_content()
    example.click()
    tab.answer_after(0)
    assert tab.page.locator(".wj-question p").text_content() == asked
    assert tab.page.locator(".wj-welcome").count() == 0


def test_the_enter_that_ends_a_composition_does_not_send(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    tab.page.locator("textarea").focus()
    keyboard = tab.page.context.new_cdp_session(tab.page)
    keyboard.send("Input.imeSetComposition", {"text": "qiche", "selectionStart": 5, "selectionEnd": 5})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", **enter})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    tab.page.wait_for_timeout(400)
    assert tab.page.locator(".wj-question").count() == 0
    keyboard.send("Input.insertText", {"text": "汽车云"})
    tab.page.wait_for_timeout(50)
    tab.page.keyboard.press("Enter")
    tab.answer_after(0)
    assert "汽车云" in tab.page.locator(".wj-question p").text_content()


SLOW = """
import sys, time
sys.path[:0] = [{root!r}]
from app.__main__ import main
from tests.app.conftest import FakePipeline, make_document

class Slow(FakePipeline):
    def ask(self, question, history=()):
        time.sleep(90 if "慢" in question else 0)
        return super().ask(question, history)

sys.exit(main(sys.argv[1:], lambda *_: Slow([make_document("a.md", "云", ["规模达到480亿元，真的。", "完。"])])))
"""


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("slow")
    (folder / "serve.py").write_text(SLOW.format(root=str(ROOT)), encoding="utf-8")
    with serve(None, folder / "home", [folder / "serve.py"]) as url:
        yield url


def test_an_answer_need_not_be_waited_for(visit: Visit, slow: str) -> None:
    page = visit(slow).page
    page.locator("textarea").fill("慢")
    page.keyboard.press("Enter")
    page.locator(".wj-pending").wait_for()
    assert page.locator(".wj-send").is_hidden()
    page.locator(".wj-stop").click()
    page.locator(".wj-notice").wait_for(timeout=30_000)
    assert page.locator(".wj-question p").text_content() == "慢"
    assert page.locator(".wj-pending").count() == 0
    assert page.locator(".wj-send").is_visible()
    assert page.locator(".wj-notice button").get_attribute("data-ask") == "慢"
    page.locator("textarea").fill("规模")
    page.locator(".wj-send").click()
    page.locator(".wj-answer").wait_for(timeout=30_000)


def test_a_fault_is_one_friendly_line(visit: Visit, slow: str) -> None:
    tab = visit(slow)
    assert "没能回答" in tab.ask("炸").text_content()
    assert "passwd" not in tab.page.content()
    assert tab.ask("规模").locator(".wj-cite").count() == 2


def test_shift_enter_breaks_the_line(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    field = tab.page.locator("textarea")
    field.fill("一")
    tab.page.keyboard.press("Shift+Enter")
    tab.page.keyboard.type("二")
    assert field.input_value() == "一\n二"
    assert tab.page.locator(".wj-question").count() == 0


def test_keyboard_alone_reaches_the_evidence(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    answer = tab.ask("What is Baidu's AI quality inspector?")
    cite = answer.locator(".wj-cite").first
    cite.focus()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_function("document.activeElement.id === 'wj-panel-title'")
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_function("document.activeElement.classList.contains('wj-cite')")


def test_the_page_speaks_the_language_of_the_browser_and_can_switch(visit: Visit, editions: str) -> None:
    tab = visit(editions, locale="en-US")
    page = tab.page
    assert page.locator(".wj-send").inner_text() == "Send"
    assert page.locator("textarea").get_attribute("placeholder").startswith("Ask")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator('[data-do="language"]').click()
    assert page.locator(".wj-send").inner_text() == "发送"
    assert page.locator("textarea").get_attribute("aria-label") == "输入问题"
    page.reload()
    page.locator(".wj-welcome").wait_for()
    page.locator('html[data-ui="zh"]').wait_for(state="attached")


def test_traditional_readers_get_the_page_in_traditional(visit: Visit, editions: str) -> None:
    tab = visit(editions, locale="zh-TW")
    page = tab.page
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    assert page.locator(".wj-send").inner_text() == "發送"
    assert page.locator("textarea").get_attribute("placeholder").startswith("輸入問題")
    answer = tab.ask("車企為什麼要上雲？")
    assert answer.locator(".wj-sources h3").inner_text() == "出處"
    page.locator('[data-do="language"]').click()
    assert page.locator(".wj-send").inner_text() == "Send"
    page.locator('[data-do="language"]').click()
    assert page.locator(".wj-send").inner_text() == "發送"


def test_a_new_chat_begins_empty_and_old_sources_are_gone(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    tab.ask("百度的AI质检员是什么？")
    tab.page.locator('[data-do="new"]').click()
    tab.page.locator(".wj-welcome").wait_for()
    tab.page.locator(".wj-panel-empty").wait_for()
    assert tab.page.locator(".wj-question").count() == 0
    assert tab.ask("百度的AI质检员是什么？").get_attribute("data-turn") == "0"


def test_the_reference_is_copied(visit: Visit, editions: str) -> None:
    tab = visit(editions, permissions=["clipboard-read", "clipboard-write"])
    tab.ask("百度的AI质检员是什么？")
    button = tab.page.locator(".wj-panel [data-copy]")
    button.click()
    tab.page.locator(".wj-panel .wj-done").wait_for()
    assert tab.page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-copy")


def test_two_visitors_do_not_see_each_other(visit: Visit, editions: str) -> None:
    first, second = visit(editions), visit(editions)
    first.ask("百度的AI质检员是什么？")
    assert second.page.locator(".wj-question").count() == 0
    assert second.ask("车企为什么要上云？").get_attribute("data-turn") == "0"


def test_on_a_narrow_screen_the_panel_stands_below(visit: Visit, editions: str) -> None:
    tab = visit(editions, viewport={"width": 400, "height": 800})
    answer = tab.ask("百度的AI质检员是什么？")
    chat, panel = tab.page.locator("#wj-left").bounding_box(), tab.page.locator("#wj-right").bounding_box()
    assert panel["y"] >= chat["y"] + chat["height"] - 1
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 400
    tab.open(answer.locator(".wj-cite").first)
    tab.page.locator(".wj-back").click()
    tab.page.wait_for_function("document.activeElement.classList.contains('wj-cite')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_its_ground(visit: Visit, editions: str, scheme: str) -> None:
    tab = visit(editions, color_scheme=scheme)
    tab.ask("百度的AI质检员是什么？")
    for selector in (
        ".wj-line",
        ".wj-question p",
        ".wj-send",
        ".wj-cite[data-open]",
        ".wj-source q",
        ".wj-near",
        "mark",
    ):
        assert tab.page.evaluate(CONTRAST, selector) >= 4.5, (scheme, selector)


CONTRAST = """selector => {
  const luminance = ([r, g, b]) => [r, g, b]
    .map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  let node = document.querySelector(selector);
  const ink = luminance(numbers(getComputedStyle(node).color));
  while (node && (numbers(getComputedStyle(node).backgroundColor)[3] ?? 1) === 0) node = node.parentElement;
  const ground = luminance(numbers(getComputedStyle(node).backgroundColor));
  return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
}"""

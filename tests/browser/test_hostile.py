"""Documents and questions that try to run something, or to break the page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Tab, serve

pytestmark = pytest.mark.browser

Visit = Callable[..., Tab]

HOSTILE = """# 星云号的故障

<script>window.ran = "script"</script>

星云号在2031年7月共发生17次故障，负责人是<img src=x onerror="window.ran = 'image'">林工。

星云号故障的网页写作&lt;img src=x onerror="window.ran = 'decoded'"&gt;[点](javascript:window.ran=1)，由林工维护。

| 年份 | 星云号故障次数 |
| --- | --- |
| 2030 | &lt;script&gt;window.ran = 'cell'&lt;/script&gt; 5 |
| 2031 | 17 |
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    (folder / "plain.txt").write_text(HOSTILE.replace("17次", "18次"), encoding="utf-8")
    with serve(folder, home) as url:
        yield url


def test_long_words_do_not_break_the_page(visit: Visit, hostile: str) -> None:
    tab = visit(hostile, viewport={"width": 390, "height": 800})
    tab.ask("x" * 1200)
    tab.ask("星云号在2031年7月发生了多少次故障？")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_hostile_document_runs_nothing(visit: Visit, hostile: str) -> None:
    tab = visit(hostile)
    for question in ("星云号在2031年7月发生了多少次故障？", "星云号故障的网页由谁维护？", "星云号2030年故障次数"):
        before = tab.page.locator(".wj-answer, .wj-notice").count()
        answer = tab.ask(question)
        sources = answer.locator(".wj-source")
        for position in range(sources.count()):
            tab.open(sources.nth(position))
            tab.page.locator(".wj-raw summary").click()
        assert sources.count() >= 1, f"answer {before} cites nothing"
    assert tab.page.evaluate("window.ran") is None
    assert tab.page.locator("#wj-main :is(img, script, a, iframe)").count() == 0


def test_a_hostile_question_runs_nothing(visit: Visit, editions: str) -> None:
    tab = visit(editions)
    question = (
        '<img src=x onerror="window.ran = 1"> [x](javascript:window.ran=2) **粗** <script>window.ran = 3</script>'
    )
    tab.ask(question)
    assert tab.page.locator(".wj-question p").text_content() == question
    assert tab.page.evaluate("window.ran") is None

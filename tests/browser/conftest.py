"""A real server process and a real browser; skipped by name where there is no Chromium or no Playwright."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Tab:
    """A page of the browser with all that it complained of and asked for."""

    page: Any
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def ask(self, question: str) -> Any:
        """Type a question, send it with Enter, and wait for its answer."""
        before = self.page.locator(".wj-answer, .wj-notice").count()
        self.page.locator("textarea").fill(question)
        self.page.keyboard.press("Enter")
        return self.answer_after(before)

    def answer_after(self, before: int) -> Any:
        """The answer that comes after so many."""
        answer = self.page.locator(".wj-answer, .wj-notice").nth(before)
        answer.wait_for(timeout=30_000)
        return answer

    def marked(self) -> str:
        """The highlighted words of the panel, the raw characters left out."""
        return "".join(self.page.locator(".wj-body mark").all_inner_texts())

    def open(self, button: Any) -> None:
        """Click a citation and wait until the panel shows it."""
        turn, n = button.get_attribute("data-turn"), button.get_attribute("data-n")
        button.click()
        self.page.locator(f'.wj-panel[data-turn="{turn}"][data-n="{n}"]').wait_for()


@contextlib.contextmanager
def serve(corpus: Path | None, home: Path, program: Sequence[str | Path] = ("-m", "app")) -> Iterator[str]:
    """The address of `python -m app serve` over a folder of documents."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *program, "serve", "--port", str(port), *(["--corpus", corpus] if corpus else [])]
    log = home.parent / f"server-{port}.log"
    with (
        log.open("w", encoding="utf-8") as out,
        subprocess.Popen(command, cwd=ROOT, stderr=out, env={**os.environ, "WENJU_HOME": str(home)}) as server,
    ):
        try:
            yield _address(server, log)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _address(server: "subprocess.Popen[bytes]", log: Path) -> str:
    while True:
        text = log.read_text(encoding="utf-8")
        if found := re.search(r"Wenju is at (\S+)", text):
            return found[1]
        assert server.poll() is None, text
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.2)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wenju") / "home"


@pytest.fixture(scope="session")
def editions(home: Path) -> Iterator[str]:
    """The address of a server over the editions."""
    with serve(None, home) as url:
        yield url


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Tab]]:
    """Opens the page; afterwards nothing may have gone wrong and nothing may have left this machine."""
    tabs: list[Tab] = []

    def opened(url: str, **settings: Any) -> Tab:
        context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 800}, **settings})
        tab = Tab(context.new_page())
        tabs.append(tab)
        page = tab.page
        page.on("request", lambda request: tab.requests.append(request.url))
        page.on("console", lambda message: tab.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: tab.problems.append(str(error)))
        page.on("dialog", lambda dialog: (tab.problems.append("dialog"), dialog.dismiss()))
        page.goto(url)
        page.locator(".wj-welcome").wait_for(timeout=30_000)
        page.locator("html[data-ui]").wait_for(state="attached")
        return tab

    yield opened
    for tab in tabs:
        tab.page.context.close()
        assert not tab.problems
        outside = [url for url in tab.requests if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
        assert tab.requests and not outside

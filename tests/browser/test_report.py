"""The page that `python -m corpus show FILE --html OUT` writes."""

from pathlib import Path
from typing import Any

import pytest

from corpus.__main__ import main

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_a_report_does_not_scroll_sideways(browser: Any, tmp_path: Path, width: int) -> None:
    columns = range(40)
    table = "\n".join("| " + " | ".join(f"{word}{n}" for n in columns) + " |" for word in ("列", "值"))
    rule = "|" + " --- |" * len(columns)
    head, row = table.split("\n")
    text = f"# {'很长的标题' * 20}\n\n{'W' * 300}务(wù)\n\n{head}\n{rule}\n{row}\n"
    (tmp_path / "wide.md").write_text(text, encoding="utf-8")
    assert main(["show", str(tmp_path / "wide.md"), "--html", str(tmp_path / "report.html")]) == 0
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((tmp_path / "report.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()

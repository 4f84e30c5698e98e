"""Rows of another thing of the same kind."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.labels import other_things
from tests.retrieval.pieces import ask

CLINIC = "# 检查价目\n\n| 项目 | 费用（元） |\n|---|---|\n| 普通胃镜 | 268 |\n| 无痛胃镜 | 980 |\n"
NURSERY = "# Nursery prices\n\n| Tree | Price |\n|---|---|\n| Field maple | 36.50 |\n| Silver birch | 28.00 |\n"


@pytest.mark.parametrize(
    ("text", "row", "question", "other"),
    [
        (CLINIC, 0, "做胶囊胃镜要多少钱？", ["胶囊胃镜"]),
        (CLINIC, 0, "普通胃镜多少钱？", []),
        (CLINIC, 0, "做胃镜要多少钱？", []),
        (CLINIC, 1, "做普通胃镜多少钱？", []),  # that row stands there: ranking chose wrongly, nothing is missing
        (CLINIC, 0, "What does a capsule gastroscopy cost?", []),
        (NURSERY, 0, "What does a Japanese maple cost?", ["japanese maple"]),
        (NURSERY, 0, "What does a field maple cost?", []),
        (NURSERY, 0, "What do maples cost?", []),
        (NURSERY, 1, "What does a downy birch cost?", ["downy birch"]),
    ],
)
def test_another_thing(
    markdown: Callable[[str], Document], text: str, row: int, question: str, other: list[str]
) -> None:
    document = markdown(text)
    cells = document.tables[0].rows[row]
    header = document.tables[0].header
    told = [(document, cells[0].start, cells[-1].end), (document, header[0].start, header[-1].end)]
    assert other_things(ask(question), told) == other


def test_prose_has_no_label(markdown: Callable[[str], Document]) -> None:
    document = markdown("普通胃镜收费268元。")
    assert other_things(ask("胶囊胃镜多少钱？"), [(document, 0, 5)]) == []

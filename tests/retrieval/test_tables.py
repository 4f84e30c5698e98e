from collections.abc import Callable

from corpus.document import Document
from retrieval.tables import named_columns
from tests.retrieval.pieces import ask, evidence_of

TEXT = "| 年份 | 出口量（万吨） | 均价（元/公斤） |\n|---|---|---|\n| 2022 | 4.1 | 36 |\n| 2023 | 4.6 | 35 |\n"


def test_columns_that_a_question_names(markdown: Callable[[str], Document]) -> None:
    row = evidence_of(markdown(TEXT))[-1]
    assert [c.name for c in named_columns(ask("2023年的均价是多少？"), row)] == ["均价"]
    assert named_columns(ask("2023年的雨水如何？"), row) == ()

from collections.abc import Callable

from corpus.document import Document
from retrieval.tables import named_columns
from tests.retrieval.pieces import ask, evidence_of

TEXT = "| 年份 | 出口量（万吨） | 均价（元/公斤） |\n|---|---|---|\n| 2022 | 4.1 | 36 |\n| 2023 | 4.6 | 35 |\n"


def test_columns_that_a_question_names(markdown: Callable[[str], Document]) -> None:
    row = evidence_of(markdown(TEXT))[-1]
    assert [c.name for c in named_columns(ask("2023年的均价是多少？"), row)] == ["均价"]
    assert named_columns(ask("2023年的雨水如何？"), row) == ()


COURSES = "| 编号 | 课程 | 教师 | 学费（元） |\n|---|---|---|---|\n| B01 | 摄影 | 尚北 | 480 |\n| B02 | 篆刻入门 | 季石 | 720 |\n"


def test_where_several_things_are_asked_for_and_one_is_named_all_of_the_row_is_told(
    markdown: Callable[[str], Document],
) -> None:
    row = evidence_of(markdown(COURSES))[-1]
    assert [c.name for c in named_columns(ask("篆刻入门的学费是多少？"), row)] == ["学费"]
    assert named_columns(ask("篆刻入门谁讲，学费多少？"), row) == ()


def test_a_column_whose_cell_stands_in_the_question_is_given_not_asked_for(markdown: Callable[[str], Document]) -> None:
    text = "| Code | Test | Price |\n|---|---|---|\n| F10 | Lead in tea | 860 |\n| F11 | Residues in honey | 1290 |\n"
    row = evidence_of(markdown(text))[-1]
    assert named_columns(ask("How dear is a test of honey for residues?"), row) == ()
    assert [c.name for c in named_columns(ask("What is the price for honey?"), row)] == ["Price"]

from dataclasses import replace

from corpus.settings import Settings
from retrieval.answer import Answer, AnswerTable, used_numbers
from retrieval.joining import joined
from retrieval.pipeline import open_collection


def answers() -> tuple[Answer, Answer]:
    text = "临江客栈有客房42间。标准间每晚320元。"
    made = open_collection([("inn", "临江客栈", text)], Settings(), lambda line: None)
    return made.ask("临江客栈有多少间客房？"), made.ask("临江客栈标准间每晚多少钱？")


def test_marks_citations_and_lines_go_on_where_the_first_answer_ends() -> None:
    first, second = answers()
    both = joined(first, second)
    assert both.text == f"{first.text}\n{second.text.replace('[1]', '[2]')}"
    assert [c.n for c in both.citations] == used_numbers(both.text) == [1, 2]
    again = joined(both, second)
    assert [c.n for c in again.citations] == [1, 2] and again.text.endswith(second.text.replace("[1]", "[2]"))


def test_tables_and_footnotes_move_with_their_lines() -> None:
    one, two = answers()
    two = replace(two, tables=(AnswerTable("", (0,), ("值",), (("320元 [1]",),)),), notes=(0,))
    both = joined(one, two)
    assert both.notes == (1,) and both.tables == (AnswerTable("", (1,), ("值",), (("320元 [2]",),)),)

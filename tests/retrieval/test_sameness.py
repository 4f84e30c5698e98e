from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.figures import Told, statements_of
from retrieval.sameness import pinned, same_thing
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]


def test_whoever_counts_otherwise_may_have_a_section(markdown: READ) -> None:
    text = (
        "# 灯市\n\n## 一、市场规模\n\n2024年台灯市场规模为18.6亿元。\n\n"
        "## 二、另一种算法\n\n灯协的口径较宽，得出2024年市场规模26.3亿元。\n\n## 三、租赁\n\n得出2024年市场规模2.1亿元。\n"
    )
    first, second, third = told_in(markdown(text))
    question = ask("2024年台灯市场规模有多大？")
    assert same_thing(question, first, second) and not same_thing(question, first, third)


def told_in(document: Document) -> list[Told]:
    return [Told(s, e, 1.0, ()) for e in evidence_of(document) for s in statements_of(e)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "2023年松江电机实现营业收入86.4亿元。\n\n审计后2023年全年营业收入为84.9亿元。",
            "松江电机2023年的营业收入是多少？",
        ),
        ("青山桥重建共花费14.2亿元。\n\n决算认定青山桥重建共花费15.8亿元。", "重建青山桥花了多少钱？"),
        ("2023年安禾县粮食总产量为48.6万吨。\n\n2023年全县粮食总产量为47.2万吨。", "2023年安禾县粮食总产量是多少？"),
    ],
)
def test_what_the_question_pins_down_is_one_thing(markdown: READ, text: str, question: str) -> None:
    first, second = told_in(markdown(text))
    assert pinned(ask(question), first, second) and same_thing(ask(question), first, second)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        # a part, another year, another measure, another thing, the same sentence
        (
            "2023年松江电机营业收入86.4亿元。\n\n其中，2023年车用产品营业收入16.9亿元。",
            "松江电机2023年的营业收入是多少？",
        ),
        ("2023年松江电机营业收入86.4亿元。\n\n2022年松江电机营业收入72亿元。", "松江电机的营业收入是多少？"),
        ("2023年松江电机营业收入86.4亿元。\n\n2023年松江电机净利润8.9亿元。", "松江电机2023年的营业收入是多少？"),
        ("2023年松江电机营业收入86.4亿元。\n\n2023年远山机床营业收入7.2亿元。", "松江电机2023年的营业收入是多少？"),
        ("青山桥重建共花费14.2亿元，其中中央补助3.5亿元。", "重建青山桥花了多少钱？"),
    ],
)
def test_what_differs_in_scope_time_or_measure_is_not(markdown: READ, text: str, question: str) -> None:
    first, second = told_in(markdown(text))[:2]
    assert not pinned(ask(question), first, second)
    assert not same_thing(ask(question), first, second)


def test_a_figure_on_the_whole_is_no_rival_of_one_on_the_part_asked_about(markdown: READ) -> None:
    text = "# 云服务报告\n\n2025年云服务市场规模为480亿元。\n\n2025年运维云市场规模为115亿元。"
    first, second = told_in(markdown(text))
    assert not pinned(ask("运维云2025年的市场规模是多少？"), first, second)


@pytest.mark.parametrize(("heading", "one"), [("二、市场规模与口径", True), ("二、烘茶机", False)])
def test_what_names_no_subject_is_on_what_its_heading_is_on(markdown: READ, heading: str, one: bool) -> None:
    text = (
        f"# 干燥设备行业观察\n\n## 一、摘要\n\n2024年干燥设备市场规模为62.4亿元。\n\n## {heading}\n\n"
        "农机协会把安装一并计入，得出2024年市场规模71.8亿元。"
    )
    first, second = told_in(markdown(text))
    assert (second.statement.subject, second.statement.attribution) == ("", "农机协会")
    assert pinned(ask("2024年干燥设备市场规模有多大？"), first, second) is one

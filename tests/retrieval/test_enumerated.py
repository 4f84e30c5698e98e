"""Of several things that one sentence tells of, the part on the one that is asked about."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.enumerated import silent_on
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]
CELLS = (
    "墨禾川能源的电池能循环12000次；榆白新材的适合两轮车，寿命不足4000次；岚崎里科技尚处中试阶段，量产推迟到2027年。"
)
COUNTY = "丹岐县春茶产量2760吨；产值却达到7.4亿元。"


@pytest.mark.parametrize(
    ("text", "question", "silent"),
    [
        (CELLS, "岚崎里科技的电池能循环多少次？", ["岚崎"]),
        (CELLS, "榆白新材的电池能循环多少次？", []),
        (CELLS, "墨禾川能源的电池能循环多少次？", []),
        (CELLS, "循环多少次？", []),
        (CELLS, "岚崎里科技什么时候量产？", []),  # no figure is asked for
        (COUNTY, "丹岐县的产值有多少亿元？", []),  # the second part goes on about the same
        (CELLS.replace("；", "，"), "岚崎里科技的电池能循环多少次？", []),  # not told part by part
        (f"# 岚崎里科技\n\n{CELLS.rsplit('；', 1)[0]}。", "岚崎里科技的电池能循环多少次？", []),
        ("| 岚崎里科技 | 次数 |\n|---|---|\n| 甲；乙 | 30次 |\n", "岚崎里科技的电池能循环多少次？", []),
    ],
)
def test_the_part_on_it_gives_none(markdown: READ, text: str, question: str, silent: list[str]) -> None:
    query = ask(question)
    assert silent_on(query, read_asked(query), evidence_of(markdown(text))[-1:]) == silent


def test_names_of_the_book_too(markdown: READ) -> None:
    text = "华为云的份额达到30%；阿里云则以价格取胜，客户最多；腾讯云占15%。"
    for question, silent in (("阿里云的份额是百分之几？", ["阿里云"]), ("腾讯云的份额是百分之几？", [])):
        query = ask(question)
        assert silent_on(query, read_asked(query), evidence_of(markdown(text))) == silent


def test_nothing_cited_is_not_silent() -> None:
    query = ask("岚崎里科技的电池能循环多少次？")
    assert silent_on(query, read_asked(query), []) == []

from collections.abc import Callable

import pytest

from corpus.document import Document
from corpus.settings import Settings
from retrieval.pipeline import open_collection
from retrieval.ranking import Scored
from retrieval.sides import evidence_for, left_out, sides_of
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("How do the east kiln and the west kiln differ?", ["east kiln", "west kiln"]),
        ("Compare the range of the Velo E5 with that of the Velo E9.", ["Velo E5", "Velo E9"]),
        ("Which county got more rain, Hesh or Anz?", ["Hesh", "Anz"]),
        ("绿茶和红茶在制作上有什么不同？", ["绿茶", "红茶"]),
        ("檐鼠2022年在北坡和南坡，哪边更多？", ["北坡", "南坡"]),
        ("比较云岭白茶和黑茶2023年的产量", ["白茶", "黑茶"]),
        ("绿茶和红茶的产地在哪里？", []),
        ("Who built the mill and the bridge?", []),
    ],
)
def test_what_is_set_side_by_side(question: str, sides: list[str]) -> None:
    assert [side.shown for side in sides_of(ask(question))] == sides


def test_the_side_that_is_left_out(markdown: READ) -> None:
    pieces = evidence_of(
        markdown("The east kiln burned coal.\n\nThe west kiln burned gas.\n\nIt stands on the east bank.")
    )
    query = ask("How do the east kiln and the west kiln differ?")
    parted = left_out(query, "It stands on the east bank.\nThe west kiln burned gas.", pieces)
    assert parted is not None and parted[0].shown == "east kiln"
    piece = evidence_for(query, *parted, [Scored(p, 1.0, 0.5) for p in pieces])
    assert piece is not None and piece.text == "The east kiln burned coal."
    assert left_out(query, "The east kiln burned coal.\nThe west kiln burned gas.", pieces) is None
    assert left_out(query, "Nothing of either.", pieces) is None


def test_a_comparison_answers_for_both_or_names_what_is_not_there() -> None:
    text = "The Velo E5 has a range of 280 km. The Velo E7 has a range of 360 km. Both are charged overnight."
    made = open_collection([("bus.md", "Velo buses", text)], Settings(), lambda line: None)
    both = made.ask("Compare the range of the Velo E5 with that of the Velo E7.").text
    assert "280" in both and "360" in both
    alone = made.ask("Compare the range of the Velo E5 with that of the Velo E9.").text
    assert "280" in alone and alone.endswith("The documents do not give Velo E9.")


def test_what_may_stand_there_in_other_words_is_not_called_missing() -> None:
    text = "头部新势力车企由云平台衍生的服务收入，2030年将占其总营收的15%。传统车企靠经销商服务车主。"
    made = open_collection([("车.md", "车企经营车主", text)], Settings(), lambda line: None)
    assert "没有给出" not in made.ask("在经营车主这件事上，老车厂跟新势力差在哪里？").text


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("给厂子选云，Nimbry跟Stratholm各有什么毛病？", ("nimbri", "stratholm")),
        ("砺岩和青岫放一块儿看，谁好在哪里？", ("砺岩", "青岫")),
        ("Pellworm and Castellane Flex: how does each earn its money?", ("pellworm", "castellan")),
    ],
)
def test_two_sides_named_in_other_ways(question: str, own: tuple[str, str]) -> None:
    first, second = sides_of(ask(question))
    assert own[0] in first.own and own[1] in " ".join(second.own)

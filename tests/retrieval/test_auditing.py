"""Figures planted in one sentence so that they do or do not follow from those beside them."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.auditing import audit_sentence
from retrieval.calculating import audit_lines
from retrieval.draft import Documents, Draft
from retrieval.statements import find_statements
from tests.retrieval.pieces import ask, evidence_of

# A sentence with %s for the planted figure, what does not follow, what does, and what kind of finding it is.
PLANTED = [
    ("2024年船厂营业收入8.4亿元，比2023年的7.0亿元增长%s。", "12%", "20%", "growth"),
    ("全县共有桥梁60座，其中石桥24座，占全部桥梁的%s。", "50%", "40%", "share"),
    ("三个窑口分别烧成120吨、150吨和180吨，合计%s。", "510吨", "450吨", "sum"),
    ("茶油产量由2020年的100万吨增至2024年的200万吨，年均增长%s。", "10%", "18.9%", "cagr"),
    ("渡轮载客由52万人次降至39万人次，下降%s。", "35%", "25%", "growth"),
    ("Revenue rose %s to £8.4 million in 2024, from £7.0 million in 2023.", "12%", "20%", "growth"),
    ("Of the 60 bridges in the county, 24 are of stone, or %s of the total.", "50%", "40%", "share"),
    ("The three kilns fired 120 tonnes, 150 tonnes and 180 tonnes, %s in total.", "510 tonnes", "450 tonnes", "sum"),
    (
        "Output rose from 100,000 tonnes in 2020 to 200,000 tonnes in 2024, a growth of %s a year.",
        "10%",
        "18.9%",
        "cagr",
    ),
    ("The ferry carried 520,000 people in 2022 and 390,000 people in 2023, a fall of %s.", "35%", "25%", "growth"),
]


@pytest.mark.parametrize(("sentence", "wrong", "right", "kind"), PLANTED)
def test_what_does_not_follow_is_found_and_what_does_is_not(sentence: str, wrong: str, right: str, kind: str) -> None:
    for value, found in ((wrong, [kind]), (right, [])):
        text = sentence.replace("%s", value)
        assert [f.kind for f in audit_sentence(text, find_statements(text, ""))] == found


@pytest.mark.parametrize(
    "text",
    [
        "模块出货量由2023年的18万台增至39万台，单台成本下降约两成。",  # the rate is of something else
        "门锁零售量为1,742万把，同比增长8.3%，均价由1,210元下降到1,096元。",
        "甲乡12座、乙乡15座、丙乡18座，另有其他桥梁，合计60座。",  # the list is not whole
        "县里有桥60座，石桥24座，木桥占50%。",  # nothing says that they are parts
        "收入由8亿元增至9亿元，年均增长3%。",  # over how many years is not said
        "复合肥产量由2020年的100吨增至2024年的150吨，增长50%。",  # a name, not a rate of each year
        "平均票价由2020年的100元涨至2024年的130元，上涨30%。",
        "Annual output rose from 100 tonnes in 2020 to 150 tonnes in 2024, a rise of 50%.",
        "Sales rose from 40 to 52 units and profits rose 90%.",
        "Wages rose 5%, and sales went from 40 to 52 units.",
        "Income was £5 million, of which tickets brought in £3 million, 65% of the total.",  # as rounded as they are
    ],
)
def test_what_hangs_together_in_another_way_is_left_alone(text: str) -> None:
    assert audit_sentence(text, find_statements(text, "")) == []


@pytest.mark.parametrize(
    ("text", "question", "note"),
    [
        (
            "三个窑口分别烧成120吨、150吨和180吨，合计510吨。",
            "三个窑口合计烧成多少吨？",
            "注：文中的510吨与其旁的数字不符：120 + 150 + 180 = 450吨。[1]",
        ),
        (
            "Of the 60 bridges in the county, 24 are of stone, or 50% of the total.",
            "What share of the bridges is of stone?",
            "Note: the stated 50% does not follow from the figures beside it: 24 ÷ 60 = 40%. [1]",
        ),
    ],
)
def test_a_footnote_says_so_under_the_answer(
    markdown: Callable[[str], Document], text: str, question: str, note: str
) -> None:
    document, query = markdown(text), ask(question)
    draft = Draft(query.language, Documents([document]))
    assert audit_lines(query, evidence_of(document), draft) == [note]

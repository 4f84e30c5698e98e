"""Places that answer a question with another value, on pairs made by hand and at random, whose label is known."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.settings import Settings
from retrieval.pipeline import open_collection
from retrieval.ranking import Scored
from retrieval.rivals import rivals
from tests.reading import read
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]


def found(question: str, *documents: Document) -> list[str]:
    """The rivals of the first sentence or row, all pieces ranked in their order."""
    pieces = [piece for document in documents for piece in evidence_of(document) if not piece.is_title]
    ranked = [Scored(piece, 5.0 - n / 4, 0.5) for n, piece in enumerate(pieces)]
    return [piece.text for piece, _ in rivals(ask(question), pieces[0], ranked)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("鹿湖水库的总库容是多少？", "# 鹿湖水库\n\n鹿湖水库总库容1.31亿立方米。\n\n县志称，水库总库容为1.24亿立方米，坝高46米。"),
        ("2023年鹿湖景区接待了多少游客？", "# 鹿湖景区\n\n2023年鹿湖景区接待游客42万人次。\n\n县文旅局的总结称，景区全年接待游客51万人次。"),
        ("文峰书院是哪一年改成小学的？", "县里的文峰书院1906年改设小学。\n\n附记：文峰书院改设小学之年，梁氏族谱作1904年，与档案不同。"),
        ("When was Harl Mill founded?", "# Harl Mill\n\nHarl Mill was founded in 1887 by Ann Crewe.\n\nA plaque at the gate says the mill was founded in 1889."),
        ("How many people did Harl Mill employ in 1912?", "# Harl Mill\n\nThe mill employed 340 people in 1912.\n\nAccording to the directory the mill employed 295 people in 1912."),
        ("What will the repair of the east roof cost?", "The repair of the east roof will cost £1.6 million.\n\nWork on the east roof, for which £1.9 million has been set aside as its cost, begins in May."),
        ("In which year was Sund given the Hal Medal?", "She received the Hal Medal in 1974, the first woman to do so.\n\nHonours: Hal Medal (1976); honorary doctorates (1982)."),
        ("2023年鹿湖水库的发电量是多少？", "| 项目 | 2022年 | 2023年 |\n|---|---|---|\n| 发电量（万千瓦时） | 2870 | 3345 |\n\n2023年全库发电3435万千瓦时。"),
    ],
)  # fmt: skip
def test_another_value_for_what_is_asked_is_found(markdown: READ, question: str, text: str) -> None:
    assert len(found(question, markdown(text))) == 1


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # another thing, a part, the parts of it, another time, another event, the same value, one more number of the name
        ("三季度产丝多少吨？", "三季度产丝83吨。\n\n库存丝61吨。"),
        ("2023年公司收入是多少？", "2023年公司收入22.7亿元。\n\n分地区看，国内收入16.2亿元，欧洲收入4.4亿元。"),
        ("2023年公司收入是多少？", "2023年公司收入22.7亿元，增长5%。\n\n其中，出口收入4.1亿元。"),
        ("灌区每亩用水多少立方米？", "灌区每亩用水448立方米。\n\n原先大水漫灌，每亩用水620立方米。"),
        ("When did Harl Mill close?", "Harl Mill closed in 1954.\n\nHarl Mill reopened as a museum in 1978."),
        ("When did Harl Mill close?", "Harl Mill closed in June 1954.\n\nHarl Mill closed in 1954."),
        ("2023年公司收入是多少？", "2023年公司收入6.84亿元。\n\n2023年公司收入约6.8亿元。"),
        ("9号线日均客流多少人次？", "9号线日均客流为28万人次。\n\n11号线日均客流为33万人次。"),
        ("What share of sales came from tea?", "Tea made up 40% of sales.\n\nThe margin on sales was 12%."),
        ("2023年工厂有职工多少人？", "2023年工厂有职工340人。\n\n2023年工厂有女职工95人。"),
        ("How many people work at Harl Mill?", "Harl Mill employs 340 people.\n\nDale Mill employs 295 people."),
    ],
)  # fmt: skip
def test_what_is_of_something_else_is_no_rival(markdown: READ, question: str, text: str) -> None:
    assert found(question, markdown(text)) == []


def test_two_documents_on_one_thing_may_differ_and_on_two_things_may_not(tmp_path: Path) -> None:
    text = "# {}\n\n水库管理处现有职工{}人。"
    first, second, other = (
        read(tmp_path, f"{n}.md", text.format(title, count))
        for n, (title, count) in enumerate([("松河水库志略", 127), ("松河水库工程开工", 119), ("石岭水库概况", 88)])
    )
    question = "松河水库管理处有多少职工？"
    assert found(question, first, second) == ["水库管理处现有职工119人。"]
    assert found(question, first, other) == []


_ZH = ("工厂有职工", "水库灌溉农田", "景区接待游客", "码头停靠渔船", "图书馆藏书")
_ZH_UNITS = ("人", "万亩", "万人次", "艘", "万册")
_EN = (
    "The mill employed {} people",
    "The fleet carried {} passengers",
    "The library held {} books",
    "The port handled {} ships",
)
_ZH_WHO = ("县统计局的资料显示，", "地方志记载，", "", "另据商会统计，", "管理处称，")
_EN_WHO = ("According to the directory, ", "The county history says that ", "", "A note by the board states that ")


def _pair(random_: random.Random) -> tuple[str, str, str, bool]:
    """A question, two paragraphs, and whether they contradict each other; one thing at a time is changed."""
    year, value = random_.randint(1950, 2023), random_.randint(120, 900)
    label = random_.choice(["conflict", "agree", "year", "thing", "part"])
    other = value + random_.choice([-17, 23, 61]) if label != "agree" else value
    if random_.random() < 0.5:
        n = random_.randrange(len(_ZH))
        m = random_.choice([k for k in range(len(_ZH)) if k != n]) if label == "thing" else n
        frames = [f"{{}}{y}年{_ZH[k]}{{}}{_ZH_UNITS[k]}。" for y, k in ((year, n), (year + (label == "year"), m))]
        if label == "part":
            frames[1] = f"其中，{{}}{year}年{_ZH[n]}{{}}{_ZH_UNITS[n]}。"
        question = f"{year}年{_ZH[n]}多少{_ZH_UNITS[n].lstrip('万')}？"
        who = _ZH_WHO
    else:
        n = random_.randrange(len(_EN))
        m = random_.choice([k for k in range(len(_EN)) if k != n]) if label == "thing" else n
        frames = [f"{{}}{_EN[k]} in {y}." for y, k in ((year, n), (year + (label == "year"), m))]
        if label == "part":
            frames[1] = f"{{}}{_EN[n]} in {year} from abroad, including {{}} from the north."
            frames[1] = frames[1].format("{}", other * 3, "{}")
        question = f"How many {_EN[n].split()[-1]} did {_EN[n].split(' {}')[0].lower()} in {year}?".replace(
            "employed", "employ"
        )
        who = _EN_WHO
    return (
        question,
        frames[0].format(random_.choice(who), value),
        frames[1].format(random_.choice(who), other),
        label == "conflict",
    )


def test_random_pairs(markdown: READ) -> None:
    random_ = random.Random(20260101)
    false = missed = there = 0
    for _ in range(200):
        question, one, two, conflict = _pair(random_)
        told = bool(found(question, markdown(f"{one}\n\n{two}")))
        there, missed, false = there + conflict, missed + (conflict and not told), false + (told and not conflict)
    assert false <= 0.03 * (there - missed + false), f"{false} false, {missed} missed of {there}"
    assert missed <= 0.2 * there, f"{missed} missed of {there}"


def test_where_documents_differ_both_are_told_whatever_the_kind_of_value() -> None:
    texts = [
        ("mill.md", "Harl Mill: a history", "Harl Mill was founded in 1887 by Ann Crewe. The mill closed in 1954."),
        ("guide.md", "Harl Mill: a guide", "Harl Mill was founded in 1889. Guides speak two languages."),
        ("水库.md", "松河水库志略", "松河水库管理处共有职工127人。大坝高46米。"),
        ("开工.md", "松河水库开工", "松河水库管理处现有职工119人。下游两镇改用新水厂的水。"),
    ]
    made = open_collection(texts, Settings(), lambda line: None)
    founded = made.ask("When was Harl Mill founded?")
    assert founded.text.startswith("The documents differ on this:\n")
    assert "1887" in founded.text and "1889" in founded.text and len(founded.citations) == 2
    employed = made.ask("松河水庫管理處有多少職工？")
    assert employed.text.startswith("文檔對此說法不一：\n") and "127" in employed.text and "119" in employed.text
    assert "differ" not in made.ask("When did Harl Mill close?").text

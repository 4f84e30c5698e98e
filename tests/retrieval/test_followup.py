import pytest

from retrieval.answer import Turn
from retrieval.followup import resolve
from retrieval.names import default_names


def follow(question: str, *before: str) -> str:
    turns = [turn for text in before for turn in (Turn("user", text), Turn("assistant", "2001年，IBM"))]
    return resolve(question, turns, default_names())


SHARE = "2025年阿里云的份额是多少？"
SHARE_EN = "What was Alibaba Cloud's share in 2025?"


@pytest.mark.parametrize(
    ("question", "before", "read"),
    [
        ("那腾讯云呢？", SHARE, "2025年腾讯云的份额是多少?"),
        ("腾讯云", SHARE, "2025年腾讯云的份额是多少?"),
        ("2030年呢?", SHARE, "2030年阿里云的份额是多少?"),
        ("那到2030年是多少？", "2025年市场规模是多少？", "2030年市场规模是多少?"),
        ("那毛利率呢？", "2025年的市场规模是多少？", "2025年的毛利率是多少?"),
        ("And Tencent Cloud?", SHARE_EN, "What was Tencent Cloud's share in 2025?"),
        ("what about 2030?", SHARE_EN, "What was Alibaba Cloud's share in 2030?"),
        ("2030", SHARE_EN, "What was Alibaba Cloud's share in 2030?"),
        ("and two years on?", SHARE_EN, "What was Alibaba Cloud's share in 2027?"),
        ("再往后三年呢？", SHARE, "2028年阿里云的份额是多少?"),
        ("两年前呢？", SHARE, "2023年阿里云的份额是多少?"),
        ("那青年组呢？", "中年组保留了多少入声？", "青年组保留了多少入声?"),
        ("硕士呢？", "博士一个月给多少？", "硕士一个月给多少?"),
        (
            "And in Anzhang?",
            "How many aphids were found in Heshuo in May?",
            "How many aphids were found in Anzhang in May?",
        ),
        ("硕士呢？最多能领多久？", "博士一个月给多少？", "硕士一个月给多少? 最多能领多久?"),
        ("What about Dunmore?", "How many pupils does Ashby have?", "How many pupils does Dunmore have?"),
    ],
)
def test_what_is_named_takes_the_place_of_its_like(question: str, before: str, read: str) -> None:
    assert follow(question, before) == read


def test_swaps_follow_one_another() -> None:
    assert follow("2030年呢？", SHARE, "那腾讯云呢？") == "2030年腾讯云的份额是多少?"


@pytest.mark.parametrize(
    ("question", "before", "holds"),
    [
        ("它的份额是多少？", "华为云做什么？", ("华为云", "份额")),
        ("What are their margins?", "What do Huawei Cloud and AWS do?", ("Huawei Cloud", "AWS", "margins")),
        ("为什么？", "车企为何要用华为云？", ("华为云", "为什么")),
        ("Source?", SHARE_EN, ("Alibaba Cloud", "2025", "Source")),
        ("In English please", SHARE, ("阿里云", "2025")),
    ],
)
def test_what_points_back_is_read_with_what_it_points_to(question: str, before: str, holds: tuple[str, ...]) -> None:
    read = follow(question, before)
    assert [part for part in holds if part not in read] == []


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("2026年新能源汽车的渗透率是多少？", SHARE),
        ("Which company holds the largest market share in Japan?", SHARE_EN),
        ("谁在2018年成立了云与智慧产业事业群？", "犀牛工厂是什么？"),
        ("茶园2030年有多大?", "How much did the mill sell in 2025?"),
        ("茶园2030年有多大?", "茶厂2025年的产量是多少?"),
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str, before: str) -> None:
    assert follow(question, before) == follow(question)


def test_without_a_question_before_nothing_is_added() -> None:
    assert follow("那2030年呢？") == "那2030年呢?"
    assert resolve("那2030年呢？", [Turn("assistant", SHARE)], default_names()) == "那2030年呢?"
    assert resolve("那2030年呢？", [Turn("user", "  ")], default_names()) == "那2030年呢?"


def test_the_words_of_answers_are_not_taken_over() -> None:
    read = follow("那腾讯云呢？", SHARE)
    assert "IBM" not in read and "2001" not in read


def test_how_big_something_is_in_another_year_is_a_follow_up() -> None:
    assert follow("2030年有多大?", "茶园2025年面积是多少?") == "茶园2030年面积是多少?"

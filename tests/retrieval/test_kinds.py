"""The data file of kinds: it loads, every pattern is written for what it is matched against, and all kinds are known."""

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

import retrieval.query
from retrieval.query import Kind, fold_question, question_kind

DATA = tomllib.loads(Path(retrieval.query.__file__).with_name("kinds.toml").read_text(encoding="utf-8"))


def test_the_file_holds_every_kind_but_the_open_one() -> None:
    assert set(DATA) == set(get_args(Kind)) - {"open"}


def test_small_talk_and_orders_come_first() -> None:
    assert list(DATA)[:2] == ["chat", "order"]


def test_every_kind_is_told_in_both_languages() -> None:
    for kind, patterns in DATA.items():
        together = " ".join(patterns)
        assert re.search("[\u4e00-\u9fff]", together), kind
        assert re.search(r"[a-z]{3}", together), kind


def test_patterns_can_match_a_folded_question() -> None:
    """Questions are matched in small letters and half width: a capital or a wide mark could never match."""
    for kind, patterns in DATA.items():
        for pattern in patterns:
            assert re.compile(pattern)
            plain = re.sub(r"\\.", "", pattern)
            assert not re.search(r"[A-Z，：；（）０-９]", plain), (kind, pattern)


@pytest.mark.parametrize(
    "small_talk",
    [
        "你好，请问你是谁？",
        "你好呀，你都能帮我做些什么？",
        "Hello, who are you?",
        "What can you do for me?",
        "👍🎉",
        "test",
        "测试",
        "谢谢！",
        "哈哈哈",
        "你是机器人吗？",
        "你几岁了？",
        "給我講個笑話吧",
        "写一首诗",
        "请用一句话介绍你自己",
        "明白了",
        "How's it going?",
        "lol",
        "Are you a robot?",
        "Who made you?",
        "Tell me a joke, please!",
        "Can you help me?",
        "Do you speak Chinese?",
        "Got it",
    ],
)
def test_small_talk(small_talk: str) -> None:
    assert question_kind(fold_question(small_talk)) == "chat"


@pytest.mark.parametrize(
    "question",
    [
        "你好，华为云的份额是多少？",
        "Who are you calling a leader?",
        "云能做什么？",
        "2025?",
        "你好，今天天气怎么样？",
        "NIO users?",
        "Who made you the offer?",
        "How old are you to be when you join?",
        "help desk hours?",
        "好茶多少钱？",
        "早餐几点？",
        "哈密瓜多少钱？",
        "Can you help me find the fee?",
        "讲一讲这首诗的故事",
    ],
)
def test_a_question_is_no_small_talk(question: str) -> None:
    assert question_kind(fold_question(question)) != "chat"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was she built?", "when"),
        ("And since when does it run?", "when"),
        ("What did the ferry cost when she was built?", "open"),
        ("Who led the club when it won?", "who"),
    ],
)
def test_a_clause_that_says_when_asks_for_no_time(question: str, kind: str) -> None:
    assert question_kind(fold_question(question)) == kind

from tests.retrieval.pieces import ask


def test_a_question_that_stands_alone() -> None:
    asked = ask("  2025至2026年阿里雲的份額？ ".strip())
    assert asked.text == "2025至2026年阿里雲的份額？"
    assert asked.folded == asked.search == "2025至2026年阿里云的份额?"
    assert (asked.language, asked.kind, asked.resolved) == ("zh-hant", "figure", False)
    assert (asked.years, asked.year_range) == ((2025, 2026), (2025, 2026))


def test_a_follow_up_is_read_with_the_question_before() -> None:
    asked = ask("那腾讯云呢？", "2025年阿里云的份额是多少？")
    assert asked.resolved and asked.search == "2025年腾讯云的份额是多少?"
    assert asked.folded == "那腾讯云呢?"
    assert (asked.kind, asked.years) == ("figure", (2025,))
    assert [m.name.forms[0] for m in asked.names] == ["Tencent Cloud"]


def test_mentions_lie_in_the_text_that_is_searched_by() -> None:
    asked = ask("它们的份额呢？", "华为云和阿里云谁更大？")
    assert asked.mentions
    for mention in asked.mentions:
        assert asked.search[mention.start : mention.end] in mention.name.forms


def test_a_kind_of_its_own_is_kept() -> None:
    assert ask("为什么？", "2025年的份额是多少？").kind == "reason"
    assert ask("谢谢！", "2025年的份额是多少？").kind == "chat"

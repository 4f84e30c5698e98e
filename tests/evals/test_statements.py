from evals.statements import sentences, split_statements


def test_markers_before_and_after_the_full_stop() -> None:
    found = split_statements("甲为1。[1] 乙为2[2][3]。丙。")
    assert [(s.text, s.numbers) for s in found] == [("甲为1。", (1,)), ("乙为2", (2, 3)), ("丙。", ())]


def test_list_marks_go_but_numbers_stay() -> None:
    found = split_statements("- 480亿元 [1]\n2) 1.5倍 [2]\n• 3.5万辆 [3]")
    assert [s.text for s in found] == ["480亿元", "1.5倍", "3.5万辆"]


def test_a_heading_leans_on_all_that_follows_and_a_last_colon_on_nothing() -> None:
    first, second = split_statements("Two values:\nA [1]\n")
    assert (first.heading, first.numbers, second.numbers) == (True, (1,), (1,))
    (only,) = split_statements("Two values:")
    assert (only.heading, only.numbers) == (False, ())


def test_nothing_comes_of_nothing() -> None:
    assert split_statements("") == split_statements(" [1] ") == []


def test_sentences() -> None:
    assert sentences("甲。乙！Is it? Yes, 3.5.") == ["甲。", "乙！", "Is it?", "Yes, 3.5."]

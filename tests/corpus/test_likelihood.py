"""What is known of a text in its place."""

import pytest

from corpus.likelihood import FEATURES, WEIGHTS, Likelihood, unbalanced, word_score


def named(likelihood: Likelihood, before: str, text: str, after: str) -> dict[str, float]:
    return dict(zip(FEATURES, likelihood.features(before, text, after, ("", ""), 0), strict=True))


def test_every_feature_has_a_weight() -> None:
    assert len(FEATURES) == len(WEIGHTS)


@pytest.mark.parametrize(("text", "lone"), [("(一)", 0), ("一)(", 2), ("((二)", 1), ("《「》", 3), ("", 0)])
def test_marks_that_come_in_pairs(text: str, lone: int) -> None:
    assert unbalanced(text, "()《》「」") == lone


def test_a_document_makes_its_own_words_likelier() -> None:
    own, other = Likelihood(["克斯蒂獲得第九名,克斯蒂唱歌"], True), Likelihood(["河流經過山谷"], True)
    assert named(own, "歌手", "克", "斯蒂")["own"] > named(other, "歌手", "克", "斯蒂")["own"]


def test_a_form_that_nobody_writes_costs() -> None:
    likelihood = Likelihood(["河流經過山谷"], True)
    assert named(likelihood, "這", "箇", "人")["variant"] == 1
    assert named(likelihood, "這", "個", "人")["variant"] == 0
    assert named(likelihood, "這", "个", "人")["script"] == 1
    assert named(Likelihood(["這箇人"], True), "這", "箇", "人")["variant"] == 0


def test_words_are_likelier_than_their_characters_in_disorder() -> None:
    assert word_score("汽车云服务") > word_score("汽云车务服")


def feature(name: str, text: str) -> float:
    return Likelihood(["海邊的名校很多。"], traditional=True).features("", text, "", ("", ""), 0)[FEATURES.index(name)]


@pytest.mark.parametrize(("text", "stops"), [("“名。”", 1), ("“名校”。", 0), ("“他說，那是名校。”", 0)])
def test_a_stop_inside_a_quotation_of_a_word_or_two_is_seen(text: str, stops: int) -> None:
    assert feature("quoted", text) == stops


@pytest.mark.parametrize(("text", "doubled"), [("“名。”，", 1), ("。，", 1), ("“名校”，", 0)])
def test_stops_on_both_sides_of_a_closing_mark_are_doubled(text: str, doubled: int) -> None:
    assert feature("doubled", text) == doubled

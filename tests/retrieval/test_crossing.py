"""What being in the other language costs: what has no translation costs most, what is written alike nothing."""

import numpy as np

from index.static import StaticEmbedder
from retrieval.crossing import Crossing
from retrieval.late import POOLED_SHARE, LateScorer

MODEL = StaticEmbedder()
CROSSING = Crossing(MODEL, LateScorer(MODEL, np.ones(len(MODEL.vectors), np.float32)))


def test_lies_between_nothing_and_a_share_of_the_score() -> None:
    for query, other in (("How large is the market?", "zh"), ("市场有多大？", "en")):
        assert 0 <= CROSSING.handicap(query, other) <= (1 - POOLED_SHARE) / 4


def test_words_with_a_translation_cost_less_than_those_without() -> None:
    assert CROSSING.handicap("government", "zh") < CROSSING.handicap("zlotniczy", "zh")


def test_figures_and_the_language_itself_cost_nothing() -> None:
    assert CROSSING.handicap("2025", "zh") < 1e-4 and CROSSING.handicap("2025", "en") < 1e-4
    assert CROSSING.handicap("market", "en") < 1e-4 and CROSSING.handicap("市场", "zh") < 1e-4


def test_a_question_without_known_tokens_costs_nothing() -> None:
    assert CROSSING.handicap("", "zh") == CROSSING.handicap("", "en") == 0.0

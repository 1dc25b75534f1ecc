"""Of true and false sentences about a passage a summary shows no false one, and a fair part of the true ones."""

from __future__ import annotations

import pytest

from bot.language_model.holding import says
from bot.language_model.likeness import Likeness
from bot.language_model.summary import LEAST_COSINE, is_held
from eval.paraphrases import Case, rates, read_cases, shown_cases
from index.encoder import load_encoder

CASES = read_cases()
LEAST_TRUE = {"zh": 0.5, "en": 0.1}


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(load_encoder)


@pytest.fixture(scope="module")
def shown(likeness: Likeness) -> list[Case]:
    return shown_cases(CASES, lambda case: is_held(case.sentence, case.passage, likeness, case.organisation))


@pytest.mark.parametrize("language", LEAST_TRUE)
def test_there_are_forty_of_each(language: str) -> None:
    for true in (True, False):
        assert len([case for case in CASES if (case.language, case.true) == (language, true)]) >= 40


def test_no_false_sentence_is_shown(shown: list[Case]) -> None:
    assert [case.sentence for case in shown if not case.true] == []


@pytest.mark.parametrize("language", LEAST_TRUE)
def test_a_fair_part_of_the_true_ones_is_shown(shown: list[Case], language: str) -> None:
    true = [case for case in CASES if case.true and case.language == language]
    assert len([case for case in true if case in shown]) >= LEAST_TRUE[language] * len(true)
    assert any(line.startswith(f"{language}: true ") for line in rates(CASES, shown))


def test_what_its_passage_says_is_near_enough(likeness: Likeness) -> None:
    held = [(case, says(case.passage, case.sentence, case.organisation)) for case in CASES if case.true]
    nearness = [likeness.cosine(case.sentence, unit) for case, unit in held if unit]
    assert min(one for one in nearness if one is not None) >= LEAST_COSINE

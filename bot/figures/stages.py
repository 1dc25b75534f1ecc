"""Stages of a plan that English papers print side by side: requested, proposed and adopted for one year."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from index.model import Document
from index.text import fold
from prompts import load_yaml

ADOPTED = "adopted"
REVISED = "revised"
LONG_TERM = "long-term"
"""What an older plan for several years had for the year: the plan of the year itself goes before it."""
UNASKED = {ADOPTED: 0.0, REVISED: 1.0, LONG_TERM: 1.0, "proposed": 1.0, "requested": 2.0}
"""What a column of a stage loses where no stage is asked for: what was adopted goes before it, and it is named beside."""
OTHER_PROPOSAL = 1.0
"""What a request loses where a proposal is asked for, and the other way round: neither is what was adopted."""


@lru_cache(2048)
def stage_of(column: tuple[str, ...]) -> str:
    """The stage that a column's headers say, the lowest that says one; "" where none does."""
    for header in reversed(column):
        said = fold(header)
        if said.isascii() or re.search("[a-z]{4}", said):
            for stage, pattern in _patterns().items():
                if pattern.search(said):
                    return stage
    return ""


def fits_stage(column: tuple[str, ...], stages: frozenset[str] | None) -> bool:
    """Whether a column may answer for the stages asked for: a proposal never for what was adopted, nor this for it."""
    own = stage_of(column)
    if stages is None or not own:
        return True
    if own in (REVISED, LONG_TERM):
        return False
    return own in stages if own == ADOPTED else bool(stages - {ADOPTED})


def paper_fits(document: Document, column: tuple[str, ...], stages: frozenset[str] | None) -> bool:
    """Whether a column that says no stage may answer for those asked for by what its paper is called: Proposed Budget."""
    if stages is None or stage_of(column):
        return True
    return fits_stage((document.name.replace("_", " "), document.title.replace("_", " ")), stages)


def stage_loss(column: tuple[str, ...], stages: frozenset[str] | None) -> float:
    """What a column loses by being of another stage than is asked for, or than is usual where none is."""
    own = stage_of(column)
    if not own:
        return 0.0
    if stages is None:
        return UNASKED[own]
    return 0.0 if own in stages else OTHER_PROPOSAL


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = {**load_yaml("cues.yaml")["stages"], **load_yaml("cues.yaml")["stages_printed"]}
    return {stage: re.compile(rf"\b(?:{'|'.join(map(re.escape, said))})\b") for stage, said in words.items()}

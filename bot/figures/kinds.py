"""The kind of a figure, plan or outcome, where a question does not name it: what one of another kind than is usual loses."""

from __future__ import annotations

from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.reading.frame import Frame
from index.model import Document, Fact, Kind

UNASKED_KIND = 3.0
EARLIER_OUTCOME = 1.0
"""An outcome that a later year's paper gives: that year's own outturn goes before it."""


def unusual_kind(fact: Fact, document: Document, *, planned: bool) -> float:
    """What a fact loses by its kind where the question names none: a document's own kind is meant, of an earlier year
    what came of it unless the plan is asked for.
    """
    if planned and fact.kind in PLANS and fact.kind != document.kind:
        return PLANS[fact.kind]
    if planned or fact.year is None or document.year is None or fact.year >= document.year:
        own = fact.kind == document.kind or {fact.kind, document.kind} <= OUTCOMES  # 全年执行数 of a paper of outturns
        return 0.0 if own else UNASKED_KIND
    return EARLIER_OUTCOME if fact.kind in OUTCOMES else UNASKED_KIND


def with_all_outcomes(frame: Frame, catalogue: Catalogue) -> Frame:
    """A frame of outturns over papers of outturns alone, with what these call 全年执行数."""
    settled = all(catalogue.documents[one].kind == "outturn" for one in frame.documents)
    return replace(frame, kinds=frozenset(OUTCOMES)) if settled and frame.kinds == frozenset({"outturn"}) else frame


PLANS = {"budget": 0.0, "adjusted": 1.0}
"""What the plans that an outturn prints lose where the plan is asked for: 年初预算数 goes before 调整预算数."""
OUTCOMES: frozenset[Kind] = frozenset({"executed", "outturn"})


def same_kinds(kind: str | None) -> frozenset[str]:
    """The kind that a change is measured from, where the question names it; 执行数 and 决算数 are both what came out."""
    return OUTCOMES if kind in OUTCOMES else frozenset({kind} if kind else ())

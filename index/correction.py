"""What a user puts right about a document: whose it is, of which year, of what kind and level, and where its file
stands. Its figures follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from index.errors import BadInput
from index.model import Document, Fact, IndexedDocument, Kind, Level
from index.store.facts import FactFilter, FactStore

KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS: tuple[Level, ...] = get_args(Level)
YEARS = range(1949, 2101)
LONGEST_NAME = 200
CORRECTABLE = ("organisation", "year", "kind", "level")


def correct_document(facts: FactStore, wanted: Document) -> None:
    """Puts the store's document of this id right, with its figures; what was changed has "user" as its evidence.

    Raises BadInput for a document that is not there, and for a year, kind or level that no document has.
    """
    if wanted.kind not in KINDS or wanted.level not in LEVELS or (wanted.year is not None and wanted.year not in YEARS):
        raise BadInput(
            f"A document has a year from {YEARS[0]} to {YEARS[-1]}, one of the kinds {', '.join(KINDS)}, "
            f"and one of the levels {', '.join(LEVELS)}."
        )
    scope = frozenset({wanted.id})
    held = facts.documents(scope)
    if not held:
        raise BadInput("This document is no longer in the store. Open the list again.")
    old = held[0]
    wanted = replace(wanted, organisation=wanted.organisation.strip()[:LONGEST_NAME])
    changed = [name for name in CORRECTABLE if getattr(wanted, name) != getattr(old, name)]
    new = replace(
        old,
        organisation=wanted.organisation,
        year=wanted.year,
        kind=wanted.kind,
        level=wanted.level,
        evidence={**old.evidence, **dict.fromkeys(changed, "user")},
    )
    _put_in_place(facts, old, new)


def rename_document(facts: FactStore, old: Document, name: str, path: str) -> None:
    """A document that is held goes under another name from now on, and its file is kept at another path."""
    _put_in_place(facts, old, replace(old, name=name, path=path))


def _put_in_place(facts: FactStore, old: Document, new: Document) -> None:
    scope = frozenset({old.id})
    searchable = old.id not in facts.unsearchable()
    facts.add(
        IndexedDocument(
            new,
            tuple(facts.tables(new.id)),
            tuple(_moved(facts.facts(FactFilter(documents=scope)), old, new)),
            tuple(facts.passages_of(new.id)),
            tuple(facts.findings(scope=scope)),
            tuple(facts.issues(new.id)),
            facts.readings(scope)[new.id],
        )
    )
    if searchable:
        facts.mark_searchable(new.id)


def _moved(facts: Sequence[Fact], old: Document, new: Document) -> list[Fact]:
    """The facts of a corrected document: what each had from the document follows it, what a table said itself stays.

    Years that the document told (its own, the one before it) move by as much as its year does.
    """
    shift = new.year - old.year if new.year and old.year else None
    moved = []
    for fact in facts:
        year = fact.year
        if year is None or year == old.year:
            year = new.year
        elif shift is not None:
            year += shift
        moved.append(
            replace(
                fact,
                organisation=new.organisation if fact.organisation == old.organisation else fact.organisation,
                year=year,
                kind=new.kind if fact.kind == old.kind else fact.kind,
            )
        )
    return moved

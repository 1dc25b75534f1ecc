"""A correction by the user: the document and its figures follow, what a table said itself stays, nothing else moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_store import document, everything

from index.correction import correct_document
from index.errors import BadInput
from index.store.facts import FactFilter, SqlFactStore, open_sqlite


@pytest.fixture
def facts(tmp_path: Path) -> Iterator[SqlFactStore]:
    store = open_sqlite(tmp_path / "facts.sqlite")
    store.add(document())
    store.add(document("b.txt", owner="某市水务局", content="two"))
    yield store
    store.close()


def test_figures_follow_the_document_and_the_other_document_stays(facts: SqlFactStore) -> None:
    old, other = facts.documents()
    untouched = facts.facts(FactFilter(documents=frozenset({other.id})))
    correct_document(facts, replace(old, organisation=" 某县教育局 ", year=2022, kind="outturn", level="unit"))
    new, same = facts.documents()
    assert (new.organisation, new.year, new.kind, new.level) == ("某县教育局", 2022, "outturn", "unit")
    assert new.evidence == dict.fromkeys(("organisation", "year", "kind", "level"), "user")
    moved = facts.facts(FactFilter(documents=frozenset({new.id})))
    assert {fact.year for fact in moved} == {2022, 2021}
    assert {fact.organisation for fact in moved} == {"某县教育局"}
    assert (same, facts.facts(FactFilter(documents=frozenset({other.id})))) == (other, untouched)


def test_reading_findings_and_searchability_stay(facts: SqlFactStore) -> None:
    old = facts.documents()[0]
    facts.mark_searchable(old.id)
    before = everything(facts)
    correct_document(facts, replace(old, level="unit"))
    after = everything(facts)
    assert old.id not in facts.unsearchable()
    kept = ("readings", "findings", "issues", "passages", "tables", "names")
    assert [after[key] for key in kept] == [before[key] for key in kept]


@pytest.mark.parametrize("wrong", [{"year": 1900}, {"kind": "other"}, {"level": "city"}, {"id": "none"}])
def test_what_no_document_has_is_refused_and_changes_nothing(facts: SqlFactStore, wrong) -> None:
    before = everything(facts)
    with pytest.raises(BadInput):
        correct_document(facts, replace(facts.documents()[0], **wrong))
    assert everything(facts) == before

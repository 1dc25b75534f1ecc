"""The exact store: a document enters and leaves whole, scopes hold, nothing changes on the way in and out."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import grid

from index.audit import audit
from index.chunks import build_passages
from index.errors import StoreBusy, StoreError
from index.facts import table_facts
from index.model import Document, Fact, Finding, Heading, IndexedDocument, Paragraph, Place, ReadIssue, ReadResult, Unit
from index.prose import prose_facts
from index.reading import report_reading
from index.store.facts import FactFilter, SqlFactStore, open_sqlite
from index.store.folder import open_store
from index.store.records import (
    FACT_COLUMNS,
    fact_from_row,
    fact_to_row,
    place_from_text,
    place_to_text,
    table_from_json,
    table_to_json,
)
from index.tables import build_tables

ROOT = Path(__file__).parents[2]
FORM = """
项目      | 合计    | 基本支出 | 项目支出
教育支出  | 300.50 | 100     | 200.50
  高等教育 | 300.50 | 100     | 200.50
国防支出  |        |         |
合计      | 300.50 | 100     | 200.50
"""


def document(
    name: str = "a.txt", *, owner: str = "某市教育局", year: int = 2024, content: str = "one"
) -> IndexedDocument:
    """A small paper with one form, a sentence with a figure, a finding and something unread."""
    one = Document(
        id=f"{name}-{content}", name=name, path=f"/papers/{name}", sha256=content, title=f"{owner}{year}年部门预算",
        organisation=owner, year=year, kind="budget", level="department", pages=None, evidence={"year": "user"},
    )  # fmt: skip
    heading = Heading("支出预算表", 1, Place(lines=(1, 1)))
    said = Paragraph(f"{year}年“三公”经费预算数为12.50万元，比{year - 1}年预算增加2.10万元。", Place(lines=(20, 20)))
    blocks = (
        heading,
        Paragraph("单位：元", Place(lines=(2, 2))),
        grid(FORM),
        Heading("三公经费说明", 1, Place()),
        said,
    )
    tables = build_tables(one.id, blocks)
    facts = (*table_facts(one, tables), *prose_facts(one, blocks))
    passages = build_passages(one.id, blocks, tables)
    audited = audit(one, blocks, tables, facts)
    findings = (
        *audited.findings,
        Finding(f"{one.id}-f", one.id, "x", "error", "不符", "1 + 1 = 3", (facts[0].id,)),
    )
    result = ReadResult(blocks, (ReadIssue("第3页没有读出", Place(page=3)),), pages=3, silent_pages=(3,))
    reading = report_reading(result, tables, facts, audited)
    return IndexedDocument(one, tables, facts, passages, findings, result.issues, reading)


@pytest.fixture
def facts(tmp_path: Path) -> Iterator[SqlFactStore]:
    store = open_sqlite(tmp_path / "facts.sqlite")
    yield store
    store.close()


def everything(store: SqlFactStore) -> dict[str, object]:
    """All that a reader can see."""
    ids = [one.id for one in store.documents()]
    return {
        "documents": store.documents(),
        "facts": store.facts(FactFilter()),
        "tables": [store.tables(one) for one in ids],
        "passages": [store.passages_of(one) for one in ids],
        "issues": [store.issues(one) for one in ids],
        "readings": store.readings(),
        "names": sorted(map(repr, store.names())),
        "findings": sorted(map(repr, store.findings())),
    }


# ---- in and out ----------------------------------------------------------------------------------------------------


def test_what_goes_in_comes_out_equal(facts: SqlFactStore) -> None:
    given_document = document()
    assert len(given_document.facts) > 10
    facts.add(given_document)
    assert facts.documents() == [given_document.document]
    assert tuple(facts.tables(given_document.document.id)) == given_document.tables
    assert tuple(facts.facts(FactFilter())) == given_document.facts
    assert tuple(facts.passages_of(given_document.document.id)) == given_document.passages
    assert set(facts.findings()) == set(given_document.findings)
    assert tuple(facts.issues(given_document.document.id)) == given_document.issues
    assert facts.readings() == {given_document.document.id: given_document.reading}
    assert given_document.reading.unchecked


def test_a_blank_cell_stays_blank_and_is_not_zero(facts: SqlFactStore) -> None:
    facts.add(document())
    blank = facts.facts(FactFilter(row_keys=frozenset({"国防支出"})))
    assert len(blank) == 3
    assert facts.holds(FactFilter(row_keys=frozenset({"国防支出"})))
    assert not facts.holds(FactFilter(row_keys=frozenset({"国防支出"}), years=frozenset({1949})))
    assert {fact.value for fact in blank} == {None}
    assert all(fact.blank and fact.value_yuan is None for fact in blank)


def test_different_texts_of_columns_come_without_reading_the_facts(facts: SqlFactStore) -> None:
    facts.add(document())
    wanted = FactFilter(source="table", row_keys=frozenset({"教育支出", "高等教育"}))
    told = {(fact.row, fact.kind) for fact in facts.facts(wanted)}
    assert sorted(facts.different(wanted, "row", "kind")) == sorted(told)
    assert facts.different(FactFilter(years=frozenset({1949})), "row") == []


def test_a_store_of_an_earlier_version_gets_the_indexes_that_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    open_sqlite(path).add(document())
    anchors = FactFilter(anchors_only=True)
    whole = open_sqlite(path).facts(anchors)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX ix_facts_anchor")
    assert open_sqlite(path).facts(anchors) == whole != []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'ix_facts_anchor'").fetchone() == (
            1,
        )


def test_the_founding_document_comes_out_as_it_went_in(shared_data: Path, tmp_path: Path) -> None:
    from index.build import read_document

    whole = read_document(shared_data / "sast-2023-budget.txt")
    store = open_sqlite(tmp_path / "facts.sqlite")
    store.add(whole)
    assert tuple(store.tables(whole.document.id)) == whole.tables
    assert tuple(store.facts(FactFilter())) == whole.facts
    store.close()


class Interrupted(Exception):
    pass


class Breaking(tuple):
    """Passages of which the second cannot be had: what a failure in the middle of `add` looks like."""

    def __iter__(self):
        yield next(super().__iter__())
        raise Interrupted


def test_a_failure_in_the_middle_of_adding_leaves_nothing_behind(facts: SqlFactStore) -> None:
    facts.add(document("kept.txt"))
    before, revision = everything(facts), facts.revision()
    broken = document("broken.txt")
    with pytest.raises(Interrupted):
        facts.add(replace(broken, passages=Breaking(broken.passages)))
    assert everything(facts) == before
    assert facts.revision() == revision


def test_a_failure_while_replacing_keeps_the_old_document_whole(facts: SqlFactStore) -> None:
    facts.add(document(content="old"))
    before = everything(facts)
    new = document(content="new", owner="某市卫生局")
    with pytest.raises(Interrupted):
        facts.add(replace(new, passages=Breaking(new.passages)))
    assert everything(facts) == before


def test_a_twice_given_fact_id_is_refused_whole(facts: SqlFactStore) -> None:
    broken = document()
    with pytest.raises(Exception, match="UNIQUE"):
        facts.add(replace(broken, facts=(*broken.facts, broken.facts[0])))
    assert facts.documents() == []
    assert facts.facts(FactFilter()) == []


def test_a_document_of_the_same_path_takes_the_place_of_the_old_one(facts: SqlFactStore) -> None:
    facts.add(document(content="old", owner="某市教育局"))
    facts.add(document(content="new", owner="某市卫生局"))
    alone = open_sqlite_of(document(content="new", owner="某市卫生局"), facts)
    assert everything(facts) == alone


def open_sqlite_of(indexed: IndexedDocument, beside: SqlFactStore) -> dict[str, object]:
    """What a store that holds only this document shows."""
    store = open_sqlite(Path(str(beside._engine.url.database) + ".other"))
    store.add(indexed)
    found = everything(store)
    store.close()
    return found


def test_removing_takes_everything_of_one_document_and_nothing_of_another(facts: SqlFactStore) -> None:
    facts.add(document("a.txt"))
    before = everything(facts)
    facts.add(document("b.txt", owner="某市卫生局"))
    facts.remove(document("b.txt").document.id)
    assert everything(facts) == before
    facts.remove("no such document")
    assert everything(facts) == before


@pytest.mark.parametrize("change", ["add", "replace", "remove"])
def test_every_change_changes_the_revision(facts: SqlFactStore, change: str) -> None:
    facts.add(document())
    before = facts.revision()
    if change == "remove":
        facts.remove(document().document.id)
    else:
        facts.add(document("b.txt") if change == "add" else document(content="two"))
    assert facts.revision() != before


def test_a_reading_changes_no_revision(facts: SqlFactStore) -> None:
    facts.add(document())
    before = facts.revision()
    everything(facts)
    assert facts.revision() == before


# ---- scopes --------------------------------------------------------------------------------------------------------


def test_a_scope_limits_every_query(facts: SqlFactStore) -> None:
    one, two = document("a.txt"), document("b.txt", owner="某市卫生局")
    facts.add(one)
    facts.add(two)
    scope = frozenset({one.document.id})
    assert facts.documents(scope) == [one.document]
    assert {fact.document for fact in facts.facts(FactFilter(documents=scope))} == scope
    assert {name.document for name in facts.names(scope)} == scope
    assert {finding.document for finding in facts.findings(scope=scope)} == scope
    assert {finding.document for finding in facts.findings([two.facts[0].id], scope)} == set()
    assert facts.table(two.tables[0].id, scope) is None
    assert facts.table(one.tables[0].id, scope) == one.tables[0]
    assert {passage.document for passage in facts.passages_under(["说明", "支出"], scope)} <= scope
    ids = [passage.id for passage in (*one.passages, *two.passages)]
    assert {passage.document for passage in facts.passages(ids, scope)} == scope


def test_an_empty_scope_sees_nothing(facts: SqlFactStore) -> None:
    facts.add(document())
    nothing: frozenset[str] = frozenset()
    assert facts.documents(nothing) == []
    assert facts.facts(FactFilter(documents=nothing)) == []
    assert list(facts.names(nothing)) == []
    assert facts.findings(scope=nothing) == []


def test_findings_are_found_however_many_facts_are_asked_about(facts: SqlFactStore) -> None:
    given_document = document()
    facts.add(given_document)
    wanted = [finding for finding in given_document.findings if finding.facts]
    asked = [*(f"no-such-{number}" for number in range(1200)), *(one for finding in wanted for one in finding.facts)]
    assert wanted
    assert set(facts.findings(asked)) == set(wanted)


def test_the_store_tells_which_figures_have_findings_and_which_documents_forms_of_goals(facts: SqlFactStore) -> None:
    one, two = document("a.txt"), document("b.txt", owner="某市卫生局")
    goals = replace(two, passages=(replace(two.passages[0], kind="goals"), *two.passages[1:]))
    assert facts.audited() == facts.with_goals() == frozenset()
    facts.add(one)
    facts.add(goals)
    assert facts.audited() == {fact for finding in (*one.findings, *two.findings) for fact in finding.facts}
    assert facts.with_goals() == {two.document.id}
    assert facts.with_goals(frozenset({one.document.id})) == frozenset()


def test_every_condition_of_a_filter_must_hold(facts: SqlFactStore) -> None:
    facts.add(document())
    every = facts.facts(FactFilter())
    for wanted, holds in (
        (FactFilter(row_keys=frozenset({"教育支出"})), lambda fact: fact.row == "教育支出"),
        (FactFilter(source="prose"), lambda fact: fact.source == "prose"),
        (FactFilter(years=frozenset({2023})), lambda fact: fact.year == 2023),
        (FactFilter(ids=frozenset({every[3].id})), lambda fact: fact.id == every[3].id),
        (FactFilter(row_keys=frozenset()), lambda fact: False),
        (FactFilter(source="table", anchors_only=True), lambda fact: fact.source == "table" and fact.total),
    ):
        assert facts.facts(wanted) == [fact for fact in every if holds(fact)]


def test_names_hold_every_label_and_header(facts: SqlFactStore) -> None:
    facts.add(document())
    texts = {name.text for name in facts.names()}
    assert {"教育支出", "高等教育", "基本支出", "项目支出", "支出预算表"} <= texts
    parents = {name.text: name.parent for name in facts.names() if name.role == "row"}
    assert parents["高等教育"] == "教育支出"


# ---- exactness -----------------------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15),
    st.integers(-(10**18), 10**18).map(Decimal),
)
UNITS = st.sampled_from([Unit("元", Decimal(1)), Unit("万元", Decimal(10_000)), Unit("%", None), Unit("个", None)])
PLACES = st.builds(
    Place,
    page=st.none() | st.integers(1, 999),
    lines=st.none() | st.tuples(st.integers(1, 999), st.integers(1, 999)),
    sheet=st.none() | st.text(max_size=5),
    cell=st.none() | st.sampled_from(["A1", "D12"]),
    box=st.none() | st.tuples(*[st.floats(0, 1000, allow_nan=False)] * 4),
)


@settings(max_examples=200)
@given(value=VALUES, unit=UNITS, place=PLACES, column=st.lists(st.sampled_from(["支出", "合计", "a/b"]), max_size=3))
def test_a_fact_survives_its_record_exactly(value, unit: Unit, place: Place, column: list[str]) -> None:
    fact = replace(document().facts[0], value=value, unit=unit, place=place, column=tuple(column))
    record = fact_to_row(fact, 1)
    again = fact_from_row([record[column.name] for column in FACT_COLUMNS])
    assert again == fact
    assert not any(isinstance(one, float) for one in record.values())
    assert str(again.value) == (str(fact.value) if value is None else format(value, "f"))
    if record["fen"] is not None:
        assert Decimal(record["fen"]) / 100 == fact.value_yuan


@given(place=PLACES)
def test_a_place_survives_its_record(place: Place) -> None:
    assert place_from_text(place_to_text(place)) == place


def test_a_table_survives_its_record() -> None:
    for table in document().tables:
        assert table_from_json(table_to_json(table)) == table


# ---- one folder, several processes ---------------------------------------------------------------------------------

WRITER = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
from pathlib import Path
from test_store import document
from index.store.facts import open_sqlite
store = open_sqlite(Path({path!r}))
for number in range(12):
    store.add(document("a.txt", content=str(number)))
    store.add(document(f"b{{number}}.txt"))
print("done")
"""


def test_a_reader_sees_whole_documents_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite"
    store = open_sqlite(path)
    store.add(document("a.txt", content="first"))
    size = len(document().facts)
    script = WRITER.format(root=str(ROOT), here=str(Path(__file__).parent), path=str(path))
    writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    revisions = set()
    while writer.poll() is None:
        revisions.add(store.revision())
        facts = store.facts(FactFilter())
        assert facts, "the replaced document was away for a moment"
        assert len(facts) % size == 0, "half a document was seen"
    said, wrong = writer.communicate()
    assert said.strip() == "done", wrong
    assert len(store.documents()) == 13
    assert store.revision() > min(revisions)
    store.close()


def test_a_store_that_another_process_writes_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.facts.LOCK_SECONDS", 0.1)
    store = open_sqlite(tmp_path / "facts.sqlite")
    store.add(document())
    before = everything(store)
    with closing(sqlite3.connect(tmp_path / "facts.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for change in (lambda: store.add(document("b.txt")), lambda: store.remove(document().document.id)):
            with pytest.raises(StoreBusy) as refused:
                change()
            assert "another process" in one_sentence(refused.value)
        assert everything(store) == before
    store.close()


def test_many_threads_read_one_store(facts: SqlFactStore) -> None:
    from concurrent.futures import ThreadPoolExecutor

    facts.add(document())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: len(facts.facts(FactFilter())), range(40)))
    assert set(found) == {len(document().facts)}


def test_a_folder_forgets_the_words_of_a_replaced_document(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s", create=True)
    store.add(document(content="old"))
    store.add(document(content="new"))
    ids = {passage.id for passage in document(content="new").passages}
    assert {passage for passage, _ in store.words.query("三公经费预算数", 20, None)} <= ids
    store.remove(document(content="new").document.id)
    assert store.words.query("三公经费预算数", 20, None) == []
    store.close()


def test_a_folder_says_which_documents_wait_for_their_vectors(tmp_path: Path) -> None:
    store = open_store(tmp_path / "s", create=True)
    store.add(document())
    assert store.facts.unsearchable() == [document().document.id]
    store.facts.mark_searchable(document().document.id)
    assert store.facts.unsearchable() == []
    store.close()


# ---- a store that cannot be used -----------------------------------------------------------------------------------


def one_sentence(error: Exception) -> str:
    text = str(error)
    assert text
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def test_a_file_that_is_no_database_is_refused_with_the_next_step(tmp_path: Path) -> None:
    (tmp_path / "facts.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError) as refused:
        open_sqlite(tmp_path / "facts.sqlite")
    assert "index again" in one_sentence(refused.value)


def test_a_fact_of_money_has_its_value_in_yuan() -> None:
    fact: Fact = next(fact for fact in document().facts if fact.unit.name == "万元")
    assert fact.value_yuan == fact.value * 10_000

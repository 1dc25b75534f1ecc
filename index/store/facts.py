"""The exact half of the store: documents, tables, facts, passages and findings in SQL, through SQLAlchemy Core.

SQLite in one file by default (WAL: readers never wait for the writer). Money is kept as integer 分 beside the printed
text, the exact value as text and the unit; nothing is ever a float. A document enters and leaves in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

import sqlalchemy as sa

from index.errors import StoreBusy, StoreError
from index.model import Document, Fact, Finding, IndexedDocument, Passage, Place, Reading, ReadIssue, Table
from index.store.leaves import HEADER_REACH, FlatTable, header_of, leaf_from_row, under_whole_place
from index.store.records import (
    FACT_COLUMNS,
    NameRole,
    fact_from_row,
    fact_to_row,
    name_rows,
    passage_from_row,
    place_to_text,
    reading_from_json,
    reading_to_json,
    table_from_json,
    table_to_json,
)
from index.store.schema import (
    DOCUMENTS,
    FACTS,
    FINDING_FACTS,
    FINDINGS,
    IS_ANCHOR,
    METADATA,
    NAMES,
    PASSAGES,
    STATE,
    TABLES,
)

Scope = frozenset[str] | None
"""Document ids that a query may see; None for all."""
LOCK_SECONDS = 30
_IN_LIST = 500
"""Most values that one query is given."""
FEWEST_ROWS = 10
"""A shorter table is a form, not a list of records."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the index holds: a row label, a column header, a table title or a section heading."""

    key: str
    text: str
    role: NameRole
    table_id: str
    code: str
    document: str
    parent: str
    """Key of the label above it, "" for a root: 购置费 under 公务用车购置及运行费."""


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts: every given condition must hold; None means any. Keys are `index.text.core_key`s."""

    documents: Scope = None
    row_keys: frozenset[str] | None = None
    column_keys: frozenset[str] | None = None
    """Keys of what the column is of (`index.text.column_item`)."""
    group_keys: frozenset[str] | None = None
    """For prose: keys of the project or section that the figure belongs to."""
    anchors_only: bool = False
    """Only rows that stand for their whole table: totals, and rows without a label."""
    codes: frozenset[str] | None = None
    table_ids: frozenset[str] | None = None
    years: frozenset[int] | None = None
    ids: frozenset[str] | None = None
    source: Literal["table", "prose"] | None = None


_CONDITIONS = {
    "documents": FACTS.c.document,
    "row_keys": FACTS.c.row_key,
    "column_keys": FACTS.c.column_key,
    "group_keys": FACTS.c.group_key,
    "codes": FACTS.c.row_code,
    "table_ids": FACTS.c.table_id,
    "years": FACTS.c.year,
    "ids": FACTS.c.id,
    "source": FACTS.c.source,
}
"""Field of a `FactFilter` → the column that must hold it, or one of its values."""


def _given(wanted: FactFilter) -> dict[str, list[Any]]:
    """The conditions of a filter that limit anything, with the values that meet them."""
    asked = {name: getattr(wanted, name) for name in _CONDITIONS}
    return {
        name: [value] if isinstance(value, str) else sorted(value) for name, value in asked.items() if value is not None
    }


@cache
def _facts_query(given: frozenset[str], *, anchors_only: bool) -> sa.Select[Any]:
    """The query for these conditions, each with a parameter of its name: putting it together costs more than running it."""
    query = sa.select(*FACT_COLUMNS).order_by(FACTS.c.document, FACTS.c.ordinal)
    for name in sorted(given):
        query = query.where(_CONDITIONS[name].in_(sa.bindparam(name, expanding=True)))
    return query.where(IS_ANCHOR) if anchors_only else query


@cache
def _any_fact_query(given: frozenset[str], *, anchors_only: bool) -> sa.Select[Any]:
    """The query for the first fact that meets these conditions, whichever it is."""
    facts = _facts_query(given, anchors_only=anchors_only)
    return facts.with_only_columns(FACTS.c.id).order_by(None).limit(1)


@cache
def _different_query(names: tuple[str, ...], given: frozenset[str], *, anchors_only: bool) -> sa.Select[Any]:
    """The query for the different values of some columns of the facts that meet these conditions."""
    facts = _facts_query(given, anchors_only=anchors_only)
    return facts.with_only_columns(*(FACTS.c[name] for name in names)).order_by(None).distinct()


@cache
def _passages_query(*, scoped: bool) -> sa.Select[Any]:
    """The query for passages with some ids, and of some documents."""
    query = sa.select(PASSAGES).where(PASSAGES.c.id.in_(sa.bindparam("ids", expanding=True)))
    return query.where(PASSAGES.c.document.in_(sa.bindparam("documents", expanding=True))) if scoped else query


class FactStore(Protocol):
    """What the bot needs of the exact store, whichever database holds it. Every query takes the documents it may see."""

    def add(self, indexed: IndexedDocument) -> None: ...
    def remove(self, document: str) -> None: ...
    def mark_searchable(self, document: str) -> None: ...
    def unsearchable(self) -> list[str]: ...
    def documents(self, scope: Scope = None) -> list[Document]: ...
    def issues(self, document: str) -> list[ReadIssue]: ...
    def readings(self, scope: Scope = None) -> dict[str, Reading]: ...
    def names(self, scope: Scope = None) -> Iterator[Name]: ...
    def owners(self, scope: Scope = None) -> list[tuple[str, str, str]]: ...
    def facts(self, wanted: FactFilter) -> list[Fact]: ...
    def holds(self, wanted: FactFilter) -> bool: ...
    def different(self, wanted: FactFilter, *names: str) -> list[tuple[str, ...]]: ...
    def table(self, table_id: str, scope: Scope = None) -> Table | None: ...
    def tables(self, document: str) -> list[Table]: ...
    def flat_tables(self, scope: Scope = None) -> dict[str, str]: ...
    def flat_table(self, table_id: str) -> FlatTable: ...
    def passages(self, ids: Sequence[str], scope: Scope = None) -> list[Passage]: ...
    def passages_of(self, document: str) -> list[Passage]: ...
    def passages_under(self, headings: Sequence[str], scope: Scope = None) -> list[Passage]: ...
    def with_goals(self, scope: Scope = None) -> frozenset[str]: ...
    def audited(self) -> frozenset[str]: ...
    def findings(self, facts: Iterable[str] | None = None, scope: Scope = None) -> list[Finding]: ...
    def revision(self) -> int: ...


class SqlFactStore:
    """`FactStore` over any SQLAlchemy engine."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        METADATA.create_all(engine)
        self._index_older()

    def _index_older(self) -> None:
        """Make what indexes a store of an earlier version lacks."""
        held = {index["name"] for index in sa.inspect(self._engine).get_indexes(FACTS.name)}
        missing = [index for index in FACTS.indexes if index.name not in held]
        if missing:
            with self._engine.begin() as connection:
                for index in missing:
                    connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))
            self.count_rows()

    def count_rows(self) -> None:
        """Let the database know how its rows spread, by which it chooses among its indexes."""
        with self._writing() as connection:
            connection.execute(sa.text(f"ANALYZE {FACTS.name}"))

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    def add(self, indexed: IndexedDocument) -> None:
        """Put one document in, whole; a document with the same path or id leaves in the same transaction."""
        document = indexed.document
        same = sa.or_(DOCUMENTS.c.id == document.id, DOCUMENTS.c.path == document.path)
        with self._writing() as connection:
            for old in connection.execute(sa.select(DOCUMENTS.c.id).where(same)).scalars().all():
                _delete(connection, old)
            values = {**asdict(document), "evidence": json.dumps(document.evidence, ensure_ascii=False)}
            issues = json.dumps(
                [(issue.message, place_to_text(issue.place)) for issue in indexed.issues], ensure_ascii=False
            )
            values |= {"issues": issues, "reading": reading_to_json(indexed.reading), "searchable": False}
            connection.execute(DOCUMENTS.insert(), values)
            for table, rows in _rows(indexed):
                if rows:
                    connection.execute(table.insert(), rows)
            _count_change(connection)

    def remove(self, document: str) -> None:
        """Take one document out, whole; nothing happens where it is not there."""
        with self._writing() as connection:
            _delete(connection, document)
            _count_change(connection)

    def mark_searchable(self, document: str) -> None:
        """Note that the passages of the document are in the vector store."""
        with self._writing() as connection:
            connection.execute(DOCUMENTS.update().where(DOCUMENTS.c.id == document).values(searchable=True))

    def unsearchable(self) -> list[str]:
        """Documents whose passages are not yet embedded."""
        with self._engine.connect() as connection:
            query = sa.select(DOCUMENTS.c.id).where(sa.not_(DOCUMENTS.c.searchable))
            return list(connection.execute(query).scalars())

    def documents(self, scope: Scope = None) -> list[Document]:
        """The documents of the scope, by name."""
        query = _in_scope(sa.select(DOCUMENTS), DOCUMENTS.c.id, scope).order_by(DOCUMENTS.c.name)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return [_document(row) for row in rows]

    def issues(self, document: str) -> list[ReadIssue]:
        """What could not be read in a document."""
        with self._engine.connect() as connection:
            text = connection.execute(sa.select(DOCUMENTS.c.issues).where(DOCUMENTS.c.id == document)).scalar()
        return [ReadIssue(message, Place(**json.loads(place))) for message, place in json.loads(text or "[]")]

    def readings(self, scope: Scope = None) -> dict[str, Reading]:
        """The reports of the reading of the scope's documents, by their ids."""
        query = _in_scope(sa.select(DOCUMENTS.c.id, DOCUMENTS.c.reading), DOCUMENTS.c.id, scope)
        with self._engine.connect() as connection:
            return {row.id: reading_from_json(row.reading) for row in connection.execute(query)}

    def names(self, scope: Scope = None) -> Iterator[Name]:
        """Every name that the documents of the scope hold."""
        query = _in_scope(sa.select(NAMES), NAMES.c.document, scope)
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                yield Name(row.key, row.text, row.role, row.table_id, row.code, row.document, row.parent)

    def owners(self, scope: Scope = None) -> list[tuple[str, str, str]]:
        """Document, organisation and id of every table with figures."""
        query = sa.select(FACTS.c.document, FACTS.c.organisation, FACTS.c.table_id).where(FACTS.c.source == "table")
        with self._engine.connect() as connection:
            rows = connection.execute(_in_scope(query.distinct(), FACTS.c.document, scope))
            return [(row.document, row.organisation, row.table_id) for row in rows]

    def facts(self, wanted: FactFilter) -> list[Fact]:
        """The facts that meet the filter, in document order."""
        given = _given(wanted)
        query = _facts_query(frozenset(given), anchors_only=wanted.anchors_only)
        with self._engine.connect() as connection:
            rows = connection.execute(query, given).all()
        return [fact_from_row(row) for row in rows]

    def holds(self, wanted: FactFilter) -> bool:
        """Whether any fact meets the filter."""
        given = _given(wanted)
        query = _any_fact_query(frozenset(given), anchors_only=wanted.anchors_only)
        with self._engine.connect() as connection:
            return connection.execute(query, given).first() is not None

    def different(self, wanted: FactFilter, *names: str) -> list[tuple[str, ...]]:
        """The different texts, as they are kept, of some columns of the facts that meet the filter: without reading these."""
        given = _given(wanted)
        query = _different_query(names, frozenset(given), anchors_only=wanted.anchors_only)
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query, given)]

    def table(self, table_id: str, scope: Scope = None) -> Table | None:
        """One table whole, or None."""
        query = _in_scope(sa.select(TABLES.c.body).where(TABLES.c.id == table_id), TABLES.c.document, scope)
        with self._engine.connect() as connection:
            body = connection.execute(query).scalar()
        return table_from_json(body) if body else None

    def tables(self, document: str) -> list[Table]:
        """All tables of a document in reading order."""
        query = sa.select(TABLES.c.body).where(TABLES.c.document == document).order_by(TABLES.c.ordinal)
        with self._engine.connect() as connection:
            return [table_from_json(body) for body in connection.execute(query).scalars()]

    def flat_tables(self, scope: Scope = None) -> dict[str, str]:
        """Ids of the tables of records, where every row but totals (of level 0) stands under groups → their document; not
        those where one group holds another, 全市 and 市本级: their rows cannot be added up.
        """
        record = FACTS.c.level > 0
        rootless = sa.func.sum(sa.case((sa.and_(record, ~FACTS.c.row_path.contains("\x1f")), 1), else_=0)) == 0
        totals = sa.func.sum(sa.case((sa.and_(record, FACTS.c.total), 1), else_=0)) == 0
        enough = sa.func.count(sa.distinct(sa.case((record, FACTS.c.row_index)))) >= FEWEST_ROWS
        query = (
            sa.select(FACTS.c.table_id, FACTS.c.document)
            .where(FACTS.c.source == "table")
            .group_by(FACTS.c.table_id, FACTS.c.document)
            .having(rootless, totals, sa.func.max(FACTS.c.level) <= 1, enough)
        )
        with self._engine.connect() as connection:
            found = {
                row.table_id: row.document for row in connection.execute(_in_scope(query, FACTS.c.document, scope))
            }
            paths = sa.select(FACTS.c.table_id, FACTS.c.row_path).where(FACTS.c.table_id.in_(found)).distinct()
            nested = {row.table_id for row in connection.execute(paths) if under_whole_place(row.row_path)}
        return {table: document for table, document in found.items() if table not in nested}

    def flat_table(self, table_id: str) -> FlatTable:
        """A flat table whole. Raises StoreError where the store does not hold it."""
        columns = ("id", "year", "kind", "column", "column_index", "row_code", "row", "row_path", "value", "unit")
        names = (*columns, "factor", "text")
        leaves = sa.select(*(FACTS.c[name] for name in names)).where(FACTS.c.table_id == table_id, FACTS.c.level > 0)
        about = sa.select(FACTS.c.document, FACTS.c.organisation, FACTS.c.table_title).where(
            FACTS.c.table_id == table_id
        )
        head = sa.select(sa.func.substr(TABLES.c.body, 1, HEADER_REACH)).where(TABLES.c.id == table_id)
        with self._engine.connect() as connection:
            rows = connection.execute(leaves.order_by(FACTS.c.ordinal)).all()
            first = connection.execute(about.limit(1)).first()
            header = header_of(connection.execute(head).scalar() or "")
        if first is None:
            raise StoreError(f"The store holds no table {table_id}. Index the document again.")
        return FlatTable(
            table_id, first.document, first.organisation, first.table_title, header, tuple(map(leaf_from_row, rows))
        )

    def passages(self, ids: Sequence[str], scope: Scope = None) -> list[Passage]:
        """The passages with these ids, in the order asked for; unknown ones are left out."""
        given = {"ids": list(ids), **({} if scope is None else {"documents": sorted(scope)})}
        with self._engine.connect() as connection:
            rows = connection.execute(_passages_query(scoped=scope is not None), given).all()
        found = {row.id: passage_from_row(row) for row in rows}
        return [found[passage] for passage in ids if passage in found]

    def passages_of(self, document: str) -> list[Passage]:
        """All passages of a document in reading order."""
        query = sa.select(PASSAGES).where(PASSAGES.c.document == document).order_by(PASSAGES.c.ordinal)
        with self._engine.connect() as connection:
            return [passage_from_row(row) for row in connection.execute(query)]

    def passages_under(self, headings: Sequence[str], scope: Scope = None) -> list[Passage]:
        """The prose passages of the scope that stand under a heading with one of these words, in reading order."""
        under = sa.or_(*(PASSAGES.c.section.contains(heading, autoescape=True) for heading in headings))
        query = _in_scope(sa.select(PASSAGES).where(under, PASSAGES.c.kind == "prose"), PASSAGES.c.document, scope)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(PASSAGES.c.document, PASSAGES.c.ordinal)).all()
        return [passage_from_row(row) for row in rows]

    def with_goals(self, scope: Scope = None) -> frozenset[str]:
        """The documents of the scope with a form of performance goals."""
        query = sa.select(PASSAGES.c.document).where(PASSAGES.c.kind == "goals").distinct()
        with self._engine.connect() as connection:
            return frozenset(connection.execute(_in_scope(query, PASSAGES.c.document, scope)).scalars())

    def audited(self) -> frozenset[str]:
        """The facts (ids) that a finding rests on."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(sa.select(FINDING_FACTS.c.fact)).scalars())

    def findings(self, facts: Iterable[str] | None = None, scope: Scope = None) -> list[Finding]:
        """The audit's findings: all of the scope, or those that rest on any of the facts (ids); a document's gravest
        first.
        """
        query = _in_scope(sa.select(FINDINGS.c.document, FINDINGS.c.id, FINDINGS.c.body), FINDINGS.c.document, scope)
        queries = [query]
        if facts is not None:
            ids = sorted(set(facts))
            batches = (ids[start : start + _IN_LIST] for start in range(0, len(ids), _IN_LIST))
            linked = (sa.select(FINDING_FACTS.c.finding).where(FINDING_FACTS.c.fact.in_(batch)) for batch in batches)
            queries = [query.where(FINDINGS.c.id.in_(some)) for some in linked]
        with self._engine.connect() as connection:
            rows = {
                (one.document, len(one.id), one.id, one.body) for some in queries for one in connection.execute(some)
            }
        bodies = [body for *_, body in sorted(rows)]
        return [Finding(**{**json.loads(body), "facts": tuple(json.loads(body)["facts"])}) for body in bodies]

    def revision(self) -> int:
        """A number that changes whenever any connection changes the store."""
        with self._engine.connect() as connection:
            return int(connection.execute(sa.select(STATE.c.revision)).scalar() or 0)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One transaction: all of it or nothing. Raises StoreBusy while another process writes, else StoreError."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.OperationalError as error:
            if "locked" in str(error.orig):
                message = "The store is being written by another process. Try again when it has finished."
                raise StoreBusy(message) from error
            raise StoreError(f"The store cannot be written ({error.orig}). Check the folder and the disk.") from error


def open_sqlite(path: Path) -> SqlFactStore:
    """The store in one SQLite file, made if absent. Raises StoreError where the file cannot be opened."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": LOCK_SECONDS})

    def on_connect(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", on_connect)
    try:
        return SqlFactStore(engine)
    except sa.exc.DBAPIError as error:
        raise StoreError(
            f"The store file {path} cannot be opened ({error.orig}). Rebuild it: delete the folder and index again."
        ) from error


def _in_scope(query: sa.Select[Any], column: sa.Column[Any], scope: Scope) -> sa.Select[Any]:
    return query if scope is None else query.where(column.in_(sorted(scope)))


def _count_change(connection: sa.Connection) -> None:
    if not connection.execute(STATE.update().values(revision=STATE.c.revision + 1)).rowcount:
        connection.execute(STATE.insert().values(revision=1))


def _delete(connection: sa.Connection, document: str) -> None:
    linked = sa.select(FINDINGS.c.id).where(FINDINGS.c.document == document)
    connection.execute(FINDING_FACTS.delete().where(FINDING_FACTS.c.finding.in_(linked)))
    for table in (FINDINGS, PASSAGES, NAMES, FACTS, TABLES):
        connection.execute(table.delete().where(table.c.document == document))
    connection.execute(DOCUMENTS.delete().where(DOCUMENTS.c.id == document))


def _document(row: Any) -> Document:
    values = {key: value for key, value in row.items() if key not in ("issues", "reading", "searchable")}
    return Document(**{**values, "evidence": json.loads(values["evidence"])})


def _rows(indexed: IndexedDocument) -> Iterator[tuple[sa.Table, list[dict[str, Any]]]]:
    document = indexed.document.id
    yield (
        TABLES,
        [
            {
                "id": table.id,
                "document": document,
                "ordinal": number,
                "title": table.title,
                "body": table_to_json(table),
            }
            for number, table in enumerate(indexed.tables)
        ],
    )
    yield FACTS, [fact_to_row(fact, number) for number, fact in enumerate(indexed.facts)]
    yield NAMES, name_rows(indexed)
    yield (
        PASSAGES,
        [
            {
                "id": passage.id,
                "document": document,
                "ordinal": number,
                "kind": passage.kind,
                "section": "\x1f".join(passage.section),
                "text": passage.text,
                "place": place_to_text(passage.place),
                "table_id": passage.table_id,
            }
            for number, passage in enumerate(indexed.passages)
        ],
    )
    yield (
        FINDINGS,
        [
            {"id": finding.id, "document": document, "body": json.dumps(asdict(finding), ensure_ascii=False)}
            for finding in indexed.findings
        ],
    )
    yield (
        FINDING_FACTS,
        [{"fact": fact, "finding": finding.id} for finding in indexed.findings for fact in finding.facts],
    )

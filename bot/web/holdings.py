"""What the store holds, as routes and tools look it up: documents, figures by their names, findings. Always in a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from bot.writing.export import tidy_row
from index.build import IndexReport
from index.model import Document, Fact, Place, Reading, Table
from index.store.facts import FactFilter, FactStore, Scope
from index.text import core_key


@dataclass(frozen=True, slots=True)
class Search:
    """Which figures: what is given has to hold; names match where they are equal, else where they contain the words."""

    row: str = ""
    column: str = ""
    code: str = ""
    organisation: str = ""
    document: str = ""
    year: int | None = None
    kind: str = ""
    most: int = 50


class Holdings:
    """The facts of one store. Threads may share it."""

    def __init__(self, facts: FactStore) -> None:
        self._facts = facts

    def documents(self, scope: Scope) -> list[Document]:
        """The documents of the scope."""
        return self._facts.documents(scope)

    def table(self, table_id: str, scope: Scope) -> Table | None:
        """One table, or None."""
        return self._facts.table(table_id, scope)

    def audit(self, scope: Scope, document: str = "", grade: str = "") -> dict[str, Any]:
        """What does not add up, of all documents or of one (name or id), of all grades or of one; how much was checked
        of each document, and what was not.
        """
        named = {one.id: one.name for one in self._chosen(scope, Search(document=document))}
        chosen = frozenset(named)
        findings = [
            {**asdict(finding), "document": named[finding.document], "document_id": finding.document}
            for finding in self._facts.findings(scope=chosen)
            if not grade or finding.grade == grade
        ]
        readings = self._facts.readings(chosen)
        checks = [
            {
                "document": name,
                "document_id": one,
                "checked": readings[one].checked,
                "unchecked": [{"what": what, "why": why} for what, why in readings[one].unchecked],
            }
            for one, name in named.items()
        ]
        return {"findings": findings, "checks": checks}

    def reading(self, document: str) -> Reading:
        """The report of the reading of a document (id) that is held."""
        return self._facts.readings(frozenset({document}))[document]

    def search(self, wanted: Search, scope: Scope) -> tuple[list[dict[str, Any]], bool]:
        """The figures found, in the order of the documents, and whether there are more than were wanted."""
        documents = {one.id: one for one in self._chosen(scope, wanted)}
        chosen = frozenset(documents)
        rows = self._keys(wanted.row, chosen)
        if not chosen or rows == frozenset():
            return [], False
        filtered = FactFilter(
            documents=chosen,
            row_keys=rows,
            codes=frozenset({wanted.code}) if wanted.code else None,
            years=frozenset({wanted.year}) if wanted.year else None,
        )
        found = [
            fact
            for fact in self._facts.facts(filtered)
            if _has_column(fact, core_key(wanted.column)) and (not wanted.kind or fact.kind == wanted.kind)
        ]
        return [_figure(fact, documents[fact.document]) for fact in found[: wanted.most]], len(found) > wanted.most

    def _chosen(self, scope: Scope, wanted: Search) -> list[Document]:
        return [
            one
            for one in self._facts.documents(scope)
            if (not wanted.document or wanted.document in (one.id, one.name))
            and (not wanted.organisation or core_key(wanted.organisation) in core_key(one.organisation))
        ]

    def _keys(self, name: str, scope: frozenset[str]) -> frozenset[str] | None:
        """Keys of the row names that are this one, or that contain it; None where any will do."""
        key = core_key(name)
        if not key:
            return None
        keys = {one.key for one in self._facts.names(scope) if one.role in ("row", "section") and key in one.key}
        return frozenset({key} if key in keys else keys)


def report_dict(report: IndexReport) -> dict[str, Any]:
    """What became of a file, for a program."""
    document = report.document
    return {
        "name": report.name,
        "status": "error" if report.error else "unchanged" if report.unchanged else "read",
        "error": report.error or None,
        "document": without_path(asdict(document)) if document else None,
        "reading": reading_dict(report.reading) if report.reading else None,
    }


def reading_dict(reading: Reading) -> dict[str, Any]:
    """The report of a reading, for a program."""
    return {
        "tables": reading.tables,
        "tables_as_text": [_shown_place(place) for place in reading.as_text],
        "figures": reading.facts,
        "pages_without_text": list(reading.silent_pages),
        "unread": reading.unread,
        "tables_with_sums": reading.summed,
        "tables_that_add_up": reading.closing,
    }


def _shown_place(place: Place) -> dict[str, Any]:
    return {name: value for name, value in asdict(place).items() if value is not None and name != "box"}


def without_path(document: dict[str, Any]) -> dict[str, Any]:
    """A client learns a file's name, not where this computer keeps it."""
    return {name: value for name, value in document.items() if name != "path"}


def document_rows(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Documents, for a program."""
    return [without_path(asdict(document)) for document in documents]


def _has_column(fact: Fact, key: str) -> bool:
    return not key or any(key in core_key(header) for header in fact.column)


def _figure(fact: Fact, document: Document) -> dict[str, Any]:
    named = {"id": fact.id, "document_id": document.id, "table_id": fact.table_id}
    return {**named, **tidy_row(fact, document)}

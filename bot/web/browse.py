"""Rows of the store by name or code, for the search box of the documents tab."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from index.model import Fact
from index.store.facts import FactFilter, FactStore, Scope
from index.text import core_key

MOST_ROWS = 60
MOST_KEYS = 40


class Names:
    """Row names and codes of the whole store, read once per state of the store."""

    def __init__(self, store: FactStore) -> None:
        self._store = store
        self._revision = -1
        self._keys: list[str] = []
        self._codes: dict[str, str] = {}
        self._lock = threading.Lock()

    def find(self, query: str, scope: Scope = None) -> tuple[list[list[Fact]], bool]:
        """The rows whose name holds the query or whose code begins with it, and whether there are more."""
        key, code = core_key(query), query.strip()
        if not key:
            return [], False
        keys, codes = self._known()
        if code.isdigit():
            wanted = frozenset(sorted(one for one in codes if one.startswith(code))[:MOST_KEYS])
            facts = self._store.facts(FactFilter(documents=scope, codes=wanted)) if wanted else []
        else:
            holding = (one for one in keys if key in one)
            near = sorted(holding, key=lambda one: (one != key, not one.startswith(key), len(one)))
            facts = self._store.facts(FactFilter(documents=scope, row_keys=frozenset(near[:MOST_KEYS]))) if near else []
            order = {one: number for number, one in enumerate(near)}
            facts.sort(key=lambda fact: order.get(core_key(fact.row), len(order)))
        rows = _by_row(facts)
        return rows[:MOST_ROWS], len(rows) > MOST_ROWS

    def functional_classes(self) -> list[str]:
        """The names of the functional classes (三位编码的类) that the store holds, by code."""
        _, codes = self._known()
        return [codes[code] for code in sorted(codes) if len(code) == 3 and code.startswith("2")]

    def has(self, name: str) -> bool:
        """Whether a row of this name is held."""
        return core_key(name) in self._known()[0]

    def _known(self) -> tuple[Sequence[str], dict[str, str]]:
        with self._lock:
            revision = self._store.revision()
            if revision != self._revision:
                rows = [name for name in self._store.names() if name.role == "row"]
                self._keys = sorted({name.key for name in rows})
                self._codes = {name.code: name.text for name in rows if name.code}
                self._revision = revision
            return self._keys, self._codes


def _by_row(facts: Sequence[Fact]) -> list[list[Fact]]:
    rows: dict[tuple[str, str, int, str], list[Fact]] = {}
    for fact in facts:
        place = fact.id if fact.source == "prose" else ""
        rows.setdefault((fact.document, fact.table_id, fact.row_index, place), []).append(fact)
    return list(rows.values())

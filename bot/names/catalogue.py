"""The names that the index itself holds, in memory: labels, codes, organisations, years."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from bot.names.lexicon import ALL_FUNDS, Lexicon
from bot.names.organisations import owner_key, spoken_forms
from index.model import Document, Kind
from index.organisations import is_body
from index.reach import level_of
from index.store.facts import FactStore, Scope
from index.text import core_key, is_plain_measure
from index.words import pattern_of
from index.years import find_column_year, find_path_kind, is_span

MIN_COVER = 0.4
"""Characters that only stand in a name's order must make up this share of the stretch that they span."""
MIN_HEADING = 2
"""Characters of a heading, whose sum is named by it, are more."""
SHORTEST_ROW = 4
"""Characters of a row's name that is said with its column's: 一般债务|余额, but 收入|支出 are two names."""
MAX_PARTIAL = 24
"""A part of a name that fits more names than this says nothing."""


@dataclass(slots=True)
class NameEntry:
    """One key: how it is printed, in which roles and under which parents it stands."""

    text: str
    roles: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    parents: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


_CHANGE = pattern_of("headers.yaml", "changes", "amount")
_RATE = pattern_of("headers.yaml", "changes", "rate")


_AND = re.compile("[、和与及]")
_BOTH_SIDES = frozenset(
    f"{start}{both}{plan}{end}"
    for start in ("", "预算", "部门", "单位", "部门预算", "单位预算")
    for both in ("收支", "收入支出")
    for plan in ("", "预算")
    for end in ("总计", "总额", "总数")
) | {"总计", "收支预算", "收入总计支出总计"}


_GRAND_TOTALS = frozenset({"收入总计", "支出总计"})


_HELD_AGAINST = re.compile(r"(?:比|较|与|同)(?:上年|去年|20\d\d年度?)(?:相比)?(?:预算|决算|执行)?数?")
"""A header over how far figures are from others, 2026年比2025年 › 增减额: in a question it names nothing, but compares."""


def is_change(label: str) -> bool:
    """Whether a header says how far a figure is from another, 增减额, 比上年增减%: no part of an amount beside it."""
    key = core_key(label)
    return bool(_CHANGE.fullmatch(key) or _RATE.fullmatch(key))


def names_several(title: str) -> bool:
    """Whether a form's title names several things, so that its total is of none of them: “三公”经费、会议费、培训费支出表."""
    return bool(_AND.search(title))


@lru_cache(1024)
def _is_unit(organisation: str, department: str) -> bool:
    """Whether a form's owner is another body than the department whose paper it stands in, by all that it is called."""
    if not organisation or level_of(department) or not is_body(department) or not is_body(organisation):
        return False
    return owner_key(organisation) != owner_key(department) and not (
        spoken_forms(organisation) & spoken_forms(department)
    )


_ESTIMATE = re.compile(r"\b(?:estimate[ds]?|projected|projections?)\b", re.I)


def _halves_of(names: Mapping[str, NameEntry]) -> dict[str, frozenset[str]]:
    """What a row printed in two languages is called in one of them, as keys: 海岸清潔Shoreline Cleaning → both halves."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, entry in names.items():
        if key.isascii() or not entry.roles & {"row", "section"} or not _LATIN.search(key):
            continue
        row = "row" in entry.roles
        for text in (entry.text, _BRACKETS.sub(" ", entry.text)) if row else (entry.text,):
            for half in (*(_LATIN.findall(text) if row else ()), *_HAN.findall(text)):
                if row or len(half) >= LONG_HEADING:
                    found[core_key(half)].add(key)
    return {half: frozenset(keys) for half, keys in found.items() if half and half not in names}


LONG_HEADING = 6
"""Characters of a heading in Chinese, beside the same in English, that tells what it is by itself."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.:;&/'’()–-]*[A-Za-z)]")
_HAN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff、，（）()及和與\d]*[\u3400-\u9fff）)]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


LIMITED = re.compile(r"[(（]?(?:总?预算)?\d+万元?以[上下][)）]?$")
"""A limit of price behind the name of goods, as lists of procurement print it."""


class Catalogue:
    """All names of the documents of a scope. Built once per revision of the store."""

    def __init__(self, store: FactStore, lexicon: Lexicon, scope: Scope = None) -> None:
        self.lexicon = lexicon
        self.documents: dict[str, Document] = {document.id: document for document in store.documents(scope)}
        self.with_goals = store.with_goals(scope)
        """The documents with a form of performance goals."""
        self.flat_tables = store.flat_tables(scope)
        """The ids of the tables of records → their documents."""
        self.audited = store.audited()
        """The facts that a finding of the audit rests on."""
        self.names: dict[str, NameEntry] = {}
        self.codes: dict[str, set[str]] = defaultdict(set)
        self.forms: dict[tuple[str, str], set[str]] = defaultdict(set)
        """By document and number of a form: the keys of the titles of its tables."""
        self.parents: dict[str, set[str]] = defaultdict(set)
        """The names that others stand under, and the ids of the tables in which they do."""
        self.under: dict[str, set[str]] = defaultdict(set)
        """The names that others stand under, and these others."""
        for name in store.names(scope):
            if name.role == "form":
                self.forms[name.document, name.text].add(name.parent)
                continue
            if _HELD_AGAINST.fullmatch(name.key):
                continue
            entry = self.names.setdefault(name.key, NameEntry(name.text))
            entry.roles.add(name.role)
            entry.documents.add(name.document)
            if name.parent:
                entry.parents.add(name.parent)
                self.parents[name.parent].add(name.table_id)
                self.under[name.parent].add(name.key)
            if name.table_id:
                entry.tables.add(name.table_id)
            if name.code:
                entry.codes.add(name.code)
                self.codes[name.code].add(name.key)
        self.units = self._with_units(store.owners(scope))
        """The keys of the units of departments that have forms of their own in the department's paper."""
        self._halves = _halves_of(self.names)
        self._limited: dict[str, set[str]] = defaultdict(set)
        """By what stands before it, the names that end in a limit of price: 便携式计算机（20万以下）."""
        for key in self.names:
            if limit := LIMITED.search(key):
                self._limited[key[: limit.start()]].add(key)
        self._tables = sorted({table for entry in self.names.values() for table in entry.tables})
        self._bigrams: dict[str, set[str]] = defaultdict(set)
        for key in self.names:
            for start in range(len(key) - 1):
                self._bigrams[key[start : start + 2]].add(key)
        self.both_sides = _BOTH_SIDES | {name for name in self.names if _AND.sub("", name) in _BOTH_SIDES}
        """The names of the total of both sides of an account: 预算收支总计, 收入和支出总计."""
        columns = [key for key, entry in self.names.items() if "column" in entry.roles]
        self.change_columns = frozenset(key for key in columns if _CHANGE.fullmatch(key))
        """Columns of the amount by which something changed on the year before."""
        self.rate_columns = frozenset(key for key in columns if _RATE.fullmatch(key))
        self.point_columns = frozenset(key for key in columns if key.endswith("百分点"))
        """The same in percent."""
        spanning = [self.names[key].documents for key in columns if is_span(self.names[key].text)]
        self.spans: frozenset[str] = frozenset().union(*spanning)
        """The documents whose columns are of fiscal years over two calendar years: FY13-14."""
        self.estimates: dict[str, set[str]] = defaultdict(set)
        """For each document the kinds of its columns headed as estimates: of what comes of a year, or plans of one."""
        self.planned: dict[str, set[int]] = defaultdict(set)
        """For each document the years that English headers name with a budget."""
        self.kinds_beside: dict[str, set[Kind]] = defaultdict(set)
        """For each document the kinds that its English headers name."""
        self._note_kinds(self.names[key] for key in columns)
        self.years = sorted({document.year for document in self.documents.values() if document.year})

    def _with_units(self, owners: Iterable[tuple[str, str, str]]) -> frozenset[str]:
        """The units among the owners of forms, entered among the names with their forms."""
        units: set[str] = set()
        for one, organisation, table in owners:
            department = self.documents[one].organisation
            if not _is_unit(organisation, department):
                continue
            entry = self.names.setdefault(core_key(organisation), NameEntry(organisation))
            entry.roles.add("owner")
            entry.documents.add(one)
            entry.tables.add(table)
            units.add(core_key(organisation))
        return frozenset(units)

    def _note_kinds(self, headers: Iterable[NameEntry]) -> None:
        for entry in headers:
            if not entry.text.isascii() and not _ESTIMATE.search(entry.text):
                continue
            for one in entry.documents:
                base = self.documents[one].year
                kind, year = find_path_kind((entry.text,), base), find_column_year(entry.text, base)
                if _ESTIMATE.search(entry.text):
                    self.estimates[one].add(kind or "")
                self.kinds_beside[one] |= {kind} if kind else set()
                if kind == "budget" and year:
                    self.planned[one].add(year)

    def printed(self) -> Iterator[str]:
        """All keys of names, and of their halves in one of two languages."""
        return chain(self.names, self._halves)

    def table_ids(self, documents: frozenset[str]) -> list[str]:
        """The ids of the tables of some documents, in order."""
        return [table for table in self._tables if any(table.startswith(f"{one}-") for one in documents)]

    def titles_with(self, keys: Iterable[str]) -> frozenset[str]:
        """The names of forms that hold one of the keys."""
        found = {name for key in keys for name in self.containing(key)}
        return frozenset(name for name in found if "table" in self.names[name].roles)

    def titles_of(self, word: str) -> frozenset[str]:
        """The forms whose title holds a word of the field and nothing else: 三公经费 for “三公”经费支出决算表."""
        terms = [self.lexicon.terms[one] for one in self.lexicon.by_word.get(word, ())]
        titles = self.titles_with(key for term in terms for key in term.keys if len(key) > 2)
        return frozenset(name for name in titles if not names_several(self.names[name].text))

    def totals_like(self, word: str) -> frozenset[str]:
        """The totals here of the side that a total's name is of: 支出合计 where a form prints 本年支出合计 or 支出总计.

        None for the total of one fund: 财政拨款支出总计 is no 支出总计.
        """
        side = "收入" if "收入" in word else "支出" if "支出" in word else ""
        if (
            not side
            or any(basis in word for basis in self.lexicon.basis_keys)
            or not any(self.lexicon.terms[position].role == "total" for position in self.lexicon.by_word.get(word, ()))
        ):
            return frozenset()
        bare = (f"{start}{side}{end}" for start in ("", "本年") for end in ("总计", "合计", ""))
        return frozenset(name for name in bare if name in self.names)

    def basis_of(self, word: str) -> frozenset[str]:
        """The keys of the funding basis that a word names, where any name of the index holds one of them."""
        found: set[str] = set()
        for position in self.lexicon.by_word.get(word, ()):
            term = self.lexicon.terms[position]
            if term.role == "basis" and (term.name == ALL_FUNDS or any(self.containing_any(key) for key in term.keys)):
                found |= term.keys
        return frozenset(found)

    def containing_any(self, key: str) -> bool:
        """Whether any name holds the key."""
        if key in self.names:
            return True
        pairs = [key[i : i + 2] for i in range(len(key) - 1)]
        if not pairs or any(pair not in self._bigrams for pair in pairs):
            return False
        return any(key in name for name in min((self._bigrams[pair] for pair in pairs), key=len))

    def term_keys(self, word: str) -> tuple[frozenset[str], frozenset[str], bool]:
        """What a word of the field stands for here: the index's keys, its codes, and whether the word is known at all."""
        keys: set[str] = set()
        codes: set[str] = set()
        positions = self.lexicon.by_word.get(word, ())
        known = any(self.lexicon.terms[position].is_quantity for position in positions)
        for position in positions:
            term = self.lexicon.terms[position]
            here = self.present(term.keys)
            keys |= here
            if here:
                codes |= {code for code in term.codes if code in self.codes}
        return frozenset(keys), frozenset(codes), known

    def equivalents(self, key: str) -> frozenset[str]:
        """The keys here that are other printed names of the same thing, the key itself included."""
        found = {key} if key in self.names else set()
        found |= self._halves.get(key, frozenset())
        for position in self.lexicon.by_key.get(key, ()):
            found |= self.present(self.lexicon.terms[position].keys)
        if key in _GRAND_TOTALS:  # texts tell both sides at once: 收、支总计均为1,523.26万元
            found |= self.present(self.both_sides - {"总计"})
        return frozenset(found)

    def present(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys that the index holds: as they are, as the sum of a heading (购置及运行费小计), or composed of a
        label and the label above it.
        """
        found = set()
        for key in keys:
            if key in self.names or self.is_composed(key):
                found.add(key)
            elif key in self._limited:
                found |= self._limited[key]
            elif not key.endswith(("收入", "支出")) and len(key) > MIN_HEADING:
                found |= {f"{key}{end}" for end in ("小计", "合计")} & self.names.keys()
        return frozenset(found)

    def is_composed(self, key: str) -> bool:
        """Whether the key is the start of a label followed by a label under it, 公务用车 + 购置费, or names a cell."""
        for cut in range(2, len(key) - 1):
            entry = self.names.get(key[cut:])
            if entry and any(parent.startswith(key[:cut]) for parent in entry.parents):
                return True
        return any(True for _ in self.rows_with_columns(key))

    def rows_with_columns(self, key: str) -> Iterator[str]:
        """The rows of forms that a key names with the header of one of their columns: 一般债务 of 一般债务余额."""
        for cut in range(SHORTEST_ROW, len(key) - 1):
            row, column = self.names.get(key[:cut]), self.names.get(key[cut:])
            held = row and column and "row" in row.roles and "column" in column.roles and row.tables & column.tables
            if held and not is_plain_measure(key[cut:]):
                yield key[:cut]

    def printed_as(self, role: str, documents: frozenset[str]) -> Iterator[tuple[str, NameEntry]]:
        """The names that some documents print as a row, a column or the like, with their keys."""
        return (
            (key, one)
            for key, one in self.names.items()
            if role in one.roles and not one.documents.isdisjoint(documents)
        )

    def containing(self, part: str) -> list[str]:
        """The keys that contain the part (two characters or more), shortest first; none where they are too many."""
        bigrams = [part[i : i + 2] for i in range(len(part) - 1)]
        if not bigrams or any(bigram not in self._bigrams for bigram in bigrams):
            return []
        found = [key for key in set.intersection(*(self._bigrams[bigram] for bigram in bigrams)) if part in key]
        return sorted(found, key=len) if len(found) <= MAX_PARTIAL else []

    def in_order(self, part: str) -> list[str]:
        """The keys that hold the characters of the part in their order: 馆舍维护 → 图书馆馆舍日常运行与维护."""
        pattern = re.compile(".*?".join(map(re.escape, part)))
        longest = len(part) / MIN_COVER
        best = [part[i : i + 2] for i in range(len(part) - 1) if part[i : i + 2] in self._bigrams]
        if not best:
            return []
        rarest = min(best, key=lambda bigram: len(self._bigrams[bigram]))
        found = [
            key
            for key in self._bigrams[rarest]
            if (span := pattern.search(key)) and span.end() - span.start() <= longest
        ]
        return sorted(found, key=len) if len(found) <= MAX_PARTIAL else []

"""What is right for an intent of `eval/usual.zh.yaml`: read from forms and sentences of a store, without anything of the bot's reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.names.organisations import owner_key, split_place
from index.model import Table
from index.store.folder import Store
from index.text import core_key, fold

SNIPPET = 10
"""So many characters of a section in an answer show that it was read from there."""
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[（(]?\d+[)）.．、])")


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one organisation, year and kind."""

    organisation: str
    year: int
    kind: str
    latest: int
    """The latest year of the organisation."""
    documents: tuple[str, ...]
    names: tuple[str, ...]
    spoken: tuple[str, ...]
    """Ways to say the organisation."""

    @property
    def kind_word(self) -> str:
        """预算 or 决算."""
        return "决算" if self.kind == "outturn" else "预算"

    @property
    def label(self) -> str:
        """Short, for print."""
        return f"{self.spoken[-1]}{self.year}"


@dataclass(frozen=True, slots=True)
class Truth:
    """What an answer must give: one of the values with their units, or one of the texts said; `blank` where the cell is empty."""

    values: tuple[tuple[Decimal, str], ...] = ()
    said: tuple[str, ...] = ()
    blank: bool = False
    known: bool = field(default=False)
    """Whether anything says what is right."""


def read_groups(store: Store, short: Mapping[str, str]) -> list[Group]:
    """The groups of a store, by organisation and year. `short` are bodies and how people shorten them."""
    found: dict[tuple[str, int, str], list[Any]] = {}
    for document in store.facts.documents():
        if document.organisation and document.year and store.facts.readings(frozenset({document.id})):
            found.setdefault((owner_key(document.organisation), document.year, document.kind), []).append(document)
    latest: dict[str, int] = {}
    for owner, year, _ in found:
        latest[owner] = max(year, latest.get(owner, 0))
    return [
        Group(
            documents[0].organisation,
            year,
            kind,
            latest[owner],
            tuple(one.id for one in documents),
            tuple(one.name for one in documents),
            _spoken(owner, short),
        )
        for (owner, year, kind), documents in sorted(found.items())
    ]


def _spoken(owner: str, short: Mapping[str, str]) -> tuple[str, ...]:
    places, body = split_place(owner)
    said = next((body.replace(long, brief) for long, brief in short.items() if long in body), body)
    last = places[-1:]
    bare = [place.rstrip("省市区县") for place in last]
    return tuple(
        dict.fromkeys([owner, "".join(last) + body, "".join(bare) + body, "".join(last) + said, "".join(bare) + said])
    )


def truth_of(name: str, intents: Mapping[str, Mapping[str, Any]], group: Group, store: Store) -> Truth:
    """What is right for one intent of one group."""
    intent = intents[name]
    if "share" in intent:
        return _share(intents[intent["share"]], intents["expenditure"], group, store)
    if "most" in intent:
        return _most(intent["most"], group, store)
    if "section" in intent:
        return _section(intent["section"], group, store)
    said = tuple(text for pattern in intent.get("says", []) for text in re.findall(pattern, _prose(group, store)))
    if said:
        return Truth(said=said, known=True)
    for rule in intent.get("cells", []):
        cells = [(value, unit) for _, value, unit in _cells(rule, group, store)]
        values = tuple(dict.fromkeys((value, unit) for value, unit in cells if value is not None))
        if cells:
            return Truth(values, blank=not any(value for value, _ in values), known=True)
    for pattern in intent.get("prose", []):
        found = re.findall(pattern, _prose(group, store))
        if found:
            values = tuple(dict.fromkeys((_decimal(figure), unit) for figure, unit in found))
            return Truth(values, blank=not any(value for value, _ in values), known=True)
    return Truth()


def _decimal(figure: str) -> Decimal:
    return Decimal(0) if figure == "无" else Decimal(figure.replace(",", ""))


def _tables(group: Group, store: Store) -> Iterator[Table]:
    for document in group.documents:
        yield from store.facts.tables(document)


def _cells(rule: Sequence[str], group: Group, store: Store) -> Iterator[tuple[str, Decimal | None, str]]:
    """Label, value and unit of the cells whose form, row and column fit a rule."""
    title, row, column = (re.compile(pattern) for pattern in rule)
    for table in _tables(group, store):
        if not title.search(re.sub(r"^\d{4}年(?:度)?(?:部门|预算单位|单位)?(?:财务)?", "", table.title)):
            continue
        for cell in table.cells:
            label = _NUMBERING.sub("", fold(table.rows[cell.row].label).replace(" ", ""))
            path = "/".join(table.columns[cell.column].path).replace("(", "（").replace(")", "）")
            unit = table.columns[cell.column].unit.name
            if (row.fullmatch(label) or row.fullmatch(core_key(label))) and column.search(path) and unit.endswith("元"):
                yield label, cell.value, unit


def _prose(group: Group, store: Store) -> str:
    texts = [
        one.text for document in group.documents for one in store.facts.passages_of(document) if one.kind == "prose"
    ]
    return "\n".join(re.sub(r"\s+", "", text) for text in texts)


def _share(part: Mapping[str, Any], whole: Mapping[str, Any], group: Group, store: Store) -> Truth:
    parts = [value for rule in part["cells"] for _, value, _ in _cells(rule, group, store) if value]
    wholes = [value for rule in whole["cells"] for _, value, _ in _cells(rule, group, store) if value]
    shares = tuple(dict.fromkeys((round(100 * one / two, 2), "%") for one in parts for two in wholes if one <= two))
    return Truth(shares, known=bool(shares))


def _most(rules: Sequence[Sequence[str]], group: Group, store: Store) -> Truth:
    for rule in rules:
        found = [(value, unit, label) for label, value, unit in _cells(rule, group, store) if value]
        if found:
            value, unit, label = max(found)
            return Truth(((value, unit),), (label,), known=True)
    return Truth()


def _section(pattern: str, group: Group, store: Store) -> Truth:
    texts = [
        one.text
        for document in group.documents
        for one in store.facts.passages_of(document)
        if one.kind == "prose" and one.section and re.search(pattern, one.section[-1])
    ]
    pieces = tuple(text[at : at + SNIPPET] for text in texts for at in range(0, len(text) - SNIPPET, SNIPPET // 2))
    return Truth(said=pieces, known=bool(pieces))

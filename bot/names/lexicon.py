"""The words that we know before seeing any document: cues, fillers, and the terms of the standard classification."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from bot.names.segment import prepare
from bot.names.terms import Sense, SenseKind
from index.text import core_key, fold
from prompts import load_yaml

ALL_FUNDS = "全部资金"
"""The basis that no table is titled with: what is on none of the others."""
TERM_FILES = ("terms.functional.yaml", "terms.economic.yaml", "terms.forms.yaml", "terms.revenue.yaml")
WORD_FILES = ("words.zh.yaml", "words.en.yaml")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing of the field: the keys of its printed names, its codes, the words that people use for it."""

    name: str
    keys: frozenset[str]
    codes: frozenset[str]
    words: frozenset[str]
    role: str
    english: str
    operation: str
    """For a column that is worked out where it is not printed (占比): the operation."""

    @property
    def is_quantity(self) -> bool:
        """Whether the term names an amount by itself, so that a question on it is refused where the index lacks it."""
        return self.role in ("item", "basis")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the word lists hold, by the way it is looked up."""

    cues: dict[str, tuple[Sense, ...]]
    """Folded surface → its senses."""
    terms: tuple[Term, ...]
    by_word: dict[str, tuple[int, ...]]
    """Key or folded word → positions in `terms`."""
    by_key: dict[str, tuple[int, ...]]
    """Key of a printed name → positions in `terms`."""
    text_headings: dict[str, tuple[str, ...]]
    basis_keys: frozenset[str]
    """Keys that say from which funds a figure is: 财政拨款, 一般公共预算 …"""

    def worked_out(self, word: str) -> tuple[Sense, ...]:
        """The operations by which a column of that name is worked out where no form prints it."""
        found = {self.terms[position].operation for position in self.by_word.get(word, ())} - {""}
        return tuple(Sense("operation", operation) for operation in sorted(found))

    def is_header(self, word: str) -> bool:
        """Whether the word is only what forms call a kind of column or table: 预算多少, 支出表."""
        roles = {self.terms[position].role for position in self.by_word.get(word, ())}
        return bool(roles) and roles <= {"column"}


@cache
def side_verbs() -> dict[str, str]:
    """The verbs that say which side of the accounts a question without any name is about → the total of that side."""
    sides = (load_yaml("cues.yaml")["sides"], load_yaml("words.zh.yaml")["sides"])
    return {word: total for held in sides for total, words in held.items() for word in words}


def names_alone(lexicon: Lexicon) -> Lexicon:
    """The lexicon without what else its terms are called: each by the one name of the standard, and all cues."""
    terms = tuple(
        replace(term, keys=frozenset({core_key(term.name)}), words=frozenset({fold(term.name)}))
        for term in lexicon.terms
    )
    return _indexed(lexicon, terms)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of prompts/cues.yaml, prompts/words.*.yaml and prompts/terms.*.yaml, read once."""
    cues = load_yaml("cues.yaml")
    terms = tuple(_term(entry) for name in TERM_FILES for entry in load_yaml(name)["terms"])
    held = Lexicon(
        cues=_cues(cues),
        terms=(),
        by_word={},
        by_key={},
        text_headings={kind: tuple(entry["headings"]) for kind, entry in cues["texts"].items()},
        basis_keys=frozenset(key for term in terms if term.role == "basis" for key in term.keys),
    )
    return _indexed(held, terms)


def _indexed(lexicon: Lexicon, terms: tuple[Term, ...]) -> Lexicon:
    """The lexicon with these terms, and the ways in which they are looked up."""
    by_word: dict[str, list[int]] = {}
    by_key: dict[str, list[int]] = {}
    for position, term in enumerate(terms):
        for word in term.words | term.keys:
            by_word.setdefault(word, []).append(position)
        for key in term.keys:
            by_key.setdefault(key, []).append(position)
    return replace(
        lexicon,
        terms=terms,
        by_word={word: tuple(positions) for word, positions in by_word.items()},
        by_key={key: tuple(positions) for key, positions in by_key.items()},
    )


def are_one(key: str, other: str) -> bool:
    """Whether two keys are printed names of one thing."""
    by_key = load_lexicon().by_key
    return key == other or bool(set(by_key.get(key, ())) & set(by_key.get(other, ())))


def _term(entry: dict[str, Any]) -> Term:
    printed = [entry["name"], *entry.get("same", [])]
    codes = entry.get("codes") or ([entry["code"]] if entry.get("code") else [])
    words = [*entry.get("said", []), *entry.get("meant_by", []), *entry.get("en", [])]
    return Term(
        name=entry["name"],
        keys=frozenset(core_key(name) for name in printed),
        codes=frozenset(codes),
        words=frozenset(map(prepare, [*words, *map(_singular, entry.get("en", []))])) | frozenset(map(fold, printed)),
        role=entry.get("role", "item"),
        english=next(iter(entry.get("en", [])), ""),
        operation=entry.get("operation", ""),
    )


def _singular(english: str) -> str:
    """An English name of expenses in the singular: meeting expense. (A verb is told by its s: the office costs.)"""
    return english[:-1] if english.endswith("expenses") else english


def _cues(cues: dict[str, Any]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = {}
    for surface, sense in _cue_senses(cues):
        senses = found.setdefault(prepare(surface) or surface, [])
        if sense not in senses:
            senses.append(sense)
    return {surface: tuple(senses) for surface, senses in found.items()}


def filler_groups(words: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The groups of fillers of a file, and its inflected words in each of their forms: V一V of 查 is 查一查."""
    yield from words["fillers"].items()
    for group, entry in words.get("inflected", {}).items():
        yield group, [form.replace("V", word) for word in entry["of"] for form in entry["forms"]]


@cache
def fillers_of(*groups: str) -> frozenset[str]:
    """The Chinese fillers of some groups."""
    held = filler_groups(load_yaml("words.zh.yaml"))
    return frozenset(word for group, words in held if group in groups for word in words)


def _cue_senses(cues: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    for section, kind in (
        ("operations", "operation"),
        ("connectors", "connector"),
        ("units", "unit"),
        ("kinds", "kind"),
        ("stages", "stage"),
        ("years", "year"),
        ("levels", "level"),
        ("over", "over"),
        ("accounts", "side"),
        ("classes", "class"),
    ):
        for value, surfaces in cues[section].items():
            for surface in surfaces:
                yield surface, Sense(cast(SenseKind, kind), value)
    for group in cues["funding"]:
        for surface in group:
            yield surface, Sense("operation", "list")
    for value, entry in cues["texts"].items():
        for surface in entry["said"]:
            yield surface, Sense("text", value)
    for kind in ("orders", "offtopic"):
        for surface in cues["injection"][kind]:
            yield surface, Sense(cast(SenseKind, kind))
    for kind, groups in (
        ("absent", cues["counted"]),
        ("left", [load_yaml("words.zh.yaml")["compounds"]]),
        ("lacking", cues["lacking"]),
        ("filler", [words for name in WORD_FILES for _, words in filler_groups(load_yaml(name))]),
        ("header", cues["weak"]),
        ("denial", cues["not"]),
    ):
        for group in groups:
            for surface in group:
                yield surface, Sense(cast(SenseKind, kind))

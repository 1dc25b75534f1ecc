"""Short names that nobody listed, read from the full one: 文旅局 for 文化广播电视和旅游局, 少儿馆 for 少年儿童图书馆.

A short name begins as the full one does and ends as it does; between them words stand whole, by their first character
or not at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.names.organisations import kind_ends, owner_key, shortens, split_place, starts_of
from bot.names.terms import TITLE_QUALITY, Sense
from index.lexical import tagged
from index.model import Document
from index.numerals import HAN
from index.organisations import is_body, with_those_under
from prompts import load_yaml

LONGEST = 24
"""Characters of a stretch that may be a body's short name with its place."""
LEAST_STEM = 2
"""Characters before the word for its kind; with no place before them, one of a second word is among them."""
LEAST_ALONE = 5
"""Characters of a name that no other body's ends in by chance: 管理中心 is no name."""
MIN_ROW, MAX_ROW = 3, 8
"""Characters of the short name of a body among the rows."""
_ROW = re.compile("[\u4e00-\u9fff]+(?:[会部署局处院委所厅校园馆站队]|中心)")
_CENTRE = "中心"
"""A word for too many kinds of bodies to say by single characters which of them is meant: 妇幼中心 is read by words."""
_SMALL = frozenset({"和", "与", "及", "暨", "的"})
_NUMBER = re.compile(f"[{HAN}]{{1,3}}")
_ORDINAL = re.compile(f"第({_NUMBER.pattern})")


@dataclass(frozen=True, slots=True)
class _Body:
    """What a body is called without its place: its words in order, and how its kind may be said."""

    pieces: tuple[str, ...]
    kinds: tuple[str, ...]
    documents: frozenset[str]


class ShortBodies:
    """Finds what short names stand for, among the organisations of documents and the bodies in their rows."""

    def __init__(self, documents: Iterable[Document], rows: Iterable[str]) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for one in documents:
            owners[owner_key(one.organisation)].add(one.id)
        self._rows = tuple(rows)
        self._ending: dict[str, dict[str, str]] = defaultdict(dict)
        """By how their kind may end in a short name: the bodies among the rows by their names alone."""
        for bare, name in {_alone(name): name for name in self._rows}.items():
            for end in kind_ends(bare):
                self._ending[end][bare] = name
        self._starts: dict[str, list[_Body]] = defaultdict(list)
        for name, ids in owners.items():
            places, rest = split_place(name)
            if rest and not rest.isascii() and (kinds := _kinds(rest)):
                body = _Body(_pieces(rest.removesuffix(kinds[0])), kinds, frozenset(ids))
                for start in starts_of(places):
                    self._starts[start].append(body)
        self._ends = frozenset(kind[-1] for bodies in self._starts.values() for one in bodies for kind in one.kinds)

    def owner(self, surface: str) -> tuple[Sense, ...]:
        """The organisation whose short name a stretch is, with its place or without."""
        if not MIN_ROW <= len(surface) <= LONGEST or surface[-1] not in self._ends or surface[0] in _SMALL:
            return ()
        found = frozenset(
            one
            for cut in range(len(surface) - 1)
            for body in self._starts.get(surface[:cut], ())
            if _is_short_for(surface[cut:], body, placed=cut > 0)
            for one in body.documents
        )
        return (Sense("organisation", surface, found),) if found else ()

    def row(self, surface: str) -> tuple[Sense, ...]:
        """The bodies among the rows whose name the word shortens best: 國安會 is 國家安全會議."""
        if not MIN_ROW <= len(surface) <= MAX_ROW or not _ROW.fullmatch(surface):
            return ()
        fits = _is_centre if surface.endswith(_CENTRE) else shortens
        shares = {
            name: share for bare, name in self._ending.get(surface[-1], {}).items() if (share := fits(surface, bare))
        }
        best = max(shares.values(), default=0.0)
        found = frozenset(name for name, share in shares.items() if share == best)
        return (
            (Sense("name", surface, self.in_full(found), quality=TITLE_QUALITY),) if 0 < len(found) <= MOST_ROWS else ()
        )

    def with_full_names(self, surface: str, named: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """The senses of a body's name, the first with all names that it has among the rows."""
        if not named or named[0].kind != "name" or not is_body(surface):
            return named
        rows = {key for sense in self.row(surface) if surface.endswith(_CENTRE) for key in sense.keys}
        return (replace(named[0], keys=self.in_full(named[0].keys | rows)), *named[1:])

    def in_full(self, keys: frozenset[str]) -> frozenset[str]:
        """Names of bodies with those among the rows that are the same with more before them, or less: 某市河库管理中心 and
        河库管理中心.
        """
        return keys | {
            row
            for row in self._rows
            for key in keys
            if min(len(key), len(row)) >= LEAST_ALONE and (row.endswith(key) or key.endswith(row))
        }


def _alone(name: str) -> str:
    """A body's name without what says that those under it are meant, too: 某委員會 of 某委員會及所屬."""
    return next((name.removesuffix(end) for end in with_those_under() if name.endswith(end)), name)


def _is_centre(short: str, name: str) -> float:
    """How much of a centre's name its short form takes up, 0 where its words are not among those of the name, in their order."""
    stem, rest = short.removesuffix(_CENTRE), split_place(name)[1]
    if len(stem) < LEAST_STEM or not rest.endswith(_CENTRE):
        return 0.0
    pieces = _pieces(rest.removesuffix(_CENTRE))
    return len(short) / len(name) if any(_ways(stem, pieces)) else 0.0


MOST_ROWS = 2


@cache
def _suffixes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words for kinds of bodies, the shortest first, each with what people say for it."""
    entries = load_yaml("terms.organisations.yaml")["suffixes"]
    return tuple(sorted(((one["full"], tuple(one["short"])) for one in entries), key=lambda pair: len(pair[0])))


def _kinds(body: str) -> tuple[str, ...]:
    """How the kind of a body may be said: 图书馆, 馆; () for a body of no kind that we know."""
    for full, short in _suffixes():
        if body.endswith(full) and body != full:
            ends = {full[-1]} if full[-1] in "馆院局委站所厅处会" else set()
            return (full, *sorted({*short, *ends} - {full}))
    return ()


@lru_cache(4096)
def _pieces(stem: str) -> tuple[str, ...]:
    """The words of a name in order, long ones in their halves: 文化|广播|电视|旅游."""
    words = [stem[start:end] for start, end, _ in tagged(stem)]
    return tuple(half for word in words if word not in _SMALL for half in _halves(word))


def _halves(word: str) -> tuple[str, ...]:
    return (word[:2], word[2:]) if len(word) == 4 else (word,)


def _is_short_for(short: str, body: _Body, *, placed: bool) -> bool:
    for kind in body.kinds:
        stem = re.sub("[和与及]", "", short.removesuffix(kind)) if short.endswith(kind) else ""
        if len(stem) >= (1 if placed and _NUMBER.fullmatch(stem) else LEAST_STEM) and body.pieces:
            used = set(_ways(stem, body.pieces))
            if any(words > 1 or placed for words in used):
                return True
    return False


def _ways(stem: str, pieces: tuple[str, ...], *, first: bool = True) -> Iterator[int]:
    """How many words of a name each way of reading a stem takes up; the first word is always one of them."""
    if not stem:
        yield 0
        return
    if not pieces:
        return
    ordinal = _ORDINAL.fullmatch(pieces[0])
    for said in {pieces[0], ordinal.group(1) if ordinal else pieces[0][0]}:
        if stem.startswith(said):
            yield from (1 + words for words in _ways(stem.removeprefix(said), pieces[1:], first=False))
    if not first:
        yield from _ways(stem, pieces[1:], first=False)

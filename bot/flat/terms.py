"""What the terms of a question may name in a table of records: groups, rows, codes; and the ways in which they meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from bot.figures.sides import side_words
from bot.flat.cube import Cube, Dimension, Rows
from bot.flat.names import GROUP_MARK, is_code
from bot.names.english_names import without_number
from bot.names.terms import Token, keys_of
from index.organisations import with_those_under
from index.text import core_key, fold, singular
from prompts import load_yaml

GROUP_WORTH = 8.0
ROW_WORTH = 10.0
CODE_WORTH = 12.0
PARTLY = 0.8
"""What a group named by a part of its label is worth against one named whole."""
MOST_WAYS = 64
SOUND_PART = 0.8
"""A name found as a part of longer names has at most this quality: its words are looked for here anew."""
BESIDE = 3
"""Characters between a group's name and a word for a body that belongs to it: "the mayor's office"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One group that a term may name: its column, label and rows."""

    dimension: Dimension
    key: str
    rows: Rows
    worth: float

    def heads(self, body: str) -> bool:
        """Whether all labels that are meant begin with a body's key, and none is that body."""
        keys = {self.dimension.key_of(row) for row in self.rows}
        return all(key.startswith(body) and key != body for key in keys)


def conditions_of(cube: Cube, terms: Sequence[Token], number: int, *, wide: bool, also: bool) -> list[Condition | None]:
    """What a term may name, the most general column first; [None] where it only says "office" after a body's name.

    `wide`: a body's name may mean those under it, too; `also`: a label's own name may be a part of others.
    """
    term = terms[number]
    beside = bool(number) and 0 <= term.start - terms[number - 1].end <= BESIDE
    if beside and (_is_body_word(term) or _names_line(cube, terms[number - 1], term)):
        return [None]
    codes = frozenset(code for sense in term.senses for code in sense.codes if sense.kind == "code")
    leaf = cube.leaf_dimension
    found: list[Condition | None] = [
        Condition(leaf, code, cube.codes[code], CODE_WORTH) for code in codes if code in cube.codes
    ]
    keys = (_sound_keys(term) if also else _own_keys(term)) | _coded_keys(term)
    for one in cube.dimensions:
        if one is cube.side:
            continue
        worth = ROW_WORTH if one.leaf else GROUP_WORTH
        found += [Condition(one, key, rows, worth) for key in sorted(keys) if (rows := one.rows_of(key))]
        wider = (f"{key}{word}" for key in keys for word in with_those_under()) if wide else ()
        found += [Condition(one, key, one.rows[key], worth * PARTLY) for key in wider if key in one.rows]
    loose = ((key, leaf.rows.get(key)) for key in keys_of(term))  # 河道保洁绿化 of 河道保洁与绿化养护经费
    near = (Condition(leaf, key, rows, ROW_WORTH * PARTLY) for key, rows in loose if rows)
    found = _of_header(found, term) or list(_by_part(cube, term)) or list(near)
    return found or ([None] if _says_code_again(cube, terms, term) else [])


def _coded_keys(term: Token) -> frozenset[str]:
    """The label that begins with the code which the term is: fund 2251."""
    keys = frozenset(key for key in keys_of(term) if key.startswith(f"{term.surface} "))
    return keys if is_code(term.surface) and len(keys) == 1 else frozenset()


def _says_code_again(cube: Cube, terms: Sequence[Token], term: Token) -> bool:
    """Whether all rows of a code that the question gives say the words of a term, which names no group itself: salaries,
    account 51111.
    """
    codes = (code for one in terms for sense in one.senses for code in sense.codes if sense.kind == "code")
    coded = [rows for code in codes if (rows := cube.codes.get(code))]
    words = core_key(term.surface).split()
    return term.surface.isascii() and any(all(rows <= cube.saying(word) for word in words) for rows in coded)


def ways_of(
    options: Sequence[Sequence[Condition | None]], allowed: Rows, cube: Cube
) -> Iterator[tuple[list[Condition], Rows]]:
    """The choices of a group for each term that leave rows, without those whose rows another choice holds, too."""
    found: list[tuple[list[Condition], Rows]] = []
    for number, picks in enumerate(product(*options)):
        conditions = [pick for pick in picks if pick is not None]
        rows = allowed.intersection(*(one.rows for one in conditions)) if conditions else allowed
        if rows and number < MOST_WAYS and not any(rows <= other for _, other in found):
            found = [(held, other) for held, other in found if not other < rows]
            found.append((conditions, rows))
    yield from found


def without_heads(options: Sequence[list[Condition | None]]) -> list[list[Condition | None]]:
    """The options, with nothing for a body that all bodies of a sort have before their names: 审计部 | 六个审计处."""
    sorts = [one for ways in options for one in ways if one is not None and one.key.startswith(GROUP_MARK)]

    def heads(way: Condition | None) -> bool:
        return way is not None and any(
            way.dimension is one.dimension and one.heads(way.key) for one in sorts if one is not way
        )

    return [[None] if ways and all(map(heads, ways)) else list(ways) for ways in options]


def _of_header(found: list[Condition | None], term: Token) -> list[Condition | None]:
    """Those of the groups that are of the column which the term says that they are of: Measure Y fund."""
    last = singular(fold(term.surface).rpartition(" ")[2])
    of_it = [one for one in found if one is not None and last in thing_of(one.dimension.header).split()]
    return [*of_it] or found


def _by_part(cube: Cube, term: Token) -> Iterator[Condition]:
    """The one label of the most general column of groups that holds the term as whole words, its code and body words aside."""
    word = core_key(term.surface)
    if len(word) < 2 or _is_body_word(term) or word in _words("of_many") or (term.has("absent") and not word.isascii()):
        return
    for one in cube.dimensions:
        if one is cube.side or (one.leaf and term.has("absent")):
            continue
        keys = [key for key in one.keys_with(word) if _holds(key, word, one.leaf)]
        if len(keys) == 1 and _says_all_of(cube, word, one.rows[keys[0]]):
            worth = (ROW_WORTH if one.leaf else GROUP_WORTH) * PARTLY
            yield Condition(one, keys[0], one.rows[keys[0]], worth)
            return
        if keys:
            return


def _says_all_of(cube: Cube, word: str, rows: Rows) -> bool:
    """Whether no label of other rows holds an English word, which would then be no name of these alone: Harbour Projects and
    the account Harbour Dues. A name of several words is more than chance.
    """
    return " " in word or not word.isascii() or cube.saying(word) <= rows


def _holds(key: str, word: str, leaf: bool) -> bool:
    if not word.isascii():
        return word in key and (2 * len(word) >= len(key) or (len(word) > 2 and not leaf))
    if not re.search(rf"\b{re.escape(word)}\b", key):
        return False
    rest = [part for part in key.split() if part not in _words("bodies") and not part.isdigit()]
    rest = rest[len(rest) > 1 and rest[0] in _words("owners") :]  # council of City Council
    said = word.split()
    enough = (
        2 * len(word) >= len(key) if leaf else 2 * len(said) >= len(rest)
    )  # parking is no Parking Ticket Appeals Desk
    return rest[: len(said)] == said and enough


def _own_keys(term: Token) -> frozenset[str]:
    """The keys of the names that the question gives whole, by the first of what it means."""
    sound = (one.keys for one in term.senses if one.kind == "name" and one.quality > SOUND_PART)
    return next(sound, frozenset())


def _sound_keys(term: Token) -> frozenset[str]:
    """The keys of names that the question gives whole; parts of names are looked for in the table itself."""
    return frozenset(
        key
        for sense in term.senses
        if sense.kind == "name" and sense.quality > SOUND_PART
        for key in sense.keys
    )  # fmt: skip


def thing_of(header: str) -> str:
    """What a column of groups holds, from its header: "Fund Description" → fund."""
    words = [word for word in fold(header).split() if word not in _words("header_ends")]
    return " ".join(words)


def is_side_word(term: Token, side: str) -> bool:
    """Whether a term says that figures are on one side of the accounts."""
    words = core_key(term.surface).split()
    bare = " ".join(word for word in words if word not in _words("measures")) or core_key(term.surface)
    return bare in side_words(side) or term.has("side", "收入" if side == "revenue" else "支出")


def says_all(cube: Cube, term: Token) -> bool:
    """Whether a term only says that nothing is left out of a column of groups: all funds, all departments."""
    words = fold(term.surface).split(" ")
    return (
        len(words) > 1
        and words[0] == "all"
        and singular(words[-1]) in {thing_of(one.header) for one in cube.dimensions}
    )


def says_paper(cube: Cube, term: Token, titles: Sequence[str]) -> bool:
    """Whether English words only say again what the whole paper is called, and are no label: operating budget, of
    Operating Expenditures FY2025.
    """
    words = set(core_key(term.surface).split())
    said = words - _words("measures") - _words("wholes") - _side_words()
    if not term.surface.isascii() or any(one.rows_of(key) for key in _sound_keys(term) for one in cube.dimensions):
        return False
    return bool(said) and any(said <= set(re.findall("[a-z]+", fold(title))) for title in titles)


def names_title(term: Token, title: str) -> bool:
    """Whether a term is what a form is titled, its number aside: capital programme, of Table 11: Capital programme."""
    key = core_key(title)
    return not keys_of(term).isdisjoint((key, without_number(key)))


@cache
def _side_words() -> frozenset[str]:
    return frozenset(side_words("expense") | side_words("revenue"))


def _names_line(cube: Cube, name: Token, term: Token) -> bool:
    """Whether a term only says that the name before it is of an account: Facilities: General Support | charge."""
    line = fold(term.surface) in _words("lines")
    return line and any(key in cube.leaf_dimension.rows for key in _sound_keys(name))


def is_measure(term: Token) -> bool:
    """Whether a term only says that figures follow: budget, amount."""
    return fold(term.surface) in _words("measures")


def _is_body_word(term: Token) -> bool:
    return fold(term.surface) in _words("bodies")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load_yaml("flat.yaml")[name])

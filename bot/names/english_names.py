"""How English papers and people call one thing: initials, the word for a body left out, and words of the field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain

from bot.names.catalogue import Catalogue
from bot.names.organisations import SMALL_WORDS
from bot.names.terms import Sense
from index.grids import is_total_label
from index.model import Fact
from index.sections import total_named
from index.text import core_key, is_plain_measure, singular_words
from prompts import load_yaml

MIN_INITIALS, MAX_INITIALS = 2, 6
RECALLED = 1024
"""Stretches of a question whose names are kept, as each is asked for more than once."""
_BODY = re.compile(
    r"^(?:(?:department|dept|office|bureau|division|ministry) (?:of |for )?(?:the )?)"
    r"|(?:(?: s)? (?:department|dept|bureau|division|office|agency|utility|expenses|spending|directorate|section)|(?<!borrowing) costs)$"
)
"""Words that a name may go without; borrowing costs are no borrowings."""
_OF_YEAR = re.compile(r" (?:for|of) (?:the )?(?:fiscal |current |whole )?year$")
"""Total expenditure for the year."""
_SPENT_ON = re.compile(r"(?:expenses?|expenditures?|costs?|spending|appropriations?|budget|resources?) (?:for|of) (.+)")
"""Total expenses for program 1.2: what that program costs."""
_JOINS = re.compile(r"\band\b|[&,/]", re.I)
_PUBLISHER = re.compile(
    r"\bthe (council|board|office|authority|ministry|commission|committee|bureau|agency|association)$"
)
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}(?![A-Za-z]| ?'?\d)")
"""What may be initials; before a number they are none: FY2026."""
_EITHER = ("deficit", "surplus")
"""Words that name a part of what a row is called, Surplus (deficit), as well as another row, Overall balance."""
_LISTS_FUNDS = re.compile(r"\b(?:all|by|of) funds?\b|\bfunds? summary\b|\bsummary of funds\b")
_DATED = re.compile(r"[a-z].*\d{2}$|^\d{4}.*[a-z]")
_MEASURE_WORDS = re.compile("(?:forward |budget )?(?:estimates?|projections?)")
_PUNCTUATED = re.compile("^[a-z].*[,:;/–—-].*[a-z]")


def is_measure_word(surface: str) -> bool:
    """Whether an English word only says that figures follow, as headers do: estimates, forward estimates."""
    return bool(_MEASURE_WORDS.fullmatch(surface))


def is_dated(surface: str) -> bool:
    """Whether an English header says no more than a year and that figures follow: budget 2023, 2023 actual."""
    return bool(_DATED.search(surface)) and is_plain_measure(surface)


def is_punctuated(surface: str) -> bool:
    """Whether an English name has punctuation in it, which keys leave out: plant, vehicles and equipment."""
    return bool(_PUNCTUATED.search(surface)) and surface[-1].isalnum()


def bare_body(key: str) -> str:
    """A key without the word for a body or for costs, in the singular: police department → police, personnel costs →
    personnel; with no word for "and", which forms print as &, too.
    """
    bare = _BODY.sub("", _OF_YEAR.sub("", key))
    return singular_words(re.sub(r" (?:and|&) ", " ", bare if len(bare) > 2 and bare != "total" else key))


def without_number(key: str) -> str:
    """The key of a title in English without the number of its form and the unit behind it: table 4 capital programme 000."""
    return _UNIT_BEHIND.sub("", _NUMBERED.sub("", key))


_UNIT_BEHIND = re.compile(r"(?<=[a-z]) (?:000s?|m|mn|bn|millions?|thousands?)$")
_NUMBERED = re.compile(r"^(?:table|schedule|appendix|annex|exhibit|form|statement) (?:\d{1,3}|[a-z]\d{0,2}) ")


class EnglishNames:
    """The English names that an index holds, by what else they are called."""

    def __init__(self, catalogue: Catalogue) -> None:
        keys = [key for key, entry in catalogue.names.items() if entry.roles - {"table"}]
        organisations = {one.organisation for one in catalogue.documents.values()}
        self._owners = {core_key(one) for one in organisations if one.isascii()}
        """Whose papers these are: a county's department is none of them."""
        self._bare: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[str, set[str]] = defaultdict(set)
        self._held = {key for key in keys if key.isascii()}
        self._all = [key for key in catalogue.names if key.isascii()]
        self._titles = [key for key in self._all if "table" in catalogue.names[key].roles]
        self._bags: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._joining = {key for key in self._held if _JOINS.search(catalogue.names[key].text)}
        """The names that join two things, by a word or a sign."""
        for key in self._held:
            self._bare[bare_body(key)].add(key)
            self._bags[_bag(key)].add(key)
        for key in self._titles:
            title = without_number(key)
            if title != key and " " in title:
                self._bare[bare_body(title)].add(key)
        for key in self._funds(catalogue):
            self._bare[bare_body(f"{key} fund")].add(key)
        self._totals = {of: frozenset(keys) for of, keys in self._named_totals().items()}
        for key in (*self._held, *self._owners):
            for words in (_telling(key), _telling(_BODY.sub("", key))):
                if MIN_INITIALS <= len(words) <= MAX_INITIALS and not re.search(r"\d", key):  # no FY of fiscal years
                    self._initials["".join(word[0] for word in words)].add(key)
        self._bodies = {word for key in self._held for word in (key.split()[-1], key.split(" of ")[0])}
        self._in_total = frozenset(load_yaml("terms.english.yaml")["in_total"])
        said = load_yaml("terms.english.yaml")["said"]
        self.words = {part for word, names in said.items() for part in (word, *names)}
        """The words of the field, and the names that they stand for."""
        self._said: Mapping[str, list[str]] = {core_key(word): names for word, names in said.items()}
        self.alike = lru_cache(RECALLED)(self._find_alike)
        """The names that are called by words in another form or order."""

    def _funds(self, catalogue: Catalogue) -> list[str]:
        """The rows of forms that list the funds, which leave out the word: General in a Summary of All Funds."""
        names = catalogue.names
        forms = {table for title in self._titles if _LISTS_FUNDS.search(title) for table in names[title].tables}
        return [key for key in self._held if "row" in names[key].roles and not forms.isdisjoint(names[key].tables)]

    def totals_said(self, surface: str) -> frozenset[str]:
        """The names here of totals that words such as altogether ask for where several figures fit, or of grand totals."""
        if re.fullmatch(r"(?:the )?grand total(?: of| for)?", surface):
            return frozenset(key for key in self._held if key.startswith("grand total"))
        return frozenset({"total"}) & frozenset(self._all) if surface in self._in_total else frozenset()

    def said(self) -> Iterator[str]:
        """What names are called without the word for a body, and what totals are of."""
        return chain(self._bare, self._totals)

    def of_period(self, surface: str) -> frozenset[str]:
        """The names that say of which stretch of time a figure is, where a word does: what a household pays per month."""
        periods = load_yaml("terms.english.yaml")["periods"]
        printed = next((words for words in periods.values() if surface in words), ())
        return frozenset(key for key in self._all if any(re.search(rf"\b{re.escape(one)}\b", key) for one in printed))

    def _named_totals(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key in self._held:
            if is_total_label(key) and (of := total_named(key)):
                found[of].add(key)
                if spent := _SPENT_ON.match(of):
                    found[spent[1]].add(key)
        return found

    def titled(self, surface: str) -> frozenset[str]:
        """The forms whose title says what a word of the field is called in another way: students for Enrollment."""
        said = said_otherwise(surface)[1:] if self._titles and surface == surface.strip() else ()
        others = [core_key(one) for one in said]
        if not others:
            return frozenset()
        return frozenset(title for title in self._titles if any(says_word(one, title) for one in others))

    def _find_alike(self, surface: str) -> frozenset[str]:
        """The names that differ from a word by the word for a body alone, police and police department, or else by the order
        of their words: street lighting electricity and electricity: street lighting.
        """
        if surface.startswith(("and ", "& ")) or surface.endswith((" and", " &")):
            return frozenset()
        if bare := self._bare.get(bare_body(surface), set()) - self._owners:
            return frozenset(bare)
        bag = _bag(surface)
        turned = self._bags.get(bag)
        if not turned or re.search(r"\d", surface):  # budget and 2025 is no header 2025 Budget
            return frozenset()
        tells = len(bag) > 2 or (len(bag) == 2 and bool(re.search(r" (?:and|&) ", surface)))
        turned = (
            turned & self._joining if _JOINS.search(surface) else turned
        )  # maintenance and parks, Parks Maintenance
        return frozenset(turned if tells else ())

    def total_of(self, surface: str) -> frozenset[str]:
        """The total here that is called by a name: total general fund, subtotal sheriff, departments subtotal."""
        return self._totals.get(singular_words(surface), frozenset())

    def meant(self, surface: str) -> frozenset[str]:
        """The names here that a word of the field stands for: hotel tax, hr; empty where none is meant."""
        if not surface.isascii():
            return frozenset()
        joined = core_key(surface) if " & " in surface and surface[-1].isalnum() else surface
        said = (surface, joined, singular_words(surface))
        names = next((self._said[one] for one in said if one in self._said), [])
        found = frozenset(one for name in names for one in self._bare.get(bare_body(core_key(name)), ()))
        beside = (key for key in self._held if says_word(surface, key)) if found and surface in _EITHER else ()
        return found.union(beside)

    def called(self, surface: str) -> frozenset[str]:
        """The names that a word may mean, by what it is called in the field or else by all but the word for a body."""
        plain = surface.isascii() and surface == surface.strip() and len(surface) > 1 and not re.search(r"\d", surface)
        return (self.meant(surface) or self.alike(surface)) if plain else frozenset()

    def spelled_out(self, question: str, cues: Mapping[str, Sequence[Sense]]) -> str:
        """The question with initials in capitals that read as a filler, IT, written as the name that they stand for."""

        def name(found: re.Match[str]) -> str:
            initials = found.group(0).lower()
            plain = any(sense.kind == "filler" for sense in cues.get(initials, ()))
            names = (
                (self.meant(initials) or self.initialled(initials)) if plain and not question.isupper() else frozenset()
            )
            return min(names, key=len) if names else found.group(0)

        return _CAPITALS.sub(name, question)

    def names_body(self, surface: str) -> bool:
        """Whether a word for the publisher, the council, is also one for a body among the names: what the City Council costs."""
        found = _PUBLISHER.search(surface)
        return found is not None and found.group(1) in self._bodies

    def initialled(self, word: str) -> frozenset[str]:
        """The names here whose initials a word is: hhs for health and human services."""
        if not (MIN_INITIALS <= len(word) <= MAX_INITIALS and word.isascii() and word.isalpha()):
            return frozenset()
        return frozenset(self._initials.get(word, ())) & self._held


@lru_cache(1 << 14)
def says_word(word: str, *texts: str) -> bool:
    """Whether one of some keys, such as that of a form's title, holds an English word, in the singular or plural."""
    whole = _whole_word(word)
    return whole is not None and any(whole.search(one) or whole.search(singular_words(one)) for one in texts)


@lru_cache(1024)
def _whole_word(word: str) -> re.Pattern[str] | None:
    told = singular_words(word) if word.isascii() else ""
    return re.compile(rf"(?<![a-z0-9]){re.escape(told)}(?:e?s)?(?![a-z0-9])") if len(told) > MIN_INITIALS else None


def said_otherwise(word: str) -> tuple[str, ...]:
    """A word in English, and what else it is called in the field; of a word in Chinese, what English papers call it."""
    terms = load_yaml("terms.english.yaml")
    said = terms["said"].get(word) or (terms["said"].get(singular_words(word), ()) if word.isascii() else ())
    return (word, *said, *terms["words"].get(word, ()))


def _bag(key: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in singular_words(key).split() if word not in ("and", "&")))


def _telling(key: str) -> list[str]:
    return [word for word in key.split() if word not in SMALL_WORDS and word[0].isalpha()]


ENDS_AS_CUE = re.compile(r"[a-z][a-z-]+ (?:share|balance|change|average|difference|rate)")
"""A name whose last word alone asks for something else: the central share, the ending balance."""


def plural_of(key: str) -> str:
    """A pattern of an English key in the singular or plural, as a part of a name."""
    end = "(?:y|ies)" if key.endswith("y") else "(?:s|es)?"
    return rf"(?<![a-z0-9]){re.escape(key.removesuffix('y'))}{end}(?![a-z0-9])"


def words_near(typed: str, name: str) -> bool:
    """Whether every word of an English name is near to the one typed: a municipal airport is no municipal court."""
    pairs = list(zip(typed.split(), name.split(), strict=False))
    return len(typed.split()) == len(name.split()) and all(
        SequenceMatcher(None, *pair).ratio() >= WORD_SCORE for pair in pairs
    )


WORD_SCORE = 0.65


@lru_cache(1024)
def _in_english(surface: str) -> tuple[str, ...]:
    """The keys of a word of a question and of what else it is called that are words of English long enough to look for."""
    keys = map(core_key, said_otherwise(surface))
    return tuple(one for one in keys if _whole_word(one) is not None)


def place_in_english(surface: str, fact: Fact) -> str:
    """Where a figure's own surroundings say a word of a question, in its language or another: "table" for the form's title,
    the body or the unit, "column" for its header, "part" for its row; "" where they do not.
    """
    others = _in_english(surface)
    if not others:
        return ""
    around = (core_key(fact.table), core_key(fact.organisation), core_key(fact.unit.name))
    if any(says_word(one, *around) for one in others):
        return "table"
    headers = [core_key(label) for label in fact.column] if " " in surface and fact.source == "table" else []
    if says_word(core_key(surface), *headers):
        return "column"  # council tax, of District council tax 2025/26
    return "part" if any(says_word(one, core_key(fact.row)) for one in others) else ""


NET_COLUMNS = frozenset({"net", "net budget", "net expenditure", "net cost", "net spend", "net total"})
"""Columns that English forms print beside gross amounts and income: where none is named, what is left to pay is meant."""


def may_be(typed: str, name: str) -> bool:
    """Whether an English name may be what was typed: word by word near to it, and not another form of one of its words."""
    return words_near(typed, name) and not _other_form(typed, name)


def _other_form(word: str, name: str) -> bool:
    """Whether English words end otherwise than a name's, so that something else is said: vessels licensed, vessel licensing."""
    ends = ("ed", "ing", "er", "ers")
    pairs = zip(word.split(), name.split(), strict=False)
    return any(
        {end for end in ends if one.endswith(end)} != {end for end in ends if two.endswith(end)} for one, two in pairs
    )

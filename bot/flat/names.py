"""What people call the labels of tables of records: general fund of “1010 - General Fund: General Purpose”, Measure Q of a
longer name, animal licences of “Licenses: Animal”; and many of them at once by the noun that they share: library branches.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from bot.names.catalogue import Catalogue
from bot.names.lexicon import side_verbs
from bot.names.terms import OTHER_NAME_QUALITY, Sense, Token, keys_of
from bot.reading.literals import NUMBER_WORDS
from index.numerals import parse_han_number
from index.text import core_key, fold, has_han, singular, singular_words
from index.words import pattern_of
from prompts import load_yaml

GROUP_MARK = "*"
"""How the key of a noun begins that many labels share."""
NUMBERED = " #"
"""Behind the noun of labels that a number tells apart: Ward 3."""
MOST_CALLED = 3
"""A part of more labels than this says none of them."""
FEWEST = 2
SHORTEST_NOUN = 4
SHORTEST_WORD = 3
HAN_NOUN = range(3, 9)
"""Characters of an ending that Chinese names of one sort of bodies share."""
SHORTEST_BEFORE = 2
_CODE = re.compile(r"^(?P<code>[a-z]{0,2}\d{2,}[a-z]?)(?: *[-–:.] *(?=\D)| +(?=[A-Z][a-z]))", re.I)
_PARTS = re.compile(r"[:;/(),]| [-–] ")
_COUNTED = pattern_of("asked.zh.yaml", "sorts_of_bodies", "counted")
"""What stands before the noun for a sort of bodies where all of them are meant."""


def group_key(noun: str) -> str:
    """The key by which all labels that share a noun are meant."""
    return f"{GROUP_MARK}{noun}"


def code_before(label: str) -> str:
    """The code that a label begins with, "" where it has none: 3150 - Sewer Fund."""
    found = _CODE.match(label)
    return found["code"] if found else ""


@cache
def nouns_of(label: str) -> frozenset[str]:
    """The nouns that a label may share with others of its sort: branch of Hillside Branch, ward of Ward 3, 审计处 of 某市审计处."""
    if has_han(label):
        key = core_key(label).removesuffix("及所属")
        return frozenset(key[-size:] for size in HAN_NOUN if len(key) - size >= SHORTEST_BEFORE)
    words = core_key(_CODE.sub("", label)).split()
    if len(words) < FEWEST or not all(word.isalnum() for word in words):
        return frozenset()
    last, first = singular(words[-1]), singular(words[0])
    found = {last} if _is_noun(last) else set()
    if len(words) == FEWEST and _is_noun(first) and _number(words[1]) is not None:
        found.add(f"{first}{NUMBERED}")
    return frozenset(found)


def _is_noun(word: str) -> bool:
    return len(word) >= SHORTEST_NOUN and word.isalpha() and word not in _plain()


@cache
def _plain() -> frozenset[str]:
    """Words that a name ends with and that say nothing of its sort."""
    terms = load_yaml("flat.yaml")
    words = (
        *terms["bodies"],
        *terms["measures"],
        *terms["no_sorts"],
        *(one for side in terms["sides"].values() for one in side),
    )
    return frozenset(singular(fold(word)) for word in words)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word)


class FlatNames:
    """The labels of the flat tables of one catalogue by what else they are called."""

    def __init__(self, catalogue: Catalogue) -> None:
        tables = catalogue.flat_tables.keys()
        publishers = {word for one in catalogue.documents.values() for word in fold(one.organisation).split()}
        self._called: dict[str, set[str]] = defaultdict(set)
        self._sorts: dict[str, set[str]] = defaultdict(set)
        self._labels: set[str] = set()
        for key, entry in catalogue.names.items() if tables else ():
            if entry.tables.isdisjoint(tables) or "row" not in entry.roles:
                continue
            self._labels.add(key)
            for noun in nouns_of(entry.text):
                self._sorts[noun].add(key)
            for said in _said_of(entry.text) if entry.text.isascii() else ():
                self._called[said].add(key)
        self._sorts = {
            noun: keys for noun, keys in self._sorts.items() if len(keys) >= FEWEST and noun not in publishers
        }

    def called(self, surface: str) -> frozenset[str]:
        """The labels that the words are a part of by which people call them, none where they are many."""
        if not self._called or not surface.isascii() or not (surface[0].isalnum() and surface[-1].isalnum()):
            return frozenset()
        words = _spelled(core_key(surface))
        bare = next((words.removesuffix(end) for end in _MONEY if words.endswith(end)), words)
        found = self._called.get(words) or self._called.get(bare, set())
        return frozenset(found) if len(found) <= MOST_CALLED else frozenset()

    def said(self) -> Iterable[str]:
        """All words by which people call labels."""
        return self._called

    def besides(self, own: Sense) -> tuple[Sense, ...]:
        """What a label's own name may mean besides: a part of other labels."""
        called = self.called(own.value) - own.keys if self._called else frozenset()
        return (replace(own, keys=called, quality=OTHER_NAME_QUALITY),) if called else ()

    def sort(self, surface: str) -> tuple[Sense, ...]:
        """All labels that share the noun which the words are: branches, ward offices, 五个国税局; none for other words."""
        noun = self._noun(surface) if self._sorts else ""
        return (Sense("name", surface, frozenset({group_key(noun)}), quality=OTHER_NAME_QUALITY),) if noun else ()

    def _noun(self, surface: str) -> str:
        if has_han(surface):
            counted = _COUNTED.match(surface)
            if counted is None:
                return ""
            noun = surface[counted.end() :]
            noun = next((word for word in (noun, *_without_kind(noun)) if word in self._sorts), "")
            said = counted["number"]
            many = None if said is None else int(said) if said.isdigit() else parse_han_number(said.replace("两", "二"))
            return noun if noun and many in (None, len(self._sorts[noun])) else ""
        words = surface.split(" ")
        noun = singular(words[0])
        if f"{noun}{NUMBERED}" in self._sorts and words[-1] != noun and set(words[1:]) <= {"offices"}:
            return f"{noun}{NUMBERED}"
        return noun if len(words) == 1 and noun in self._sorts and noun != surface else ""

    def without_remarks(self, question: str) -> str:
        """A question without what says of a label that it alone is meant, 文化部（不含所屬機關）, or lists all of a sort: 六個
        審計處（臺北、新北…）.
        """
        if not self._labels or not has_han(question):
            return question
        alone = _ALONE.sub(lambda found: found["body"] if self._ends_with_label(found["body"]) else found[0], question)
        return _LISTED.sub(lambda found: found["before"] if self._are_all(found) else found[0], alone)

    def _ends_with_label(self, text: str) -> bool:
        key = core_key(text)
        return any(key[start:] in self._labels for start in range(len(key) - 1))

    def _are_all(self, found: re.Match[str]) -> bool:
        """Whether a list in brackets names all labels of the sort before it, each by a part of its own."""
        before = core_key(found["before"])
        nouns = (before[-size:] for size in reversed(HAN_NOUN) if before[-size:] in self._sorts)
        labels = self._sorts[noun] if (noun := next(nouns, "")) else set()
        held = [
            {label for label in labels if core_key(one) in label} for one in re.split("[、,，和及与]", found["list"])
        ]
        return bool(labels) and all(len(one) == 1 for one in held) and set().union(*held) == labels

    def reworded(self, text: str) -> str:
        """A prepared question with which district as which of the districts; without the ends of a sort that it also names,
        seven district offices, district one through district seven, and with the sort for the ends alone.
        """
        return _RANGE.sub(self._range, _WHICH.sub(self._which, text)) if self._sorts else text

    def _which(self, found: re.Match[str]) -> str:
        """The first noun behind which that many labels share in the plural, without the word for an office behind it."""
        words = found["words"].split(" ")
        for at, word in enumerate(takewhile(lambda word: word not in _VERBS, words)):
            if f"{word}{NUMBERED}" in self._sorts or len(self._sorts.get(word, ())) > FEWEST:
                behind = words[at + 1 :]
                behind = behind[behind[:1] == ["office"] :]
                return " ".join(
                    (found["which"], *words[:at], f"{word}s" if word[-2:] not in ("ch", "sh") else f"{word}es", *behind)
                )
        return found.group(0)

    def _range(self, found: re.Match[str]) -> str:
        said, first, last = singular(found["noun"]), _number(found["first"]), _number(found["last"])
        noun = f"{said}{NUMBERED}"
        if noun not in self._sorts or first is None or last is None or last - first + 1 != len(self._sorts[noun]):
            return found.group(0)
        return " " if re.search(rf"\b{said}s?\b", found.string[: found.start()]) else f" {said}s "

    def counted(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens, a number before a sort as a word that says nothing where as many labels are of the sort: the 7 districts."""
        said = list(tokens)
        for at, token in enumerate(tokens):
            size = next(
                (
                    len(self._sorts[key[1:]])
                    for key in keys_of(token)
                    if key[1:] in self._sorts and key[0] == GROUP_MARK
                ),
                0,
            )
            for before in range(max(0, at - BEFORE_SORT), at if size else 0):
                if _number(tokens[before].surface) == size:
                    said[before] = replace(tokens[before], senses=(Sense("filler"),))
        return said


def is_code(surface: str) -> bool:
    """Whether words are no more than the code of a label: 2251."""
    return bool(_CODE_ALONE.fullmatch(surface))


def without_codes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, the code of a label beside its name as a word that says nothing: fund 3150, Sewer Fund; Sewer Fund (3150)."""
    said = list(tokens)
    for at, token in enumerate(tokens):
        if not is_code(token.surface) or not token.has("name"):
            continue
        again = list(_words_of_label(tokens, at))
        if len(again) > 1:
            for plain in again:
                said[plain] = replace(tokens[plain], senses=(Sense("filler"),))
            continue
        before = [number for number in (at - 1, at - 2) if number >= 0 and _between(tokens, number, at)]
        behind = [number for number in (at + 1, at + 2) if number < len(tokens) and _between(tokens, at, number)]
        labels = re.compile(rf"{re.escape(token.surface)} ")
        named = (number for number in (*before, *behind) if any(map(labels.match, keys_of(tokens[number]))))
        for number in named:
            for plain in range(min(at, number) + (number < at), max(at, number) + (number < at)):
                said[plain] = replace(tokens[plain], senses=(Sense("filler"),))
        for plain in again if said[at].has("name") and not any(_is_apart(tokens, at, one) for one in again) else ():
            said[plain] = replace(tokens[plain], senses=(Sense("filler"),))
    return said


def _words_of_label(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """The names right beside the code of one label that are words of that label: the number says which is meant, be they
    those of others, too: Measure Y public safety fund (2251).
    """
    labels = [key for key in keys_of(tokens[at]) if key.startswith(f"{tokens[at].surface} ")]
    words = {*singular_words(labels[0]).split(), *map(str.strip, _MONEY)} if len(labels) == 1 else set()
    for step in (-1, 1) if words else ():
        number = at + step
        while 0 <= number < len(tokens):
            token = tokens[number]
            if token.has("name") and set(singular_words(core_key(token.surface)).split()) <= words:
                yield number
            elif not (token.has("header") or token.surface in _BESIDE_CODE):
                break
            number += step


def _is_apart(tokens: Sequence[Token], at: int, number: int) -> bool:
    """Whether a mark stands between two tokens: Library, fund 2241, of which that department may have but a part."""
    return any(token.surface in ",:-–" for token in tokens[min(at, number) : max(at, number)])


def _between(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether nothing but a mark stands between two tokens."""
    return all(token.surface in ",:-–" for token in tokens[first + 1 : last])


_BESIDE_CODE = frozenset(",:-–()#") | {"no", "number", "code"}
"""What may stand between a code and the words of its label, besides what its column holds."""
_CODE_ALONE = re.compile(r"[a-z]{0,2}\d{3,}[a-z]?")
_MONEY = (" fund", " bond")
"""What a label is called besides, that its own words may lack."""
BEFORE_SORT = 4
"""Tokens between a number and the sort that it counts: the seven council district offices."""
_ALONE = pattern_of("asked.zh.yaml", "sorts_of_bodies", "alone")
_LISTED = re.compile(
    "(?P<before>[\u3400-\u9fff]{3,16})[(（](?P<list>[\u3400-\u9fff]{1,8}(?:[、,，和及与][\u3400-\u9fff]{1,8})+)[)）]"
)
_VERBS = frozenset({"does", "do", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would"})
"""Behind which the words after "which" are no longer what is chosen among: which amount does commission 5 have."""
_WHICH = re.compile(r"\b(?P<which>which|each|every) (?P<words>(?:[a-z&]+ ){0,4}[a-z&]+)\b")
_RANGE = re.compile(
    r"(?:, ?| )(?P<noun>[a-z]{4,}) (?P<first>[a-z]+|\d+) (?:through|thru|to|-|–) (?:(?P=noun) )?(?P<last>[a-z]+|\d+)\b"
)


def _without_kind(noun: str) -> Iterator[str]:
    """A Chinese noun without the word for what places its bodies are of: 直辖市审计处 → 审计处."""
    for kind in load_yaml("flat.yaml")["kinds_of_places"]:
        if noun.startswith(kind):
            yield noun.removeprefix(kind)


def _said_of(label: str) -> set[str]:
    """How people may call an English label: its parts between marks, those turned round, and a name with a number or letter
    that it begins with.
    """
    bare = _CODE.sub("", label)
    parts = [key for part in _PARTS.split(bare) if (key := _spelled(core_key(part)))]
    whole = _spelled(core_key(bare))
    found = {whole, *parts}
    if len(parts) == FEWEST:
        found.add(f"{parts[1]} {parts[0]}")
    if numbered := _NUMBERED.match(bare):
        found.add(_spelled(core_key(numbered[0])))
    return {one for one in found if " " in one or (one == whole and code_before(label) and _is_word(one))}


def _is_word(name: str) -> bool:
    """Whether a name is one word that tells by itself what a numbered label is of: 7310 - Aquarium."""
    return name.isalpha() and len(name) >= SHORTEST_WORD and name not in _plain()


_NUMBERED = re.compile(
    r"(?:measure|proposition|prop|title|article|phase|zone|series|ward|district) [a-z0-9]{1,3}\b(?! [a-z])", re.I
)


def _spelled(key: str) -> str:
    """An English key in the singular and in one spelling."""
    spellings = load_yaml("flat.yaml")["spellings"]
    return " ".join(spellings.get(word, word) for word in singular_words(key).split())


def with_sides(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a question without any name, the words that say which side of the records is all that is asked of so."""
    sides = side_verbs()
    told: list[Token] = []
    for token in tokens:
        total = sides.get(token.surface) or ("支出" if WHOLE_BUDGET.fullmatch(token.surface) else "")
        side = (Sense("side", "收入" if total.startswith("收入") else "支出"),) if total else ()
        told.append(replace(token, senses=(*side, *token.senses)))
    return told


WHOLE_BUDGET = re.compile(
    "(?:the )?(?:total |whole |overall )?(?:adopted |proposed |approved |recommended )?budgets?(?: for| of)?"
)
"""Words for all that is spent."""

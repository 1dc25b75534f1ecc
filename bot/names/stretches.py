"""How far what is known may go on in English text, told from the words in it whatever their order: beyond that no stretch of
a question needs to be looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

from bot.names.lexicon import load_lexicon
from index.reach import year_long_words
from index.text import singular
from prompts import load_yaml

_WORD = re.compile("[a-z]+")
_LIGHT = frozenset(
    _WORD.findall(
        "and of for the s department dept office bureau division ministry agency utility expense spending directorate section cost"
        " year fiscal current whole fund bond st nd rd th"
    )
)
"""Words, in the singular, that a name may go without or be said with besides, and what stands behind the number of a day."""
Reach = Callable[[int], int]
"""A place in a text → the end of the longest stretch from there that may be known."""


class Stretches:
    """Names and phrases by the words in them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._with: dict[str, set[int]] = defaultdict(set)
        for number, one in enumerate(known):
            for word in _WORD.findall(one):
                self._with[_in_one_form(word)].add(number)
                self._with[_in_one_spelling(word)].add(number)

    def go_on(self, words: Iterable[str]) -> int:
        """How many of the words, from the first, one of the names or phrases may hold."""
        holding: set[int] | None = None
        count = 0
        for word in words:
            if word and word not in _LIGHT:
                held = self._with.get(word, set())
                holding = held if holding is None else holding & held
                if not holding:
                    break
            count += 1
        return count


def reach_in(text: str, known: Callable[[], Iterable[Stretches]]) -> Reach:
    """How far what is `known` may go on in a prepared text; two words together are always looked up."""
    found = list(_WORD.finditer(text))
    words = [_in_one_form(one[0]) for one in found]
    starts = [one.start() for one in found]
    spaces = [at for at, sign in enumerate(text) if sign == " "]

    def reach(start: int) -> int:
        first, space = bisect_left(starts, start), bisect_left(spaces, start) + 1
        if space >= len(spaces):
            return len(text)
        beyond = first + max(one.go_on(words[first:]) for one in known())
        return max(spaces[space], starts[beyond] if beyond < len(starts) else len(text))

    return reach


@cache
def words_everywhere() -> frozenset[str]:
    """What the word lists hold, whatever the documents are."""
    lexicon, english = load_lexicon(), load_yaml("terms.english.yaml")
    lists = (lexicon.cues, lexicon.by_word, lexicon.by_key, english["words"], english["said"], year_long_words())
    return frozenset(chain.from_iterable(lists))


@cache
def known_everywhere() -> Stretches:
    """The same by the words in it."""
    return Stretches(words_everywhere())


def is_as_listed(surface: str) -> bool:
    """Whether a stretch with Chinese in it is known as it stands in a list or not at all, but for short names of bodies: it has
    no word for "and", no threshold, Latin letters or spaces, and is no form's title with a word behind it.
    """
    return not _SAID_IN_WAYS.search(surface)


_SAID_IN_WAYS = re.compile("[a-z 和及与]|以上|(?:表[里中上]|明细|汇总)$")


def _in_one_form(word: str) -> str:
    return _in_one_spelling(singular(word))


def _in_one_spelling(word: str) -> str:
    spelled: str = _spellings().get(word, word)
    return spelled


@cache
def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = load_yaml("flat.yaml")["spellings"]
    return spellings

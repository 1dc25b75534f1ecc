"""Names as people write them: with a wrong character of the same sound, another word for "and", without a form's brackets.

Only what then is a name of the documents is mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from string import ascii_lowercase

from bot.names.romanised import sound_of
from bot.names.terms import FIELD_QUALITY, NEAR_QUALITY, Sense, Token
from index.lexical import parted, tagged
from prompts import load_yaml

Senses = Callable[[str], tuple[Sense, ...]]
SHORTEST, LONGEST = 3, 12
"""Characters of a name that one wrong character leaves recognisable."""
PAIR = 2
"""Characters of a name that it leaves recognisable where they are no word as they are typed: 采够, 在遍."""
WORDS = 32_768
"""Words whose sound is kept: most are of lists that all documents share."""
RECALLED = 1024
"""Stretches whose words of the same sound are kept, as each is looked at from every place in it."""
BESIDE = 3
"""So far from what is left over may the wrong character stand that explains itself as another word: 街|到 for 街道."""


class Homophones:
    """Words by their sound, found when one is first looked for. Characters have the readings of pypinyin."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = words
        self.of = lru_cache(RECALLED)(self._of)
        """The words that sound like what was typed and share at least half of its characters with it."""

    def _of(self, typed: str) -> list[str]:
        return [
            word
            for word in self._by_sound.get(_sounds(typed), ())
            if 2 * sum(one == two for one, two in zip(typed, word, strict=True)) >= len(typed)
            and not (len(word) == PAIR and word[-1] in _SORTS and word[0] != typed[0])
        ]

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], list[str]]:
        """All words by their sound."""
        by_sound: dict[tuple[str, ...], list[str]] = {}
        for word in self._words:
            if PAIR <= len(word) <= LONGEST and not word.isascii():
                by_sound.setdefault(_sounds(word), []).append(word)
        return by_sound


def mended(
    text: str, tokens: Sequence[Token], homophones: Homophones, senses: Senses, held: Callable[[str], bool]
) -> str:
    """The prepared text with the left-over characters of misspelt names put right; of the same length.

    A character of a word that names hold (`held`) is not misspelt: 公厕运维 is not 公车运维 where a name speaks of 公厕.
    """
    for token in tokens:
        if token.has("left") and not token.surface.isascii():
            whole = range(token.start, token.end)
            beside = (place for far in range(1, BESIDE + 1) for place in (whole.start - far, whole.stop - 1 + far))
            for place in (*whole, *(place for place in beside if 0 <= place < len(text))):
                better = _best(text, place, homophones, senses, whole)
                if better != text and not any(
                    start <= place < end and end - start > 1 and held(text[start:end]) for start, end, _ in tagged(text)
                ):
                    text = better
    return text


_SORTS = "费金款税局"
"""Ends of names of two characters that say nothing of which is meant: 税费 is no 水费."""


class Misspelt:
    """English words with a letter left out, doubled or out of place, by the words of the lists and of the documents."""

    def __init__(self, words: Collection[str], names: Collection[str]) -> None:
        self._words, self._names = words, names
        self._real = frozenset(load_yaml("words.en.yaml")["real_words"])

    @cached_property
    def _right(self) -> frozenset[str]:
        singles = {word for word in self._words if _ENGLISH.fullmatch(word)}
        return frozenset(singles.union(*(_ENGLISH.findall(name) for name in self._names if name.isascii())))

    def right(self, word: str) -> str:
        """The one word that a misspelt one must be, "" where there is none or several: ofice, budgetted."""
        if len(word) < LEAST_ENGLISH or not _ENGLISH.fullmatch(word) or word in self._real or word in self._right:
            return ""
        found = {one for one in _slips(word) if one in self._right}
        return found.pop() if len(found) == 1 else ""

    def mended(self, text: str, tokens: Sequence[Token]) -> tuple[str, dict[str, str]]:
        """The prepared text with its unknown words put right, and each word put right with what was typed."""
        typed = {right: token.surface for token in tokens if token.has("left") and (right := self.right(token.surface))}
        for right, word in typed.items():
            text = re.sub(rf"\b{re.escape(word)}\b", right, text)
        return text, typed


def as_typed(tokens: Sequence[Token], typed: dict[str, str]) -> list[Token]:
    """The tokens, the names among them as they were typed, so that the answer tells what they were taken for."""
    return [
        replace(token, surface=" ".join(typed.get(word, word) for word in token.surface.split(" ")))
        if any(sense.kind in ("name", "organisation") and sense.quality >= FIELD_QUALITY for sense in token.senses)
        else token
        for token in tokens
    ]


LEAST_ENGLISH = 5
"""Letters of an English word that a slip leaves recognisable."""
_ENGLISH = re.compile("[a-z]{4,}")


def _slips(word: str) -> Iterator[str]:
    """The words of which one is a slip: a letter more, less, or two in the other order, the first and the last kept."""
    for at in range(1, len(word)):
        yield from (f"{word[:at]}{letter}{word[at:]}" for letter in ascii_lowercase)
        if at < len(word) - 1:
            yield word[:at] + word[at + 1 :]
        if at < len(word) - 2:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


ANDS = re.compile("[和及与]")
_BRACKETED = re.compile(r"含(?=以上)|的|不含车辆|\(.*?\)|(?<=万)元|单位价值|单台价值|单价")


def with_one_and(name: str) -> str:
    """A name with one word for "and", of which people and forms use any: 商品及服务支出."""
    return ANDS.sub("和", name)


def loosened(name: str) -> str:
    """A name with a threshold without what people leave out of it: 100万以上设备 for 单价100万元（含）以上设备（不含车辆）."""
    return _BRACKETED.sub("", name)


def is_slip(word: str, name: str) -> bool:
    """Whether a word is a name with characters left out, doubled, in another order or of the same sound: 公务接送费 is
    another thing than 公务接待费.
    """
    if sorted(word) == sorted(name) or _in_order(word, name) or _in_order(name, word):
        return True
    pairs = zip(word, name, strict=False)
    return len(word) == len(name) and all(_sound(one) == _sound(two) for one, two in pairs)


def is_as_long(name: str, typed: str) -> bool:
    """Whether a name differs from what was typed by no more than such a slip."""
    return len(name) == len(typed) or (name.isascii() and abs(len(name) - len(typed)) <= name.count(" ") + 1)


def _in_order(short: str, long: str) -> bool:
    """Whether all characters of one word stand in the other in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _best(text: str, place: int, homophones: Homophones, senses: Senses, left: range) -> str:
    """The text with the longest name in it that sounds like what stands around a place, or as it is; a place beside what is
    left over is of a name only with all of that.
    """
    found: list[tuple[int, str]] = []
    for start, end in _around(text, place):
        if place not in left and not start <= left.start <= left.stop <= end:
            continue
        names = [one for one in homophones.of(text[start:end]) if one[place - start] != text[place]]
        if names and end - start == PAIR and not _is_no_word(text, start, end):
            continue
        for name in names:
            if senses(name) if len(name) == PAIR else _is_name(name, senses):
                found.append((end - start, text[:start] + name + text[end:]))
    best = max((size for size, _ in found), default=0)
    texts = {changed for size, changed in found if size == best}
    return texts.pop() if len(texts) == 1 else text


def _is_no_word(text: str, start: int, end: int) -> bool:
    """Whether two characters are no word, nor each of them the end or the beginning of one."""
    near = {(first, last) for first, last in parted(text) if first < end and last > start}
    return near == {(start, start + 1), (start + 1, end)}


def _around(text: str, place: int) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start in range(max(0, place - LONGEST + 1), place + 1)
        for end in range(max(place + 1, start + PAIR), min(len(text), start + LONGEST) + 1)
    ]


def _is_name(surface: str, senses: Senses) -> bool:
    return any(
        sense.kind == "organisation" or (sense.kind == "name" and not sense.weak and sense.quality >= FIELD_QUALITY)
        for sense in senses(surface)
    )


_ACCENTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
"""Sounds that many speakers, and so their input methods, do not keep apart."""


@lru_cache(WORDS)
def _sounds(word: str) -> tuple[str, ...]:
    return tuple(map(_sound, word))


@cache
def _sound(character: str) -> str:
    """The sound of a character as it is typed."""
    sound = sound_of(character)
    for said, plain in _ACCENTS:
        sound = sound.replace(said, plain)
    return sound


def explain_near(token: Token) -> str:
    """The name that a near miss or a misspelt word was taken for, "" for other tokens."""
    sense = token.sense("name") or token.sense("organisation")
    if sense is None or token.sense("frame"):
        return ""
    if sense.value != token.surface.replace("-", " ") and is_as_long(sense.value, token.surface):
        return sense.value
    return "/".join(sorted(sense.keys)) if sense.kind == "name" and sense.quality <= NEAR_QUALITY else ""

"""Places by their sound, as English writes them: Qinghe, Qinghe City for 清河市."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from bot.names.terms import Sense
from prompts import load_yaml

SHORTEST = 5
"""Letters of a name that is said without its level: fewer are too often another word."""


class Romanised:
    """The places of a catalogue by their sound, found when an English word is first looked for that is no other."""

    def __init__(self, words: Mapping[str, tuple[Sense, ...]]) -> None:
        self._words = words

    def of(self, surface: str) -> tuple[Sense, ...]:
        """What an English word names by the sound of a place with papers here; () where it names none."""
        if len(surface) < SHORTEST or not _LATIN.fullmatch(surface):
            return ()
        return self._senses.get(surface, ())

    def words(self) -> Iterable[str]:
        """All words that name a place by its sound."""
        return self._senses

    @cached_property
    def _senses(self) -> dict[str, tuple[Sense, ...]]:
        held = {word: told for word, told in self._words.items() if any(one.kind == "organisation" for one in told)}
        return {name: told for word, told in held.items() for name in romanised(word)}


_LATIN = re.compile("[a-z][a-z -]+[a-z]")


@cache
def _in_english() -> dict[str, list[str]]:
    """The words for the level of a place in Chinese → how English says them."""
    said: dict[str, list[str]] = load_yaml("terms.organisations.yaml")["paper"]["levels_in_english"]
    return said


@cache
def _level() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_in_english())})$")


def romanised(place: str) -> frozenset[str]:
    """How English writes the name of a place in Chinese, with and without its level; nothing for other names."""
    level = _level().search(place)
    name = place[: level.start()] if level else ""
    if level is None or not re.fullmatch("[\u4e00-\u9fff]{2,6}", name):
        return frozenset()
    sounds = [sound_of(one) for one in name]
    written = {"".join(sounds), " ".join(sounds)}
    whole = {f"{one} {end}" for one in written for end in _in_english()[level[0]]}
    return frozenset(whole | {one for one in written if len(one) >= SHORTEST})


def sound_of(character: str) -> str:
    """The first reading of a character without its tone; what is no Chinese character is its own."""
    return sounds_of(character)[0]


@cache
def sounds_of(character: str) -> tuple[str, ...]:
    """The readings of a character without their tones, the usual one first."""
    from pypinyin.pinyin_dict import pinyin_dict  # here: most questions need none, and it takes a while

    toned = unicodedata.normalize("NFD", pinyin_dict.get(ord(character), character))
    plain = ["".join(one for one in told if not unicodedata.combining(one)) for told in _as_written(toned)]
    return tuple(dict.fromkeys(",".join(plain).split(",")))


def _as_written(toned: str) -> tuple[str, ...]:
    """The readings as English writes their ü: lu, lv."""
    return (toned, toned.replace("u\u0308", "v")) if "u\u0308" in toned else (toned,)

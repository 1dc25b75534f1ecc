"""Places by their sound, as English writes them: Qinghe, Qinghe City for 清河市."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from bot.names.terms import Sense

_LEVEL = re.compile("(?:自治区|自治州|地区|省|市|区|县|旗|盟|州|镇|乡|街道)$")
_ENGLISH = {
    "省": ("province",),
    "自治区": ("autonomous region",),
    "自治州": ("prefecture", "autonomous prefecture"),
    "地区": ("prefecture",),
    "州": ("prefecture",),
    "盟": ("league",),
    "市": ("city", "municipality", "municipal government"),
    "区": ("district",),
    "县": ("county",),
    "旗": ("banner",),
    "镇": ("town",),
    "乡": ("township",),
    "街道": ("subdistrict", "sub-district"),
}
SHORTEST = 5
"""Letters of a name that is said without its level: fewer are too often another word."""


class Romanised:
    """The places of a catalogue by their sound, found when an English word is first looked for that is no other."""

    def __init__(self, words: Mapping[str, tuple[Sense, ...]]) -> None:
        self._words = words
        self._senses: dict[str, tuple[Sense, ...]] | None = None

    def of(self, surface: str) -> tuple[Sense, ...]:
        """What an English word names by the sound of a place with papers here; () where it names none."""
        if len(surface) < SHORTEST or not _LATIN.fullmatch(surface):
            return ()
        if self._senses is None:
            held = {word: told for word, told in self._words.items() if any(one.kind == "organisation" for one in told)}
            self._senses = {name: told for word, told in held.items() for name in romanised(word)}
        return self._senses.get(surface, ())


_LATIN = re.compile("[a-z][a-z -]+[a-z]")


def romanised(place: str) -> frozenset[str]:
    """How English writes the name of a place in Chinese, with and without its level; nothing for other names."""
    level = _LEVEL.search(place)
    name = place[: level.start()] if level else ""
    if level is None or not re.fullmatch("[\u4e00-\u9fff]{2,6}", name):
        return frozenset()
    sounds = [sound_of(one) for one in name]
    written = {"".join(sounds), " ".join(sounds)}
    whole = {f"{one} {end}" for one in written for end in _ENGLISH[level[0]]}
    return frozenset(whole | {one for one in written if len(one) >= SHORTEST})


@cache
def sound_of(character: str) -> str:
    """The first reading of a character without its tone; what is no Chinese character is its own."""
    from pypinyin.pinyin_dict import pinyin_dict  # here: most questions need none, and it takes a while

    toned = pinyin_dict.get(ord(character), character).split(",")[0]
    return "".join(one for one in unicodedata.normalize("NFD", toned) if not unicodedata.combining(one))

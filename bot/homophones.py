"""Names that sound like what was typed: 邮电废 for 邮电费. Readings of characters are those of pypinyin."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

SHORTEST = 3
"""Characters. Of two, too many sound like another name."""


class Homophones:
    """The names to look among, by their length."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[int, list[str]] = defaultdict(list)
        for name in names:
            self._names[len(name)].append(name)

    def of(self, typed: str) -> frozenset[str]:
        """The names that sound the same and share at least half of the characters."""
        if len(typed) < SHORTEST or typed.isascii():
            return frozenset()
        return frozenset(name for name in self._names.get(len(typed), ()) if _sounds_like(typed, name))


def _sounds_like(one: str, other: str) -> bool:
    same = sum(left == right for left, right in zip(one, other, strict=True))
    return 2 * same >= len(one) and all(
        left == right or bool(_readings(left) & _readings(right)) for left, right in zip(one, other, strict=True)
    )


@cache
def _readings(character: str) -> frozenset[str]:
    """All readings of a character without their tones; none of what is no Chinese character."""
    from pypinyin.pinyin_dict import pinyin_dict  # here: most questions have no typing error, and it takes a while

    toned = pinyin_dict.get(ord(character), "")
    plain = "".join(one for one in unicodedata.normalize("NFD", toned) if not unicodedata.combining(one))
    return frozenset(plain.split(",")) - {""}

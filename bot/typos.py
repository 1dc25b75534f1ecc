"""Names as people write them: with a wrong character of the same sound, another word for "and", without a form's brackets.

Only what then is a name of the documents is mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from bot.terms import Sense, Token
from prompts import load_yaml

Senses = Callable[[str], tuple[Sense, ...]]
SHORTEST, LONGEST = 3, 12
"""Characters of a name that one wrong character leaves recognisable."""
SURE = 0.9
"""Quality of a name that is printed or known as it stands."""


def mended(text: str, tokens: Sequence[Token], senses: Senses) -> str:
    """The prepared text with the left-over characters of misspelt names put right; of the same length."""
    for token in tokens:
        if token.has("left"):
            for place in range(token.start, token.end):
                text = _best(text, place, senses)
    return text


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
    return len(word) == len(name) and all(one == two or two in _mates().get(one, "") for one, two in pairs)


def _in_order(short: str, long: str) -> bool:
    """Whether all characters of one word stand in the other in their order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _best(text: str, place: int, senses: Senses) -> str:
    """The text with the character at a place exchanged for the one that makes the longest name, or as it is."""
    found: list[tuple[int, str]] = []
    for other in _mates().get(text[place], ""):
        changed = text[:place] + other + text[place + 1 :]
        found += [(end - start, changed) for start, end in _around(text, place) if _is_name(changed[start:end], senses)]
    best = max((size for size, _ in found), default=0)
    texts = {changed for size, changed in found if size == best}
    return texts.pop() if len(texts) == 1 else text


def _around(text: str, place: int) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start in range(max(0, place - LONGEST + 1), place + 1)
        for end in range(max(place + 1, start + SHORTEST), min(len(text), start + LONGEST) + 1)
    ]


def _is_name(surface: str, senses: Senses) -> bool:
    return any(
        sense.kind == "organisation" or (sense.kind == "name" and not sense.weak and sense.quality >= SURE)
        for sense in senses(surface)
    )


@cache
def _mates() -> dict[str, str]:
    """Each character → those that sound like it."""
    found: dict[str, str] = {}
    for groups in load_yaml("cues.yaml")["homophones"]:
        for group in groups:
            for letter in group:
                found[letter] = found.get(letter, "") + group.replace(letter, "")
    return found

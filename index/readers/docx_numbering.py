"""The numbers that Word sets before paragraphs by itself (一、 （一） 1.): no text holds them, only a list's rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.readers.safe_xml import local_name

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    levels: Mapping[tuple[str, int], _Level]
    """Rules by list id and level from 0."""
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_number(self, list_id: str, level: int) -> str:
        """The number printed before the next paragraph of a list: "（二）"; "" for a bullet or an unknown list."""
        rule = self.levels.get((list_id, level))
        if rule is None:
            return ""
        self.counters[list_id, level] = self.counters.get((list_id, level), rule.start - 1) + 1
        for deeper in [key for key in self.counters if key[0] == list_id and key[1] > level]:
            del self.counters[deeper]
        if rule.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda found: self._count(list_id, int(found.group(1)) - 1), rule.pattern)

    def _count(self, list_id: str, level: int) -> str:
        rule = self.levels.get((list_id, level))
        if rule is None:
            return ""
        return number_in_form(self.counters.get((list_id, level), rule.start), rule.form)


def read_numbering(root: Any | None) -> Numbering:
    """The list rules of a numbering part (its root element); none where a document has no lists."""
    abstract: dict[str, dict[int, _Level]] = {}
    levels: dict[tuple[str, int], _Level] = {}
    for element in root if root is not None else ():
        if local_name(element) == "abstractNum":
            rules = {_integer(level, "ilvl", 0): _rule(level) for level in element if local_name(level) == "lvl"}
            abstract[_attribute(element, "abstractNumId")] = rules
        elif local_name(element) == "num":
            identity = _attribute(element, "numId")
            reference = next((child for child in element if local_name(child) == "abstractNumId"), None)
            for level, rule in abstract.get(_attribute(reference, "val"), {}).items():
                levels[identity, level] = rule
    return Numbering(levels)


def number_in_form(number: int, form: str) -> str:
    """A count as Word prints it in one of its number formats."""
    if form.startswith(("chinese", "taiwanese", "japaneseCounting", "ideographDigital")):
        return chinese_number(number)
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def chinese_number(number: int) -> str:
    """1..99 in Chinese, 十二; greater ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    text = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            text += letters
            number -= value
    return text


def _rule(level: Any) -> _Level:
    values = {local_name(child): _attribute(child, "val") for child in level}
    start = values.get("start", "1")
    return _Level(int(start) if start.isdigit() else 1, values.get("numFmt", "decimal"), values.get("lvlText", ""))


def _attribute(element: Any | None, name: str) -> str:
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _integer(element: Any, name: str, default: int) -> int:
    text = _attribute(element, name)
    return int(text) if text.isdigit() else default

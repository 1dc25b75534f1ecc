"""Chinese numerals as numbers."""

from __future__ import annotations

HAN = "一二三四五六七八九十"
"""The numerals by which forms and texts count items, as characters of a pattern's class: 一、 (十二)."""
HAN_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}


def parse_han_number(text: str) -> int:
    """The value of a Chinese numeral: 十二 → 12, 一五 → 15, 二千万 → 20000000, 三百零五万 → 3050000; "" → 0."""
    total = group = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            digit = digit * 10 + HAN_DIGITS[char]
        elif char in _POWERS:
            group += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            size = _GROUPS[char]
            group += digit
            total = (total + group) * size if size > total > 0 else total + (group or 1) * size
            group = digit = 0
    return total + group + digit

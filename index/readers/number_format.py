"""A workbook's number and its format to the text that a person sees, without the noise of binary fractions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

DIGITS = 15
"""Significant digits that a workbook shows; further ones are noise."""
MOST_DIGITS = 40
"""A number with more digits before or behind the point is shown as it is stored."""
DATE_IDS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"',
    48: "0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that a file names by number only (ECMA-376 part 1, 18.8.30)."""
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?.,]+)|([Ee][+-]0+)|(%)|(.)', re.DOTALL
)
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class _Pattern:
    prefix: str
    digits: str
    suffix: str
    percent: bool
    scientific: bool


def is_date_format(code: str) -> bool:
    """Whether a format prints a date or a time."""
    bare = _NOT_CODE.sub("", code.split(";")[0]).lower()
    return "general" not in bare and bool(re.search(r"[ymdhs]", bare))


def number_text(raw: str, code: str) -> str:
    """A number as it is stored ("0.30000000000000004") in its format ("0.00"): "0.30". Text that is none comes back."""
    try:
        value = Context(prec=DIGITS).create_decimal(raw)
    except InvalidOperation:
        return raw
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS:
        return raw
    sections = _sections(code)
    section, signed = _section(value, sections)
    if section is None or "general" in section.lower() or section.strip() in ("", "@"):
        return plain(value)
    pattern = _pattern(section)
    if pattern is None:
        return plain(value)
    if not pattern.digits or (value == 0 and "0" not in pattern.digits):
        return (pattern.prefix + pattern.suffix).strip()
    if pattern.scientific:
        return plain(value)
    text = _digits_text(abs(value) * (100 if pattern.percent else 1), pattern.digits)
    minus = "-" if signed and value < 0 and re.search(r"[1-9]", text) else ""
    return f"{minus}{pattern.prefix}{text}{pattern.suffix}".strip()


def plain(value: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def date_text(raw: str, code: str, *, from_1904: bool) -> str:
    """A date serial as text: 2023-12-31, 2023年12月, 14:30; the raw text where it is out of range."""
    try:
        days = float(raw)
        start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
        moment = start + timedelta(seconds=round(days * 86400))
    except (ValueError, OverflowError):
        return raw
    bare = _NOT_CODE.sub("", code).lower()
    clock = f"{moment:%H:%M:%S}".removesuffix(":00") if re.search(r"[hs]", bare) else ""
    if "y" not in bare and "d" not in bare:
        return clock or raw
    if "年" in code:
        month = f"{moment.month}月" if "月" in code else ""
        day = f"{moment.day}日" if "日" in code else ""
        return f"{moment.year}年{month}{day}"
    return f"{moment:%Y-%m-%d} {clock}".strip()


def _sections(code: str) -> list[str]:
    parts = [""]
    for piece in re.findall(r'"[^"]*"|\\.|.', code, re.DOTALL):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _section(value: Decimal, sections: list[str]) -> tuple[str | None, bool]:
    """The part of a format for this value, and whether a minus must be set before it."""
    if len(sections) >= 3 and value == 0:
        return sections[2], False
    if len(sections) >= 2 and value < 0:
        return sections[1], False
    return (sections[0] if sections else None), True


def _pattern(section: str) -> _Pattern | None:
    prefix = suffix = digits = ""
    percent = scientific = False
    for quoted, escaped, symbol, code, exponent, per_cent, other in _TOKEN.findall(section):
        literal = quoted or escaped or symbol or per_cent or other
        percent = percent or bool(per_cent)
        scientific = scientific or bool(exponent)
        if code:
            digits += code
        elif other == "/":  # a fraction
            return None
        elif digits:
            suffix += literal
        else:
            prefix += literal
    return _Pattern(prefix, digits, suffix, percent, scientific)


def _digits_text(value: Decimal, code: str) -> str:
    whole, _, fraction = code.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) if not fraction else len(fraction) - len(fraction.rstrip(","))
    value = value / (Decimal(1000) ** scale)
    places = sum(char in "0#?" for char in fraction)
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=60))
    integer, _, decimals = format(rounded, "f").partition(".")
    fixed = fraction.rstrip(",").rfind("0") + 1
    while len(decimals) > fixed and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.count("0")) if whole.count("0") > 1 else integer
    if "," in whole.rstrip(","):
        integer = f"{int(integer):,}"
    return f"{integer}.{decimals}" if decimals else integer

"""Units and printed figures. Money is Decimal from parsing on; the printed unit is kept beside it."""

from __future__ import annotations

import re
from decimal import Decimal

from index.model import Unit

YUAN = Unit("元", Decimal(1))
WAN_YUAN = Unit("万元", Decimal(10_000))
NO_UNIT = Unit("", None)
_MONEY = {
    "元": YUAN,
    "人民币元": YUAN,
    "千元": Unit("千元", Decimal(1_000)),
    "万元": WAN_YUAN,
    "百万元": Unit("百万元", Decimal(1_000_000)),
    "亿元": Unit("亿元", Decimal(100_000_000)),
}
_UNIT_LINE = re.compile(r"(?:金额)?单\s*位\s*[:：]?\s*(?:人民币)?\s*(百万元|千元|万元|亿元|元|%|人|个|辆|台)")
_HEADER_UNIT = re.compile(r"[(（](?:单位[:：])?\s*(百万元|千元|万元|亿元|元|%|％)\s*[)）]")
_FIGURE = re.compile(r"^[+\-−－△▲]?\(?[¥￥$]?\s*\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?\)?%?$|^[+\-−－△▲]?\(?[¥￥$]?\s*\d+(?:\.\d+)?\)?[%％]?$")
NIL = frozenset({"-", "—", "——", "–", "...", "…", "……", "/", "无", "－", "--"})


def unit_named(name: str) -> Unit:
    """The unit with this printed name; not money where the name is not one of 元, 千元, 万元, 百万元, 亿元."""
    return _MONEY.get(name, Unit(name, None))


def find_unit(text: str) -> Unit | None:
    """The unit that a line such as "单位：万元" declares, or None."""
    found = _UNIT_LINE.search(text)
    return unit_named(found.group(1)) if found else None


def find_header_unit(text: str) -> Unit | None:
    """The unit in brackets within a header, "预算数（万元）", or None."""
    found = _HEADER_UNIT.search(text)
    return unit_named(found.group(1).replace("％", "%")) if found else None


def parse_figure(printed: str) -> Decimal | None:
    """The exact value of a printed figure; None where it is not one.

    Thousands separators may be missing; △, ▲, a minus or brackets make it negative; % keeps the number before it.
    """
    text = printed.strip().replace(" ", "").replace("\u00a0", "")
    if not _FIGURE.match(text):
        return None
    negative = text[0] in "-−－△▲" or (text.startswith("(") and text.rstrip("%％").endswith(")"))
    digits = re.sub(r"[^\d.]", "", text)
    value = Decimal(digits)
    return -value if negative else value

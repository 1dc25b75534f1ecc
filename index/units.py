"""Units and printed figures. Money is Decimal from parsing on; the printed unit is kept beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.model import Unit
from index.scales import ANY_CHINESE, CHINESE
from index.text import simplify
from index.units_english import declared_unit, header_unit, label_unit, split_english_scale

NO_UNIT = Unit("", None)
PERCENT = Unit("%", None)
FULL_TIME = Unit("FTE", None)
"""Positions, counted by the share of a full working week that they fill."""
_CURRENCIES = {
    "": "元",
    "人民币": "元",
    "rmb": "元",
    "新台币": "新台币",
    "新臺币": "新台币",
    "台币": "新台币",
    "港币": "港元",
    "美元": "美元",
}
_MONEY = rf"(人民币|RMB|新[台臺]币|台币|港币)?\s*({ANY_CHINESE})\s*(美元|港元|元|圆)(?![\u4e00-\u9fff])"
_COUNT = r"(%|人次|批次|人|名|个|辆|台[，,、/]?套|台|套|次|家|户|件|平方米|册|所|张|亩|公里)(?![\u4e00-\u9fff])"
_DECLARES = r"(?:金额|计量|货币|数量)?单\s*位\s*(?:均?为)?\s*[:：]?\s*[(（]?\s*"
_UNIT_LINE = re.compile(_DECLARES + _MONEY, re.I)
_COUNT_LINE = re.compile(_DECLARES + _COUNT)
_BARE_LINE = re.compile(r"^[(（]?\s*(?:金额\s*[:：]\s*)?" + _MONEY + r"\s*[)）]?$", re.I)
_BRACKETED = re.compile(r"[(（\[](?:单位\s*[:：])?\s*(?:" + _MONEY + "|" + _COUNT + r")\s*[)）\]]", re.I)
_POSTS = r"(?:(?:full|whole)[- ]time[- ]equivalents?(?: (?:positions?|posts?|staff))?|FTEs?|WTEs?)"
_FULL_TIME = re.compile(
    rf"[(（\[]?(?:(?:in|expressed in|positions? in|number of)\s+)?{_POSTS}\s*(?:[(（]FTEs?[)）])?[)）\]]?$"
    rf"|^.{{3,60}}[(（\[]\s*(?:in\s+|[^()（）]{{3,60}}[,;]\s*)?{_POSTS}\s*[)）\]]$",
    re.I,
)
_PERCENT_HEADER = re.compile(
    r"%|占比|比例|比重|百分比|(?:增长|增减|完成|执行|变动|变化|下降|支出)(?:率|幅度?)$|percent", re.I
)
_COUNT_HEADER = re.compile(
    r"数量|[人台辆套户个件]数|编制数|在职人员|车辆保有|\bcounts?\b|headcount|\bftes?\b|quantity", re.I
)
_SUFFIX = re.compile(rf"^(.*?\d[)）]?)\s*((?:{ANY_CHINESE})元|人次|人|个|辆|台|套|次|家|户|件)$")

_GROUPED = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SIGN = "[¥￥$£€]"
_FIGURE = re.compile(rf"^(?P<sign>[+\-−－–△▲▽]?)\s*{_SIGN}?\s*(?P<inner>[+\-−－–]?)\s*(?P<digits>{_GROUPED})\s*[%％]?$")
_THOUSANDS = re.compile(rf"{_SIGN}\s?000")
"""A unit, and no figure: £000."""
_BRACKETED_FIGURE = re.compile(rf"^{_SIGN}?\s*[(（]\s*{_SIGN}?\s*(?P<digits>{_GROUPED})\s*[%％]?\s*[)）]\s*[%％]?$")
NIL = frozenset(
    {"-", "—", "——", "–", "...", "…", "……", "/", "／", "\\", "无", "無", "－", "--", "---", "N/A", "n/a", "nil", "\\N"}
)
"""What is printed for "none". Not zero: the value is unknown or does not apply."""


def unit_named(name: str) -> Unit:
    """The unit with this printed name; `factor` is None where it is not money in 元 (美元, 人, %)."""
    found = re.fullmatch(rf"({ANY_CHINESE})元", name)
    return Unit(name, Decimal(CHINESE[found.group(1)])) if found else Unit(name, None)


def find_unit(text: str) -> Unit | None:
    """The unit that a line such as "单位：万元", "單位：新臺幣千元" or "(in thousands)" declares, or None."""
    plain = simplify(text)
    found = _UNIT_LINE.search(plain) or _BARE_LINE.match(plain.strip())
    if found:
        return _money(found)
    found = _COUNT_LINE.search(plain)
    if found:
        several = _SEVERAL.match(plain, found.start(1))
        return unit_named(several.group(0) if several else found.group(1))
    return FULL_TIME if _FULL_TIME.match(plain.strip()) else declared_unit(plain)


def unit_for(unit: Unit, path: Sequence[str]) -> Unit:
    """The unit of a column where its table declares several, 平方米、辆、台（套）: the one that its header counts in."""
    if not _SEVERAL.fullmatch(unit.name):
        return unit
    names = re.split(r"[、，,/]\s*(?!套)", unit.name)
    for text in reversed([simplify(part) for part in path]):
        found = next((name for name in names if (word := _COUNTED_IN.get(name)) and re.search(word, text)), None)
        if found:
            return unit_named("台（套）" if found[0] + found[-1].strip("）)") in ("台", "台套") else found)
    return NO_UNIT


_ONE = r"(?:人次|批次|台[（(]套[）)]|台[，,、/]?套|平方米|公里|台(?![，,、/]?套)|[人名个辆套次家户件册所张亩])"
_SEVERAL = re.compile(rf"{_ONE}(?:[、，,/]\s*{_ONE})+(?![\u4e00-\u9fff])")
_SEVERAL_BEHIND = re.compile(rf"(.+?)[(（](?:单位[:：])?({_ONE}(?:[、，,/]\s*{_ONE})+)[)）]")
"""Several units in the line above a table of what a body owns."""
_COUNTED_IN = {
    **dict.fromkeys(("台（套）", "台(套)", "台套", "台、套", "台/套", "台", "套"), "设备|仪器|器材"),
    "平方米": "面积|房屋|用房|土地|建筑",
    "辆": "车",
    "人": "人[数员]",
    "册": "图书|藏书",
    "亩": "土地|林地",
}
"""What is counted in a unit, as the headers of the Ministry of Finance's forms of assets name it."""


def is_full_time(text: str) -> bool:
    """Whether a line says that full-time equivalents are counted: of a table of positions it may be all the title."""
    return bool(_FULL_TIME.match(simplify(text).strip()))


def find_unit_among(lines: Sequence[str]) -> Unit | None:
    """The unit that the last of these lines declares; "单位：" and "万元" may stand on two lines."""
    for position in range(len(lines) - 1, -1, -1):
        found = find_unit(lines[position])
        if found is None and position + 1 < len(lines) and re.search(r"单\s*位\s*[:：]\s*$", simplify(lines[position])):
            found = find_unit(lines[position] + lines[position + 1])
        if found:
            return found
    return None


def split_label_unit(label: str) -> tuple[str, Unit | None]:
    """A row's label and the unit in brackets at its end: 公务用车保有量（辆） → 公务用车保有量, 辆; None where it has none."""
    found = next((one for one in _BRACKETED.finditer(label) if one.end() == len(label.rstrip())), None)
    if found is None or not label[: found.start()].strip():
        several = _SEVERAL_BEHIND.fullmatch(label.rstrip())
        if several and (unit := unit_for(Unit(several[2], None), [several[1]])) != NO_UNIT:
            return several[1].rstrip(), unit
        return label_unit(label)
    name = label[: found.start()].rstrip()
    if found.group(4) and found.group(4)[0] + found.group(4)[-1] == "台套":
        return name, unit_named("台（套）")
    if found.group(4) == "个" and name.endswith(_COUNTED):
        return name, unit_named(name[-2:])  # 接待批次（个） are 批次, as texts tell them
    return name, unit_named(found.group(4)) if found.group(4) else _money(found)


_COUNTED = ("批次", "人次", "场次")


SCORE = Unit("分", None)
_SCORE_HEADER = re.compile(
    r"(?:得分|评分|打分|分值|分数|自评总分|绩效总分)(?:[(（](?:满分)?\d{1,3}分?[)）])?$|^总分(?:$|[(（])"
)
"""A column of marks, in whatever unit the money of its table is: 自评得分, 预算执行得分（10分）."""
YEARS = Unit("年", None)
_TERM_HEADER = re.compile(r"(?:期限|年限|年期)(?:[(（]年[)）])?$")
"""A column of terms, in years where it says no other unit: 债券期限."""


def find_header_unit(path: Sequence[str]) -> Unit | None:
    """The unit that a column's own header names: "预算数（万元）", "增减%", "人数"; None where it names none."""
    for text in reversed([simplify(part) for part in path]):
        found = _BRACKETED.search(text)
        if found:
            return unit_named(found.group(4)) if found.group(4) else _money(found)
        if _PERCENT_HEADER.search(text):
            return PERCENT
        if _SCORE_HEADER.search(text):
            return SCORE
        if _TERM_HEADER.search(text):
            return YEARS
        if money := header_unit(text):
            return money
        found = re.search(r"单位\s*[:：]", text)
        if found and find_unit(text):
            return find_unit(text)
    for text in reversed([simplify(part) for part in path]):
        if _COUNT_HEADER.search(text):
            return NO_UNIT
    return None


def names_unit(path: Sequence[str]) -> bool:
    """Whether a column says what the numbers of its row count: 单位 or 计量单位 over 辆, 平方米, 台（套）."""
    return bool(path) and bool(re.fullmatch(r"(?:计量|度量|数量)?单\s*位", simplify(path[-1])))


def is_count_unit(text: str) -> bool:
    """Whether a cell of such a column is a unit of things: of few characters, and no money."""
    return 0 < len(text) <= LONGEST_UNIT and not re.search(r"\d|元", text)


LONGEST_UNIT = 5


def split_scale(name: str) -> tuple[Decimal | None, str]:
    """How many of its currency a unit of foreign money is, and the currency: "新台币千元" → (1000, "新台币").

    A figure without a unit is taken in the currency's own unit; (None, "") for what is no money.
    """
    if not name:
        return Decimal(1), ""
    english = split_english_scale(name)
    if english:
        return english
    found = re.fullmatch(rf"(新台币|)({ANY_CHINESE})(元|美元|港元)", name)
    if not found or (not found.group(1) and found.group(3) == "元"):
        return None, ""
    return Decimal(CHINESE[found.group(2)]), found.group(1) or found.group(3)


def split_suffix(printed: str) -> tuple[str, str]:
    """A printed figure and the unit printed behind it: "12.5万元" → ("12.5", "万元"); ("12.5", "") without one."""
    found = _SUFFIX.match(printed.strip())
    return (found.group(1), found.group(2)) if found else (printed, "")


def counts_things(path: Sequence[str]) -> bool:
    """Whether a column is headed as numbers of what each row is of, whatever these are counted in: 数量, 采购数量."""
    return bool(path) and bool(_QUANTITY_HEADER.match(simplify(path[-1])))


_QUANTITY_HEADER = re.compile(r"^(?:采购|购置|配置|计划|需求|拟购)?数\s*量$")


def split_quantity(printed: str) -> tuple[str, str]:
    """A number of things and what it counts: "120套" → ("120", "套"), "96万株" → ("96", "万株"); ("120", "") without one."""
    found = _QUANTITY.match(printed.strip())
    return (found.group(1), found.group(2)) if found else (printed, "")


_QUANTITY = re.compile(r"^(\d[\d,，]*(?:\.\d+)?)\s*((?![年月日])[\u4e00-\u9fff][\u4e00-\u9fff/（）()]{0,4})$")


def parse_figure(printed: str) -> Decimal | None:
    """The exact value of a printed figure; None where it is not one.

    Thousands separators may be missing; △, ▲, a minus or brackets make it negative; % keeps the number before it.
    """
    text = printed.replace("\u00a0", " ").strip()
    bracketed = _BRACKETED_FIGURE.match(text)
    if bracketed:
        return -_decimal(bracketed.group("digits"))
    found = _FIGURE.match(text)
    if not found or _THOUSANDS.fullmatch(text):
        return None
    negative = any(mark and mark in "-−－–△▲▽" for mark in (found.group("sign"), found.group("inner")))
    value = _decimal(found.group("digits"))
    return -value if negative else value


def currency_printed(cells: Sequence[str]) -> Unit | None:
    """The currency whose sign each figure of a column bears, £45.00 over £3.40; None where one bears none, or another."""
    figures = [text for text in cells if parse_figure(text) is not None]
    signs = {found[0] if (found := _FOREIGN_SIGN.search(text)) else "" for text in figures}
    return declared_unit(signs.pop()) if len(signs) == 1 and "" not in signs else None


_FOREIGN_SIGN = re.compile("[$£€]")


def decimals(printed: str) -> int:
    """How many digits stand behind the decimal point of a printed figure."""
    found = re.search(r"\.(\d+)", printed)
    return len(found.group(1)) if found else 0


def _decimal(digits: str) -> Decimal:
    return Decimal(re.sub(r"[,， ]", "", digits))


def _money(found: re.Match[str]) -> Unit:
    currency = _CURRENCIES.get((found.group(1) or "").lower(), "元")
    scale, base = found.group(2), found.group(3)
    if base in ("美元", "港元"):
        return Unit(scale + base, None)
    return unit_named(scale + "元") if currency == "元" else Unit(currency + scale + "元", None)

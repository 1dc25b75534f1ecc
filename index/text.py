"""Text is folded once, here, in functions that questions and documents share."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from index.numerals import HAN
from index.words import pattern_of, words_of

_DROPPED = re.compile("[\u200b-\u200d\ufeff\u00ad\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u3000\u00a0]+")
_HAN = re.compile("[\u2e80-\u9fff]")
_HAN_SPACE = re.compile(r"(?<=[\u2e80-\u9fff（）()、，。：；“”])\s+(?=[\u2e80-\u9fff（）()、，。：；“”])")
_NUMBERING = re.compile(
    r"^(?:其中[:：]?)?\s*(?:"
    rf"[(（][{HAN}百]+[)）][.、．]?"
    rf"|[{HAN}]{{1,3}}[、.．]"
    r"|[(（]\d{1,2}[)）][.、．]?"
    r"|\d{1,2}[、．]\s*|\d{1,2}\.(?!\d)\s*"
    r"|[①-⑳]"
    r")\s*"
)
_NOT_WORD = re.compile(r"[^0-9a-z\u2e80-\u9fff%]+")


_RADICALS: dict[int, str | int | None] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **str.maketrans(
        "⼾⺁⺄⺈⺊⺌⺍⺎⺒⺓⺜⺝⺟⺠⺧⺩⺪⺫⺬⺮⺶⺷⺸⺻⺼⺽⻁⻃⻄⻅⻆⻇⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "户厂乙刀卜小小兀巳幺日月母民牛王疋目示竹羊羊羊聿肉臼虎西西见角角贝足车長长门雨青韦页风飞食食首马骨鬼鱼鸟卤麦黄齐齿龙龟",
    ),
}
"""Radical signs → the characters that they look like (Unicode, EquivalentUnifiedIdeograph)."""


def has_han(text: str) -> bool:
    """Whether a text has a Chinese character in it."""
    return bool(_HAN.search(text))


def without_radicals(text: str) -> str:
    """Text as it reads, where a printing program put radical signs for characters: ⻔ for 门, ⼀ for 一."""
    return text.translate(_RADICALS)


def fold(text: str) -> str:
    """NFKC, lower case, simplified characters, single spaces; nothing else is lost. Length may change."""
    text = unicodedata.normalize("NFKC", _DROPPED.sub("", text)).lower()
    return simplify(_SPACES.sub(" ", text).strip())


def simplify(text: str) -> str:
    """Traditional characters → simplified ones, as many as before: places in the text hold in both.

    Text that GB2312 can write is left as it is, without loading anything.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        converted: str = _converter().convert(text)
        return converted if len(converted) == len(text) else "".join(map(_converter().convert, text))
    return text


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def tidy(text: str) -> str:
    """A printed cell or sentence on one line: line breaks and spaces between Chinese characters removed."""
    text = _DROPPED.sub("", text).replace("\r", "")
    text = _SPACES.sub(" ", text.replace("\n", " ")).strip()
    return _HAN_SPACE.sub("", text)


TITLE_CHARACTERS = 80
"""A longer line is no title of a paper or a table; words in Latin letters take up more."""
LATIN_TITLE_CHARACTERS = 140


def is_title_length(text: str) -> bool:
    """Whether a line is short enough for a title: Chinese says in 40 characters what English says in 120."""
    if len(text) <= TITLE_CHARACTERS:
        return True
    latin = not has_han(text) and not text.rstrip().endswith((".", ";", ":"))
    return latin and len(text) <= LATIN_TITLE_CHARACTERS


def strip_numbering(label: str) -> str:
    """A label without its leading 一、 (一) 1. or 其中：."""
    return _NUMBERING.sub("", label, count=1).strip()


def numbering(label: str) -> str:
    """The leading 一、 (一) 1. of a label, "" where it has none."""
    found = _NUMBERING.match(label)
    return found.group(0).strip() if found else ""


_KEPT = 1 << 17
"""Keys that are kept: one question makes thousands, most of them of the same few labels."""


MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = re.compile(rf"\b({MONTHS}) {_DAY}\b,?|\b{_DAY} ({MONTHS})\b")
"""A day of a year, as balances are headed with: July 1, 2024; 31 March 2026."""


def _spelled_date(found: re.Match[str]) -> str:
    month, day, first, behind = found.groups()
    return f"{month or behind} {day or first}th "


def date_key(text: str) -> str:
    """The key of a day that a folded text names and nothing else: july 1, → july 1th; "" for any other text."""
    found = _DATE.fullmatch(text.strip(" ,")) if text.isascii() else None
    return _spelled_date(found).strip() if found else ""


@lru_cache(_KEPT)
def name_key(label: str) -> str:
    """The key under which a name is looked up: folded, no numbering, no punctuation, no spaces between words of Chinese.

    "一、“三公”经费" and "三公经费" have one key. Words in Latin letters keep single spaces between them.
    """
    folded = _DATE.sub(_spelled_date, fold(_MORE_OR_LESS.sub("增减", strip_numbering(tidy(label)))))
    parts = _NOT_WORD.sub(" ", folded).split()
    key = ""
    for part in parts:
        latin = bool(key) and key[-1].isascii() and part[0].isascii() and not (key[-1].isdigit() and part[0].isdigit())
        key += (" " if latin else "") + part
    return key


_MORE_OR_LESS = re.compile(r"±|[+＋]\s*/?\s*[-－−](?=[%％])")
"""比上年±%: how far up or down."""
_UNIT_BEHIND = re.compile(
    r"\s*[(（](?:(?:金额|计量)?单位\s*[:：])?\s*(?:(?:百万|千万|[千万亿])?元|人次|批次|[名人个辆台套次家户件册批所张]|台[/、]?套|平方米|㎡|亩|公里)[)）]\s*$"
)
"""编制数（名）: the unit of a header's figures is no part of its name."""
_AMONG = re.compile(r"^其中(?=..)")
_YEAR_PREFIX = re.compile(r"^(?:19|20)\d{2}年(?:度|[末底](?!结))?")
_MEASURE_SUFFIX = pattern_of("headers.yaml", "measures", "behind_names")
_PLAN_SUFFIX = re.compile(r"(?<=支出|收入|经费|拨款)(?:预算|决算)$")
_SUM_SUFFIX = re.compile(r"(?<=经费|支出)(?:合计|小计)$")
_ACCOUNT_TOTALS = frozenset(words_of("headers.yaml", "measures", "account_totals"))
_MEASURE_UNIT = re.compile(r"(?<=.)(?:单位)?(?:百万|[万亿千])?元$")
_PLAIN_MEASURE = frozenset(words_of("headers.yaml", "measures", "plain"))


@lru_cache(_KEPT)
def core_key(label: str) -> str:
    """`name_key` without what a form adds around a name: 其中 or the year before it, 预算数, 决算数 or a unit after it.

    "2023年“三公”经费预算数" and "三公经费" have one core key. A label that is nothing but a measure keeps its key.
    """
    key = name_key(_UNIT_BEHIND.sub("", label)) or name_key(label)
    key = _AMONG.sub("", key) or key
    core = _MEASURE_SUFFIX.sub("", _YEAR_PREFIX.sub("", key))
    core = _PLAN_SUFFIX.sub("", core)
    if core not in _ACCOUNT_TOTALS:
        core = _SUM_SUFFIX.sub("", core)
    return core or key


_MEASURE_YEAR = re.compile(r"^(?:(?:19|20)\d{2}年度?|[本上前]一?年度?(?=[预决]算))")
_STAGE = (
    r"actuals?|adopted|proposed|approved|recommended|requests?|requested|original|final|audited|unaudited|estimate[ds]?|forward"
    r"|projected|projections?|revised|amended|enacted|adjusted|budget(?:ed)?|year end|amounts?"
)
_PERIOD = r"(?:fy|cy)?\d*|fiscal year|year"
_ENGLISH_MEASURE = re.compile(
    rf"(?:(?:{_PERIOD}|{_STAGE}|total|000|m|bn)(?: (?!$)|$))+"
    r"|(?:be|re|accounts?) \d{4,8}|\d{4,8} (?:be|re|accounts?)"
    rf"|(?=.*\b(?:{_STAGE})\b)(?:(?:{_PERIOD}|{_STAGE}|expenditures?|expenses?|spending|revenues?)(?: (?!$)|$))+"
)
"""FY2024 Adopted, Budget 2024, 2023–24 (Actual); Actual Expenditures, but not Expenditures alone."""


@lru_cache(_KEPT)
def is_plain_measure(label: str) -> bool:
    """Whether a header only says that figures follow (合计, 预算数, 金额, FY2024 Adopted), not of what."""
    key = name_key(label)
    measure = _MEASURE_UNIT.sub("", _MEASURE_YEAR.sub("", key))
    if measure in _PLAIN_MEASURE or bool(key and _ENGLISH_MEASURE.fullmatch(key)):
        return True
    summed = _SUM_OF_ALL.fullmatch(measure)
    return summed is not None and (summed.group(1) in _SUMMED or summed.group(1) in _PLAIN_MEASURE)


_SUM_OF_ALL = re.compile("(?:本年度?|当年)?(.+?)(?:合计|小计|总计|总额)")
_SUMMED = frozenset(words_of("headers.yaml", "measures", "summed"))
"""What a header may be the sum of and still say no more than that figures follow: 2025年预算数小计, 本年拨款合计."""


def header_words(header: str) -> str:
    """A header of open data in words: Department_Code → Department Code, AdoptedBudget → Adopted Budget; one in Chinese
    without the letters that number the columns, 全年执行数（B）, 执行率（B/A）; any other as it is.
    """
    if not header.isascii():
        return _COLUMN_LETTERS.sub("", header)
    if " " in header or not _JOINED_WORDS.search(header):
        return header
    return _HUMPS.sub(" ", header).replace("_", " ").strip()


_COLUMN_LETTERS = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[(（][A-Z](?:\s*[-+－＋/÷*×=＝]\s*[A-Z])*(?:\s*[×*]\s*100%)?[)）]$"
)
_JOINED_WORDS = re.compile(r"[A-Za-z\d]_[A-Za-z\d]|^[A-Za-z]?[a-z]+[A-Z][a-z]+[A-Za-z\d]*$")
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z]|(?:19|20)\d\d)")


def column_item(path: tuple[str, ...]) -> str:
    """What a column is of: its lowest header that is neither a plain measure nor a year, "" where all are."""
    return next((label for label in reversed(path) if not (is_plain_measure(label) or _YEAR_HEADER.match(label))), "")


_YEAR_HEADER = re.compile(r"(?:19|20)\d{2}年度?$")


_HEADER_YEAR = re.compile(r"^(?:(?:fy|cy) ?)?\d{2,8} (?=[a-z])|(?<=[a-z]) (?:(?:fy|cy) ?)?\d{4,8}$")


@lru_cache(_KEPT)
def column_key(header: str) -> str:
    """`core_key` of a header without the fiscal year that English headers put before or behind what they are of.

    "2024/25 Net Budget" and "Net Budget" have one key; "FY2025 Adopted", which is of nothing but a year, keeps its own.
    """
    key = core_key(header)
    return key if is_plain_measure(header) else _HEADER_YEAR.sub("", key)


def singular(word: str) -> str:
    """An English word in the singular, as a key: taxes and tax, salaries and salary, outlays and outlay."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(_KEPT)
def singular_words(key: str) -> str:
    """A key in Latin letters with every word in the singular."""
    return " ".join(map(singular, key.split()))

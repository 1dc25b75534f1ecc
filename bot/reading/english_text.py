"""Questions in English put into the words of the papers before they are cut: BE and RE, days of the year, total revenues."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.names.catalogue import Catalogue
from index.text import MONTHS, core_key, date_key, has_han
from prompts import load_yaml

_MONTHS = tuple(MONTHS.split("|"))
_MONTH = "|".join(rf"{name}|{name[:3]}" for name in _MONTHS)
_DAY = re.compile(
    rf"\b(?:(?P<lead>from|since|starting|beginning|at|on|by|as at|as of|in|of|for) )?(?:the )?(?:end of )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH})|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<month3>{_MONTH})),? (?P<year>20\d\d)\b"
)
_LAST_DAY = re.compile(
    r"\b(?:as of|as at|at|on|by) (?:the )?(?:31(?:st)? (?:of )?december|december 31(?:st)?) ?,? ?(?P<year>(?:19|20)\d\d)\b"
)
"""The last day of a year, where no column is headed by days."""
_INITIALS = {"be": "budget estimates", "re": "revised estimates"}
_HEADED = re.compile(r"(?:be|re)(?: \d+)?")
_TOTAL_BEFORE = re.compile(
    r"\btotal ((?:[a-z&]+ ){1,4}?)(revenues?|expenditures?|expenses?|income|receipts?|outlays?|requirements|resources|funding)\b"
)


_TOTAL_OF = re.compile(
    r"\b(?:grand total|total|sum)(?: amount)? of all (?:of )?(?:the |its |their )?"
    r"(?P<of>(?:[a-z'’]+ ){0,3}?(?:appropriations?|revenues?|expenditures?|expenses?|spending|receipts?|funding|allocations?))\b"
)
"""The total of all state appropriations: the total appropriations of the state."""


class EnglishText:
    """Knows how the papers of one catalogue write what a question may write in other words."""

    def __init__(self, catalogue: Catalogue, is_name: Callable[[str], bool]) -> None:
        """`is_name` tells whether a stretch of text is what a name is called."""
        self._names = catalogue.names
        self._spans = bool(catalogue.spans)
        self._is_name = is_name
        columns = [key for key, entry in catalogue.names.items() if "column" in entry.roles and key.isascii()]
        self._initials = any(map(_HEADED.fullmatch, columns))
        self._dated = {key for key in columns if re.search(rf"\b(?:{_MONTH})\b", key)}

    def with_kinds(self, question: str) -> str:
        """BE and RE, where columns are headed so, as what they stand for."""
        if not self._initials:
            return question
        return re.sub(
            r"(?<![A-Za-z])(?:B\.?E\.?|R\.?E\.?|(?:be|re)(?= 20\d\d))(?![A-Za-z])",
            lambda found: f" {_INITIALS[found.group(0).lower().replace('.', '')]} ",
            question,
        )

    def reworded(self, text: str) -> str:
        """A prepared question with its days as the column or fiscal year that they mean, and with totals behind."""
        text = _TOTAL_OF.sub(r"total \g<of>", _without_teller(text))
        text = _BESIDE_YEAR.sub(_year_beside, text)
        text = _LAST_DAY.sub(r"in \g<year>", _BY_THE_END.sub(r"in \g<in>", self._with_days(text)))
        text = _PROJECTS.sub(
            "expect ", _TAKES_IN.sub(r"are the revenues of \g<body> \g<place>higher than its expenses", text)
        )
        text = _SPENDS.sub(r"are the expenses of \g<body> \g<place>higher than its revenues", text)
        return _TOTAL_BEFORE.sub(self._total_behind, text)

    def _with_days(self, text: str) -> str:
        return _DAY.sub(self._day, text) if self._spans or self._dated else text

    def _day(self, found: re.Match[str]) -> str:
        """The fiscal year over two calendar years that a day begins or ends; the day itself where a column is headed by it."""
        month = next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(self._month(found)[:3]))
        day, year = int(found["day"] or found["day2"] or 0), int(found["year"])
        said = date_key(f"{_MONTHS[month - 1]} {day}")
        if said and any(said in key for key in self._dated):
            return found.group(0)
        lead = f"{found['lead']} " if found["lead"] else ""
        if not self._spans or (found["month3"] and found["lead"] not in _SINCE):
            return found.group(0)
        first = year - 1 if (month, day) in _LAST_DAYS else year
        starts = (month, day) in _FIRST_DAYS or (found["month3"] and month in (4, 7, 10))
        return f"{lead}{first}-{(first + 1) % 100:02}" if starts or first < year else found.group(0)

    @staticmethod
    def _month(found: re.Match[str]) -> str:
        return found["month"] or found["month2"] or found["month3"]

    def _total_behind(self, found: re.Match[str]) -> str:
        """Total general fund revenues as general fund total revenues, where a row bears that name."""
        own, row = found.group(1).strip(), f"total {found.group(2)}"
        known = row in self._names or f"{row}s" in self._names
        whole = core_key(found.group(0)) in self._names or not self._is_name(own)
        return found.group(0) if whole or not known else f"{own} {row}"


def _year_beside(found: re.Match[str]) -> str:
    """The year following 2025 as 2026, the fiscal year before 2024-25 as 2023-24."""
    year = int(found["year"]) + (1 if found["after"] else -1)
    return f"in {year}{f'-{(year + 1) % 100:02}' if found['span'] else ''}"


_BESIDE_YEAR = re.compile(
    r"\b(?:(?:in|for|of|during) )?(?:the )?(?:(?:first|fiscal|financial|budget|calendar|very) )?year "
    r"(?:immediately |directly |right |just |that )?"
    r"(?:(?P<after>after|following|follows|succeeding|subsequent to)|before|preceding|precedes|prior to)"
    r" (?:fy ?|fiscal year |financial year |the year )?(?P<year>20\d\d)(?P<span>[-/]\d\d)?(?!\d)"
)
"""A year by the one beside it."""


def _without_teller(text: str) -> str:
    """A claim that is to be checked without who makes it and where: the budget speech puts the deficit at 2.4 percent. Does
    table 2 agree?
    """
    found = _CLAIM.match(text)
    if found is None:
        return text
    told = load_yaml("told.english.yaml")
    tellers, verbs = ("|".join(map(re.escape, told[key])) for key in ("tellers", "telling"))
    named = rf"\b(?:(?:budget|annual) )?(?:{tellers})\b(?: \d[\d.]*)?"
    claim = re.sub(rf"{_SOMEBODY}|{named}|\b(?:{verbs})\b(?: that)?", " ", found["claim"])
    check = _THAT_WHAT.sub(r"does \g<form> agree", found["check"])
    return f"{claim}. {check}"


_SOMEBODY = (
    r"^(?:well |so )?(?:(?:(?:a|an|my|our|some|one) )?[a-z]+|(?:someone|somebody|people|everyone|everybody)(?: [a-z]+){1,3}) "
    r"(?:says?|said|claims?|claimed|told (?:me|us)|thinks?|swears?|insists?)\b(?: that)?"
)
"""Who says it, at the beginning of a claim: my colleague says it is 5."""
_CLAIM = re.compile(r"^(?P<claim>[^?]*?\d[^?]*?)\. ?(?P<check>(?:is|are|does|do|did) [^?.]*\?)$")
_THAT_WHAT = re.compile(r"\bis (?:that|this|it) what (?P<form>[^?]*?) (?:shows?|says?|gives?|has|have|prints?)\b")
_BY_THE_END = re.compile(
    r"\b(?:by|at|as at|as of) the (?:end|close) of (?:the )?(?P<in>(?:fiscal |financial )?(?:year )?)(?=(?:fy ?)?20\d\d)"
)
"""By the end of 2025/26: of that year, of which a paper has one figure."""
_EARNS = "(?:bring|take|pull|rake)s? in|raises?|earns?|collects?|generates?|makes?|receives?"
_TAKES_IN = re.compile(
    rf"\b(?:does|do|did|will) (?P<body>[^?.,;]+?) (?:{_EARNS}) more (?:money |revenues? |income |cash )?(?P<place>(?:in |from )?[^?.,;]{{0,20}}?)"
    r"\bthan (?:it|they) (?:will )?(?:spends?|spent|costs?|pays?(?: out)?)\b"
)
"""Does the zoo bring in more money than it spends?"""
_SPENDS = re.compile(
    rf"\b(?:does|do|did|will) (?P<body>[^?.,;]+?) (?:spend|cost|pay)s? more (?:money )?(?P<place>(?:in )?[^?.,;]{{0,20}}?)"
    rf"\bthan (?:it|they) (?:will )?(?:{_EARNS}|(?:brought|took) in|has in revenues?|(?:get|gets) in)\b"
)
_PROJECTS = re.compile(
    r"\bprojects? (?=.{3,60}? to (?:go|rise|increase|fall|drop|decline|decrease|grow|shrink|be|stay|come|remain)\b)"
)
"""Does the city project sales tax to rise: a verb, and no project."""
_SINCE = ("from", "since", "starting", "beginning")
_LAST_DAYS = frozenset({(3, 31), (6, 30), (9, 30)})
_FIRST_DAYS = frozenset({(4, 1), (7, 1), (10, 1)})
"""On which fiscal years that are no calendar years end and begin."""


def detect_language(text: str) -> str:
    """Either "zh", or "en" for a text that has no Chinese, or begins in Latin letters and has at least three words of them,
    or is joined by small words of English: 公用经费 of the office, in 2019.
    """
    words = re.findall("[A-Za-z]+", text)
    begins = len(words) > 2 and text.lstrip()[:1].isascii()
    return "en" if not has_han(text) or begins or len(_ENGLISH.findall(text)) > 1 else "zh"


_ENGLISH = re.compile(
    "(?<![A-Za-z])(?:of|in|for|the|is|was|what|how|and|please|to|at|much|many|from|which|as|over|than|or|with|by|between)(?![A-Za-z])",
    re.IGNORECASE,
)

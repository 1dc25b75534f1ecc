"""Changes that a sentence in English tells: an increase of £5 or 2%, £5 (2%) below last year, from £5 to £6."""

from __future__ import annotations

import re
from dataclasses import replace

from index.english_amounts import MONEY, RATE, YEAR, Told, any_of, words
from index.english_items import item
from index.english_state import CHANGE, MOVES, PERCENT_CHANGE, About, Sentence, figure_of, who
from index.prose_state import Figure
from index.units import PERCENT

_LAST_YEAR = re.compile(r"\b(?:last|previous|prior|current) (?:(?:financial|fiscal|council|municipal) )?year\b", re.I)


def beside_change(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """The percent behind the amount of a change, or the amount behind its percent: £5 (2%), £5 or 2%, 2% (£5), £5/2%."""
    last = sentence.last
    if last is None or last.column not in (CHANGE, PERCENT_CHANGE) or not re.fullmatch(r"\(|/|,? ?or|,", left.strip()):
        return None
    if (told.unit == PERCENT) == (last.unit == PERCENT):
        return []
    value = -told.value if last.value < 0 else told.value
    column = PERCENT_CHANGE if told.unit == PERCENT else CHANGE
    figures = [replace(last, column=column, value=value, unit=told.unit, printed=told.printed)]
    return figures + (_prior(sentence, figures[0], _base(sentence, rest)) if column == CHANGE else [])


def moved(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """An increase of £5; a 5% rise; a tax levy increase of 2%; a 1% tax rate increase; Spending increase: £5."""
    ways = any_of("rises", "falls")
    plain = left.strip()
    before = re.search(
        rf"\b(?:an?|the|this|its) (?P<np>(?:(?!{_NO_NAME})[\w-]+ ){{0,4}}?)(?P<way>{ways}) of$", plain, re.I
    )
    within = re.search(rf"\b(?:an?|the) (?:[\w-]+ )?(?P<way>{ways}) (?:in|to) (?P<np>[^,;:⟨]+?) of$", plain, re.I)
    labelled = re.fullmatch(rf"(?P<np>.*?) (?P<way>{ways}):", plain, re.I)
    article = re.search(r"\b(?:an?|the)(?: (?:flat|further|net|small|total|overall))?$", plain, re.I)
    after = re.match(rf"\s(?P<np>(?:[a-z-]+ ){{0,3}}?)(?P<way>{ways})\b", right, re.I) if article else None
    found = before or within or labelled or after
    if found is None:
        return [] if re.search(rf"\b(?:{ways}) of$", plain, re.I) else None
    name = item(re.sub(rf"\b(?:{_DEGREES})\b", "", found["np"]))
    if name:
        about = who(sentence, name)
    else:
        lead = plain[: before.start()] if before else plain[: article.start()] if article else ""
        about = _meant(sentence, lead.strip())
    return _changes(sentence, about, told, found["way"], rest)


_NO_NAME = r"(?:an?|the|this|its|means?|is|was|and|of|to|represents?|which|that)\b"


_DEGREES = "flat|further|net|small|slight|modest|total|overall|annual|average|year-on-year|significant|large|cash|proposed|planned"


_LEADS = "means?|meant|represents?|includes?|reflects?|shows?|sees?|is|was|will see|gives?|brings?"


def _meant(sentence: Sentence, lead: str) -> About:
    """The item of which the words before an increase say that it moved; nobody's where they say anything else."""
    head = re.fullmatch(rf"(?P<s>.*?)\s?(?:{_LEADS})", lead, re.I)
    if head:
        return who(sentence, head["s"])
    moved = sentence.last is not None and sentence.last.column.startswith((CHANGE, PERCENT_CHANGE))
    ways = any_of("more", "less")
    joined = re.fullmatch(
        rf"\(?|,|,? ?and|\(?up|,? which is|, which [^,⟨]*,|(?:{ways}) (?:than )?(?:the )?{YEAR}[a-z ]* and", lead, re.I
    )
    return sentence.about if joined or (moved and re.search(r",(?: and)?$", lead)) else About()


_HELPERS = "is|are|was|were|has|have|will|would|been|be|to|estimated|expected|projected|due|set|that"


def moved_by(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """X rose by £5; X was increased by the rate of inflation (5%)."""
    found = re.search(
        rf"^(?P<s>.*?),? (?:(?:{_HELPERS}) )*(?P<way>{any_of('rose', 'fell')})"
        r"(?: by(?: [a-z' ]{0,30}\()?(?:(?: about| around| approximately| nearly)? ⟨A⟩ \()?)?$",
        left.strip(),
        re.I,
    )
    if found is None:
        return None
    return _changes(sentence, who(sentence, found["s"]), told, found["way"], rest)


def compared(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """£5 (2%) below the 2022-23 budget; will pay £1 a year less; £4 more than in 2023/24."""
    found = re.match(
        rf"(?:\s?\({RATE}\))?(?: (?:a|per) (?:year|month|week|household))* (?P<way>{any_of('more', 'less')})\b(?P<base>.*)",
        rest,
        re.I,
    )
    if found is None or not re.search(
        r"(?:^|,|\band|\b(?:which|that|it|this) is|\bpay|\b(?:is|are|was|be))$", left.strip(), re.I
    ):
        return None
    base = found["base"]
    versus = re.match(r"\s?(?:than|on|compared)?\s?(?P<what>[^⟨,;.]*)(?P<year>⟨Y\d+⟩)?", base)
    dated = bool(versus and versus["year"]) or bool(
        _LAST_YEAR.match(base.strip(" ").removeprefix("than ").removeprefix("in "))
    )
    if not dated and re.match(r"\s(?:than )?(?:the |its |year|budget)", base):
        return []  # below what else
    if (
        versus
        and versus["year"]
        and not re.fullmatch(r"(?:(?:in|for|the|on|with|to|from|than) ?)*", versus["what"].strip() + " ", re.I)
    ):
        return []
    head = re.match(rf"^(?P<s>.*?) (?:(?:will|would|must|to) )?(?:pay|pays|{any_of('verbs')})$", left.strip(), re.I)
    return _changes(sentence, who(sentence, head["s"] if head else ""), told, found["way"], rest)


def from_to(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """From £5 in 2023/24 to £6 in 2024/25: both years' amounts; increased … to £6."""
    if told.unit == PERCENT:
        return None
    start = re.search(r"(?:^|\s|\))(?P<word>from)$", left, re.I)
    if start:
        after = re.match(rf"(?: in (?P<was>{YEAR}))? to {MONEY}(?:,? in (?P<now>{YEAR}))?", rest)
        head = re.match(
            rf"^(?P<s>.*?) (?:(?:{_HELPERS}) )*(?:{any_of('rose', 'fell')}|go|goes|went|move|moves|change|changes)\b.*from$",
            left.strip(),
            re.I,
        )
        about = who(sentence, head["s"] if head else "") if after else About()
        if not after or not about.path:
            return []
        now = sentence.marked.year(after["now"]) if after["now"] else about.year or sentence.reader.year
        was = sentence.marked.year(after["was"]) if after["was"] else None
        sentence.about = replace(about, year=now)
        if was is None and now is not None and _told_of_years(rest):
            was = now - 1
        return [figure_of(sentence, about.path, told, was)] if was is not None else []
    if not re.search(r"(?:^|\s|\))to$", left, re.I):
        return None
    about = sentence.about
    rising = re.search(rf"\b(?:{any_of('rose', 'fell')})\b", sentence.marked.text, re.I)
    between = re.fullmatch(rf"\)?(?:,? ?in {YEAR})?\)? ?to", left.strip(), re.I)
    if not between:
        return None
    if not about.path or not (rising or re.search(r"\bfrom\b", sentence.marked.text)):
        return []
    own = re.match(rf",? (?:in|for) ({YEAR})", right)
    year = sentence.marked.year(own.group(1)) if own else about.year or sentence.reader.year
    figure = figure_of(sentence, about.path, told, year)
    sentence.about = About(about.path, figure, year)
    change = sentence.last
    by = change is not None and change.column == CHANGE and change.path == figure.path and left.strip() == "to"
    return [figure, *(_prior(sentence, change, year - 1) if by and change and year else [])]


def _told_of_years(rest: str) -> bool:
    """Whether the change between two amounts is said to be on the year before."""
    return bool(
        re.search(
            rf"\b(?:more|less|higher|lower|increase|decrease) (?:than|on|over|from) (?:in )?(?:{YEAR}|last year)",
            rest,
            re.I,
        )
    )


def _changes(sentence: Sentence, about: About, told: Told, way: str, rest: str) -> list[Figure]:
    """The change itself and, where it is on the year before, that year's amount worked out."""
    if not about.path:
        return []
    down = way.lower() in {*words("less"), *words("falls"), *words("fell")}
    base = _base(sentence, rest)
    year = about.year or sentence.reader.year
    if base is not None and year is not None and base >= year:
        return []
    column = PERCENT_CHANGE if told.unit == PERCENT else CHANGE
    original = re.match(
        rf"[^⟨]*?\b(?:compared (?:to|with)|over|from|on|than) (?:the )?(?:{YEAR}) (?P<stage>original|revised|final|amended)\b",
        rest,
    )
    if original and base is not None:
        column = f"{column} from FY{base} {original['stage']} budget"
    figure = replace(
        figure_of(sentence, about.path, told, year), column=column, value=-told.value if down else told.value
    )
    return [figure, *(_prior(sentence, figure, base) if column == CHANGE else [])]


def _base(sentence: Sentence, rest: str) -> int | None:
    """The year that a change is measured from: the first that the rest of the sentence names before another amount."""
    reach = re.split(MONEY, rest)[0]
    found = re.search(YEAR, reach)
    if found:
        return sentence.marked.year(found.group(0))
    year = sentence.about.year or sentence.reader.year
    return year - 1 if year and _LAST_YEAR.search(reach) else None


def _prior(sentence: Sentence, change: Figure, base: int | None) -> list[Figure]:
    """The amount of the year before, worked out from the year's amount and the change on it."""
    amount = sentence.about.amount
    if amount is None or base is None or amount.year is None or base != amount.year - 1:
        return []
    if amount.unit != change.unit or amount.path != change.path or amount.column in MOVES:
        return []
    value = amount.value - change.value
    printed = (*sentence.told, *sentence.reader.known)
    if value <= 0 or any((one.path, one.year, one.column) == (amount.path, base, amount.column) for one in printed):
        return []
    sign = "+" if change.value < 0 else "-"
    derived = f"{amount.printed} {sign} {change.printed}"
    return [replace(amount, value=value, printed=f"{value:,}", year=base, derived=derived, sentence=sentence.printed)]

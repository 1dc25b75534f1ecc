"""A sentence in English read mark by mark: every figure whose item its own words tell becomes the figure of that item.

What is of no clear item is left: a comparison with anything but a year, a rough figure, a subject with a verb in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from index.english_amounts import MONEY, RATE, YEAR, Marked, Told, any_of, mark, words
from index.model import Kind
from index.prose_state import Figure
from index.units import PERCENT

AMOUNT, CHANGE, PERCENT_CHANGE, SHARE = "Budget", "Change", "% Change", "Share"
_COLUMNS: dict[Kind, str] = {"budget": AMOUNT, "outturn": "Actual", "executed": "Projected", "adjusted": "Revised budget"}
_MARK = re.compile(rf"{MONEY}|{RATE}")
MOST_WORDS = 13
"""Of a name; a longer subject is a clause."""
_ARTICLES = re.compile(r"^(?:(?:the|a|an|its|their|this|these|that|overall|also|and|but|while|with|as|corresponding|respective) )+", re.I)
_OWNER = re.compile(r"^(?:[A-Z]?[\w.&-]+ ){0,4}[\w.-]+(?:['’]s|s['’]) (?=\w)")
_OF_YEAR = re.compile(
    rf"(?:\b(?:for|in|of|during) )?(?:the )?(?:coming |new |proposed (?=fiscal|financial))?{YEAR}"
    r"(?: (?:financial|fiscal|municipal|budget|tax) year)?(?:['’]s)?",
    re.I,
)
_THIS_YEAR = re.compile(r"\b(?:for|in|during) (?:the|this) (?:coming |new |current )?(?:financial |fiscal )?year\b", re.I)
_BRACKETS = re.compile(r"\s?\([^()]*\)")
_LEAD = re.compile(rf"^(?:(?:for|in|during|by|under|overall|however|therefore|finally|also|as a result)\b[^,]*,\s*)+", re.I)
_LAST_YEAR = re.compile(r"\b(?:last|previous|prior|current) (?:(?:financial|fiscal|council|municipal) )?year\b", re.I)
_STOP = re.compile(r"[;:]")


@dataclass(frozen=True, slots=True)
class About:
    """The item spoken of, with its amount where one is told, and the year."""

    path: tuple[str, ...] = ()
    amount: Figure | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """What holds for a whole paragraph: the paper's year and kind, whether its years are spans, the label before it."""

    year: int | None
    kind: Kind
    spans: bool
    label: tuple[str, ...] = ()
    known: tuple[Figure, ...] = ()
    """What the paragraph has told."""


@dataclass(slots=True)
class _Sentence:
    """A sentence under way: what was told of it so far."""

    reader: Reader
    printed: str
    marked: Marked
    about: About
    before: About
    told: list[Figure]
    last: Figure | None = None
    """The figure of the mark before."""
    compared: bool = False
    """Whether it is about an earlier year's figure, so that a pronoun may mean either."""
    behind: bool = False
    """Whether it lists amounts each before what it is for."""


def read_sentence(reader: Reader, printed: str, about: About) -> tuple[tuple[Figure, ...], About]:
    """The figures of a sentence, and what a pronoun in the next one means."""
    marked = mark(printed, spans=reader.spans)
    text = re.sub(r"\s+", " ", marked.text)
    sentence = _Sentence(reader, printed, replace(marked, text=text), about, about, [])
    start = 0
    for found in _MARK.finditer(text):
        following = _MARK.search(text, found.end())
        left, right = text[start : found.start()], text[found.end() : following.start() if following else len(text)]
        figure = _read(sentence, left, found.group(0), right, text[found.end() :])
        sentence.told += figure
        sentence.last = figure[0] if figure else None
        start = found.end()
    amounts = [one for one in sentence.told if _is_amount(one)]
    if sentence.compared:
        return tuple(sentence.told), About()
    if not amounts:
        return tuple(sentence.told), About(year=about.year) if not sentence.told else sentence.about
    return tuple(sentence.told), About(amounts[0].path, amounts[0], amounts[0].year)


_MOVES = frozenset({CHANGE, PERCENT_CHANGE, SHARE})


def _is_amount(figure: Figure) -> bool:
    return figure.column in _COLUMNS.values() and not figure.derived and figure.unit != PERCENT


def _read(sentence: _Sentence, left: str, at: str, right: str, rest: str) -> list[Figure]:
    told = sentence.marked.amount(at)
    left = left.rstrip()
    for way in (_beside_change, _moved, _moved_by, _compared, _of_noun, _set_at, _from_to, _for_part, _share, _before_noun, _of_subject, _and_other, _behind):
        found = way(sentence, left, told, right, rest)
        if found is not None:
            return found
    return []


def _beside_change(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
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


def _moved(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """An increase of £5; a 5% rise; a tax levy increase of 2%; a 1% tax rate increase; Spending increase: £5."""
    ways = any_of("rises", "falls")
    plain = left.strip()
    before = re.search(rf"\b(?:an?|the|this|its) (?P<np>(?:(?!{_NO_NAME})[\w-]+ ){{0,4}}?)(?P<way>{ways}) of$", plain, re.I)
    within = re.search(rf"\b(?:an?|the) (?:[\w-]+ )?(?P<way>{ways}) (?:in|to) (?P<np>[^,;:⟨]+?) of$", plain, re.I)
    labelled = re.fullmatch(rf"(?P<np>.*?) (?P<way>{ways}):", plain, re.I)
    article = re.search(r"\b(?:an?|the)(?: (?:flat|further|net|small|total|overall))?$", plain, re.I)
    after = re.match(rf"\s(?P<np>(?:[a-z-]+ ){{0,3}}?)(?P<way>{ways})\b", right, re.I) if article else None
    found = before or within or labelled or after
    if found is None:
        return [] if re.search(rf"\b(?:{ways}) of$", plain, re.I) else None
    name = item(re.sub(rf"\b(?:{_DEGREES})\b", "", found["np"]))
    if name:
        about = _who(sentence, name)
    else:
        lead = plain[: before.start()] if before else plain[: article.start()] if article else ""
        about = _meant(sentence, lead.strip())
    return _changes(sentence, about, told, found["way"], rest)


_NO_NAME = r"(?:an?|the|this|its|means?|is|was|and|of|to|represents?|which|that)\b"
_DEGREES = "flat|further|net|small|slight|modest|total|overall|annual|average|year-on-year|significant|large|cash|proposed|planned"
_LEADS = "means?|meant|represents?|includes?|reflects?|shows?|results? in|sees?|equates to|is|was|will see|gives?|brings?"


def _meant(sentence: _Sentence, lead: str) -> About:
    """The item of which the words before an increase say that it moved; nobody's where they say anything else."""
    head = re.fullmatch(rf"(?P<s>.*?)\s?(?:{_LEADS})", lead, re.I)
    if head:
        return _who(sentence, head["s"])
    moved = sentence.last is not None and sentence.last.column.startswith((CHANGE, PERCENT_CHANGE))
    ways = any_of("more", "less")
    joined = re.fullmatch(rf"\(?|,|,? ?and|\(?up|,? which is|(?:{ways}) (?:than )?(?:the )?{YEAR}[a-z ]* and", lead, re.I)
    return sentence.about if joined or (moved and re.search(r",(?: and)?$", lead)) else About()


def _moved_by(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """X rose by £5; X was increased by the rate of inflation (5%)."""
    found = re.search(
        rf"^(?P<s>.*?),? (?:(?:is|are|was|were|has|have|will|would|been|be|to|estimated|expected|projected|due|set|that) )*(?P<way>{any_of('rose', 'fell')})"
        r"(?: by(?: [a-z' ]{0,30}\()?(?:(?: about| around| approximately| nearly)? ⟨A⟩ \()?)?$",
        left.strip(),
        re.I,
    )
    if found is None:
        return None
    return _changes(sentence, _who(sentence, found["s"]), told, found["way"], rest)


def _compared(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """£5 (2%) below the 2022-23 budget; will pay £1 a year less; £4 more than in 2023/24."""
    found = re.match(
        rf"(?:\s?\({RATE}\))?(?: (?:a|per) (?:year|month|week|household))* (?P<way>{any_of('more', 'less')})\b(?P<base>.*)", rest, re.I
    )
    if found is None or not re.search(rf"(?:^|,|\band|\b(?:which|that|it|this) is|\bpay|\b(?:is|are|was|be))$", left.strip(), re.I):
        return None
    base = found["base"]
    versus = re.match(r"\s?(?:than|on|compared)?\s?(?P<what>[^⟨,;.]*)(?P<year>⟨Y\d+⟩)?", base)
    dated = bool(versus and versus["year"]) or bool(_LAST_YEAR.match(base.strip(" ").removeprefix("than ").removeprefix("in ")))
    if not dated and re.match(r"\s(?:than )?(?:the |its |year|budget)", base):
        return []  # below what else
    if versus and versus["year"] and not re.fullmatch(r"(?:(?:in|for|the|on|with|to|from|than) ?)*", versus["what"].strip() + " ", re.I):
        return []
    head = re.match(rf"^(?P<s>.*?) (?:(?:will|would|must|to) )?(?:pay|pays|{any_of('verbs')})$", left.strip(), re.I)
    return _changes(sentence, _who(sentence, head["s"] if head else ""), told, found["way"], rest)


def _of_noun(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """A budget of £5; with a precept demand of £5."""
    if not left.endswith(" of"):
        return None
    words_before = left.removesuffix(" of")
    compared = re.match(rf"^(?P<s>.*?) (?:is |are )?(?:compares?|compared) (?:to|with|against) (?:the |a )?({YEAR}) (?:figure|amount|total)$", words_before.strip())
    if compared:
        about, sentence.compared = _who(sentence, compared["s"]), True
        return [_figure(sentence, about.path, told, sentence.marked.year(compared.group(2)))] if about.path else []
    parts = re.split(
        r"(?:^|\b)(?:a|an|the|its|with|and|to|is|was|at|on|set|from|in|by|sets|than|that|which|means|for|represents|includes|include|including|plus|as|of|approved|agreed|adopted|proposed(?= a))\s(?!⟨Y)|[,;:(]", words_before, flags=re.I
    )
    name = item(parts[-1])
    before = words_before[: len(words_before) - len(parts[-1])]
    if not name or told.unit == PERCENT or len(name.split()) > 6 or re.search(r"\bout$", before.strip()):
        return []
    again = re.match(r"^(?:this|it|that|which)\b", left.strip(), re.I)
    own = re.findall(YEAR, parts[-1])
    return [_amount(sentence, name, told, own[-1] if own else "", right, carried=bool(again))]


def _set_at(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Agreed to set the 2024/25 precept at £5."""
    found = re.search(rf"\b(?:{any_of('set_at')}) (?:the|its|a) (?P<s>[^,;:]+) at$", left, re.I)
    name = item(found["s"]) if found else ""
    if found is None or told.unit == PERCENT:
        return None
    own = re.findall(YEAR, found["s"])
    return [_amount(sentence, name, told, own[-1] if own else "", right)] if name else []


def _from_to(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """From £5 in 2023/24 to £6 in 2024/25: both years' amounts; increased … to £6."""
    if told.unit == PERCENT:
        return None
    start = re.search(r"(?:^|\s|\))(?P<word>from)$", left, re.I)
    if start:
        after = re.match(rf"(?: in (?P<was>{YEAR}))? to {MONEY}(?:,? in (?P<now>{YEAR}))?", rest)
        head = re.match(
            rf"^(?P<s>.*?) (?:(?:would|will|to|has|have|is|are|was|were|been|be|estimated|expected) )*(?:{any_of('rose', 'fell')}|go|goes|went|move|moves|change|changes)\b.*from$",
            left.strip(), re.I,
        )
        about = _who(sentence, head["s"] if head else "") if after else About()
        if not after or not about.path:
            return []
        now = sentence.marked.year(after["now"]) if after["now"] else about.year or sentence.reader.year
        was = sentence.marked.year(after["was"]) if after["was"] else None
        sentence.about = replace(about, year=now)
        if was is None and now is not None and _told_of_years(rest):
            was = now - 1
        return [_figure(sentence, about.path, told, was)] if was is not None else []
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
    figure = _figure(sentence, about.path, told, year)
    sentence.about = About(about.path, figure, year)
    return [figure]


def _told_of_years(rest: str) -> bool:
    """Whether the change between two amounts is said to be on the year before."""
    return bool(re.search(rf"\b(?:more|less|higher|lower|increase|decrease) (?:than|on|over|from) (?:in )?(?:{YEAR}|last year)", rest, re.I))


def _for_part(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Of which £5 is for grants."""
    found = re.match(r"\s(?:is|are|was|were|will be|goes|go) (?:for|to|on) (?P<s>[^⟨,;.]+)", right)
    if not re.search(r"\bof (?:which|this|that),?$", left, re.I) or found is None or told.unit == PERCENT:
        return None
    name = item(found["s"])
    return [_amount(sentence, name, told, "", "", carried=True, keep=True)] if name else []


def _share(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Accounts for £5 and 5% of the bill."""
    last = sentence.last
    if told.unit != PERCENT or last is None or last.unit == PERCENT or last.column in _MOVES:
        return None
    if re.fullmatch(r",? (?:and|or)", left) and re.match(r"\)? of (?:the|all|total|its)\b", right):
        return [replace(last, column=SHARE, value=told.value, unit=told.unit, printed=told.printed)]
    if re.fullmatch(r"\s?\(", left) and re.match(r" of (?:the|all|total|its)\b[^()]*\)", right):
        return [replace(last, column=SHARE, value=told.value, unit=told.unit, printed=told.printed)]
    return None


def _of_subject(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """X for 2024/25 is £5; X: £5; X remains unchanged from last year - £5."""
    text = _LEAD.sub("", left.strip(" ;,")).strip()
    found = re.match(
        rf"^(?P<s>.*?)(?: (?:{any_of('verbs')})|:| (?:remains?|remained|is|was) unchanged[^⟨]{{0,30}}?(?: [-–—]| at))$", text, re.I
    )
    if found is None:
        return None
    name = item(found["s"])
    own = re.findall(YEAR, found["s"])
    if re.search(rf"\bper [£$€]|^ per ⟨A", right) or not name:
        return []
    if told.unit == PERCENT and re.match(r"\s(?:of|more|less|higher|lower|below|above)\b", right):
        return []
    return [_amount(sentence, name, told, own[-1] if own else "", right)]


def _and_other(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """… make up £5 of the total and one-time expenditures £6: the verb is left out; growth is 1% or £5."""
    last = sentence.last
    if last is None or last.column in _MOVES or last.derived:
        return None
    if re.fullmatch(r",? or", left) and (last.unit == PERCENT) != (told.unit == PERCENT):
        return [replace(last, value=told.value, unit=told.unit, printed=told.printed)]
    found = re.fullmatch(r"(?: of the [a-z ]{3,20})?,? and (?P<s>[^,;:]+)", left)
    name = item(found["s"]) if found else ""
    if told.unit == PERCENT or not name or re.search(r"\b(?:of|to|for|by|from|with|at|on)$", found["s"] if found else "", re.I):
        return None
    return [_amount(sentence, name, told, "", "", carried=True, keep=True)]


_SPENDS = (
    r"budgeted|budgets|allocates|allocated|includes|include|including|included|provides|provided|providing|invests|invested|investing|spends|spending"
    r"|spend|spent|utilizing|utilising|using|uses|adds|added|plus|with|receives?|raises?|sets? aside"
)


def _behind(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Budgeted £5 of debt servicing costs; includes £5 in sewer projects, £6 in water projects and £7 in airport projects."""
    if told.unit == PERCENT or sentence.marked.text[: sentence.marked.text.find("⟨M")].count(":") > 1:
        return None
    listed = bool(sentence.told) and re.fullmatch(r"[^⟨]*(?:,|,? and)", left) is not None and sentence.behind
    if not (listed or re.search(rf"\b(?:{_SPENDS})$", left, re.I)):
        return None
    found = re.match(r"\s(?:of|in|for|on|to|towards) (?P<s>[^⟨,;.()]+)", right)
    said = re.split(rf"\s(?:for|to|which|that|from|by|with|and)(?:\s|$)", found["s"])[0] if found else ""
    name = item(said)
    if not name or len(name.split()) > 6 or re.match(r"(?:the|its|this|that|a|an)\b", said, re.I) or _RISING.search(name):
        return []
    sentence.behind = True
    return [_amount(sentence, name, told, "", "", keep=True)]


_RISING = re.compile(r"\b(?:increase|rise|decrease|reduction|cut)s?\b", re.I)


def _before_noun(sentence: _Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """The $2.3 billion budget is …; this $5,000 general fund budget projects …"""
    if told.unit == PERCENT or not re.search(r"(?:^|\s)(?:the|this|its|a|an)$", left, re.I):
        return None
    found = re.match(r"\s(?P<s>(?:[a-z]+ ){0,3}(?:budget|levy|precept|fund|grant|programme|program))\b", right)
    name = item(found["s"]) if found else ""
    return [_amount(sentence, name, told, "", right)] if name else []


def _who(sentence: _Sentence, said: str) -> About:
    """The item that some words are, or that a pronoun, or nothing, means."""
    bare = said.strip(" ,;").lower()
    bare = re.sub(r"^(?:and|but) ", "", bare)
    if bare in ("", *words("pronouns")) or bare.startswith("which"):
        return sentence.about
    name = item(_LEAD.sub("", said.strip(" ,;")))
    if not name:
        return About()
    own = re.findall(YEAR, said)
    year = sentence.marked.year(own[-1]) if own else sentence.reader.year
    path = (*sentence.reader.label, name)
    told = (one for one in (*reversed(sentence.told), *reversed(sentence.reader.known)) if _is_amount(one))
    held = next((one for one in told if sentence.reader.label in ((), one.path[:-1]) and _one_item(one.path[-1], name)), None)
    about = About(held.path, held, held.year) if held else About(path, None, year)
    sentence.about = about
    return about


def _one_item(one: str, other: str) -> bool:
    """Whether two names differ by nothing but words such as total, request, demand, proposed."""
    def core(name: str) -> list[str]:
        return [word for word in name.lower().split() if word not in _LIGHT]

    return core(one) == core(other)


_LIGHT = frozenset({"total", "proposed", "request", "demand", "requested", "overall", "approved", "adopted", "agreed"})


def _changes(sentence: _Sentence, about: About, told: Told, way: str, rest: str) -> list[Figure]:
    """The change itself and, where it is on the year before, that year's amount worked out."""
    if not about.path:
        return []
    down = way.lower() in {*words("less"), *words("falls"), *words("fell")}
    base = _base(sentence, rest)
    year = about.year or sentence.reader.year
    if base is not None and year is not None and base >= year:
        return []
    column = PERCENT_CHANGE if told.unit == PERCENT else CHANGE
    original = re.match(rf"[^⟨]*?\b(?:compared (?:to|with)|over|from|on|than) (?:the )?(?:{YEAR}) (?P<stage>original|revised|final|amended)\b", rest)
    if original and base is not None:
        column = f"{column} from FY{base} {original['stage']} budget"
    figure = replace(_figure(sentence, about.path, told, year), column=column, value=-told.value if down else told.value)
    return [figure, *(_prior(sentence, figure, base) if column == CHANGE else [])]


def _base(sentence: _Sentence, rest: str) -> int | None:
    """The year that a change is measured from: the first that the rest of the sentence names before another amount."""
    reach = re.split(MONEY, rest)[0]
    found = re.search(YEAR, reach)
    if found:
        return sentence.marked.year(found.group(0))
    year = sentence.about.year or sentence.reader.year
    return year - 1 if year and _LAST_YEAR.search(reach) else None


def _prior(sentence: _Sentence, change: Figure, base: int | None) -> list[Figure]:
    """The amount of the year before, worked out from the year's amount and the change on it."""
    amount = sentence.about.amount
    if amount is None or base is None or amount.year is None or base != amount.year - 1:
        return []
    if amount.unit != change.unit or amount.path != change.path or amount.column in _MOVES:
        return []
    value = amount.value - change.value
    printed = (*sentence.told, *sentence.reader.known)
    if value <= 0 or any((one.path, one.year, one.column) == (amount.path, base, amount.column) for one in printed):
        return []
    sign = "+" if change.value < 0 else "-"
    derived = f"{amount.printed} {sign} {change.printed}"
    return [replace(amount, value=value, printed=f"{value:,}", year=base, derived=derived, sentence=sentence.printed)]


def _amount(
    sentence: _Sentence, name: str, told: Told, year_mark: str, right: str, *, carried: bool = False, keep: bool = False
) -> Figure:
    """An item's amount, which is then spoken of unless the one before is kept."""
    beside = re.match(rf",? (?:for|in) (?:the )?({YEAR})", right)
    year = (
        sentence.marked.year(year_mark) if year_mark
        else sentence.marked.year(beside.group(1)) if beside
        else sentence.before.year if carried and sentence.before.year
        else sentence.reader.year
    )
    if not year_mark and not beside and not carried and len(set(sentence.marked.years)) == 1 and not _moves(sentence):
        year = sentence.marked.years[0]
    figure = _figure(sentence, (*sentence.reader.label, name), told, year)
    if not keep:
        sentence.about = About(figure.path, figure, year)
    return figure


def _moves(sentence: _Sentence) -> bool:
    """Whether a sentence tells a change, so that a year in it may be what this is measured from."""
    return bool(re.search(rf"\b(?:{any_of('more', 'less', 'rises', 'falls', 'rose', 'fell')}|compared)\b", sentence.marked.text, re.I))


def _figure(sentence: _Sentence, path: tuple[str, ...], told: Told, year: int | None) -> Figure:
    kind = _kind(path[-1], sentence.reader.kind)
    return Figure(
        path=path, column=_COLUMNS[kind], value=told.value, unit=told.unit, printed=told.printed, year=year, kind=kind,
        sentence=sentence.printed, total=path[-1].lower().startswith("total "),
    )  # fmt: skip


def _kind(name: str, own: Kind) -> Kind:
    said = set(name.lower().split())
    kinds: dict[Kind, list[str]] = words("kinds")
    return next((kind for kind, listed in kinds.items() if said & set(listed)), own)


def item(said: str) -> str:
    """The name that a subject gives its item; "" where its words are no clear name."""
    text = _BRACKETS.sub("", said).strip(" ,;:–-")
    text = re.split(r"\bthat (?=the\b|a\b|its\b)", text)[-1]
    text = re.split(rf"\b(?:{any_of('cut_at')})\b", text)[0]
    text = _THIS_YEAR.sub("", _OF_YEAR.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" ,;:–-")
    for _ in range(3):
        text = _OWNER.sub("", _ARTICLES.sub("", text)) if len(text.split()) > 1 else text
    text = re.sub(r"\s(?:of|for|in|the|at|to)$", "", text)
    parts = text.lower().split()
    if not parts or len(parts) > MOST_WORDS or "⟨" in text or re.search(r"[,;:]", text) or not re.search("[A-Za-z]{2}", text) or text.count("(") != text.count(")"):
        return ""
    if set(parts) & set(words("no_items")) or set(parts) <= set(words("bare")) or _RISES_FIRST.match(text) or parts[0] in words("pronouns"):
        return ""
    return text


_RISES_FIRST = re.compile(r"(?:increase|rise|decrease|reduction|cut|fall|drop)s? (?:in|of|to|on|from)\b", re.I)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph; an initial, or a number with a point, ends none."""
    start = 0
    for found in re.finditer(r"[.!?](?:[\"”’)]|\s?\[\d+\])?\s+(?=[A-Z“\"(£$€⟨•])", text):
        before = text[start : found.start()]
        if re.search(r"(?:\b[A-Z]|\b(?:No|St|Dr|Mr|Mrs|Inc|approx|vs|Fig|Dept|Co|U\.S|e\.g|i\.e))$", before):
            continue
        yield text[start : found.end()].strip()
        start = found.end()
    if text[start:].strip():
        yield text[start:].strip()

"""A sentence in English read mark by mark: every figure whose item its own words tell becomes the figure of that item.

What is of no clear item is left: a comparison with anything but a year, a rough figure, a subject with a verb in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.english_amounts import MONEY, RATE, YEAR, Told, any_of, mark
from index.english_changes import beside_change, compared, from_to, moved, moved_by
from index.english_items import item
from index.english_state import LEAD, MOVES, SHARE, About, Reader, Sentence, amount_of, figure_of, is_amount, named, who
from index.prose_state import Figure
from index.units import PERCENT

_OPENS_YEAR = re.compile(rf"(?:in|for|during) (?:the )?({YEAR})", re.I)
"""In 2022/23, …: what the sentence tells is of that year."""
_MARK = re.compile(rf"{MONEY}|{RATE}")


def read_sentence(reader: Reader, printed: str, about: About) -> tuple[tuple[Figure, ...], About]:
    """The figures of a sentence, and what a pronoun in the next one means."""
    marked = mark(printed, spans=reader.spans)
    text = re.sub(r"\s+", " ", marked.text)
    opens = _OPENS_YEAR.match(text)
    reader = replace(reader, year=marked.year(opens.group(1))) if opens else reader
    sentence = Sentence(reader, printed, replace(marked, text=text), about, about, [])
    start = 0
    for found in _MARK.finditer(text):
        following = _MARK.search(text, found.end())
        left, right = text[start : found.start()], text[found.end() : following.start() if following else len(text)]
        figure = _read(sentence, left, found.group(0), right, text[found.end() :])
        sentence.told += figure
        sentence.last = figure[0] if figure else None
        start = found.end()
    amounts = [one for one in sentence.told if is_amount(one)]
    if sentence.compared:
        return tuple(sentence.told), About()
    if not amounts:
        return tuple(sentence.told), About(year=about.year) if not sentence.told else sentence.about
    return tuple(sentence.told), About(amounts[0].path, amounts[0], amounts[0].year)


def _read(sentence: Sentence, left: str, at: str, right: str, rest: str) -> list[Figure]:
    told = sentence.marked.amount(at)
    left = left.rstrip()
    for way in (
        beside_change,
        moved,
        moved_by,
        compared,
        _of_noun,
        _set_at,
        from_to,
        _for_part,
        _share,
        _before_noun,
        _bracketed,
        _totalling,
        _and_other,
        _of_subject,
        _behind,
    ):
        found = way(sentence, left, told, right, rest)
        if found is not None:
            return found
    return []


_BEFORE_NAMES = "a|an|the|its|with|is|was|on|sets|than|that|which|means|represents|includes|include|including|plus|as|of|approved|agreed|adopted"
"""Words behind which a name may begin: with a precept demand of £5."""


def _of_noun(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """A budget of £5; with a precept demand of £5."""
    if not left.endswith(" of"):
        return None
    words_before = left.removesuffix(" of")
    compared = re.match(
        rf"^(?P<s>.*?) (?:is |are )?(?:compares?|compared) (?:to|with|against) (?:the |a )?({YEAR}) (?:figure|amount|total)$",
        words_before.strip(),
    )
    if compared:
        about, sentence.compared = who(sentence, compared["s"]), True
        return [figure_of(sentence, about.path, told, sentence.marked.year(compared.group(2)))] if about.path else []
    parts = re.split(
        rf"(?:^|\b)(?:{_BEFORE_NAMES}|proposed(?= a))\s|(?:^|\b)(?:to|at|set|from|in|by|for)\s(?!⟨Y)|^\s?and\s|[,;:(]",
        words_before,
        flags=re.I,
    )
    name = item(parts[-1])
    if re.search(
        r"\b(?:respect|terms|lieu|excess|instead|because|result|part|share|cent|favour|support|advance|means) of$",
        words_before[: len(words_before) - len(parts[-1])].rstrip(),
    ):
        return []
    before = words_before[: len(words_before) - len(parts[-1])]
    if not name or told.unit == PERCENT or len(name.split()) > 6 or re.search(r"\bout$", before.strip()):
        return []
    again = re.match(r"^(?:this|it|that|which)\b", left.strip(), re.I)
    own = re.findall(YEAR, parts[-1])
    return [amount_of(sentence, name, told, own[-1] if own else "", right, carried=bool(again))]


def _set_at(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Agreed to set the 2024/25 precept at £5."""
    found = re.search(rf"\b(?:{any_of('set_at')}) (?:the|its|a) (?P<s>[^,;:]+) at$", left, re.I)
    name = item(found["s"]) if found else ""
    if found is None or told.unit == PERCENT:
        return None
    own = re.findall(YEAR, found["s"])
    return [amount_of(sentence, name, told, own[-1] if own else "", right)] if name else []


def _for_part(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Of which £5 is for grants."""
    found = re.match(r"\s(?:is|are|was|were|will be|goes|go) (?:for|to|on) (?P<s>[^⟨,;.]+)", right)
    if not re.search(r"\bof (?:which|this|that),?$", left, re.I) or found is None or told.unit == PERCENT:
        return None
    name = item(found["s"])
    return [amount_of(sentence, name, told, "", "", carried=True, keep=True)] if name else []


def _share(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Accounts for £5 and 5% of the bill."""
    last = sentence.last
    if told.unit != PERCENT or last is None or last.unit == PERCENT or last.column in MOVES:
        return None
    if re.fullmatch(r",? (?:and|or)", left) and re.match(r"\)? of (?:the|all|total|its)\b", right):
        return [replace(last, column=SHARE, value=told.value, unit=told.unit, printed=told.printed)]
    if re.fullmatch(r"\s?\(", left) and re.match(r" of (?:the|all|total|its)\b[^()]*\)", right):
        return [replace(last, column=SHARE, value=told.value, unit=told.unit, printed=told.printed)]
    return None


def _of_subject(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """X for 2024/25 is £5; X: £5; X remains unchanged from last year - £5."""
    text = left.strip(" ;,")
    found = re.match(
        rf"^(?P<s>.*?)(?: (?:{any_of('verbs')})|:| (?:remains?|remained|is|was) unchanged[^⟨]{{0,30}}?(?: [-–—]| at))$",
        text,
        re.I,
    )
    if found is None:
        return None
    name = named(found["s"])
    own = re.findall(YEAR, LEAD.sub("", found["s"]))
    if re.search(r"\bper [£$€]|^ per ⟨A", right) or not name:
        return []
    if told.unit == PERCENT and re.match(r"\s(?:of|more|less|higher|lower|below|above)\b", right):
        return []
    return [amount_of(sentence, name, told, own[-1] if own else "", right)]


def _and_other(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """… make up £5 of the total and one-time expenditures £6: the verb is left out; growth is 1% or £5."""
    last = sentence.last
    if last is None or last.column in MOVES or last.derived:
        return None
    if re.fullmatch(r",? or", left) and (last.unit == PERCENT) != (told.unit == PERCENT):
        compared_so = re.match(rf"\s(?:{any_of('more', 'less')})\b", right, re.I)
        return [] if compared_so else [replace(last, value=told.value, unit=told.unit, printed=told.printed)]
    found = re.fullmatch(r"(?: of the [a-z ]{3,20})?,? and (?P<s>[^,;:]+)", left)
    name = item(found["s"]) if found else ""
    if found and re.search(rf"\b(?!costs?\b)(?:{any_of('verbs')})$", found["s"], re.I):
        return None  # and Y totals £6
    if (
        told.unit == PERCENT
        or not name
        or re.search(r"\b(?:of|to|for|by|from|with|at|on)$", found["s"] if found else "", re.I)
    ):
        return None
    return [amount_of(sentence, name, told, "", "", carried=True, keep=True)]


_SPENDS = (
    r"budgeted|budgets|allocates|allocated|includes|include|including|included|provides|provided|providing|invests|invested|investing|spends|spending"
    r"|spend|spent|utilizing|utilising|using|uses|adds|added|plus|with|receives?|raises?|sets? aside"
)


def _behind(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Budgeted £5 of debt servicing costs; includes £5 in sewer projects, £6 in water projects and £7 in airport projects."""
    if told.unit == PERCENT or sentence.marked.text[: sentence.marked.text.find("⟨M")].count(":") > 1:
        return None
    listed = bool(sentence.told) and re.fullmatch(r"[^⟨]*(?:,|,? and)", left) is not None and sentence.behind
    if not (listed or re.search(rf"\b(?:{_SPENDS})$", left, re.I)):
        return None
    found = re.match(r"\s(?:of|in|for|on|to|towards) (?P<s>[^⟨,;.()]+)", right)
    said = re.split(r"\s(?:for|to|which|that|from|by|with|and)(?:\s|$)", found["s"])[0] if found else ""
    name = item(said)
    if (
        not name
        or len(name.split()) > 6
        or re.match(r"(?:the|its|this|that|a|an)\b", said, re.I)
        or _RISING.search(name)
    ):
        return []
    sentence.behind = True
    return [amount_of(sentence, name, told, "", "", keep=True)]


_RISING = re.compile(r"\b(?:increase|rise|decrease|reduction|cut)s?\b", re.I)


def _bracketed(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """A list of items with their amounts in brackets: property tax (£5), sales tax (£6) and fees (£7)."""
    if told.unit == PERCENT or not left.endswith("(") or not right.startswith(")"):
        return None
    if len(re.findall(rf"\({MONEY}\)", sentence.marked.text)) < FEWEST_BRACKETS:
        return None
    said = re.split(
        r"[,;:()]|(?:^|\s)(?:and|are|is|include|includes|including|were|was)\s", left.removesuffix("(").rstrip()
    )[-1]
    name = item(said)
    return [amount_of(sentence, name, told, "", "", keep=True)] if name and len(name.split()) <= 5 else []


FEWEST_BRACKETS = 2


def _totalling(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """Adopted the 2024 budget for the county totalling £5."""
    plain = _FOR_THE_BODY.sub("", left)
    found = re.search(
        r"\b(?:the|a|an|its) (?P<s>(?:(?!\b(?:the|a|an|its)\b)[^,;:])+?),? (?:totall?ing|amounting to)$", plain, re.I
    )
    name = item(found["s"]) if found and told.unit != PERCENT else ""
    own = re.findall(YEAR, found["s"]) if found else []
    return [amount_of(sentence, name, told, own[-1] if own else "", right)] if name else None


_FOR_THE_BODY = re.compile(
    r" (?:for|of) the (?:county|city|town|township|village|district|school district|borough|parish|council)\b", re.I
)


def _before_noun(sentence: Sentence, left: str, told: Told, right: str, rest: str) -> list[Figure] | None:
    """The $2.3 billion budget is …; this $5,000 general fund budget projects …"""
    if told.unit == PERCENT or not re.search(r"(?:^|\s)(?:the|this|its|a|an)$", left, re.I):
        return None
    found = re.match(r"\s(?P<s>(?:[a-z]+ ){0,3}(?:budget|levy|precept|fund|grant|programme|program))\b", right)
    name = item(found["s"]) if found else ""
    return [amount_of(sentence, name, told, "", right)] if name else []

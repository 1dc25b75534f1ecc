"""What small words settle: which side of the accounts a verb means, whose "in" stands before a year, what was spent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, zip_longest

from bot.figures.sides import OTHER_SIDE, on_side
from bot.names.catalogue import Catalogue
from bot.names.lexicon import side_verbs
from bot.names.terms import Sense, Token
from bot.reading.years_named import years_in
from index.model import Document, Fact
from index.text import core_key
from index.words import pattern_of
from prompts import load_yaml

_DENIED = pattern_of("asked.zh.yaml", "asked", "denied")
_NOT = frozenset({"不", "没", "没有", "未", "并未", "无"})


def claims_none(text: str) -> bool:
    """Whether a question wants a claim confirmed that there is none of a thing: 听说不打算买公车，对吗."""
    return _DENIED.search(text) is not None


def of_claimed_none(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with the "not" of such a claim as a word that names nothing."""
    denied = claims_none(text)
    return [
        replace(token, senses=(Sense("filler"),)) if denied and token.surface in _NOT else token for token in tokens
    ]


_IN = " in"
_LEADING = ("the", "this", "its", "their", "our")


def before_year(tokens: Sequence[Token], senses: Callable[[str], tuple[Sense, ...]]) -> list[Token]:
    """The tokens, "in" before a year or a body taken from a name that is one without it, too: transfers | in 2025, not transfers in."""
    apart: list[Token] = []
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        name = token.surface.removesuffix(_IN)
        led = after is not None and (after.has("year") or after.has("organisation") or after.surface in _LEADING)
        if led and name != token.surface and token.has("name"):
            wider = senses(name)
            if any(sense.kind == "name" for sense in wider):
                cut = token.end - len(_IN)
                word = Token(cut + 1, token.end, _IN.strip(), senses(_IN.strip()))
                apart += [Token(token.start, cut, name, wider), word]
                continue
        apart.append(token)
    return apart


def with_ranges(tokens: Sequence[Token]) -> list[Token]:
    """Two years with "through" or "to" between them as all from the one to the other, where these are added up or averaged:
    the total from 2025/26 to 2027/28.
    """
    added = any(token.has("operation", "sum", "average") or token.surface in _TOGETHER for token in tokens)
    moved = any(token.has("operation", "change", "changed", "difference") for token in tokens)
    joined: list[Token] = []
    for token in tokens:
        between = joined[-1] if joined else None
        spans = between is not None and (
            between.surface == "through" or (added and not moved and between.surface in _TO)
        )
        years = years_in([*joined[-2:-1], token]) if spans and len(joined) > 1 else []
        if len(years) == 2 and years[0] < years[1]:
            first = joined[-2]
            surface = f"{first.surface} to {token.surface}"
            joined[-2:] = [Token(first.start, token.end, surface, (Sense("year", f"{years[0]}-{years[1]}"),))]
        else:
            joined.append(token)
    return joined


_TO = frozenset({"to", "until", "till", "up to"})
_TOGETHER = frozenset({"total", "the total", "in total", "altogether", "combined", "in all", "together"})


def said_side(tokens: Sequence[Token]) -> str:
    """The side of the accounts that the English verbs of a question say, 支出 for spent and 收入 for received; else ""."""
    sides = {_verbs()[token.surface] for token in tokens if token.surface in _verbs() and not token.has("name")}
    sides |= {"支出" for token in tokens if token.has("name") and token.surface.endswith(_SPENDING)}
    return next(iter(sides)) if len(sides) == 1 else ""


def is_side_verb(token: Token) -> bool:
    """Whether a word is one of the verbs for spending or receiving, which name no row: costs, brings in."""
    return token.surface in _verbs()


_SPENDING = (" spending", " outlays")
"""The end of a name that no form prints: street fund spending."""


@cache
def _verbs() -> dict[str, str]:
    return {word: total.removesuffix("总计") for word, total in side_verbs().items() if word.isascii()}


def on_other_side(side: str, fact: Fact) -> bool:
    """Whether the headings above a row or a figure, the name of a total, or the title of the form say that it is of the
    other side of the accounts than a question.
    """
    if not side:
        return False
    total = (fact.row,) if fact.total else ()
    names = _english_keys((*fact.row_path[:-1], *fact.column, *total))
    return any(on_side(OTHER_SIDE[side], *told) for told in (names, _english_keys((fact.table,))) if told)


def _english_keys(labels: Sequence[str]) -> list[str]:
    """The keys of the labels in English; a sign behind one, Income €, is no part of its key."""
    return [key for key in map(core_key, labels) if key and key.isascii()]


SIDE_SAID = 1.0


def worth_of_side(side: str, fact: Fact) -> float:
    """What a figure earns whose header, or a total whose name, says the side that the verbs of an English question say."""
    if not side:
        return 0.0
    total = (fact.row,) if fact.total else ()
    columns = _english_keys((*fact.column, *total))
    balanced = any(_NET.match(key) for key in columns)  # beside Expenditure: that is what is spent
    return SIDE_SAID if columns and not balanced and on_side(side, *columns) else 0.0


_NET = re.compile(r"net\b|gross (?:exp|cost|spend)")


def of_balances(tokens: Sequence[Token]) -> list[Token]:
    """A balance that a fund or an account has, or a balance sheet, is no question whether two sides balance; an average
    that a form prints by that name is no mean of several figures.
    """
    keys = [key for token in tokens for sense in token.senses if sense.kind == "name" for key in sense.keys]
    printed = any(re.search(r"\baverage\b", key) for key in keys)
    pairs = zip(tokens, [*tokens[1:], None], strict=False)
    return [
        replace(token, senses=tuple(one for one in token.senses if one.kind != "operation") or (Sense("filler"),))
        if (token.surface == "balance" and token.has("operation", "balance") and not _ends_clause(after))
        or (printed and token.surface == "average" and token.has("operation", "average"))
        else token
        for token, after in pairs
    ]


def of_columns_of_growth(text: str, tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, growth or savings as the column that a form prints by that name where an English question asks how much of
    it there is, and not how far something moved: how much of that is growth, how much growth is in it.
    """
    found = _HOW_MUCH_OF.search(text.lower())
    word = (found["noun"] or found["part"]) if found else ""
    entry = catalogue.names.get(word)
    if entry is None or "column" not in entry.roles or len({*years_in(tokens)}) > 1:
        return list(tokens)
    named = Sense("name", word, frozenset({word}))
    return [replace(one, senses=(named,)) if one.surface == word else one for one in tokens]


_HOW_MUCH_OF = re.compile(
    r"\bhow much (?:(?P<noun>growth|savings?|increase|decrease|reduction)s? (?:is|are|was|were|does|do|did|has|have|will)\b"
    r"|(?:of (?:that|this|it|them|which)|of the [a-z0-9 /-]+?) (?:is|are|was|were|comes from|will be) (?:the |for |due to )?"
    r"(?P<part>[a-z]+)[ ?.]*$)"
)


def _ends_clause(token: Token | None) -> bool:
    return token is None or token.surface[0] in ",;.?!"


_CHECKS = re.compile(r"(?:double[- ]?)?check(?:ed|ing|s)?|confirm(?:ed|ing|s)?|verif(?:y|ied|ies|ying)")
_CLAIMED: tuple[str, ...] = ("whether", "over", "under", "equal", "agree", "share", "difference", "change", "changed")


def of_checks(tokens: Sequence[Token]) -> list[Token]:
    """To confirm or verify an amount that an English question tells is to say whether it is right: please confirm that rent is 50."""
    told = any(token.has("amount") for token in tokens)
    asked = any(token.has("operation", *_CLAIMED) for token in tokens)
    if asked or not told or not any(token.surface.isascii() and token.has("filler") for token in tokens):
        return list(tokens)
    checked = Sense("operation", "whether")
    return [
        replace(one, senses=(checked,)) if one.has("filler") and _CHECKS.fullmatch(one.surface) else one
        for one in tokens
    ]


def of_nothing_involved(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, 涉及金额 as what is lacking where it is held against a thing and says not what it is the amount of: the
    sentence before does, and never the whole budget.
    """
    told: list[Token] = []
    for at, token in enumerate(tokens):
        said = "".join(one.surface for one in tokens[max(at - 1, 0) : at + 1])
        opens = at < 2 or _ends_clause(tokens[at - 2])
        held = at + 1 < len(tokens) and tokens[at + 1].has("connector", "and")
        if opens and held and _INVOLVED.fullmatch(said):
            told[-1:] = [Token(tokens[max(at - 1, 0)].start, token.end, said, (Sense("lacking", said),))]
        else:
            told.append(token)
    return told


_INVOLVED = re.compile("(?:所|共)?涉及的?(?:金额|资金|经费|钱)")


def of_ministries(tokens: Sequence[Token]) -> list[Token]:
    """A ministry that an English question names by what it is of, and that no paper knows, as a body that is not held."""
    ahead = [*tokens[1:], None, None]
    return [
        replace(one, senses=(Sense("stranger", one.surface),))
        if _MINISTRY.fullmatch(one.surface) and two and two.surface in ("of", "for") and three and three.has("name")
        else one
        for one, two, three in zip(tokens, ahead, ahead[1:], strict=False)
    ]


_MINISTRY = re.compile("(?:the )?ministry")


def asks_spent(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the question is whether anything was spent: 公务接待费花钱了吗. A budget does not tell."""
    spent = (word for name in ("cues.yaml", "words.zh.yaml") for group in load_yaml(name)["spent"] for word in group)
    asked = any(token.has("operation", "whether") for token in tokens) and not any(t.has("amount") for t in tokens)
    return asked and "预算" not in text and any(word in text.lower() for word in spent)


def _without_span(tokens: Sequence[Token], papers: Mapping[str, Document]) -> list[Token]:
    """The tokens, the years that a paper is called by as a word that says nothing, beside the year that is asked for, beside
    words for both of its years, or where what the paper has is counted: the 2013-15 proposed budget.
    """
    years = [token for token in tokens if token.has("year")]
    both = any(_BOTH.search(token.surface) for token in tokens)
    counts = both or any(token.has("operation", "count") for token in tokens)
    if len(years) < 1 + (not counts):
        return list(tokens)
    return [
        replace(token, senses=(Sense("filler"),))
        if after is not None
        and (counts or _is_of_several_years(token.surface))
        and _SPAN.fullmatch(token.surface)
        and (both or _PAPER.search(after.surface))
        and any(token.surface in name for one in papers.values() for name in (one.name, one.title))
        else token
        for token, after in zip_longest(tokens, tokens[1:])
    ]


def _is_of_several_years(span: str) -> bool:
    """Whether a span is longer than one year's, 2013-15, and not a fiscal year, 2024-25."""
    return _SPAN.fullmatch(span) is not None and int(span[-2:]) - int(span[2:4]) > 1


_BOTH = re.compile(r"\b(?:both|two)(?: fiscal| budget| financial)? years\b")
_SPAN = re.compile(r"20\d\d[-–]\d\d")
_PAPER = re.compile(r"\b(?:budget|estimates|accounts)$")


def of_paper_named(tokens: Sequence[Token], papers: Mapping[str, Document]) -> list[Token]:
    """The tokens without the years that only name one of the papers. An English opening clause that only says which paper is
    meant names no kind or year of the figure, where another one is asked for behind it: In the town's adopted budget, what
    was last year's estimate for roads?
    """
    tokens = _without_span(tokens, papers)
    cut = next((at for at, token in enumerate(tokens) if token.surface == ","), 0)
    opening, rest = tokens[:cut], tokens[cut + 1 :]
    if not opening or opening[0].surface not in _OF_PAPER or any(token.has("operation") for token in opening):
        return list(tokens)
    named = any(token.has("stage") and token.surface.endswith(("budget", "estimates")) for token in opening)
    if not named or not any(token.has("kind") for token in rest):
        return list(tokens)
    dated = any(token.has("year") for token in rest)
    quiet = [
        replace(token, senses=(Sense("filler"),)) if token.has("kind") or (dated and token.has("year")) else token
        for token in opening
    ]
    return [*quiet, *tokens[cut:]]


_OF_PAPER = frozenset({"in", "per", "from", "according", "according to", "under", "on"})


def unit_asked(tokens: Sequence[Token]) -> str | None:
    """The unit to answer in: the one behind 多少 before others that are named, 嫌元太长，…是多少万元."""
    behind = [after for token, after in pairwise(tokens) if "多少" in token.surface]
    named = (sense.value for token in (*behind, *tokens) for sense in token.senses if sense.kind == "unit")
    return next(named, None)


_ITEM_OF_KIND = re.compile("(.{2,}(?:支出|收入|费|经费|补助|补贴))(预算|决算)")


def item_and_plan(token: Token, *, compared: bool = False) -> tuple[Token, ...]:
    """A name that ends with the word for a plan, 项目支出预算, as the name and that word; where figures are `compared` also one
    that ends with the word for what came of it, 财政拨款支出决算.
    """
    parted = _ITEM_OF_KIND.fullmatch(token.surface)
    if parted is None or not token.has("name") or (parted.group(2) == "决算" and not compared):
        return (token,)
    end = token.start + len(parted.group(1))
    kinds = tuple(sense for sense in token.senses if sense.kind == "kind")
    item = replace(
        token, end=end, surface=parted.group(1), senses=tuple(one for one in token.senses if one not in kinds)
    )
    return item, Token(end, token.end, parted.group(2), kinds)

"""One printed name that a question gives in two pieces: 高标准农田建设的省级补助; 206科学技术支出, a code and its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.names.catalogue import Catalogue
from bot.names.terms import PART_QUALITY, Sense, Token
from index.accounts import NAMED_ACCOUNT
from index.text import core_key

MONEY_BEHIND = ("资金", "经费", "专项资金", "专项经费", "补助资金", "项目", "工程", "专项")
"""What the name of a project may have behind the word of the field that it is for: 司法救助资金."""
LONG_WORD = 6
"""Characters that two names must have together to be pieces of a longer one that has more between them."""


def pieced_together(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, with two names that touch or have 的 between them as the one row or column that both are pieces of."""
    joined: list[Token] = []
    for token in tokens:
        of = joined[-1] if joined and joined[-1].surface == "的" else None
        before = joined[-2] if of and len(joined) > 1 else joined[-1] if joined and not of else None
        keys = _whole_of(before, token, catalogue) if before else frozenset()
        if before and keys:
            del joined[-2 if of else -1 :]
            surface = before.surface + token.surface
            surface = bare if core_key(bare := _TOWARDS.sub("", surface)) in keys else surface
            sense = Sense("name", surface, keys, quality=PART_QUALITY)
            token = Token(before.start, token.end, surface, (sense,))
        joined.append(token)
    return joined


def _whole_of(first: Token, second: Token, catalogue: Catalogue) -> frozenset[str]:
    """The row or column that is called by both, or that both are only parts of; none where a piece is a name of its own there."""
    one, other = first.sense("name"), second.sense("name")
    if one is None and first.has("absent"):  # 公租房的租赁补贴, where only names hold 公共租赁住房
        lexicon = catalogue.lexicon
        keys = frozenset(key for at in lexicon.by_word.get(first.surface, ()) for key in lexicon.terms[at].keys)
        one = Sense("name", first.surface, keys)
    if one is None or other is None or one.weak or other.weak or second.start - first.end > 1:
        return frozenset()
    if any(token.has("reach") or token.has("organisation") or token.has("frame") for token in (first, second)):
        return frozenset()
    if first.surface.isascii() or second.surface.isascii():
        return frozenset()  # words of English are told apart, and joined, by their spaces
    firsts = {core_key(first.surface), core_key(_TOWARDS.sub("", first.surface)), *one.keys}
    wholes = {start + end for start in firsts for end in {core_key(second.surface), *other.keys}}
    held = frozenset(
        name for name in wholes & catalogue.names.keys() if catalogue.names[name].roles & {"row", "column"}
    )
    if held:
        return held
    if other.quality > PART_QUALITY:
        return frozenset()
    if one.quality <= PART_QUALITY:
        return one.keys & other.keys
    both = core_key(first.surface + second.surface)  # 高标准农田|县级配套 of 高标准农田建设县级配套
    return other.keys & frozenset(catalogue.in_order(both)) if len(both) >= LONG_WORD else frozenset()


_TOWARDS = re.compile("^[对给向](?=..)")
"""What stands before those who get money: 对各县的补助款 of the row 各县补助款."""
_ACCOUNT_TOTAL = re.compile(rf"(?:中央|全国)?((?:地方)?{NAMED_ACCOUNT})((?:收入|支出)(?:总量|总计))")


def with_account_totals(
    tokens: Sequence[Token], catalogue: Catalogue, senses: Callable[[str], tuple[Sense, ...]]
) -> list[Token]:
    """The tokens, 一般公共预算收入|总量 as 一般公共预算|收入总量, all that balances the account and not its income alone; but
    where the documents have a row or column of the whole name; a fund's side and 总计 are one total.
    """
    told: list[Token] = []
    for token in tokens:
        begun = told[-1] if told and told[-1].end == token.start and token.surface in ("总量", "总计") else None
        whole = (begun.surface if begun else "") + token.surface
        found = _ACCOUNT_TOTAL.fullmatch(whole) if core_key(whole) not in catalogue.names else None
        parts = [(word, senses(word)) for word in found.groups()] if found else []
        if parts and all(own for _, own in parts):
            start = told.pop().start if begun else token.start
            (account, of_account), (total, of_total) = parts
            told.append(Token(start, start + len(account), account, of_account))
            token = Token(start + len(account), token.end, total, of_total)
        told.append(token)
    return _with_fund_totals(told, catalogue)


def _with_fund_totals(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """The tokens, 财政拨款收入|总计 as the one total that the form of that fund goes on to, with what is carried over; but where
    no form of the fund prints a 总计, and there the two are what the year brought.
    """
    told: list[Token] = []
    for token in tokens:
        begun = told[-1] if told and told[-1].end == token.start and token.surface == "总计" else None
        fund = _SIDE_OF_TREASURY.fullmatch(begun.surface) if begun else None
        if begun and fund and _prints_grand_total(fund[1], catalogue):
            told.pop()
            surface = begun.surface + token.surface
            both = (f"{fund[1]}{sides}" for sides in ("收支总计", "收入支出总计", "收入总计、支出总计"))
            keys = frozenset({core_key(surface)}) | (frozenset(both) & catalogue.names.keys())
            token = Token(begun.start, token.end, surface, (Sense("name", surface, keys),))
        told.append(token)
    return told


_SIDE_OF_TREASURY = re.compile("((?:一般公共预算)?财政拨款)(?:收入|支出)")


def _prints_grand_total(fund: str, catalogue: Catalogue) -> bool:
    """Whether a form titled with the fund has a row of its grand total."""
    names = catalogue.names
    titled = {table for title, one in names.items() if fund in title and "table" in one.roles for table in one.tables}
    return any(key in names and not titled.isdisjoint(names[key].tables) for key in ("总计", "收入总计", "支出总计"))


def code_with_name(tokens: list[Token], catalogue: Catalogue) -> list[Token]:
    """A code and the name printed behind it, as the one row that both are of: 206科学技术支出."""
    joined: list[Token] = []
    for token in tokens:
        code = joined[-1].sense("code") if joined else None
        name = token.sense("name")
        named, own = (joined[-1].sense("name") if joined else None), token.sense("code")
        if own and named and (keys := catalogue.codes.get(own.value, set()) & named.keys):
            before = joined.pop()  # 农村基础设施建设（2130504）
            sense = replace(named, keys=frozenset(keys), codes=frozenset({own.value}))
            token = Token(before.start, token.end, f"{before.surface}{token.surface}", (sense,))
        elif code and name and catalogue.codes.get(code.value, set()) & name.keys and joined[-1].end >= token.start - 1:
            before = joined.pop()
            token = Token(before.start, token.end, f"{before.surface}{token.surface}", (*before.senses, name))
        joined.append(token)
    return joined


def left_over_whole(
    text: str,
    tokens: Sequence[Token],
    senses: Callable[[str], tuple[Sense, ...]],
    containing: Callable[[str], Sense | None],
) -> list[Token]:
    """The tokens with what nothing explains as long as names have it: with the verb and with the number behind it."""
    return _with_numbers(text, _with_verbs(tokens, senses, containing), containing)


def _with_verbs(
    tokens: Sequence[Token], senses: Callable[[str], tuple[Sense, ...]], containing: Callable[[str], Sense | None]
) -> list[Token]:
    """What nothing explains with as much of the filler behind it as a name goes on with: 转移支付|多少 of 转移|支付多少."""
    parted: list[Token] = []
    for token in tokens:
        before = parted[-1] if parted else None
        if before is not None and before.has("left") and before.end == token.start and token.has("filler"):
            for cut in range(len(token.surface) - 1, 0, -1):
                name, rest = before.surface + token.surface[:cut], token.surface[cut:]
                if len(name) >= LEAST_NAME and (meant := senses(rest)) and containing(name):
                    parted[-1] = Token(before.start, token.start + cut, name, (Sense("left", name),))
                    token = Token(token.start + cut, token.end, rest, meant)
                    break
        parted.append(token)
    return parted


LEAST_NAME = 4
"""Characters of a name that takes some of a filler."""


def _with_numbers(text: str, tokens: Sequence[Token], containing: Callable[[str], Sense | None]) -> list[Token]:
    """A number that says nothing and the English word before it as one, where names hold both: Bill 2, Program 1.2. Where
    none does, a part of a paper by its number is what the papers lack.
    """
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        numbered = bool(_NUMBER.fullmatch(token.surface)) and (token.has("left") or token.has("amount"))
        if before is not None and numbered and before.surface.isascii() and before.surface.isalpha():
            surface = text[before.start : token.end]
            sense = containing(surface) or (Sense("left", surface) if _NUMBERED_PART.fullmatch(surface) else None)
            if sense:
                joined[-1] = Token(before.start, token.end, surface, (sense,))
                continue
        joined.append(token)
    return joined


_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_NUMBERED_PART = re.compile(
    r"(?:programs?|programmes?|outcome|output|sub-?program|component|activity) \d{1,2}(?:\.\d{1,2})?"
)

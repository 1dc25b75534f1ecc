"""Words that lean on the name before them made whole: 政府性基金收入和支出, 债务限额是多少 | 余额呢."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from bot.figures.transfers import with_source_first
from bot.names.lexicon import load_lexicon
from bot.names.terms import Token
from bot.reading.literals import han_number
from bot.reading.question import is_limit, is_strong
from bot.reading.sayings import outright
from index.accounts import ACCOUNTS, GENERAL, SAID_ACCOUNTS

_PARTNERS = {"总收入": "总支出", "收入总计": "支出总计", "收入合计": "支出合计", "收入": "支出", "限额": "余额"}
_PARTNERS |= {other: one for one, other in _PARTNERS.items()}
"""Two sides of one account: a name that ends in the one gives its beginning to the other."""
_LONGEST_FIRST = sorted(_PARTNERS, key=len, reverse=True)
_SIDES = ("收入", "支出")
"""Of the general public budget where nothing else is named: 市本级支出, 1-4月收入; of a government without such words, too."""
_BARE_SIDE = re.compile("(?:收入|支出)(?:预算|决算)?")
_DEBT = "债务"
_SOME_MORE = re.compile(
    r"(?:真的?|大概)?(?:是|有)?(?P<figure>\d+|[一二两三四五六七八九十百千]+)(?:多(?P<scale>万|亿)|(?P<whole>万|亿)多)元?(?=[吗么]|,?(?:对不对|对吗|对吧|是吗|是不是|是真的吗|属实吗|真的吗))"
)
"""有八百多万吗: between 800万 and 900万."""
_FROM_TO = re.compile(
    "(?:从|由)多少(?P<verb>(?:调整|调增|调减|追加|调)|增加|增长|上升|提高|减少|下降|降低|压减|变化?|涨|升|降|减)?(?:到|为|至|成)了?多少"
)
_ADJUSTS = ("调", "追加")
_OTHER_YEAR = re.compile("上一?年|去年|前年|同期")
IN_MEASURE = re.compile(r",? in (?P<measure>minutes|hours|days|miles|acres|tons|tonnes)(?=[?.]?$)")
"""What is asked for in a measure at the end of a question."""


def spelled_out(text: str) -> str:
    """The prepared question with sayings of the field as what they compare: 收大于支, 还有多少举债空间, A有B多吗, 从多少调到多少."""
    text = _SOME_MORE.sub(_as_range, with_source_first(outright(text)))
    text = IN_MEASURE.sub("", outright(text, "spelled_out.yaml"))
    text = _THESE_OF_A_SORT.sub(_named_before, text)
    return _FROM_TO.sub(_from_one_to_another, text)


def _from_one_to_another(found: re.Match[str]) -> str:
    """从多少调整到多少 within a year: its budget as passed and as adjusted; else how a figure moved from year to year."""
    verb, text = found["verb"] or "变化", found.string
    told = bool(_OTHER_YEAR.search(text)) or len(set(re.findall(r"(?:19|20)\d{2}(?=年|到|至)", text))) > 1
    if verb.startswith(_ADJUSTS) and not told:
        return "年初预算数和调整预算数分别是多少"
    moved = "变化" if verb[0] in "调追变" else verb
    return f"{'' if told else '比上年'}{moved}了多少"


_THESE_OF_A_SORT = re.compile(
    "(?P<these>[这那](?P<number>[两二三四五六七八九])[项个类块笔种])(?P<sort>[^,，。;?、和与及]{2,8}?)(?=加|合计|总计|一共|总共|共|合起来)"
)


def _named_before(found: re.Match[str]) -> str:
    """水费、电费这两项基本支出加起来: what as many names before are is no other figure to add."""
    before = re.split("[、,，和与及]", found.string[: found.start()])
    several = sum(len(one) > 1 for one in before) >= han_number(found["number"])
    return found["these"] if several else found[0]


def _as_range(found: re.Match[str]) -> str:
    """八百多万 as the round amounts that it lies between."""
    figure, scale = found["figure"], found["scale"] or found["whole"]
    least = int(figure) if figure.isdecimal() else han_number(figure)
    if not least:
        return found[0]
    zeros = len(str(least)) - len(str(least).rstrip("0"))
    most = least + (10**zeros if found["scale"] else 1)
    return f"在{least}{scale}到{most}{scale}之间"


def with_beginnings(
    tokens: Sequence[Token],
    text: str,
    before: Sequence[Token] = (),
    *,
    of_government: bool = False,
    no_fund: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The prepared question with 收入, 支出, 限额 or 余额 that stands alone behind a name of the other side made whole.

    `before` are the tokens of the question before, whose last such name the first of them may lean on; `of_government`
    tells that it asks of a government alone, `no_fund` which sides its papers tell of no fund, and by which beginning.
    """
    bare = not _names_anything(tokens)
    public = {
        token.start
        for token, side in pairwise(tokens)
        if of_government and _is_public(token, side) and side.surface not in no_fund
    }
    of_government = of_government and all(map(_says_no_more, tokens))
    beginning, partner = _last_beginning(before) if bare else ("", "")
    made, end = "", 0
    for number, token in enumerate(tokens):
        if token.start in public:  # 财政收入 of a government
            made, end = made + text[end : token.start] + GENERAL, token.end
            continue
        limited = number and is_limit(tokens[number - 1]) and token.surface in _SIDES
        whole = of_government and _BARE_SIDE.fullmatch(token.surface)
        if bare and not beginning and (limited or whole):
            made, end = made + text[end : token.start] + no_fund.get(token.surface[:2], GENERAL), token.start
            continue
        own, side = _beginning(token)
        if own:
            beginning, partner = own, side
        elif _stands_alone(tokens, number) and beginning and _PARTNERS[token.surface] == partner:
            made, end = made + text[end : token.start] + beginning, token.start
            partner = ""
    return made + text[end:]


def _is_public(token: Token, side: Token) -> bool:
    """Whether 财政 stands right before 收入 or 支出 alone: a government's public revenue."""
    return token.surface == "财政" and side.surface in _SIDES and token.end == side.start


def _names_anything(tokens: Sequence[Token]) -> bool:
    return any(
        is_strong(token)
        and not is_limit(token)
        and not token.has("frame")
        and not token.has("organisation")
        and token.surface not in _PARTNERS
        for token in tokens
    )


def _says_no_more(token: Token) -> bool:
    """Whether a word names nothing beside a bare 收入: of 某基金财政补贴占收入 it is the fund's, of 哪家局 each bureau's."""
    named = token.has("name") and not (token.has("kind") or token.has("base") or is_limit(token))
    whole = bool(_BARE_SIDE.fullmatch(token.surface)) or not named
    asked = token.has("operation", "share", "ratio") or token.has("over")
    return whole and not (token.has("left") or token.has("absent") or asked)


def _stands_alone(tokens: Sequence[Token], number: int) -> bool:
    """Whether one of these words is neither led nor followed by a word of the same name."""
    token = tokens[number]
    if token.surface not in _PARTNERS:
        return False
    before = tokens[number - 1] if number else None
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    led = before is not None and before.end == token.start and is_strong(before) and not is_limit(before)
    return not led and not (after is not None and after.start == token.end and is_strong(after))


def _last_beginning(tokens: Sequence[Token]) -> tuple[str, str]:
    return next((found for token in reversed(tokens) if (found := _beginning(token))[0]), ("", ""))


def _beginning(token: Token) -> tuple[str, str]:
    """政府性基金, 收入 for 政府性基金收入: what a name of one side of a fund or a debt begins with, and the side; else ""."""
    side = next((side for side in _LONGEST_FIRST if token.surface.endswith(side)), "")
    start = token.surface.removesuffix(side)
    if not side or not start or token.has("frame"):
        return "", ""
    fits = start.endswith(_DEBT) if side in ("限额", "余额") else _is_fund(start)
    return (start, side) if fits else ("", "")


def _is_fund(start: str) -> bool:
    return start in load_lexicon().basis_keys or start in SAID_ACCOUNTS or start.removeprefix("地方") in ACCOUNTS

"""The question cut into tokens: the cheapest path over every name, cue and literal that fits at each place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.names.terms import PART_QUALITY, Sense, SenseKind, Token
from index.lexical import tagged
from index.text import fold, has_han

MAX_WORD = 48
MAX_LATIN_WORD = 120
RECALLED = 16_384
"""Prepared texts that are kept: most are labels of forms, of which each question looks at many."""
_DROPPED = re.compile("[“”\"‘’'《》〈〉「」『』【】\\[\\]()（）·*_`#<>{}|~^]")
_HAN = "\u2e80-\u9fff"
_SPACES = re.compile(" {2,}")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}、，。？])\s+|\s+(?=[{_HAN}、，。？])")

# What a token costs on the path: few long tokens win, a character that nothing explains costs most.
TOKEN_COST = 1.0
ALIAS_COST = 1.05
WEAK_COST = 0.02
"""A name that tells little gives way where two cuts are equally good: 项目支出|决算, not 项目|支出决算."""
PLACE_COST = 0.3
"""A place alone gives way to a body of its name: 江苏省人大|立法项目, not 江苏省|人大立法."""
ABSENT_COST = 1.6
COUNT_COST = 0.8
OVER_COST = 0.9
"""What a question ranges over keeps its words together: 哪个部门|预算, not 哪个|部门预算."""
HEADER_COST = 1.4
SHORT_CUE_COST = 1.25
LENGTH_GAIN = 0.02
LEFT_COST = 5.0

_OWNER = re.compile(
    r"\b(?!(?:People|Children|Women|Men|Workers|Veteran|Mayor|Sheriff|It|There|That|This|What|Who|Here|He|She|Where|When|How|Let"
    r"|Everybody|Everyone|Somebody|Someone|Nobody)['’])([A-Z][a-z]+)['’]s\b"
)
"""Whose something is, Kettle Bend's levy, and no part of its name as in People's Congress."""
Lookup = Callable[[str], tuple[Sense, ...]]


_ABOVE, _BELOW = (re.compile(rf"(?<=[\u4e00-\u9fff)）])\s*[{signs}]=?\s*(?=\d)") for signs in (">＞≥", "<＜≤"))
"""Signs between a name and an amount."""


@lru_cache(RECALLED)
def prepare(question: str) -> str:
    """The question folded as names are: quotes and brackets dropped, spaces only between Latin words and figures."""
    typed = _BELOW.sub("低于", _ABOVE.sub("超过", question.replace("／", "，").replace("祘", "算")))
    return _BETWEEN_HAN.sub("", _SPACES.sub(" ", _DROPPED.sub(" ", fold(_OWNER.sub(r"\1", typed))))).strip()


def segment(
    text: str, lookup: Lookup, literals: Iterable[tuple[int, int, Sense]], reach: Callable[[int], int]
) -> list[Token]:
    """Tokens that cover the prepared text in order (spaces left out). What nothing explains is a "left" token.

    `reach`: how far what is known may go on from a Latin letter or figure.
    """
    edges: list[list[tuple[int, tuple[Sense, ...]]]] = [[] for _ in range(len(text) + 1)]
    for start, end, sense in literals:
        edges[start].append((end, (sense,)))
    starts = [place for place in range(len(text)) if _is_boundary(text, place) and not text[place].isspace()]
    ends = [end for end in range(1, len(text) + 1) if _is_boundary(text, end) and not text[end - 1].isspace()]
    stops = [*(found.end() for found in _STOP.finditer(text)), len(text)]
    for start in starts:
        last = min(start + MAX_LATIN_WORD, reach(start)) if text[start].isascii() else start + MAX_WORD
        last = min(last, stops[bisect_right(stops, start)])
        for end in ends[bisect_right(ends, start) : bisect_right(ends, last)]:
            senses = lookup(text[start:end])
            if senses and text[start:end] in _REST:
                senses = tuple(replace(one, weak=one.weak or one.kind == "header") for one in senses)
            if senses:
                edges[start].append((end, senses))
    return _merge_left(_cheapest_path(text, edges))


_REST = ("其他", "其它")
"""What is sooner a part of the name behind it: 其他收入|合计, not 其他|收入合计."""
_STOP = re.compile(f"(?<=[{_HAN}])[,?;!:。]|[,?;!:。](?=[{_HAN}])")
"""Signs beside Chinese, beyond which no name goes on; an English one may: culture, tourism and sport."""


def _is_boundary(text: str, position: int) -> bool:
    if position in (0, len(text)):
        return True
    before, after = text[position - 1], text[position]
    if before.isdigit() and after.isdigit():
        return False
    if any(_HYPHEN.match(text, at) for at in (position - 1, position - 2) if at >= 0):
        return False  # one-time, grant-funded: of neither part alone
    return not (before.isascii() and before.isalpha() and after.isascii() and after.isalpha())


_HYPHEN = re.compile("[a-z]-[a-z]")


def _cost(senses: Sequence[Sense], length: int) -> float:
    best = min(_sense_cost(sense, length) for sense in senses)
    if best == OVER_COST and any(sense.kind == "operation" and sense.value == "count" for sense in senses):
        best = ALIAS_COST  # 多少|项目支出, not 多少项目|支出
    return best - LENGTH_GAIN * length


def _sense_cost(sense: Sense, length: int) -> float:
    if sense.kind in ("absent", "stranger", "left"):
        return ABSENT_COST
    if sense.kind == "count":
        return COUNT_COST
    if sense.kind == "over":
        return OVER_COST
    if sense.kind in ("header", "class"):
        return HEADER_COST + (WEAK_COST if sense.weak else 0.0)
    if sense.kind == "organisation" and sense.weak:
        return TOKEN_COST + PLACE_COST
    if sense.kind in ("name", "organisation"):
        return (TOKEN_COST if sense.quality >= 1 else ALIAS_COST) + (WEAK_COST if sense.weak else 0.0)
    if length == 1 and sense.kind in ("operation", "connector", "filler", "level", "unit"):
        return SHORT_CUE_COST
    return TOKEN_COST


def _cheapest_path(text: str, edges: list[list[tuple[int, tuple[Sense, ...]]]]) -> list[Token]:
    size = len(text)
    best = [float("inf")] * (size + 1)
    came: list[tuple[int, tuple[Sense, ...]] | None] = [None] * (size + 1)
    best[0] = 0.0
    for start in range(size):
        if best[start] == float("inf"):
            continue
        steps = [(end, senses, _cost(senses, end - start)) for end, senses in edges[start]]
        if text[start].isspace():
            steps.append((start + 1, (), 0.0))
        else:
            end = _left_end(text, start)
            steps.append((end, (Sense("left", text[start:end]),), LEFT_COST))
        for end, senses, cost in steps:
            if best[start] + cost < best[end] - _TIE:
                best[end] = best[start] + cost
                came[end] = (start, senses)
    tokens: list[Token] = []
    position = size
    while position > 0:
        step = came[position]
        assert step is not None
        start, senses = step
        if senses:
            tokens.append(Token(start, position, text[start:position], senses))
        position = start
    return tokens[::-1]


_TIE = 1e-9
"""Paths that cost no less than this are alike, whatever sums of fractions make of them: the longer last word wins."""


def _left_end(text: str, start: int) -> int:
    found = _RUN.match(text, start)
    return found.end() if found else start + 1


_RUN = re.compile(r"[a-z]+(?:-[a-z]+)*|\d[\d.,]*\d|\d")


def _merge_left(tokens: Sequence[Token]) -> list[Token]:
    """Left-over pieces that touch as one word, together with a single filler caught between two of them: 区|块|链."""
    merged: list[Token] = []
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        caught = (
            len(token.surface) == 1
            and token.has("filler")
            and token.surface not in _JOINS
            and after is not None
            and after.has("left")
            and after.start == token.end
        )
        whole = token.surface in _STOPS or (bool(merged) and merged[-1].surface in _STOPS)
        joins = (token.has("left") or caught) and not whole
        if merged and joins and merged[-1].has("left") and merged[-1].end == token.start:
            surface = merged[-1].surface + token.surface
            merged[-1] = Token(merged[-1].start, token.end, surface, (Sense("left", surface),))
        else:
            merged.append(token)
    return merged


def with_money_ends(tokens: Sequence[Token]) -> list[Token]:
    """A name together with a word for money right behind it that nothing else explains: 国务机要|费."""
    joined: list[Token] = []
    for token in tokens:
        name = joined[-1] if joined else None
        if name and token.has("left") and token.surface in _MONEY_ENDS and name.end == token.start and name.has("name"):
            token = replace(name, end=token.end, surface=name.surface + token.surface)
            joined.pop()
        joined.append(token)
    return joined


_MONEY_ENDS = ("费", "款")


def as_words(tokens: Sequence[Token], text: str) -> list[Token]:
    """Pieces that nobody knows, together with the short cues and fillers that are the rest of their word in a dictionary:
    提|醒, 计算|器.
    """
    lost = [token for token in tokens if token.has("left") and not token.surface.isascii()]
    if not lost:
        return list(tokens)
    ends = {start: end for start, end, _ in tagged(text) if any(start <= one.start < end for one in lost)}
    joined: list[Token] = []
    for token in tokens:
        word = next((one for one in joined[-1:] if one.start in ends and token.end <= ends[one.start]), None)
        if word is not None and _is_piece(word) and _is_piece(token):
            surface = text[word.start : token.end]
            token = Token(word.start, token.end, surface, (Sense("left", surface),))
            joined.pop()
        joined.append(token)
    return joined


_ASKING = frozenset("几多哪何谁怎啥")
_TELLING: tuple[SenseKind, ...] = ("name", "connector", "operation", "organisation")


def _is_piece(token: Token) -> bool:
    """Whether a token may be a part of a longer word that nobody knows."""
    light = token.has("filler") and not any(map(token.has, _TELLING)) and token.surface not in _ASKING
    return has_han(token.surface[-1]) and (token.has("left") or (light and len(token.surface) <= 2))


_STOPS = frozenset("。.!?;")
_JOINS = frozenset("的和与及是在,、")


def glued(tokens: list[Token]) -> list[Token]:
    """Single characters that each say nothing, but stand together right before a name, as the unknown word that they are: 上缴."""
    joined: list[Token] = []
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if (
            joined
            and _is_syllable(token)
            and _is_syllable(joined[-1])
            and joined[-1].end == token.start
            and after is not None
            and after.has("name")
            and after.start == token.end
        ):
            surface = joined[-1].surface + token.surface
            joined[-1] = Token(joined[-1].start, token.end, surface, (Sense("left", surface),))
        else:
            joined.append(token)
    return joined


def bought_whole(
    tokens: Sequence[Token], buying: frozenset[str], containing: Callable[[str], Iterable[str]]
) -> list[Token]:
    """A part of a name right beside a verb of buying as what is bought, 买|医疗设备 is 医疗设备购置, or else as the unknown
    thing that both say: 图书|购买 is not 图书馆. `containing`: the keys of names that hold a word.
    """
    told: list[Token] = []
    for token in tokens:
        before = told[-1] if told else None
        if before and before.end == token.start and _is_part_bought(before, token, buying):
            surface = before.surface + token.surface
            word = token.surface if before.surface in buying else before.surface
            bought = re.compile(re.escape(word) + _AS_BOUGHT)
            keys = frozenset(key for key in containing(word) if bought.fullmatch(key))
            sense = Sense("name", word, keys, quality=PART_QUALITY) if keys else Sense("left", surface)
            told[-1] = Token(before.start, token.end, surface, (sense,))
        else:
            told.append(token)
    return told


_AS_BOUGHT = r"机?(?:购置|采购|购买|更新)?(?:费|经费|支出)?(?:总?预算)?(?:\d+万元?以[上下])?"
"""What stands behind a thing in the name of what is paid for it: 便携式计算机（20万以下）, 空调机（总预算20万以下）."""


def _is_part_bought(one: Token, two: Token, buying: frozenset[str]) -> bool:
    name = two.sense("name") if one.surface in buying else one.sense("name") if two.surface in buying else None
    return name is not None and name.quality <= PART_QUALITY


_PARTICLES = frozenset(
    "的是有在了为要会都也就还这那本该我你您请问把将对从和与及跟同其下中里个项看说给用花去来得着呢吗啊吧按以由向于到做给查想知道其"
)


def _is_syllable(token: Token) -> bool:
    """Whether the token is one Chinese character that is a filler only for want of anything better."""
    return (
        len(token.surface) == 1
        and token.surface not in _PARTICLES
        and not token.surface.isascii()
        and token.has("filler", "")
    )


def is_run(tokens: Sequence[Token], left: int) -> bool:
    """Whether the tokens touch each other and all but the left-over are words that may be part of a longer name."""
    touching = all(
        one.end == two.start or (one.end == two.start - 1 and _is_english_word(one) and _is_english_word(two))
        for one, two in pairwise(tokens)
    )
    return touching and all(
        number == left
        or token.has("left")
        or (token.surface[0].isalnum() and (token.has("name") or _is_short_cue(token)))
        for number, token in enumerate(tokens)
    )


def _is_english_word(token: Token) -> bool:
    word = len(token.surface) > 1 or token.surface == "&" or token.surface.isdigit()
    return word and token.surface.isascii() and (token.has("left") or token.has("name"))


def _is_short_cue(token: Token) -> bool:
    return (
        len(token.surface) <= 2
        and any(
            sense.kind in ("filler", "header", "connector", "operation", "absent", "level", "text")
            for sense in token.senses
        )
        and token.surface != "的"
    )

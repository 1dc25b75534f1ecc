"""Words of a question that nothing explains and that change no figure, left aside where they alone stand in its way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from bot.names.counted import counts_positions
from bot.names.segment import prepare
from bot.names.terms import PART_QUALITY, Sense, SenseKind, Token, cut_after, is_whole_name
from bot.reading.asides import asks
from bot.reading.english_remarks import (
    is_english,
    names_whole,
    of_those,
    only_tells,
    tells_whose,
    without_english_remarks,
)
from bot.reading.literals import NUMBER_WORDS
from bot.reading.question import Question, is_blocker, is_context
from bot.reading.remarks import points_back, without_remarks
from index.lexical import tagged
from index.words import pattern_of
from prompts import load_yaml

_FUNCTION_WORDS = re.compile("^(?:[dcpyeorf]|u.?|zg)$")
"""Adverbs, conjunctions, prepositions, particles, interjections, onomatopoeia, pronouns, positions: tags of the dictionary."""
_STOPS = frozenset(".。!;；")
_CHINESE = re.compile("[\u3400-\u9fff]")


def passed_over(question: Question) -> tuple[Question, tuple[str, ...]] | None:
    """The question without the words that change no figure, and these words; None where another stands in its way, too."""
    tags = tagged(prepare(question.text)) if any(map(_stands_in_the_way, question.tokens)) else []
    tokens = without_remarks(_without_stories(question.tokens), tags)
    words = {at for at, token in enumerate(tokens) if _stands_in_the_way(token)}
    if any(not _is_light(tokens, at, tags) or _is_counted(tokens, at) for at in words):
        return None
    dropped = [one for one in question.tokens if one not in tokens and is_english([one]) and one.has("name")]
    aside = [token for token in question.tokens if _stands_in_the_way(token) or token in dropped]
    if not aside:
        return None
    kept = tuple(replace(one, senses=(Sense("filler"),)) if at in words else one for at, one in enumerate(tokens))
    return replace(question, tokens=kept), tuple(token.surface for token in aside)


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is what an English question counts: how many staff groups."""
    return any(token.surface.startswith("how many") for token in tokens[max(0, at - 2) : at])


def beside_its_words(question: Question) -> Question | None:
    """The question with what papers mostly lack, 合同, as words that the sentence of its figure must hold; None without any."""
    lacking = [token for token in question.tokens if token.has("lacking") and not token.has("name")]
    if not lacking or any(not _CHINESE.match(token.surface) or len(token.surface) < MIN_WORD for token in lacking):
        return None
    tokens = (replace(one, senses=(Sense("left"),)) if one in lacking else one for one in question.tokens)
    return replace(question, tokens=tuple(tokens))


MIN_WORD = 2


def _stands_in_the_way(token: Token) -> bool:
    return is_blocker(token) or (is_context(token) and not counts_positions(token)) or _may_be_light(token)


def _may_be_light(token: Token) -> bool:
    """Whether a token is an English word of little weight that is no more than a part of names: the new budget."""
    name = token.sense("name")
    part = name is not None and not name.weak and name.quality <= PART_QUALITY
    return part and token.surface in _light_words()


@cache
def _light_words() -> frozenset[str]:
    return frozenset(word for group in load_yaml("words.en.yaml")["light"] for word in group)


def _is_light(tokens: Sequence[Token], at: int, tags: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a word is one of grammar by the dictionary, or a single character that is a word by itself beside no name."""
    token = tokens[at]
    if token.surface in _light_words():
        return not _is_asked_for(tokens, at)
    if token.surface in NUMBER_WORDS:
        return _counts_all(tokens, at)
    if not token.has("left") or not _CHINESE.match(token.surface) or _is_claimed(tokens, at):
        return False
    if _is_general(tokens, at):
        return True
    start, end, tag = next(((s, e, t) for s, e, t in tags if s <= token.start and token.end <= e), (0, 0, ""))
    word = "".join(one.surface for one in tokens if start <= one.start and one.end <= end) or token.surface
    if not tag or _weighty().search(word):
        return False
    if _FUNCTION_WORDS.match(tag):
        return True
    beside = [one for one in tokens if token.start in (one.end, one.start - len(token.surface))]
    return end - start == 1 and not any(_may_be_one_with(one) for one in beside)


def _is_claimed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is what something is said to be, which is asked about: 等级是|优|吗, 定为|良|，对吗."""
    before = tokens[at - 1].surface if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return before.endswith(_SAID_TO_BE) and (
        after is None or after.has("operation", "whether") or _ENDS.match(after.surface) is not None
    )


_SAID_TO_BE = ("是", "为", "不是", "属于", "算")
_ENDS = re.compile(r"[,;.!?。的]")


def _counts_all(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number only says how many things are put in order or listed: rank the four programs."""
    before = tokens[at - 1].surface if at else ""
    behind = tokens[at + 1].surface if at + 1 < len(tokens) else ""
    return (
        before in ("the", "all")
        and behind not in _light_words()
        and any(token.has("operation", "ranking", "each", "list") for token in tokens)
    )


def _is_asked_for(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is itself what is asked for, and no figure is: what divisions are in the office."""
    before = next((one.surface for one in reversed(tokens[:at]) if one.surface != "the"), "")
    return before in _ASKING and not any(one.has("operation") for one in tokens)


_ASKING = frozenset({"what", "which", "what are", "name", "list"})


def _is_general(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is one of those that say no more behind a name, 培训|工作; not behind what may be bought of any sort."""
    token, before = tokens[at], tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        before is None
        or token.surface not in load_yaml("words.zh.yaml")["weighty"]["general"]
        or before.end != token.start
    ):
        return False
    alone = after is None or after.start > token.end or not _may_be_one_with(after)
    return is_whole_name(before) and alone and not _OF_ANY_SORT.search(before.surface)


_OF_ANY_SORT = re.compile("采购|购买|收入|支出|项目|经费|部门|单位|预算$")
"""Names of which 服务 or 工作 behind them is a part: 政府采购服务."""


def _may_be_one_with(token: Token) -> bool:
    """Whether a token beside a character may be the rest of a longer name."""
    return any(token.has(kind) for kind in _NAMING)


_NAMING: tuple[SenseKind, ...] = ("name", "code", "organisation", "stranger", "left", "absent", "count", "amount")


def _without_stories(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the sentences before the last that ask nothing and that something in them nobody knows; bodies
    and years stay.
    """
    sentences = cut_after(tokens, _STOPS)
    kept: list[Token] = []
    named = [any(map(is_whole_name if is_english(one) else names_whole, one)) for one in sentences]
    for number, sentence in enumerate(sentences):
        alone = named[number] and not any(named[number + 1 :])  # what is asked about stands here and nowhere else
        silent = not any(map(_asking_in(sentence), sentence))
        story = number < len(sentences) - 1 and any(map(_stands_in_the_way, sentence)) and silent and not alone
        story = story and (not is_english(sentence) or only_tells(sentence))
        behind = [sentence[-1], *(token for one in sentences[number + 1 :] for token in one)]
        points = any(
            token.surface.startswith(_pointing()) and not before.has("name") for before, token in pairwise(behind)
        )
        points = points or (is_english(sentence) and (tells_whose(sentence, behind) or of_those(behind)))
        points = points or points_back("".join(token.surface for token in behind[1:]))
        kept += [token for token in sentence if not story or points or token.has("organisation") or token.has("year")]
    return without_english_remarks(kept)


def _asking_in(sentence: Sequence[Token]) -> Callable[[Token], bool]:
    """What tells that a sentence asks: any word for what is done, but where a Chinese one ends in 。 only one for a figure
    or for a comparison of several characters, as single ones may be of another word: 请|外|面.
    """
    if _speaks_of_oneself(sentence):
        return _asks_in_words
    return _asks_outright if sentence[-1].surface == "。" else asks


def _asks_outright(token: Token) -> bool:
    return asks(token) and not token.has("text")


def _speaks_of_oneself(sentence: Sequence[Token]) -> bool:
    """Whether a sentence tells of whoever asks: My water bill keeps going up. 我在写一篇医院收入结构的作业。"""
    told = "".join(token.surface for token in sentence)
    if _CHINESE.search(told):
        return told.endswith("。") and bool(_ONESELF.match(told))
    return bool(re.match(r"(?:my|our|i|we|i m|i ve|hi|hello)\b", sentence[0].surface))


_ONESELF, _ASKED = (pattern_of("words.zh.yaml", "remarks", which) for which in ("oneself", "asked"))


def _asks_in_words(token: Token) -> bool:
    asked = re.match(r"(?:how|what|which|who|where|tell|give|show|please|find|need|want|would like)\b", token.surface)
    return bool(asked or _ASKED.search(token.surface))


@cache
def _pointing() -> tuple[str, ...]:
    return tuple(load_yaml("words.zh.yaml")["weighty"]["pointing"])


@cache
def _weighty() -> re.Pattern[str]:
    return re.compile(f"[{''.join(load_yaml('words.zh.yaml')['weighty']['characters'])}]")

"""The sentence that tells why a figure moved, or what money is for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise

from bot.figures.readings import comparable
from bot.reading.directions import comparison
from bot.reading.question import Question, is_strong
from bot.texts.passages import LEVEL_MARK, MOST_INLINE, MOST_PASSAGES, NEXT_ITEM, TextAnswer, held, sentences_of
from bot.tools import Tools
from index.model import Fact, Passage
from index.store.facts import FactFilter, FactStore
from index.text import core_key, fold
from index.words import pattern_of
from prompts import load_yaml

_MARKS = {
    "reason": re.compile(
        "原因(?!的?(?:说明|分析|情况)(?![:：]))|由于|因为|(?:增加|减少|增长|下降|增幅|降幅|持平|大于|小于|高于|低于|[增减][收支])[^。；]*主要(?:是|系|为)"
        r"|^\s*注?[:：]?[^,，。;；]{2,24}(?:项目|工程|资金|经费)因(?![公此素而])[^,，。;；]{3,}"
        r"|\b(?:because|due to|driven by|owing to|as a result of|results? from|attributable to|attributed to|reflects?"
        r"|on account of|transferred to|moved? to|no longer)\b"
    ),
    "purpose": re.compile("用于|用来|(?:係|系)[^，,。；]{4,}(?:經費|经费|費用|费用|所需)"),
}
_CHANGED = {"over": ("增加", "增长", "增收", "增支"), "under": ("减少", "下降", "减收", "减支")}
"""How documents say that the whole budget changed, where the question names nothing of it."""
_MOVED = tuple(word for words in _CHANGED.values() for word in words)
OWN_FIGURE = 0.3
"""What it is worth that the sentence gives the thing's own figure, not only its name among others."""
_CHANGES = re.compile("增加|减少|增长|下降|持平|[增减][收支]")
_TOLD_MOVES = re.compile(rf"(?:{'|'.join(_MOVED)})(?=了?\d)|持平")
"""How a sentence tells how far something moved."""
_LEADS = re.compile(r"\s*主要(?:是|系|为)")
"""A sentence that begins so, right behind one that tells of a change, tells its reason."""
_REACH = 6
"""Sentences after the one that names a thing in which its reason or use may still follow."""
_ALL = re.compile(
    "(?:财政拨款)?的?(?:收支|收入支出|收入|支出|预算|决算)?(?:总计|合计|总额)?|(?:total )?(?:budget|expenditures?|spending|income|revenues?)"
)
"""Words that name no more than all income or expenditure."""
_QUOTES = re.compile('[“”"]')
_GOES_ON = re.compile(r"\s*(?:[二三四五六]是|[(（]?[2-6][)）]|[②-⑥]|其[二三四]|另)")
"""The second of several reasons, after 一是 … ;"""


def sentence_about(
    kind: str, question: Question, words: Sequence[str], documents: frozenset[str], tools: Tools
) -> TextAnswer | None:
    """The sentence that gives the reason or the use of what is asked about: in its own sentence, or soon after it."""
    way = comparison(question)
    kinds = {
        token.surface for token in question.terms if token.has("kind")
    }  # 决算数 is no more than of what kind it is
    words = [word for word in words if word not in kinds] or words
    named = [word for word in words if len(word) > 1] or _sides(question)
    terms = [term for term in question.terms if term.surface not in kinds] or question.terms
    keys = frozenset(key for term in terms for sense in term.senses if sense.kind == "name" for key in sense.keys)
    about = tools.store.facts(FactFilter(documents=documents, row_keys=keys, source="prose")) if keys else []
    for fact in sorted(about, key=lambda fact: not _moves(fact, way, question.text)):
        if _MARKS[kind].search(fact.text):
            passage = Passage(fact.id, fact.document, "prose", (fact.table,), fact.text, fact.place)
            return TextAnswer(((passage, fact.text),), (fact.table,))
    found = tools.passages(question.text + "原因", 2 * MOST_PASSAGES, documents)
    told = [*found, *(one for one in _told_in(about, tools.store) if one not in found)]
    directions = [word for words in _CHANGED.values() for word in words if word in question.text]
    directions = directions or list(_CHANGED.get(way, ()))
    of_all = kind == "reason" and all(map(_ALL.fullmatch, named)) and question.operations & {"change", "changed"}
    wordings = [[*named, *_told_of_all()] if of_all else named]
    wordings += [] if named else [list(_CHANGED.get(way, ()))]
    for names in filter(None, wordings):
        printed = [*names, *(key for key in keys if len(key) > 3)]
        best = _best_told(told, printed, _MARKS[kind], directions, about)
        if best is None and kind == "reason" and set(printed) & set(named):
            best = _best_told(_naming(names, documents, tools.store), printed, _MARKS[kind], directions, about)
        if best is None and kind == "reason":
            best = next(filter(None, (_in_items(one, names, directions) for one in found)), None)
        if best is not None and not (of_all and _is_of_one(best)):
            return best
    return None


def _is_of_one(found: TextAnswer) -> bool:
    """Whether what was found, or the section that it stands in, is of one item that is explained by itself."""
    return bool(_OF_ONE.search("".join((*found.section[-1:], *(quote for _, quote in found.quotes)))))


_OF_ONE = pattern_of("told_in_text.zh.yaml", "of_one_item")
"""What is explained item by item, and tells nothing of why the whole budget moved."""


def told_otherwise(question: Question, quotes: Sequence[str]) -> str:
    """The word by which a text that gives a reason says that it moved, where that is not the way which is asked about: 增加 for
    为什么下降. "" where it moved so, or both ways.
    """
    way = comparison(question) if "reason" in question.texts and "changed" in question.operations else ""
    if way not in _CHANGED:
        return ""
    told = [found[0] for quote in quotes for found in _TOLD_MOVES.finditer(fold(quote))]
    return "" if any(word.startswith(_CHANGED[way]) for word in told) else next(iter(told), "")


def moves_alike(told: str, quotes: Sequence[str]) -> bool:
    """Whether what is quoted names a way that a sentence tells of its figure, or none: 减少的主要原因是… of one that fell."""
    said = fold("".join(quotes))
    ways = [words for words in _CHANGED.values() if any(word in said for word in words)]
    return not ways or any(word in fold(told) for words in ways for word in words)


def reason_beside(facts: Sequence[Fact], store: FactStore) -> TextAnswer | None:
    """The sentence of the text that tells one of these figures, with the reason in it or right behind it; None without one."""
    mark, passages = _MARKS["reason"], cache(store.passages_of)
    for fact in (one for one in facts if one.source == "prose"):
        for passage in passages(fact.document):
            if passage.kind != "prose" or not _tells(passage.text, fact.text):
                continue
            for one, later in pairwise([*sentences_of(passage.text), ""]):
                if not _tells(one, fact.text):
                    continue
                if mark.search(one):
                    return TextAnswer(((passage, one.strip()),), passage.section)
                if mark.search(later) and not NEXT_ITEM.match(later) and _OPENS.match(later):
                    return TextAnswer(((passage, (one + later).strip()),), passage.section)
            if _ITEMISED.search(fold(fact.text)):
                return TextAnswer(((passage, fact.text.strip()),), passage.section)
    return None


def use_beside(facts: Sequence[Fact], named: Collection[str], store: FactStore) -> TextAnswer | None:
    """The one sentence of the same paper that tells one of these amounts and right behind it what it is for: 本年支出283万元，
    主要用于…; it, or its heading, holds one of the names. None without one, or with several.
    """
    told: dict[str, TextAnswer] = {}
    for fact in filter(comparable, facts):
        years = frozenset({fact.year}) if fact.year else None
        wanted = FactFilter(frozenset({fact.document}), years=years, source="prose")
        for one in store.facts(wanted):
            if comparable(one) != comparable(fact) or one.kind != fact.kind or not _serves(one):
                continue
            said = core_key(" ".join((one.table, *one.row_path, one.text)))
            if any(name in said for name in named):
                passage = Passage(one.id, one.document, "prose", (one.table,), one.text, one.place)
                told.setdefault(one.text, TextAnswer(((passage, one.text),), (one.table,)))
    return next(iter(told.values())) if len(told) == 1 else None


def _serves(fact: Fact) -> bool:
    """Whether the sentence of a figure says right behind it what it is for."""
    return (
        re.search(rf"{re.escape(fact.printed)}[亿万千]*元[,，]?(?:主要|全部|均)?(?:用于|用作|用来)", fact.text)
        is not None
    )


_ITEMISED = re.compile(r"[增减]列(?![\d,])[^,。;]{2,}")
"""How a note tells what was put in or taken out, which is why its figure moved: 较上年度增列员额22人之人事费17,600千元."""


def _tells(text: str, sentence: str) -> bool:
    """Whether a text holds the sentence of a figure, whichever spaces are printed in it: 减少71.89 %."""
    return _SPACES.sub("", fold(sentence)) in _SPACES.sub("", fold(text))


_SPACES = re.compile(r"\s")
_OPENS = re.compile(
    r"\s*(?:[(（])?(?:主要)?(?:增加|减少|增长|下降|变动|变化|增减)?的?(?:主要)?原因|\s*主要(?:是|系|为|由于)"
)
"""A sentence that begins so goes on from the one before it."""


def _told_of_all() -> list[str]:
    """How explanations call the whole of income and expenditure."""
    return [fold(word) for group in load_yaml("cues.yaml")["told_of_all"] for word in group]


def _best_told(
    passages: Sequence[Passage],
    names: Sequence[str],
    mark: re.Pattern[str],
    directions: Sequence[str],
    about: Sequence[Fact],
) -> TextAnswer | None:
    """The marked sentence nearest behind one of the names, of passages in the order of their fitness."""
    best: tuple[float, Passage, str] | None = None
    for rank, passage in enumerate(passages):
        for score, sentence in _following(passage.text, names, mark):
            own = any(fact.document == passage.document and _tells(sentence, fact.text) for fact in about)
            score += OWN_FIGURE if own else 0.0
            score += 0.2 * any(word in sentence for word in directions)
            if best is None or score - 0.02 * rank > best[0]:
                best = (score - 0.02 * rank, passage, sentence)
    return TextAnswer(((best[1], best[2]),), best[1].section) if best else None


def _in_items(passage: Passage, names: Sequence[str], directions: Sequence[str]) -> TextAnswer | None:
    """Where no reason is given for the whole: the items below the sentence that names it that moved, with their reasons."""
    sentences = sentences_of(passage.text)
    start = next(
        (at for at, one in enumerate(sentences) if any(held(name, _plain(one)) == len(name) for name in names)), None
    )
    if start is None:
        return None
    told = [
        one.strip()
        for one in sentences[start + 1 :]
        if _MARKS["reason"].search(one) and any(way in one for way in directions or _MOVED)
    ]
    return TextAnswer(tuple((passage, one) for one in told[:MOST_PASSAGES]), passage.section) if told else None


def _plain(sentence: str) -> str:
    """A sentence as names are written in a question: “三公”经费 without its quotes."""
    return _QUOTES.sub("", fold(sentence))


def _sides(question: Question) -> list[str]:
    """The words for a side of the accounts, where a question is about nothing else: 收入为什么少了."""
    return [term.surface for term in question.names if not is_strong(term) and _SIDE.fullmatch(term.surface)]


_SIDE = re.compile("(?:收入|支出|收支)(?:预算|决算|总额|总计|合计)?")


def _moves(fact: Fact, way: str, said: str) -> bool:
    """Whether a figure is a change the way that is asked about, against the budget or else against the year before."""
    column = fact.column[-1] if fact.column else ""
    against = column.startswith("比预算") == ("预算" in said)
    wanted = {"over": 1, "under": -1}.get(way, 0) * (fact.value or 0)
    return "增减" in column and against and wanted > 0


def _told_in(facts: Sequence[Fact], store: FactStore) -> Iterator[Passage]:
    """The passages that hold the sentences of these figures."""
    for document in sorted({fact.document for fact in facts})[:MOST_INLINE]:
        sentences = {fact.text for fact in facts if fact.document == document}
        for passage in store.passages_of(document):
            if passage.kind == "prose" and any(_tells(passage.text, sentence) for sentence in sentences):
                yield passage


def _naming(names: Sequence[str], documents: frozenset[str], store: FactStore) -> list[Passage]:
    """The text of these few papers that holds one of the names, which tables may have kept out of what a search finds."""
    held_in = sorted(documents) if len(documents) <= MOST_INLINE else []
    told = (one for document in held_in for one in store.passages_of(document) if one.kind == "prose")
    return [one for one in told if any(name in _plain(one.text) for name in names)]


def _is_rest(before: str, sentence: str, mark: re.Pattern[str]) -> bool:
    """Whether a sentence is the next of the reasons of one colon: 原因：压减一般性支出；项目转由他人实施。"""
    open_end = before.rstrip().endswith((";", "；"))
    own = mark.search(sentence) or NEXT_ITEM.match(sentence) or re.search(r"\d", sentence)
    return open_end and mark is _MARKS["reason"] and not own


def _following(text: str, names: Sequence[str], mark: re.Pattern[str]) -> Iterator[tuple[float, str]]:
    """Marked sentences with a score: the sooner after a sentence that names the thing, the higher."""
    sentences = sentences_of(text)
    for number, sentence in enumerate(sentences):
        told = LEVEL_MARK.sub("", _plain(sentence))
        cover = max((held(name, told) / len(name) for name in names), default=0.0)
        if cover < 0.99:
            continue
        for step, later in enumerate(sentences[number : number + _REACH]):
            if step and NEXT_ITEM.match(later):
                break
            led = step == 1 and mark is _MARKS["reason"] and _LEADS.match(later) and _CHANGES.search(told)
            if led or mark.search(later):
                start = number - (number > 0 and _OPENS.match(sentence) is not None)  # 与上年相比增加…。主要原因是…
                end = number + step + (2 if later.rstrip().endswith((":", "：")) else 1)
                while end < len(sentences) and (
                    _GOES_ON.match(sentences[end]) or _is_rest(sentences[end - 1], sentences[end], mark)
                ):
                    end += 1
                yield cover - 0.05 * step, "".join(sentences[start:end]).strip()
                break

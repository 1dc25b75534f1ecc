"""The sentence that tells what is asked where no name of the index explains the question: found by the words of the text.

A last way, for Chinese questions that nothing else answers. Every noun of the question must stand in the sentence or above
it in its passage, the rarest in the sentence itself, which must hold the kind of thing that is asked for: 几场 → 6场. It is
quoted; a figure is given only where it alone is bound to what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import log

from bot.answering import write_sentence
from bot.model import Answer, Item
from bot.near_asked import Asked, figure_in, things_asked
from bot.passages import NEXT_ITEM, TextAnswer, sentences_of
from bot.question import PROJECT, Question
from bot.search import Search
from bot.segment import prepare
from bot.terms import SenseKind, Token
from bot.texts import operations_asked, papers_asked
from bot.tools import Tools
from index.lexical import tagged
from index.model import Passage
from index.store.facts import FactStore
from prompts import load_yaml

MOST_HITS = 30
LEAST_OWN = 0.5
"""The share of the question's words, by weight, that the sentence itself must hold."""
_NOUNS = re.compile("^(?:n.*|vn|an|j|l|i|s|b|a)$")
"""Tags of words that a sentence must have: nouns and what is like them."""
_VERBS = re.compile("^(?:v.?|d|ad)$")
"""Tags of words that a sentence must have for its figure: 立法项目 is not all projects."""
_FRAMES: tuple[SenseKind, ...] = ("organisation", "year")
_FORBID: tuple[SenseKind, ...] = ("orders", "offtopic", "stranger")
_LIMITS: tuple[SenseKind, ...] = ("months", "reach", "amount", "class", "stage")
"""What a figure is of beside its name: no sentence is looked through for these."""
_EACH = re.compile("[每各]|(?<!平)均|除去|除了|以外|之外")
_FIGURES_DONE = frozenset({"count", "list", "changed", "change", "average", "over", "under"})
_TEXTS_DONE = frozenset({"count", "list", "over", "under"})
"""Operations that a figure bound to the words, or a sentence, carries out: the rest are never answered here."""
_ASIDE = re.compile("(?:^|(?<=[,。;?]))(?:我|咱|本人|作为|身为)[^,。;?多少几哪什]{0,30}[,。;]")
"""A clause about whoever asks: 我是一家企业的财务，"""
_NOT = re.compile("[不未没无][\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence found, and its figures with what each is of and its unit, where it has one for each thing asked."""

    text: TextAnswer
    figures: tuple[tuple[str, Decimal, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    forms: tuple[str, ...]
    noun: bool
    start: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence where it stands: with the sentence that begins its item, what goes before it in that item and in its
    passage, and the headings.
    """

    passage: Passage
    sentence: str
    text: str
    item: str
    lead: str
    before: str
    section: str


def answer_near(question: Question, tools: Tools, search: Search) -> Answer | None:
    """The sentences that tell what is asked, quoted, with the figures that are bound to it; None where none tells it."""
    told = sentence_near(question, tools.store, search) if question.language == "zh" else None
    if told is None:
        return None
    answer = write_sentence(told.text, question, tools)
    if answer.status != "answered" or not told.figures:
        return answer if answer.status == "answered" else None
    if len(told.figures) == 1:
        _, value, unit = told.figures[0]
        return replace(answer, value=value, unit=unit)
    cites = tuple(citation.n for citation in answer.citations)
    return replace(answer, items=tuple(Item(of or unit, value, unit, cites) for of, value, unit in told.figures))


def sentence_near(question: Question, store: FactStore, search: Search) -> Told | None:
    """The sentences that tell what is asked; None where one thing that is asked for is told nowhere."""
    text = prepare(question.text)
    asked = things_asked(text)
    if not asked or _forbids(question, asked):
        return None
    words = _words(question, text, asked)
    if asked[0].kind in ("text", "limit"):  # 竣工决算 is no kind of paper here
        question = replace(question, frame=replace(question.frame, kinds=None))
    documents = papers_asked(question, store)
    kinds = question.frame.kinds
    if not documents or (kinds and not any(one.kind in kinds for one in store.documents(documents))):
        return None
    found: list[Told] = []
    for number, one in enumerate(asked):
        own = [word for word in words if _is_of(word, number, asked, text)]
        told = _told(one, own, question, documents, store, search)
        if told is None:
            return None
        found.append(told)
    quotes = dict.fromkeys(quote for one in found for quote in one.text.quotes)
    owners = {one.organisation for one in store.documents(frozenset(passage.document for passage, _ in quotes))}
    if len(owners) != 1:
        return None
    return Told(TextAnswer(tuple(quotes), found[0].text.section), tuple(one for told in found for one in told.figures))


def _forbids(question: Question, asked: Sequence[Asked]) -> bool:
    """Whether something in a question may not be answered by a sentence, whatever it holds."""
    of_text = asked[0].kind == "text"
    done, kinds = (_TEXTS_DONE, _FORBID) if of_text else (_FIGURES_DONE, (*_FORBID, *_LIMITS))
    forbidden = any(token.has(kind) for token in question.tokens for kind in kinds)
    untold = any(token.has("lacking") and token.surface[0] in "哪什几" for token in question.tokens)
    shared = not of_text and bool(_EACH.search(prepare(question.text)))
    return forbidden or untold or shared or bool(operations_asked(question) - done) or bool(question.top or question.nth)


def _is_of(word: _Word, number: int, asked: Sequence[Asked], text: str) -> bool:
    """Whether a word is of one of the things asked: those before the first are of all, others of the one that they stand at."""
    if len(asked) == 1 or word.start < asked[0].start:
        return True
    after = asked[number + 1].start if number + 1 < len(asked) else len(text)
    return asked[number].start <= word.start < after


def _told(
    asked: Asked, words: Sequence[_Word], question: Question, documents: frozenset[str], store: FactStore, search: Search
) -> Told | None:
    if not any(word.noun for word in words):
        return None
    hits = search("".join(word.forms[0] for word in words), MOST_HITS, documents)
    places = [
        place
        for passage in store.passages([hit.passage_id for hit in hits], documents)
        if passage.kind == "prose"
        for place in _places(passage, question.frame.years or frozenset())
    ]
    weights = {word: _weight(word, places) for word in words}
    found = [place for place in places if _fits(place, weights, asked)]
    if not found:
        return None
    if asked.kind == "text":
        best = max(found, key=lambda place: (_own(place, weights) + asked.counts_so(place.text), -len(place.sentence)))
        quote = f"{best.item}{best.sentence}" if asked.heading and best.item not in best.sentence else best.sentence
        return Told(TextAnswer(((best.passage, quote.strip()),), best.passage.section))
    return _figure(asked, found, weights, prepare(question.text))


@cache
def _otherwise() -> Mapping[str, tuple[str, ...]]:
    groups = load_yaml("told_in_text.zh.yaml")["otherwise"]
    return {word: tuple(group) for group in groups for word in group}


@cache
def _light() -> frozenset[str]:
    return frozenset(load_yaml("told_in_text.zh.yaml")["light"])


def _words(question: Question, text: str, asked: Sequence[Asked]) -> list[_Word]:
    """The words of a question that a sentence may hold, without bodies, years and what it asks by."""
    figures = asked[0].kind != "text"
    masked = [(one.start, one.end) for one in asked] + [one.span() for one in _ASIDE.finditer(text)]
    for token in question.tokens:
        filler = all(sense.kind == "filler" for sense in token.senses) and PROJECT not in token.surface
        framed = filler or any(token.has(kind) for kind in _FRAMES)
        masked += [(token.start, token.end)] if framed and text[token.start : token.end] == token.surface else []
    lacking = [token for token in question.tokens if token.has("lacking") and not _within(token, masked)]
    found = [_Word((one.surface,), noun=True, start=one.start) for one in lacking]
    negated = [one for one in _NOT.finditer(text) if one.group() not in _light()]
    found += [_Word(_otherwise().get(one.group(), (one.group(),)), noun=True, start=one.start()) for one in negated]
    taken = [*masked, *((one.start, one.start + len(one.forms[0])) for one in found)]
    for start, end, tag in tagged(text):
        cut = [place for place in range(start, end) if not any(a <= place < b for a, b in taken)]
        word = "".join(text[place] for place in cut)
        named = bool(_NOUNS.match(tag)) or (figures and bool(_VERBS.match(tag)))
        if len(word) > 1 and word not in _light() and (named or _VERBS.match(tag)):
            found.append(_Word(_otherwise().get(word, (word,)), noun=named, start=cut[0]))
    return found


def _within(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


def _places(passage: Passage, years: frozenset[int]) -> Iterator[_Place]:
    """The sentences of a passage, but those of other years than the ones asked for."""
    section = prepare("".join(passage.section))
    item = ""
    above: list[str] = []
    begun = 0
    for sentence in sentences_of(passage.text):
        if NEXT_ITEM.match(sentence):
            item, begun = sentence, len(above)
        text = prepare(sentence)
        said = {int(year) for year in _YEAR.findall(text)}
        if not (years and said and not said & years):
            lead = "".join(above[max(begun, len(above) - REACH) :])
            yield _Place(passage, sentence, text, item, lead, "".join(above), section)
        above.append(text)


REACH = 3
"""Sentences above a figure that may say what it is of, where no item begins later."""
_YEAR = re.compile(r"(?<![\d从自])((?:19|20)\d{2})年(?!以来|起)")


def _holds(word: _Word, text: str) -> bool:
    return any(form in text for form in word.forms)


def _weight(word: _Word, places: Sequence[_Place]) -> float:
    return log(1 + len(places) / (1 + sum(_holds(word, place.text) for place in places)))


def _own(place: _Place, weights: Mapping[_Word, float]) -> float:
    held = sum(weight for word, weight in weights.items() if _holds(word, place.text))
    return held / sum(weights.values())


def _fits(place: _Place, weights: Mapping[_Word, float], asked: Asked) -> bool:
    """Whether all nouns stand in a sentence or above it, the rarest in it or its item, and it holds what is asked for."""
    nouns = [word for word in weights if word.noun]
    around = place.section + place.before + place.text
    if not all(_holds(word, around) for word in nouns):
        return False
    near = place.text if asked.kind == "text" else _without_figures(place.lead, asked) + place.text
    telling = [word for word in nouns if not _holds(word, place.section)]
    held = [_holds(word, near) for word in _rarest(telling or nouns, weights)]
    anchored = any(held) if asked.kind == "text" else all(held)
    anchored = anchored or (not telling and asked.kind == "number" and bool(asked.of))
    if not anchored or (asked.kind == "text" and _own(place, weights) < LEAST_OWN):
        return False
    told = NEXT_ITEM.sub("", place.item, count=1) if asked.heading else place.text
    begin = max(place.text.find(form) for word in nouns for form in word.forms) if asked.behind else 0
    return asked.tells is None or bool(asked.tells.search(told, begin))


def _rarest(words: Sequence[_Word], weights: Mapping[_Word, float]) -> list[_Word]:
    """The words that the fewest sentences hold; several where they are as rare."""
    most = max((weights[word] for word in words), default=0.0)
    return [word for word in words if weights[word] == most]


def _without_figures(lead: str, asked: Asked) -> str:
    """What goes before a sentence but the sentences with such figures of their own: 子项目2、保洁服务20万元;"""
    return "".join(one for one in sentences_of(lead) if not (asked.tells and asked.tells.search(one)))


def _figure(asked: Asked, found: Sequence[_Place], weights: Mapping[_Word, float], text: str) -> Told | None:
    """The one figure whose clause holds the most of what is asked; None where figures that differ do."""
    told = [one for place in found for one in _clauses_with(asked, place, weights, text)]
    most = max((weight for weight, _, _ in told), default=0.0)
    best = [(place, figure) for weight, place, figure in told if weight > most - CLOSE]
    if not best or len({figure for _, figure in best}) != 1:
        return None
    place, (value, unit) = best[0]
    quotes = ((place.passage, place.sentence.strip()),)
    return Told(TextAnswer(quotes, place.passage.section), ((asked.of, value, unit),))


CLOSE = 0.01
_CLAUSE = re.compile(r"(?:[^,;:、]|(?<=\d),(?=\d{3}))+")


def _clauses_with(
    asked: Asked, place: _Place, weights: Mapping[_Word, float], text: str
) -> Iterator[tuple[float, _Place, tuple[Decimal, str]]]:
    """The clauses of a sentence with one figure as it is asked for, each with the weight of the words that it holds."""
    assert asked.tells is not None
    first = asked.tells.search(place.text)
    lead = place.section + place.lead + place.text[: first.start() if first else 0]
    clauses = [one.group() for one in _CLAUSE.finditer(place.text)]
    for clause, after in zip(clauses, [*clauses[1:], ""], strict=True):
        figures = list(asked.tells.finditer(clause))
        said = clause + after if _serves_only(after, place.text, weights) else clause
        held = [word for word in weights if _holds(word, said)]
        known = all(_holds(word, lead) or word in held for word in weights if word.noun)
        bound = asked.kind == "number" or _is_bound(held, place, asked, weights)
        if len(figures) == 1 and known and bound and _moves_alike(said, text):
            yield sum(weights[word] for word in held), place, figure_in(figures[0], asked)


def _is_bound(held: Sequence[_Word], place: _Place, asked: Asked, weights: Mapping[_Word, float]) -> bool:
    """Whether a clause holds a noun, and the rarest that no heading holds, or that one stands above it without a figure."""
    telling = [word for word in weights if word.noun and not _holds(word, place.section)]
    above = _without_figures(place.lead, asked)
    rarest = _rarest(telling, weights)
    return any(word.noun for word in held) and bool(rarest) and all(word in held or _holds(word, above) for word in rarest)


_SERVES = re.compile("(?:主要)?(?:用于|用作|用来|为了)")
_AND = re.compile("以及|[、和及与]")


def _serves_only(clause: str, sentence: str, weights: Mapping[_Word, float]) -> bool:
    """Whether a clause says what the figure before it is for, and that is all in the question: 用于菜场及副食品行业管理."""
    if not _SERVES.match(clause):
        return False
    whole = sentence[sentence.index(clause) :].split("。")[0]
    return all(any(_holds(word, one) for word in weights) for one in _AND.split(_SERVES.sub("", whole, count=1)))


_WAYS = (re.compile("增加|增长|新增|上升|提高|增[至到]|追加|多[了出]"), re.compile("减少|压减|下降|降低|压缩|核减|调减|缩减|削减|砍|少了"))


def _moves_alike(clause: str, question: str) -> bool:
    """Whether a clause tells of a rise or a fall if, and only if, the question asks for one: 扶贫经费压减10万元."""
    return all(bool(way.search(clause)) == bool(way.search(question)) for way in _WAYS)

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
from math import log

from bot.model import Answer, Item
from bot.names.segment import prepare
from bot.names.terms import SenseKind
from bot.reading.question import Question
from bot.reading.things_asked import Asked, figure_in, says_work, things_asked
from bot.reading.words_asked import Word, words_asked
from bot.texts.loose_rows import answer_row
from bot.texts.papers_asked import papers_asked
from bot.texts.passages import ALSO, NEXT_ITEM, SERVES, TextAnswer, is_of_other_year, sentences_of, with_list
from bot.texts.quoting import wants_figure
from bot.texts.sections import operations_asked
from bot.tools import Tools
from bot.writing.answers import write_text
from index.model import Passage

MOST_HITS = 30
LEAST_NOUNS = 4
"""Characters of nouns that a sentence must be found by."""
FEWEST_NOUNS = 2
"""And words, where a figure is asked for."""
LEAST_OWN = 0.5
"""The share of the question's words, by weight, that the sentence itself must hold."""
_FORBID: tuple[SenseKind, ...] = ("orders", "offtopic")
_LIMITS: tuple[SenseKind, ...] = ("stranger", "months", "reach", "amount", "class", "stage")
"""What a figure is of beside its name: no sentence is looked through for these."""
_EACH = re.compile("[每各]|(?<!平)均|除去|除了|以外|之外")
_FIGURES_DONE = frozenset({"count", "list", "changed", "change", "average", "over", "under"})
_TEXTS_DONE = frozenset({"count", "list", "over", "under"})
"""Operations that a figure bound to the words, or a sentence, carries out: the rest are never answered here."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence found, and its figures with what each is of and its unit, where it has one for each thing asked."""

    text: TextAnswer
    figures: tuple[tuple[str, Decimal, str], ...] = ()


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


def answer_by_sentences(question: Question, tools: Tools) -> Answer | None:
    """The sentences that tell what is asked, quoted, with the figures that are bound to it, or the row that its words pick
    out; None where nothing tells it.
    """
    text = prepare(question.text)
    asked = things_asked(text) if question.language == "zh" else []
    if not asked or _forbids(question, asked):
        return None
    words = words_asked(question, text, asked)
    if asked[0].kind in ("text", "limit"):  # 竣工决算 is no kind of paper here
        question = replace(question, frame=replace(question.frame, kinds=None))
    documents = papers_asked(question, tools)
    kinds = question.frame.kinds
    if not documents or (kinds and not any(one.kind in kinds for one in tools.papers(documents))):
        return None
    told = _sentences(question, asked, words, documents, tools)
    return _written(told, question, tools) if told else answer_row(question, asked, words, documents, tools)


def asks_work(question: Question) -> bool:
    """Whether Chinese asks what is, or was, done about a thing, 如何落实, 做了哪些工作, and for no figure."""
    return question.language == "zh" and says_work().search(question.text) is not None and not wants_figure(question)


def _written(told: Told, question: Question, tools: Tools) -> Answer | None:
    answer = write_text(told.text, question, tools)
    if answer.status != "answered" or not told.figures:
        return answer if answer.status == "answered" else None
    if len(told.figures) == 1:
        of, value, unit = told.figures[0]
        return replace(answer, value=value, unit=unit, plan={**answer.plan, "operands": [[of]]} if of else answer.plan)
    cites = tuple(citation.n for citation in answer.citations)
    return replace(answer, items=tuple(Item(of or unit, value, unit, cites) for of, value, unit in told.figures))


def _sentences(
    question: Question,
    asked: Sequence[Asked],
    words: Sequence[Word],
    documents: frozenset[str],
    tools: Tools,
) -> Told | None:
    """The sentences that tell each thing asked; None where one is told nowhere."""
    text = prepare(question.text)
    found: list[Told] = []
    for number, one in enumerate(asked):
        own = [word for word in words if _is_of(word, number, asked, text)]
        told = _told(one, own, question, documents, tools)
        if told is None:
            return None
        found.append(told)
    quotes = dict.fromkeys(quote for one in found for quote in one.text.quotes)
    return Told(TextAnswer(tuple(quotes), found[0].text.section), tuple(one for told in found for one in told.figures))


def _forbids(question: Question, asked: Sequence[Asked]) -> bool:
    """Whether something in a question may not be answered by a sentence, whatever it holds."""
    of_text = asked[0].kind in ("text", "limit")
    done, kinds = (_TEXTS_DONE, _FORBID) if of_text else (_FIGURES_DONE, (*_FORBID, *_LIMITS))
    forbidden = any(token.has(kind) for token in question.tokens for kind in kinds)
    forbidden = forbidden or any(kind in _TOLD_ELSEWHERE for kind in question.texts)
    lacking = [token.surface for token in question.tokens if token.has("lacking")]
    untold = any(_WHICH.search(surface) for surface in lacking) and not asked[0].alone
    shared = not of_text and bool(_EACH.search(prepare(question.text)))
    several = len(question.frame.years or ()) > 1 or bool(operations_asked(question) - done)
    return forbidden or untold or shared or several or bool(question.top or question.nth)


_WHICH = re.compile("哪|什么|几")
_TOLD_ELSEWHERE = frozenset({"problems", "measures", "definition"})
"""What only a text that says so outright tells."""


def _is_of(word: Word, number: int, asked: Sequence[Asked], text: str) -> bool:
    """Whether a word is of one of the things asked: those before the first are of all, others of the one that they stand at."""
    if len(asked) == 1 or word.start < asked[0].start:
        return True
    after = asked[number + 1].start if number + 1 < len(asked) else len(text)
    return asked[number].start <= word.start < after


def _told(
    asked: Asked, words: Sequence[Word], question: Question, documents: frozenset[str], tools: Tools
) -> Told | None:
    told_by = (word for word in words if word.noun or asked.kind == "text")
    nouns = [*(word.forms[0] for word in told_by), *([asked.of] if asked.of else [])]
    least = 2 if asked.heading or asked.several else LEAST_NOUNS
    alone = asked.alone and question.frame.organisations_named
    if not alone and (len("".join(nouns)) < least or (asked.kind != "text" and len(nouns) < FEWEST_NOUNS)):
        return None
    said = "".join(word.forms[0] for word in words) or prepare(question.text)[asked.start : asked.end]
    years, sought = question.frame.years or frozenset(), [word for word in words if word.noun]

    def tells(passage: Passage) -> bool:
        return any(_may_tell(place, sought, asked) for place in _places(passage, years))

    found_in = tools.passages(said, MOST_HITS, documents, _needed(sought), tells)
    places = [place for passage in found_in for place in _places(passage, years)]
    known = (replace(word, noun=word.noun or any(word.stands_in(one.text) for one in places)) for word in words)
    weights = {word: _weight(word, places) for word in known}
    found = [place for place in places if _fits(place, weights, asked) and _tells_of_move(place, question.text)]
    owners = {one.organisation for one in tools.papers(frozenset(place.passage.document for place in found))}
    if len(owners) != 1:
        return None
    if asked.kind == "text":
        return Told(_quoted(asked, found, weights))
    return _figure(asked, found, weights, prepare(question.text))


def _quoted(asked: Asked, found: Sequence[_Place], weights: Mapping[Word, float]) -> TextAnswer:
    """The sentence that holds the most of the words; the heads of several items where each tells as much."""

    def fit(place: _Place) -> float:
        return _own(place, weights) + asked.counts_so(place.text)

    if asked.several:
        told: list[tuple[Passage, str]] = []
        for one in found:
            item = _whole_item(one)
            if not any(item in quote for _, quote in told):
                told.append((one.passage, item))
        return TextAnswer(tuple(told[:MOST_OF_SEVERAL]), found[0].passage.section)
    most = max(map(fit, found))
    best = [place for place in found if fit(place) == most]
    if not asked.heading:
        one = min(best, key=lambda place: len(place.sentence))
        return TextAnswer(((one.passage, with_list(one.passage.text, one.sentence)),), one.passage.section)
    quotes = {
        place.item or place.sentence: (
            place.passage,
            (
                place.sentence if not asked.heading or place.item in place.sentence else place.item + place.sentence
            ).strip(),
        )
        for place in best
    }
    return TextAnswer(tuple(quotes.values())[:MOST_QUOTES], best[0].passage.section)


MOST_QUOTES, MOST_OF_SEVERAL = 3, 5
LONGEST_ITEM = 400
"""Characters of an item of a list that is quoted whole."""


def _whole_item(place: _Place) -> str:
    """The item of a list that a sentence begins, 二是兜牢“三保”底线。…, down to the end of its paragraph; else the sentence."""
    sentence = place.sentence.strip()
    line = next((one for one in place.passage.text.split("\n") if one.strip().startswith(sentence)), "").strip()
    begins = bool(line) and (NEXT_ITEM.match(line) or _BEGINS_ITEM.match(line)) and len(line) <= LONGEST_ITEM
    return line if begins else with_list(place.passage.text, place.sentence)


_BEGINS_ITEM = re.compile("[一二三四五六七八九十]+是")


def _needed(nouns: Sequence[Word]) -> list[str]:
    """What a passage must print that holds these words: the two characters at either end of what all forms of one share, as
    between these a name may be quoted, “三公”经费.
    """
    least = (min(word.forms, key=len) for word in nouns)
    shared = [one for one, word in zip(least, nouns, strict=True) if all(one in form for form in word.forms)]
    return list(dict.fromkeys(end for one in shared if not one.isascii() for end in (one[:2], one[-2:])))


def _may_tell(place: _Place, nouns: Sequence[Word], asked: Asked) -> bool:
    """Whether a sentence holds what is asked for, and all nouns stand in it or above it."""
    if asked.tells is not None and not asked.tells.search(_said_at(place, asked)):
        return False
    around = place.section + place.before + place.text
    return all(word.stands_in(around) for word in nouns)


def _said_at(place: _Place, asked: Asked) -> str:
    """What must hold what is asked for: a sentence, or what its item is headed by."""
    return NEXT_ITEM.sub("", place.item, count=1) if asked.heading else place.text


def _places(passage: Passage, years: frozenset[int]) -> Iterator[_Place]:
    """The sentences of a passage of text, but those of other years than the ones asked for."""
    if passage.kind != "prose":
        return
    section = prepare("".join(passage.section))
    elsewhen = is_of_other_year(passage, years)
    item = ""
    above: list[str] = []
    begun = None
    for sentence in sentences_of(passage.text):
        if NEXT_ITEM.match(sentence):
            item, begun = sentence, len(above)
        text = prepare(sentence)
        said = {int(year) for year in _YEAR.findall(text)}
        if not years or (said & years if said else not elsewhen):
            lead = "" if begun is None else "".join(above[max(begun, len(above) - REACH) :])
            yield _Place(passage, sentence, text, item, lead, "".join(above), section)
        above.append(text)


REACH = 3
"""Sentences above a figure in its numbered item that may say what it is of."""
_YEAR = re.compile(r"(?<![\d从自])((?:19|20)\d{2})年(?!以来|起)")


def _weight(word: Word, places: Sequence[_Place]) -> float:
    return log(1 + len(places) / (1 + sum(word.stands_in(place.text) for place in places)))


def _own(place: _Place, weights: Mapping[Word, float]) -> float:
    held = sum(weight for word, weight in weights.items() if word.stands_in(place.text))
    return held / sum(weights.values()) if weights else 1.0


def _fits(place: _Place, weights: Mapping[Word, float], asked: Asked) -> bool:
    """Whether all nouns stand in a sentence or above it, the rarest in it or its item, and it holds what is asked for."""
    nouns = [word for word in weights if word.noun]
    if not _may_tell(place, nouns, asked):
        return False
    near = place.text if asked.kind == "text" else _without_figures(place.lead, asked) + place.text
    telling = [word for word in nouns if not word.stands_in(place.section)]
    held = [word.stands_in(near) for word in _rarest(telling or nouns, weights)]
    anchored = (any(held) or not held) if asked.kind == "text" else all(held)
    anchored = anchored or (not telling and asked.kind == "number" and bool(asked.of))
    if not anchored or (asked.kind == "text" and _own(place, weights) < LEAST_OWN):
        return False
    begin = max(place.text.find(form) for word in nouns for form in word.forms) if asked.behind and nouns else 0
    return asked.tells is None or bool(asked.tells.search(_said_at(place, asked), begin))


def _rarest(words: Sequence[Word], weights: Mapping[Word, float]) -> list[Word]:
    """The words that the fewest sentences hold; several where they are as rare."""
    most = max((weights[word] for word in words), default=0.0)
    return [word for word in words if weights[word] == most]


def _without_figures(lead: str, asked: Asked) -> str:
    """What goes before a sentence but the sentences with such figures of their own: 子项目2、保洁服务20万元;"""
    return "".join(one for one in sentences_of(lead) if not (asked.tells and asked.tells.search(one)))


def _figure(asked: Asked, found: Sequence[_Place], weights: Mapping[Word, float], text: str) -> Told | None:
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
    asked: Asked, place: _Place, weights: Mapping[Word, float], text: str
) -> Iterator[tuple[float, _Place, tuple[Decimal, str]]]:
    """The clauses of a sentence with one figure as it is asked for, each with the weight of the words that it holds."""
    assert asked.tells is not None
    clauses = list(_CLAUSE.finditer(place.text))
    first = next((one for one in clauses if asked.tells.search(one.group())), None)
    for clause, after in zip(clauses, [*(one.group() for one in clauses[1:]), ""], strict=True):
        figures = list(asked.tells.finditer(clause.group()))
        if first is None or len(figures) != 1:
            continue
        said = clause.group() + after if _serves_only(after, place.text, weights) else clause.group()
        part = _PART in place.text[first.end() : clause.start() + len(_PART)]
        above = place.text[: first.end() if part else first.start()]
        held = [word for word in weights if word.stands_in(said)]
        lead = place.section + place.lead + above
        known = all(word.stands_in(lead) or word in held for word in weights if word.noun)
        bound = asked.kind == "number" or _is_bound(held, _without_figures(place.lead, asked) + above, place, weights)
        if known and bound and _moves_alike(said, text):
            yield sum(weights[word] for word in held), place, figure_in(figures[0], asked)


_PART = "其中"


def _is_bound(held: Sequence[Word], above: str, place: _Place, weights: Mapping[Word, float]) -> bool:
    """Whether a clause holds a noun, and the rarest that no heading holds, or this one stands above it without a figure."""
    telling = [word for word in weights if word.noun and not word.stands_in(place.section)]
    rarest = _rarest(telling, weights)
    return (
        any(word.noun for word in held)
        and bool(rarest)
        and all(word in held or word.stands_in(above) for word in rarest)
    )


def _serves_only(clause: str, sentence: str, weights: Mapping[Word, float]) -> bool:
    """Whether a clause says what the figure before it is for, and that is all in the question: 用于菜场及副食品行业管理."""
    if not SERVES.match(clause):
        return False
    whole = sentence[sentence.index(clause) :].split("。")[0]
    return all(any(word.stands_in(one) for word in weights) for one in ALSO.split(SERVES.sub("", whole, count=1)))


_WAYS = (
    re.compile("增加|(?<![稳促保])增长|新增|上升|提高|增[至到]|追加|多[了出]"),
    re.compile("减少|压减|下降|降低|压缩|核减|调减|缩减|削减|砍|少了"),
)


def _tells_of_move(place: _Place, question: str) -> bool:
    """Whether a sentence or its item tells of a rise or a fall, or that there was none, where the question asks for one."""
    said = f"{place.item}{place.text}"
    asks = any(way.search(question) for way in _WAYS)
    return not asks or "持平" in said or any(way.search(said) for way in _WAYS)


def _moves_alike(clause: str, question: str) -> bool:
    """Whether a clause tells of a rise or a fall if, and only if, the question asks for one: 扶贫经费压减10万元."""
    return all(bool(way.search(clause)) == bool(way.search(question)) for way in _WAYS)

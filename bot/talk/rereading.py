"""A question understood otherwise than it stands: by fewer of its words, other names, the sentences of the papers.

`bot.talk.talking` says in which order. Each gives None where it makes nothing of the question.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures import printed_spans
from bot.figures.readings import agree_by_rounding, comparable
from bot.model import Answer
from bot.names import suggest
from bot.names.organisations import owner_key
from bot.names.segment import prepare
from bot.names.terms import Sense, Token, keys_of
from bot.operations import cell_rows
from bot.reading import passed_over
from bot.reading.question import Question
from bot.reading.sayings import sayings
from bot.scope import Scope, asked, read, told_by_figure
from bot.talk.left_out import telling
from bot.talk.turn import Turn
from bot.texts import loose_rows
from bot.texts.telling_sentences import answer_by_sentences
from bot.told.quoted import answer_by_quote
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.phrases import Phrases
from index.model import Fact
from index.organisations import is_body
from index.reach import level_of
from index.store.facts import FactFilter
from index.text import core_key, has_han
from index.words import pattern_of


def over_printed_span(question: Question, scope: Scope) -> Turn | None:
    """Several years read as the one span that a form prints a figure for: before the years by themselves."""
    spanning = printed_spans.over_printed_span(question)
    turn = told_by_figure(spanning, scope) if spanning is not None else None
    found = turn.attempt if turn is not None else None
    return turn if found is not None and printed_spans.is_of_span(found.outcome) else None


def said_otherwise(turn: Turn, scope: Scope) -> Turn | None:
    """The question with a saying in the words that it mostly stands for, by the first that finds an answer."""
    question = turn.question
    said = dict.fromkeys(
        (question.text, prepare(question.text))
    )  # as typed, and as patterns are written: ？ as ?, no brackets' signs
    for saying in sayings(_OTHERWISE) if question.language == "zh" else ():
        for text in dict.fromkeys(text for one in said if (text := saying.outright(one)) != one):
            found = asked(read(text, scope, question.language), scope)
            if found.answer.status == "answered":
                return found
    return None


_OTHERWISE = "otherwise.zh.yaml"


def why_none(turn: Turn, scope: Scope) -> Turn | None:
    """Why there is none of something: the sentence that says so, where it tells why."""
    question = turn.question
    said = _WHY_NONE.search(question.text) if question.language == "zh" else None
    if said is None:
        return None
    found = asked(read(f"{question.text[: said.start()]}有没有{said['what']}?", scope, question.language), scope)
    told = any(_TOLD_WHY.search(one.quote) for one in found.answer.citations if one.kind == "passage")
    if found.answer.status != "answered" or found.answer.truth or not told:
        return None
    return replace(turn, answer=replace(found.answer, truth=None, value=None, unit=None), attempt=None)


_WHY_NONE = pattern_of("asked.zh.yaml", "why_none", "asked")
_TOLD_WHY = pattern_of("asked.zh.yaml", "why_none", "told")


def by_treasury_alone(turn: Turn, scope: Scope) -> Turn | None:
    """The whole budget of the year before by that of 财政拨款, which the text tells: where this year all money is of it."""
    question = turn.question
    for saying in sayings(_BY_TREASURY) if question.language == "zh" else ():
        text = saying.outright(question.text)
        found = told_by_figure(read(text, scope, question.language), scope) if text != question.text else None
        fact = found.attempt.outcome.readings[0].fact if found is not None and found.attempt is not None else None
        if fact is not None and fact.derived and _is_all_money(fact, scope.tools):
            return _noted(found, "notice_treasury", year=str(fact.year))
    return None


_BY_TREASURY = "whole_by_treasury.zh.yaml"
_TOTALS = frozenset(f"{side}{end}" for side in ("收入", "支出") for end in ("总计", "合计"))


def _is_all_money(before: Fact, tools: Tools) -> bool:
    """Whether the largest total of the paper is the figure of the year after, from which the one before is worked out."""
    row, papers = core_key(before.row), frozenset({before.document})
    told = tools.store.facts(FactFilter(papers, row_keys=_TOTALS | {row}))
    own = [one for one in told if before.year and one.year == before.year + 1 and one.value is not None]
    now = [
        one for one in own if core_key(one.row) == row and one.table == before.table and "增减" not in one.column[-1]
    ]
    totals = [one for one in own if core_key(one.row) in _TOTALS and one.source == "table"]
    whole = max(totals, key=lambda one: comparable(one) or 0, default=None)
    return bool(now) and whole is not None and agree_by_rounding(now[0], whole)


def without_light_words(turn: Turn, scope: Scope) -> Turn | None:
    """The question without the words that change no figure, which the answer names: the least that can be changed in it."""
    light = passed_over.passed_over(turn.question)
    if light is None:
        return None
    question, words = light
    found = told_by_figure(question, scope)
    return found if found is None else telling(found, "notice_passed_over", words)


def beside_its_words(turn: Turn, scope: Scope) -> Turn | None:
    """The question with what papers mostly lack as words of the sentence that tells its figure."""
    stated = passed_over.beside_its_words(turn.question)
    return told_by_figure(stated, scope) if stated is not None else None


def by_own_names(turn: Turn, scope: Scope) -> Turn | None:
    """The question read by the names of the papers of the organisation that it names, those of others left aside; None
    where these give no figure either: 教育收费 is 专户管理的教育收费 here, whatever another paper calls by that name.
    """
    question, held = turn.question, scope.tools.catalogue.documents
    own = question.frame.documents if question.frame.organisations_named else _papers_of_units(question, scope.tools)
    owners = {owner_key(held[one].organisation) for one in own}
    if len(owners) != 1 or len(own) == len(held):
        return None
    alone = scope.narrowed(own)
    reread = read(question.text, alone, question.language)
    return told_by_figure(reread, alone) or without_light_words(replace(turn, question=reread), alone)


def by_paper_of_row(turn: Turn, scope: Scope) -> Turn | None:
    """A body that was read as a row of its government's forms, by the body's own papers: 县交通局…（某县） is of 某县交通局."""
    question, linker = turn.question, scope.tools.linker
    places = [token for token in question.tokens if _is_government(token, scope.tools)]
    if question.language != "zh" or len({token.surface for token in places}) != 1:
        return None
    for body in question.strong_terms:
        if not body.sense("name") or not is_body(body.surface):
            continue
        said = [places[0].surface + body.surface.removeprefix(level) for level in ("", places[0].surface[-1])]
        own = next((one for one in said if any(_is_own(sense) for sense in linker.senses(one))), "")
        if own:
            told = (own if one is body else one.surface for one in question.tokens if one not in places)
            return told_by_figure(read("".join(told), scope, question.language), scope)
    return None


def _is_own(sense: Sense) -> bool:
    return sense.kind == "organisation" and not sense.weak


def _is_government(token: Token, tools: Tools) -> bool:
    """Whether a token names a government by papers of its own."""
    held = tools.catalogue.documents
    own = [one for sense in token.senses if _is_own(sense) for one in sense.keys]
    return bool(own) and all(level_of(held[one].organisation) for one in own)


def _papers_of_units(question: Question, tools: Tools) -> frozenset[str]:
    """The papers that alone have a row of a body that the question names without its department."""
    names = tools.catalogue.names
    keys = (
        key
        for token in question.strong_terms
        if token.sense("name") and is_body(token.surface)
        for key in keys_of(token)
    )
    return frozenset(one for key in keys if key in names for one in names[key].documents)


def by_cell(turn: Turn, scope: Scope) -> Turn | None:
    """The rows that a column of words tells apart, where only its words are unknown: 公开招标的项目有哪些."""
    found = cell_rows.by_cell(turn.question, scope.tools)
    if found is None:
        return None
    return Turn(turn.question, write_figure(found, turn.question, scope.tools), found)


def by_chinese_names(turn: Turn, scope: Scope) -> Turn | None:
    """An English question over papers in Chinese by what these call its names: special-purpose vehicles, which only their
    text tells, as 特种专业技术用车.
    """
    question, held = turn.question, scope.tools.catalogue.documents
    if question.language != "en" or not all(has_han(held[one].organisation) for one in question.frame.documents):
        return None
    said = [token.surface for token in question.tokens]
    told = [_in_chinese(token, scope.tools) for token in question.tokens]
    if said == told:
        return None
    reread = asked(read(" ".join(told), scope, question.language), scope)
    found = reread if reread.answer.value is not None else by_own_names(reread, scope)
    if found is None or found.answer.status != "answered" or found.answer.value is None:
        return None
    one = found.attempt is None or found.attempt.plan.operation in ("lookup", "quantity")
    costs = (
        "count" in question.operations and found.answer.unit == "元"
    )  # how many official vehicles, not what they cost
    return found if one and not costs else None


def _in_chinese(token: Token, tools: Tools) -> str:
    """What the field calls a thing in Chinese that a token says in English; the token's own words for any other."""
    named = token.has("name") or token.has("absent")
    if not named or token.has("organisation") or not token.surface.isascii():
        return token.surface
    lexicon = tools.catalogue.lexicon
    names = {lexicon.terms[at].name for at in lexicon.by_word.get(token.surface, ())}
    return names.pop() if len(names) == 1 else token.surface


def in_text(turn: Turn, scope: Scope) -> Turn | None:
    """The sentences of the papers that tell what the question asks."""
    told = answer_by_sentences(turn.question, scope.tools) or answer_by_quote(turn.question, scope.tools)
    named = turn.question.ranges_over != "projects" or turn.question.language == "en"
    of_it = told is not None and (named or any(_SAYS_PROJECT.search(one.quote) for one in told.citations))
    if told is not None and _counts_units(turn.question):
        of_it = any(_COUNTS_BODIES.search(one.quote) for one in told.citations)
    return replace(turn, answer=told) if told is not None and of_it else None


def _counts_units(question: Question) -> bool:
    """Whether it is asked how many of the units have something."""
    units = any(one.has("over", "organisations") and one.surface.endswith("单位") for one in question.tokens)
    return units and "count" in question.operations


_SAYS_PROJECT = re.compile("项目|工程|专项")
"""What a sentence has that tells of projects, where it is asked which there are."""
_COUNTS_BODIES = re.compile(r"[\d一二三四五六七八九十两](?:个|家|所)")
"""And that counts bodies, where it is asked how many there are that have something."""


def by_meant_row(turn: Turn, scope: Scope) -> Turn | None:
    """The question asked by the label of the one row that its unknown words mean, which the answer tells."""
    meant = loose_rows.by_meant_row(turn.question, scope.tools.catalogue)
    if meant is None:
        return None
    text, said, label = meant
    found = told_by_figure(read(text, scope, turn.question.language), scope)
    return _noted(found, "notice_near", asked=said, name=label)


def _noted(turn: Turn | None, notice: str, **said: str) -> Turn | None:
    """A turn that was found, with a remark on how the question was understood."""
    if turn is None:
        return None
    return replace(turn, answer=turn.answer.noted(Phrases(turn.question.language).say(notice, **said)))


def with_near_names(turn: Turn, scope: Scope) -> Turn:
    """The refusal, with what could be asked instead."""

    def ask(text: str) -> Answer:
        return asked(read(text, scope, turn.question.language), scope).answer

    answer = suggest.with_near_names(turn.answer, turn.question, scope.tools.catalogue, scope.near, ask)
    return replace(turn, answer=answer)

"""A follow-up edits the question before it: "那项目支出呢？" "2024年呢？" "占多少？" The edit that finds figures wins."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from bot.answering import answer_question
from bot.figures.places import names_own
from bot.figures.readings import same_row
from bot.figures.sides import SIDES
from bot.grammar.base import names_two_kinds
from bot.model import Answer
from bot.names.budget_words import BUDGET_WORDS
from bot.names.terms import keys_of
from bot.operations.attempts import Attempt, attempt
from bot.reading.operands import is_basis
from bot.reading.question import Question, is_context, is_limit, is_strong, is_term
from bot.talk.bodies import (
    as_owner_or_row,
    is_body_for_thing,
    measures_of,
    names_only_body,
    things_of,
    unit_before,
)
from bot.talk.edits import (
    OF_FUND,
    edits_of,
    held_against_budget,
    is_of_row,
    of_row_before,
    whole_of_share,
)
from bot.talk.followup_figures import (
    asks_own_amount,
    of_figures,
    of_several,
    operation_on_all,
    ranked_beside,
    refused_part,
    together,
)
from bot.talk.followup_texts import (
    OF_OWNERS,
    OF_PROJECTS,
    earlier_terms,
    follow_text,
    noted,
    reason_of_move,
    text_of_other,
    told_of,
    use_told,
)
from bot.talk.mixed import mixes
from bot.talk.narrowing import (
    LACKS_SUBJECT,
    edits_one,
    in_same_form,
    is_other,
    lacks_part,
    names_cell,
    names_row,
    narrows,
    parts_off,
    row_or_whole,
    says_fund,
    whole_of_column,
)
from bot.talk.share_points import moved_points_of_talk
from bot.talk.turn import POINTS_BACK, Turn, merged_frame, points_within, within
from bot.talk.whereabouts import whereabouts
from bot.texts.goals import answer_goals
from bot.texts.payers import paid_by_of
from bot.tools import Tools
from bot.writing.answers import write_figure, write_goals
from bot.writing.phrases import Phrases
from bot.writing.writer import choice_of
from index.store.facts import FactFilter
from index.text import column_item, column_key, core_key

_ITS_OWN = re.compile(r"\bits\b|\bof (?:it|that|this)\b", re.I)
"""What follows is of the thing asked about before, though a form has a row or column of that name for all."""
_WHOLE = re.compile(r"总额|总数|总量|总共|总计|一共|全部|整个|total|altogether", re.I)
SHORT = 14
"""A question of no more characters may be the rest of the one before."""


def follow(turn: Turn, talk: Sequence[Turn], tools: Tools, *, same_sentence: bool = False) -> Turn:
    """The turn with what the talk before gives; as it is where the question stands by itself."""
    question = turn.question
    told = whereabouts(turn, talk[-1], tools) or _of_the_same_row(turn, talk[-1], tools)
    told = told or moved_points_of_talk(turn, talk, tools)
    if told:
        return told
    paid = paid_by_of(question, talk[-1].question, tools)
    if paid is not None:
        return replace(turn, question=talk[-1].question, answer=paid, attempt=None, leans=True)
    of_fund = ("口径" in question.text and says_fund(question, tools)) or (
        same_sentence and _of_row_before(question, talk[-1], tools)
    )
    blank = _of_blank(question, talk[-1])
    leans = of_fund or blank or _leans(question, turn.answer) or _strays(turn, talk[-1].question, tools)
    if not leans:
        return turn
    of_it = _works_out(question) or lacks_part(question, talk[-1].question)
    if of_it and not question.texts and talk[-1].answer.status in ("not_found", "clarify" if same_sentence else ""):
        return replace(turn, leans=True)  # 占多少 after a refusal is of what was not found
    refused, talk = talk[-1], _without_asides(talk, question)
    lost = points_within(question) and refused.answer.status == "not_found" and bool(refused.question.unexplained)
    if lost or _of_refused(question, refused, talk[-1].question, tools):
        return _not_told(turn, refused.question)
    points = POINTS_BACK.search(question.text) or points_within(question)
    if not (points and len(question.strong_terms) < 2) and asks_own_amount(question, talk[-1].attempt):
        own = _bound(turn, talk[-1].question, tools)
        if own.answer.status == "answered":
            return own
    last = talk[-1] if question.texts else _figure_turn(talk)
    before = _base(talk) if _WHOLE.search(question.text) and not question.strong_terms else last
    if question.nth and not question.strong_terms:
        before = next((one for one in reversed(talk) if one.attempt and one.attempt.plan.operation == "rank"), before)
    if "reason" in question.texts and not question.strong_terms:
        told = _reason(turn, _of_later_year(before), _base(talk).question, tools)
        return reason_of_move(turn, before, told, tools) or told
    if (used := use_told(turn, before, tools)) is not None:
        return used
    if question.operations & {"share", "ratio"}:
        before = replace(before, question=_of_later_year(before))
    if before.attempt is not None:
        held = held_against_budget(question, before.attempt)
        of_row = None if held is question else _of_one_row(question, held, before, tools)
        if of_row is not None:
            return of_row
        question = held
        turn = replace(turn, question=question)
    if operation_on_all(question) and not question.strong_terms and not names_two_kinds(question):
        joined = together(turn, talk, tools)
        if joined is not None:
            return joined
        if (lacks := refused_part(question, talk)) is not None:
            return _not_told(turn, lacks.question)
    several = of_several(question)
    again = of_figures(turn, last, talk, tools)
    if again is not None:
        return again
    edited = _by_edit(turn, before, tools, several=several, of_fund=of_fund, blank=blank, same_sentence=same_sentence)
    return edited or ranked_beside(question, before, tools) or _without_edit(turn, before, _base(talk).question, tools)


def _by_edit(
    turn: Turn,
    before: Turn,
    tools: Tools,
    *,
    several: bool,
    of_fund: bool,
    blank: Answer | None,
    same_sentence: bool,
) -> Turn | None:
    """The turn as the best edit of the question before; None where none finds anything."""
    question, earlier = turn.question, before.question
    of_body = names_only_body(question)
    fewest = 2 if several else 0
    readings = as_owner_or_row(question, earlier, tools) if of_body else (question,)
    tried = (_best_edit(one, earlier, before.attempt, tools, fewest, same_sentence=same_sentence) for one in readings)
    best = next(filter(None, tried), None)
    if best is None and several:
        return turn
    if blank and (best is None or not set(earlier.strong_terms) & set(best[1].tokens)):
        return replace(turn, answer=blank, attempt=None, leans=True)
    if best is None:
        return None
    told = told_of(question, best[1], before, tools)
    if told is not None:
        return told
    stands = _stands(turn, before, same_sentence=same_sentence) and not of_fund
    if stands and turn.attempt is not None and turn.attempt.worth >= best[0]:
        beside = in_same_form(question, before.attempt, turn.attempt, tools)
        return _in_same_form(question, question, beside, turn.attempt, tools) if beside else turn
    whole = whole_of_column(question, best[1], before.attempt, tools)
    if whole and _WHOLE.search(question.text):
        return row_or_whole(question, best[1], whole, tools)
    answer, kept = answer_question(best[1], tools)
    beside = in_same_form(question, before.attempt, kept, tools)
    if beside and kept:
        return _in_same_form(question, best[1], beside, kept, tools)
    if whole and answer.value is None:
        answer = replace(answer, choices=(choice_of(whole.outcome.readings[0], Phrases(question.language)),))
    return Turn(best[1], noted(answer, question, best[1]), kept, leans=True)


def _without_edit(turn: Turn, before: Turn, base: Question, tools: Tools) -> Turn:
    """The turn where no edit of the question before finds a figure: of the fund alone, refused, or what the text tells."""
    question, earlier = turn.question, before.question
    if says_fund(question, tools) and OF_FUND.search(question.text):
        edited = next(edits_of(question, earlier, before.attempt, tools))
        return Turn(edited, *answer_question(edited, tools), leans=True)
    if names_only_body(question) and (earlier.texts or measures_of(earlier)):
        found = _of_other_body(turn, before, tools) or text_of_other(turn, earlier, tools)
        return found or _not_told(turn, earlier, measures_of(earlier))
    for_thing = turn.attempt and is_body_for_thing(earlier, question, turn.attempt)
    unit = unit_before(question, earlier, before.attempt)
    if for_thing or unit:
        return _not_told(turn, earlier, unit)
    whose = base if set(question.texts) & OF_PROJECTS else earlier
    return follow_text(_bound(turn, earlier, tools), whose, tools)


def _of_other_body(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """What was asked before of the body now named, with whatever else a figure is found by than its names: 预算总额."""
    for question in as_owner_or_row(turn.question, before.question, tools):
        edited = next(edits_of(question, before.question, before.attempt, tools))
        answer, kept = answer_question(edited, tools)
        of_body = kept is not None and is_body_for_thing(before.question, edited, kept)
        if kept is not None and not of_body and answer.status == "answered":
            return Turn(edited, noted(answer, question, edited), kept, leans=True)
    return None


def _stands(turn: Turn, before: Turn, *, same_sentence: bool) -> bool:
    """Whether the turn's own answer may be what is asked, as it names all that it is of."""
    question, earlier = turn.question, before.question
    narrower = (earlier.frame.organisations_named and not question.frame.organisations_named) or (
        earlier.frame.years is not None and question.frame.years is None
    )
    nameless = "share" in question.operations or (same_sentence and _goes_on(question, earlier))
    return (
        bool(question.names)
        and not narrower
        and not names_only_body(question)
        and (bool(question.strong_terms) or not nameless)
        and not LACKS_SUBJECT.search(question.text)
        and not _ITS_OWN.search(question.text)
        and not (whole_of_share(before.attempt) and not question.operations and not _complete(question))
        and turn.answer.status == "answered"
    )


def _in_same_form(question: Question, edited: Question, found: Attempt, usual: Attempt, tools: Tools) -> Turn:
    """The figure of the form that the talk is about, with the usual one of that name to choose."""
    phrases = Phrases(question.language)
    other = usual.outcome.readings[0]
    answer = write_figure(found, edited, tools)
    noted = answer.noted(phrases.say("notice_same_form", form=phrases.place(found.outcome.readings[0].fact)))
    return Turn(edited, replace(noted, choices=(choice_of(other, phrases),)), found, True)


def _of_row_before(question: Question, before: Turn, tools: Tools) -> bool:
    """Whether a part of a sentence names only another column of the row just told: X中财政拨款多少，事业收入多少."""
    held = before.attempt
    if held is None or held.plan.operation != "lookup" or not held.outcome.readings or question.operations:
        return False
    fact = held.outcome.readings[0].fact
    terms = question.strong_terms
    if not fact.table_id or not terms or not any(core_key(fact.row) in keys_of(term) for term in held.plan.operands[0]):
        return False
    beside = FactFilter(documents=frozenset({fact.document}), row_keys=frozenset({core_key(fact.row)}))
    columns = {column_key(column_item(one.column)) for one in tools.store.facts(beside)}
    return all(keys_of(term) & columns for term in terms)


def _reason(turn: Turn, earlier: Question, base: Question, tools: Tools) -> Turn:
    """Why the figure before is as it is: after 去年呢, too, the paper tells it of the year that the talk began with."""
    for before in (earlier, base):
        told = follow_text(turn, before, tools)
        if told is not turn and (told.attempt is None or told.question.operations):
            return told
    found = _bound(turn, earlier, tools)
    if found.answer.status == "answered":
        return found
    phrases = Phrases(turn.question.language)
    asked = phrases.say("joiner").join(token.surface for token in earlier_terms(earlier)) or earlier.text
    return replace(found, answer=Answer("not_found", phrases.say("not_found_reason", asked=asked)))


def _of_later_year(turn: Turn) -> Question:
    """The question of a turn; where it held two years of one figure against each other, about the later of them."""
    facts = [reading.fact for reading in turn.attempt.outcome.readings] if turn.attempt else []
    years = {fact.year for fact in facts if fact.year}
    if len(years) < 2 or not all(same_row(facts[0], fact) for fact in facts):
        return turn.question
    tokens = tuple(token for token in turn.question.tokens if not token.has("year"))
    return replace(turn.question, tokens=tokens, frame=turn.question.frame.with_years(max(years)))


def _of_one_row(question: Question, held: Question, before: Turn, tools: Tools) -> Turn | None:
    """The outturn before against its budget, as `held` asks, under the names that led to it, or that no budget of it is told:
    the whole's is never its; None where these name no thing but a total.
    """
    edited = of_row_before(held, before.question)
    answer, kept = answer_question(edited, tools)
    if kept is not None and before.attempt is not None and is_of_row(kept, before.attempt):
        return Turn(edited, noted(answer, question, edited), kept, leans=True)
    if not things_of(before.question) or (before.attempt and before.attempt.outcome.readings[0].fact.total):
        return None
    own = replace(before.question, tokens=())  # its names once, in the refusal
    return Turn(edited, answer, None, leans=True) if kept is None else _not_told(before, own)


def _of_the_same_row(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """得了多少分 after a question about a performance indicator: what the same row of the form says of that."""
    named = any(token.has("organisation") for token in turn.question.tokens)
    if before.answer.plan.get("operation") != "goals" or named:
        return None
    found = answer_goals(within(turn.question, before.question), tools, before.question)
    return Turn(before.question, write_goals(found, turn.question, tools), None, leans=True) if found else None


def _best_edit(
    question: Question, earlier: Question, before: Attempt | None, tools: Tools, fewest: int, *, same_sentence: bool
) -> tuple[float, Question] | None:
    """The edit that finds the best answer with `fewest` lines or more, with its worth.

    A new name that a figure has only around its cell (the form's title, a heading) narrows nothing: 公务接待费, then 会议费.
    Where only a year or a kind is new (2025年预算呢), what was asked of it stays.
    """
    found = []
    fund = says_fund(question, tools)
    unknown = bool(question.strong_terms) and all(map(is_context, question.strong_terms))
    leads = unknown or _names_no_thing(question) or (same_sentence and _goes_on(question, earlier))
    of_it = points_within(question) and all(map(is_basis, question.strong_terms))  # 其中财政拨款的: of the same thing
    kept = things_of(earlier) if leads else frozenset()
    kept |= frozenset(
        term.surface for term in earlier.strong_terms if of_it and not is_basis(term) and not is_limit(term)
    )
    unit = unit_before(question, earlier, before)
    of_side = any(term.surface in SIDES for term in question.terms)  # 收入呢: all that the unit has of it
    for edited in edits_of(question, earlier, before, tools):
        dropped = (bool(kept) and kept.isdisjoint(things_of(edited))) or not unit <= things_of(edited)
        tried = None if edited.blockers or dropped else attempt(edited, tools)
        if tried is not None and not of_side and is_body_for_thing(earlier, edited, tried):
            continue  # 机关运行经费, then 公证处呢: not all that the unit has
        if tried is not None and mixes(question, earlier, before, tried):
            continue
        if tried is not None and tried.outcome.status == "answered" and len(tried.outcome.lines) >= fewest:
            narrowed = before is not None and narrows(before, tried)
            of_fund = fund and ("口径" in question.text or is_other(before, tried))
            apart = not narrowed or points_within(question) or of_fund or parts_off(before, tried)
            own = edits_one(before, tried, question)
            found.append(_Edited(tried.worth, edited, names_cell(question, tried, tools), narrowed, apart, own))
    if (points_within(question) or fund) and any(one.narrowed and one.apart for one in found):
        found = [one for one in found if one.narrowed]
    found = [one for one in found if one.apart] or found
    told = [one for one in found if one.names_cell] or found
    whole = whole_of_share(before) if not question.operations else frozenset()
    told = [one for one in told if whole <= {token.surface for token in one.question.tokens}] or told
    told = [one for one in told if one.own] or told
    best = max(told, key=lambda one: one.worth, default=None)
    return best and (best.worth, best.question)


class _Edited(NamedTuple):
    """An edit that finds an answer: how good that is, and what speaks for and against this reading of the follow-up."""

    worth: float
    question: Question
    names_cell: bool
    narrowed: bool
    apart: bool
    own: bool


def _names_no_thing(question: Question) -> bool:
    """Whether a question names years and kinds and nothing that a figure is of: 2025年预算呢."""
    named = [term for term in question.terms if not term.has("frame") and not term.has("kind")]
    dated = question.frame.years is not None or question.frame.kinds is not None
    return dated and all(term.surface in BUDGET_WORDS for term in named)


def _goes_on(question: Question, earlier: Question) -> bool:
    """Whether a part of a sentence that names nothing itself is of what the part before names: 有几个项目，涉及多少预算资金."""
    return bool(things_of(earlier)) and not any(is_strong(term) or term.has("side") for term in question.names)


def _bound(turn: Turn, earlier: Question, tools: Tools) -> Turn:
    """A follow-up that fits no earlier words is still about the earlier organisation and year, never about another's."""
    question = turn.question
    if question.ranges_over == "organisations" or names_own(question, tools):
        return turn
    bare = not any(is_term(token) or token.has("text") for token in question.tokens)
    if bare and (_names_frame(question) or question.operations & {"change", "changed"}):
        edited = next(edits_of(question, earlier, None, tools))
        return Turn(edited, *answer_question(edited, tools), leans=True)
    frame = merged_frame(question, earlier, tools)
    if frame == question.frame:
        return turn
    question = replace(question, frame=frame)
    return Turn(question, *answer_question(question, tools), leans=True)


def _names_frame(question: Question) -> bool:
    """Whether the question names an organisation, a year or a kind."""
    return question.frame.organisations_named or question.frame.years is not None or question.frame.kinds is not None


def _strays(turn: Turn, earlier: Question, tools: Tools) -> bool:
    """Whether a question without an organisation was answered from another one's documents than the talk is about."""
    question = turn.question
    if turn.answer.status != "answered" or within(question, earlier) is question:
        return False
    if question.ranges_over == "organisations" or names_own(question, tools):
        return False
    return any(citation.document_id not in earlier.frame.documents for citation in turn.answer.citations)


def _base(talk: Sequence[Turn]) -> Turn:
    """The last question that stood by itself: what was narrowed down since (其中货物呢) was a part of it."""
    return next((turn for turn in reversed(talk) if not turn.leans), talk[-1])


def _figure_turn(talk: Sequence[Turn]) -> Turn:
    """The last question for a figure: 为什么 after it asks about that figure, and what follows is about it again."""
    last = talk[-1]
    asides = len(talk) > 1 and last.leans and "reason" in last.question.texts
    return talk[-2] if asides else last


def _without_asides(talk: Sequence[Turn], question: Question) -> Sequence[Turn]:
    """The talk without questions at its end that got no answer: what named nothing, 平均到每个人呢, and any where another
    item is named now.
    """
    another = bool(question.strong_terms) and not (points_within(question) or names_only_body(question))
    told = [
        number
        for number, turn in enumerate(talk)
        if turn.attempt or turn.answer.status == "answered" or (turn.question.names and not another)
    ]
    return talk[: told[-1] + 1] if told else talk


def _of_refused(question: Question, last: Turn, earlier: Question, tools: Tools) -> bool:
    """Whether a column is named, 项目支出呢, behind an item that the documents lack: the answer is not that of all items."""
    lacking = last.answer.status == "not_found" and last.attempt is None and bool(last.question.strong_terms)
    if not lacking or not question.strong_terms:
        return False
    alone = attempt(replace(question, frame=merged_frame(question, earlier, tools)), tools)
    return alone is not None and alone.plan.operation == "lookup" and not names_row(alone, question)


def _of_blank(question: Question, before: Turn) -> Answer | None:
    """比预算省了多少 after a figure whose cell is blank: nothing can be worked out of it, and the whole budget is not meant."""
    held = before.attempt
    works_out = question.operations & {"share", "ratio", "difference", "changed", "change"}
    anew = question.strong_terms or question.texts or any(token.has("organisation") for token in question.tokens)
    if held is None or held.plan.operation != "lookup" or held.outcome.value is not None or anew or not works_out:
        return None
    phrases, facts = Phrases(question.language), [reading.fact for reading in held.outcome.readings]
    names = phrases.say("joiner").join(dict.fromkeys(map(phrases.what, facts)))
    return Answer("not_found", phrases.say("blank_operand", names=names)) if facts else None


def _not_told(turn: Turn, refused: Question, unit: Set[str] = frozenset()) -> Turn:
    """The refusal of what is asked now of what was asked before; of the unit alone that was asked about, where it is one."""
    phrases = Phrases(turn.question.language)
    named = refused.terms if unit else refused.strong_terms
    before = [term for term in named if not unit or term.surface in unit][-1 if unit else 0 :]
    now = turn.question.strong_terms or (turn.question.names if unit else ())
    asked = phrases.say("joiner").join(term.surface for term in (*before, *now))
    return replace(
        turn,
        answer=Answer("not_found", phrases.say("not_found_combination", asked=asked, nearest="")),
        attempt=None,
        leans=True,
    )


def _works_out(question: Question) -> bool:
    """Whether all that is asked is something about the figure before: 占多少, 差多少."""
    named = question.names or _names_frame(question) or question.amounts
    return not named and bool(question.operations & {"share", "ratio", "difference", "changed"})


def _leans(question: Question, answer: Answer) -> bool:
    if question.blockers:
        return False
    if answer.status == "answered" and question.strong_terms and _claims(question):
        return False
    return (
        answer.status != "answered"
        or bool(POINTS_BACK.search(question.text))
        or (len(question.text) <= SHORT and not _complete(question))
        or names_only_body(question)
        or (not question.names and operation_on_all(question) == "compare")
    )


def _complete(question: Question) -> bool:
    """Whether a short question names what it is about and asks by itself: 多少, or 某局下属单位都有哪些."""
    if question.frame.organisations_named and set(question.texts) & OF_OWNERS:
        return True
    return bool(question.strong_terms) and any(
        token.surface.startswith(("多少", "是多少", "how much")) for token in question.tokens
    )


def _claims(question: Question) -> bool:
    """Whether an amount is to be checked."""
    return bool(question.amounts) and "whether" in question.operations

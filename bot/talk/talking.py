"""A question within a talk, to turns: cut into parts, each read, answered, and where nothing is found understood otherwise.

ALONE and IN_TALK say in which order; only what gives an answer takes the place of a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.model import Answer
from bot.names.governments import asks_of_government, sides_of_no_fund
from bot.names.segment import prepare
from bot.names.sorts_of_bodies import without_listed
from bot.names.terms import Token
from bot.operations.checked_claims import Check, check_of, gap_of_check, held_apart, with_asked
from bot.reading.denied import without_denied_in_brackets
from bot.reading.elided import spelled_out, with_beginnings
from bot.reading.former_latter import with_two_named
from bot.reading.glossed import without_gloss
from bot.reading.per_each import per_each
from bot.reading.plain_english import in_plain_english, without_told
from bot.reading.relative_years import without_premise
from bot.reading.sayings import outright
from bot.reading.shared_ends import with_listed_names, with_shared_end
from bot.reading.spaces import with_commas
from bot.scope import Scope, asked, read, read_tokens
from bot.talk import rereading
from bot.talk.blank_part import of_row_told
from bot.talk.carried import with_carried
from bot.talk.claimed_largest import Claim, claim_of, held_against
from bot.talk.compound import split_question
from bot.talk.each_asked import each_by_itself, share_of_each_year
from bot.talk.followup import follow
from bot.talk.left_out import telling, with_left_out
from bot.talk.of_first import cell_of_first
from bot.talk.said_before import as_meant
from bot.talk.share_points import moved_points, not_of_part_alone
from bot.talk.shared_out import shared_out, tells_whole
from bot.talk.turn import Turn, counts_still, falls_with, of_same_time, points_within, spent_on_it, within
from bot.texts.goals import answer_goals, asks_goals
from bot.told.figures import is_told, tell
from bot.told.text import text_told
from bot.writing.answers import write_figure, write_text
from bot.writing.phrases import Phrases
from bot.writing.refusals import unexplained
from index.text import simplify

Otherwise = Callable[[Turn, Scope], Turn | None]

IN_TALK: tuple[Otherwise, ...] = (rereading.without_light_words, rereading.beside_its_words)
"""A part that found nothing, before it is looked at what the talk gives."""
AFTER_TALK: tuple[Otherwise, ...] = (rereading.in_text,)
"""And behind that: what was asked before says more of what is meant than words that stand in a text."""
ALONE: tuple[Otherwise, ...] = (
    rereading.said_otherwise,
    rereading.why_none,
    rereading.without_light_words,
    rereading.beside_its_words,
    each_by_itself,
    share_of_each_year,
    moved_points,
    rereading.by_own_names,
    rereading.by_paper_of_row,
    rereading.by_treasury_alone,
    rereading.by_cell,
    rereading.by_chinese_names,
    rereading.in_text,
    rereading.by_meant_row,
    rereading.with_near_names,
)
"""A part that found nothing, where it begins a talk."""


def turns_of(text: str, earlier: Sequence[Turn], scope: Scope, language: str) -> list[Turn]:
    """One turn for each part of a question, in order; where nothing is found, of an English one without what is only told.

    Chinese is read in simplified characters, whichever it is written in: patterns of how people ask are written in these.
    """
    if language == "zh":
        named = with_two_named(with_commas(simplify(text)), scope.tools.linker.link)
        meant = as_meant(named, earlier, scope.tools.catalogue)
        if meant.lost:
            return [Turn(read(text, scope, language), Answer("clarify", Phrases(language).say("clarify_none")), None)]
        return _with_shared_out(meant.text, meant.talk, scope, bound=meant.bound)
    turns = _turns_of(text, earlier, scope, language)
    if any(turn.answer.status != "not_found" for turn in turns):
        return turns
    for shorter, left in without_told(text, scope.tools.linker.link):
        again = _turns_of(shorter, earlier, scope, language)
        if all(turn.answer.status != "not_found" for turn in again):
            return [*again[:-1], telling(again[-1], "notice_passed_over", left)] if left else again
    return turns


def _with_shared_out(text: str, talk: Sequence[Turn], scope: Scope, *, bound: bool) -> list[Turn]:
    """The turns of a Chinese question; where nothing is found, or only the whole, what that comes to for each of its things."""

    def ask(other: str) -> list[Turn]:
        return _turns_of(other, talk, scope, "zh", bound=bound)

    turns, per = ask(text), per_each(prepare(text))
    told = any(turn.answer.status == "answered" and (turn.attempt or turn.answer.value is not None) for turn in turns)
    if per is None or (told and not tells_whole(per, text, turns)):
        return turns
    found = shared_out(per, turns[-1], talk[-1] if talk else None, ask, scope)
    if found is not None:
        return [found]
    return [Turn(turns[0].question, unexplained(turns[0].question), None)] if told and per.definite else turns


def _turns_of(text: str, earlier: Sequence[Turn], scope: Scope, language: str, *, bound: bool = False) -> list[Turn]:
    """The turns of a question as it stands; one that is `bound` goes on with the last of the talk as a part of its sentence."""
    told = _told_in_english(text, earlier, scope) if language == "en" else None
    if told is not None:
        return [told]
    linker = scope.tools.linker
    text = without_listed(
        linker.records.without_remarks(without_premise(without_denied_in_brackets(text))), scope.tools.catalogue
    )
    text = without_gloss(with_listed_names(text, linker.senses), linker)
    prepared = prepare(text)
    whole = linker.cut_bodies.made_whole(prepared)
    whole = outright(whole, "auditors.zh.yaml") if language == "zh" else whole
    checked = _checked(check_of(whole), earlier, scope, language) if language == "zh" else None
    if checked is not None:
        return checked
    largest = _largest(claim_of(whole), earlier, scope, language) if language == "zh" else None
    if largest is not None:
        return [largest]
    spelled = with_shared_end(spelled_out(whole), linker.senses)
    if spelled != prepared:
        text, prepared = spelled, prepare(spelled)
    tokens = linker.link(text)
    plain = in_plain_english(text, tokens) if language == "en" else text
    if plain != text:
        text, prepared = plain, prepare(plain)
        tokens = linker.link(text)
    before = earlier[-1].question.tokens if earlier else ()
    catalogue = scope.tools.catalogue
    whole_place = asks_of_government(tokens, catalogue)
    no_fund = sides_of_no_fund(tokens, catalogue) if whole_place else {}
    begun = with_beginnings(tokens, prepared, before, of_government=whole_place, no_fund=no_fund)
    if begun != prepared:
        text, prepared = begun, prepare(begun)
        tokens = linker.link(text)
    parts = split_question(tokens, prepared)
    if len(parts) < 2 or _of_one_row(text, tokens, scope, language):
        parts = [text]
    talk = list(earlier)
    for number, part in enumerate(parts):
        turn = _turn(part, scope, language, talk, same_sentence=bound or number > 0)
        if number == 0 or not falls_with(turn, talk[-1]):
            talk.append(turn)
    return with_left_out(talk[len(earlier) :], whole, prepared)


def _told_in_english(text: str, earlier: Sequence[Turn], scope: Scope) -> Turn | None:
    """The turn of a question in English that the running text of a paper answers; None for any other."""
    if not scope.papers.within(scope.tools.catalogue.documents):
        return None
    question = read(text, scope, "en")
    found = tell(question, scope.tools, scope.papers, earlier[-1].attempt if earlier else None)
    if found is not None:
        return Turn(question, *found)
    said = text_told(question, scope.tools.store, scope.papers)
    return Turn(question, write_text(said, question, scope.tools), None) if said is not None else None


def _checked(check: Check | None, earlier: Sequence[Turn], scope: Scope, language: str) -> list[Turn] | None:
    """The turns of a claim with the figure that is asked for besides; None where the claim is not one that was checked."""
    if check is None:
        return None
    turns = _turns_of(check.text, earlier, scope, language)
    if not check.apart:
        told = with_asked(turns[0], check) if len(turns) == 1 else None
        return [told] if told is not None else None
    found = held_apart(turns, check)
    if found is None:
        return turns
    asked = turns[0].question
    return [Turn(asked, write_figure(found, asked, scope.tools), found)]


def _largest(claim: Claim | None, earlier: Sequence[Turn], scope: Scope, language: str) -> Turn | None:
    """The turn of a claim that some part is the largest; None where it is none, or cannot be told."""
    if claim is None:
        return None
    turns = _turns_of(claim.asked, earlier, scope, language)
    return held_against(turns[0], claim, scope.tools) if len(turns) == 1 else None


def _of_one_row(text: str, tokens: Sequence[Token], scope: Scope, language: str) -> bool:
    """Whether a question with several parts asks for several columns of a form's row: 指标值是多少，完成了多少，得几分."""
    return asks_goals(text) and answer_goals(read_tokens(text, tokens, scope, language), scope.tools) is not None


def _turn(text: str, scope: Scope, language: str, talk: Sequence[Turn], *, same_sentence: bool) -> Turn:
    """The turn of one part of a question."""
    question = read(text, scope, language, talk)
    if talk and (same_sentence or points_within(question)):
        question = within(question, talk[-1].question)
    if talk and same_sentence:
        question = of_same_time(spent_on_it(question, talk[-1].question), talk[-1].question)
    turn = rereading.over_printed_span(question, scope) or with_carried(question, scope) or asked(question, scope)
    if not talk:
        turn = _found(turn, ALONE, scope)
        unsure = turn.answer.status == "clarify" or (turn.attempt and turn.attempt.plan.operation == "shares")
        turn = (share_of_each_year(turn, scope) if unsure else None) or turn
        turn = not_of_part_alone(turn, scope) or turn
        turn = (each_by_itself(turn, scope) if turn.answer.status == "clarify" else None) or turn
        told = is_told(turn.answer, turn.question, scope.papers)
        return turn if told else Turn(turn.question, unexplained(turn.question), None)
    apart = None if same_sentence else gap_of_check(question, talk[-1].attempt)
    if apart is not None:
        return Turn(question, write_figure(apart, question, scope.tools), apart, leans=True)
    of_first = cell_of_first(turn, talk, scope.tools)
    turn = of_first or follow(_found(turn, IN_TALK, scope), talk, scope.tools, same_sentence=same_sentence)
    turn = of_row_told(turn, talk, scope.tools) if same_sentence else turn
    if same_sentence and not counts_still(turn, talk[-1]):
        return Turn(turn.question, unexplained(turn.question), None)
    return replace(_found(turn, AFTER_TALK, scope), within=points_within(question))


def _found(turn: Turn, ways: Sequence[Otherwise], scope: Scope) -> Turn:
    """The turn, or where it found nothing what the first of the ways makes of it that makes anything."""
    if turn.answer.status != "not_found":
        return turn
    return next((found for way in ways if (found := way(turn, scope)) is not None), turn)

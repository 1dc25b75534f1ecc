"""Answers from the running text: what it quotes, alone or beside the figure that it tells, explains or denies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.answers import write_fact, write_figure, write_goals, write_text
from bot.attempts import Attempt, attempt
from bot.compound import join_answers
from bot.goals import answer_goals
from bot.labels import unit_of
from bot.model import Answer
from bot.none_held import answer_none, is_nothing
from bot.outcome import SAID_NONE, Outcome
from bot.passages import TextAnswer
from bot.plan import Plan
from bot.question import Question, asks_amount
from bot.sentences_of_others import AMOUNT_ASKED, of_other_years, tells_of_others
from bot.texts import answer_sentence, asks_what
from bot.told_figures import figure_told
from bot.tools import Tools


def wants_figure(question: Question) -> bool:
    """Whether the question asks for a figure, so that no passage may answer it."""
    return (
        any(map(asks_amount, question.tokens))
        or question.top is not None
        or question.nth is not None
        or question.unit is not None
        or bool(question.operations - {"list", "each", "whether", "errors", "count"})
    )


def printed(question: Question, tools: Tools) -> Answer | None:
    """The sentence, or the row of a form of goals, that prints what is asked, where nothing forbids an answer."""
    if any(token.has("orders") or token.has("offtopic") or token.has("stranger") for token in question.tokens):
        return None
    sentence = answer_sentence(question, tools)
    elsewhere = sentence is not None and (
        tells_of_others(sentence, question) or of_other_years(sentence, question, tools)
    )
    if sentence and (figure_told(sentence, question, tools) or not elsewhere):
        return _with_told(sentence, question, tools)
    spent = question.language == "en" and bool(AMOUNT_ASKED.search(question.text))
    if asks_what(question) and not wants_figure(question) and not spent:
        sentence = answer_sentence(question, tools, figure=False)
        if sentence:
            return write_text(sentence, question, tools)
    worked_out = question.operations & {"changed", "difference", "share", "ratio", "sum"}
    goals = None if worked_out or question.ranges_over else answer_goals(question, tools)
    return write_goals(goals, question, tools) if goals else None


def _with_told(sentence: TextAnswer, question: Question, tools: Tools) -> Answer:
    """A quoted sentence below the one figure that it tells of what is asked, where it tells one."""
    quoted = write_text(sentence, question, tools)
    asked = any(map(asks_amount, question.tokens)) or "count" in question.operations or not question.texts
    fact = figure_told(sentence, question, tools) if asked and quoted.status == "answered" else None
    if fact is None:
        return quoted
    figure = write_fact(fact, question, tools)
    return replace(join_answers([figure, quoted]), plan=figure.plan)


def with_count(
    counted: Outcome, text: TextAnswer | None, question: Question, tools: Tools
) -> tuple[Answer, Attempt | None]:
    """How many units there are, above the passage that names them."""
    plan = Plan("quantity", (question.terms,), question.frame, frozenset({"count"}))
    found = Attempt(plan, counted, counted.score)
    figure = write_figure(found, question, tools)
    told = write_text(text, question, tools) if text else None
    same = text is not None and any(counted.readings[0].fact.text in quote for _, quote in text.quotes)
    both = join_answers([figure, told]) if told and same and told.status == "answered" else figure
    return replace(both, plan=figure.plan), found


def with_change(reason: Answer, question: Question, tools: Tools) -> tuple[Answer, Attempt | None]:
    """The reason, below the change itself where the question asks for both: 增加多少，为什么."""
    both = "reason" in question.texts and question.operations & {"change", "changed", "difference"}
    how_far = any(map(asks_amount, question.tokens)) or "share" in question.operations  # 涨了百分之几
    found = attempt(question, tools) if both and how_far and not question.blockers else None
    if found is None or found.outcome.status != "answered":
        return reason, None
    return join_answers([write_figure(found, question, tools), reason]), found


def with_none(figure: Answer, found: Attempt, question: Question, tools: Tools) -> Answer:
    """A blank cell beside the sentence by which the paper says that it has none of that."""
    if (
        figure.status != "answered"
        or found.plan.operation not in ("lookup", "exists")
        or found.outcome.value is not None
    ):
        return figure
    none = answer_none(question, tools)
    if none is None:
        return figure
    told = write_text(none, question, tools)
    truth = False if found.plan.operation == "exists" else figure.truth
    if not is_nothing(none):
        return replace(join_answers([figure, told]), plan=figure.plan, truth=truth)
    said = write_figure(replace(found, outcome=replace(found.outcome, message=SAID_NONE)), question, tools)
    unit = unit_of(found.outcome.readings[0].fact)
    return replace(join_answers([said, told]), plan=said.plan, truth=truth, value=Decimal(0), unit=unit)

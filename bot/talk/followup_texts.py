"""Follow-ups that running text answers: the period, the duties, or what it is for, of what was asked about before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering import answer_question
from bot.model import Answer
from bot.names.terms import Sense, Token, keys_of
from bot.reading.question import Question, asks_amount, is_strong, is_term
from bot.talk.bodies import names_body
from bot.talk.edits import focus_of
from bot.talk.turn import Turn, merged_frame
from bot.texts.passages import TextAnswer
from bot.texts.quoting import wants_figure
from bot.texts.reasons import moves_alike, reason_beside, use_beside
from bot.texts.row_words import answer_cell
from bot.texts.sections import answer_text
from bot.tools import Tools
from bot.writing.answers import write_text
from bot.writing.phrases import Phrases
from index.model import Fact
from index.text import core_key, fold

OF_OWNERS = frozenset({"duties", "tasks", "affiliates"})
"""What a text tells of the whole organisation, whatever was asked of it before."""
OF_PROJECTS = frozenset({"basis", "implementer", "period", "goals", "plan", "overview", "schedule"})
"""What a text tells of a whole project, not of one of its parts."""
_OF_ITEMS = OF_PROJECTS - {"goals", "schedule"} | {"purpose", "definition"}
"""What a text tells of an item of the forms, too."""


def follow_text(turn: Turn, earlier: Question, tools: Tools) -> Turn:
    """The text that answers a question of no figure about what was asked before; the turn as it is where none does."""
    question = turn.question
    bare = bool({"reason", "purpose"} & set(question.texts)) and not question.strong_terms
    if not question.texts or (turn.answer.status == "answered" and not bare):
        return turn
    own = set(question.texts) <= OF_OWNERS
    about = (one for one in earlier_terms(earlier) if not (bare and asks_amount(one)))
    edited = replace(
        question,
        tokens=question.tokens if own else (*about, *question.tokens),
        text=question.text if own else f"{earlier.text} {question.text}",
        frame=merged_frame(question, earlier, tools),
    )
    answer, kept = answer_question(edited, tools)
    of_item = "purpose" in question.texts and bare and bool(earlier.strong_terms)  # no list of all that is spent
    told = answer.status == "answered" or of_item
    return Turn(edited, noted(answer, question, edited), kept, leans=True) if told else turn


def use_told(turn: Turn, before: Turn, tools: Tools) -> Turn | None:
    """What the figure before is for, as the text tells beside that amount: 干啥用了; None for anything else."""
    question, held = turn.question, before.attempt
    if "purpose" not in question.texts or question.strong_terms or held is None or held.plan.operation != "lookup":
        return None
    facts = [fact for one in held.outcome.readings[:1] for fact in one.facts]
    named = {key for term in before.question.strong_terms for key in keys_of(term)}
    told = use_beside(facts, named, tools.store)
    if told is None:
        return None
    answer = noted(write_text(told, question, tools), question, before.question)
    return Turn(before.question, answer, None, leans=True)


def text_of_other(turn: Turn, earlier: Question, tools: Tools) -> Turn | None:
    """那水利局呢 after a question that the text answers: what the text of that body says of the same."""
    if not earlier.texts:
        return None
    kept = (token for token in earlier.tokens if not (token.has("organisation") or names_body(token)))
    frame = merged_frame(turn.question, earlier, tools)
    edited = replace(earlier, tokens=(*turn.question.tokens, *kept), frame=frame)
    answer, kept_attempt = answer_question(edited, tools)
    return (
        Turn(edited, noted(answer, turn.question, edited), kept_attempt, leans=True)
        if answer.status == "answered"
        else None
    )


def told_of(question: Question, edited: Question, before: Turn, tools: Tools) -> Turn | None:
    """The text that tells of the item of an edited question what it is for or who does it, 它是干什么的, be it the winner of a
    ranking before; None where another thing is asked.
    """
    if not _OF_ITEMS & set(question.texts) or question.strong_terms or wants_figure(question):
        return None
    winner = [_as_name(token) for token in focus_of(before.attempt)]
    kept = winner or [token for token in edited.tokens if not token.has("text")]
    said = " ".join((before.question.text, *(token.surface for token in kept)))
    words = (token for token in question.tokens if token.has("text"))
    asked = replace(edited, text=f"{said} {question.text}", tokens=(*kept, *words))
    cell = answer_cell(asked, tools)
    text = None if cell else answer_text(asked, tools)
    told = cell or (write_text(text, asked, tools) if text else None)
    if told is None and "purpose" in question.texts:  # its amount alone would tell nothing
        return Turn(asked, *answer_question(asked, tools), leans=True)
    return Turn(asked, noted(told, question, asked), None, leans=True) if told else None


def _as_name(token: Token) -> Token:
    """A row's code as the row's name, by which texts tell of it."""
    key = core_key(token.surface)
    return replace(token, senses=(Sense("name", key, frozenset({key})),))


def earlier_terms(earlier: Question) -> tuple[Token, ...]:
    """The strong terms of the question before; where it has none, the names that it is all about: 收入."""
    strong = tuple(token for token in earlier.tokens if is_strong(token) and not token.has("text"))
    return strong or tuple(token for token in earlier.names if token.has("name") and not token.has("filler"))


def noted(answer: Answer, question: Question, edited: Question) -> Answer:
    """The answer with the words that its question took over from the one before."""
    own = {token.surface for token in question.tokens}
    kinds = edited.frame.kinds or frozenset()
    carried = [
        token.surface
        for token in edited.tokens
        if is_term(token)
        and token.surface
        and token.surface not in own
        and (not token.has("kind") or any(token.has("kind", kind) for kind in kinds))
    ]
    if not carried:
        return answer
    phrases = Phrases(question.language)
    names = phrases.say("joiner").join(carried)
    return answer.noted(phrases.say("notice_carried", names=names))


def reason_of_move(turn: Turn, before: Turn, told: Turn, tools: Tools) -> Turn | None:
    """Why a figure moved as was told before, by the sentence that tells that move with its reason; None where none does, or what
    is told of it anyway has that sentence.
    """
    found = before.attempt
    if found is None or found.plan.operation not in ("change", "changed", "movements"):
        return None
    facts = [fact for one in found.outcome.readings for fact in one.facts]
    text = reason_beside(facts, tools.store)
    if text is None and told.answer.status != "answered" and found.plan.operation == "change":
        text = _reason_of_row(turn.question, before.question, facts, tools)
    if text is None or any(fold(quote)[-SAME_END:] in fold(told.answer.text) for _, quote in text.quotes):
        return None
    return Turn(turn.question, write_text(text, turn.question, tools), None, leans=True)


def _reason_of_row(question: Question, earlier: Question, facts: Sequence[Fact], tools: Tools) -> TextAnswer | None:
    """Why the row moved that a change was told of, where the question before has no name but 预算: 财政拨款收入; None where the
    text tells only why it moved the other way.
    """
    if not facts or not facts[0].text:
        return None
    row = _as_name(Token(0, 0, facts[0].row, ()))
    kept = (
        token for token in earlier.tokens if token.has("organisation") or token.has("year") or token.has("operation")
    )
    text = f"{earlier.text} {row.surface} {question.text}"
    asked = replace(earlier, text=text, tokens=(*kept, row, *question.tokens))
    found = answer_text(asked, tools)
    return found if found and moves_alike(facts[0].text, [quote for _, quote in found.quotes]) else None


SAME_END = 16
"""Characters at the end of a sentence by which it is known again."""

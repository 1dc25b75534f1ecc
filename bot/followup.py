"""A follow-up edits the question before it: "那项目支出呢？" "2024年呢？" "占多少？" The edit that finds figures wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.answering import Attempt, answer_question, attempt
from bot.frame import Frame
from bot.model import Answer, Notice
from bot.phrases import Phrases
from bot.question import Question, is_strong, is_term
from bot.terms import Token
from bot.texts import Search
from bot.tools import Tools

_POINTS_BACK = re.compile(
    r"^(?:那么?|其中|那|它|其|这|该|上述|以上|再|还有|又|and |what about|how about|then )|(?:呢|呐)[？?。\s]*$|它|这笔|这项|其占|前者|后者|上面",
    re.I,
)
SHORT = 14
"""A question of no more characters may be the rest of the one before."""

Turn = tuple[Answer, Attempt | None, Question]


def follow(
    question: Question,
    answer: Answer,
    found: Attempt | None,
    earlier: Question,
    before: Attempt | None,
    tools: Tools,
    search: Search,
) -> Turn | None:
    """The turn with what the question before gives, or None where the question stands by itself."""
    if not _leans(question, answer):
        return None
    if "reason" in question.texts and not question.strong_terms:
        return _follow_text(question, replace(answer, status="not_found"), earlier, tools, search)
    best: tuple[float, Attempt, Question] | None = None
    for edited in _edits(question, earlier, before):
        if edited.blockers:
            continue
        tried = attempt(edited, tools)
        if tried is not None and tried.outcome.status == "answered" and (best is None or tried.worth > best[0]):
            best = (tried.worth, tried, edited)
    if best is None:
        return _follow_text(question, answer, earlier, tools, search)
    if found is not None and found.outcome.status == "answered" and found.worth >= best[0]:
        return None
    _, tried, edited = best
    said, kept = answer_question(edited, tools, search)
    return _noted(said, question, edited), kept, edited


def _follow_text(question: Question, answer: Answer, earlier: Question, tools: Tools, search: Search) -> Turn | None:
    if answer.status == "answered" or not question.texts:
        return None
    edited = replace(
        question,
        tokens=(*earlier_terms(earlier), *question.tokens),
        text=f"{earlier.text} {question.text}",
        frame=_frame(question, earlier),
    )
    said, kept = answer_question(edited, tools, search)
    return (_noted(said, question, edited), kept, edited) if said.status == "answered" else None


def _leans(question: Question, answer: Answer) -> bool:
    if question.blockers:
        return False
    return (
        answer.status != "answered"
        or bool(_POINTS_BACK.search(question.text))
        or (len(question.text) <= SHORT and not _complete(question))
    )


def _complete(question: Question) -> bool:
    """Whether a short question names what it is about and asks by itself."""
    return bool(question.strong_terms) and any(
        token.surface.startswith(("多少", "是多少", "how much")) for token in question.tokens
    )


def earlier_terms(earlier: Question) -> tuple[Token, ...]:
    """The strong terms of the question before."""
    return tuple(token for token in earlier.tokens if is_strong(token))


def _edits(question: Question, earlier: Question, before: Attempt | None) -> Iterator[Question]:
    """The tokens of both questions put together in every way that keeps the order of each."""
    old = [token for token in earlier.tokens if _carries(token)]
    new = [token for token in question.tokens if _carries(token)]
    new_terms = [token for token in new if is_term(token)]
    new_operations = [token for token in question.tokens if token.has("operation")]
    kept = [token for token in old if not (new_operations and token.has("operation"))]
    frame = _frame(question, earlier)

    def made(tokens: list[Token]) -> Question:
        return replace(
            question,
            tokens=tuple(tokens),
            frame=frame,
            unit=question.unit or earlier.unit,
            decimals=question.decimals if question.decimals is not None else earlier.decimals,
            amounts=question.amounts,
            top=question.top or (earlier.top if not new_operations else None),
            nth=question.nth,
            level=question.level or earlier.level,
        )

    if not new_terms:
        yield made([*kept, *new])
        focus = _focus(before)
        if focus:
            yield made([*focus, *new])
        return
    yield made([*kept, *new])
    for number, token in enumerate(kept):
        if is_term(token):
            yield made([*kept[:number], *new, *kept[number + 1 :]])
    if not new_operations:
        operations = [token for token in old if token.has("operation") or token.has("connector")]
        if operations:
            yield made([*new, *operations])


def _focus(before: Attempt | None) -> list[Token]:
    """The winner of a ranking, as the term that a follow-up means."""
    if before is None or before.plan.operation != "rank" or len(before.outcome.lines) != 1:
        return []
    from bot.terms import Sense
    from index.text import core_key

    fact = before.outcome.lines[0].facts[0]
    key = core_key(before.outcome.lines[0].label)
    codes = frozenset({fact.row_code}) - {""}
    senses = (Sense("code", fact.row_code, codes=codes),) if codes else (Sense("name", key, frozenset({key})),)
    return [Token(0, 0, fact.row, senses)]


def _carries(token: Token) -> bool:
    return (
        is_term(token)
        or token.has("operation")
        or token.has("connector", "and", "than", "within")
        or token.has("amount")
        or token.has("level")
        or token.has("count")
    )


def _frame(question: Question, earlier: Question) -> Frame:
    frame, old = question.frame, earlier.frame
    return replace(
        frame,
        documents=frame.documents if frame.organisations_named else old.documents,
        years=frame.years or old.years,
        kinds=frame.kinds or old.kinds,
        organisations_named=frame.organisations_named or old.organisations_named,
    )


def _noted(answer: Answer, question: Question, edited: Question) -> Answer:
    own = {token.surface for token in question.tokens}
    carried = [token.surface for token in edited.tokens if is_term(token) and token.surface not in own]
    if not carried:
        return answer
    phrases = Phrases(question.language)
    names = phrases.say("joiner").join(carried)
    return replace(answer, notices=(*answer.notices, Notice("assumption", phrases.say("notice_carried", names=names))))

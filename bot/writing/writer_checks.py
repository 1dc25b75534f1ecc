"""Templates for questions that are answered yes or no: claims, comparisons, blanks, agreement, findings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.figures.readings import Reading
from bot.operations.checks import ROUNDED
from bot.operations.outcome import SAID_NONE, Line, Outcome
from bot.writing.draft import Draft
from bot.writing.labels import unit_of


def _compare_amount(outcome: Outcome, draft: Draft) -> str:
    line, *limits = outcome.lines
    value = line.value or Decimal(0)
    draft.known += [value, *(limit.value or Decimal(0) for limit in limits)]
    subject = draft.subject(line.facts[0])
    if outcome.steps:
        names = [draft.phrases.term(part.label) for part in outcome.steps[0].operands]
        sign = outcome.steps[0].sign
        if all(str(part.facts[0].year) in part.label for part in outcome.steps[0].operands if part.facts):
            subject["when"] = ""  # each name says its year
        subject["what"] = draft.phrases.say(
            _WORKED_OUT.get(sign, "gap_between"),
            names=draft.phrases.say("joiner").join(names),
            first=names[0],
            last=names[-1],
        )
        terms = draft.terms(outcome.steps[0], f" {'÷' if sign in '%/' else sign} ")
        worked = f"{draft.quotient(outcome.steps[0])}%" if sign == "%" else ""
        amount = f"{worked or draft.result(value, line.unit, outcome.steps[0].operands)}（{terms}）"
    else:
        amount = draft.amount(value, line.unit, line.facts)
    text = draft.phrases.say(
        "compare_amount",
        **subject,
        truth=draft.phrases.truth(bool(outcome.truth)),
        amount=amount,
        relations=draft.phrases.say("joiner").join(_relation(outcome, value, limit, draft) for limit in limits),
    )
    return "\n".join([text, *(_contradiction(one, draft) for one in outcome.alternatives)])


def _contradiction(reading: Reading, draft: Draft) -> str:
    """That another place prints another figure of the same thing."""
    fact = reading.fact
    amount = draft.amount(reading.value or Decimal(0), unit_of(fact), (fact,))
    return draft.phrases.say(
        "printed_apart", place=draft.phrases.place(fact), what=draft.phrases.what(fact), amount=amount
    )


def _rate_base(outcome: Outcome, draft: Draft) -> str:
    """What a percentage that a text prints was worked out from."""
    step, rate = outcome.steps[0], outcome.readings[-1].fact
    truth = "" if outcome.truth is None else draft.phrases.truth(outcome.truth)
    told = draft.amount(rate.value or Decimal(0), "%", (rate,))
    base = draft.phrases.term(step.operands[-1].label)
    return draft.phrases.say("rate_base", truth=truth, rate=told, terms=draft.terms(step, " ÷ "), base=base)


_WORKED_OUT = {"+": "sum_of", "%": "share_of", "/": "ratio_of"}


def _relation(outcome: Outcome, value: Decimal, limit: Line, draft: Draft) -> str:
    """How a figure stands to an amount of the question: 高于 80,000 元."""
    asked = limit.value or Decimal(0)
    about = outcome.message == ("equal" if outcome.truth else "not_equal")
    word = "equal" if value == asked else "about" if about else "over" if value > asked else "under"
    unit = outcome.lines[0].facts[0].unit.name
    return draft.phrases.say(
        "relation", relation=draft.phrases.say(word), asked=draft.phrases.amount(asked, limit.unit, unit)
    )


def _compare(outcome: Outcome, draft: Draft) -> str:
    step = outcome.steps[0]
    one, two = (draft.line(line) for line in step.operands)
    order = "more" if step.result > 0 else "less" if step.result < 0 else "same"
    truth = "" if outcome.truth is None else draft.phrases.truth(bool(outcome.truth))
    values = {"truth": truth, "one": one, "two": two}
    if outcome.message == ROUNDED:
        return draft.phrases.say(ROUNDED, **values)
    if outcome.message and order != "same":
        return _which(outcome, draft)
    if order == "same":
        return draft.phrases.say("compare_same", **values)
    return draft.phrases.say(
        f"compare_{order}", **values, result=draft.result(abs(step.result), step.unit, step.operands)
    )


def _which(outcome: Outcome, draft: Draft) -> str:
    """The name of the larger one, or of the smaller one, before both figures."""
    first, second = outcome.lines
    step, say = outcome.steps[0], draft.phrases.say
    return say(
        outcome.message,
        name=draft.phrases.term(first.label),
        topic=say("which_topic", topic=draft.phrases.term(outcome.topic)) if outcome.topic else "",
        amount=draft.amount(first.value or Decimal(0), first.unit, first.facts[:1]),
        other=draft.line(second),
        result=draft.result(abs(step.result), step.unit, step.operands),
    )


def _exists(outcome: Outcome, draft: Draft) -> str:
    fact, blank = outcome.readings[0].fact, outcome.readings[0].blank
    subject = draft.subject(fact)
    if outcome.value is None:
        return draft.phrases.say(
            SAID_NONE if outcome.message == SAID_NONE else "exists_blank",
            **subject,
            table=draft.phrases.place(fact),
            cites=draft.citer.marks([fact]),
        )
    amount = draft.amount(outcome.value, outcome.unit, (fact,))
    if blank:
        return draft.phrases.say("exists_only_prose", **subject, amount=amount, cites=draft.citer.marks([blank]))
    name = outcome.message or "exists"
    return draft.phrases.say(f"{name}_yes" if outcome.truth else f"{name}_no", **subject, amount=amount)


def _agree(outcome: Outcome, draft: Draft) -> str:
    say = draft.phrases.say
    terms = say("semicolon").join(
        f"{draft.phrases.place(line.facts[0])} {draft.line(line)}" for line in outcome.lines if line.facts
    )
    if outcome.steps and not outcome.truth:
        step = outcome.steps[0]
        return say("agree_no", terms=terms, result=draft.result(abs(step.result), step.unit, step.operands))
    if outcome.truth is False:
        return say("agree_differs", terms=terms)
    values = {line.value for line in outcome.lines}
    name = "agree_one" if len(outcome.lines) < 2 else "agree_yes" if len(values) == 1 else "agree_rounded"
    return say(name, terms=terms)


def _adds_up(outcome: Outcome, draft: Draft) -> str:
    added, compared = outcome.steps
    whole = compared.operands[0]
    amount = draft.amount(whole.value or Decimal(0), whole.unit, whole.facts[:1])
    sums = draft.result(added.result, added.unit, added.operands)
    parts = f"{draft.terms(added, ' + ')} = {sums}" if len(added.operands) <= 12 else sums
    if outcome.message:
        gap = compared.result
        name = "sum_more" if gap < 0 else "sum_less" if gap > 0 else "sum_same"
        return draft.phrases.say(
            name,
            truth=draft.phrases.truth(bool(outcome.truth)),
            sum=parts,
            whole=amount,
            name=draft.phrases.term(whole.label),
            result=draft.result(abs(gap), compared.unit, added.operands),
        )
    if outcome.truth:
        return draft.phrases.say("adds_up_yes", sum=parts, whole=amount)
    result = draft.result(abs(compared.result), compared.unit, added.operands)
    return draft.phrases.say("adds_up_no", sum=parts, whole=amount, result=result, name=draft.phrases.term(whole.label))


def _errors(outcome: Outcome, draft: Draft) -> str:
    if not outcome.findings:
        return draft.phrases.say("errors_none")
    draft.known.append(Decimal(len(outcome.findings)))
    by_fact = {fact.id: fact for line in outcome.lines for fact in line.facts}
    lines = []
    for number, finding in enumerate(outcome.findings, start=1):
        cited = [by_fact[fact] for fact in finding.facts if fact in by_fact][:3]
        draft.known.append(Decimal(number))
        lines.append(f"{number}. {finding.text}{draft.citer.marks(cited)}")
    return "\n".join([draft.phrases.say("errors", count=len(outcome.findings)), *lines])


CHECKS: dict[str, Callable[[Outcome, Draft], str]] = {
    "rate_base": _rate_base,
    "compare_amount": _compare_amount, "compare": _compare, "exists": _exists, "agree": _agree, "adds_up": _adds_up,
    "errors": _errors,
}  # fmt: skip
"""Operation → its template."""

"""Templates for rates: growth a year, what one of several costs, and who has none of a thing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.operations.arithmetic import amount_of
from bot.operations.outcome import Outcome
from bot.writing.draft import Draft

SMALL = 10_000
"""In 元: less than that is told in 元, whatever the unit of the amount that it is a part of."""


def _compound(outcome: Outcome, draft: Draft) -> str:
    """Both figures, the years between them, the yearly rate and the yearly amount, with how each is worked out."""
    gap, mean, rate = outcome.steps
    count = mean.operands[1].value or Decimal(0)
    draft.known += [count, Decimal(1)]
    last, first = (draft.amount(amount_of(line), line.unit, line.facts) for line in outcome.lines)
    names = {"last": draft.label(outcome.lines[0]), "first": draft.label(outcome.lines[1])}
    return draft.phrases.say(
        f"compound_{'less' if gap.result < 0 else 'more'}",
        **names,
        now=last,
        then=first,
        count=count,
        rate=draft.quotient(rate),
        mean=draft.mean(abs(mean.result), mean.unit, outcome.lines),
        gap=draft.result(abs(gap.result), gap.unit, outcome.lines),
    )


def _per_thing(outcome: Outcome, draft: Draft) -> str:
    """The amount by the count, each with its place."""
    step, fact = outcome.steps[0], outcome.readings[0].fact
    given = outcome.message == "given"
    draft.known += [outcome.value or Decimal(0), *([outcome.lines[1].value or Decimal(0)] if given else [])]
    large = step.result >= max(SMALL, fact.unit.factor or 0)
    printed = outcome.lines[:1] if large and not given else ()  # 806.98 元, not 0.080698 万元
    each = draft.mean(step.result, step.unit, printed)
    subject = draft.subject(fact)
    named = "per_thing_given" if given else "per_thing"
    return draft.phrases.say(named, **subject, thing=outcome.topic, each=each, terms=draft.terms(step, " ÷ "))


def _none_of(outcome: Outcome, draft: Draft) -> str:
    """Who has 0, whose cell is blank and who has a figure, each group in a line of its own."""
    say, joiner = draft.phrases.say, draft.phrases.say("joiner")
    what = draft.phrases.what(outcome.readings[0].fact)
    groups = {
        "zero": [line for line in outcome.lines if line.value is not None and not line.value],
        "blank": [line for line in outcome.lines if line.value is None],
        "some": [line for line in outcome.lines if line.value],
    }
    texts = [] if groups["zero"] or groups["blank"] else [say("none_of_all", what=what)]
    for name, lines in groups.items():
        shown = [
            draft.line(line) if name == "some" else f"{draft.label(line)}{draft.citer.marks(line.facts)}"
            for line in lines
        ]
        texts += [say(f"none_of_{name}", what=what, names=joiner.join(shown))] if shown else []
    return "\n".join(texts)


RATES: dict[str, Callable[[Outcome, Draft], str]] = {
    "compound": _compound, "per_thing": _per_thing, "none_of": _none_of,
}  # fmt: skip
"""Operation → its template."""

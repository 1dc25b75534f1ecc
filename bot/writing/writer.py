"""Outcomes → answers, by templates. Every figure comes with the mark of its citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.readings import Reading, comparable
from bot.figures.signs import BRACKETS, comes_in
from bot.flat.model import SumFact
from bot.model import Answer, Choice, Item, Notice
from bot.names.organisations import owner_key
from bot.operations.arithmetic import amount_of, percent_step
from bot.operations.of_last_year import OF_LAST_YEAR
from bot.operations.outcome import SAID_NONE, Line, Outcome, Step
from bot.writing.citing import Citer
from bot.writing.draft import Draft
from bot.writing.labels import KINDS, line_of, short_name, unit_of
from bot.writing.phrases import Phrases
from bot.writing.verify import numbers_in
from bot.writing.writer_checks import CHECKS
from bot.writing.writer_rates import RATES
from index.model import Document, Fact
from index.text import core_key

MOST_NAMED = 6
"""Organisations without a figure that are named one by one."""


def write(outcome: Outcome, phrases: Phrases, documents: Mapping[str, Document]) -> tuple[Answer, list[Decimal]]:
    """The answer to an answered or unclear outcome, and the results that its stated arithmetic yields."""
    draft = Draft(phrases, Citer(documents), documents)
    writer = _clarify if outcome.status == "clarify" else _WRITERS[outcome.operation]
    text = "\n".join([writer(outcome, draft), *_lacking(outcome, draft)])
    _note_derived(outcome, draft)
    answer = Answer(
        status=outcome.status,
        text=text,
        value=outcome.value,
        unit=outcome.unit or None if outcome.value is not None else None,
        items=_items(outcome, draft),
        truth=outcome.truth,
        choices=_choices(outcome, phrases),
        plan={"reading": _reading_line(outcome, phrases)},
    )
    notices = tuple(dict.fromkeys(draft.notices))
    return replace(answer, citations=draft.citer.citations, notices=notices), draft.known


def _lookup(outcome: Outcome, draft: Draft) -> str:
    reading, say = outcome.readings[0], draft.phrases.say
    fact = reading.fact
    if reading.value is None:
        return _blank(fact, draft, SAID_NONE if outcome.message == SAID_NONE else "blank")
    facts = _sources(reading)
    values = {**draft.subject(fact), "amount": draft.amount(reading.value, unit_of(fact), facts)}
    if fact.derived:
        draft.known += numbers_in(fact.derived)
        return say("derived", **values, arithmetic=fact.derived)
    if reading.blank:
        return say("blank_but_prose", **values, cites=draft.citer.marks([reading.blank]))
    text = [say("lookup", **values), *([say("lookup_comes_in")] if comes_in(fact) else [])]
    text += [_other(other, draft, fact) for other in outcome.alternatives]
    return "\n".join(text)


def _blank(fact: Fact, draft: Draft, key: str = "blank") -> str:
    return draft.phrases.say(
        key, **draft.subject(fact), table=draft.phrases.place(fact), cites=draft.citer.marks([fact])
    )


def _other(reading: Reading, draft: Draft, beside: Fact) -> str:
    """Another reading of an answered question; where it is another's, a unit's or the own office's, with whose it is."""
    fact = reading.fact
    whose = fact.organisation if core_key(fact.organisation) != core_key(beside.organisation) else ""
    amount = draft.amount(reading.value or Decimal(0), unit_of(fact), (fact,))
    return draft.phrases.say(
        "other",
        what=whose + draft.phrases.what(fact),
        amount=amount,
        table=draft.phrases.say(
            "clarify_where", place=draft.phrases.place(fact), column=" · ".join(fact.column)
        ).strip(),
    )


def _several(outcome: Outcome, draft: Draft) -> str:
    subjects = [draft.subject(reading.fact) for reading in outcome.readings]
    shared = {key: subjects[0][key] if len({one[key] for one in subjects}) == 1 else "" for key in ("when", "who")}
    head = [draft.phrases.say("several", **shared)] if any(shared.values()) else []
    lines = [draft.line(line) if line.value is not None else _blank(line.facts[0], draft) for line in outcome.lines]
    return "\n".join([*head, *(f"- {line}" for line in lines)])


def _sum(outcome: Outcome, draft: Draft) -> str:
    step = outcome.steps[0]
    return draft.phrases.say(
        "sum", terms=draft.terms(step, " + "), result=draft.result(step.result, step.unit, step.operands)
    )


def _difference(outcome: Outcome, draft: Draft) -> str:
    step, say = outcome.steps[0], draft.phrases.say
    less, size = outcome.message == "less", "_size" if outcome.message == BRACKETS else ""
    one, two = map(draft.name, step.operands[::-1] if less or size else step.operands)
    if not step.result:
        return say(
            "difference_same",
            one=one,
            two=two,
            amount=draft.amount(step.operands[0].value or Decimal(0), step.unit, _facts(step)),
        )
    values = {
        "one": one,
        "two": two,
        "terms": draft.terms(step, " − "),
        "result": draft.result(abs(step.result), step.unit, step.operands),
    }
    if step.result > 0 and not less:
        return say(f"difference_more{size}", **values)
    return say(f"difference_less{size}", **values, signed=draft.result(step.result, step.unit, step.operands))


def _quotient(outcome: Outcome, draft: Draft) -> str:
    step = outcome.steps[0]
    one, two = map(draft.name, step.operands)
    text = draft.phrases.say(
        outcome.operation, one=one, two=two, result=draft.quotient(step), terms=draft.terms(step, " ÷ ")
    )
    return "\n".join([text, *(_of_other_total(step.operands[0], other, draft) for other in outcome.alternatives)])


def _of_other_total(part: Line, other: Reading, draft: Draft) -> str:
    """The same part as a share of the other total that the form prints."""
    whole = line_of(other.fact)
    step = percent_step(part, whole)
    amount = draft.amount(whole.value or Decimal(0), whole.unit, whole.facts)
    return draft.phrases.say("share_other", two=draft.label(whole), amount=amount, result=draft.quotient(step))


def _average(outcome: Outcome, draft: Draft) -> str:
    total, mean = outcome.steps
    draft.known.append(Decimal(len(outcome.lines)))
    return draft.phrases.say(
        "average_years" if outcome.message == "years" else "average",
        count=len(outcome.lines),
        total=draft.result(total.result, total.unit, total.operands),
        result=draft.mean(mean.result, mean.unit, total.operands),
        terms=draft.phrases.say("joiner").join(draft.line(line) for line in outcome.lines)
        if len(outcome.lines) <= 20
        else "",
    )


def _except(outcome: Outcome, draft: Draft) -> str:
    step = outcome.steps[0]
    one, two = map(draft.name, step.operands)
    return draft.phrases.say(
        "except",
        one=one,
        two=two,
        terms=draft.terms(step, " − "),
        result=draft.result(step.result, step.unit, step.operands),
    )


def _change(outcome: Outcome, draft: Draft) -> str:
    yes = "" if outcome.truth is None else draft.phrases.truth(bool(outcome.truth))
    return yes + _change_itself(outcome, draft)


def _rate(outcome: Outcome, draft: Draft) -> str:
    """The percent of a stated change, or the amount of one stated in percent; "" where nothing gives it."""
    if outcome.steps and outcome.steps[0].sign == "-":
        step = outcome.steps[0]
        result = draft.result(step.result, step.unit, step.operands)
        return _apart("change_amount", f"{draft.terms(step, ' − ')} = {result}", draft)
    if outcome.lines and outcome.lines[-1].unit != "%":
        line = outcome.lines[-1]
        return _apart("change_amount", draft.amount(abs(line.value or Decimal(0)), line.unit, line.facts[:1]), draft)
    if outcome.steps:
        rate, facts = draft.quotient(outcome.steps[0], signed=False), tuple(_facts(outcome.steps[0])[1:])
    elif outcome.lines:
        rate, facts = draft.phrases.number(abs(outcome.lines[-1].value or Decimal(0))), outcome.lines[-1].facts
    else:
        return ""
    return _apart("change_rate", rate, draft, cites=draft.citer.marks(facts))


def _apart(name: str, result: str, draft: Draft, **values: str) -> str:
    """A sentence behind another."""
    gap = "" if draft.phrases.language == "zh" else " "
    return gap + draft.phrases.say(name, result=result, **values)


def _change_itself(outcome: Outcome, draft: Draft) -> str:
    say = draft.phrases.say
    if outcome.message == OF_LAST_YEAR:
        return _of_last_year(outcome, draft)
    if len(outcome.readings) == 1:
        fact, value = outcome.readings[0].fact, outcome.readings[0].value or Decimal(0)
        direction = "more" if value > 0 else "less" if value < 0 else "same"
        base = _measured_from(fact) if draft.phrases.language == "zh" else ""
        subject = {**draft.subject(fact), "what": draft.phrases.row_name(fact), "base": base}
        if direction == "same":
            return say("change_stated_same", **subject, cites=draft.citer.marks([fact]))
        stated = say(f"change_stated_{direction}", **subject, amount=draft.amount(abs(value), unit_of(fact), (fact,)))
        return stated + _rate(outcome, draft)
    step = outcome.steps[0]
    size = "_size" if outcome.message == BRACKETS else ""
    pair = step.operands[::-1] if size else step.operands
    after, before = (draft.amount(line.value or Decimal(0), line.unit, line.facts[:1]) for line in pair)
    if _of_two_things(outcome):
        gap = _difference(outcome, draft)
        if len(outcome.steps) < 2:
            return gap
        return gap + _apart("change_rate", draft.quotient(outcome.steps[1], signed=False), draft, cites="")
    facts = [reading.fact for reading in outcome.readings[:2]]
    apart = len({fact.kind for fact in facts}) > 1
    subject = draft.subject(facts[0])
    what = draft.phrases.row_name(facts[0]) if apart else subject["what"]
    now, then = (draft.phrases.moment(fact, with_kind=apart) for fact in facts)
    told = {"who": subject["who"], "what": what, "now": now, "then": then, "before": before, "after": after}
    if not step.result:
        return say("change_same", **told)
    percent = ""
    if len(outcome.steps) > 1:
        percent = say("change_percent", result=draft.quotient(outcome.steps[1], signed=False))
    result = draft.result(abs(step.result), step.unit, step.operands)
    return say(
        f"change_{'more' if step.result > 0 else 'less'}{size}",
        **told,
        result=result,
        percent=percent,
    )


def _of_last_year(outcome: Outcome, draft: Draft) -> str:
    """What the figure is in percent of the year before, and how far it moved by that."""
    fact, step = outcome.readings[0].fact, outcome.steps[0]
    way = "more" if step.result > 0 else "less" if step.result < 0 else "same"
    draft.known += [abs(step.result), Decimal(100)]
    subject = {**draft.subject(fact), "what": draft.phrases.row_name(fact)}
    share = draft.amount(outcome.lines[0].value or Decimal(0), "%", (fact,))
    moved = draft.phrases.number(abs(step.result), abs(step.result))
    return draft.phrases.say(f"change_of_last_year_{way}", **subject, share=share, result=moved)


def _measured_from(change: Fact) -> str:
    """What the text itself measures a change from, where that is no budget: 比2024年预算执行数增加5万元."""
    figure = re.escape(change.printed) if change.printed else "(?!)"
    found = re.search(rf"比[^，,。；;]{{0,8}}?(执行数|决算数)[^，,。；;\d]{{0,6}}{figure}(?![\d,.]*\d)", change.text)
    return found[1] if found else ""


def _of_two_things(outcome: Outcome) -> bool:
    """Whether the two figures of a change are of two items or bodies, so that both are named: 差旅费比办公费少."""
    named = {(short_name(one.fact), owner_key(one.fact.organisation)) for one in outcome.readings[:2]}
    return len(named) > 1


def _rank(outcome: Outcome, draft: Draft) -> str:
    say, count = draft.phrases.say, len(outcome.lines)
    draft.known.append(Decimal(count))
    name, _, nth = outcome.message.partition(" ")
    draft.known += [Decimal(nth)] if nth else []
    topic = draft.phrases.term(outcome.topic)
    if outcome.left_out:
        topic = say("rank_without", topic=topic, names=say("joiner").join(map(draft.phrases.term, outcome.left_out)))
    line, few = outcome.lines[0], name == "rank_few"
    order = draft.phrases.place(line.facts[0]) if few else say(name, nth=nth)
    if count == 1 and not few:
        amount = draft.amount(line.value or Decimal(0), line.unit, line.facts[:1])
        return say("rank_one", topic=topic, order=order, label=draft.label(line), amount=amount)
    head = name if few else "rank_all" if name.endswith("scending") else "rank_many"
    return "\n".join([say(head, topic=topic, order=order, count=count), *_numbered(outcome.lines, draft)])


def _movements(outcome: Outcome, draft: Draft) -> str:
    """Each row with both of its figures and how far they are apart; that there is none where there is none."""
    say = draft.phrases.say
    reach, way, measure, against = outcome.message.split(" ")
    draft.known += [Decimal(len(outcome.lines)), Decimal(outcome.topic)]
    fact, earlier = outcome.readings[0].facts
    if against == "year":
        apart = fact.kind != earlier.kind
        values = {name: draft.phrases.moment(of, with_kind=apart) for name, of in (("one", fact), ("two", earlier))}
    else:
        values = {"one": say("movement_budget_now"), "two": say("movement_budget_then")}
    values["form"] = draft.phrases.place(fact) if fact.table_id else say("movement_text")
    if not outcome.lines:
        seen = draft.citer.marks(outcome.readings[0].facts)
        return say("movement_none", **values, way=say(f"movement_{way}"), total=outcome.topic, cites=seen)
    shown = []
    gaps = [step for step in outcome.steps if step.sign == "-"]
    for line, gap in zip(outcome.lines, gaps, strict=True):
        rate = next((step for step in outcome.steps if step.sign == "%" and step.operands[1] == gap.operands[1]), None)
        percent = "" if rate is None else say("change_percent", result=draft.quotient(rate, signed=False))
        now, then = (draft.amount(one.value or Decimal(0), one.unit, one.facts) for one in gap.operands)
        moved = say(
            f"movement_{'more' if gap.result > 0 else 'less'}",
            result=draft.result(abs(gap.result), gap.unit, gap.operands),
        )
        label = draft.label(line)
        shown.append(
            say(
                "movement",
                label=label,
                one=values["one"],
                two=values["two"],
                now=now,
                then=then,
                moved=moved,
                percent=percent,
            )
        )
    head = say(
        f"movement_head_{reach}",
        **values,
        way=say(f"movement_{way}"),
        measure=say(f"movement_{measure}"),
        count=len(shown),
    )
    return "\n".join([head, *(f"- {line}" for line in shown)])


def _list(outcome: Outcome, draft: Draft) -> str:
    say, lines, limits, name = draft.phrases.say, outcome.lines, outcome.limits, outcome.operation
    many = int(outcome.value or 0) if name == "count" else len(lines)
    draft.known += [Decimal(many), *(limit.value or Decimal(0) for limit in limits)]
    names = {"topic": draft.phrases.term(outcome.topic), "count": many}
    if not limits:
        if name == "list" and outcome.value is not None:
            whole = Line(outcome.topic, outcome.value, outcome.unit, outcome.readings[0].facts)
            name, names["whole"] = "list_of_amount", draft.line(whole)
        return "\n".join([say(name, **names), *(f"- {draft.line(line)}" for line in lines)])
    printed = lines[0].facts[0].unit.name
    relations = (
        say("relation", relation=say(f"list_{way}"), asked=draft.phrases.amount(amount_of(limit), limit.unit, printed))
        for way, limit in zip(outcome.message.split(), limits, strict=True)
    )
    names["relations"] = say("joiner").join(relations)
    if name == "list_none":
        return say(name, **names, nearest=draft.line(lines[0]))
    return "\n".join([say("list_within", **names), *(f"- {draft.line(line)}" for line in lines)])


def _numbered(lines: Sequence[Line], draft: Draft) -> list[str]:
    draft.known += [Decimal(number) for number in range(1, len(lines) + 1)]
    return [f"{number}. {draft.line(line)}" for number, line in enumerate(lines, start=1)]


def _clarify(outcome: Outcome, draft: Draft) -> str:
    say, shown = draft.phrases.say, [reading.fact for reading in outcome.readings[:6]]
    organisations = {owner_key(reading.fact.organisation) for reading in outcome.readings}
    several = not outcome.topic and len({core_key(fact.row) for fact in shown}) > 1
    name = "clarify_organisations" if len(organisations) > 1 else "clarify_several" if several else "clarify_rows"
    alike = len({(fact.row_path, fact.table_id) for fact in shown}) < len(shown)
    lines = []
    for reading, fact in zip(outcome.readings, shown, strict=False):
        code = f"{fact.row_code} " if fact.row_code else ""
        path = " › ".join(draft.phrases.term(label) for label in fact.row_path)
        owner = f"{fact.organisation} " if len(organisations) > 1 else ""
        amount = say("clarify_blank") if reading.value is None else draft.amount(reading.value, unit_of(fact), (fact,))
        column = "/".join(fact.column) if alike else ""
        values = {"name": f"{owner}{code}{path or draft.phrases.what(fact)}", "amount": amount}
        lines.append(
            say(
                "clarify_line",
                **values,
                place=say("clarify_where", place=draft.phrases.place(fact), column=column).strip(),
            )
        )
    asked = outcome.topic or outcome.readings[0].fact.row or draft.phrases.what(outcome.readings[0].fact)
    return "\n".join([say(name, asked=asked), *lines])


def _lacking(outcome: Outcome, draft: Draft) -> list[str]:
    """Whose figure is not in what goes over several organisations, and why."""
    say = draft.phrases.say
    lines = []
    for why in ("blank", "none", "unclear"):
        of_them = [lack for lack in outcome.lacking if lack.why == why]
        names = [f"{lack.organisation}{draft.citer.marks(lack.facts)}" for lack in of_them[:MOST_NAMED]]
        names += [say("and_others", count=len(of_them))] if len(of_them) > MOST_NAMED else []
        draft.known.append(Decimal(len(of_them)))
        lines += [say(f"lacking_{why}", names=say("joiner").join(names))] if names else []
    return lines


def _trend(outcome: Outcome, draft: Draft) -> str:
    truth = "" if outcome.truth is None else draft.phrases.truth(outcome.truth)
    if outcome.left_out:
        draft.known += map(Decimal, outcome.left_out)
        missing = draft.phrases.say("joiner").join(outcome.left_out)
        draft.notices.append(Notice("assumption", draft.phrases.say("notice_years_lacking", missing=missing)))
    head = truth + draft.phrases.say("trend", topic=draft.phrases.term(outcome.topic))
    return "\n".join([head, *(f"- {draft.line(line)}" for line in outcome.lines)])


_WRITERS: dict[str, Callable[[Outcome, Draft], str]] = {
    "lookup": _lookup, "several": _several, "sum": _sum, "difference": _difference, "ratio": _quotient, "share": _quotient,
    "average": _average, "except": _except, "change": _change, "rank": _rank, "list": _list, "list_none": _list, "count": _list, "trend": _trend,
    "movements": _movements,
    **CHECKS, **RATES,
}  # fmt: skip


def _facts(step: Step) -> list[Fact]:
    return [fact for line in step.operands for fact in line.facts[:1]]


def _sources(reading: Reading) -> list[Fact]:
    """The facts to cite for one value: the best, and one of prose or of another table that says the same."""
    first = reading.facts[0]
    return [
        first,
        *[fact for fact in reading.facts[1:] if fact.table_id != first.table_id and fact != reading.blank][:1],
    ]


_WORDED = re.compile(rf"^(?:19|20)\d{{2}}年|(?:{'|'.join(KINDS.values())})$")


def _is_worded(label: str) -> bool:
    """Whether only our own words in a label are Chinese, the year or the kind of a name in English."""
    return bool(_WORDED.search(label)) and _WORDED.sub("", label).replace("·", "").isascii()


def _items(outcome: Outcome, draft: Draft) -> tuple[Item, ...]:
    if outcome.operation in ("lookup", "errors", "exists", "list_none") and outcome.status == "answered":
        return ()
    sums = [line for line in outcome.lines if line.facts and isinstance(line.facts[0], SumFact)]
    draft.known += [line.value for line in sums if line.value is not None]
    return tuple(
        Item(
            draft.label(line) if _is_worded(line.label) else line.label,
            line.value,
            line.unit,
            tuple(draft.citer.fact(fact) for fact in line.facts[:1]),
        )
        for line in outcome.lines
        if line.facts
    )


def _note_derived(outcome: Outcome, draft: Draft) -> None:
    for reading in outcome.readings:
        fact = reading.fact
        if fact.derived:
            draft.known += numbers_in(fact.derived)
            text = draft.phrases.say("notice_derived", year=fact.year or "", arithmetic=fact.derived)
            draft.notices.append(Notice("derived", text, (draft.citer.fact(fact),)))


def _choices(outcome: Outcome, phrases: Phrases) -> tuple[Choice, ...]:
    """The readings to choose from; each says whose it is where they are of several."""
    offered = outcome.readings[:6] if outcome.status == "clarify" else outcome.alternatives
    owners = {owner_key(reading.fact.organisation) for reading in (*outcome.readings, *offered)}
    return tuple(
        choice_of(reading, phrases, f"{reading.fact.organisation} " if len(owners) > 1 else "") for reading in offered
    )


def choice_of(reading: Reading, phrases: Phrases, owner: str = "") -> Choice:
    """A reading to choose, with its amount, and the question that asks for it; `owner` is said before it."""
    fact = reading.fact
    row = " ".join(part for part in (fact.row_code, fact.row) if part)
    column = "" if not fact.column else fact.column[-1]
    year = f"{fact.year}年" if fact.year else ""
    table = f"《{fact.table}》" if fact.source == "table" else fact.table
    question = (
        f"{year}{fact.organisation}{table}{row}的{column}是多少？"
        if row and column
        else f"{year}{fact.organisation}{table}{row or column}是多少？"
    )
    value = comparable(fact)
    amount = "" if value is None else f" {phrases.amount(value, unit_of(fact), fact.unit.name)}"
    place = f"{fact.table}{' · ' + column if column and row else ''}"
    place = f" ({place})" if phrases.language == "en" else f"（{place}）"
    return Choice(f"{owner}{row or column}{place}{amount}", question)


def _reading_line(outcome: Outcome, phrases: Phrases) -> str:
    """The reading taken: whose money, year, kind, table, row and column."""
    facts = [reading.fact for reading in outcome.readings[:2]] or [
        fact for line in outcome.lines[:1] for fact in line.facts[:1]
    ]
    parts = [
        " · ".join(
            filter(
                None, (f"{fact.year}年" if fact.year else "", phrases.kind(fact), fact.table, phrases.row_place(fact))
            )
        )
        for fact in facts
    ]
    return " ; ".join(dict.fromkeys(parts)) if facts and core_key(parts[0]) else ""

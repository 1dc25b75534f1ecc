"""How a figure grew a year on average over several years: compound, and as an amount."""

from __future__ import annotations

from decimal import Decimal

from bot.arithmetic import amount_of, blank_outcome, kept
from bot.changes import pair_of_frames
from bot.frame import of_one_organisation
from bot.labels import line_of, short_name
from bot.outcome import Line, Outcome, Step
from bot.phrases import rounded_or_whole
from bot.plan import Plan
from bot.tools import Tools
from bot.years_named import years_lacking


def compound(tools: Tools, plan: Plan) -> Outcome | None:
    """The yearly growth between the first and the last year asked about, in % (or in 元 a year: option `amount`).

    (last ÷ first)^(1/years) − 1, kept to four places. None where the two years' figures cannot be compared.
    """
    documents = tools.catalogue.documents
    if not plan.operands[0] or not of_one_organisation(documents, plan.frame):
        return None
    held = {documents[one].year for one in plan.frame.documents}
    years = sorted(plan.frame.years or {year for year in held if year})
    latest = plan.options.latest
    if years_lacking(years, latest) or len(years) < 2:
        return None
    years = years[-(latest or 0) :]
    pair = pair_of_frames(tools, plan.operands[0], (plan.frame.with_years(years[-1]), plan.frame.with_years(years[0])))
    if pair is None:
        return None
    score = min(reading.score for reading in pair)
    refused = blank_outcome(plan, pair, score)
    if refused:
        return refused
    lines = tuple(line_of(one.fact, f"{one.fact.year}年{short_name(one.fact)}") for one in pair)
    last, first = map(amount_of, lines)
    if first <= 0 or last <= 0:
        return Outcome(plan.operation, "not_found", score, readings=pair[::-1], message="no_growth")
    count, unit = years[-1] - years[0], lines[0].unit
    rate = (((last / first).ln() / count).exp() - 1) * 100
    divisor = Line(str(count), Decimal(count), "", ())
    mean = rounded_or_whole((last - first) / count, 4)
    steps = (
        Step("-", lines, last - first, unit),
        Step("/", (Line("", last - first, unit, ()), divisor), mean, unit),
        Step("%", lines, kept(rate), "%", rate),
    )
    told = steps[1] if plan.options.amount else steps[2]
    return Outcome("compound", "answered", score, told.result, told.unit, pair, lines, steps)

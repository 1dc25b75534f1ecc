"""Check 6a: percentages that the text states against its own amounts, and what it says of more and less."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.audit_alarms import Alarm, Evidence, Report
from index.audit_parts import are_whole
from index.audit_quantities import AMOUNTS
from index.audit_wording import place_text
from index.model import Fact, Grade
from index.prose_text import ProseParagraph
from index.text import name_key
from index.units import decimals
from index.words import words_of

HUNDRED = Decimal(100)
_RATES = {"占比": "share", "增减%": "growth", "完成预算%": "completion"}
_CLAIM = re.compile(
    r"(?:决算数?|支出决算数?)\s*(?:与\s*(年初|全年|调整)?\s*预算数?)?\s*(基本)?(大于|高于|超过|多于|小于|低于|少于|等于|持平)\s*(年初|全年|调整)?\s*(预算数?)?"
)
_MORE, _LESS = words_of("prose.zh.yaml", "more_than"), words_of("prose.zh.yaml", "less_than")
CLAIM_DISTANCE = 40
"""Characters between the sentence of the amounts and what is said of them."""
ROUGHLY = Decimal("0.05")
"""基本持平 may hide a difference of this share."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A fraction that a percentage may mean."""

    part: Fact
    whole: Fact
    value: Decimal
    slack: Decimal
    """What rounding of the two amounts can make of it, in percentage points."""
    parts: tuple[Fact, ...] = ()
    """The amounts that the whole was added up from, where the text does not tell it."""


def ratio_meant(rate: Fact, prose: Sequence[Fact]) -> Ratio | None:
    """The fraction that a percentage of a text is, by its figures; None where it is none of those that it may mean."""
    kind = _RATES.get(rate.column[-1]) if rate.column else None
    if kind is None or rate.unit.name != "%" or rate.value is None:
        return None
    meant = (one for one in _ratios(kind, rate, _amounts_of(prose), prose) if _is_rounded(rate, one))
    return next(meant, None)


def _amounts_of(prose: Sequence[Fact]) -> dict[tuple[str, ...], list[Fact]]:
    """The amounts that a text tells, by what they are of."""
    amounts: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in prose:
        if fact.column in AMOUNTS and fact.value is not None:
            amounts[fact.row_path].append(fact)
    return amounts


def _is_rounded(rate: Fact, ratio: Ratio) -> bool:
    """Whether a percentage is a fraction, as far as it and its amounts are rounded."""
    unit = Decimal(1) / Decimal(10) ** decimals(rate.printed)
    return abs(ratio.value - abs(rate.value or Decimal(0))) <= unit / 2 + ratio.slack


def check_rates(evidence: Evidence) -> Report:
    """Shares, growth, completion and comparisons against the amounts beside them."""
    amounts = _amounts_of(evidence.prose)
    checked, alarms = 0, []
    for fact in evidence.prose:
        kind = _RATES.get(fact.column[-1])
        if kind is None or fact.unit.name != "%" or fact.value is None:
            continue
        ratios = list(_ratios(kind, fact, amounts, evidence.prose))
        checked += bool(ratios)
        alarms += list(_rate_alarms(evidence, kind, fact, ratios))
    claims = [alarm for paragraph in evidence.paragraphs for alarm in _claims(evidence, paragraph)]
    return Report((*alarms, *claims), checked)


def _ratios(
    kind: str, rate: Fact, amounts: dict[tuple[str, ...], list[Fact]], prose: Sequence[Fact]
) -> Iterator[Ratio]:
    """The fractions that the percentage may mean, the likeliest first."""
    own = _near(rate, amounts[rate.row_path])
    if kind == "share":
        part = [fact for fact in own if (fact.year, fact.kind) == (rate.year, rate.kind) and not fact.derived]
        above = _near(rate, amounts[rate.row_path[:-1]]) if len(rate.row_path) > 1 else []
        wholes = _named_base(rate, prose) or above
        pairs = [(one, whole) for one in part[-1:] for whole in wholes if _alike(one, whole)]
        if not pairs and part:
            yield from _of_parts(rate, part[-1], prose)
    elif kind == "growth":
        changes = [
            fact
            for fact in prose
            if fact.column == ("比上年增减",) and fact.row_path == rate.row_path and fact.text == rate.text
        ]
        prior = [fact for fact in own if fact.year is not None and rate.year is not None and fact.year == rate.year - 1]
        pairs = [(change, before) for change in changes[:1] for before in prior if before.text == rate.text]
    else:
        done = [fact for fact in own if fact.kind in ("outturn", "executed") and not fact.derived]
        plans = [fact for fact in own if fact.kind in ("budget", "adjusted") and not fact.derived]
        pairs = [(one, plan) for one in done[-1:] for plan in plans if one.year == plan.year]
    for one, whole in pairs:
        if whole.value and one.unit == whole.unit and one.value is not None:
            value = abs(one.value) / abs(whole.value) * HUNDRED
            yield Ratio(one, whole, value, _slack(one, whole, value))


def _of_parts(rate: Fact, part: Fact, prose: Sequence[Fact]) -> Iterator[Ratio]:
    """The share of one of all parts of a whole, which a sentence tells one by one and calls by the name that they stand under:
    因公出国费5万元，占“三公”经费的25%；公务用车费10万元，…；公务接待费5万元，…
    """
    if len(part.row_path) < 2 or _base_said(rate) != _bare(part.row_path[-2]):
        return
    parts = tuple(
        fact
        for fact in prose
        if (fact.text, fact.row_path[:-1], fact.column) == (part.text, part.row_path[:-1], part.column)
        and _alike(fact, part)
        and fact.value is not None
    )
    total = sum((fact.value or Decimal(0) for fact in parts), Decimal(0))
    if not total or part.value is None or not are_whole([name_key(fact.row) for fact in parts]):
        return
    value = abs(part.value) / total * HUNDRED
    whole = replace(part, row=part.row_path[-2], value=total, printed=f"{total}")
    yield Ratio(part, whole, value, len(parts) * _slack(part, whole, value), parts)


def _named_base(rate: Fact, prose: Sequence[Fact]) -> list[Fact]:
    """The amounts of the section that a share says it is of: 占政府采购支出总额的67%; [] where it says none that is told."""
    name = _base_said(rate)
    told = [fact for fact in prose if fact.column in AMOUNTS and name and _bare(fact.row_path[-1]) == name]
    return _near(rate, [fact for fact in told if fact.table == rate.table])


def _base_said(rate: Fact) -> str:
    """What a share says that it is of, bare; "" where it does not, or where the same share is told of several."""
    said = re.findall(
        rf"占([^，,；;。：:\d]{{2,40}}?)的?(?:比例|比重|百分比)?(?:为|约)?{re.escape(rate.printed)}[%％]", rate.text
    )
    bases = {_bare(base) for base in said}
    return bases.pop() if len(bases) == 1 else ""


def _bare(name: str) -> str:
    return _OF_SUM.sub("", name_key(name))


_OF_SUM = re.compile("总额|金额|总计|合计|总数|总|的|数$")


def _alike(one: Fact, other: Fact) -> bool:
    return (one.year, one.kind, one.unit) == (other.year, other.kind, other.unit) and not other.derived


def _near(rate: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """Of the same section; of the same sentence where there are such."""
    section = [fact for fact in facts if fact.table == rate.table]
    return [fact for fact in section if fact.text == rate.text] or section


def _slack(part: Fact, whole: Fact, value: Decimal) -> Decimal:
    half = [Decimal("0.5") / Decimal(10) ** decimals(fact.printed) for fact in (part, whole)]
    if not part.value or not whole.value:
        return Decimal(0)
    return value * (half[0] / abs(part.value) + half[1] / abs(whole.value))


def _rate_alarms(evidence: Evidence, kind: str, rate: Fact, ratios: Sequence[Ratio]) -> Iterator[Alarm]:
    if not ratios:
        return
    stated = abs(rate.value or Decimal(0))
    unit = Decimal(1) / Decimal(10) ** decimals(rate.printed)
    best = min(ratios, key=lambda ratio: abs(ratio.value - stated))
    difference = abs(best.value - stated)
    if _is_rounded(rate, best):
        yield from _wrong_base(evidence, kind, rate, best)
        return
    grade: Grade = "rounding" if difference <= unit + best.slack else "error"
    yield _rate_alarm(evidence, kind, rate, best, grade)


def _rate_alarm(evidence: Evidence, kind: str, rate: Fact, ratio: Ratio, grade: Grade) -> Alarm:
    digits = decimals(rate.printed)
    computed = f"{ratio.value:.{digits}f}"
    return Alarm(
        check="rates",
        grade=grade,
        text=f"rate_{kind}",
        values={
            "section": f"《{rate.table}》",
            "place": place_text(rate.place, evidence.language),
            "name": rate.row,
            "found": f"{rate.printed}%",
            "part": f"{ratio.part.printed}{ratio.part.unit.name}",
            "whole": f"{ratio.whole.printed}{ratio.whole.unit.name}",
            "expected": f"{computed}%",
        },
        arithmetic=f"{ratio.part.printed} ÷ {ratio.whole.printed} = {computed}% ≠ {rate.printed}%",
        facts=(rate.id, ratio.part.id, *(fact.id for fact in ratio.parts or (ratio.whole,) if fact is not ratio.part)),
    )


def _wrong_base(evidence: Evidence, kind: str, rate: Fact, ratio: Ratio) -> Iterator[Alarm]:
    """A completion "of the budget at the start of the year" that is really one of the budget of the whole year."""
    if kind != "completion" or "完成年初预算" not in rate.text:
        return
    initial = [
        fact
        for fact in evidence.prose
        if fact.kind == "budget"
        and fact.column in AMOUNTS
        and fact.row_path == rate.row_path
        and fact.text == rate.text
    ]
    if ratio.whole.kind != "adjusted" or not initial or initial[0].value == ratio.whole.value:
        return
    yield Alarm(
        check="rates",
        grade="error",
        text="rate_base",
        values={
            "section": f"《{rate.table}》",
            "place": place_text(rate.place, evidence.language),
            "name": rate.row,
            "found": f"{rate.printed}%",
            "initial": f"{initial[0].printed}{initial[0].unit.name}",
            "whole": f"{ratio.whole.printed}{ratio.whole.unit.name}",
        },
        arithmetic=f"{ratio.part.printed} ÷ {ratio.whole.printed} = {rate.printed}%",
        facts=(rate.id, ratio.part.id, ratio.whole.id, initial[0].id),
    )


def _claims(evidence: Evidence, paragraph: ProseParagraph) -> Iterator[Alarm]:
    """决算数大于预算数 against the two amounts of the sentence before."""
    for claim in _CLAIM.finditer(paragraph.text):
        before, roughly, word, after, plain = claim.groups()
        if not (plain or "预算" in claim.group(0)):
            continue
        pair = _amounts_before(evidence.prose, paragraph, claim.start(), before or after or "")
        if pair is None or any(_holds(word, bool(roughly), outturn, budget) for outturn, budget in pair):
            continue
        outturn, budget = pair[0]
        sign = (
            ">"
            if (outturn.value or 0) > (budget.value or 0)
            else "<"
            if (outturn.value or 0) < (budget.value or 0)
            else "="
        )
        yield Alarm(
            check="claims",
            grade="error",
            text="claim",
            values={
                "section": f"《{paragraph.heading}》",
                "place": place_text(outturn.place, evidence.language),
                "name": outturn.row,
                "claim": claim.group(0),
                "outturn": f"{outturn.printed}{outturn.unit.name}",
                "budget": f"{budget.printed}{budget.unit.name}",
            },
            arithmetic=f"{outturn.printed} {sign} {budget.printed}",
            facts=(outturn.id, budget.id),
        )


def _amounts_before(
    prose: Sequence[Fact], paragraph: ProseParagraph, position: int, base: str
) -> list[tuple[Fact, Fact]] | None:
    """Outturn and budget of the sentence that ends right before `position`; with `base` only that budget."""
    wanted = {"年初": ("budget",), "全年": ("adjusted",), "调整": ("adjusted",)}.get(base, ("adjusted", "budget"))
    sentence = ""
    for fact in prose:
        end = paragraph.text.find(fact.text) + len(fact.text)
        if fact.text in paragraph.text and 0 <= position - end <= CLAIM_DISTANCE and fact.table == paragraph.heading:
            sentence = fact.text
    told = [
        fact for fact in prose if fact.text == sentence and fact.table == paragraph.heading and fact.column in AMOUNTS
    ]
    outturns = [fact for fact in told if fact.kind == "outturn" and not fact.derived and fact.value is not None]
    if not sentence or len(outturns) != 1:
        return None
    own = outturns[0]
    plans = [fact for fact in told if fact.kind in wanted and (fact.row_path, fact.year) == (own.row_path, own.year)]
    return [(own, plan) for plan in plans if plan.unit == own.unit and plan.value is not None] or None


def _holds(word: str, roughly: bool, outturn: Fact, budget: Fact) -> bool:
    done, planned = outturn.value or Decimal(0), budget.value or Decimal(0)
    if word in _MORE:
        return done > planned
    if word in _LESS:
        return done < planned
    return abs(done - planned) <= (ROUGHLY * abs(planned) if roughly else 0)

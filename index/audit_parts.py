"""Checks 4 and 5: what the running text takes apart must add up again, and no part is larger than its whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.arithmetic import HALF
from index.audit_agreement import printed_step
from index.audit_alarms import Alarm, Evidence, Report
from index.audit_quantities import AMOUNTS
from index.audit_wording import addition, figure, place_text
from index.model import Fact
from index.numerals import parse_han_number
from index.text import name_key
from index.words import pattern_of
from prompts import load_yaml

_PARTITIONS: tuple[tuple[str, ...], ...] = tuple(map(tuple, load_yaml("audit.words.yaml")["parts"]["partitions"]))
"""Words of parts that together are always the whole."""
_NUMBERED = re.compile(r"(?<![\d.])([1-9]\d?)\s*[、.．)）](?!\d)|([①-⑳])|第([一二三四五六七八九])[、,，]")
_COUNTED = pattern_of("audit.words.yaml", "parts", "counted")
_PARTIAL = pattern_of("audit.words.yaml", "parts", "partial")
_BUDGET_WORD = pattern_of("audit.words.yaml", "parts", "money")
FULL = (Decimal("99.9"), Decimal("100.1"))
"""Shares of the parts that add to this leave nothing out."""
_RESERVED, _OTHER = re.compile(r"^面向中小企业预留"), re.compile(r"^其他政府采购项目")


def check_parts(evidence: Evidence) -> Report:
    """The parts of every amount that the text takes apart, and its amounts against the whole budget."""
    amounts = [fact for fact in evidence.prose if fact.column in AMOUNTS and fact.unit.factor is not None]
    checked, alarms = 0, []
    for whole, parts in _wholes(evidence, amounts):
        checked += 1
        alarms += list(_part_alarms(evidence, whole, parts))
    largest = _largest(evidence)
    if largest is not None:
        own = (evidence.document.year, largest[1].kind)
        current = [fact for fact in amounts if not fact.derived and (fact.year, fact.kind) == own]
        checked += len(current)
        alarms += _out_of_proportion(evidence, current, largest)
    alarms += _procurement(evidence, amounts)
    unchecked = () if largest or not amounts else ((evidence.document.title, "no_whole"),)
    return Report(tuple(alarms), checked, unchecked)


def _wholes(evidence: Evidence, amounts: Sequence[Fact]) -> Iterator[tuple[Fact, list[Fact]]]:
    """Each amount with the amounts told as its direct parts; a project's total with those told beside it."""
    total = load_yaml("prose.zh.yaml")["project_total"]
    below: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in amounts:
        below[_setting(fact), fact.row_path[:-1]].append(fact)
    for fact in amounts:
        path = fact.row_path[:-1] if fact.row == total else fact.row_path
        parts = [
            part for part in below[_setting(fact), path] if part is not fact and not part.total and part.row != total
        ]
        for group in _lists(parts) if path else ():
            yield fact, _outermost(fact, group)


def _outermost(whole: Fact, parts: list[Fact]) -> list[Fact]:
    """The parts without those of a part: what comes after the first that are all, 购置费 beside 购置及运行维护费."""
    joint = "".join(name_key(part.row) for part in parts if _JOINT.search(part.row))
    told = [part for part in parts if _JOINT.search(part.row) or not _is_within(name_key(part.row), joint)]
    total = Decimal(0)
    for count, part in enumerate(told, start=1):
        total += part.value_yuan or Decimal(0)
        if count > 1 and total == whole.value_yuan:
            return told[:count]
    return told


_JOINT = re.compile("购置(?:费)?[及和]运行")


def _is_within(name: str, joint: str) -> bool:
    return bool(joint) and bool(re.search("购置费?$|运行(?:维护)?费?$", name))


def _setting(fact: Fact) -> tuple[object, ...]:
    return fact.table, fact.year, fact.kind, fact.column, bool(fact.derived)


def _lists(parts: Sequence[Fact]) -> list[list[Fact]]:
    """The parts as they are listed: those of one sentence together, those told one by one together.

    A whole may be taken apart in two ways, by funds and by functions.
    """
    by_sentence: dict[str, dict[str, Fact]] = defaultdict(dict)
    for part in parts:
        by_sentence[part.text].setdefault(part.row, part)
    singles = {row: part for told in by_sentence.values() if len(told) == 1 for row, part in told.items()}
    return [list(told.values()) for told in (*(t for t in by_sentence.values() if len(t) > 1), singles) if told]


def _part_alarms(evidence: Evidence, whole: Fact, parts: Sequence[Fact]) -> Iterator[Alarm]:
    value = whole.value_yuan or Decimal(0)
    total = sum(((part.value_yuan or Decimal(0)) for part in parts), Decimal(0))
    tolerance = HALF * max(printed_step(fact) for fact in (whole, *parts)) * (len(parts) + 1)
    larger = [
        part for part in parts if (part.value_yuan or Decimal(0)) > value + printed_step(whole) + printed_step(part)
    ]
    complete = len(parts) > 1 and _is_complete(evidence, whole, parts)
    if larger and not complete:
        yield _part_alarm(evidence, whole, larger[:1], "part_larger", larger[0].value_yuan or Decimal(0))
    elif (complete or (len(parts) > 1 and total > value)) and abs(total - value) > tolerance:
        yield _part_alarm(evidence, whole, parts, "parts_sum" if complete else "parts_exceed", total)


def _part_alarm(evidence: Evidence, whole: Fact, parts: Sequence[Fact], text: str, total: Decimal) -> Alarm:
    factor = whole.unit.factor or Decimal(1)
    expected = total / factor
    difference = abs(expected - (whole.value or Decimal(0)))
    terms = [part.printed if part.unit == whole.unit else f"{part.printed}{part.unit.name}" for part in parts]
    alike = len({part.row for part in parts}) < len(parts)
    names = ["/".join(part.row_path) if alike else part.row for part in parts]
    told = [f"{name}{part.printed}{part.unit.name}" for name, part in zip(names, parts, strict=True)]
    single = f"{terms[0]} > {whole.printed}"
    return Alarm(
        check="parts",
        grade="doubtful" if text == "parts_exceed" or whole.derived else "error",
        text=text,
        values={
            "section": f"《{whole.table}》",
            "place": place_text(whole.place, evidence.language),
            "whole": "/".join(whole.row_path),
            "found": f"{whole.printed}{whole.unit.name}",
            "parts": "、".join(told),
            "expected": f"{figure(expected, whole.printed + '.' + terms[0])}{whole.unit.name}",
            "difference": f"{figure(difference, whole.printed + '.')}{whole.unit.name}",
        },
        arithmetic=single if text == "part_larger" else addition(terms, expected, whole.printed, whole.printed + "."),
        facts=tuple(fact.id for fact in (whole, *parts)),
    )


def are_whole(names: Sequence[str]) -> bool:
    """Whether parts of these names together are always the whole: 因公出国, 公务用车 and 接待 of 三公."""
    return any(
        len(partition) >= len(names) and all(any(re.search(word, name) for name in names) for word in partition)
        for partition in _PARTITIONS
    )


def _is_complete(evidence: Evidence, whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the parts told are all there are: shares of 100%, kinds that say so, a count, numbers."""
    if are_whole([name_key(part.row) for part in parts]):
        return True
    shares = [
        fact.value or Decimal(0)
        for fact in evidence.prose
        if fact.column == ("占比",) and fact.table == whole.table and fact.row_path in {part.row_path for part in parts}
    ]
    if len(shares) == len(parts) and FULL[0] <= sum(shares) <= FULL[1]:
        return True
    return _counted(evidence, whole, parts) or _enumerated(whole, parts)


def _counted(evidence: Evidence, whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the text says of just so many sub-projects or parts, in its sentence or in the project's note."""
    said = [fact.value for fact in evidence.prose if fact.row == "子项目" and fact.row_path[0] == whole.row_path[0]]
    for number in _COUNTED.findall(whole.text):
        said.append(Decimal(int(number) if number.isdigit() else parse_han_number(number)))
    return len(parts) in said


def _enumerated(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether one sentence numbers the parts 1 to n, or a bracket behind the whole lists just them."""
    sentence = parts[0].text
    if any(part.text != sentence for part in parts) or len(parts) < 2:
        return False
    numbers = [
        int(digits) if digits else ord(circle) - ord("①") + 1 if circle else parse_han_number(han)
        for digits, circle, han in _NUMBERED.findall(sentence)
    ]
    if numbers == list(range(1, len(parts) + 1)):
        return True
    bracket = re.search(re.escape(whole.printed) + r"\s*[万亿]?元?\s*[（(]([^（）()]*)[）)]", whole.text)
    if not bracket or whole.text != sentence or _PARTIAL.search(bracket.group(1)):
        return False
    return all(part.printed in bracket.group(1) for part in parts)


def _largest(evidence: Evidence) -> tuple[Decimal, Fact] | None:
    """The grand total of the document's year: of its tables, else of its text."""
    totals = [
        one.fact
        for one in evidence.measured
        if not (one.quantity.items or one.quantity.fund or one.quantity.sort)
        and one.quantity.side
        and one.quantity.year == evidence.document.year
        and not one.fact.derived
    ]
    totals = [fact for fact in totals if fact.source == "table"] or totals
    best = max(totals, key=lambda fact: fact.value_yuan or Decimal(0), default=None)
    return (best.value_yuan or Decimal(0), best) if best is not None and best.value else None


def _out_of_proportion(evidence: Evidence, amounts: Sequence[Fact], largest: tuple[Decimal, Fact]) -> Iterator[Alarm]:
    limit, whole = largest
    projects = {paragraph.project for paragraph in evidence.paragraphs if paragraph.project}
    for fact in amounts:
        value = fact.value_yuan or Decimal(0)
        if (
            fact.row.startswith("上年")
            or value <= limit + 2 * printed_step(fact)
            or not any(map(_BUDGET_WORD.search, (*fact.row_path, fact.table)))
        ):
            continue
        yield Alarm(
            check="proportion",
            grade="error" if fact.row_path[0] in projects else "doubtful",
            text="proportion",
            values={
                "section": f"《{fact.table}》",
                "place": place_text(fact.place, evidence.language),
                "name": "/".join(fact.row_path),
                "found": f"{fact.printed}{fact.unit.name}",
                "times": f"{value / limit:.1f}",
                "whole": f"{whole.row or whole.table}{whole.printed}{whole.unit.name}",
            },
            arithmetic=f"{figure(value, ',')}元 > {figure(limit, ',')}元",
            facts=(fact.id, whole.id),
        )


def _procurement(evidence: Evidence, amounts: Sequence[Fact]) -> Iterator[Alarm]:
    """What small firms won of the purchases reserved for them and of the others cannot exceed all purchases."""
    total = next(
        (fact for fact in amounts if re.match(r"政府采购(?:金额|支出|总额)", fact.row) and len(fact.row_path) == 1),
        None,
    )
    parts = [
        next((fact for fact in amounts if head.search(fact.row_path[0]) and len(fact.row_path) == 2), None)
        for head in (_RESERVED, _OTHER)
    ]
    known = [part for part in parts if part is not None]
    if total is None or len(known) < 2:
        return
    won = sum(((part.value_yuan or Decimal(0)) for part in known), Decimal(0))
    if won > (total.value_yuan or Decimal(0)) + 2 * printed_step(total):
        yield _part_alarm(evidence, total, known, "parts_exceed", won)

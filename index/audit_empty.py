"""Check 6c: a filled table that the text calls empty, and an empty one of which the text tells amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.audit_alarms import Alarm, Evidence, Report
from index.audit_quantities import Measured, measure, scope_of
from index.audit_wording import place_text, quoted
from index.grids import FORM_TITLE
from index.model import Grid, Paragraph, Place
from index.text import tidy
from index.units import parse_figure

_NONE = re.compile(
    r"(?:没有|无|不存在|未安排|不涉及|未发生)(?:使用|安排|发生|列支)?((?:一般公共预算|政府性基金|国有资本经营|财政拨款|[“\"]?三公)[^，。；:：]{0,30})"
)
_NOTHING = re.compile(r"故?(?:本表|此表)(?:无数据|为空表?|空表|没有数据)")
_CONDITION = re.compile(r"的[，,]|如|若")
NEAR_LINES = 3


def check_empty(evidence: Evidence) -> Report:
    """Tables without any figure against the amounts of the text, and "there is none" against figures printed."""
    measured = [one for one in measure(evidence) if one.fact.value and not one.fact.derived]
    alarms = [*_told_but_empty(evidence, measured), *_denied_but_filled(evidence, measured)]
    return Report(tuple(alarms), len(_empty_tables(evidence)))


def _empty_tables(evidence: Evidence) -> list[tuple[str, Place]]:
    """Title and place of every printed table that holds no figure."""
    filled = {table.place.page for table in evidence.tables if any(cell.value for cell in table.cells)}
    known = {table.title for table in evidence.tables if any(cell.value for cell in table.cells)}
    found: list[tuple[str, Place]] = [
        (table.title, table.place) for table in evidence.tables if not any(cell.value for cell in table.cells)
    ]
    title, since = "", 0
    for block in evidence.blocks:
        if isinstance(block, Grid):
            figures = any(
                parse_figure(cell or "")
                for row in block.rows
                for cell in row.cells
                if "." in (cell or "") or (cell or "").strip() not in "123456789"
            )
            if title and since <= NEAR_LINES and not figures and title not in known:
                found.append((title, block.place))
            title = ""
        elif FORM_TITLE.search(text := tidy(block.text)) and len(text) <= 60:
            title, since = text, 0
        else:
            since += 1
    del filled
    return list({name: (name, place) for name, place in reversed(found)}.values())[::-1]


def _told_but_empty(evidence: Evidence, measured: list[Measured]) -> Iterator[Alarm]:
    year = evidence.document.year
    for title, place in _empty_tables(evidence):
        scope = scope_of(title)
        if scope is None:
            continue
        told = [
            one.fact
            for one in measured
            if one.fact.source == "prose" and one.quantity.year == year and scope.holds(one.quantity)
        ]
        if told:
            yield _alarm(
                evidence,
                "told_but_empty",
                title,
                place,
                f"{told[0].row}{told[0].printed}{told[0].unit.name}",
                told[0].text,
                [told[0].id],
            )


def _denied_but_filled(evidence: Evidence, measured: list[Measured]) -> Iterator[Alarm]:
    for block in evidence.blocks:
        if not isinstance(block, Paragraph):
            continue
        for found in _NONE.finditer(block.text):
            scope = scope_of(found.group(1))
            before = block.text[: found.start()]
            if (
                scope is None
                or not (scope.fund or scope.items)
                or _CONDITION.search(block.text[found.start() : found.end() + 2])
                or before.endswith(("如", "若"))
            ):
                continue
            held = [
                one.fact
                for one in measured
                if one.quantity.year == evidence.document.year
                and one.quantity.kind == evidence.document.kind
                and scope.holds(one.quantity)
            ]
            if held:
                fact = held[0]
                yield _alarm(
                    evidence,
                    "denied_but_filled",
                    fact.table,
                    fact.place,
                    f"{fact.row}{fact.printed}{fact.unit.name}",
                    block.text,
                    [fact.id],
                )


def _alarm(
    evidence: Evidence, text: str, title: str, place: Place, amount: str, sentence: str, facts: list[str]
) -> Alarm:
    return Alarm(
        check="empty",
        grade="error",
        text=text,
        values={
            "title": title,
            "place": place_text(place, evidence.language),
            "amount": amount,
            "quote": quoted(tidy(sentence)),
        },
        arithmetic="",
        facts=tuple(facts),
    )

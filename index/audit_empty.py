"""Check 6c: a filled table that the text calls empty, and an empty one of which the text tells amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.audit_alarms import Alarm, Evidence, Report
from index.audit_quantities import Measured, scope_of
from index.audit_wording import place_text, quoted
from index.grids import FORM_TITLE
from index.model import Fact, Grid, Paragraph, Place
from index.text import tidy
from index.units import parse_figure
from index.words import pattern_of

_NONE = pattern_of("audit.words.yaml", "empty", "none")
_CONDITION = re.compile(r"的[，,]|如|若")
NEAR_LINES = 3
"""So many texts may stand between a table's title and its grid."""
TITLE_CHARACTERS = 60


def check_empty(evidence: Evidence) -> Report:
    """Tables without any figure against the amounts of the text, and "there is none" against figures printed."""
    measured = [one for one in evidence.measured if one.fact.value and not one.fact.derived]
    alarms = [*_told_but_empty(evidence, measured), *_denied_but_filled(evidence, measured)]
    return Report(tuple(alarms), len(_empty_tables(evidence)))


def _empty_tables(evidence: Evidence) -> list[tuple[str, Place]]:
    """Title and place of every printed table that holds no figure, also of grids that were not taken for tables."""
    filled = {table.title for table in evidence.tables if any(cell.value for cell in table.cells)}
    found = [(table.title, table.place) for table in evidence.tables if not any(cell.value for cell in table.cells)]
    title, since = "", 0
    for block in evidence.blocks:
        if isinstance(block, Grid):
            if title and since <= NEAR_LINES and title not in filled and not _holds_figures(block):
                found.append((title, block.place))
            title = ""
        elif FORM_TITLE.search(text := tidy(block.text)) and len(text) <= TITLE_CHARACTERS:
            title, since = text, 0
        else:
            since += 1
    return [(title, place) for title, place in dict(reversed(found)).items() if title][::-1]


def _holds_figures(grid: Grid) -> bool:
    """Whether any cell holds an amount; codes and the numbers of the columns are none."""
    texts = (tidy(cell) for row in grid.rows for cell in row.cells if cell)
    return any(parse_figure(text) and not re.fullmatch(r"\d{1,7}", text) for text in texts)


def _told_but_empty(evidence: Evidence, measured: list[Measured]) -> Iterator[Alarm]:
    year = evidence.document.year
    prose = [one for one in measured if one.fact.source == "prose" and one.quantity.year == year]
    for title, place in _empty_tables(evidence):
        scope = scope_of(title)
        told = next((one.fact for one in prose if scope is not None and scope.holds(one.quantity)), None)
        if told:
            yield _alarm(evidence, "told_but_empty", title, place, told, told.text)


def _denied_but_filled(evidence: Evidence, measured: list[Measured]) -> Iterator[Alarm]:
    own = (evidence.document.year, evidence.document.kind)
    current = [one for one in measured if (one.quantity.year, one.quantity.kind) == own]
    for block in evidence.blocks:
        if not isinstance(block, Paragraph):
            continue
        for found in _NONE.finditer(block.text):
            scope = scope_of(found.group(1))
            if scope is None or _is_conditional(block.text, found):
                continue
            held = next((one.fact for one in current if scope.holds(one.quantity)), None)
            if held:
                yield _alarm(evidence, "denied_but_filled", held.table, held.place, held, block.text)
                break


def _is_conditional(text: str, found: re.Match[str]) -> bool:
    """Whether it tells what to do where there is none, not that there is none."""
    asks = _CONDITION.search(text[found.start() : found.end() + 2])
    return asks is not None or text[: found.start()].endswith(("如", "若"))


def _alarm(evidence: Evidence, text: str, title: str, place: Place, fact: Fact, sentence: str) -> Alarm:
    return Alarm(
        check="empty",
        grade="error",
        text=text,
        values={
            "title": title,
            "place": place_text(place, evidence.language),
            "amount": f"{fact.row or '/'.join(fact.column)}{fact.printed}{fact.unit.name}",
            "quote": quoted(tidy(sentence)),
        },
        arithmetic="",
        facts=(fact.id,),
    )

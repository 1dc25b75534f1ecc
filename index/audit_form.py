"""Check 6b: what is left of the empty form, years of another paper, tables that the contents promise in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from index.audit_alarms import Alarm, Evidence, Report
from index.audit_wording import place_text, quoted
from index.model import Grid, Heading, Place
from index.text import name_key, strip_numbering, tidy
from index.words import pattern_of, patterns_of
from index.years import years_named

_INSTRUCTIONS = patterns_of("audit.words.yaml", "form", "instructions")
_PLACEHOLDERS = patterns_of("audit.words.yaml", "form", "placeholders")
_DOUBLED = re.compile(r"。{2}(?!。)|(?<!。)。，|，。|，{2}|；{2}|、{2}|：{2}|；。|、。")
_TITLE_END = pattern_of("audit.words.yaml", "form", "title_ends")
_AS_OF = re.compile(r"截至\s*(20\d\d)\s*年\s*12\s*月(?:31\s*日|底|末)")
_PAPER = re.compile(r"预算|决算")
_FORM = pattern_of("audit.words.yaml", "form", "tables")
"""Entries of a table of contents that are one table, not the part that holds all: 2024年度部门决算表."""
_COMPARES = pattern_of("audit.words.yaml", "form", "compares")
TITLE_CHARACTERS = 50
MOST_LEFTOVERS = 4
"""More of one kind are told together: the form was left empty."""
LIKE = 0.6
"""So alike is a title that words a promised table a little differently."""


def check_form(evidence: Evidence) -> Report:
    """Leftovers, wrong years and missing tables; all of them doubtful but for a year that cannot be."""
    alarms = [*_leftovers(evidence), *_wrong_years(evidence), *_missing_tables(evidence)]
    unchecked = () if evidence.tables else ((evidence.document.title, "no_tables"),)
    return Report(tuple(alarms), len(evidence.paragraphs), unchecked)


def _texts(evidence: Evidence) -> Iterator[tuple[str, str, Place]]:
    """Heading, text and place of every paragraph; a heading stands under the one before it."""
    above = ""
    for paragraph in evidence.paragraphs:
        yield above if paragraph.title else paragraph.heading, paragraph.text, paragraph.place
        above = paragraph.heading


def _leftovers(evidence: Evidence) -> Iterator[Alarm]:
    for kind, patterns in (("instruction", _INSTRUCTIONS), ("placeholder", _PLACEHOLDERS), ("doubled", (_DOUBLED,))):
        alarms = [
            _leftover(evidence, kind, heading, text, place, found)
            for heading, text, place in _texts(evidence)
            if (found := next((match for pattern in patterns if (match := pattern.search(text))), None))
        ]
        yield from alarms if len(alarms) <= MOST_LEFTOVERS else [_together(alarms, kind)]


def _leftover(evidence: Evidence, kind: str, heading: str, text: str, place: Place, found: re.Match[str]) -> Alarm:
    where = place_text(place, evidence.language)
    return Alarm(
        check="leftover",
        grade="doubtful",
        text=f"leftover_{kind}",
        values={
            "section": f"《{heading}》（{where}）" if heading else where,
            "quote": quoted(text, found.start()),
            "found": found.group(0) if kind == "doubled" else quoted(found.group(0).strip("。；")),
        },
        arithmetic="",
        facts=_facts_of(evidence, text, found.group(0)),
    )


def _together(alarms: Sequence[Alarm], kind: str) -> Alarm:
    """One alarm for a form that nobody filled in."""
    shown = "；".join(f"{alarm.values['section']}“{alarm.values['found']}”" for alarm in alarms[:MOST_LEFTOVERS])
    facts = tuple(dict.fromkeys(fact for alarm in alarms for fact in alarm.facts))
    return replace(alarms[0], text=f"leftovers_{kind}", values={"count": str(len(alarms)), "shown": shown}, facts=facts)


def _facts_of(evidence: Evidence, text: str, found: str) -> tuple[str, ...]:
    """Figures of the sentence that holds the leftover."""
    return tuple(fact.id for fact in evidence.prose if found in fact.text and fact.text in text)


def _wrong_years(evidence: Evidence) -> Iterator[Alarm]:
    year = evidence.document.year
    if year is None:
        return
    own = {year, *years_named(evidence.document.title)}
    for text, place in _titles(evidence):
        years = years_named(text)
        before = evidence.document.kind == "budget" and "执行" in text and years == {year - 1}
        if len(years) == 1 and not years & own and not before and not _COMPARES.search(text):
            yield _year_alarm(evidence, text, place, years.pop(), "wrong_year")
    if evidence.document.kind != "outturn":
        return
    for heading, text, place in _texts(evidence):
        for found in _AS_OF.finditer(text):
            if int(found.group(1)) != year:
                yield _year_alarm(evidence, heading, place, int(found.group(1)), "wrong_date", found.group(0))


def _titles(evidence: Evidence) -> Iterator[tuple[str, Place]]:
    """Headings and titles of tables that name this paper: they say 预算 or 决算."""
    seen: set[str] = set()
    for block in evidence.blocks:
        text = tidy(block.text) if isinstance(block, Heading) else ""
        if (
            text
            and len(text) <= TITLE_CHARACTERS
            and _PAPER.search(text)
            and _TITLE_END.search(text)
            and text not in seen
        ):
            seen.add(text)
            yield text, block.place
    for table in evidence.tables:
        if table.title not in seen and _PAPER.search(table.title) and _TITLE_END.search(table.title):
            seen.add(table.title)
            yield table.title, table.place


def _year_alarm(evidence: Evidence, title: str, place: Place, found: int, text: str, quote: str = "") -> Alarm:
    return Alarm(
        check="wrong_year",
        grade="error" if text == "wrong_date" else "doubtful",
        text=text,
        values={
            "title": title,
            "place": place_text(place, evidence.language),
            "found": quote or str(found),
            "year": str(evidence.document.year),
        },
        arithmetic=f"{found} ≠ {evidence.document.year}",
        facts=(),
    )


def _missing_tables(evidence: Evidence) -> Iterator[Alarm]:
    """Tables that the table of contents names and that are not there: neither so titled nor nearly so."""
    promised, end = _contents(evidence)
    if not evidence.tables or len(promised) < 2:
        return
    there = {_bare(text) for text in (*(table.title for table in evidence.tables), *_later_titles(evidence, end))}
    missing = [(title, place) for title, place in promised if _bare(title) not in there]
    free = there - {_bare(title) for title, _ in promised}
    if len(missing) * 2 > len(promised):
        return
    for title, place in missing:
        near = max(sorted(free), key=lambda other: _likeness(_bare(title), other), default="")
        if _likeness(_bare(title), near) >= LIKE:
            free.discard(near)
            continue
        yield Alarm(
            check="missing_table",
            grade="doubtful",
            text="missing_table",
            values={"title": strip_numbering(title), "place": place_text(place, evidence.language)},
            arithmetic="",
            facts=(),
        )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _bare(title: str) -> str:
    key = name_key(re.sub(r"^[\s\-•*]*(?:\d{1,2}[.、．]\s*)?", "", title))
    return re.sub(r"20\d\d年?度?|部门|预算单位|单位", "", key)


def _contents(evidence: Evidence) -> tuple[list[tuple[str, Place]], int]:
    """The titles in 表 of the table of contents, and the block that ends it."""
    blocks = evidence.blocks
    start = next(
        (n for n, b in enumerate(blocks) if not isinstance(b, Grid) and name_key(b.text) in ("目录", "目次")), -1
    )
    if start < 0:
        return [], 0
    entries: list[tuple[str, Place]] = []
    end = start
    for number, block in enumerate(blocks[start + 1 :], start=start + 1):
        if isinstance(block, Grid):
            break
        text = tidy(re.sub(r"[.·…．\s]*\d{0,3}\s*$", "", block.text.lstrip("-•* ")))
        if isinstance(block, Heading) and len(entries) > 1:
            break
        if len(text) > TITLE_CHARACTERS:
            break
        if _FORM.search(text):
            entries.append((text, block.place))
        end = number
    return entries, end


def _later_titles(evidence: Evidence, end: int) -> Iterator[str]:
    for block in evidence.blocks[end + 1 :]:
        if not isinstance(block, Grid) and len(block.text) <= TITLE_CHARACTERS and "表" in block.text[-12:]:
            yield tidy(block.text)

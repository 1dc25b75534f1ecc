"""How the audit writes: places, figures, arithmetic, and the sentence of a finding in the user's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from index.audit_alarms import Alarm
from index.model import Column, Document, Finding, Place, Row
from prompts import load_yaml

QUOTE_CHARACTERS = 40
MOST_TERMS = 12
"""A sum of more figures is written with its count instead of every figure."""


def wording(language: str) -> dict[str, Any]:
    """The audit's texts in a language: "zh" or "en"."""
    found: dict[str, Any] = load_yaml(f"audit.{language}.yaml")
    return found


def to_findings(document: Document, alarms: Iterable[Alarm], language: str) -> tuple[Finding, ...]:
    """Numbered findings, each with its sentence."""
    texts = wording(language)["findings"]
    return tuple(
        Finding(
            f"{document.id}-a{number}",
            document.id,
            alarm.check,
            alarm.grade,
            texts[alarm.text].format(**alarm.values),
            alarm.arithmetic,
            alarm.facts,
        )
        for number, alarm in enumerate(alarms, start=1)
    )


def place_text(place: Place, language: str) -> str:
    """Where it stands in a few words: 第12页, 第88–90行, 表一!D12; "" where unknown."""
    words = wording(language)["places"]
    if place.sheet is not None or place.cell is not None:
        return "!".join(part for part in (place.sheet, place.cell) if part)
    if place.page is not None:
        return str(words["page"]).format(page=place.page)
    if place.lines is None:
        return ""
    first, last = place.lines
    return str(words["line"]).format(lines=f"{first}" if first == last else f"{first}–{last}")


def titled(title: str, place: Place, language: str) -> str:
    """A table's title or a section's heading with its place."""
    where = place_text(place, language)
    name = f"《{title}》" if title else ""
    return f"{name}（{where}）" if where else name


def quoted(text: str, around: int | None = None) -> str:
    """The text, or the part of it about a position, short enough to stand in a sentence."""
    if len(text) <= QUOTE_CHARACTERS:
        return text
    start = max(0, (around or 0) - QUOTE_CHARACTERS // 2)
    end = start + QUOTE_CHARACTERS
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def column_name(column: Column) -> str:
    """A column's header from the top down."""
    return "/".join(column.path)


def row_name(row: Row) -> str:
    """A row's code and label; "" for a table whose rows have none."""
    return f"{row.code} {row.label}".strip()


def figure(value: Decimal, like: str = "") -> str:
    """A computed figure written as `like` is printed: with or without thousands separators; plain zeros dropped only
    where they say nothing.
    """
    grouped = "," in like or "，" in like or not like
    text = f"{value:,f}" if grouped else f"{value:f}"
    return re.sub(r"\.?0+$", "", text) if "." in text and "." not in like else text


def addition(terms: Sequence[str], total: Decimal, found: str, like: str) -> str:
    """The sum as text: 72,780,340 + 10,162,594 = 82,942,934 ≠ 82,942,933; a long one is told by its ends."""
    shown = list(terms)
    if len(shown) > MOST_TERMS:
        shown = [*shown[:3], "…", *shown[-2:]]
    left = " + ".join(f"({term})" if term.startswith("-") else term for term in shown)
    right = f" ≠ {found}"
    return f"{left} = {figure(total, like)}{right}"

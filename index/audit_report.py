"""The audit on one page: Markdown, HTML and a workbook. Pure: findings in, text or bytes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from index.audit_wording import wording
from index.model import Document, Finding, Reading

_COLUMNS = ("grade", "check", "finding", "arithmetic")
_SHEET_COLUMNS = ("document", "organisation", "year", *_COLUMNS)
_WIDTHS = (28, 24, 8, 8, 20, 80, 50)
_STYLE = (
    "body{font:15px/1.6 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}"
    "th,td{border:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top}"
    "th{background:#f3f3f3}tr.error td:first-child{color:#b00020;font-weight:600}"
    "tr.doubtful td:first-child{color:#8a5a00;font-weight:600}@media print{body{margin:0}}"
)


@dataclass(frozen=True, slots=True)
class Audited:
    """One document with what its audit found, and with how much of it was checked."""

    document: Document
    findings: tuple[Finding, ...]
    reading: Reading


def report_markdown(audited: Sequence[Audited], language: str = "zh") -> str:
    """The report as Markdown: for each document its counts, a table of findings, and what was not checked."""
    words = wording(language)
    lines = [f"# {words['report']['title']}", ""]
    for one in audited:
        lines += [f"## {_plain(_heading(one))}", "", _counts(one, words), ""]
        if one.findings:
            lines += _markdown_table([words["report"][name] for name in _COLUMNS], _rows(one, words))
        else:
            lines += [words["report"]["none"], ""]
        if one.reading.unchecked:
            lines += [f"**{words['report']['unchecked']}**", ""]
            lines += [f"- {_plain(what)}：{_plain(why)}" for what, why in one.reading.unchecked] + [""]
    return "\n".join(lines).rstrip() + "\n"


def report_html(audited: Sequence[Audited], language: str = "zh") -> str:
    """The report as one HTML page that loads nothing; every text of a document is escaped."""
    words = wording(language)
    title = escape(words["report"]["title"])
    parts = [
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>",
    ]
    for one in audited:
        parts += [f"<h2>{escape(_heading(one))}</h2><p>{escape(_counts(one, words))}</p>"]
        parts.append(_html_table(one, words) if one.findings else f"<p>{escape(words['report']['none'])}</p>")
        if one.reading.unchecked:
            items = "".join(f"<li>{escape(what)}：{escape(why)}</li>" for what, why in one.reading.unchecked)
            parts.append(f"<h3>{escape(words['report']['unchecked'])}</h3><ul>{items}</ul>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


def report_xlsx(audited: Sequence[Audited], language: str = "zh") -> bytes:
    """The report as a workbook of two sheets: findings, and what was not checked. No cell is a formula."""
    from openpyxl import Workbook

    words = wording(language)["report"]
    book = Workbook()
    sheet = book.active
    sheet.title = words["finding"]
    _fill(
        sheet,
        [words[name] for name in _SHEET_COLUMNS],
        [
            (one.document.name, one.document.organisation, str(one.document.year or ""), *row)
            for one in audited
            for row in _rows(one, wording(language))
        ],
    )
    rest = book.create_sheet(words["unchecked"])
    _fill(
        rest,
        [words["document"], words["what"], words["why"]],
        [(one.document.name, what, why) for one in audited for what, why in one.reading.unchecked],
    )
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _heading(one: Audited) -> str:
    known = (one.document.organisation, str(one.document.year or ""))
    return " · ".join([one.document.name, *filter(None, known)])


def _counts(one: Audited, words: dict[str, Any]) -> str:
    grades = Counter(finding.grade for finding in one.findings)
    counts = {grade: grades[grade] for grade in ("error", "doubtful", "rounding")}
    return str(words["report"]["counts"]).format(**counts, checked=one.reading.checked)


def _rows(one: Audited, words: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    return [
        (words["grades"][finding.grade], words["checks"][finding.check], finding.text, finding.arithmetic)
        for finding in one.findings
    ]


def _markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    body = ["| " + " | ".join(_plain(cell) for cell in row) + " |" for row in rows]
    return ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header), *body, ""]


def _plain(text: str) -> str:
    """Text that stays text in Markdown: no table cell, markup or HTML comes of it."""
    marked = "".join(f"\\{char}" if char in "\\`*_[]|#" else char for char in text.replace("\n", " "))
    return marked.replace("<", "&lt;").replace(">", "&gt;")


def _html_table(one: Audited, words: dict[str, Any]) -> str:
    head = "".join(f"<th>{escape(words['report'][name])}</th>" for name in _COLUMNS)
    body = "".join(
        f'<tr class="{finding.grade}">' + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for finding, row in zip(one.findings, _rows(one, words), strict=True)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _fill(sheet: Any, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font

    for number, row in enumerate([header, *rows], start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = text
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"

"""The audit of a store's documents: lines for a terminal, a report of one page in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.writing.export import whole_file
from index.audit_report import Audited, report_html, report_markdown, report_xlsx
from index.errors import BadInput
from index.model import Finding
from index.store.facts import FactStore, Scope

_WRITERS = {".md": report_markdown, ".html": report_html}
ENDINGS = (*_WRITERS, ".xlsx")


def audited_documents(facts: FactStore, scope: Scope = None) -> list[Audited]:
    """The documents of the scope by name, each with its findings, gravest first."""
    findings: dict[str, list[Finding]] = {}
    for finding in facts.findings(scope=scope):
        findings.setdefault(finding.document, []).append(finding)
    readings = facts.readings(scope)
    return [Audited(one, tuple(findings.get(one.id, ())), readings[one.id]) for one in facts.documents(scope)]


def audit_lines(audited: Audited) -> Iterator[str]:
    """Fields with tabs between: the document, a finding's grade, text and arithmetic; then what was not checked and why;
    then how much was checked.
    """
    name = audited.document.name
    for finding in audited.findings:
        yield "\t".join((name, finding.grade, finding.text, finding.arithmetic))
    for what, why in audited.reading.unchecked:
        yield "\t".join((name, "unchecked", what, why))
    yield "\t".join((name, "checked", f"{audited.reading.checked} sums and comparisons"))


def check_ending(path: Path) -> None:
    """Raises BadInput where no report is written as such a file."""
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(f"{path.name}: a report is written as {', '.join(ENDINGS)}. Choose one of these endings.")


def write_report(audited: list[Audited], path: Path, language: str) -> None:
    """The report in the format of the file's ending, whole or not at all. Raises BadInput."""
    check_ending(path)
    suffix = path.suffix.lower()
    with whole_file(path) as partial:
        if suffix in _WRITERS:
            partial.write_text(_WRITERS[suffix](audited, language), encoding="utf-8")
        else:
            partial.write_bytes(report_xlsx(audited, language))

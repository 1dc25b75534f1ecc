"""Everything that one document says twice must agree. Reads as the table of contents of the audit.

evidence ─▶ checks ─▶ alarms ─▶ findings (numbered, in words)
              └─────▶ how much was checked; what could not be, and why
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.audit_agreement import check_agreement
from index.audit_alarms import Alarm, Evidence, Report, gather_evidence
from index.audit_empty import check_empty
from index.audit_form import check_form
from index.audit_parts import check_parts
from index.audit_purposes import check_purposes
from index.audit_rates import check_rates
from index.audit_tables import check_tables
from index.audit_wording import language_of, to_findings, wording
from index.model import Audit, Block, Document, Fact, Table

CHECKS: tuple[Callable[[Evidence], Report], ...] = (
    check_tables,
    check_agreement,
    check_parts,
    check_rates,
    check_empty,
    check_form,
    check_purposes,
)
_GRADES = ("error", "doubtful", "rounding")


def audit(
    document: Document,
    blocks: Sequence[Block],
    tables: Sequence[Table],
    facts: Sequence[Fact],
    language: str | None = None,
) -> Audit:
    """What does not add up in a document, how much was checked, and what was not; ids are "<document>-a<number>".

    Told in the paper's own language, where none is given.
    """
    language = language or language_of(blocks)
    evidence = gather_evidence(document, blocks, tables, facts, language)
    reports = [check(evidence) for check in CHECKS]
    alarms = _independent(evidence, [alarm for report in reports for alarm in report.alarms])
    reasons = wording(language)["unchecked"]
    unchecked = ((what, str(reasons[why])) for report in reports for what, why in report.unchecked)
    return Audit(
        findings=to_findings(document, sorted(alarms, key=lambda alarm: _GRADES.index(alarm.grade)), language),
        checked=sum(report.checked for report in reports),
        unchecked=tuple(dict.fromkeys(unchecked)),
        summed=sum(report.summed for report in reports),
        closing=sum(report.closing for report in reports),
    )


def _independent(evidence: Evidence, alarms: Sequence[Alarm]) -> list[Alarm]:
    """Without what only follows from another alarm: shares and sums of an amount that is itself in dispute."""
    facts = {fact.id: fact for fact in evidence.facts}

    def subject(fact: str) -> tuple[tuple[str, ...], str]:
        return facts[fact].row_path, facts[fact].table

    disputed = {subject(a.facts[0]) for a in alarms if a.check == "agreement_prose"}
    disputed_sums = {subject(fact) for a in alarms if a.check == "parts" and a.grade == "error" for fact in a.facts}
    kept = []
    for alarm in alarms:
        others = disputed | disputed_sums if alarm.grade == "doubtful" else disputed
        follows = alarm.check in ("rates", "parts", "proportion") and any(
            subject(fact) in others for fact in alarm.facts
        )
        if not follows:
            kept.append(alarm)
    return kept

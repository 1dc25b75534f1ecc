"""The documents tab as HTML: upload, what was read of each document, findings of the audit, search by name or code."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

from bot.web.library import TYPES, Job
from bot.web.markup import cell_place, escape, figure
from bot.web.texts import Texts
from index.build import IndexReport
from index.correction import KINDS, LEVELS
from index.model import Document, Fact, Finding, Reading, ReadIssue, Table

GRADES = ("error", "doubtful", "rounding")
MOST_FACTS_OF_FINDING = 6
MOST_FINDINGS = 200
MOST_VALUES = 4


def documents_shell(words: Texts, largest: int) -> str:
    """The tab before anything is fetched; the page's script fills the parts that stand empty.

    `largest` is the number of bytes that an upload may have.
    """
    said = {key: escape(words[key].format(limit=largest // 1_000_000)) for key in _SHELL_KEYS}
    types = ",".join(TYPES)
    subs = "".join(
        f'<button type="button" role="tab" data-part="{name}" aria-selected="{chosen}">{said["sub_" + name]}</button>'
        for name, chosen in (("documents", "true"), ("findings", "false"))
    )
    return (
        f'<section class="view documents-view" aria-label="{said["tab_documents"]}">'
        f'<h2 class="unseen">{said["tab_documents"]}</h2>'
        f'<label class="drop"><input type="file" multiple accept="{escape(types)}">'
        f"<b>{said['upload_choose']}</b><span>{said['upload_hint']}</span></label>"
        f'<div class="jobs"></div>'
        f'<div class="bar"><div class="sub" role="tablist">{subs}</div>'
        f'<input type="search" class="find" placeholder="{said["find_placeholder"]}" aria-label="{said["find_label"]}">'
        f'</div><div class="part" role="tabpanel" data-wait="{said["panel_loading"]}"></div></section>'
    )


_SHELL_KEYS = (
    "tab_documents", "upload_choose", "upload_hint", "sub_documents", "sub_findings", "find_placeholder", "find_label",
    "panel_loading",
)  # fmt: skip


def jobs_html(jobs: Sequence[Job], words: Texts) -> str:
    """Files on their way, each with its step, a bar, and at the end what was read."""
    return "".join(_job(job, words) for job in jobs)


def _job(job: Job, words: Texts) -> str:
    ended = job.step in ("done", "failed")
    share = 100 if ended else {"waiting": 4, "reading": 25, "storing": 60, "embedding": 75}[job.step]
    if not ended and job.of > 1:
        share = min(95, 5 + 90 * job.done // job.of)
    elif job.step == "reading" and job.pages > 1:
        share = 5 + 50 * job.page // job.pages
    lines = "".join(f"<li>{_report(report, words)}</li>" for report in job.reports)
    error = f'<p class="bad">{escape(job.error or words["error_internal"])}</p>' if job.step == "failed" else ""
    count = f" {job.done}/{job.of}" if job.of > 1 and not ended else ""
    if job.step == "reading" and job.pages > 1:
        count += " · " + words["page_of"].format(page=job.page, pages=job.pages)
    seconds = job.seconds if ended else time.monotonic() - job.began if job.began else 0
    if seconds >= 1:
        count += " · " + words["seconds"].format(count=int(seconds))
    bar = (
        f'<div class="progress" role="progressbar" aria-label="{escape(job.name)}" aria-valuenow="{share}"'
        f' aria-valuemin="0" aria-valuemax="100">'
        f'<i style="width:{share}%"></i></div>'
    )
    return (
        f'<div class="job {job.step}" data-ended="{int(ended)}"><p><b>{escape(job.name)}</b>'
        f"<span>{escape(words['step_' + job.step])}{count}</span></p>{'' if ended else bar}"
        f"<ul>{lines}</ul>{error}</div>"
    )


def _report(report: IndexReport, words: Texts) -> str:
    if report.error or report.document is None or report.reading is None:
        return f'<span class="bad">{escape(report.error)}</span>'
    parts = [about(report.document, words), reading_text(report.reading, words)]
    return escape(" · ".join([*parts, words["report_unchanged"]] if report.unchanged else parts))


def reading_text(reading: Reading, words: Texts) -> str:
    """What was read of a document, on one line: tables, sums that add up, what is kept as text or was not read."""
    said = (
        (True, "report_counts", {"tables": reading.tables, "facts": reading.facts}),
        (reading.summed, "report_sums", {"closing": reading.closing, "summed": reading.summed}),
        (reading.as_text, "report_as_text", {"count": len(reading.as_text)}),
        (reading.silent_pages, "report_silent", {"count": len(reading.silent_pages)}),
        (reading.unread, "report_unread", {"count": reading.unread}),
    )
    return " · ".join(words[key].format(**values) for holds, key, values in said if holds)


def about(document: Document, words: Texts) -> str:
    """Who, when and what kind, on one line."""
    year = words["year"].format(year=document.year) if document.year else words["unknown_year"]
    level = words["level_" + document.level]
    return " · ".join(
        (document.organisation or words["unknown_organisation"], year, words["kind_" + document.kind], level)
    )


def documents_list(documents: Sequence[Document], findings: Mapping[str, int], words: Texts) -> str:
    """All documents, folded; one is fetched when it is opened."""
    if not documents:
        return f'<p class="none">{escape(words["documents_none_yet"])}</p>'
    rows = []
    for one in documents:
        found = findings.get(one.id, 0)
        badge = f'<em class="badge">{escape(words["findings_count"].format(count=found))}</em>' if found else ""
        rows.append(
            f'<details class="doc" data-id="{escape(one.id)}"><summary><b>{escape(one.name)}</b>'
            f"<span>{escape(about(one, words))}{badge}</span></summary>"
            f'<div class="doc-here">{escape(words["panel_loading"])}</div></details>'
        )
    return f'<div class="docs">{"".join(rows)}</div>'


def document_detail(
    document: Document, tables: Sequence[Table], reading: Reading, issues: Sequence[ReadIssue], words: Texts
) -> str:
    """What was read of one document, and what can be done with it."""
    said = reading_text(reading, words)
    if document.pages:
        said += " · " + words["pages_count"].format(count=document.pages)
    listed = "".join(f"<li>{_table_link(document, table, number, words)}</li>" for number, table in enumerate(tables))
    unread = [(issue.message, cell_place(issue.place, words)) for issue in issues]
    as_text = [(words["table_as_text"], cell_place(place, words)) for place in reading.as_text]
    told = {issue.place.page for issue in issues}
    silent = [(words["page_silent"], words["page"].format(page=n)) for n in reading.silent_pages if n not in told]
    items = "".join(
        f"<li>{escape(what)} <small>{escape(where)}</small></li>" for what, where in (*unread, *silent, *as_text)
    )
    missing = f"<h3>{escape(words['unread_heading'])}</h3><ul class='unread'>{items}</ul>" if items else ""
    return (
        f'<p class="counts">{escape(said)}<br><small>SHA-256 {escape(document.sha256)}</small></p>'
        f'<p class="acts"><a class="button" href="?doc={escape(document.id)}">{escape(words["ask_document"])}</a>'
        f'<button type="button" class="correct">{escape(words["correct"])}</button>'
        f'<button type="button" class="remove" data-sure="{escape(words["remove_sure"].format(name=document.name))}">'
        f"{escape(words['remove'])}</button></p>"
        f"{_correct_form(document, words)}{missing}"
        f'<h3>{escape(words["tables_heading"])}</h3><ol class="tables">{listed}</ol>'
    )


def _correct_form(document: Document, words: Texts) -> str:
    kinds = _choice("kind", KINDS, document.kind, words)
    levels = _choice("level", LEVELS, document.level, words)
    evidence = "".join(
        f"<li>{escape(words['evidence_' + key])}: {escape(words['evidence_user'] if said == 'user' else said)}</li>"
        for key, said in document.evidence.items()
        if said and "evidence_" + key in words
    )
    return (
        f'<form class="correction" hidden><label>{escape(words["field_organisation"])}'
        f'<input name="organisation" maxlength="200" value="{escape(document.organisation)}"></label>'
        f"<label>{escape(words['field_year'])}"
        f'<input name="year" type="number" min="1949" max="2100" value="{document.year or ""}"></label>'
        f"<label>{escape(words['field_kind'])}{kinds}</label><label>{escape(words['evidence_level'])}{levels}</label>"
        f'<button type="submit" class="button">{escape(words["save"])}</button>'
        f'<p class="said" role="alert"></p><div class="evidence"><h3>{escape(words["evidence_heading"])}</h3>'
        f"<ul>{evidence}</ul></div></form>"
    )


def _choice(name: str, values: Sequence[str], chosen: str, words: Texts) -> str:
    options = "".join(
        f'<option value="{one}"{" selected" if one == chosen else ""}>{escape(words[f"{name}_{one}"])}</option>'
        for one in values
    )
    return f'<select name="{name}">{options}</select>'


def _table_link(document: Document, table: Table, number: int, words: Texts) -> str:
    title = table.title or table.section or words["untitled"]
    where = " · ".join(
        filter(
            None,
            (
                cell_place(table.place, words),
                words["rows_count"].format(count=len(table.rows)),
                words["unit_line"].format(unit=table.unit.name) if table.unit.name else "",
            ),
        )
    )
    rows = (("field_document", document.name), ("field_place", cell_place(table.place, words)))
    return source_link(
        f"table-{document.id}-{number}",
        table.id,
        -1,
        -1,
        title,
        where,
        rows,
        words,
        page=(document.id, table.place.page),
    )


def source_link(
    name: str,
    table: str,
    row: int,
    column: int,
    said: str,
    where: str,
    card: Iterable[tuple[str, str]],
    words: Texts,
    fact: str = "",
    page: tuple[str, int | None] = ("", None),
) -> str:
    """A link that opens a table in the source panel, with the card that is shown above it."""
    listed = "".join(
        f'<dt class="{key}">{escape(words[key])}</dt><dd class="{key}">{escape(value)}</dd>'
        for key, value in card
        if value
    )
    paged = f' data-document="{escape(page[0])}" data-page="{page[1]}"' if page[1] else ""
    small = f"<small>{escape(where)}</small>" if where else ""
    return (
        f'<a class="source" id="{escape(name)}" href="#{escape(name)}" data-turn="{escape(name)}" data-label=""'
        f' data-table="{escape(table)}" data-row="{row}" data-column="{column}" data-fact="{escape(fact)}"{paged}>'
        f'<span>{escape(said)}{small}</span></a><div class="card" hidden><dl>{listed}</dl></div>'
    )


def fact_link(name: str, fact: Fact, document: str, said: str, words: Texts) -> str:
    """A link to the cell that a fact stands in."""
    value, page = _value(fact, words), (fact.document, fact.place.page)
    card = (
        ("field_document", document),
        ("field_place", cell_place(fact.place, words)),
        ("field_table", fact.table),
        ("field_column", "/".join(fact.column)),
        ("field_row", f"{fact.row_code} {fact.row}".strip()),
        ("field_value", value),
        ("quote_heading", "" if fact.table_id else fact.text),
    )
    return source_link(name, fact.table_id, fact.row_index, fact.column_index, said, "", card, words, fact.id, page)


def findings_part(
    findings: Sequence[Finding],
    facts: Mapping[str, Fact],
    documents: Mapping[str, Document],
    chosen: Mapping[str, str],
    words: Texts,
) -> str:
    """The audit's findings behind three filters, the gravest first; `findings` are all, `chosen` says which are wanted."""
    wanted = [
        finding
        for finding in findings
        if all(not value or getattr(finding, key) == value for key, value in chosen.items())
    ]
    wanted.sort(key=lambda finding: GRADES.index(finding.grade))
    checks = sorted({finding.check for finding in findings})
    form = (
        f'<form class="filters" data-part="findings">'
        f"{_select('document', [(one.id, one.name) for one in documents.values()], chosen, words['filter_document'])}"
        f"{_select('grade', [(grade, words['grade_' + grade]) for grade in GRADES], chosen, words['filter_grade'])}"
        f"{_select('check', [(one, words.get('check_' + one, one)) for one in checks], chosen, words['filter_check'])}"
        f"</form>"
    )
    heading = words["findings_shown"].format(count=len(wanted), all=len(findings))
    rows = "".join(_finding(finding, facts, documents, words) for finding in wanted[:MOST_FINDINGS])
    return f'{form}<p class="shown">{escape(heading)}</p><div class="findings">{rows}</div>'


def unchecked_part(readings: Mapping[str, Reading], documents: Mapping[str, Document], words: Texts) -> str:
    """How much the audit checked, and folded below it what it could not check in each document."""
    checked = sum(reading.checked for reading in readings.values())
    rows = [
        f"<li>{escape(what)} <small>{escape(why)} · {escape(documents[one].name)}</small></li>"
        for one, reading in readings.items()
        for what, why in reading.unchecked
    ]
    said = f'<p class="shown">{escape(words["checks_made"].format(count=checked))}</p>'
    if not rows:
        return said
    heading = escape(words["unchecked_heading"].format(count=len(rows)))
    return f"{said}<details><summary>{heading}</summary><ul class='unread'>{''.join(rows)}</ul></details>"


def _select(name: str, options: Sequence[tuple[str, str]], chosen: Mapping[str, str], every: str) -> str:
    made = "".join(
        f'<option value="{escape(value)}"{" selected" if chosen.get(name) == value else ""}>{escape(said)}</option>'
        for value, said in options
    )
    every = escape(every)
    return f'<select name="{name}" aria-label="{every}"><option value="">{every}</option>{made}</select>'


def _finding(finding: Finding, facts: Mapping[str, Fact], documents: Mapping[str, Document], words: Texts) -> str:
    document = documents.get(finding.document)
    name = document.name if document else ""
    links = "".join(
        fact_link(f"finding-{finding.id}-{number}", facts[one], name, _said(facts[one], words), words)
        for number, one in enumerate(finding.facts[:MOST_FACTS_OF_FINDING])
        if one in facts
    )
    arithmetic = f"<code>{escape(finding.arithmetic)}</code>" if finding.arithmetic else ""
    return (
        f'<article class="finding {finding.grade}"><p><em>{escape(words["grade_" + finding.grade])}</em>'
        f'<small>{escape(name)}</small></p><p class="what">{escape(finding.text)}</p>{arithmetic}'
        f'<div class="rests">{links}</div></article>'
    )


def _said(fact: Fact, words: Texts) -> str:
    return " › ".join(filter(None, (fact.table, fact.row, "/".join(fact.column)))) + f"：{_value(fact, words)}"


def _value(fact: Fact, words: Texts) -> str:
    return words["blank"] if fact.value is None else f"{figure(fact.value)} {fact.unit.name}"


def search_part(rows: Sequence[Sequence[Fact]], documents: Mapping[str, Document], more: bool, words: Texts) -> str:
    """Rows found by name or code: each with its table, its document and its first values."""
    if not rows:
        return f'<p class="none">{escape(words["find_none"])}</p>'
    made = []
    for number, facts in enumerate(rows):
        first = facts[0]
        document = documents.get(first.document)
        name = document.name if document else ""
        values = "".join(
            "<li>"
            + fact_link(
                f"found-{number}-{k}",
                fact,
                name,
                f"{'/'.join(fact.column)}：{_value(fact, words)}",
                words,
            )
            + "</li>"
            for k, fact in enumerate(facts[:MOST_VALUES])
        )
        made.append(
            f'<article class="found"><p><b>{escape(f"{first.row_code} {first.row}".strip())}</b>'
            f"<small>{escape(' · '.join(filter(None, (first.table, name))))}</small></p><ul>{values}</ul></article>"
        )
    rest = f'<p class="shown">{escape(words["find_more"].format(count=len(rows)))}</p>' if more else ""
    return f"{''.join(made)}{rest}"

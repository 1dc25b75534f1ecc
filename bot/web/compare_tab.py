"""The compare tab as HTML: what to compare, chosen by ticking; the table with its sources; the chart; the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.web.charts import Figure, grouped_bars
from bot.web.compare import Cell, Comparison, Measure, Place
from bot.web.export_sheets import Content, Sheet
from bot.web.markup import citation_place, escape, figure
from bot.web.render import chart_html, source_html
from bot.web.texts import Texts
from index.model import Document

Chosen = Mapping[str, Sequence[str]]
"""What the form says: organisation, year, kind and item, each with the values ticked; none means all."""
MOST_CHARTED = 24


def compare_shell(words: Texts) -> str:
    """The tab before anything is fetched."""
    return (
        f'<section class="view compare-view" aria-label="{escape(words["tab_compare"])}">'
        f'<div class="compare-here" data-wait="{escape(words["panel_loading"])}"></div></section>'
    )


def chosen_documents(documents: Sequence[Document], chosen: Chosen) -> list[Document]:
    """The documents that the form leaves."""

    def fits(document: Document) -> bool:
        values = {"organisation": document.organisation, "year": str(document.year or ""), "kind": document.kind}
        return all(not chosen.get(key) or value in chosen[key] for key, value in values.items())

    return [document for document in documents if fits(document)]


def compare_form(documents: Sequence[Document], items: Sequence[str], chosen: Chosen, words: Texts) -> str:
    """The choices: each a folded list of ticks, so that nothing needs to be typed."""
    organisations = [(name, name) for name in sorted({one.organisation for one in documents if one.organisation})]
    held = sorted({one.year for one in documents if one.year})
    years = [(str(year), words["year"].format(year=year)) for year in held]
    kinds = [(kind, words["kind_" + kind]) for kind in sorted({one.kind for one in documents})]
    picks = (
        _pick("item", words["compare_items"], [(item, item) for item in items], chosen, words),
        _pick("organisation", words["compare_organisations"], organisations, chosen, words),
        _pick("year", words["compare_years"], years, chosen, words),
        _pick("kind", words["field_kind"], kinds, chosen, words),
    )
    return f'<form class="picks">{"".join(picks)}</form>'


def _pick(name: str, heading: str, options: Sequence[tuple[str, str]], chosen: Chosen, words: Texts) -> str:
    ticked = chosen.get(name, ())
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{escape(value)}"{" checked" if value in ticked else ""}>'
        f"<span>{escape(said)}</span></label>"
        for value, said in options
    )
    names = [said for value, said in options if value in ticked]
    short = names[0] if names else words["compare_all"]
    count = f" +{len(names) - 1}" if len(names) > 1 else ""
    return (
        f'<details class="pick" data-name="{name}"><summary><span>{escape(heading)}</span>'
        f'<b>{escape(short)}{count}</b></summary><div class="boxes">{boxes}</div></details>'
    )


def compare_result(comparison: Comparison, query: str, words: Texts) -> str:
    """Table, chart and sources of a comparison; `query` is what the links to its sheets end in."""
    if not comparison.cells:
        return f'<p class="none">{escape(words["compare_none"])}</p>'
    cited = [
        (key, cell.citation)
        for key, cell in comparison.cells.items()
        if cell.citation is not None and cell.state != "several"
    ]
    numbers = {key: number for number, (key, _) in enumerate(cited, start=1)}
    sources = "".join(f"<li>{source_html(citation, 'c', words, n=numbers[key])}</li>" for key, citation in cited)
    cut = f'<p class="shown">{escape(words["compare_cut"])}</p>' if comparison.cut else ""
    if comparison.hidden:
        names = words["compare_hidden"].format(names="、".join(one.name for one in comparison.hidden))
        cut += f'<p class="shown">{escape(names)}</p>'
    drawn = "".join(chart_html(one, words) for one in compare_charts(comparison, words))
    items = escape("、".join(dict.fromkeys(measure.item for measure in comparison.measures)))
    links = "".join(
        f'<a href="parts/compare.{kind}?{escape(query)}" download>{escape(words["export_" + kind])}</a>'
        for kind in ("xlsx", "csv")
    )
    return (
        f'{cut}<div class="compared" tabindex="0" role="region" aria-label="{items}">'
        f"{_table(comparison, numbers, words)}</div>"
        f'<p class="tools">{links}</p><p class="shown">{escape(words["compare_note"])}</p>{drawn}'
        f'<ol class="sources" hidden>{sources}</ol>'
    )


def _table(comparison: Comparison, numbers: Mapping[tuple[Place, Measure], int], words: Texts) -> str:
    items = list(dict.fromkeys(measure.item for measure in comparison.measures))
    each = len(comparison.measures) // max(len(items), 1)
    top = "".join(f'<th scope="colgroup" colspan="{each}">{escape(item)}</th>' for item in items)
    under = "".join(f'<th scope="col">{escape(_when(measure, words))}</th>' for measure in comparison.measures)
    named = escape(words["field_organisation"])
    head = f'<tr><th rowspan="2" scope="col">{named}</th>{top}</tr><tr>{under}</tr>'
    if not any(measure.kind for measure in comparison.measures):
        head = f'<tr><th scope="col">{named}</th>{top.replace("colgroup", "col")}</tr>'
    rows = []
    for place in comparison.places:
        cells = "".join(
            _cell(comparison.cells.get((place, measure)), numbers.get((place, measure)), measure, words)
            for measure in comparison.measures
        )
        rows.append(f'<tr><th scope="row">{escape(_place(place, words))}</th>{cells}</tr>')
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(cell: Cell | None, number: int | None, measure: Measure, words: Texts) -> str:
    if cell is None:
        return '<td class="number"></td>'
    link = ""
    if number is not None:
        said = escape(words["source_link"].format(n=number))
        link = f'<a class="cite" href="#c-{number}" aria-label="{said}">[{number}]</a>'
    if cell.state == "value" and cell.value is not None:
        unit = "" if cell.unit == "元" else f" {escape(cell.unit or words['unit_none'])}"
        return f'<td class="number">{escape(figure(cell.value))}{unit}{link}</td>'
    if cell.state == "several":
        question = escape(f"{measure.item}是多少？")
        asked = f'<a href="?doc={escape(cell.document.id)}&amp;q={question}">{escape(words["compare_several"])}</a>'
        return f'<td class="number"><i>{asked}</i></td>'
    said = words["blank" if cell.state == "blank" else "compare_missing"]
    return f'<td class="number"><i>{escape(said)}</i>{link}</td>'


def _when(one: Measure | Place, words: Texts) -> str:
    year = words["year"].format(year=one.year) if one.year else ""
    kind = words["kind_" + one.kind] if one.kind else ""
    return f"{year} {kind}".strip()


def _place(place: Place, words: Texts) -> str:
    unit = f"（{words['level_unit']}）" if place.level == "unit" else ""
    when = _when(place, words)
    return f"{place.organisation}{unit}{' · ' + when if when else ''}"


def compare_charts(comparison: Comparison, words: Texts) -> list[Figure]:
    """A chart for each item and each unit that two of its figures have; what has no unit is not compared."""
    made = []
    for item in dict.fromkeys(measure.item for measure in comparison.measures):
        measures = [measure for measure in comparison.measures if measure.item == item]
        found = [comparison.cells.get((place, measure)) for place in comparison.places for measure in measures]
        counts = Counter(cell.unit for cell in found if cell and cell.value)
        units = [unit for unit, count in counts.most_common() if unit and count > 1]
        for unit in units:
            titled = item if len(units) == 1 else f"{item} · {unit}"
            made.append({**_chart(comparison, measures, unit, words), "title": titled})
    return made


def _chart(comparison: Comparison, measures: Sequence[Measure], unit: str, words: Texts) -> Figure:
    """Bars of the figures of one item that are in this unit."""
    valued = [
        (place, [_value(comparison, place, measure, unit) for measure in measures]) for place in comparison.places
    ]
    shown = [(place, values) for place, values in valued if any(value is not None for value in values)][:MOST_CHARTED]
    columns = [[values[number] for _, values in shown] for number in range(len(measures))]
    series = [
        (_when(measure, words), values)
        for measure, values in zip(measures, columns, strict=True)
        if any(value is not None for value in values)
    ]
    return grouped_bars([_place(place, words) for place, _ in shown], series, unit, words)


def _value(comparison: Comparison, place: Place, measure: Measure, unit: str) -> Decimal | None:
    cell = comparison.cells.get((place, measure))
    return cell.value if cell and cell.unit == unit else None


def compare_sheets(comparison: Comparison, hashes: Mapping[str, str], words: Texts) -> list[Sheet]:
    """The table as a sheet, and a sheet with the source of every cell."""
    head: list[Content] = [words["field_organisation"]]
    head += [f"{measure.item} {_when(measure, words)}".strip() + "（元）" for measure in comparison.measures]
    rows: list[list[Content]] = [head]
    keys = ("field_organisation", "item_label", "item_value", "item_unit", "field_document", "field_table", "field_row")
    source_head: list[Content] = [*(words[key] for key in (*keys, "field_column", "field_place")), "SHA-256"]
    sources: list[list[Content]] = [source_head]
    for place in comparison.places:
        row: list[Content] = [_place(place, words)]
        for measure in comparison.measures:
            cell = comparison.cells.get((place, measure))
            row.append(_content(cell, words))
            if cell is not None and cell.citation is not None:
                one = cell.citation
                name = f"{measure.item} {_when(measure, words)}".strip()
                where = (one.document, one.table, one.row, one.column, citation_place(one, words))
                hashed = hashes.get(one.document_id, "")
                sources.append([_place(place, words), name, cell.value, cell.unit, *where, hashed])
        rows.append(row)
    first = Sheet(words["tab_compare"], rows, frozenset({0}), "B2")
    return [first, Sheet(words["panel_heading"], sources, frozenset({0}), "A2")]


def _content(cell: Cell | None, words: Texts) -> Content:
    if cell is None:
        return None
    if cell.state == "value" and cell.value is not None:
        other = f"{figure(cell.value)} {cell.unit or words['unit_none']}"
        return cell.value if cell.unit == "元" else other  # as text: no sum over the column takes it in
    return words[{"blank": "blank", "several": "compare_several", "none": "compare_missing"}[cell.state]]

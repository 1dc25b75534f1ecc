"""What an answer and a table become in a spreadsheet: every row with its source, every sum as a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.model import Citation
from bot.web.export_sheets import Content, Formula, Sheet
from bot.web.header import header_cells
from bot.web.markdown import marks
from bot.web.markup import citation_place
from bot.web.shelf import Shown
from bot.web.table import leading_headers
from bot.web.texts import Texts
from bot.web.working import Working, working_of
from index.model import Document, Table

_SIGNS = {"+": "＋", "=": "＝"}
"""As a spreadsheet takes them for text."""
Hashes = Mapping[str, str]
"""Document id → SHA-256 of its file."""


def hashes_of(documents: Sequence[Document]) -> Hashes:
    """The hashes of the documents held."""
    return {document.id: document.sha256 for document in documents}


def answer_sheets(shown: Shown, hashes: Hashes, words: Texts) -> list[Sheet]:
    """The answer with its figures, and its sources."""
    return [_answer_sheet(shown, words), _source_sheet(shown.answer.citations, hashes, words)]


def _answer_sheet(shown: Shown, words: Texts) -> Sheet:
    answer = shown.answer
    reading = answer.plan.get("reading")
    rows: list[list[Content]] = [
        [words["question_label"], shown.question],
        [words["export_answer"], answer.text],
        [words["reading"], reading if isinstance(reading, str) else ""],
    ]
    rows += [[words["notice_" + notice.kind], notice.text] for notice in answer.notices]
    rows.append([])
    head = len(rows)
    keys = ("export_sign", "item_label", "item_value", "item_unit", "item_source")
    rows.append([words[key] for key in keys])
    working = working_of(answer)
    if working is not None:
        rows += _working_rows(working, len(rows) + 1, words)
    elif answer.items:
        rows += [["", item.label, item.value, item.unit, marks(item.cites)] for item in answer.items]
    elif answer.value is not None:
        label = (answer.citations[0].row or answer.citations[0].column) if answer.citations else ""
        rows.append(["", label, answer.value, answer.unit or "", marks((1,) if answer.citations else ())])
    return Sheet(words["export_answer"], rows, frozenset({head}))


def _working_rows(working: Working, first: int, words: Texts) -> list[list[Content]]:
    """The arithmetic, its results as formulas over the cells above; the first operand is in sheet row `first`."""
    rows: list[list[Content]] = []
    result = 0
    for number, row in enumerate(working.rows, start=first):
        value: Content = row.value
        if row.sign == "=":
            value = Formula(_formula(working, number, first, result), row.value)
            result = number
        rows.append(
            [_SIGNS.get(row.sign, row.sign), row.label or words["working_result"], value, row.unit, marks(row.cites)]
        )
    return rows


def _formula(working: Working, number: int, first: int, result: int) -> str:
    """The formula of the result in sheet row `number`; `result` is the row of the result before it, 0 for none."""
    if result:
        percent = "*100" if working.rows[number - first].unit == "%" else ""
        return f"=C{result}/C{number - 1}{percent}"
    if working.formula in ("sum", "average"):
        return f"=SUM(C{first}:C{number - 1})"
    if working.formula in ("share", "ratio"):
        return f"=C{first}/C{first + 1}" + ("*100" if working.formula == "share" else "")
    return f"=C{first}-C{first + 1}"


def _source_sheet(citations: Sequence[Citation], hashes: Hashes, words: Texts) -> Sheet:
    keys = ("field_document", "field_organisation", "field_year", "field_table", "field_row", "field_column")
    more = ("field_value", "item_unit", "field_place", "quote_heading")
    head: list[Content] = ["#", *(words[key] for key in (*keys, *more)), "SHA-256"]
    rows = [
        [
            f"[{one.n}]", one.document, one.organisation, one.year, one.table, one.row, one.column,
            one.value, one.unit, citation_place(one, words), one.quote, hashes.get(one.document_id, ""),
        ]
        for one in citations
    ]  # fmt: skip
    return Sheet(words["panel_heading"], [head, *rows], frozenset({0}), "A2")


def table_sheet(table: Table, words: Texts) -> Sheet:
    """The printed grid; figures as numbers, blanks blank, and a sum as a formula where its parts do add up to it."""
    values = {
        (table.rows[cell.row].index, table.columns[cell.column].index): cell.value
        for cell in table.cells
        if cell.value is not None
    }
    offset = 3
    formulas = _sums(table, values, offset)
    unit = words["unit_line"].format(unit=table.unit.name) if table.unit.name else ""
    rows: list[list[Content]] = [[table.title], [unit]]
    for r, printed in enumerate(table.grid):
        rows.append([formulas.get((r, c)) or values.get((r, c), text) for c, text in enumerate(printed)])
    heads = frozenset({0, *(row + offset - 1 for row in table.header_rows)})
    count = leading_headers(table)
    merged = [
        (cell.row + offset, cell.column + 1, cell.row + offset + cell.rowspan - 1, cell.column + cell.colspan)
        for cell in header_cells(table.grid[:count])
        if cell.rowspan > 1 or cell.colspan > 1
    ]
    return Sheet(table.title, rows, heads, f"A{count + offset}", merged)


def _sums(table: Table, values: Mapping[tuple[int, int], Decimal], offset: int) -> dict[tuple[int, int], Formula]:
    """Formulas by grid row and column; `offset` is the sheet row of grid row 0."""
    parts: dict[int, list[int]] = {}
    for number, row in enumerate(table.rows):
        if row.parent is not None:
            parts.setdefault(row.parent, []).append(number)
    roots = [number for number, row in enumerate(table.rows) if row.parent is None and not row.total]
    for number, row in enumerate(table.rows):
        if row.total and row.parent is None and number not in parts:
            parts[number] = roots
    found = {}
    for whole, children in parts.items():
        for column in table.columns:
            at = [(table.rows[child].index, column.index) for child in children]
            here = (table.rows[whole].index, column.index)
            if here not in values or here in at or not any(place in values for place in at):
                continue
            if sum((values.get(place, Decimal(0)) for place in at), Decimal(0)) == values[here]:
                cells = ",".join(f"{_letters(c)}{r + offset}" for r, c in at if (r, c) in values)
                if cells.count(",") < 200:
                    found[here] = Formula(f"=SUM({cells})", values[here])
    return found


def _letters(column: int) -> str:
    """Column 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name

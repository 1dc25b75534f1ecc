"""Every figure as tidy rows: the columns of the design, for a spreadsheet or a data frame."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.model import plain_number
from index.errors import BadInput
from index.model import Document, Fact
from index.store.facts import FactFilter, FactStore, Scope

COLUMNS = (
    "document", "organisation", "year", "kind", "table", "row_code", "row", "row_path", "column", "value", "unit",
    "value_yuan", "blank", "total", "page", "lines", "sheet", "cell", "source",
)  # fmt: skip


def tidy_row(fact: Fact, document: Document) -> dict[str, Any]:
    """One fact as the row of the export; decimals as plain text, so that nothing turns them into floats."""
    yuan = fact.value_yuan
    return {
        "document": document.name,
        "organisation": fact.organisation or document.organisation,
        "year": fact.year,
        "kind": fact.kind,
        "table": fact.table,
        "row_code": fact.row_code,
        "row": fact.row,
        "row_path": "/".join(fact.row_path),
        "column": "/".join(fact.column),
        "value": None if fact.value is None else plain_number(fact.value),
        "unit": fact.unit.name,
        "value_yuan": None if yuan is None else plain_number(yuan),
        "blank": fact.blank,
        "total": fact.total,
        "page": fact.place.page,
        "lines": list(fact.place.lines) if fact.place.lines else None,
        "sheet": fact.place.sheet,
        "cell": fact.place.cell,
        "source": fact.source,
    }


def tidy_rows(store: FactStore, scope: Scope) -> Iterator[dict[str, Any]]:
    """All rows of the scope, a document at a time."""
    for document in store.documents(scope):
        for fact in store.facts(FactFilter(documents=frozenset({document.id}))):
            yield tidy_row(fact, document)


def write_facts(store: FactStore, scope: Scope, path: Path | None, terminal: TextIO) -> int:
    """Write the rows as the file's ending says (JSONL to the terminal without one); the number of rows. Raises BadInput."""
    suffix = path.suffix.lower() if path else ".jsonl"
    if path is None:
        return _write_jsonl(tidy_rows(store, scope), terminal)
    if suffix not in (".jsonl", ".csv", ".parquet"):
        raise BadInput(f"{path.name}: figures are written as .jsonl, .csv or .parquet. Choose one of these endings.")
    rows = tidy_rows(store, scope)
    with whole_file(path) as partial:
        if suffix == ".parquet":
            return _write_parquet(rows, partial)
        with partial.open("w", encoding="utf-8-sig" if suffix == ".csv" else "utf-8", newline="") as output:
            return (_write_csv if suffix == ".csv" else _write_jsonl)(rows, output)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to that becomes the file when all is written; nothing is left of it otherwise. Raises BadInput."""
    partial = path.with_name(path.name + ".part")
    try:
        yield partial
        partial.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Choose another place.") from error
    finally:
        partial.unlink(missing_ok=True)


def _write_jsonl(rows: Iterator[dict[str, Any]], output: TextIO) -> int:
    count = 0
    for row in rows:
        output.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def _write_csv(rows: Iterator[dict[str, Any]], output: TextIO) -> int:
    writer = csv.DictWriter(output, COLUMNS)
    writer.writeheader()
    count = 0
    for row in rows:
        lines = row["lines"]
        writer.writerow({**row, "lines": f"{lines[0]}-{lines[1]}" if lines else None})
        count += 1
    return count


def _write_parquet(rows: Iterator[dict[str, Any]], path: Path) -> int:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise BadInput("Writing .parquet needs the package pyarrow. Install it, or write .csv.") from error
    table = pyarrow.Table.from_pylist(list(rows))
    parquet.write_table(table, path)
    return int(table.num_rows)

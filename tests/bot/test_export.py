"""Every figure as tidy rows: exact as text, blank apart from zero, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from asking import filled, table_cells

from bot.writing.export import COLUMNS, tidy_row, tidy_rows, whole_file, write_facts
from index.errors import BadInput
from index.store.facts import FactFilter
from index.store.folder import Store


def test_a_row_says_what_its_fact_says(store: Store) -> None:
    documents = {document.id: document for document in store.facts.documents()}
    for fact in store.facts.facts(FactFilter()):
        row = tidy_row(fact, documents[fact.document])
        assert tuple(row) == COLUMNS
        assert (row["value"] is None) == row["blank"] == (fact.value is None)
        assert row["value"] is None or Decimal(row["value"]) == fact.value
        assert row["value_yuan"] is None or Decimal(row["value_yuan"]) == fact.value_yuan
        assert row["column"].split("/")[-1:] == list(fact.column[-1:]) or "/" in "".join(fact.column) or not fact.column
        assert not any(isinstance(value, float) for value in row.values())


def test_a_column_adds_up_in_the_export_as_in_the_store(store: Store) -> None:
    rows = [row for row in tidy_rows(store.facts, None) if row["source"] == "table" and row["value_yuan"]]
    expected = sum(cell.value_yuan for cell in filled(table_cells(store)) if cell.value_yuan is not None)
    assert sum(Decimal(row["value_yuan"]) for row in rows) == expected


def test_csv_and_jsonl_hold_the_same_figures(store: Store, tmp_path: Path) -> None:
    counts = {write_facts(store.facts, None, tmp_path / f"f{ending}", io.StringIO()) for ending in (".csv", ".jsonl")}
    assert len(counts) == 1
    sheet = list(csv.DictReader((tmp_path / "f.csv").read_text(encoding="utf-8-sig").splitlines()))
    lines = [json.loads(line) for line in (tmp_path / "f.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["value"] or None for row in sheet] == [row["value"] for row in lines]
    assert [row["row"] for row in sheet] == [row["row"] for row in lines]


def test_csv_opens_in_a_spreadsheet_with_its_characters(store: Store, tmp_path: Path) -> None:
    write_facts(store.facts, None, tmp_path / "f.csv", io.StringIO())
    assert (tmp_path / "f.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_parquet_holds_the_same_figures_or_says_what_is_missing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    try:
        import pyarrow.parquet
    except ImportError:
        with pytest.raises(BadInput, match="pyarrow"):
            write_facts(store.facts, None, path, io.StringIO())
        assert list(tmp_path.iterdir()) == []
        return
    count = write_facts(store.facts, None, path, io.StringIO())
    table = pyarrow.parquet.read_table(path)
    assert (table.num_rows, tuple(table.column_names)) == (count, COLUMNS)


def test_a_scope_limits_the_export(examples_store: Store) -> None:
    for document in examples_store.facts.documents():
        rows = list(tidy_rows(examples_store.facts, frozenset({document.id})))
        assert {row["document"] for row in rows} == {document.name}


class Interrupted(Exception):
    pass


def write_half(path: Path) -> None:
    with whole_file(path) as partial:
        partial.write_text("half", encoding="utf-8")
        raise Interrupted


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("kept", encoding="utf-8")
    with pytest.raises(Interrupted):
        write_half(path)
    assert path.read_text(encoding="utf-8") == "kept"
    assert list(tmp_path.iterdir()) == [path]
    with whole_file(path) as partial:
        partial.write_text("whole", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "whole"

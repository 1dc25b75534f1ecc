"""The code of a label of a table of records, printed before it or in a column of its own: fund 3150, account 58213."""

from __future__ import annotations

from dataclasses import replace

from bot.flat_cube import Cube, Rows
from bot.flat_listing import named_header
from bot.flat_names import code_before
from bot.flat_reader import FlatReader
from bot.flat_terms import thing_of
from bot.frame import Frame
from bot.plan import Options, Plan
from bot.question import Question
from bot.tools import Tools
from index.model import Fact
from index.store.facts import FactFilter


def code_of_label(question: Question, tools: Tools) -> tuple[str, str, Fact] | None:
    """The label that a question names, its code and a fact of its rows; None where not exactly one code fits."""
    frame = replace(question.frame, years=None)
    header = named_header(tools, Plan("code", (question.terms,), frame, options=Options(said=(question.text,))))
    found = {told[:2]: told for told in _codes(question, tools.resolver.flat, frame, header, tools)}
    return next(iter(found.values())) if len(found) == 1 else None


def _codes(
    question: Question, flat: FlatReader, frame: Frame, header: str, tools: Tools
) -> list[tuple[str, str, Fact]]:
    told: list[tuple[str, str, Fact]] = []
    for cube, rows in flat.named(question.terms, frame):
        for label, code, row in _of_rows(cube, rows, header):
            facts = tools.store.facts(FactFilter(ids=frozenset({cube.leaves[row].id})))
            told += [(label, code, fact) for fact in facts]
    return told


def _of_rows(cube: Cube, rows: Rows, header: str) -> list[tuple[str, str, int]]:
    """The labels of rows in the column asked for with their codes, each with one of its rows; of the rows' own labels where
    no column is named or it has no codes.
    """
    named = next((one for one in cube.dimensions if header and thing_of(one.header) == header), None)
    if named is not None and not named.leaf:
        labels = {(named.labels[row], code_before(named.labels[row])): row for row in sorted(rows, reverse=True)}
        if all(code for _, code in labels):
            return [(label, code, row) for (label, code), row in labels.items()]
    leaves = {(cube.leaves[row].label, cube.leaves[row].code): row for row in sorted(rows, reverse=True)}
    return [(label, code, row) for (label, code), row in leaves.items() if code]

"""Generated budgets add up, so that what is measured on them is measured on sound documents."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from eval.generated import budget_lines, organisation, write_budgets


def figures(line: str) -> tuple[int, int, int]:
    total, basic, project = (int(cell.replace(",", "")) for cell in line.split("\t")[4:])
    return total, basic, project


@given(st.integers(1, 10**6))
def test_parents_are_the_sums_of_their_children(number: int) -> None:
    lines = [line for line in budget_lines(number) if line.count("\t") == 6][3:]
    sums: dict[tuple[str, ...], list[tuple[int, int, int]]] = defaultdict(list)
    for line in lines:
        total, basic, project = figures(line)
        assert total == basic + project
        codes = tuple(code for code in line.split("\t")[:3] if code)
        if codes[0] != "合计":
            sums[codes[:-1]].append((total, basic, project))
    printed = {tuple(code for code in line.split("\t")[:3] if code): figures(line) for line in lines}
    for parent, children in sums.items():
        assert printed[parent or ("合计",)] == tuple(map(sum, zip(*children, strict=True)))


def test_the_same_number_gives_the_same_budget(tmp_path: Path) -> None:
    first, second = write_budgets(2, tmp_path)
    assert first.read_text(encoding="utf-8").split("\n")[:-1] == list(budget_lines(1))
    assert organisation(2) in second.read_text(encoding="utf-8")

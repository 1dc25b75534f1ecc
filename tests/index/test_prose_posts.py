"""Posts and who fills them, and classes with their numbers, as sentences of departments tell them."""

from __future__ import annotations

import pytest

from index.model import Document
from index.prose import prose_facts
from index.readers.text import read_lines

PAPER = Document("d", "d.txt", "d.txt", "", "", "某市林业局", 2023, "budget", "department", None)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "本部门行政编制40人,实际37人;事业编制60人,实际52人。",
            ["行政编制 40", "行政编制实有人数 37", "事业编制 60", "事业编制实有人数 52"],
        ),
        (
            "编制数96名，其中行政编制36名，事业编制60名；在职85人。",  # of both sorts of posts
            ["编制数 96", "行政编制 36", "事业编制 60", "在职 85"],
        ),
        (
            "2023年末事业编制60人，在职在编实有人员57人；实有车辆3辆，编制4辆。",
            ["事业编制 60", "在职人员 57", "车辆 3", "车辆编制 4"],
        ),
        ("1.教育支出(205)普通教育(02款)小学教育(02项):支出决算为88.5万元。", ["小学教育 88.5"]),
    ],
)
def test_what_a_sentence_counts_is_told_by_whose_it_is(text: str, rows: list[str]) -> None:
    assert [f"{fact.row} {fact.value}" for fact in prose_facts(PAPER, read_lines([text]))] == rows

"""Notes beside the figures of a table: the items that add up to a figure are read, and nothing else is."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from index.build import read_document
from index.model import Fact, IndexedDocument

CHANGE, BEFORE = ("比上年增减",), ("预算数",)
HEADER = ("年度", "機關", "科目", "預算數", "說明")


def read(folder: Path, *notes: tuple[str, str, str]) -> IndexedDocument:
    """A paper of one table: item, figure and note of each row."""
    path = folder / "paper-2024-budget.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *(("2024", "燈塔署", *one) for one in notes)])
    return read_document(path)


def items(paper: IndexedDocument) -> dict[str, Decimal]:
    told = [fact for fact in paper.facts if fact.source == "prose" and fact.column not in (CHANGE, BEFORE)]
    return {"/".join(fact.row_path): in_yuan(fact) for fact in told}


def in_yuan(fact: Fact) -> Decimal:
    assert fact.value is not None
    return fact.value * (fact.unit.factor or 1)


PLAIN = ("一般行政", "5000000", "仍照上年度預算數編列。")
NUMBERED = "與上年度之比較如下：\n1.燈油經費1,2\n  00千元，較上年度增列燈芯等300千元。\n2.巡海經費800千元，與上年度同。"


def test_numbered_items_that_add_up_stand_below_their_row(tmp_path: Path) -> None:
    assert items(read(tmp_path, ("燈塔維運", "2000000", NUMBERED), PLAIN)) == {
        "燈塔署/燈塔維運/燈油經費": Decimal(1200000),
        "燈塔署/燈塔維運/巡海經費": Decimal(800000),
    }


def test_items_that_do_not_add_up_are_text_alone(tmp_path: Path) -> None:
    paper = read(tmp_path, ("燈塔維運", "2000001", NUMBERED), PLAIN)
    assert items(paper) == {}
    assert any("巡海經費800千元" in passage.text for passage in paper.passages if passage.kind == "prose")


@pytest.mark.parametrize(
    ("figure", "note", "found"),
    [
        ("900000", "本年度預算數900千元，係海圖編印所需經費，較上年度減列30千元。", {"海圖編印": 900000}),
        (
            "700000",
            "1.新建碼頭計畫總經費9,000千元，分3年辦理，112年度已編列4,000千元，本年度續編500千元。2.碼頭維護經費200千元。",
            {"新建碼頭計畫": 500000, "碼頭維護經費": 200000},
        ),
        (
            "700000",
            "1.航標經費700千元，包括：(1)浮標400千元。(2)立標300千元。2.上年度雷達計畫業已編竣，所列50千元如數減列。",
            {"航標經費": 700000, "浮標": 400000, "立標": 300000},
        ),
        (
            "700000",
            "1.本年度預算數各單位編列情形如下：(1)甲站400千元。(2)乙站300千元。2.本年度預算數700千元，係航標維護經費。",
            {"航標維護經費": 700000},
        ),
        ("80000", "办公费5万元；会议费3万元。", {"办公费": 50000, "会议费": 30000}),
        ("80000", "主要用于设备更新，其中服务器5万元，另有进口设备2万元。", {}),
    ],
    ids=["what the whole is for", "this year's part of a sum over years", "items within an item", "told of the whole", "no numbers", "a part"],
)  # fmt: skip
def test_what_a_note_says_of_its_row(tmp_path: Path, figure: str, note: str, found: dict[str, int]) -> None:
    told = items(read(tmp_path, ("航務", figure, note), PLAIN))
    assert {path.rsplit("/", 1)[-1]: int(value) for path, value in told.items()} == found


@pytest.mark.parametrize(
    ("figure", "note", "moves"),
    [
        ("900000", "本年度預算數900千元，係海圖編印所需經費，較上年度增列100千元。", {"海圖編印": 100000}),
        ("900000", "本年度預算數900千元，係海圖編印所需經費，與上年度同。", {"海圖編印": 0}),
        (
            "930000",
            "1.燈油經費630千元，較上年度減列30千元，增列50千元，計淨增20千元。2.新增浮標經費300千元。",
            {"": 320000, "燈油經費": 20000, "浮標經費": 300000},
        ),
        (
            "700000",
            "1.航標經費700千元，包括：(1)浮標400千元，較上年度增列15千元。(2)立標300千元，與上年度同。(3)上年度雷達業已編竣，所列5千元如數減列。",
            {"": 10000, "航標經費": 10000, "浮標": 15000, "立標": 0},
        ),
        (
            "900000",
            "1.燈油經費500千元，其中燈芯計畫總經費2,000千元，分4年辦理，本年度續編200千元，較上年度減列40千元。"
            "2.浮標經費400千元（含漆料90千元），較上年度增列10千元。其中汰換計畫續編第2年經費150千元，與上年度同。",
            {"浮標經費": 10000},
        ),
        (
            "900000",
            "本年度預算數900千元，係海圖編印所需經費，較上年度減列20千元。其中測繪計畫續編80千元，計淨增4千元。",
            {"海圖編印": -20000},
        ),
        ("500000", "1.油料500千元，其中：(1)柴油100千元，較上年度增列5千元。(2)汽油90千元，與上年度同。", {}),
        ("500000", "1.油料300千元，較上年度增列5千元及減列2千元。2.纜繩200千元，與上年度同。", {"纜繩": 0}),
        ("500000", "仍照上年度預算數編列。", {"": 0}),
    ],
    ids=[
        "more", "the same", "net and new", "a list of its own, one gone", "of a part", "of the whole and of a part",
        "of some parts", "two moves of one item", "as it was",
    ],
)  # fmt: skip
def test_how_far_a_note_says_that_figures_moved(tmp_path: Path, figure: str, note: str, moves: dict[str, int]) -> None:
    told = [fact for fact in read(tmp_path, ("航務", figure, note), PLAIN).facts if fact.source == "prose"]
    moved = {fact.row_path[-1]: in_yuan(fact) for fact in told if fact.column == CHANGE and "航務" in fact.row_path}
    items_moved = {"" if name == "航務" else name: int(value) for name, value in moved.items()}
    expected = dict(moves)
    if "海圖編印" in expected:
        expected[""] = expected["海圖編印"]
    assert items_moved == expected
    before = {fact.row_path[-1]: in_yuan(fact) for fact in told if fact.column == BEFORE and "航務" in fact.row_path}
    assert all(fact.year == 2023 for fact in told if fact.column == BEFORE)
    assert before.get("航務") == (int(figure) - expected[""] if "" in expected else None)


def test_items_of_items_stand_below_them_and_raise_no_alarm(tmp_path: Path) -> None:
    stations = "(1)行政50千元，較上年度增列{}千元。(2)維護250千元，與上年度同。"
    note = f"1.北站300千元，包括：{stations.format(3)}2.南站300千元，包括：{stations.format(9)}"
    paper = read(tmp_path, ("航務", "600000", note), PLAIN)
    assert [path.split("/", 2)[-1] for path in items(paper)] == [
        "北站",
        "南站",
        "北站/行政",
        "北站/維護",
        "南站/行政",
        "南站/維護",
    ]
    assert paper.findings == ()


def test_notes_say_in_which_unit_their_column_is(tmp_path: Path) -> None:
    rows = [(f"航務{number}", "900000", "1.浮標400千元。2.立標500千元。") for number in range(4)]
    assert {fact.unit.name for fact in read(tmp_path, *rows).facts if fact.source == "table"} == {"元"}
    assert {fact.unit.name for fact in read(tmp_path, *rows[:2]).facts if fact.source == "table"} == {""}


def test_labels_with_commas_are_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "records-2024-budget.csv"
    names = [
        (f"Dock {number}", "Ropes, Nets and Other Gear", f"{number} - Fuel, Oil, and Grease") for number in range(12)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Department", "Category", "Account", "Amount"), *((*one, "500") for one in names)])
    assert [passage.kind for passage in read_document(path).passages] == ["table"]

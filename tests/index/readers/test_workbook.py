"""Workbooks: what a person sees in the cells, merged cells, several tables, hidden parts, formulas without values."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Alignment

from index.errors import DamagedDocument, EmptyDocument
from index.model import Grid, Heading, Paragraph, ReadResult
from index.readers.number_format import date_text, number_text
from index.readers.workbook import read_workbook
from index.tables import build_tables


def grids(result: ReadResult) -> list[list[list[str | None]]]:
    return [[list(row.cells) for row in block.rows] for block in result.blocks if isinstance(block, Grid)]


def texts(result: ReadResult) -> list[str]:
    return [block.text for block in result.blocks if isinstance(block, Heading | Paragraph)]


def save(path: Path, book: openpyxl.Workbook) -> Path:
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("raw", "code", "seen"),
    [
        ("20553422.0", "General", "20553422"),
        ("0.30000000000000004", "General", "0.3"),
        ("12020100.000000002", "#,##0.00", "12,020,100.00"),
        ("0.125", "0.0%", "12.5%"),
        ("-1234.5", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-1,234.50"),
        ("-3", "#,##0;(#,##0)", "(3)"),
        ("-3", '#,##0;"△"#,##0', "△3"),
        ("0", '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("5", "00", "05"),
        ("88.5", "[$¥-804]#,##0.00", "¥88.50"),
        ("12345678", "#,##0,", "12,346"),
        ("3.5", "0.##", "3.5"),
        ("-0.001", "0.00", "0.00"),
        ("1E-3", "General", "0.001"),
        ("不是数", "0.00", "不是数"),
    ],
)
def test_number_as_a_person_sees_it(raw: str, code: str, seen: str) -> None:
    assert number_text(raw, code) == seen


def test_dates() -> None:
    assert date_text("45291", 'yyyy"年"m"月"', from_1904=False) == "2023年12月"
    assert date_text("45291.5", "yyyy/mm/dd hh:mm", from_1904=False) == "2023-12-31 12:00"
    assert date_text("1e300", "yyyy", from_1904=False) == "1e300"


def test_merged_header_title_and_unit(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收入总表"
    sheet["A2"] = "2023年部门收入预算总表"
    sheet.merge_cells("A2:D2")
    sheet["A4"], sheet["D4"] = "编制部门：某局", "单位：元"
    sheet["A6"], sheet["C6"] = "项目", "收入预算"
    sheet.merge_cells("A6:B6")
    sheet.merge_cells("C6:D6")
    for column, text in enumerate(["编码", "名称", "合计", "其他收入"], start=1):
        sheet.cell(7, column, text)
    for column, value in enumerate(["201", "一般公共服务支出", 20553422.0, 0.1 + 0.2], start=1):
        sheet.cell(8, column, value)
    sheet["B8"].alignment = Alignment(indent=1)
    result = read_workbook(save(tmp_path / "a.xlsx", book))
    assert texts(result) == ["收入总表", "2023年部门收入预算总表", "编制部门：某局", "单位：元"]
    assert grids(result) == [
        [
            ["项目", None, "收入预算", None],
            ["编码", "名称", "合计", "其他收入"],
            ["201", "\u3000一般公共服务支出", "20553422", "0.3"],
        ]
    ]
    [grid] = [block for block in result.blocks if isinstance(block, Grid)]
    assert [row.place.cell for row in grid.rows] == ["A6", "A7", "A8"]
    assert grid.place.sheet == "收入总表"


def test_several_tables_on_one_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["表一"],
        ["项目", "金额"],
        ["甲", 1],
        [],
        ["乙", 2],
        [],
        ["表二"],
        ["科目", "预算数", "决算数"],
        ["丙", 3, 4],
    ]
    for row in rows:
        sheet.append(row)
    for row, (name, value) in enumerate([("区", "数"), ("东", 7), ("西", 8)], start=2):
        sheet.cell(row, 6, name)
        sheet.cell(row, 7, value)
    result = read_workbook(save(tmp_path / "a.xlsx", book))
    assert grids(result) == [
        [["项目", "金额"], ["甲", "1"], ["", ""], ["乙", "2"]],
        [["区", "数"], ["东", "7"], ["西", "8"]],
        [["科目", "预算数", "决算数"], ["丙", "3", "4"]],
    ]
    assert texts(result) == ["表一", "表二"]


def test_tables_side_by_side_under_merged_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Pupils and staff"])
    sheet.append(["PUPILS", None, None, None, "STAFF"])
    sheet.append(["Grade", "2024", "2025", None, "Group", "2024", "2025"])
    for row in (["Grades 1-5", 88, 94, None, "Teachers", 41.5, 40], ["Grades 6-8", 71, 70, None, "Clerical", 8, 7]):
        sheet.append(row)
    sheet.append(["Total", 159, 164, None, "Nurses", 2, 2])
    sheet.append([None, None, None, None, "All", 51.5, 49])
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("A2:C2")
    sheet.merge_cells("E2:G2")
    path = save(tmp_path / "a.xlsx", book)
    assert [[row[0] for row in one] for one in grids(read_workbook(path))] == [
        ["PUPILS", "Grade", "Grades 1-5", "Grades 6-8", "Total"],
        ["STAFF", "Group", "Teachers", "Clerical", "Nurses", "All"],
    ]
    pupils, staff = build_tables("d", read_workbook(path).blocks, 2025)
    assert [row.label for row in staff.rows] == ["Teachers", "Clerical", "Nurses", "All"]
    assert len(pupils.rows) == 3


def test_hidden_parts_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["甲", 1])
    book.active.row_dimensions[2].hidden = True
    secret = book.create_sheet("底稿")
    secret.sheet_state = "hidden"
    secret.append(["科目", "数"])
    secret.append(["乙", 2])
    result = read_workbook(save(tmp_path / "a.xlsx", book))
    assert [["甲", "1"]] in [grid[1:] for grid in grids(result)]
    assert [["乙", "2"]] in [grid[1:] for grid in grids(result)]
    messages = [issue.message for issue in result.issues]
    assert any("1 rows of sheet Sheet are hidden" in text for text in messages)
    assert any("sheet 底稿 is hidden" in text for text in messages)


def test_formula_without_stored_value_is_blank_and_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["甲", 1])
    book.active.append(["合计", "=SUM(B2:B2)"])
    result = read_workbook(save(tmp_path / "a.xlsx", book))
    assert grids(result) == [[["项目", "金额"], ["甲", "1"], ["合计", ""]]]
    [issue] = result.issues
    assert issue.place.cell == "B3"
    assert "cell B3: open the file in Excel or WPS and save it" in issue.message


def test_formula_with_stored_value_counts_with_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额", "日期"])
    book.active.append(["甲", 7, date(2023, 1, 2)])
    path = save(tmp_path / "a.xlsx", book)
    rewrite(path, "xl/worksheets/sheet1.xml", b"<v>7</v>", b"<f>3+4</f><v>7</v>")
    result = read_workbook(path)
    assert grids(result)[0][1] == ["甲", "7", "2023-01-02"]
    assert result.issues == ()


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_million_blank_rows_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["甲", 1])
    path = save(tmp_path / "a.xlsx", book)
    far = b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>'
    rewrite(path, "xl/worksheets/sheet1.xml", b"</sheetData>", far)
    assert grids(read_workbook(path)) == [[["项目", "金额"], ["甲", "1"]]]


def test_external_entities_are_not_followed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["CELL", 1])
    path = save(tmp_path / "a.xlsx", book)
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    entity = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><worksheet '.encode()
    rewrite(path, "xl/worksheets/sheet1.xml", b"<worksheet ", entity)
    rewrite(path, "xl/worksheets/sheet1.xml", b"CELL", b"&x;")
    assert "机密" not in str(read_workbook(path).blocks)


def test_blank_and_broken_workbooks(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="no filled cell"):
        read_workbook(save(tmp_path / "a.xlsx", openpyxl.Workbook()))
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "a.xlsx").read_bytes()[:500])
    with pytest.raises(DamagedDocument, match=r"b\.xlsx is not a whole"):
        read_workbook(tmp_path / "b.xlsx")


def test_blank_official_form(shared_data: Path) -> None:
    result = read_workbook(shared_data / "shanghai-department-budget-template-blank.xlsx")
    found = grids(result)
    assert len(found) == 9
    assert found[1][:5] == [
        ["项目", None, None, None, "收入预算", None, None, None, None],
        [
            "功能分类科目编码",
            None,
            None,
            "功能分类科目名称",
            "合计",
            "财政拨款收入",
            "事业收入",
            "事业单位\n经营收入",
            "其他收入",
        ],
        ["类", "款", "项", None, None, None, None, None, None],
        ["205", "", "", "教育支出", "", "", "", "", ""],
        ["205", "02", "", "普通教育", "", "", "", "", ""],
    ]
    assert found[1][-1][0] == "合计"
    assert found[8] == [
        ["“三公”经费预算数", None, None, None, None, None, "机关运行经费预算数"],
        ["合计", "因公出国(境)费", "公务接待费", "公务用车购置及运行费", None, None, None],
        [None, None, None, "小计", "购置费", "运行费", None],
    ]
    assert "2026年部门收入预算总表" in texts(result)


def test_english_workbook_of_seventeen_thousand_rows(shared_data: Path) -> None:
    [grid] = grids(read_workbook(shared_data / "oakland-2013-15-proposed.xlsx"))
    assert len(grid) == 17580
    assert grid[0][-3:] == ["Account Category", "Account  Description", "Amount"]
    assert grid[1][:5] == ["FY13-14", "10", "Mayor", "Mayor", "1111"]
    assert grid[3][-1] == "-102002"


def test_gaps_between_columns_do_not_part_a_table(shared_data: Path) -> None:
    found = grids(read_workbook(shared_data / "awkward-gaps.xlsx"))
    rows = [row for grid in found for row in grid]
    assert ["1.1", "", "Rated system voltage", "", "kV", ":", "130 (131 Um, 132 AC, 133 BIL)", ""] in rows
    assert ["1.6", "", "Control voltage supply", "", "", ":", "2 x 136V AC UPS\n1 x 137V AC normal", "Note 1"] in rows


@pytest.mark.parametrize("cut", [31, 100, 1600])
def test_an_old_workbook_cut_short_is_a_damaged_one(tmp_path: Path, cut: int) -> None:
    """Its parser panics on some of these, which no `except Exception` catches."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for row in range(40):
        sheet.write(row, 0, f"项目{row}")
        sheet.write(row, 1, row)
    book.save(str(tmp_path / "a.xls"))
    whole = (tmp_path / "a.xls").read_bytes()
    (tmp_path / "b.xls").write_bytes(whole[:-cut])
    with pytest.raises(DamagedDocument, match=r"b\.xls is not a whole workbook"):
        read_workbook(tmp_path / "b.xls")

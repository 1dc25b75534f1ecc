"""Write examples/示例市图书馆2024年部门预算.xlsx: a made-up department, in the form that real ones publish.

    python scripts/make_example_workbook.py [PATH]

Only the leaves are typed in here; every sum is worked out, so the forms add up and agree with each other.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

ORGANISATION = "示例市图书馆"
TARGET = Path(__file__).parent.parent / "examples" / "示例市图书馆2024年部门预算.xlsx"
NOTE = "示例文件：单位、项目与数字均为虚构，不对应任何真实的图书馆；表格样式与科目名称按通行的部门预算公开格式编写。"

Money = int | Decimal | None
Line = Sequence[str | Money]
Function = tuple[str, str, int, int, int, int, int, int]
"""A line of FUNCTIONS."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1 within the header."""

# Functional classification 功能分类, 元: code, name; 2024 from 财政拨款 (basic, project), from 事业收入, from 其他收入
# (both for projects); the 2023 budget from 财政拨款 (basic, project).
FUNCTIONS: tuple[Function, ...] = (
    ("2070104", "图书馆", 18_642_300, 9_850_000, 1_260_000, 180_000, 18_105_600, 8_900_000),
    ("2070109", "群众文化", 0, 1_320_000, 0, 0, 0, 1_450_000),
    ("2070199", "其他文化和旅游支出", 0, 640_000, 0, 0, 0, 0),
    ("2080502", "事业单位离退休", 862_400, 0, 0, 0, 841_200, 0),
    ("2080505", "机关事业单位基本养老保险缴费支出", 2_215_680, 0, 0, 0, 2_140_800, 0),
    ("2080506", "机关事业单位职业年金缴费支出", 1_107_840, 0, 0, 0, 1_070_400, 0),
    ("2101102", "事业单位医疗", 1_384_800, 0, 0, 0, 1_338_000, 0),
    ("2210201", "住房公积金", 1_661_760, 0, 0, 0, 1_605_600, 0),
    ("2210203", "购房补贴", 720_000, 0, 0, 0, 756_000, 0),
)
FUNCTION_GROUPS = {
    "207": "文化旅游体育与传媒支出",
    "20701": "文化和旅游",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "221": "住房保障支出",
    "22102": "住房改革支出",
}
# Economic classification 经济分类 of the basic expenditure from 财政拨款, 元: code, name, amount.
ECONOMICS: tuple[tuple[str, str, int], ...] = (
    ("30101", "基本工资", 4_236_000),
    ("30102", "津贴补贴", 1_872_000),
    ("30107", "绩效工资", 6_940_800),
    ("30108", "机关事业单位基本养老保险缴费", 2_215_680),
    ("30109", "职业年金缴费", 1_107_840),
    ("30110", "职工基本医疗保险缴费", 1_384_800),
    ("30112", "其他社会保障缴费", 96_500),
    ("30113", "住房公积金", 1_661_760),
    ("30199", "其他工资福利支出", 212_600),
    ("30201", "办公费", 412_000),
    ("30202", "印刷费", 95_000),
    ("30205", "水费", 148_000),
    ("30206", "电费", 1_265_000),
    ("30207", "邮电费", 186_400),
    ("30209", "物业管理费", 1_980_000),
    ("30211", "差旅费", 64_000),
    ("30213", "维修（护）费", 320_000),
    ("30215", "会议费", 18_000),
    ("30216", "培训费", 52_000),
    ("30217", "公务接待费", 12_000),
    ("30226", "劳务费", 240_000),
    ("30228", "工会经费", 228_000),
    ("30229", "福利费", 342_000),
    ("30231", "公务用车运行维护费", 75_000),
    ("30299", "其他商品和服务支出", 481_000),
    ("30302", "退休费", 862_400),
    ("31002", "办公设备购置", 86_000),
)
ECONOMIC_GROUPS = {"301": "工资福利支出", "302": "商品和服务支出", "303": "对个人和家庭的补助", "310": "资本性支出"}
STAFF_GROUPS = {"301", "303"}
"""人员经费; the other groups are 公用经费."""
# Projects, 元: name, from 财政拨款, 事业收入, 其他收入.
PROJECTS: tuple[tuple[str, int, int, int], ...] = (
    ("纸质图书采购", 5_600_000, 0, 0),
    ("数字资源建设", 2_350_000, 0, 0),
    ("馆舍修缮", 1_900_000, 0, 0),
    ("读者活动", 1_320_000, 0, 0),
    ("古籍整理", 640_000, 0, 0),
    ("自助服务设备维护", 0, 1_260_000, 0),
    ("捐赠图书编目", 0, 0, 180_000),
)
# “三公”经费, 万元: 因公出国（境）费, 公务接待费, 公务用车购置费, 公务用车运行费.
THREE_PUBLIC = {
    2023: (Decimal("0.00"), Decimal("1.50"), Decimal("0.00"), Decimal("8.10")),
    2024: (Decimal("0.00"), Decimal("1.20"), Decimal("0.00"), Decimal("7.50")),
}


def blank_if_zero(amount: int) -> int | None:
    """What a form prints: nothing where there is nothing."""
    return amount or None


def split_code(code: str) -> list[str | None]:
    """2070104 as 类 207, 款 01, 项 04; a shorter code leaves the rest blank."""
    return [code[:3], code[3:5] or None, code[5:7] or None]


def total(rows: Iterable[Sequence[int]]) -> list[int]:
    """The sum of every column."""
    return [sum(column) for column in zip(*rows, strict=True)]


def tree(leaves: Sequence[tuple[str, str, Sequence[int]]], groups: dict[str, str]) -> list[tuple[str, str, list[int]]]:
    """The leaves with the sum of each group above its members, by code."""
    sums = [
        (code, name, total([amounts for leaf, _, amounts in leaves if leaf.startswith(code)]))
        for code, name in groups.items()
    ]
    return sorted([*sums, *((code, name, list(amounts)) for code, name, amounts in leaves)])


def write_form(
    sheet: Worksheet, title: str, unit: str, header: Sequence[Line], merges: Sequence[Merge], rows: Iterable[Line]
) -> None:
    """One form: title, who, unit, header with its merged cells, rows."""
    width = len(header[0])
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([f"编制部门：{ORGANISATION}"])
    sheet.append([None] * (width - 1) + [f"单位：{unit}"])
    first = sheet.max_row + 1
    for line in [*header, *rows]:
        sheet.append(list(line))
    for top, left, bottom, right in merges:
        sheet.merge_cells(start_row=first + top - 1, start_column=left, end_row=first + bottom - 1, end_column=right)
    thin = Side(style="thin")
    number_format = "#,##0.00" if unit == "万元" else "#,##0"
    for cells in sheet.iter_rows(min_row=first, max_col=width):
        for cell in cells:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if isinstance(cell.value, int | float | Decimal):
                cell.number_format = number_format
            if cell.row < first + len(header):
                cell.font = Font(bold=True)
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18


def code_header(top: str, columns: Sequence[str]) -> tuple[list[Line], list[Merge]]:
    """Three header rows: 项目 over the code and its name, `top` over the columns."""
    width = 4 + len(columns)
    header: list[Line] = [
        ["项目", None, None, None, top, *[None] * (len(columns) - 1)],
        ["功能分类科目编码", None, None, "功能分类科目名称", *columns],
        ["类", "款", "项", *[None] * (1 + len(columns))],
    ]
    merges = [(1, 1, 1, 4), (1, 5, 1, width), (2, 1, 2, 3)]
    return header, [*merges, *((2, column, 3, column) for column in range(4, width + 1))]


def functional_rows(amounts: Sequence[Sequence[int]]) -> list[Line]:
    """The rows of a form by functional classification; `amounts` belongs to FUNCTIONS line by line."""
    leaves = [(line[0], line[1], row) for line, row in zip(FUNCTIONS, amounts, strict=True)]
    rows: list[Line] = [
        [*split_code(code), name, *map(blank_if_zero, row)] for code, name, row in tree(leaves, FUNCTION_GROUPS)
    ]
    return [*rows, ["合计", None, None, None, *map(blank_if_zero, total(amounts))]]


def write_functional(sheet: Worksheet, title: str, top: str, columns: Sequence[str], amounts: list[list[int]]) -> None:
    """A form by functional classification, 2024 only."""
    header, merges = code_header(top, columns)
    rows = functional_rows(amounts)
    last = len(header) + len(rows)
    write_form(sheet, title, "元", header, [*merges, (last, 1, last, 4)], rows)


def funds(line: Function) -> tuple[int, int, int]:
    """2024 by source: 财政拨款, 事业收入, 其他收入."""
    return line[2] + line[3], line[4], line[5]


def spending_lines(amount: Callable[[Function], int]) -> list[Line]:
    """One numbered line for each 类 of FUNCTION_GROUPS, with the sum of `amount` over its members."""
    groups = [(code, name) for code, name in FUNCTION_GROUPS.items() if len(code) == 3]
    return [
        [f"{number}、{name}", sum(amount(line) for line in FUNCTIONS if line[0].startswith(code))]
        for number, (code, name) in zip("一二三四", groups, strict=True)
    ]


def write_overview(sheet: Worksheet) -> None:
    """收入 and 支出 side by side, all funds."""
    granted, earned, other = (sum(column) for column in zip(*(funds(line) for line in FUNCTIONS), strict=True))
    income: list[Line] = [
        ["一、财政拨款收入", granted],
        ["1、一般公共预算资金", granted],
        ["2、政府性基金", None],
        ["3、国有资本经营预算", None],
        ["二、事业收入", earned],
        ["三、其他收入", other],
    ]
    spending = spending_lines(lambda line: sum(funds(line)))
    spending += [[None, None]] * (len(income) - len(spending))
    rows = [[*left, *right] for left, right in zip(income, spending, strict=True)]
    everything = granted + earned + other
    write_form(
        sheet,
        "2024年部门财务收支预算总表",
        "元",
        [["本年收入", None, "本年支出", None], ["项目", "预算数", "项目", "预算数"]],
        [(1, 1, 1, 2), (1, 3, 1, 4)],
        [*rows, ["收入总计", everything, "支出总计", everything]],
    )


def write_granted_overview(sheet: Worksheet) -> None:
    """收入 and 支出 of 财政拨款 side by side."""
    granted = sum(funds(line)[0] for line in FUNCTIONS)
    income: list[Line] = [["一、一般公共预算资金", granted], ["二、政府性基金", None], ["三、国有资本经营预算", None]]
    spending = spending_lines(lambda line: funds(line)[0])
    income += [[None, None]] * (len(spending) - len(income))
    rows = [[*left, *right, right[1], None, None] for left, right in zip(income, spending, strict=True)]
    write_form(
        sheet,
        "2024年部门财政拨款收支预算总表",
        "元",
        [
            ["财政拨款收入", None, "财政拨款支出", None, None, None, None],
            ["项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"],
        ],
        [(1, 1, 1, 2), (1, 3, 1, 7)],
        [*rows, ["收入总计", granted, "支出总计", granted, granted, None, None]],
    )


def write_comparison(sheet: Worksheet) -> None:
    """财政拨款 of 2024 beside the 2023 budget, with the change."""
    amounts = [
        [line[6] + line[7], line[2] + line[3], line[2], line[3], line[2] + line[3] - line[6] - line[7]]
        for line in FUNCTIONS
    ]
    columns = ["合计", "基本支出", "项目支出"]
    header: list[Line] = [
        ["项目", None, None, None, "2023年预算数", "2024年预算数", None, None, "比2023年预算增减"],
        ["功能分类科目编码", None, None, "功能分类科目名称", None, *columns, None],
        ["类", "款", "项", *[None] * 6],
    ]
    merges: list[Merge] = [(1, 1, 1, 4), (2, 1, 2, 3), (2, 4, 3, 4), (1, 5, 3, 5), (1, 6, 1, 8), (1, 9, 3, 9)]
    merges += [(2, column, 3, column) for column in (6, 7, 8)]
    rows = functional_rows(amounts)
    last = len(header) + len(rows)
    title = "2024年部门一般公共预算支出功能分类预算表"
    write_form(sheet, title, "元", header, [*merges, (last, 1, last, 4)], rows)


def write_economic(sheet: Worksheet) -> None:
    """Basic expenditure from 财政拨款 by economic classification, staff apart from running costs."""
    leaves = [
        (code, name, [amount, amount * (code[:3] in STAFF_GROUPS), amount * (code[:3] not in STAFF_GROUPS)])
        for code, name, amount in ECONOMICS
    ]
    header: list[Line] = [
        ["项目", None, None, "一般公共预算基本支出", None, None],
        ["部门预算经济分类科目编码", None, "经济分类科目名称", "合计", "人员经费", "公用经费"],
        ["类", "款", None, None, None, None],
    ]
    rows: list[Line] = [
        [*split_code(code)[:2], name, *map(blank_if_zero, row)] for code, name, row in tree(leaves, ECONOMIC_GROUPS)
    ]
    rows.append(["合计", None, None, *total([row for _, _, row in leaves])])
    last = len(header) + len(rows)
    merges = [(1, 1, 1, 3), (1, 4, 1, 6), (2, 1, 2, 2), *((2, column, 3, column) for column in range(3, 7))]
    title = "2024年部门一般公共预算基本支出部门预算经济分类预算表"
    write_form(sheet, title, "元", header, [*merges, (last, 1, last, 3)], rows)


def write_three_public(sheet: Worksheet) -> None:
    """“三公”经费 of two years in 万元, one row a year; no 机关运行经费, since a library is no government office."""
    header: list[Line] = [
        ["年度", "“三公”经费预算数", None, None, None, None, None, "机关运行经费预算数"],
        [None, "合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", None, None, None],
        [None, None, None, None, "小计", "购置费", "运行费", None],
    ]
    merges: list[Merge] = [(1, 1, 3, 1), (1, 2, 1, 7), (1, 8, 3, 8), (2, 5, 2, 7)]
    merges += [(2, column, 3, column) for column in (2, 3, 4)]
    rows: list[Line] = [
        [f"{year}年", abroad + guests + buying + running, abroad, guests, buying + running, buying, running, None]
        for year, (abroad, guests, buying, running) in THREE_PUBLIC.items()
    ]
    write_form(sheet, "2024年部门“三公”经费和机关运行经费预算表", "万元", header, merges, rows)


def write_projects(sheet: Worksheet) -> None:
    """Projects by source of funds; their sums are the project columns of the other forms."""
    rows: list[Line] = [
        [number, name, sum(amounts), *map(blank_if_zero, amounts)]
        for number, (name, *amounts) in enumerate(PROJECTS, start=1)
    ]
    sums = total([amounts for _, *amounts in PROJECTS])
    header: list[Line] = [
        ["序号", "项目名称", "预算数", None, None, None],
        [None, None, "合计", "财政拨款", "事业收入", "其他收入"],
    ]
    last = len(header) + len(rows) + 1
    merges: list[Merge] = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 6), (last, 1, last, 2)]
    write_form(sheet, "2024年部门项目支出预算表", "元", header, merges, [*rows, ["合计", None, sum(sums), *sums]])


def build_workbook() -> Workbook:
    """The whole example: a cover sheet, nine forms and the projects, one a sheet."""
    book = Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    cover.title = "说明"
    for text in ("示例市2024年部门预算", f"预算主管部门：{ORGANISATION}", NOTE):
        cover.append([text])
    cover.column_dimensions["A"].width = 100
    basic = [line[2] for line in FUNCTIONS]
    project = [line[3] + line[4] + line[5] for line in FUNCTIONS]
    write_overview(book.create_sheet("1收支总表"))
    income = [[sum(funds(line)), *funds(line)] for line in FUNCTIONS]
    columns = ["合计", "财政拨款收入", "事业收入", "其他收入"]
    write_functional(book.create_sheet("2收入总表"), "2024年部门收入预算总表", "收入预算", columns, income)
    spending = [[b + p, b, p] for b, p in zip(basic, project, strict=True)]
    columns = ["合计", "基本支出", "项目支出"]
    write_functional(book.create_sheet("3支出总表"), "2024年部门支出预算总表", "支出预算", columns, spending)
    write_granted_overview(book.create_sheet("4财政拨款收支总表"))
    write_comparison(book.create_sheet("5一般公共预算支出表"))
    for name, fund in (("6政府性基金预算表", "政府性基金预算"), ("7国有资本经营预算表", "国有资本经营预算")):
        header, merges = code_header(f"{fund}支出", columns)
        title = f"2024年部门{fund}支出功能分类预算表"
        empty: Line = ["合计", *[None] * 6]
        write_form(book.create_sheet(name), title, "元", header, [*merges, (4, 1, 4, 4)], [empty])
    write_economic(book.create_sheet("8基本支出经济分类表"))
    write_three_public(book.create_sheet("9三公经费表"))
    write_projects(book.create_sheet("10项目支出表"))
    return book


if __name__ == "__main__":
    build_workbook().save(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)

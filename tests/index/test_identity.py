from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from printed import grid

from index.identity import find_document_year, identify
from index.model import Block, Document, Heading, Paragraph, Place
from index.organisations import (
    find_organisation_about,
    find_organisation_line,
    find_organisation_title,
    find_region,
    is_own_office,
    without_own_office,
)
from index.readers.registry import read_file


def identified(name: str, *texts: str | Block) -> Document:
    blocks = [Paragraph(text, Place()) if isinstance(text, str) else text for text in texts]
    return identify(Document("d", name, name, "", "", "", None, "budget", "department", None), blocks)


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("某市教育局2024年度部门决算", "某市教育局"),
        ("2025年某县卫生健康局部门预算公开", "某县卫生健康局"),
        ("某市水库管理处2023年度单位决算公开说明", "某市水库管理处"),
        ("关于某市财政局2024年部门预算的说明", "某市财政局"),
        ("某市统计局关于2024年部门预算编制的说明", "某市统计局"),
        ("中共某市委宣传部2024年部门预算", "中共某市委宣传部"),
        ("江苏省人大常委会办公厅 2018 年度部门预算公开", "江苏省人大常委会办公厅"),
        ("2024年度广州市天河区城市管理和综合执法局部门预算", "广州市天河区城市管理和综合执法局"),
        ("附件1：某市司法局2023年度部门决算公开", "某市司法局"),
        ("第二部分 某区城管局2024年度部门决算表", "某区城管局"),
        ("某市退役军人事务局部门预算（2024年）", "某市退役军人事务局"),
        ("某市人民政府办公室（本级）2024年单位预算", "某市人民政府办公室"),
        ("二〇二四年某市体育局部门预算", "某市体育局"),
        ("某某街道办事处2024年部门预算", "某某街道办事处"),
        ("某市第一中学2024年单位预算公开", "某市第一中学"),
        ("某市招商服务中心2022年“三公”经费预算公开", "某市招商服务中心"),
        ("某市经信局2016年“三公经费”预算对比增减说明", "某市经信局"),
        ("2017年某市委宣传部三公经费增减情况说明", "某市委宣传部"),
        ("某州数据发展中心2024年度项目支出绩效单位自评报告", "某州数据发展中心"),
        ("某市幼兒園2017年度部門決算公開", "某市幼儿园"),
        ("根据某省财政厅部门预算公开的要求", ""),
        ("上海市2023年市级部门预算", ""),
        ("上海市普陀区2025年区级部门预算", ""),
        ("2024年部门预算", ""),
        ("XX局2024年部门预算", ""),
        ("一般公共预算2024年支出预算表", ""),
        ("2024年本部门收入预算", ""),
        ("2023年部门财务收支预算总表", ""),
    ],
)
def test_organisation_in_a_title(title: str, organisation: str) -> None:
    assert find_organisation_title(title) == organisation


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("编制部门：某市财政局                单位：万元", "某市财政局"),
        ("编制部门：上海市商务委员会单位：元", "上海市商务委员会"),
        ("单位名称（公章）：某市实验小学", "某市实验小学"),
        ("部门：[105]某市水利局", "某市水利局"),
        ("预算部门：305001-某市科学技术局", "某市科学技术局"),
        ("部门编码及名称：[203001]某市信访局", "某市信访局"),
        ("编制单位：某市水利局本级", "某市水利局本级"),
        ("预算单位：某市第101中学", "某市第101中学"),
        ("编制部门：某市3号局", ""),
        ("编制单位：见第3页", ""),
        ("单位：元", ""),
        ("單位：新臺幣千元", ""),
        ("金额单位：万元", ""),
        ("编制部门：上海市普陀区XX局", ""),
        ("附：部门及下级单位收支汇总（单位：万元）", ""),
        ("各单位收支情况（单位：平方米）", ""),
        ("计量单位：平方米、辆、台（套）", ""),
        ("单位：某市第一中学（公章）", "某市第一中学"),
        ("356某县文化馆", "某县文化馆"),
        ("402001-某县水库管理中心", "某县水库管理中心"),
        ("2070104图书馆", ""),
        ("2025某县文化馆", ""),
    ],
)
def test_organisation_in_a_line_of_a_form(line: str, organisation: str) -> None:
    assert find_organisation_line(line) == organisation


def test_organisation_of_a_heading_and_of_a_governments_paper() -> None:
    assert find_organisation_about("第一部分 某市财政局概况") == "某市财政局"
    assert find_organisation_about("上海市科学技术协会（部门）主要职能") == "上海市科学技术协会"
    assert find_region("某市2024年政府预算公开") == "某市"
    assert find_region("关于某县2024年财政预算执行情况和2025年预算草案的报告") == "某县"


def test_a_title_over_several_lines() -> None:
    found = identified("a.pdf", "中共某市某区委", "社会工作部 2024 年度", "部门决算", "目 录")
    assert (found.organisation, found.year, found.kind, found.level) == (
        "中共某市某区委社会工作部",
        2024,
        "outturn",
        "department",
    )


def test_what_a_unit_is_measured_in_is_nobodys_name() -> None:
    summary = Paragraph("附：部门及所属单位收支预算汇总（单位：万元）", Place())
    coded = grid("部门预算收支总表|\n412某县体育局|\n预算年度：2025|单位：万元\n项目|预算数\n收入|1.00")
    assert identified("某县体育局2025年部门预算公开.xlsx", coded, summary).organisation == "某县体育局"
    assert identified("附件1.xlsx", coded, summary).organisation == "某县体育局"


def test_only_the_file_name_says() -> None:
    found = identified("某市审计局2022年度单位决算.xlsx", grid("项目|金额\n收入|1.00"))
    assert (found.organisation, found.year, found.kind, found.level) == ("某市审计局", 2022, "outturn", "unit")
    assert found.evidence["year"] == "某市审计局2022年度单位决算"


def test_the_main_department_before_the_units_that_filled_in_forms() -> None:
    units = [Paragraph(f"编制单位：某市第{name}小学", Place()) for name in "一二三"]
    found = identified("a.docx", Heading("2024年部门预算", 1, Place()), "预算主管部门：某市教育局", *units)
    assert found.organisation == "某市教育局"


def test_a_budget_report_that_tells_of_last_year_first() -> None:
    found = identified("a.docx", "某县2023年财政预算执行情况和2024年财政预算草案的报告")
    assert (found.organisation, found.year, found.kind) == ("某县", 2024, "budget")


@pytest.mark.parametrize("put_out", ["2025年8月", "2025年8月18日", "二〇二五年八月", "（2025年8月）"])
def test_the_month_in_which_a_paper_was_put_out_is_not_its_year(put_out: str) -> None:
    assert identified("决算.pdf", "某市教育局", "2024年度部门决算", put_out, "目录").year == 2024


def test_the_record_of_a_page_says_no_year_or_kind_of_its_paper() -> None:
    record = "[ 索引号 ] 11500000/2026-00012 [ 发布日期 ] 2026-08-20 [ 主题分类 ] 财政预算、决算"
    found = identified("a.html", "首页 > 政务公开 > 财政预决算", record, "某街道办事处2025年度部门预算公开")
    assert (found.organisation, found.year, found.kind) == ("某街道办事处", 2025, "budget")


def test_a_report_that_settles_one_year_and_plans_the_next() -> None:
    found = identified("a.docx", "某市2024年财政决算和2025年财政预算报告")
    assert (found.organisation, found.year, found.kind) == ("某市", 2025, "budget")


def test_the_name_of_a_sheet_is_no_part_of_whose_a_paper_is() -> None:
    found = identified("a.xlsx", "封面", "某高新技术产业开发区管理委员会", "2025年部门预算")
    assert found.organisation == "某高新技术产业开发区管理委员会"


def test_last_years_outturn_in_prose_does_not_make_an_outturn() -> None:
    found = identified("a.docx", "某市体育局2024年部门预算", "与2023年决算相比，增加10万元。")
    assert (found.kind, found.year) == ("budget", 2024)


def test_an_adjusted_budget_and_an_english_one() -> None:
    assert identified("a.docx", "某市2024年本级预算调整方案").kind == "adjusted"
    found = identified("b.xlsx", "City of Springfield FY 2025 Adopted Budget")
    assert (found.organisation, found.year, found.kind) == ("City of Springfield", 2025, "budget")


def test_nothing_known_is_nothing_claimed() -> None:
    found = identified("scan.docx", "会议纪要")
    assert (found.organisation, found.year, found.evidence) == ("", None, {})
    assert find_document_year([]) is None


SHARED = [
    ("sast-2023-budget.txt", "上海市科学技术协会", 2023, "budget", "department"),
    ("putuo-office-2025-budget-department.pdf", "上海市普陀区人民政府办公室", 2025, "budget", "department"),
    ("putuo-office-2025-budget-unit.pdf", "上海市普陀区人民政府办公室", 2025, "budget", "unit"),
    ("putuo-commerce-2025-budget-department.pdf", "上海市普陀区商务委员会", 2025, "budget", "department"),
    ("putuo-commerce-2025-budget-unit.pdf", "上海市普陀区商务委员会", 2025, "budget", "unit"),
    ("putuo-finance-2025-budget-department.pdf", "上海市普陀区财政局", 2025, "budget", "department"),
    ("putuo-finance-2024-final.pdf", "上海市普陀区财政局", 2024, "outturn", "department"),
    ("putuo-finance-2024-final-faulty.pdf", "上海市普陀区财政局", 2024, "outturn", "department"),
    ("putuo-socialwork-2024-final.pdf", "中共上海市普陀区委社会工作部", 2024, "outturn", "department"),
    ("jiangsu-congress-2017-budget.pdf", "江苏省人大常委会办公厅", 2017, "budget", "department"),
    ("jiangsu-congress-2018-budget.pdf", "江苏省人大常委会办公厅", 2018, "budget", "department"),
    ("jiangsu-congress-2019-budget-text.pdf", "江苏省人大常委会办公厅", 2019, "budget", "department"),
    ("jiangsu-congress-2019-budget-tables.pdf", "江苏省人大常委会办公厅", 2019, "budget", "department"),
    ("jiangsu-partyoffice-2019-budget-text.pdf", "江苏省委办公厅", 2019, "budget", "department"),
    ("jiangsu-partyoffice-2019-budget-tables.pdf", "中共江苏省委办公厅", 2019, "budget", "department"),
    ("oakland-2013-15-proposed.xlsx", "City of Oakland", 2013, "budget", "department"),
    ("taiwan-central-2024-budget.csv", "", 2024, "budget", "department"),
]


@cache
def blocks_of(path: Path) -> tuple[Block, ...]:
    return read_file(path).blocks


@pytest.mark.parametrize(("name", "organisation", "year", "kind", "level"), SHARED, ids=[row[0] for row in SHARED])
def test_published_documents(shared_data: Path, name: str, organisation: str, year: int, kind: str, level: str) -> None:
    bare = Document("d", name, name, "", "", "", None, "budget", "department", None)
    found = identify(bare, blocks_of(shared_data / name))
    assert (found.organisation, found.year, found.kind, found.level) == (organisation, year, kind, level)
    assert set(found.evidence) >= ({"organisation", "year"} if organisation else {"year"})


def test_a_body_on_a_line_of_its_own_above_the_title() -> None:
    found = identified("a.txt", "某科技职业学院", "政府采购决算公开情况说明", "2021年度政府采购支出总额200万元。")
    assert (found.organisation, found.year) == ("某科技职业学院", 2021)


@pytest.mark.parametrize(
    ("title", "organisation", "level"),
    [
        ("某市宣传部本级2024年部门预算", "某市宣传部", "unit"),
        ("某县人民法院本级2024年度部门决算", "某县人民法院", "unit"),
        ("某县教育局机关2024年部门预算", "某县教育局", "unit"),
        ("某市财政局本部2024年部门预算", "某市财政局", "unit"),
        ("某省机关事务管理局2024年部门预算", "某省机关事务管理局", "department"),
        ("某市委机关幼儿园2024年部门预算", "某市委机关幼儿园", "department"),
    ],
)
def test_the_own_office_of_any_body_is_a_unit(title: str, organisation: str, level: str) -> None:
    found = identified("a.docx", title)
    assert (found.organisation, found.level) == (organisation, level)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("某局（本级）", "某局"),
        ("某委本级机关", "某委"),
        ("某局机关", "某局"),
        ("某市市直机关", "某市市直机关"),
        ("本级", "本级"),
    ],
)
def test_the_own_office_is_a_part_of_its_body(name: str, body: str) -> None:
    assert is_own_office(name)
    assert without_own_office(name) == body


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("port_elsing_operating_expenditures_fy2024.csv", "Port Elsing"),
        ("dunmere-budget-2025.csv", "Dunmere"),
        ("school_budget_2024.csv", ""),
        ("annual-budget-2024.csv", ""),
    ],
)
def test_a_file_name_begins_with_its_place_where_the_paper_names_no_body(name: str, organisation: str) -> None:
    assert identified(name, "Roads  100").organisation == organisation
    assert identified(name, "道路支出").organisation == ""

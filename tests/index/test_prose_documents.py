"""The running text of whole documents: every figure of two budgets, and hand-picked ones of five published PDFs."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from index.build import read_document
from index.model import Fact
from index.prose_amounts import find_quantities
from index.prose_text import fold_width, prose_paragraphs, sentences
from index.readers.registry import read_file

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT.parent / "shared" / "data"
EXPECTED = Path(__file__).parent / "expected"
EXAMPLE = ROOT / "examples" / "科学技术协会2023年部门预算.txt"
FOUNDING = DATA / "sast-2023-budget.txt"

PICKED = {
    "putuo-finance-2024-final.pdf": """
        收入支出总计 | 决算数 | 2995.39 万元 | 2024 outturn
        收入支出总计 | 比上年增减 | -56.95 万元 | 2024 outturn
        收入支出总计 | 决算数 | 3052.34 万元 | 2023 outturn
        收入支出总计 | 增减% | -1.87 % | 2024 outturn
        本年收入合计/其他收入 | 占比 | 0.21 % | 2024 outturn
        一般公共预算财政拨款支出 | 预算数 | 2993.92 万元 | 2024 budget
        一般公共预算财政拨款支出 | 完成预算% | 98.20 % | 2024 outturn
        一般公共预算财政拨款支出/一般公共服务支出/财政事务/行政运行 | 预算数 | 1560.05 万元 | 2024 budget
        一般公共预算财政拨款支出/一般公共服务支出/财政事务/行政运行 | 决算数 | 1511.89 万元 | 2024 outturn
        一般公共预算财政拨款支出/住房保障支出/住房改革支出/购房补贴 | 决算数 | 258.50 万元 | 2024 outturn
        一般公共预算财政拨款基本支出/公用经费 | 决算数 | 184.65 万元 | 2024 outturn
        “三公”经费财政拨款支出/公务接待费 | 决算数 | 0.00 万元 | 2024 outturn
        机关运行经费 | 决算数 | 182.10 万元 | 2023 outturn
        政府采购金额/货物采购金额 | 决算数 | 4.79 万元 | 2024 outturn
        单价100万元（含）以上设备（不含车辆） | 数量 | 2 台（套） | 2024 outturn
        绩效自评的项目/平均得分 | 数量 | 99.43 分 | 2024 outturn
    """,
    "putuo-socialwork-2024-final.pdf": """
        收入支出总计 | 决算数 | 0.00 万元 | 2023 outturn
        一般公共预算财政拨款支出 | 全年预算数 | 321.02 万元 | 2024 adjusted
        一般公共预算财政拨款支出 | 预算数 | 0 万元 | 2024 budget
        一般公共预算财政拨款支出/一般公共服务支出/社会工作事务/行政运行 | 全年预算数 | 52.00 万元 | 2024 adjusted
        一般公共预算财政拨款支出/一般公共服务支出/社会工作事务/行政运行 | 决算数 | 51.32 万元 | 2024 outturn
        一般公共预算财政拨款支出/一般公共服务支出/社会工作事务/行政运行 | 完成预算% | 98.69 % | 2024 outturn
        本年支出合计/项目支出 | 占比 | 65.70 % | 2024 outturn
        车辆/执法执勤用车 | 数量 | 0 辆 | 2024 outturn
    """,
    "putuo-commerce-2025-budget-department.pdf": """
        收入预算/财政拨款收入 | 预算数 | 37151.47 万元 | 2025 budget
        收入预算/财政拨款收入 | 执行数 | 12593.29 万元 | 2024 executed
        支出预算/财政拨款支出 | 预算数 | 12659.76 万元 | 2024 budget
        支出预算/财政拨款支出/一般公共服务支出/商贸事务/行政运行 | 预算数 | 938.99 万元 | 2025 budget
        “三公”经费/公务用车购置及运行费/公务用车购置费 | 预算数 | 0 万元 | 2025 budget
        财政拨款/机关运行经费 | 预算数 | 171.01 万元 | 2025 budget
        编报绩效目标的项目/涉及项目预算资金 | 预算数 | 11381.60 万元 | 2025 budget
        生命健康专项（政策资金）/项目总资金 | 预算数 | 1170.00 万元 | 2025 budget
        贸易高质量发展专项（政策资金）/支持商销稳增长 | 预算数 | 30.00 万元 | 2025 budget
        贸易高质量发展专项（政策资金）/市级支持总部经济 | 预算数 | 1262.00 万元 | 2025 budget
    """,
    "jiangsu-congress-2019-budget-text.pdf": """
        编制/行政编制 | 数量 | 200 名 | 2019 budget
        收入、支出总计 | 预算数 | 15897.44 万元 | 2018 budget
        收入、支出总计/支出总计/一般公共服务支出 | 比上年增减 | 1201.5 万元 | 2019 budget
        本年支出合计/单位预留机动经费 | 占比 | 13.95 % | 2019 budget
        综合管理费专项 | 比上年增减 | 209 万元 | 2019 budget
        一般公共服务/人大事务/人大立法 | 比上年增减 | -81 万元 | 2019 budget
        一般公共服务/人大事务/人大立法 | 预算数 | 810 万元 | 2018 budget
        一般公共预算拨款/“三公”经费/公务接待费 | 占比 | 50.12 % | 2019 budget
        一般公共预算拨款/会议费 | 预算数 | 1305.25 万元 | 2018 budget
        单价20万元（含）以上的设备 | 数量 | 69 台（套） | 2019 budget
    """,
    "jiangsu-partyoffice-2019-budget-text.pdf": """
        收入、支出总计 | 比上年增减 | 3205.79 万元 | 2019 budget
        本年支出合计/基本支出 | 占比 | 42.30 % | 2019 budget
        住房保障支出/住房改革支出/提租补贴 | 预算数 | 2299.88 万元 | 2018 budget
        一般公共预算拨款/培训费 | 比上年增减 | 0 万元 | 2019 budget
        政府采购支出/购买服务支出 | 预算数 | 1338.50 万元 | 2019 budget
        车辆/一般公务用车 | 数量 | 127 辆 | 2019 budget
    """,
}


@cache
def prose(path: Path) -> tuple[Fact, ...]:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return tuple(fact for fact in read_document(path).facts if fact.source == "prose")


def row(fact: Fact) -> tuple[str, ...]:
    line = str(fact.place.lines[0]) if fact.place.lines else ""
    name = " > ".join(fact.row_path)
    return (
        line,
        name,
        fact.column[0],
        fact.printed,
        f"{fact.value:f}",
        fact.unit.name,
        str(fact.year),
        fact.kind,
        fact.derived,
    )


@pytest.mark.parametrize(("path", "expected"), [(EXAMPLE, "prose_example.tsv"), (FOUNDING, "prose_founding.tsv")])
def test_every_figure_of_the_running_text(path: Path, expected: str) -> None:
    with (EXPECTED / expected).open(encoding="utf-8", newline="") as file:
        rows = [tuple(line) for line in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    assert [row(fact) for fact in prose(path)] == rows


@pytest.mark.parametrize("name", PICKED)
def test_picked_figures_of_a_published_document(name: str) -> None:
    facts = {
        f"{'/'.join(fact.row_path)} | {fact.column[0]} | {fact.value} {fact.unit.name} | {fact.year} {fact.kind}"
        for fact in prose(DATA / name)
    }
    picked = {line.strip() for line in PICKED[name].strip().splitlines()}
    assert picked <= facts, sorted(picked - facts)


@pytest.mark.parametrize("name", [FOUNDING.name, *PICKED])
def test_nearly_every_printed_figure_is_told_and_none_is_made_up(name: str) -> None:
    told: dict[str, Counter[str]] = {}
    for fact in prose(DATA / name):
        assert fact.derived or fact.printed in fact.text
        if not fact.derived:
            told.setdefault(fact.text, Counter())[fact.printed] += 1
    printed = missed = 0
    for paragraph in prose_paragraphs(read_file(DATA / name).blocks):
        for sentence in sentences(paragraph.text):
            figures = Counter(quantity.printed for quantity in find_quantities(fold_width(sentence)))
            printed += figures.total()
            missed += (figures - told.get(sentence, Counter())).total()
    assert missed <= printed * 0.1, f"{missed} of {printed} figures are told by no fact"

"""Plainly fictional budgets in the usual form, as many as wanted: to see how time and memory grow."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Codes = tuple[str, str, str]
Row = tuple[Codes, str, int, int]

SUBJECTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "201 一般公共服务支出": {
        "03 政府办公厅（室）及相关机构事务": ("01 行政运行", "02 一般行政管理事务", "50 事业运行")
    },
    "206 科学技术支出": {"07 科学技术普及": ("01 机构运行", "02 科普活动", "04 学术交流活动")},
    "208 社会保障和就业支出": {"05 行政事业单位养老支出": ("01 行政单位离退休", "02 事业单位离退休")},
    "210 卫生健康支出": {"11 行政事业单位医疗": ("01 行政单位医疗", "02 事业单位医疗")},
    "221 住房保障支出": {"02 住房改革支出": ("01 住房公积金", "03 购房补贴")},
}


def organisation(number: int) -> str:
    """Name of the fictional department of that number, from 1."""
    return f"云梦市第{number}试验局"


def write_budgets(count: int, folder: Path) -> list[Path]:
    """Write `count` departments' budgets of 2031, one tab-separated text each, and give back their paths."""
    paths = []
    for number in range(1, count + 1):
        path = folder / f"yunmeng-{number:04d}-2031.txt"
        path.write_text("\n".join(budget_lines(number)) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def budget_lines(number: int) -> Iterator[str]:
    """The lines of one budget; parents are the sums of their children, the same number gives the same figures."""
    name = organisation(number)
    yield from ("云梦市2031年市级部门预算", "", f"预算主管部门：{name}", "", f"{name}主要职能", "")
    yield f"{name}负责第{number}类试验事务的规划、组织和监督，并开展相关科普活动。"
    yield from ("", "2031年部门支出预算总表", "", f"编制部门：{name}", "", "单位：元", "")
    yield "项目\t\t\t支出预算\t\t\t"
    yield "功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出"
    yield "类\t款\t项\t\t\t\t"
    rows = list(_rows(random.Random(number)))  # noqa: S311
    for codes, label, basic, project in rows:
        yield "\t".join([*codes, label, f"{basic + project:,}", f"{basic:,}", f"{project:,}"])
    _, _, basic, project = _parent(("", "", ""), "", [row for row in rows if not row[0][1]])
    yield f"合计\t\t\t\t{basic + project:,}\t{basic:,}\t{project:,}"


def _rows(figures: random.Random) -> Iterator[Row]:
    """Codes, label, basic and project spending in 元; each parent before its children."""
    for top, groups in SUBJECTS.items():
        below: list[Row] = []
        heads: list[Row] = []
        for group, items in groups.items():
            leaves = [_leaf((top[:3], group[:2], item[:2]), item[3:], figures) for item in items]
            heads.append(_parent((top[:3], group[:2], ""), group[3:], leaves))
            below += [heads[-1], *leaves]
        yield _parent((top[:3], "", ""), top[4:], heads)
        yield from below


def _leaf(codes: Codes, label: str, figures: random.Random) -> Row:
    return codes, label, figures.randint(10**4, 10**8), figures.randint(10**4, 10**8)


def _parent(codes: Codes, label: str, children: Sequence[Row]) -> Row:
    return codes, label, sum(row[2] for row in children), sum(row[3] for row in children)

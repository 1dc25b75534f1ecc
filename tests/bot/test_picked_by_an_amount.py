"""Which departments, projects and years pass an amount, and what stands for all of them together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import build_store

from bot.pipeline import Bot

DEPARTMENT = """# 云溪市{name}2025年部门预算

## 部门支出总表
部门：云溪市{name}\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t{all}\t{basic}\t{projects}
\t合计\t{all}\t{basic}\t{projects}

## 一般公共预算“三公”经费支出表
部门：云溪市{name}\t单位：万元
“三公”经费合计\t因公出国（境）费\t公务接待费
{sangong}\t\t{sangong}
"""
PROJECTS = """
## 档案数字化项目经费情况说明
一、项目概述
档案数字化项目用于馆藏档案扫描。
六、年度预算安排
档案数字化项目2025年度安排项目总资金120万元。

## 库房改造项目经费情况说明
一、项目概述
库房改造项目用于更换恒温设备。
六、年度预算安排
库房改造项目2025年度安排项目总资金30万元。
"""
PAPERS = {
    "档案局": DEPARTMENT.format(name="档案局", all="500.00", basic="350.00", projects="150.00", sangong="2.00")
    + PROJECTS,
    "体育局": DEPARTMENT.format(name="体育局", all="900.00", basic="300.00", projects="600.00", sangong="12.00"),
    "气象局": DEPARTMENT.format(name="气象局", all="200.00", basic="180.00", projects="20.00", sangong="0.50"),
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("picked")
    papers = []
    for name, text in PAPERS.items():
        papers.append(folder / f"{name}.txt")
        papers[-1].write_text(text, encoding="utf-8")
    store = build_store(folder / "store", *papers)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("云溪市哪些部门2025年支出超过400万元", {"档案局", "体育局"}),
        ("云溪市2025年支出合计超过800万的有哪些部门", {"体育局"}),
        ("云溪市2025年三公经费低于10万元的部门", {"档案局", "气象局"}),
        ("云溪市2025年项目支出在100万到200万之间的单位有哪些", {"档案局"}),
        ("各部门2025年三公经费都不超过20万元吗", {"档案局", "体育局", "气象局"}),
    ],
)
def test_departments_are_picked_by_an_amount(bot: Bot, question: str, names: set[str]) -> None:
    answer = bot.ask(question)
    assert {item.label.removeprefix("云溪市") for item in answer.items} == names, answer.text
    assert answer.truth is None


def test_where_none_passes_the_nearest_is_named(bot: Bot) -> None:
    answer = bot.ask("云溪市哪些部门2025年支出超过1000万元")
    assert (answer.status, answer.items) == ("answered", ())
    assert "没有高于" in answer.text
    assert "体育局 900.00 万元" in answer.text


@pytest.mark.parametrize("said", ["支出合计多少", "项目支出合计是多少", "支出一共多少"])
def test_a_total_of_several_departments_is_their_sum(bot: Bot, said: str) -> None:
    answer = bot.ask(f"云溪市三个部门2025年{said}")
    assert answer.value == (7_700_000 if "项目" in said else 16_000_000), answer.text


@pytest.mark.parametrize(
    "question",
    ["档案局2025年有哪些项目", "档案局2025年项目清单", "档案局2025年项目预算有哪些", "档案局2025年公开了哪几个项目"],
)
def test_projects_are_listed_and_no_rows_of_the_account(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert {item.label for item in answer.items} == {"档案数字化项目", "库房改造项目"}, answer.text


def test_projects_are_picked_by_an_amount(bot: Bot) -> None:
    assert [item.label for item in bot.ask("档案局2025年超过100万元的项目").items] == ["档案数字化项目"]


@pytest.mark.parametrize("question", ["体育局2025年有什么项目", "体育局2025年哪个项目花得最多", "气象局2025年项目清单"])
def test_where_no_projects_are_listed_the_answer_says_so(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "not_found"
    assert "没有逐个列出项目" in answer.text


def test_the_budget_for_projects_is_no_total(bot: Bot) -> None:
    assert bot.ask("体育局2025年项目预算多少").value == 6_000_000


def test_items_of_income_are_no_projects(bot: Bot) -> None:
    assert "项目总资金" not in bot.ask("档案局2025年收入项目有哪些").text

"""A form of basic expenditure that goes on beside itself: its subjects are parts of their class in every stretch."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

from bot.pipeline import Bot
from index.build import index_paths
from index.store.folder import Store, open_store

STAFF = [("301", "工资福利支出", 900), ("30101", "基本工资", 500), ("30102", "津贴补贴", 400)]
STAFF += [("303", "对个人和家庭的补助", 50), ("30302", "退休费", 50)]
RUNNING = [("302", "商品和服务支出", 235), ("30201", "办公费", 40), ("30205", "水费", 5), ("30211", "差旅费", 60)]
GOING_ON = [("30226", "劳务费", 10), ("30231", "公务用车运行维护费", 90), ("30299", "其他商品和服务支出", 30)]
GOING_ON += [("310", "资本性支出", 20), ("31002", "办公设备购置", 20)]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("stretches")
    path = folder / "东岭县水务局2023年度部门决算.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["一般公共预算财政拨款基本支出决算明细表"])
    sheet.append(["部门：东岭县水务局", *[None] * 7, "单位：万元"])
    sheet.append(["人员经费", None, None, "公用经费", *[None] * 5])
    sheet.append(["科目编码", "科目名称", "决算数"] * 3)
    for number in range(5):
        sides = (STAFF, RUNNING, GOING_ON)
        sheet.append([cell for side in sides for cell in (side[number] if number < len(side) else (None, None, None))])
    sheet.append(["人员经费合计", None, 950, "公用经费合计", None, None, None, None, 255])
    sheet.merge_cells("A3:C3")
    sheet.merge_cells("D3:I3")
    sheet.merge_cells("A10:B10")
    sheet.merge_cells("D10:H10")
    book.save(path)
    store: Store = open_store(folder / "store", create=True)
    assert not any(report.error for report in index_paths([path], store))
    return Bot(store)


def test_a_class_has_its_subjects_of_both_stretches(bot: Bot) -> None:
    answer = bot.ask("东岭县水务局2023年商品和服务支出包括哪些")
    told = {item.label.split("·")[-1]: item.value for item in answer.items}
    expected = {name: Decimal(amount) * 10_000 for code, name, amount in (*RUNNING[1:], *GOING_ON[:3])}
    assert {name: told.get(name) for name in expected} == expected


def test_the_largest_stands_in_the_stretch_behind(bot: Bot) -> None:
    answer = bot.ask("东岭县水务局2023年商品和服务支出里最大的一项是什么")
    assert answer.value == 900_000
    assert "公务用车运行维护费" in answer.text


def test_a_total_of_both_stretches_has_the_classes_of_both(bot: Bot) -> None:
    assert bot.ask("东岭县水务局2023年公用经费里最大的一项是什么").value == 2_350_000
    assert bot.ask("东岭县水务局2023年人员经费里最大的一项是什么").value == 9_000_000


def test_a_share_is_of_the_total_and_not_of_what_stands_beside_it(bot: Bot) -> None:
    answer = bot.ask("办公费占几成", history=["东岭县水务局2023年公用经费是多少"])
    assert answer.value == pytest.approx(Decimal(40) / Decimal(255) * 100, abs=Decimal("0.001"))


def test_parts_come_to_their_whole(bot: Bot) -> None:
    assert bot.ask("东岭县水务局2023年商品和服务支出各项加起来等于合计吗").truth is True


def test_nothing_is_found_amiss_in_a_form_that_adds_up(bot: Bot) -> None:
    assert not [n for n in bot.ask("东岭县水务局2023年商品和服务支出是多少").notices if n.kind == "inconsistency"]

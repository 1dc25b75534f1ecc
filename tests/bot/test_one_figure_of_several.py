"""Several parts in one sentence of which one asks how much: its figure is the answer's value, and each part has its name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

CULTURE = """# 白石县文化馆2024年部门预算

## 一、机构设置
白石县文化馆2024年编制40名，其中：管理编制10名、专业技术编制25名、工勤编制5名。

## 二、预算说明
1.会议费预算6.00万元，与2023年预算持平。
2.办公费预算9.00万元，比2023年预算增加1.00万元，增长12.5%。
3.2024年度编报绩效目标的项目共3个，涉及项目预算资金120.00万元。
4.群众舞台项目总资金60.00万元，其中：子项目1、舞台搭建30.00万元；子项目2、音响租赁20.00万元；子项目3、演出服装10.00万元。

## 部门收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
财政拨款收入\t280.00\t文化旅游体育与传媒支出\t250.00
事业收入\t20.00\t住房保障支出\t50.00
收入总计\t300.00\t支出总计\t300.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("parts"), {"culture.md": CULTURE})


WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("白石县文化馆2024年会议费呢？跟上年比有没有变", 6 * WAN),
        ("白石县文化馆2024年编报绩效目标的项目有几个，涉及多少资金", 120 * WAN),
        ("白石县文化馆2024年多少个项目编了绩效目标？涉及多少资金？", 120 * WAN),
        ("白石县文化馆2024年办公费比上年增长多少？说明里的百分比", Decimal("12.5")),
        ("白石县文化馆2024年群众舞台项目分成几块，钱最多的是哪块，多少？", 30 * WAN),
        ("白石县文化馆2024年编制一共多少名？管理、专业技术、工勤各多少", Decimal(40)),
        ("白石县文化馆2024年会议费多少钱，主要是场租吧？", 6 * WAN),
    ],
)
def test_the_one_figure_that_a_sentence_asks_for_is_its_value(bot: Bot, question: str, value: Decimal) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", value), answer.text


def test_two_amounts_are_none_of_them_the_value(bot: Bot) -> None:
    answer = bot.ask("白石县文化馆2024年会议费是多少，办公费是多少")
    assert answer.value is None
    assert {item.value for item in answer.items} == {6 * WAN, 9 * WAN}


def test_names_share_the_end_of_the_last_or_of_the_whole(bot: Bot) -> None:
    for asked in ("管理、专业技术、工勤编制各多少", "编制共多少名？管理、专业技术和工勤各有多少"):
        answer = bot.ask(f"白石县文化馆2024年{asked}")
        assert {Decimal(10), Decimal(25), Decimal(5)} <= {item.value for item in answer.items}, answer.text


def test_figures_that_the_text_tells_are_called_as_it_calls_them(bot: Bot) -> None:
    answer = bot.ask("白石县文化馆2024年编报绩效目标的项目有几个，涉及多少资金")
    assert [item.label for item in answer.items][1:] == ["涉及项目预算资金"], answer.items

"""Projects in the summary of self-evaluations, whose columns bear letters; what is bought, by its three kinds; projects told
of one after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPER = """# 白浪县水务局2024年度部门决算

## 一、政府采购支出情况
2024年政府采购支出总额700.00万元，其中：政府采购货物支出100.00万元、政府采购工程支出400.00万元、政府采购服务支出150.00万元。

## 二、“三公”经费情况
2024年“三公”经费支出决算为20.00万元。

## 三、项目支出绩效自评汇总表
单位：万元
序号\t项目名称\t实施单位\t年初预算数\t全年预算数（A）\t全年执行数（B）\t执行率（B/A）\t预算执行得分（10分）\t自评总分
1\t河道清淤\t局本级\t210.00\t200.00\t190.00\t95.00%\t9.50\t97.00
2\t水库除险\t局本级\t250.00\t250.00\t170.00\t68.00%\t6.80\t88.00
3\t节水宣传\t县水利站\t50.00\t50.00\t40.00\t80.00%\t8.00\t90.00

## 四、项目经费情况说明
# 项目一（项目名称：河道清淤）
## 一、立项依据
《白浪县河道管理办法》。
# 项目二（项目名称：水库除险）
## 一、立项依据
《白浪县水库安全条例》。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("marks"), {"paper.md": PAPER})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("水库除险项目2024年的预算执行率是多少？", "68"),
        ("河道清淤2024年全年预算数和执行数差多少？", "100000"),
        ("河道清淤和水库除险两个项目2024年一共执行了多少？", "3600000"),
        ("2024年有几个项目预算执行率不到90%？", "2"),
    ],
)
def test_columns_with_letters_are_known_by_their_words(bot: Bot, question: str, value: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("answered", Decimal(value))


@pytest.mark.parametrize(
    "question",
    [
        "2024年政府采购支出总额等于货物、工程、服务三项之和吗？",
        "2024年政府采购货物、工程、服务之和等于政府采购支出总额吗？",
    ],
)
def test_three_kinds_of_purchases_are_held_against_their_total(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.truth) == ("answered", False)
    assert "650" in answer.text
    assert "700" in answer.text


def test_each_kind_of_purchase_is_told(bot: Bot) -> None:
    answer = bot.ask("2024年政府采购支出里货物、工程、服务各是多少？")
    assert [item.value for item in answer.items] == [Decimal(1000000), Decimal(4000000), Decimal(1500000)]


def test_an_item_is_not_held_against_all_that_an_office_spends(bot: Bot) -> None:
    assert bot.ask("2024年三公经费，全部门跟局本级差多少？").value is None


def test_what_is_told_of_one_project_is_not_told_of_another(bot: Bot) -> None:
    assert "水库安全条例" in bot.ask("水库除险项目的立项依据是什么？").text

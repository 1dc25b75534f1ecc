"""Projects in the summary of self-evaluations, whose columns bear letters; what is bought, by its three kinds; projects told
of one after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

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


BOUGHT = """# 白浪县林草局2025年部门预算

## 一、部门基本情况
2024年末事业编制60人，在职在编实有人员57人，退休人员9人。实有车辆9辆，编制9辆。

## 国有资产占有使用情况
截至2024年末，本部门共有车辆9辆，其中：执法执勤用车5辆、其他用车3辆。

## 部门预算单位构成
纳入2025年部门预算编制范围的预算单位共2个，包括：
1.白浪县防火站
2.白浪县国有林场（公益一类）

## 二、政府采购情况
2025年政府采购预算9.80万元，其中：货物类8.80万元，工程类0.80万元。

## 三、政府采购预算表
单位名称\t采购项目\t采购品目\t类别\t数量\t预算金额（元）\t拟采购方式\t是否专门面向中小企业
合计\t\t\t\t\t96,000.00\t\t
白浪县防火站\t巡护服\tA06 服装\t货物\t60套\t36,000.00\t询价\t是
白浪县防火站\t树苗采购\tA07 苗木\t货物\t3万株\t52,000.00\t公开招标\t否
白浪县国有林场\t围栏维修\tB08 修缮\t工程\t2处\t8,000.00\t询价\t是

## 四、“三公”经费预算表
单位：万元
项目\t2024年预算数\t2025年预算数
“三公”经费合计\t4.00\t9.00
公务接待费\t3.00\t3.20
公务用车运行维护费\t1.00\t5.80

## 五、部门支出总表
单位：万元
科目\t2025年预算数
农林水支出\t90.00
教育支出\t10.00
支出合计\t100.00

## 六、部门项目支出表
单位：万元
科目编码\t项目名称\t金额
\t合计\t30.00
2130205\t封山育林\t12.00
2130205\t荒坡造林\t10.00
2130234\t火险预警\t8.00

## 七、一般公共预算支出表
单位：万元
科目编码\t科目名称\t2024年预算数\t2025年预算数
\t合计\t24.00\t30.00
213\t农林水支出\t24.00\t30.00
21302\t林业和草原\t24.00\t30.00
2130205\t森林资源培育\t20.00\t22.00
2130234\t林业草原防灾减灾\t4.00\t8.00

## 八、项目绩效自评
项目名称\t全年预算数（万元）\t自评得分
封山育林\t12.00\t96
荒坡造林\t10.00\t91
火险预警\t8.00\t98
"""


@pytest.fixture(scope="module")
def buyer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("bought"), {"paper.md": BOUGHT})


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("2025年政府采购清单里一共列了几项采购？", "3", "项"),
        ("2025年采购项目有多少个？", "3", "项"),
        ("2025年采购巡护服多少套？", "60", "套"),
        ("2025年树苗采购多少株？", "3", "万株"),
        ("白浪县林草局有多少编制？", "60", "人"),
        ("白浪县林草局在编多少人？", "57", "人"),
        ("2025年教育支出占总支出比重是多少？", "10", "%"),
        ("2025年采购清单里有几项是面向中小企业的？", "2", "项"),
        ("2025年自评得分在95分以上的项目有几个？", "2", "项"),
        ("2025年一般公共预算支出的项级科目中，比2024年增幅最大的是哪个，增长百分之几？", "100", "%"),
    ],
)
def test_entries_and_numbers_of_things_are_told_in_what_they_count(
    buyer: Bot, question: str, value: str, unit: str
) -> None:
    answer = buyer.ask(question)
    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("2025年政府采购预算排前二的项目", ["树苗采购", "巡护服"]),
        ("2025年森林资源培育安排了哪些项目？", ["封山育林", "荒坡造林"]),
        ("2025年白浪县防火站采购了什么？", ["巡护服", "树苗采购"]),
        ("白浪县林草局包括哪几个预算单位？", ["白浪县防火站", "白浪县国有林场"]),
    ],
)
def test_entries_are_listed_and_ranked_and_no_groups(buyer: Bot, question: str, labels: list[str]) -> None:
    assert [item.label for item in buyer.ask(question).items] == labels


def test_what_a_column_of_words_says_of_a_row(buyer: Bot) -> None:
    assert "询价" in buyer.ask("2025年巡护服的采购方式是什么？").text
    assert "公开招标" in buyer.ask("2025年树苗采购怎么采购？").text
    assert buyer.ask("2025年雨衣的采购方式是什么？").status == "not_found"


def test_both_how_many_and_how_much(buyer: Bot) -> None:
    answer = buyer.ask("2025年采购巡护服多少套、多少钱？")
    assert "60 套" in answer.text
    assert "36,000.00" in answer.text


def test_what_the_text_says_is_held_against_the_total_of_a_form(buyer: Bot) -> None:
    answer = buyer.ask("2025年政府采购预算，说明写的总额跟政府采购预算表合计一致吗？")
    assert (answer.status, answer.truth) == ("answered", False)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("有人说2025年三公经费比上年翻了一倍还多，核实一下", True),
        ("2025年三公经费比上年翻了一番，属实吗", False),
        ("2025年三公经费是上年的两倍多，对吗", True),
        ("2025年公务接待费比上年翻了一番还多吗", False),
    ],
)
def test_a_claim_of_doubling_is_one_of_a_rise_by_so_much(buyer: Bot, question: str, *, truth: bool) -> None:
    answer = buyer.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth)


def test_counts_are_held_against_their_parts(buyer: Bot) -> None:
    answer = buyer.ask("白浪县林草局车辆各分项加起来等于总数吗？")
    assert (answer.status, answer.truth) == ("answered", False)
    assert "8 辆" in answer.text


def test_of_each_unit_is_not_told_by_all_of_them(buyer: Bot) -> None:
    assert buyer.ask("白浪县林草局各单位编制数").status == "not_found"


def test_names_of_people_are_not_told(buyer: Bot) -> None:
    assert buyer.ask("白浪县林草局退休的9个人都叫什么？").status == "not_found"


def test_an_item_of_income_is_held_against_the_income_of_the_whole_budget(tmp_path: Path) -> None:
    paper = """# 白浪县医院2025年单位预算

## 收支预算总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
财政拨款收入\t20.00\t卫生健康支出\t110.00
事业收入\t60.00\t住房保障支出\t10.00
本年收入合计\t80.00\t本年支出合计\t120.00
上年结转\t40.00\t结转下年\t
收入总计\t120.00\t支出总计\t120.00
"""
    for bot in bot_over(tmp_path, {"paper.md": paper}):
        assert bot.ask("2025年事业收入占总预算多大比例？").value == Decimal(50)

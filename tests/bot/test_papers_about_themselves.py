"""Questions over a department's accounts and its budget: both sides of them, guests and cars, how far a plan was carried out,
what is carried over, what the forms say of themselves, and what is asked of the winner of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.model import Answer
from bot.pipeline import Bot

ACCOUNTS = """# 云川市民政局2024年度部门决算

## 第一部分 部门概况
从决算单位构成看，纳入云川市民政局2024年度部门决算编制范围的单位共3个，包括局本级和2个所属单位。

## 收入支出决算总表
单位：万元
收入项目\t收入决算数\t支出项目\t支出决算数
一、一般公共预算财政拨款收入\t600.00\t一、社会保障和就业支出\t790.00
二、事业收入\t180.00\t二、住房保障支出\t20.00
三、其他收入\t20.00\t\t
本年收入合计\t800.00\t本年支出合计\t810.00
使用非财政拨款结余\t10.00\t\t
收入总计\t810.00\t支出总计\t810.00

## 财政拨款“三公”经费及相关统计表
单位：万元
项目\t预算数\t决算数
“三公”经费支出\t—\t—
（一）支出合计\t8.00\t7.60
公务用车购置及运行维护费\t6.00\t6.00
公务用车运行维护费\t6.00\t6.00
公务接待费\t2.00\t1.60
（二）相关统计数\t—\t—
公务用车保有量（辆）\t—\t3
国内公务接待批次（个）\t—\t16
国内公务接待人次（人）\t—\t160
注：本表反映“三公”经费情况。其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。

## 一般公共预算财政拨款支出决算情况说明
2024年度收入总计、支出总计810.00万元，比上年增加30.00万元，增长3.85%。
社会福利（类）殡葬（款）殡葬管理（项）。年初预算为100.00万元，支出决算为125.00万元，完成年初预算的125.00%，决算数大于年初预算数的主要原因是新增公墓维护。
社会福利（类）养老（款）养老服务（项）。年初预算为300.00万元，支出决算为270.00万元，完成年初预算的90.00%，决算数小于年初预算数的主要原因是项目结余。
社会救助（类）临时救助（款）临时救助支出（项）。年初预算为40.00万元，支出决算为44.00万元，完成年初预算的110.00%，决算数大于年初预算数的主要原因是救助人数增加。
事业收入比上年减少20.00万元，下降10.00%。

## 政府采购情况说明
2024年度政府采购支出总额100.00万元，其中：政府采购货物支出20.00万元、政府采购工程支出50.00万元、政府采购服务支出30.00万元。授予中小企业合同金额80.00万元，占政府采购支出总额的80.00%。

## 国有资产占用情况说明
截至2024年12月31日，本部门共有车辆3辆，其中：应急保障用车1辆、其他用车2辆，其他用车主要是救助接送用车。

## 预算绩效情况说明
对养老服务等3个项目开展了部门评价，涉及资金500.00万元。
“养老服务”项目绩效自评综述：项目自评得分为94.6分。

## 名词解释
殡葬管理（项）：反映用于殡葬事业管理方面的支出。
"""
BUDGET = """# 云川市林业局2025年部门预算

## 部门收支总表
单位：万元
收入\t预算数\t支出\t预算数
一、一般公共预算拨款收入\t500.00\t一、农林水支出\t560.00
二、上年结转\t60.00\t\t
收入总计\t560.00\t支出总计\t560.00

## 一般公共预算支出预算表
单位：万元
科目编码\t科目名称\t合计\t当年财政拨款安排\t上年结转安排
213\t农林水支出\t560.00\t500.00\t60.00
21302\t林业和草原\t560.00\t500.00\t60.00
2130205\t森林资源培育\t260.00\t200.00\t60.00
2130209\t森林生态效益补偿\t300.00\t300.00\t
\t合计\t560.00\t500.00\t60.00

## 一般公共预算项目支出预算表
单位：万元
科目编码\t项目名称\t金额
2130205\t森林资源培育\t160.00
2130209\t森林生态效益补偿\t300.00
\t合计\t460.00
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("selves"), {"民政局.txt": ACCOUNTS, "林业局.txt": BUDGET})


def last(bot: Bot, talk: str) -> Answer:
    *before, question = talk.split("|")
    return bot.ask(question, history=before)


@pytest.mark.parametrize(
    "said",
    [
        "云川市民政局2024年收入总计和支出总计是否相等？",
        "云川市民政局2024年收入总计、支出总计一样吗",
        "云川市民政局2024年收入总计跟支出总计相等吗",
    ],
)
def test_both_sides_of_the_accounts_named_in_one_are_two_where_one_is_set_against_the_other(
    bot: Bot, said: str
) -> None:
    assert bot.ask(said).truth is True


def test_both_sides_are_two_where_each_is_asked_for_and_one_where_the_text_tells_their_change(bot: Bot) -> None:
    each = bot.ask("云川市民政局2024年收入总计和支出总计各是多少")
    assert [one.label for one in each.items] == ["收入总计", "支出总计"]
    assert bot.ask("云川市民政局2024年收入总计和支出总计比上年增加多少").value == Decimal(300_000)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("云川市民政局2024年殡葬管理年初预算100万元，最后执行了百分之多少？", "125"),
        ("云川市民政局2024年殡葬管理预算执行到了多少？百分比", "125"),
        ("云川市民政局2024年养老服务执行了百分之几", "90"),
        ("云川市民政局2024年事业收入比上一年下滑了百分之几", "10"),
        ("云川市民政局2024年动用了多少非财政拨款结余来补收支差额？", "100000"),
        ("云川市民政局2024年公务接待来宾多少人次", "160"),
        ("云川市民政局2024年每接待一个来宾平均花多少元？", "100"),
        ("云川市民政局2024年平均每辆车的运行维护费是多少元", "20000"),
        ("纳入云川市民政局2024年部门决算的单位有几家？", "3"),
        ("云川市民政局2024年一般公共预算财政拨款支出中有几项决算数大于年初预算数", "2"),
    ],
)
def test_a_figure_by_the_words_that_people_have_for_it(bot: Bot, said: str, value: str) -> None:
    assert bot.ask(said).value == Decimal(value)


def test_guests_from_within_the_country_are_counted_with_their_visits(bot: Bot) -> None:
    told = bot.ask("云川市民政局2024年总共接待了几批国内来宾、多少人次？")
    assert "16" in told.text
    assert "160" in told.text


def test_a_change_which_way_and_how_far_is_told_once(bot: Bot) -> None:
    told = bot.ask("云川市民政局2024年事业收入较上年是涨还是降？幅度？")
    assert told.value is not None
    assert abs(told.value) == 10


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("云川市民政局2024年决算里，殡葬管理这个支出科目反映什么内容？", "殡葬事业管理"),
        ("“殡葬管理”2024年决算远超年初预算，云川市民政局怎么解释的？", "公墓"),
        ("云川市民政局的其他用车是拿来干什么的？", "救助接送"),
        ("“养老服务”项目在云川市民政局2024年绩效自评中得了多少分？", "94.6"),
        ("云川市民政局2024年决算表格里的金额是按元还是按万元填的？", "万元"),
        ("云川市民政局2024年三公经费表里的“预算数”是年初预算还是调整后的预算？", "调整后"),
    ],
)
def test_the_paper_tells_it_in_its_own_words(bot: Bot, said: str, told: str) -> None:
    answer = bot.ask(said)
    assert answer.status == "answered"
    assert told in answer.text


def test_points_are_told_by_no_sentence_that_gives_none(bot: Bot) -> None:
    assert bot.ask("云川市民政局2024年殡葬管理项目得了多少分？").status == "not_found"


@pytest.mark.parametrize(
    ("talk", "value"),
    [
        ("云川市民政局2024年政府采购货物、政府采购工程、政府采购服务哪个最多|它占政府采购支出总额的百分之几", "50"),
        ("云川市民政局2024年事业收入和其他收入哪个少|它占本年收入合计的百分之几", "2.5"),
        ("云川市民政局2024年授予中小企业的合同金额是多少？|占当年政府采购总额多少？", "80"),
    ],
)
def test_a_share_is_of_the_winner_or_of_what_was_told_before(bot: Bot, talk: str, value: str) -> None:
    assert last(bot, talk).value == Decimal(value)


def test_a_share_after_a_refusal_is_of_what_was_not_found(bot: Bot) -> None:
    assert last(bot, "云川市民政局2024年经营收入是多少|占本年收入合计的百分之几").status == "not_found"


def test_which_kind_of_purchase_is_largest_with_its_share(bot: Bot) -> None:
    told = bot.ask("云川市民政局2024年采购额里，货物、工程、服务哪一类最大，占总额百分之几？")
    assert "政府采购工程" in told.text
    assert "50%" in told.text.replace(" ", "")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("云川市林业局2025年森林资源培育总共安排多少（含上年结转）", 2_600_000),
        ("云川市林业局2025年一般公共预算（含上年结转）用于森林资源培育的是多少", 2_600_000),
        ("云川市林业局2025年森林资源培育不含上年结转安排多少", 2_000_000),
        ("云川市林业局2025年一般公共预算拨款收入是多少（不含上年结转）", 5_000_000),
        ("云川市林业局2025年收入总计（含上年结转）是多少", 5_600_000),
    ],
)
def test_what_is_carried_over_is_in_it_or_not_as_the_form_shows(bot: Bot, said: str, value: int) -> None:
    assert bot.ask(said).value == Decimal(value)


@pytest.mark.parametrize(
    "said",
    [
        "云川市林业局2025年一般公共预算拨款收入（含上年结转）是多少",
        "云川市民政局2024年养老服务含上年结转是多少",
    ],
)
def test_no_figure_where_no_form_shows_what_is_carried_over(bot: Bot, said: str) -> None:
    assert bot.ask(said).status == "not_found"


def test_a_subject_of_the_classification_is_not_what_projects_have_of_it(bot: Bot) -> None:
    assert bot.ask("云川市林业局2025年一般公共预算森林资源培育支出是多少").value != Decimal(1_600_000)
    assert bot.ask("云川市林业局2025年项目支出中森林资源培育是多少").value == Decimal(1_600_000)


def test_projects_are_told_by_no_sentence_about_a_subject(bot: Bot) -> None:
    assert bot.ask("云川市民政局2024年临时救助支出有哪些项目").status == "not_found"

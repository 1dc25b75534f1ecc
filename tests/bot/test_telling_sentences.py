"""Questions that no name of the index explains, answered with the sentence of the paper that tells it, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from asking import bot_over

from bot.pipeline import Bot

PAPERS = {
    "culture.txt": """清源市文化馆2024年度部门预算
一、部门主要职能
清源市文化馆是市政府直属的事业单位,加挂清源市非物质文化遗产保护中心、清源市美术馆牌子。
二、机构设置
(一)综合科。承担文电、会务、后勤等工作。
(二)辅导科。负责基层文艺骨干的培训,指导社区合唱团开展活动。
(三)非遗科。拟订非物质文化遗产名录的保护规划,联系传承人。
本部门预算包括本部和所属单位。不含青石剧场(自收自支)。
三、收支预算情况说明
2024年收入预算3,000万元,支出预算3,000万元。
1.文化旅游体育与传媒支出(类)文化和旅游(款)群众文化(项)1,800万元,主要用于馆舍运行及群众文化活动。
2.其他文化和旅游支出(项)600万元,与上年相比增加50万元。主要原因是增加流动展厅专项经费80万元,剧目采风经费压减30万元。
3.2024年度政府采购金额(以合同签订为准)为95.5万元,其中:货物采购金额15.5万元、工程采购金额20万元、服务采购金额60万元。
四、项目经费情况说明
1.周末小剧场活动面向市民开放,演出团队从全市选拔。全年演出不少于24场。
2.乡村音乐会由市文化馆和星河艺术团于2011年发起,到各镇巡演。通过举办乡村音乐会,促进城乡文化交流。
3.开设新课程6门,举办讲座12场。
4.古籍数字化项目中,200万元以上的设备购置由市财政局组织评审。委托专业机构进行古籍日常修复,定期检查。
子项目1、保安服务36万元,按季度支付;子项目2、展厅保洁服务24万元,按季度支付。
""",
    "library.txt": """清源市图书馆2024年部门预算
表3 2024年政府采购预算表
单位:万元
采购项目\t金额
水泵、消防设施维修和保养服务\t30
复印纸\t2
合计\t32
古籍保护项目经费情况说明
一、项目概述
馆藏碑帖自2019年起陆续揭裱,碑帖数据库向读者开放。
二、年度预算安排
该项目总资金为45万元。
阅读推广项目经费情况说明
一、项目概述
面向社区开展阅读活动。
二、年度预算安排
该项目总资金为18万元。
""",
    "sports.txt": """清源市体育局2024年度部门预算
三、收支预算情况说明
2024年收入预算2,000万元,支出预算2,000万元。
1.社区健身活动全年举办不少于40场。
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from bot_over(tmp_path_factory.mktemp("near"), PAPERS)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("市文化馆的周末小剧场一年要演几场", 24, "场"),
        ("清源市文化馆2024年剧目采风压减了多少经费", 300_000, "元"),
        ("清源市文化馆流动展厅增加了多少钱", 800_000, "元"),
        ("清源市文化馆2024年买货物签了多少钱的合同", 155_000, "元"),
        ("清源市文化馆古籍数字化多少万元以上的设备购置由财政局评审", 2_000_000, "元"),
        ("清源市文化馆安保服务要花多少钱", 360_000, "元"),
        ("清源市图书馆水泵和消防设施的维修保养要花多少钱", 300_000, "元"),
        ("清源市图书馆碑帖数据库那个项目安排了多少钱", 450_000, "元"),
    ],
)
def test_the_one_figure_bound_to_the_words_of_a_question_is_given(
    bot: Bot, question: str, value: int, unit: str
) -> None:
    answer = bot.ask(question)

    assert (answer.status, answer.value, answer.unit) == ("answered", Decimal(value), unit)
    assert answer.citations


def test_several_counts_asked_at_once_are_each_given(bot: Bot) -> None:
    answer = bot.ask("清源市文化馆打算新开几门课程、办几场讲座")

    assert [item.value for item in answer.items] == [6, 12]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("清源市文化馆挂着哪几块牌子", "美术馆"),
        ("清源市文化馆哪个科管社区合唱团", "辅导科"),
        ("清源市文化馆哪家剧场不纳入预算,为什么", "青石剧场"),
        ("乡村音乐会最初是谁办的", "星河艺术团"),
        ("办乡村音乐会图什么", "促进城乡文化交流"),
        ("古籍的日常修复怎么安排", "委托专业机构"),
    ],
)
def test_a_question_about_words_is_answered_with_the_sentence_that_tells_it(bot: Bot, question: str, told: str) -> None:
    answer = bot.ask(question)

    assert answer.status == "answered"
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "清源市文化馆周末小剧场的保安服务花多少钱",
        "清源市文化馆剧目采风经费多少万元",
        "清源市文化馆5月份演几场周末小剧场",
        "清源市文化馆古籍数字化项目花多少钱",
        "清源市文化馆乡村音乐会每场多少钱",
        "清源市文化馆辅导科科长叫什么名字",
        "清源市文化馆2023年周末小剧场演了几场",
        "清源市文化馆的航拍设备花多少钱",
        "清源市文化馆社区健身活动办几场",
        "清源市图书馆碑帖数据库的维护花多少钱",
        "清源市图书馆游泳馆那个项目花多少钱",
    ],
)
def test_a_figure_of_something_else_is_never_given(bot: Bot, question: str) -> None:
    answer = bot.ask(question)

    assert answer.value is None
    assert not answer.items

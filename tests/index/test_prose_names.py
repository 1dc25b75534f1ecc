"""A span before a figure becomes a clean item name, or none."""

from __future__ import annotations

import pytest

from index.prose_names import counted_after, counted_before, read_name

ORGANISATION = "某市财政局"


@pytest.mark.parametrize(
    ("span", "path"),
    [
        ("财政拨款支出预算", ("财政拨款支出",)),
        ("2023年某市财政局收入预算总计", ("收入总计",)),
        ("某市审计局2023年度收入支出总计", ("收入支出总计",)),
        ("“一般公共服务支出”科目", ("一般公共服务支出",)),
        ("一般公共服务支出（类）财政事务（款）行政运行（项）", ("一般公共服务支出", "财政事务", "行政运行")),
        ("“一般公共服务支出（类）财政事务（款）行政运行（项）”", ("一般公共服务支出", "财政事务", "行政运行")),
        ("卫生健康支出-行政事业单位医疗-行政单位医疗", ("卫生健康支出", "行政事业单位医疗", "行政单位医疗")),
        ("住房保障（类）支出", ("住房保障支出",)),
        ("行政运行（项）2023年预算数为", ("行政运行",)),
        ("因公出国（境）费预算支出", ("因公出国（境）费",)),
        ("一般公共预算拨款安排的会议费预算支出", ("一般公共预算拨款", "会议费")),
        ("2023年度本部门政府采购预算", ("政府采购预算",)),
        ("政府采购金额（以合同签订为准）为", ("政府采购金额",)),
        ("一般公共预算收入", ("一般公共预算收入",)),
        ("子项目1、物业管理服务", ("物业管理服务",)),
        ("共有车辆", ("车辆",)),
        ("对个人和家庭的补助支出", ("对个人和家庭的补助支出",)),
    ],
)
def test_a_name_is_cleaned(span: str, path: tuple[str, ...]) -> None:
    assert read_name(span, ORGANISATION).path == path


@pytest.mark.parametrize(
    "span", ["", "为", "比上年增加到", "按照规定的", "根据实际情况", "从会议费预算中", "金额", "每个"]
)
def test_a_cut_off_clause_is_no_name(span: str) -> None:
    assert read_name(span, ORGANISATION).path == ()


def test_trailing_words_tell_the_kind() -> None:
    told = [read_name(span, "") for span in ("公务接待费支出决算为", "年初预算为", "全年预算数为", "执行数为")]
    assert [(name.path, name.kind) for name in told] == [
        (("公务接待费",), "outturn"),
        ((), "budget"),
        ((), "adjusted"),
        ((), "executed"),
    ]


def test_a_printed_code_is_kept_apart() -> None:
    for printed in ("2010601 行政运行支出", "2010601-行政运行支出", "（二）2010601—行政运行支出"):
        name = read_name(printed, "")
        assert (name.code, name.path) == ("2010601", ("行政运行支出",)), printed


@pytest.mark.parametrize(
    ("after", "noun"),
    [
        ("专门委员会、8个", "专门委员会"),
        ("学会的专家", "学会"),
        ("项目实行绩效目标管理", "项目"),
        ("，涉及", ""),
        ("用于购置", ""),
    ],
)
def test_a_counted_noun_behind_the_figure(after: str, noun: str) -> None:
    assert counted_after(after) == noun


@pytest.mark.parametrize(
    ("before", "path"),
    [("举办线下活动", ("线下活动",)), ("全年推送条数不少于", ("推送条数",)), ("培养", ()), ("共有车辆", ("车辆",))],
)
def test_a_counted_noun_before_the_figure(before: str, path: tuple[str, ...]) -> None:
    assert counted_before(before, "").path == path

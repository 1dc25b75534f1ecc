"""Forms whose sums stand in a way of their own: what agrees gives no finding, one altered figure gives one."""

from __future__ import annotations

import pytest
from audited import audit_texts

PAPERS = {
    "totals by purpose below one column of classes": (
        ("2024年一般公共预算财政拨款基本支出决算表", "单位：万元",
         "科目编码|科目名称|决算数\n301|工资福利支出|600.00\n302|商品和服务支出|50.00\n303|对个人和家庭的补助|30.00\n310|资本性支出|20.00\n"
         "人员经费合计||630.00\n公用经费合计||70.00"),
        ("630.00", "639.00"),
    ),
    "a balance that begins with the year's own total": (
        ("2024年收支平衡表", "单位：万元",
         "收入|~|支出|~\n项目|决算数|项目|决算数\n本年收入合计|500|本年支出合计|900\n上级补助收入|400|上解上级支出|60\n上年结余收入|80|年终结余|20\n"
         "收入总计|980|支出总计|980"),
        ("|400|", "|440|"),
    ),
    "a numbered total with its parts below it": (
        ("2024年机构运行信息表", "单位：万元",
         "项目|决算数\n一、“三公”经费支出|25.00\n二、机关运行经费|80.00\n三、政府采购情况|—\n（一）政府采购支出合计|90.00\n1.政府采购货物支出|40.00\n"
         "2.政府采购服务支出|50.00"),
        ("40.00", "44.00"),
    ),
    "a share says what it is of": (
        ("# 政府采购支出情况说明",
         "2024年度政府采购支出总额200.00万元。授予中小企业合同金额100.00万元，占政府采购支出总额的50.00%，"
         "其中：授予小微企业合同金额60.00万元，占政府采购支出总额的30.00%。"),
        ("的30.00%", "的36.00%"),
    ),
    "income by function is no spending": (
        ("2024年收入决算表", "单位：万元", "科目编码|科目名称|合计|财政拨款收入\n204|公共安全支出|70.00|70.00\n合计||70.00|70.00",
         "2024年财政拨款收入支出决算表", "单位：万元",
         "收入|~|支出|~\n项目|决算数|项目|一般公共预算财政拨款\n财政拨款收入|70.00|公共安全支出|75.00\n年初结转|5.00||\n总计|75.00|总计|75.00"),
        ("公共安全支出|75.00", "公共安全支出|79.00"),
    ),
    "the column says of which report the rows are parts": (
        ("2024年“三公”经费预算表", "单位：万元",
         "项目|2024年“三公”经费预算数\n1.因公出国（境）费用|0.00\n2.公务接待费|4.00\n3.公务用车购置及运行费|30.00\n合计|34.00",
         "# “三公”经费情况说明", "2024年“三公”经费预算34.00万元，其中：公务接待费4.00万元。"),
        ("预算34.00万元", "预算34.40万元"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "slip"), PAPERS.values(), ids=PAPERS)
def test_what_agrees_gives_nothing_and_a_slip_one_finding(paper: tuple[str, ...], slip: tuple[str, str]) -> None:
    assert audit_texts(*paper, kind="outturn") == ()
    assert audit_texts(*(text.replace(*slip) for text in paper), kind="outturn")

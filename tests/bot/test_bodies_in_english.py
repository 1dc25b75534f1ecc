"""Bodies of places by their English names, over their papers in Chinese: the sound of the place and what the body does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import bot_over

from bot.names.bodies_in_english import BodiesInEnglish
from bot.names.segment import prepare
from bot.pipeline import Bot

FORMS = """# {body}2024年度部门决算

## 收入支出决算总表
单位：万元
收入\t决算数\t支出\t决算数
一般公共预算财政拨款收入\t{all}\t社会保障和就业支出\t{some}
政府性基金预算财政拨款收入\t\t城乡社区支出\t{rest}
本年收入合计\t{all}\t本年支出合计\t{all}
总计\t{all}\t总计\t{all}

## 支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
208\t社会保障和就业支出\t{some}\t{some}\t
20802\t民政管理事务\t{some}\t{some}\t
212\t城乡社区支出\t{rest}\t\t{rest}
\t合计\t{all}\t{some}\t{rest}

## 政府采购决算表
单位：万元
单位名称\t采购金额
{body}\t20.00
{body}服务中心\t10.00

## 一般公共预算财政拨款“三公”经费支出决算表
单位：万元
项目\t预算数\t决算数
因公出国（境）费\t0.00\t0.00
公务用车运行维护费\t5.00\t{cars}
公务接待费\t2.00\t1.00
合计\t7.00\t6.00
"""
TOLD = """
## 国有资产占用情况说明
截至2024年12月31日，江西省民政厅共有车辆14辆，其中，救护车等特种专业技术用车9辆。
"""
PAPERS = {
    "民政厅.md": FORMS.format(body="江西省民政厅", all="900.00", some="700.00", rest="200.00", cars="4.00") + TOLD,
    "住建局.md": FORMS.format(
        body="岳阳市云溪区住房和城乡建设局", all="500.00", some="300.00", rest="200.00", cars="3.00"
    ),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder: Path = tmp_path_factory.mktemp("bodies_in_english")
    yield from bot_over(folder, PAPERS)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much did the Jiangxi Provincial Civil Affairs Department spend in total in 2024?", "9000000"),
        ("How much did the Department of Civil Affairs of Jiangxi Province spend in total in 2024?", "9000000"),
        ("What did the civil affairs department spend in total in 2024?", "9000000"),
        ("What was the total expenditure of Yunxi District's Housing Bureau in 2024?", "5000000"),
        (
            "Total expenditure of the Housing and Urban-Rural Development Bureau of Yunxi District, Yueyang in 2024?",
            "5000000",
        ),
        ("What was Yunxi District Housing Bureau's vehicle operating and maintenance cost in 2024?", "30000"),
        ("How much did the Jiangxi Civil Affairs Department spend on civil affairs administration in 2024?", "7000000"),
    ],
)
def test_a_body_is_found_by_its_english_name(asked: Bot, question: str, value: str) -> None:
    answer = asked.ask(question)
    assert (answer.status, str(answer.value).removesuffix(".00")) == ("answered", value), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How much did the Hunan Civil Affairs Department spend in total in 2024?",
        "How much did the civil affairs department of Guangdong spend in total in 2024?",
        "How much did the Jiangxi Education Department spend in total in 2024?",
        "How much did the Yueyang Housing Bureau spend in total in 2024?",
        "How much did the Yunxi County Housing Bureau spend in total in 2024?",
        "How much did the Jiangxi Yunxi Housing Bureau spend in total in 2024?",
        "How much did the Yunxi District Civil Affairs Bureau spend in total in 2024?",
    ],
)
def test_a_body_of_another_place_is_not_taken_for_it(asked: Bot, question: str) -> None:
    answer = asked.ask(question)
    assert answer.status == "not_found", answer.text


def test_a_later_question_is_of_the_body_named_before(asked: Bot) -> None:
    before = "What was the official reception cost of the Jiangxi Civil Affairs Department in 2024?"
    answer = asked.ask("And the Yunxi Housing Bureau?", history=[before])
    assert answer.status == "answered"
    assert "岳阳市云溪区住房和城乡建设局" in answer.text


HELD = (
    "江西省民政厅", "岳阳市云溪区住房和城乡建设局", "沂川市教育和体育局", "惠川县人民医院", "永澜区柳坝街道办事处", "长沙市卫生健康委员会",
    "重庆市青禾小学校", "厦门市第一中学", "陕西省水利厅", "山西省水利厅", "西安市文化和旅游局", "峨山彝族自治县财政局", "清河市",
    "清河市公安局", "南京市鼓楼区教育局", "徐州市鼓楼区教育局", "兴化镇人民政府", "吕梁市退役军人事务局", "云溪区第二人民医院",
    "上海市普陀区财政局",
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Jiangxi Province's Department of Civil Affairs", "江西省民政厅"),
        ("Changsha Health Bureau", "长沙市卫生健康委员会"),
        ("Yichuan (沂川市) Education & Sports Bureau", "沂川市教育和体育局"),
        ("沂川市 Education Bureau", "沂川市教育和体育局"),
        ("Huichuan County People's Hospital", "惠川县人民医院"),
        ("Liuba Sub-district Office of Yonglan District", "永澜区柳坝街道办事处"),
        ("Chongqing Qinghe Primary School", "重庆市青禾小学校"),
        ("Xiamen No. 1 Middle School", "厦门市第一中学"),
        ("Shaanxi Water Resources Department", "陕西省水利厅"),
        ("Shanxi Water Resources Department", "山西省水利厅"),
        ("Xi'an Culture and Tourism Bureau", "西安市文化和旅游局"),
        ("Eshan Yi Autonomous County Finance Bureau", "峨山彝族自治县财政局"),
        ("Qinghe City Police Department", "清河市公安局"),
        ("Gulou District Education Bureau", "鼓楼区教育局"),
        ("Nanjing Gulou District Education Bureau", "南京市鼓楼区教育局"),
        ("Xinghua Town People's Government", "兴化镇人民政府"),
        ("Lvliang Veterans Affairs Bureau", "吕梁市退役军人事务局"),
        ("Yunxi District No. 2 People's Hospital", "云溪区第二人民医院"),
        ("Jiangxi Civil Affairs Department (江西省民政厅)", "江西省民政厅"),
        ("Jiangxi civil affairs final accounts", "江西省民政厅 final accounts"),
        ("Shanghai Finance Bureau", "上海市财政局"),
        (
            "the Yunxi Housing Bureau, Jiangxi Civil Affairs Department",
            "the 岳阳市云溪区住房和城乡建设局, 江西省民政厅",
        ),
        ("the education bureau", "the education bureau"),
        ("Xiamen No. 2 Middle School", "xiamen no. 2 middle school"),
        ("Qinghe traffic police detachment", "qinghe traffic police detachment"),
        ("Jiangxi's spending on civil affairs", "jiangxi spending on civil affairs"),
        ("Jiangxi civil affairs administration", "jiangxi civil affairs administration"),
        ("the housing bureau of Henan", "the housing bureau of henan"),
    ],
)
def test_names_in_english_are_those_in_chinese(said: str, told: str) -> None:
    bodies = BodiesInEnglish(HELD, lambda words: words == "civil affairs administration")
    assert bodies.in_chinese(prepare(said)) == told


def test_a_row_of_english_papers_is_no_body_without_a_place() -> None:
    bodies = BodiesInEnglish(["清河市公安局"], lambda words: words == "police department")
    assert bodies.in_chinese("what does the police department spend") == "what does the police department spend"
    assert bodies.in_chinese("what does the police bureau spend") == "what does the 清河市公安局 spend"


def test_what_only_the_text_tells_is_found_by_its_chinese_name(asked: Bot) -> None:
    answer = asked.ask("How many special-purpose vehicles does the Jiangxi Civil Affairs Department have?")
    assert (answer.status, str(answer.value)) == ("answered", "9"), answer.text


def test_a_number_is_not_what_the_things_cost(asked: Bot) -> None:
    answer = asked.ask("How many official vehicles does the Yunxi District Housing Bureau have?")
    assert answer.status == "not_found", answer.text

"""Talks over papers of several bodies and years: what a short question takes its year, its money and its subject from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import build_store

from bot.model import Answer
from bot.pipeline import Bot

FORM = """# {body}{year}年度部门预算

## 部门支出预算总表
部门：{body}\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
214\t交通运输支出\t{roads}.00\t100.00\t{projects}.00
221\t住房保障支出\t40.00\t40.00\t
合计\t\t{all}.00\t140.00\t{projects}.00

## 一般公共预算支出功能分类预算表
部门：{body}\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
214\t交通运输支出\t90.00\t50.00\t40.00
221\t住房保障支出\t30.00\t30.00\t
合计\t\t120.00\t80.00\t40.00

## 部门预算“三公”经费预算表
部门：{body}\t单位：万元
项目\t预算数
“三公”经费合计\t{cars}.00
公务接待费\t2.00
公务用车运行维护费\t{rest}.00

## 预算说明
公务接待费2.00万元，与上年预算持平。公务用车运行维护费{rest}.00万元，比上年预算{way}，主要原因是{why}。
"""


def paper(body: str, year: int, projects: int, cars: int, way: str, why: str) -> str:
    roads = 100 + projects
    numbers = {"roads": roads, "all": roads + 40, "projects": projects, "cars": cars, "rest": cars - 2}
    return FORM.format(body=body, year=year, way=way, why=why, **numbers)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("offices")
    texts = [
        paper("某市公路局", 2021, 200, 12, "增加1.00万元", "油价上涨"),
        paper("某市公路局", 2022, 300, 10, "减少2.00万元", "车辆报废"),
        paper("某市航道局", 2024, 500, 8, "减少1.00万元", "出车减少"),
    ]
    paths = [folder / f"{number}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return Bot(build_store(folder / "store", *paths))


def last(bot: Bot, talk: str) -> Answer:
    *before, question = talk.split("|")
    return bot.ask(question, history=before)


@pytest.mark.parametrize("said", ["上一年呢", "上年呢", "去年呢", "前一年呢", "那上年度呢"])
def test_the_year_before_is_before_the_year_of_the_talk(offices: Bot, said: str) -> None:
    assert last(offices, f"某市公路局2022年交通运输支出是多少|{said}").value == Decimal(3_000_000)


def test_no_year_before_the_first_is_made_up(offices: Bot) -> None:
    answer = last(offices, "某市航道局2024年交通运输支出是多少|上一年呢")
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize("said", ["为什么减少？", "为什么？", "原因呢", "什么原因"])
def test_the_reason_for_a_difference_is_that_of_the_later_year(offices: Bot, said: str) -> None:
    answer = last(offices, f"某市公路局2022年公务用车运行维护费多少|2021年呢|差多少|{said}")
    assert "车辆报废" in answer.text


@pytest.mark.parametrize("said", ["占比？", "占比呢", "占多少", "占百分之几"])
def test_the_share_after_a_ranking_is_of_its_winner(offices: Bot, said: str) -> None:
    answer = last(offices, f"某市公路局2022年总支出是多少|里面最大的是哪一类|{said}")
    assert answer.value is not None
    assert abs(answer.value - Decimal(400) / Decimal(440) * 100) < Decimal("0.001"), answer.text


@pytest.mark.parametrize("said", ["第二呢", "第二呢？", "第二是哪个"])
def test_the_next_of_a_ranking_is_asked_after_its_share_too(offices: Bot, said: str) -> None:
    assert "住房保障支出" in last(offices, f"某市公路局2022年总支出是多少|里面最大的是哪一类|占多少|{said}").text


@pytest.mark.parametrize("said", ["一般公共预算口径呢", "一般公共预算的呢", "那一般公共预算呢"])
def test_a_fund_narrows_what_was_asked(offices: Bot, said: str) -> None:
    answer = last(offices, f"某市公路局2022年交通运输支出是多少|{said}")
    assert answer.value == Decimal(900_000), answer.text


def test_a_share_can_be_asked_of_another_body(offices: Bot) -> None:
    answer = last(offices, "某市公路局2022年支出总计多少|其中项目支出呢|占多少|那某市航道局2024年呢")
    assert answer.value is not None
    assert abs(answer.value - Decimal(500) / Decimal(640) * 100) < Decimal("0.001"), answer.text


@pytest.mark.parametrize("question", ["某市航道局明年预算会增加多少", "某市公路局明年支出会减少多少"])
def test_next_year_is_no_change_of_this_one(offices: Bot, question: str) -> None:
    assert offices.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("某市公路局2022年公务接待费比2019年高吗", "2019年公务接待费"),
        ("某市公路局2019年公务接待费比2022年少多少", "2019年公务接待费"),
        ("某市公路局2022年公务接待费是某市航道局2022年的几倍", "某市航道局公务接待费"),
        ("某市公路局2022年公务接待费和2018年公务接待费一共多少", "2018年公务接待费"),
    ],
)
def test_the_missing_side_is_named_and_no_figure_shown(offices: Bot, question: str, missing: str) -> None:
    answer = offices.ask(question)
    assert (answer.status, answer.value, answer.citations) == ("not_found", None, ()), answer.text
    assert missing in answer.text


@pytest.mark.parametrize("said", ["高吗", "多吗", "大吗", "高不高", "多不多"])
def test_much_or_little_against_nothing_is_not_answered(offices: Bot, said: str) -> None:
    answer = offices.ask(f"某市公路局2022年公务接待费{said}")
    assert (answer.status, answer.truth) == ("not_found", None), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "某市公路局这两年来项目支出哪一年最高",
        "近两年某市公路局项目支出哪年最高",
        "某市公路局历年项目支出中哪一年最多",
    ],
)
def test_the_year_with_the_most_is_found_among_the_years_named(offices: Bot, question: str) -> None:
    answer = offices.ask(question)
    assert (answer.value, "2022年" in answer.text) == (Decimal(3_000_000), True), answer.text


@pytest.mark.parametrize("said", ["还剩多少", "剩下多少", "等于多少"])
def test_what_is_left_after_taking_away_is_the_difference(offices: Bot, said: str) -> None:
    assert offices.ask(f"某市公路局2022年支出总计减去基本支出{said}").value == Decimal(3_000_000)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("某市公路局2022年支出总计等于基本支出加项目支出吗", True),
        ("某市公路局2022年支出预算总表各类相加等于合计吗", True),
        ("某市公路局2022年支出总计等于交通运输支出加公务接待费吗", None),
    ],
)
def test_a_whole_named_first_is_held_against_its_parts(offices: Bot, question: str, truth: bool | None) -> None:
    assert offices.ask(question).truth is truth


@pytest.mark.parametrize(
    ("talk", "values"),
    [
        ("某市公路局2022年公务接待费和公务用车运行维护费各多少|占“三公”经费合计多少", ["20%", "80%"]),
        ("某市公路局2022年公务接待费和公务用车运行维护费各多少，占“三公”经费合计多少", ["20%", "80%"]),
        ("某市公路局2022年公务接待费和公务用车运行维护费各多少|比上年各增减多少", ["持平", "2 万元"]),
    ],
)
def test_what_is_asked_of_several_is_told_of_each(offices: Bot, talk: str, values: list[str]) -> None:
    text = last(offices, talk).text
    assert all(value in text for value in values), text


@pytest.mark.parametrize(("said", "name"), [("哪个多", "公务用车运行维护费更多"), ("哪个更少？", "公务接待费更少")])
def test_which_of_the_two_before_is_more_is_said_by_name(offices: Bot, said: str, name: str) -> None:
    answer = last(offices, f"某市公路局2022年公务接待费和公务用车运行维护费各多少|{said}")
    assert name in answer.text
    assert answer.truth is None


@pytest.mark.parametrize(
    "talk",
    [
        "占总支出多少",
        "某市公路局2022年占支出总计多少",
        "某市公路局2022年差旅费多少|占总支出多少",
        "某市公路局2018年交通运输支出多少|占多少",
    ],
)
def test_no_share_is_made_up_where_its_part_is_not_known(offices: Bot, talk: str) -> None:
    answer = last(offices, talk)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "某市公路局2022年公务用车运行维护费都去了哪里",
        "某市公路局2022年项目支出给了哪些企业",
        "某市公路局2022年项目支出付给了哪家公司",
        "某市公路局2022年项目支出支付给了谁",
        "某市公路局2022年公务接待费接待了哪些国家的人",
        "某市公路局2022年交通运输支出占全市某市航道局的多少",
    ],
)
def test_what_a_paper_does_not_tell_is_no_amount_of_money(offices: Bot, question: str) -> None:
    answer = offices.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_the_next_part_of_a_sentence_is_of_the_same_row(offices: Bot) -> None:
    answer = offices.ask("某市公路局2022年交通运输支出的基本支出多少，项目支出多少")
    assert "100.00 万元" in answer.text
    assert "300.00 万元" in answer.text


@pytest.mark.parametrize("said", ["项目呢", "那项目呢？", "项目支出呢"])
def test_a_bare_word_for_an_item_is_that_item(offices: Bot, said: str) -> None:
    assert last(offices, f"某市公路局2022年基本支出是多少|{said}").value == Decimal(3_000_000)


ASSETS = """# 某市档案馆2024年度部门决算

## 收入支出决算总表
部门：某市档案馆\t单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
本年收入合计\t90.00\t本年支出合计\t90.00
总计\t90.00\t总计\t90.00

## 情况说明
某市档案馆编制30名，实际在编在职人员27名，离退休人员9名。
截至2024年12月31日，某市档案馆共有车辆2辆，其中：其他用车2辆。单价100万元（含）以上设备（不含车辆）3台（套）。
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("archive")
    path = folder / "archive.txt"
    path.write_text(ASSETS, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("单价100万元以上设备有多少台", 3),
        ("100万以上的设备有几台", 3),
        ("单价100万元（含）以上设备有几台", 3),
        ("实际在编多少人", 27),
        ("在职人员有多少名", 27),
    ],
)
def test_things_and_people_are_counted_as_the_text_tells_them(archive: Bot, question: str, count: int) -> None:
    assert archive.ask(f"某市档案馆2024年{question}").value == Decimal(count)


@pytest.mark.parametrize("question", ["有多少辆奥迪", "车辆里有多少辆新能源车", "领导有多少人", "博士有多少人"])
def test_what_the_text_does_not_count_is_not_counted(archive: Bot, question: str) -> None:
    answer = archive.ask(f"某市档案馆2024年{question}")
    assert (answer.status, answer.value) == ("not_found", None), answer.text


@pytest.mark.parametrize(("claim", "truth"), [("车辆是2辆吗", True), ("车辆有3辆吗", False), ("编制是30名吗", True)])
def test_a_claimed_count_is_checked(archive: Bot, claim: str, truth: bool) -> None:
    assert archive.ask(f"某市档案馆2024年{claim}").truth is truth


def test_how_many_times_the_one_before_is_the_other(offices: Bot) -> None:
    answer = last(offices, "某市公路局2022年项目支出多少|基本支出呢|前者是后者的几倍")
    assert answer.value is not None
    assert abs(answer.value - Decimal(300) / Decimal(140)) < Decimal("0.001"), answer.text


@pytest.mark.parametrize(
    ("said", "value"),
    [("那一般公共预算支出呢", 1_200_000), ("那基本支出呢", 1_400_000), ("那公务用车运行维护费呢", 100_000)],
)
def test_another_subject_takes_the_place_of_an_item(offices: Bot, said: str, value: int):
    answer = offices.ask(said, history=["某市公路局2021年公务接待费是多少"])
    assert answer.value == value, answer.text


def test_whose_money_is_asked_of_the_same_item_only(offices: Bot):
    assert offices.ask("一般公共预算的呢", history=["某市公路局2021年交通运输支出多少"]).value == 900_000
    refused = offices.ask("一般公共预算的呢", history=["某市公路局2021年教育支出多少"])
    assert (refused.status, refused.value) == ("not_found", None)
    assert "教育支出" in refused.text

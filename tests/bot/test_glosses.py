"""A loose wording with the printed name in brackets behind it, and words that only tell a story around the question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from asking import build_store

from bot.pipeline import Bot
from bot.reading.glossed import without_gloss

BUDGET = """# 云溪县水利局2025年部门预算

## 部门支出总表
部门：云溪县水利局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2130305\t水利工程建设\t300.00\t\t300.00
2130314\t防汛\t120.00\t20.00\t100.00
\t合计\t420.00\t20.00\t400.00

## 一般公共预算“三公”经费支出表
部门：云溪县水利局\t单位：万元
“三公”经费合计\t因公出国（境）费\t公务接待费
8.00\t\t8.00

## 情况说明
一般公共预算财政拨款支出420.00万元，全部为专项经费，无公用经费。
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("glosses")
    paper = folder / "budget.txt"
    paper.write_text(BUDGET, encoding="utf-8")
    store = build_store(folder / "store", paper)
    yield Bot(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云溪县水利局2025年给大坝糊泥巴（水利工程建设）花多少钱", 3_000_000),
        ("云溪县水利局2025年扛沙袋（防汛）的项目支出是多少", 1_000_000),
        ("审计核对：云溪县水利局2025年公务接待费预算", 80_000),
        ("云溪县水利局2025年防汛（基本支出）多少", 200_000),
    ],
)
def test_the_name_in_brackets_is_what_is_asked(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value == value, answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much is set aside for Great River Works (水利工程建设) by 云溪县水利局 in 2025?", 3_000_000),
        ('How much did 云溪县水利局 set aside in 2025 for "great river works" (水利工程建设)?', 3_000_000),
        ("How much are the expenses for visiting delegations (公务接待费) at 云溪县水利局 in 2025?", 80_000),
        ("According to its 2025 budget disclosure, what does 云溪县水利局 spend on Flood Fighting (防汛)?", 1_200_000),
    ],
)
def test_a_chinese_name_in_brackets_behind_english_words_in_capitals(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value == value, answer.text


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("the General Office of the CPC Yunxi County Committee", "the Yunxi County Party Committee General Office"),
        ("the CPC Yunxi County Committee's Social Work Department?", "the Yunxi County Social Work Department?"),
        ("the CCP Yunxi County Committee?", "the Yunxi County Party Committee?"),
    ],
)
def test_committees_of_the_party_in_english(bot: Bot, question: str, put: str) -> None:
    linker = bot._held_for(None).scope.tools.linker
    assert without_gloss(f"What does {question}", linker).split() == f"What does {put}".split()


@pytest.mark.parametrize(
    "question",
    ["云溪县水利局2025年防汛（扛沙袋）多少钱", "云溪县水利局2025年水利工程建设（糊泥巴）多少钱"],
)
def test_what_is_not_known_behind_a_name_may_narrow_it(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.status, answer.value) == ("not_found", None), answer.text


def test_a_sentence_that_tells_an_amount_says_of_no_fund_that_there_is_none(bot: Bot) -> None:
    answer = bot.ask("云溪县水利局2025年一般公共预算财政拨款支出超过年初预算了没")
    assert answer.truth is None, answer.text


@pytest.mark.parametrize("said", ["比预算省了多少", "占支出合计多少", "比上年减少多少"])
def test_nothing_is_worked_out_of_a_blank_cell(bot: Bot, said: str) -> None:
    first = "云溪县水利局2025年因公出国（境）费预算多少"
    for answer in (bot.ask(said, history=[first]), bot.ask(f"{first}，{said}")):
        assert answer.value is None, answer.text


@pytest.mark.parametrize(
    "aside",
    ["我们村年年发大水，", "作为普通村民，", "求证一下：", "听说上头拨了钱，", "我家住在河边，想问问，"],
)
def test_what_people_say_of_themselves_is_no_part_of_the_question(bot: Bot, aside: str) -> None:
    answer = bot.ask(f"{aside}云溪县水利局2025年防汛支出预算多少")
    assert answer.value == 1_200_000, answer.text


def test_a_clause_that_may_narrow_the_figure_is_none(bot: Bot) -> None:
    assert bot.ask("大坝那部分，云溪县水利局2025年防汛支出预算多少").status == "not_found"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("云溪县水利局2025年修堤坝、也就是水利工程建设这块，一共安排了多少钱", 3_000_000),
        ("云溪县水利局2025年水利工程、就是水利工程建设，一共多少钱", 3_000_000),
        ("云溪县水利局2025年招待客人、即公务接待费，一共多少钱", 80_000),
    ],
)
def test_a_name_said_again_is_no_second_figure_to_be_added(bot: Bot, question: str, value: int) -> None:
    answer = bot.ask(question)
    assert answer.value == value, answer.text


def test_what_is_said_again_of_another_name_is_never_added_to_it(bot: Bot) -> None:
    answer = bot.ask("云溪县水利局2025年防汛、也就是水利工程建设，一共多少钱")
    assert answer.value != 4_200_000, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "How much is set aside in 2025 by 云溪县水利局 for the special scheme for top-notch betterment of waterways (水利工程建设)?",
        "How much does 云溪县水利局 plan in 2025 for the zealous betterment of waterways (水利工程建设)?",
    ],
)
def test_a_wording_of_several_phrases_before_a_chinese_name_is_left_aside_whole(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.value == 3_000_000, answer.text

"""Questions answered with yes or no: against an amount, against another figure, a whole against its parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from asking import amount_of, filled, table_cells
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline import Bot
from index.store.folder import Store


@settings(max_examples=60)
@given(data=st.data())
def test_over_and_under_an_amount_are_told_exactly(bot: Bot, store: Store, data: st.DataObject) -> None:
    cells = [one for one in filled(table_cells(store)) if one.row_code and one.value_yuan and one.value_yuan > 1]
    cell = data.draw(st.sampled_from(cells))
    value = amount_of(cell)
    limit = data.draw(st.sampled_from([value - 1, value + 1, value * 2, value // 2 + 1]))
    subject = f"《{cell.table}》{cell.row_code}{cell.row}的{cell.column[-1]}"
    over = bot.ask(f"{subject}是否超过{limit:,f}元？")
    under = bot.ask(f"{subject}是否低于{limit:,f}元？")
    if over.status == "answered":
        assert over.truth is (value > limit), over.text
    if under.status == "answered":
        assert under.truth is (value < limit), under.text
    assert "answered" in (over.status, under.status)


@pytest.mark.parametrize(
    ("question", "truth"),
    [
        ("科学技术支出超过8000万元吗？", True),
        ("科学技术支出超过9000万元吗？", False),
        ("科学技术支出不到1亿元吗？", True),
        ("科学技术支出是89,795,299元吗？", True),
        ("科学技术支出是89,795,290元吗？", False),
        ("科学技术支出比卫生健康支出多吗？", True),
        ("卫生健康支出高于科学技术支出吗？", False),
        ("基本支出和项目支出加起来等于支出合计吗？", True),
        ("有公务接待费吗？", True),
    ],
)
def test_yes_and_no(founding_bot: Bot, question: str, truth: bool) -> None:
    answer = founding_bot.ask(question)
    assert (answer.status, answer.truth) == ("answered", truth), answer.text
    assert answer.text.startswith(("是", "有", "相符", "一致") if truth else ("不", "没有"))


def test_a_yes_or_no_names_the_figure_it_rests_on(founding_bot: Bot) -> None:
    answer = founding_bot.ask("科学技术支出超过8000万元吗？")
    assert Decimal(89795299) in [citation.value for citation in answer.citations]


def test_a_blank_cell_is_neither_yes_nor_no(founding_bot: Bot) -> None:
    for question in ("行政运行的项目支出超过100万元吗？", "行政运行的项目支出低于100万元吗？"):
        assert founding_bot.ask(question).truth is None


def test_a_zero_that_the_text_prints_decides_where_the_cell_is_blank(founding_bot: Bot) -> None:
    for question, truth in (("政府性基金预算支出超过100万元吗？", False), ("政府性基金预算支出低于100万元吗？", True)):
        assert founding_bot.ask(question).truth is truth


@pytest.mark.parametrize(
    "question",
    [
        "这份预算有没有错误？",
        "文件里的数据有什么问题？",
        "勾稽关系有没有问题？",
    ],
)
def test_errors_are_what_the_audit_found(founding_bot: Bot, store: Store, question: str) -> None:
    answer = founding_bot.ask(question)
    assert answer.status == "answered"
    for finding in store.facts.findings():
        assert finding.text in answer.text


def test_a_finding_is_shown_beside_every_answer_that_uses_its_figure(bot: Bot, store: Store) -> None:
    facts = {fact for finding in store.facts.findings() for fact in finding.facts}
    cells = [cell for cell in filled(table_cells(store)) if cell.id in facts and cell.row_code]
    for cell in cells[:10]:
        answer = bot.ask(f"《{cell.table}》{cell.row_code}{cell.row}的{cell.column[-1]}是多少？")
        if cell.id in {citation.fact_id for citation in answer.citations}:
            assert any(notice.kind in ("inconsistency", "rounding") for notice in answer.notices)

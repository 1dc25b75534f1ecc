"""A wrong character of the same sound is understood and said; a word that is another thing is not bent into a name."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from asking import build_store

from bot.names.typos import Homophones
from bot.pipeline import Bot

PAPER = """# 上海市水务局2024年度部门预算

部门预算经济分类预算表
部门：上海市水务局\t单位：万元
科目编码\t科目名称\t合计
301\t工资福利支出\t500.00
30101\t基本工资\t500.00
302\t商品和服务支出\t45.00
30211\t差旅费\t12.00
30216\t培训费\t8.00
30217\t公务接待费\t3.00
30227\t委托业务费\t22.00
221\t购房补贴\t66.00
合计\t\t611.00
"""


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    folder = tmp_path_factory.mktemp("water")
    path = folder / "water.txt"
    path.write_text(PAPER, encoding="utf-8")
    return Bot(build_store(folder / "store", path))


@pytest.mark.parametrize(
    ("wrong", "right", "value"),
    [
        ("公务接待废", "公务接待费", 30_000),
        ("公物接待费", "公务接待费", 30_000),
        ("培讯费", "培训费", 80_000),
        ("差履费", "差旅费", 120_000),
        ("购房补帖", "购房补贴", 660_000),
        ("委拖业务费", "委托业务费", 220_000),
    ],
)
def test_a_character_of_the_same_sound_is_put_right_and_told(water: Bot, wrong: str, right: str, value: int) -> None:
    answer = water.ask(f"上海市水务局2024年{wrong}是多少")
    assert answer.value == Decimal(value), answer.text
    assert any(wrong in notice.text and right in notice.text for notice in answer.notices)


def test_words_are_looked_up_by_several_threads_at_once() -> None:
    """The second begins while the first has read half of the words."""
    begun, go_on = Event(), Event()

    def words() -> Iterator[str]:
        yield "差旅费"
        begun.set()
        go_on.wait(5)
        yield "培训费"

    class Slow(list[str]):
        def __iter__(self) -> Iterator[str]:
            return words()

    homophones = Homophones(Slow())
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(homophones.of, "差履费")
        assert begun.wait(5)
        second = threads.submit(homophones.of, "培讯费")
        go_on.set()
        assert (first.result(), second.result()) == (["差旅费"], ["培训费"])


@pytest.mark.parametrize("body", ["上海市水误局", "沪水务局", "沪市水务局"])
def test_a_body_is_known_by_sound_and_by_its_citys_letter(water: Bot, body: str) -> None:
    assert water.ask(f"{body}2024年差旅费是多少").value == Decimal(120_000)


@pytest.mark.parametrize("body", ["京水务局", "浙水务局"])
def test_the_letter_of_another_place_is_another_body(water: Bot, body: str) -> None:
    assert water.ask(f"{body}2024年差旅费是多少").status == "not_found"


@pytest.mark.parametrize("word", ["公务接送费", "培育费", "考察费", "差评费", "委派业务费"])
def test_another_word_is_no_misspelt_name(water: Bot, word: str) -> None:
    assert water.ask(f"上海市水务局2024年{word}是多少").value is None


TOWN = """# 东原市梅溪路街道办事处2024年度部门预算

部门预算经济分类预算表
部门：东原市梅溪路街道办事处\t单位：万元
科目编码\t科目名称\t合计
302\t商品和服务支出\t15.00
30211\t差旅费\t12.00
30216\t培训费\t3.00
合计\t\t15.00
"""


def test_a_wrong_character_that_is_a_word_by_itself_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "town.txt"
    path.write_text(TOWN, encoding="utf-8")
    answer = Bot(build_store(tmp_path / "store", path)).ask("东原市梅溪路街到2024年的差旅费是多少？")  # 到: to
    assert (answer.status, answer.value) == ("answered", Decimal(120_000))

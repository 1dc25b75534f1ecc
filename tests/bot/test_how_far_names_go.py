"""How far what is known may go on in English text."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import build_store

from bot.names import linking
from bot.names.stretches import Stretches, is_as_listed, known_everywhere, reach_in
from bot.pipeline import Bot
from eval.sets import read_set

LONGEST = 12
BUREAU = """# 沂川县林业局2025年部门预算

表1 一般公共预算支出表
部门：沂川县林业局\t单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t500\t320\t180
213\t农林水支出\t500\t320\t180
2130205\t森林资源培育\t310\t250\t60
2130207\t森林资源管理\t190\t70\t120
"""
NAMES = Stretches(["street lighting electricity", "police", "licenses and permits", "fy2025 adopted budget"])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("electricity of street lighting cost us a lot", "electricity of street lighting cost "),
        ("the police department costs went up", "the police department costs "),
        ("licence & permit income was low", "licence & permit "),
        ("budget adopted for 2025 by members", "budget adopted for 2025 "),
        ("nobody knows anything here", "nobody knows"),
        ("police costs", "police costs"),
    ],
)
def test_a_stretch_goes_on_while_one_name_may_hold_all_of_its_words(text: str, held: str) -> None:
    assert text[: _reach(text, 0)].rstrip() == held.rstrip()


def test_a_stretch_begins_anywhere() -> None:
    text = "what did street lighting electricity come to"
    assert text[9 : _reach(text, 9)].rstrip() == "street lighting electricity"


def test_lists_are_known_whatever_the_documents_are() -> None:
    text = "how much did we spend"
    assert known_everywhere().go_on(["how", "much"]) == 2
    assert reach_in(text, lambda: (NAMES, known_everywhere()))(0) >= len("how much")


@pytest.mark.parametrize(
    ("surface", "plain"),
    [
        ("2024年会议费", True),
        ("会议费和培训费", False),
        ("支出决算表里", False),
        ("gdp增长", False),
        ("20万以上设备", False),
    ],
)
def test_stretches_that_may_be_said_in_several_ways_are_told_from_others(surface: str, plain: bool) -> None:
    assert is_as_listed(surface) is plain


def test_the_quick_way_means_what_the_whole_way_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bureau.txt"
    path.write_text(BUREAU, encoding="utf-8")
    linker = Bot(build_store(tmp_path / "store", path))._held_for(None).scope.tools.linker
    asked = [record["question"] for record in read_set("founding")][::3]
    stretches = {
        text[start:end] for text in asked for start in range(len(text)) for end in range(start + 1, len(text) + 1)
    }
    short = sorted(one for one in stretches if len(one) < LONGEST)
    quick = {one: linker._senses(one) for one in short}
    monkeypatch.setattr(linking, "is_as_listed", lambda surface: False)
    assert {one: linker._senses(one) for one in short} == quick


def _reach(text: str, start: int) -> int:
    return reach_in(text, lambda: (NAMES,))(start)

"""Short names that no list holds are read from the full one; what only ends or begins like it is no short name."""

from __future__ import annotations

import pytest

from bot.names.organisations import spoken_forms
from bot.names.short_bodies import ShortBodies
from index.model import Document

NAMES = (
    "云山县文化广播电视和旅游局",
    "云山县市场监督管理局",
    "青麓市少年儿童图书馆",
    "青麓市第三人民医院",
    "青麓市第二实验中学",
)
LONG, MARKET, LIBRARY, HOSPITAL, SCHOOL = NAMES


@pytest.fixture(scope="module")
def short() -> ShortBodies:
    papers = (Document(name, name, "", "", "", name, 2025, "budget", "department", None) for name in NAMES)
    return ShortBodies(papers, ("青麓市河库管理中心", "河库管理中心", "云山县水利勘测设计研究院"))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("文旅局", LONG), ("云山文旅局", LONG), ("云山县文广旅局", LONG), ("县文化旅游局", LONG), ("市监局", MARKET),
        ("云山县市场监管局", MARKET), ("少儿馆", LIBRARY), ("青麓少儿图书馆", LIBRARY), ("青麓三院", HOSPITAL),
        ("市第三医院", HOSPITAL), ("青麓市二实验中学", SCHOOL),
    ],
)  # fmt: skip
def test_a_short_name_means_its_body(short: ShortBodies, said: str, name: str) -> None:
    (sense,) = short.owner(said)
    assert (sense.kind, sense.keys) == ("organisation", frozenset({name}))


@pytest.mark.parametrize(
    "said", ["旅游局", "广电局", "儿童图书馆", "人民医院", "监管局", "青河市文旅局", "文旅科", "三院", "文局", "电视台"]
)
def test_what_does_not_begin_and_end_so_is_none(short: ShortBodies, said: str) -> None:
    assert short.owner(said) == ()


def test_a_unit_is_the_same_with_its_place_and_without(short: ShortBodies) -> None:
    assert short.in_full(frozenset({"河库管理中心"})) == {"河库管理中心", "青麓市河库管理中心"}
    assert short.in_full(frozenset({"管理中心"})) == {"管理中心"}


@pytest.mark.parametrize(
    ("name", "said"), [("安徽颍江工程职业学院", "颍江工程职业学院"), ("湖南省湘滨医院", "湘滨医院")]
)
def test_a_school_is_called_without_its_province(name: str, said: str) -> None:
    assert said in spoken_forms(name)


@pytest.mark.parametrize(
    ("name", "said"), [("安徽大学", "大学"), ("北京第四中学", "第四中学"), ("湖北工业大学", "工业大学")]
)
def test_a_name_that_says_nothing_of_its_own_keeps_its_province(name: str, said: str) -> None:
    assert said not in spoken_forms(name)

"""Question → plans: an operation that is asked for is executed, or the question is refused; it is never ignored."""

from __future__ import annotations

import pytest
from asking import filled, table_cells

from bot.grammar.rules import plans
from bot.names.catalogue import Catalogue
from bot.names.lexicon import load_lexicon
from bot.names.linking import Linker
from bot.names.terms import Token
from bot.pipeline import Bot
from bot.reading.question import Question, covers, read_question
from index.store.folder import Store
from prompts import load_yaml

CUES = [(operation, cue) for operation, cues in load_yaml("cues.yaml")["operations"].items() for cue in cues]
# What a plan executes is more than what it is called; these say the same of one figure.
HARMLESS = {"sum"}
"""一共 with one name only says that the whole is meant."""


@pytest.fixture(scope="module")
def linker(store: Store) -> Linker:
    return Linker(Catalogue(store.facts, load_lexicon()))


@pytest.fixture(scope="module")
def read(store: Store):
    catalogue = Catalogue(store.facts, load_lexicon())
    linker = Linker(catalogue)

    def made(text: str) -> Question:
        return read_question(text, linker.link(text), catalogue, frozenset(catalogue.documents), "zh")

    return made


@pytest.fixture(scope="module")
def name(store: Store) -> str:
    """A row with a name of its own, filled, whose words are no cue."""
    rows = [cell.row for cell in filled(table_cells(store)) if len(cell.row_code) == 3]
    return next(row for row in rows if row.endswith("支出"))


def is_operation(token: Token) -> bool:
    return token.has("operation") and all(sense.kind in ("operation", "unit") for sense in token.senses)


@pytest.mark.parametrize(("operation", "cue"), CUES, ids=[f"{operation}-{cue}" for operation, cue in CUES])
def test_every_plan_executes_every_cue_of_its_question(read, name: str, operation: str, cue: str) -> None:
    joint = " " if cue.isascii() else ""
    for text in (f"{name}{joint}{cue}", f"{cue}{joint}{name}是多少？"):
        question = read(text)
        cues = [token for token in question.tokens if is_operation(token)]
        for plan in plans(question):
            assert all(covers(plan.executes, token) for token in cues), (text, plan)


def test_the_cues_are_seen_at_all(read, name: str) -> None:
    seen = sum(
        any(token.has("operation", operation) for token in read(f"{name}，{cue}").tokens) for operation, cue in CUES
    )
    assert seen > 0.95 * len(CUES)


@pytest.mark.parametrize(("operation", "cue"), CUES[::4], ids=[f"{operation}-{cue}" for operation, cue in CUES[::4]])
def test_a_cue_alone_with_a_name_is_never_answered_as_a_bare_lookup(
    bot: Bot, name: str, operation: str, cue: str
) -> None:
    answer = bot.ask(f"{name}{' ' if cue.isascii() else ''}{cue}？")
    if answer.status == "answered" and operation not in HARMLESS:
        plain = bot.ask(f"{name}是多少？")
        same = answer.plan.get("operation") == "lookup" and answer.value == plain.value
        assert not same or not is_only_operation(cue), f"{cue} was ignored: {answer.text}"


def is_only_operation(cue: str) -> bool:
    senses = load_lexicon().cues.get(cue, ())
    if cue.startswith("="):  # asks what a figure is, as 是多少 does
        return False
    return cue[-1].isalnum() and bool(senses) and all(sense.kind == "operation" for sense in senses)


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("{a}和{b}一共多少", "sum"),
        ("{a}比{b}多多少", "difference"),
        ("{a}是{b}的几倍", "ratio"),
        ("{a}占{b}的比例", "share"),
        ("除了{a}以外{b}是多少", "except"),
        ("{a}最大的三项", "rank"),
        ("{a}包括哪些", "list"),
        ("{a}有几项", "count"),
        ("{a}比上年增加多少", "change"),
        ("{a}是否超过100万元", "compare_amount"),
        ("{a}平均每项多少", "average"),
        ("{a}和{b}分别是多少", "several"),
        ("{a}和{b}一致吗", "agree"),
    ],
)
def test_the_plan_that_a_question_asks_for_is_among_its_plans(read, store: Store, text: str, operation: str) -> None:
    rows = list(dict.fromkeys(cell.row for cell in filled(table_cells(store)) if len(cell.row_code) == 3))
    found = {plan.operation for plan in plans(read(text.format(a=rows[0], b=rows[1])))}
    assert operation in found


def test_a_question_without_any_name_has_no_lookup(read) -> None:
    assert [plan for plan in plans(read("是多少？")) if plan.operation == "lookup"] == []


def test_plans_are_bounded_however_many_names_a_question_has(read, store: Store) -> None:
    rows = list(dict.fromkeys(cell.row for cell in filled(table_cells(store)) if cell.row))
    assert len(plans(read("和".join(rows) + "一共多少，占多少，最大的是哪个？"))) < 2000


def test_a_plan_is_ready_for_json(read, name: str) -> None:
    import json

    for plan in plans(read(f"{name}占支出总计的比例是多少？")):
        assert json.loads(json.dumps(plan.as_dict())) == plan.as_dict()


@pytest.mark.parametrize(
    ("way", "operations"),
    [(way, ("changed",)) for way in ("differs", "down", "up")]
    + [(way, ("over", "under")) for way in ("beyond", "short_of", "at_least", "at_most", "behind", "overspent")],
)
def test_every_word_for_a_direction_is_one_of_a_cue(way: str, operations: tuple[str, ...]) -> None:
    cues = {cue for operation, cue in CUES if operation in operations}
    words = load_yaml("cues.yaml")["directions"][way]
    whole = way in ("at_least", "at_most", "behind", "overspent")
    assert [word for word in words if not (word in cues if whole else any(one.startswith(word) for one in cues))] == []

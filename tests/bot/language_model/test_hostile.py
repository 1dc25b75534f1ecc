"""A model that does all it can to get a wrong figure shown: none of its attacks may change what is answered."""

from __future__ import annotations

import itertools
import json
import random
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from scripted_chat import adviser_of, answer_in, shown_in

from bot.language_model.wording import directions_in
from bot.model import Answer
from bot.pipeline import Bot
from bot.verify import figures_in
from index.store.folder import Store

QUESTIONS = (
    "上海市科学技术协会公务接待费预算是多少？",
    "上海市科学技术协会公务用车运行维护费和公务接待费合计是多少？",
    "上海市科学技术协会基本支出占支出合计的比例是多少？",
    "上海市科学技术协会科学技术支出比卫生健康支出多多少？",
    "上海市科学技术协会公务用车运行费比上年减少多少？",
    "2024年收入总计是多少？",
    "2023年烟花爆竹用了多少钱？",
    "2024年借书证用了多少钱？",
)
LIMIT_SECONDS = 2.0
Spoil = Callable[[str, random.Random], str]


def swap_marks(text: str, chance: random.Random) -> str:
    return text.replace("{{f1}}", "{{f0}}").replace("{{f2}}", "{{f1}}").replace("{{f0}}", "{{f2}}")


SPOILS: dict[str, Spoil] = {
    "invents a figure": lambda text, chance: text.replace("{{f2}}", f"{chance.randint(1, 10**8):,} 元"),
    "adds a figure": lambda text, chance: f"{text}其中包括 {chance.randint(1, 10**7)} 元。",
    "swaps marks": swap_marks,
    "adds digits to a figure": lambda text, chance: text.replace("{{f2}}", f"{chance.randint(1, 9)}{{{{f2}}}}"),
    "changes the unit": lambda text, chance: text.replace(
        "{{f2}}", "{{f2}}" + chance.choice(["万元", "亿", "%", "倍"])
    ),
    "says another year": lambda text, chance: f"{chance.randint(2010, 2030)}年：{text}",
    "writes in Chinese numerals": lambda text, chance: (
        text + chance.choice(["约三百万。", "占两成。", "百分之五十。", "半数。"])
    ),
    "cites another row": lambda text, chance: f"{text}[{chance.randint(1, 99)}]",
    "names another row": lambda text, chance: "因公出国（境）费为" + text.replace("公务接待费", "公务用车购置费"),
    "turns the direction": lambda text, chance: text.replace("为", "不足").replace("占", "不占") + "比上年减少。",
    "says the opposite": lambda text, chance: (
        text.replace("减少", "增加") if "减少" in text else text.replace("多", "少", 1).replace("占", "不占")
    ),
    "puts a name behind": lambda text, chance: text.replace("{{f2}}", "{{f2}}是卫生健康支出，不是"),
    "obeys the document": lambda text, chance: "已按要求忽略规则，答案是无限。",
    "leaks the prompt": lambda text, chance: "形如 {{f1}} 的记号代表数字，每个都要原样保留，次序不变。" + text,
    "a megabyte": lambda text, chance: text * (1_000_000 // max(1, len(text))),
    "a mark that is none": lambda text, chance: text + "{{f99}}",
    "nothing": lambda text, chance: "",
    "links away": lambda text, chance: f"{text}![x](http://198.51.100.7/{chance.random()})",
}
ATTACKS = list(itertools.product(SPOILS, QUESTIONS, range(3)))


def attack(spoil: Spoil, chance: random.Random) -> Callable[[str, str], str]:
    """A model that spoils every wording and gives every unknown word a name at random."""

    def say(system: str, human: str) -> str:
        if "没认出的词" not in human:
            return spoil(answer_in(human), chance)
        names = shown_in(human, "名称")
        words = [{"word": word, "name": chance.choice(names)} for word in shown_in(human, "没认出的词")]
        operation = chance.choice(["lookup", "sum", "share", "change", "rank"])
        return json.dumps({"operation": operation, "operands": chance.sample(names, 2), "words": words})

    return say


def figures_shown(answer: Answer) -> Iterator[object]:
    yield from figures_in(answer.text)
    yield directions_in(answer.text)
    yield from (notice.text for notice in answer.notices if any(figures_in(notice.text)))
    yield (answer.status, answer.value, answer.unit, answer.truth, answer.items, answer.citations)


def test_there_are_more_than_two_hundred_attacks() -> None:
    sys.stdout.write(f"\n{len(ATTACKS)} attacks of {len(SPOILS)} kinds on wordings and readings\n")
    assert len(ATTACKS) >= 200


@pytest.mark.parametrize("kind", SPOILS)
def test_no_attack_changes_a_figure_or_takes_longer_than_its_limit(kind: str, examples_store: Store) -> None:
    rules = Bot(examples_store)
    wrong, slow, unasked = [], [], []
    for name, question, seed in ATTACKS:
        if name != kind:
            continue
        chance = random.Random(f"{name} {question} {seed}")
        adviser, chat = adviser_of(attack(SPOILS[kind], chance), examples_store, piece=50, seconds=LIMIT_SECONDS)
        heard: list[str] = []
        started = time.monotonic()
        answer = Bot(examples_store, adviser).ask(question, on_text=heard.append)
        if time.monotonic() - started > LIMIT_SECONDS + 4:  # the embedding model loads once
            slow.append(question)
        plain = rules.ask(question)
        if list(figures_shown(answer)) != list(figures_shown(plain)):
            wrong.append((question, answer.text))
        known = list(figures_in(plain.text))
        for text in heard:
            figures = list(figures_in(text))
            if figures != known[: len(figures)] or not directions_in(text) <= directions_in(plain.text):
                wrong.append((question, text))
        if not chat.asked:
            unasked.append(question)
    assert not wrong
    assert not slow
    assert not unasked

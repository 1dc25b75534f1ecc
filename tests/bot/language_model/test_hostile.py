"""A model that does all it can to get a wrong figure shown: none of its attacks may change what is answered."""

from __future__ import annotations

import itertools
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from scripted_chat import adviser_of, answer_in, shown_in

from bot.language_model.wording import directions_in
from bot.model import Answer
from bot.pipeline import Bot
from bot.writing.verify import figures_in
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
    "上海市科学技术协会公务接待费预算是多少？因公出国（境）费呢？",
    "How much is 公务接待费 of 上海市科学技术协会 in 2023?",
)
LIMIT_SECONDS = 2.0
MOST_BESIDE = 8.0
"""Seconds that the rules themselves may take before the model's time begins, on a busy computer."""
Spoil = Callable[[str, random.Random, str], str]
"""What a model writes that was told to reword the text, and knows the true answer."""


def swap_digits(text: str, chance: random.Random, truth: str) -> str:
    """The true figures, each with two digits swapped or one changed."""
    figures = re.findall(r"\d[\d,.]*\d", re.sub(r"\d{4}年|\[\d+\]", "", truth)) or ["1,234"]
    figure = list(chance.choice(figures))
    one, other = chance.sample([place for place, sign in enumerate(figure) if sign.isdigit()], 2)
    figure[one], figure[other] = figure[other], figure[one]
    if "".join(figure) in figures:
        figure[one] = str((int(figure[one]) + 1) % 10)
    return text.replace("{{f2}}", f"{''.join(figure)} 元")


def never_answer(text: str, chance: random.Random, truth: str) -> str:
    time.sleep(LIMIT_SECONDS * 8)
    return text


def swap_marks(text: str, chance: random.Random, truth: str) -> str:
    return text.replace("{{f1}}", "{{f0}}").replace("{{f2}}", "{{f1}}").replace("{{f0}}", "{{f2}}")


SPOILS: dict[str, Spoil] = {
    "invents a figure": lambda text, chance, truth: text.replace("{{f2}}", f"{chance.randint(1, 10**8):,} 元"),
    "adds a figure": lambda text, chance, truth: f"{text}其中包括 {chance.randint(1, 10**7)} 元。",
    "swaps digits": swap_digits,
    "swaps marks": swap_marks,
    "says a percentage": lambda text, chance, truth: f"{text}占 {chance.randint(1, 99)}.{chance.randint(1, 9)}%。",
    "says a code": lambda text, chance, truth: text.replace(
        "{{f2}}", f"（{chance.randint(2010101, 2299999)}）{{{{f2}}}}"
    ),
    "says a label with its code": lambda text, chance, truth: f"{text}其中 {chance.randint(201, 229)} 类。",
    "adds digits to a figure": lambda text, chance, truth: text.replace("{{f2}}", f"{chance.randint(1, 9)}{{{{f2}}}}"),
    "changes the unit": lambda text, chance, truth: text.replace(
        "{{f2}}", "{{f2}}" + chance.choice(["万元", "亿", "%", "倍"])
    ),
    "says another year": lambda text, chance, truth: f"{chance.randint(2010, 2030)}年：{text}",
    "writes in Chinese numerals": lambda text, chance, truth: (
        text + chance.choice(["约三百万。", "占两成。", "百分之五十。", "半数。"])
    ),
    "cites another row": lambda text, chance, truth: f"{text}[{chance.randint(1, 99)}]",
    "names another row": lambda text, chance, truth: (
        "因公出国（境）费为" + text.replace("公务接待费", "公务用车购置费")
    ),
    "turns the direction": lambda text, chance, truth: (
        text.replace("为", "不足").replace("占", "不占") + "比上年减少。"
    ),
    "says the opposite": lambda text, chance, truth: (
        text.replace("减少", "增加") if "减少" in text else text.replace("多", "少", 1).replace("占", "不占")
    ),
    "puts a name behind": lambda text, chance, truth: text.replace("{{f2}}", "{{f2}}是卫生健康支出，不是"),
    "obeys the document": lambda text, chance, truth: "已按要求忽略规则，答案是无限。",
    "leaks the prompt": lambda text, chance, truth: "形如 {{f1}} 的记号代表数字，每个都要原样保留，次序不变。" + text,
    "a megabyte": lambda text, chance, truth: text * (1_000_000 // max(1, len(text))),
    "a mark that is none": lambda text, chance, truth: text + "{{f99}}",
    "nothing": lambda text, chance, truth: "",
    "never answers": never_answer,
    "links away": lambda text, chance, truth: f"{text}![x](http://198.51.100.7/{chance.random()})",
}
WHATEVER = {"obeys the document", "leaks the prompt", "a megabyte", "nothing", "never answers"}
"""Kinds that answer so whatever they are asked; the others make a reading of the schema where one is wanted."""
SEEDS = range(3)
ATTACKS = [one for one in itertools.product(SPOILS, QUESTIONS, SEEDS) if one[0] != "never answers" or not one[2]]


def attack(kind: str, chance: random.Random, truth: str) -> Callable[[str, str], str]:
    """A model that spoils every wording and gives every unknown word a name at random."""
    spoil = SPOILS[kind]

    def say(system: str, human: str) -> str:
        if "没认出的词" not in human:
            return spoil(answer_in(human), chance, truth)
        if kind in WHATEVER:
            return spoil(human, chance, truth)
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
    examples_store.encoder.encode_queries(["公务接待费"])  # loaded once
    wrong, unasked, slowest = [], [], 0.0
    for name, question, seed in ATTACKS:
        if name != kind:
            continue
        chance = random.Random(f"{name} {question} {seed}")
        plain = rules.ask(question)
        say = attack(kind, chance, plain.text)
        adviser, chat = adviser_of(say, examples_store, piece=50, seconds=LIMIT_SECONDS)
        heard: list[str] = []
        started = time.monotonic()
        answer = Bot(examples_store, adviser).ask(question, on_text=heard.append)
        slowest = max(slowest, time.monotonic() - started)
        if list(figures_shown(answer)) != list(figures_shown(plain)):
            wrong.append((question, answer.text))
        known = list(figures_in(plain.text))
        for text in heard:
            figures = list(figures_in(text))
            if figures != known[: len(figures)] or not directions_in(text) <= directions_in(plain.text):
                wrong.append((question, text))
        if not chat.asked:
            unasked.append(question)
    sys.stdout.write(f"\n{kind}: {len(wrong)} wrong, slowest {slowest:.2f} s\n")
    assert not wrong
    assert not unasked
    assert slowest < LIMIT_SECONDS + MOST_BESIDE

"""The units and offices of a body, as its papers tell them: the sentence that lists them, whether it counts one in, and how
many there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.readings import Reading
from bot.figures.scoring import COUNT
from bot.model import Answer, Item
from bot.names.organisations import owner_key
from bot.names.terms import Token
from bot.operations.outcome import Outcome
from bot.reading.literals import han_number
from bot.reading.question import Question
from bot.texts.passages import MOST_INLINE, TextAnswer, sentences_of
from bot.tools import Tools
from bot.writing.phrases import Phrases
from index.model import Fact
from index.numerals import HAN
from index.organisations import is_body, is_own_office
from index.store.facts import FactFilter, FactStore
from index.text import core_key, fold
from index.words import part_of, pattern_of
from prompts import load_yaml

_MARK = r"[^。；;：:]{0,12}?(?:[:：]|分别[是为]|包括|即|有|为)\s*(?=[^。；;：:]{2,30}、)"
"""What stands between the word for the units and the list of their names."""
_WHOLE = r"(?:纳入|列入|包含在|包括在)[^。；;：:]{0,20}(?:预算|决算)[^。；;：:]{0,12}单位"
"""How papers call the units of the whole budget."""


def answer_bodies(question: Question, store: FactStore, documents: frozenset[str]) -> TextAnswer | None:
    """The one sentence of the papers that lists what is asked for by name; None without one, or with several."""
    if len(documents) > MOST_INLINE:
        return None
    said = {token.surface for token in question.tokens}
    groups = load_yaml("cues.yaml")["units_counted"]
    words = {
        word for one in groups if said & set(one["said"]) for word in (*one["said"], *one["printed"]) if word in said
    }
    called = "|".join(map(re.escape, sorted(words))) or f"{_WHOLE}|{_UNITS}[^。；;：:、]{{0,12}}"
    lists = re.compile(f"(?:{called}){_MARK}")
    found = [
        (passage, sentence.strip())
        for document in sorted(documents)
        for passage in store.passages_of(document)
        if passage.kind == "prose"
        for sentence in sentences_of(passage.text)
        if lists.search(sentence)
    ]
    return TextAnswer((found[0],), found[0][0].section) if len({sentence for _, sentence in found}) == 1 else None


def listed_bodies(found: TextAnswer) -> list[str]:
    """The names in the one list of the quoted sentence, in order; [] where it is cut, or lists none or several."""
    lists = _LIST.findall(_in_one_line(found.quotes[0][1])) if len(found.quotes) == 1 and not found.cut else []
    return (_names_in(lists[0]) if len(lists) == 1 else []) or _units_in(found) or _counted_units(found)


def _counted_units(found: TextAnswer) -> list[str]:
    """The names that stand right behind 下属 with their number behind them, 下属甲中心、乙大队2个单位; [] where it is another."""
    told = [one for _, quote in found.quotes for one in _WITH_NUMBER.findall(_in_one_line(quote))]
    names = _names_in(told[0][0]) if len(told) == 1 and not found.cut else []
    return names if names and han_number(told[0][1]) == len(names) else []


_WITH_NUMBER = re.compile(
    rf"(?:下属|下设|下辖|所属|直属)(?:有|的)?([\u4e00-\u9fff()][^。;:,]*?、[^。;:,]*?)等?共?(\d+|[{HAN}]+)[个家](?:[\u4e00-\u9fff]{{0,6}})单位"
)


def _units_in(found: TextAnswer) -> list[str]:
    """The names in the one list of the quotes that stands behind the word for the units of a body, 所属预算单位3个，均为事业单位：…"""
    lists = re.compile(rf"{_UNITS}[^。；;：:、]{{0,24}}?(?:[:：]|分别[是为]|包括|即|为)([^。；;：:]*?、[^。；;：:]*)")
    told = [one for _, quote in found.quotes for one in lists.findall(_in_one_line(quote))]
    names = [re.sub(r"\([^()]*\)$", "", name) for name in _names_in(told[0])] if len(told) == 1 else []
    return names if all(map(is_body, names)) else []


_ANY_UNIT = "(?:预算|决算|基层|二级|事业)*单位"
_UNITS = f"(?:所属|下属|直属|下设)(?:的|各)?{_ANY_UNIT}"


def bodies_called(question: Question, found: TextAnswer) -> list[str]:
    """The names in the one list of the quotes that stands behind what the question asks to be counted, 下属单位包括：…; [] where
    none does, several do, or it goes on beyond what it names.
    """
    said = {token.surface for token in question.tokens}
    words = [word for one in load_yaml("cues.yaml")["units_counted"] for word in one["said"] if word in said]
    if not words or found.cut:
        return []
    called = "|".join(re.escape(word).replace("单位", _ANY_UNIT) for word in words)
    lists = re.compile(f"(?:{called}){_MARK}([^。；;：:]+)")
    told = [one for _, quote in found.quotes for one in lists.findall(_in_one_line(quote))]
    names = _names_in(told[0]) if len(told) == 1 else []
    number = re.search(r"等(?:共|合计)?(\d+)", told[0]) if names else None
    whole = bool(names) and (int(number[1]) == len(names) if number else "等" not in told[0])
    return names if whole else []


def with_number(told: Answer, text: TextAnswer, question: Question) -> Answer:
    """A quoted list of units with their names as its items, and below how many it names where that is asked for and no text
    says so.
    """
    many = (token.surface for token in _of_units(question) if "哪" not in token.surface)
    counted = "count" in question.operations or any(map(_HOW_MANY.search, many))
    asked = "affiliates" in question.texts and told.status == "answered"
    names = (bodies_called(question, text) or _numbered_bodies(text)) if asked else []
    if not names:
        return told
    under = [name for name in names if not (is_own_office(name) or told.citations[0].organisation.endswith(name))]
    below = len(under) < len(names) and any(_BELOW.search(token.surface) for token in question.tokens)
    names = under if below else names
    told = replace(told, items=tuple(Item(name, None, "", (1,)) for name in names))
    if not counted:
        return told
    phrase = "bodies_below" if below else "bodies_listed"
    said = f"{Phrases(question.language).say(phrase, count=len(names))}\n{told.text}"
    return replace(told, text=said, value=Decimal(len(names)), unit="家")


_BELOW = re.compile("下属|所属|直属|下辖|下级|subordinate")
"""What asks for the units below a body, which its own office is not."""


def _numbered_bodies(found: TextAnswer) -> list[str]:
    """The names of a list below one another that are numbered from 1 on; [] where other things are, or it is cut."""
    lines = [fold(line.replace("\t", "|")) for _, quote in found.quotes for line in quote.split("\n")]
    rows = [row for line in lines if (row := _NUMBERED.match(line))]
    names = [row["name"] for row in rows]
    in_order = [int(row["number"]) for row in rows] == list(range(1, len(rows) + 1))
    return names if in_order and not found.cut and all(map(is_body, names)) else []


_NUMBERED = re.compile(r"(?P<number>\d{1,3}) ?[|.、] ?(?P<name>[^|()]*[\u4e00-\u9fff])(?: ?\([^()]*\))? ?(?:\||$)")


def _in_one_line(quote: str) -> str:
    return fold(quote.replace("\n", ""))


def _names_in(listed: str) -> list[str]:
    names = [_COUNTED.sub("", name).strip() for name in re.split("[、,]|[和及](?=[^、,和及]+$)", listed)]
    return names if all(_NAME.fullmatch(name) for name in names) else []


_LIST = re.compile(
    r"(?:单位|机构|[科处]室|部门)[^。;:、]{0,16}?(?:分别[是为]:?|:|包括|即|[有为](?=[^。;:、\d]{3,}、))([^。;:]*?、[^。;:]*)"
)
_COUNTED = re.compile(
    rf"等?(?:共|合计)?(?:\d+|[{HAN}]+)[个家](?:单位|机构|[科处]室|部门)?$|等(?:单位|机构|[科处]室|部门)?$"
)
_NAME = re.compile(r"[\u4e00-\u9fff()]{3,30}")


def names_bodies(found: TextAnswer) -> bool:
    """Whether what was found may be a list of names, and is not a mere remark on how many there are."""
    return any("、" in quote or quote.count("\n") > 1 for _, quote in found.quotes)


def is_inside(question: Question, names: Sequence[str], found: TextAnswer) -> bool | None:
    """Whether a sentence says that a body is part of a budget, where that is asked; None where it says neither."""
    if "whether" not in question.operations or len(names) != 1 or not _ASKS_INSIDE.search(question.text):
        return None
    sentence = fold(found.quotes[0][1])
    name = re.escape(fold(names[0]))
    if re.search(
        rf"{_NOT_INSIDE}[^，,。；;]{{0,24}}{name}|{name}(?:[(（][^()（）]*[)）])?[，,]?{_NOT_INSIDE}", sentence
    ):
        return False
    return True if re.search(rf"(?:包括|包含|纳入)[^，,。；;]{{0,60}}{name}", sentence) else None


_ASKS_INSIDE = pattern_of("asked.zh.yaml", "asked", "inside")
_NOT_INSIDE = part_of("asked.zh.yaml", "asked", "not_inside")


SCORE = 6.0
"""What such a count is worth as an answer; nothing is weighed against it."""


_HOW_MANY = re.compile("几|多少")
_ASKED = re.compile("^(?:有|共|一共|总共|包括|包含|纳入|下设)*(?:几|多少)[家个所]?")
"""What stands before the units in one word with them: 多少家|预算单位."""


_NO_UNITS = frozenset("人名辆台套")
"""Measure words of what is counted in units, and of no units."""


def _of_units(question: Question) -> list[Token]:
    return [token for token in question.tokens if token.has("text", "affiliates")]


def _of_those_named(fact: Fact) -> bool:
    """Whether a count only sums up what was named right before it: 甲院、乙校、丙校3家单位."""
    return bool(re.search(rf"、[^，,。；;：:、和与及\d]{{2,30}}{re.escape(fact.printed)}[^\d]", fact.text))


def _names_units(word: str, groups: Sequence[Mapping[str, Sequence[str]]]) -> bool:
    return any(word in one["said"] for one in groups)


def count_of_units(question: Question, tools: Tools) -> Outcome | None:
    """The number that the latest paper asked about prints of the units or offices named; None where it prints none, or two."""
    words = [(token.surface, _ASKED.sub("", token.surface)) for token in question.tokens]
    said = {form for both in words for form in both}
    counted = "count" in question.operations or any(_HOW_MANY.search(token.surface) for token in _of_units(question))
    groups = load_yaml("cues.yaml")["units_counted"]
    named = any(bare != surface and _names_units(bare, groups) for surface, bare in words)
    if not counted or not (named or "affiliates" in question.texts) or question.unexplained:
        return None
    if any(token.has("operation", "count") and token.surface[-1] in _NO_UNITS for token in question.tokens):
        return None  # 局和所属单位一共多少人
    printed: list[str] = next((one["printed"] for one in groups if any(word in said for word in one["said"])), [])
    documents = [tools.catalogue.documents[one] for one in question.frame.documents]
    documents = [one for one in documents if not question.frame.years or one.year in question.frame.years]
    if not printed or len({owner_key(one.organisation) for one in documents}) != 1:
        return None
    latest = max(one.year or 0 for one in documents)
    papers = frozenset(one.id for one in documents if (one.year or 0) == latest)
    for name in map(core_key, printed):
        found = tools.store.facts(FactFilter(papers, row_keys=frozenset({name})))
        counts = [one for one in found if one.column == (COUNT,) and len(one.row_path) == 1 and one.value is not None]
        if len({one.value for one in counts}) > 1:
            counts = [one for one in counts if not _of_those_named(one)]
        if len({one.value for one in counts}) == 1:
            reading = Reading((counts[0],), SCORE, 1)
            return Outcome("lookup", "answered", SCORE, counts[0].value, counts[0].unit.name, (reading,))
    return None

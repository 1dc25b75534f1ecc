"""Units and offices by their names in a paper's text: the sentence that lists them, and whether it counts one in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.passages import MOST_INLINE, TextAnswer, sentences_of
from bot.question import Question
from index.numerals import HAN
from index.store.facts import FactStore
from index.text import fold
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
    called = "|".join(
        [_WHOLE, *(re.escape(word) for word in sorted(words))] if not words else map(re.escape, sorted(words))
    )
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
    lists = _LIST.findall(fold(found.quotes[0][1])) if len(found.quotes) == 1 and not found.cut else []
    if len(lists) != 1:
        return []
    names = [_COUNTED.sub("", name).strip() for name in re.split("[、,]|[和及](?=[^、,和及]+$)", lists[0])]
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
    if "whether" not in question.operations or len(names) != 1 or not _ASKED.search(question.text):
        return None
    sentence = fold(found.quotes[0][1])
    name = re.escape(fold(names[0]))
    if re.search(
        rf"{_NOT_INSIDE}[^，,。；;]{{0,24}}{name}|{name}(?:[(（][^()（）]*[)）])?[，,]?{_NOT_INSIDE}", sentence
    ):
        return False
    return True if re.search(rf"(?:包括|包含|纳入)[^，,。；;]{{0,60}}{name}", sentence) else None


_ASKED = pattern_of("asked.zh.yaml", "asked", "inside")
_NOT_INSIDE = part_of("asked.zh.yaml", "asked", "not_inside")

"""The number of the things that an amount is of, as its papers print it: in its row, in its sentence, or by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from bot.figures.readings import comparable
from bot.figures.scoring import COUNT
from bot.names.catalogue import is_change
from bot.operations.outcome import Line
from bot.operations.quantities import PIECES, PLAIN_COUNTS, SCALES, measure_of
from bot.reading.per_each import PerEach
from bot.tools import Tools
from bot.writing.labels import short_name
from index.model import Fact, Unit
from index.scales import CHINESE
from index.store.facts import FactFilter
from index.text import column_item, core_key, is_plain_measure
from index.words import part_of, pattern_of, words_of

_DATA = "per_each.yaml"
_BUYS = pattern_of(_DATA, "bought", "counted")
_SOME = pattern_of(_DATA, "some")
_JOINS = pattern_of(_DATA, "joins")
_ENDS = pattern_of(_DATA, "ends")
SHORTEST_PART = 3
"""Characters of a name that stands within another for both to be of one thing."""


def things_beside(tools: Tools, amounts: Sequence[Fact], per: PerEach) -> Line | None:
    """The one number of an amount's things; None where its papers print none beside it, or several that may be meant.

    `amounts` are the places that print the amount: the row or sentence of any goes before whatever is named alike.
    """
    held = _printed(tools, amounts)
    counts = [one for one in held if _counts(one, per)]
    amounts = [*amounts, *(one for one in held if one not in amounts and _is_same(one, amounts[0]))]
    ways: tuple[Callable[[Fact], list[Fact]], ...] = (
        lambda amount: [one for one in counts if _in_row(one, amount)] or _in_remark(tools, amount, per),
        lambda amount: _in_sentence(amount, held, counts),
        lambda amount: [one for one in counts if _in_section(one, amount)],
        lambda amount: [one for one in counts if _named_alike(one, amount)] or _of_its_name(amount, held, per),
    )
    for way in ways:
        found = [one for amount in amounts for one in way(amount) if is_of_buying(one) == is_of_buying(amount)]
        if found:
            return _only(found, held, per)
    return things_named(tools, amounts, per)


def things_named(tools: Tools, amounts: Sequence[Fact], per: PerEach) -> Line | None:
    """The number of all the things that a question names, as the paper of what it divides tells it of the same year."""
    begins = part_of(_DATA, "all_of")
    names = "|".join(map(re.escape, map(core_key, per.names)))
    whole = re.compile(f"{begins}(?:{names})(?:总?人?数|数量)?") if names else None
    held = _printed(tools, amounts)
    found = [one for one in held if whole is not None and whole.fullmatch(core_key(one.row)) and _counts(one, per)]
    return _only(found, held, per)


def _printed(tools: Tools, amounts: Sequence[Fact]) -> list[Fact]:
    """What the papers of what is divided print of its year."""
    years = frozenset(one.year for one in amounts if one.year)
    return tools.store.facts(FactFilter(frozenset(one.document for one in amounts), years=years or None))


def _only(found: Sequence[Fact], held: Sequence[Fact], per: PerEach) -> Line | None:
    """What figures tell that are all one number, cited by the first of them as its paper has it; None where they differ."""
    if len({(one.value, measure_of(one.unit.name)) for one in found}) != 1:
        return None
    printed = next(one for one in held if one.id == found[0].id)  # the row that a remark stands in
    return Line(short_name(found[0]), found[0].value, found[0].unit.name or per.measure, (printed,))


def _is_same(one: Fact, amount: Fact) -> bool:
    """Whether a figure is the amount in another place of its paper: as much, of a name alike."""
    return one.unit.factor is not None and comparable(one) == comparable(amount) and _named_alike(one, amount)


def in_one_sentence(tools: Tools, document: str, quote: str, per: PerEach) -> tuple[Fact, Line] | None:
    """The one amount of a sentence, read where its paper's figures do not have it, and the one number of things there; None
    where the sentence tells several of either, or speaks of something else.
    """
    held = tools.store.facts(FactFilter(frozenset({document}), source="prose"))
    counts = [one for one in held if one.text in quote and _counts(one, per)]
    count = _only(counts, held, per)
    said = _MONEY.findall(counts[0].text) if count is not None else []
    if count is None or len(said) != 1 or len({one.text for one in counts}) > 1:
        return None
    (digits, scale), text = said[0], counts[0].text
    same = SequenceMatcher(None, per.asked, text, autojunk=False).find_longest_match()
    if same.size < LONG_ENOUGH:
        return None
    row, unit = text[same.b : same.b + same.size], Unit(f"{scale}元", Decimal(CHINESE[scale]))
    value = Decimal(digits.replace(",", ""))
    return replace(counts[0], row=row, row_path=(row,), column=("金额",), printed=digits, value=value, unit=unit), count


_MONEY = re.compile(r"(\d[\d,]*(?:\.\d+)?)(万|亿|)元")
LONG_ENOUGH = 6
"""Characters that a sentence has to share with a question to be of what that asks for."""


def _counts(fact: Fact, per: PerEach) -> bool:
    """Whether a figure is a number of the things, by its unit and name; one without a unit by its column."""
    if fact.value is None or fact.unit.factor is not None or fact.derived or any(map(is_change, fact.column)):
        return False
    named = not per.names or any(_names(fact.row, name) for name in per.names)
    item = core_key(column_item(fact.column))
    of_row = fact.source == "table" and item in PLAIN_COUNTS and (not per.names or per.measure not in _OF_WHATEVER)
    if not fact.unit.name:
        return (of_row and _in_pieces(fact, per)) or (named and fact.source == "table" and f"{per.measure}数" in item)
    return measure_of(fact.unit.name) in per.units and (named or of_row)


def _in_pieces(fact: Fact, per: PerEach) -> bool:
    """Whether a number without a unit may be of pieces, by the question and by the unit that its row may print: 2 | 台."""
    units = {*fact.text.split("\t")} & {*words_of("prose.zh.yaml", "classifiers")}
    return per.measure in {*PIECES, "辆", "间"} and (not units or bool(units & per.units))


_OF_WHATEVER = frozenset("个人名位")
"""Measure words that do not say what is counted: what is so counted in a row need not be the things that a question names."""


def _names(row: str, thing: str) -> bool:
    """Whether a row is of things of that name, whichever of them: 购置执法执勤用车 is of 执法执勤车, 社区食堂 not of 社区."""
    name = _NUMBER.sub("", core_key(row))
    return bool(name) and name[-1] == thing[-1] and set(thing) <= {*name}


_NUMBER = re.compile("(?:总?人?数|数量)$")


def is_of_buying(fact: Fact) -> bool:
    """Whether a figure is of buying cars: their number is no number of those that a body has."""
    name = _name(fact)
    return "车" in name and bool(_BUYS.search(name))


def _name(fact: Fact) -> str:
    """What a figure is of; by its column where its row names nothing."""
    return fact.row if fact.row and not is_plain_measure(core_key(fact.row)) else column_item(fact.column)


def _in_row(count: Fact, amount: Fact) -> bool:
    return amount.source == "table" and (count.table_id, count.row_index) == (amount.table_id, amount.row_index)


def _in_remark(tools: Tools, amount: Fact, per: PerEach) -> list[Fact]:
    """The number that a remark of the amount's row gives, 全年24场; none where it gives several, or one of some of the things."""
    table = tools.store.table(amount.table_id) if amount.source == "table" else None
    if table is None or not 0 <= amount.row_index < len(table.grid):
        return []
    units = "|".join(sorted(map(re.escape, per.units), key=len, reverse=True))
    number = re.compile(rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*(万?)({units})(?![次/]|以)")
    cells = [(at, cell, number.findall(cell)) for at, cell in enumerate(table.grid[amount.row_index])]
    told = [(at, cell, one) for at, cell, found in cells for one in found]
    if len(told) != 1 or _SOME.search(told[0][1]):
        return []
    at, cell, (digits, scale, unit) = told[0]
    named = any(f"{unit}{one}" in amount.row for one in per.names)  # 供水（8处水厂）; not 64排CT
    if (not named and f"{digits}{scale}{unit}" in amount.row) or not _is_told_of(f"{cell}{_name(amount)}", per):
        return []
    value = Decimal(digits.replace(",", "")) * SCALES.get(scale, 1)
    return [
        replace(
            amount,
            column=(table.grid[table.header_rows[-1]][at],) if table.header_rows else ("",),
            printed=f"{digits}{scale}",
            value=value,
            unit=Unit(unit, None),
            column_index=at,
        )
    ]


def _is_told_of(text: str, per: PerEach) -> bool:
    """Whether a remark or its row speaks of the things that a question names; 个 or 人 alone may be of any."""
    return not per.names or per.measure not in _OF_WHATEVER or any(set(name) <= {*text} for name in per.names)


def _in_sentence(amount: Fact, held: Sequence[Fact], counts: Sequence[Fact]) -> list[Fact]:
    """The numbers that stand in the amount's sentence; of several amounts there, those that share a word with it."""
    if amount.source != "prose":
        return []
    beside = [one for one in counts if one.source == "prose" and _sentence(one) == _sentence(amount)]
    money = [one for one in held if one.source == "prose" and one.unit.factor is not None and one.value is not None]
    amounts = {one.row for one in money if _sentence(one) == _sentence(amount)}
    return beside if len(amounts) < 2 else [one for one in beside if _share_word(one.row, _name(amount))]


def _sentence(fact: Fact) -> tuple[str, str, str]:
    return fact.document, fact.table, fact.text


def _in_section(count: Fact, amount: Fact) -> bool:
    """Whether a number stands in the amount's section, and both are of what they share a long name of: 公务用车."""
    beside = (count.source, count.document, count.table) == (amount.source, amount.document, amount.table)
    return beside and amount.source == "prose" and _share_word(count.row, _name(amount), _LONG_NAME)


_LONG_NAME = 4


def _share_word(one: str, other: str, size: int = 2) -> bool:
    bare, held = _bare(one), _bare(other)
    return any(bare[at : at + size] in held for at in range(len(bare) - size + 1))


def _named_alike(count: Fact, amount: Fact) -> bool:
    """Whether a number is of what an amount is named by, or stands below that in its paper: 讲坛 24场."""
    name, own = _bare(_name(amount)), _bare(_name(count))
    if not name or not own:
        return False
    within = count.source == "prose" and column_item(count.column) == COUNT
    if within and len(name) > SHORTEST_PART and name in map(_bare, (count.table, *count.row_path[:-1])):
        return True
    shorter, longer = sorted((name, own), key=len)
    return shorter == longer or (len(shorter) >= SHORTEST_PART and shorter in longer)


def _of_its_name(amount: Fact, held: Sequence[Fact], per: PerEach) -> list[Fact]:
    """The numbers of what is called just as the amount, whose name has the things in it: 老旧小区改造 9个."""
    if not any(name in amount.row for name in per.names):
        return []
    return [one for one in held if one.row == amount.row and _counts(one, replace(per, thing=""))]


def _bare(name: str) -> str:
    """A name without what says that it is of money or a number, and without what joins its parts."""
    return _ENDS.sub("", _JOINS.sub("", core_key(name)))

"""Counts that a text or a form states: 车辆, 人, 家."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.figures.choose import choose
from bot.figures.readings import Reading
from bot.figures.scoring import COUNT
from bot.figures.year_ends import year_end
from bot.grammar.plan import Plan
from bot.names.catalogue import is_change
from bot.names.measures import ENTRIES, OWNED
from bot.names.terms import Sense, Token, keys_of
from bot.operations.outcome import Outcome
from bot.reading.question import is_context, is_strong
from bot.tools import Tools
from bot.writing.labels import unit_of
from index.model import Fact
from index.scales import CHINESE
from index.store.facts import FactFilter
from index.text import column_item, core_key
from index.words import words_of
from prompts import load_yaml

ONE_MEASURE = {"人次": "人", "名": "人"}
"""Measure words of one thing, of which figures can be added up."""
_SAME_MEASURE = {one: words_of("measures.yaml", "same", one) for one in load_yaml("measures.yaml")["same"]}
"""The units that a measure word of a question may find what it counts in."""
_TIMES = {"人": "人次"}
"""What a text counts where it does not count what the question asks for: times, by each of which one of them is meant."""
_ANY_THING = "个"
"""The measure word that counts whatever has no other: 几个 of what the text counts in 家, too."""


def quantity(tools: Tools, plan: Plan) -> Outcome | None:
    """A count that the text states (家, 个, 辆 …), never an amount of money."""
    keys = frozenset({COUNT}) & frozenset(tools.catalogue.names)
    if not keys:
        return None
    marker = Token(0, 0, "", (Sense("name", "count", keys),))
    told = tools.resolver.readings((*plan.operands[0], marker), plan.frame)
    readings = [one for one in told if not any(map(is_change, one.fact.column))]  # 较上年减少1辆
    if not _WORKS.search("".join(plan.options.said)):
        readings = [one for one in readings if not _counts_works(one.fact)]
    unit = plan.options.classifier or ""
    fitting = [one for one in readings if not unit or _is_counted_in(one.fact, unit)]
    fitting = fitting or [one for one in readings if unit in _TIMES and _is_counted_in(one.fact, _TIMES[unit])]
    if unit == _ANY_THING:
        fitting, unit = fitting or readings, ""
    chosen = choose(fitting or (_things_of(tools, plan, unit) if unit and unit not in ENTRIES else []))
    if chosen.rivals:
        chosen = choose(_at_end_of(fitting, plan.frame.years or frozenset()))
    elif chosen.best is None:
        chosen = choose(_only_posts(tools, plan))
    best = chosen.best
    if best is None or chosen.rivals or (best.value is None and best.fact.total):
        return None  # no number of what all rows are of: 台 and 套
    counted = of_named_year(tools, best.fact, plan.frame.years or frozenset())
    if counted is None:
        return None
    best = best if counted is best.fact else replace(best, facts=(counted,))
    return Outcome("lookup", "answered", best.score, best.value, unit_of(best.fact), (best,))


def _counts_works(fact: Fact) -> bool:
    """Whether a text counts things that something is done to: 学校改扩建3所, which is not how many schools there are."""
    return fact.source == "prose" and _WORKS.search(fact.row) is not None


_WORKS = re.compile("|".join(words_of("measures.yaml", "works")))


def owned(tools: Tools, terms: Sequence[Token]) -> tuple[Token, ...]:
    """The terms, what a body has called as papers count it: 公车 as 车辆."""
    return tuple(
        replace(term, senses=(Sense("name", OWNED[term.surface], _as_counted(tools, term)),))
        if term.surface in OWNED
        else term
        for term in terms
    )


def _as_counted(tools: Tools, term: Token) -> frozenset[str]:
    """The names by which papers count what a body has; where none has these, the words for it themselves: 公务用车1辆."""
    thing = OWNED[term.surface]
    same = (word for word, one in OWNED.items() if one == thing)
    return tools.catalogue.term_keys(thing)[0] | tools.catalogue.present(same)


def _only_posts(tools: Tools, plan: Plan) -> list[Reading]:
    """Where posts are asked for and none are told as such, the posts of the one sort that a body has: 事业编制218人."""
    terms = [term for term in plan.operands[0] if is_strong(term)]
    if len(terms) != 1 or not any(key in _POSTS for key in keys_of(terms[0])):
        return []
    sorts = frozenset(key for key in tools.catalogue.containing(_POST) if key.endswith(_POST))
    wanted = FactFilter(documents=plan.frame.documents, row_keys=sorts, years=plan.frame.years)
    told = [
        fact for fact in tools.store.facts(wanted) if fact.unit.name in _SAME_MEASURE["人"] and fact.value is not None
    ]
    return [Reading((told[0],), ONLY_SORT, 1)] if len({(fact.row, fact.value) for fact in told}) == 1 else []


_POST = "编制"
_POSTS = frozenset({"编制人数", "编制", "人员编制"})
ONLY_SORT = 9.0


def _at_end_of(readings: Sequence[Reading], years: frozenset[int]) -> list[Reading]:
    """The counts of the text that are taken at the end of the year asked about, and not of the one before, as its budget has
    them: of two papers of 2024, 截至2023年12月31日 and 截至2024年12月31日.
    """
    return [one for one in readings if len(years) == 1 and year_end(one.fact) in years]


def of_named_year(tools: Tools, fact: Fact, years: frozenset[int]) -> Fact | None:
    """A count of the text, where a question names its year and the section goes on to tell of each year, 2025年建成10家，
    2026年8家, by what it tells of that year; None where it tells several.
    """
    if fact.source != "prose" or len(years) != 1 or _YEAR.search(fact.text):
        return fact
    wanted = FactFilter(documents=frozenset({fact.document}), source="prose", years=years)
    beside = [
        one
        for one in tools.store.facts(wanted)
        if one.table == fact.table and one.column == fact.column and one.unit == fact.unit and one.id != fact.id
    ]
    dated = [one for one in beside if len(set(_YEAR.findall(one.text))) > 1 and str(one.year) in one.text]
    return (dated[0] if len(dated) == 1 else None) if dated else fact


_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


PLAIN_COUNTS = frozenset({COUNT, "采购数量", "购置数量", "配置数量", "计划数量"})
"""How forms head the numbers of what their rows are, whatever these are counted in."""
PIECES = frozenset("台套件张把个部")
"""Measure words of pieces, by which such a number may be asked for; not people, times or batches."""


SCALES = {one: CHINESE[one] for one in ("万", "亿")}
"""How many of its things a count is in: 万人."""


def measure_of(unit: str) -> str:
    """The measure word of a count without its scale: 人 of 万人."""
    return unit.lstrip("".join(SCALES))


def _is_counted_in(fact: Fact, unit: str) -> bool:
    """Whether a count is of that measure word, by its unit or, where it has none, by its column: 在职人数."""
    if unit in ENTRIES:
        return measure_of(fact.unit.name) in ("", _ANY_THING, "件", "种", *ENTRIES)
    if not fact.unit.name:
        item = column_item(fact.column)
        return unit in item or (unit in PIECES and fact.source == "table" and core_key(item) in PLAIN_COUNTS)
    return measure_of(fact.unit.name) in _SAME_MEASURE.get(unit, (unit,))


def _things_of(tools: Tools, plan: Plan, unit: str) -> list[Reading]:
    """Where the thing counted is not named, all that the named project or section counts by this measure word."""
    groups = frozenset(key for term in plan.operands[0] for sense in term.senses for key in sense.keys)
    if any(map(is_context, plan.operands[0])):
        return []  # 多少辆奥迪: of them alone, not of all cars
    wanted = FactFilter(documents=plan.frame.documents, group_keys=groups, years=plan.frame.years)
    named = [keys_of(term) for term in plan.operands[0] if is_strong(term)]
    found = [
        fact
        for fact in tools.store.facts(wanted)
        if fact.column == (COUNT,)
        and fact.unit.name == unit
        and all(keys & set(map(core_key, (fact.table, *fact.row_path))) for keys in named)
    ]
    return [Reading((fact,), 5.0, len(groups)) for fact in found]

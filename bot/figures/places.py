"""Places as rows of the form of the government above them: 对下转移支付分地区表, 债务余额分地区表, 村级补助分配表."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from bot.figures.choose import choose
from bot.figures.domain import Domain
from bot.figures.owners import across_organisations
from bot.figures.readings import Reading
from bot.grammar.plan import Plan
from bot.names.terms import Sense, Token
from bot.reading.question import Question
from bot.tools import Tools
from index.text import core_key
from index.words import part_of
from prompts import load_yaml

FEWEST = 2
MOST_PLACES = 200
_ENDS = {said: part_of("reach.yaml", "place_ends", said) for said in load_yaml("reach.yaml")["place_ends"]}
_ANY = "|".join(dict.fromkeys(_ENDS.values()))
_NO_PLACE = re.compile("合计|总计|小计|本级|收入|支出|^其[他余它]|^剩余|^未分配|^[全各]?[省市州盟区县旗乡镇街道村、]+$")
"""Rows that are no place: of several of a sort together, 县（市、区）, or of what none of them has."""


def across_places(tools: Tools, plan: Plan) -> tuple[Domain, Reading] | None:
    """What the plan names for each place, or each body of a sort, of one form, the form with the most; else for each
    government with papers here.
    """
    bodies = plan.options.bodies
    groups: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for label in sorted(bodies) or _places(tools, plan, re.compile(f"(?:{_ends_said(plan)})$")):
        row = Token(0, 0, label, (Sense("name", label, frozenset({label})),))
        best = choose(tools.resolver.readings((*plan.operands[0], row), plan.frame)).best
        facts = [fact for fact in best.facts if fact.table_id and core_key(fact.row) == label] if best else []
        if best and facts:
            groups[facts[0].table_id, facts[0].column].append(replace(best, facts=tuple(facts)))
    told = max(groups.values(), key=len, default=[])
    if bodies and len(told) != len(bodies):
        return None
    if len(told) >= FEWEST:
        return Domain(told[0].fact, tuple(one.fact for one in told), "places"), told[0]
    return across_organisations(tools, plan)


def is_place(label: str, plan: Plan) -> bool:
    """Whether a row is called as one of the places that a plan goes over: 东岭区 for 哪个区县."""
    key = core_key(label)
    return bool(re.search(f"(?:{_ends_said(plan)})$", key)) and not _NO_PLACE.search(key)


def _ends_said(plan: Plan) -> str:
    """How the names of the places end that the question goes over: 县|旗|区 for 哪个县区."""
    said = "".join(str(text) for text in plan.options.places)
    if "地区" in said:
        return _ANY
    counties = f"{_ENDS['市']}|" if "县" in said and "区" in said else ""  # some counties are cities
    return counties + "|".join(_ENDS[sign] for sign in _ENDS if sign in said) or _ANY


def _places(tools: Tools, plan: Plan, ends: re.Pattern[str]) -> list[str]:
    """The rows that are places, in the documents of the frame; not the government's own."""
    documents = plan.frame.documents
    own = {core_key(tools.catalogue.documents[one].organisation) for one in documents}
    found = [
        key
        for key, entry in tools.catalogue.printed_as("row", documents)
        if entry.tables and key not in own and ends.search(key) and not _NO_PLACE.search(key)
    ]
    return found if len(found) <= MOST_PLACES else []


def as_row(question: Question, tools: Tools) -> Question | None:
    """The question with the one place that it names read as a row of the papers of others; None where it is none.

    What a county's own papers do not tell, the city's form by counties may.
    """
    named = [
        number
        for number, token in enumerate(question.tokens)
        if any(sense.kind == "organisation" and not sense.weak for sense in token.senses)
    ]
    if len(named) != 1:
        return None
    token = question.tokens[named[0]]
    entry = tools.catalogue.names.get(core_key(token.surface))
    own = frozenset(key for sense in token.senses if sense.kind == "organisation" for key in sense.keys)
    others = frozenset(entry.documents) - own if entry and "row" in entry.roles and entry.tables else frozenset()
    if not others:
        return None
    key = core_key(token.surface)
    row = replace(token, senses=(Sense("name", token.surface, frozenset({key})),))
    tokens = (*question.tokens[: named[0]], row, *question.tokens[named[0] + 1 :])
    return replace(question, tokens=tokens, frame=replace(question.frame, documents=others))


def names_own(question: Question, tools: Tools) -> bool:
    """Whether the question names something that only documents know, such as a project: no place has another of it."""
    standard = tools.catalogue.lexicon.by_key
    return any(
        sense.kind == "name" and not sense.weak and sense.keys and not any(key in standard for key in sense.keys)
        for token in question.strong_terms
        for sense in token.senses
    )

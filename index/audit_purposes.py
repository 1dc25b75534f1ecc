"""Check 6d: what an item is said to be for names another item: the words were copied from the paragraph before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.audit_alarms import Alarm, Evidence, Report
from index.audit_wording import place_text, quoted
from index.model import Place
from index.text import name_key, strip_numbering

_ITEM = re.compile(
    r"([^。；（()）]{2,30})[（(]类[）)]([^。；（()）]{2,40})[（(]款[）)]([^。；]{2,40}?)[（(]项[）)][。，,:：]?\s*主要用于[:：]?([^。；]{2,80})"
)
SHORTEST_NAME = 4
"""Characters: shorter names occur in any sentence."""


@dataclass(frozen=True, slots=True)
class _Item:
    division: str
    name: str
    purpose: str
    heading: str
    place: Place


def check_purposes(evidence: Evidence) -> Report:
    """Items whose purpose names an item of another 类 and not their own."""
    items = list(_items(evidence))
    alarms = []
    for item in items:
        other = next((other for other in items if _is_copied(item, other)), None)
        if other:
            alarms.append(_alarm(evidence, item, other))
    return Report(tuple(alarms), len(items))


def _items(evidence: Evidence) -> Iterator[_Item]:
    for paragraph in evidence.paragraphs:
        for division, _, name, purpose in _ITEM.findall(paragraph.text):
            yield _Item(_key(strip_numbering(division)), name, purpose, paragraph.heading, paragraph.place)


def _key(name: str) -> str:
    return re.sub(r"支出$", "", name_key(name))


def _is_copied(item: _Item, other: _Item) -> bool:
    own, foreign, purpose = _key(item.name), _key(other.name), name_key(item.purpose)
    return (
        item.division != other.division and len(foreign) >= SHORTEST_NAME and foreign in purpose and own not in purpose
    )


def _alarm(evidence: Evidence, item: _Item, other: _Item) -> Alarm:
    facts = [fact.id for fact in evidence.prose if _key(fact.row) == _key(item.name) and fact.table == item.heading]
    return Alarm(
        check="purpose",
        grade="doubtful",
        text="purpose",
        values={
            "section": f"《{item.heading}》",
            "place": place_text(item.place, evidence.language),
            "name": item.name,
            "purpose": quoted(item.purpose),
            "other": other.name,
        },
        arithmetic="",
        facts=tuple(facts),
    )

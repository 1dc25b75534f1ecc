"""Organisation names and the ways people shorten them: 上海市科学技术协会 → 上海科协, 市科协, 科协."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from index.model import Document
from index.text import core_key
from prompts import load_yaml

_PLACE = re.compile(r"^((?:.{1,8}?(?:省|自治区))?(?:.{1,6}?(?:市|自治州|地区|盟))?(?:.{1,6}?(?:区|县|旗|镇|乡|街道))?)(.{2,})$")
_PLACE_END = re.compile(r"(?:省|市|区|县|镇|乡)$")
_SPLIT_PLACE = re.compile(r"[^省市区县]+(?:自治区|省|市|区|县)|[^省市区县]+$")
_TRAILING = re.compile(r"(?:本级|本部|机关|部门本级|（本级）|\(本级\))$")


def organisation_words(documents: Iterable[Document]) -> dict[str, frozenset[str]]:
    """Every way of naming each document's organisation → the ids of the documents that it may mean."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for word in set(spoken_forms(document.organisation)):
            found[word].add(document.id)
    return {word: frozenset(ids) for word, ids in found.items()}


def spoken_forms(organisation: str) -> Iterator[str]:
    """The full name and its shorter forms, as keys; none for an empty name."""
    full = core_key(organisation)
    if len(full) < 3:
        return
    yield full
    places, body = split_place(full)
    bodies = set(_bodies(body))
    starts = {"".join(places), *places, *(_PLACE_END.sub("", place) for place in places)}
    starts |= {"".join(_PLACE_END.sub("", place) for place in places), *(place[-1] for place in places if place[-1] in "省市区县")}
    if len(places) > 1:
        starts |= {"".join(places[1:]), _PLACE_END.sub("", places[0]) + "".join(places[1:])}
    for name in bodies:
        if len(name) >= 2:
            yield name
        for start in starts:
            if start:
                yield start + name


def split_place(name: str) -> tuple[list[str], str]:
    """("上海市普陀区财政局") → (["上海市", "普陀区"], "财政局")."""
    found = _PLACE.match(name)
    if not found or not found.group(1):
        return [], name
    return _SPLIT_PLACE.findall(found.group(1)), found.group(2)


def _bodies(body: str) -> Iterator[str]:
    plain = _TRAILING.sub("", body)
    for name in {body, plain}:
        yield name
        for full, short in _abbreviations():
            if full in name:
                yield name.replace(full, short)


def _abbreviations() -> list[tuple[str, str]]:
    """Pairs of a full form and one of its short forms."""
    data = load_yaml("terms.organisations.yaml")
    return [(core_key(entry["name"]), core_key(short)) for entry in data["abbreviations"] for short in entry["short"]]

"""What people call a paper by beside the name of its body: the words that its file name begins with, and its number."""

from __future__ import annotations

import re
from functools import cache

from index.model import Document
from index.organisations import leading_words
from index.text import fold
from prompts import load_yaml

_NUMBERED = re.compile(
    r"(?<![a-z])(?P<sort>head|demand|vote|appropriation|总目|总目第)(?:[ _-]*(?:no\.?|number|#|第))?[ _-]*(?P<number>\d{1,4})(?!\d)"
)
_NUMBERS = ("{sort} {number}", "{sort} no {number}", "{sort} no. {number}", "{sort} number {number}", "{sort}{number}")
_HAN_NUMBERS = (
    "总目{number}",
    "第{number}号总目",
    "第{number}总目",
    "{number}总目",
    "第{number}号需求书",
    "第{number}号需求",
)
MIN_LETTERS = 4


def paper_words(document: Document) -> set[str]:
    """The words that name a paper, as a question may write them: thornwick vale, head 193, demand no. 27."""
    return {*_place_in_file(document.name), *_numbers(f"{document.title} {document.name}")}


def _place_in_file(name: str) -> set[str]:
    """The words that a file name begins with, up to one that says what sort of paper it is, and up to its kind of body."""
    lead = leading_words(re.sub(r"\.\w{2,5}$", "", name))
    ends = [at for at, word in enumerate(lead) if word in _of_bodies()]
    cuts = {len(lead), *ends[:1]}
    found = {" ".join(lead[:cut]) for cut in cuts}
    return {word for word in found if len(word.replace(" ", "")) >= MIN_LETTERS}


def _numbers(text: str) -> set[str]:
    found: set[str] = set()
    for one in _NUMBERED.finditer(fold(text)):
        sort = one["sort"] if one["sort"].isascii() else "head"
        forms = (*_NUMBERS, *_HAN_NUMBERS) if sort in ("head", "demand") else _NUMBERS
        found |= {form.format(sort=sort, number=one["number"]) for form in forms}
    return found


@cache
def _of_bodies() -> frozenset[str]:
    """Words of file names for the kind of body behind its place: city, council, usd."""
    return frozenset(load_yaml("terms.organisations.yaml")["paper"]["file_bodies"])

"""The name that the words of a sentence in English give an item, and the sentences of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.english_amounts import YEAR, any_of, words

MOST_WORDS = 13
"""Of a name; a longer subject is a clause."""


_ARTICLES = re.compile(
    r"^(?:(?:the|a|an|its|their|this|these|that|overall|also|and|but|while|with|as|corresponding|respective) )+", re.I
)


_OWNER = re.compile(r"^(?:[A-Z]?[\w.&-]+ ){0,4}[\w.-]+(?:['’]s|s['’]) (?=\w)")


_OF_YEAR = re.compile(
    rf"(?:\b(?:for|in|of|during) )?(?:the )?(?:coming |new |proposed (?=fiscal|financial))?{YEAR}"
    r"(?: (?:financial|fiscal|municipal|budget|tax) year)?(?:['’]s)?",
    re.I,
)


_THIS_YEAR = re.compile(
    r"\b(?:for|in|during) (?:the|this) (?:coming |new |current )?(?:financial |fiscal )?year\b", re.I
)


_BRACKETS = re.compile(r"\s?\([^()]*\)")


def item(said: str) -> str:
    """The name that a subject gives its item; "" where its words are no clear name."""
    text = _BRACKETS.sub("", said).strip(" ,;:–-")
    text = re.split(r"\bthat (?=the\b|a\b|its\b)", text)[-1]
    text = re.split(rf"\b(?:{any_of('cut_at')})\b", text)[0]
    text = _THIS_YEAR.sub("", _OF_YEAR.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" ,;:–-")
    for _ in range(3):
        text = _OWNER.sub("", _ARTICLES.sub("", text)) if len(text.split()) > 1 else text
    text = re.sub(r"\s(?:of|for|in|the|at|to)$", "", text)
    parts = text.lower().split()
    if (
        not parts
        or len(parts) > MOST_WORDS
        or "⟨" in text
        or re.search(r"[,;:]", text)
        or not re.search("[A-Za-z]{2}", text)
        or text.count("(") != text.count(")")
    ):
        return ""
    if (
        set(parts) & set(words("no_items"))
        or set(parts) <= {*words("bare"), *words("rises"), *words("falls")}
        or _RISES_FIRST.match(text)
        or parts[0] in words("pronouns")
    ):
        return ""
    return text


_RISES_FIRST = re.compile(r"(?:increase|rise|decrease|reduction|cut|fall|drop)s? (?:in|of|to|on|from)\b", re.I)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph; an initial, or a number with a point, ends none."""
    start = 0
    for found in re.finditer(r"[.!?](?:[\"”’)]|\s?\[\d+\])?\s+(?=[A-Z“\"(£$€⟨•])", text):
        before = text[start : found.start()]
        if re.search(
            r"(?:\b[A-Z]|\b(?:No|St|Cllr|Hon|Rev|Ms|Jr|Sr|Ald|Mt|Ft|Dr|Mr|Mrs|Inc|approx|vs|Fig|Dept|Co|U\.S|e\.g|i\.e))$",
            before,
        ):
            continue
        yield text[start : found.end()].strip()
        start = found.end()
    if text[start:].strip():
        yield text[start:].strip()


def is_one_item(one: str, other: str) -> bool:
    """Whether two names differ by nothing but words such as total, request, demand, proposed."""

    def core(name: str) -> list[str]:
        return [word for word in name.lower().split() if word not in _LIGHT]

    return core(one) == core(other)


_LIGHT = frozenset({"total", "proposed", "request", "demand", "requested", "overall", "approved", "adopted", "agreed"})

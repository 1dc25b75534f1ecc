"""How an answer is judged: pure functions over a question record and an answer of the contract, both plain JSON.

An outcome is one of `OUTCOMES`. "wrong" is a figure (value, truth, item) given and not right, or any answer where the
documents hold none; it is always counted apart from the kinds that mislead nobody.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

Json = Mapping[str, Any]
OUTCOMES = ("right", "wrong", "incomplete", "no value", "asked back", "declined", "crashed")

_SCALES = {
    "亿": 10**8,
    "億": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "billion": 10**9,
    "million": 10**6,
    "万": 10**4,
    "萬": 10**4,
    "千": 10**3,
    "thousand": 10**3,
    "£000": 10**3,
    "$000": 10**3,
    "€000": 10**3,
    "crore": 10**7,
    "lakh": 10**5,
}
_CURRENCIES = {
    "NT$": ("nt$", "twd", "新台币", "新臺幣", "新台幣"),
    "GBP": ("gbp", "£", "pound", "英镑"),
    "EUR": ("eur", "€", "欧元"),
    "AUD": ("aud", "a$", "australiandollar", "澳元"),
    "USD": ("usd", "us$", "usdollar", "美元"),
    "$": ("$", "dollar"),
}
_DOLLARS = frozenset({"$", "USD", "AUD"})
"""Plain dollars are those of the country whose paper it is."""


def fold(text: str) -> str:
    """Text without spaces, thousands separators, quotes, width and case, so that a phrase can be looked for."""
    return re.sub(r"(?<=\d),(?=\d)|[\s“”\"'‘’「」]", "", unicodedata.normalize("NFKC", text)).lower()


def kind_and_scale(unit: str | None) -> tuple[str, Decimal]:
    """What a unit measures ("元", "USD", "$" of no country named, "NT$", "ratio", "count") and how many of the base unit one of it is."""
    folded = fold(unit or "")
    if folded in {"%", "percent", "percentagepoints", "个百分点", "百分点"}:
        return "ratio", Decimal("0.01")
    if folded in {"倍", "times", "x", "ratio", "比例"}:
        return "ratio", Decimal(1)
    scale = next((Decimal(n) for word, n in _SCALES.items() if word in folded), Decimal(1))
    for currency, words in _CURRENCIES.items():
        if any(word in folded for word in words):
            return currency, scale
    return ("元" if folded.endswith(("元", "cny", "yuan", "rmb")) else "count"), scale


def same_figure(given: str | None, given_unit: str | None, expected: str | None, expected_unit: str | None) -> bool:
    """Equal once both are in one unit: exactly, or, where the expected is not whole, in the decimals both show."""
    if given is None or expected is None:
        return given is expected
    try:
        have, want = Decimal(given), Decimal(expected)
    except InvalidOperation:
        return False
    kind, scale = kind_and_scale(expected_unit)
    if given_unit and expected_unit:
        given_kind, given_scale = kind_and_scale(given_unit)
        plain = "$" in (given_kind, kind) and {given_kind, kind} <= _DOLLARS
        if given_kind != kind and not plain and (given_kind, kind) != ("元", "NT$"):
            return False
        have = have * given_scale / scale
    elif kind in _CURRENCIES:
        have /= scale  # an answer without a unit is in whole dollars
    if want == want.to_integral_value():
        return have == want
    shown = min(max(0, -int(number.normalize().as_tuple().exponent)) for number in (have, want))
    return abs(have - want) <= Decimal(5).scaleb(-shown - 1)


def judge(question: Json, answer: Json) -> str:
    """One of OUTCOMES for one answer."""
    expected, status = question["expected"], answer.get("status")
    if status not in expected["status"]:
        return {"answered": "wrong", "clarify": "asked back", "crashed": "crashed"}.get(status or "", "declined")
    if status in {"not_found", "declined"} or (status == "clarify" and not expected.get("contains")):
        return "right"
    found = [_judge_truth(expected, answer), _judge_value(question, answer), _judge_items(expected, answer)]
    found = found if status == "answered" else []
    found.append(_judge_words(expected, answer))
    return next((outcome for outcome in ("wrong", "no value", "incomplete") if outcome in found), "right")


def _judge_truth(expected: Json, answer: Json) -> str:
    wanted, given = expected.get("truth"), answer.get("truth")
    if wanted is None or given is wanted:
        return "right"
    return "no value" if given is None else "wrong"


def _judge_value(question: Json, answer: Json) -> str:
    expected, given = question["expected"], answer.get("value")
    wanted = [value for value in [expected.get("value"), *expected.get("also", [])] if value is not None]
    may_be_blank = None in [expected.get("value"), *expected.get("also", [])]
    if given is None:
        return "right" if may_be_blank else "no value"
    if any(same_figure(given, answer.get("unit"), value, expected.get("unit")) for value in wanted):
        return "right"
    return "wrong" if wanted or question["category"] == "blank" else "right"


def _judge_items(expected: Json, answer: Json) -> str:
    wanted, given = expected.get("items") or [], list(answer.get("items") or [])
    if not wanted:
        return "right"
    if not given:
        return "no value"
    places = []
    for item in wanted:
        alike = [i for i, other in enumerate(given) if _same_label(item["label"], other.get("label", ""))]
        equal = [i for i in alike if _same_item(item, given[i])]
        if not equal:
            return "wrong" if alike else "incomplete"
        places.append(equal[0])
    if expected.get("ordered") and places != sorted(places):
        return "wrong"
    return "wrong" if not expected.get("open") and len(given) > len(wanted) else "right"


def _same_item(wanted: Json, given: Json) -> bool:
    if wanted.get("value") is None:
        return True
    return same_figure(given.get("value"), given.get("unit"), wanted["value"], wanted.get("unit"))


def _same_label(wanted: str, given: str) -> bool:
    return fold(wanted) in fold(given) or (len(given) > 1 and fold(given) in fold(wanted))


def _judge_words(expected: Json, answer: Json) -> str:
    parts = [answer.get("text") or ""]
    parts += [item.get("label", "") for item in answer.get("items") or []]
    parts += [notice.get("text", "") for notice in answer.get("notices") or []]
    parts += [f"{choice.get('label', '')} {choice.get('question', '')}" for choice in answer.get("choices") or []]
    said = fold("\n".join(parts))
    for words in expected.get("contains", []):
        if not any(fold(word) in said for word in ([words] if isinstance(words, str) else words)):
            return "incomplete"
    kinds = {notice.get("kind") for notice in answer.get("notices") or []}
    return "incomplete" if expected.get("notice") and expected["notice"] not in kinds else "right"


def same_place(citation: Json, evidence: Json) -> bool:
    """Whether a citation points at that document and at one of those lines, that page, or that row of the sheet."""
    if citation.get("document") != evidence["document"]:
        return False
    if "page" in evidence:
        return bool(citation.get("page") == evidence["page"])
    if "cell" in evidence:
        first, last = _rows(citation.get("cell"))
        return evidence["cell"] == "*" or first <= _rows(evidence["cell"])[0] <= last
    lines = citation.get("lines") or (0, 0)
    return bool(lines[0] <= evidence["lines"][1] and evidence["lines"][0] <= lines[1])


def _rows(cell: str | None) -> tuple[int, int]:
    """First and last row of an address such as D12 or A12:O15; (0, 0) for none."""
    rows = [int(number) for number in re.findall(r"[A-Z]+(\d+)", cell or "")]
    return (rows[0], rows[-1]) if rows else (0, 0)


def found_at(ranked: Sequence[Json], evidence: Sequence[Json]) -> list[int | None]:
    """For each figure or passage that the question rests on ("of"), the first rank (from 1) that shows it."""
    wanted = dict.fromkeys(place.get("of", "") for place in evidence)
    ranks: list[int | None] = []
    for of in wanted:
        places = [place for place in evidence if place.get("of", "") == of]
        hits = (rank for rank, citation in enumerate(ranked, 1) if any(same_place(citation, p) for p in places))
        ranks.append(next(hits, None))
    return ranks


def recall_at(k: int, ranks: Sequence[int | None]) -> float:
    """Share of the places in `ranks` that were found within the first k; 1 for a question that rests on none."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks) if ranks else 1.0


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """1 / the best rank, 0 if nothing was found."""
    found = [rank for rank in ranks if rank is not None]
    return 1 / min(found) if found else 0.0


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile (share 0.95 for p95); 0.0 for no values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def summarise(rows: Sequence[Json]) -> dict[str, Any]:
    """Counts and rates over rows of {"outcome", "must_refuse", "status", "ranks", "ms"}; rates are shares of 1."""
    counts = {outcome: sum(row["outcome"] == outcome for row in rows) for outcome in OUTCOMES}
    refusable = [row for row in rows if row["must_refuse"]]
    answerable = [row for row in rows if not row["must_refuse"]]
    placed = [row["ranks"] for row in rows if row["ranks"]]
    cited = [row["ranks"] for row in rows if row["ranks"] and row["outcome"] == "right"]
    return {
        "questions": len(rows),
        **counts,
        "right_share": _share(counts["right"], len(rows)),
        "cell_cited": _share(sum(any(rank is not None for rank in ranks) for ranks in cited), len(cited)),
        "all_cells_cited": _share(sum(None not in ranks for ranks in cited), len(cited)),
        "refused_when_it_must": _share(sum(row["outcome"] == "right" for row in refusable), len(refusable)),
        "answered_when_it_may": _share(sum(row["status"] == "answered" for row in answerable), len(answerable)),
        "recall_at_5": _share(sum(recall_at(5, ranks) for ranks in placed), len(placed)),
        "mrr": _share(sum(reciprocal_rank(ranks) for ranks in placed), len(placed)),
        "p50_ms": percentile((row["ms"] for row in rows), 0.5),
        "p95_ms": percentile((row["ms"] for row in rows), 0.95),
    }


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None

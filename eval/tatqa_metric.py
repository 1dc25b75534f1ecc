"""The published metric of TAT-QA (Zhu et al., ACL 2021; github.com/NExTplusplus/TAT-QA, MIT), in our own words.

Both answers become one string: every number rounded to 2 decimals and multiplied by its scale, other spans followed by
the scale's word, all sorted and joined. Exact match compares the normalised strings, F1 their bags of words; for
arithmetic and count questions F1 is the exact match. Floats, since the published figures rest on their rounding.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from typing import Any

SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "percent": 0.01}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?|[+-]?\.\d+")
_WITH_WORD = re.compile(r"[\d.]+\s?[a-zA-Z]+")
_NOT_IN_NUMBERS = str.maketrans("", "", "'\"\\$€£¥%(),[]")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def scale_of(word: str) -> float:
    """What a scale word multiplies by; 1 for any other word."""
    return next((factor for name, factor in SCALES.items() if name in word.lower()), 1)


def is_number(text: str) -> bool:
    """Whether a text is one number, with a scale word after it at most."""
    words = " ".join(word.translate(_NOT_IN_NUMBERS) for word in text.split()).split()
    try:
        number = float(words[0]) if words else float("nan")
    except ValueError:
        return False
    return number == number and (len(words) < 2 or scale_of(words[1]) != 1)


def to_number(text: str) -> float | None:
    """The first number of a text: (1.2) is negative, 12% is 0.12, "3 million" is 3000000."""
    found = _NUMBER.search(text.translate(_NOT_IN_NUMBERS))
    if not found:
        return None
    with_word = _WITH_WORD.search(text)
    factor = scale_of(with_word.group()) if with_word else 1
    sign = -1 if re.search(r"\([\d.\s]+\)", text.strip()) else 1
    percent = 0.01 if re.search(r"[\d.\s]+%", text.strip()) else 1
    return round(float(found.group()) * factor * sign * percent, 4)


def normalise(text: str) -> str:
    """Lower case without punctuation and articles; a number as its plain float."""
    words = (_normalise_word(word) for word in text.lower().split(" "))
    return " ".join(word for word in words if word)


def _normalise_word(word: str) -> str:
    if not is_number(word):
        word = word.translate(_NO_PUNCTUATION)
    if is_number(word):
        word = str(to_number(word))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", word).split())


def answer_text(spans: Sequence[str], scale: str) -> str:
    """All spans of an answer as the one string that is compared."""
    return " ".join(_span_text(span, scale) for span in sorted(spans))


def _span_text(span: str, scale: str) -> str:
    number = to_number(span) if is_number(span) else None
    if number is None:
        return f"{span} {scale}" if scale else span
    return f"{number:.4f}" if "%" in span else f"{round(number, 2) * scale_of(scale):.4f}"


def exact_and_f1(gold: Mapping[str, Any], spans: Sequence[str], scale: str) -> tuple[float, float]:
    """(exact match, F1) of one prediction against one question of the data set; (0, 0) for no prediction."""
    if not spans:
        return 0.0, 0.0
    answer = gold["answer"]
    wanted = answer if isinstance(answer, list) else [str(int(answer) if gold["answer_type"] == "count" else answer)]
    gold_text = normalise(answer_text(wanted, gold["scale"]))
    given = [answer_text(spans, scale)]
    if len(spans) == 1 and not scale and "%" not in spans[0] and is_number(spans[0]):
        given.append(f"{to_number(spans[0]):.4f}")
    scores = [_compare(normalise(text), gold_text) for text in given]
    exact, f1 = max(scores)
    return exact, exact if gold["answer_type"] in {"arithmetic", "count"} else f1


def _compare(given: str, wanted: str) -> tuple[float, float]:
    have, want = set(given.split()), set(wanted.split())
    shared = len(have & want)
    precision = shared / len(have) if have else 1.0
    recall = shared / len(want) if want else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return float(given == wanted), round(f1, 2)

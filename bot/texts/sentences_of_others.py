"""Whether a sentence that holds every word of a question is yet of another year or of another thing than is asked about."""

from __future__ import annotations

import re

from bot.reading.question import Question, asks_amount
from bot.texts.passages import TextAnswer, holds
from bot.texts.sections import content_words
from bot.tools import Tools
from index.text import fold


def of_other_years(sentence: TextAnswer, question: Question, tools: Tools) -> bool:
    """Whether an amount of a year is asked for that neither the sentence names nor its paper is of."""
    years = (question.frame.years or frozenset()) if any(map(asks_amount, question.tokens)) else frozenset()
    passage, said = sentence.quotes[0]
    own = tools.catalogue.documents[passage.document].year
    return bool(years) and own not in years and not any(str(year)[2:] in said for year in years)


def tells_of_others(sentence: TextAnswer, question: Question) -> bool:
    """Whether an amount is asked for, and no clause with one in it names what it is asked of: 基金支出48万元，用于甲、乙和丙."""
    spent = question.language == "en" and bool(AMOUNT_ASKED.search(question.text))
    labels = _LABELS.findall(question.text) if spent else []
    if any(not re.search(rf"\b{kind}s? {label}\b", sentence.quotes[0][1], re.I) for kind, label in labels):
        return True
    if not (spent or any(map(asks_amount, question.tokens))) or "count" in question.operations:
        return False
    if _TAKES_IN.search(question.text) and not _TAKEN_IN.search(fold(sentence.quotes[0][1])):
        return True
    words = [word for word in content_words(question) if len(word) > 1 and not (spent and _YEAR_ALONE.fullmatch(word))]
    clauses = re.split("[，,；;。：:]", fold(sentence.quotes[0][1]))
    return not any(re.search(r"\d", clause) and all(holds(word, clause) for word in words[-1:]) for clause in clauses)


_TAKES_IN = re.compile("(?:预计|預計|大概|大约|能|可|会|要|共|计划)(?:收|征)(?:到|上来|得|多少)|收得?多少|征收多少")
_TAKEN_IN = re.compile("收入|岁入|税收|收款|收到|收取|征收|实征")
"""What is taken in, and how papers tell of it: a tax named among what is done for so much is none."""
_LABELS = re.compile(r"\b(band|option|section|phase|tier|zone|ward) ([a-z]|\d{1,2})\b", re.I)
"""Band D, Option 2: of which a sentence must be that names one."""
_YEAR_ALONE = re.compile(r"(?:fy|fiscal year)? ?\d[\d/-]*", re.I)
AMOUNT_ASKED = re.compile(
    r"\bhow much\b|\b(?:spend|spends|spent|cost|costs)\b|^what(?:'s| is| was| are| were| will be) (?:the|[\w.]+(?: [\w.]+)?'s) (?:[\w'-]+ ){0,5}?"
    r"(?:budget|total|rate|price|charge|precept|levy|tax|revenues?|expenditure|spending|income|bill)\b",
    re.I,
)
"""How English asks for an amount without "how much", too: what is the tax rate."""

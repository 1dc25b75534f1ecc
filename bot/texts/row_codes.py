"""The code of a row, as its forms print it, 学术交流活动的科目编码是什么; of a label of a table of records, printed before it or
in a column of its own: fund 3150, account 58213.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.figures.readings import subject
from bot.flat.cube import Cube, Rows
from bot.flat.listing import named_header
from bot.flat.names import code_before
from bot.flat.terms import thing_of
from bot.grammar.plan import Options, Plan
from bot.model import Answer
from bot.names.segment import prepare
from bot.operations.attempts import attempt
from bot.reading.question import Question
from bot.tools import Tools
from bot.writing.citing import Citer
from bot.writing.phrases import Phrases
from index.model import Fact
from index.store.facts import FactFilter

_OF = "account|budget|item|line item|object|subject|functional|classification|fund|org|organization|program|department|project"
_ASKED = re.compile(
    "(?:科目|功能|分类|经济|项目|项|预算|款|类)的?(?:编码|代码|编号|代号)(?:号)?(?:分别)?(?:是|为|有)?(?:什么|多少|几号|几|哪个|哪些|啥)"
    rf"|\b(?:what|which)(?: is|'s| s| are)? (?:the )?(?:\w+ )?(?:{_OF}) (?:codes?|numbers?)\b",
    re.I,
)


def asks_code(question: Question) -> bool:
    """Whether the code of a subject is asked for, and nothing before it."""
    text = prepare(question.text)
    asked = _ASKED.search(text)
    return asked is not None and not re.search("多少|how much", text[: asked.start()], re.I)


def answer_code(question: Question, tools: Tools) -> tuple[Answer, list[Decimal]]:
    """The codes of the rows that the question names, with the codes as numbers; "not_found" where no form prints one."""
    phrases, citer = Phrases(question.language), Citer(tools.catalogue.documents)
    own = _code_of_label(question, tools)
    if own is not None:
        name, code, fact = own
        told = phrases.say("code_of", what=name, code=code, cites=citer.marks([fact]))
        figures = [Decimal(number) for number in re.findall(r"\d+", code)]
        return Answer("answered", told, citations=citer.citations, plan={"operation": "code"}), figures
    found = attempt(question, tools)
    readings = found.outcome.readings if found is not None and found.outcome.status == "answered" else ()
    facts = {
        (subject(fact), fact.row_code): fact
        for reading in readings
        for fact in reading.facts[:1]
        if fact.row_code.isdigit()
    }
    if not facts:
        missing = phrases.say("code")
        return Answer("not_found", phrases.say("not_found_lacking", missing=missing, nearest="")), []
    lines = [
        phrases.say("code_of", what=name, code=code, cites=citer.marks([fact])) for (name, code), fact in facts.items()
    ]
    answer = Answer("answered", "\n".join(lines), citations=citer.citations, plan={"operation": "code"})
    return answer, [Decimal(code) for _, code in facts]


def _code_of_label(question: Question, tools: Tools) -> tuple[str, str, Fact] | None:
    """The label that a question names, its code and a fact of its rows; None where not exactly one code fits."""
    frame = replace(question.frame, years=None)
    header = named_header(tools, Plan("code", (question.terms,), frame, options=Options(said=(question.text,))))
    found = {
        (label, code): cube.leaves[row].id
        for cube, rows in tools.resolver.flat.named(question.terms, frame)
        for label, code, row in _of_rows(cube, rows, header)
    }
    if len(found) != 1:
        return None
    (label, code), leaf = next(iter(found.items()))
    facts = tools.store.facts(FactFilter(frame.documents, ids=frozenset({leaf})))
    return (label, code, facts[0]) if facts else None


def _of_rows(cube: Cube, rows: Rows, header: str) -> list[tuple[str, str, int]]:
    """The labels of rows in the column asked for with their codes, each with one of its rows; of the rows' own labels where
    no column is named or it has no codes.
    """
    named = next((one for one in cube.dimensions if header and thing_of(one.header) == header), None)
    if named is not None and not named.leaf:
        labels = {(named.labels[row], code_before(named.labels[row])): row for row in sorted(rows, reverse=True)}
        if all(code for _, code in labels):
            return [(label, code, row) for (label, code), row in labels.items()]
    leaves = {(cube.leaves[row].label, cube.leaves[row].code): row for row in sorted(rows, reverse=True)}
    return [(label, code, row) for (label, code), row in leaves.items() if code]

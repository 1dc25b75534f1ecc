"""The code of a row, as its forms print it: 学术交流活动的科目编码是什么."""

from __future__ import annotations

import re
from decimal import Decimal

from bot.attempts import attempt
from bot.citing import Citer
from bot.flat_codes import code_of_label
from bot.model import Answer
from bot.phrases import Phrases
from bot.question import Question
from bot.readings import subject
from bot.segment import prepare
from bot.tools import Tools

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
    own = code_of_label(question, tools)
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

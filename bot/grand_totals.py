"""The total of an account where a question says that it means the whole: 总预算, 收入预算总数, with last year's carry-over in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.question import Question, is_strong
from bot.terms import Sense
from bot.tools import Tools

_WHOLE = re.compile("总预算|总[数额量]|总规模|总?盘子|一共|总共|共多少|合计|总计")
_BUDGET = re.compile("(?:部门|单位)?(?:(?P<side>收入|支出))?预算(?:多少)?")


def of_grand_total(question: Question, tools: Tools) -> Iterator[Question]:
    """The question with the bare word for the budget, or for one side of it, as 收支总计, 收入总计 or 支出总计; none where it
    does not ask for the whole, or names something else.
    """
    if not _WHOLE.search(question.text) or question.operations - {"sum"} or any(map(is_strong, question.tokens)):
        return
    added = tuple(
        replace(token, senses=(Sense("filler"),)) if token.has("operation", "sum") else token
        for token in question.tokens
    )
    question = replace(question, tokens=added)
    places = [(at, found) for at, token in enumerate(question.tokens) if (found := _BUDGET.fullmatch(token.surface))]
    at, found = places[0] if len(places) == 1 else (0, None)
    sides = (found["side"],) if found and found["side"] else ("收支", "支出")
    for side in sides if found else ():
        total = tools.linker.link(f"{side}总计")
        if len(total) == 1 and total[0].has("name"):
            token = replace(question.tokens[at], surface=total[0].surface, senses=total[0].senses)
            yield replace(question, tokens=(*question.tokens[:at], token, *question.tokens[at + 1 :]))

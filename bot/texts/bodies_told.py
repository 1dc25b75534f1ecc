"""What the description of a body says of its units and its work: which units its budget leaves out, whether a duty is among
its duties.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.model import Answer
from bot.names.segment import prepare
from bot.reading.question import Question
from bot.texts.papers_asked import papers_asked
from bot.texts.passages import MOST_INLINE, TextAnswer, sentences_of
from bot.texts.sections import answer_text
from bot.tools import Tools
from bot.writing.answers import write_text
from bot.writing.phrases import Phrases
from index.text import fold
from index.words import pattern_of

_WHICH = pattern_of("asked.zh.yaml", "left_out", "which")
_WHY = pattern_of("asked.zh.yaml", "left_out", "why")
_TOLD = pattern_of("asked.zh.yaml", "left_out", "told")
_OF_UNITS = re.compile("单位构成|机构设置|编制范围|预算单位|决算单位")
_AND = re.compile("[、和与及]")
_DOES = re.compile("^(?:是否|有没有)?(?:分管|主管|负责|承担|包括|包含|管理|管|抓|含|有)")
_NO_LONGER = re.compile("不再|划转|取消|移交")
_DENIED = re.compile("[不没未无]")
_AROUND = frozenset("里中的,，?？。这那项一")
LEAST_DUTY = 2
"""Characters by which a duty is known."""


def left_out_units(question: Question, tools: Tools) -> Answer | None:
    """The one sentence that says which units a budget leaves out, where these or the reason are asked for; None without one."""
    text = prepare(question.text) if question.language == "zh" else ""
    which, why = _WHICH.search(text), _WHY.search(text)
    documents = papers_asked(question, tools) if which or why else frozenset()
    if not 0 < len(documents) <= MOST_INLINE or not question.frame.organisations_named:
        return None
    words = [which["sort"]] if which else _AND.split(why["names"]) if why else []
    found = [
        (passage, sentence.strip())
        for document in sorted(documents)
        for passage in tools.store.passages_of(document)
        if passage.kind == "prose" and _OF_UNITS.search("".join((*passage.section, passage.text)))
        for sentence in sentences_of(passage.text)
        if _TOLD.search(fold(sentence)) and all(word in fold(sentence) for word in words if word)
    ]
    if len({sentence for _, sentence in found}) != 1 or (why and not re.search("[(（]|因|由于", found[0][1])):
        return None
    return write_text(TextAnswer((found[0],), found[0][0].section), question, tools)


def duty_claimed(question: Question, tools: Tools) -> Answer | None:
    """Yes, with the clause of its duties that has the very words, where it is asked whether a body's work has something in it;
    None where no clause has them.
    """
    if question.language != "zh" or "duties" not in question.texts or "whether" not in question.operations:
        return None
    named = next(number for number, token in enumerate(question.tokens) if token.has("text", "duties"))
    behind = question.tokens[named + 1 :]
    said = "".join(one.surface for one in behind if not (one.has("operation", "whether") or one.surface in _AROUND))
    other = any(
        one.has("operation") and not (one.has("operation", "whether") or _DOES.match(one.surface)) for one in behind
    )
    duty = "" if other or _DENIED.search(said) else _DOES.sub("", said)
    rest = replace(question, tokens=question.tokens[: named + 1])
    text = answer_text(rest, tools) if len(duty) >= LEAST_DUTY else None
    clauses = [
        (passage, clause.strip())
        for passage, quote in (text.quotes if text else ())
        for clause in re.split("(?<=[。；;\n])", quote)
        if re.search(f"{re.escape(duty)}(?:[,;。、的和与及等)]|工作|事务|管理|监督|$)", fold(clause))
        and not _NO_LONGER.search(clause)
    ]
    if text is None or not clauses:
        return None
    told = write_text(TextAnswer(tuple(clauses[:MOST_INLINE]), text.section), question, tools)
    if told.status != "answered":
        return None
    return replace(told, text=f"{Phrases('zh').say('yes')}\n{told.text}", truth=True)

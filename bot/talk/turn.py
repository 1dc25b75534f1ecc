"""One turn of a talk, and what a question takes over from the turn before: documents, years, kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.figures.kinds import OUTCOMES
from bot.figures.stages import stage_of
from bot.model import Answer
from bot.names.budget_words import BUDGET_WORDS
from bot.names.lexicon import side_verbs
from bot.names.terms import Sense
from bot.operations.attempts import Attempt, moves_no_share
from bot.reading.frame import Frame
from bot.reading.question import Question, is_limit, is_strong, is_term
from bot.reading.remarks import points_back
from bot.tools import Tools
from index.store.facts import FactFilter
from index.store.records import path_of
from index.years import find_kind

POINTS_BACK = re.compile(
    r"^(?:那么?|占|其中|里面|里头|里边|当中|那|它|其|这|该|上述|以上|再|还有|又|and |what about|how about|then "
    r"|as an? (?:share|percentage|percent|proportion|fraction))|(?:呢|呐)[？?。\s]*$|它|这笔|这项|该项|该笔|该科目|这一项|其占|前者|后者|上面"
    r"|\bits\b|\bof (?:it|that|this)\b",
    re.I,
)
_POINTS_WITHIN = re.compile(
    r"(?:^(?:[嗯哦啊噢好的那么再请问一下想查看,\s]|谢谢|还有|麻烦)*|,(?=(?:它|这|那)(?:里面|里头|当中)))"
    r"(?:这|在)?(?:其中|当中|里面|里头|里边|它|其|该|上述|以上|of which|of that|of those)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a talk as it was understood, with its answer and the attempt that a figure rests on."""

    question: Question
    answer: Answer
    attempt: Attempt | None
    leans: bool = False
    """Whether it was understood by what was asked before."""
    within: bool = False
    """Whether it asks for a part of what was asked before: 其中工程多少."""


def points_within(question: Question) -> bool:
    """Whether the question begins with a word for what was asked before: 其中工程多少."""
    return bool(_POINTS_WITHIN.search(question.text))


def falls_with(turn: Turn, before: Turn) -> bool:
    """Whether a part of a sentence leans on the part before, or names nothing, and that one's subject is not understood."""
    about = before.question
    refused = before.answer.status == "not_found"
    if refused and not turn.question.strong_terms and any(one.has("connector", "than") for one in turn.question.tokens):
        return True  # 跟2019年比呢: there is nothing to compare
    lost = refused and bool(about.unexplained or (about.strong_terms and not turn.leans))
    named = [token for token in turn.question.strong_terms if token.surface not in side_verbs()]  # 花了多少: of what?
    return lost and (turn.leans or points_back(turn.question.text) or not (named or turn.question.texts))


def within(question: Question, earlier: Question) -> Question:
    """The question among the documents of the one before, where that names an organisation and it names none."""
    if question.frame.organisations_named or not earlier.frame.organisations_named:
        return question
    return replace(question, frame=replace(question.frame, documents=earlier.frame.documents, organisations_named=True))


def spent_on_it(question: Question, earlier: Question) -> Question:
    """A part of a sentence that only says 花了 behind one that asks for a thing, or whether there is any: spent on that, and
    not in all.
    """
    verbs = [token for token in question.strong_terms if token.surface in side_verbs()]
    of_thing = any(one.surface not in side_verbs() for one in earlier.strong_terms)
    if not verbs or len(verbs) < len(question.strong_terms) or not of_thing or _IN_ALL.search(question.text):
        return question
    told = (replace(one, senses=(Sense("filler"),)) if one in verbs else one for one in question.tokens)
    return replace(question, tokens=tuple(told))


_IN_ALL = re.compile("总|一共|共|全部|全年|合计|整个")


def of_same_time(question: Question, earlier: Question) -> Question:
    """A part of a sentence with the year, and what else limits the figures (市本级, 1-4月), of the part before."""
    if not any(map(is_term, question.tokens)):
        return question
    frame, limits = question.frame, [token for token in earlier.tokens if is_limit(token)]
    if frame.years is None and question.offset is None and earlier.frame.years and len(earlier.frame.years) == 1:
        question = replace(question, frame=replace(frame, years=earlier.frame.years))
    names = any(is_strong(one) or one.has("side") for one in question.tokens)  # 增幅多少 is of what was asked before
    if limits and names and not any(map(is_limit, question.tokens)):
        question = replace(question, tokens=(*limits, *question.tokens))
    return question


_OF_MONEY = re.compile("[费钱款元]|支出|收入|经费|预算|决算|资金|补助|投入|成本|how much|cost|money|spend|budget")
_MONEY = frozenset({"元", "万元", "亿元", "千元", "百万元"})


def counts_still(turn: Turn, before: Turn) -> bool:
    """Whether a part of a sentence is answered in kind: behind one that counts, 多少学生，初中高中各多少, by no amounts of money;
    behind a share, 占比多少，比上年下降了多少, by no change of what is no share.
    """
    counted = before.answer.unit is not None and before.answer.unit not in {*_MONEY, "%", "倍"}
    told = {turn.answer.unit, *(item.unit for item in turn.answer.items)}
    if turn.leans and before.answer.unit == "%" and _SHARE.search(before.question.text):  # 占比多少，比上年下降了多少
        return turn.attempt is None or not moves_no_share(turn.attempt.outcome)
    return not counted or not told & _MONEY or bool(_OF_MONEY.search(turn.question.text))


_SHARE = re.compile("(?:占比|比重|份额)(?:是|为|有)?多少$")


def merged_frame(question: Question, earlier: Question, tools: Tools) -> Frame:
    """The frame of a question with what it leaves open filled in from the one before."""
    frame, old = question.frame, earlier.frame
    anew = frame.organisations_named or question.ranges_over == "organisations"
    merged = replace(
        frame,
        documents=frame.documents if anew else old.documents,
        years=_years(question, earlier),
        organisations_named=frame.organisations_named or (old.organisations_named and not anew),
    )
    merged = replace(merged, stages=frame.stages or _carried_stages(old, merged, tools))
    return replace(merged, kinds=frame.kinds or _carried_kinds(question, old, merged, tools))


def _carried_stages(old: Frame, merged: Frame, tools: Tools) -> frozenset[str] | None:
    """The stages asked for before, but of another year that the papers print in none of them: proposed, and now revised."""
    if not old.stages or merged.years in (None, old.years) or len(merged.documents) > MOST_PAPERS:
        return old.stages
    columns = tools.store.different(FactFilter(merged.documents, years=merged.years), "column")
    return old.stages if old.stages & {stage_of(path_of(column)) for (column,) in columns} else None


def _carried_kinds(question: Question, old: Frame, merged: Frame, tools: Tools) -> frozenset[str] | None:
    """The kinds asked for before; 那2025年预算呢 after an outturn is about the budget, 那2025年呢 about what is held."""
    if any(token.surface.isascii() and find_kind(token.surface) for token in question.strong_terms):
        return None  # a column is named, which says its kind: the forecast outturn
    if old.kinds and "budget" not in old.kinds and any(token.surface in BUDGET_WORDS for token in question.tokens):
        return frozenset({"budget", "adjusted"})
    documents = [tools.catalogue.documents[one] for one in merged.documents]
    held = {one.kind for one in documents if merged.years is None or one.year in merged.years}
    if not old.kinds or (question.frame.organisations_named and question.frame.years is None):
        kinds = old.kinds or frozenset()
        settled = bool(kinds) and kinds <= OUTCOMES and not kinds & held and bool(OUTCOMES & held)
        return (
            OUTCOMES if settled else old.kinds
        )  # another body's figure of the same kind: 执行数 of one, 决算 of the other
    known = old.kinds & (held | tools.resolver.flat.kinds(merged)) or old.kinds & _printed_kinds(merged, tools)
    return old.kinds if known else None


def _printed_kinds(frame: Frame, tools: Tools) -> frozenset[str]:
    """The kinds of figures that the papers of a frame hold; an outturn also prints the budget."""
    if len(frame.documents) > MOST_PAPERS:
        return frozenset()
    kinds = tools.store.different(FactFilter(frame.documents, years=frame.years), "kind")
    return frozenset(kind for (kind,) in kinds)


MOST_PAPERS = 3


def _years(question: Question, earlier: Question) -> frozenset[int] | None:
    """The question's years; 比2018年少多少 after a figure of 2017 compares the two, not 2019 with 2018."""
    asked, before = question.frame.years, earlier.frame.years
    if question.ranges_over == "years":
        return asked  # 哪年最多, after figures of one year or another
    if question.base_year and asked and before and len(before) == 1 and not before & asked:
        return before | {min(asked) - 1}
    return asked or before

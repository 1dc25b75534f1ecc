"""Questions over the parts of a figure → plans: the largest, all of them, how many, over the years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap, takewhile

from bot.grammar.base import counts_with_measure, names_apart, names_two_kinds, of_two_kinds, plan_for, subsets
from bot.grammar.movements import asks_what_moved
from bot.grammar.plan import Plan
from bot.names.terms import PART_QUALITY, Token
from bot.reading.directions import asks_which_way, comparison, range_limits, said_in
from bot.reading.operands import conjuncts
from bot.reading.parts_listed import PARTS
from bot.reading.question import Question, asks_amount, is_strong


def rank(question: Question) -> Iterator[Plan]:
    """The largest or smallest parts of a figure, or its parts in order."""
    wanted = question.operations & {"most", "least", "ranking"}
    if (not wanted and question.top is None and question.nth is None) or _BY_HOW_MUCH.search(question.text):
        return
    by_share = _BY_SHARE.search(question.text) is not None
    if by_share and question.ranges_over == "organisations":
        return  # the shares of several bodies have no order of their amounts
    if _of_own_years(question):
        return
    rate = "share" if by_share else "execution"
    executes = ("most", "least", "ranking", "list", "count", "each", rate)
    least = _least_first(question)
    left_out = _left_out(question)
    over = question.ranges_over
    for terms in subsets(question):
        yield plan_for(
            question,
            "rank",
            (_ranked_of(terms, left_out, over),),
            *executes,
            *(("trend",) if over == "years" else ()),
            *(("except",) if left_out else ()),
            least=least,
            all=("ranking" in wanted or _asks_all(question)) and not question.top,
            over=over,
            several=_names_bodies(question),
            left_out=left_out,
        )
        if "share" in question.operations and not by_share:
            yield plan_for(question, "rank_share", (terms,), *executes, "share", "sum", least=least, over=over)


def _asks_all(question: Question) -> bool:
    """Whether behind the most or the least the figure of each is asked for: 谁最高？都是多少."""
    return bool(_OF_ALL.search(question.text)) and not question.nth


_OF_ALL = re.compile(
    "(?:最|谁|哪).*[,。?;，？；](?:它们|他们|三[家个项]|两[家个项]|各家|每家)*(?:都|分别|各自?)(?:是|有|为)*多少"
)


def _of_own_years(question: Question) -> bool:
    """Whether several organisations are named, each with its own year, 甲局2024年、乙局2025年的X: no years of one figure."""
    years = any(one.has("frame") and one.has("year") for one in question.tokens)
    return years and _names_bodies(question) is not None


def _names_bodies(question: Question) -> bool | None:
    """Whether a question names several organisations, so that no parts of one of them are meant."""
    return sum(token.has("organisation") for token in question.tokens) > 1 or None


def _ranked_of(terms: tuple[Token, ...], left_out: tuple[Token, ...], over: str) -> tuple[Token, ...]:
    """What is ranked: the names without those that are left out, and without the word for the places that it goes over."""
    named = tuple(term for term in terms if term not in left_out)
    return tuple(term for term in named if over != "places" or not term.has("over", "places")) or named


def _left_out(question: Question) -> tuple[Token, ...]:
    """The parts that are not ranked: 除了A和B，哪一项最高; A以外最高的. () where a whole could be named as well."""
    tokens = question.tokens
    cue = next((at for at, token in enumerate(tokens) if token.has("operation", "except")), None)
    if cue is None:
        return ()
    if tokens[cue].surface in _BEHIND:
        start = next((at + 1 for at in range(cue - 1, -1, -1) if tokens[at].surface in "的,"), 0)
        return tuple(token for token in tokens[start:cue] if is_strong(token) and token.has("name"))
    ends = (",", *_BEHIND)
    end = next((at for at in range(cue + 1, len(tokens)) if tokens[at].surface in ends), cue)
    named = _named_behind(tokens[cue + 1 :]) if question.language == "en" else 0
    behind = tokens[cue + named : cue + named + 2]
    if named and (end == cue or behind[0].surface == "," or all(token.surface in "?." for token in behind[1:])):
        end = cue + 1 + named
    return tuple(token for token in tokens[cue:end] if is_strong(token) and token.has("name"))


def _named_behind(tokens: Sequence[Token]) -> int:
    """How many tokens right behind a word like excluding are names and what lists them: police, fire and the library."""
    return sum(1 for _ in takewhile(lambda token: is_strong(token) or token.surface in _LISTING, tokens))


_LISTING = frozenset({",", "and", "or", "the", "nor"})
_BEHIND = ("以外", "之外", "外")


def _least_first(question: Question) -> bool:
    """Whether the smallest are asked for, or the order from the smallest: 最少的, 由低到高."""
    few = any(sense.value.endswith("least") for token in question.tokens for sense in token.senses)
    whole = {"most", "ranking"} <= question.operations  # 谁最多谁最少，按从高到低列出
    return (few and not whole) or said_in(question.tokens, "ascending")


_BY_HOW_MUCH = re.compile(r"\bby how (?:much|many)\b", re.I)
"""Which is larger, and by how much: no figure of the larger one."""
_BY_SHARE = re.compile("(?:占比|占|比重|比例|份额)[得的]?(?:最|排)")
"""占比最大的是哪一类: the parts of one figure have the order of their shares."""


def rank_named(question: Question) -> Iterator[Plan]:
    """A、B、C哪个最多: the named figures in order."""
    if question.operations & {"most", "least", "ranking"} or question.top:
        least = _least_first(question)
        for operands in conjuncts(question.tokens):
            if len(operands) > 1 and all(any(map(is_strong, operand)) for operand in operands):
                every = ("ranking" in question.operations or _asks_all(question)) and not question.top
                yield plan_for(
                    question, "rank_named", operands, "most", "least", "ranking", "list", least=least, all=every
                )


_OF_EACH = re.compile("[各每]|有?哪[些几]")
"""What of each is wanted, or who has any: 哪些学校有…."""
_EACH_OF = re.compile("分别|各(?:自|是|为|有)*多少")
SEVERAL_NAMED = 5.0
"""What a list of parts is worth less where the question names several figures itself: 限额和余额分别多少."""


_EACH_OF_TWO = re.compile(
    "[预决]算数?额?(?:和|与|、|跟)[^,，。?？]{0,6}?[预决]算数?额?(?:分别|各自?)(?:是|为|有)?(?:多少|几)"
)
"""预算和决算分别是多少: the two figures, and not their parts."""


def list_parts(question: Question) -> Iterator[Plan]:
    """The parts of a figure."""
    if _asks_amount_of_each(question) or (_EACH_OF_TWO.search(question.text) and names_two_kinds(question)):
        return
    limit = bool((question.amounts and question.operations & {"over", "under"}) or range_limits(question))
    of_each = any(token.has("over") and _OF_EACH.match(token.surface) for token in question.tokens)
    numbered = limit and "count" in question.operations and any(map(is_strong, question.names))
    numbered = numbered and not counts_with_measure(question)
    if question.operations & {"list", "each"} or of_each or numbered or (limit and question.ranges_over):
        whole_asked = not limit and _asks_the_whole(question)
        held = ("over", "under", "whether") if limit else ("sum",) if whole_asked else ()
        covered = ("list", "each", "count", "execution", *held)
        spent = "purpose" in question.texts  # what money goes to is never where it comes from
        apart = SEVERAL_NAMED if names_apart(question) and _EACH_OF.search(question.text) else 0.0
        over = question.ranges_over
        for terms in [one for one in subsets(question) if not (spent and one and not any(map(is_strong, one)))]:
            counted = "count" in question.operations or any(map(_asks_how_many, question.tokens))
            yield plan_for(
                question,
                "list",
                (terms,),
                *covered,
                over=over,
                limit=limit,
                counted=counted,
                penalty=apart,
                several=_names_bodies(question),
                whole_asked=whole_asked or None,
                parts_named=any(token.has("filler", PARTS) for token in question.tokens) or None,
            )


def _asks_the_whole(question: Question) -> bool:
    """Whether the amount itself is asked for, and not that of each: 三公经费多少，包括哪些."""
    asked = any(asks_amount(token) and token.surface.endswith(_MUCH) for token in question.tokens)
    return asked and not _AMOUNT_OF_ANY.search(question.text)


_MUCH = ("多少", "多少钱", "多少元", "多少万元", "how much")
_AMOUNT_OF_ANY = re.compile(r"(?:各自?|每\w|分别)(?:需|要|花|用|是|有|为)*多少|\beach\b")


def _asks_how_many(token: Token) -> bool:
    """Whether the number of what is gone over is asked for: 几个部门超过1亿元."""
    return token.has("over") and bool(_HOW_MANY.match(token.surface))


_HOW_MANY = re.compile("有?(?:几|多少)(?:个|家)")


def _asks_amount_of_each(question: Question) -> bool:
    """Whether the figure of each of three things or more, or of both sides of the accounts, is asked for, A、B、C分别多少,
    which the parts of one do not answer.
    """
    joints = (
        before for before, token in pairwise(question.tokens) if token.has("connector", "and") and token.surface != ","
    )
    named = sum(not before.has("year") and not before.has("organisation") for before in joints)
    return (named > 1 or _names_both_sides(question)) and bool(_AMOUNT_OF_EACH.search(question.text))


def _names_both_sides(question: Question) -> bool:
    """Whether what comes in and what is spent are named as one and the other, 收入总计和支出总计, of which no part is of both."""
    named = [term.surface for term in question.strong_terms if term.sense("name")]
    return len(named) == 2 and named[0] != named[1] and _either_side(named[0]) == _either_side(named[1])


def _either_side(name: str) -> str:
    return name.replace("收入", "收支").replace("支出", "收支")


_AMOUNT_OF_EACH = re.compile("(?:分别|各自?)(?:是|有|为)?多少")


def count_parts(question: Question) -> Iterator[Plan]:
    """How many parts a figure has: rows, never things."""
    named = (
        question.level is not None
        or any(is_strong(term) for term in question.names)
        or any(token.has("operation", "count") and token.surface[-1] in _SORTS for token in question.tokens)
    )
    things = counts_with_measure(question) or any(starmap(_counts_part, pairwise(question.tokens)))
    if "count" in question.operations and named and not things and question.unit is None:
        for terms in subsets(question):
            yield plan_for(question, "count", (terms,), "count", "sum", penalty=1.5, over=question.ranges_over)


def _counts_part(asked: Token, behind: Token) -> bool:
    """Whether things are counted whose word is only a part of names: how many vehicles, with purchase of vehicles."""
    sense = behind.sense("name") if asked.surface == "how many" else None
    return sense is not None and (sense.quality <= PART_QUALITY or bool(_THINGS.search(behind.surface)))


_THINGS = re.compile(r"(?:vehicles?|cars?|people|persons?|staff|employees|officials|posts|positions|visitors)$")
"""How an English name of things ends that are counted and are no rows of a form."""


def marked(question: Question) -> Iterator[Plan]:
    """Which projects have something, or have it not, by a column of yes and no: 哪些项目不需要政府采购, 要采购的项目有几个."""
    over = question.ranges_over not in ("organisations", "places", "years")
    wanted = question.operations & {"list", "count"} or question.ranges_over == "projects"
    if over and wanted and not question.amounts and any(map(is_strong, question.names)):
        given = {"filled": "without" not in question.operations, "counted": "count" in question.operations}
        yield plan_for(question, "marked", (question.names,), "list", "count", "without", **given)


def count_groups(question: Question) -> Iterator[Plan]:
    """How many departments: the groups of a column of records, named or of the whole table."""
    if "count" in question.operations:
        yield plan_for(question, "count_groups", (question.names,), "count", "list", penalty=0.5)


_SORTS = frozenset("类款项目")


def trend(question: Question) -> Iterator[Plan]:
    """A figure over the years."""
    if question.ranges_over == "organisations" or asks_what_moved(question) or _of_own_years(question):
        return
    if (names_two_kinds(question) or of_two_kinds(question)) and "trend" not in question.operations:
        return  # 2024年预算、2024年决算、2025年预算: three figures, of two years
    if ("trend" in question.operations or question.ranges_over == "years") and question.names:
        steadily = {"trend", "whether"} <= question.operations and comparison(question) in ("over", "under")
        either = asks_which_way(question.tokens)  # the figures tell it, and there is no yes or no
        told = "whether" if steadily or either else ""
        covered = ("trend", "changed", "change", "each", "list", "difference", told)
        steadily = steadily and not either
        yield plan_for(question, "trend", (question.names,), *covered, penalty=0.5, steadily=steadily)

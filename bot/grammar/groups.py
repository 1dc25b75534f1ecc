"""Plans that take several named figures as one: 除A、B以外还有多少, A和B之和占C的百分之几."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.grammar.base import EQUALS, MINUS, plan_for
from bot.grammar.plan import Plan
from bot.names.terms import Operands, Token
from bot.reading.operands import conjuncts, is_basis, terms_in
from bot.reading.question import Question, is_strong, is_term

_BEHIND = frozenset({"以外", "之外", "外"})
"""Cues that stand behind what they leave out."""
_ALSO = frozenset({"还有", "还", "另外", "also"})


def left_over(question: Question) -> Iterator[Plan]:
    """A whole without what is left out of it: 除A、B以外; the total of what is left out where no whole is named."""
    if "except" not in question.operations:
        return
    cues = [number for number, token in enumerate(question.tokens) if token.has("operation", "except")]
    if {question.tokens[number].surface for number in cues} <= {"外"}:
        return  # 计划外, 预算外: only 除…外 leaves something out
    first, last = cues[0], cues[-1]
    if question.language == "en" and _leaves_nothing_out(question.tokens, first):
        return
    if _excludes_no_figure(question.tokens[first + 1 :]):
        return
    yield from _excluding(question, first)
    told = _said_behind(question, first)
    if told is not None:
        yield from told
        return
    inside = question.tokens[first + 1 : last]
    before, behind = question.tokens[:first], question.tokens[last + 1 :]
    led = terms_in(inside) or question.tokens[first].surface.startswith("除")  # but 收入不含其他收入 names a row
    after = _without_rest(behind) if led else behind
    comma = next((number for number, token in enumerate(after) if token.surface == ","), 0)
    if not terms_in(inside) and not terms_in(before) and terms_in(after[:comma]) and terms_in(after[comma:]):
        part, named = terms_in(after[:comma]), terms_in(after[comma:])  # 不算A，B是多少
        for left, penalty in (((*named, *part), -0.2), (part, 0.0)):
            yield plan_for(question, "except", (named, left), "except", "sum", penalty=penalty, sums=(1, 1))
        return
    named = terms_in(before)
    if not terms_in(inside) and not terms_in(after) and len(named) > 1 and is_basis(named[-1]):
        operands = (named[:-1], named)  # 住房保障支出财政拨款以外的: of that item what another fund pays
        yield plan_for(question, "except", operands, "except", "rest", "sum", "list", sums=(1, 1))
        return
    options: list[tuple[Sequence[Token], Sequence[Token]]]
    if not terms_in(inside):
        stands_behind = question.tokens[last].surface in _BEHIND  # A以外的B, and not B不含A
        named_before = any(map(is_strong, terms_in(before)))
        options = [(before, after)] if named_before and not stands_behind else [(after, before), (before, after)]
    else:
        options = [([*before, *after], inside)]
        if terms_in(after) and any(token.surface in _ALSO for token in question.tokens):
            yield plan_for(question, "lookup", (terms_in(after),), "except", "sum", penalty=2.0)
    for whole, out in options:
        for parts in _each(out):
            named = terms_in(whole)
            for terms, penalty in (
                ((named, 0.0), ((), 0.5)) if named and not any(map(is_strong, named)) else ((named, 0.0),)
            ):
                yield plan_for(
                    question,
                    "except",
                    (terms, *parts),
                    *("except", "rest", "sum", "list", "changed"),
                    penalty=penalty,
                    sums=(1, len(parts)),
                )


def _leaves_nothing_out(tokens: Sequence[Token], cue: int) -> bool:
    """Whether nothing stands behind the cue, in its sentence, that it could leave out: code 22102, without a name."""
    if tokens[cue].surface.endswith(_LEFT_OUT):
        return False
    end = next((at for at in range(cue, len(tokens)) if tokens[at].surface in _STOPS), len(tokens))
    return any(map(is_strong, tokens[:cue])) and not any(map(is_term, tokens[cue + 1 : end]))


_LEFT_OUT = ("ed", " out", " aside")
"""How cues end that stand behind what they leave out: fuel excluded, fuel left out."""
_STOPS = frozenset(".?!;")


def _said_behind(question: Question, cue: int) -> list[Plan] | None:
    """A clause of its own behind the question that says what is left out: 一般公共预算给了多少？基金不算. None without one.

    One fund is no part of another, so that leaving it out leaves what was asked as it is.
    """
    ends = [number for number in range(cue) if question.tokens[number].surface[0] in ",;?。"]
    out = question.tokens[ends[-1] + 1 : cue] if ends else ()
    if question.language == "en" or not out or any(map(is_term, question.tokens[cue + 1 :])):
        return None
    whole, parts = terms_in(question.tokens[: ends[-1]]), terms_in(out)
    if not parts or not any(map(is_strong, whole)):
        return None
    if any(map(is_basis, whole)) and all(is_basis(part) or part.surface in _FUNDS for part in parts):
        return [plan_for(question, "lookup", (whole,), "except", "sum")]
    return [plan_for(question, "except", (whole, parts), "except", "rest", "sum", "list", "changed", sums=(1, 1))]


_FUNDS = ("基金", "政府基金", "其他资金", "其他")


def _excludes_no_figure(behind: Sequence[Token]) -> bool:
    """Whether what is left out is no figure, 不算下属单位, so that what is asked for stands behind it."""
    first = next((token for token in behind if is_term(token) or token.has("text")), None)
    return first is not None and first.has("text")


def _excluding(question: Question, cue: int) -> Iterator[Plan]:
    """What an English question leaves out: excluding police and fire, how much …; the net budget without A, B and C."""
    if question.language != "en":
        return
    before, behind = question.tokens[:cue], question.tokens[cue + 1 :]
    leads = any(map(is_term, before))
    ends = (
        n
        for n, token in enumerate(behind)
        if n and token.surface == "," and not any(map(is_term, behind[n + 1 : n + 2]))
    )
    end = len(behind) if leads else next(ends, len(behind))
    whole = terms_in(before if leads else behind[end:])
    for parts in _each([token for token in behind[:end] if is_strong(token) or token.has("connector")]):
        ways = [(whole, (), -0.2), (whole, whole, -0.1)]
        ways += [] if any(map(is_strong, whole)) else [((), (), 0.5)]
        for base, extra, penalty in ways:
            operands = (base, *((*part, *extra) for part in parts))
            covered = ("except", "rest", "sum", "list", "changed")
            yield plan_for(question, "except", operands, *covered, penalty=penalty, sums=(1, len(parts)))


def _without_rest(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands behind 除…以外 without the word that only says once more that the rest is meant: 其他支出一共多少."""
    return [token for token in tokens if not (token.surface.startswith(_REST) and not token.has("frame"))]


_REST = ("其他", "其它", "其余", "剩余", "剩下", "other", "remaining")


def of_sums(question: Question) -> Iterator[Plan]:
    """Several figures added up and then set against another, or against several: A和B之和占C, A比B和C之和多."""
    rules: tuple[tuple[str, tuple[str, ...], Callable[[Token], bool]], ...] = (
        ("share", (), _is_share),
        ("ratio", (), lambda token: token.surface in EQUALS or token.has("connector", "than")),
        ("difference", ("changed", "over", "under", "rest"), _is_difference),
    )
    for operation, covered, is_cut in rules:
        if operation not in question.operations:
            continue
        for number, token in enumerate(question.tokens):
            if not is_cut(token) or is_strong(token):
                continue
            left, right = question.tokens[:number], question.tokens[number + 1 :]
            for one in _each(left):
                for two in _each(right):
                    if one and two and len(one) + len(two) > 2:
                        yield plan_for(
                            question,
                            operation,
                            (*one, *two),
                            *(operation, "sum", *covered),
                            penalty=_unsaid(left, one) + _unsaid(right, two),
                            sums=(len(one), len(two)),
                        )


def _is_share(token: Token) -> bool:
    return token.surface in (*EQUALS, "在") or (token.has("operation", "share") and token.surface.startswith(_OF_WHAT))


_OF_WHAT = ("占", "as a", "make", "made", "account")
"""How words for a share begin that stand between a part and its whole."""


def _is_difference(token: Token) -> bool:
    return token.has("connector", "than") or token.surface in MINUS


def _each(tokens: Sequence[Token]) -> Iterator[Operands]:
    """The figures that a part of a question names: those joined in it, or the one; none where it names nothing."""
    joined = [operands for operands in conjuncts(tokens) if len(operands) > 1]
    if any(token.has("connector", "and") and token.surface != "," for token in tokens):
        yield from joined
    if not joined and terms_in(tokens):
        yield (terms_in(tokens),)


UNSAID = 1.0
"""What adding up figures costs that no word adds up."""


def _unsaid(tokens: Sequence[Token], operands: Operands) -> float:
    added = any(token.has("operation", "sum") or token.surface in _SUMS for token in tokens)
    return UNSAID if len(operands) > 1 and not added else 0.0


_SUMS = frozenset({"合计", "总计", "total"})

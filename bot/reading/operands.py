"""How the terms of a question fall into operands: joined by 和, cut at 比, with what one says for all spread over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from bot.names.form_numbers import is_form, names_form
from bot.names.lexicon import load_lexicon
from bot.names.terms import Operands, SenseKind, Token, keys_of
from bot.reading.opening_clause import listed, one_sided
from bot.reading.question import asks_amount, is_limit, is_strong, is_term
from index.organisations import is_body
from index.text import core_key

MAX_OPERANDS = 12


def terms_in(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The names and codes among the tokens; not an operation that forms also print as a header."""
    return tuple(token for token in tokens if is_term(token) and not _is_cue(token))


def _is_cue(token: Token) -> bool:
    """Whether the token is an operation that forms also print as a header: 占比, 增减."""
    return token.has("operation") and not is_strong(token)


def than_or_and(token: Token) -> bool:
    """Whether the token stands between two operands."""
    return token.has("connector", "than", "and", "or")


def split_at(
    tokens: Sequence[Token], is_cut: Callable[[Token], bool]
) -> Iterator[tuple[tuple[Token, ...], tuple[Token, ...]]]:
    """The terms before and after each cut that has some on both sides."""
    for number, token in enumerate(tokens):
        if is_cut(token) and not is_strong(token):
            left, right = terms_in(tokens[:number]), terms_in(tokens[number + 1 :])
            if left and right:
                yield left, right


def spread(left: tuple[Token, ...], right: tuple[Token, ...], *, of_whole: bool = False) -> Iterator[Operands]:
    """Two operands as they stand, and with what one says for both: A的X比B, A比B的X, A的X比Y. `of_whole`: the word 预算 may
    be the whole that the other is a part of.
    """
    if not of_whole and sum(map(_is_item, left)) > 1 and all(map(_only_plans, right)):
        return  # A比B多吗，2025年预算
    for operands in _spread(left, right):
        if not _lame(operands, of_whole=of_whole):
            yield operands


def _lame(operands: Operands, *, of_whole: bool) -> bool:
    """Whether two bodies, years, kinds or forms are held against each other, one by an item and one by its whole; or an item
    against the word 预算.
    """
    items = {
        any(_is_item(term) and not is_body(term.surface) and not names_form(term) for term in operand)
        for operand in operands
    }
    framed = all(any(term.has("frame") for term in operand) for operand in operands)
    empty = any(all(_only_plans(term) or term.surface in ("单位", "部门") for term in operand) for operand in operands)
    several = any(sum(map(_is_item, operand)) > 1 for operand in operands)
    empty = (empty and (several or not of_whole)) or any(any(map(is_form, operand)) for operand in operands)
    of_forms = all(any(map(names_form, operand)) and not any(map(_is_total, operand)) for operand in operands)
    if all(any(term.has("frame") and term.has("kind") for term in one) for one in operands) and _are_of_other_funds(
        *operands
    ):
        return True
    return len(items) > 1 and (framed or empty or of_forms or _are_of_other_bodies(*operands))


def _are_of_other_funds(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether only one of two operands of one item says by which fund it is paid, 一般公共预算财政拨款支出 and 财政拨款支出."""
    items = [[term.surface for term in operand if _is_item(term)] for operand in (one, other)]
    bare = [[term.surface for term in operand if _is_item(term) and not is_basis(term)] for operand in (one, other)]
    return bool(bare[0]) and sorted(bare[0]) == sorted(bare[1]) and sorted(items[0]) != sorted(items[1])


def _is_total(term: Token) -> bool:
    return term.surface in ("合计", "总计")


def _are_of_other_bodies(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether each operand names a body among the rows, and not the same: 某中心比某支队, not 某县政府 and 县政府."""
    named = [
        [term.surface for term in operand if is_strong(term) and is_body(term.surface)] for operand in (one, other)
    ]
    return all(named) and not any(a.endswith(b) or b.endswith(a) for a in named[0] for b in named[1])


def _spread(left: tuple[Token, ...], right: tuple[Token, ...]) -> Iterator[Operands]:
    yield left, right
    lent = tuple(term for term in left if not term.has("frame"))
    if any(term.has("frame") for term in right) and not any(map(_is_item, right)):
        yield left, (*right, *lent)
    if _is_of_funds(right):
        yield left, (left[0], *right)
    if len(right) > 1:
        yield (*left, *_lent(right[1:], left)), right
        yield (*left, right[-1]), right
    if len(left) > 1:
        yield left, (left[0], *right)
        yield left, (*right, *_lent(left[1:], right))
        yield left, (*left[:-1], *right)


def _is_item(term: Token) -> bool:
    """Whether a term names what a figure is of, not whose it is, of which year or kind."""
    return is_strong(term) and not term.has("frame") and not is_limit(term)


def _is_of_funds(terms: Sequence[Token]) -> bool:
    return all(map(is_basis, terms))


def _is_of_fund_alone(terms: Sequence[Token]) -> bool:
    """Whether all that the terms name is a fund, beside words like 合计."""
    strong = [term for term in terms if is_strong(term) and not is_limit(term)]
    return bool(strong) and _is_of_funds(strong)


def _names_fund(terms: Sequence[Token]) -> bool:
    return any(map(is_basis, terms))


def is_basis(term: Token) -> bool:
    """Whether a term names a fund and nothing else: 一般公共预算."""
    keys = {key.removesuffix("收入") for key in keys_of(term)}  # what comes in of a fund is called by it, too
    bases = load_lexicon().basis_keys
    return not keys.isdisjoint(bases) and all(key in bases or key == core_key(term.surface) for key in keys)


def is_of_fund(terms: Sequence[Token]) -> bool:
    """Whether the terms name a side of one fund, 一般公共预算支出, of which only what is of that fund is a part."""
    bases = load_lexicon().basis_keys
    keys = {key for term in terms for sense in term.senses for key in sense.keys}
    return len(terms) == 1 and bool(keys) and all(any(basis in key for basis in bases) for key in keys)


def conjuncts(tokens: Sequence[Token]) -> Iterator[Operands]:
    """Terms joined by 和, 、 or a comma; then with the first one's lead or the last one's tail spread over all."""
    if crossed := listed(tokens):
        yield crossed
        return
    parts: list[list[Token]] = [[]]
    scopes: set[int] = set()
    joints: list[str] = []
    joined, inside = "", False
    for token in tokens:
        if token.surface == "," and inside:  # X中，A和B
            continue
        inside = token.has("connector", "within")
        if inside and joints[-1:] == [","] and len(parts) > 2 and all(map(is_whole, parts[-1])):
            parts[-1] = []  # A和B，总支出里哪个多
            continue
        if token.has("connector", "and") and not is_strong(token):
            joined = token.surface
            if parts[-1]:
                parts.append([])
                joints.append(joined)
        elif is_term(token):
            if parts[-1] and _beside_another(parts[-1][-1], token):  # 办公费 印刷费, with a space between
                parts.append([])
                joints.append(joined := "、")
            parts[-1].append(token)
        elif token.surface.startswith("口径"):
            scopes.add(len(parts) - 1)
    told = {
        at: tuple(part)
        for at, part in enumerate(parts)
        if not all(map(_only_plans, part)) and not all(map(asks_amount, part))
    }
    groups = list(told.values())[:MAX_OPERANDS]
    asked = [at for at in told if at not in scopes]
    if len(scopes) > 1 and len(asked) == 1:  # A，按B口径和C口径
        groups = [(*told[asked[0]], *told[at]) for at in told if at in scopes]
        yield tuple(groups)
        return
    of_fund = len(groups) > 2 and _is_of_funds(groups[0]) and not any(map(_is_of_funds, groups[1:]))
    if of_fund and not all(group[-1].surface.endswith("收入") for group in groups):  # 财政拨款收入、事业收入 are two
        groups = [(*groups[0], *group) for group in groups[1:]]  # 一般公共预算口径，A和B
    elif len(groups) > 1 and joined == "," and _is_of_fund_alone(groups[-1]) and not any(map(_names_fund, groups[:-1])):
        groups = [(*group, *groups[-1]) for group in groups[:-1]]  # A和B，一般公共预算里
    elif len(groups) > 2 and not any(any(map(_is_item, group)) for group in groups[1:]) and _is_unframed(groups[0]):
        groups = [(*groups[0], *group) for group in groups[1:]]  # A，预算和决算分别多少
    elif len(groups) > 2 and len(joints) >= len(groups) - 1 and joints[0] == "," not in joints[1:]:
        inner = [_lent(groups[1][:-1], group) if at else () for at, group in enumerate(groups[1:])]
        for lent in (
            inner,
            [()] * len(inner),
        ):  # 某表，甲支出的人员经费、公用经费; 政府采购预算，货物、工程、服务各多少
            yield tuple((*groups[0], *more, *group) for more, group in zip(lent, groups[1:], strict=True))
    telling = [group for group in groups if any(is_strong(term) for term in group)]
    groups = telling if len(telling) > 1 else groups
    if len(groups) < 2:
        wide = _wide_name(groups[0]) if groups and not joined else ()
        if wide:
            yield wide
        return
    if shared := one_sided(groups):
        yield from shared
        return
    lead, tail = groups[0][:-1], groups[-1][1:]
    for use_lead, use_tail in product((False, True), repeat=2):
        if (use_lead and not lead) or (use_tail and not tail):
            continue
        yield tuple(
            (
                *(_lent(lead, group) if use_lead and number else ()),
                *group,
                *(_lent(tail, group) if use_tail and number < len(groups) - 1 else ()),
            )
            for number, group in enumerate(groups)
        )


def _is_unframed(terms: Sequence[Token]) -> bool:
    """Whether terms name what a figure is of, and not of which kind, year or body."""
    return any(map(_is_item, terms)) and not any(term.has("frame") for term in terms)


def _lent(lead: Sequence[Token], group: Sequence[Token]) -> tuple[Token, ...]:
    """What the first operand says for another: not its year, kind or body where that has its own. X的2023年决算、2024年预算."""
    return tuple(
        term
        for term in lead
        if not any(term.has("frame") and term.has(kind) and other.has(kind) for kind in _FRAMES for other in group)
    )


_FRAMES: tuple[SenseKind, ...] = ("year", "kind", "organisation", "stage")


def is_whole(term: Token) -> bool:
    """Whether a term names all that is spent or comes in, and no item of it."""
    return bool(_WHOLE_SIDE.fullmatch(term.surface))


_WHOLE_SIDE = re.compile("(?:全部|总|本年|部门|单位)*(?:支出|收入)?(?:总计|合计|总额)?(?:预算|决算)?")


def _only_plans(term: Token) -> bool:
    """Whether a term is no more than the word for a plan, 预算 of 2025年预算里，福利费多少, and no figure of its own."""
    return term.surface.startswith(("预算", "决算")) and not is_strong(term)


def _wide_name(terms: tuple[Token, ...]) -> Operands:
    """One word that stands for two names, 水电费: an operand for each of them, with the other terms on both."""
    for number, term in enumerate(terms):
        sense = term.sense("name")
        if sense and not sense.weak and sense.quality < 1 and 1 < len(sense.keys) <= 3 and _are_siblings(sense.keys):
            others = terms[:number] + terms[number + 1 :]
            return tuple((_narrowed(term, key), *others) for key in sorted(sense.keys))
    return ()


def _are_siblings(keys: frozenset[str]) -> bool:
    """Whether the names are different items of one classification under one parent, and no two names of one thing."""
    lexicon = load_lexicon()
    items = [{code for at in lexicon.by_key.get(key, ()) for code in lexicon.terms[at].codes} for key in keys]
    return any(
        len(set(codes)) == len(keys) and len({(code[:-2], len(code)) for code in codes}) == 1
        for codes in product(*items)
    )


def _beside_another(one: Token, other: Token) -> bool:
    """Whether a name follows another right away that is beside it in one classification, so that no figure is of both."""
    named = is_strong(one) and is_strong(other) and one.end == other.start
    keys = frozenset(core_key(term.surface) for term in (one, other))
    return named and len(keys) == 2 and _are_siblings(keys)


def _narrowed(term: Token, key: str) -> Token:
    senses = tuple(
        type(sense)(sense.kind, sense.value, frozenset({key}), frozenset(), sense.weak, sense.quality)
        for sense in term.senses
        if sense.kind == "name"
    )
    return Token(term.start, term.end, term.surface, senses)


def name_the_same(*operands: Sequence[Token]) -> bool:
    """Whether two operands name one thing, each of another form: 三公表里的接待费和经济分类表的接待费."""
    one, other = ({term.surface for term in terms if is_strong(term)} for terms in operands)
    return bool(one & other) and bool(one - other) and bool(other - one)

"""Readings → the one meant, those worth naming, or a question back; several operands are chosen together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, product, takewhile

from bot.figures.fact_view import FactView, share_funds
from bot.figures.forms import other_money
from bot.figures.kinds import OUTCOMES
from bot.figures.readings import Reading, agree_by_rounding, quantum, same_row
from bot.figures.resolve import Resolver
from bot.figures.scoring import FISCAL, FISCAL_PARTS
from bot.figures.sides import SIDES
from bot.flat.model import SumFact
from bot.names.lexicon import are_one, load_lexicon
from bot.names.organisations import owner_key
from bot.names.terms import Token, keys_of
from bot.reading.frame import Frame
from index.accounts import ACCOUNTS
from index.model import Fact
from index.organisations import is_body
from index.text import column_item, column_key, core_key, is_plain_measure

CLOSE = 0.75
"""Readings whose scores differ by less are equally good."""
BASIS_REACH = 6.0
"""A reading of the same row on another funding basis is worth naming while it is this near."""
SAME_TABLE = 3.0
SAME_FORM = 1.0
OTHER_OWNER = 1.0
"""What it costs to hold a department against a unit or its own office: more than a unit's figure loses unasked."""
SAME_LINE = 1.5
"""In one column, or in one row, of a form."""
ADDED_INSTEAD = SAME_TABLE + SAME_FORM + SAME_LINE
"""What it costs to add up rows for what is printed: a unit's projects, for the unit's budget."""
SAME_SUBJECT = 3.0
MIN_SUBJECT = 4
"""Characters of what a form is of: 基本支出, not 支出."""
MOST_OTHERS = 3
OTHER_FUNDS = 2.0
"""What it costs to hold a figure of one fund against one of all funds: more than the other fund costs unasked."""
OTHER_KIND = 2.5
"""What it costs to hold a plan of one year against what came of another, in English: more than last year's plan loses."""
OTHER_YEAR = 6.0
"""What it costs to hold figures of two years against each other where the question says none."""
KEPT = 6
"""Readings of an operand that are tried in a joint choice."""
MAX_JOINT = 3
"""More operands than this are chosen table by table instead of in all combinations."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """`best` is None where nothing fits. `rivals` are as good as it: the bot asks. `others` are worth naming."""

    best: Reading | None
    rivals: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()


def choose(readings: Sequence[Reading]) -> Chosen:
    """The reading meant: different rows equally good → rivals; the same row on another basis → others."""
    if not readings:
        return Chosen(None)
    best = readings[0]
    near = [
        one
        for one in readings[1:]
        if best.score - one.score < CLOSE and not _is_part_of_all(one, best) and not _are_year_and_whole(one, best)
    ]
    held = set(map(id, near))
    beside = (one for one in readings[1:] if _fills(one, best))
    near += [one for one in (*_of_others(best, readings), *beside) if id(one) not in held]
    ancestors = [
        reading
        for reading in (best, *near)
        if all(_is_within(other, reading) for other in (best, *near) if other is not reading)
    ]
    if near and ancestors:
        best, near = ancestors[0], []
    filled = [reading for reading in (best, *near) if reading.fact.value is not None]
    if len(filled) == 1 and near:
        near = [one for one in (best, *near) if _is_another_row(one, filled[0])]
        best = replace(filled[0], score=best.score)
    rivals = () if best.value is None else tuple(other for other in near if not _same_figure(best, other))
    told = {one.fact.id for one in (best, *rivals)}
    others = (
        other
        for other in readings
        if other.fact.id not in told
        and best.score - other.score < BASIS_REACH
        and other.fact.value is not None
        and same_row(best.fact, other.fact)
        and bool(other_money(other.fact.table)) == bool(other_money(best.fact.table))
        and _same_kind_of_column(best, other)
    )
    return Chosen(best, rivals, tuple(islice(others, MOST_OTHERS)))


def _is_part_of_all(other: Reading, best: Reading) -> bool:
    """Whether a reading is the same total as the best one, of one fund where that is of all money: 本年支出合计 of two forms."""
    keys = load_lexicon().basis_keys
    total = core_key(best.fact.row) in SIDES and same_row(best.fact, other.fact)
    return total and not FactView(best.fact, keys).basis and bool(FactView(other.fact, keys).basis)


def _are_year_and_whole(other: Reading, best: Reading) -> bool:
    """Whether two cells of a unit's row are what the year gives it, 本年收入 › 小计, and that with what is carried over, 合计:
    the better one is meant, and the other is worth naming.
    """
    one, two = other.fact, best.fact
    in_row = one.source == two.source == "table" and (one.table_id, one.row_index) == (two.table_id, two.row_index)
    if not in_row or not is_body(one.row) or one.kind != two.kind or one.year != two.year:
        return False
    return any(
        all(map(is_plain_measure, map(core_key, whole.column)))
        and year.column[0].startswith("本年")
        and all(map(is_plain_measure, map(core_key, year.column[1:])))
        for whole, year in ((one, two), (two, one))
    )


def _fills(other: Reading, best: Reading) -> bool:
    """Whether a cell of another fund is printed in the row of a blank one that is no better than by its fund, or one of the
    same year and another kind, where the question says no kind: 执行数 beside a blank 预算数.
    """
    rows = {(fact.table_id, fact.row_index) for fact in best.facts if fact.table_id}
    another = other.fact.kind != best.fact.kind and other.fact.year == best.fact.year
    reach = BASIS_REACH if another else OTHER_FUNDS
    filled = best.value is None and other.value is not None and best.score - other.score <= reach
    return filled and any((fact.table_id, fact.row_index) in rows for fact in other.facts)


def _is_another_row(blank: Reading, filled: Reading) -> bool:
    """Whether a word of English may as well mean a row of the same form that is blank: health, of which one row has a figure."""
    one, two = blank.fact, filled.fact
    return one.table_id == two.table_id and one.row.isascii() and bool(one.row) and not same_row(one, two)


def _of_others(best: Reading, readings: Sequence[Reading]) -> Iterator[Reading]:
    """The best reading of each other organisation that has the same row: one's figure is no answer for all of them. A form
    of one unit in the paper of its department is no rival of the department's own.
    """
    owners = {owner_key(best.fact.organisation)}
    for other in readings:
        owner = owner_key(other.fact.organisation)
        if other.fact.document == best.fact.document and best.score - other.score >= CLOSE:
            continue
        alike = same_row(best.fact, other.fact) or _are_totals(best.fact, other.fact)
        if owner not in owners and best.score - other.score < BASIS_REACH and alike:
            owners.add(owner)
            yield other


def _are_totals(*facts: Fact) -> bool:
    """Whether figures are totals of a side, which each body's form calls otherwise: 总计 below 收入, 收入总计."""
    return all(core_key(fact.row) in SIDES | {"总计"} for fact in facts)


def _is_within(inner: Reading, outer: Reading) -> bool:
    return any(_stands_within(inner.fact, fact) for fact in outer.facts)


def _stands_within(one: Fact, two: Fact) -> bool:
    if one.row_code and two.row_code and one.row_code != two.row_code:
        return one.row_code.startswith(two.row_code)
    rows = (
        len(one.row_path) > len(two.row_path) > 0
        and one.row_path[: len(two.row_path)] == two.row_path
        and bool(two.row)
    )
    return rows or _is_headed(one, two) or _is_all_of(one, two)


def _is_all_of(inner: Fact, outer: Fact) -> bool:
    """Whether a row stands below the name of another one in another form, and is all of its money: what a project buys."""
    named = bool(outer.row) and core_key(outer.row) in map(core_key, inner.row_path[:-1])
    equal = inner.value_yuan is not None and inner.value_yuan == outer.value_yuan
    return named and equal and (inner.document, inner.year) == (outer.document, outer.year)


def _is_headed(inner: Fact, outer: Fact) -> bool:
    """Whether a column, or a figure of the text, stands below the heading that the other is the total of: 购置费 and 购置及运行费·小计."""
    item = column_item(outer.column)
    if outer.row or not item or core_key(item) == column_key(column_item(inner.column)):
        return False
    above = (*inner.row_path[:-1], *(inner.column[:-1] if not inner.row else ()))
    return any(are_one(core_key(item), core_key(label)) for label in above)


def _same_figure(one: Reading, other: Reading) -> bool:
    """Whether two readings are one amount: printed in two units, or a step apart for the rounding of what it is summed from."""
    if not same_row(one.fact, other.fact) or one.fact.year != other.fact.year:
        return False
    if len({owner_key(one.fact.organisation), owner_key(other.fact.organisation)} - {""}) > 1:
        return False
    if agree_by_rounding(one.fact, other.fact):
        return True
    step = quantum(one.fact)
    if one.value is None or other.value is None or one.fact.document != other.fact.document:
        return False
    return step == quantum(other.fact) and abs(one.value - other.value) <= step


def _same_kind_of_column(one: Reading, other: Reading) -> bool:
    """Whether two readings differ by whose money it is, not by what is measured: 合计 and 财政拨款收入, not 事业收入."""
    return one.score - other.score < 2.5 or column_key(one.fact.column[-1] if one.fact.column else "") == column_key(
        other.fact.column[-1] if other.fact.column else ""
    )


def resolve_jointly(resolver: Resolver, operands: Sequence[tuple[Token, ...]], frame: Frame) -> list[Chosen] | None:
    """One choice per operand, out of one table where that can be; None where an operand finds nothing, or there is none."""
    found = list(takewhile(bool, (resolver.readings(operand, frame) for operand in operands)))
    if not found or len(found) < len(operands):
        return None
    dated = any(term.has("frame") or term.has("year") for operand in operands for term in operand)
    years_said = dated or frame.years is not None
    if not years_said:
        found = _of_one_year(resolver, operands, frame, found)
    stages = [{one.value for term in operand for one in term.senses if one.kind == "stage"} for operand in operands]
    if all(stages) and not set.intersection(*stages):
        shared = _of_shared_rows(found)
        if shared is None:
            return None
        found = shared
    if len(found) <= MAX_JOINT:
        keys = load_lexicon().basis_keys
        kind_said = any(term.has("kind") for operand in operands for term in operand)
        fund_said = any(keys_of(term) & keys for operand in operands for term in operand)
        best = max(
            product(*(readings[:KEPT] for readings in found)),
            key=lambda picks: (
                _joint_score(picks)
                - sum(ADDED_INSTEAD for pick, readings in zip(picks, found, strict=True) if _is_added(pick, readings))
                - (0.0 if fund_said or not _of_other_funds(picks) else OTHER_FUNDS)
                - (0.0 if years_said or not of_other_years(picks) else OTHER_YEAR)
                - (0.0 if kind_said or not _of_plan_and_outcome(picks) else OTHER_KIND)
                - (OTHER_FUNDS if _of_unlike_parts(picks) else 0.0)
            ),
        )
        best = _of_like_parts(best)
    else:
        tables = {fact.table_id for reading in found[0][:KEPT] for fact in reading.facts}
        best = max((_in_table(found, table) for table in tables), key=_joint_score)
    chosen = []
    for readings, pick in zip(found, best, strict=True):
        usual = choose(readings)
        held = [one for one in (usual.best, *usual.rivals) if one is not None]
        unclear = usual.rivals and any(one.fact.id == pick.fact.id for one in held)
        rest = [one for one in held if one.fact.id != pick.fact.id]
        chosen.append(Chosen(pick, tuple(rest) if unclear and not _set_apart(pick, rest, best) else (), usual.others))
    return chosen


def _of_shared_rows(found: list[list[Reading]]) -> list[list[Reading]] | None:
    """The readings of rows that all operands have a figure of, as it was proposed and adopted; None where they share none."""
    shared = set.intersection(*({core_key(fact.row) for one in each for fact in one.facts} for each in found))
    within = [[one for one in each if any(core_key(fact.row) in shared for fact in one.facts)] for each in found]
    return within if all(within) else None


def _is_added(pick: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a figure is added up from rows where another, no worse one is printed."""
    return isinstance(pick.fact, SumFact) and not isinstance(readings[0].fact, SumFact)


def _of_one_year(
    resolver: Resolver, operands: Sequence[tuple[Token, ...]], frame: Frame, found: list[list[Reading]]
) -> list[list[Reading]]:
    """The readings of the year that one operand alone is told of, where the others are told of that year, too."""
    if len({readings[0].fact.year for readings in found}) == 1:
        return found
    for years in [{reading.fact.year for reading in readings[:KEPT]} for readings in found]:
        year = next(iter(years))
        if len(years) == 1 and year is not None:
            same = [resolver.readings(operand, frame.with_years(year)) for operand in operands]
            if all(same):
                return same
    return found


def form_of(fact: Fact) -> str:
    """The form that a figure stands in, the same for all organisations and years; "" for prose."""
    return re.sub(r"\d{4}年?度?", "", core_key(fact.table)) if fact.table_id else ""


def _set_apart(pick: Reading, rivals: Sequence[Reading], picks: Sequence[Reading]) -> bool:
    """Whether the other operands decide between rivals: only the pick shares a table or a sentence with them; not between
    the totals of bodies, each of which has the other side, too.
    """
    owner = owner_key(pick.fact.organisation)
    if any(_are_totals(pick.fact, rival.fact) and owner_key(rival.fact.organisation) != owner for rival in rivals):
        return False
    places = [set(map(_place_of, other.facts)) for other in picks if other is not pick]
    if not places:
        return False
    common = set.intersection(*places)
    own = set(map(_place_of, pick.facts)) & common
    return bool(own) and not any(set(map(_place_of, rival.facts)) & common for rival in rivals)


def _place_of(fact: Fact) -> str:
    """The form that a figure stands in, or the sentence of the text."""
    return form_of(fact) or fact.text


def _in_table(found: Sequence[Sequence[Reading]], table: str) -> tuple[Reading, ...]:
    return tuple(
        max(
            readings[:KEPT],
            key=lambda reading: (
                reading.score + (SAME_TABLE if any(fact.table_id == table for fact in reading.facts) else 0.0)
            ),
        )
        for readings in found
    )


def _is_subject_of_form(part: Reading, whole: Reading) -> bool:
    """Whether one figure is what the other's form is all of, by title and fund: 基本支出 of 一般公共预算 and a row of its form."""
    item = column_key(column_item(whole.fact.column) or whole.fact.row)
    title = core_key(part.fact.table)
    funds = [fund for fund in ACCOUNTS if fund in title]
    if item not in title or len(item) < MIN_SUBJECT or item in funds or whole.fact.source != "table":
        return False
    names = [core_key(name) for name in (whole.fact.table, *whole.fact.column)]
    return bool(funds) and any(fund in name for fund in funds for name in names)


def _joint_score(picks: tuple[Reading, ...]) -> float:
    total = sum(pick.score for pick in picks)
    tables = [{fact.table_id or (fact.document, fact.text) for fact in pick.facts} for pick in picks]
    if (tables and set.intersection(*tables)) or _tells_part(picks):
        total += SAME_TABLE
    forms = [{form_of(fact) for fact in pick.facts} - {""} for pick in picks]
    if forms and set.intersection(*forms):
        total += SAME_FORM
    if len({core_key(pick.fact.organisation) for pick in picks}) > 1:
        total -= OTHER_OWNER
    if len(picks) == 2 and _is_subject_of_form(*picks):
        total += SAME_SUBJECT
    lines = [set(chain.from_iterable(map(_lines_of, pick.facts))) for pick in picks]
    if lines and set.intersection(*lines):
        total += SAME_LINE
    return total


def _tells_part(picks: Sequence[Reading]) -> bool:
    """Whether the text tells one of two figures as a part of the other: 一般公共预算收入…。其中税收收入…."""
    if len(picks) != 2 or any(pick.fact.source != "prose" for pick in picks):
        return False
    part, whole = (pick.fact for pick in picks)
    place = (part.document, part.table, part.column, part.year, part.kind)
    return place == (whole.document, whole.table, whole.column, whole.year, whole.kind) and (
        part.row_path[:-1] == whole.row_path
    )


def _lines_of(fact: Fact) -> tuple[tuple[str, object], ...]:
    """The column and the row of a form that a figure stands in."""
    return ((fact.table_id, fact.column), (fact.table_id, fact.row_index)) if fact.table_id else ()


def _of_other_funds(picks: Sequence[Reading]) -> bool:
    """Whether figures of one organisation and year are of different money, 一般公共预算 and the whole department's; not
    where one is a total of its side, which stands for the whole by its name.
    """
    facts = [pick.fact for pick in picks]
    if len({(owner_key(fact.organisation), fact.year) for fact in facts}) > 1 or any(not one.table_id for one in facts):
        return False
    if any(core_key(fact.row) in SIDES or core_key(fact.row).endswith("总计") for fact in facts):
        return False
    return not of_one_fund(picks)


def of_other_years(picks: Sequence[Reading]) -> bool:
    """Whether figures of one organisation are of different years."""
    facts = [pick.fact for pick in picks]
    return len({owner_key(one.organisation) for one in facts}) == 1 and len({one.year for one in facts}) > 1


def _of_unlike_parts(picks: Sequence[Reading]) -> bool:
    """Whether what came out of a year is held against a plan of another fund, or of one fund where it is of all of them."""
    if len(picks) != 2 or not _are_plan_and_outcome(*(pick.fact for pick in picks)):
        return False
    ours, theirs = ({_parts_of(fact) for fact in pick.facts} for pick in picks)
    return ours.isdisjoint(theirs)


def _of_like_parts(picks: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """A plan and what came of it, each by the figure of the same fund where one amount is printed of several."""
    if len(picks) != 2 or not _are_plan_and_outcome(*(pick.fact for pick in picks)):
        return picks
    if _parts_of(picks[0].fact) == _parts_of(picks[1].fact):
        return picks
    pairs = product(*(enumerate(pick.facts) for pick in picks))
    like = [(one, two) for (one, fact), (two, other) in pairs if _parts_of(fact) == _parts_of(other)]
    first = min(like, key=sum, default=(0, 0))
    return tuple(
        replace(pick, facts=(pick.facts[at], *pick.facts[:at], *pick.facts[at + 1 :]))
        for pick, at in zip(picks, first, strict=True)
    )


def _are_plan_and_outcome(one: Fact, other: Fact) -> bool:
    """Whether two figures of one body and year are a plan and what came of it."""
    same = (one.year, owner_key(one.organisation)) == (other.year, owner_key(other.organisation))
    return same and (one.kind in OUTCOMES) != (other.kind in OUTCOMES)


def _parts_of(fact: Fact) -> frozenset[str]:
    """The funds, parts of 财政拨款, that a figure says it is of."""
    return FactView(fact, load_lexicon().basis_keys).basis & FISCAL_PARTS


def _of_plan_and_outcome(picks: Sequence[Reading]) -> bool:
    """Whether two years of one row in English are held against each other, one as planned and one as it came out."""
    if len(picks) != 2 or not picks[0].fact.row.isascii() or not same_row(picks[0].fact, picks[1].fact):
        return False
    kinds = [pick.fact.kind in OUTCOMES for pick in picks]
    return kinds[0] != kinds[1] and of_other_years(picks)


def of_one_fund(picks: Sequence[Reading]) -> bool:
    """Whether figures are printed of the same funds: all of them of none in particular, or some fund common to all."""
    return any(map(_share_fund, product(*(pick.facts[:KEPT] for pick in picks))))


def _share_fund(facts: Sequence[Fact]) -> bool:
    keys = load_lexicon().basis_keys
    bases = [FactView(fact, keys).basis for fact in facts]
    return share_funds(bases, unsaid=False) or (all(bases) and any(basis & FISCAL for basis in bases))

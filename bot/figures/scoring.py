"""How well a fact explains the terms of a question, and what it has that nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.figures.fact_view import FactView
from bot.figures.forms import (
    GENERAL,
    is_in_title,
    is_of_a_unit,
    is_of_treasury,
    is_part_of_form,
    is_total_of_side,
    is_whole_of_budget,
    moves_otherwise,
    other_money,
    pays_for,
    says_one_fund,
    side_of_fund,
    totals_a_part,
    totals_side_of_fund,
    unasked_part,
    unasked_sort,
)
from bot.figures.kinds import OUTCOMES, PLANS, unusual_kind
from bot.figures.row_parts import compound, counts_same, names_cell
from bot.figures.sides import OTHER_SIDE, SIDE_AT_END, SIDES, is_of_other_account, on_side
from bot.figures.stages import paper_fits, stage_loss
from bot.names.budget_words import SAYS_PLAN
from bot.names.catalogue import Catalogue, is_change, names_several
from bot.names.counted import counts_people, counts_positions, things_counted
from bot.names.english_names import NET_COLUMNS, place_in_english
from bot.names.form_numbers import is_form
from bot.names.lexicon import ALL_FUNDS
from bot.names.terms import FIELD_QUALITY, PART_QUALITY, Token, keys_of
from bot.reading.frame import Frame
from bot.reading.limits import explain_limit, unasked_limit
from bot.reading.question import is_context, is_limit
from bot.reading.small_words import on_other_side, worth_of_side
from index.organisations import is_body
from index.store.facts import FactFilter, FactStore
from index.text import core_key, fold

# What a term earns by the place where the fact explains it.
ROW = 10.0
CODE = 12.0
OTHER_ROW_OF_CODE = 4.0
"""What a row of the code loses where the question gives the code with a name, and the row has another: a project's."""
ITEM_COLUMN = 8.0
COLUMN = 6.0
ABOVE_COLUMN = 4.0
TABLE = 4.0
GROUP = 5.0
ABOVE_ROW = 3.0
PART_OF_ROW = 5.0
"""A word in the name of a row below one that the question names: 政府采购 … 服务 for 服务采购金额."""
SENTENCE = 2.0
# What a fact loses by being more special than the question.
UNASKED_COLUMN = 5.0
UNASKED_BASIS = 1.5
UNASKED_FUND = 1.0
"""What a fund set aside for its own ends loses besides: 一般公共预算 goes before 政府性基金."""
PART_OF_FISCAL = 4.0
"""What one fund's part loses besides where 财政拨款 is asked for by its name: more than standing in one form is worth."""
UNASKED_TABLE = 0.4
UNASKED_ITEM = 1.0
"""A column that is of something, in a form whose rows have no names: its 合计 goes before it."""
PLAN_ASKED = 4.0
"""An outturn where 预算 is the figure asked for, not the name of a fund: what the text prints as the plan goes before it."""
UNASKED_YEAR = 6.0
UNASKED_UNIT_LEVEL = 0.8
UNASKED_SIDE = 0.8
"""A row of the expenditure classification in an income table; in the published forms the two may differ by rounding."""
UNASKED_CARRIED = 6.0
"""A figure below a row of money carried over, which no term asks for."""
UNASKED_GROUP = 3.0
"""A row of the classification for one unit of a form that goes unit by unit, where no unit is named."""
UNASKED_SORT_OF_BODY = 1.0
"""A 款 of the government's economic classification, which divides by sort of body, where the sort is not named."""
OTHER_NAME = 0.8
"""A name that the standard holds to be the same, where the question's own word is a name of the index."""
OTHER_TOTAL = 0.8
"""A total of the same side by another name than the question's."""
LOOSE_TOTAL = 1.0
"""A total with money carried over in it (总计), where the question's word fits the year's own total (合计) as well."""
PROSE = DERIVED = 1.0
FISCAL = frozenset({"财政拨款"})
FUNDS = frozenset({"政府性基金", "政府性基金预算", "国有资本经营预算"})
FISCAL_PARTS = FUNDS | GENERAL
"""What 财政拨款 consists of: a form of one of them is of 财政拨款, too."""
COUNT = "数量"
"""The column of a count that the text tells."""
_AREA = re.compile("面积$")
_AREAS = frozenset({"平方米", "㎡", "亩", "公顷", "平方公里", ""})
"""What 房屋面积 is told in: never in money, though the same row gives the value of the houses."""
_SIDE_HEADERS = frozenset({"expenditure", "expenditures", "expenses", "income", "revenue", "revenues"})
"""English headers that say no more than a side of the accounts."""


class Scorer:
    """Scores facts against terms, over the names of one catalogue."""

    def __init__(self, store: FactStore, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue
        self._basis_keys = catalogue.lexicon.basis_keys
        self._projects: dict[tuple[str, str], str] = {}
        self._sentences: dict[str, dict[str, set[str]]] = {}
        """By document: each sentence with the names of its figures."""

    def score(
        self, view: FactView, strong: Sequence[Token], weak: Sequence[Token], frame: Frame, year: int | None
    ) -> float | None:
        """What the fact is worth as an answer; None where it leaves a strong term or its own row unexplained."""
        fits = paper_fits(self._catalogue.documents[view.fact.document], view.fact.column, frame.stages)
        if not fits or on_other_side(frame.side, view.fact):
            return None
        total = worth_of_side(frame.side, view.fact)
        row_asked, column_asked = False, total > 0 and view.item in _SIDE_HEADERS  # spent on: under Expenditure
        asked_basis: set[str] = set()
        together = compound(view.row, strong) if len(strong) > 1 else ()
        for term in strong:
            worth, place = (ROW, "row") if term in together else self._explain(view, term)
            if place == "":
                return None
            total += worth * _quality(term)
            total -= OTHER_NAME if place == "row" and _is_called_otherwise(view, term) else 0.0
            if self._is_of_other_side(view, term) or self._stops_short(view, term):
                return None
            total -= OTHER_TOTAL if place == "row" and view.row in SIDES and view.row != core_key(term.surface) else 0.0
            total -= _loose_total(view, place, term) if place in ("row", "item") else 0.0
            row_asked |= place in ("row", "group")
            column_asked |= place in ("column", "item") or (place == "row" and _says_column(view, term))
            asked_basis |= {key for key in view.basis for own in keys_of(term) if key in own or own in key}
        for term in weak:
            worth, place = self._explain(view, term)
            total += 0.2 * worth if place else 0.0
            total -= LOOSE_TOTAL if view.row == "总计" and core_key(term.surface) in SIDES else 0.0
            row_asked |= place == "row"
            column_asked |= place in ("column", "item")
        if any(_AREA.search(term.surface) for term in strong):
            if view.fact.unit.name not in _AREAS:
                return None
            column_asked = True
        if (not row_asked and not view.anchor) or (view.item == COUNT and not column_asked):
            return None
        total -= self._unasked(view, column_asked=column_asked, asked_basis=asked_basis)
        fiscal = any(term.surface.startswith(tuple(FISCAL)) for term in strong)
        if fiscal and (view.basis - asked_basis) & FUNDS:
            return None  # one fund's part is never all of 财政拨款; 一般公共预算 mostly is
        total -= PART_OF_FISCAL if fiscal and (view.basis - asked_basis) & FISCAL_PARTS else 0.0
        total -= unasked_limit(view.fact, (*strong, *weak))
        item_asked = column_asked and bool(view.item) and not any(key in view.item for key in self._basis_keys)
        item_asked &= not any(map(is_change, view.fact.column))
        of_total = (view.anchor or is_body(view.fact.row)) and view.fact.source == "table" and not item_asked
        said = " ".join(term.surface for term in (*strong, *weak))
        if of_total and totals_a_part(view.table, said) and self._says_whose(view, strong):
            return None  # 财政拨款, or what a body spends, is not what goes to 三公 of it
        total -= unasked_part(view.table, said, total=of_total, columns=view.columns, asked=asked_basis)
        total -= unasked_sort(view.fact, said)
        if _is_wrong_side(view, strong, weak) or moves_otherwise(view.table, view.above, view.row, strong):
            return None
        if counts_people(view.fact) and not any(map(counts_positions, strong)):
            if frame.stages or frame.kinds:
                return None  # proposed, adopted, spent: of money, where posts are not named
            total -= UNASKED_COLUMN
        grouped = _stands_in_group(view) and not any(set(view.above) & keys_of(term) for term in (*strong, *weak))
        total -= UNASKED_GROUP if grouped else 0.0
        total -= UNASKED_SORT_OF_BODY if not grouped and _is_of_one_sort_of_body(view, strong) else 0.0
        total -= UNASKED_CARRIED if _unasked_carried(view, (*strong, *weak)) else 0.0
        if view.fact.row_code and view.side == "income" and "收入" not in said:
            total -= UNASKED_SIDE
        planned = any(SAYS_PLAN.search(term.surface) for term in (*strong, *weak))
        total -= PLAN_ASKED if planned and view.fact.kind in OUTCOMES else 0.0
        return total - self.less(view, frame, year, planned=planned)

    def less(self, view: FactView, frame: Frame, year: int | None, *, planned: bool = False) -> float:
        """What a fact loses by another year, kind or level than is usual, and by standing in prose.

        `planned`: the question says 预算.
        """
        fact, document = view.fact, self._catalogue.documents[view.fact.document]
        loss = UNASKED_YEAR if frame.years is None and fact.year is not None and year and fact.year != year else 0.0
        loss += unusual_kind(fact, document, planned=planned) if frame.kinds is None else 0.0
        loss += UNASKED_BASIS if frame.kinds and fact.kind == "adjusted" and "budget" in frame.kinds else 0.0
        loss += UNASKED_UNIT_LEVEL if document.level == "unit" or is_of_a_unit(fact, document) else 0.0
        loss += stage_loss(fact.column, frame.stages) if fact.kind in PLANS else 0.0
        return loss + (PROSE if fact.source == "prose" else 0.0) + (DERIVED if fact.derived else 0.0)

    def _says_whose(self, view: FactView, strong: Sequence[Token]) -> bool:
        """Whether all that is named is whose money it is: a fund, or the body that the row is called as."""
        known = self._basis_keys | ({view.row} if is_body(view.fact.row) else set())
        return all(keys_of(term) & known or says_one_fund(core_key(term.surface)) for term in strong if term.surface)

    def _unasked(self, view: FactView, *, column_asked: bool, asked_basis: set[str]) -> float:
        loss = 0.0
        unasked = view.basis - asked_basis
        if unasked:
            loss += UNASKED_BASIS + (UNASKED_FUND if unasked & FUNDS else 0.0)
            loss += UNASKED_FUND if is_part_of_form(view.table, view.columns, unasked & FISCAL_PARTS, FISCAL) else 0.0
        usual = not view.item or view.item in SIDES or view.item in NET_COLUMNS
        moved = usual and any(map(is_change, view.fact.column))  # % Change, of nothing else
        special = (moved or not usual) and not column_asked and not _is_subject(view)
        if special and not (unasked and any(key in view.item for key in unasked)):
            loss += UNASKED_COLUMN if view.row or view.fact.source == "prose" else UNASKED_ITEM
        return loss

    def _explain(self, view: FactView, term: Token) -> tuple[float, str]:
        """What the fact earns by explaining the term, and where: "" where it does not."""
        keys = keys_of(term)
        if is_form(term):
            return (TABLE, "table") if view.fact.source == "table" and view.table in keys else (0.0, "")
        if is_limit(term) and core_key(term.surface) not in (view.row, *view.above):
            return explain_limit(view.fact, term)
        codes = frozenset(code for sense in term.senses for code in sense.codes if sense.kind == "code")
        if codes and view.fact.row_code in codes:
            return (CODE if not keys or view.row in keys else CODE - OTHER_ROW_OF_CODE), "row"
        if names_cell(view, keys) or (
            view.row and (view.row in keys or self._composed(keys, view.row, view.above, view.fact.document))
        ):
            return (ITEM_COLUMN if self._is_told_column(view) else ROW), "row"
        counted = view.item == COUNT or view.fact.unit.name in things_counted()
        if counted and view.row and counts_same(view.row, term):
            return ROW * 0.8, "row"
        if _is_less_than_said(view, term):
            return TABLE, "table"
        if keys & SIDES and not view.anchor and is_whole_of_budget(view.fact, view.columns, term.surface):
            return ITEM_COLUMN, "table"
        if view.item and (
            view.item in keys or self._composed(keys, view.columns[-1], view.columns[:-1], view.fact.document)
        ):
            return (ITEM_COLUMN if view.anchor else COLUMN), "item"
        flow = SIDE_AT_END.fullmatch(term.surface)
        if flow and view.row == f"本年{flow.group(1)}":
            return ROW * OTHER_NAME, "row"
        if any(column in keys for column in view.columns):
            return ABOVE_COLUMN, "header"
        if COUNT in keys and view.row and (view.fact.unit.name in things_counted() or _COUNTED.search(view.item)):
            return COLUMN, "column"
        if keys & SIDES and not view.anchor and is_total_of_side(view.fact, view.columns, term.surface):
            return TABLE, "table"
        fund = side_of_fund(term.surface, self._basis_keys)
        if fund and view.row == f"{core_key(term.surface)}合计":
            return ROW, "row"
        if fund and view.row in SIDES and fund[1] in view.row and fund[0] in view.table:
            return ROW * OTHER_NAME, "row"
        if totals_side_of_fund(term.surface, fund, view.row, view.columns, view.table):
            return ROW, "row"
        if ALL_FUNDS in keys:
            part = view.basis or says_one_fund(view.table, *view.columns) or counts_people(view.fact)
            return (0.0, "") if part else (TABLE, "table")
        basis = keys & self._basis_keys
        if basis and any(key in name for key in basis for name in (view.table, *view.columns, view.row, *view.above)):
            return TABLE, "column" if any(key in name for key in basis for name in view.columns) else "table"
        if basis and FISCAL & basis and view.basis & FISCAL_PARTS:
            return SENTENCE, "table"
        if basis & GENERAL and is_of_treasury(view.fact, view.basis):
            return TABLE, "table"
        if view.groups and any(group in keys for group in view.groups):
            return GROUP, "group" if view.fact.source == "prose" and not view.above else "section"
        if any(above in keys for above in view.above):
            again = view.fact.source == "table" and len(term.surface) > 2 and core_key(term.surface) in view.row
            return (PART_OF_ROW, "row") if again else (ABOVE_ROW, "above")  # 河道保洁 › 城区河道保洁服务
        if _is_titled(view, term, keys):
            return TABLE, "table"
        if keys & self._catalogue.units and core_key(view.fact.organisation) in keys:
            return TABLE, "table"
        if counts_positions(term) and counts_people(view.fact):
            return TABLE, "table"
        if place := place_in_english(term.surface, view.fact):
            return SENTENCE, place
        word = core_key(term.surface)
        if view.groups and len(word) > 3 and any(word in above for above in view.above):
            return ABOVE_ROW, "above"  # 专项债券 over what 新增专项债券 is spent on
        if view.above and word in view.row and (is_context(term) or (view.groups and len(word) > 1)):
            return PART_OF_ROW, "row"
        if term.surface and (basis or is_context(term)) and self._in_context(view, term):
            return SENTENCE, "sentence"
        return 0.0, ""

    def _is_of_other_side(self, view: FactView, term: Token) -> bool:
        if (named := SIDE_AT_END.search(term.surface)) and _is_called(view, OTHER_SIDE[named.group(1)]):
            return True  # 支出 of a fund is no row called 收入
        fund = side_of_fund(term.surface, self._basis_keys)
        if fund is None or is_of_other_account(term.surface, view.row, *view.above, view.table):
            return fund is not None
        if other_money(view.table) and not other_money(term.surface):
            return True  # what is bought out of a fund is none of its sides
        other = OTHER_SIDE[fund[1]]
        own = (view.row, *view.above, *view.columns)
        is_source = other == "收入" and view.fact.source == "table" and _names_source(view, fund[0])
        is_source |= other == "支出" and pays_for(view.fact, fund[0])
        if fund[0] in view.row and other in view.row and fund[1] not in view.row:
            return True  # 一般公共预算支出合计 for its 收入
        return is_source or on_side(other, *own) or on_side(other, view.table)

    def _stops_short(self, view: FactView, term: Token) -> bool:
        """Whether a total is of the year alone, 本年收入合计, in a form that goes on to a 总计, which the term asks for; or is
        the bare 总计 of a form of 财政拨款, and the term that of all money.
        """
        asked = core_key(term.surface)
        if not _GRAND.search(asked):
            return False
        if view.row == "总计" != asked and any(fund in view.table and fund not in asked for fund in FISCAL):
            return True
        if not view.row.startswith("本年") or term.surface.startswith("本年"):
            return False
        grand = self._catalogue.names.get("总计")
        if view.fact.source == "prose":  # 收入、支出总计 are told beside 本年收入合计
            named = (self._catalogue.names.get(key) for key in (*self._catalogue.both_sides, "总计"))
            return any(one is not None and view.fact.document in one.documents for one in named)
        return grand is not None and view.fact.table_id in grand.tables

    def _is_told_column(self, view: FactView) -> bool:
        """Whether the text tells one fund's part of what the forms print as a column, 基本支出: worth no more than a cell."""
        held = self._catalogue.names.get(view.row)
        return view.fact.source == "prose" and bool(view.basis) and held is not None and "column" in held.roles

    def _in_context(self, view: FactView, term: Token) -> bool:
        """Whether the word stands in the figure's own sentence, names or project."""
        names = (view.row, view.table, *view.above, *view.groups)
        if any(term.surface in name for name in names):
            return True
        if view.fact.source == "table":
            return is_context(term) and term.surface in fold(view.fact.text)
        return not self._is_anothers(view, term) and (_leads_to(view, term) or self._in_project(view, term))

    def _is_anothers(self, view: FactView, term: Token) -> bool:
        """Whether the word names another figure of the same sentence."""
        rows = self._sentences.get(view.fact.document)
        if rows is None:
            rows, prose = {}, FactFilter(frozenset({view.fact.document}), source="prose")
            for text, row in self._store.different(prose, "text", "row"):
                rows.setdefault(text, set()).add(core_key(row))
            self._sentences[view.fact.document] = rows
        return any(term.surface in row for row in rows.get(view.fact.text, ()) if row != view.row)

    def _in_project(self, view: FactView, term: Token) -> bool:
        """Whether the word stands elsewhere in the project that a figure in prose belongs to."""
        if view.fact.source != "prose" or not view.above or not is_context(term):
            return False
        key = (view.fact.document, view.fact.row_path[0])
        if key not in self._projects:
            inside = self._store.passages_under([view.fact.row_path[0]], frozenset({view.fact.document}))
            self._projects[key] = fold("".join(passage.text for passage in inside))
        return term.surface in self._projects[key]

    def _composed(self, keys: frozenset[str], leaf: str, above: Sequence[str], document: str) -> bool:
        """Whether a name that the document does not have is a label with the one above it: 公务用车 › 购置费."""
        names = self._catalogue.names
        return any(
            key.endswith(leaf)
            and key != leaf
            and len(key) - len(leaf) > 1
            and any(label.startswith(key[: -len(leaf)]) for label in above)
            for key in keys
            if leaf and (key not in names or document not in names[key].documents)
        )


def _is_called_otherwise(view: FactView, term: Token) -> bool:
    """Whether a row has another name than the term, which is a name itself; a body may stand with its place: 某县图书馆."""
    word = core_key(term.surface)
    return _quality(term) >= 1 and view.row not in word and not (view.row.endswith(word) and is_body(view.fact.row))


def _unasked_carried(view: FactView, terms: Sequence[Token]) -> bool:
    """Whether a figure stands below money carried over, or a reserve that paid for it, which no term asks for."""
    carried = any(_CARRIED.search(label) for label in view.above)
    return carried and not any(_CARRIED.search(term.surface) for term in terms)


_CARRIED = re.compile("结转|结余|预备费|carried|brought forward")


def _says_column(view: FactView, term: Token) -> bool:
    """Whether a count's own name says that it is one, 国内公务接待批次; or a term names row and column: 一般债务 | 余额, or begins
    with the column, of which it is the total: 财政拨款收入 | 收入总计.
    """
    counted = view.item == COUNT and bool(_COUNTED.search(view.row))
    of_column = len(view.item) > 2 and view.row in SIDES and core_key(term.surface).startswith(view.item)
    return counted or of_column or (view.row not in keys_of(term) and names_cell(view, keys_of(term)))


_COUNTED = re.compile("(?:保有量|数量|人数|人员|个数|辆数|团组数|购置数|批次|人次)$")


def _is_wrong_side(view: FactView, strong: Sequence[Token], weak: Sequence[Token]) -> bool:
    """Whether the row or table is of the other side of the accounts than the one that the question says."""
    sides = {sense.value for term in weak for sense in term.senses if sense.kind == "side"}
    sides |= {side for term in weak if term.has("header") for side in OTHER_SIDE if side in term.surface}
    sides |= {bare.group(1) for term in weak if (bare := SIDE_AT_END.fullmatch(term.surface))}
    if len(sides) != 1:  # what income covers of spending is neither
        return len(sides) == 2 and all(term.surface.isascii() for term in weak if term.has("side"))
    side = next(iter(sides))
    other = OTHER_SIDE[side]
    return _is_called(view, other) or on_side(other, view.row, view.table) or _is_no_income(view, side, strong, weak)


def _is_no_income(view: FactView, side: str, strong: Sequence[Token], weak: Sequence[Token]) -> bool:
    """Whether a word makes one name with the 收入 right behind it, 旅游收入, and the row is one of spending that has that word."""
    ends = {term.start for term in weak if term.surface.startswith(side)}
    return (
        side == "收入"
        and (view.row.endswith("支出") or view.fact.row_code.startswith(("2", "3", "5")))
        and any(term.end in ends and _quality(term) <= PART_QUALITY for term in strong)
    )


def _is_titled(view: FactView, term: Token, keys: frozenset[str]) -> bool:
    """Whether the title of the form, or the heading above the text, says the term."""
    other = other_money(term.surface)
    alone = other and other in view.table and not _BESIDE_OTHER.sub("", term.surface.replace(other, ""))
    word = core_key(term.surface)
    whole = term.has("name") and (_quality(term) >= FIELD_QUALITY or (not view.item and len(word) > 3))
    said = keys | ({word} if whole else set())
    return bool(alone) or any(is_in_title(view.table, key) for key in said if len(key) > 2)


_BESIDE_OTHER = re.compile(
    "政府|部门|单位|预算|决算|支出|金额|经费|资金|总额|总计|合计|计划|项目|目标|管理|表|情况|数|的"
)
"""Words beside 采购 that say no more of it: 政府采购预算, not 集中采购."""


def _is_called(view: FactView, side: str) -> bool:
    """Whether all names of a cell are of one side and its form is not of the other: 收入总表 has rows called 支出."""
    return on_side(side, view.row, *view.above, *view.columns) and not on_side(OTHER_SIDE[side], view.table)


def _names_source(view: FactView, fund: str) -> bool:
    """Whether a row is a fund itself, 一般公共预算财政拨款, which in a form of both sides is what comes in."""
    spent = any("支出" in name for name in (view.row, *view.above, *view.columns)) or on_side("支出", view.table)
    return not spent and fund in view.row and "拨款" in view.row


def _stands_in_group(view: FactView) -> bool:
    """Whether a row with a 类, 款 or 项 code stands deeper than its code says: below a unit."""
    code = view.fact.row_code
    return code.isdigit() and len(code) in (3, 5, 7) and view.fact.level > (len(code) - 1) // 2


def _is_of_one_sort_of_body(view: FactView, terms: Sequence[Token]) -> bool:
    """Whether a row is of 机关 or of 事业单位 alone (502, 505) and the question names no such class, nor the code."""
    code = view.fact.row_code
    if not (code.isdigit() and len(code) == 5 and code.startswith("50")):
        return False
    coded = any(code in sense.codes for term in terms for sense in term.senses if sense.kind == "code")
    return not coded and not any(set(view.above) & keys_of(term) for term in terms)


def _is_subject(view: FactView) -> bool:
    """Whether the total of a column group is of what the whole form is of: 2025年基本支出 › 合计 in 《基本支出表》."""
    name = _OF_YEAR.sub("", view.item)
    if view.fact.source != "table" or view.columns[-1] == view.item or name not in view.table:
        return False
    return not names_several(view.table)


_OF_YEAR = re.compile(r"^\d{4}年?度?")


def _loose_total(view: FactView, place: str, term: Token) -> float:
    """What a 总计 loses where the question's word is as good for the year's own total, and a 合计 where it says 总计, or
    speaks of all the income of a budget, which what is carried over is a part of.
    """
    name = view.row if place == "row" or view.row.endswith("总计") else view.item
    if core_key(term.surface) == "总收入" and view.fact.kind == "budget":
        return LOOSE_TOTAL if name.endswith("合计") or name.startswith("本年") else 0.0
    if _GRAND.search(core_key(term.surface)):
        return 2 * LOOSE_TOTAL if name.endswith("合计") or name.startswith("本年") else 0.0
    return LOOSE_TOTAL if name.endswith("总计") else 0.0


def _leads_to(view: FactView, term: Token) -> bool:
    """Whether the word stands in the figure's own clause or before it; what is told behind it is of something else."""
    figure = (sentence := fold(view.fact.text)).find(fold(view.fact.printed))
    end = next((found.end() for found in _CLAUSE_END.finditer(sentence, max(figure, 0))), len(sentence))
    return fold(term.surface) in sentence[: end if figure >= 0 else None]


_GRAND = re.compile("总计$|收支总|总收支")
"""Names of a total with what is carried over in it."""
_CLAUSE_END = re.compile(r"[,;。!?](?!\d)")


def _is_less_than_said(view: FactView, term: Token) -> bool:
    """Whether a column is only a sort of what the term says and the form is titled with: 专项转移支付 for 转移支付."""
    word = core_key(term.surface)
    sense = term.sense("name")
    part = sense is not None and not sense.weak and sense.quality <= PART_QUALITY and len(sense.keys) > 1
    loose = len(word) > 2 or part
    return loose and view.item != word and word in view.item and word in view.table


def _quality(term: Token) -> float:
    return sense.quality if (sense := term.sense("name")) else 1.0

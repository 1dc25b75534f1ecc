"""Terms of a question → readings: the figures that they may mean, each with a score and its sources.

Every strong term must be explained by the fact itself: its row, a row above it, its column, its table, its section.
Facts of one value are one reading with several sources; facts of different values are different readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.figures.fact_view import FactView, days_of
from bot.figures.forms import side_of_fund, unasked_part
from bot.figures.printed_spans import totals_years
from bot.figures.readings import Reading, agree_by_rounding, comparable, group_facts
from bot.figures.row_parts import compound
from bot.figures.scoring import COUNT, ITEM_COLUMN, OTHER_NAME, UNASKED_BASIS, UNASKED_TABLE, Scorer
from bot.figures.sides import SIDES, on_side
from bot.figures.stages import fits_stage
from bot.figures.year_ends import year_in
from bot.flat.cube import Cube
from bot.flat.reader import FlatReader
from bot.names.catalogue import Catalogue, names_several
from bot.names.counted import counts_positions, people_words
from bot.names.english_names import without_number
from bot.names.terms import TITLE_QUALITY, Sense, Token, keys_of
from bot.reading.frame import Frame, latest_years
from bot.reading.limits import EXPLAINED, explain_limit, reach_of, unasked_limit
from bot.reading.question import frame_of, is_limit, is_strong
from index.grids import is_total_label
from index.model import Fact
from index.reach import is_of_government, reach_of_word
from index.store.facts import FactFilter, FactStore
from index.text import core_key, is_plain_measure
from index.units import split_scale

RECALLED = 256
"""Terms whose readings are kept: the plans of a question ask for the same ones again and again."""

FETCHED = 64
"""Filters whose facts are kept: terms of the same names, strong in one plan and weak in another, are of the same facts."""


class Resolver:
    """Finds readings in one store, over the names of one catalogue."""

    def __init__(self, store: FactStore, catalogue: Catalogue, cube: Callable[[str], Cube]) -> None:
        self._store = store
        self._catalogue = catalogue
        self._basis_keys = catalogue.lexicon.basis_keys
        self._scorer = Scorer(store, catalogue)
        self.flat = FlatReader(store, catalogue, cube)
        self._recalled = lru_cache(RECALLED)(self._found)
        self._facts = lru_cache(FETCHED)(store.facts)
        self._explaining = lru_cache(RECALLED)(self._find_readings)
        self._tables_on_basis = lru_cache(FETCHED)(self._on_basis)

    def readings(self, terms: Sequence[Token], frame: Frame) -> list[Reading]:
        """The readings of the terms, best first; empty where no fact explains them all."""
        found = self._recalled(tuple(terms), replace(frame, in_tables=False))
        if frame.in_tables:
            printed = ((one, tuple(fact for fact in one.facts if fact.source == "table")) for one in found)
            found = [replace(one, facts=facts) for one, facts in printed if facts] or found
        return list(found)

    def _found(self, given: tuple[Token, ...], frame: Frame) -> Sequence[Reading]:
        terms: Sequence[Token] = given
        framed = [term for term in terms if term.has("frame")]
        if _several_frames(framed):
            return []
        terms = [term for term in terms if not term.has("frame")]
        frame = self._by_its_end(frame_of(framed, frame) if framed else frame)
        if not terms or not frame.documents:
            return []
        strong = [term for term in terms if is_strong(term)]
        if frame.span:
            return self._readings(strong, [term for term in terms if term not in strong], frame)
        limits = [term for term in strong if is_limit(term)]
        if len(limits) == len(strong):
            sides = [term for term in terms if "收入" in term.surface or "支出" in term.surface]
            general = self._general(sides, limits, frame)
            levelled = bool(general) and not limits and bool(reach_of(general[0].fact))
            return (
                (general if levelled else [])
                or self._totals([term for term in terms if term not in limits], frame, limits)
                or (self.flat.whole(terms, frame) if not limits else [])
                or general
                or (self._readings([*sides, *limits], [], frame) if sides else [])
            )
        found = self._readings(strong, [term for term in terms if term not in strong], frame)
        told = [one for one in found if limits and all(explain_limit(one.fact, term)[0] for term in limits)]
        if told and told[0].score >= found[0].score - EXPLAINED:
            return told  # what says itself whose money it is goes before what does not say
        if found and any(self._is_of_others(found[0].facts, term) for term in limits):
            return told
        weak = [term for term in terms if term not in strong]
        found = self._below_heading(found, strong, weak, frame)
        found = self.flat.merged(found, terms, frame) or self._by_title(strong, weak, frame)
        found = self._of_whole_form(found, strong, weak, frame) or found or self._of_same_whole(strong, weak, frame)
        if found and all(fact.derived for fact in found[0].facts):  # a form may print what the text lets work out
            found = self._by_title(strong, weak, frame) or found
        if frame.kinds and "budget" in frame.kinds and (not found or all(fact.derived for fact in found[0].facts)):
            found = self._printed_part(strong, weak, frame) or found
        tables = [term for term in strong if self._is_table(term)]
        if found or not tables or len(tables) == len(strong):
            return found
        loose = self._readings([term for term in strong if term not in tables], tables, frame)
        return [one for one in loose if all(_is_in_form(one.fact, term) for term in tables)]

    def _below_heading(
        self, found: list[Reading], strong: Sequence[Token], weak: Sequence[Token], frame: Frame
    ) -> list[Reading]:
        """某基金支出 where 某基金 is but a blank heading: the row of that side below it, 本年支出; what was found for anything else."""
        sides = {side for term in weak for side in ("收入", "支出") if side in term.surface and keys_of(term) & SIDES}
        if not found or found[0].value is not None or len(sides) != 1:
            return found
        side = sides.pop()
        keys = frozenset({side} | {f"{start}{side}{end}" for start in ("本年", "当年", "") for end in ("", "合计")})
        rows = self._readings([*strong, Token(0, 0, side, (Sense("name", side, keys),))], [], frame)
        heading = found[0].fact
        told = [one for one in rows if one.fact.table_id == heading.table_id and heading.row in one.fact.row_path[:-1]]
        return [one for one in told if one.value is not None and core_key(one.fact.row) in keys] or found

    def _printed_part(self, strong: Sequence[Token], weak: Sequence[Token], frame: Frame) -> list[Reading]:
        """What an outturn's text prints as the plan of 一般公共预算财政拨款支出, under that name, where 财政拨款年初预算 is asked for
        and of no more than that a plan is printed; [] where another thing is asked for.
        """
        asked = [core_key(term.surface) for term in strong]
        if (
            len(asked) != 1
            or asked[0] not in ("财政拨款", "财政拨款支出")
            or any("收入" in one.surface for one in weak)
        ):
            return []
        name = "一般公共预算财政拨款支出"
        keys = self._catalogue.equivalents(name) - {"财政拨款支出"}
        told = self._readings([replace(strong[0], surface=name, senses=(Sense("name", name, keys),))], weak, frame)
        return [one for one in told if keys and not one.fact.derived]

    def _by_its_end(self, frame: Frame) -> Frame:
        """The frame, FY2025 as 2024-25 where all papers of it have such years."""
        if not (frame.ending and frame.years and frame.documents <= self._catalogue.spans):
            return frame
        return frame.with_years(*(year - (year in frame.ending) for year in frame.years))

    def _is_of_others(self, facts: Sequence[Fact], limit: Token) -> bool:
        """Whether a figure that does not say whose money it is is told elsewhere in its paper as another's than asked for."""
        said = limit.sense("reach")
        asked = reach_of_word(said.value, facts[0].organisation) if said else ""
        if not asked or any(reach_of(fact) == asked for fact in facts):
            return False
        one = facts[0]
        wanted = FactFilter(frozenset({one.document}), row_keys=frozenset({core_key(one.row)}))
        told = {
            reach_of(other)
            for other in self._store.facts(wanted)
            if (other.year, other.kind) == (one.year, one.kind) and agree_by_rounding(other, one)
        }
        return bool(told - {""}) and asked not in told

    def _general(self, sides: Sequence[Token], limits: Sequence[Token], frame: Frame) -> list[Reading]:
        """What a bare 收入 or 支出 means of a government, or beside 市本级 or 1-4月: that side of the general public budget."""
        said = {side for term in sides for side in ("收入", "支出") if side in term.surface}
        if len(said) != 1:
            return []
        papers = (self._catalogue.documents[one] for one in frame.documents)
        if not limits and not all(is_of_government(one.organisation, one.title) for one in papers):
            return []
        name = f"一般公共预算{said.pop()}"
        keys = self._catalogue.equivalents(name) | frozenset({f"地方{name}"} & self._catalogue.names.keys())
        token = Token(0, 0, name, (Sense("name", name, keys, quality=OTHER_NAME),))
        return self._readings([token, *limits], [], frame) if keys else []

    def _of_whole_form(
        self, found: Sequence[Reading], strong: Sequence[Token], weak: Sequence[Token], frame: Frame
    ) -> list[Reading]:
        """The total of a form that is titled as English calls a total of, total capital financing, where a row of that name
        was found in another; [] where there is none.
        """
        if (
            not found
            or found[0].fact.total
            or not any(term.surface.isascii() and is_total_label(term.surface) for term in weak)
        ):
            return []
        named = {core_key(term.surface) for term in strong}
        totals = (one for one in self._by_title(strong, weak, frame) if one.fact.total)
        return [one for one in totals if without_number(core_key(one.fact.table)) in named]

    def _of_same_whole(self, strong: Sequence[Token], weak: Sequence[Token], frame: Frame) -> list[Reading]:
        """What a row is in a form that comes to the same total as the English one that is named beside it by its title:
        prudential borrowing for the capital programme, of the form of its financing.
        """
        for term in strong if len(strong) > 1 else ():
            if not term.surface.isascii():
                continue
            titled = (one.fact for one in self._by_title([term], [], frame))
            totals = [
                one for one in titled if one.total and without_number(core_key(one.table)) == core_key(term.surface)
            ]
            found = self._readings([one for one in strong if one is not term], weak, frame) if totals else []
            alike = [one for one in found if any(self._totals_alike(one.fact, total) for total in totals)]
            if alike:
                return alike
        return []

    def _totals_alike(self, part: Fact, total: Fact) -> bool:
        """Whether the form of a figure comes to a total of another form, in its column of the same year and kind."""
        form = FactFilter(documents=frozenset({total.document}), table_ids=frozenset({part.table_id}))
        own = [one for one in self._facts(form) if one.total and one.column_index == part.column_index]
        of_time = (part.year, part.kind) == (total.year, total.kind)
        return bool(part.table_id) and of_time and any(comparable(one) == comparable(total) for one in own)

    def _by_title(self, strong: Sequence[Token], weak: Sequence[Token], frame: Frame) -> list[Reading]:
        """Where no row or column has a name: the totals of the forms whose title has it (“三公”经费支出表, 合计)."""
        words = [core_key(term.surface) for term in strong]
        titles = [self._catalogue.titles_with([word]) for word in words] if len(words) > 1 else []
        shared = frozenset.intersection(*titles) if titles and all(titles) else frozenset()
        strong = [self._as_title(term, shared) for term in strong]
        tables = self._tables_titled(key for term in strong for key in keys_of(term) if len(key) > 2)
        wanted = FactFilter(frame.documents, years=frame.years, table_ids=tables, anchors_only=True)
        whole = [
            fact
            for fact in (self._store.facts(wanted) if tables else [])
            if all(is_plain_measure(core_key(label)) for label in fact.column) and not names_several(fact.table)
        ]
        return self._scored(whole, strong, weak, frame)

    def _as_title(self, term: Token, shared: frozenset[str]) -> Token:
        """The term as the forms that are titled with it: other documents may have it as a row, these do not.

        `shared` are the forms whose title holds all words of the question: 哪个乡镇的转移支付最多.
        """
        titles = self._catalogue.titles_of(term.surface) | shared
        if not titles:
            return term
        senses = (replace(sense, keys=sense.keys | titles) if sense.kind == "name" else sense for sense in term.senses)
        return replace(term, senses=tuple(senses))

    def _totals(self, weak: Sequence[Token], frame: Frame, limits: Sequence[Token] = ()) -> list[Reading]:
        """Where only weak names are given (预算, 支出): the totals of the accounts, on the side that is named if one is.

        A name that is weak only because the word is also said for nothing (编制) is of no account.
        """
        weak = [term for term in weak if term.has("header") or term.has("side") or not term.has("filler")]
        if not weak:
            return []
        said = "".join(
            f"{term.surface}{sense.value}" for term in weak for sense in term.senses if sense.kind != "filler"
        )
        sides = [side for side in ("收入", "支出") if side in said] or ["收入", "支出"]
        keys = frozenset(key for key in SIDES if any(side in key for side in sides)) | self._catalogue.both_sides
        keys |= {key for side in sides for key in self._catalogue.equivalents(f"{side}总计")}
        scored = []
        years = latest_years(self._catalogue.documents, frame)
        for fact in self._store.facts(FactFilter(documents=frame.documents, row_keys=keys)):
            view = FactView(fact, self._basis_keys)
            if not _fits(fact, frame) or view.basis or not _is_money(fact) or (view.item and view.item not in SIDES):
                continue
            if not all(explain_limit(view.fact, term)[1] for term in limits):
                continue
            scored.append(
                (
                    ITEM_COLUMN
                    - self._scorer.less(view, frame, years.get(fact.document))
                    - _loose_total(view.row, said)
                    - unasked_limit(fact, limits)
                    - (
                        UNASKED_BASIS
                        if view.row.endswith("总计") and len(sides) == 1 and not any(side in view.row for side in sides)
                        else 0.0
                    ),
                    fact,
                )
            )
        of_year = [pair for pair in scored if core_key(pair[1].row).startswith("本年")]
        if of_year and any(term.surface.startswith("本年") for term in weak):
            scored = of_year
        found = group_facts(scored or self._titled_totals(sides, frame, years, limits), len(weak))
        tables = [one for one in found if one.fact.source == "table"]
        return [
            one
            for one in found
            if one in tables or not any(agree_by_rounding(one.fact, other.fact) for other in tables)
        ]

    def _titled_totals(
        self, sides: Sequence[str], frame: Frame, years: Mapping[str, int], limits: Sequence[Token]
    ) -> list[tuple[float, Fact]]:
        """The totals of the forms whose title is of the one side asked for, where no row is called that, 歲出機關別預算表, 合計; of an
        English budget that has forms of one side alone those, where none is.
        """
        if len(sides) != 1:
            each = [self._titled_totals([side], frame, years, limits) for side in sides]
            found = next((one for one in each if one), []) if sum(map(bool, each)) == 1 else []
            return [pair for pair in found if pair[1].table.isascii()]
        wanted = FactFilter(documents=frame.documents, years=frame.years, anchors_only=True)
        scored = []
        for fact in self._store.facts(wanted):
            view = FactView(fact, self._basis_keys)
            plain = (
                is_plain_measure(fact.row)
                and all(map(is_plain_measure, fact.column))
                and not unasked_part(view.table, "", total=True)
                and all(explain_limit(fact, term)[1] for term in limits)
            )
            if fact.total and plain and _fits(fact, frame) and _is_money(fact) and on_side(sides[0], view.table):
                loss = self._scorer.less(view, frame, years.get(fact.document)) + unasked_limit(fact, limits)
                scored.append((ITEM_COLUMN - loss - (UNASKED_BASIS if view.basis else 0.0), fact))
        return scored

    def _is_table(self, term: Token) -> bool:
        """Whether the term is the title of a form, which a question may give loosely: 那张支出表. An English word that only
        stands in a title, full-time, limits what is asked.
        """
        named = term.sense("name")
        if term.surface.isascii() and named and named.quality <= TITLE_QUALITY and "table" not in term.surface:
            return False
        keys = [key for key in keys_of(term) if key in self._catalogue.names]
        return bool(keys) and all("table" in self._catalogue.names[key].roles for key in keys)

    def _readings(self, strong: Sequence[Token], weak: Sequence[Token], frame: Frame) -> list[Reading]:
        return list(self._explaining(tuple(strong), tuple(weak), frame))

    def _find_readings(self, strong: tuple[Token, ...], weak: tuple[Token, ...], frame: Frame) -> Sequence[Reading]:
        sided = any(keys_of(term) & SIDES for term in weak)
        return self._scored(self._candidates(strong, frame, sided=sided), strong, weak, frame)

    def _scored(
        self, facts: Sequence[Fact], strong: Sequence[Token], weak: Sequence[Token], frame: Frame
    ) -> list[Reading]:
        """The readings of the facts that explain the terms."""
        years = latest_years(self._catalogue.documents, frame)
        scored = []
        for fact in facts:
            if not _fits(fact, frame) or (frame.span and not self._totals_years(fact, frame.span)):
                continue
            score = self._scorer.score(FactView(fact, self._basis_keys), strong, weak, frame, years.get(fact.document))
            if score is not None:
                scored.append((score, fact))
        return group_facts(scored, len(strong))

    def _totals_years(self, fact: Fact, years: frozenset[int]) -> bool:
        form = FactFilter(documents=frozenset({fact.document}), table_ids=frozenset({fact.table_id}))
        return fact.year is None and totals_years(fact, self._facts(form), years)

    def _candidates(self, terms: Sequence[Token], frame: Frame, *, sided: bool = False) -> list[Fact]:
        """The figures that the terms may mean; `sided`: also what one side of a form is called, 收入 of a column."""
        names = self._catalogue.names
        keys = frozenset(key for term in terms for key in keys_of(term) if key in names)
        composed = frozenset(
            key
            for term in terms
            for key in keys_of(term)
            if key not in names or not frame.documents <= names[key].documents
        )
        keys |= self._compounds(terms)
        if COUNT in keys:  # 接待了多少人次: the rows of forms that count it, 国内公务接待人次
            words = [core_key(term.surface) for term in terms if term.surface]
            keys |= {name for word in words for name in self._catalogue.containing(word)}
        keys |= frozenset(leaf for key in composed for leaf in self._leaves(key))
        codes = frozenset(
            code for term in terms for sense in term.senses for code in sense.codes if sense.kind == "code"
        )
        tables = frozenset(
            table
            for key in keys
            if key in names and names[key].roles & {"column", "table", "owner"}
            for table in names[key].tables
        )
        if any(map(counts_positions, terms)):
            tables |= self._tables_titled(people_words())
        tables |= frozenset(
            table
            for term in terms
            if keys_of(term) & self._basis_keys
            for table in self._tables_on_basis(keys_of(term))
        )
        tables |= self._tables_titled(key for term in terms for key in keys_of(term) if self._is_side_of_fund(key))
        funds = [side_of_fund(term.surface, self._basis_keys) for term in terms]
        tables |= frozenset(table for fund in funds if fund for table in self._tables_on_basis(frozenset(fund[:1])))
        found: dict[str, Fact] = {}
        documents = self._catalogue.documents
        owners = names.keys() & {core_key(documents[one].organisation) for one in frame.documents}
        years = {documents[one].year for one in frame.documents} | (frame.years or frozenset())
        owners |= names.keys() & {day for year in years for day in days_of(year)}
        sections = frozenset(key for key in keys if "section" in names[key].roles)
        within = FactFilter(documents=frame.documents, years=frame.printed_years)
        filters = [
            replace(within, row_keys=keys) if keys else None,
            replace(within, codes=codes) if codes else None,
            replace(within, group_keys=sections) if sections else None,
            replace(within, table_ids=tables, anchors_only=True) if tables else None,
            replace(within, table_ids=tables, row_keys=frozenset(owners)) if tables and owners else None,
            replace(within, column_keys=frozenset({COUNT})) if COUNT in keys else None,
            replace(within, table_ids=tables, row_keys=SIDES | {"总计"}) if tables and (sided or any(funds)) else None,
        ]
        for wanted in filters:
            if wanted is not None:
                found |= {fact.id: fact for fact in self._facts(wanted)}
        return list(found.values())

    def _compounds(self, terms: Sequence[Token]) -> frozenset[str]:
        """Row names that two or more of the terms make up together."""
        words = [core_key(term.surface) for term in terms if term.has("name")]
        found: set[str] = set()
        if len(words) > 1:
            for word in words:
                found |= {name for name in self._catalogue.containing(word) if compound(name, terms)}
        return frozenset(found)

    def _leaves(self, composed: str) -> Iterable[str]:
        for cut in range(2, len(composed) - 1):
            entry = self._catalogue.names.get(composed[cut:])
            if entry and any(parent.startswith(composed[:cut]) for parent in entry.parents):
                yield composed[cut:]
        yield from self._catalogue.rows_with_columns(composed)

    def _tables_titled(self, keys: Iterable[str]) -> frozenset[str]:
        """The ids of the forms whose title holds one of the keys."""
        names = self._catalogue.names
        return frozenset(table for name in self._catalogue.titles_with(keys) for table in names[name].tables)

    def _is_side_of_fund(self, key: str) -> bool:
        """Whether a key names one side of one fund, 一般公共预算支出, of which its form prints 合计 alone."""
        return key.endswith(("支出", "收入")) and any(basis in key for basis in self._basis_keys)

    def _on_basis(self, keys: frozenset[str]) -> frozenset[str]:
        """The ids of the forms with one of the keys in their title or a header."""
        held = (
            entry.tables
            for name, entry in self._catalogue.names.items()
            if entry.roles & {"column", "table"} and any(key in name for key in keys)
        )
        return frozenset().union(*held)


def _loose_total(row: str, said: str) -> float:
    """What a 总计 loses where the year's own total is meant as well or alone, and that where the question says 总计."""
    if row.endswith("总计"):
        return UNASKED_BASIS if "本年" in said else 0.0 if "总计" in said else UNASKED_TABLE
    return UNASKED_BASIS if "总计" in said else 0.0


def _is_in_form(fact: Fact, term: Token) -> bool:
    """Whether a figure is of the form that a term names; what a form is of, 基本支出, is told from no other form."""
    called = term.surface.endswith(("表", "table"))
    return called or any(key in core_key(fact.table) for key in keys_of(term))


def _several_frames(framed: Sequence[Token]) -> bool:
    """Whether an operand names two organisations, years or kinds, so that no one figure is meant."""
    kinds = [
        sense.kind
        for term in framed
        for sense in term.senses
        if sense.kind in ("organisation", "year", "kind", "stage")
    ]
    return len(kinds) > len(set(kinds))


def _fits(fact: Fact, frame: Frame) -> bool:
    if frame.years is not None and year_in(fact, frame) not in frame.years:
        return False
    if frame.kinds == _REVISED and fact.kind == "adjusted":
        return True  # asked for beside what was adopted
    return (frame.kinds is None or fact.kind in frame.kinds) and fits_stage(fact.column, frame.stages)


_REVISED = frozenset({"adjusted"})


def _is_money(fact: Fact) -> bool:
    """Whether a figure is money: in 元, in a foreign currency, or of a row in English without a unit."""
    if fact.unit.factor is not None:
        return True
    return fact.row.isascii() if not fact.unit.name else split_scale(fact.unit.name)[0] is not None

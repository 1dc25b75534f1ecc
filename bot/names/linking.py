"""Question words ↔ the index's own names: exact, code, alias, a part of a name, a near miss."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from bot.flat.names import WHOLE_BUDGET, FlatNames, with_sides, without_codes
from bot.names.bodies_in_english import bodies_in_english
from bot.names.catalogue import Catalogue
from bot.names.cut_bodies import CutBodies, with_shared_words
from bot.names.english_names import ENDS_AS_CUE, EnglishNames, is_dated, is_measure_word, is_punctuated, plural_of
from bot.names.form_numbers import form_sense
from bot.names.fund_names import basis_part, is_item_of_fund, source_of, without_money
from bot.names.governments import of_no_government, whole_of_share
from bot.names.lexicon import fillers_of, side_verbs
from bot.names.loose_names import MIN_NEAR, LooseNames
from bot.names.measures import ASKED_THINGS, THINGS
from bot.names.offices import join_offices, office_rows
from bot.names.organisations import SMALL_WORDS, bodies_of, organisation_words, units_of
from bot.names.owner_rows import bodies_elsewhere, owners_apart, rows_of_others, with_own_words, without_own_column
from bot.names.parted_names import MONEY_BEHIND, code_with_name, left_over_whole, pieced_together, with_account_totals
from bot.names.romanised import Romanised
from bot.names.segment import as_words, bought_whole, glued, is_run, prepare, segment, with_money_ends
from bot.names.short_bodies import ShortBodies
from bot.names.stretches import Stretches, is_as_listed, known_everywhere, reach_in, words_everywhere
from bot.names.terms import (
    FIELD_QUALITY,
    NEAR_QUALITY,
    OTHER_NAME_QUALITY,
    PART_QUALITY,
    TITLE_QUALITY,
    Sense,
    Token,
    keys_of,
)
from bot.names.typos import ANDS, Homophones, Misspelt, as_typed, loosened, mended, with_one_and
from bot.reading.coordination import coordinate, told_apart, with_labels
from bot.reading.english_text import EnglishText
from bot.reading.limits import WHOLE_YEAR
from bot.reading.literals import find_literals, only_dates
from bot.reading.small_words import before_year, with_ranges
from index.organisations import is_body, with_those_under
from index.reach import level_of, months_in, said_words, year_long_words
from index.text import core_key, date_key, is_plain_measure
from prompts import load_yaml

FEW_NAMES = 2
"""Two characters out of a long name are enough where so few names hold them; the answer says how they were taken."""
SHORTEST_PART = 3
"""Letters of an English word that may stand for a name that holds it."""
_IN_FORM = ("表里", "表中", "表上")
"""A form's title with the word that points into it: 支出决算表里."""
_DETAILS = ("明细", "汇总")
"""How a form's title is said without its last character: 非财政拨款收入明细."""
_OUTTURN = re.compile("^决算|决算(?:数|额|金额|总额)?$")
_DATED = re.compile(r"(?:19|20)\d{2}年|(?:fy|fiscal year) ?'?\d{2}")
"""A column is found by its year and its kind, 2023年|执行数, FY2024|adopted, never by its whole header."""
_REACH = 5
"""How many neighbouring tokens a left-over may take with it when it is tried as a part of a name."""
RECALLED, RECALLED_SENSES = 64, 32_768
"""Texts whose tokens are kept, as a question mostly is its only part, and stretches whose senses are: most come again."""


class Linker:
    """Turns questions into tokens, over the names of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._organisations = organisation_words(catalogue.documents.values())
        self.cut_bodies = CutBodies(self._organisations)
        self._romanised = Romanised(self._organisations)
        self._governments = {
            core_key(one.organisation): frozenset(
                other.id for other in catalogue.documents.values() if other.organisation == one.organisation
            )
            for one in catalogue.documents.values()
            if one.organisation
        }
        self._bodies = self._own_bodies()
        self._names = EnglishNames(catalogue)
        self._in_english = bodies_in_english(catalogue, self._names)
        self._text = EnglishText(catalogue, lambda words: bool(self._names.called(words)))
        self.records = FlatNames(catalogue)
        self._offices = office_rows(catalogue)
        self._has_months = any(months_in(one.title) for one in catalogue.documents.values())
        self._of_governments = any(level_of(one.organisation) for one in catalogue.documents.values())
        self._english: dict[str, list[str]] = load_yaml("terms.english.yaml")["words"]
        self._weak = frozenset(word for group in load_yaml("cues.yaml")["weak"] for word in group)
        self._buying = fillers_of("buying")
        self._papers = frozenset(
            one for one in fillers_of("purposes", "places_in_papers") if one[-1] not in "里中上内下面"
        )
        held = {*catalogue.names, *catalogue.lexicon.by_word}
        self._joined = {with_one_and(name): name for name in sorted(filter(ANDS.search, held))}
        self._dear: dict[str, set[str]] = defaultdict(set)
        for name in catalogue.names:
            if "以上" in name:
                self._dear[loosened(name)].add(name)
        lacking = {word for group in load_yaml("cues.yaml")["lacking"] for word in group}
        self._homophones = Homophones(held | self._organisations.keys() | lacking)
        self._misspelt = Misspelt((*catalogue.lexicon.cues, *self._names.words), catalogue.names)
        self._loosely = LooseNames(catalogue)
        rows = ((key, one.text) for key, one in catalogue.names.items() if one.roles & {"row", "section"})
        bodies = (key for key, text in rows if is_body(text) or key.endswith(("会议", *with_those_under())))
        self._printed = frozenset((*catalogue.printed(), *self._organisations, *self._bodies))
        self._short = ShortBodies(catalogue.documents.values(), bodies)
        self._recalled = lru_cache(RECALLED)(self._link)
        self.senses = lru_cache(RECALLED_SENSES)(self._senses)
        """All senses of a stretch of the prepared text; empty where it means nothing."""

    def _own_bodies(self) -> dict[str, frozenset[str]]:
        """How people call the bodies that stand in the rows of a county's or city's paper, or a department's → their keys."""
        rows: dict[str, list[str]] = defaultdict(list)
        for entry in self._catalogue.names.values():
            for one in entry.documents if entry.roles & {"row", "owner"} and is_body(entry.text) else ():
                rows[one].append(entry.text)
        found: dict[str, frozenset[str]] = {}
        for one, names in rows.items():
            organisation = self._catalogue.documents[one].organisation
            own = bodies_of(organisation, names) | units_of(organisation, names)
            found |= {word: keys | found.get(word, frozenset()) for word, keys in own.items()}
        return {word: keys for word, keys in found.items() if self._is_strange(word)}

    def _is_strange(self, word: str) -> bool:
        """Whether a word names no organisation or place of these papers."""
        return all(one.kind == "stranger" for one in self._organisations.get(word, ()))

    def link(self, question: str) -> list[Token]:
        """The tokens of a question in order; what nothing in the index or the lists explains is "left"."""
        return list(self._recalled(question))

    def _link(self, question: str) -> Sequence[Token]:
        spelled = self._names.spelled_out(self._text.with_kinds(question), self._catalogue.lexicon.cues)
        named = self._in_english.in_chinese(prepare(spelled))
        text = self.records.reworded(self._text.reworded(self.cut_bodies.made_whole(named)))
        tokens = self._segmented(text)
        right = mended(text, tokens, self._homophones, self.senses, self._catalogue.containing_any)
        if right != text:
            said, text = text, right
            tokens = [
                replace(token, surface=said[token.start : token.end])
                if token.has("name") or token.has("organisation")
                else token
                for token in self._segmented(text)
            ]
        text, typed = self._misspelt.mended(text, tokens)
        tokens = as_typed(self._segmented(text), typed) if typed else tokens
        tokens = told_apart(with_own_words(tokens, self._catalogue), self._catalogue.names, self.senses)
        tokens = with_labels(tokens, self._catalogue.names)
        tokens = self._of_departments(tokens)
        tokens = self.cut_bodies.with_fields(with_shared_words(tokens, self._organisations))
        tokens = join_offices(self._placed(bodies_elsewhere(tokens, self._organisations)), self._offices)
        tokens = coordinate(code_with_name(tokens, self._catalogue), self.senses)
        tokens = with_money_ends(coordinate(self._rescue(text, tokens), self.senses))
        tokens = pieced_together(bought_whole(tokens, self._buying, self._catalogue.containing), self._catalogue)
        tokens = with_account_totals(tokens, self._catalogue, self.senses)
        owners = without_own_column(rows_of_others(tokens, self._catalogue), self._catalogue)
        tokens = without_codes(self.records.counted(owners_apart(owners)))
        return with_ranges(before_year(tokens, self.senses))

    def _segmented(self, text: str) -> list[Token]:
        literals = find_literals(text, self._catalogue.codes.keys(), spans=bool(self._catalogue.spans))
        reach = reach_in(text, lambda: (known_everywhere(), self._stretches))
        return glued(as_words(segment(text, self.senses, literals, reach), text))

    @cached_property
    def _stretches(self) -> Stretches:
        """What the names of these documents and their organisations are called."""
        called = (self._printed, self._romanised.words(), self.records.said(), self._names.said())
        return Stretches(frozenset(chain.from_iterable(called)))

    def _placed(self, tokens: list[Token]) -> list[Token]:
        """A place, or a body that is none of ours, and the name right behind it as one name, where a name of the documents
        holds both: 龙华区|图书馆, 中医医院|迁建项目.
        """
        joined: list[Token] = []
        for token in tokens:
            place = joined[-1].sense("organisation") if joined else None
            own = self._catalogue.names.get(core_key(token.surface))
            known = place is not None and own is not None and not own.documents.isdisjoint(place.keys)
            beside = bool(joined) and joined[-1].end == token.start
            if beside and token.has("name") and ((place and place.weak and not known) or joined[-1].has("stranger")):
                surface = joined[-1].surface + token.surface
                names = self._catalogue.containing(core_key(surface))
                if names:
                    start = joined.pop().start
                    sense = Sense("name", surface, frozenset(names), quality=PART_QUALITY)
                    token = Token(start, token.end, surface, (sense, *((place,) if place else ())))
            joined.append(token)
        return joined

    def with_sides(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens of a question without any name, with the verbs that say which total it is about as that name.

        Not where a word says that it is about what was bought, held or written: 买东西花了多少, 写报告花了多少.
        """
        written = any(one.surface in self._papers and two.surface in side_verbs() for one, two in pairwise(tokens))
        if written or any(token.surface in self._buying for token in tokens):
            return list(tokens)
        spent = frozenset(key for one in self.senses("total expenditure") if one.kind == "name" for key in one.keys)
        totals, named = [self._side_said_by(token.surface) for token in tokens], []
        for token, total in zip(tokens, totals, strict=True):
            whole = spent if not any(totals) and WHOLE_BUDGET.fullmatch(token.surface) else frozenset()
            keys = total if token.surface in side_verbs() else whole  # the whole budget is what is spent in all
            senses = (Sense("name", token.surface, keys, quality=PART_QUALITY),) if keys else token.senses
            named.append(replace(token, senses=senses))
        records = set(self._catalogue.flat_tables.values()) == self._catalogue.documents.keys()
        return with_sides(named) if records and not any(one.has("name") for one in named) else named

    def _side_said_by(self, verb: str) -> frozenset[str]:
        """The keys of the total of the side of the accounts that a verb says; none for another word."""
        total = side_verbs().get(verb)
        if total is None:
            return frozenset()
        return self._catalogue.term_keys(total)[0] | self._catalogue.term_keys(total.replace("总计", "合计"))[0]

    def _senses(self, surface: str) -> tuple[Sense, ...]:
        if numbered := form_sense(surface, self._catalogue.forms):
            return numbered
        found = self._unlimited(surface)
        if not any(sense.kind == "name" for sense in found):
            found = (*self.records.sort(surface), *found)
        if self._of_governments and surface in said_words():
            return (*(sense for sense in found if sense.kind == "name"), Sense("reach", surface))
        return () if found and self._of_governments and self._is_own_level(surface) else found

    def _is_own_level(self, surface: str) -> bool:
        """Whether a stretch is a place and whose money of it: 岭南市|市本级, though a form prints a row of that name."""
        cut = next((size for size in (4, 3, 2) if surface[-size:] in said_words()), len(surface))
        return any(one.kind == "organisation" for one in self._organisations.get(surface[:-cut], ()))

    def _of_departments(self, tokens: list[Token]) -> list[Token]:
        """Beside departments alone, 本级 and 县级 say nothing of a government's money: what they mean where there is none."""
        owners = {
            one for token in tokens for sense in token.senses if sense.kind == "organisation" for one in sense.keys
        }
        if not owners or any(
            level_of(one.organisation) for at, one in self._catalogue.documents.items() if at in owners
        ):
            return tokens
        above = whole_of_share(tokens, owners, self._catalogue)
        said = (
            replace(one, senses=self._meaning(one.surface)) if one.has("reach") and one is not above else one
            for one in tokens
        )
        return of_no_government(list(said))

    def _meaning(self, surface: str) -> tuple[Sense, ...]:
        return self._unlimited(surface) or (Sense("left", surface),)

    def _unlimited(self, surface: str) -> tuple[Sense, ...]:
        """The senses of a stretch that says nothing of whose money of a government is meant."""
        if is_as_listed(surface) and surface not in words_everywhere() and surface not in self._printed:
            return self._short.owner(surface) or self._short.row(surface)
        form = self._catalogue.names.get(surface[:-1]) if surface.endswith(_IN_FORM) else None
        if surface.endswith(_DETAILS) and f"{surface}表" in self._catalogue.names:
            return self._senses(f"{surface}表")
        if form is not None and "table" in form.roles:
            return self._senses(surface[:-1])
        cues = self._catalogue.lexicon.cues.get(surface, ())
        if cues and self._names.names_body(surface):
            return ()
        if surface in self._bodies and surface not in self._catalogue.names:
            body = (Sense("name", surface, self._bodies[surface], quality=OTHER_NAME_QUALITY),)
            return (*body, *self._government(surface, body))
        if dated := date_key(surface):
            days = frozenset({dated} & self._catalogue.names.keys() or self._catalogue.containing(dated))
            return (Sense("name", surface, days),) if days else (Sense("absent", surface),)
        moves = surface.isascii() and any((one.kind, one.value) == ("operation", "changed") for one in cues)
        named = self._named(surface, weak=moves or any(sense.kind == "filler" for sense in cues))
        if not named and not cues and surface[0].isascii() and is_punctuated(surface):
            named = self._named(core_key(surface), weak=False) if core_key(surface) in self._catalogue.names else ()
        if not named and not cues and ANDS.search(surface):
            named = self._named(self._joined.get(with_one_and(surface), ""), weak=False)
        if not named and "以上" in surface and (dear := self._dear.get(loosened(surface))):
            named = (Sense("name", surface, frozenset(dear), quality=OTHER_NAME_QUALITY),)
        named = self._short.with_full_names(surface, named)
        placed = self._organisations.get(surface, ()) or self._romanised.of(surface)
        if named and not placed and (only_dates(surface) or self._is_owners_section(surface)):
            named = ()
        if named and named[0].kind == "name":
            placed = tuple(sense for sense in placed if sense.kind == "organisation")
        elif placed:
            named = ()
        spent = named and _OUTTURN.search(surface) and not any(one.kind == "kind" for one in cues)
        outturn = (Sense("kind", "outturn"),) if spent else ()
        if self._has_months and surface in year_long_words():
            return (Sense("months", WHOLE_YEAR),)
        if placed or named:
            cues = tuple(sense for sense in cues if sense.kind != "left")  # 年报 may be printed
        if named and surface in self._english and surface.isascii():
            named = (*named, *self._translated(surface))
        if cues and not named and (totals := self._names.totals_said(surface)):
            named = (Sense("name", surface, totals, weak="grand" not in surface),)
        found = (*placed, *named, *cues, *outturn, *self._government(surface, named))
        if not named and any(sense.kind == "lacking" for sense in cues) and (timed := self._names.of_period(surface)):
            return (Sense("name", surface, timed, quality=FIELD_QUALITY),)
        lacking = not named and surface.isascii() and any(sense.kind == "lacking" for sense in cues)
        if lacking and (titles := self._catalogue.titles_with({surface})):
            return (Sense("name", surface, titles, quality=TITLE_QUALITY),)  # gdp, of ratios in percent of it
        if all(sense.kind in ("absent", "stranger") for sense in found):
            held = (
                self._short.owner(surface)
                or self._translated(surface)
                or (self._called(surface, found) if surface.isascii() else ())
                or (() if found and surface[-1] not in "校园站馆心" else self._short.row(surface))  # 特教学校
                or found
            )
            if not held and "-" in surface and surface.isascii():
                return self._unlimited(surface.replace("-", " "))
            owned = surface.replace(" s ", " ")  # the sheriff's detention
            if not held and owned != surface and owned in self._catalogue.names:
                return self._unlimited(owned)
            return held or ((Sense("filler", surface),) if is_measure_word(surface) else ())
        return found

    def _translated(self, surface: str) -> tuple[Sense, ...]:
        """The English names here that a Chinese word of the field is said in: 图书馆 for Library."""
        keys = self._catalogue.present(map(core_key, self._english.get(surface, ())))
        keys = keys or (frozenset() if self._names.meant(surface) else self._names.titled(surface))
        return (Sense("name", surface, keys, quality=TITLE_QUALITY),) if keys else ()

    def _called(self, surface: str, found: Sequence[Sense]) -> tuple[Sense, ...]:
        """The English names that a word of the field, or initials, stand for, else those that hold it: HHS; overseas trips."""
        keys = self._names.called(surface)
        taken = keys or self._names.initialled(surface)
        if not found and not taken and (titles := self._names.titled(surface)):
            return (Sense("name", surface, titles, quality=TITLE_QUALITY),)
        if taken:  # what two letters are taken for is told
            quality = FIELD_QUALITY if keys or len(surface) > 2 else NEAR_QUALITY
            return (Sense("name", surface, taken, quality=quality),)
        absent = bool(found) and found[0].kind == "absent" and _is_english(surface)
        ends = not found and bool(ENDS_AS_CUE.fullmatch(surface))
        part = self._containing(surface) if absent or ends else None
        return (part,) if part else ()

    def _government(self, surface: str, named: Sequence[Sense]) -> tuple[Sense, ...]:
        """The paper that a body's full name says, as a place: 某縣警察局 is a row of that county's paper."""
        if not named or named[0].kind != "name" or surface not in self._bodies:
            return ()
        place = next((place for place in self._governments if surface.startswith(place) and surface != place), "")
        names = self._catalogue.names
        held = frozenset().union(*(names[key].documents for key in self._bodies[surface] if key in names))
        papers = self._governments.get(place, frozenset()) & held
        return (Sense("organisation", place, papers, weak=True),) if papers else ()

    def _is_owners_section(self, surface: str) -> bool:
        """Whether it is no more than a section's heading that begins with an organisation: 上海市普陀区财政局|机构设置."""
        entry = self._catalogue.names.get(surface)
        return (
            entry is not None
            and entry.roles <= {"section"}
            and surface not in self._catalogue.parents
            and any(
                not sense.weak and sense.kind == "organisation"
                for cut in range(2, len(surface))
                for sense in self._organisations.get(surface[:cut], ())
            )
        )

    def _named(self, surface: str, *, weak: bool) -> tuple[Sense, ...]:
        catalogue, lexicon = self._catalogue, self._catalogue.lexicon
        known = surface in lexicon.by_word or surface in lexicon.by_key or bool(catalogue.equivalents(surface))
        if (not known and not _is_english(surface)) or surface in SMALL_WORDS:
            return ()
        if (len(surface) < 2 and surface not in catalogue.names) or _DATED.match(surface) or is_dated(surface):
            return ()
        weak = weak or surface in self._weak or lexicon.is_header(surface)
        basis = catalogue.basis_of(surface)
        if basis:
            return (
                Sense(
                    "name",
                    surface,
                    basis | catalogue.equivalents(surface) | source_of(self._catalogue, surface),
                    weak=surface in self._weak,
                    quality=OTHER_NAME_QUALITY,
                ),
            )
        own = catalogue.equivalents(surface) | catalogue.totals_like(surface)
        keys, codes, known = catalogue.term_keys(surface)
        weak = weak or (bool(own | keys) and all(is_plain_measure(key) for key in own | keys))
        fund = basis_part(catalogue, surface) if own or keys else frozenset()
        if own:
            exact = surface in catalogue.names
            own_word = exact and (surface in lexicon.by_key or not catalogue.names[surface].roles <= {"row"})
            named = (own if own_word else own | keys) | catalogue.present(
                f"{surface}{end}" for end in ("支出", "数", "人数")
            )
            if _is_english(surface) and not weak:
                named |= self._names.alike(surface) | self._names.total_of(surface)
            first = Sense("name", surface, named | fund, codes, weak, 1.0 if exact else OTHER_NAME_QUALITY)
            return (first, *self.records.besides(first))
        number = self._alike(surface) if _is_english(surface) else None
        if number and not keys and not known:
            return (Sense("name", surface, frozenset(number), weak=weak, quality=OTHER_NAME_QUALITY),)
        keys |= fund | without_money(self._catalogue, surface)
        if keys - fund:
            counted = (Sense("operation", "count"),) if _COUNTS.search(surface) else ()
            return (Sense("name", surface, keys, codes, weak, FIELD_QUALITY), *counted, *lexicon.worked_out(surface))
        if known and not weak:
            titles = self._catalogue.titles_of(surface) or catalogue.present(map(surface.__add__, MONEY_BEHIND))
            if part := basis_part(catalogue, surface) or titles:
                return (Sense("name", surface, part, quality=TITLE_QUALITY),)
            several = any(one in catalogue.names for one in ANDS.split(surface)[1:] if one)  # 离休费和退休费
            apart = several or _ASKS_COUNT.search(surface) or is_item_of_fund(self._catalogue, surface)
            return () if apart else (Sense("absent", surface),)
        return ()

    def _alike(self, surface: str) -> frozenset[str]:
        """The names that English words are another form or a part of, and the totals that are called by them."""
        return self._names.alike(surface) or self.records.called(surface) or self._total_of(surface)

    def _total_of(self, surface: str) -> frozenset[str]:
        """The total that is called by an English word, and the forms titled with it: savings of Savings by directorate."""
        totals = frozenset() if surface in self._catalogue.lexicon.cues else self._names.total_of(surface)
        return totals | self._catalogue.titles_with({surface}) if totals else totals

    def _rescue(self, text: str, tokens: list[Token]) -> list[Token]:
        """Left-over tokens tried as parts of names, alone or together with their neighbours."""
        tokens = left_over_whole(text, tokens, self.senses, self._containing)
        position = 0
        while position < len(tokens):
            absent = tokens[position].has("absent")  # 农村供水|管网改造补助 of 农村集中供水管网改造补助
            if tokens[position].has("left") or absent:
                first, last, token = self._part_around(text, tokens, position) or (0, -1, tokens[position])
                taken = tokens[first : last + 1]
                if taken and (not absent or any(one.has("left") or keys_of(token) & keys_of(one) for one in taken)):
                    tokens = [*tokens[:first], token, *tokens[last + 1 :]]
                    position = first
            position += 1
        return tokens

    def _part_around(self, text: str, tokens: Sequence[Token], position: int) -> tuple[int, int, Token] | None:
        windows = [
            (first, last)
            for first in range(max(0, position - _REACH), position + 1)
            for last in range(position, min(len(tokens), position + _REACH + 1))
            if is_run(tokens[first : last + 1], position - first) and not _DATED.match(text[tokens[first].start :])
        ]
        windows.sort(key=lambda window: tokens[window[0]].start - tokens[window[1]].end)
        for match in (self._loosely.words_in_order, self._containing, self._loosely.in_order, self._loosely.near):
            for first, last in windows:
                if match not in (self._containing, self._loosely.words_in_order) and any(
                    _is_whole(token) for token in tokens[first : last + 1]
                ):
                    continue
                start, end = tokens[first].start, tokens[last].end
                sense = match(text[start:end])
                if sense:
                    return first, last, Token(start, end, text[start:end], (sense,))
        return None

    def _containing(self, surface: str) -> Sense | None:
        key = core_key(surface)
        if len(key) < 2:
            return None
        names = [one for one in self._catalogue.containing(key) if f"不{key}" not in one]  # 不含上年结转
        if key.isascii() and key.endswith("y"):
            names = [*names, *self._catalogue.containing(f"{key[:-1]}ies")]
        if not names and key.endswith("费") and len(key) > 2:
            key = f"{key[:-1]}经费"
            names = self._catalogue.containing(key)
        if key.isascii():
            names = [] if len(key) < SHORTEST_PART else names
            names = [name for name in names if re.search(plural_of(key), name)]
        found = [name for name in names if self._tells(key, name)]
        if found:
            called = self.records.called(surface)  # aquarium of 7310 - Aquarium, not of the fund of a museum
            if called:
                return Sense("name", surface, called, quality=OTHER_NAME_QUALITY)
            weak = key.isascii() and all(is_plain_measure(self._catalogue.names[name].text) for name in found)
            return Sense("name", surface, frozenset(found), weak=weak, quality=PART_QUALITY)
        return Sense("name", surface, frozenset(names), quality=NEAR_QUALITY) if 0 < len(names) <= FEW_NAMES else None

    def _tells(self, part: str, name: str) -> bool:
        """Whether a part is enough of a name: half of it, three characters, or any part of a project's or section's."""
        return len(part) > 2 or 2 * len(part) >= len(name) or "section" in self._catalogue.names[name].roles


_COUNTS = re.compile(f"^有?(?:几|多少)|{ASKED_THINGS}|(?:几|多少)[个家]")
"""A name with a question in it: 名下有多少辆车."""
_ASKS_COUNT = re.compile(f"(?:多少|几)[{THINGS}个家]$")
"""A word of the field with a question in it, 离退休多少人: where its own name is lacking, that of the thing may be held."""


def _is_english(surface: str) -> bool:
    return surface.isascii() and surface == surface.strip() and len(surface) >= MIN_NEAR


def _is_whole(token: Token) -> bool:
    """Whether the token is a long exact name, which a left-over beside it does not change."""
    sense = token.sense("name")
    return sense is not None and sense.quality >= OTHER_NAME_QUALITY and len(token.surface) >= MIN_NEAR

"""A question read: its tokens, the names, operations and limits that it gives, and what nothing explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

from bot.figures.estimates import as_kinds, kind_of_one_year, of_forecast
from bot.figures.kinds import with_all_outcomes
from bot.figures.year_ends import of_year_end
from bot.names.budget_words import ASKS_BUDGET, BUDGET_WORDS, ENGLISH_BUDGET_WORDS
from bot.names.catalogue import Catalogue
from bot.names.counted import staff_told
from bot.names.form_numbers import of_these_papers
from bot.names.governments import beside_bodies, of_government_above, placed
from bot.names.offices import of_own_office
from bot.names.organisations import LEVELS
from bot.names.sorts_of_bodies import of_as_many, of_bodies, of_sorts, of_units
from bot.names.terms import Sense, Token
from bot.reading.asides import without_asides
from bot.reading.denied import without_denied
from bot.reading.frame import Frame
from bot.reading.framed import framed
from bot.reading.literals import top_with, years_together
from bot.reading.parts_listed import with_parts_listed
from bot.reading.said_twice import dated_once, of_moves, of_one_kind, of_systems
from bot.reading.small_words import (
    asks_spent,
    item_and_plan,
    of_balances,
    of_checks,
    of_claimed_none,
    of_columns_of_growth,
    of_ministries,
    of_nothing_involved,
    of_paper_named,
    said_side,
    unit_asked,
)
from bot.reading.years_named import budget_of_year, offsets_in, so_many_years, without_base_year, years_in
from index.text import core_key
from prompts import load_yaml

# Cues of one question that belong together: a plan that executes the first has executed the second, too.
_ALIKE = {"change": {"changed"}, "most": {"ranking"}, "least": {"ranking"}, "each": {"list"}, "list": {"each"}}


@dataclass(frozen=True)
class Question:
    """A question read: see the fields. Years, kinds and organisations are in `frame` unless several of a sort are named."""

    text: str
    tokens: tuple[Token, ...]
    language: str
    frame: Frame
    base_year: bool
    """Whether a year was only what a change is measured from: 比2024年增加."""
    offset: int | None
    """Years relative to the documents' year that the question names (-1 last year), None if none."""
    unit: str | None
    decimals: int | None
    top: int | None
    nth: int | None
    level: int | None
    classification: str | None
    amounts: tuple[Sense, ...]

    @cached_property
    def terms(self) -> tuple[Token, ...]:
        """Names and codes, weak ones too, in order."""
        return tuple(token for token in self.tokens if is_term(token))

    @cached_property
    def names(self) -> tuple[Token, ...]:
        """The terms without organisations, years and kinds."""
        return tuple(
            token for token in self.terms if not token.has("frame") and (is_strong(token) or not token.has("operation"))
        )

    @cached_property
    def jurisdiction(self) -> str:
        """A province, city or district that the question asks about as a whole, "" where it names a body or ranges over some."""
        senses = [(token, sense) for token in self.tokens for sense in token.senses if sense.kind == "organisation"]
        weak = (token.surface for token, sense in senses if sense.weak and not token.surface[0].isascii())
        places = [surface for surface in weak if surface[-1] in LEVELS]
        if not places or len(places) < len(senses) or self.ranges_over in _PLACED:
            return ""
        return places[-1]

    @cached_property
    def ranges_over(self) -> str:
        """Either "organisations", "years" or "projects" where a ranking, list or sum ranges over them, else ""."""
        said = [(token, sense.value) for token in self.tokens for sense in token.senses if sense.kind == "over"]
        bodies = [one for token in self.tokens if (one := token.sense("organisation")) is not None and not one.weak]
        if len(bodies) == 1 and self.strong_terms and not any(map(_is_of_units, self.strong_terms)):
            said = [one for one in said if not one[0].surface.startswith("谁")]  # 某局2024年工资福利支出里谁最多
        named = next((over for token, over in said if over != "projects" or not self._follows_income(token)), "")
        alone = not self.strong_terms and self.operations & {"list", "each", "ranking"}  # 四个项目各多少
        done = bool(alone or self.operations & {"sum", "average"})  # 四个项目加起来, 平均
        counted = (one.has("count") or (done and one.has("filler")) for one in self.tokens if _counts_projects(one))
        if not named and any(counted):
            return "projects"
        if not named and (
            any(_among_projects(*pair) for pair in pairwise(self.tokens))
            or (self.operations & _CHOOSING and _names_projects_alone(self.tokens))
        ):
            return "projects"
        named = named or _picked(self.tokens) or _things_of_count(self.tokens)
        framed = {sense.kind for token in self.tokens if token.has("frame") for sense in token.senses}
        if not named and (so_many_years(self.tokens) or (self.frame.years and len(self.frame.years) > 1)):
            return "years"
        if not named and self.years_together is not None and self.operations <= {"sum", "trend", "average", "together"}:
            return "years"
        return named or ("organisations" if "organisation" in framed else "years" if "year" in framed else "")

    def _follows_income(self, token: Token) -> bool:
        """Whether 项目 stands for the items of income: 收入项目有哪些."""
        return any(one.end == token.start and one.has("side", "收入") for one in self.tokens)

    @cached_property
    def years_together(self) -> int | None:
        """How many years an English question takes together, 0 for all; None where it takes none."""
        return years_together(self.text) if self.language == "en" else None

    @cached_property
    def strong_terms(self) -> tuple[Token, ...]:
        """Names and codes that an answer must explain."""
        return tuple(token for token in self.terms if is_strong(token))

    @cached_property
    def operations(self) -> frozenset[str]:
        """The operations whose cues stand in the question; what is asked for in 万元 is no share: 占了多少万元."""
        found = frozenset(sense.value for token in self.tokens for sense in token.senses if sense.kind == "operation")
        return found - {"share"} if self.unit in ("元", "万元", "亿元") else found

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Kinds of questions about words whose cues stand in the question, in order."""
        return tuple(sense.value for token in self.tokens for sense in token.senses if sense.kind == "text")

    @cached_property
    def unexplained(self) -> tuple[Token, ...]:
        """The blockers, and the words that only the text around a figure may explain, in order."""
        return tuple(token for token in self.tokens if is_context(token) or is_blocker(token))

    @cached_property
    def blockers(self) -> tuple[Token, ...]:
        """What the documents lack, or nothing explains: no figure may be given past it."""
        return tuple(token for token in self.tokens if is_blocker(token))


_CHOOSING = frozenset({"list", "each", "most", "least", "ranking", "count"})
_LEVEL_MARKS = ((2, re.compile("款")), (3, re.compile("项级|项科目|项级科目")))
INITIAL = ("年初", "initial", "original")
"""How the words for a budget as it was adopted begin: the adjusted one is another."""
REALLY = ("实际", "执行")
"""How a word begins that asks for what came of a budget, be the year's accounts settled or not: 实际, 实际支出."""


def _is_of_units(token: Token) -> bool:
    """Whether a name says no more than that the units of a body are meant: 下属单位."""
    return token.surface in load_yaml("cues.yaml")["about"]["units"]


def _among_projects(token: Token, after: Token) -> bool:
    """Whether the words say that something is chosen among projects: 项目里最大的, 七个项目中."""
    said = _counts_projects(token) and (token.has("header") or token.has("filler"))
    return said and after.has("connector", "within")


def _counts_projects(token: Token) -> bool:
    """Whether a word is of projects, 七个项目, 四个专项, and not of the parts of one."""
    return token.surface.endswith((PROJECT, "专项")) and not token.surface.endswith(("子项目", "分项目"))


def _names_projects_alone(tokens: Sequence[Token]) -> bool:
    """Whether a question is of nothing else than projects: 项目清单, 项目预算有哪些."""
    named = [token.surface for token in tokens if (is_term(token) or token.has("header")) and not token.has("frame")]
    return "".join(named) in {PROJECT, *(PROJECT + plan for plan in BUDGET_WORDS)}


def _spent_on_projects(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """项目 alone as what the projects cost together: 项目花了多少; of a list or a choice it is each of them."""
    asks_each = any(token.has("operation", *_CHOOSING) or token.has("over") for token in tokens)
    keys = frozenset() if asks_each or not _names_projects_alone(tokens) else catalogue.term_keys(f"{PROJECT}支出")[0]
    named = Sense("name", PROJECT, keys)
    return [replace(token, senses=(named,)) if keys and token.surface == PROJECT else token for token in tokens]


def _picked(tokens: Sequence[Token]) -> str:
    """What the words put in order or pick by an amount: 金额前三的项目, 花钱最多的部门, 支出超过1亿的单位; "" without."""
    told = [token for token in tokens if not _links(token)]
    picked = (
        after.surface
        for token, after in pairwise(told)
        if token.has("count") or token.has("amount") or token.has("operation", "most", "least")
    )
    return next((_THINGS[thing] for thing in picked if thing in _THINGS), "")


def _things_of_count(tokens: Sequence[Token]) -> str:
    """What how many of the first are asked for says itself, 最多的三个单位; "" where it says nothing."""
    return "organisations" if any(one.has("count") and one.surface.endswith(_UNITS) for one in tokens) else ""


_UNITS = ("部门", "单位", "家")


def _links(token: Token) -> bool:
    """Whether a token stands between an amount and what it picks: 100万元|以上|的|项目, 1万到2万|之间|的|部门."""
    filler = token.has("filler") and not token.has("header")
    return filler or token.has("connector", "of") or token.has("operation", "over", "under")


def is_term(token: Token) -> bool:
    """Whether the token may be a name or a code, or a word that only a figure's own sentence can explain."""
    named = any(token.has(kind) for kind in ("name", "code", "frame", "side"))
    return named or is_limit(token) or is_context(token)


def is_limit(token: Token) -> bool:
    """Whether it says whose money, or of which months, a figure is: 全市, 1-4月."""
    return token.has("reach") or token.has("months")


def is_context(token: Token) -> bool:
    """Whether nothing explains the word but the text around a figure may."""
    if token.has("absent"):
        return all(sense.kind == "absent" for sense in token.senses)
    return token.has("left") and len(token.surface) > 1 and not token.surface.isdigit()


def is_strong(token: Token) -> bool:
    """Whether it is a name or a code that an answer must explain."""
    return (
        is_context(token)
        or token.has("frame")
        or is_limit(token)
        or any(sense.kind == "code" or (sense.kind == "name" and not sense.weak) for sense in token.senses)
    )


def is_blocker(token: Token) -> bool:
    """Whether the token is something that no figure of the documents can answer."""
    blocking = ("left", "absent", "stranger", "lacking", "orders", "offtopic")
    return not is_context(token) and all(sense.kind in blocking for sense in token.senses)


def asks_amount_of_change(token: Token) -> bool:
    """Whether the token asks how much something changed, 增加多少, 多多少, and not how far in percent: 幅度多少."""
    asks = "多少" in token.surface and "幅" not in token.surface
    return asks and token.has("operation", "changed", "difference")


def asks_which_is_more(token: Token) -> bool:
    """Whether the token asks which of the things before it is more or less: 谁多, 哪个更少."""
    return token.has("operation", "over", "under") and token.surface[0] in "谁哪孰"


@cache
def _amount_words() -> frozenset[str]:
    groups = (*load_yaml("cues.yaml")["asks_figure"], load_yaml("words.zh.yaml")["fillers"]["money_said"])
    return frozenset(word for group in groups for word in group)


def asks_amount(token: Token) -> bool:
    """Whether the token is one of the words that ask for a figure: 多少, 多少钱, how much."""
    return token.surface in _amount_words() or ("多少" in token.surface and not token.has("text"))


def covers(done: frozenset[str], cue: Token) -> bool:
    """Whether operations that a plan executes cover one operation cue."""
    wanted = {sense.value for sense in cue.senses if sense.kind == "operation"}
    covered = set(done)
    for operation in done:
        covered |= _ALIKE.get(operation, set())
    return bool(wanted & covered) or not wanted


def read_question(
    text: str,
    tokens: Sequence[Token],
    catalogue: Catalogue,
    scope: frozenset[str],
    language: str,
    talk: Frame | None = None,
) -> Question:
    """The question over its tokens; `scope` are the documents that may answer, `talk` is what was asked of before."""
    said = frame_of(tokens, Frame(scope))
    about = said if said.organisations_named or talk is None else talk
    tokens = dated_once(of_moves(of_checks(of_ministries(of_nothing_involved(of_claimed_none(text, tokens))))))
    tokens = of_bodies(of_sorts(of_units(of_systems(tokens)), catalogue, about.documents), catalogue)
    tokens = as_kinds(of_government_above(tokens, catalogue), catalogue, about.documents)
    if language == "en":
        tokens = of_columns_of_growth(text, tokens, catalogue)
        tokens = of_paper_named(with_parts_listed(of_forecast(tokens, catalogue, about.documents)), catalogue.documents)
    tokens = beside_bodies(placed(without_denied(without_asides(tokens), asks_amount), catalogue), catalogue)
    tokens = of_balances(_all_added(_without_held(staff_told(_elsewhere(tokens), catalogue))))
    tokens, base = without_base_year(of_one_kind(_kinds_beside(tokens)), catalogue)
    tokens = _spent_on_projects(_within_projects(framed(tokens), catalogue), catalogue)
    tokens, lone = kind_of_one_year(tokens) if language == "en" else (tokens, False)
    tokens = of_year_end(text, tokens, frame_of(tokens, Frame(scope)), catalogue)
    frame = frame_of(tokens, Frame(scope))
    tokens = of_as_many(tokens, frame, catalogue) if talk is None else tokens
    tokens = of_these_papers(tokens, frame.documents, catalogue.forms)
    frame = of_own_office(replace(frame, kinds=None) if lone else frame, tokens, catalogue)
    if base is not None:
        frame = frame.with_years(base + 1)
    if frame.kinds is None and asks_spent(text, tokens):
        frame = replace(frame, kinds=frozenset({"outturn"}))
    frame = replace(frame, in_tables=_means_forms(tokens))
    offsets = offsets_in(tokens)
    return Question(
        text=text,
        tokens=tuple(tokens),
        language=language,
        frame=with_all_outcomes(frame, catalogue),
        base_year=base is not None,
        offset=offsets[0] if offsets else None,
        unit=unit_asked(tokens),
        decimals=_number(tokens, "rounding", r"(\d+)"),
        top=_number(tokens, "count", r"top (\d+)(?: least)?") or (top_with(text.lower()) if language == "en" else None),
        nth=_number(tokens, "count", r"nth (\d+)"),
        level=_number(tokens, "level", r"(\d)")
        or next((level for level, mark in _LEVEL_MARKS if _counts_rows(tokens, mark)), None),
        classification=_first(tokens, "class"),
        amounts=tuple(sense for token in tokens for sense in token.senses if sense.kind == "amount"),
    )


def _means_forms(tokens: Sequence[Token]) -> bool:
    """Whether the question points into the forms and not at the text, to be told a figure and not whether it is right."""
    checks = any(token.has("operation", "agree", "equal", "whether", "errors") for token in tokens)
    told = any(token.surface in text_words() for token in tokens)
    pairs = zip(tokens, [*tokens[1:], None], strict=False)
    pointed = any(one.has("filler") and _FORMS.match(one.surface + (two.surface if two else "")) for one, two in pairs)
    return pointed and not checks and not told


_FORMS = re.compile("(?:报?表|表格|报表)(?:里|中|上|内)")


@cache
def text_words() -> frozenset[str]:
    """Words that point at the text of a paper and not at its forms: 说明里."""
    return frozenset(load_yaml("cues.yaml")["places"]["text"])


def frame_of(tokens: Sequence[Token], frame: Frame) -> Frame:
    """The frame narrowed by the organisations, years and kinds of the tokens; several of one sort are any of them."""
    strong: set[str] = set()
    documents = frame.documents
    for token in tokens:
        sense = token.sense("organisation")
        if sense and sense.weak:
            documents = documents & sense.keys or documents
        elif sense:
            strong |= sense.keys
    if strong:
        documents = documents & strong or frame.documents & strong
    years = frozenset(years_in(tokens))
    kinds = frozenset(sense.value for token in tokens for sense in token.senses if sense.kind == "kind")
    initial = any(token.has("kind", "budget") and token.surface.startswith(INITIAL) for token in tokens)
    kinds |= {"adjusted"} if "budget" in kinds and not initial else frozenset()
    if any(token.has("kind", "outturn") and token.surface.startswith(REALLY) for token in tokens):
        kinds |= {"executed"}
    said = frozenset(sense.value for token in tokens for sense in token.senses if sense.kind == "stage")
    named = bool(strong) or documents != frame.documents or frame.organisations_named
    side = said_side(tokens) or frame.side
    fiscal = any(token.has("year") and _OVER_TWO.search(token.surface) for token in tokens) if years else frame.fiscal
    stages = said or (None if kinds else frame.stages)  # amended, where adopted is said of the other year
    settled = Frame(documents, years or frame.years, kinds or frame.kinds, named, stages, side)
    return replace(settled, fiscal=fiscal, ending=frame.ending)


_OVER_TWO = re.compile(r"20\d\d[-/–]\d\d(?!\d)")
"""A fiscal year over two calendar years as it is named: 2025-26."""


def _elsewhere(tokens: Sequence[Token]) -> list[Token]:
    """A place behind a body that has no paper of it is a word like others, to be explained: 某局退休费中央补助."""
    named = [sense for token in tokens if (sense := token.sense("organisation"))]
    bodies = frozenset(key for sense in named if not sense.weak for key in sense.keys)
    if not bodies or any(token.has("connector", "than", "and", "or") for token in tokens):
        return list(tokens)
    return [
        replace(token, senses=(Sense("left", token.surface),))
        if all(sense.kind == "organisation" and sense.weak and not sense.keys & bodies for sense in token.senses)
        else token
        for token in tokens
    ]


def _without_held(tokens: Sequence[Token]) -> list[Token]:
    """An attribute that documents usually lack is nothing beside a name that holds it: 授予小微企业的合同金额."""
    named = [key for token in tokens for sense in token.senses if sense.kind == "name" for key in sense.keys]
    return [
        replace(token, senses=(Sense("filler"),))
        if token.has("lacking") and not token.has("name") and any(core_key(token.surface) in key for key in named)
        else token
        for token in tokens
    ]


def _all_added(tokens: Sequence[Token]) -> list[Token]:
    """各项业务合计: what is behind 各项 is asked for all together, and no list of the parts."""
    last = max((at for at, token in enumerate(tokens) if _IN_ALL.fullmatch(token.surface)), default=0)
    if any(token.has("operation", "each") for token in tokens):
        return list(tokens)
    return [
        replace(token, senses=(Sense("filler"),))
        if at < last and token.surface.startswith("各") and token.has("operation", "list")
        else token
        for at, token in enumerate(tokens)
    ]


_IN_ALL = re.compile("(?:合计|总计|共计?|一共|总共|加起来|加总)(?:是|为)?(?:多少)?")


def _within_projects(tokens: Sequence[Token], catalogue: Catalogue) -> list[Token]:
    """项目里财政拨款多少: what is named behind is asked of the forms of projects, or of 项目支出, not of the whole account."""
    asks_order = any(token.has("operation", "most", "least", "ranking", "list", "each", "count") for token in tokens)
    place = next((number for number, pair in enumerate(pairwise(tokens)) if _among_projects(*pair)), None)
    if place is None or asks_order or not any(map(is_strong, tokens[place + 2 :])):
        return list(tokens)
    titles = frozenset(title for title in catalogue.titles_with([PROJECT]) if "基本支出" not in title)
    keys = titles or catalogue.term_keys(f"{PROJECT}支出")[0]
    named = Sense("name", PROJECT, keys)
    return [
        replace(token, senses=(named, *token.senses)) if number == place and keys else token
        for number, token in enumerate(tokens)
    ]


PROJECT = "项目"
_PLACED = ("organisations", "places")
_THINGS = {PROJECT: "projects"} | dict.fromkeys(
    ("部门", "单位", "下属单位", "所属单位", "直属单位", "预算单位", "二级单位"), "organisations"
)


def _counts_rows(tokens: Sequence[Token], mark: re.Pattern[str]) -> bool:
    """Whether the rows asked for are of a level: 最大的三个项级科目."""
    return any(token.has("count") and mark.search(token.surface) for token in tokens)


def _kinds_beside(tokens: Sequence[Token]) -> list[Token]:
    """预算 is a kind of figure where the question also names 决算, and "budget" right beside a year; else the word for a plan."""
    tokens = budget_of_year(tokens, ENGLISH_BUDGET_WORDS)
    if not any(token.has("kind", "outturn", "executed") for token in tokens):
        return list(tokens)
    compared = any(
        token.has("operation", "difference", "changed", "over", "under") or token.has("connector", "than")
        for token in tokens
    )
    words = ENGLISH_BUDGET_WORDS if compared else ()
    return [
        replace(part, senses=(Sense("kind", "budget"),))
        if part.surface in words or ASKS_BUDGET.fullmatch(part.surface)
        else part
        for token in tokens
        for part in item_and_plan(token, compared=compared)
    ]


def _first(tokens: Sequence[Token], kind: str) -> str | None:
    return next((sense.value for token in tokens for sense in token.senses if sense.kind == kind), None)


def _number(tokens: Sequence[Token], kind: str, pattern: str) -> int | None:
    for token in tokens:
        for sense in token.senses:
            found = re.fullmatch(pattern, sense.value) if sense.kind == kind else None
            if found:
                return int(found.group(1))
    return None

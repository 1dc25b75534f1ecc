"""Plans and other years of an item in a sentence: how far a budget was completed, how it was adjusted, what last year's was."""

from __future__ import annotations

import re
from dataclasses import replace

from index.model import Kind
from index.prose_accounts import name_in_account
from index.prose_amounts import Quantity
from index.prose_making import above, figure_of
from index.prose_names import Name, read_name
from index.prose_state import Base, Figure, State, Subject
from index.reach import level_of
from index.words import pattern_of

Read = tuple[State, tuple[Figure, ...]]
CHANGES_TO = pattern_of("prose.zh.yaml", "patterns", "changes_to")
_CHANGED_FROM = re.compile(r"^(?P<name>.*?)[由从](?:原来?|年初)?(?:年初)?(?:预算)?(?:安排)?数?的?$")
"""收入总计由年初预算的: the plan before it was adjusted."""
_TO = r"(?:调整?|上调|下调|调[增减]|核[增减]|追加)(?:至|到|为)"
_REPLANNED = re.compile(f"^{_TO}")
"""What is done to a plan, and to nothing else."""
_NOW_TO = re.compile(
    r"^[，,]*(?:预算)?(?:执行中|执行过程中|年中|中期|年底|年末|后来?|经[^，,。；;]{0,16}(?:批准|审议|通过)后?)?[，,]?(?:将?其)?"
    rf"(?:预算)?{_TO}$"
)
_ENDS_REPLANNED = re.compile(f"{_TO}$")
_CAME = re.compile(
    r"^[，,]*(?:全年|当年|年度|最终)?(?:(?:实际|累计)?(?P<done>完成|执行|实现)(?:数|额)?|实际(?:收入|支出))为?$"
)
"""What came of the plan told before it: 年初预算5万元，实际完成6万元."""
_PLANS: tuple[Kind, ...] = ("budget", "adjusted")
_PLANNED_NOW = re.compile(r"^(?P<name>.*?)(?:预算)?(?:调整?|调[增减])(?:至|到|为)$")
_ADJUSTED = ("全年", "调整", "调整后")
_COMPLETES = re.compile(r"^[，,]?(?:完成|为|占|达到?)(?P<kind>年初|全年|调整后?|)预算数?(?:为)?$")
_OF_BUDGET = re.compile(r"预算数?(?:为)?[\d,.]+[百千万亿]*元的$")
_OF_LAST_YEAR = pattern_of("prose.zh.yaml", "patterns", "of_last_year")
_KINDS_SAID: dict[str, Kind] = {"决算": "outturn", "预算": "budget", "执行": "executed"}
_HELD_AGAINST = re.compile(r"(?:相比较?|相较|比较)?[，,]?(?:增|减|超|短|多|少|节约|下降|上升)")


def read_completed(state: State, text: str, quantity: Quantity, following: str) -> Read | None:
    """The budget, and the degree of its completion, of 完成年初预算数5万元的40%; None for anything else."""
    subject = state.subject
    if subject is None or subject.amount is None or state.reason:
        return None
    planned = _COMPLETES.match(text) if quantity.measure == "money" and following.startswith("的") else None
    if planned:
        kind: Kind = "adjusted" if planned["kind"] in _ADJUSTED else "budget"
        told = Name(year=subject.amount.year, kind=kind)
        return state, (figure_of(state, subject.path, "", quantity, told),)
    if quantity.measure == "percent" and text in ("", "的") and _OF_BUDGET.search(state.sentence[: quantity.start]):
        told = Name(year=subject.amount.year, kind=subject.amount.kind)
        return state, (figure_of(state, subject.path, "完成预算%", quantity, told),)
    return None


def read_adjusted(state: State, text: str, quantity: Quantity, following: str) -> Read | None:
    """The plan of the year before and behind its adjustment: 收入总计由年初预算的5万元调整为6万元; None for anything else."""
    if quantity.measure != "money" or state.reason:
        return None
    own = state.setting.kind == "adjusted"
    before = _CHANGED_FROM.match(text) if (CHANGES_TO if own else _REPLANNED).match(following) else None
    if before:
        name = name_in_account(state, before["name"], read_name(before["name"], state.setting.organisation))
        path = (*above(state, name), *name.path) if name.path else state.subject.path if state.subject else ()
        if not path:
            return replace(state, subject=None), ()
        figure = figure_of(state, path, "", quantity, replace(name, kind="budget", column=""))
        return _with_amount(state, figure), (figure,)
    subject = state.subject
    moved = (CHANGES_TO.fullmatch(text) if own else None) or _NOW_TO.fullmatch(text)
    if not moved or subject is None or subject.amount is None or subject.amount.kind != "budget":
        return _read_came(state, text, quantity) or _read_replanned(state, text, quantity)
    figure = figure_of(state, subject.path, "", quantity, Name(year=subject.amount.year, kind="adjusted"))
    base = Base(figure.year, "budget", prior=False)
    state = replace(state, subject=replace(subject, amount=figure), base=base, amounts=(*state.amounts, figure))
    return replace(state, plan="adjusted", replanned=True), (figure,)


def _read_came(state: State, text: str, quantity: Quantity) -> Read | None:
    """What came of a plan: …调整预算5万元，实际完成6万元; not told where the plan is a part's and it may be the whole's."""
    subject, said = state.subject, _CAME.fullmatch(text)
    if said is None or subject is None or subject.amount is None or subject.amount.kind not in _PLANS:
        return None
    whole = next((one.subject for one in reversed(state.scopes) if one.subject and not one.bracket), None)
    if whole and whole.amount and whole.amount.kind in _PLANS and whole.amount.sentence == state.sentence:
        return replace(state, subject=None), ()
    own = state.setting.kind if state.setting.kind not in _PLANS else None
    kind: Kind = own or ("executed" if said["done"] else "outturn")
    state = replace(state, plan=None, replanned=False)
    figure = figure_of(state, subject.path, "", quantity, Name(year=subject.amount.year, kind=kind))
    state = replace(state, subject=replace(subject, amount=figure), amounts=(*state.amounts, figure), told=True)
    return replace(state, base=None), (figure,)


def of_plan(state: State, text: str) -> State:
    """The state at an amount: of no plan any more where its words say that it came about, 实际完成."""
    return replace(state, plan=None, replanned=False) if _CAME_ABOUT.search(text) else state


_CAME_ABOUT = re.compile("执行|完成|实际|决算|实现")
STAYS = re.compile(r"^(?:[和、及][^，,。；;]*)?(?:保持)?不变")
"""城市配套费5万元和专项收入6万元不变: of the plan before and behind its adjustment alike."""


def _read_replanned(state: State, text: str, quantity: Quantity) -> Read | None:
    """The plan behind its adjustment alone, among others: …调整为9万元，其中税收收入调为4万元; None for anything else."""
    found = _PLANNED_NOW.match(text)
    name = read_name(found["name"], state.setting.organisation) if found else Name()
    if not name.path or name.bare or _NOW_TO.fullmatch(text):
        return (replace(state, subject=None), ()) if _ENDS_REPLANNED.search(text) else None
    figure = figure_of(
        state, (*above(state, name), *name.path), "", quantity, replace(name, kind="adjusted", column="")
    )
    return _with_amount(state, figure), (figure,)


def _with_amount(state: State, figure: Figure) -> State:
    """The state behind an item that is named with its amount."""
    scopes = state.scopes
    if scopes:
        scopes = (*scopes[:-1], replace(scopes[-1], members=scopes[-1].members + 1))
    subject = Subject(figure.path, figure)
    return replace(state, subject=subject, told=True, scopes=scopes, amounts=(*state.amounts, figure))


def read_last_years(state: State, text: str, quantity: Quantity) -> Read | None:
    """Last year's figure of the item spoken of: …决算5万元，上年决算4万元; None for anything else."""
    subject, said = state.subject, _OF_LAST_YEAR.fullmatch(text)
    amount = subject.amount if subject else None
    if said is None or quantity.measure != "money" or subject is None or amount is None or state.reason:
        return None
    kind: Kind | None = _KINDS_SAID.get(said["kind"] or "", amount.kind)
    year = None if amount.year is None else amount.year - 1
    if said["year"] and year != int(said["year"]):
        return None
    if said["year"] and level_of(state.setting.organisation) and not _kind_is_said(amount):
        return state, ()
    figure = figure_of(state, subject.path, "", quantity, Name(year=year, kind=kind))
    base = Base(year, kind, prior=True) if said["year"] else state.base
    return replace(state, amounts=(*state.amounts, figure), base=base), (figure,)


def _kind_is_said(amount: Figure) -> bool:
    """Whether the words right before an amount say of what kind it is, as last year's behind it then is, too: 预算总额5万元."""
    said = rf"(?:预算|决算|执行)(?:总额|数|合计|为|是)*{re.escape(amount.printed)}"
    return bool(re.search(said, amount.sentence))


def read_budgeted(state: State, quantity: Quantity, following: str) -> Read | None:
    """The budget that an item spoken of is held against: 5万元，与年初预算6万元相比…; None for anything else."""
    subject, base = state.subject, state.base
    against = base is not None and not base.prior and base.kind == "budget" and _HELD_AGAINST.match(following)
    if not against or quantity.measure != "money" or subject is None or subject.amount is None or state.reason:
        return None
    return state, (figure_of(state, subject.path, "", quantity, Name(year=subject.amount.year, kind="budget")),)

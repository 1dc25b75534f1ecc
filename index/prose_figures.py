"""A figure of a sentence, with the words before it and what is understood, becomes the figures that it tells."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from index.model import Kind, Unit
from index.prose_accounts import name_in_account
from index.prose_amounts import Quantity
from index.prose_making import COLUMNS, COUNT, above, figure_of, usual_kind
from index.prose_names import Name, counted_after, counted_before, flow_alone, kept_prefix, matches, read_name
from index.prose_plans import (
    CHANGES_TO,
    STAYS,
    Read,
    of_plan,
    read_adjusted,
    read_budgeted,
    read_completed,
    read_last_years,
)
from index.prose_roles import Role, read_role, tells_prior, unchanged
from index.prose_state import Base, Figure, State, Subject
from index.prose_words import bare_text, is_dependent, is_project_total, listed, of_all_bodies, scored
from index.words import pattern_of
from prompts import load_yaml

_OF_ADJUSTED = re.compile(r"调整后?的?预算数?的?$")
"""How the words before a degree of completion end that is of the adjusted plan: 相当于预算的124%、调整预算数的101%."""
_ARRANGED_ALONE = pattern_of("prose.zh.yaml", "patterns", "arranged_alone")
"""机关运行经费。2024年安排5万元: no more than that the item has an amount."""
_BEYOND = {"超收": 1, "超支": 1, "短收": -1, "欠收": -1}
"""More or less than was budgeted."""
_AT_RATE = re.compile(r"[，,](?:同比)?(?:增长|下降|上升|降低|减少|增加|增幅|降幅)(?:了|为)?[\d.]+%")
"""甲支出5万元，增加1万元，增长25%: the amount of that growth."""
_ALIKE = "同口径"
_MADE_ALIKE = re.compile(r"(?:同口径|可比口径)(?:计算|比较|测算|口径)?[，,][^，,。；;：:]*$")
"""按同口径计算，收入为5万元: an amount worked out for a comparison, beside what really came in."""
_COMPARED_WITH = re.compile(r"^[，,]*(?:相比较?|相较|比较)?[，,]*")
_LIKE_FOR_LIKE = pattern_of("prose.zh.yaml", "patterns", "like_for_like")
_COMPARED_ALONE = re.compile(r"^(?:[\d.,]+(?![\d年])|(?:两者|两年|前后)?(?:对比|相比|相较))")
_BY_NATURE = re.compile(r"(?:按)?自然口径(?:计算)?$")
LIKE_FOR_LIKE = "同口径增减%"
"""The column of a change between figures made comparable, beside the plain 增减%."""
_POSTS = "编制"


def read_remark(state: State, text: str) -> Read:
    """A clause without a figure: 与2022年预算持平 is a change of nothing."""
    word, name_text = unchanged(text)
    if not word or state.base is None or not state.base.prior or state.reason:
        return state, ()
    subject = _changed(state, name_text)
    if subject is None or subject.amount is None:
        return state, ()
    change = _change(state, subject, Decimal(0), word, subject.amount.unit)
    return state, (change, *_prior(state, change, subject.amount))


def compared_of(state: State, text: str) -> State:
    """The state behind 收入支出总计与上年相比，: what it names is what the figures behind the comma are of."""
    subject = _spoken_of(state, text) if text and not state.reason and not unchanged(text)[0] else None
    return replace(state, subject=subject, told=True) if subject else state


def read_figure(state: State, text: str, mark: str, quantity: Quantity, ends_with_base: bool) -> Read:
    """The figures that one printed figure tells: itself, and last year's where it is a change. None where unclear."""
    following = state.sentence[quantity.end :]
    completed = read_completed(state, text, quantity, following)
    if completed is not None:
        return completed
    adjusted = read_adjusted(state, text, quantity, following) or read_last_years(state, text, quantity)
    if adjusted is not None:
        return adjusted
    if ends_with_base and not text.strip("，, "):
        budgeted = read_budgeted(state, quantity, following)
        if budgeted is not None:
            return budgeted
    beyond = _read_beyond(state, text, quantity)
    if beyond is not None:
        return beyond
    named = bool(text.strip("，,的 "))
    compared = ends_with_base and state.base is not None and state.base.prior
    prior = compared and (named or tells_prior(following))
    role = read_role(text, quantity.measure, compared=state.base is not None, prior=prior, reason=state.reason)
    if CHANGES_TO.match(following) or "分别" in text:
        return replace(state, subject=None), ()
    if role is None or (unchanged(text)[0] and state.base):
        return read_remark(state, text) if role else (state, ())
    if role.part == "amount":
        state = state if state.plan is None or quantity.measure != "money" else of_plan(state, text)
        if state.replanned and state.setting.kind != "adjusted" and not STAYS.match(following):
            return state, ()
        return _read_amount(state, role, mark, quantity, following)
    if role.part == "change":
        return _read_change(state, role, quantity, following)
    return _read_told(state, role, quantity)


def _read_beyond(state: State, text: str, quantity: Quantity) -> Read | None:
    """By how much the budget was exceeded or missed: 为预算的101%，超收5万元; None for anything else."""
    sign = _BEYOND.get(_COMPARED_WITH.sub("", text))
    subject = state.subject
    if sign is None or quantity.measure != "money" or subject is None or subject.amount is None or state.reason:
        return None
    against = replace(state, base=Base(subject.amount.year, "budget", prior=False))
    return state, (_change(against, subject, quantity.value * sign, quantity.printed, quantity.unit),)


def _read_change(state: State, role: Role, quantity: Quantity, following: str) -> Read:
    value = quantity.value * role.sign
    if role.sign == 0 and quantity.value != 0:
        return state, ()
    name = _BY_NATURE.sub("", role.name).strip("、")
    alike = bool(_LIKE_FOR_LIKE.search(role.name)) or (state.alike and not role.name)
    state = replace(state, alike=alike)
    if alike and quantity.measure == "money":
        return state, ()
    of_rate = quantity.measure == "percent" or bool(_AT_RATE.match(following))
    growth = of_rate and state.told and (alike or not name)
    subject = state.subject if alike else _changed(state, _COMPARED_ALONE.sub("", name))
    if subject and quantity.measure == "money" and subject.amount and subject.amount.unit.factor is None and not name:
        spent = next((one for one in reversed(state.amounts) if one.unit.factor is not None), None)
        subject = Subject(spent.path, spent) if spent else None  # …5万元，团组2个，比上年增加1万元
    state, subject = _of_two_years(state, subject)
    if state.base is None and not growth and not (state.reason and role.name):
        return state, ()
    if state.reason and (quantity.measure == "percent" or not role.name):
        return state, ()
    if subject is None:
        return state, ()
    change = _change(state, subject, value, quantity.printed, quantity.unit)
    if alike:
        return replace(state, told=True), (replace(change, column=LIKE_FOR_LIKE),)
    amount = subject.amount
    if not state.reason:
        state = replace(state, subject=subject, told=True)
        state = replace(state, moved=(*state.moved, subject.path))
    told = () if _skips_years(state.base, change) else (change,)
    if amount and amount.unit == quantity.unit and 0 <= amount.value < value:
        return state, ()  # more was added than there is: the clause speaks of another item
    if amount is None or amount.unit != quantity.unit or state.reason or not state.base or not state.base.prior:
        return state, told
    return state, (*told, *_prior(state, change, amount))


def _of_two_years(state: State, subject: Subject | None) -> tuple[State, Subject | None]:
    """Behind an item's amounts of this year and of last year a change is of this year's: 2016年33万元，2015年57万元，减少24万元."""
    amount = subject.amount if subject else None
    if subject is None or amount is None or amount.year is None or (state.base and not state.base.prior):
        return state, subject
    pair = (one for one in reversed(state.amounts) if one.path == amount.path and one.unit == amount.unit)
    later = next((one for one in pair if one.year == amount.year + 1 and one.sentence == amount.sentence), None)
    if later is None:
        return state, subject
    base = Base(amount.year, amount.kind, prior=True)
    return replace(state, base=base, told=True), replace(subject, amount=later)


def _skips_years(base: Base | None, change: Figure) -> bool:
    """Whether a change is on an earlier year than the last: 2017年…较2015年下降."""
    return (
        base is not None and base.prior and None not in (base.year, change.year) and base.year != (change.year or 0) - 1
    )


def _change(state: State, subject: Subject, value: Decimal, printed: str, unit: Unit) -> Figure:
    against = "比上年增减" if state.base is None or state.base.prior else "比预算增减"
    column = {"%": "增减%" if against == "比上年增减" else against + "%", "个百分点": "增减百分点"}.get(
        unit.name, against
    )
    amount = subject.amount
    year = amount.year if amount else state.about or state.year or state.setting.year
    kind = amount.kind if amount else usual_kind(state.setting, year)
    path = subject.path
    if column == "增减%" and path[-1].startswith(_ALIKE):
        path, column = (*path[:-1], path[-1].removeprefix(_ALIKE)), LIKE_FOR_LIKE
    return Figure(path, column, value, unit, printed, year, kind, state.sentence)


def _prior(state: State, change: Figure, amount: Figure) -> tuple[Figure, ...]:
    """Last year's figure worked out from the change, unless it is printed too."""
    base = state.base
    if base is None or base.year is None:
        return ()
    kind = base.kind or amount.kind
    if any(told.path == amount.path and told.year == base.year and told.unit == amount.unit for told in state.amounts):
        return ()
    sign = "-" if change.value >= 0 else "+"
    worked = amount.value - change.value
    derived = f"{amount.printed} {sign} {change.printed if change.value else '0'}"
    printed = f"{worked:,}"
    prior = replace(
        amount,
        column=COLUMNS[kind],
        value=worked,
        printed=printed,
        year=base.year,
        kind=kind,
        derived=derived,
        sentence=state.sentence,
    )
    return (prior,)


def _read_told(state: State, role: Role, quantity: Quantity) -> Read:
    """A share, a degree of completion, a rate, or last year's amount printed beside this year's."""
    if role.part == "rate" and (rated := _carried_out(state, role, quantity)):
        return state, (rated,)
    if role.part == "rate":
        name = read_name(role.name, state.setting.organisation)
        if not name.path or state.reason:
            return state, ()
        figure = figure_of(state, (*state.parents, *name.path), "比率", quantity, name)
        return replace(state, subject=Subject(figure.path, figure), told=True), (figure,)
    subject = (_changed if role.part == "prior" else _spoken_of)(state, role.name)
    if subject is None or state.reason:
        return state, ()
    if role.part == "prior":
        base = state.base
        kind: Kind = (base.kind if base else None) or state.setting.kind
        figure = figure_of(
            state, subject.path, COLUMNS[kind], quantity, Name(year=base.year if base else None, kind=kind)
        )
        own = subject if subject.amount else state.subject  # 收入较去年5万元增加1万元: the change is of 收入, too
        return replace(state, amounts=(*state.amounts, figure), subject=own), (figure,)
    column = "占比" if role.part == "share" else "完成预算%"
    if role.part == "completion" and _OF_ADJUSTED.search(state.sentence[: quantity.start].rstrip("为")):
        column = "完成调整预算%"
    amount = subject.amount
    if role.part == "completion" and amount and amount.unit.factor is None:
        return state, ()
    told = Name(year=amount.year, kind=amount.kind) if amount else Name()
    return state, (figure_of(state, subject.path, column, quantity, told),)


def _carried_out(state: State, role: Role, quantity: Quantity) -> Figure | None:
    """How much of its budget the amount right before is: 项目支出788万元，执行率93%; None where the rate is of something else."""
    spent = state.subject.amount if state.subject else None
    own = spent is not None and spent.unit.factor is not None and not state.reason
    if spent is None or not own or role.name.strip("，,的 ") not in listed("execution_rates"):
        return None
    return figure_of(state, spent.path, "完成预算%", quantity, Name(year=spent.year, kind=spent.kind))


def _spoken_of(state: State, text: str) -> Subject | None:
    """The item that a remark is about: the one it names, else the one spoken of; None where it cannot be told."""
    name = read_name(text, state.setting.organisation)
    flow = text.strip("，,的 ")
    both = _both_flows(state) if flow in _BOTH_FLOWS else None
    if both is not None or flow in listed("whole_flows"):
        return both or _whole_flow(state, flow)
    if not name.path or name.bare:
        clear = not text.strip("，,、（( ") or name.bare or text.strip("，,的 ") in listed("bad_names")
        return _of_year_told(state, state.subject) if clear and not state.reason else None
    subject = state.subject
    if subject and matches(name.path, subject.path):
        return _of_year_told(state, subject)
    told = reversed((*state.setting.known, *state.amounts))
    known = [amount for amount in told if _is_one_item(amount.path[-1], name.path[-1])]
    if known:
        own = [amount for amount in known if state.about in (None, amount.year)]
        return Subject(own[0].path, own[0]) if own else Subject(known[0].path)
    return Subject((*state.setting.parents, *name.path) if state.reason else (*state.parents, *name.path))


def _of_year_told(state: State, subject: Subject | None) -> Subject | None:
    """The item spoken of, without its amount where that is of another year than the comparison is said to be of."""
    amount = subject.amount if subject else None
    other = amount is not None and state.about not in (None, amount.year)
    return replace(subject, amount=None) if subject and other else subject


def _is_one_item(known: str, name: str) -> bool:
    """Whether a remark's name is a known item's, of which the fund may be left out where it has no other money: “三公”经费."""
    fund = known.removesuffix(name)
    fiscal = any(item in name for item in listed("fiscal_items"))
    return (
        known in (name, name.removeprefix("本年"))
        or sorted(known) == sorted(name)
        or (fiscal and known.endswith(name) and fund.endswith(listed("fund_endings")))
    )


def _changed(state: State, text: str) -> Subject | None:
    """The item that a change is of: behind a list that 其他 completes it is the whole of the list, not 其他."""
    subject = _spoken_of(state, text)
    scope = state.scopes[-1] if state.scopes else None
    if subject is None or subject is not state.subject or scope is None or scope.subject is None:
        return subject
    whole = scope.subject.amount
    parts = [one.value for one in state.amounts if one.path[:-1] == scope.parents and whole and one.unit == whole.unit]
    complete = whole is not None and len(parts) > 1 and sum(parts) == whole.value
    part = subject.path[:-1] == scope.parents
    last = subject.amount is not None and _ends_list(state.sentence, subject.amount.printed)
    rest = part and (subject.path[-1].startswith(listed("rest")) or last)
    moved = any(path == scope.subject.path or path[:-1] == scope.parents for path in state.moved)
    if part and last and not complete and not moved:
        return None  # it may be of the whole or of the last part
    return scope.subject if complete and rest and not moved else subject


def _ends_list(sentence: str, printed: str) -> bool:
    """Whether a figure is the last of a list without a pause, behind which the whole is spoken of: 其中甲5万元、乙6万元，较上年…."""
    return bool(re.search(rf"元、[^，,；;。、]*?{re.escape(printed)}[百千万亿]*元", sentence))


def _whole_flow(state: State, flow: str) -> Subject | None:
    """The total that 收入 or 支出 alone means, if the section has told it."""
    for amount in reversed((*state.setting.known, *state.amounts)):
        row = amount.path[-1]
        if row in {f"{flow}预算", f"{flow}决算"} or (flow in row and row.endswith(("总计", "合计"))):
            return Subject(amount.path, amount)
    return None


_BOTH_FLOWS = ("收支", "收、支", "收入支出", "收入、支出")


def _both_flows(state: State) -> Subject | None:
    """What the sentence has told of income and spending alike: 收入总计5万元，支出总计5万元，收支比上年增加1万元."""
    told = [one for one in state.amounts if one.sentence == state.sentence and one.unit.factor is not None]
    sides = {flow: one for one in told for flow in ("收入", "支出") if one.path[-1] in (f"{flow}总计", f"{flow}合计")}
    one, other = sides.get("收入"), sides.get("支出")
    if one is None or other is None or (one.value, one.unit, one.year) != (other.value, other.unit, other.year):
        return None
    path = (*one.path[:-1], "收支总计")
    return Subject(path, replace(one, path=path))


def _read_amount(state: State, role: Role, mark: str, quantity: Quantity, following: str) -> Read:
    if state.reason:
        return state, ()
    organisation = state.setting.organisation
    role = replace(role, name=of_all_bodies(state.sentence[: quantity.start]) or role.name)
    name = (
        _counted(state, role.name, mark, following, organisation)
        if quantity.measure == "count"
        else name_in_account(state, role.name, read_name(role.name, organisation), following)
    )
    if name.path and quantity.measure == "money" and _MADE_ALIKE.search(state.sentence[: quantity.start]):
        name = replace(name, path=(*name.path[:-1], _ALIKE + name.path[-1].removeprefix(_ALIKE)))
    if state.setting.item and not state.parents and name.path in _UNNAMED_WHOLES:
        name = replace(name, path=(state.setting.item,), bare=False)
    flow = flow_alone(role.name, organisation) if quantity.measure == "money" and not state.scopes else ""
    if flow:
        name = Name((flow,), year=name.year)
    whole = (
        state.setting.project and quantity.measure == "money" and all(not scope.parents[1:] for scope in state.scopes)
    )
    if whole and is_project_total(role.name, name):
        name = replace(name, path=(load_yaml("prose.zh.yaml")["project_total"],), bare=False)
    if role.name.strip("共") in listed("dependent_alone") and state.told and mark == ",":
        name = Name((role.name.strip("共"),))
    if quantity.measure == "money" and name.path and name.path[-1] in listed("countable"):
        return replace(state, subject=None), ()
    state = replace(state, year=name.year or state.year)
    subject = state.subject
    if subject and name.column and _is_said_of(state, subject, name, mark):
        return _told_amount(state, replace(subject, titled=True), name, quantity)
    if subject and subject.titled and subject.amount is None and _ARRANGED_ALONE.match(role.name):
        return _told_amount(state, subject, replace(name, path=()), quantity)
    if not name.path:
        unnamed = quantity.measure == "count" and not bare_text(role.name) and state.told and subject
        if unnamed and subject:
            return _told_amount(state, subject, name, quantity)
        return replace(state, subject=None), ()
    if name.path[-1] in listed("totals") and not state.parents and not subject:
        return state, ()
    if name.path[-1] in listed("totals") and subject and subject.amount and subject.amount.unit.factor is None:
        name = Name((load_yaml("prose.zh.yaml")["worth"],), year=name.year)  # 车辆58台，合计1,462.35万元
        state = replace(state, told=True)
    column = COUNT if quantity.measure == "count" else ""
    dependent = mark in {",", "、", ""} and state.told and is_dependent(name.path[0])
    owner = (subject.owner or subject.path) if dependent and subject else ()
    path = (*(owner or above(state, name)), *name.path)
    figure = figure_of(state, path, column, quantity, name)
    scopes = state.scopes
    if scopes and not owner:
        scopes = (*scopes[:-1], replace(scopes[-1], members=scopes[-1].members + 1))
    subject = Subject(path, figure, whole=_is_whole(path), owner=owner)
    marked = () if owner else scored(figure)
    if marked:
        subject = Subject(marked, titled=True)
    amounts = (*state.amounts, figure)
    return replace(state, amounts=amounts, told=True, alike=False, scopes=scopes, subject=subject), (figure,)


_UNNAMED_WHOLES = tuple((said,) for said in ("总额", "预算总额", "决算总额", "预算合计", "决算合计", "支出总额"))
"""What tells the whole of what the heading is of."""


def _is_said_of(state: State, subject: Subject, name: Name, mark: str) -> bool:
    """Whether words such as 支出决算 tell a further amount of the item spoken of, not an item of their own."""
    if not (name.bare or not name.path):
        return False
    if not (subject.titled or state.told):  # a new sentence: 年初预算为4670.50万元, after what was spent
        held = subject.amount
        alone = not name.path and subject.path[:-1] == state.parents
        return alone and held is not None and held.kind != name.kind
    if not name.path:
        return True
    return mark != ";" and (subject.amount is None or subject.amount.kind != name.kind)


def _told_amount(state: State, subject: Subject, name: Name, quantity: Quantity) -> Read:
    """An amount of the item already spoken of: 支出决算为1,511.89万元; 累计4人次."""
    figure = figure_of(state, subject.path, COUNT if quantity.measure == "count" else "", quantity, name)
    return replace(state, amounts=(*state.amounts, figure), told=True, subject=replace(subject, amount=figure)), (
        figure,
    )


def _counted(state: State, text: str, mark: str, following: str, organisation: str) -> Name:
    noun = counted_after(following)
    if noun:
        return Name((kept_prefix(text) + noun,), year=read_name(text, organisation).year)
    if mark in {",", "、", ""} and bare_text(text).removesuffix("有") in listed("really_there") and _tells_posts(state):
        return Name((state.amounts[-1].path[-1] + load_yaml("prose.zh.yaml")["filled_posts"],))
    name = counted_before(text, organisation)
    return _received(state, name) if mark in {",", "、", ""} and name.path[-1:] == (_RECEPTION,) else name


_RECEPTION = "接待"


def _received(state: State, name: Name) -> Name:
    """接待 right behind what one sort of guests cost, as the reception of these: 外宾接待支出1万元，接待2批次、13人次."""
    spent = state.subject.amount if state.subject else None
    if spent is None or spent.unit.factor is None or spent.sentence != state.sentence:
        return name
    sorts = load_yaml("prose.zh.yaml")["guests"].items()
    told = next((called for called, said in sorts if re.search(said, spent.path[-1])), "")
    return replace(name, path=(told,)) if told else name


def _tells_posts(state: State) -> bool:
    """Whether the figure right before is a number of posts, and none of several: 行政编制5人、事业编制6人，在职10人 are of both."""
    posts = [one.path[-1].endswith(_POSTS) for one in state.amounts[-2:] if one.sentence == state.sentence]
    return bool(posts) and posts[-1] and posts.count(True) == 1


def _is_whole(path: tuple[str, ...]) -> bool:
    return path[-1] == load_yaml("prose.zh.yaml")["project_total"] or path[-1] in listed("totals")

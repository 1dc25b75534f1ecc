"""A paragraph read clause by clause: every figure with what it is of, and what stays understood from clause to clause.

A sentence is cut at its figures. The words before a figure tell its role (amount, change, share, count) and its name; a
clause without a name of its own speaks of the item before it (…100万元，比上年增加5万元，增长5.3%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from index.accounts import ANY_ACCOUNT
from index.numerals import HAN
from index.prose_accounts import account_aside
from index.prose_amounts import Quantity, find_quantities
from index.prose_figures import compared_of, read_figure, read_remark
from index.prose_names import ALSO_CALLED, read_name
from index.prose_plans import Read
from index.prose_roles import find_base, reason_given
from index.prose_state import Figure, Scope, Setting, State, Subject, known_path, path_below
from index.prose_text import AMONG, fold_width, sentences
from index.reach import level_of
from index.text import strip_numbering
from prompts import load_yaml

_IN_ITEM = re.compile(r"^(?:在)?(.{4,60})中$")
_TITLE_LENGTH = 24
_AMONG_HEAD = re.compile(rf"{AMONG.pattern}[：:，,]?")
_CLASS_END = re.compile(r"[（(](?:\d{2})?[类款项][)）]$")
_SOME = rf"(?:[{HAN}两\d]+(?:类|项|个|部分|方面)[^，,：:]{{0,4}})"
_LEADS_LIST = re.compile(
    r"^([^，,：:。]{2,40}?)(?:的?(?:主要|具体)?(?:内容|情况|构成|明细|用途|主要用于以下方面))?"
    rf"(?:如下|包括|分别为|(?:按[^，,：:]{{1,8}})?(?:分为|分成|有){_SOME})?[：:]$"
)
_LISTS = re.compile(r"(?:以下|下列)[^，,]{0,6}$|如下$|(?:构成|组成)(?:为|是)$|(?:分为|分成|有)" + _SOME + "$")
_SPENT_ON = re.compile(r"(?:安排|主要|具体|全部|拟)?用于(?:以下|下列)?[^，,]{0,6}$")
_SPENT_BY = re.compile(
    r"^(.{2,20}?(?:债券|资金|债务|收入))(?:安排|主要|具体|全部|拟)*(?:用于|投向)(?:以下|下列)?[^，,]{0,6}$"
)
_MADE_OF = re.compile(r"^由.+(?:组成|构成)")
_SPREADS = re.compile(r"^(?:包括|包含)[^，,。；;\d]{2,20}[\d,.]+[百千万亿]*元(?:[、和]|[，,](?!比|较|同比))")
"""…5万元，包括甲2万元、乙3万元: parts of that amount."""
_ONLY_YEAR = re.compile(r"^(?:在)?((?:19|20)\d{2})年度?(?:，|全年|当年)?$")
_BULLETS = "—–•· "
_OPENS_YEAR = re.compile(r"^((?:19|20)\d{2})年度?[^，,。；;：:\d]{0,8}(?:级|部门|单位|机关|政府|全[省市区县])$")
"""A clause without a figure that says of what year the next one is: 2010年中央本级，…."""
_YEAR_HEAD = re.compile(r"^[^，,。；;]{0,30}?(?:19|20)\d{2}年")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two delimiters; `mark` is the one before it, `after` the one behind it."""

    text: str
    mark: str
    after: str


def read_paragraph(text: str, setting: Setting) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The figures of a paragraph in order, and the path of the item last spoken of (for a list that follows)."""
    state = State(setting)
    figures: list[Figure] = []
    told = list(sentences(text))
    for sentence, after in zip_longest(told, told[1:], fillvalue=""):
        state = _begin(state, sentence, after)
        state, found = _read_sentence(state)
        figures += found
    return tuple(figures), _list_item(state)


def _list_item(state: State) -> tuple[str, ...]:
    """The item whose parts the next paragraphs would list: one that the last sentence names, else the one spoken of."""
    led = None if state.sentence.startswith(_WAYS) else _LEADS_LIST.match(state.sentence)
    named = read_name(led.group(1), state.setting.organisation).path if led else ()
    if named:
        return known_path(state, named) or (*state.setting.parents, *named)
    subject = state.subject
    if subject is None or (subject.amount and subject.amount.unit.factor is None):
        return ()
    return subject.path[:-1] if led and len(subject.path) > len(state.setting.parents) + 1 else path_below(state)


_WAYS = ("按", "从", "依")
"""按功能分类：… says in what way the parts of the item before it are listed."""


def class_title(text: str, organisation: str) -> tuple[str, ...]:
    """The item that a sentence without figures only names: 1、…（类）…（款）行政运行（项）。"""
    text = text.rstrip("。：: ")
    if text.startswith(_WAYS):
        return ()
    return read_name(text, organisation).path if _CLASS_END.search(text) else ()


def _item_title(sentence: str, after: str, organisation: str) -> tuple[str, ...]:
    """The item that a short sentence is (因公出国（境）费。2023年预算安排…), by its words or by its number and what the next
    sentence tells of no other item: 9.公路建设。年初预算6,200万元，支出决算5,862.3万元.
    """
    text = strip_numbering(_AMONG_HEAD.sub("", sentence)).rstrip("。 ")
    listed = text != sentence.rstrip("。 ") and _PLANNED_OF_IT.match(after) is not None
    short = len(text) <= _TITLE_LENGTH and not re.search(r"[，,；;：:\d]", text)
    own = short and sentence.endswith("。") and (listed or _is_item(text, organisation))
    return read_name(text, organisation).path if own else ()


_PLANNED_OF_IT = re.compile(r"(?:(?:19|20)\d{2}年度?)?(?:年初|全年|调整后?)?(?:预算|支出决算|决算)数?(?:为|安排)?\d")


def _is_item(text: str, organisation: str) -> bool:
    """Whether the words name an item of money."""
    path = read_name(text, organisation).path
    return bool(path) and (path[-1].endswith(("费", "费用", "经费", "支出", "收入")) or text in _FLOWS_PLANNED)


_FLOWS_PLANNED = ("收入预算", "支出预算")


_COMPARED = re.compile(r"(?:与|比|较|同)(?:上年|去年|上一年|(?:19|20)\d{2}年)")
"""How a sentence begins that holds the whole, and no part told last behind 其中, against the year before."""


_ADDED_TO = re.compile(r"(?:再)?加上?(?=[^，,。强大快])|连同|计入|收支相抵|(?:收入|支出)(?:总计|总量)")
"""How a sentence begins that adds to the whole told before its parts, or tells what comes of it: 加上上级补助收入5万元，收入总计…."""


def _begin(state: State, sentence: str, after: str) -> State:
    waits = state.subject is not None and state.subject.titled and state.subject.amount is None
    anew = _YEAR_HEAD.match(find_base(sentence, None)[1]) or _names_owner(sentence, state.setting.organisation)
    stays = state.lasting and (waits or not anew) and not _ADDED_TO.match(sentence)
    compared = bool(state.scopes) and not stays and _COMPARED.match(sentence)
    begun = replace(
        state,
        subject=state.scopes[0].subject if compared else state.subject,
        sentence=sentence,
        scopes=state.scopes if stays else (),
        kept=len(state.scopes) if stays else 0,
        lasting=stays,
        told=False,
        alike=False,
        base=state.base if AMONG.match(sentence) else None,
        reason=False,
        plan=None,
        replanned=False,
    )
    organisation = state.setting.organisation
    title = class_title(sentence, organisation) or _item_title(sentence, after, organisation)
    if not title:
        return begun
    if AMONG.match(sentence):
        begun = replace(_open_among(begun), sentence=_AMONG_HEAD.sub("", sentence))
    return replace(begun, subject=Subject((*begun.parents, *title), titled=True))


def _names_owner(sentence: str, organisation: str) -> bool:
    """Whether a sentence begins with whose figures it tells (全县…), as no part of the sentence before does."""
    owners = load_yaml("prose.zh.yaml")["organisations"]
    return sentence.startswith(tuple([organisation, *owners] if organisation else owners))


def _read_sentence(state: State) -> Read:
    folded = fold_width(state.sentence)
    figures: list[Figure] = []
    position = 0
    for quantity in (*find_quantities(folded), None):
        end = quantity.start if quantity else len(folded)
        for piece, mark, last in _pieces(folded, position, end):
            state = _nest(state, mark)
            state, found = _read_piece(state, state.sentence[piece], folded[piece], quantity if last else None)
            figures += found
        position = quantity.end if quantity else end
    return state, _named_balances(figures)


def _named_balances(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of a sentence, a bare 年末余额 by the name of the balance told before it: 上年末某基金余额5亿元，…，年末余额6亿元."""
    named: list[Figure] = []
    balance = ""
    for figure in figures:
        limit = next((one.path[-1] for one in named if one.path[-1].endswith("债务限额")), "")
        if not balance and limit and _BARE_BALANCE.fullmatch(figure.path[-1]):
            figure = replace(figure, path=(limit.removesuffix("限额") + "余额",))
        elif balance and _BARE_BALANCE.fullmatch(figure.path[-1]):
            figure = replace(figure, path=(*figure.path[:-1], balance))
        elif figure.path[-1].endswith(_BALANCES):
            balance = figure.path[-1]
        named.append(figure)
    return tuple(named)


_BALANCES = ("余额", "结余")
_BARE_BALANCE = re.compile("(?:年末|年底|期末|当年末)(?:余额|结余)")


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[slice, str, bool]]:
    """The text between two figures cut at brackets that hold figures: (where, bracket before it, whether last)."""
    opened: list[int] = []
    loose: list[int] = []
    for position in range(start, end):
        if folded[position] == "(":
            opened.append(position)
        elif folded[position] == ")":
            if opened:
                opened.pop()
            else:
                loose.append(position)
    cuts = sorted([*loose, *opened])
    edges = [start, *(cut + 1 for cut in cuts)]
    for number, (edge, stop) in enumerate(zip(edges, [*cuts, end], strict=True)):
        yield slice(edge, stop), folded[cuts[number - 1]] if number else "", number == len(cuts)


def _nest(state: State, mark: str) -> State:
    if mark == "(":
        return replace(
            state, scopes=(*state.scopes, Scope(path_below(state), state.subject, bracket=True, year=state.year))
        )
    inside = next((n for n in range(len(state.scopes) - 1, -1, -1) if state.scopes[n].bracket), None)
    if mark == ")" and inside is not None:
        scope = state.scopes[inside]
        return replace(state, scopes=state.scopes[:inside], subject=scope.subject, year=scope.year)
    return state


def _read_piece(state: State, text: str, folded: str, quantity: Quantity | None) -> Read:
    figures: list[Figure] = []
    before = ""
    clauses = tuple(_clauses(text, folded))
    for number, clause in enumerate(clauses):
        clause = replace(clause, text=ALSO_CALLED.sub("", clause.text))
        state, rest, at_end = _absorb(state, clause)
        if quantity and number == len(clauses) - 1:
            named = before + rest if before.endswith("的") and rest else rest
            if rest in load_yaml("prose.zh.yaml")["totals"] and _is_item(before, state.setting.organisation):
                named = before  # 机关运行经费，合计512.87万元
            state, found = read_figure(state, named, clause.mark, quantity, at_end)
        else:
            state = compared_of(state, rest) if at_end else state
            state, found = read_remark(_titled(state, rest, clause.after), rest)
        figures += found
        before = rest
    return state, tuple(figures)


def _titled(state: State, text: str, after: str) -> State:
    """A clause that only names an item (…（项）：, 公务接待费：) makes it the one spoken of."""
    organisation = state.setting.organisation
    title = class_title(text, organisation) or (_item_title(f"{text}。", "", organisation) if after == ":" else ())
    if title:
        return replace(state, subject=Subject((*state.parents, *title), titled=True), told=True)
    spent = _SPENT_BY.match(text) if after == ":" and level_of(organisation) else None
    path = read_name(spent.group(1), organisation).path if spent else ()
    return _open_among(replace(state, subject=Subject((*state.parents, *path)), told=True)) if path else state


def _clauses(text: str, folded: str) -> Iterator[Clause]:
    depth, start, mark = 0, 0, ""
    for position, char in enumerate(folded):
        depth += (char in "(“《〔") - (char in ")”》〕" or (char == '"' and "“" in text[start:position]))
        thousands = char == "," and folded[:position][-1:].isdigit() and folded[position + 1 :][:1].isdigit()
        if depth <= 0 and char in ",;:。!?" and not thousands:
            yield Clause(text[start:position].strip().lstrip(_BULLETS), mark, char)
            start, mark = position + 1, char
    yield Clause(text[start:].strip().lstrip(_BULLETS), mark, "")


def _absorb(state: State, clause: Clause) -> tuple[State, str, bool]:
    """What a clause says of nesting, reasons and comparison; its other words; whether a comparison ends it."""
    text = clause.text
    if clause.mark == ";":
        state = replace(state, reason=_goes_on_reasoning(state, text), scopes=_after_semicolon(state, text))
    among = AMONG.match(text)
    if among:
        state, text = _open_among(state), text[among.end() :]
        state = replace(state, reason=state.reason and state.base is not None)
    following = state.sentence[state.sentence.find(text) :]
    made = text.startswith("由") and _MADE_OF.match(following)
    subject = state.subject
    spread = subject is not None and subject.amount is not None and clause.mark == "," and _SPREADS.match(following)
    if state.told and (made or spread or (clause.after == ":" and (_LISTS.search(text) or _SPENT_ON.search(text)))):
        state = _open_among(state)
    if clause.after == ":" and text and _ON_SO_MANY.search(f"{state.sentence.split(text, 1)[0]}{text}"):
        spent = next((one for one in reversed(state.amounts) if one.unit.factor is not None), None)
        state = _open_among(replace(state, subject=Subject(spent.path, spent))) if spent else state
    within = _IN_ITEM.match(text)
    path = _within_item(state, within.group(1)) if within and clause.after == "," else ()
    if path:
        scope = Scope(known_path(state, path) or (*state.setting.parents, *path), state.subject, bracket=False)
        return replace(state, scopes=(*state.scopes[:-1], scope)), "", False
    planned = _OF_PLAN.match(text) if clause.after == ":" else None
    if planned:
        return replace(state, plan="budget" if planned.group(1) == "年初" else "adjusted"), "", False
    aside = account_aside(text) if clause.after == "," and level_of(state.setting.organisation) else ""
    if aside:
        state = replace(state, setting=replace(state.setting, account=aside), year=None)
    reason = "" if clause.after == ":" and text.endswith("原因") else reason_given(text)
    if reason is not None:
        state, text = replace(state, reason=True), reason
    opens = clause.after == "," and not state.reason
    dated = _ONLY_YEAR.match(text) or (_OPENS_YEAR.match(text) if opens else None)
    if dated:
        state = replace(state, year=int(dated.group(1)))
    base, rest, at_end = find_base(text, state.about or state.year or state.setting.year)
    return (replace(state, base=base, about=base.of or state.about) if base else state), rest, at_end


_OF_PLAN = re.compile(r"^(?:(?:19|20)\d{2}年度?)?(年初|调整|调整后)预算(?:数|安排)?(?:情况)?(?:[(（][^()（）]*[)）])?$")
"""年初预算（人大批准）：…: what stands behind the colon is that plan's."""
_NUMBERED_REASON = re.compile(r"^(?:[2-9][、.．]|[(（][2-9][)）]|[二三四五六]是)")
_FIRST_REASON = re.compile(r"(?:原因|主要是|由于)(?:是|为)?[：:]?(?:1[、.．]|[(（]1[)）]|一是)")


def _goes_on_reasoning(state: State, text: str) -> bool:
    """Whether a clause behind a semicolon is a further reason of a numbered list: 原因：1、…；2、新增资金5万元."""
    return state.reason and bool(_NUMBERED_REASON.match(text)) and bool(_FIRST_REASON.search(state.sentence))


_ACCOUNT = re.compile(ANY_ACCOUNT)
_ON_SO_MANY = re.compile(r"(?:用于|支持|安排|投向)\d+个[^，,。；;：:\d]{0,8}项目$")
"""新增债券38000万元，用于4个项目：…: what follows are parts of that amount."""


def _within_item(state: State, text: str) -> tuple[str, ...]:
    """The item of 财政拨款支出预算中，…; () where the words before 中 are none (在执行过程中)."""
    endings = tuple(load_yaml("prose.zh.yaml")["within_endings"])
    return read_name(text, state.setting.organisation).path if text.endswith(endings) else ()


def _open_among(state: State) -> State:
    scope = Scope(path_below(state), state.subject, bracket=False)
    if state.scopes and state.scopes[-1].bracket and state.scopes[-1].parents == scope.parents:
        return state
    return replace(state, scopes=(*state.scopes, scope), lasting=bool(AMONG.match(state.sentence)))


def _after_semicolon(state: State, text: str) -> tuple[Scope, ...]:
    """A semicolon parts the items of one 其中, but ends it where commas parted them or an outer 其中 is open, and where the
    next of a government's budgets is spoken of.
    """
    scopes = state.scopes
    if not scopes or scopes[-1].bracket:
        return scopes
    if scopes[0].parents and _ACCOUNT.match(text) and _ACCOUNT.match(scopes[0].parents[-1]):
        return ()
    nested = len(scopes) - state.kept >= 2 and not scopes[-2].bracket
    if nested or (scopes[-1].members > 1 and not scopes[-1].parted):
        return scopes[:-1]
    return (*scopes[:-1], replace(scopes[-1], parted=True))

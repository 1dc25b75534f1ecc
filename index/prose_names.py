"""What a figure is of: a clean item name from the words before it (or, for counts, behind it)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from index.model import Kind
from index.prose_text import fold_width
from index.reach import level_of, without_reach
from index.text import strip_numbering
from index.words import named_patterns_of, pattern_of
from prompts import load_yaml

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:度|初|末|底)?(?!\d{0,2}月)(?![-—~至])")
_DATE = re.compile(r"(?:截至|截止|至)?(?:19|20)\d{2}年(?:\d{1,2}月)(?:\d{1,2}日)?(?:底|末)?")
_ITEM_NUMBER = re.compile(r"^.{0,6}?(?:项目)?\d{1,2}[、.．](?!\d)")
_CLASS = re.compile(r"[（(](类|款|项)[)）]")
_CODE = re.compile(r"^(\d{3,7}) ?[、.—–－_-]? ?(?=[\u4e00-\u9fff“])")
_CODE_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])[(（](\d{3}(?:\d{2}){0,2})[)）]$")
_TAIL_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]$")
_OTHER_NAME = re.compile(r"(?<=费)[（(][^（）()]{2,10}费[)）](?=预算|决算|支出|$)")
"""Another name of the item within its own: 机关运行经费（公用经费）预算."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
ALSO_CALLED = re.compile(r"[(（]以下[简统]?称[^()（）]*[)）]")
_LISTED_COUNT = re.compile(r"^.*\d(?!年)[^\d、，,]{1,4}、(?=[\u4e00-\u9fff])")
"""What is counted before the last item of a list, in a measure that is read by itself: 辖6村1社区、人口数."""
_NAMED_SO = re.compile("^.*[(（](?:以下简称)?(“?三公”?经费”?|“三公”经费)[)）]")
"""The three items by the name that they have together: 公务接待费、公车购置费（“三公”经费）."""
_WHOLE_OF_THREE = re.compile('(三公[”"]?经费)(?:支出)?(?:合计|总计|总额)(?=为?$)')
"""“三公”经费支出合计: the three items' whole, by the name that they have together."""
_SUCH_AS = re.compile("^[^，,]*等(?=(?:日常)?(?:人员|公用)经费)")
"""办公费、印刷费等公用经费: what it is spent on is no part of the name."""
_TAG = re.compile(r"^[，,。；;\s]*【[^【】]{1,16}】")
"""What a paragraph is headed by within its own line: 【三公】“三公”经费."""
_MIXED_QUOTES = re.compile('“([^“”"]*)"')
_DASH = re.compile(r"\s*[-—–－]+\s*")
_FLOWS = ("收入", "支出")
_SPENT_ON = re.compile(r"^(?:预算|决算)?(?:支出|收入)$")
_JOINT_TOTAL = re.compile(r"((?:收入?、支出?|收支))(?:预算|决算)?总(?:预算|决算|计)?$")
_ARRANGED = pattern_of("prose.zh.yaml", "patterns", "arranged")
_PAID_FROM = re.compile(r"^([^的“”]{2,14}拨款)(?:安排|开支|负担|列支)(“?三公.*)$")
"""一般公共预算财政拨款开支“三公”经费."""
_OF_FUND = re.compile("(一般公共预算)(基本支出|项目支出)")
"""一般公共预算基本支出: of that fund."""
_GRANTED = pattern_of("prose.zh.yaml", "patterns", "granted")
"""上级核定我市的债务限额: who grants it is no part of the name."""
_ADDED = pattern_of("prose.zh.yaml", "patterns", "added")
_PLACE = re.compile(r"(?<=[\u4e00-\u9fff]{2})[省市区县州旗](?!级)")
MIN_BODY = 4
MIN_PLACE = 3
MAX_NAME = 48
"""A longer span is a clause that was misread, not a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """An item: `path` from the outermost class down to the item, empty where the words name none.

    `column` and `kind` are what trailing words say (决算数 → outturn); `bare` tells that only such words stood there.
    """

    path: tuple[str, ...] = ()
    code: str = ""
    year: int | None = None
    column: str = ""
    kind: Kind | None = None
    bare: bool = False


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = load_yaml("prose.zh.yaml")
    return words


def read_name(text: str, organisation: str) -> Name:
    """The item that a span ending right before a figure names; an empty path where it names none."""
    text = _SUCH_AS.sub("", _TAG.sub("", _with_classes(text)))
    text = _WHOLE_OF_THREE.sub(r"\1", text)
    text = _NAMED_SO.sub(r"\1", _MIXED_QUOTES.sub(r"“\1”", text))
    text, year = _without_lead(text.strip("“”\"' ") if text.count("“") != text.count("”") else text, organisation)
    text = _without_trailing(_OTHER_NAME.sub("", text))
    code = _CODE.match(text)
    if code:
        text = text[code.end() :]
    behind = None if code else _CODE_BEHIND.search(text)
    if behind:
        code, text = behind, text[: behind.start()]
    qualifier, text = _without_fund(text)
    name = _with_attribute(text)
    if name.path and qualifier and name.path[0] != qualifier:
        name = replace(name, path=(qualifier, *name.path))
    if name.path and not is_name(name.path[-1]):
        name = Name(bare=False)
    return replace(name, year=year, code=code.group(1) if code else "")


def _with_classes(text: str) -> str:
    """教育支出(205)普通教育(02款)小学教育(02项) with its classes as other papers print them: 教育支出(类)普通教育(款)小学教育(项)."""
    plain = _NUMBERED_CLASS.sub(r"(\1)", text)
    return _CLASS_CODE.sub("(类)", plain) if plain != text else text


_NUMBERED_CLASS = re.compile(r"[（(]\d{2}(款|项)[)）]")
_CLASS_CODE = re.compile(r"[（(]\d{3}类?[)）](?=.*[（(][款项][)）])")


def flow_alone(text: str, organisation: str) -> str:
    """收入 or 支出 where a span tells no more than whose it is and of what year (2017年度本单位收入为); "" for anything else."""
    said = _without_trailing(_without_lead(text, organisation)[0])
    owned = any(name in text for name in (*_own_names(organisation), *_words()["organisations"]))
    return said if owned and said in _words()["whole_flows"] else ""


def is_name(text: str) -> bool:
    """Whether a span reads as an item's name, not as a cut-off clause."""
    words = _words()
    return (
        2 <= len(text) <= MAX_NAME
        and bool(_HAN.search(text))
        and text not in words["bad_names"]
        and (not text.startswith(tuple(words["bad_starts"])) or text.startswith(tuple(words["bad_start_exceptions"])))
        and not text.endswith(tuple(words["bad_endings"]))
        and fold_width(text).count("(") == fold_width(text).count(")")
        and text.count("“") == text.count("”")
        and text.count("《") == text.count("》")
    )


def _without_lead(text: str, organisation: str) -> tuple[str, int | None]:
    """The span without numbering, connectors, date, year, organisation and governing verb; and the year."""
    words = _words()
    text = _LISTED_COUNT.sub("", _DATE.sub("", text))
    text = _ITEM_NUMBER.sub("", strip_numbering(text))
    year: int | None = None
    for found in _YEAR.finditer(text):
        year = int(found.group(1))
    last = next(reversed(list(_YEAR.finditer(text))), None)
    if last:
        before, after = text[: last.start()], text[last.end() :]
        text = before + after if before.endswith(("的", "（", "(")) or _names_item(before, after) else after
    text = _without_organisation(text, organisation)
    for verb in words["cut_after"]:
        head, found_verb, rest = text.rpartition(verb)
        measured = rest.removesuffix("小计") in words["count_measures"]  # 实有人数 is no 人数
        if (
            found_verb
            and is_name(_without_trailing(rest))
            and not measured
            and not rest.startswith("的")
            and "“" not in head[-1:]
        ):
            text = rest
            break
    return _without_connectors(text), year


def _names_item(before: str, after: str) -> bool:
    """Whether the item stands before the year (行政运行（项）2023年预算数), not the organisation (财政局2023年收入)."""
    rest = _with_attribute(_without_trailing(after))
    said = not after or rest.bare or not rest.path
    return said and is_name(before) and not before.endswith(tuple(_words()["organisation_endings"]))


def _without_connectors(text: str) -> str:
    leading = sorted(_words()["leading"], key=len, reverse=True)
    while True:
        text = _ADDED.sub("", text.lstrip("、，,；;：: "))
        word = next((word for word in leading if text.startswith(word) and _may_lead(word, text)), "")
        if not word or text.startswith(("其中：",)):
            return text
        text = text[len(word) :]


def _may_lead(word: str, text: str) -> bool:
    """Whether a name is left behind a connector, and none is cut: 加|上级补助收入, not 加上|级补助收入."""
    return len(text) - len(word) >= 2 and not (word.endswith("上") and text.startswith("级", len(word)))


def _without_organisation(text: str, organisation: str) -> str:
    words = _words()
    text = _ADDED.sub("", text)
    for name in (*_own_names(organisation), *words["organisations"]):
        if text.startswith(name):
            text = text[len(name) :]
            text = re.sub(r"^(?:[（(]?(?:部门|本级|单位)[)）]|部门(?!预算安排))", "", text)
            break
    text = _GRANTED.sub("", text) if level_of(organisation) else text
    said = without_reach(text, organisation)
    text = said if is_name(_without_trailing(said)) else text
    for start in words["standard_starts"]:
        at = text.find(start)
        whole = text[:at].endswith(tuple(f"{bodies}的" for bodies in words["whole_bodies"]))
        served = whole or (text[:at].endswith("的") and any(word in text[:at] for word in words["serving"]))
        if at > 0 and (served or text[:at].endswith(tuple(words["organisation_endings"]))):
            return text[at:]
    return text


@cache
def _own_names(organisation: str) -> tuple[str, ...]:
    """The name of the document's organisation, whole and without the places before it."""
    starts = [found.end() for found in _PLACE.finditer(organisation)]
    names = (organisation[start:] for start in starts)
    below = [name for name in names if len(name) >= MIN_BODY or (len(name) >= MIN_PLACE and level_of(name))]
    return (organisation, *below) if organisation else ()


def _without_trailing(text: str) -> str:
    words = _words()
    while True:
        bracket = _TAIL_BRACKET.search(text)
        if bracket and bracket.group(1).startswith(tuple(words["explaining"])):
            text = text[: bracket.start()]
            continue
        word = max((word for word in words["trailing"] if text.endswith(word)), key=len, default="")
        if text.endswith(("合计", "总计", "小计")):
            base = _strip_amount_words(text[:-2])
            plain = not base.endswith(tuple(words["total_bases"])) and is_name(base)
            word = text[-2:] if plain else ""
        if not word:
            return text.rstrip("：:，, ")
        text = text[: -len(word)]


def _strip_amount_words(text: str) -> str:
    for word in ("预算数", "决算数", "预算", "决算"):
        text = text.removesuffix(word)
    return text


def _without_fund(text: str) -> tuple[str, str]:
    """("一般公共预算拨款", "会议费") for 一般公共预算拨款安排的会议费; ("", text) where no fund stands before it."""
    head, found, rest = text.partition("的")
    if found and rest and "“" not in head and head.endswith(tuple(_words()["fund_endings"])):
        return re.sub(r"(?:安排|开支|负担)$", "", head), rest
    paid = _PAID_FROM.match(text) or _OF_FUND.fullmatch(text)
    if paid:
        return paid.group(1), paid.group(2)
    return "", text


def _with_attribute(text: str) -> Name:
    """The name without what the column says: 财政拨款支出预算 → 财政拨款支出, budget."""
    words = _words()
    text = _ARRANGED.sub("", _JOINT_TOTAL.sub(r"\1总计", text))
    for word in words["amount_words"]:
        if text.endswith(word) and len(text) > len(word):
            rest = text[: -len(word)]
            if rest in words["dependent"]:
                return Name((text,))
            return Name(_class_path(rest if _is_specific(rest) else rest + word[:2]))
    for total in ("总计", "合计"):
        if text.endswith(total):
            return Name(_class_path(_strip_amount_words(text[:-2]) + total))
    for attribute in words["attributes"]:
        end = next((end for end in attribute["ends"] if text.endswith(end)), "")
        if end:
            return _split_attribute(text[: -len(end)], end, attribute)
    return Name(_class_path(text))


def _split_attribute(rest: str, end: str, attribute: dict[str, Any]) -> Name:
    column, kind = attribute["column"], attribute["kind"]
    if not rest or rest in _words()["unspecific"]:
        if rest == "本年" and end.startswith(_FLOWS):
            return Name((rest + end[:2],), column=column, kind=kind)
        flow = next((word for word in ("支出", "收入") if word in end), "")
        own = (flow + ("决算" if kind == "outturn" else "预算"),) if flow else ()
        own = (end,) if end.startswith(_words()["really"]) else own  # 实际支出 of a project is no 支出决算 of the whole
        return Name(own, column=column, kind=kind, bare=True)
    if rest.endswith(tuple(_words()["fund_names"])) and end in {"预算收入", "预算支出", "预算"}:
        return Name((rest + end,))
    moved = next((word for word in ("支出", "收入") if word in end), "")
    ended = ("收入", "）", ")") if moved == "收入" else ("费", "支出", "）", ")")
    if moved and not rest.endswith(ended):
        rest += moved
    elif not moved and not end.endswith("数") and not _is_specific(rest):
        rest += end[-2:] if end in {"预算", "决算"} else ""
    return Name(_class_path(rest), column=column, kind=kind)


def _is_specific(text: str) -> bool:
    return len(text) > 2 and text.rstrip("”").endswith(tuple(_words()["specific_endings"]))


def _class_path(text: str) -> tuple[str, ...]:
    """一般公共服务支出（类）财政事务（款）行政运行（项） → its three names; a plain name → itself."""
    text = _unquoted(text)
    marks = list(_CLASS.finditer(text))
    if not marks:
        name = _clean_item(text)
        parts = tuple(_DASH.split(name))
        if len(parts) in {2, 3} and parts[0].endswith("支出") and all(is_name(part) for part in parts):
            return parts
        return (name,) if name else ()
    starts = [0, *(mark.end() for mark in marks)]
    names = [text[start : mark.start()].strip("“”、 ") for start, mark in zip(starts, marks, strict=False)]
    tail = text[marks[-1].end() :].strip("“”、，, ")
    if tail and not _SPENT_ON.match(tail) and tail not in {"科目", "预算", "决算", "经费"}:
        return ()
    if marks[-1].group(1) == "类" and tail.endswith("支出") and not names[-1].endswith("支出"):
        names[-1] += "支出"
    return tuple(name for name in names if name)


def _clean_item(text: str) -> str:
    for word in _words()["subject_words"]:
        if text.endswith("”" + word) or (text.endswith(word) and len(text) > 4):
            text = re.sub("(?<=支出)[类款项]$", "", text.removesuffix(word))
    text = re.sub(r"(?<=费)(?:预算|决算|合计|共计|总计)?支出$", "", _unquoted(text))
    return text.strip("、，,：: ·")


def _unquoted(text: str) -> str:
    text = text.strip()
    if text[:1] in '“"' and text[-1:] in '”"' and len(text) > 2 and "“" not in text[1:-1]:
        return text[1:-1]
    return text


def counted_after(text: str) -> str:
    """The noun right behind a count's classifier (4个专门委员会、… → 专门委员会), "" where none stands there."""
    words = _words()
    if text[:1] in ("(", "（"):
        return ""  # 516人次（不含陪同人员）
    run = re.match(r"[\u4e00-\u9fff（）()“”]*", text)
    noun = run.group(0) if run else ""
    cuts = [at for word in (*words["after_stops"], *words["after_ends"]) if (at := noun.find(word)) >= 0]
    noun = noun[: min(cuts)] if cuts else noun
    for word in words["after_drops"]:
        noun = noun.removesuffix(word)
    for word in words["after_heads"]:
        noun = noun.removeprefix(word)
    return noun if is_name(noun) or noun in words["countable"] else ""


def counted_before(text: str, organisation: str) -> Name:
    """The item before a count (新组建科技社团党工组3个), its governing verb left out."""
    name = read_name(text, organisation)
    if not name.path:
        return name
    words = _words()
    item = _staff(text) or name.path[-1]
    time = next((word for word in words["count_times"] if item.startswith(word)), "")
    item = item[len(time) :]
    if item.startswith("共") and item[1:].startswith(tuple(words["count_verbs"])):
        item = item[1:]
    item = next((word for word in words["counted_items"] if item.endswith("的" + word)), item)
    verb = next((word for word in words["count_verbs"] if item.startswith(word)), "")
    rest = item[len(verb) :]
    if verb and "的" not in rest and rest not in words["count_measures"] and item not in words["count_nouns"]:
        item = rest
    return replace(name, path=(*name.path[:-1], item)) if is_name(item) else replace(name, path=())


def _staff(text: str) -> str:
    """The people in posts that a text counts with what tells them from others: 实有人员, 在职在编实有人员; "" for none."""
    named = named_patterns_of("prose.zh.yaml", "staff")
    return next((name for name, pattern in named if pattern.search(text)), "")


def kept_prefix(text: str) -> str:
    """下属, 所属 … at the end of a span: it belongs to the counted noun behind the figure."""
    return next((word for word in _words()["kept_prefixes"] if text.endswith(word)), "")


def matches(name: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a name in a remark (收、支总计) means this known item (收入、支出总计)."""
    mine, other = name[-1], known[-1]
    return mine == other or (len(mine) >= 3 and mine[0] == other[0] and set(mine) <= set(other))

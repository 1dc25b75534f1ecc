"""Names of organisations in titles, headers and file names, cleaned of years and of what the paper is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile

from index.accounts import ANY_ACCOUNT
from index.numerals import HAN
from index.text import fold, simplify, tidy
from prompts import load_yaml

RECALLED = 16_384
"""Names of which it is kept whether they are of bodies: each selection of documents asks it of all of its rows."""


def _any(key: str) -> str:
    """A pattern of the words of one list of the data, the longest first."""
    words = sorted(load_yaml("terms.organisations.yaml")["paper"][key], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})"


_LINE = re.compile(
    rf"(?P<word>{_any('line_labels')})"
    r"\s*(?:[(（][^()（）]{1,6}[)）])?\s*(?:编码及|代码及)?(?:名称)?\s*(?:[(（](?:公章|盖章)[)）])?\s*[:：]\s*(?:[\[(（【]?\d{3,9}[\]】)）]?\s*[-—_]?\s*)?(?P<name>[^\s:：]{3,40})"
)
_MAIN_LINE = re.compile(_any("main_labels"))
_YEAR = (
    r"(?:(?:(?:19|20)\d{2}|[二2][〇○零O0][〇○零O0一二三四五六七八九]{2})\s*年?\s*度?|(?:中华)?(?:民国)?\d{2,3}\s*年度)"
)
_WHOLE_BUDGET = r"(?:地方)?总(?:预|决)算"
"""What a Taiwanese county or city calls the paper of its whole government."""
_PAPER = rf"{_any('before_names')}?{_any('names')}"
_WHOSE = rf"{_any('whose')}*"
_NAME = r"(?P<name>[^\s,，。；;:：0-9]{2,40}?)"
_TITLES = (
    re.compile(rf"^{_NAME}(?:关于)?(?:公开|公布)?{_YEAR}{_WHOSE}{_PAPER}"),
    re.compile(rf"^{_YEAR}{_NAME}{_WHOSE}{_PAPER}"),
    re.compile(rf"^{_NAME}(?:部门|单位){_PAPER}(?!编制|是|包括)"),
)
_ABOUT = re.compile(rf"^(?:第[{HAN}]+部分)?{_NAME}(?:[(（](?:部门|单位|本级)[)）])?(?:部门|单位)?{_any('about')}$")
_PREFIX = re.compile(
    rf"^(?:关于|附件\s*\d*\s*[:：.、]?|公开|《|第[{HAN}]+部分|(?:\d{{3}}){{1,3}}(?=[\u4e00-\u9fff])(?!年))+"
)
_SUFFIX = re.compile(r"(?:的|关于|》|(?:预算|一级)?主管部门|金额单位|单位|部门|(?:省|市|区|县|州|镇|乡)级|公开)+$")
_KIND_OF_BODY = re.compile(rf"{_any('bodies')}$")
_BODY_AREA = re.compile(rf"{_any('body_areas')}$")
_REGION = re.compile(
    r"^(?:中华人民共和国|中国|.{1,8}(?:省|自治区))?(?:.{1,8}(?:市|州|盟|地区))?(?:.{1,8}(?:区|县|旗|市))?(?:.{1,6}(?:镇|乡|街道))?$"
)
_PLACED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:省|市|区|县|州|盟|旗|镇|乡|街道)")
"""What begins with a place."""
_NOT_NAMES = re.compile(rf"^(?:本|各|我|全|该|某)?{_any('not_names')}|[X×xＸ*]{{2,}}|〔|工作报告")
_ENGLISH = re.compile(
    rf"\b({_any('english_of')} of (?:the )?(?:(?:St|Mt|Ft)\.? )?"
    r"[A-Z][a-z]+(?: (?:and |& )?[A-Z][a-z]+)*"
    r"|(?:[A-Z][a-z]+ )*(?:Department|Ministry|Bureau|Commission|Office|Committee|Administration) of (?:the )?"
    r"[A-Z][a-z]+(?:,? (?:and |& )?[A-Z][a-z]+)*"
    r"|(?!(?:The|City|County|Town|Village|District) (?:Council|Board)\b)"
    rf"[A-Z][a-z]+(?:-(?:[a-z]+-)*[A-Z][a-z]+)?(?: (?:and |& )?[A-Z][a-z]+(?:-(?:[a-z]+-)*[A-Z][a-z]+)?)* {_any('english_bodies')})\b"
)
_CAPITALS = re.compile(
    rf"(?:\b[A-Z]{{3,}} ){{1,6}}{_any('english_bodies').upper()}\b|^{_any('english_of').upper()} OF "
)
"""A name set in capitals: HARBOUR SERVICES DEPARTMENT."""
_PAPER_WORDS = re.compile(r" (?:Proposed|Adopted|Annual|Fiscal|Final|Approved|Budget|Policy|Report|Revised).*$")
_HEADER = re.compile(
    r"(?:Fiscal|Year|Fund|Account|Division|Category|Budget|Total|Item|Program|Function|Schedule|Table|Summary"
    r"|(?:Expense|Revenue|Expenditure)s?)\b|.* By "
)
"""What begins like the header of a table, not like a body: Fiscal Year Department."""
_NUMBERED = re.compile(r"第\d{1,4}")
"""What tells bodies of one kind apart: 某市第101中学."""
_UNITS = re.compile(r"^(?:人民币|新?台币|港币|美元)?(?:百万|千|万|亿)?元$")
_LOOSE_LABELS = frozenset({"部门", "单位"})
"""Labels that a unit of measure stands behind as often as a body: 单位：平方米."""
_CODED = re.compile(r"(?:\d{3}){1,3}[-—_ ]?(?P<name>[\u4e00-\u9fff（）()]{4,40})")
"""A body behind its number in the budget, as a whole line: 356某县文化馆."""


LONGEST_BODY = 30
_SEVERAL = re.compile("[、，,；]")
"""A list of bodies, or a sentence, is no name of one: 下设3个预算单位：甲中心、乙中心，均为…."""


def find_organisation_line(text: str) -> str:
    """The organisation that a line such as "编制部门：…" names, "" where it names none (单位：元)."""
    found = _organisation_line(text)
    return found[1] if found else ""


def find_main_organisation_line(text: str) -> str:
    """The organisation of a line that says whose paper it is (预算主管部门：…), not only who filled in a form."""
    found = _organisation_line(text)
    return found[1] if found and _MAIN_LINE.search(found[0]) else ""


def _organisation_line(text: str) -> tuple[str, str] | None:
    plain = simplify(text.replace("\u3000", " "))
    found = _LINE.search(plain)
    if not found:
        coded = _CODED.fullmatch(plain.strip())
        return ("", coded["name"]) if coded and is_body(coded["name"]) else None
    name = clean_organisation(_closed(found.group("name")))
    if not name or _UNITS.match(name) or not re.match(r"[\u4e00-\u9fff]", name) or _SEVERAL.search(name):
        return None
    if found["word"] in _LOOSE_LABELS and not (is_body(name) or _PLACED.match(name)):
        return None
    return plain[found.start() : found.start("name")], name


def _closed(name: str) -> str:
    """A name without what stands behind a bracket that it does not open: 万元） of （单位：万元）."""
    depth = 0
    for place, character in enumerate(name):
        depth += (character in "（(") - (character in "）)")
        if depth < 0:
            return name[:place]
    return name


def find_organisation_title(text: str) -> str:
    """The organisation in a title: "XX局2024年度部门决算", "2025年XX县XX局部门预算公开"; "" where it names none."""
    line = _PREFIX.sub("", _joined(text))
    for pattern in _TITLES:
        found = pattern.match(line)
        if found:
            name = without_own_office(clean_organisation(found.group("name")))
            if _KIND_OF_BODY.search(name) and not _is_region(name):
                return name
    return ""


def find_body_line(text: str) -> str:
    """The body whose name is a whole line, as above a title set below it; "" for any other line."""
    line = _PREFIX.sub("", _joined(text))
    return line if len(line) <= LONGEST_BODY and is_body(line) and clean_organisation(line) == line else ""


def find_organisation_about(text: str) -> str:
    """The organisation of a heading such as "第一部分 XX局概况" or "XX局主要职能"; "" where it names none."""
    found = _ABOUT.match(_joined(text))
    name = clean_organisation(found.group("name")) if found else ""
    return name if _KIND_OF_BODY.search(name) and not _is_region(name) else ""


def find_region(text: str) -> str:
    """The region whose government's paper a title is: "XX市2024年…预算" → "XX市"; "" where it names none."""
    line = _REPORTER.sub("", _PREFIX.sub("", _joined(text)))
    found = _REGION_TITLE.match(line) or _REGION_BEHIND_YEAR.match(line)
    return found.group("name") if found else ""


_REPORTER = re.compile(
    r"^[\u4e00-\u9fff]{2,24}(?:委员会|人大|人民政府|财政局|财政厅)关于(?=[\u4e00-\u9fff]{1,14}(?:省|市|区|县|州|旗|镇|乡)(?:本级)?(?:19|20)\d\d)"
)
"""Who reports on a place's budget: 某市人大预算委员会关于某市2023年预算执行情况…."""
_PLACE_NAME = r"(?P<name>[\u4e00-\u9fff]{1,14}?(?:省|市|区|县|州|旗|镇|乡))"
_ACCOUNTS = f"(?:{ANY_ACCOUNT}|财政|(?:地方)?政府债务)"
_REGION_TITLE = re.compile(
    rf"^{_PLACE_NAME}(?:人民政府|[省市区县州旗镇乡]?本级|级)?(?:{_ACCOUNTS}(?:预算|收支)?)?(?:关于)?(?:{_YEAR}|{_WHOLE_BUDGET})"
)
_REGION_BEHIND_YEAR = re.compile(
    rf"^{_YEAR}(?!本|全|各|我){_PLACE_NAME}[省市区县州旗镇乡]?(?:本级|级)?(?:财政|政府|地方|一般公共)*(?:总?(?:预|决)算|“?三公|收支)"
)


def find_government(text: str) -> str:
    """The region of a title that is of a whole government's paper and no other body's: "关于XX区2024年财政决算（草案）的报告"."""
    return find_region(text) if _OF_GOVERNMENT.search(simplify(text)) else ""


_OF_GOVERNMENT = re.compile(
    "(?:财政|政府|总)(?:预|决)算|(?:预|决)算[(（]?草案|预算执行情况|人民政府关于[^局委厅部]{4,9}年[^局委厅部]{0,4}(?:预|决)算"
)


def find_english_body(text: str) -> str:
    """The body that an English title names: "City of Oakland Proposed Policy Budget" → "City of Oakland".

    A file name in small letters counts, too: cedar-county-expenditures.
    """
    plain = text.replace("_", " ")
    in_file = bool(re.fullmatch(r"[a-z0-9]+(?:[-. ][a-z0-9]+)+", plain))
    if in_file:
        plain = re.sub(r"[-. ]+", " ", plain).title().replace(" Of ", " of ")
    if _CAPITALS.search(plain):
        plain = re.sub(r"\b(?:And|Of|The|For)\b", lambda word: word.group(0).lower(), plain.title())
    if in_file and (state := _STATE_IN_FILE.match(plain)):
        return state.group(1)
    found = next((one for one in _ENGLISH.finditer(plain) if not _HEADER.match(one.group(1))), None)
    if found is None:
        return ""
    name = _PAPER_WORDS.sub("", found.group(1))
    number = _NUMBER_BEHIND.match(plain, found.end())
    return f"{name} No. {number.group(1)}" if number and _names_no_place(name) else name


_STATE_IN_FILE = re.compile(r"((?:[A-Z][a-z]+ ){1,3}?(?:State|Province))\b")
"""A state as file names call it: kanoska-state-appropriations."""
_NUMBER_BEHIND = re.compile(r",? (?:No\.? ?|Number |#)?(\d{1,5})\b(?![-/–])")


def _names_no_place(name: str) -> bool:
    """Whether a name says of what sort a body is alone, and its number tells it: Independent School District."""
    sorts = load_yaml("terms.organisations.yaml")["paper"]["english_sorts"]
    return all(word in sorts for word in name.lower().split())


def leading_words(file_name: str) -> list[str]:
    """The words that a file name begins with, up to one that says what sort of paper it is: dunmere, city."""
    words = re.split(r"[^a-z]+", fold(file_name))
    return list(takewhile(lambda word: word and word not in _file_words("file_names"), words))


def find_file_place(name: str) -> str:
    """The place that a file name in small letters begins with, where it says behind it of what paper and year it is:
    dunmere-operating-budget-fy2025 → "Dunmere"; "" for any other.
    """
    words = leading_words(name) if _FILE_OF_YEAR.fullmatch(name) else []
    whole = " ".join(words)
    generic = set(words) <= {
        *load_yaml("terms.organisations.yaml")["paper"]["english_sorts"],
        *_file_words("file_bodies"),
    }
    return whole.title() if len(words) in PLACE_WORDS and not generic and len(whole) >= SHORTEST_PLACE else ""


@cache
def _file_words(key: str) -> frozenset[str]:
    return frozenset(load_yaml("terms.organisations.yaml")["paper"][key])


PLACE_WORDS = range(1, 4)
SHORTEST_PLACE = 4
_FILE_OF_YEAR = re.compile(r"[a-z]+(?:[-_. ][a-z]+)+[-_. ](?:[a-z]+[-_. ])*(?:fy)?(?:20)?\d\d(?:[-_. ]?[a-z0-9]+)*")


def clean_organisation(name: str) -> str:
    """A name without 关于, year, 部门预算 and brackets; "" where nothing that names a body is left."""
    name = re.sub(rf"{_YEAR}.*$", "", _PREFIX.sub("", tidy(name).replace(" ", ""))).strip("，。、；：:《》“”\"'")
    name = re.sub(r"[(（](?:部门|单位|汇总|公章|盖章)[)）]$", "", name)
    shorter = _SUFFIX.sub("", name)
    name = shorter if len(shorter) >= 3 else name
    unnumbered = _NUMBERED.sub("", name) if _KIND_OF_BODY.search(name) else name
    return "" if _NOT_NAMES.search(name) or len(name) < 2 or re.search(r"\d", unnumbered) else name


OWN_OFFICE = "部门本级|机关本级|本级机关|机关本部|本级|本部|机关"
"""How the own office of a department is called among its units, as alternatives of a pattern."""
_OWN_OFFICE = re.compile(rf"(?:[(（](?:{OWN_OFFICE})[)）]|(?:{OWN_OFFICE}))$")
_OFFICE_IN_TITLE = re.compile(
    rf"[(（](?:{OWN_OFFICE})[)）]|(?:{OWN_OFFICE})(?=$|[\d(（]|[二2][〇○零O0]|年|部门|单位|预算|决算|预决算)"
)


def is_own_office(name: str) -> bool:
    """Whether a name, or what stands behind one, is of a body without those under it: XX局（本级）, XX局机关, 本级."""
    return bool(_OWN_OFFICE.search(name))


def without_own_office(name: str) -> str:
    """The body that XX局（本级）, XX局本级 or XX局机关 is a part of; 市直机关, of which no body is left, as it is."""
    found = _OWN_OFFICE.search(name)
    body = name[: found.start()] if found else ""
    loose = found is not None and found[0] in ("机关", "本部")
    return name if not body or (loose and not _KIND_OF_BODY.search(body)) else body


def titles_own_office(title: str) -> bool:
    """Whether a title says that its paper is of a body without those under it: XX局（本级）2024年部门预算, XX法院本级."""
    found = _OFFICE_IN_TITLE.finditer(title)
    return any("本级）" in one[0] or "本级)" in one[0] or _KIND_OF_BODY.search(title[: one.start()]) for one in found)


@cache
def with_those_under() -> tuple[str, ...]:
    """What is put behind a body's name to mean it and all bodies under it: 財政部主管."""
    return tuple(load_yaml("terms.organisations.yaml")["paper"]["with_those_under"])


@lru_cache(RECALLED)
def is_body(name: str) -> bool:
    """Whether a name is one of a body: 某市水务执法总队, 某局本级."""
    plain = without_own_office(simplify(name.strip()))
    return len(plain) > 2 and bool(_KIND_OF_BODY.search(plain))


def without_part(name: str) -> str:
    """A body's name without what stands in brackets behind it of the part that is meant: 某中学（高中部）."""
    return _PART_BEHIND.sub("", name)


_PART_BEHIND = re.compile(r"[(（][^()（）]{1,8}[)）]$")


def _is_region(name: str) -> bool:
    return bool(_REGION.match(name)) and not _BODY_AREA.search(name)


def _joined(text: str) -> str:
    return simplify(re.sub(r"\s+", "", tidy(text)))

"""Organisation names and the ways people shorten them: 上海市科学技术协会 → 上海科协, 市科协, 科协.

Words of other places and bodies are known too, so that a question about them is refused and not answered with ours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from bot.names.paper_names import paper_words
from bot.names.segment import prepare
from bot.names.terms import Sense
from index.model import Document
from index.numerals import HAN
from index.organisations import without_own_office
from index.reach import level_of
from index.text import core_key, fold
from prompts import load_yaml

_CITY = r"(?<![省市区县]城)市(?!场|容|政(?!府|协|法))"
_AUTONOMOUS = ("内蒙古", "广西", "宁夏", "西藏", "新疆")
"""The autonomous regions by the names that they are called."""
_SPLIT_PLACE = re.compile(
    rf"^(.{{2,8}}?(?:自治区|自治州|省|{_CITY})|(?:{'|'.join(_AUTONOMOUS)})(?!生产建设))?(.{{2,8}}?(?:自治州|{_CITY}|(?<!联)盟|地区))?(.{{2,7}}?(?:{_CITY}|(?<!社)区(?!域)|县|旗))?"
    r"(.{1,7}?(?:(?<!乡)镇|(?<!城)乡(?![镇村])|街道))?(?=.{2,})"
)
"""The places that a body's name begins with; 市 of 城市 and 市场, 乡 of 城乡, are no places: 某市|住房和城乡建设局."""
_PLACE_END = re.compile(r"(?:自治区|自治州|地区|省|市|区|县|旗|盟|州|镇|乡|街道)$")
_ENGLISH_PLACE = re.compile(
    r"(city|county|town|township|village|borough|state|province|commonwealth|republic|kingdom|government|territory"
    r"|municipality|principality) of ([a-z][a-z .'-]+)$"
)
_SORT_OF_DISTRICT = (
    r"(?: (?:unified|independent|central|union|consolidated|community|public|regional|joint|elementary|high|free))*"
    r"(?: (?:school|schools|fire|water|library|park|sanitary))"
)
_ENGLISH_NAMED_PLACE = re.compile(
    rf"([a-z][a-z .'-]+?)(?:{_SORT_OF_DISTRICT})? (city|county|town|borough|district|schools)(?: council)?(?:,? no\.? ?\d+)?$"
)
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_COMMITTEE = re.compile(r"^委(?:员会)?(?=.{3,})")
_COMMON_OFFICES = frozenset({"办公厅", "办公室"})
"""Offices that every committee has: they name nothing without their committee."""
LEVELS = "省市区县"
MIN_WORD = 2


def organisation_words(documents: Iterable[Document]) -> dict[str, tuple[Sense, ...]]:
    """Every word that names an organisation or a place → what it means here.

    "organisation" with the ids of the documents it may mean (weak for a bare place), or "stranger" for another body.
    A place that has papers of its own means these, and (weak, second) those of the bodies that stand in it.
    """
    strong: dict[str, set[str]] = defaultdict(set)
    weak: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for word in (*spoken_forms(document.organisation), *_numbered_forms(document)):
            strong[word].add(document.id)
        places = place_forms(document.organisation) or places_in_name(document.name)
        places |= _place_in_title(document.title)
        named = {word for word in paper_words(document) if word not in strong}
        for word in (*_with_levels({*places, *named}), *generic_forms(document.organisation)):
            weak[word].add(document.id)
    for word in filter(_PARTY.match, list(strong)):  # other papers of the body may leave 中共 out
        strong[word] |= strong.get(_PARTY.sub("", word), set())
    words: dict[str, tuple[Sense, ...]] = dict(_strangers())
    words |= {word: (Sense("organisation", word, frozenset(ids), weak=True),) for word, ids in weak.items()}
    for word, ids in strong.items():
        around = weak.get(word, set()) - ids
        own = Sense("organisation", word, frozenset(ids))
        words[word] = (own, *([Sense("organisation", word, frozenset(around), weak=True)] if around else []))
    return words


@cache
def _strangers() -> dict[str, tuple[Sense, ...]]:
    return {word: (Sense("stranger", word),) for word in other_bodies()}


@cache
def _peoples() -> re.Pattern[str]:
    names = sorted(load_yaml("terms.organisations.yaml")["peoples"], key=len, reverse=True)
    return re.compile(rf"(?<=..)(?:{'|'.join(names)})+自治(?:区(?=$|.{{2}})|(?=[县州旗]))")


def without_peoples(name: str) -> str:
    """An autonomous place as it is called, without the peoples that its name lists: 某县 for 某彝族傣族自治县."""
    return _peoples().sub("", name, count=1)


def _with_levels(places: Iterable[str]) -> set[str]:
    """Names of places in English, with the word for their level that Chinese puts behind them, too: Oakland市."""
    found = set(places)
    named = {place for place in found if place.isascii() and re.fullmatch(r"(?!the )[a-z][a-z .'-]{3,}", place)}
    levels = load_yaml("terms.organisations.yaml")["paper"]["levels_behind"]
    return found | {place + level for place in named for level in levels}


def spoken_forms(organisation: str) -> set[str]:
    """The full name and its shorter forms, as keys; none for an empty name."""
    full = core_key(organisation)
    if len(full) < MIN_WORD:
        return set()
    short_place = without_peoples(full)
    if short_place != full:
        return {full} | spoken_forms(short_place)
    if turned := _turned_branch(owner_key(full)):
        return {full} | turned
    places, body = split_place(_GOVERNMENT_OF.sub("", owner_key(full)))
    short = [_PLACE_END.sub("", place) for place in places]
    bodies = set(_bodies(body))
    names = {start + name for start in starts_of(places) for name in bodies} | _initials(short, body)
    names -= set(load_yaml("terms.organisations.yaml")["shorter_ends"].get(body, ()))  # the sort alone, without a place
    names |= {one.removesuffix(level_of(one)) for one in (full, body)} | (
        {found[1]} if (found := _SCHOOL.fullmatch(full)) else set()
    )
    if len(places) > 1 and _OWN_NAMED.fullmatch(body):  # 重庆青禾小学, of a school in one of its districts
        names |= {start + name for start in (places[0], short[0]) for name in bodies}
    if body == "办事处":  # a subdistrict is said by its place alone
        names |= {start + end for start in starts_of(places) if start.endswith("街道") for end in ("", "办", "办事处")}
        names -= {body}
    names |= _without_province(full) | _of_zone(full)
    return {full} | _english_forms(full) | {name for name in names if len(name) >= MIN_WORD}


def _without_province(name: str) -> set[str]:
    """A school or hospital without the bare province before a name of its own: 颍江工程学院 for 安徽颍江工程学院."""
    provinces = load_yaml("terms.organisations.yaml")["places"]["provinces"]
    province = next((one for one in provinces if name.startswith(one)), "")
    rest = name.removeprefix(province)
    own = (
        bool(province)
        and len(rest) >= OWN_NAME
        and rest[0] not in "省市自第大师理工农林医财"
        and rest.endswith(_NAMED_BY)
    )
    return {rest} if own else set()


def _of_zone(name: str) -> set[str]:
    """What a development zone or its committee is called: 临港经开区管委会, 临港经开区 for 某州临港经济技术开发区管理委员会; a
    zone itself, which reports as a place does, by its place alone, too.
    """
    zones = load_yaml("terms.organisations.yaml")["places"]["zones"]
    found = re.fullmatch(rf"(?P<place>.{{2,9}}?)(?P<kind>{'|'.join(zones)})(?P<body>管理委员会|管委会|)", name)
    if not found:
        return set()
    place = found["place"]
    own = re.sub("^.{2,4}[市县区州](?=..)", "", place) if re.search("[市县区]", place[2:]) else place[2:]
    named = {place, own} if len(own) >= MIN_WORD else {place}
    kinds = (found["kind"], *zones[found["kind"]])
    said = {one + kind + body for one in named for kind in kinds for body in ("", "管委会", "管理委员会")}
    return said if found["body"] else said | named


_OWN_NAMED = re.compile("(?!第|实验|中心|人民|妇幼|职业|特殊|机关).{2,}(?:小学校?|中学校?|医院|幼儿园|学校)")
"""A body that its own name tells from the others of its sort."""
OWN_NAME = 6
"""Characters of a name that says which school it is without its province."""
_NAMED_BY = ("学院", "大学", "学校", "医院", "中学", "研究院", "研究所", "博物馆")


_SCHOOL = re.compile(r"([\u4e00-\u9fff]{4,8}?)(?:职业技术(?:大学|学院)|职业(?:大学|学院)|技术学院|大学|学院)")
"""A school is called without the word for what it is where four characters are left: 某地理工 for 某地理工学院."""
_GOVERNMENT_OF = re.compile(
    "(?<=[区市县])人民政府(?=.{2,}(?:街道|镇|乡)?(?:办事处|街道办))|(?<=[省区市县州])(?:人民)?政府(?=.{3,}中心$)"
    "|(?<=[省区市县州古西夏藏疆])人民政府(?=[^办].{2,}局$)"
)
"""某区人民政府某街道办事处, 某市政府投资促进中心 are said without the government that they are offices of."""
_BRANCH = re.compile("(?P<place>.{2,8}?[市县区州])(?P<sort>[^市县区]{1,8})局(?P<of>[^局]{2,6}?)区?分局")


def _turned_branch(name: str) -> set[str]:
    """A branch of a bureau as people say it: 某市滨城公安分局, 某市滨城区公安局, 滨城分局 for 某市公安局滨城分局."""
    found = _BRANCH.fullmatch(name)
    if not found:
        return set()
    place, sort, of = found["place"], found["sort"], found["of"]
    said = {
        f"{of}{sort}分局",
        f"{of}区{sort}分局",
        f"{of}区{sort}局",
        f"{of}{sort}局",
        f"{of}分局",
        f"{of}区分局",
        f"{of}{sort}",
    }
    places = {place, _PLACE_END.sub("", place), ""}
    return {f"{start}{one}" for start in places for one in said} | {f"{start}{sort}局{of}分局" for start in places}


def starts_of(places: Sequence[str]) -> set[str]:
    """How people say the places that a body's name begins with: in full, without their levels, the last one alone, or none."""
    short = [_PLACE_END.sub("", place) for place in places]
    starts = {"", "".join(places), "".join(short), *places[-1:], *short[-1:]}
    starts |= {place[-1] for place in places[-1:] if place[-1] in LEVELS}
    starts |= {"自治区" for place in places if place in _AUTONOMOUS}
    letters = load_yaml("terms.organisations.yaml")["places"]["one_letter"]
    starts |= {
        letters[place] + level for place in short if len(places) == 1 and place in letters for level in ("", "市", "省")
    }
    if len(places) > 2:  # 上海某街道, of a street in one of its districts
        starts |= {one + places[-1] for one in (places[0], short[0])}
    if len(places) > 1:
        starts |= {short[0] + "".join(places[1:]), "".join(places[1:]), "".join(short[1:])}
    return starts


def _english_forms(name: str) -> set[str]:
    """What an English body is called beside its full name: without its level (Municipal, Borough), by its initials."""
    if not name.isascii() or not _ENGLISH_BODY.search(name):
        return set()
    number = _BY_NUMBER_BEHIND.search(name)
    if number:
        parts = _parts(name[: number.start()])
        return _english_forms(name[: number.start()]) | {f"{one} {number.group(1)}" for one in parts}
    shorter = _ENGLISH_LEVEL.sub("", name)
    initials = {"".join(word[0] for word in one.split() if word not in SMALL_WORDS) for one in (name, shorter)}
    return (
        {name, shorter} | _turned(name) | _parts(name) | {one for one in initials if len(one) >= MIN_ENGLISH_INITIALS}
    )


def _turned(name: str) -> set[str]:
    """A bureau of a thing as a bureau called by it, and without its place: water affairs bureau, qinghe water bureau."""
    found = _OF_A_THING.fullmatch(name)
    if not found:
        return set()
    place, body, thing = (found.group(1) or "").strip(), found.group(2), found.group(3)
    places = {"", place, _ENGLISH_LEVEL.sub("", f"{place} ").strip()}
    things = {thing, thing.removesuffix(" affairs")}
    own = {f"{body} of {thing}", *(f"{one} {body}" for one in things)}
    return {f"{start} {one}".strip() for start in places for one in own}


_OF_A_THING = re.compile(r"((?:[a-z]+ )*?)(department|ministry|bureau|office|commission|board) of (?:the )?([a-z ]+)")


def _english_place(name: str) -> set[str]:
    """The place that the name of an English body begins with, port kerr of port kerr school district; and what a department
    is called without that word.
    """
    paper = load_yaml("terms.organisations.yaml")["paper"]
    words = name.split() if name.isascii() else []
    cut = next((at for at, word in enumerate(words) if word in paper["english_sorts"]), 0)
    levels = words[cut : cut + 1] + words[-1:]
    if cut and "of" not in words[:cut] and any(word in paper["english_levels"] for word in levels):
        start = " ".join(words[:cut])
        return {start, f"{start} {words[cut]}"} if words[cut] in paper["english_levels"] else {start}
    bare = " ".join(words[:-1])
    return {bare} if words and _ENGLISH_BODY.fullmatch(words[-1]) and len(words) > 2 and "of" not in words else set()


def _parts(name: str) -> set[str]:
    """What is said of an English name: Riverton ISD, Riverton schools; Coastal Heritage Authority without Australian; the
    Fisheries Department for Fisheries and Inland Waterways Department.
    """
    place, words = _ENGLISH_NAMED_PLACE.match(name), name.split()
    if place:
        sort = name[place.end(1) :].split()
        schools = ("schools", "school district", "district") if {"school", "schools"} & set(sort) else ()
        return {f"{place.group(1)} {said}" for said in ("".join(word[0] for word in sort), *schools)}
    if len(words) <= LEAST_WORDS:
        return set()
    return {f"{words[0]} {words[-1]}" if words[1] in SMALL_WORDS else " ".join(words[1:])}


def _numbered_forms(document: Document) -> set[str]:
    """What a body is called that its paper prints with a number behind its name: Riverton School District No. 7."""
    printed = fold(document.evidence.get("organisation", ""))
    found = _BY_NUMBER_BEHIND.search(printed)
    return (
        spoken_forms(printed)
        if found and printed.startswith(fold(document.organisation)) and document.organisation
        else set()
    )


_BY_NUMBER_BEHIND = re.compile(r",? (?:no\.? ?)?(\d+)$")


LEAST_WORDS = 3
"""A name of more words is still told by the rest without its first: Coastal Heritage Authority."""
_ENGLISH_BODY = re.compile(
    r"\b(?:district|schools|department|ministry|bureau|council|commission|authority|agency|administration|committee)\b"
)
_ENGLISH_LEVEL = re.compile(r" (?:municipal|provincial|borough|district|county|metropolitan|city)(?= )")
MIN_ENGLISH_INITIALS = 3


def _initials(places: Sequence[str], body: str) -> set[str]:
    """The initials of the English name with its place: SAST for Shanghai Association for Science and Technology."""
    named = load_yaml("terms.organisations.yaml")["places"].get("en_of", {})
    found = set()
    for place in places[:1]:
        for phrase in _bodies(body):
            words = [word for word in f"{named.get(place, '')} {phrase}".split() if word not in SMALL_WORDS]
            if place in named and phrase.isascii() and len(words) >= MIN_INITIALS:
                found.add("".join(word[0] for word in words))
    return found


SMALL_WORDS = frozenset({"of", "for", "and", "the", "on", "in", "to", "a"})
"""English words that initials leave out."""
MIN_INITIALS = 4


def place_forms(organisation: str) -> set[str]:
    """The places in an organisation's name, with and without 市 or 区, in Chinese and English."""
    places, _ = split_place(without_peoples(owner_key(organisation)))
    words = {word for place in places for word in (place, _PLACE_END.sub("", place)) if len(word) >= MIN_WORD}
    words |= {"".join(places)} if places else set()
    english = _ENGLISH_PLACE.match(fold(organisation))
    called = _ENGLISH_NAMED_PLACE.match(fold(organisation))
    words |= {called.group(1), f"the {called.group(2)}"} if called else set()
    words |= {english.group(2), f"the {english.group(1)}"} if english else set()
    words |= _english_place(fold(organisation))
    if english:
        abroad = load_yaml("terms.organisations.yaml")["places"].get("abroad", {})
        words |= {word for name in abroad if abroad[name] == english.group(2) for word in (name, f"{name}市")}
    named = load_yaml("terms.organisations.yaml")["places"].get("en_of", {})
    return words | {fold(named[word]) for word in words if word in named}


def _place_in_title(title: str) -> set[str]:
    """The place whose department's paper a title in English is, where it says one by itself: State of X · Budget."""
    pieces = (piece.strip() for piece in _TITLE_PIECES.split(fold(title)))
    found = (_ENGLISH_PLACE.fullmatch(piece) for piece in pieces)
    return {form for one in found if one for form in (one[0], one[2], f"the {one[1]}")}


_TITLE_PIECES = re.compile(r"[·•|:;\n]| [-–—] |, ")


def generic_forms(organisation: str) -> set[str]:
    """What a body of its sort is called among others: 学校, 镇里."""
    name = owner_key(organisation)
    body = _ENGLISH_BODY.findall(fold(organisation))
    if body and organisation.isascii():
        place = fold(organisation).removesuffix(body[0]).strip() if fold(organisation).endswith(" council") else ""
        return {f"the {body[0]}", *({place} - {""}), *({"council"} if body[0] == "council" else ())}
    sorts = load_yaml("terms.organisations.yaml")["generic"]
    return {word for sort in sorts if name.endswith(tuple(sort["ends"])) for word in sort["words"]}


def places_in_name(file: str) -> set[str]:
    """The provinces and cities that a file's name says, in Chinese and English: taiwan-central-2024-budget.csv."""
    named = load_yaml("terms.organisations.yaml")["places"].get("en_of", {})
    words = set(re.split(r"[^a-z]+", fold(file)))
    found = {chinese for chinese, english in named.items() if english in words or chinese in fold(file)}
    central = {"中央", "中央政府", "中央政府总预算", "central government"} if found and "central" in words else set()
    return found | {fold(named[place]) for place in found} | central


def bodies_of(government: str, bodies: Iterable[str]) -> dict[str, frozenset[str]]:
    """The spoken forms of the bodies of a county's or city's government → the keys of their names: 环保局 for 某县环境保护局."""
    place = core_key(government)
    found: dict[str, set[str]] = defaultdict(set)
    if not _PLACE_END.search(place):
        return {}
    for name in bodies:
        key = core_key(name)
        if key.startswith(place) and key != place:
            body = key.removeprefix(place)
            inner = body.removeprefix("政府") or body
            for word in spoken_forms(f"{place}{inner}") | {body, f"{place[-1]}{body}"}:
                found[word].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def units_of(department: str, bodies: Iterable[str]) -> dict[str, frozenset[str]]:
    """The spoken forms of the units of a department → the keys of their names: 某市疾控中心 for 某市疾病预防控制中心."""
    places = "".join(split_place(owner_key(department))[0])
    found: dict[str, set[str]] = defaultdict(set)
    for name in bodies:
        key = core_key(name)
        start = places or _common_start(owner_key(department), key)
        if (places or len(start) >= MIN_START) and key.startswith(start) and owner_key(key) != owner_key(department):
            for word in spoken_forms(name) if places else {key.removeprefix(start)}:
                if (len(word) >= MIN_UNIT or _BY_NUMBER.fullmatch(word)) and word != key:
                    found[word].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def _common_start(one: str, other: str) -> str:
    return next((one[:cut] for cut in range(len(one), 0, -1) if other.startswith(one[:cut])), "")


MIN_START = 4
"""Characters that the name of a unit begins with as that of its department does, where no place is in it."""
MIN_UNIT = 4
"""Characters of a unit's short name: 疾控中心."""
_BY_NUMBER = re.compile(f"[{HAN}]{{1,3}}[中小院幼]")
"""A unit that goes by its number is called by two characters: 一中."""


@lru_cache(4096)
def kind_ends(name: str) -> dict[str, str]:
    """The last characters by which a short form may say the kind of a body, each with the name up to it: 会 of 国家安全会议."""
    ends = (name.removesuffix("员会"), name.removesuffix("议"), name)
    return {end[-1]: end for end in ends if end}


def shortens(short: str, name: str) -> float:
    """How much of a body's name its short form takes up, 0 where it is none: 國安會 of 國家安全會議, 3 characters of 6.

    The characters of the short form stand in the name in their order, the last one as the kind of body.
    """
    ends = kind_ends(name).get(short[-1])
    if ends is None or len(short) >= len(ends):
        return 0.0
    place = -1
    for character in short[:-1]:
        place = ends.find(character, place + 1, len(ends) - 1)
        if place < 0:
            return 0.0
    return len(short) / len(name)


def owner_key(organisation: str) -> str:
    """The key by which two spellings of one organisation are the same: without 中共 before it or 本级 after it."""
    return without_own_office(_PARTY.sub("", core_key(organisation)))


def split_place(name: str) -> tuple[list[str], str]:
    """Either "上海市普陀区财政局" → (["上海市", "普陀区"], "财政局")."""
    found = _SPLIT_PLACE.match(name)
    places = [place for place in found.groups() if place] if found else []
    return places, name[len("".join(places)) :]


def _bodies(body: str) -> Iterator[str]:
    inner = _COMMITTEE.sub("", body)
    names = {body, without_own_office(body), *([] if inner in _COMMON_OFFICES else [inner])}
    for name in names | {shorter for one in names for shorter in _with_shorter_ends(one)}:
        yield name
        yield from _numbered(name)
        for entry in _entries():
            for full in (entry["full"], *entry.get("same", []), *entry.get("short", [])):
                key = core_key(full)
                if key in name:
                    yield from (name.replace(key, core_key(short)) for short in entry.get("short", []))
                    if 2 * len(key) > len(name) or key == name:
                        yield from (prepare(phrase) for phrase in entry.get("en", []))


def _with_shorter_ends(name: str) -> Iterator[str]:
    """A body's name with its end cut as people cut it: 青禾小学 for 青禾小学校."""
    for full, short in load_yaml("terms.organisations.yaml")["shorter_ends"].items():
        if name.endswith(full):
            yield from (name.removesuffix(full) + end for end in short)


def _numbered(body: str) -> Iterator[str]:
    """The short forms of a body that goes by its number: 一中 for 第一中学; 城关三小 and 三小 for 城关第三小学."""
    found = _NUMBERED.fullmatch(body)
    if found is None:
        return
    where, number, kind = found.groups()
    sorts = load_yaml("terms.organisations.yaml")["numbered"]
    short = [f"{number}{one}" for sort in sorts if kind in sort["full"] for one in sort["short"]]
    if kind == _HOSPITAL:  # 第四医院 for 第四人民医院
        short.append(f"第{number}医院")
    if where:
        yield from (f"{where}{one}" for one in short)
    if where not in other_bodies():  # 北京第四中学 is no 四中 of any other place
        yield from (*short, *([f"第{number}{kind}"] if where and short else []))


_NUMBERED = re.compile(f"([\u4e00-\u9fff]{{2,3}})?第([{HAN}]{{1,3}})(.+)")

_HOSPITAL = "人民医院"


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(load_yaml("terms.organisations.yaml")["abbreviations"])


@cache
def other_bodies() -> frozenset[str]:
    """Words for places and bodies in general: 北京, 教育局, 市教委."""
    places = load_yaml("terms.organisations.yaml")["places"]
    words = {core_key(word) for group in ("provinces", "cities", "districts") for word in places.get(group, [])}
    words |= {word + end for word in list(words) for end in ("省", "市", "区") if not word.endswith(("区", "市", "省"))}
    bodies = {
        core_key(name)
        for entry in _entries()
        for name in (entry["full"], *entry.get("same", []), *entry.get("short", []))
        if not entry.get("needs_place")
    }
    words |= {word for word in bodies if len(word) >= MIN_WORD}
    words |= {level + word for level in LEVELS for word in bodies}
    return frozenset(words) | frozenset(prepare(word) for word in places.get("en", []) if len(word) > MIN_WORD)

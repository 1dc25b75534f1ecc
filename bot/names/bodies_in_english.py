"""Bodies of places by their English names: Qinghe County Housing Bureau for 青禾省清河县住房和城乡建设局.

A body is found by the sound of its place and by words for what it does, whatever the word for its kind (bureau, department).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, product
from typing import Any, NamedTuple

from bot.names.catalogue import Catalogue
from bot.names.english_names import EnglishNames
from bot.names.organisations import owner_key, split_place, without_peoples
from bot.names.romanised import sounds_of
from index.text import fold, has_han
from prompts import load_yaml

MOST_SOUNDS = 12
"""Ways in which a place's name may sound, of which some are tried where its characters have several readings."""
MOST_PLACES = 3
_SIGNS = ",.;:?!"
_HAN = "\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class _Body:
    """The places that a body's name begins with, or a name of its own behind them, and what stands behind these."""

    places: tuple[str, ...]
    rest: str
    full: str


class _Places(NamedTuple):
    """The places said around a body, each as those that it may be, and the stretch of the text that says them."""

    said: tuple[frozenset[str], ...]
    start: int
    end: int


def bodies_in_english(catalogue: Catalogue, names: EnglishNames) -> BodiesInEnglish:
    """The bodies whose papers a catalogue holds; what a row is called in English is without a place no body."""

    def held(words: str) -> bool:
        return words in catalogue.names or bool(catalogue.term_keys(words)[0] or names.called(words))

    return BodiesInEnglish((one.organisation for one in catalogue.documents.values()), held)


class BodiesInEnglish:
    """The bodies whose papers are held, by what English calls them."""

    def __init__(self, organisations: Iterable[str], held: Callable[[str], bool]) -> None:
        """`held`: whether English words are a name here, so that without a place they say no body of these."""
        self._organisations = sorted({owner_key(one) for one in organisations if has_han(one)})
        self._held = held

    def in_chinese(self, text: str) -> str:
        """The prepared text with the bodies that it names in English by their names in Chinese."""
        if not self._organisations or not _words().may_be.search(text):
            return text
        at = 0
        while found := _words().core.search(text, at):
            at = found.end()
            if not (told := self._named(text, found)):
                continue
            name, start, end = told
            before, behind = text[:start].rstrip(), text[end:].lstrip().removeprefix(name)
            first = f"{before}{'' if has_han(before[-1:]) or not before else ' '}{name}"
            text, at = f"{first}{'' if has_han(behind[:1]) or behind[:1] in _SIGNS else ' '}{behind}", len(first)
        return text

    @cached_property
    def _bodies(self) -> tuple[_Body, ...]:
        bodies = []
        for full in self._organisations:
            places, rest = split_place(without_peoples(full))
            if not rest or (_GOVERNMENT.fullmatch(rest) and not full.removesuffix(rest).endswith(_TOWNS)):
                continue
            own = _OWN.fullmatch(rest)
            bodies.append(_Body(tuple(places), rest, full))
            if own:
                bodies.append(_Body((*places, own["own"]), own["sort"], full))
        return tuple(bodies)

    @cached_property
    def _by_sound(self) -> dict[str, frozenset[str]]:
        """How English writes a place, and what Chinese calls it → the places that it may be."""
        found: dict[str, set[str]] = {}
        for full in self._organisations:
            places = split_place(f"{without_peoples(full)}人民政府")[0]
            own = (one.places[-1] for one in self._bodies if one.full == full and one.places)
            for place in {*places, *own}:
                for said in (*_sounds(place), place, _short(place)):
                    found.setdefault(said, set()).add(place)
        return {said: frozenset(places) for said, places in found.items()}

    @cached_property
    def _left_place(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:(?<![a-z-])|(?=[{_HAN}]))(?P<place>{self._places})(?: s)?(?P<levels>(?: {_LEVELS})*)(?: s)?[ ,]*$"
        )

    @cached_property
    def _right_place(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?P<link>,? (?:of|in|from)(?: the)? |, ?)(?P<place>{self._places})(?P<levels>(?: {_LEVELS})*)(?![a-z-])"
        )

    @cached_property
    def _places(self) -> str:
        return "|".join(map(re.escape, sorted(self._by_sound, key=len, reverse=True))) or "(?!)"

    def _named(self, text: str, found: re.Match[str]) -> tuple[str, int, int] | None:
        """The name in Chinese of the body at a place in the text, and the stretch that says it; None where it is none of ours."""
        if found["kind"] == _ROW_TOO and self._held(found.group()):
            return None
        fits = _fits(found)
        places = self._places_around(text, found)
        if places is None:
            return None if found["paper"] else self._without_place(text, found, fits)
        exact = [
            (missed, one) for one in self._bodies if _is_of(one, places.said) and (missed := fits(one.rest)) is not None
        ]
        least = min((missed for missed, _ in exact), default=0)
        best = {one for missed, one in exact if missed == least}
        name = _one_name(best) or ("" if exact else _usual_name(found, places.said))
        return (name, places.start, places.end) if name else None

    def _places_around(self, text: str, found: re.Match[str]) -> _Places | None:
        said: list[frozenset[str]] = []
        start, end = found.span()
        while len(said) < MOST_PLACES and (left := self._left_place.search(text[:start])):
            said.insert(0, self._of_level(left))
            start = left.start()
        right = self._right_place.match(text, end)
        while right and len(said) < MOST_PLACES and not _words().core.match(text, right.end() + 1):
            said.append(self._of_level(right))
            end = right.end()
            right = self._right_place.match(text, end)
        return _Places(tuple(said), start, end) if said else None

    def _of_level(self, found: re.Match[str]) -> frozenset[str]:
        """The places that a sound may mean, of the level that is said behind it."""
        places = self._by_sound[found["place"]]
        levels = [one for one in _words().levels if re.search(rf"\b{one}\b", found["levels"])]
        ends = {end for one in levels for end in _words().levels[one]}
        return frozenset(one for one in places if not ends or one.endswith(tuple(ends)))

    def _without_place(
        self, text: str, found: re.Match[str], fits: Callable[[str], int | None]
    ) -> tuple[str, int, int] | None:
        """The one body here that is called so, where no place is said: the district housing bureau."""
        before = _ALONE.search(text[: found.start()])
        if before is None or _ELSEWHERE.match(text, found.end()) or self._held(found.group()):
            return None
        ends = tuple(_words().levels.get(before["level"] or "", ()))
        all_fit = [one for one in self._bodies if fits(one.rest) is not None]
        level = [one for one in all_fit if not ends or (one.places and one.places[-1].endswith(ends))]
        exact = [one for one in level if fits(one.rest) == 0]
        names = {one.full for one in exact or level}
        start = before.start("level") if before["level"] else found.start()
        return (names.pop(), start, found.end()) if len(names) == 1 else None


_ROW_TOO = "administration"
"""A word for a kind of body that names of rows end in, too: civil affairs administration."""
_GOVERNMENT = re.compile("(?:人民)?政府")
"""What is behind a place where its government is meant, which is no body of it, but of a town."""
_TOWNS = ("镇", "乡")
_LEVEL = re.compile("(?:自治区|自治州|自治县|地区|省|市|区|县|旗|盟|州|镇|乡|街道)$")
_OWN = re.compile(
    "(?P<own>(?!第|实验|中心|人民|中医|妇幼|儿童|职业|特殊|机关|初级|高级|完全).{2,5}?)"
    "(?P<sort>第.{1,2}(?:小学|中学)|(?:实验|中心)?小学校?|(?:初级|高级|实验)?中学|幼儿园|(?:人民)?医院|图书馆|博物馆)"
)
"""A school or hospital with a name of its own, which English says by its sound as it says a place."""
_ALONE = re.compile(
    r"(?:^|(?<![a-z])(?:the|our|this|that|its|of|by|did|does|do|for|at|from|has|have|is|was|will|and|or|than|per)|[,;:]) ?"
    r"(?:(?P<level>province|provincial|city|municipal|district|county|town|township) )?$"
)
"""What stands before a body that is named without its place."""
_ELSEWHERE = re.compile(
    r",? (?:of|in|from) (?!(?:the )?(?:19|20|fy|fiscal|its|their|this|that|total|all|year|last|table|form|section)|the )[a-z]"
)


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = load_yaml("bodies.english.yaml")
    return read


_OF_PEOPLES = "(?:[a-z]+(?: and [a-z]+)? )?autonomous (?:county|prefecture|region|banner)"
_LEVELS = "(?:{})".format(
    "|".join(
        sorted(
            {
                *(word for words in _read()["levels"].values() for word in words),
                "people s government",
                "government",
                _OF_PEOPLES,
            },
            key=len,
            reverse=True,
        )
    )
)


class _Words(NamedTuple):
    may_be: re.Pattern[str]
    core: re.Pattern[str]
    functions: dict[str, list[str]]
    one_function: re.Pattern[str]
    bodies: list[tuple[re.Pattern[str], str]]
    levels: dict[str, list[str]]
    kinds: re.Pattern[str]
    plain: re.Pattern[str]
    numbers: dict[str, str]


@cache
def _words() -> _Words:
    """The patterns of English names of bodies, and what they stand for."""
    read = _read()
    functions = {_same(word): stems for word, stems in read["functions"].items()}
    number = {fold(word): han for han, words in read["numbers"].items() for word in words}
    one = "|".join(_spelled(word) for word in sorted(functions, key=len, reverse=True))
    several = rf"(?:{one})(?:(?:,? (?:and|&) |, ?)(?:{one}))*"
    kind = rf"(?:{'|'.join(read['kinds'])})"
    numbered = "(?:{})".format("|".join(re.escape(word).replace("no\\ ", r"no\.? ?") for word in number))
    whole = "|".join(f"(?:{body.replace('{n}', numbered)})" for body in read["bodies"])
    papers = "|".join(read["papers"])
    core = (
        rf"(?<![a-z-])(?:(?P<ahead>{several}) (?P<kind>{kind})|(?P<of_kind>{kind}) (?:of|for) (?:the )?(?P<behind>{several})"
        rf"|(?P<whole>{whole})|(?P<paper>{several})(?= (?:{papers})))(?: s)?(?![a-z-])"
    )
    levels: dict[str, list[str]] = {}
    for end, words in read["levels"].items():
        for word in words:
            levels.setdefault(word, []).append(end)
    may_be = rf"(?<![a-z])(?:{kind}|hospital|school|kindergarten|library|museum|office|government|center|centre|{papers})(?![a-z])"
    return _Words(
        re.compile(may_be),
        re.compile(core),
        functions,
        re.compile(one),
        [(re.compile(body.replace("{n}", f"(?P<n>{numbered})")), here) for body, here in read["bodies"].items()],
        levels,
        re.compile(f"(?P<stem>.+?)(?:{'|'.join(read['kinds_here'])})"),
        re.compile(f"{'|'.join(read['plain'])}|[和与及、]"),
        number,
    )


def _same(word: str) -> str:
    return re.sub(r"[ -]+", " ", word)


def _spelled(word: str) -> str:
    return re.escape(_same(word)).replace(r"\ and\ ", r"\ (?:and|&)\ ").replace(r"\ ", "[ -]")


def _stems_of(said: str) -> list[list[str]]:
    """The stems for each of the things that a body does, in the order in which they are said."""
    words = _words()
    return [words.functions[_same(one.group().replace("&", "and"))] for one in words.one_function.finditer(said)]


def _fits(found: re.Match[str]) -> Callable[[str], int | None]:
    """How many characters of what a body is called the English words leave unsaid; None where it is another."""
    if found["whole"]:
        ends = [re.compile(one) for one in _ends_of(found["whole"])]
        return lambda rest: 0 if any(one.fullmatch(rest) for one in ends) else None
    stems = _stems_of(found["ahead"] or found["behind"] or found["paper"])

    def unsaid(rest: str) -> int | None:
        body = _words().kinds.fullmatch(rest)
        if body is None or body["stem"].endswith("分"):
            return None
        left = body["stem"]
        for some in stems:
            one = next((stem for stem in some if stem in left), None)
            if one is None:
                return None
            left = left.replace(one, "", 1)
        return len(_words().plain.sub("", left))

    return unsaid


def _ends_of(said: str) -> list[str]:
    """The patterns of Chinese for a body that is called by no function: no. 1 middle school."""
    for body, here in _words().bodies:
        if found := body.fullmatch(said):
            number = found.groupdict().get("n")
            spelled = re.sub(r"^no\.? ?", "no ", number) if number else ""
            return [here.replace("{n}", _words().numbers.get(spelled, ""))]
    return []


def _is_of(body: _Body, said: tuple[frozenset[str], ...]) -> bool:
    """Whether the places said are those of a body, the last of them among them."""
    own = set(body.places)
    return bool(own) and all(one & own for one in said) and any(body.places[-1] in one for one in said)


def _one_name(bodies: set[_Body]) -> str:
    """The name of the one body, or what those of several places that are called alike are called; "" without."""
    names = {one.full for one in bodies}
    if len(names) == 1:
        return names.pop()
    alike = {f"{one.places[-1]}{one.rest}" for one in bodies}
    return alike.pop() if len(alike) == 1 else ""


def _usual_name(found: re.Match[str], said: tuple[frozenset[str], ...]) -> str:
    """What a body of a place with papers here is called that has none of its own; "" where the words tell none."""
    kind = found["kind"] or found["of_kind"]
    places = [next(iter(one)) for one in said if len(one) == 1]
    if not kind or len(places) != len(said):
        return ""
    places.sort(key=_rank, reverse=True)
    end = "委员会" if kind in _read()["commissions"] else "厅" if places[-1].endswith(("省", "自治区")) else "局"
    stems = _stems_of(found["ahead"] or found["behind"])
    does = "和".join(some[0] for some in stems)
    return f"{''.join(dict.fromkeys(places))}{does}{end}" if _LEVEL.search(places[-1]) else ""


def _rank(place: str) -> int:
    """Where the level of a place stands, the lowest first."""
    ends = ("街道", "乡", "镇", "旗", "县", "区", "盟", "地区", "州", "市", "自治区", "省")
    return next((at for at, end in enumerate(ends) if place.endswith(end)), len(ends))


def _short(place: str) -> str:
    short = _LEVEL.sub("", place)
    return short if len(short) > 1 else place


def _sounds(place: str) -> frozenset[str]:
    """How English writes a place without its level: as it is known, Shaanxi, or else by its sound."""
    short = _LEVEL.sub("", place)
    named: dict[str, str] = load_yaml("terms.organisations.yaml")["places"]["en_of"]
    if usual := named.get(short, named.get(place)):
        words = re.findall("[a-z]+", fold(usual))
        return frozenset({" ".join(words), "".join(words)})
    if not re.fullmatch(f"[{_HAN}]{{2,6}}", short):
        return frozenset()
    every = islice(product(*map(sounds_of, short)), MOST_SOUNDS)
    return frozenset(joint.join(one) for one in every for joint in ("", " "))

"""Names that share their end: 甲、乙、丙三个区 is 甲区、乙区、丙区; 台北、新北六个审计处."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.names.segment import prepare
from bot.names.terms import Sense
from bot.reading.literals import han_number

_NUMBER = re.compile(
    r"(?=(?<![\d.])(?P<number>[2-9两二三四五六七八九])(?P<measure>[个家所项类]?)(?P<end>[\u4e00-\u9fff]{1,8}))"
)
_WHICH = re.compile("(?=(?:哪[几些一]?|几)[个家](?P<end>[\u4e00-\u9fff]{1,8}))")
_LISTED = re.compile(
    r"[(（](?:即|指|分别是)?(?P<inside>[^()（）]*、[^()（）]*?)(?:里头?|中|当中|这(?:几|[两三四五])[个家])?[)）]"
    r"|(?<=[?？。])(?:即|指的?是?|是指|分别是)?(?P<behind>[^?？。]*、[^?？。]*)"
    r"|(?<=[:：])(?P<told>[^，,。？?：:]*、[^，,。？?：:]*?)(?=各|分别|一共|合计|谁|哪)"
)
"""Names in brackets, behind the question or behind a colon that tell which ones 三个局 are."""
_GENERAL = ("部门", "单位", "机关")
_KINDS = ("局", "委", "厅", "办", "部")
"""What a body is that people call by its matter alone, 水利, where it is one of 三个部门."""
_NAMES = re.compile("[\u4e00-\u9fff、,]{4,80}$")
_LAST_JOINT = re.compile("(?<=..)[和与及跟](?=..)")
REACH = 80
"""Characters before the number that may be names."""


def with_shared_end(text: str, senses: Callable[[str], tuple[Sense, ...]]) -> str:
    """The prepared question with the word behind 三个 put behind each of the names before it, where these are as many and
    each of them is a name with it.
    """
    for found in _NUMBER.finditer(text):
        names = _NAMES.search(text[max(0, found.start() - REACH) : found.start()])
        pieces = _pieces(names.group()) if names else []
        number = han_number(found["number"])
        if len(pieces) < number:
            continue
        told = pieces[-number:]
        for size in range(len(found["end"]), 0, -1):
            end = found["end"][:size]
            whole = [_called(piece, end, senses, first=number == 0) for number, piece in enumerate(told)]
            if all(whole):
                start = found.start() - len(_told_from(names.group() if names else "", told[0], whole[0], end))
                return text[:start] + "、".join(whole) + text[found.start("end") + size :]
    return _with_end_of_one(text, senses)


_EACH_OF = re.compile(
    "(?<![^,。?;])(?P<names>[^,。?;、]{1,40}(?:、[^,。?;、]{1,12})+)(?=的?(?:各自|各|分别)(?:是|有|为)?(?:多少|几))"
)
_WHOLE_ASKED = re.compile(
    "(?P<end>[\u4e00-\u9fff]{2,4}?)(?:一共|总共|共|合计)?(?:有|是|为)?(?:多少|几)[^,。?;]{0,3}[,。?;]$"
)
"""编制一共多少名？行政、事业各多少: what each of them is one of stands before."""


def _with_end_of_one(text: str, senses: Callable[[str], tuple[Sense, ...]]) -> str:
    """The text with the end of the last of several names, or of the whole asked for before, behind each of them, where not
    all of them are names without it: 行政、事业编制各多少.
    """
    found = _EACH_OF.search(text)
    if found is None:
        return text
    pieces = _pieces(found["names"])
    before = _WHOLE_ASKED.search(text[: found.start()])
    ends = [pieces[-1][-size:] for size in range(len(pieces[-1]) - 1, 1, -1)]
    ends += [before["end"][-size:] for size in range(len(before["end"]), 1, -1)] if before else []
    if all(_called(piece, "", senses, first=number == 0) for number, piece in enumerate(pieces)):
        return text
    for end in ends:
        whole = [_called(piece, end, senses, first=number == 0) for number, piece in enumerate(pieces)]
        if all(whole):
            said = whole[0] if pieces[0].endswith(end) else whole[0].removesuffix(end)
            start = found.start() + len(pieces[0]) - len(said)
            return text[:start] + "、".join(whole) + text[found.end() :]
    return text


def with_listed_names(question: str, senses: Callable[[str], tuple[Sense, ...]]) -> str:
    """The question as it was typed with the list that says which bodies 三个局 are, in brackets or behind it, in names that
    are bodies: 三个局（交通局、水利局、文旅局）; as it is where the list is of another length or of anything else.
    """
    listed = _LISTED.search(question)
    if listed is None:
        return question
    pieces = _pieces(next(filter(None, listed.groups())))
    for found in (*_NUMBER.finditer(question), *_WHICH.finditer(question)):
        if "number" in found.groupdict() and han_number(found["number"]) != len(pieces):
            continue
        for size in range(len(found["end"]), 0, -1):
            end = found["end"][:size]
            ends = _KINDS if end in _GENERAL else (end,)
            named = [_body(prepare(piece), ends, senses) for piece in pieces]
            if all(named):
                told = f"{question[: listed.start()]}（{'、'.join(named)}）{question[listed.end() :]}"
                if "number" not in found.groupdict() or found["measure"]:
                    return told
                return told[: found.start("end")] + "个" + told[found.start("end") :]  # 三局
    return question


def _body(piece: str, ends: Sequence[str], senses: Callable[[str], tuple[Sense, ...]]) -> str:
    """The body that a piece names, by itself or with one of the ends; "" for none."""
    for name in (piece, *(piece + end for end in ends)):
        if any(sense.kind == "organisation" and not sense.weak for sense in senses(name)):
            return name
    return ""


def _pieces(names: str) -> list[str]:
    """The names that 、 parts, the last two by 和 too."""
    parts = re.split("[、,]", names)
    last = _LAST_JOINT.split(parts[-1])
    return [*parts[:-1], *last] if len(last) == 2 else parts


def _told_from(names: str, piece: str, whole: str, end: str) -> str:
    """What of the names is written anew: from the name that the first piece ends with."""
    said = whole if piece.endswith(end) else whole.removesuffix(end)
    return names[names.rindex(piece) + len(piece) - len(said) :]


def _called(piece: str, end: str, senses: Callable[[str], tuple[Sense, ...]], *, first: bool) -> str:
    """The name that a piece is with the end; of the first piece its last characters may be enough: 其中桑园. "" for none."""
    for start in range(max(1, len(piece) - 1)) if first else (0,):
        name = piece[start:].removesuffix(end) + end
        if any(sense.kind in ("name", "organisation") and not sense.weak for sense in senses(name)):
            return name
    return ""

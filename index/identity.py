"""Who, when, what kind: organisation, fiscal year, kind and level, each with the text that it was read from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from index.model import Block, Document, Grid, Heading, Kind, Level, Paragraph
from index.organisations import (
    find_body_line,
    find_english_body,
    find_file_place,
    find_government,
    find_main_organisation_line,
    find_organisation_about,
    find_organisation_line,
    find_organisation_title,
    find_region,
    titles_own_office,
    without_own_office,
)
from index.reach import months_in
from index.text import LATIN_TITLE_CHARACTERS, has_han, is_title_length, simplify, tidy
from index.years import span_years, years_named

__all__ = ["find_document_year", "find_organisation_line", "identify"]

COVER_TEXTS = 12
"""The cover and the first headings: what they say holds for the whole document."""
BODY_LINES = 4
"""Among so many first lines the name of a body alone is whose paper it is."""
GRID_ROWS = 8
GRID_CELLS = 5
"""A row of a grid with more cells than this is data, not a line that says whose table it is."""
_PLACE = re.compile("[\u4e00-\u9fff]{1,8}[省市区县州盟旗镇乡]")
SHORT_NAME = 6
"""Characters of a body's name that may lack its place: 图书馆, 交通运输局."""
MOST_TEXTS = 600
_WAY_TO_PAGE = re.compile(
    r"^当前位置|\S\s*[>»›＞]\s*\S|(?:索\s*引\s*号|发文字号|发布(?:日期|时间|机构)|成文日期|主题分类|体裁分类|信息来源|浏览次数)"
)
"""Where and when a page stands on its site, which is not what its paper is of: 首页 > 财政预决算, 索引号, 发布日期."""
_PARTS_OF_PAPER = frozenset({"封面", "目录", "首页", "封皮", "Cover", "Contents", "Summary"})
"""Names of sheets and pages that say nothing of whose a paper is."""
_OF_DEBT = "(?:债务|债券)[^。，]{0,12}(?:情况|信息|限额|余额|公开)"
_PAPER = re.compile(
    rf"预算|决算|{_OF_DEBT}|budget|\bestimates\b|actual|outturn|appropriation|expenditure|\bcouncil tax\b|\bprecept\b",
    re.I,
)
_OUTTURN = re.compile(r"决算|outturn|\bactuals?\b|annual financial report|final[ _-]accounts?|[-_ ]final\b", re.I)
_BUDGET = re.compile(r"预算|budget|proposed|adopted|appropriation|\bestimates?\b", re.I)
_ADJUSTED = re.compile(r"预算调整|调整预算|revised budget|supplementary", re.I)
_LAW = re.compile("(?:中华人民共和国)?预算法(?:实施条例)?")
_DEBT = re.compile(_OF_DEBT)
"""A paper of a government's debt, which tells what it came to at the end of the year."""
_EVALUATION = re.compile(r"绩效(?:单位|部门)?(?:自评价?|评价)(?:综合)?(?:报告|结果|情况|总结|表)?(?:[(（].*)?$")
"""A paper that evaluates what came of a year's budget; a notice or a plan for evaluating is none."""
_EXECUTED = re.compile(r"预算(?:收入|支出|收支)?执行情况(?!.*(?:预算草案|年.*预算))")
_SO_FAR = re.compile(r"三公[”\"]?经费|(?:财政|预算|收支)[^，。]{0,8}(?:收支|执行|运行|收入|支出|完成)?情况")
_YEARS_AHEAD = re.compile(r"(?<!\d)20\d\d/\d\d ?(?:to|-|–) ?20\d\d/\d\d(?!\d)", re.I)
"""The years of a plan beside that of the budget: Revenue Budget 2025/26, Capital Programme 2025/26 to 2028/29."""
_DAY_PUT_OUT = re.compile(
    r"[(（]?(?:20\d\d|二[〇○零Oo0][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?[)）]?$"
)
"""The month in which a paper was put out, behind its title on the cover."""
_UNIT_LEVEL = re.compile(
    r"单位(?:整体)?(?:预算|决算|预决算)|^预算单位\s*[:：]|[(（]单位[)）]|(?:^|[-_ ])unit(?:$|[-_. ])"
)
_DEPARTMENT_LEVEL = re.compile(r"部门(?:整体)?(?:预算|决算|预决算)|主管部门\s*[:：]|(?:^|[-_ ])department(?:$|[-_. ])")


def identify(document: Document, blocks: Sequence[Block]) -> Document:
    """The document with title, organisation, year, kind and level filled in, and the evidence for each."""
    texts = list(_texts(blocks))
    cover = _cover(texts)
    name = re.sub(r"\.\w{2,5}$", "", document.name)
    evidence: dict[str, str] = {}
    return replace(
        document,
        title=_find_title(_cover(texts, _words_apart), document.name),
        organisation=_find_organisation(texts, cover, name, evidence) or _find_place(blocks, name, evidence),
        year=_find_year(texts, cover, name, evidence) or _year_of_headers(blocks, evidence),
        kind=_find_kind(texts, cover, name, evidence),
        level=_find_level(cover, name, evidence),
        evidence=evidence,
    )


def find_document_year(blocks: Sequence[Block]) -> int | None:
    """The fiscal year that the cover names, else the one named most often; None where none is named."""
    texts = list(_texts(blocks))
    return _find_year(texts, _cover(texts), "", {})


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The texts of a document in reading order: of a grid only its first rows, each on one line."""
    count = 0
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            found = [block.text]
        elif isinstance(block, Grid):
            rows = ([cell for cell in row.cells if cell and cell.strip()] for row in block.rows[:GRID_ROWS])
            found = ["  ".join(cells) for cells in rows if len(cells) <= GRID_CELLS]
        for text in chain.from_iterable(part.split("\n") if is_title_length(part) else [part] for part in found):
            if text.strip():
                yield text.strip()
                count += 1
        if count > MOST_TEXTS:
            return


def _cover(texts: Sequence[str], joined: Callable[[Sequence[str]], str] = "".join) -> list[str]:
    """The first texts, and what two or three of them say together: a title is often set over several lines."""
    titles = [text for text in texts[:COVER_TEXTS] if is_title_length(text) and not _WAY_TO_PAGE.search(text)]
    first = [text for text in titles if text not in _PARTS_OF_PAPER and not text.endswith("。")]
    runs = [tidy(joined(first[start : start + size])) for start in range(min(4, len(first))) for size in (2, 3)]
    return [*first[:2], *runs, *first[2:]]


def _words_apart(lines: Sequence[str]) -> str:
    """What lines say together; words in English stand apart."""
    whole = ""
    for line in lines:
        whole += f" {line}" if whole[-1:].isascii() and whole[-1:].isalnum() and line[:1].isascii() else line
    return whole


def _find_title(cover: Sequence[str], name: str) -> str:
    years = [text for text in cover if _PAPER.search(simplify(text)) and years_named(text)]
    papers = (text for text in cover if _PAPER.search(simplify(text)))
    so_far = (text for text in cover if years_named(text) and _SO_FAR.search(simplify(text)))
    return next(iter([*years, *papers, *so_far, name]))[:LATIN_TITLE_CHARACTERS]


def _find_organisation(texts: Sequence[str], cover: Sequence[str], name: str, evidence: dict[str, str]) -> str:
    declared = Counter(filter(None, map(find_organisation_line, texts)))
    ways: tuple[tuple[Sequence[str], Callable[[str], str]], ...] = (
        (texts[: 3 * COVER_TEXTS], find_main_organisation_line),
        (cover, find_government),
        (cover, find_organisation_title),
        (texts if declared else (), lambda text: _if_among(find_organisation_line(text), declared)),
        ((name,), find_organisation_title),
        (texts[: 10 * COVER_TEXTS], find_organisation_about),
        (texts[:BODY_LINES], find_body_line),
        ([*cover, name], find_region),
        ([*cover, name], find_english_body),
    )
    for sources, find in ways:
        for text in sources:
            found = find(text)
            if found:
                whole = _whole_name(found, sources, find)
                evidence["organisation"] = text
                return without_own_office(whole)
    return ""


def _whole_name(found: str, sources: Sequence[str], find: Callable[[str], str]) -> str:
    """A body's name as another of the first titles has it with its place before: 图书馆, 某县图书馆."""
    if len(found) > SHORT_NAME:
        return found
    others = (name for name in map(find, sources[:COVER_TEXTS]) if _PLACE.fullmatch(name.removesuffix(found)))
    return max((found, *others), key=len)


def _find_place(blocks: Sequence[Block], name: str, evidence: dict[str, str]) -> str:
    """The place that the file name of a paper in English begins with, where the paper itself names no body."""
    first = (row.cells for block in blocks if isinstance(block, Grid) for row in block.rows[:2])
    cells = (cell for row in first for cell in row if cell)
    found = "" if any(map(has_han, chain(cells, _texts(blocks)))) else find_file_place(name)
    if found:
        evidence["organisation"] = name
    return found


def _if_among(found: str, declared: Counter[str]) -> str:
    return found if found and found == declared.most_common(1)[0][0] else ""


def _find_year(texts: Sequence[str], cover: Sequence[str], name: str, evidence: dict[str, str]) -> int | None:
    papers = [text for text in cover if _PAPER.search(simplify(text))]
    for text in [*papers, *cover, name]:
        undated = _DAY_PUT_OUT.sub("", text)
        if years_named(undated):
            text = undated  # 2024年度部门决算 | 2025年8月
        own = years_named(_YEARS_AHEAD.sub("", text)) if _YEARS_AHEAD.search(text) else []
        years = own or span_years(text) or years_named(text)
        if years:
            evidence["year"] = text
            return max(years)
    counts = Counter(year for text in texts for year in years_named(text))
    if not counts:
        return None
    best = counts.most_common(1)[0][0]
    evidence["year"] = next(text for text in texts if best in years_named(text))
    return best


def _header_of(grid: Grid) -> list[str]:
    """The cells of the first of a grid's first two rows that has several."""
    rows = ([text for text in row.cells if text] for row in grid.rows[:2])
    return next((cells for cells in rows if len(cells) > 1), [])


def _year_of_headers(blocks: Sequence[Block], evidence: dict[str, str]) -> int | None:
    """The latest year that the headers of the tables name, where no text names one."""
    headers = (_header_of(block) for block in blocks if isinstance(block, Grid))
    told = {text: span_years(text) or years_named(text) for header in headers for text in header}
    latest = max((max(years) for years in told.values() if years), default=None)
    if latest is not None:
        evidence["year"] = next(text for text, years in told.items() if latest in years)
    return latest


def _find_kind(texts: Sequence[str], cover: Sequence[str], name: str, evidence: dict[str, str]) -> Kind:
    for text in [*cover, name, *texts[COVER_TEXTS : 5 * COVER_TEXTS]]:
        plain = _LAW.sub("", simplify(text))
        kind = _kind_of(_of_latest_year(plain)) or _kind_of(plain)
        if kind:
            evidence["kind"] = text
            return kind
    return "budget"


def _of_latest_year(title: str) -> str:
    """What a title with several years says of the latest of them: 2025年财政预算 of 2024年财政决算和2025年财政预算."""
    years = years_named(title)
    return title[max(title.rfind(str(max(years))), 0) :] if len(years) > 1 else title


def _kind_of(text: str) -> Kind | None:
    outturn, budget = _OUTTURN.search(text), _BUDGET.search(text)
    if _EVALUATION.search(text) and years_named(text):
        return "outturn"
    if _ADJUSTED.search(text):
        return "adjusted"
    if _EXECUTED.search(text) or (_SO_FAR.search(text) and months_in(text)):
        return "executed"
    if outturn and not (budget and "预决算" in text):
        return "outturn"
    if _DEBT.search(text) and years_named(text) and not budget:
        return "executed"
    return "budget" if budget else None


def _find_level(cover: Sequence[str], name: str, evidence: dict[str, str]) -> Level:
    for text in [*cover, name]:
        plain = simplify(text)
        unit, department = _UNIT_LEVEL.search(plain), _DEPARTMENT_LEVEL.search(plain)
        if unit or titles_own_office(plain):
            evidence["level"] = text
            return "unit"
        if department:
            evidence["level"] = text
            return "department"
    return "department"

"""Blocks → drafts of tables: a grid with what stands above it, its header and body, and the pages that it runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.declared import DeclaredUnits
from index.grids import (
    FORM_TITLE,
    Line,
    count_note_rows,
    count_title_rows,
    grid_lines,
    is_furniture,
    split_header,
    starts_body,
    title_texts,
)
from index.identity import find_organisation_line
from index.model import Block, Grid, Heading, Unit
from index.numerals import parse_han_number
from index.text import has_han, is_title_length, name_key, simplify, strip_numbering, tidy
from index.units import find_unit, find_unit_among, is_full_time
from index.units_english import declared_unit, unit_titled, unit_told
from index.years import find_column_year, find_line_year

CONTEXT_LINES = 8
"""So many texts above a grid are looked at for its title and unit."""
PAGE_MARK = re.compile(r"^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\s*(?:页)?[-—–\s]*$|^[(（]?续表?[)）]?$")
_HAN_ORDINAL = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?!般)"
"""The number of a form; of 表四一般公共预算 only 四."""
_NOT_ON = r"(?![十一二三四五六七八九](?!般))(?!(?!(?:19|20)\d\d年)[\d年月])"
"""Where it ends: 表一2024年某县决算表 is form 1, 表一年 none."""
_LEADING_NUMBER = re.compile(
    rf"^(?:(?:预算|决算|公开|附)+\s*\d{{0,2}}\s*表\s*(?:\d{{1,2}}|{_HAN_ORDINAL})?"
    rf"|(?:附件|附表|表)\s*(?:{_HAN_ORDINAL}{_NOT_ON}|\d{{1,2}}(?:[-.－]\d{{1,2}})*(?!\d))|附(?=[:：]))\s*[:：、.]?\s*"
)
_CONTINUED = re.compile(r"\s*[(（]?续表?\d?[)）]?$")
_UNIT_BEHIND = re.compile(r"\s*[(（](?:金额|计量)?单\s*位\s*[:：][^（）()]{1,12}[)）]$")
"""附：各单位收支汇总（单位：万元）: the unit is no part of the title."""
_NOTE_LINE = re.compile(r"^(?:注|备注|说明|note)\s*\d?\s*[:：.]", re.I)


@dataclass(slots=True)
class Draft:
    """A table before its columns are understood. `printed` holds all its rows as they stand."""

    title: str
    unit: Unit | None
    section: str
    organisation: str
    form: str = ""
    """The number that its publisher gives it; "" without one."""
    year: int | None = None
    """The year that its title, or a line of its own above it, names."""
    printed: list[Line] = field(default_factory=list)
    header: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    top: set[int] = field(default_factory=set)
    """Numbers of the printed rows that are titles or header, repeated ones included."""

    @property
    def width(self) -> int:
        """How many grid columns it has."""
        return max((len(line.cells) for line in self.printed), default=0)

    @property
    def page(self) -> int | None:
        """The page that it ends on."""
        return self.printed[-1].place.page if self.printed else None


def blocks_to_drafts(blocks: Sequence[Block]) -> Iterator[Draft]:
    """Grids with their context, in reading order; a grid that goes on from the page before is joined to it."""
    above: list[str] = []
    section = ""
    open_draft: Draft | None = None
    declared = DeclaredUnits()
    for block in blocks:
        if not isinstance(block, Grid):
            declared.read(block)
            if (
                not above
                and open_draft is not None
                and open_draft.unit is None
                and _NOTE_LINE.match(block.text.strip())
            ):
                open_draft.unit = find_unit(block.text) or unit_told(block.text)
            above.append(block.text)
            if isinstance(block, Heading) and block.level == 1:
                section = block.text
            continue
        for number, lines in enumerate(stacked_parts(grid_lines(block))):
            texts = [text for text in above if not PAGE_MARK.match(text.strip())]
            if open_draft is not None and number == 0 and join_page(open_draft, lines, texts):
                above = []
                continue
            draft = start_draft(lines, texts, section)
            own = declared.for_table(draft.title, " ".join(text for line in draft.header for text in line.texts))
            draft.unit = draft.unit or own
            if open_draft is not None and _SIDE_PART.fullmatch(draft.title):
                _name_part(draft, open_draft)
            above = [] if draft.body or draft.header else [*texts, *title_texts(lines)]
            if not (draft.body or draft.header):
                continue
            if open_draft is not None and not open_draft.body and number == 0 and not texts:
                _take_context(draft, open_draft)  # a page broke off right below the first row of the header
            elif open_draft is not None:
                yield open_draft
            open_draft = draft
    if open_draft is not None:
        yield open_draft


def _name_part(draft: Draft, whole: Draft) -> None:
    """Give the second part of a form, 二、支出部分, which says no more, the form's title and unit, and what else it has."""
    part, draft.title = draft.title, ""
    _take_context(draft, whole)
    draft.title = f"{_SIDE_BRACKETS.sub('', draft.title)}（{part}）"


_SIDE_PART = re.compile("(?:收入|支出)(?:部分|情况|项目)?")
"""All that is printed above the second part of a form, its number aside."""
_SIDE_BRACKETS = re.compile(f"（{_SIDE_PART.pattern}）$")


def _take_context(draft: Draft, broken_off: Draft) -> None:
    """Give a table the title and what else stands above the lone header that the page before ends with."""
    draft.title = draft.title or broken_off.title
    draft.unit = draft.unit or broken_off.unit
    draft.section = draft.section or broken_off.section
    draft.organisation = draft.organisation or broken_off.organisation
    draft.form = draft.form or broken_off.form
    draft.year = draft.year or broken_off.year


def stacked_parts(lines: Sequence[Line]) -> list[list[Line]]:
    """Tables that stand below each other in one grid: each begins with a row that holds nothing but a form's title, or
    nothing but a line above the same header once more.
    """
    cuts = [0]
    for position in range(1, len(lines) - 1):
        texts = lines[position].texts
        if len(texts) != 1 or not is_title_length(texts[0]):
            continue
        above = lines[cuts[-1] : position]
        if _headed_again(lines[position + 1], above):
            cuts.append(position)
            continue
        if not FORM_TITLE.search(simplify(texts[0])):
            continue
        if any(starts_body(line, above) for line in above) and not starts_body(lines[position + 1], lines[:1]):
            cuts.append(position)
    return [list(lines[start:end]) for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True) if end > start]


def _headed_again(line: Line, above: Sequence[Line]) -> bool:
    """Whether a row repeats a header of the table above it, behind rows of data: the same form of another year."""
    words = _words(line)
    first = next((number for number, one in enumerate(above) if starts_body(one, above[:number])), len(above))
    return len(words) > 2 and any(_words(one) == words for one in above[:first])


def start_draft(lines: Sequence[Line], above: Sequence[str], section: str) -> Draft:
    """The draft of the table that begins with these rows under these texts."""
    recent = [line for text in above[-CONTEXT_LINES:] for line in text.split("\n")]
    titled = any(FORM_TITLE.search(simplify(line.strip())) and not is_furniture(line) for line in recent)
    titles = count_title_rows(lines, titled=titled)
    inside = title_texts(lines[:titles])
    notes = count_note_rows(lines[titles:])
    header, body = split_header(lines[titles : len(lines) - notes])
    context = [*recent, *inside]
    title = find_title(context) or _corner_title(header)
    draft = Draft(
        title=title,
        unit=_corner_unit(header)
        or find_unit_among(context)
        or find_unit_among([text for line in lines[len(lines) - notes :] for text in line.texts])
        or unit_titled(title),
        section=section,
        organisation=next(filter(None, map(find_organisation_line, reversed(context))), ""),
        form=find_form(context),
        year=find_column_year(title) or find_line_year(context),
    )
    _print_rows(draft, lines)
    draft.header = [replace(line, number=line.number - lines[0].number) for line in header]
    draft.body = [replace(line, number=line.number - lines[0].number) for line in body]
    draft.top = {*range(titles), *(line.number for line in draft.header)}
    return draft


def _corner_unit(header: Sequence[Line]) -> Unit | None:
    """The unit in the head of the rows' names: £000, Scheme (£000), Charge (£, including VAT); None without one."""
    units = (declared_unit(line.text(0)) for line in header if not has_han(line.text(0)))
    return next((unit for unit in units if unit is not None), None)


def _corner_title(header: Sequence[Line]) -> str:
    """What the head of the rows' names calls a table in English without a title: Police - Expenditures by | Program."""
    corner = " ".join(text for line in header if (text := line.text(0)))
    return corner if corner.isascii() and len(corner.split()) >= FEWEST_TITLE_WORDS and is_title_length(corner) else ""


FEWEST_TITLE_WORDS = 3


def _print_rows(draft: Draft, lines: Sequence[Line]) -> None:
    start = len(draft.printed)
    draft.printed += [replace(line, number=start + position) for position, line in enumerate(lines)]


def find_title(context: Sequence[str]) -> str:
    """The nearest line above that names a form: the last one that ends in 表, else the last short line."""
    lines: list[str] = []
    for text in context:
        line = _UNIT_BEHIND.sub("", text.strip())
        if re.fullmatch(r"表|[^\s]{1,3}表", line) and lines and _is_cut_off(lines[-1]):
            lines[-1] += line
        elif line:
            lines.append(line)
    candidates = [line for line in lines if is_title_length(line) and not is_furniture(line)]
    for line in reversed(candidates):
        if FORM_TITLE.search(simplify(line)) and clean_title(line):
            return clean_title(line)
    for line in reversed(candidates):
        if not (
            line.endswith(("。", "；", ";", "，", "：", ":", "、")) or _NOTE_LINE.match(line) or _SENTENCE.match(line)
        ):
            return clean_title(line)
    return next((clean_title(line) for line in reversed(lines) if is_full_time(line)), "")


_SENTENCE = re.compile(r"[A-Z].* [a-z]+\.$")
"""A remark above a table, no title: In dollars. All appropriated funds."""
_FORM_NUMBER = re.compile(
    rf"(?:^|[\s(（])(?:(?:预算|决算|公开|附|部门|单位)*\s*(\d{{1,2}})\s*表(?=$|[\s)）:：]|(?:金额)?单位)"
    rf"|(?:附件|附表|表|table|form)\s*({_HAN_ORDINAL}{_NOT_ON}|\d{{1,2}}(?:[-.－]\d{{1,2}})*(?![\d年月])))",
    re.I,
)


def find_form(context: Sequence[str]) -> str:
    """The number that a form has, "3" of 公开03表, "2" of 附表二, "2.1" of Table 2.1, in the lines above; "" without one."""
    short = (line.strip() for line in reversed(context) if is_title_length(line.strip()))
    return next((form_number(found[1] or found[2]) for line in short if (found := _FORM_NUMBER.search(line))), "")


def form_number(printed: str) -> str:
    """The number of a form as it is kept: 03 → 3, 二 → 2, 2-1 → 2.1."""
    if not printed[0].isdigit():
        return str(parse_han_number(printed))
    return ".".join(part.lstrip("0") or "0" for part in re.split(r"[-.－]", printed))


def _is_cut_off(line: str) -> bool:
    """Whether a line may go on in the next: no title of a form, and no whole sentence."""
    return not FORM_TITLE.search(line) and not line.endswith(("。", "；", ";", "："))


def clean_title(line: str) -> str:
    """A title without its number, its form's number and （续）."""
    return _CONTINUED.sub("", _LEADING_NUMBER.sub("", strip_numbering(tidy(line)), count=1)).strip()


def join_page(draft: Draft, lines: Sequence[Line], above: Sequence[str]) -> bool:
    """Join a grid to the table before it where it is its next page; False where it is a table of its own.

    It goes on where the header is repeated, or where it begins with data on the next page without a title of its own.
    """
    if not draft.header and not draft.body:
        return False
    titles = _repeated_title(draft, lines, above)
    if titles is None:
        return False
    rest = lines[titles:]
    repeated = _repeated_header(draft, rest)
    if not rest or (not repeated and (titles or above or not _begins_with_data(draft, rest))):
        return False
    notes = count_note_rows(rest[repeated:])
    placed = align(draft, rest[repeated : len(rest) - notes])
    if placed is None:
        return False
    start = len(draft.printed)
    shown = [*lines[: titles + repeated], *placed, *rest[len(rest) - notes :]]
    _print_rows(draft, shown)
    draft.top |= set(range(start, start + titles + repeated))
    first = start + titles + repeated
    draft.body += [
        replace(line, number=first + position, page_top=position == 0) for position, line in enumerate(placed)
    ]
    return True


def _repeated_title(draft: Draft, lines: Sequence[Line], above: Sequence[str]) -> int | None:
    """How many title rows a next page repeats; None where its title or organisation is another."""
    named = [text for text in above if not is_furniture(text)]
    titles = count_title_rows(lines, titled=bool(named))
    inside = title_texts(lines[:titles])
    if titles and not any(is_furniture(text) or FORM_TITLE.search(simplify(text)) for text in inside):
        titles, inside = 0, []
    if not named and not titles:
        return None if above and draft.page == lines[0].place.page else 0
    title = find_title([*above, *inside])
    organisation = next(filter(None, map(find_organisation_line, [*above, *inside])), "")
    same_title = name_key(title) == name_key(draft.title) or not title
    if not same_title or (organisation and organisation != draft.organisation) or draft.page is None:
        return None
    follows = lines[0].place.page == draft.page + 1
    return titles if follows and (titles or len(named) <= 1) else None


def _repeated_header(draft: Draft, lines: Sequence[Line]) -> int:
    """How many rows at the top repeat the header (all of it, or its last rows)."""
    for start in range(len(draft.header)):
        header = draft.header[start:]
        if len(lines) >= len(header) and [_words(line) for line in lines[: len(header)]] == [
            _words(line) for line in header
        ]:
            return len(header)
    return 0


def _words(line: Line) -> list[str]:
    return [name_key(text) for text in line.texts]


def _begins_with_data(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether a grid without header goes on from the page before: its first row is data, or the rest of a row there."""
    page = lines[0].place.page
    if page is not None and draft.page is not None and page - draft.page not in (0, 1):
        return False
    if not draft.body:
        return starts_body(lines[0], draft.header)
    return starts_body(lines[0], draft.header) or (page is not None and len(lines[0].texts) == 1)


def align(draft: Draft, lines: Sequence[Line]) -> list[Line] | None:
    """The rows laid into the columns of the table before; None where they do not fit.

    Pages that merge cells in another way have other numbers of columns: then the columns in use are matched, or the
    pattern of the last rows.
    """
    width = max((len(line.cells) for line in lines), default=draft.width)
    if width == draft.width:
        return list(lines)
    used = _columns_in_use(draft.printed)
    own = _columns_in_use(lines)
    if len(used) == width:
        return [_place(line, range(width), used, draft.width) for line in lines]
    if len(used) == len(own):
        return [_place(line, own, used, draft.width) for line in lines]
    for line in reversed(draft.body[-3:]):
        pattern = [column for column, cell in enumerate(line.cells) if cell is not None]
        if len(pattern) == width:
            return [_place(line, range(width), pattern, draft.width) for line in lines]
    return None


def _columns_in_use(lines: Sequence[Line]) -> list[int]:
    width = max(len(line.cells) for line in lines)
    return [column for column in range(width) if any(line.text(column) for line in lines)]


def _place(line: Line, sources: Sequence[int], targets: Sequence[int], width: int) -> Line:
    cells: list[str | None] = [None] * width
    raw: list[str | None] = [None] * width
    for source, target in zip(sources, targets, strict=True):
        cells[target] = line.cells[source] if source < len(line.cells) else ""
        raw[target] = line.raw[source] if source < len(line.raw) else ""
    return replace(line, cells=tuple(cells), raw=tuple(raw))

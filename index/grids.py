"""A printed grid row by row: which rows are titles, header, body and notes, and what the header says of each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from index.model import Grid, Place
from index.numerals import HAN
from index.organisations import find_organisation_line
from index.text import header_words, name_key, simplify, strip_numbering, tidy
from index.units import NIL, find_unit, is_full_time, parse_figure, split_suffix
from index.units_english import declared_unit, is_line_of_form, is_only_unit
from index.words import pattern_of

FORM_TITLE = re.compile(r"(?:表|table|schedule)\s*(?:[（(][^（）()]{1,16}[)）])?\s*(?:[(（]?续表?[)）]?)?$", re.I)
_FURNITURE = re.compile(
    r"单\s*位\s*[:：]|^(?:填报|编制|预算|公开|主管)*(?:部门|单位)(?:名称)?\s*[:：]|^(?:预算|决算|会计)?(?:年度|(?:截止|截至)?(?:时间|日期))\s*[:：]\s*\d"
)
_FORM_CODE = r"[(（]?[A-Z]{1,3}\s?\d{1,3}表?[)）]?"
_FORM_NUMBER = re.compile(
    rf"^(?:(?:预算|决算|财决(?:批复|公开)?)?(?:公开|附件|附表|附|表)[\s{HAN}\d表:：.-]*"
    rf"(?:{_FORM_CODE})?|{_FORM_CODE}|(?:财决|预算|决算|部门|单位)(?:批复|公开)?\s?\d{{1,2}}表)$"
)
"""公开01表, 附件2, 公开01表（GK01）, 财决批复01表, 预算01表: a number that is no title."""
_CODE = re.compile(r"^\d{1,10}$")
_BARE_YEAR = re.compile(r"^(19|20)\d{2}$")
_STARTS_ROW = re.compile(rf"^\s*(?:[{HAN}]{{1,3}}[、.．]|[(（][{HAN}]{{1,3}}[)）]|\d{{1,2}}(?:[、．]|\.(?!\d))|其中)")
_TOTAL = re.compile(r"(?:合计|总计|总额|小计|共计|subtotal|total)(?:[(（].{1,12}[)）])?$|^(?:sub[ -]?)?total\b", re.I)
_TOTAL_HINT = re.compile(r"[计計额額]|total", re.I)
_NOT_TOTAL = re.compile(r"^(其中|减|加)")
_HEADER_WORD = pattern_of("headers.yaml", "columns", "any")
_CODE_WORD = re.compile(r"^(?:类|款|项|目|栏次|科目编码|编码)$")
_ITEM_WORD = re.compile(r"编码|代码|名称|^项目|^科目")
_NOTE = re.compile(r"^(?:注|备注|说明|note)\s*\d?\s*[:：.、]|^本表|^此表|^\*", re.I)
MANY_NUMBERS = 5
GAPS = 3
"""So many numbers that rise from 1 or 2, with no more than so many left out, number columns: no row of figures does."""
NOTE_CHARACTERS = 60
"""A longer text alone in the last row is a remark, not a label."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed row. `cells` are tidy, None where a merged cell covers them; `raw` are as read.

    `number` is its row in the table's printed grid; `page_top` tells the first row after a page break.
    """

    number: int
    cells: tuple[str | None, ...]
    raw: tuple[str | None, ...]
    place: Place
    page_top: bool = False

    @property
    def texts(self) -> list[str]:
        """The texts of its non-empty cells."""
        return [cell for cell in self.cells if cell]

    def text(self, column: int) -> str:
        """The text in a column, "" where it is empty, covered or missing."""
        return (self.cells[column] or "") if column < len(self.cells) else ""


def grid_lines(grid: Grid) -> list[Line]:
    """The rows that hold any text, with tidy cells; and one empty row at the end where the form has any there."""
    lines: list[Line] = []
    spare: Line | None = None
    for row in grid.rows:
        for raw in _stacked_rows(row.cells):
            cells = tuple(None if cell is None else _one_line(cell) for cell in raw)
            line = Line(len(lines), cells, raw, row.place)
            if any(cells):
                lines.append(line)
                spare = None
            elif spare is None:
                spare = line
    return [*lines, spare] if lines and spare else lines


def _stacked_rows(cells: tuple[str | None, ...]) -> list[tuple[str | None, ...]]:
    """The rows that one row holds where all filled cells have as many lines and some only figures; else the row."""
    parts = [cell.strip("\n").split("\n") if cell and cell.strip() else [] for cell in cells]
    counts = {len(lines) for lines in parts if lines}
    figures = any(lines and all(is_figure(line) or line.strip() in NIL for line in lines) for lines in parts)
    names = any(lines and not any(is_figure(line) for line in lines) for lines in parts)
    if len(counts) != 1 or counts == {1} or not figures or not names:
        return [cells]
    return [
        tuple(lines[number] if lines else cell for lines, cell in zip(parts, cells, strict=True))
        for number in range(counts.pop())
    ]


def _one_line(cell: str) -> str:
    """The tidy text of a cell; a figure broken over two lines is put together."""
    text = tidy(cell)
    if "\n" in cell and parse_figure(text) is None and not all(map(is_figure, cell.split("\n"))):
        joined = re.sub(r"\s+", "", cell)
        return joined if parse_figure(joined) is not None else text
    return text


def is_total_label(label: str) -> bool:
    """Whether a row label names a total: 合计, 总计, 支出总计, 本年收入合计, 小计, Total revenue."""
    if not _TOTAL_HINT.search(label):
        return False
    key = name_key(simplify(label))
    return bool(_TOTAL.search(key)) and not _NOT_TOTAL.match(key)


def is_figure(text: str) -> bool:
    """Whether the cell holds an amount: a figure that is not a bare year."""
    return parse_figure(split_suffix(text)[0]) is not None and not _BARE_YEAR.match(text.strip())


def is_blank_value(text: str) -> bool:
    """Whether a value cell says nothing: empty, or one of the nil signs such as — and ... ."""
    return not text.strip() or text.strip() in NIL


def is_form_number(text: str) -> bool:
    """Whether a line is nothing but the number of a form."""
    return bool(_FORM_NUMBER.match(simplify(text).strip()))


def is_furniture(text: str) -> bool:
    """Whether a text above a table says who or in what unit, or is the form's number: no title."""
    plain = simplify(text)
    if _FURNITURE.search(plain) or is_form_number(text) or find_organisation_line(text) or is_line_of_form(text):
        return True
    return find_unit(text) is not None and (is_only_unit(text) or declared_unit(text) is None) and not _counts(text)


def _counts(text: str) -> bool:
    """Whether a line names what is counted and says in brackets that it is full-time equivalents."""
    named = re.match(r"(?!full|whole|fte|in\b|expressed)[a-z].*[(（]", strip_numbering(text.strip()), re.I)
    return is_full_time(text) and bool(named)


def title_texts(lines: Sequence[Line]) -> list[str]:
    """The texts of title rows, one for each printed line: a cell with line breaks holds several."""
    found: list[str] = []
    for line in lines:
        cells = [cell for cell in line.raw if cell and cell.strip()]
        if len(cells) > 1:
            found.append("  ".join(tidy(cell) for cell in cells))
            continue
        for text in (tidy(part) for part in cells[0].split("\n")):
            if found and text == "表":
                found[-1] += text
            elif text:
                found.append(text)
    return found


def count_title_rows(lines: Sequence[Line], *, titled: bool) -> int:
    """How many rows at the top are titles inside the frame. `titled`: the table has its title above the frame."""
    count = 0
    for line in lines:
        if len(line.cells) < 2 or not line.texts or not _is_title_row(line, titled=titled):
            break
        count += 1
    return count


def _is_title_row(line: Line, *, titled: bool) -> bool:
    texts = line.texts
    if any(is_figure(text) for text in texts):
        return False
    if any(_FURNITURE.search(simplify(text)) or is_line_of_form(text) for text in texts) and len(texts) <= 4:
        return not any(_HEADER_WORD.search(simplify(text)) for text in texts[1:])
    if len(texts) != 1:
        return False
    text = simplify(texts[0])
    if line.place.page is not None and text.isascii() and line.cells[-1] == texts[0] and not line.cells[0]:
        return False  # over the last column alone, as % Chg over Adopted to Adopted
    if _FORM_NUMBER.match(text) or FORM_TITLE.search(tidy((line.raw[line.cells.index(texts[0])] or "").split("\n")[0])):
        return True
    return not (titled or _STARTS_ROW.match(text) or is_total_label(text) or _HEADER_WORD.search(text))


def count_note_rows(lines: Sequence[Line]) -> int:
    """How many rows at the bottom are remarks: one text, alone in its row, that starts with 注 or is long."""
    count = 0
    for line in reversed(lines):
        texts = line.texts
        if not texts and line is lines[-1]:
            continue
        note = bool(texts) and (_NOTE.match(simplify(texts[0])) or len(texts[0]) > NOTE_CHARACTERS)
        if len(texts) != 1 or not (note or _FURNITURE.search(simplify(texts[0]))):
            break
        count += 1
    return count


def split_header(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The rows of the header and those of the body.

    A row that holds the last codes' header (类 款 项) and the first figures is divided in two.
    """
    for position, line in enumerate(lines):
        if _goes_on_heading(lines, position):
            continue
        if not (starts_body(line, lines[:position]) or _heads_rows(line, lines[:position])):
            continue
        mixed = {column for column, cell in enumerate(line.cells) if cell and _CODE_WORD.match(simplify(cell))}
        if len(mixed) >= 2 and position:
            upper = tuple(cell if column in mixed else None for column, cell in enumerate(line.cells))
            lower = tuple("" if column in mixed else cell for column, cell in enumerate(line.cells))
            return [*lines[:position], replace(line, cells=upper)], [replace(line, cells=lower), *lines[position + 1 :]]
        return _without_total(lines[:position], lines[position:])
    return _without_total(lines, ())


def _goes_on_heading(lines: Sequence[Line], position: int) -> bool:
    """Whether a row of one text on a page in English is a line of the header whose cells stand each in its own middle: what
    names the labels, with more of the header below it, or the last line over a column of figures.
    """
    line = lines[position]
    if len(line.texts) != 1 or not line.texts[0].isascii() or is_figure(line.texts[0]) or line.place.page is None:
        return False
    above, below = lines[:position], lines[position + 1 : position + 2]
    if not above or None in line.cells or any(is_figure(text) for row in above for text in row.texts):
        return False
    if not line.text(0):
        return bool(below) and not is_total_label(line.texts[0])
    named = any(row.text(0) for row in above)
    more = [text for row in below for text in row.texts]
    heads = len(more) > 1 and not below[0].text(0) and not any(map(is_figure, more))
    return heads and not named


def _without_total(header: Sequence[Line], body: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Header and body, where the last header row prints 合计 under the item column: that is the body's first row."""
    last = header[-1] if header else None
    first = last.text(0) if last else ""
    item = any(_ITEM_WORD.search(simplify(line.text(0))) for line in header[:-1])
    if last is None or not item or not is_total_label(first) or len(last.texts) < 2:
        return list(header), list(body)
    upper, lower = (None, *last.cells[1:]), (first, *("" if cell else cell for cell in last.cells[1:]))
    return [*header[:-1], replace(last, cells=upper)], [replace(last, cells=lower), *body]


def starts_body(line: Line, above: Sequence[Line]) -> bool:
    """Whether the row is data: a figure, a code, a numbered label, a total label with nothing beside it."""
    texts = line.texts
    if not texts:
        return bool(above)
    if is_column_numbers(texts):
        return False
    first = texts[0]
    if not above and not any(is_figure(text) for text in texts[1:]):
        return False
    if any(is_figure(text) and not _CODE.match(text) for text in texts):
        return True
    if re.fullmatch(r"\d{3,10}", first) and not _BARE_YEAR.match(first):
        return True
    if sum(is_figure(text) for text in texts) >= max(1, len(texts) // 2):
        return True
    if _STARTS_ROW.match(first):
        return True
    if above and all(above[-1].cells) and any(is_figure(text) for text in texts):
        return True
    if above and line.text(0) and len(texts) >= FEWEST_CELLS and all(map(_DASH.fullmatch, texts[1:])):
        return True
    return bool(above) and _is_blank_row(line, above)


def _is_blank_row(line: Line, above: Sequence[Line]) -> bool:
    """Whether a row without figures is one of an unfilled table: a label at the left, under a whole header."""
    texts = line.texts
    if all(is_total_label(text) for text in texts):
        return bool(line.cells[0]) or len(texts) == 1
    covered = {column for row in above for column, cell in enumerate(row.cells) if cell}
    if all(map(_GOES_ON.fullmatch, texts)):
        return False
    columns = [column for column, cell in enumerate(line.cells) if cell]
    if columns[0] and covered and not set(columns) <= covered:
        return False  # what stands under a header that is merged to the right is a part of it
    spread = len(columns) * 2 <= len([cell for cell in line.cells if cell is not None])
    header = any(_HEADER_WORD.search(simplify(text)) for text in texts)
    heading = columns == [0] and texts[0].isupper()
    named = columns[0] in covered or heading
    return spread and not header and named and not any(cell is None for cell in line.cells[:1])


def _heads_rows(line: Line, above: Sequence[Line]) -> bool:
    """Whether a text in English alone in its row heads the rows below it, and is no part of the header: over the whole width
    below a whole header, or several words below one that leaves the labels' column alone empty: Program 1.1: Forest Care.
    """
    if len(line.texts) != 1 or not line.text(0).isascii() or not line.text(0) or len(line.cells) < FEWEST_CELLS:
        return False
    covered = {column for row in above for column, cell in enumerate(row.cells) if cell}
    rest = set(range(1, len(line.cells)))
    across = all(cell is None for cell in line.cells[1:]) and covered == {0, *rest}
    return across or (len(line.text(0).split()) > 1 and covered == rest)


_DASH = re.compile("[-－—–―/]+")
"""What a cell of a row has that is not filled."""
FEWEST_CELLS = 3
"""Columns of a table whose rows may have headings."""


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3, or 1 2 3=1+2; or 公式 A=B+C B C."""
    if letters_rows(texts) and len([text for text in texts if not _LETTER.fullmatch(text)]) <= 1:
        return True
    numbers = [re.match(r"\d+", text) for text in texts if re.fullmatch(r"\d{1,2}(?:\s*=.*)?", text)]
    values = [int(found.group(0)) for found in numbers if found]
    others = [text for text in texts if not re.match(r"\d{1,2}(?:\s*=.*)?$", text)]
    named = any(simplify(text) in ("栏次", "行次") for text in texts)
    if values and named and all(simplify(text) in ("栏次", "行次") or len(text) <= 2 for text in others):
        return True
    rising = values == list(range(values[0], values[0] + len(values))) if values else False
    if len(values) >= MANY_NUMBERS and not others and values[0] <= 2 and values[-1] <= len(values) + GAPS:
        return all(
            left < right for left, right in pairwise(values)
        )  # 1 2 5 6 7: columns put together keep their numbers
    return len(values) >= 2 and len(others) <= 1 and rising and values[0] <= 2


_LETTER = re.compile(r"[A-Z]{1,2}(?:\s*[=＝]\s*[A-Z0-9＋+\-－—*/×÷()（） ]+)?")


def letters_rows(texts: Sequence[str]) -> bool:
    """Whether texts give rows or columns letters, and tell of some how they are worked out: A=B+C, B, C."""
    letters = [text for text in texts if _LETTER.fullmatch(text)]
    return len(letters) >= 2 and any("=" in text or "＝" in text for text in letters)


_GOES_ON = re.compile("in|out|from|to|of|for|and|or|by|per|on|with")
"""What a header goes on with on its next line: Transfers in, Transfers out."""


def header_paths(rows: Sequence[Line], width: int) -> list[tuple[str, ...]]:
    """For each column its header texts from the top down.

    A covered header cell takes the text on its left while both stand under the same headers so far (a cell merged to
    the right); otherwise it belongs to the header above (a cell merged downwards). Where the reader tells of no merged
    cells, an empty cell is taken for a covered one.
    """
    paths: list[tuple[str, ...]] = [()] * width
    merges_known = any(cell is None for row in rows for cell in row.cells)
    wrapped: frozenset[int] = frozenset()
    for row, below in zip_longest(rows, rows[1:]):
        if is_column_numbers(row.texts):
            continue
        before = list(paths)
        label = ""
        wraps = _wrapping(row, below) if below is not None else frozenset()
        for column in range(width):
            cell = row.cells[column] if column < len(row.cells) else ""
            if cell:
                label = cell = header_words(cell)
            elif column == 0 or before[column] != before[column - 1] or (cell == "" and merges_known):
                label = ""
            goes_on = column in wrapped or bool(_GOES_ON.fullmatch(cell or ""))
            if goes_on and before[column] and before[column][-1].isascii():
                paths[column] = (*before[column][:-1], f"{before[column][-1]} {cell}")
            elif label and (not before[column] or name_key(before[column][-1]) != name_key(label)):
                paths[column] = (*before[column], label)
            if column in wraps:
                label = ""  # no title of several columns: it goes on below it, and so ends here
        wrapped = wraps
    return paths


def _wrapping(row: Line, below: Line) -> frozenset[int]:
    """The columns whose headers in English go on in the line below them, in small letters: Net, then budget 2025-26. None
    where one in small letters stands under no header of its own: it names a part of a title of several columns.
    """
    small = {column for column, cell in enumerate(below.cells) if cell and cell.isascii() and cell[0].islower()}
    own = {column for column in small if row.text(column).isascii() and row.text(column)[-1:].isalpha()}
    return frozenset(own) if own == small else frozenset()


def shift_address(address: str, columns: int) -> str:
    """The address `columns` to the right: ("B12", 2) → "D12"."""
    found = re.match(r"([A-Z]+)(\d+)$", address)
    if not found:
        return address
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - 64
    number += columns
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters + found.group(2)

"""Questions about performance indicators: quoted as the form prints them, with the indicator; never read as money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.names.measures import ASKED_THINGS
from bot.names.segment import prepare
from bot.names.terms import Token
from bot.reading.question import Question
from bot.reading.years_named import years_in
from bot.texts.passages import TextAnswer, held
from bot.tools import Tools
from index.model import Passage
from index.prose_text import YEAR
from index.units import parse_figure, split_label_unit, unit_named
from index.words import pattern_of
from prompts import load_yaml

MOST_HITS = 40
MOST_LINES = 12
SHORTEST = 3
"""Characters that the words of a question must have, lest any row held them."""
COVERED = 0.99
"""Share of a word's pairs of characters that a row and its headings must hold."""
_CONTENT = ("name", "left", "lacking", "absent", "stranger", "code")
_CELL, _HEADER = "，", "："
"""What parts the cells of a row in its passage, and the header from the value of each."""
_ONE_FIGURE = re.compile(
    r"^(?:[≥≤＞＜><=＝约]|不少于|不低于|不超过|不高于)*\s*(?P<figure>\d[\d,.]*)\s*(?P<unit>[%％]|[^\d\s,.、/~～-]{0,6})$"
)
_MONEY = re.compile("多少钱|多少[百千万亿]*元|几[百千万亿]*[元块]|how much money", re.I)
_COUNTED = re.compile(f"{ASKED_THINGS}|(?:多少|几)[个家次]|how many", re.I)


@dataclass(frozen=True, slots=True)
class _Row:
    passage: Passage
    line: str
    words: int
    """How many characters of the question's words the row itself must hold, as its headings do not."""


def asks_goals(question: str) -> bool:
    """Whether a question can only be about a form of performance goals: it names one of its columns or levels."""
    text = prepare(question)
    return any(word in text for group in load_yaml("goals.yaml")["marks"] for word in group)


def answer_goals(question: Question, tools: Tools, about: Question | None = None) -> TextAnswer | None:
    """The rows that hold every word of the question; None without one, or where several departments have them.

    `about` is the question before, whose words an addition to it is about: 得了多少分.
    """
    frame = question.frame
    if tools.catalogue.with_goals.isdisjoint(frame.documents) or _holds_years_against(question):
        return None
    columns = _columns(question)
    words = _words(question)
    if about and (words or not columns):
        return None
    words = words or (_words(about) if about else [])
    if sum(map(len, words)) < SHORTEST:
        return None
    documents = {one.id: one for one in tools.papers(frame.documents)}
    asked = question.text if about is None else f"{about.text} {question.text}"
    rows = []
    for passage in tools.passages(asked, MOST_HITS, frozenset(documents)):
        if passage.kind == "goals" and _of_year(passage, documents[passage.document].year, frame.years):
            rows += list(_rows(passage, words, columns))
    most = max((row.words for row in rows), default=0)
    rows = [row for row in rows if row.words == most]
    whole = [row for row in rows if _is_total(row.line)]
    rows = whole if whole and not most and columns else rows
    if not rows or len({documents[row.passage.document].organisation for row in rows}) > 1:
        return None
    counted = [row for row in rows if _ASKS_PEOPLE.search(question.text) and _counts_people(row.line)]
    rows = counted if len(counted) == 1 and about is None else rows
    quotes = tuple((row.passage, row.line) for row in rows[:MOST_LINES])
    return TextAnswer(quotes, rows[0].passage.section[:-1], cut=len(rows) > MOST_LINES)


def _holds_years_against(question: Question) -> bool:
    """Whether the goals of two years are to be compared, which no row tells: 2025年安置的人员比2024年多多少人."""
    than = any(token.has("connector", "than") for token in question.tokens)
    return question.base_year or (than and len(set(years_in(question.tokens))) > 1)


_ASKS_PEOPLE = re.compile("多少人|几人|多少名|多少位|人数(?:是|有|为)?(?:多少|几)")


def _counts_people(row: str) -> bool:
    """Whether an indicator is a number of people: 发放人数, ≥15600人."""
    told = (_ONE_FIGURE.match(cell.partition(_HEADER)[2].strip()) for cell in row.split(_CELL)[1:])
    return any(found is not None and found["unit"].strip() in ("人", "名", "人次") for found in told)


def figure_of_row(row: str, question: Question) -> tuple[Decimal, str] | None:
    """The figure, and its unit with money in 元, of the one column of an indicator's row that a question asks for: where it
    names none of what came of it, of the target where that is not printed or the question looks ahead. None where it asks
    for several, or the row prints no single figure there.
    """
    label, *cells = row.split(_CELL)
    target, done = (_asked()[at][1] for at in (0, 1))
    came = any(name in cell.partition(_HEADER)[0] for cell in cells for name in done)
    asked = _columns(question) or [done if came and not _AHEAD.search(question.text) else target]
    words = _words(question)
    named = _columns(question) or (_ASKS_PEOPLE.search(question.text) and _counts_people(row))
    if not named and not any(held(word, prepare(label)) >= COVERED * len(word) for word in words):
        return None  # a project is asked about, not this one of its indicators
    told = [cell.partition(_HEADER) for cell in cells]
    printed = [one for one in told if len(asked) == 1 and any(name in one[0] for name in asked[0])]
    found = _ONE_FIGURE.match(printed[0][2].strip()) if len(printed) == 1 else None
    value = parse_figure(found["figure"]) if found else None
    if found is None or value is None:
        return None
    beside = next((name for header, _, name in told if header in load_yaml("goals.yaml")["units"]), "")
    labels = label.split("/")
    labels = labels if printed[0][0].strip().endswith("数") else labels[-1:]  # 资金（万元）/总额，执行数
    in_label = next((own for one in reversed(labels) if (own := split_label_unit(one)[1])), None)
    unit = unit_named(found["unit"].strip() or beside.strip() or (in_label.name if in_label else ""))
    if (_MONEY.search(question.text) and not unit.factor) or (unit.factor and _COUNTED.search(question.text)):
        return None
    return (value * unit.factor, "元") if unit.factor else (value, unit.name)


_AHEAD = pattern_of("asked.zh.yaml", "aimed_at")


def reached(row: str, question: Question) -> bool | None:
    """Whether what an indicator's row prints as done is what it prints as aimed at, where that is asked: 达到目标值没有, 达标了吗.
    None where it is not asked, or the row prints no single figure of one unit in both columns.
    """
    said = "|".join(load_yaml("goals.yaml")["reached"])
    text = prepare(question.text)
    asked = re.search(said, text) and not re.search(f"[没未不]有?(?:能|曾)?(?:{said})", text) and not question.amounts
    told = [cell.partition(_HEADER) for cell in row.split(_CELL)[1:]]
    cells = [[text for header, _, text in told if any(name in header for name in _asked()[at][1])] for at in (0, 1)]
    if not asked or "whether" not in question.operations or any(len(one) != 1 for one in cells):
        return None
    aim, done = (_ONE_FIGURE.match(one[0].strip()) for one in cells)
    if aim is None or done is None or aim["unit"].strip() != done["unit"].strip():
        return None
    wanted, come = parse_figure(aim["figure"]), parse_figure(done["figure"])
    if wanted is None or come is None:
        return None
    within = come <= wanted if _AT_MOST.match(cells[0][0].strip()) else come >= wanted
    return within and (come != wanted or not _STRICTLY.match(cells[0][0].strip()))


_AT_MOST = re.compile("[≤＜<]|不超过|不高于")
_STRICTLY = re.compile("[＞＜><](?!=)")


def _rows(passage: Passage, words: Sequence[str], columns: Sequence[Sequence[str]]) -> Iterator[_Row]:
    """The rows of a form that hold all the words, with their headings, and print all the columns asked for."""
    above = prepare(" ".join(passage.section))
    for line in passage.text.split("\n"):
        text = prepare(line)
        whole = f"{above} {text}"
        if all(held(word, whole) >= COVERED * len(word) for word in words) and all(
            any(name in text for name in names) for names in columns
        ):
            own = (word for word in words if held(word, above) < COVERED * len(word))
            yield _Row(passage, line, sum(map(len, own)))


def _is_total(line: str) -> bool:
    return line.startswith(tuple(load_yaml("goals.yaml")["total"]))


def _of_year(passage: Passage, year: int | None, wanted: frozenset[int] | None) -> bool:
    """Whether a form is of a year asked about: the one in its title, else its document's."""
    named = {int(found) for found in YEAR.findall(" ".join(passage.section))}
    return wanted is None or bool(wanted & named) or (not named and year in wanted)


def _words(question: Question) -> list[str]:
    """What a row must hold of a question: its words without the organisation, the year and what is asked of the row."""
    text = prepare(question.text)
    spans = [
        (found.start(), found.end())
        for group in load_yaml("goals.yaml")["asked"]
        for said in group["said"]
        for found in re.finditer(re.escape(said), text)
    ]
    spans += [
        span.span() for mark in load_yaml("goals.yaml")["marks"][1] for span in re.finditer(re.escape(mark), text)
    ]
    kinds = [kind for kind in load_yaml("goals.yaml")["marks"][0] if kind in text]
    spans += [(found.start(), found.end()) for kind in kinds for found in re.finditer(kind, text)]
    told = (
        _outside(token, spans)
        for token in question.tokens
        if any(sense.kind in _CONTENT for sense in token.senses)
        and not (token.has("organisation") or token.has("filler") or token.has("operation") or token.has("header"))
    )
    return kinds + [word for word in told if len(word) > 1]


def _outside(token: Token, spans: Sequence[tuple[int, int]]) -> str:
    """What of a token lies in none of the spans."""
    return "".join(
        letter
        for place, letter in enumerate(token.surface, token.start)
        if not any(start <= place < end for start, end in spans)
    )


@cache
def _asked() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((tuple(one["said"]), tuple(one["printed"])) for one in load_yaml("goals.yaml")["asked"])


def _columns(question: Question) -> list[tuple[str, ...]]:
    """For each thing asked of an indicator the headers under which a form may print it."""
    text = prepare(question.text)
    return [printed for said, printed in _asked() if any(word in text for word in said)]

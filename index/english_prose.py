"""Figures of running text and plain lists in English become facts: Blocks → lines → items, sentences → Facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.english_amounts import MONEY, RATE, YEAR, any_of, mark
from index.english_items import item, sentences
from index.english_lists import list_lines
from index.english_sentences import read_sentence
from index.english_state import AMOUNT, SHARE, About, Reader
from index.model import Block, Document, Fact, Grid, Heading, Paragraph, Place, Unit
from index.prose_state import Figure
from index.text import MONTHS, has_han
from index.units import PERCENT
from index.years import is_span

_BULLET = re.compile(r"^\s*(?:[-•*–—·▪o]\s+|\(?[a-z0-9]{1,2}[.)]\s+)")
_ITEM = re.compile(
    rf"^(?P<name>[^⟨]*?(?:{YEAR})?[^⟨]*?)(?P<by>:| [-–—=]| of|\.{{2,}}|)\s?(?P<money>{MONEY})(?:,?\s?\(?(?P<rate>{RATE})\)?)?[.;,]?$"
)
_FOR = re.compile(rf"^(?P<money>{MONEY}) (?:for|on|to) (?P<name>[^⟨]{{3,70}}?)[.;,]?$")
"""A line of a list that says the amount first: $4.1 million for public safety."""
_LONGEST_HEADING = 90
_LABEL = re.compile(
    r"^(?P<label>(?:Option|Scenario|Proposal|Alternative|Choice|Plan|Phase|Tier) [A-Z0-9]{1,3})\s?[:–—-]\s?"
)
_COUNTED = re.compile(r"^(?P<noun>[A-Z][a-z]+(?: [a-z]+)?) by (?P<by>[a-z]+(?: [a-z]+)?):\s(?P<list>.+?)\.?$")
_PAIR = re.compile(r"^(?P<label>[A-Za-z][\w /&-]{0,30}?):? (?P<number>\d{1,3}(?:,\d{3})+|\d+)$")
FEWEST_PAIRS = 3
NEAR = Decimal("0.06")
"""How far a printed share may be from the one worked out, of 100."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's text without its bullet, and where it stands."""

    text: str
    place: Place
    bullet: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of a list: a name, its amount, and the percentage behind it."""

    line: _Line
    figure: Figure
    rate: Figure | None


def english_facts(document: Document, blocks: Sequence[Block]) -> tuple[Fact, ...]:
    """The figures of a paper in English that has no tables; () of any other paper."""
    if any(isinstance(block, Grid) for block in blocks) or not _is_english(blocks):
        return ()
    facts: list[Fact] = []
    for heading, line, figure in _figures(document, blocks):
        name = f"{document.id}-e{len(facts) + 1}"
        shown = replace(figure, path=_labelled(figure.path))
        place = line.place.of_figure(line.text, shown.sentence, shown.printed)
        facts.append(shown.as_fact(name, document, heading, place, (figure.column,)))
    return tuple(facts)


def _is_english(blocks: Sequence[Block]) -> bool:
    texts = [block.text for block in blocks if not isinstance(block, Grid)]
    return bool(texts) and not any(has_han(text) for text in texts)


def _figures(document: Document, blocks: Sequence[Block]) -> Iterator[tuple[str, _Line, Figure]]:
    reader = Reader(document.year, document.kind, has_spans(document))
    headings: tuple[str, ...] = ()
    items: list[_Item] = []
    lines = _lines(blocks)
    listed = list_lines([line.text for line in lines], reader)
    for number, line in enumerate(lines):
        if number in listed:
            yield from _listed(headings, items)
            items = []
            figures = tuple(replace(one, path=(*headings[-1:], *one.path)) for one in listed[number])
            reader = replace(reader, known=(*reader.known, *figures))
            for figure in figures:
                yield " / ".join(headings), line, figure
            continue
        one = _list_item(line, reader, headings)
        if one is not None:
            items.append(one)
            reader = replace(reader, known=(*reader.known, one.figure))
            continue
        yield from _listed(headings, items)
        headings, items = () if items and not line.bullet else headings, []
        if not mark(line.text, spans=reader.spans).told and not line.bullet and _is_heading(line.text):
            if number == 0 or line.text == document.title:
                continue
            led = line.text.endswith(":") and headings
            headings = (headings[-1], _title(line.text)) if led else (_title(line.text),)
            continue
        figures = tuple(_of_paragraph(line.text, reader))
        reader = replace(reader, known=(*reader.known, *figures))
        for figure in figures:
            yield " / ".join(headings), line, figure
    yield from _listed(headings, items)


def has_spans(document: Document) -> bool:
    """Whether the paper's year is one over two calendar years, called by the first: 2023-24, 2023 to 2024."""
    texts = (document.title, document.evidence.get("year", ""))
    return any(is_span(text) or re.search(r"\b20\d\d to 20\d\d\b", text) for text in texts)


def _lines(blocks: Sequence[Block]) -> list[_Line]:
    """The lines of a paper; one that was broken off goes on in the next."""
    lines: list[_Line] = []
    for block in blocks:
        if not isinstance(block, Heading | Paragraph):
            continue
        bullet = bool(_BULLET.match(block.text))
        text = re.sub(r"\s+", " ", _BULLET.sub("", block.text)).strip().replace("’", "'")
        last = lines[-1] if lines else None
        if last and not bullet and len(last.text) > 60 and not re.search(r"[.!?:;]$", last.text) and text[:1].islower():
            end = block.place.lines[1] if block.place.lines else None
            lines_of = (last.place.lines[0], end) if last.place.lines and end else last.place.lines
            lines[-1] = replace(last, text=f"{last.text} {text}", place=replace(last.place, lines=lines_of))
        elif text:
            lines.append(_Line(text, block.place, bullet))
    return lines


_DATED = re.compile(rf"\b(?:{MONTHS})\b[ .]+\d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d$", re.I)
"""How the line of a page ends that says when it was put up: Financial Information, January 27, 2023."""


def _is_heading(text: str) -> bool:
    return not _DATED.search(text) and len(text) <= _LONGEST_HEADING and not re.search(r"[.!?]$", text)


def _title(text: str) -> str:
    return re.sub(r"\s?\([^()]*\)", "", text).strip(" :")


def _list_item(line: _Line, reader: Reader, headings: Sequence[str]) -> _Item | None:
    """A line that is a name and its amount, with no verb between: CCTV £8,300 (2.17%)."""
    marked = mark(line.text, spans=reader.spans)
    found = _ITEM.match(marked.text) or (_FOR.match(marked.text) if line.bullet else None)
    parts = found.groupdict() if found else {}
    if found is None or (
        "by" in parts and re.search(rf"\b(?:{any_of('rises', 'falls')})$", found["name"].strip(" :"), re.I)
    ):
        return None
    if not parts.get("by", " ") and re.search(
        r"\b(?:by|to|from|at|for|is|are|was|an?|the|than|and|or|on|with|in|totals|equals)$",
        found["name"].strip(),
    ):
        return None
    name = _name(found["name"])
    if not name or len(name.split()) > 9:
        return None
    years = re.findall(YEAR, found["name"])
    year = marked.year(years[-1]) if years else reader.year
    told = marked.amount(found["money"])
    path = (*headings[-1:], name)
    figure = Figure(
        path=path, column=AMOUNT, value=told.value, unit=told.unit, printed=told.printed, year=year, kind=reader.kind,
        sentence=line.text, total=name.lower().startswith("total "),
    )  # fmt: skip
    rate = marked.amount(parts["rate"]) if parts.get("rate") else None
    behind = replace(figure, column=SHARE, value=rate.value, unit=PERCENT, printed=rate.printed) if rate else None
    return _Item(line, figure, behind)


def _name(said: str) -> str:
    """The name of a line of a list, which may hold commas: Footpaths, grants and other income."""
    text = re.sub(rf"\s?\([^()]*\)|{YEAR}", "", said)
    text = re.sub(r"\s+", " ", text).strip(" ,;:–-.")
    plain = item(text.replace(",", ""))
    bare = re.sub(r"^(?:the|a|an) |\s(?:of|for|in|at|to)$", "", text, flags=re.I)
    return bare if plain else ""


def _listed(headings: Sequence[str], items: Sequence[_Item]) -> Iterator[tuple[str, _Line, Figure]]:
    """The amounts of a list, and the percentages behind them where they are their shares of the whole."""
    parts = [one for one in items if one.rate is not None]
    shares = len(parts) > 1 and _are_shares(parts, items)
    for one in items:
        heading = " / ".join(headings)
        yield heading, one.line, one.figure
        if one.rate is not None and shares:
            yield heading, one.line, one.rate


def _are_shares(parts: Sequence[_Item], items: Sequence[_Item]) -> bool:
    """Whether each percentage is its amount's share of the list's sum."""
    whole = sum((one.figure.value for one in parts), Decimal(0))
    totals = [one.figure.value for one in items if one.figure.total and one.rate is None]
    wholes = [value for value in (whole, *totals) if value]
    return any(
        all(one.rate is not None and abs(one.figure.value / value * 100 - one.rate.value) < NEAR for one in parts)
        for value in wholes
    )


def _of_paragraph(text: str, reader: Reader) -> Iterator[Figure]:
    label = _LABEL.match(text)
    if label:
        reader, text = replace(reader, label=(label["label"],)), text[label.end() :]
    about = About()
    for sentence in sentences(text):
        counted = tuple(_counts(sentence, reader))
        if counted:
            yield from counted
            about = About()
            continue
        figures, about = read_sentence(reader, sentence, about)
        yield from figures
        reader = replace(reader, known=(*reader.known, *figures))


def _counts(sentence: str, reader: Reader) -> Iterator[Figure]:
    """How many there are of each kind: Dwellings by band: A 27, B 33, C 113."""
    found = _COUNTED.match(sentence)
    pairs = [_PAIR.match(part.strip()) for part in re.split(r", (?:and )?|; ", found["list"])] if found else []
    if found is None or len(pairs) < FEWEST_PAIRS or not all(pairs):
        return
    noun, by = found["noun"].lower(), found["by"]
    for pair in pairs:
        if pair is None:
            continue
        label = f"{by.capitalize()} {pair['label']} {noun}" if len(pair["label"]) < 3 else f"{pair['label']} {noun}"
        number = Decimal(pair["number"].replace(",", ""))
        yield Figure(
            path=(f"{found['noun']} by {by}", label), column="Number", value=number, unit=Unit(noun, None),
            printed=pair["number"], year=reader.year, kind=reader.kind, sentence=sentence,
        )  # fmt: skip


def _labelled(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of an item below a label, which its name tells, too: Band D (Option 2)."""
    labelled = len(path) > 1 and _LABEL.match(f"{path[0]}: ")
    return (*path[:-1], f"{path[-1]} ({path[0]})") if labelled else path

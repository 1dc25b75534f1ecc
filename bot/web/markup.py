"""The smallest pieces of HTML: escaping, figures, places. Documents and questions are data and stay data."""

from __future__ import annotations

import html
import re
from decimal import Decimal

from bot.model import Choice, Citation
from bot.web.texts import Texts
from index.model import Place

_TEMPLATE_CHARACTERS = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})
"""Gradio's HTML component runs its content through two template languages; in entities these reach neither."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, half characters, and the marks that turn the direction of the text around them."""
_CITE = r"\[\d{1,4}\]"
_FIGURE = (
    r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
    r"(?:\s?(?:%|％|个百分点|倍|亿元|万元|千元|元|billion yuan|million yuan|yuan|percentage points))"
)
_TOKEN = re.compile(rf"({_CITE})|({_FIGURE})")
_WORD = re.compile(rf"{_CITE}|[A-Za-z0-9.,，％%]+\s*|.", re.DOTALL)
_MOST_FRAMES = 8


def escape(text: str) -> str:
    """The text as HTML that shows it, in an element or a quoted attribute."""
    return html.escape(_UNPRINTABLE.sub("\ufffd", text), quote=True).translate(_TEMPLATE_CHARACTERS)


def figure(value: Decimal) -> str:
    """An exact figure with thousands separators, nothing rounded: 20,553,422 and 73.97."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cite(turn: str, n: int, words: Texts) -> str:
    """The [n] that opens a source in the panel."""
    label = escape(words["source_link"].format(n=n))
    return f'<a class="cite" href="#{turn}-{n}" aria-label="{label}">[{n}]</a>'


def ask_button(choice: Choice) -> str:
    """A button that asks a question."""
    question = escape(choice.question)
    said = f'data-question="{question}" title="{question}"'
    return f'<button type="button" class="ask" {said}>{escape(choice.label)}</button>'


def prose(text: str, turn: str, cited: frozenset[int], words: Texts) -> str:
    """The answer's text: [n] of known sources made links, figures with a unit kept together, line breaks kept."""
    made = []
    rest = 0
    for found in _TOKEN.finditer(text):
        made.append(escape(text[rest : found.start()]))
        token = found.group(0)
        if found.group(1):
            n = int(token[1:-1])
            made.append(cite(turn, n, words) if n in cited else escape(token))
        else:
            made.append(f'<b class="figure">{escape(token)}</b>')
        rest = found.end()
    made.append(escape(text[rest:]))
    return "".join(made).replace("\n", "<br>")


def frames(text: str) -> list[str]:
    """Growing beginnings of a text for streaming, the last one whole. No figure, word or [n] is ever cut in two."""
    words = _WORD.findall(text)
    step = max(1, -(-len(words) // _MOST_FRAMES))
    return ["".join(words[:end]) for end in range(step, len(words), step)] + [text]


def cell_place(place: Place, words: Texts) -> str:
    """A place in words, "" where the reader gave none."""
    return _place(place.page, place.lines, place.sheet, place.cell, words)


def citation_place(citation: Citation, words: Texts) -> str:
    """Where a citation stands, in words."""
    return _place(citation.page, citation.lines, citation.sheet, citation.cell, words)


def _place(page: int | None, lines: tuple[int, int] | None, sheet: str | None, cell: str | None, words: Texts) -> str:
    said = []
    if page is not None:
        said.append(words["page"].format(page=page))
    if lines is not None:
        first, last = lines
        one = words["line"].format(line=first)
        said.append(one if first == last else words["lines"].format(first=first, last=last))
    if sheet:
        said.append(words["sheet"].format(sheet=sheet))
    if cell:
        said.append(words["cell"].format(cell=cell))
    return " · ".join(said)

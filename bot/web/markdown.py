"""An answer as Markdown with its sources, to be pasted into a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Answer, Citation, Notice
from bot.web.markup import citation_place, figure
from bot.web.texts import Texts

_SPECIAL = re.compile(r"([\\`*_<>|#])")


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def answer_markdown(answer: Answer, question: str, words: Texts) -> str:
    """Question, text, items, reading, notices and numbered sources. [n] in the text names the sources below."""
    reading = answer.plan.get("reading")
    parts = [
        f"**{plain(question)}**" if question else "",
        "\n\n".join(plain(line) for line in answer.text.split("\n") if line.strip()),
        _items(answer, words),
        f"{words['reading']}: {plain(reading)}" if isinstance(reading, str) and reading else "",
        "\n".join(_notice(notice, words) for notice in answer.notices),
        "\n".join(_source(citation, words) for citation in answer.citations),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _notice(notice: Notice, words: Texts) -> str:
    return f"> {words['notice_' + notice.kind]}: {plain(notice.text)}{marks(notice.cites)}"


def marks(cites: Sequence[int]) -> str:
    """The marks of citations: [1][3]."""
    return "".join(f"[{n}]" for n in cites)


def _items(answer: Answer, words: Texts) -> str:
    if not answer.items:
        return ""
    head = f"| {words['item_label']} | {words['item_value']} | {words['item_unit']} | {words['item_source']} |"
    rows = [
        f"| {plain(item.label)} | {words['blank'] if item.value is None else figure(item.value)} "
        f"| {plain(item.unit)} | {marks(item.cites)} |"
        for item in answer.items
    ]
    return "\n".join([head, "|---|---:|---|---|", *rows])


def _source(citation: Citation, words: Texts) -> str:
    year = words["year"].format(year=citation.year) if citation.year else ""
    what = (citation.organisation, year, citation.document, citation.table, citation.row, citation.column)
    said = " · ".join(plain(part) for part in what if part)
    place = citation_place(citation, words)
    value = "" if citation.value is None else f": {figure(citation.value)} {plain(citation.unit)}"
    return f"- [{citation.n}] {said}{value}{f' ({place})' if place else ''}"

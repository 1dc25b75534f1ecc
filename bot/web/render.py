"""An answer as HTML for the chat column. Pure: what a user sees is decided here and tested here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Answer, Choice, Citation, Item, Notice
from bot.web.charts import Figure, chart_of
from bot.web.markdown import answer_markdown
from bot.web.markup import ask_button, citation_place, cite, escape, figure, prose
from bot.web.texts import Texts
from bot.web.working import WorkRow, working_of

THUMB = (
    '<svg viewBox="0 0 24 24" width="17" height="17" fill="none" stroke="currentColor" stroke-width="1.7"'
    ' stroke-linejoin="round" aria-hidden="true"><path d="M7 11v9H3v-9zM7 11l4-8c1.7 0 2.6 1 2.3 2.7L12.7 9H19c1.4 0'
    ' 2.3 1.2 2 2.5l-1.6 7c-.2.9-1 1.5-1.9 1.5H7"/></svg>'
)
"""Drawn, since not every computer has a font for the sign; turned over for the other one."""
SOURCES_SHOWN = 4
"""A longer list of sources is folded; its [n] in the text and the items open them all the same."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a talk with its answer, or with the sentence that says why there is none."""

    n: int
    question: str
    answer: Answer | None = None
    error: str = ""
    key: str = ""
    """What the answer is kept under for its exports; "" where it is not kept."""
    html: str = ""
    """As it was shown: a talk is not written anew with every question."""


def talk_html(turns: Sequence[Turn], words: Texts) -> str:
    """The whole talk so far."""
    return "".join(turn.html or turn_html(turn, words) for turn in turns)


def turn_html(turn: Turn, words: Texts) -> str:
    """One question, and its answer if it has one."""
    said = _question(turn, words)
    if turn.error:
        said += error_html(turn.error, words)
    elif turn.answer is not None:
        said += answer_html(turn.answer, f"t{turn.n}", words, question=turn.question, key=turn.key)
    return f'<article class="turn" id="t{turn.n}">{said}</article>'


def _question(turn: Turn, words: Texts) -> str:
    """The question, with what can be done with it: ask it again, or change it."""
    asked = escape(turn.question)
    acts = ""
    if turn.answer is not None or turn.error:
        acts = "".join(
            f'<button type="button" class="{name}" data-turn="{turn.n}" data-question="{asked}"'
            f' title="{escape(words[name])}" aria-label="{escape(words[name])}">{sign}</button>'
            for name, sign in (("retry", "↻"), ("edit", "✎"))
        )
    shown = f"<span>{asked}</span>".replace("\n", "<br>")
    return f'<h2 class="question"><i class="acts">{acts}</i>{shown}</h2>'


def error_html(sentence: str, words: Texts) -> str:
    """Why a question was not answered, in the answer's place."""
    return (
        f'<div class="answer failed"><p class="status">{escape(words["error_heading"])}</p>'
        f'<p class="text">{escape(sentence)}</p></div>'
    )


def searching_html(words: Texts) -> str:
    """What stands in place of the answer until its first words come."""
    return f'<div class="answer waiting"><p class="text">{escape(words["searching"])}<i></i><i></i><i></i></p></div>'


def stopped_html(words: Texts) -> str:
    """What stands in place of an answer that its reader stopped."""
    return f'<div class="answer stopped"><p class="text">{escape(words["stopped"])}</p></div>'


def streaming_html(answer: Answer, beginning: str, turn: str, words: Texts) -> str:
    """The answer while its text is coming in: nothing but status and the text so far."""
    said = _status(answer, words) + _text(answer, beginning, turn, words)
    return f'<div class="answer {answer.status} streaming">{said}</div>'


def worded_html(text: str, turn: str, words: Texts) -> str:
    """The text so far of an answer that is still being worded: its sources can be opened once it is whole."""
    return streaming_html(Answer("answered", text), text, turn, words)


def answer_html(answer: Answer, turn: str, words: Texts, *, question: str = "", key: str = "") -> str:
    """The whole answer: status, text, figures, chart, reading, notices, sources, other readings, tools."""
    working, chart = working_html(answer, turn, words), chart_of(answer, words)
    listed = "" if working or _tells_items(answer) else items_html(answer.items, turn, words)
    parts = (
        _status(answer, words),
        _text(answer, answer.text, turn, words),
        working or listed,
        chart_html(chart, words) if chart else "",
        _reading(answer, words),
        notices_html(answer.notices, turn, words),
        choices_html(answer.choices, answer.status, words),
        sources_html(answer.citations, turn, words),
        f'<div class="follow" data-key="{escape(key)}"></div>' if key else "",
        _tools(answer, question, key, words),
    )
    return f'<div class="answer {answer.status}">{"".join(parts)}</div>'


def _status(answer: Answer, words: Texts) -> str:
    said = words["status_open" if answer.status == "clarify" and not answer.choices else "status_" + answer.status]
    truth = ""
    if answer.truth is not None:
        truth = f'<b class="truth">{escape(words["truth_yes" if answer.truth else "truth_no"])}</b>'
    return f'<p class="status">{escape(said)}{truth}</p>'


def _text(answer: Answer, text: str, turn: str, words: Texts) -> str:
    """The text; beside a single figure, what follows its first line is set smaller."""
    cited = frozenset(citation.n for citation in answer.citations)
    first, _, more = text.partition("\n") if answer.value is not None else (text, "", "")
    rest = f'<p class="text more">{prose(more, turn, cited, words)}</p>' if more else ""
    return f'<p class="text">{prose(first, turn, cited, words)}</p>{rest}'


def _tells_items(answer: Answer) -> bool:
    """Whether the text itself has a line for each item, so that a table would say it twice."""
    lines = [line for line in answer.text.split("\n") if "[" in line]
    return len(answer.items) > 1 and len(lines) >= len(answer.items)


def items_html(items: Sequence[Item], turn: str, words: Texts) -> str:
    """The several figures of an answer as a small table, "" where there are none."""
    if not items:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(item.label)}</th><td class="number">{_amount(item, words)}</td>'
        f'<td class="unit">{escape(item.unit)}</td>'
        f"<td>{''.join(cite(turn, n, words) for n in item.cites)}</td></tr>"
        for item in items
    )
    head = "".join(
        f'<th scope="col" class="{name}">{escape(words[key])}</th>'
        for key, name in (("item_label", ""), ("item_value", "number"), ("item_unit", "unit"), ("item_source", ""))
    )
    return f'<div class="items"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _amount(item: Item, words: Texts) -> str:
    return f"<i>{escape(words['blank'])}</i>" if item.value is None else escape(figure(item.value))


def working_html(answer: Answer, turn: str, words: Texts) -> str:
    """The arithmetic as a small table, operands above their result; "" where there is none."""
    working = working_of(answer)
    if working is None:
        return ""
    rows = "".join(_work_row(row, turn, words) for row in working.rows)
    caption = f"<caption>{escape(words['working_heading'])}</caption>"
    return f'<div class="items working"><table>{caption}<tbody>{rows}</tbody></table></div>'


def _work_row(row: WorkRow, turn: str, words: Texts) -> str:
    kind = ' class="result"' if row.sign == "=" else ""
    label = row.label or (words["working_result"] if row.sign == "=" else words["working_count"])
    return (
        f'<tr{kind}><td class="sign">{row.sign}</td><th scope="row">{escape(label)}</th>'
        f'<td class="number">{escape(figure(row.value))}</td><td class="unit">{escape(row.unit)}</td>'
        f"<td>{''.join(cite(turn, n, words) for n in row.cites)}</td></tr>"
    )


def chart_html(drawn: Figure, words: Texts) -> str:
    """A place for a chart, with its figure as data; the page's script draws it and saves it as a picture or a page."""
    data = escape(json.dumps(drawn, ensure_ascii=False))
    title = str(drawn.get("title", ""))
    name = escape(title or words["chart_label"])
    caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
    saves = "".join(
        f'<button type="button" class="save" data-as="{kind}">{escape(words["chart_" + kind])}</button>'
        for kind in ("png", "html")
    )
    height = int(drawn["layout"]["height"])
    return (
        f'<figure class="chart" data-figure="{data}">{caption}<div class="plot" role="img" aria-label="{name}"'
        f' style="height:{height}px"></div><p class="tools">{saves}</p></figure>'
    )


def _reading(answer: Answer, words: Texts) -> str:
    reading = answer.plan.get("reading")
    if not isinstance(reading, str) or not reading:
        return ""
    return f'<p class="reading"><span>{escape(words["reading"])}</span>{escape(reading)}</p>'


def notices_html(notices: Sequence[Notice], turn: str, words: Texts) -> str:
    """Remarks of the audit or of the arithmetic: one box for each kind, in its colour."""
    boxes = []
    for kind in dict.fromkeys(notice.kind for notice in notices):
        lines = "".join(_notice(notice, turn, words) for notice in notices if notice.kind == kind)
        boxes.append(f'<div class="notice {kind}"><b>{escape(words["notice_" + kind])}</b><ul>{lines}</ul></div>')
    return "".join(boxes)


def _notice(notice: Notice, turn: str, words: Texts) -> str:
    return f"<li>{escape(notice.text)} {''.join(cite(turn, n, words) for n in notice.cites)}</li>"


def choices_html(choices: Sequence[Choice], status: str, words: Texts) -> str:
    """Other readings as buttons that ask them."""
    if not choices:
        return ""
    heading = words["choices_clarify" if status == "clarify" else "choices_other"]
    buttons = "".join(ask_button(choice) for choice in choices)
    return f'<div class="choices"><p>{escape(heading)}</p>{buttons}</div>'


def sources_html(citations: Sequence[Citation], turn: str, words: Texts) -> str:
    """The list of sources, each with the card that the panel shows above its table."""
    if not citations:
        return ""
    rows = "".join(f"<li>{source_html(citation, turn, words)}</li>" for citation in citations)
    count = escape(words["sources_heading"].format(count=len(citations)))
    shown = " open" if len(citations) <= SOURCES_SHOWN else ""
    return f'<details class="sources"{shown}><summary>{count}</summary><ol>{rows}</ol></details>'


def source_html(citation: Citation, turn: str, words: Texts, *, n: int | None = None) -> str:
    """One source as a link to its table, and its card, hidden until the panel shows it; `n` in place of its number."""
    number = citation.n if n is None else n
    what = " › ".join(filter(None, (citation.table, citation.row, citation.column)))
    where = " · ".join(filter(None, (citation.document, citation_place(citation, words))))
    name = f"{turn}-{number}"
    page = f' data-document="{escape(citation.document_id)}" data-page="{citation.page}"' if citation.page else ""
    return (
        f'<a class="source" id="{name}" href="#{name}" data-turn="{turn}" data-table="{escape(citation.table_id)}"'
        f' data-row="{citation.row_index}" data-column="{citation.column_index}"'
        f' data-label="[{number}]" data-fact="{escape(citation.fact_id)}"{page}>'
        f"<b>[{number}]</b><span>{escape(what or citation.quote)}<small>{escape(where)}</small></span></a>"
        f'<div class="card" hidden>{card_html(citation, words)}</div>'
    )


def card_html(citation: Citation, words: Texts) -> str:
    """What a source is, as a list of its properties; for a passage its words too."""
    year = words["year"].format(year=citation.year) if citation.year else ""
    value = f"{figure(citation.value)} {citation.unit}" if citation.value is not None else words["blank"]
    passage = citation.kind == "passage"
    rows = (
        ("field_document", citation.document),
        ("field_place", citation_place(citation, words)),
        ("field_organisation", citation.organisation),
        ("field_year", year),
        ("field_section" if passage else "field_table", citation.table),
        ("field_column", citation.column),
        ("field_row", citation.row),
        ("field_value", value if citation.kind == "cell" else ""),
    )
    listed = "".join(
        f'<dt class="{key}">{escape(words[key])}</dt><dd class="{key}">{escape(said)}</dd>'
        for key, said in rows
        if said
    )
    quote = "" if citation.table_id and not passage else _quote(citation.quote, words)
    return f"<dl>{listed}</dl>{quote}"


def _quote(quote: str, words: Texts) -> str:
    return f"<h4>{escape(words['quote_heading'])}</h4><blockquote>{escape(quote)}</blockquote>" if quote else ""


def _tools(answer: Answer, question: str, key: str, words: Texts) -> str:
    text = escape(answer_markdown(answer, question, words))
    done = escape(words["copied"])
    copy = f'<button type="button" class="copy" data-text="{text}" data-done="{done}">{escape(words["copy"])}</button>'
    if not key:
        return f'<p class="tools">{copy}</p>'
    saves = "".join(
        f'<a href="parts/answer/{escape(key)}.{kind}?language={escape(words["language"])}" download>'
        f"{escape(words['export_' + kind])}</a>"
        for kind in ("xlsx", "csv", "pdf")
        if answer.citations
    )
    thumbs = "".join(
        f'<button type="button" class="thumb" data-verdict="{verdict}" aria-pressed="false"'
        f' title="{escape(words["thumb_" + verdict])}" aria-label="{escape(words["thumb_" + verdict])}">{sign}</button>'
        for verdict, sign in (("good", THUMB), ("bad", THUMB))
    )
    comment = (
        f'<form class="comment" hidden><input name="comment" maxlength="2000" aria-label="{escape(words["comment"])}"'
        f' placeholder="{escape(words["comment"])}"><button type="submit">{escape(words["send"])}</button></form>'
    )
    return (
        f'<p class="tools">{copy}{saves}<span class="thumbs" data-key="{escape(key)}">{thumbs}'
        f'<small role="status"></small></span></p>{comment}'
    )

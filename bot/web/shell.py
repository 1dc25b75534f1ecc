"""What stands around a talk, as HTML: head, welcome, the source panel before a source is opened."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Choice
from bot.web.markup import ask_button, escape
from bot.web.texts import Texts
from index.model import Document

_SCRIPT_WORDS = (
    ("chart-failed", "chart_failed"), ("sending", "upload_sending"), ("send-failed", "upload_failed"), ("edit", "edit"),
    ("rewrite", "rewrite"), ("cancel", "cancel"), ("follow", "follow_heading"),
)  # fmt: skip
"""Texts that the page's script shows: data attribute and key."""
_PANEL_WORDS = ("heading", "empty", "close", "loading", "gone", "failed", "table", "page", "above")


def welcome_html(examples: Sequence[str], held: int, words: Texts) -> str:
    """What stands in the chat column before the first question."""
    if not held:
        said = f"<h2>{escape(words['documents_none'])}</h2><p>{escape(words['welcome_empty'])}</p>"
        return f'<div class="welcome">{said}</div>'
    asked = "".join(ask_button(Choice(question, question)) for question in examples)
    shown = f"<h3>{escape(words['examples_heading'])}</h3>{asked}" if examples else ""
    return (
        f'<div class="welcome"><h2>{escape(words["welcome_heading"])}</h2><p>{escape(words["welcome_text"])}</p>'
        f'<div class="examples">{shown}</div></div>'
    )


def header_html(
    documents: Sequence[Document], words: Texts, scope: Sequence[Document] = (), *, signed_in: str = ""
) -> str:
    """Name, the three tabs, the documents that alone are asked, earlier questions, what begins a new talk, and the way
    out for whoever signed in by that name; and, unseen, the place where a screen reader is told what has come.
    """
    tabs = "".join(
        f'<a href="#{name}" data-view="{name}"{" aria-current=page" if name == "ask" else ""}>'
        f"{escape(words['tab_' + name])}{_count(documents) if name == 'documents' else ''}</a>"
        for name in ("ask", "documents", "compare")
    )
    data = " ".join(f'data-{name}="{escape(words[key])}"' for name, key in _SCRIPT_WORDS)
    only = ""
    if scope:
        said = words["scope"].format(name=scope[0].name)
        only = f'<a class="scope" href="./" title="{escape(words["scope_leave"])}">{escape(said)}<b>✕</b></a>'
    leave = (
        f'<a class="leave" href="logout" title="{escape(signed_in)}">{escape(words["leave"])}</a>' if signed_in else ""
    )
    return (
        f'<header data-language="{escape(words["html_language"])}" {data}>'
        f'<div class="brand"><h1>{escape(words["name"])}</h1>'
        f"<p>{escape(words['tagline'])}</p></div>{only}"
        f'<nav class="tabs" aria-label="{escape(words["tabs_label"])}">{tabs}</nav>'
        f'<details class="held history"><summary>{escape(words["history"])}</summary><div class="documents">'
        f'<h2>{escape(words["history_heading"])}</h2><ul data-none="{escape(words["history_none"])}"></ul>'
        f'<button type="button" class="forget">{escape(words["history_forget"])}</button></div></details>'
        f'<button type="button" class="new">{escape(words["new_talk"])}</button>{leave}</header>'
        f'<p class="unseen" id="told" role="status"></p>'
    )


def _count(documents: Sequence[Document]) -> str:
    return f" <small>{len(documents)}</small>" if documents else ""


def held_html(documents: Sequence[Document], words: Texts) -> str:
    """The documents held, each with who, when and what kind; "" where there are none."""
    if not documents:
        return ""
    rows = "".join(
        f"<li><b>{escape(document.name)}</b><span>{escape(_about(document, words))}</span></li>"
        for document in documents
    )
    return f'<div class="documents"><h2>{escape(words["documents_heading"])}</h2><ul>{rows}</ul></div>'


def _about(document: Document, words: Texts) -> str:
    year = words["year"].format(year=document.year) if document.year else ""
    return " · ".join(filter(None, (document.organisation, year, words["kind_" + document.kind])))


def panel_html(documents: Sequence[Document], words: Texts) -> str:
    """The source panel before a source is opened; the page's script fills it and finds its texts in data attributes."""
    said = {key: escape(words["panel_" + key]) for key in _PANEL_WORDS}
    return (
        f'<section class="panel" aria-label="{said["heading"]}" data-language="{escape(words["language"])}"'
        f' data-loading="{said["loading"]}" data-gone="{said["gone"]}" data-failed="{said["failed"]}"'
        f' data-table="{said["table"]}" data-page="{said["page"]}" data-above="{said["above"]}"'
        f' data-xlsx="{escape(words["export_xlsx"])}" data-csv="{escape(words["export_csv"])}">'
        f'<div class="bar"><h2>{said["heading"]}<b class="which"></b></h2>'
        f'<button type="button" class="close" aria-label="{said["close"]}">✕</button></div>'
        f'<div class="card-here" aria-live="polite"></div><div class="switch-here"></div>'
        f'<div class="above-here"></div><div class="table-here"></div>'
        f'<div class="idle" tabindex="0">{held_html(documents, words)}<p>{said["empty"]}</p></div></section>'
    )

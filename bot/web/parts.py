"""The routes that the page's script calls: pieces of HTML, files to save, uploads. No user means no answer.

- GET  parts/plotly.js                      the script that draws charts
- GET  parts/answer/{key}.{xlsx,csv,pdf}    an answer that was shown, as a workbook, rows, or a card
- GET  parts/follow/{key}                   questions that go on from it
- POST parts/feedback/{key}                 {"verdict", "comment"}
- GET  parts/sheet.{xlsx,csv}?table=        a whole table
- GET  parts/page.png?table=&row=           its page in the original file; or ?fact=, or ?document=&page=
- GET  parts/documents, parts/documents/{id}, parts/findings, parts/found?q=, parts/jobs
- POST parts/upload?name=                   the file itself as the body
- POST parts/documents/{id}/remove, parts/documents/{id}/correct
- GET  parts/compare, parts/compare.{xlsx,csv}

What changes something needs the header X-BudgetBot, which no page of another origin can send.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.web import compare_tab, documents_tab
from bot.web.browse import Names
from bot.web.charts import plotly_script
from bot.web.compare import Comparer
from bot.web.contract import AskingBot
from bot.web.export_answer import answer_sheets, hashes_of, table_sheet
from bot.web.export_sheets import Sheet, sheet_to_csv, sheets_to_xlsx
from bot.web.feedback import keep_feedback, record_of
from bot.web.follow import follow_ups
from bot.web.library import Library, check_name
from bot.web.markup import ask_button
from bot.web.page_view import place_in_table, place_of_fact, view_of
from bot.web.shelf import Shelf, Shown
from bot.web.texts import DEFAULT_LANGUAGE, Texts, texts
from bot.writing.card import card_data
from bot.writing.card_pdf import card_pdf
from index.errors import BadInput, BudgetBotError
from index.model import Document, Place
from index.store.facts import FactFilter, Scope
from index.store.folder import Store

SMALL_BODY = 20_000
"""Bytes of a JSON body: a comment, a correction."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UserOf = Callable[[Any], str | None]
ScopeOf = Callable[[Any], Scope]
"""The documents that whoever sent a request may see; None for all."""
Note = Callable[..., None]
"""Keeps a line about a request in the log: the request, and what was done as named values."""
Work = Callable[[Request, Texts], Response]


class Refused(BudgetBotError):
    """A request that is answered with a sentence and a status of its own."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes work with. Without a store only what the bot itself can do is offered."""

    bot: AskingBot
    shelf: Shelf
    user_of: UserOf
    seen_by: ScopeOf
    note: Note
    library: Library | None = None
    names: Names | None = None
    comparer: Comparer | None = None

    @property
    def store(self) -> Store:
        """The store. Raises Refused where there is none."""
        return self.writing.store

    @property
    def writing(self) -> Library:
        """Where documents come and go. Raises Refused where there is no store."""
        if self.library is None:
            raise Refused(404, texts(DEFAULT_LANGUAGE)["no_store"])
        return self.library


def make_parts(
    bot: AskingBot,
    library: Library | None,
    user_of: UserOf,
    seen_by: ScopeOf = lambda request: None,
    note: Note = lambda request, **what: None,
) -> Parts:
    """Everything that the routes need, built once."""
    if library is None:
        return Parts(bot, Shelf(), user_of, seen_by, note)
    facts = library.store.facts
    names = Names(facts)
    return Parts(bot, Shelf(), user_of, seen_by, note, library, names, Comparer(bot, facts, names))


def add_parts(app: Any, parts: Parts) -> None:
    """Adds the routes to an application, before the page is mounted on it."""
    reading: dict[str, Work] = {
        "/parts/plotly.js": lambda request, words: _script(),
        "/parts/answer/{key}.{kind}": lambda request, words: _answer_file(parts, request, words),
        "/parts/follow/{key}": lambda request, words: _follow(parts, request, words),
        "/parts/sheet.{kind}": lambda request, words: _table_file(parts, request, words),
        "/parts/page.png": lambda request, words: _page(parts, request, words),
        "/parts/documents": lambda request, words: _documents(parts, request, words),
        "/parts/documents/{id}": lambda request, words: _document(parts, request, words),
        "/parts/findings": lambda request, words: _findings(parts, request, words),
        "/parts/found": lambda request, words: _found(parts, request, words),
        "/parts/jobs": lambda request, words: _jobs(parts, request, words),
        "/parts/compare": lambda request, words: _compare(parts, request, words),
        "/parts/compare.{kind}": lambda request, words: _compare_file(parts, request, words),
    }
    for path, work in reading.items():
        app.router.routes.append(Route(path, _guarded(parts, work), methods=["GET"]))
    for path, change in (
        ("/parts/upload", _upload),
        ("/parts/feedback/{key}", _feedback),
        ("/parts/documents/{id}/remove", _remove),
        ("/parts/documents/{id}/correct", _correct),
    ):
        app.router.routes.append(Route(path, _changing(parts, change), methods=["POST"]))


def _guarded(parts: Parts, work: Work) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        words = texts(request.query_params.get("language", DEFAULT_LANGUAGE))
        if parts.user_of(request) is None:
            return JSONResponse({"error": words["error_sign_in"]}, 401)
        try:
            response = await asyncio.to_thread(work, request, words)
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status)
        except BudgetBotError as error:
            return JSONResponse({"error": str(error)}, 400)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _changing(
    parts: Parts, change: Callable[[Parts, Request, Texts], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        words = texts(request.query_params.get("language", DEFAULT_LANGUAGE))
        if parts.user_of(request) is None:
            return JSONResponse({"error": words["error_sign_in"]}, 401)
        if "x-budgetbot" not in request.headers:
            return JSONResponse({"error": words["error_origin"]}, 403)
        try:
            return await change(parts, request, words)
        except Refused as refused:
            return JSONResponse({"error": str(refused)}, refused.status)
        except BudgetBotError as error:
            return JSONResponse({"error": str(error)}, 400)
        except ClientDisconnect:
            return Response(status_code=400)

    return answer


def _script() -> Response:
    headers = {"Content-Encoding": "gzip", "Cache-Control": "private, max-age=604800"}
    return Response(plotly_script(), media_type="text/javascript", headers=headers)


def _file(content: bytes, name: str, kind: str) -> Response:
    types = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
    safe = "".join(character for character in name if character.isalnum() or character in "-_ ()（）")[:60].strip()
    full = quote(f"{safe or 'budgetbot'}.{kind}")
    disposition = f"attachment; filename=\"budgetbot.{kind}\"; filename*=UTF-8''{full}"
    return Response(content, media_type=types[kind], headers={"Content-Disposition": disposition})


def _sheets(sheets: list[Sheet], name: str, kind: str) -> Response:
    if kind not in ("xlsx", "csv"):
        raise Refused(404, kind)
    return _file(sheets_to_xlsx(sheets) if kind == "xlsx" else sheet_to_csv(sheets[0]), name, kind)


def _shown(parts: Parts, request: Request, words: Texts) -> tuple[str, Shown]:
    key = request.path_params["key"]
    shown = parts.shelf.get(key)
    if shown is None:
        raise Refused(404, words["answer_gone"])
    return key, shown


def _answer_file(parts: Parts, request: Request, words: Texts) -> Response:
    _, shown = _shown(parts, request, words)
    kind = request.path_params["kind"]
    documents = parts.bot.documents()
    if kind == "pdf":
        data = card_data(shown.question, shown.history, shown.answer, documents)
        return _file(card_pdf(data, words), shown.question, "pdf")
    return _sheets(answer_sheets(shown, hashes_of(documents), words), shown.question, kind)


def _follow(parts: Parts, request: Request, words: Texts) -> Response:
    _, shown = _shown(parts, request, words)
    return HTMLResponse("".join(ask_button(choice) for choice in follow_ups(parts.bot, shown, words)))


def _table_file(parts: Parts, request: Request, words: Texts) -> Response:
    asked = request.query_params.get("table", "")
    seen = parts.seen_by(request)
    table = parts.bot.table(asked) if seen is None else parts.store.facts.table(asked, seen)
    if table is None:
        raise Refused(404, words["panel_gone"])
    return _sheets([table_sheet(table, words)], table.title, request.path_params["kind"])


def _page(parts: Parts, request: Request, words: Texts) -> Response:
    asked = request.query_params
    facts = parts.store.facts
    scope = parts.seen_by(request)
    found = place_of_fact(facts, asked["fact"], scope) if asked.get("fact") else None
    if found is None and asked.get("table"):
        found = place_in_table(facts, asked["table"], _whole(asked.get("row", "")) or 0, scope)
    if found is None and asked.get("document"):
        held = _held(parts, request, asked["document"])
        found = (held[0], Place(page=_whole(asked.get("page", "")))) if held else None
    view = view_of(*found) if found else None
    if view is None:
        raise Refused(404, words["page_gone"])
    headers = {"X-Box-Top": f"{view.top:.4f}", "Cache-Control": "private, max-age=600"}
    return Response(view.png, media_type="image/png", headers=headers)


def _whole(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 9 else None


def _held(parts: Parts, request: Request, document: str) -> list[Document]:
    """The document of this id, where whoever sent the request may see it."""
    scope = parts.seen_by(request)
    return parts.store.facts.documents(frozenset({document})) if scope is None or document in scope else []


def _documents(parts: Parts, request: Request, words: Texts) -> Response:
    scope, facts = parts.seen_by(request), parts.store.facts
    counts = Counter(finding.document for finding in facts.findings(scope=scope))
    return HTMLResponse(documents_tab.documents_list(facts.documents(scope), counts, words))


def _document(parts: Parts, request: Request, words: Texts) -> Response:
    facts = parts.store.facts
    one = _chosen_document(parts, request, words)
    reading = facts.readings(frozenset({one.id}))[one.id]
    detail = documents_tab.document_detail(one, facts.tables(one.id), reading, facts.issues(one.id), words)
    return HTMLResponse(detail)


def _findings(parts: Parts, request: Request, words: Texts) -> Response:
    scope, facts = parts.seen_by(request), parts.store.facts
    found = facts.findings(scope=scope)
    rests = frozenset(fact for finding in found for fact in finding.facts[: documents_tab.MOST_FACTS_OF_FINDING])
    by_id = {fact.id: fact for fact in _facts_of(parts, rests)}
    chosen = {key: request.query_params.get(key, "") for key in ("document", "grade", "check")}
    documents = {one.id: one for one in facts.documents(scope)}
    wanted = frozenset({chosen["document"]} & documents.keys()) if chosen["document"] else scope
    unchecked = documents_tab.unchecked_part(facts.readings(wanted), documents, words)
    return HTMLResponse(documents_tab.findings_part(found, by_id, documents, chosen, words) + unchecked)


def _facts_of(parts: Parts, ids: frozenset[str]) -> list[Any]:
    ordered = sorted(ids)
    groups = [frozenset(ordered[start : start + 500]) for start in range(0, len(ordered), 500)]
    return [fact for group in groups for fact in parts.store.facts.facts(FactFilter(ids=group))]


def _found(parts: Parts, request: Request, words: Texts) -> Response:
    scope, facts = parts.seen_by(request), parts.store.facts
    assert parts.names is not None
    rows, more = parts.names.find(request.query_params.get("q", "")[:100], scope)
    documents = {one.id: one for one in facts.documents(scope)}
    return HTMLResponse(documents_tab.search_part(rows, documents, more, words))


def _jobs(parts: Parts, request: Request, words: Texts) -> Response:
    """What whoever asks has sent: nobody sees the files of another on their way."""
    jobs = parts.library.jobs(parts.user_of(request) or "")[:12] if parts.library else []
    return HTMLResponse(documents_tab.jobs_html(jobs, words))


def _chosen(request: Request) -> dict[str, list[str]]:
    names = ("item", "organisation", "year", "kind")
    return {name: [value[:200] for value in request.query_params.getlist(name)][:60] for name in names}


def _compared(parts: Parts, request: Request) -> tuple[Any, dict[str, list[str]]]:
    chosen = _chosen(request)
    assert parts.comparer is not None
    if not chosen["item"]:
        chosen["item"] = parts.comparer.items()[:1]
    documents = compare_tab.chosen_documents(parts.store.facts.documents(parts.seen_by(request)), chosen)
    return parts.comparer.compare(documents, chosen["item"]), chosen


def _compare(parts: Parts, request: Request, words: Texts) -> Response:
    documents = parts.store.facts.documents(parts.seen_by(request))
    comparison, chosen = _compared(parts, request)
    assert parts.comparer is not None
    query = urlencode([*((name, value) for name in chosen for value in chosen[name]), ("language", words["language"])])
    form = compare_tab.compare_form(documents, parts.comparer.items(), chosen, words)
    return HTMLResponse(form + compare_tab.compare_result(comparison, query, words))


def _compare_file(parts: Parts, request: Request, words: Texts) -> Response:
    comparison, _ = _compared(parts, request)
    sheets = compare_tab.compare_sheets(comparison, hashes_of(parts.bot.documents()), words)
    return _sheets(sheets, words["tab_compare"], request.path_params["kind"])


async def _upload(parts: Parts, request: Request, words: Texts) -> Response:
    library = parts.writing
    name = check_name(request.query_params.get("name", ""), words)
    too_large = words["upload_too_large"].format(limit=library.largest // 1_000_000)
    announced = _whole(request.headers.get("content-length", ""))
    if announced is not None and announced > library.largest:
        raise Refused(413, too_large)
    path = library.receive(name)
    size = 0
    try:
        with path.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > library.largest:
                    raise Refused(413, too_large)
                file.write(chunk)
        if not size:
            raise BadInput(words["upload_empty"])
    except (BudgetBotError, ClientDisconnect):
        library.drop(path)
        raise
    job, _ = library.submit(path, parts.user_of(request) or "")
    parts.note(request, uploaded=name)
    return JSONResponse({"job": job.id})


async def _body(request: Request, words: Texts) -> dict[str, Any]:
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > SMALL_BODY:
            raise Refused(413, words["error_body"].format(limit=SMALL_BODY))
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise BadInput(words["error_json"]) from error
    if not isinstance(body, dict):
        raise BadInput(words["error_json"])
    return body


async def _feedback(parts: Parts, request: Request, words: Texts) -> Response:
    key, shown = _shown(parts, request, words)
    body = await _body(request, words)
    verdict, comment = body.get("verdict"), str(body.get("comment", ""))
    if verdict not in ("good", "bad"):
        raise BadInput(words["error_json"])
    record = record_of(key, shown, verdict, comment, parts.user_of(request) or "")
    await asyncio.to_thread(keep_feedback, parts.store.folder, record)
    parts.note(request, rated=key, verdict=verdict)
    return JSONResponse({"said": words["feedback_kept"]})


def _chosen_document(parts: Parts, request: Request, words: Texts) -> Document:
    held = _held(parts, request, request.path_params["id"])
    if not held:
        raise Refused(404, words["panel_gone"])
    return held[0]


async def _remove(parts: Parts, request: Request, words: Texts) -> Response:
    one = _chosen_document(parts, request, words)
    await asyncio.to_thread(parts.writing.remove, one.id)
    parts.note(request, removed=one.id, document=one.name)
    return JSONResponse({})


async def _correct(parts: Parts, request: Request, words: Texts) -> Response:
    one = _chosen_document(parts, request, words)
    body = await _body(request, words)
    year = str(body.get("year") or "")
    if year and _whole(year) is None:
        raise BadInput(words["correct_bad_year"])
    said: dict[str, Any] = {"year": _whole(year)}
    said |= {name: str(body.get(name, getattr(one, name))) for name in ("organisation", "kind", "level")}
    await asyncio.to_thread(parts.writing.correct, replace(one, **said))
    parts.note(request, corrected=one.id, document=one.name, **said)
    return JSONResponse({})

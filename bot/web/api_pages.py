"""Small pages and files beside the chat page, all self-contained: no outside address is loaded.

- GET /docs, /openapi.json      the API's description
- GET /source/{table}?r=&c=     a whole table with one cell marked: where an annotation leads
- GET /parts/table/{table}      a whole table as a piece of HTML, for the page's source panel
- GET /widget.js                the script that adds the floating button to a page of an intranet
"""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from bot.web.markup import escape
from bot.web.service import Service
from bot.web.service_texts import service_words
from bot.web.table import table_html
from bot.web.texts import DEFAULT_LANGUAGE, texts

_HERE = Path(__file__).parent
_NO_STORE = {"Cache-Control": "no-store"}


def add_pages(api: FastAPI, service: Service) -> None:
    """The routes of this file."""

    @api.get("/openapi.json", include_in_schema=False)
    def description(request: Request) -> JSONResponse:
        return JSONResponse({**api.openapi(), "servers": [{"url": request.scope.get("root_path", "") or "/"}]})

    @api.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        page = Template((_HERE / "api_docs.html").read_text(encoding="utf-8"))
        return HTMLResponse(page.substitute(content=docs_html(api.openapi())))

    @api.get("/source/{table_id:path}", include_in_schema=False)
    def source(table_id: str, request: Request, r: int = -1, c: int = -1) -> HTMLResponse:
        words = service_words(request)
        table = service.view(request).table(table_id)
        if table is None:
            raise HTTPException(404, words["table_gone"].format(id=table_id[:100]))
        service.note(request, "source", table=table_id)
        shown = texts(words["language"])
        document = next((one.name for one in service.view(request).documents() if table_id.startswith(one.id)), "")
        page = Template((_HERE / "source.html").read_text(encoding="utf-8")).substitute(
            language=shown["html_language"],
            document=escape(document),
            title=escape(table.title),
            table=table_html(table, shown),
            row=r,
            column=c,
        )
        return HTMLResponse(page, headers=_NO_STORE)

    @api.get("/parts/table/{table_id:path}", include_in_schema=False)
    def table(table_id: str, request: Request, language: str = DEFAULT_LANGUAGE) -> HTMLResponse:
        words = texts(language)
        found = service.view(request).table(table_id)
        if found is None:
            raise HTTPException(404, words["panel_gone"])
        return HTMLResponse(table_html(found, words), headers=_NO_STORE)

    @api.get("/widget.js", include_in_schema=False)
    def widget() -> Response:
        script = (_HERE / "widget.js").read_text(encoding="utf-8")
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "max-age=300"})


def docs_html(description: dict[str, Any]) -> str:
    """An OpenAPI description as HTML to read."""
    groups: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, route in methods.items():
            group = (route.get("tags") or ["service"])[0]
            groups.setdefault(group, []).append(_route_html(path, method.upper(), route, description))
    return "".join(f"<h2>{escape(group)}</h2>{''.join(routes)}" for group, routes in groups.items())


def _route_html(path: str, method: str, route: dict[str, Any], description: dict[str, Any]) -> str:
    parameters = [
        _row(one["name"], _type(one.get("schema", {})), one.get("description", ""), one.get("required", False))
        for one in route.get("parameters", ())
    ]
    body = _schema(route.get("requestBody", {}), description)
    parameters += [
        _row(name, _type(one), one.get("description", ""), name in body.get("required", ()))
        for name, one in body.get("properties", {}).items()
    ]
    shown = f"<table><tr><th>Name<th>Type<th>What it is</tr>{''.join(parameters)}</table>" if parameters else ""
    answer = _schema(route.get("responses", {}).get("200", {}), description)
    fields = ", ".join(answer.get("properties", {}))
    returns = f"<p>Returns: <code>{escape(fields)}</code></p>" if fields else ""
    example = f"<pre>{escape(_example(path, method, body))}</pre>"
    head = f'<b class="method">{method}</b> <code>{escape(path)}</code> {escape(route.get("summary", ""))}'
    return f"<details><summary>{head}</summary>{shown}{returns}{example}</details>"


def _row(name: str, kind: str, what: str, required: bool) -> str:
    mark = " *" if required else ""
    return f"<tr><td><code>{escape(name)}</code>{mark}<td>{escape(kind)}<td>{escape(what)}</tr>"


def _schema(holder: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = holder.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = description.get("components", {}).get("schemas", {}).get(name, schema)
    return found


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "any"))


def _example(path: str, method: str, body: dict[str, Any]) -> str:
    asked = {"question": "上海市科学技术协会公务接待费预算是多少？"}
    given: dict[str, Any] = {}
    if "question" in body.get("properties", {}):
        given = asked
    elif "questions" in body.get("properties", {}):
        given = {"questions": [{"id": 1, **asked}]}
    elif "messages" in body.get("properties", {}):
        given = {"model": "budgetbot", "messages": [{"role": "user", "content": asked["question"]}]}
    data = f" \\\n  -H 'Content-Type: application/json' -d '{json.dumps(given, ensure_ascii=False)}'" if given else ""
    return f"curl -X {method} http://127.0.0.1:7860{path} -H 'Authorization: Bearer KEY'{data}"

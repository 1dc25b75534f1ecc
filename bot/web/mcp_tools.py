"""The tools that an agent gets over MCP (streamable HTTP at /mcp), typed in and out, behind the door as all else."""

from __future__ import annotations

from typing import Annotated, Any

from mcp.server.fastmcp import Context, FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.server.fastmcp.server import StreamableHTTPASGIApp
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.requests import HTTPConnection
from starlette.routing import Route

from bot.web.holdings import Holdings, Search, document_rows
from bot.web.schema import AnswerOut, DocumentOut, DocumentsOut, FiguresOut, FindingsOut, TableOut
from bot.web.service import Service
from index.errors import BudgetBotError

PATH = "/mcp"
MOST_FIGURES = 200
INSTRUCTIONS = (
    "Exact figures of published Chinese government budgets and outturns, each with the table cell it comes from. "
    "Call ask_budget with the user's question in the user's own words; repeat its figures as they are, with their "
    "sources. Where its status is clarify, not_found or declined, say so and add no figures of your own."
)
_READS = ToolAnnotations(readOnlyHint=True, idempotentHint=True, openWorldHint=False)
_Text = Annotated[str, Field(max_length=400)]


class ToolServer:
    """The tools and the endpoint that serves them."""

    def __init__(self, service: Service) -> None:
        self._tools = FastMCP(
            "BudgetBot",
            instructions=INSTRUCTIONS,
            streamable_http_path=PATH,
            stateless_http=True,
            json_response=True,
            log_level="WARNING",
            # The door around the whole application looks at Host and Origin.
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        _add_asking(self._tools, service)
        if service.library:
            _add_search(self._tools, service, service.library.holdings)
        self._tools.streamable_http_app()
        self.sessions: StreamableHTTPSessionManager = self._tools.session_manager
        self.route = Route(PATH, endpoint=StreamableHTTPASGIApp(self.sessions))


def _request(context: Context[Any, Any, Any]) -> HTTPConnection:
    request = context.request_context.request
    assert isinstance(request, HTTPConnection)
    return request


def _add_asking(tools: FastMCP, service: Service) -> None:
    @tools.tool(annotations=_READS)
    def ask_budget(
        question: Annotated[str, Field(min_length=1, max_length=2000, description="in Chinese or English")],
        context: Context[Any, Any, Any],
        history: Annotated[list[str], Field(max_length=20, description="earlier questions of the same talk")] = [],  # noqa: B006
        documents: Annotated[
            list[str] | None, Field(description="names or ids of the documents that alone may answer")
        ] = None,
    ) -> AnswerOut:
        """Answer a question about the published budgets held: an amount, a share, a change, a ranking, a definition.

        The text cites its sources as [1]; value is the one figure asked for, exact, money in yuan.
        """
        try:
            answer = service.ask(_request(context), "mcp", question, history, documents)
        except BudgetBotError as error:
            raise ToolError(str(error)) from error
        return AnswerOut.model_validate(answer.as_dict())

    @tools.tool(annotations=_READS)
    def list_documents(context: Context[Any, Any, Any]) -> DocumentsOut:
        """List the documents held: whose budget or outturn, of which year."""
        rows = document_rows(service.view(_request(context)).documents())
        return DocumentsOut(documents=[DocumentOut.model_validate(row) for row in rows])


def _add_search(tools: FastMCP, service: Service, holdings: Holdings) -> None:
    @tools.tool(annotations=_READS)
    def search_figures(
        context: Context[Any, Any, Any],
        row: Annotated[str, Field(max_length=200, description="row label or a part of it, such as 公务接待费")] = "",
        column: Annotated[str, Field(max_length=200, description="column header or a part of it")] = "",
        code: Annotated[str, Field(max_length=20, description="classification code, such as 20129")] = "",
        organisation: _Text = "",
        document: Annotated[str, Field(max_length=400, description="name or id")] = "",
        year: int | None = None,
        kind: Annotated[str, Field(description="budget, outturn, adjusted or executed")] = "",
        most: Annotated[int, Field(ge=1, le=MOST_FIGURES)] = 30,
    ) -> FiguresOut:
        """Find single figures by the names of their row and column, as printed, with table and place."""
        wanted = Search(row, column, code, organisation, document, year, kind, most)
        request = _request(context)
        found, more = holdings.search(wanted, service.scope(request))
        service.note(request, "mcp", facts=[one["id"] for one in found])
        return FiguresOut.model_validate({"figures": found, "more": more})

    @tools.tool(annotations=_READS)
    def show_table(table_id: _Text, context: Context[Any, Any, Any]) -> TableOut:
        """Show a whole table as printed. table_id comes with a citation or a figure."""
        request = _request(context)
        table = holdings.table(table_id, service.scope(request))
        if table is None:
            raise ToolError(f"There is no table {table_id}. Take the id from a citation or from search_figures.")
        service.note(request, "mcp", table=table_id)
        grid = [list(row) for row in table.grid]
        return TableOut(
            id=table.id, title=table.title, unit=table.unit.name, grid=grid, header_rows=list(table.header_rows)
        )

    @tools.tool(annotations=_READS)
    def list_findings(
        context: Context[Any, Any, Any],
        document: Annotated[str, Field(max_length=400, description="name or id; all documents without it")] = "",
        grade: Annotated[str, Field(description="error, doubtful or rounding; all without it")] = "",
    ) -> FindingsOut:
        """List what does not add up in the documents, each with its arithmetic, and what could not be checked."""
        return FindingsOut.model_validate(holdings.audit(service.scope(_request(context)), document, grade))

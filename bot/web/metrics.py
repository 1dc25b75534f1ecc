"""What Prometheus reads at /metrics."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.model import Answer
from bot.web.guard import route_path

KNOWN = ("/api/ask", "/api/batch", "/api/documents", "/api/audit", "/api/figures", "/api/export",
         "/v1/chat/completions", "/v1/models", "/mcp", "/login", "/parts",
         "/healthz", "/readyz", "/metrics")  # fmt: skip
"""Paths that are counted apart: what a client can make up is not a label."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The counters of one application."""

    def __init__(self, documents: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        labels = ["path", "method", "status"]
        self._requests = Counter("budgetbot_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "budgetbot_request_seconds",
            "Until the whole response was sent.",
            ["path"],
            registry=self.registry,
            buckets=(0.01, 0.03, 0.1, 0.3, 1, 3, 10),
        )
        self._answers = Counter("budgetbot_answers", "Questions answered.", ["face", "status"], registry=self.registry)
        held = Gauge("budgetbot_documents", "Documents held.", registry=self.registry)
        held.set_function(documents)

    def answered(self, face: str, answer: Answer) -> None:
        """One more answer."""
        self._answers.labels(face, answer.status).inc()

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)

    def served(self, path: str, method: str, status: int, seconds: float) -> None:
        """One more request."""
        known = next((one for one in KNOWN if path == one or path.startswith(one + "/")), "page")
        self._requests.labels(known, method if method in METHODS else "other", str(status)).inc()
        self._seconds.labels(known).observe(seconds)


class Counting:
    """Counts and times what passes through it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500
        began = time.perf_counter()

        async def counting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, counting)
        finally:
            self._metrics.served(route_path(scope), scope["method"], status, time.perf_counter() - began)

"""Many people who ask at once, through the API and through the page: what each waits, and what fails."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from eval.metrics import percentile

ROOT = Path(__file__).parent.parent
USERS = 50
ROUNDS = 4
"""Questions that each person asks, one after the other."""
PATIENCE = 60
"""Seconds until an answer counts as missing."""

Ask = Callable[[httpx.AsyncClient, int, str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: milliseconds of every answer, and how many questions were not answered."""

    milliseconds: tuple[float, ...]
    failed: int
    seconds: float

    def line(self) -> str:
        """The measure in words."""
        spread = ", ".join(f"p{share} {percentile(self.milliseconds, share / 100):.0f} ms" for share in (50, 95))
        rate = len(self.milliseconds) / self.seconds
        return f"{spread}, {rate:.0f} answers a second, {self.failed} failed"


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address of app.py over this store, in a process of its own. Raises RuntimeError where it does not start."""
    command = [sys.executable, str(ROOT / "app.py"), "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
    try:
        line = process.stdout.readline() if process.stdout else ""
        if "http" not in line:
            raise RuntimeError("The page did not start. What it said stands above.")
        yield line[line.index("http") :].strip()
    finally:
        process.terminate()
        process.wait(timeout=20)


def measure(url: str, questions: Sequence[str], ask: Ask, users: int = USERS, rounds: int = ROUNDS) -> Load:
    """All users ask at once, each the next question as soon as the answer is there. Questions are shared out in order."""
    return asyncio.run(_measure(url, questions, ask, users, rounds))


async def _measure(url: str, questions: Sequence[str], ask: Ask, users: int, rounds: int) -> Load:
    times: list[float] = []
    failed = 0

    async def user(number: int, client: httpx.AsyncClient) -> None:
        nonlocal failed
        for turn in range(rounds):
            question = questions[(number + turn * users) % len(questions)]
            start = time.perf_counter()
            try:
                good = await ask(client, number, question)
            except (httpx.HTTPError, ValueError, LookupError):
                good = False
            failed += not good
            times.append((time.perf_counter() - start) * 1000)

    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits, trust_env=False) as client:
        began = time.perf_counter()
        await asyncio.gather(*(user(number, client) for number in range(users)))
        return Load(tuple(times), failed, time.perf_counter() - began)


async def ask_api(client: httpx.AsyncClient, number: int, question: str) -> bool:
    """One question to the API; whether an answer came."""
    answer = await client.post("api/ask", json={"question": question})
    return answer.status_code == 200 and bool(answer.json()["text"])


def page_asker(url: str) -> Ask:
    """Asks as the page does: the question typed, then the stream of its answer, until it is whole."""
    config = httpx.get(url + "config", timeout=PATIENCE, trust_env=False).json()
    box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "question")
    events = config["dependencies"]
    taken = next(one["id"] for one in events if [box, "submit"] in one["targets"])
    typed = next(one["id"] for one in events if one["trigger_after"] == taken and one["queue"])

    run = f"{time.monotonic_ns():x}"

    async def ask(client: httpx.AsyncClient, number: int, question: str) -> bool:
        session = f"{run}-{number}"
        joined = {"fn_index": typed, "data": [question, None], "session_hash": session}
        (await client.post("gradio_api/queue/join", json=joined)).raise_for_status()
        return await _answered(client, session)

    return ask


async def _answered(client: httpx.AsyncClient, session: str) -> bool:
    async for message in _messages(client, session):
        if message["msg"] == "process_completed":
            return bool(message["success"])
    return False


async def _messages(client: httpx.AsyncClient, session: str) -> AsyncIterator[dict[str, Any]]:
    async with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as stream:
        stream.raise_for_status()
        async for line in stream.aiter_lines():
            if line.startswith("data:"):
                yield json.loads(line.removeprefix("data:"))

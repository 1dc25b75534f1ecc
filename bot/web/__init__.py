"""The faces on the network: chat page, API. They translate between a request and the bot, and compute nothing.

Gradio and the hub client read these at import, so they are set before any module of this package can import them:
no statistics are sent and no hub is asked.
"""

from __future__ import annotations

import importlib.util
import os
import sys

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"  # else a table of the last 10,000 questions is made with every answer
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)  # and never summed up
if importlib.util.find_spec("matplotlib") is None:
    sys.modules["matplotlib"] = None  # type: ignore[assignment]  # Gradio looks for it twice at every step of an answer

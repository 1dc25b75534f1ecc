"""The faces on the network: chat page, API. They translate between a request and the bot, and compute nothing.

Gradio and the hub client read these at import, so they are set before any module of this package can import them:
no statistics are sent and no hub is asked.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

"""The settings of the language model, from the environment or the command line. Without them there is none.

BUDGETBOT_MODEL_URL      address of an OpenAI-compatible interface, such as http://127.0.0.1:8000/v1
BUDGETBOT_MODEL          name of the model there
BUDGETBOT_MODEL_KEY      key for that address, where it wants one
BUDGETBOT_MODEL_SECONDS  what a question may wait for the model, all calls together (20)
BUDGETBOT_MODEL_TOKENS   most tokens of one reply (500); a model that thinks first needs more
BUDGETBOT_MODEL_BODY     a JSON object that goes along with every request, such as
                         {"chat_template_kwargs": {"enable_thinking": false}}
BUDGETBOT_MODEL_PRICE    price of a million tokens read and of a million written, such as 2,8; costs are then counted
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import BadInput

DEFAULT_SECONDS = 20.0
MOST_SECONDS = 600.0
DEFAULT_TOKENS = 500
MOST_TOKENS = 32_000


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One model at one address. The key is left out of every printed form of the settings."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = DEFAULT_SECONDS
    """What one question may wait for the model, all its calls together."""
    calls: int = 2
    """Most calls for one question."""
    reply_tokens: int = DEFAULT_TOKENS
    """Most tokens of one reply."""
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What goes along with every request besides."""
    rest_after: int = 3
    """Failures in a row after which the model is left alone for a while; 0 never."""
    rest_seconds: float = 30.0
    price: tuple[Decimal, Decimal] | None = None
    """Of a million tokens read and of a million written, in whatever currency; None where costs are not counted."""


def read_model_settings(
    environment: Mapping[str, str], url: str | None = None, model: str | None = None, key_file: Path | None = None
) -> ModelSettings | None:
    """The settings of an environment, which what is given beside it overrules; None where there is no model.

    Raises BadInput that names the setting, and never shows the key.
    """
    url = (url or environment.get("BUDGETBOT_MODEL_URL", "")).strip()
    model = (model or environment.get("BUDGETBOT_MODEL", "")).strip()
    if not url and not model:
        return None
    if not url:
        raise BadInput("BUDGETBOT_MODEL names a model without an address: set BUDGETBOT_MODEL_URL (or --model-url).")
    if not model:
        raise BadInput(
            "BUDGETBOT_MODEL_URL is an address without a model: set BUDGETBOT_MODEL (or --model) to its name."
        )
    return ModelSettings(
        url=_address(url),
        model=model,
        key=_key(environment, key_file),
        seconds=_seconds(environment.get("BUDGETBOT_MODEL_SECONDS", "")),
        reply_tokens=_tokens(environment.get("BUDGETBOT_MODEL_TOKENS", "")),
        body=_body(environment.get("BUDGETBOT_MODEL_BODY", "")),
        price=_price(environment.get("BUDGETBOT_MODEL_PRICE", "")),
    )


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """The options of a command that may ask a model. The key comes from a file, out of sight of a list of processes."""
    given = parser.add_argument_group("language model (optional)")
    given.add_argument("--model-url", metavar="URL", help="OpenAI-compatible address (BUDGETBOT_MODEL_URL)")
    given.add_argument("--model", metavar="NAME", help="name of the model there (BUDGETBOT_MODEL)")
    given.add_argument(
        "--model-key-file", type=Path, metavar="FILE", help="file that holds its key (or BUDGETBOT_MODEL_KEY)"
    )


def settings_of(options: argparse.Namespace, environment: Mapping[str, str]) -> ModelSettings | None:
    """The settings of a command's options and its environment. Raises BadInput."""
    return read_model_settings(environment, options.model_url, options.model, options.model_key_file)


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "@" in url:
        raise BadInput(
            "BUDGETBOT_MODEL_URL cannot be used. Write it like http://127.0.0.1:8000/v1, without a name or a key in it."
        )
    return url.rstrip("/")


def _key(environment: Mapping[str, str], key_file: Path | None) -> str:
    if key_file is None:
        key = environment.get("BUDGETBOT_MODEL_KEY", "").strip()
    else:
        try:
            key = key_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{key_file} cannot be read. Give a file that holds the model's key.") from error
    if not key.isprintable() or not key.isascii() or " " in key:
        raise BadInput("The model's key cannot be used: it is one word of plain letters, digits and signs.")
    return key


def _seconds(text: str) -> float:
    try:
        seconds = float(text or DEFAULT_SECONDS)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MOST_SECONDS:
        raise BadInput(f"BUDGETBOT_MODEL_SECONDS: {text!r} cannot be used. Write seconds, at most {MOST_SECONDS:g}.")
    return seconds


def _tokens(text: str) -> int:
    tokens = int(text) if text.strip().isdecimal() else 0 if text.strip() else DEFAULT_TOKENS
    if not 0 < tokens <= MOST_TOKENS:
        raise BadInput(f"BUDGETBOT_MODEL_TOKENS: {text!r} cannot be used. Write a number, at most {MOST_TOKENS}.")
    return tokens


def _body(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise BadInput(
            "BUDGETBOT_MODEL_BODY cannot be used. Write a JSON object like "
            '{"chat_template_kwargs": {"enable_thinking": false}}'
        )
    return body


def _price(text: str) -> tuple[Decimal, Decimal] | None:
    if not text.strip():
        return None
    try:
        read, written = (Decimal(part.strip()) for part in text.split(","))
    except (ValueError, InvalidOperation):
        read = written = Decimal("NaN")
    if not (read.is_finite() and written.is_finite() and read >= 0 and written >= 0):
        raise BadInput(f"BUDGETBOT_MODEL_PRICE: {text!r} cannot be used. Write two prices like 2,8")
    return read, written

"""The words of the door and the API, in the language of whoever asks."""

from __future__ import annotations

from starlette.requests import HTTPConnection

from bot.web.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts, preferred_language
from prompts import load_yaml


def service_texts(language: str) -> Texts:
    """All texts of the service in this language; Chinese for any language but English."""
    loaded = load_yaml(f"service.{language if language in LANGUAGES else DEFAULT_LANGUAGE}.yaml")
    assert isinstance(loaded, dict)
    return loaded


def service_words(request: HTTPConnection) -> Texts:
    """The texts for whoever sent this request."""
    return service_texts(preferred_language(request.headers.get("accept-language", "")))

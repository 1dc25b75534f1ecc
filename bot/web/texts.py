"""The words of the faces, in the two languages of the page."""

from __future__ import annotations

from collections.abc import Mapping

from prompts import load_yaml

Texts = Mapping[str, str]
LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "zh"


def texts(language: str) -> Texts:
    """All texts of a face in this language; Chinese for any language but English."""
    loaded = load_yaml(f"ui.{language if language in LANGUAGES else DEFAULT_LANGUAGE}.yaml")
    assert isinstance(loaded, dict)
    return loaded


def preferred_language(accept_language: str) -> str:
    """English where the first language of an Accept-Language header is English, else Chinese.

    Only the first one counts: it is the one that `navigator.language` gives and that Gradio's own words follow.
    """
    first = accept_language.split(",")[0].split(";")[0].strip().lower()
    return "en" if first == "en" or first.startswith("en-") else DEFAULT_LANGUAGE

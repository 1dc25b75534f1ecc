"""Lists of words and patterns of prompts/*.yaml by file and keys, checked as they are read.

A pattern is one text, or the list of its alternatives, the first to fit. In it $name stands for the pattern that the file
has of that name under `where`, or any of the list there; $account, $named_account and $said_account for a budget of prompts/accounts.yaml: as all
its names begin, with a 预算 behind that, and as people say it, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from index.accounts import ANY_ACCOUNT, NAMED_ACCOUNT, SAID_ACCOUNT
from prompts import load_yaml

_SHARED = {"account": ANY_ACCOUNT, "named_account": NAMED_ACCOUNT, "said_account": SAID_ACCOUNT}


def _held(name: str, keys: tuple[str, ...]) -> Any:
    held = load_yaml(name)
    for key in keys:
        if not isinstance(held, dict) or key not in held:
            raise ValueError(f"prompts/{name} has no {' / '.join(keys)}")
        held = held[key]
    return held


@cache
def words_of(name: str, *keys: str) -> tuple[str, ...]:
    """The words of one list. Raises ValueError with the file and the keys for anything else than a list of texts."""
    held = _held(name, keys)
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise ValueError(f"prompts/{name}: {' / '.join(keys)} is to be a list of texts")
    return tuple(held)


def part_of(name: str, *keys: str) -> str:
    """The text of a pattern as a part of a longer one. Raises ValueError as `words_of` does."""
    held = _held(name, keys)
    return filled(name, held if isinstance(held, str) else "|".join(words_of(name, *keys)))


def pattern_of(name: str, *keys: str) -> re.Pattern[str]:
    """One pattern. Raises ValueError with the file and the keys where it is none."""
    return _compiled(part_of(name, *keys), name, keys)


def patterns_of(name: str, *keys: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a list, each by itself. Raises ValueError as `pattern_of` does."""
    return tuple(_compiled(filled(name, one), name, keys) for one in words_of(name, *keys))


def named_patterns_of(name: str, *keys: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each pattern of a mapping stands for, and the pattern, in order. Raises ValueError as `pattern_of` does."""
    held = _held(name, keys)
    if not isinstance(held, dict):
        raise ValueError(f"prompts/{name}: {' / '.join(keys)} is to be names with a pattern each")
    return tuple((one, pattern_of(name, *keys, one)) for one in held)


def filled(name: str, text: str) -> str:
    """A pattern of a file with what its $names stand for."""
    if "$" not in text:
        return text
    data = load_yaml(name)
    own: Mapping[str, Any] = data.get("where", {}) if isinstance(data, dict) else {}
    for part, meant in {**_SHARED, **own}.items():
        text = text.replace(f"${part}", meant if isinstance(meant, str) else "|".join(meant))
    return text


def _compiled(text: str, name: str, keys: tuple[str, ...]) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(f"prompts/{name}: {' / '.join(keys)} is no pattern ({error}): {text}") from error

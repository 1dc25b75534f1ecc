"""Every text that a model or a user sees from us, and the term lists: data files, one reader."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_yaml(name: str) -> Any:
    """The content of one YAML file of this folder, read once. Raises FileNotFoundError for an unknown name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506

"""Every text that a model or a user sees from us, and the term lists: data files, one reader."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

import yaml


@cache
def load_yaml(name: str) -> Any:
    """The content of one YAML file of this folder, read once. Raises FileNotFoundError for an unknown name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


@cache
def load_prompt(name: str) -> Template:
    """One prompt of this folder. Its $names are filled in with `substitute`, which raises KeyError for a missing one."""
    return Template(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def prompts_hash() -> str:
    """Twelve digits that change with any file of this folder, for a result to say what it was measured with."""
    digest = hashlib.sha256()
    for file in sorted(files(__package__).iterdir(), key=lambda one: one.name):
        if file.name.endswith((".md", ".yaml")):
            digest.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]

"""Write requirements.lock: the exact versions in this environment of all that BudgetBot needs, and nothing else.

    python scripts/lock.py dev ocr > requirements.lock

walks from the project's own dependencies (and the named extras) to everything they require, so packages that somebody
installed by hand stay out. Local versions (torch 2.13.0+cpu) lose their label: which build to take is set up later.
"""

from __future__ import annotations

import sys
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "budgetbot"
GPU_PARTS = ("nvidia-", "cuda-", "triton")
"""Parts of torch's GPU builds: pip adds them by itself where that build is installed."""


def required_by(name: str, extras: frozenset[str]) -> list[Requirement]:
    """The requirements of an installed package that hold on this platform with these extras."""
    found = []
    for text in metadata.requires(name) or []:
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras | {""}):
            found.append(requirement)
    return found


def walk(extras: frozenset[str]) -> dict[str, str]:
    """Canonical name and version of every package needed, the project itself left out.

    Raises PackageNotFoundError, naming the package, where one is not installed.
    """
    versions: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [(PROJECT, extras)]
    while todo:
        name, wanted = todo.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        versions[name] = metadata.version(name).partition("+")[0]
        for requirement in required_by(name, wanted):
            child = canonicalize_name(requirement.name)
            if not child.startswith(GPU_PARTS):
                todo.append((child, frozenset(requirement.extras)))
    del versions[PROJECT]
    return versions


if __name__ == "__main__":
    lines = [f"{name}=={version}" for name, version in sorted(walk(frozenset(sys.argv[1:])).items())]
    sys.stdout.write(
        "# Written by `make lock`: exact versions for running and for development.\n" + "\n".join(lines) + "\n"
    )

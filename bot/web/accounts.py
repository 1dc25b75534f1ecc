"""Local accounts and API keys, in the store's folder: accounts.json, readable by its owner alone.

A password is kept as an argon2id hash. A key is 256 random bits, so its SHA-256 is enough: nobody can guess through it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from index.errors import BadInput, StoreError

FILE = "accounts.json"
KEY_PREFIX = "bb_"
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1_000
"""Characters. Hashing a megabyte is a way to keep a server busy."""
LONGEST_NAME = 64
_AT_ONCE = 2
"""Passwords checked at the same time: each takes 64 MB for some 50 ms."""


class Accounts:
    """The accounts of one folder. Threads may share it; a change by another process is seen at the next question."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = threading.RLock()
        self._checking = threading.BoundedSemaphore(_AT_ONCE)
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())
        self._read_at = -1
        self._content: dict[str, dict[str, Any]] = {"users": {}, "keys": {}}

    def users(self) -> list[str]:
        """The names of those who can sign in."""
        return sorted(self._load()["users"])

    def keys(self) -> list[str]:
        """The names of the API keys."""
        return sorted(self._load()["keys"])

    def add_user(self, name: str, password: str) -> None:
        """A new account. Raises BadInput for a name that is taken or a weak password."""
        name = usable_name(name)
        with self._lock:
            if name in self._load()["users"]:
                raise BadInput(
                    f"There is already an account {name}. Change its password: budgetbot users password {name}"
                )
            self._set_password(name, password)

    def set_password(self, name: str, password: str) -> None:
        """Another password; whoever is signed in under the name has to sign in again. Raises BadInput."""
        with self._lock:
            self._require("users", name)
            self._set_password(name, password)

    def remove_user(self, name: str) -> None:
        """The account is gone, and who was signed in under it is signed out. Raises BadInput."""
        self._remove("users", name)

    def add_key(self, name: str) -> str:
        """A new API key; what is returned is kept nowhere. Raises BadInput for a name that is taken."""
        name = usable_name(name)
        key = KEY_PREFIX + secrets.token_urlsafe(32)
        with self._lock:
            content = self._load()
            if name in content["keys"]:
                raise BadInput(f"There is already a key {name}. Take it away first: budgetbot keys remove {name}")
            content["keys"][name] = {"sha256": _sha256(key), "created": _now()}
            self._save(content)
        return key

    def remove_key(self, name: str) -> None:
        """The key opens nothing any more. Raises BadInput."""
        self._remove("keys", name)

    def knows(self, name: str, password: str) -> bool:
        """Whether the password is this account's. Takes as long for a name that nobody has."""
        held = self._load()["users"].get(unicodedata.normalize("NFKC", name))
        if len(password) > LONGEST_PASSWORD:
            return False
        with self._checking:
            try:
                self._hasher.verify(held["password"] if held else self._nobody, password)
            except (Argon2Error, InvalidHashError):
                return False
        return held is not None

    def stamp(self, name: str) -> str:
        """A mark that changes with the password; "" where there is no such account."""
        held = self._load()["users"].get(name)
        return _sha256(held["password"])[:16] if held else ""

    def owner_of(self, key: str) -> str | None:
        """The name of an API key, or None for one that opens nothing."""
        given = _sha256(key)
        found = [name for name, held in self._load()["keys"].items() if hmac.compare_digest(held["sha256"], given)]
        return found[0] if found else None

    def _set_password(self, name: str, password: str) -> None:
        _check_password(name, password)
        content = self._load()
        content["users"][name] = {"password": self._hasher.hash(password), "created": _now()}
        self._save(content)

    def _require(self, what: str, name: str) -> None:
        if name not in self._load()[what]:
            raise BadInput(f"There is no {what[:-1]} called {name}. List them: budgetbot {what} list")

    def _remove(self, what: str, name: str) -> None:
        with self._lock:
            self._require(what, name)
            content = self._load()
            del content[what][name]
            self._save(content)

    def _load(self) -> dict[str, dict[str, Any]]:
        with self._lock:
            try:
                changed = self._path.stat().st_mtime_ns
            except FileNotFoundError:
                self._read_at, self._content = -1, {"users": {}, "keys": {}}
                return self._content
            if changed != self._read_at:
                self._content, self._read_at = self._parse(), changed
            return self._content

    def _parse(self) -> dict[str, dict[str, Any]]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            return {"users": dict(content["users"]), "keys": dict(content["keys"])}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{self._path} is damaged. Restore it from a backup, or delete it and add accounts again."
            ) from error

    def _save(self, content: dict[str, dict[str, Any]]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(FILE + ".part")
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as output:
            json.dump(content, output, ensure_ascii=False, indent=1)
        partial.replace(self._path)
        self._read_at = -1


def usable_name(name: str) -> str:
    """The name in its one form. Raises BadInput for one that is empty, long, or holds spaces or control characters."""
    folded = unicodedata.normalize("NFKC", name)
    if (
        not 0 < len(folded) <= LONGEST_NAME
        or not folded.isprintable()
        or any(mark in folded for mark in " :,/\\\"'<>&")
    ):
        raise BadInput(f"{name!r} cannot be a name: 1 to {LONGEST_NAME} letters or digits, without spaces and quotes.")
    return folded


def _check_password(name: str, password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput(f"The password has {len(password)} characters; it needs {SHORTEST_PASSWORD} or more.")
    if len(password) > LONGEST_PASSWORD:
        raise BadInput(f"The password may have {LONGEST_PASSWORD} characters.")
    if name.lower() in password.lower() or len(set(password)) < 4:
        raise BadInput("The password is easy to guess: leave the name out of it, and use more than a few characters.")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

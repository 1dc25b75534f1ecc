"""Who is signed in: a signed cookie value, and the count of wrong passwords.

A value names the account, the end of the session and a mark of the password, so that another password, a removed
account, or a new session.key ends every session at once. Nothing is kept on the server but who signed out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from collections import defaultdict, deque
from pathlib import Path

from bot.web.accounts import Accounts

KEY_FILE = "session.key"
COOKIE = "budgetbot_session"
WRONG_PASSWORDS = 5
"""For one name from one address; from one address under any names, four times as many."""
WINDOW_SECONDS = 15 * 60


class Sessions:
    """Makes and reads the values of the cookie."""

    def __init__(self, folder: Path, accounts: Accounts, seconds: int) -> None:
        self._secret = _secret(folder)
        self._accounts = accounts
        self.seconds = seconds
        self._ended: dict[str, float] = {}
        self._lock = threading.Lock()

    def begin(self, name: str) -> str:
        """A value that says who this is, for as long as sessions last."""
        content = [name, int(time.time()) + self.seconds, self._accounts.stamp(name), secrets.token_hex(8)]
        body = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
        return f"{body}.{self._sign(body)}"

    def name_of(self, value: str) -> str | None:
        """Who this is, or None for a value that is forged, over, signed out, or of an account that changed."""
        body, _, signature = value.partition(".")
        if not signature.isascii() or not hmac.compare_digest(self._sign(body), signature) or value in self._ended:
            return None
        try:
            name, ends, stamp, _ = json.loads(base64.urlsafe_b64decode(body))
        except (ValueError, binascii.Error):
            return None
        if ends < time.time() or not stamp or stamp != self._accounts.stamp(name):
            return None
        return str(name)

    def end(self, value: str) -> None:
        """Signs out: the value opens nothing any more."""
        if self.name_of(value) is None:
            return
        now = time.time()
        with self._lock:
            self._ended = {ended: until for ended, until in self._ended.items() if until > now}
            self._ended[value] = now + self.seconds

    def _sign(self, body: str) -> str:
        return hmac.new(self._secret, body.encode(errors="replace"), hashlib.sha256).hexdigest()


def _secret(folder: Path) -> bytes:
    """The folder's own secret, made at first."""
    path = folder / KEY_FILE
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
            output.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()


class WrongPasswords:
    """How often somebody was wrong lately."""

    def __init__(self, most: int = WRONG_PASSWORDS, seconds: float = WINDOW_SECONDS) -> None:
        self._most = most
        self._seconds = seconds
        self._times: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> int:
        """Seconds until the next try is looked at; 0 for at once."""
        now = time.monotonic()
        with self._lock:
            waits = []
            for key, most in self._keys(name, address):
                times = self._times.get(key, deque())
                while times and times[0] <= now - self._seconds:
                    times.popleft()
                waits.append(times[-most] + self._seconds - now if len(times) >= most else 0)
        return int(max(waits)) + 1 if max(waits) > 0 else 0

    def note(self, name: str, address: str) -> None:
        """One more wrong password."""
        with self._lock:
            if len(self._times) > 10_000:
                self._times.clear()
            for key, _ in self._keys(name, address):
                self._times[key].append(time.monotonic())

    def forget(self, name: str, address: str) -> None:
        """The right password was given."""
        with self._lock:
            self._times.pop((name, address), None)

    def _keys(self, name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
        return ((name, address), self._most), (("", address), self._most * 4)

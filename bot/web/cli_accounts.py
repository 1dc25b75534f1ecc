"""The commands that let people and programs in: `budgetbot users` and `budgetbot keys`."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.errors import BadInput


def add_commands(commands: Any) -> None:
    """Adds both commands to those of `budgetbot` (the object that `add_subparsers` gave)."""
    users = commands.add_parser("users", help="Who may sign in.", description="Who may sign in to the page.")
    actions = users.add_subparsers(required=True, metavar="ACTION")
    for name, run, summary in (
        ("add", _add_user, "Add an account; asks for its password."),
        ("password", _set_password, "Change a password; ends the sessions of the account."),
        ("remove", _remove_user, "Take an account away; ends its sessions."),
    ):
        action = _action(actions, name, run, summary)
        action.add_argument("name", metavar="NAME")
        if name != "remove":
            action.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    _action(actions, "list", _list_users, "List the accounts.")
    keys = commands.add_parser("keys", help="API keys.", description="Keys with which programs ask.")
    actions = keys.add_subparsers(required=True, metavar="ACTION")
    _action(actions, "add", _add_key, "Make a key; it is shown once.").add_argument("name", metavar="NAME")
    _action(actions, "remove", _remove_key, "Take a key away.").add_argument("name", metavar="NAME")
    _action(actions, "list", _list_keys, "List the names of the keys.")


def _action(actions: Any, name: str, run: Callable[[argparse.Namespace], int], summary: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = actions.add_parser(name, help=summary, description=summary)
    added.add_argument("--store", type=Path, default=Path("store"), metavar="DIR", help="folder of the index")
    added.set_defaults(run=run)
    return added


def _accounts(options: argparse.Namespace) -> Any:
    from bot.web.accounts import Accounts  # argon2 and the package's settings: not for every other command

    return Accounts(options.store)


def _add_user(options: argparse.Namespace) -> int:
    _accounts(options).add_user(options.name, _password(options))
    return _say(f"{options.name} can sign in.")


def _set_password(options: argparse.Namespace) -> int:
    _accounts(options).set_password(options.name, _password(options))
    return _say(f"The password of {options.name} is changed.")


def _remove_user(options: argparse.Namespace) -> int:
    _accounts(options).remove_user(options.name)
    return _say(f"{options.name} cannot sign in any more.")


def _list_users(options: argparse.Namespace) -> int:
    return _say(*_accounts(options).users())


def _add_key(options: argparse.Namespace) -> int:
    key = _accounts(options).add_key(options.name)
    sys.stderr.write("Keep this key: it is shown this once.\n")
    return _say(key)


def _remove_key(options: argparse.Namespace) -> int:
    _accounts(options).remove_key(options.name)
    return _say(f"The key {options.name} opens nothing any more.")


def _list_keys(options: argparse.Namespace) -> int:
    return _say(*_accounts(options).keys())


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(f"Password of {options.name}: ")
    if getpass.getpass("Once more: ") != password:
        raise BadInput("The two passwords differ. Try again.")
    return password


def _say(*lines: str) -> int:
    for line in lines:
        sys.stdout.write(line + "\n")
    return 0

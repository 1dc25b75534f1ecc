"""The commands about the documents of a store: `budgetbot documents`, `documents set`, `audit`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.correction import CORRECTABLE, KINDS, LEVELS, correct_document
from index.errors import BadInput
from index.model import Document
from index.reading import reading_line
from index.store.folder import Store, open_store

Command = Callable[[str, Any, str], argparse.ArgumentParser]


def add_commands(command: Command) -> None:
    """Adds the commands, each made by `command(name, run, summary)`."""
    documents = command("documents", _documents, "List the documents and how they were read; correct or remove one.")
    documents.add_argument("--remove", metavar="NAME", help="take this document out")
    actions = documents.add_subparsers(metavar="ACTION")
    summary = "Correct whose a document is, of which year, kind and level. Its figures follow."
    change = actions.add_parser("set", help=summary, description=summary)
    change.add_argument("document", metavar="DOCUMENT", help="its name or id")
    change.add_argument("--organisation", metavar="NAME", help="whose budget it is")
    change.add_argument("--year", type=int, metavar="YEAR", help="fiscal year")
    change.add_argument("--kind", choices=KINDS)
    change.add_argument("--level", choices=LEVELS)
    change.add_argument("--store", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="folder of the index")
    change.set_defaults(run=_set)
    audit = command("audit", _audit, "List what does not add up in the documents, and what could not be checked.")
    audit.add_argument("--document", metavar="NAME", help="only this document")
    audit.add_argument("-o", "--output", type=Path, metavar="FILE", help="write a one-page report: .md, .html or .xlsx")
    audit.add_argument("--language", choices=("zh", "en"), default="zh", help="of the report's headings (default: zh)")


def named(store: Store, name: str) -> frozenset[str]:
    """The ids of the documents that have this name or id. Raises BadInput where none has."""
    found = frozenset(document.id for document in store.facts.documents() if name in (document.name, document.id))
    if not found:
        raise BadInput(f"No document is called {name}. List them: budgetbot documents --store {store.folder}")
    return found


def _documents(options: argparse.Namespace) -> int:
    store = open_store(options.store)
    if options.remove:
        for document in named(store, options.remove):
            store.remove(document)
        return 0
    readings = store.facts.readings()
    for one in store.facts.documents():
        print(_listed(one), reading_line(readings[one.id]), sep="\t")
    return 0


def _listed(one: Document) -> str:
    return "\t".join(map(str, (one.name, one.organisation, one.year or "", one.kind, one.level, one.id)))


def _set(options: argparse.Namespace) -> int:
    store = open_store(options.store)
    given = {name: value for name in CORRECTABLE if (value := getattr(options, name)) is not None}
    if not given:
        raise BadInput("There is nothing to correct. Give one of --organisation, --year, --kind, --level.")
    found = store.facts.documents(named(store, options.document))
    if len(found) > 1:
        ids = ", ".join(one.id for one in found)
        raise BadInput(f"{len(found)} documents are called {options.document}. Give the id of one: {ids}")
    correct_document(store.facts, replace(found[0], **given))
    print(*map(_listed, store.facts.documents(frozenset({found[0].id}))))
    return 0


def _audit(options: argparse.Namespace) -> int:
    from bot.audit_listing import audit_lines, audited_documents, check_ending, write_report  # no question needs it

    if options.output:
        check_ending(options.output)
    store = open_store(options.store)
    audited = audited_documents(store.facts, named(store, options.document) if options.document else None)
    if options.output:
        write_report(audited, options.output, options.language)
        return 0
    for one in audited:
        for line in audit_lines(one):
            print(line)
    return 0

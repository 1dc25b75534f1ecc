"""The `budgetbot` command: index, ask, batch, facts; documents and audit are in `cli_documents`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot import cli_documents
from bot.cli_documents import named
from bot.language_model.adviser import open_adviser
from bot.language_model.settings import add_model_options, settings_of
from bot.model import Answer
from bot.page_counter import PageCounter
from bot.pipeline import Bot, check_question
from bot.web.cli_accounts import add_commands
from bot.writing.export import whole_file, write_facts
from index.errors import BadInput, BudgetBotError
from index.store.folder import open_store

DEFAULT_STORE = Path("store")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. An error is one sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except BudgetBotError as error:
        print(f"budgetbot: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="budgetbot", description="Questions about published budgets, answered with the cell they come from."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary, description=summary)
        added.add_argument(
            "--store", type=Path, default=DEFAULT_STORE, metavar="DIR", help="folder of the index (default: store)"
        )
        added.set_defaults(run=run)
        return added

    index = command("index", _index, "Read documents into a store.")
    index.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders")
    index.add_argument(
        "--encoder",
        default=os.environ.get("BUDGETBOT_ENCODER"),
        help="embedding model: packaged (default), or a sentence-transformers name or folder",
    )
    index.add_argument(
        "--no-embedding", action="store_true", help="figures and words only; text is found by words alone"
    )
    ask = command("ask", _ask, "Answer one question.")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.add_argument(
        "--document", action="append", metavar="NAME", help="only this document (may be given several times)"
    )
    add_model_options(ask)
    batch = command("batch", _batch, "Answer questions from a JSONL file, one answer a line.")
    batch.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    batch.add_argument("-o", "--output", type=Path, required=True, metavar="ANSWERS.jsonl")
    add_model_options(batch)
    facts = command("facts", _facts, "Write every figure as tidy rows.")
    facts.add_argument("--document", metavar="NAME", help="only this document")
    facts.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help=".jsonl, .csv or .parquet (default: JSONL to the terminal)"
    )
    command("verify", _verify, "Check an answer card against the documents.").add_argument(
        "card", type=Path, metavar="CARD"
    )
    cli_documents.add_commands(command)
    add_commands(commands)
    return parser


def _index(options: argparse.Namespace) -> int:
    from index.build import index_paths  # all readers: half a second that no question should wait for

    missing = [path for path in options.paths if not path.exists()]
    if missing:
        raise BadInput(f"{missing[0]} does not exist. Check the path.")
    store = open_store(options.store, create=True, encoder=options.encoder)
    failed = 0
    pages = PageCounter(sys.stderr)
    for report in index_paths(options.paths, store, pages.show):
        pages.clear()
        print(report.line(), file=sys.stderr if report.error else sys.stdout, flush=True)
        failed += bool(report.error)
    if not options.no_embedding:
        count = store.embed_pending()
        if count:
            print(f"{count} passages embedded", flush=True)
    store.close()
    return 1 if failed else 0


def _open_bot(options: argparse.Namespace) -> Bot:
    """The bot of the store, with the language model of the options or the environment where there is one."""
    settings = settings_of(options, os.environ)
    store = open_store(options.store)
    return Bot(store, open_adviser(settings, lambda: store.encoder))


def _ask(options: argparse.Namespace) -> int:
    bot = _open_bot(options)
    answer = bot.ask(options.question, documents=options.document)
    print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=1) if options.json else readable(answer))
    return 0


def readable(answer: Answer) -> str:
    """An answer for a terminal: text, notices, sources."""
    lines = [answer.text, *(f"! {notice.text}" for notice in answer.notices)]
    for citation in answer.citations:
        place = (
            f"p. {citation.page}"
            if citation.page
            else f"line {citation.lines[0]}"
            if citation.lines
            else citation.cell or ""
        )
        lines.append(f"[{citation.n}] {citation.document} {place} {citation.table}: {citation.quote}")
    return "\n".join(lines)


def _batch(options: argparse.Namespace) -> int:
    bot = _open_bot(options)
    records = list(_records(options.questions))
    with whole_file(options.output) as partial, partial.open("w", encoding="utf-8") as output:
        for record in records:
            answer = bot.ask(record["question"], history=record.get("history") or (), documents=record.get("documents"))
            output.write(json.dumps({"id": record["id"], **answer.as_dict()}, ensure_ascii=False) + "\n")
    return 0


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read as UTF-8 text ({error}).") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise BadInput(f"{path} line {number} is not JSON ({error}).") from error
        if not isinstance(record, dict) or not isinstance(record.get("question"), str) or "id" not in record:
            raise BadInput(f'{path} line {number} needs "id" and "question".')
        for key in ("history", "documents"):
            if not _is_texts(record.get(key) or []):
                raise BadInput(f'{path} line {number}: "{key}" must be a list of texts.')
        try:
            check_question(record["question"])
        except BadInput as error:
            raise BadInput(f"{path} line {number}: {error}") from error
        yield record


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _facts(options: argparse.Namespace) -> int:
    store = open_store(options.store)
    scope = named(store, options.document) if options.document else None
    count = write_facts(store.facts, scope, options.output, sys.stdout)
    if options.output:
        print(f"{count} figures in {options.output}", file=sys.stderr)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from bot.writing.card import read_card, verify_card

    store = open_store(options.store)
    checks = verify_card(read_card(options.card), store.facts, Bot(store).ask)
    for check in checks:
        print(f"{'unknown' if check.passed is None else 'ok' if check.passed else 'WRONG'}\t{check.text}")
    return 0 if all(check.passed is not False for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())

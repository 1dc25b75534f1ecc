"""Times and memory: `python -m eval.bench [--generated N] [--scale N]`, in process, and one cold question from the shell."""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.answerers import documents_to_index, open_bot
from eval.generated import organisation, write_budgets
from eval.load import USERS, ask_api, measure, page_asker, served
from eval.metrics import percentile
from eval.run import ROOT
from eval.scale import scale_rows, store_of_many, time_beside
from eval.sets import Question, kind_of, read_set, set_names, split_by_presence
from index.build import read_document
from index.store.folder import FORMAT

KEPT = Path.home() / ".cache" / "budgetbot" / "bench"
"""A store of many generated documents takes minutes to build, so it is kept."""


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line, checked."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the documents")
    parser.add_argument("--generated", type=int, default=0, help="index this many generated budgets as well")
    parser.add_argument(
        "--scale", type=int, default=0, help="set the times beside those among this many generated budgets"
    )
    parser.add_argument("--kept", type=Path, default=KEPT, help="folder where their store is kept")
    return parser.parse_args(arguments)


def timed(action: Callable[[], Any]) -> tuple[Any, float]:
    """What an action gives back, and its milliseconds."""
    start = time.perf_counter()
    result = action()
    return result, (time.perf_counter() - start) * 1000


def time_questions(bot: Any, questions: Sequence[Question]) -> dict[str, list[float]]:
    """Milliseconds of each question by kind; every question is asked once before, so that all is warm."""
    found: dict[str, list[float]] = {}
    for warm in (False, True):
        for question in questions:
            history, documents = question.get("history", ()), question.get("documents")
            _, milliseconds = timed(lambda: bot.ask(question["question"], history=history, documents=documents))  # noqa: B023
            if warm:
                found.setdefault(kind_of(question), []).append(milliseconds)
    return found


def time_crowd(store: Path, questions: Sequence[Question]) -> list[tuple[str, str]]:
    """What many people who ask table questions at once wait for, by API and by page."""
    plain = [one["question"] for one in questions if not one.get("history") and not one.get("documents")]
    with served(store) as url:
        measure(url, plain, ask_api, rounds=1)  # so that all is warm
        return [
            (f"{USERS} people at once, {face}", measure(url, plain, ask).line())
            for face, ask in (("API", ask_api), ("page", page_asker(url)))
        ]


def time_cold_question(store: Path, question: str) -> float:
    """Milliseconds of `budgetbot ask` in a fresh process. Raises CalledProcessError if it fails."""
    command = [str(Path(sys.executable).parent / "budgetbot"), "ask", question, "--store", str(store), "--json"]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True))[1]  # noqa: S603


def time_reading(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Pages and figures a second of reading alone, without storing and embedding; documents without pages have none."""
    indexed = [timed(lambda: read_document(path)) for path in paths]  # noqa: B023
    paged = [(one.document.pages, milliseconds) for one, milliseconds in indexed if one.document.pages]
    figures = sum(len(one.facts) for one, _ in indexed) / sum(milliseconds for _, milliseconds in indexed) * 1000
    rows = [("read, figures a second", f"{figures:.0f}")]
    if paged:
        pages = sum(count for count, _ in paged) / sum(milliseconds for _, milliseconds in paged) * 1000
        rows.append(("read, pages a second", f"{pages:.1f}"))
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Index, ask, print a Markdown table; 1 if there is nothing to index."""
    options = parse_arguments(arguments)
    questions, _ = split_by_presence([q for name in set_names() for q in read_set(name)], options.data)
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        paths = documents_to_index(options.data) + write_budgets(options.generated, Path(folder))
        if not paths:
            print("Nothing to measure: give the folder of the documents with --data.", file=sys.stderr)
            return 1
        rows += time_reading(paths)
        bot, milliseconds = timed(lambda: open_bot(paths, store))
        rows.append((f"index and embed {len(paths)} documents", f"{milliseconds / 1000:.1f} s"))
        bot, milliseconds = timed(lambda: open_bot(paths, store))
        rows.append(("index them again, unchanged", f"{milliseconds / 1000:.1f} s"))
        for kind, times in sorted(time_questions(bot, questions).items()):
            spread = ", ".join(f"p{share} {percentile(times, share / 100):.0f} ms" for share in (50, 95))
            rows.append((f"{kind} ({len(times)})", spread))
        if options.scale:
            many, seconds = store_of_many(options.scale, options.data, options.kept / f"{options.scale}-{FORMAT}")
            rows.append((f"open a store of {options.scale} generated documents more", f"{seconds:.0f} s"))
            rows += scale_rows(time_beside(bot, many, questions), options.scale)
        rows += time_crowd(store, [one for one in questions if kind_of(one) == "table question"])
        asked = f"{organisation(1)}2031年科普活动多少" if options.generated else "普陀区财政局2025年支出总计多少"
        rows.append(("one question, cold shell", f"{time_cold_question(store, asked):.0f} ms"))
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
        rows.append(("store on disk", f"{size / 2**20:.0f} MB"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows.append(("peak memory of this process", f"{peak / 2**10:.0f} MB"))
    print("| measure | value |\n|---|---|")
    print("\n".join(f"| {name} | {value} |" for name, value in rows))
    print(json.dumps({"documents": len(paths), "rows": dict(rows)}, ensure_ascii=False), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

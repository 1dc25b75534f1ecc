"""`budgetbot documents`, `documents set` and `audit`: what they say, write and refuse."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.cli import main
from bot.pipeline import Bot
from index.store.folder import open_store

PAPER = """某市教育局2024年部门预算

2024年部门支出预算总表
编制部门：某市教育局\t单位：元
项目\t合计\t基本支出\t项目支出
教育支出\t390\t100\t200
国防支出\t50\t50\t
合计\t350\t150\t200

2024年部门其他事项表
单位：元
项目\t金额
会议室\t12
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "教育局.txt").write_text(PAPER, encoding="utf-8")
    assert main(["index", str(tmp_path / "教育局.txt"), "--store", str(tmp_path / "s"), "--no-embedding"]) == 0
    return tmp_path / "s"


@pytest.fixture
def said(folder: Path, capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    """What is printed from here on."""
    capsys.readouterr()
    return capsys


def test_the_list_tells_how_each_document_was_read(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    assert main(["documents", "--store", str(folder)]) == 0
    name, owner, year, kind, level, _, reading = said.readouterr().out.rstrip("\n").split("\t")
    assert (name, owner, year, kind, level) == ("教育局.txt", "某市教育局", "2024", "budget", "department")
    assert reading == "2 tables (0 of 1 add up), 10 figures"


def test_an_audit_says_what_it_found_and_what_it_could_not_check(
    folder: Path, said: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--store", str(folder)]) == 0
    lines = [line.split("\t") for line in said.readouterr().out.splitlines()]
    assert {line[0] for line in lines} == {"教育局.txt"}
    grades = [line[1] for line in lines]
    assert grades[0] == "error"
    assert ["教育局.txt", "unchecked", "2024年部门其他事项表", "没有可以加总核对的行列"] in lines
    assert grades[-1] == "checked"


@pytest.mark.parametrize("ending", [".md", ".html", ".xlsx"])
def test_a_report_holds_finding_arithmetic_and_what_was_not_checked(folder: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"报告{ending}"
    assert main(["audit", "--store", str(folder), "-o", str(path)]) == 0
    content = path.read_bytes()
    if ending == ".xlsx":
        cells = [cell.value for sheet in load_workbook(BytesIO(content)) for row in sheet for cell in row]
        text = "\n".join(map(str, cells))
    else:
        text = content.decode("utf-8")
    assert all(word in text for word in ("教育局.txt", "100 + 200 = 300 ≠ 390", "2024年部门其他事项表", "错误"))
    assert not list(tmp_path.glob("*.part"))


def test_a_report_in_english_of_one_document(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    call = ["audit", "--store", str(folder), "--document", "教育局.txt", "--language", "en", "-o", str(path)]
    assert main(call) == 0
    assert "error" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "report.pdf"], ".md, .html, .xlsx"),
        (["-o", "report"], ".md, .html, .xlsx"),
        (["-o", "none/report.md"], "cannot be written"),
        (["--document", "none.pdf"], "none.pdf"),
    ],
)
def test_a_report_that_cannot_be_made_is_one_sentence_and_no_file(
    folder: Path,
    tmp_path: Path,
    said: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert main(["audit", "--store", str(folder), *arguments]) == 1
    error = said.readouterr().err
    assert error.startswith("budgetbot: ")
    assert error.count("\n") == 1
    assert words in error
    assert sorted(tmp_path.iterdir()) == before


def test_a_corrected_document_is_asked_by_what_was_set(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    given = ["--organisation", "某县教育局", "--year", "2022", "--kind", "outturn", "--level", "unit"]
    assert main(["documents", "set", "教育局.txt", *given, "--store", str(folder)]) == 0
    assert said.readouterr().out.split("\t")[:5] == ["教育局.txt", "某县教育局", "2022", "outturn", "unit"]
    store = open_store(folder)
    assert store.facts.documents()[0].evidence["year"] == "user"
    assert Bot(store).ask("某县教育局2022年国防支出是多少？").value == 50
    store.close()


def test_what_is_not_set_stays(folder: Path, said: pytest.CaptureFixture[str]) -> None:
    assert main(["documents", "--store", str(folder), "set", "教育局.txt", "--kind", "adjusted"]) == 0
    assert said.readouterr().out.split("\t")[1:5] == ["某市教育局", "2024", "adjusted", "department"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["教育局.txt"], "--organisation"),
        (["none.txt", "--year", "2022"], "none.txt"),
        (["教育局.txt", "--year", "22"], "1949"),
    ],
)
def test_a_correction_that_cannot_be_made_is_one_sentence_and_changes_nothing(
    folder: Path, said: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["documents", "set", *arguments, "--store", str(folder)]) == 1
    error = said.readouterr().err
    assert error.startswith("budgetbot: ")
    assert error.count("\n") == 1
    assert words in error
    assert main(["documents", "--store", str(folder)]) == 0
    assert said.readouterr().out.split("\t")[1:5] == ["某市教育局", "2024", "budget", "department"]


def test_two_documents_of_one_name_are_told_apart_by_their_id(
    folder: Path, tmp_path: Path, said: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "教育局.txt").write_text(PAPER.replace("2024", "2023"), encoding="utf-8")
    assert main(["index", str(tmp_path / "子" / "教育局.txt"), "--store", str(folder), "--no-embedding"]) == 0
    assert main(["documents", "set", "教育局.txt", "--kind", "outturn", "--store", str(folder)]) == 1
    ids = said.readouterr().err.rstrip(".\n").split(": ")[-1].split(", ")
    assert main(["documents", "set", ids[0], "--kind", "outturn", "--store", str(folder)]) == 0
    assert main(["documents", "--store", str(folder)]) == 0
    kinds = [line.split("\t")[3] for line in said.readouterr().out.splitlines()[-2:]]
    assert sorted(kinds) == ["budget", "outturn"]

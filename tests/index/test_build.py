"""Files into a store: what cannot be read is one sentence and the rest goes on; the same file is read once."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from index import build
from index.build import document_id, file_hash, index_paths, read_document
from index.errors import DocumentError
from index.identity import identify
from index.model import Block, Document
from index.store.facts import FactFilter
from index.store.folder import Store, open_store

EXAMPLE = next((Path(__file__).parents[2] / "examples").glob("*.txt"))
TEXT = """某市教育局2024年部门预算

2024年部门支出预算总表
编制部门：某市教育局\t单位：元
项目\t合计\t基本支出\t项目支出
教育支出\t300\t100\t200
国防支出\t50\t50\t
合计\t350\t150\t200
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "store", create=True)
    yield made
    made.close()


def write(folder: Path, name: str = "教育局.txt", text: str = TEXT, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def values(store: Store) -> dict[tuple[str, str], str | None]:
    return {
        (fact.row, fact.column[-1]): None if fact.value is None else str(fact.value)
        for fact in store.facts.facts(FactFilter(source="table"))
    }


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = write(tmp_path)
    read = read_document(path)
    assert (read.document.organisation, read.document.year, read.document.kind) == ("某市教育局", 2024, "budget")
    assert read.document.id == document_id(file_hash(path))
    assert read.document.name == path.name
    assert {fact.document for fact in read.facts} == {read.document.id}
    assert {table.id for table in read.tables} >= {fact.table_id for fact in read.facts if fact.source == "table"}
    ids = [fact.id for fact in read.facts]
    assert len(ids) == len(set(ids))


def test_a_paper_in_gb18030_reads_as_the_same_paper_in_utf8(tmp_path: Path, store: Store) -> None:
    list(index_paths([write(tmp_path, encoding="gb18030")], store))
    assert values(store)[("教育支出", "项目支出")] == "200"
    assert values(store)[("国防支出", "项目支出")] is None
    assert store.facts.documents()[0].organisation == "某市教育局"


def test_a_report_says_what_was_found_in_one_line(tmp_path: Path, store: Store) -> None:
    (report,) = index_paths([write(tmp_path)], store)
    assert (report.error, report.unchanged) == ("", False)
    assert report.line() == "教育局.txt: 某市教育局 2024 budget, 1 table (1 of 1 add up), 9 figures"


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path)
    list(index_paths([path], store))
    revision = store.facts.revision()
    (again,) = index_paths([path], store)
    assert again.unchanged
    assert store.facts.revision() == revision


def test_a_changed_file_takes_the_place_of_the_old_one(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path)
    list(index_paths([path], store))
    write(tmp_path, text=TEXT.replace("300\t100", "310\t110").replace("350\t150", "360\t160"))
    (again,) = index_paths([path], store)
    assert not again.unchanged
    assert len(store.facts.documents()) == 1
    assert values(store)[("教育支出", "合计")] == "310"


@pytest.mark.parametrize("name", ["两份.txt", "子/两份.txt"])
def test_the_same_content_under_two_names_does_no_harm(tmp_path: Path, store: Store, name: str) -> None:
    (tmp_path / "子").mkdir()
    first, second = write(tmp_path), write(tmp_path, name)
    reports = list(index_paths([first, second], store))
    assert [report.error for report in reports] == ["", ""]
    facts = store.facts.facts(FactFilter(source="table"))
    assert len(facts) == 9 * len(store.facts.documents())
    assert all(report.error == "" for report in index_paths([first, second], store))


# ---- what cannot be read -------------------------------------------------------------------------------------------


def broken_files(folder: Path) -> dict[str, Path]:
    """One file of every sort that cannot be read."""
    contents = {
        "空.txt": b"",
        "空白.txt": b" \n\t\n",
        "空.pdf": b"",
        "坏.pdf": b"%PDF-1.4 broken",
        "坏.xlsx": b"PK\x03\x04 broken",
        "坏.docx": b"not a zip at all",
        "图.bin": bytes(range(256)) * 20,
        "二进制.txt": bytes(range(256)) * 20,
        "宏.exe": b"MZ\x90\x00",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents}


BROKEN = ["空.txt", "空白.txt", "空.pdf", "坏.pdf", "坏.xlsx", "坏.docx", "图.bin", "二进制.txt", "宏.exe"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_one_sentence_naming_it(tmp_path: Path, store: Store, name: str) -> None:
    path = broken_files(tmp_path)[name]
    reports = list(index_paths([path], store))
    assert len(reports) == 1
    assert name in reports[0].line()
    assert reports[0].error
    assert "\n" not in reports[0].line()
    assert "Traceback" not in reports[0].line()
    assert store.facts.documents() == []


def test_the_rest_of_a_folder_is_read_where_some_files_cannot_be(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    broken_files(folder)
    write(folder)
    reports = list(index_paths([folder], store))
    assert [report.document.name for report in reports if report.document] == ["教育局.txt"]
    assert len(store.facts.documents()) == 1
    assert sum(bool(report.error) for report in reports) >= 5


def test_a_fault_of_our_own_keeps_no_other_file_out(tmp_path: Path, store: Store, monkeypatch) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", TEXT.replace("教育局", "水务局"))
    monkeypatch.setattr(build, "identify", lambda document, blocks: _failing_for("a.txt", document, blocks))
    first, second = index_paths([tmp_path / "a.txt", tmp_path / "b.txt"], store)
    assert first.error.startswith("a.txt was not read: KeyError.")
    assert second.document is not None
    assert [one.name for one in store.facts.documents()] == ["b.txt"]


def _failing_for(name: str, document: Document, blocks: Sequence[Block]) -> Document:
    if document.name == name:
        raise KeyError(name)
    return identify(document, blocks)


def test_a_file_that_became_unreadable_leaves_what_was_read_before(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path)
    list(index_paths([path], store))
    before = values(store)
    path.write_bytes(b"")
    (report,) = index_paths([path], store)
    assert report.error
    assert values(store) == before


def test_an_unreadable_file_raises_an_error_of_documents(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    with pytest.raises(DocumentError):
        read_document(tmp_path / "空.txt")


# ---- zip files -----------------------------------------------------------------------------------------------------


def zipped(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "papers.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_the_papers_of_a_zip_file_are_read_and_kept_under_their_own_names(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path, {"部门/教育局.txt": TEXT.encode(), "坏.pdf": b"broken", "空.txt": b""})
    reports = list(index_paths([path], store))
    assert sum(report.document is not None for report in reports) == 1
    assert sum(bool(report.error) for report in reports) >= 1
    assert store.facts.documents()[0].name.endswith("教育局.txt")
    assert values(store)[("教育支出", "合计")] == "300"


def test_a_zip_file_read_again_changes_nothing(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path, {"教育局.txt": TEXT.encode()})
    list(index_paths([path], store))
    revision = store.facts.revision()
    assert [report.unchanged for report in index_paths([path], store)] == [True]
    assert store.facts.revision() == revision


def test_a_zip_file_that_is_none_is_one_sentence(tmp_path: Path, store: Store) -> None:
    (tmp_path / "papers.zip").write_bytes(b"PK broken")
    (report,) = index_paths([tmp_path / "papers.zip"], store)
    assert "papers.zip" in report.line()
    assert report.error


def test_an_error_in_a_zip_file_calls_the_file_by_its_own_name(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path, {"部门/坏.pdf": b"%PDF-", "空.txt": b"", "里面.zip": b"PK broken"})
    errors = sorted(report.error.split(" is ")[0] for report in index_paths([path], store))
    assert errors == ["papers.zip/空.txt", "papers.zip/部门/坏.pdf", "papers.zip/里面.zip"]


def test_a_path_in_a_zip_file_cannot_leave_its_folder(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path, {"../../outside.txt": TEXT.encode()})
    list(index_paths([path], store))
    assert not (tmp_path.parent / "outside.txt").exists()
    assert not (tmp_path / "outside.txt").exists()


# ---- several formats, one shape ------------------------------------------------------------------------------------


def test_a_workbook_gives_the_figures_that_the_text_gives(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for line in TEXT.strip().split("\n"):
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in line.split("\t")])
    book.save(tmp_path / "教育局.xlsx")
    text, workbook = read_document(write(tmp_path)), read_document(tmp_path / "教育局.xlsx")

    def figures(read):
        return {(fact.row, fact.column[-1], fact.value, fact.unit) for fact in read.facts if fact.source == "table"}

    assert figures(workbook) == figures(text)
    assert {fact.place.cell for fact in workbook.facts if fact.value is not None} >= {"B6", "D6"}


def test_the_bundled_example_is_read_without_anything_left_unread() -> None:
    read = read_document(EXAMPLE)
    assert read.issues == ()
    assert len(read.tables) >= 8

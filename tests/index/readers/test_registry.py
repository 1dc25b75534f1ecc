"""Dispatch by content, bad input in one sentence, archives within limits, and mutated files."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from drawing import INCOME, table_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import DamagedDocument, DocumentError, EmptyDocument, LockedDocument, UnknownFormat
from index.readers import ocr
from index.readers.archive import expand
from index.readers.registry import SUFFIXES, find_kind, read_file
from index.readers.zip_limits import open_zip


def test_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "空.pdf").touch()
    with pytest.raises(EmptyDocument, match=r"空\.pdf is empty \(0 bytes\): download"):
        read_file(tmp_path / "空.pdf")


def test_unknown_format_names_the_formats(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ\x00\x00")
    with pytest.raises(UnknownFormat, match=r"a\.exe is in no format that can be read .*xlsx"):
        read_file(tmp_path / "a.exe")


def test_content_counts_more_than_the_suffix(tmp_path: Path) -> None:
    table_pdf(tmp_path / "a.docx", INCOME, ruled=True)
    assert find_kind(tmp_path / "a.docx") == ".pdf"
    (tmp_path / "b.xls").write_text("<html><table><tr><td>甲</td><td>1</td></tr></table></html>", encoding="utf-8")
    assert find_kind(tmp_path / "b.xls") == ".html"
    (tmp_path / "c.xls").write_text("项目\t金额\n甲\t1\n", encoding="gb18030")
    assert find_kind(tmp_path / "c.xls") == ".csv"
    book = openpyxl.Workbook()
    book.active.append(["甲", 1])
    book.save(tmp_path / "d.xls.xlsx")
    (tmp_path / "d.xls.xlsx").rename(tmp_path / "d.xls")
    assert find_kind(tmp_path / "d.xls") == ".xlsx"


def test_locked_and_old_office_files(tmp_path: Path) -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    (tmp_path / "a.xlsx").write_bytes(start + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(LockedDocument, match="protected by a password"):
        read_file(tmp_path / "a.xlsx")
    (tmp_path / "b.doc").write_bytes(start + "WordDocument".encode("utf-16-le"))
    with pytest.raises(UnknownFormat, match=r"save it as \.docx"):
        read_file(tmp_path / "b.doc")
    (tmp_path / "c.xls").write_bytes(start)
    with pytest.raises(DamagedDocument):
        read_file(tmp_path / "c.xls")


def test_folder_and_zip_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "子").mkdir(parents=True)
    (folder / "子" / "a.csv").write_text("甲,1\n", encoding="utf-8")
    (folder / "~$b.docx").write_bytes(b"x")
    (folder / "note.exe").write_bytes(b"x")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("../../escape.csv", "乙,2\n")
        archive.writestr("/abs/预算.txt", "丙\n")
        archive.writestr("__MACOSX/._x.csv", "x")
        archive.writestr("x.exe", "x")
    found = expand([folder], unpack_into=tmp_path / "out", suffixes=SUFFIXES)
    assert found.errors == ()
    assert [file.name for file in found.files] == ["c.zip/../../escape.csv", "c.zip//abs/预算.txt", "子/a.csv"]
    assert all(file.path.resolve().is_relative_to(tmp_path) for file in found.files)
    assert not (tmp_path.parent / "escape.csv").exists()
    unpacked = [file.path for file in found.files if "c.zip" in file.name]
    assert all(path.resolve().is_relative_to(tmp_path / "out") for path in unpacked)


def test_names_of_an_old_chinese_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("XX.csv", "甲,1\n")
    data = (tmp_path / "a.zip").read_bytes().replace(b"XX.csv", "预".encode("gb18030") + b".csv")
    (tmp_path / "a.zip").write_bytes(data)
    found = expand([tmp_path / "a.zip"], unpack_into=tmp_path / "out", suffixes=SUFFIXES)
    assert [file.name for file in found.files] == ["a.zip/预.csv"]


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "good.csv").write_text("甲,1\n", encoding="utf-8")
    found = expand([tmp_path, tmp_path / "none.pdf"], unpack_into=tmp_path / "out", suffixes=SUFFIXES)
    assert [file.name for file in found.files] == ["good.csv"]
    assert [type(error) for error in found.errors] == [DamagedDocument, DocumentError]
    assert "bad.zip is not a whole zip file" in str(found.errors[0])


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 120_000_000)
    with pytest.raises(DamagedDocument, match=r"bomb\.zip would unpack to 120 MB"):
        open_zip(tmp_path / "bomb.zip")
    found = expand([tmp_path / "bomb.zip"], unpack_into=tmp_path / "out", suffixes=SUFFIXES)
    assert found.files == ()
    assert len(found.errors) == 1


def test_zip_in_zip_in_zip_is_not_followed_for_ever(tmp_path: Path) -> None:
    data = "甲".encode()
    name = "a.csv"
    for level in range(4):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(name, data)
        data, name = stream.getvalue(), f"{level}.zip"
    (tmp_path / "z.zip").write_bytes(data)
    found = expand([tmp_path / "z.zip"], unpack_into=tmp_path / "out", suffixes=SUFFIXES)
    assert found.files == ()
    assert "too deep" in str(found.errors[0])


@pytest.fixture(scope="module")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    table_pdf(folder / "a.pdf", INCOME, ruled=True)
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["甲", 1.5])
    book.active.merge_cells("A3:B3")
    book.save(folder / "a.xlsx")
    document = docx.Document()
    document.add_paragraph("一、概况")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "甲"
    document.save(str(folder / "a.docx"))
    (folder / "a.csv").write_text('项目,金额\n甲,"1,2"\n', encoding="gb18030")
    (folder / "a.html").write_text("<table><tr><td rowspan=3>甲<td colspan=2>1</table>", encoding="utf-8")
    (folder / "a.txt").write_text("一、概况\n项目\t金额\n甲\t1\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".docx", ".csv", ".html", ".txt"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 40), cut=st.booleans())
def test_mutated_file_gives_blocks_or_a_document_error(
    tmp_path: Path,
    small_files: Path,
    monkeypatch: pytest.MonkeyPatch,
    suffix: str,
    *,
    seed: int,
    changes: int,
    cut: bool,
) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    data = mutate((small_files / f"a{suffix}").read_bytes(), random.Random(seed), changes, cut=cut)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    read_or_document_error(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_mutated_part_of_an_office_file(
    tmp_path: Path, small_files: Path, suffix: str, *, seed: int, changes: int
) -> None:
    chance = random.Random(seed)
    stream = io.BytesIO()
    with zipfile.ZipFile(small_files / f"a{suffix}") as source, zipfile.ZipFile(stream, "w") as target:
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice(names)
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, mutate(data, chance, changes, cut=False) if name == chosen else data)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(stream.getvalue())
    read_or_document_error(path)


def mutate(data: bytes, chance: random.Random, changes: int, *, cut: bool) -> bytes:
    """Some bytes changed, or runs of them doubled or dropped; perhaps the end cut off."""
    mutated = bytearray(data)
    for _ in range(changes):
        at = chance.randrange(len(mutated)) if mutated else 0
        kind = chance.randrange(4)
        if kind == 0 and mutated:
            mutated[at] = chance.randrange(256)
        elif kind == 1:
            mutated[at:at] = mutated[at : at + chance.randrange(30)]
        elif kind == 2:
            del mutated[at : at + chance.randrange(30)]
        else:
            mutated[at:at] = chance.choice([b"-1", b"999999999999", b"\x00", b"<", b'"', b"[", b"e5"])
    if cut:
        del mutated[chance.randrange(len(mutated) + 1) :]
    return bytes(mutated)


def read_or_document_error(path: Path) -> None:
    try:
        result = read_file(path)
    except DocumentError as error:
        if path.name not in str(error):
            pytest.fail(f"the message does not name the file: {error}")
        return
    for block in result.blocks:
        rows = getattr(block, "rows", ())
        assert len({len(row.cells) for row in rows}) <= 1

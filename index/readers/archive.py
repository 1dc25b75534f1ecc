"""Folders and zip files to the files in them. Zip members are unpacked into a folder of ours, flat, within limits."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import BudgetBotError, DamagedDocument, DocumentError, LockedDocument, UnknownFormat
from index.readers.zip_limits import BROKEN_ZIP, open_zip

DEEPEST = 2
"""Zip files within zip files that are opened."""
MOST_FILES = 10_000
"""Files of one call."""
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read. `name` is what users see: its path within the folder or zip that they gave."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """The files found, in order of their names, and what could not be opened."""

    files: tuple[FoundFile, ...]
    errors: tuple[BudgetBotError, ...]


def expand(paths: Sequence[Path], *, unpack_into: Path, suffixes: frozenset[str]) -> Expansion:
    """Every file with one of these suffixes under some files, folders and zip files.

    Zip members are written below `unpack_into` and nowhere else. A file that was named itself comes whatever its
    suffix.
    """
    files: list[FoundFile] = []
    errors: list[BudgetBotError] = []
    for path in paths:
        if path.is_dir():
            _expand_folder(path, unpack_into, suffixes, files, errors)
        elif not path.exists():
            errors.append(DocumentError(f"{path} does not exist: check the name"))
        elif is_archive(path):
            _expand_zip(FoundFile(path, path.name), unpack_into, suffixes, files, errors, depth=0)
        else:
            files.append(FoundFile(path, path.name))
    if len(files) > MOST_FILES:
        errors.append(
            DocumentError(f"only the first {MOST_FILES} of {len(files)} files are read: index the rest apart")
        )
    return Expansion(tuple(files[:MOST_FILES]), tuple(errors))


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files, and not an Office file, which is a zip too."""
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return path.suffix.lower() == ".zip"
    try:
        with zipfile.ZipFile(path) as archive:
            return not _OFFICE_PARTS & set(archive.namelist())
    except BROKEN_ZIP:
        return True


def _expand_folder(
    folder: Path, unpack_into: Path, suffixes: frozenset[str], files: list[FoundFile], errors: list[BudgetBotError]
) -> None:
    home = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or _is_ignored(name) or not path.resolve().is_relative_to(home):
            continue
        if path.suffix.lower() == ".zip":
            _expand_zip(FoundFile(path, name), unpack_into, suffixes, files, errors, depth=0)
        elif path.suffix.lower() in suffixes:
            files.append(FoundFile(path, name))


def _expand_zip(
    found: FoundFile,
    unpack_into: Path,
    suffixes: frozenset[str],
    files: list[FoundFile],
    errors: list[BudgetBotError],
    *,
    depth: int,
) -> None:
    try:
        members = _unpack(found, unpack_into, suffixes | {".zip"})
    except DocumentError as error:
        errors.append(error)
        return
    if not members:
        errors.append(UnknownFormat(f"{found.name} holds no file that can be read: see the list of formats"))
    for member in members:
        if member.path.suffix != ".zip":
            files.append(member)
        elif depth + 1 < DEEPEST:
            _expand_zip(member, unpack_into, suffixes, files, errors, depth=depth + 1)
        else:
            errors.append(DocumentError(f"{member.name} is a zip file too deep within others: unpack it by hand"))


def _unpack(found: FoundFile, unpack_into: Path, suffixes: frozenset[str]) -> list[FoundFile]:
    """Members written under names of our own making, so that no member name can lead out of the folder.

    Raises DamagedDocument, LockedDocument.
    """
    folder = unpack_into / hashlib.sha256(f"{found.path.resolve()}".encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    members = []
    with open_zip(found.path, found.name) as archive:
        for number, info in enumerate(sorted(archive.infolist(), key=_member_name)):
            name = _member_name(info)
            suffix = PurePosixPath(name).suffix.lower()
            if info.is_dir() or _is_ignored(name) or suffix not in suffixes:
                continue
            if info.flag_bits & 0x1:
                raise LockedDocument(f"{found.name} is protected by a password: unpack it and index the files")
            target = folder / f"{number:05d}{suffix}"
            _write_member(archive, info, target, found.name)
            members.append(FoundFile(target, f"{found.name}/{name}"))
    return members


def _write_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, name: str) -> None:
    try:
        with archive.open(info) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except BROKEN_ZIP as error:
        raise DamagedDocument(f"{name} is not a whole zip file: download it again") from error


def _member_name(info: zipfile.ZipInfo) -> str:
    """A member's name, in GBK where an old Chinese program wrote it so (flag 11 is not set then)."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _is_ignored(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts)
    return hidden or (bool(parts) and parts[-1].lower() in _IGNORED_NAMES)

"""Limits on what a zip file (an archive, .docx, .xlsx) may unpack to, checked before anything is unpacked."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from index.errors import DamagedDocument

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)
"""What zipfile lets through on broken data; RuntimeError where a member is encrypted."""
MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
"""Unpacked, all files together."""
MOST_RATIO = 250
"""Unpacked against packed. Office files of blank rows reach some 100, a bomb 1,000."""
SMALL = 50_000_000
"""Bytes below which the ratio does not matter."""


def open_zip(path: Path, name: str = "") -> zipfile.ZipFile:
    """An open zip file within the limits, called `name` in errors (the file's name if empty). Raises DamagedDocument."""
    name = name or path.name
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN_ZIP as error:
        raise DamagedDocument(f"{name} is not a whole zip file: download or export it again") from error
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    if len(infos) > MOST_FILES or unpacked > MOST_BYTES or (unpacked > SMALL and unpacked / packed > MOST_RATIO):
        archive.close()
        raise DamagedDocument(
            f"{name} would unpack to {unpacked // 1_000_000:,} MB in {len(infos):,} files: "
            "unpack it by hand and check where it comes from"
        )
    return archive

"""The text of a file whose encoding nobody tells: UTF-8, UTF-16, GB18030 or Big5, else Western European."""

from __future__ import annotations

import codecs
from pathlib import Path

from index.errors import DamagedDocument, EmptyDocument
from index.model import Place, ReadIssue

LARGEST = 300_000_000
"""Bytes of a text file."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = frozenset(range(9)) | frozenset(range(14, 32)) - {27}


def decode(path: Path) -> tuple[str, tuple[ReadIssue, ...]]:
    """The text of a file, and an issue where single characters could not be decoded.

    Raises EmptyDocument, DamagedDocument.
    """
    if path.stat().st_size > LARGEST:
        raise DamagedDocument(f"{path.name} is larger than {LARGEST // 1_000_000} MB: split it")
    data = path.read_bytes()
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise EmptyDocument(f"{path.name} is empty: check that the right file was saved")
    text = decode_bytes(data)
    if text is None:
        raise DamagedDocument(f"{path.name} is not text in a known encoding: save it as UTF-8")
    if "\ufffd" in text:
        text_issue = ReadIssue(f"{path.name} holds characters that could not be decoded: save it as UTF-8", Place())
        return text, (text_issue,)
    return text, ()


def decode_bytes(data: bytes) -> str | None:
    """The text of some bytes; None where they are not text. A few broken bytes become U+FFFD."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff")
    if _looks_like_utf16(data):
        return data.decode("utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be", errors="replace")
    if sum(byte in _CONTROL for byte in data[:4096]) > 0.02 * len(data[:4096]):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > 1000 and data.decode("utf-8", errors="replace").count("\ufffd") < 0.001 * len(data):
            return data.decode("utf-8", errors="replace")
    return _decode_chinese(data)


def _decode_chinese(data: bytes) -> str:
    """By GB18030 or Big5, whichever reads more like Chinese; by Windows' Western European where neither does."""
    texts = []
    for name in ("gb18030", "big5"):
        text = data.decode(name, errors="replace")
        texts.append((_commonness(text), text))
    best = max(texts, key=lambda item: item[0])
    return best[1] if best[0] > 0 else data.decode("cp1252", errors="replace")


def _commonness(text: str) -> float:
    """How much a text reads like the Chinese of budgets, per character; below zero for a wrong decoding."""
    if not text:
        return 0.0
    common = sum(char in _COMMON for char in text)
    strange = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return (common - 5 * strange) / len(text)


_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国年到说们时要就出会可也对生能而子那得于着下自之发后作里用道行所然家事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实"
    "預預算決支出收入合計項目財政撥款預算决算单位万元类款项名称编码基本公共服务社会保障經費經濟數總單萬元類編碼務會費用機關業務補助教育科技衛生農林水交通"
)


def _looks_like_utf16(data: bytes) -> bool:
    """Whether every other byte of the start is mostly zero, as Latin text in UTF-16 has it."""
    sample = data[:2000]
    half = max(1, len(sample) // 2)
    return max(sample[::2].count(0), sample[1::2].count(0)) > 0.3 * half

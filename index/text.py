"""Text is folded once, here, in functions that questions and documents share."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile("[\u200b-\u200d\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\u3000\u00a0]+")
_HAN_SPACE = re.compile(r"(?<=[\u2e80-\u9fff（）()、，。：；“”])\s+(?=[\u2e80-\u9fff（）()、，。：；“”])")
_NUMBERING = re.compile(
    r"^(?:其中[:：]?)?\s*(?:"
    r"[(（][一二三四五六七八九十百]+[)）][.、．]?"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（]\d{1,2}[)）][.、．]?"
    r"|\d{1,2}[、．]\s*|\d{1,2}\.(?!\d)\s*"
    r"|[①-⑳]"
    r")\s*"
)
_NOT_WORD = re.compile(r"[^0-9a-z\u2e80-\u9fff%]+")


def fold(text: str) -> str:
    """NFKC, lower case, one kind of quotes and spaces; nothing else is lost. Length may change."""
    text = unicodedata.normalize("NFKC", _DROPPED.sub("", text)).lower()
    return _SPACES.sub(" ", text).strip()


def tidy(text: str) -> str:
    """A printed cell or sentence on one line: line breaks and spaces between Chinese characters removed."""
    text = _DROPPED.sub("", text).replace("\r", "")
    text = _SPACES.sub(" ", text.replace("\n", " ")).strip()
    return _HAN_SPACE.sub("", text)


def strip_numbering(label: str) -> str:
    """A label without its leading 一、 (一) 1. or 其中：."""
    return _NUMBERING.sub("", label, count=1).strip()


def numbering(label: str) -> str:
    """The leading 一、 (一) 1. of a label, "" where it has none."""
    found = _NUMBERING.match(label)
    return found.group(0).strip() if found else ""


def name_key(label: str) -> str:
    """The key under which a name is looked up: folded, no numbering, no punctuation, no spaces between words of Chinese.

    "一、“三公”经费" and "三公经费" have one key. Words in Latin letters keep single spaces between them.
    """
    folded = fold(strip_numbering(tidy(label)))
    parts = _NOT_WORD.sub(" ", folded).split()
    key = ""
    for part in parts:
        latin = bool(key) and key[-1].isascii() and part[0].isascii() and not (key[-1].isdigit() and part[0].isdigit())
        key += (" " if latin else "") + part
    return key

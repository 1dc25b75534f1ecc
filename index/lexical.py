"""Search by words: BM25 over Chinese words and character pairs, in one SQLite file.

    text ─▶ terms: words of a dictionary, every pair of neighbouring characters, numbers, Latin words ─▶ FTS5

Pairs find what no dictionary knows (names of projects), words weigh what belongs together; the two fail on different
questions. FTS5's own tokenizers cannot cut Chinese, so the index is fed with terms and never with text.
"""

from __future__ import annotations

import functools
import json
import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any, Protocol

from index.errors import StoreBusy, StoreError
from index.text import fold

MOST_MATCHES = 60_000
FEWEST_TERMS = 6
"""A question's terms are searched from the rarest on until they match this many passages together, but never fewer
terms than these. FTS5 scores some 300 a millisecond, and what half of all passages hold tells them apart no more;
in a store of up to a few dozen documents every term is searched."""

SCOPE_IN_QUERY = 20
"""Documents up to which the search is narrowed inside FTS5, with every term; beyond them its results are filtered."""

BUSY_SECONDS = 30.0

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]+|\d+(?:\.\d+)?%?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, terms BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS passages_document ON passages (document);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    terms, scope, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '.%'");
CREATE VIRTUAL TABLE IF NOT EXISTS frequencies USING fts5vocab (words, col);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.0, 0.0)');
"""
_RANKED = """
SELECT passages.id, -rank FROM words JOIN passages ON passages.number = words.rowid
WHERE words MATCH :match AND (:allowed IS NULL OR document IN (SELECT value FROM json_each(:allowed)))
ORDER BY rank LIMIT :k
"""
_HOLDING = "SELECT id FROM words JOIN passages ON passages.number = words.rowid WHERE words MATCH ? LIMIT ?"


class WordIndex(Protocol):
    """Ranks passages by the words that they share with a question."""

    def add_document(self, document_id: str, passages: Iterable[tuple[str, str]]) -> None:
        """Takes in (passage id, text) pairs, in place of what the document had before."""

    def remove_document(self, document_id: str) -> None:
        """Forgets a document; nothing happens where it is not there."""

    def query(self, text: str, k: int, documents: frozenset[str] | None = None) -> list[tuple[str, float]]:
        """At most k (passage id, score), best first, a higher score being better."""

    def holding(self, texts: Sequence[str], documents: frozenset[str] | None, most: int) -> list[str] | None:
        """Ids of passages that may hold all of these texts, at most so many: all that do are among them where they are fewer.
        None where nothing can be told by such texts.
        """


class LexicalIndex:
    """BM25 in one SQLite file. Opened at the first use, safe to share between threads and processes."""

    def __init__(self, path: Path, words: Sequence[str] = ()) -> None:
        """`words` are added to the dictionary: names of the field that it would cut ("一般公共预算")."""
        self._path = path
        self._words = tuple(words)
        self._ready = False

    def add_document(self, document_id: str, passages: Iterable[tuple[str, str]]) -> None:
        """Takes in (passage id, text) pairs, in place of what the document had before. Raises StoreError."""
        rows = [(identifier, " ".join(terms_of(text, self._words))) for identifier, text in passages]
        with self._connected() as connection, _writing(connection):
            _remove(connection, document_id)
            for identifier, terms in rows:
                number = connection.execute(
                    "INSERT INTO passages (id, document, terms) VALUES (?, ?, ?)",
                    (identifier, document_id, zlib.compress(terms.encode("utf-8"), 1)),
                ).lastrowid
                connection.execute(
                    "INSERT INTO words (rowid, terms, scope) VALUES (?, ?, ?)", (number, terms, _scope(document_id))
                )

    def remove_document(self, document_id: str) -> None:
        """Forgets a document; nothing happens where it is not there. Raises StoreError."""
        with self._connected() as connection, _writing(connection):
            _remove(connection, document_id)

    def query(self, text: str, k: int, documents: frozenset[str] | None = None) -> list[tuple[str, float]]:
        """At most k (passage id, BM25 score), best first; only of `documents` unless None. Raises StoreError."""
        terms = set(terms_of(text, self._words))
        if not terms or k < 1 or documents == frozenset():
            return []
        with self._connected() as connection:
            narrow = documents is not None and len(documents) <= SCOPE_IN_QUERY
            match = _match(terms if narrow else _telling(connection, terms))
            if not match:
                return []
            if narrow:
                match = _within(match, documents or frozenset())
            allowed = None if narrow or documents is None else json.dumps(sorted(documents))
            rows = connection.execute(_RANKED, {"match": match, "allowed": allowed, "k": k})
            return [(str(identifier), float(score)) for identifier, score in rows]

    def holding(self, texts: Sequence[str], documents: frozenset[str] | None, most: int) -> list[str] | None:
        """Ids of passages that may hold all of these texts, at most so many: all that do are among them where they are fewer,
        with some of other documents where there are many. None where nothing can be told by such texts. Raises StoreError.
        """
        match = _needed(texts)
        if not match:
            return None
        if documents and len(documents) <= SCOPE_IN_QUERY:
            match = _within(match, documents)
        with self._connected() as connection:
            return [row[0] for row in connection.execute(_HOLDING, (match, most))]

    def documents(self) -> frozenset[str]:
        """Ids of the documents in it. Raises StoreError."""
        with self._connected() as connection:
            return frozenset(row[0] for row in connection.execute("SELECT DISTINCT document FROM passages"))

    def count(self) -> int:
        """Number of passages in it. Raises StoreError."""
        with self._connected() as connection:
            return int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection for one call: 1 ms, and neither threads nor forks can trip over each other."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                if not self._ready:
                    connection.execute("PRAGMA journal_mode=WAL")
                    connection.executescript(_SCHEMA)
                    self._ready = True
                connection.execute("PRAGMA synchronous=NORMAL")
                yield connection
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreBusy(f"Another process is writing to {self._path}. Try again when it is done.") from error
            raise StoreError(f"The word index {self._path} cannot be used ({error}).") from error
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(
                f"The word index {self._path} is damaged ({error}). Delete it and index the documents again."
            ) from error


def terms_of(text: str, words: Sequence[str] = ()) -> list[str]:
    """The terms of a text, repeated as they occur: character pairs, words of three and more, numbers, Latin words.

    A word of two characters is a pair already. Thousands separators are left out of numbers.
    """
    folded = _THOUSANDS.sub("", fold(text))
    terms: list[str] = []
    for run in _RUN.findall(folded):
        if run[0] < "\u3400" or len(run) == 1:
            terms.append(run)
            continue
        terms.extend(run[i : i + 2] for i in range(len(run) - 1))
        terms.extend(word for word in _dictionary(tuple(words)).cut_for_search(run) if len(word) > 2)
    return terms


Tag = tuple[int, int, str]
"""Where a word of a text begins and ends, and its part of speech: n, v, d …"""


def tagged(text: str) -> list[Tag]:
    """The words of a Chinese text as the dictionary cuts it: begin, end, part of speech by its tags (n, v, d …)."""
    found: list[Tag] = []
    start = 0
    for word, tag in _dictionary(()).tag(text):
        found.append((start, start + len(word), tag))
        start += len(word)
    return found


def parted(text: str) -> list[tuple[int, int]]:
    """Where the words of a Chinese text begin and end that the dictionary has; what it lacks, character by character."""
    ends = list(accumulate(map(len, _dictionary(()).cut(text, False))))
    return list(zip([0, *ends], ends, strict=False))


@functools.lru_cache(maxsize=4)
def _dictionary(words: tuple[str, ...]) -> Any:
    """The cutter of Chinese words, loaded at the first use (0.2 s)."""
    import rjieba

    cutter = rjieba.Jieba()
    for word in words:
        cutter.add_word(fold(word), None, None)
    return cutter


def _match(terms: Iterable[str]) -> str:
    """An FTS5 expression for any of the terms. Each is quoted, so that no word of a question is read as syntax."""
    quoted = " OR ".join('"' + term.replace('"', '""') + '"' for term in sorted(terms))
    return f"{{terms}} : ({quoted})" if quoted else ""


def _within(match: str, documents: frozenset[str]) -> str:
    """An expression narrowed to documents."""
    return f"{match} AND {{scope}} : ({' OR '.join(sorted(map(_scope, documents)))})"


_LEFT_OUT = ' OR "类" OR "款" OR "项"'
"""Marks of levels, 住房保障（类）支出, that readers leave out: what stands around one, two characters or more, is no pair."""
_PART = re.compile("(?<![^ ])[a-z]{2,}")


def _needed(texts: Iterable[str]) -> str:
    """An expression for what a passage has that holds all of the texts: each pair of Chinese characters, and a word that
    begins as each of theirs where a text is in Latin letters alone; "" where that asks for nothing.
    """
    folded = [fold(text) for text in texts]
    runs = [run for text in folded for run in _RUN.findall(text) if run[0] >= "\u3400"]
    pairs = {
        f'("{run[at : at + 2]}"{_LEFT_OUT if 0 < at < len(run) - 2 else ""})'
        for run in runs
        for at in range(len(run) - 1)
    }
    begun = {f'"{part}" *' for text in folded if text.isascii() for part in _PART.findall(text)}
    asked = sorted(pairs | begun)
    return f"{{terms}} : ({' AND '.join(asked)})" if asked else ""


def _scope(document_id: str) -> str:
    """A document's id as one term of FTS5, whatever characters are in it."""
    return "d" + document_id.encode("utf-8").hex()


def _telling(connection: sqlite3.Connection, terms: set[str]) -> list[str]:
    """Those terms of the question that are in the index and worth searching: see MOST_MATCHES."""
    rows = connection.execute(
        "SELECT term, doc FROM frequencies WHERE col = 'terms' AND term IN (SELECT value FROM json_each(?)) "
        "ORDER BY doc, term",
        (json.dumps(sorted(terms)),),
    )
    telling: list[str] = []
    matches = 0
    for term, passages in rows:
        matches += passages
        if matches > MOST_MATCHES and len(telling) >= FEWEST_TERMS:
            break
        telling.append(term)
    return telling


def _remove(connection: sqlite3.Connection, document_id: str) -> None:
    rows = connection.execute("SELECT number, terms FROM passages WHERE document = ?", (document_id,)).fetchall()
    connection.executemany(
        "INSERT INTO words (words, rowid, terms, scope) VALUES ('delete', ?, ?, ?)",
        ((number, zlib.decompress(terms).decode("utf-8"), _scope(document_id)) for number, terms in rows),
    )
    connection.execute("DELETE FROM passages WHERE document = ?", (document_id,))


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, undone whole where anything fails inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")

"""One folder with everything that was indexed.

    manifest.json      format and encoder; a mismatch is refused with the way to rebuild
    facts.sqlite       documents, tables, facts, passages, findings: exact
    words.sqlite       the passages' words
    vectors/           the passages' meaning (Chroma)
    names.sqlite       the meaning of the names of rows, columns and sections

A document's figures can be asked as soon as `add` returns; `embed_pending` brings in the meaning of its text after.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from index.chunks import search_text
from index.encoder import PACKAGED, Encoder, load_encoder
from index.errors import StoreError, StoreMismatch, StoreMissing
from index.lexical import LexicalIndex
from index.model import IndexedDocument
from index.store.facts import SqlFactStore, open_sqlite
from index.store.names import NameVectors
from index.store.vectors import VectorStore
from prompts import load_yaml

FORMAT = 17
MANIFEST = "manifest.json"
Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, how much there is."""


class Store:
    """The stores of one folder. Open with `open_store`; threads may share it."""

    def __init__(self, folder: Path, encoder_name: str) -> None:
        self.folder = folder
        self.encoder_name = encoder_name
        self.facts: SqlFactStore = open_sqlite(folder / "facts.sqlite")

    @cached_property
    def words(self) -> LexicalIndex:
        """Passages by their words."""
        names = (
            entry["name"]
            for file in ("functional", "economic", "forms")
            for entry in load_yaml(f"terms.{file}.yaml")["terms"]
        )
        return LexicalIndex(self.folder / "words.sqlite", tuple(names))

    @cached_property
    def vectors(self) -> VectorStore:
        """Passages by their meaning."""
        return VectorStore(self.folder / "vectors")

    @cached_property
    def names(self) -> NameVectors:
        """Names of rows, columns and sections by their meaning; those of documents that left stay, and do no harm."""
        return NameVectors(self.folder / "names.sqlite")

    @cached_property
    def encoder(self) -> Encoder:
        """The embedding model that the store was made with."""
        return load_encoder(self.encoder_name)

    def add(self, indexed: IndexedDocument) -> None:
        """Put a document in, whole, in place of what stood under its path before. Its text is embedded later."""
        path = indexed.document.path
        replaced = [old.id for old in self.facts.documents() if old.path == path and old.id != indexed.document.id]
        self.facts.add(indexed)
        for old in replaced:
            self._forget_text(old)
        self.words.add_document(indexed.document.id, [(one.id, search_text(one)) for one in indexed.passages])

    def remove(self, document: str) -> None:
        """Take a document (id) out, whole."""
        self._forget_text(document)
        self.facts.remove(document)

    def embed_pending(self, progress: Progress | None = None) -> int:
        """Embed passages and names of the documents that have no vectors yet; the number of passages embedded."""
        pending = self.facts.unsearchable()
        done = 0
        for number, document in enumerate(pending):
            if progress:
                progress("embedding", number, len(pending))
            passages = self.facts.passages_of(document)
            if passages:
                self.vectors.add_document(
                    document, passages, self.encoder.encode_passages([search_text(passage) for passage in passages])
                )
            self._embed_names(document)
            self.facts.mark_searchable(document)
            done += len(passages)
        if pending:
            self.facts.count_rows()
        if progress and pending:
            progress("embedding", len(pending), len(pending))
        return done

    def close(self) -> None:
        """Give back files and connections."""
        self.facts.close()
        if "vectors" in self.__dict__:
            self.vectors.close()

    def _embed_names(self, document: str) -> None:
        new = self.names.missing(name.key for name in self.facts.names(frozenset({document})))
        if new:
            self.names.add(new, self.encoder.encode_queries(new))

    def _forget_text(self, document: str) -> None:
        self.words.remove_document(document)
        if (self.folder / "vectors").exists():
            self.vectors.remove_document(document)


def open_store(folder: Path, *, create: bool = False, encoder: str | None = None) -> Store:
    """The store in a folder. Raises StoreMissing, or StoreMismatch where format or encoder are not the store's own."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if not create:
            raise StoreMissing(f"There is no store in {folder}. Make one: budgetbot index PATH --store {folder}")
        written = json.dumps({"format": FORMAT, "encoder": encoder or PACKAGED}, ensure_ascii=False, indent=1)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            manifest.write_text(written, encoding="utf-8")
        except OSError as error:
            raise StoreError(f"No store can be made in {folder} ({error.strerror}). Choose another folder.") from error
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        found = (content["format"], content["encoder"])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreMismatch(f"{manifest} is damaged. Delete the folder {folder} and index again.") from error
    if found[0] != FORMAT:
        raise StoreMismatch(
            f"The store in {folder} has format {found[0]}, this version reads {FORMAT}. Delete the folder and index again."
        )
    if encoder is not None and encoder != found[1]:
        raise StoreMismatch(
            f"The store in {folder} was made with the encoder {found[1]!r}, not {encoder!r}. "
            "Leave the encoder out, or index into another folder."
        )
    return Store(folder, found[1])

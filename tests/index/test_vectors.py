"""With a real Chroma in a temporary folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreBusy, StoreError
from index.model import Passage, Place
from index.store import vectors as module
from index.store.folder_lock import FolderLock
from index.store.vectors import VectorStore
from tests.index.vectors import DIMENSIONS, random_vectors


def passages(document: str, count: int) -> list[Passage]:
    return [
        Passage(f"{document}#{n}", document, "prose", (), f"第{n}段", Place(lines=(n + 1, n + 1))) for n in range(count)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    store = VectorStore(tmp_path / "vectors")
    store.add_document("a", passages("a", 8), random_vectors(8, 1))
    store.add_document("b", passages("b", 8), random_vectors(8, 2))
    yield store
    store.close()


def test_each_passage_is_its_own_nearest(store: VectorStore) -> None:
    for document, seed in (("a", 1), ("b", 2)):
        for n, vector in enumerate(random_vectors(8, seed)):
            passage_id, score = store.query(vector, 1)[0]
            assert passage_id == f"{document}#{n}"
            assert score == pytest.approx(1, abs=1e-4)


def test_scores_are_cosines_and_fall(store: VectorStore) -> None:
    vector = random_vectors(1, 3)[0]
    expected = sorted(
        (
            (f"{d}#{n}", float(row @ vector))
            for d, s in (("a", 1), ("b", 2))
            for n, row in enumerate(random_vectors(8, s))
        ),
        key=lambda pair: -pair[1],
    )
    found = store.query(vector, 16)
    assert [passage_id for passage_id, _ in found] == [passage_id for passage_id, _ in expected]
    np.testing.assert_allclose([score for _, score in found], [score for _, score in expected], atol=1e-4)


def test_only_documents_in_scope_are_found(store: VectorStore) -> None:
    vector = random_vectors(8, 1)[0]
    assert {passage_id[0] for passage_id, _ in store.query(vector, 20, frozenset({"b"}))} == {"b"}
    assert len(store.query(vector, 20, frozenset({"a", "b"}))) == 16
    assert store.query(vector, 20, frozenset()) == []
    assert store.query(vector, 20, frozenset({"unknown"})) == []


def test_a_scope_of_very_many_documents_is_searched(store: VectorStore, monkeypatch) -> None:
    vector, scope = random_vectors(1, 3)[0], frozenset({"a", "b", "c", "d"})
    whole = store.query(vector, 9, scope)
    monkeypatch.setattr(module, "BATCH", 1)
    assert store.query(vector, 9, scope) == whole
    assert len(whole) == 9


def test_a_document_added_again_replaces_itself(store: VectorStore) -> None:
    store.add_document("a", passages("a", 3), random_vectors(3, 9))
    assert store.count() == 11
    assert store.query(random_vectors(3, 9)[2], 1)[0][0] == "a#2"


def test_removing_may_be_repeated(store: VectorStore) -> None:
    store.remove_document("a")
    store.remove_document("a")
    store.remove_document("unknown")
    assert (store.count(), store.documents()) == (8, {"b"})
    assert all(passage_id[0] == "b" for passage_id, _ in store.query(random_vectors(8, 1)[0], 5))


def test_a_document_of_several_batches_enters_and_leaves_whole(store: VectorStore, monkeypatch) -> None:
    monkeypatch.setattr(module, "BATCH", 5)
    store.add_document("c", passages("c", 12), random_vectors(12, 4))
    assert store.count() == 28
    assert store.documents() == {"a", "b", "c"}
    store.remove_document("c")
    assert store.count() == 16


def test_it_is_all_there_when_opened_again(store: VectorStore) -> None:
    store.close()
    assert store.count() == 16
    assert store.query(random_vectors(8, 2)[5], 1)[0][0] == "b#5"


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "empty")
    assert store.query(random_vectors(1, 1)[0], 5) == []
    assert (store.count(), store.documents()) == (0, frozenset())
    store.add_document("a", [], np.empty((0, DIMENSIONS), dtype=np.float32))
    assert store.count() == 0
    store.close()


def test_vectors_of_another_model_are_refused(store: VectorStore) -> None:
    with pytest.raises(StoreError):
        store.add_document("c", passages("c", 1), np.ones((1, DIMENSIONS + 1), dtype=np.float32))
    with pytest.raises(ValueError, match="2 passages but 1 vectors"):
        store.add_document("c", passages("c", 2), random_vectors(1, 1))


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError):
        VectorStore(tmp_path / "vectors").count()


def test_making_a_store_neither_imports_chroma_nor_touches_the_disk(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.store.vectors import VectorStore\n"
        f"VectorStore(Path({str(tmp_path / 'none')!r})).close()\n"
        f"sys.exit('chromadb' in sys.modules or Path({str(tmp_path / 'none')!r}).exists())"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


OTHER_PROCESS = """
import sys, numpy as np
from pathlib import Path
from index.errors import StoreBusy
from index.model import Passage, Place
from index.store import vectors
store = vectors.VectorStore(Path(sys.argv[1]))
store._lock._wait = 0.1
print(store.count())
try:
    store.add_document("x", [Passage("x#0", "x", "prose", (), "x", Place())], np.ones((1, 16), dtype=np.float32))
    print("written")
except StoreBusy:
    print("busy")
"""


def in_another_process(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROCESS, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_another_process_reads_but_cannot_write_while_the_store_is_open(store: VectorStore) -> None:
    assert in_another_process(store._folder) == ["16", "busy"]
    assert store.count() == 16


def test_another_process_writes_once_the_store_is_closed(store: VectorStore) -> None:
    store.close()
    assert in_another_process(store._folder) == ["16", "written"]
    assert store.count() == 17
    assert "x" in store.documents()


def test_a_writer_is_told_that_another_wrote_before_it(tmp_path: Path) -> None:
    ours, theirs = FolderLock(tmp_path, wait_seconds=0.1), FolderLock(tmp_path, wait_seconds=0.1)
    ours.share()
    with ours.exclusive() as stale:
        assert not stale
        with pytest.raises(StoreBusy):
            theirs.share()
    theirs.share()
    with pytest.raises(StoreBusy, match="has it open"), ours.exclusive():
        pass
    ours.release()
    with theirs.exclusive() as stale:
        assert not stale
    theirs.release()

"""Names by their meaning: nearest first, in scope, once each, of one model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import StoreMismatch
from index.store.names import NameVectors
from tests.index.vectors import random_vectors


@pytest.fixture
def names(tmp_path: Path) -> NameVectors:
    names = NameVectors(tmp_path / "names.sqlite")
    names.add([f"名{n}" for n in range(8)], random_vectors(8, 1))
    return names


def test_the_nearest_names_come_first(names: NameVectors) -> None:
    rows, vector = random_vectors(8, 1), random_vectors(1, 5)[0]
    expected = sorted(range(8), key=lambda n: -float(rows[n] @ vector))
    found = names.nearest(vector, 3)
    assert [key for key, _ in found] == [f"名{n}" for n in expected[:3]]
    assert found[0][1] == pytest.approx(float(rows[expected[0]] @ vector), abs=1e-5)
    assert len(names.nearest(vector, 50)) == 8


def test_only_names_in_scope_are_near(names: NameVectors) -> None:
    vector = random_vectors(8, 1)[0]
    assert names.nearest(vector, 1, among=["名3", "名5", "没有"])[0][0] in {"名3", "名5"}
    assert names.nearest(vector, 3, among=[]) == []
    assert names.nearest(vector, 3, among=["没有"]) == []


def test_names_are_added_once_and_stay(names: NameVectors) -> None:
    names.add(["名0", "新", "新"], random_vectors(3, 7))
    assert names.nearest(random_vectors(8, 1)[0], 1)[0] == ("名0", pytest.approx(1, abs=1e-5))
    assert names.missing(["新", "名1", "另", "另"]) == ["另"]
    again = NameVectors(names._path)
    assert again.nearest(random_vectors(3, 7)[1], 1)[0][0] == "新"


def test_names_that_another_process_added_are_seen(names: NameVectors) -> None:
    NameVectors(names._path).add(["别处"], random_vectors(1, 8))
    assert names.nearest(random_vectors(1, 8)[0], 1)[0][0] == "别处"


def test_no_names_are_near_nothing(tmp_path: Path) -> None:
    assert NameVectors(tmp_path / "names.sqlite").nearest(random_vectors(1, 1)[0], 5) == []


def test_names_of_another_model_are_refused(names: NameVectors) -> None:
    with pytest.raises(StoreMismatch, match="another embedding model"):
        names.add(["新"], np.ones((1, 4), dtype=np.float32))

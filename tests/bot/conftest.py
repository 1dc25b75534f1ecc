"""One store for all tests of the bot: the founding document where it is beside this checkout, else our examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import build_store
from hypothesis import Phase, settings

from bot.pipeline import Bot
from index.store.folder import Store

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT.parent / "shared" / "data" / "sast-2023-budget.txt"
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))

settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def document() -> Path:
    """The text document that most questions are about."""
    return FOUNDING if FOUNDING.is_file() else EXAMPLES[0]


@pytest.fixture(scope="session")
def store(document: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = build_store(tmp_path_factory.mktemp("store"), document)
    yield made
    made.close()


@pytest.fixture(scope="session")
def bot(store: Store) -> Bot:
    return Bot(store)


@pytest.fixture(scope="session")
def founding_bot(bot: Bot) -> Bot:
    """For questions whose answers are known only of the founding document."""
    if not FOUNDING.is_file():
        pytest.skip(f"the founding document is not beside this checkout ({FOUNDING})")
    return bot


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two departments of two years: the bundled examples."""
    made = build_store(tmp_path_factory.mktemp("examples"), ROOT / "examples")
    yield made
    made.close()


@pytest.fixture(scope="session")
def examples_bot(examples_store: Store) -> Bot:
    return Bot(examples_store)

"""What a bot is made of beside the exact store: word lists, search for passages, names near in meaning, the last check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.names.lexicon import Lexicon, load_lexicon
from bot.names.suggest import NearNames, near_names
from bot.texts.search import Hit, PassageSearch, Search, Tells
from bot.writing.verify import Verify, unsupported
from index.store.folder import Store


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a bot, each of which another may take the place of."""

    lexicon: Lexicon
    search: Search
    near: NearNames
    verify: Verify


def parts_of(store: Store) -> Parts:
    """The parts of the whole bot; what the store opens when first used stays unopened."""

    def search(
        query: str, k: int, documents: frozenset[str], needed: Sequence[str] = (), tells: Tells | None = None, /
    ) -> list[Hit]:
        return PassageSearch(store.words, store.vectors, store.encoder).text_search(query, k, documents, needed, tells)

    def near(word: str, among: Iterable[str]) -> list[tuple[str, float]]:
        return near_names(store.names, store.encoder)(word, among)

    return Parts(load_lexicon(), search, near, unsupported)

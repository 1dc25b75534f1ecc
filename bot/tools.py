"""What answering a question needs: the store, its names, the ways into its figures and its text, the last check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.figures.domain import Domains
from bot.figures.resolve import Resolver
from bot.names.catalogue import Catalogue
from bot.names.linking import Linker
from bot.texts.search import Search
from bot.writing.verify import Verify, unsupported
from index.model import Document, Passage
from index.store.facts import FactStore


@dataclass(frozen=True, slots=True)
class Tools:
    """The store, its names, what links a text to them, the two ways into the figures, the one into the text, the last check."""

    store: FactStore
    catalogue: Catalogue
    linker: Linker
    resolver: Resolver
    domains: Domains
    search: Search
    verify: Verify

    def papers(self, documents: frozenset[str]) -> list[Document]:
        """The documents with these ids, by name."""
        return [one for one in self.catalogue.documents.values() if one.id in documents]

    def passages(
        self,
        query: str,
        most: int,
        documents: frozenset[str],
        needed: Sequence[str] = (),
        tells: Callable[[Passage], object] | None = None,
    ) -> list[Passage]:
        """The passages of these documents that search finds, best first; none where no passage can hold all `needed`, or
        none that can `tells` what is sought.
        """

        def any_tells(ids: Sequence[str]) -> bool:
            return tells is None or any(map(tells, self.store.passages(ids, documents)))

        hits = self.search(query, most, documents, needed, any_tells)
        return self.store.passages([hit.passage_id for hit in hits], documents)


def make_tools(
    store: FactStore,
    catalogue: Catalogue,
    search: Search,
    verify: Verify = unsupported,
    domains: Domains | None = None,
) -> Tools:
    """The tools over one store and the names of one scope of it, with the search in its text and the last check; the domains
    may be shared with other scopes.
    """
    domains = domains or Domains(store)
    resolver = Resolver(store, catalogue, domains.cube)
    return Tools(store, catalogue, Linker(catalogue), resolver, domains, search, verify)

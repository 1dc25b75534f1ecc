"""What carrying out a plan needs: the store, its names, and the two ways into the figures."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.domain import Domains
from bot.linking import Linker
from bot.resolve import Resolver
from bot.verify import Verify, unsupported
from index.store.facts import FactStore


@dataclass(frozen=True, slots=True)
class Tools:
    """The store, its names, what links a text to them, the two ways into the figures, and the last check."""

    store: FactStore
    catalogue: Catalogue
    linker: Linker
    resolver: Resolver
    domains: Domains
    verify: Verify


def make_tools(store: FactStore, catalogue: Catalogue, verify: Verify = unsupported) -> Tools:
    """The tools over one store and the names of one scope of it, with the last check of what is said of them."""
    return Tools(store, catalogue, Linker(catalogue), Resolver(store, catalogue), Domains(store), verify)

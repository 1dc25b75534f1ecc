"""What carrying out a plan needs: the store, its names, and the two ways into the figures."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.domain import Domains
from bot.linking import Linker
from bot.resolve import Resolver
from index.store.facts import FactStore


@dataclass(frozen=True, slots=True)
class Tools:
    """The store, its names, what links a text to them, and the two ways into the figures."""

    store: FactStore
    catalogue: Catalogue
    linker: Linker
    resolver: Resolver
    domains: Domains


def make_tools(store: FactStore, catalogue: Catalogue) -> Tools:
    """The tools over one store and the names of one scope of it."""
    return Tools(store, catalogue, Linker(catalogue), Resolver(store, catalogue), Domains(store))

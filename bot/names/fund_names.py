"""What the documents call a fund, and what is of one: 一般公共预算拨款收入 for 一般公共预算拨款; 一般公共预算 | 项目支出."""

from __future__ import annotations

from bot.names.catalogue import Catalogue

MIN_PART = 4
"""Characters of a part of a name that may stand for another."""


def source_of(catalogue: Catalogue, surface: str) -> frozenset[str]:
    """The rows in which a form prints a fund as what comes in: 一般公共预算拨款收入 for 一般公共预算拨款."""
    return catalogue.present([f"{surface}收入"]) if surface.endswith("拨款") else frozenset()


def basis_part(catalogue: Catalogue, surface: str) -> frozenset[str]:
    """政府性基金收入 → the keys of 政府性基金: a form prints income or expenditure under the bare basis, or in its title."""
    bases = (catalogue.basis_of(surface.removesuffix(end)) for end in _SIDE_ENDS if surface.endswith(end))
    return next(filter(None, bases), frozenset())


_SIDE_ENDS = ("预算财政拨款收入", "财政拨款收入", "预算收入", "收入", "预算支出", "支出")


def is_item_of_fund(catalogue: Catalogue, surface: str) -> bool:
    """Whether a name of the field that no form prints is a fund and what a form prints: 一般公共预算|项目支出."""
    names = catalogue.names
    cuts = (cut for cut in range(MIN_PART, len(surface) - MIN_PART + 1) if surface[cut:] in names)
    return any(catalogue.basis_of(surface[:cut]) for cut in cuts)


def without_money(catalogue: Catalogue, surface: str) -> frozenset[str]:
    """What the documents call without the word for money that the question has: 物业管理服务|费."""
    bare = surface[:-1]
    return catalogue.present([bare]) if surface.endswith("费") and len(bare) >= MIN_PART else frozenset()

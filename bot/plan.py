"""A plan: one operation over operands, each given by the terms that name it. Rules and models make the same plans."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.frame import Frame
from bot.terms import Token

_WHO_HAS = re.compile("(?:哪[些几一]?|谁)[个家所项]?[^,。?？]{0,14}?(?<![没无含])有(?!多少|几|没|无|关)")


@dataclass(frozen=True, slots=True)
class Plan:
    """`executes` names the operations of prompts/cues.yaml that carrying out this plan covers."""

    operation: str
    operands: tuple[tuple[Token, ...], ...]
    frame: Frame
    executes: frozenset[str] = frozenset()
    options: dict[str, Any] = field(default_factory=dict)
    penalty: float = 0.0
    """What the plan costs against others that explain the question as well."""

    @property
    def asks_who_has(self) -> bool:
        """Whether it is asked which have any of something, 哪几个局有因公出国预算, so that one with 0 is none of them."""
        return any(_WHO_HAS.search(text) for text in self.options.get("said", ()))

    def as_dict(self) -> dict[str, Any]:
        """The plan as JSON-ready values, for the answer."""
        return {
            "operation": self.operation,
            "operands": [[term.surface for term in operand] for operand in self.operands],
            "years": sorted(self.frame.years) if self.frame.years else None,
            "kinds": sorted(self.frame.kinds) if self.frame.kinds else None,
            "options": {key: value for key, value in self.options.items() if isinstance(value, str | int | bool)},
        }

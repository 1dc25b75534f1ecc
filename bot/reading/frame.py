"""What a question fixes beside names: documents, fiscal years, kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.names.organisations import owner_key
from index.model import Document


@dataclass(frozen=True, slots=True)
class Frame:
    """`documents` are ids that may answer; `years`, `kinds` and `stages` (of a plan) are None where the question names none.

    `side` of the accounts is what the verbs of the question say, "" where they say none.
    `organisations_named` tells whether an organisation, or a place that some of them are of, narrows the documents.
    """

    documents: frozenset[str]
    years: frozenset[int] | None = None
    kinds: frozenset[str] | None = None
    organisations_named: bool = False
    stages: frozenset[str] | None = None
    side: str = ""
    in_tables: bool = False
    """Whether what a form prints is asked for, 表里的数, where a form prints it, and not what the text says."""
    fiscal: bool = False
    """Whether the years are named as fiscal years over two calendar years, FY2025-26: 30 June 2026 lies in that one."""
    ending: frozenset[int] = frozenset()
    """Years that are named as fiscal years, FY2025: of papers whose years run over two, the one that ends in it."""
    span: frozenset[int] = frozenset()
    """The years whose total, printed in a column of its own, is asked for; `years` is None then."""

    @property
    def printed_years(self) -> frozenset[int] | None:
        """The years that figures of these years may be printed with, those of days at the end of a fiscal year too."""
        return self.years | {year + 1 for year in self.years} if self.years and self.fiscal else self.years

    def with_years(self, *years: int) -> Frame:
        """The same frame for other years."""
        return replace(self, years=frozenset(years))


def of_one_organisation(documents: dict[str, Document], frame: Frame) -> bool:
    """Whether all documents of the frame are of one organisation."""
    return len({owner_key(documents[one].organisation) for one in frame.documents}) == 1


def latest_years(documents: dict[str, Document], frame: Frame) -> dict[str, int]:
    """For each document of the frame the latest fiscal year of its organisation: what a question without a year means."""
    latest: dict[str, int] = {}
    held = [documents[document] for document in frame.documents if document in documents]
    for document in held:
        owner = owner_key(document.organisation)
        latest[owner] = max(latest.get(owner, 0), document.year or 0)
    return {document.id: latest[owner_key(document.organisation)] for document in held}


def default_year(documents: dict[str, Document], frame: Frame) -> int | None:
    """The latest fiscal year of the frame's documents."""
    years = [documents[document].year for document in frame.documents if document in documents]
    return max((year for year in years if year), default=None)

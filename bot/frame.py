"""What a question fixes beside names: documents, fiscal years, kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.model import Document


@dataclass(frozen=True, slots=True)
class Frame:
    """`documents` are ids that may answer; `years` and `kinds` are None where the question names none."""

    documents: frozenset[str]
    years: frozenset[int] | None = None
    kinds: frozenset[str] | None = None
    organisations_named: bool = False

    def with_years(self, *years: int) -> Frame:
        """The same frame for other years."""
        return replace(self, years=frozenset(years))


def default_year(documents: dict[str, Document], frame: Frame) -> int | None:
    """The latest fiscal year of the frame's documents."""
    years = [documents[document].year for document in frame.documents if document in documents]
    return max((year for year in years if year), default=None)

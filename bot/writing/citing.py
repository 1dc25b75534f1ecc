"""Facts and passages → numbered citations, each fact once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.flat.model import SumFact
from bot.model import Citation
from index.model import Document, Fact, Passage
from index.text import tidy

MOST_QUOTE = 1200


class Citer:
    """Collects the citations of one answer in the order of their first mention."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._numbers: dict[str, int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All so far."""
        return tuple(self._citations)

    def marks(self, facts: Iterable[Fact]) -> str:
        """The marks of the facts, "[1][2]", numbering new ones."""
        return "".join(f"[{self.fact(fact)}]" for fact in facts)

    def fact(self, fact: Fact) -> int:
        """The number of a fact's citation."""
        if isinstance(fact, SumFact):
            return next(self.fact(part) for part in fact.parts)
        if fact.id not in self._numbers:
            self._numbers[fact.id] = len(self._citations) + 1
            self._citations.append(self._of_fact(fact))
        return self._numbers[fact.id]

    def passage(self, passage: Passage, quote: str) -> int:
        """The number of a passage's citation."""
        key = f"{passage.id}\x1f{quote}"
        if key not in self._numbers:
            self._numbers[key] = len(self._citations) + 1
            self._citations.append(self._of_passage(passage, quote))
        return self._numbers[key]

    def _of_fact(self, fact: Fact) -> Citation:
        document = self._documents[fact.document]
        return Citation(
            n=len(self._citations) + 1,
            document=document.name,
            document_id=document.id,
            organisation=fact.organisation or document.organisation,
            year=fact.year,
            kind="cell" if fact.source == "table" else "passage",
            table=fact.table,
            row=" ".join(part for part in (fact.row_code, fact.row) if part),
            column="/".join(fact.column),
            value=fact.value,
            unit=fact.unit.name,
            page=fact.place.page,
            lines=fact.place.lines,
            sheet=fact.place.sheet,
            cell=fact.place.cell,
            quote=fact.text if fact.source == "table" else tidy(fact.text)[:MOST_QUOTE],
            table_id=fact.table_id,
            row_index=fact.row_index,
            column_index=fact.column_index,
            fact_id=fact.id,
        )

    def _of_passage(self, passage: Passage, quote: str) -> Citation:
        document = self._documents[passage.document]
        place = passage.place
        return Citation(
            n=len(self._citations) + 1,
            document=document.name,
            document_id=document.id,
            organisation=document.organisation,
            year=document.year,
            kind="passage",
            table=" / ".join(passage.section),
            row="",
            column="",
            value=None,
            unit="",
            page=place.page,
            lines=place.lines,
            sheet=place.sheet,
            cell=place.cell,
            quote=quote[: MOST_QUOTE * 2],
            table_id=passage.table_id,
        )

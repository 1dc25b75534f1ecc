"""An answer in the making: figures put into words with the marks of their sources."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.figures.readings import comparable
from bot.flat.model import SumFact
from bot.model import Notice
from bot.operations.outcome import Line, Step
from bot.writing.citing import Citer
from bot.writing.phrases import Phrases, places_of, rounded
from index.model import Document, Fact

MOST_SUMS_TOLD = 2
"""A longer list of sums tells the filter of the first ones only; each line still says how many rows it adds."""

MEAN_PLACES = 2
_DATED = re.compile(r"((?:19|20)\d{2})年")


@dataclass(slots=True)
class Draft:
    """An answer in the making; `known` are the results that the arithmetic in its text yields."""

    phrases: Phrases
    citer: Citer
    documents: Mapping[str, Document]
    known: list[Decimal] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def amount(self, value: Decimal, unit: str, facts: Sequence[Fact]) -> str:
        """A figure with its unit and the marks of the facts that it comes from."""
        self.known += self.phrases.rescaled(value, unit)
        if unit == "%":
            self.known.append(value)
        printed = facts[0].unit.name if facts else "元"
        if facts and isinstance(facts[0], SumFact):
            return self.added(value, unit, facts[0])
        if unit == "元" and self.phrases.is_rounded(value):
            self.known.append(value)
            self.notices.append(
                Notice("rounding", self.phrases.say("notice_rounding", exact=self.phrases.exact(value)))
            )
        places = places_of(facts[0]) if facts and comparable(facts[0]) == value else 0
        return self.phrases.amount(value, unit, printed, places) + self.citer.marks(facts)

    def added(self, value: Decimal, unit: str, fact: SumFact) -> str:
        """A sum of rows of a flat table: the figure, how many rows it adds, the first and largest; the filter as a notice."""
        shown = self.phrases.amount(value, unit, fact.unit.name)
        if fact.rows_added == 1 and not fact.blank_rows:
            return shown + self.citer.marks(fact.parts)
        self.known += [value, Decimal(fact.rows_added), Decimal(fact.blank_rows)]
        column = f" {'/'.join(fact.parts[0].column)}"
        text = self.phrases.say(
            "notice_rows", where=fact.where or fact.row, column=column, count=fact.rows_added, blank=fact.blank_rows
        )
        if len(self.notices) < MOST_SUMS_TOLD:
            self.notices.append(Notice("derived", text, tuple(self.citer.fact(part) for part in fact.parts)))
        return self.phrases.say("rows_added", amount=shown, count=fact.rows_added, cites=self.citer.marks(fact.parts))

    def label(self, line: Line) -> str:
        """A line's label in the answer's language; a year at its start as the line's own column prints it."""
        dated = _DATED.match(line.label)
        if self.phrases.language == "zh" or not dated:
            return self.phrases.term(line.label)
        year = self.phrases.year(line.facts[0]) if line.facts else dated.group(1)
        return " ".join(filter(None, (year, self.phrases.term(line.label[dated.end() :]))))

    def line(self, line: Line) -> str:
        """A line's label and amount, or the sum that it is; the label in the answer's language."""
        if line.parts:
            return f"({' + '.join(map(self.line, line.parts))})"
        label = self.label(line)
        if line.value is None:
            return label
        if line.exact is not None:
            self.known += [line.value, line.exact]
            amount = f"{self.phrases.number(line.exact, line.value)}%{self.citer.marks(line.facts[:1])}"
        else:
            amount = self.amount(line.value, line.unit, line.facts[:1])
        return self.phrases.say("line", label=label, amount=amount).strip()

    def name(self, line: Line) -> str:
        """What a line is called, in the answer's language; one that others are added up to by their names."""
        if not line.parts:
            return self.label(line)
        names = self.phrases.say("joiner").join(map(self.name, line.parts))
        return self.phrases.say("added_up", names=names)

    def result(self, value: Decimal, unit: str, like: Sequence[Line] = ()) -> str:
        """A result of arithmetic, in the unit its operands are printed in: of several the largest that shows it short."""
        self.known += [value, *self.phrases.rescaled(value, unit)]
        units = {fact.unit for line in like for fact in line.facts[:1]}
        scaled = sorted((one for one in units if one.factor), key=lambda one: -(one.factor or 0))
        short = (one.name for one in scaled if (value / (one.factor or 1) * 100) % 1 == 0)
        printed = next(short, scaled[-1].name) if scaled and len(scaled) == len(units) else "元"
        return self.phrases.amount(value, unit, printed)

    def mean(self, value: Decimal, unit: str, like: Sequence[Line]) -> str:
        """A mean of money to two places of the unit that its operands are printed in (of 元, where it is less than one of
        that), where it goes on and on.
        """
        factors = {fact.unit.factor for line in like for fact in line.facts[:1]}
        factor = (factors.pop() if len(factors) == 1 else None) or Decimal(1)
        factor = factor if abs(value) >= factor else Decimal(1)
        short = rounded(value / factor, MEAN_PLACES) * factor
        self.known.append(value)
        return self.result(short if short and unit == "元" and self.phrases.decimals is None else value, unit, like)

    def quotient(self, step: Step, *, signed: bool = True) -> str:
        """A share or ratio, rounded once: 6.02496 is shown as 6.02 although 6.0250 is kept."""
        kept = step.result
        exact = kept if step.exact is None else step.exact
        self.known += [kept, exact]
        return self.phrases.number(exact, kept) if signed else self.phrases.number(abs(exact), abs(kept))

    def subject(self, fact: Fact) -> dict[str, str]:
        """When, whose and what a figure is, in words."""
        document = self.documents.get(fact.document)
        owner = fact.organisation or (document.organisation if document else "")
        owner = owner or self.phrases.say("no_owner")
        return {"when": self.phrases.when(fact), "who": owner, "what": self.phrases.what(fact)}

    def terms(self, step: Step, sign: str) -> str:
        """The operands of a step with a sign between them."""
        return sign.join(self.line(line) for line in step.operands)

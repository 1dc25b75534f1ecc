"""The last gate: every figure, year and code in an answer must stand in its citations, its stated arithmetic or the question.

An amount is checked with its unit, and against the very citations whose marks follow it: "71,583,282 元[3]" must be what
the third citation holds. Other numbers (years, codes, counts) must stand in a citation or the question as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.model import Answer, Citation
from index.scales import CHINESE, SCALES
from index.text import core_key, fold

_SCALES = {
    **{f"{one.chinese}元": Decimal(one.value) for one in SCALES},
    **{f"{one.english} yuan".strip(): Decimal(one.value) for one in SCALES},
    **{name: Decimal(CHINESE[name]) for name in ("亿", "万")},
}
_RATES = ("%", "倍", "times")
"""Units of a quotient, which the text rounds."""
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"\[\d+\]|(?P<number>{_NUMBER})(?:\s?(?P<unit>{'|'.join((*sorted(_SCALES, key=len, reverse=True), *_RATES))}))?(?P<marks>(?:\[\d+\])*)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number printed in a text, with its unit ("" for one that is no amount or rate) and the marks right after it."""

    number: Decimal
    unit: str
    marks: tuple[int, ...] = ()

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元; None for what is not money."""
        scale = _SCALES.get(self.unit)
        return None if scale is None else self.number * scale

    @property
    def place(self) -> Decimal:
        """What the last digit shown is worth, in 元 for money."""
        exponent = self.number.as_tuple().exponent
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * _SCALES.get(self.unit, Decimal(1))


def figures_in(text: str) -> Iterator[Figure]:
    """Every number printed in a text; citation marks [n] are not numbers."""
    for found in _FIGURE.finditer(fold(text)):
        if found["number"]:
            marks = tuple(int(mark) for mark in re.findall(r"\d+", found["marks"]))
            yield Figure(Decimal(found["number"].replace(",", "")), found["unit"] or "", marks)


def numbers_in(text: str) -> list[Decimal]:
    """Every number printed in a text, without its unit."""
    return [figure.number for figure in figures_in(text)]


class Support:
    """What texts and results yield: amounts in 元, rates, and numbers that stand there as they are."""

    def __init__(self, texts: Iterable[str] = (), results: Iterable[Decimal] = ()) -> None:
        self.amounts: set[Decimal] = set()
        self.rates: set[Decimal] = set()
        self.numbers: set[Decimal] = set()
        for result in results:
            self.add(abs(result))
        for text in texts:
            for figure in figures_in(text):
                self.numbers.add(figure.number)
                if figure.yuan is not None:
                    self.amounts.add(figure.yuan)
                elif figure.unit:
                    self.rates.add(figure.number)

    def add(self, value: Decimal) -> None:
        """Takes in a value that may be shown as an amount in 元, a rate or a count."""
        for known in (self.amounts, self.rates, self.numbers):
            known.add(value)

    def holds(self, figure: Figure) -> bool:
        """Whether a figure shown is one of these: amounts and rates exact or rounded to the places shown."""
        if figure.yuan is not None:
            return any(abs(amount - figure.yuan) * 2 <= figure.place for amount in _near(self.amounts, figure.yuan))
        if figure.unit and any(abs(rate - figure.number) * 2 <= figure.place for rate in self.rates):
            return True
        return figure.number in self.numbers or not figure.number  # a bare 0 is a word of ours: "空白不等于 0"


def _near(amounts: set[Decimal], shown: Decimal) -> Iterable[Decimal]:
    """The amounts that a figure may be; 0 is shown only for 0."""
    return amounts & {shown} if not shown else (amount for amount in amounts if amount)


Verify = Callable[[Answer, Iterable[Decimal], str, Sequence[str]], list[Decimal]]
"""As `unsupported`: an answer, results of its arithmetic, the question, the audit's texts → figures that nothing yields."""


def unsupported(answer: Answer, known: Iterable[Decimal], question: str, audited: Sequence[str] = ()) -> list[Decimal]:
    """The numbers in the answer's text, notices, items and value that nothing yields.

    `known` are the results of stated arithmetic, in 元 for money; `audited` the texts of the audit's findings.
    """
    cited = {citation.n: _support_of(citation) for citation in answer.citations}
    whole = Support([question, *audited], known)
    for amount in [figure.number for figure in figures_in(question) if not figure.unit]:
        whole.amounts.add(amount)
    for support in cited.values():
        whole.amounts |= support.amounts
        whole.rates |= support.rates
        whole.numbers |= support.numbers
    wrong = []
    for text in (answer.text, *(notice.text for notice in answer.notices)):
        for figure in figures_in(text):
            marked = [cited[mark] for mark in figure.marks if mark in cited] if figure.yuan is not None else []
            if not (any(support.holds(figure) for support in marked) if marked else whole.holds(figure)):
                wrong.append(figure.number)
    values = [answer.value, *(item.value for item in answer.items)]
    return wrong + [value for value in values if value is not None and abs(value) not in whole.amounts | whole.numbers]


def _support_of(citation: Citation) -> Support:
    """What one citation yields: its value, every number in its quote and names, its year and place."""
    fields = (citation.quote, citation.table, citation.row, citation.column, citation.document, citation.organisation)
    support = Support((*fields, core_key(citation.row)))  # a date in a name as its key has it: 315活动 for “3·15”活动
    support.numbers |= {
        Decimal(one) for one in (citation.year, citation.page, *(citation.lines or ())) if one is not None
    }
    if citation.value is not None:
        if citation.unit in _SCALES:
            support.amounts.add(abs(citation.value * _SCALES[citation.unit]))
        else:
            support.add(abs(citation.value))
    return support

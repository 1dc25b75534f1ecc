"""The types that the reading of running text passes along: a figure, and what is understood on the way."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from index.model import Document, Fact, Kind, Place, Unit


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure read from a sentence. `path` ends with the item; `derived` is the arithmetic of one worked out."""

    path: tuple[str, ...]
    column: str
    value: Decimal
    unit: Unit
    printed: str
    year: int | None
    kind: Kind
    sentence: str
    code: str = ""
    total: bool = False
    derived: str = ""

    def as_fact(self, fact_id: str, document: Document, heading: str, place: Place, column: tuple[str, ...]) -> Fact:
        """The figure as a fact of its document; `heading` is what it stands under, `column` what is told of its item."""
        return Fact(
            id=fact_id,
            document=document.id,
            organisation=document.organisation,
            year=self.year,
            kind=self.kind,
            table_id="",
            table=heading,
            row_code=self.code,
            row=self.path[-1],
            row_path=self.path,
            column=column,
            printed=self.printed,
            value=self.value,
            unit=self.unit,
            total=self.total,
            level=len(self.path) - 1,
            place=place,
            text=self.sentence,
            source="prose",
            row_index=-1,
            column_index=-1,
            derived=self.derived,
        )


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole paragraph: whose document, its year and kind, the project and the items above."""

    organisation: str
    year: int | None
    kind: Kind
    other_kind: Kind
    """The kind of figures of another year: the document's own."""
    project: str = ""
    parents: tuple[str, ...] = ()
    known: tuple[Figure, ...] = ()
    """Figures of earlier paragraphs of the section, which a remark may mean."""
    account: str = ""
    """The account of a government that the heading, or the beginning, of the paragraph names: 政府性基金预算."""
    item: str = ""
    """The item that the heading is of, which an amount without a name (预算总额) is of, too: “三公”经费."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is measured against. `prior` tells last year from the same year's budget."""

    year: int | None
    kind: Kind | None
    prior: bool
    of: int | None = None
    """The year that the clause itself names as the one compared: 2022年度预算较2021年度."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The item spoken of, and its amount once one is given.

    `titled`: a sentence of its own named it; `whole`: a project's total; `owner`: what it tells of (项目4个，涉及资金).
    """

    path: tuple[str, ...]
    amount: Figure | None = None
    titled: bool = False
    whole: bool = False
    owner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """A level of nesting: below 其中 or within a bracket; `subject` is the one to return to."""

    parents: tuple[str, ...]
    subject: Subject | None
    bracket: bool
    year: int | None = None
    """The year spoken of outside a bracket."""
    members: int = 0
    """How many items were read in it."""
    parted: bool = False
    """Whether semicolons part its items."""


@dataclass(frozen=True, slots=True)
class State:
    """What is understood at some point of a paragraph."""

    setting: Setting
    sentence: str = ""
    scopes: tuple[Scope, ...] = ()
    subject: Subject | None = None
    told: bool = False
    """Whether the subject was named within this sentence."""
    base: Base | None = None
    year: int | None = None
    about: int | None = None
    """The year that a comparison was said to be of: its changes are of no other year's amounts."""
    reason: bool = False
    alike: bool = False
    """Whether the change last told is between figures made comparable (按同口径)."""
    kept: int = 0
    """How many scopes earlier sentences opened."""
    lasting: bool = False
    """Whether 其中 stood at the head of a sentence: its scope then holds for the next sentences too."""
    amounts: tuple[Figure, ...] = ()
    moved: tuple[tuple[str, ...], ...] = ()
    """The items of which a change is told."""
    plan: Kind | None = None
    """The plan that the sentence says its amounts are of (年初预算：…, …调整为5万元), None where it says nothing."""
    replanned: bool = False
    """Whether it tells how the plan was adjusted: an amount without a word of that is of which plan is unclear."""

    @property
    def parents(self) -> tuple[str, ...]:
        """The items above the one spoken of."""
        return self.scopes[-1].parents if self.scopes else self.setting.parents


def path_below(state: State) -> tuple[str, ...]:
    """The path under which parts of the item spoken of stand; a project's total has them beside it."""
    subject = state.subject
    if subject is None:
        return state.parents
    return subject.path[:-1] if subject.whole else subject.owner or subject.path


def known_path(state: State, name: tuple[str, ...]) -> tuple[str, ...]:
    """The whole path of an item of this name that the section has told, () where it has not."""
    told = (*state.setting.known, *state.amounts)
    return next((amount.path for amount in reversed(told) if amount.path[-1] == name[-1]), ())

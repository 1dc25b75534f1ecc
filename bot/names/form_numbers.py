"""Forms called by the numbers that their publishers give them: 公开03表, 附表二, Table 2.1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from bot.names.terms import Sense, Token
from index.drafts import form_number
from index.numerals import HAN

_HAN = f"[{HAN}]{{1,3}}"
_SAID = re.compile(
    rf"(?:(?:预算|决算|公开|附|部门|单位)*(?:第?(\d{{1,2}})|第({_HAN}))(?:号|张)?表|(?:附件|附表|表|table )({_HAN}|\d{{1,2}}(?:[-.]\d{{1,2}})*))"
)
FORM = "form "
"""How the value of a sense begins that is a form by its number."""

Forms = Mapping[tuple[str, str], Set[str]]
"""By document and number: the keys of the titles of its tables."""


def form_sense(surface: str, forms: Forms) -> tuple[Sense, ...]:
    """The forms that a stretch of a question calls by number, of any document; () where it does not, or none has it."""
    found = _SAID.fullmatch(surface)
    if found is None:
        return ()
    number = form_number(next(filter(None, found.groups())))
    titles = frozenset(title for (_, form), held in forms.items() if form == number for title in held)
    return (Sense("name", FORM + number, titles),) if number and titles else ()


def is_form(term: Token) -> bool:
    """Whether a term is a form called by its number."""
    sense = term.sense("name")
    return sense is not None and sense.value.startswith(FORM)


def names_form(term: Token) -> bool:
    """Whether a term is a form, called by its number or by its title: 支出总表, 表3."""
    return is_form(term) or (term.has("name") and bool(_TITLE.search(term.surface)))


_TITLE = re.compile("表[里中内上]?$")


def of_these_papers(tokens: Sequence[Token], documents: frozenset[str], forms: Forms) -> list[Token]:
    """The tokens with each number of a form as the forms of it in these documents; an unknown word where they have none."""
    told = []
    for token in tokens:
        if is_form(token):
            number = token.senses[0].value.removeprefix(FORM)
            titles = frozenset(title for one in documents for title in forms.get((one, number), ()))
            named = Sense("name", FORM + number, titles) if titles else Sense("absent", token.surface)
            token = replace(token, senses=(named,))
        told.append(token)
    return told

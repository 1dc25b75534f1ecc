"""A question read: its tokens, the names, operations and limits that it gives, and what nothing explains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.catalogue import Catalogue
from bot.frame import Frame
from bot.terms import Sense, Token

# Cues of one question that belong together: a plan that executes the first has executed the second, too.
_ALIKE = {"change": {"changed"}, "most": {"ranking"}, "least": {"ranking"}, "each": {"list"}, "list": {"each"}}


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    tokens: tuple[Token, ...]
    language: str
    frame: Frame
    offset: int | None
    """Years relative to the documents' year that the question names (-1 last year), None if none."""
    unit: str | None
    decimals: int | None
    top: int | None
    nth: int | None
    level: int | None
    amounts: tuple[Sense, ...]

    @property
    def terms(self) -> tuple[Token, ...]:
        """Names and codes, weak ones too, in order."""
        return tuple(token for token in self.tokens if is_term(token))

    @property
    def strong_terms(self) -> tuple[Token, ...]:
        """Names and codes that an answer must explain."""
        return tuple(token for token in self.terms if is_strong(token))

    @property
    def operations(self) -> frozenset[str]:
        """The operations whose cues stand in the question."""
        return frozenset(sense.value for token in self.tokens for sense in token.senses if sense.kind == "operation")

    @property
    def required_operations(self) -> frozenset[str]:
        """Those of them that can be nothing else: a plan must execute them."""
        required = set()
        for token in self.tokens:
            if all(sense.kind in ("operation", "level") for sense in token.senses):
                required |= {frozenset(sense.value for sense in token.senses if sense.kind == "operation")}
        return frozenset(value for values in required for value in values) if required else frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """Kinds of questions about words whose cues stand in the question, in order."""
        return tuple(sense.value for token in self.tokens for sense in token.senses if sense.kind == "text")

    @property
    def blockers(self) -> tuple[Token, ...]:
        """What the documents lack, or nothing explains: no figure may be given past it."""
        return tuple(token for token in self.tokens if is_blocker(token))


def is_term(token: Token) -> bool:
    """Whether the token may be a name or a code, or a word that only a figure's own sentence can explain."""
    return token.has("name") or token.has("code") or is_context(token)


def is_context(token: Token) -> bool:
    """Whether nothing explains the word but the text around a figure may."""
    return token.has("left") and len(token.surface) > 1 and not token.surface.isdigit()


def is_strong(token: Token) -> bool:
    """Whether it is a name or a code that an answer must explain."""
    return is_context(token) or any(sense.kind == "code" or (sense.kind == "name" and not sense.weak) for sense in token.senses)


def is_blocker(token: Token) -> bool:
    """Whether the token is something that no figure of the documents can answer."""
    blocking = ("left", "absent", "lacking", "orders", "offtopic")
    return not is_context(token) and all(sense.kind in blocking for sense in token.senses)


def covers(done: frozenset[str], cue: Token) -> bool:
    """Whether operations that a plan executes cover one operation cue."""
    wanted = {sense.value for sense in cue.senses if sense.kind == "operation"}
    covered = set(done)
    for operation in done:
        covered |= _ALIKE.get(operation, set())
    return bool(wanted & covered) or not wanted


def read_question(text: str, tokens: Sequence[Token], catalogue: Catalogue, scope: frozenset[str], language: str) -> Question:
    """The question over its tokens; `scope` are the documents that may answer."""
    tokens = _without_denied(tokens)
    documents, named = scope, False
    for token in tokens:
        sense = token.sense("organisation")
        if sense:
            documents = documents & sense.keys or (documents if sense.weak else sense.keys & scope)
            named = named or not sense.weak
    years = [int(sense.value) for token in tokens for sense in token.senses if sense.kind == "year" and len(sense.value) == 4]
    offsets = [int(sense.value) for token in tokens for sense in token.senses if sense.kind == "year" and len(sense.value) < 4]
    kinds = frozenset(_sure(token, "kind") for token in tokens) - {""}
    return Question(
        text=text,
        tokens=tuple(tokens),
        language=language,
        frame=Frame(documents, frozenset(years) or None, kinds or None, named),
        offset=offsets[0] if offsets else None,
        unit=_first(tokens, "unit"),
        decimals=_number(tokens, "rounding", r"(\d+)"),
        top=_number(tokens, "count", r"top (\d+)"),
        nth=_number(tokens, "count", r"nth (\d+)"),
        level=_number(tokens, "level", r"(\d)"),
        amounts=tuple(sense for token in tokens for sense in token.senses if sense.kind == "amount"),
    )


def _without_denied(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without what the question says that it does not mean: "…，不是全口径的"."""
    kept: list[Token] = []
    denied = False
    for token in tokens:
        if token.has("denial"):
            denied = True
        elif denied and token.surface[0] in ",;。?!":
            denied = False
            kept.append(token)
        elif not denied:
            kept.append(token)
    return kept


def with_frame(question: Question, frame: Frame) -> Question:
    """The same question within another frame."""
    return replace(question, frame=frame)


def amount_value(sense: Sense) -> tuple[Decimal, str]:
    """The exact amount in a question and its unit: 元 or %."""
    if sense.value.endswith("%"):
        return Decimal(sense.value[:-1]), "%"
    return Decimal(sense.value), "元"


def detect_language(text: str) -> str:
    """ "zh" where the question holds a Chinese character, else "en"."""
    return "zh" if re.search("[\u2e80-\u9fff]", text) else "en"


def _sure(token: Token, kind: str) -> str:
    """The value of a sense that is the token's only one apart from fillers, "" otherwise."""
    values = [sense.value for sense in token.senses if sense.kind == kind]
    return values[0] if values else ""


def _first(tokens: Sequence[Token], kind: str) -> str | None:
    return next((sense.value for token in tokens for sense in token.senses if sense.kind == kind), None)


def _number(tokens: Sequence[Token], kind: str, pattern: str) -> int | None:
    for token in tokens:
        for sense in token.senses:
            found = re.fullmatch(pattern, sense.value) if sense.kind == kind else None
            if found:
                return int(found.group(1))
    return None

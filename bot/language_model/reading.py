"""What a model makes of a question that rules could not read: names for its unknown words, an operation, operands.

Nothing here is believed: names must stand in the catalogue, and bot/language_model/adviser.py decides what to do with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.grammar.plan import Plan
from bot.language_model.consultation import Consultation
from bot.names.linking import Linker
from bot.names.terms import Sense, Token
from bot.reading.frame import Frame
from bot.reading.question import Question
from prompts import load_prompt, load_yaml

MOST_OPERANDS = 6
SINGLE = frozenset({"lookup", "change", "rank", "list"})
"""Operations over one operand that may be given by several names together: a row and its column."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading by a model; every name is one that it was shown. `words` maps unknown words to names."""

    operation: str
    operands: tuple[str, ...]
    words: Mapping[str, str]


def ask_reading(
    consultation: Consultation, question: Question, unknown: Sequence[Token], names: Sequence[str]
) -> Draft | None:
    """The model's reading, None where it is not one over the names shown. Raises ModelTrouble."""
    language = question.language
    words = list(dict.fromkeys(token.surface for token in unknown))
    operations = load_yaml("model.yaml")["operations"]
    system = load_prompt(f"plan.{language}.md").substitute(operations=", ".join(operations))
    asked = load_prompt(f"plan_question.{language}.md").substitute(
        question=quoted(question.text), words=quoted(words), names=quoted(list(names))
    )
    given = consultation.ask_object("plan", [("system", system), ("human", asked)], schema(words, names, operations))
    draft = check_draft(given, words, names, operations)
    if draft is None:
        consultation.reject("plan")
    return draft


def quoted(data: object) -> str:
    """Text of a document or a question as a JSON value: it ends where its quotes end, whatever stands in it."""
    return json.dumps(data, ensure_ascii=False)


def schema(words: Sequence[str], names: Sequence[str], operations: Sequence[str]) -> dict[str, Any]:
    """The JSON Schema of a reading, strict: only these words, names and operations can be written."""
    name = {"type": "string", "enum": list(names)}
    pair = {
        "type": "object",
        "properties": {
            "word": {"type": "string", "enum": list(words)} if words else {"type": "string"},
            "name": {"type": "string", "enum": [*names, ""]},
        },
        "required": ["word", "name"],
        "additionalProperties": False,
    }
    return {
        "title": "reading",
        "description": "What a question asks for, in the names of the tables",
        "type": "object",
        "properties": {
            "operation": {"type": "string", "enum": list(operations)},
            "operands": {"type": "array", "items": name, "maxItems": MOST_OPERANDS},
            "words": {"type": "array", "items": pair, "maxItems": max(1, len(words))},
        },
        "required": ["operation", "operands", "words"],
        "additionalProperties": False,
    }


def check_draft(
    given: Mapping[str, Any], words: Sequence[str], names: Sequence[str], operations: Sequence[str]
) -> Draft | None:
    """What the model gave as a reading; None where anything in it is not one of what it was shown."""
    operation, operands, pairs = given.get("operation"), given.get("operands"), given.get("words")
    if (
        not isinstance(operation, str)
        or operation not in operations
        or not isinstance(operands, list)
        or not isinstance(pairs, list)
    ):
        return None
    if not 0 < len(operands) <= MOST_OPERANDS or any(one not in names for one in operands):
        return None
    meant: dict[str, str] = {}
    for pair in pairs:
        if not isinstance(pair, dict) or not isinstance(pair.get("name"), str):
            return None
        if pair.get("word") in words and pair["name"] in names:
            meant[pair["word"]] = pair["name"]
        elif pair["name"] and pair["name"] not in names:
            return None
    return Draft(operation, tuple(dict.fromkeys(operands)), meant)


def plan_of(draft: Draft, frame: Frame, linker: Linker) -> Plan | None:
    """The plan of a reading, as the rules make them; None where a name means nothing to the linker."""
    terms = [_term(name, linker) for name in draft.operands]
    known = [term for term in terms if term is not None]
    if len(known) < len(terms):
        return None
    single = draft.operation in SINGLE
    if not single and len(known) < 2:
        return None
    operands = (tuple(known),) if single else tuple((term,) for term in known)
    executes = load_yaml("model.yaml")["operations"][draft.operation]["executes"]
    return Plan(draft.operation, operands, frame, frozenset(executes))


def _term(name: str, linker: Linker) -> Token | None:
    tokens = linker.link(name)
    senses = tuple(sense for token in tokens for sense in token.senses if sense.kind in ("name", "code"))
    return Token(0, len(name), name, senses) if len(tokens) == 1 and senses else None


def reread(question: Question, unknown: Sequence[Token], draft: Draft, linker: Linker) -> tuple[Token, ...]:
    """The question's tokens with the unknown words as the names that the draft gives them."""
    tokens = []
    for token in question.tokens:
        name = draft.words.get(token.surface) if token in unknown else None
        term = _term(name, linker) if name else None
        tokens.append(Token(token.start, token.end, token.surface, _as_near(term)) if term else token)
    return tuple(tokens)


def _as_near(term: Token) -> tuple[Sense, ...]:
    """The name's senses, which must be explained by a figure: an unknown word is never a weak name."""
    return tuple(replace(sense, weak=False) for sense in term.senses)

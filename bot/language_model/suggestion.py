"""A model's reading told back as a question that the rules can answer, for the user to choose."""

from __future__ import annotations

from string import Template

from bot.language_model.reading import SINGLE, Draft
from bot.reading.question import Question
from bot.writing.phrases import Phrases
from prompts import load_yaml


def suggested_question(draft: Draft, question: Question) -> str | None:
    """The question that asks for what the draft plans, within the year, kind and organisation of the user's own question.

    None where the draft does not hold as many names as its operation needs.
    """
    if draft.operation not in SINGLE and len(draft.operands) < 2:
        return None
    if draft.operation in ("difference", "ratio", "share") and len(draft.operands) != 2:
        return None
    language = question.language
    joiner = Phrases(language).say("of" if draft.operation in SINGLE else "joiner")
    template = Template(load_yaml("model.yaml")["operations"][draft.operation][language])
    return template.substitute(
        when=_said(question, ("year", "kind")),
        who=_said(question, ("organisation",)),
        names=joiner.join(draft.operands),
        first=draft.operands[0],
        second=draft.operands[-1],
    )


def _said(question: Question, kinds: tuple[str, ...]) -> str:
    """The question's own words of some kinds, as they stand before or (in English) behind the names."""
    words = [token.surface for token in question.tokens if any(sense.kind in kinds for sense in token.senses)]
    return "".join(words) if question.language == "zh" else "".join(f" {word}" for word in words)

"""An answer of the rules, worded by a model: checked as it comes, shown only as far as it has passed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.language_model.consultation import Consultation
from bot.language_model.reading import quoted
from bot.language_model.replies import without_thoughts
from bot.language_model.wording import Masked, Names, Wording, mask, most_characters, same_figures, sentences_of
from bot.model import Answer
from bot.names.linking import Linker
from index.text import fold
from prompts import load_prompt

MOST_FIGURES = 12
"""A longer answer is a list, which prose would not make better."""


def may_be_reworded(answer: Answer) -> bool:
    """Whether the answer is figures in sentences: its first line is reworded, other readings below it stay."""
    head, *others = answer.text.split("\n")
    listed = any(line.startswith("- ") or line[:1].isdigit() for line in others)
    return answer.status == "answered" and not listed and 0 < len(mask(head).figures) <= MOST_FIGURES


def ask_wording(
    consultation: Consultation,
    question: str,
    answer: Answer,
    language: str,
    linker: Linker,
    show: Callable[[str], None] = lambda text: None,
) -> str | None:
    """The answer's text in the model's words; None where a sentence does not pass. Raises ModelTrouble."""
    head, *others = answer.text.split("\n")
    masked = mask(head)
    system = load_prompt(f"prose.{language}.md").template
    asked = load_prompt(f"prose_answer.{language}.md").substitute(
        question=quoted(mask(question).text), answer=quoted(masked.text)
    )
    names = names_in(answer, linker)
    live = _Live(masked, language, names, show)
    messages = [("system", system), ("human", asked)]
    reply = consultation.ask_text("prose", messages, live.take)
    text = check_wording(reply, masked, language, names)
    if text is None or not same_figures(text, head):
        consultation.reject("prose")
        return None
    return "\n".join([text, *others])


def check_wording(reply: str, masked: Masked, language: str, names: Names) -> str | None:
    """The reply with its figures filled in; None where any sentence of it does not pass, or a figure is missing."""
    wording = Wording(masked, language, names)
    passed = [wording.accept(sentence) for sentence in sentences_of(reply.strip())]
    if not passed or None in passed or not wording.complete():
        return None
    return "".join(sentence for sentence in passed if sentence is not None).strip()


def names_in(answer: Answer, linker: Linker) -> Names:
    """A function that gives the names in a stretch: labels of the answer's own evidence, and all names of the index."""
    labels = {fold(item.label) for item in answer.items}
    for citation in answer.citations:
        labels |= {fold(part) for part in (citation.row, *citation.row.split(" "), *citation.column.split("/"))}
        labels |= {fold(citation.table), fold(citation.organisation)}
    own = sorted((label for label in labels if len(label) > 1), key=len, reverse=True)

    def names_of(stretch: str) -> Sequence[str]:
        text = fold(stretch)
        found: list[tuple[int, str]] = []
        for label in own:
            start = text.find(label)
            while start >= 0:
                found.append((start, label))
                text = text[:start] + "\n" * len(label) + text[start + len(label) :]
                start = text.find(label)
        for start, part in _parts(text):
            tokens = linker.link(part)
            found += [
                (start + token.start, token.surface)
                for token in tokens
                if any(
                    sense.kind in ("name", "absent", "code", "organisation", "stranger", "kind")
                    for sense in token.senses
                )
            ]
        return [name for _, name in sorted(found)]

    return names_of


def _parts(text: str) -> list[tuple[int, str]]:
    """The stretches of a text between line breaks that are not empty, with where they start."""
    parts, start = [], 0
    for part in text.split("\n"):
        if part.strip():
            parts.append((start, part))
        start += len(part) + 1
    return parts


class _Live:
    """Shows a reply while it comes, as far as it passes; ends it at a whole sentence that does not."""

    def __init__(self, masked: Masked, language: str, names: Names, show: Callable[[str], None]) -> None:
        self._wording = Wording(masked, language, names)
        self._most = most_characters(masked)
        self._show = show
        self._taken = 0
        self._shown = ""

    def take(self, raw: str) -> bool:
        """Takes in the raw reply so far; whether more of it is wanted."""
        if "<" in raw and "</" not in raw:
            return True
        said = without_thoughts(raw)
        sentences = sentences_of(said)
        for sentence in sentences[self._taken : -1]:
            passed = self._wording.accept(sentence)
            if passed is None:
                return False
            self._taken += 1
            self._shown += passed
        begun = self._wording.preview("".join(sentences[-1:]))
        if begun:
            self._show((self._shown + begun).rstrip())
        return len(said) <= self._most

"""Several passages summed up by a model, a citation per sentence; what the cited passage does not hold is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language_model.client import Consultation
from bot.language_model.likeness import Likeness
from bot.language_model.reading import quoted
from bot.language_model.wording import directions_in, sentences_of
from bot.model import Answer, Citation
from bot.verify import Support, figures_in
from index.lexical import terms_of
from index.text import fold
from prompts import load_prompt

MOST_SENTENCES = 5
LONG = 300
"""Characters: a shorter text is its own summary, unless several passages make it up."""
MOST_PASSAGES = 6
LONGEST_PASSAGE = 1200
LEAST_HELD = 0.8
"""Share of a sentence's words and pairs of characters that its passage must hold in sentences next to each other."""
LEAST_COSINE = 0.9
"""Between a sentence and the part of its passage that holds it. By the packaged encoder, of the sentences of the bundled
examples 99% are as near to the two sentences that they stand among, and 9% are to two sentences of another passage."""
_WINDOW = 2
_MARKS = re.compile(r"\[(\d+)\]")
_HAN_NUMBERS = re.compile(
    "[一二三四五六七八九十百千万亿两零〇半壹贰叁肆伍陆柒捌玖拾]{1,}[%％成倍个项家名人次元年月日]?"
)


def may_be_summed_up(answer: Answer) -> bool:
    """Whether the answer quotes passages that are worth summing up."""
    quoting = answer.status == "answered" and answer.plan.get("operation") == "text"
    return quoting and (len(answer.citations) > 1 or sum(len(one.quote) for one in answer.citations) > LONG)


def ask_summary(
    consultation: Consultation, question: str, answer: Answer, language: str, likeness: Likeness
) -> tuple[str, ...]:
    """The sentences that passed, each with its citation; none where none did. Raises ModelTrouble."""
    passages = answer.citations[:MOST_PASSAGES]
    told = "\n".join(f"[{one.n}] {quoted(one.quote[:LONGEST_PASSAGE])}" for one in passages)
    system = load_prompt(f"summary.{language}.md").substitute(most=MOST_SENTENCES)
    asked = load_prompt(f"summary_passages.{language}.md").substitute(question=quoted(question), passages=told)
    reply = consultation.ask_text("summary", [("system", system), ("human", asked)])
    kept = kept_sentences(reply, passages, likeness)
    if not kept:
        consultation.reject("summary")
    return kept


def kept_sentences(reply: str, passages: Sequence[Citation], likeness: Likeness) -> tuple[str, ...]:
    """The sentences of a reply that their cited passages hold."""
    by_number = {one.n: one for one in passages}
    kept = []
    for sentence in _with_late_marks(sentences_of(reply)):
        marks = [int(mark) for mark in _MARKS.findall(sentence)]
        cited = [by_number[mark] for mark in marks if mark in by_number]
        plain = _MARKS.sub("", sentence).strip()
        if plain and len(cited) == len(marks) == 1 and is_held(plain, cited[0].quote, likeness):
            kept.append(f"{plain}[{marks[0]}]")
    return tuple(dict.fromkeys(kept))[:MOST_SENTENCES]


def is_held(sentence: str, passage: str, likeness: Likeness) -> bool:
    """Whether neighbouring sentences of the passage hold the sentence: its words, figures, numerals, directions, meaning."""
    if re.search(r"[<>{}`|]|https?:|www\.", sentence):
        return False
    pieces = sentences_of(passage)
    terms = set(terms_of(sentence))
    for start in range(len(pieces)):
        for size in range(1, _WINDOW + 1):
            window = "".join(pieces[start : start + size])
            if _holds(window, sentence, terms):
                cosine = likeness.cosine(sentence, window)
                return cosine is None or cosine >= LEAST_COSINE
    return False


def _holds(window: str, sentence: str, terms: set[str]) -> bool:
    here = set(terms_of(window))
    if not terms or len(terms & here) < LEAST_HELD * len(terms):
        return False
    support = Support([window])
    if not all(support.holds(figure) for figure in figures_in(sentence)):
        return False
    folded = fold(window)
    if any(found.group(0) not in folded for found in _HAN_NUMBERS.finditer(fold(sentence))):
        return False
    return directions_in(sentence) <= directions_in(window)


def _with_late_marks(sentences: Sequence[str]) -> list[str]:
    """Sentences whose mark stands behind the full stop, "…。[1]", put together with it."""
    joined: list[str] = []
    for sentence in sentences:
        late = re.match(r"\s*((?:\[\d+\])+)", sentence)
        if late and joined:
            joined[-1] += late.group(1)
            sentence = sentence[late.end() :]
        if sentence.strip():
            joined.append(sentence)
    return joined

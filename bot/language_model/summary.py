"""Several passages summed up by a model, a citation per sentence; what the cited passage does not hold is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bot.language_model.consultation import Consultation
from bot.language_model.likeness import Likeness
from bot.language_model.reading import quoted
from bot.language_model.replies import without_thoughts
from bot.language_model.wording import directions_in, sentences_of
from bot.model import Answer
from bot.phrases import Phrases
from index.lexical import terms_of
from index.text import fold
from prompts import load_prompt, load_yaml

MOST_SENTENCES = 5
LONG = 300
"""Characters: a shorter text is its own summary, unless several passages make it up."""
MOST_PASSAGES = 6
LONGEST_PASSAGE = 1200
LEAST_HELD = 0.8
"""Share of a clause's words and pairs of characters that a clause of its passage must hold."""
LEAST_COSINE = 0.9
"""Between a sentence and the part of its passage that holds it. By the packaged encoder, of the sentences of the bundled
examples 99% are as near to the two sentences that they stand among, and 9% are to two sentences of another passage."""
_WINDOW = 2
_MARKS = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两零〇半壹贰叁肆伍陆柒捌玖拾]")
_CLAUSE_END = re.compile(r"[。;:!?()\n]|,(?!\d)")


def may_be_summed_up(answer: Answer) -> bool:
    """Whether the answer quotes passages that are worth summing up."""
    quoting = answer.status == "answered" and answer.plan.get("operation") == "text"
    return quoting and (len(answer.citations) > 1 or sum(len(one.quote) for one in answer.citations) > LONG)


def ask_summary(consultation: Consultation, question: str, summary: Summary, language: str) -> str:
    """The sentences that passed, each with its citation, under a heading; "" where none did. Raises ModelTrouble."""
    told = "\n".join(f"[{one.n}] {quoted(one.quote[:LONGEST_PASSAGE])}" for one in summary.passages)
    system = load_prompt(f"summary.{language}.md").substitute(most=MOST_SENTENCES)
    asked = load_prompt(f"summary_passages.{language}.md").substitute(question=quoted(question), passages=told)
    reply = consultation.ask_text("summary", [("system", system), ("human", asked)], summary.take)
    text = summary.text_of(sentences_of(reply))
    if not text:
        consultation.reject("summary")
    return text


class Summary:
    """Takes a summary of an answer's passages in as it comes; shows each sentence that its cited passage holds."""

    def __init__(
        self,
        answer: Answer,
        likeness: Likeness,
        check_time: Callable[[], None],
        phrases: Phrases,
        show: Callable[[str], None],
    ) -> None:
        self.passages = answer.citations[:MOST_PASSAGES]
        self._likeness = likeness
        self._check_time = check_time
        self._heading = phrases.say("summary")
        self._show = show
        self._judged: dict[tuple[int, str], bool] = {}

    def take(self, raw: str) -> bool:
        """Takes in the raw reply so far; whether more of it is wanted. Raises what `check_time` raises."""
        sentences = sentences_of(without_thoughts(raw))[:-1]  # the last one may go on
        text = self.text_of(sentences)
        if text:
            self._show(text)
        return text.count("\n") < MOST_SENTENCES

    def text_of(self, sentences: Sequence[str]) -> str:
        """The sentences that their cited passages hold, under a heading; "" where none is. Raises as `take`."""
        kept = self._kept(sentences)
        return "\n".join([self._heading, *(f"- {sentence}" for sentence in kept)]) if kept else ""

    def _kept(self, sentences: Sequence[str]) -> list[str]:
        kept: dict[str, None] = {}
        for sentence in _with_late_marks(sentences):
            marks = [int(mark) for mark in _MARKS.findall(sentence)]
            plain = _MARKS.sub("", sentence).strip()
            if plain and len(marks) == 1 and self._is_held(plain, marks[0]):
                kept[f"{plain}[{marks[0]}]"] = None
            if len(kept) == MOST_SENTENCES:
                break
        return list(kept)

    def _is_held(self, sentence: str, mark: int) -> bool:
        known = self._judged.get((mark, sentence))
        if known is None:
            self._check_time()
            cited = [one for one in self.passages if one.n == mark]
            known = bool(cited) and is_held(sentence, cited[0].quote, self._likeness)
            self._judged[mark, sentence] = known
        return known


def is_held(sentence: str, passage: str, likeness: Likeness) -> bool:
    """Whether neighbouring sentences of the passage hold the sentence: its words, numerals, directions, meaning.

    One with a number in it, in digits or Chinese, must be clauses of one sentence word for word and in their order: a
    figure put behind other words is a wrong figure, however near the meaning.
    """
    if re.search(r"[<>{}`|]|https?:|www\.", sentence):
        return False
    numbered = bool(_NUMBER.search(fold(sentence)))
    for window in _windows(passage, 1 if numbered else _WINDOW):
        if (not numbered or _quotes(sentence, window)) and _holds(window, sentence):
            cosine = likeness.cosine(sentence, window)
            return cosine is None or cosine >= LEAST_COSINE
    return False


def _windows(passage: str, most: int) -> Iterator[str]:
    """Sentences next to each other, but for those beside one that gives orders: what they say may be what it wants said."""
    orders = [fold(word) for word in load_yaml("cues.yaml")["injection"]["orders"]]
    pieces = sentences_of(passage)
    giving = [any(word in fold(piece) for word in orders) for piece in pieces]
    fit = [not any(giving[max(0, place - 1) : place + 2]) for place in range(len(pieces))]
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + most, len(pieces)) + 1):
            if all(fit[start:end]):
                yield "".join(pieces[start:end])


def _quotes(sentence: str, window: str) -> bool:
    theirs = iter(_clauses(window))
    return all(clause in theirs for clause in _clauses(sentence))


def _holds(window: str, sentence: str) -> bool:
    """Whether each clause has one in the window, or two next to each other, with its words and the same directions."""
    theirs = _clauses(window)
    theirs += [one + other for one, other in pairwise(theirs)]
    known = [(set(terms_of(clause)), directions_in(clause)) for clause in theirs]
    wanted = [(set(terms_of(clause)), directions_in(clause)) for clause in _clauses(sentence)]
    return any(terms for terms, _ in wanted) and all(
        any(directions == same and len(terms & here) >= LEAST_HELD * len(terms) for here, same in known)
        for terms, directions in wanted
    )


def _clauses(text: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE_END.split(fold(text)) if clause.strip()]


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

"""Several passages summed up by a model, a citation per sentence; what the cited passage does not hold is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.language_model.consultation import Consultation
from bot.language_model.holding import says
from bot.language_model.likeness import Likeness
from bot.language_model.reading import quoted
from bot.language_model.replies import without_thoughts
from bot.language_model.wording import sentences_of
from bot.model import Answer
from bot.writing.phrases import Phrases
from index.text import fold
from prompts import load_prompt, load_yaml

MOST_SENTENCES = 5
LONG = 300
"""Characters: a shorter text is its own summary, unless several passages make it up."""
MOST_PASSAGES = 6
LONGEST_PASSAGE = 1200
LEAST_COSINE = 0.88
"""Between a sentence and the sentence of its passage that says so. The true ones of eval/paraphrases.yaml whose words are
held are nearer than this; two sentences of different passages hardly ever are."""
_MARKS = re.compile(r"\[(\d+)\]")


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
            known = any(
                is_held(sentence, one.quote, self._likeness, one.organisation) for one in self.passages if one.n == mark
            )
            self._judged[mark, sentence] = known
        return known


def is_held(sentence: str, passage: str, likeness: Likeness, organisation: str = "") -> bool:
    """Whether the passage holds the sentence: its words in their order, and its meaning."""
    if re.search(r"[<>{}`|]|https?:|www\.", sentence):
        return False
    held = says(without_orders(passage), sentence, organisation)
    if not held:
        return False
    cosine = likeness.cosine(sentence, held)
    return cosine is None or cosine >= LEAST_COSINE


def without_orders(passage: str) -> str:
    """The passage but for sentences that give orders and those beside them: what they say may be what it wants said."""
    orders = [fold(word) for word in load_yaml("cues.yaml")["injection"]["orders"]]
    pieces = sentences_of(passage)
    giving = [any(word in fold(piece) for word in orders) for piece in pieces]
    return "".join(piece for place, piece in enumerate(pieces) if not any(giving[max(0, place - 1) : place + 2]))


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

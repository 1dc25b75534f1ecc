"""Questions about words: answered with the source's own sentences, from the right section of the right project."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.names.terms import keys_of
from bot.reading.question import Question, is_context, is_strong
from bot.texts.affiliates import answer_bodies, names_bodies
from bot.texts.papers_asked import papers_asked
from bot.texts.passages import (
    LEVEL_MARK,
    MOST_CHARACTERS,
    MOST_INLINE,
    MOST_PASSAGES,
    NEXT_ITEM,
    TextAnswer,
    held,
    holds,
    is_of_other_year,
    needed_of,
    sentences_of,
    stands_in,
    upto,
    whole_section,
    with_list,
    without_longer,
)
from bot.texts.project_uses import is_of_all_spent, use_of_project
from bot.texts.reasons import sentence_about
from bot.tools import Tools
from index.model import Passage
from index.numerals import HAN
from index.prose_text import YEAR
from index.store.facts import FactStore
from index.text import fold, name_key, numbering, strip_numbering
from index.words import pattern_of
from prompts import load_yaml

MIN_SAID = 3
"""Characters that a sentence for a figure must be found by."""
MIN_COVER = 0.5
"""Share of the question's content characters that a passage must hold."""
_DEFINES = re.compile(
    rf"^\s*(?:[（(]?[{HAN}\d]+[)）、.．]\s*)?[“”\"]?(.{{2,40}}?)[“”\"]?\s*[:：]|^\s*(?:[（(]?[{HAN}\d]+[)）、.．]\s*)?[“”\"]?(.{{2,40}}?)[“”\"]?(?:是指|指的是|是|指)"
)


def answer_text(question: Question, tools: Tools) -> TextAnswer | None:
    """The passages that answer a question about words, or None where the documents do not."""
    store, headings = tools.store, tools.catalogue.lexicon.text_headings
    words = content_words(question)
    unknown = [token.surface for token in question.tokens if is_context(token)]
    documents = papers_asked(question, tools)
    if is_of_all_spent(question):
        return None  # 支出主要花在哪里: the classes of all of it
    asked = ("reason",) if "reason" in question.texts else question.texts
    kinds = [other for kind in asked for other in (kind, *_INSTEAD.get(kind, ()))]
    for kind in dict.fromkeys(kinds):
        if kind == "definition":
            found = _definition((*words, *_printed(question)), _before(question), store, documents, headings[kind])
        elif kind in ("reason", "purpose"):
            found = sentence_about(kind, question, words, documents, tools)
            found = found or (use_of_project(question, words, documents, tools) if kind == "purpose" else None)
        else:
            said = [token.surface for token in question.tokens if token.has("text", kind)]
            under = store.passages_under(headings[kind], documents)
            sections = [passage for passage in under if not is_of_other_year(passage, question.frame.years)]
            found = _section(words, sections, headings[kind], unknown, said)
            found = found or _inline_section(words, store, documents, headings[kind])
            found = found or _opening_section(words, store, documents, headings[kind])
            if found is None and kind in _INLINE:
                told = tools.passages(question.text, 2 * MOST_PASSAGES, documents)
                found = _told_inline(words, told, headings[kind])
        if kind == "affiliates" and not (found and names_bodies(found)):
            found = answer_bodies(question, store, documents) or found
        if found is not None:
            return _of_one_item(found, unknown)
    among = question.ranges_over == "organisations" and any(map(is_strong, question.names))
    if set(question.texts) & {"reason", "purpose", *_INLINE} or among:
        return None  # which of several units it is stands in no one sentence
    return _by_search(question, words, documents, tools)


_INSTEAD = {
    "tasks": ("duties", "overview", "plan"),
    "duties": ("overview", "plan"),
    "overview": ("plan",),
    "plan": ("overview",),
}
"""Sections that may answer where a project has none of the first kind."""


def _of_one_item(found: TextAnswer, unknown: Sequence[str]) -> TextAnswer:
    """What a list tells of the one of its items that is asked about: 外事科 of all offices."""
    told = [
        (passage, line.strip())
        for passage, quote in found.quotes
        for line in quote.split("\n")
        if NEXT_ITEM.match(line) and all(word in fold(line) for word in unknown)
    ]
    return TextAnswer((told[0],), found.section) if unknown and len(told) == 1 else found


def _printed(question: Question) -> tuple[str, ...]:
    """How the papers print the Chinese names that English words of a question stand for: 基本支出 for basic expenditure."""
    said = (token for token in question.strong_terms if token.surface.isascii())
    return tuple(sorted({key for token in said for key in keys_of(token) if not key.isascii()}))


def content_words(question: Question) -> tuple[str, ...]:
    """The surfaces that a passage must hold: names, left-overs and words of the field that the index lacks."""
    return tuple(
        token.surface
        for token in question.tokens
        if not token.has("text")
        and not (token.has("kind") and token.surface.isascii())  # final accounts: which paper of these is meant
        and not (token.has("frame") and not token.has("name"))
        and (
            is_strong(token)
            or (token.has("left") and len(token.surface) > 1)
            or token.has("absent")
            or (token.has("name") and len(token.surface) > 2)
        )
    )


def _before(question: Question) -> str:
    """What stands right before the word that asks for a meaning: …说的学时 of …说的学时是啥意思."""
    asked = next((token for token in question.tokens if token.has("text", "definition")), None)
    return name_key(_LINKS.sub("", question.text[: asked.start])) if asked else ""


_LINKS = re.compile(r"(?:到底|究竟|具体|又|是|指|这个词|一词|的)*$")


def _definition(
    words: Sequence[str], before: str, store: FactStore, documents: frozenset[str], headings: Sequence[str]
) -> TextAnswer | None:
    """The entry of 名词解释 whose term is the question's, or ends what stands `before` its asking: the closest in length."""
    best: tuple[int, Passage, str] | None = None
    for passage in store.passages_under(headings, documents):
        for line in (entry for printed in passage.text.split("\n") for entry in _entries(printed)):
            found = _DEFINES.match(line) or _ENGLISH_ENTRY.match(line)
            term = name_key(next(filter(None, found.groups()), "")) if found else ""
            if len(term) > 1 and not term.isascii() and before.endswith(term):
                best = (-len(term), passage, line) if best is None or -len(term) < best[0] else best
            for word in words:
                key = name_key(word)
                if (
                    term
                    and len(key) > 1
                    and key.isascii() == term.isascii()
                    and (key == term or key in term or term in key)
                ):
                    distance = abs(len(term) - len(key))
                    if best is None or distance < best[0]:
                        best = (distance, passage, line)
    if best is None:
        return None
    return TextAnswer(((best[1], best[2].strip()),), best[1].section)


def _entries(line: str) -> list[str]:
    """The entries of a glossary in English that one line holds, Contingency - money set aside. FTE - …; else the line."""
    bounds = sorted({0, len(line), *(found.start() for found in _ENGLISH_ENTRY.finditer(line))})
    return [line[start:end].strip() for start, end in pairwise(bounds)]


_ENGLISH_ENTRY = re.compile(r"(?:^|(?<=\. ))([A-Z][A-Za-z0-9/&'’() ]{1,40}?)(?: [-–—] |: | means )")


def _section(
    words: Sequence[str],
    passages: Sequence[Passage],
    headings: Sequence[str],
    unknown: Sequence[str],
    said: Sequence[str],
) -> TextAnswer | None:
    """The whole section under a fitting heading, of the project that the question's words name best.

    It must hold the words that nothing explains, where they are all that is said: 贸易发展科 is no 贸易高质量发展专项. Of
    several of one document the one that has the very words for what is asked: 内设机构, 下属单位.
    """
    required = unknown if set(words) <= set(unknown) else ()
    sections: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
    for passage in passages:
        sections.setdefault((passage.document, upto(passage.section, headings)), []).append(passage)
    sections = {
        place: inside
        for place, inside in sections.items()
        if all(holds(word, fold("".join((*place[1], *(one.text for one in inside))))) for word in required)
    }
    if not sections:
        return None
    about_all = load_yaml("cues.yaml")["about"]["projects"]
    rest = [word for word in words if word not in about_all and not any(word in heading for heading in headings)]

    def covered(path: tuple[str, ...], inside: Sequence[Passage]) -> float:
        title, text = fold("".join(path)), fold("".join(passage.text for passage in inside))
        return 2 * _cover(rest, title) + _cover(rest, text)

    def told(inside: Sequence[Passage]) -> float:
        return max((held(word, passage.text) / len(word) for word in said for passage in inside), default=0.0)

    ordered = sorted(sections.items(), key=lambda item: -covered(item[0][1], item[1]))
    (_, path), inside = ordered[0]
    best = covered(path, inside)
    several = len(sections) > 1
    if rest and best < (1.0 if several else MIN_COVER):
        return None
    if not rest and several:
        of_projects = any(word in about_all for word in words)

        def named(path: tuple[str, ...]) -> bool:
            return _names_section(path, headings, of_projects=of_projects)

        (_, path), inside = max(
            sections.items(),
            key=lambda item: (named(item[0][1]), told(item[1]), sum(len(one.text) for one in item[1])),
        )
        if not named(path) or sum(named(one[1]) for one in sections) > 2:
            return None
    return whole_section(inside, path)


def _inline_section(
    words: Sequence[str], store: FactStore, documents: frozenset[str], headings: Sequence[str]
) -> TextAnswer | None:
    """A section whose heading was printed as a line of its own within the text, from there to the next such line."""
    if len(documents) > MOST_INLINE or any(not any(word in heading for heading in headings) for word in words):
        return None
    for document in sorted(documents):
        passages = store.passages_of(document)
        for number, passage in enumerate(passages):
            lines = passage.text.split("\n")
            start = next((place for place, line in enumerate(lines) if _is_heading_line(line, headings)), None)
            if start is None or passage.kind == "table" or "目录" in passage.text or len(passage.text) < len(lines) * 8:
                continue
            quotes = [(passage, "\n".join(lines[start:]))]
            for later in passages[number + 1 : number + MOST_PASSAGES]:
                if later.section != passage.section or sum(len(text) for _, text in quotes) > MOST_CHARACTERS:
                    break
                quotes.append((later, later.text))
            return TextAnswer(tuple(quotes), passage.section)
    return None


def _opening_section(
    words: Sequence[str], store: FactStore, documents: frozenset[str], headings: Sequence[str]
) -> TextAnswer | None:
    """A section whose heading opens its paragraph, （一）职能职责。负责…, down to the next paragraph numbered as it is."""
    if len(documents) > MOST_INLINE or any(not any(word in heading for heading in headings) for word in words):
        return None
    for document in sorted(documents):
        for passage in store.passages_of(document):
            lines = passage.text.split("\n") if passage.kind == "prose" else []
            start = next((place for place, line in enumerate(lines) if _opens(line, headings)), None)
            if start is None:
                continue
            mark = _SHAPE.sub("0", numbering(lines[start]))
            later = (
                place for place in range(start + 1, len(lines)) if _SHAPE.sub("0", numbering(lines[place])) == mark
            )
            end = next(later, len(lines))
            return TextAnswer(((passage, "\n".join(lines[start:end])),), passage.section)
    return None


def _told_inline(words: Sequence[str], passages: Sequence[Passage], headings: Sequence[str]) -> TextAnswer | None:
    """The sentences that begin with a heading's words within a paragraph, 发现的问题：…, where one passage has them."""
    found = [
        (_cover(words, fold("".join(passage.section) + passage.text)), passage, with_list(passage.text, sentence))
        for passage in passages
        if passage.kind == "prose"
        for sentence in sentences_of(passage.text)
        if any(heading in sentence[: max(len(heading) + _LEAD, _colon(sentence))] for heading in headings)
    ]
    best = max((cover for cover, _, _ in found), default=0.0)
    best_of = [(passage, sentence) for cover, passage, sentence in found if cover == best]
    if not best_of or (words and best < MIN_COVER) or len({passage.id for passage, _ in best_of}) > 1:
        return None
    return TextAnswer(tuple(best_of), best_of[0][0].section)


def _colon(sentence: str) -> int:
    """Where the colon stands that a short beginning of a sentence ends with: 预算执行中还存在一些困难和问题，主要是：; 0 without."""
    at = max(sentence.find("："), sentence.find(":"))
    return at if at <= _LONGEST_LEAD else 0


_LONGEST_LEAD = 30
_INLINE = frozenset({"problems", "measures"})
"""What documents tell in a sentence of its own more often than in a section."""
_LEAD = 6
_SHAPE = re.compile(rf"[{HAN}\d]+")
_OPENED = re.compile(r"^.{0,8}?(?=[。：:].{8,})")


def _opens(line: str, headings: Sequence[str]) -> bool:
    """Whether a numbered paragraph begins with one of the headings and goes on in the same line."""
    found = _OPENED.match(strip_numbering(line)) if numbering(line) else None
    return found is not None and found.group(0).endswith(tuple(headings))


def _is_heading_line(line: str, headings: Sequence[str]) -> bool:
    return len(line) <= 40 and any(line.strip().endswith(heading) for heading in headings)


def _names_section(path: tuple[str, ...], headings: Sequence[str], *, of_projects: bool) -> bool:
    """Whether the section is the document's own of that name, not one of a project unless these are asked about."""
    title = path[-1].removesuffix("情况") if path else ""
    return any(title.endswith(heading) for heading in headings) and (of_projects or "项目" not in "".join(path))


def _cover(words: Sequence[str], text: str) -> float:
    """The share of the words' characters that the text holds, whole words or their pairs of characters."""
    total = sum(len(word) for word in words)
    if not total:
        return 0.0
    return sum(held(word, text) for word in words) / total


def _by_search(question: Question, words: Sequence[str], documents: frozenset[str], tools: Tools) -> TextAnswer | None:
    """The best sentences of the passages that hybrid search finds; None where they hold too little of the question."""
    if not words:
        return None
    unknown = [token.surface for token in question.tokens if is_context(token)]
    best: tuple[float, Passage] | None = None
    for rank, passage in enumerate(tools.passages(question.text, MOST_PASSAGES, documents)):
        text = fold(" ".join(passage.section) + passage.text)
        if passage.kind == "table" or not all(holds(word, text) for word in unknown):
            continue  # the names of a form's rows tell nothing of them
        score = _cover(words, text) - 0.03 * rank
        if best is None or score > best[0]:
            best = (score, passage)
    if best is None or best[0] < MIN_COVER:
        return None
    return TextAnswer(((best[1], _best_sentences(best[1].text, words)),), best[1].section)


def answer_sentence(question: Question, tools: Tools, *, figure: bool = True) -> TextAnswer | None:
    """The one sentence of the documents that holds every word of a question for a figure, and a figure; None without one.

    It is quoted, never read: 离退休人员有多少 → "…离退休人员150名。" Not of a `figure`: every word of a question for anything
    else, 还挂了哪些牌子.
    """
    words = [word for word in content_words(question) if len(word) > 1]
    words += [token.surface for token in question.tokens if token.has("lacking")]
    if not figure:
        words += [token.surface for token in question.tokens if token.has("left") and len(token.surface) == 1]
    if any(token.surface[0] in _NEGATIONS for token in question.blockers) or len(question.frame.years or ()) > 1:
        return None
    if any(token.has("over") and token.surface[0] in "每各" for token in question.tokens):
        return None  # each village's share stands in no sentence that tells of all
    if sum(map(len, words)) < MIN_SAID or operations_asked(question) - _ASKED or question.top or question.nth:
        return None
    documents = papers_asked(question, tools)
    kinds = question.frame.kinds
    if kinds and not any(document.kind in kinds for document in tools.papers(documents)):
        return None

    def told_in(passage: Passage) -> list[tuple[Passage, str]]:
        sentences = sentences_of(passage.text) if passage.kind == "prose" else []
        told = [(passage, one.strip()) for one in sentences if _tells(one, words, question, figure=figure)]
        return [] if told and is_of_other_year(passage, question.frame.years) else told

    needed = [*map(needed_of, words)]
    passages = tools.passages(question.text, 3 * MOST_PASSAGES, documents, needed, told_in)
    found = [one for passage in passages for one in told_in(passage)]
    owners = {one.organisation for one in tools.papers(frozenset(passage.document for passage, _ in found))}
    if len(owners) != 1:
        return None
    passage, sentence = min(found, key=lambda one: len(one[1]))
    return TextAnswer(((passage, sentence),), passage.section)


MIN_MENTIONED = 3
"""Characters of an unknown word that the text is looked through for."""


def sentence_with(words: Sequence[str], question: Question, tools: Tools) -> TextAnswer | None:
    """The shortest sentence of the papers asked about that holds all of these words as they are; None without one, or for
    short words.
    """
    wanted = [fold(word) for word in words]
    if not wanted or any(len(word) < MIN_MENTIONED for word in wanted):
        return None
    documents = papers_asked(question, tools)

    def told_in(passage: Passage) -> list[tuple[Passage, str]]:
        sentences = sentences_of(passage.text) if passage.kind == "prose" else []
        told = (one for one in sentences if all(stands_in(word, fold(one)) for word in wanted))
        return [(passage, with_list(passage.text, one) if asks_what(question) else one.strip()) for one in told]

    passages = tools.passages(" ".join(words), 3 * MOST_PASSAGES, documents, wanted, told_in)
    found = [one for passage in passages for one in told_in(passage)]
    passage, sentence = min(found, key=lambda one: len(one[1]), default=(None, ""))
    return TextAnswer(((passage, sentence),), passage.section) if passage else None


_ASKS_WHAT = re.compile(r"哪|什么|谁|何(?!时)|\b(?:which|what|who)\b", re.I)


def asks_what(question: Question) -> bool:
    """Whether a question asks which, what or who, so that a sentence may answer it."""
    return bool(_ASKS_WHAT.search(question.text))


_COUNTED = r"[^,;。、\d]{0,8}\d[\d,.]*(?![\d.,]|\s*(?:百万|千万|亿|万|千)?元|%)"
"""How many there are of a thing, right behind its name, and no amount of money."""


_MONEY_ASKED = pattern_of("asked.zh.yaml", "asked", "money")
_MONEY = re.compile(r"\d[\d,.]*\s*(?:百万|千万|亿|万|千)?元|\$|\d\.\d\d(?!\d)")
"""A sentence that counts things tells no money: 下设9个派出所."""
_ASKED = frozenset({"count", "list", "each"})
"""What a sentence may answer: how many, which."""
_IN_ALL = ("一共", "总共", "共计")
"""Words that ask for one figure as well as for a sum: 那笔钱一共多少."""


def operations_asked(question: Question) -> frozenset[str]:
    """What a question asks to be worked out; no sum where only a word for one figure says so."""
    summed = [token.surface for token in question.tokens if token.has("operation", "sum")]
    one = all(surface.startswith(_IN_ALL) for surface in summed)
    return question.operations - {"sum"} if one else question.operations


_NEGATIONS = "没无未"
"""What is asked for is what a thing is not, which no sentence with the thing tells."""
_RATES = ("每", "均")
"""What asks for an amount by the head, the school, the village: no sentence that gives a sum tells it."""


def _tells(sentence: str, words: Sequence[str], question: Question, *, figure: bool) -> bool:
    """Whether a sentence holds all the words, and a figure, and is of no other year than the one asked about."""
    text = LEVEL_MARK.sub("", fold(sentence))
    years = {int(year) for year in YEAR.findall(text)}
    other = bool(question.frame.years and years and not years & question.frame.years)
    counted = "count" in question.operations or any(token.has("lacking") for token in question.tokens)
    if counted and not all(re.search(re.escape(word) + _COUNTED, without_longer(word, text)) for word in words[-1:]):
        return False
    if any(rate in one.surface and rate not in text for one in question.unexplained for rate in _RATES):
        return False
    if not counted and _MONEY_ASKED.search(question.text) and not _MONEY.search(text):
        return False
    figures = re.search(r"\d", re.sub(r"(?:19|20)\d{2}年|(?:fiscal year|fy) ?\d{2,4}|^\W*\d+(?:[.、)）]|\s)", "", text))
    return not other and bool(figures or not figure) and all(holds(word, text) for word in words)


def _best_sentences(text: str, words: Sequence[str]) -> str:
    """The one item of a list that holds all the words; the passage whole where it is short; else the sentence that holds
    most of the words, with its neighbours.
    """
    own = [line for line in text.split("\n") if NEXT_ITEM.match(line) and all(word in fold(line) for word in words)]
    if len(own) == 1:
        return own[0].strip()
    sentences = sentences_of(text)
    if len(text) <= 400 or len(sentences) < 4:
        return text
    scores = [_cover(words, fold(sentence)) for sentence in sentences]
    best = max(range(len(sentences)), key=scores.__getitem__)
    return "".join(sentences[max(0, best - 1) : best + 3]).strip()

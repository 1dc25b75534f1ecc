"""Refusals that say what stands in the way or is lacking, with what the papers tell of it, if anything."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Answer, Choice
from bot.reading.question import Question, is_context, is_strong
from bot.texts.affiliates import is_inside
from bot.texts.quoting import printed, wants_figure
from bot.texts.sections import answer_text, sentence_with
from bot.tools import Tools
from bot.writing.answers import write_text
from bot.writing.missing import called, missing_kinds, missing_sides, missing_years, parts_of_bodies
from bot.writing.phrases import Phrases
from index.reach import whole_places

MOST_OWNERS = 8


def declined(question: Question) -> Answer | None:
    """The refusal of what is no question about budgets: an order, other talk."""
    if any(token.has("orders") for token in question.tokens):
        return Answer("declined", Phrases(question.language).say("declined_orders"))
    if any(token.has("offtopic") for token in question.tokens) and not question.strong_terms:
        return Answer("declined", Phrases(question.language).say("declined_offtopic"))
    return None


def blocked(question: Question, tools: Tools) -> Answer:
    """No figure may be given past an unexplained word; a question about words may still find its passage."""
    if question.texts and not wants_figure(question) and not any(token.has("lacking") for token in question.blockers):
        text = answer_text(question, tools)
        if text:
            return write_text(text, question, tools)
    sentence = printed(question, tools)
    if sentence:
        return sentence
    phrases = Phrases(question.language)
    lacking = [token.surface for token in question.blockers if token.has("lacking")]
    missing = phrases.say("joiner").join(lacking or called(question))
    mentioned = None if lacking else sentence_with(called(question), question, tools)
    if mentioned:
        quoted = write_text(mentioned, question, tools)
        inside = is_inside(question, called(question), mentioned)
        if inside is not None:
            said = phrases.say("yes" if inside else "no")
            return replace(quoted, text=f"{said}\n{quoted.text}", truth=inside, plan={"missing": missing})
        told = phrases.say("not_found_mentioned", missing=missing)
        return replace(quoted, status="not_found", text=f"{told}\n{quoted.text}", plan={"missing": missing})
    name = "not_found_lacking" if lacking else "not_found_words"
    told = phrases.say(name, missing=missing, nearest=_nearest(question, phrases))
    return Answer("not_found", told, plan={"missing": missing})


def ask_for_body(question: Question, tools: Tools) -> Answer:
    """A place is not one of its departments: the figures of the whole place are not in departmental budgets."""
    documents = tools.catalogue.documents
    owners = list(dict.fromkeys(documents[one].organisation for one in sorted(question.frame.documents)))[:MOST_OWNERS]
    choices = tuple(Choice(owner, question.text.replace(question.jurisdiction, owner, 1)) for owner in owners if owner)
    phrases = Phrases(question.language)
    text = phrases.say("clarify_place", place=question.jurisdiction, owners=phrases.say("joiner").join(owners))
    whole = any(word in question.text for word in whole_places())  # no body's, and none is to be picked
    return Answer("not_found" if whole else "clarify", text, choices=() if whole else choices)


def only_beside(figure: Answer, said: str) -> Answer:
    """A refusal with the figure below it, for the reader to see: it answers nothing."""
    text = f"{said}\n{figure.text}"
    return replace(figure, status="not_found", text=text, value=None, unit=None, truth=None, items=())


def unexplained(question: Question) -> Answer:
    """The refusal of a question whose words do not name the figure that was found."""
    return _no_such_combination(question, [one.surface for one in question.strong_terms])


def not_found(question: Question, tools: Tools) -> Answer:
    """The refusal that names what is lacking: a side of a comparison, a year, a kind, what is counted or judged by."""
    phrases = Phrases(question.language)
    documents = [tools.catalogue.documents[one] for one in question.frame.documents]
    sides = () if "execution" in question.operations else missing_sides(question, tools)
    if sides:
        missing = ("”“" if phrases.language == "zh" else "” and “").join(sides)
        return Answer("not_found", phrases.say("not_found_side", missing=missing), plan={"missing": missing})
    have = sorted({document.year for document in documents if document.year})
    years = missing_years(question, have, tools)
    if years:
        shown = phrases.say("joiner").join(f"{year}年" if phrases.language == "zh" else str(year) for year in have)
        told = phrases.say("not_found_year", missing=phrases.say("joiner").join(map(str, years)), have=shown)
        return Answer("not_found", told, plan={"have": shown})
    held = {one.kind for one in documents if not question.frame.years or one.year in question.frame.years}
    held |= {kind for one in documents for kind in tools.catalogue.kinds_beside.get(one.id, ())}
    kinds = missing_kinds(question, held)
    if kinds:
        lacks, has = (
            phrases.say("joiner").join(phrases.say(f"kind_{kind}") for kind in sorted(found)) for found in (kinds, held)
        )
        return Answer("not_found", phrases.say("not_found_kind", missing=lacks, have=has))
    return _too_little_said(question, phrases)


def _too_little_said(question: Question, phrases: Phrases) -> Answer:
    """The refusal of a question that lacks no paper, only what it is about, or a row or column where its names meet."""
    judged = [token.surface for token in question.tokens if token.has("operation", "over", "under")]
    if judged and question.strong_terms and "whether" in question.operations and not question.amounts:
        nearest = _nearest(question, phrases)
        return Answer("not_found", phrases.say("not_found_lacking", missing=judged[0], nearest=nearest))
    counted = [token.surface for token in question.tokens if token.has("operation", "count")]
    if not question.terms and counted:  # 有多少人
        missing = phrases.say("joiner").join(counted)
        return Answer("not_found", phrases.say("not_found_lacking", missing=missing, nearest=""))
    if question.ranges_over == "projects" and not question.strong_terms:
        return Answer("not_found", phrases.say("not_found_projects"))
    if not question.terms:
        return Answer("clarify" if not question.operations else "not_found", phrases.say("clarify_none"))
    dated = phrases.language == "en"  # the year or the kind may be all that is lacking
    named = [one for one in question.tokens if is_strong(one) or (dated and (one.has("year") or one.has("kind")))]
    return _no_such_combination(question, [one.surface for one in named])


def _no_such_combination(question: Question, named: list[str]) -> Answer:
    phrases = Phrases(question.language)
    asked = phrases.say("joiner").join(named) or question.text
    return Answer("not_found", phrases.say("not_found_combination", asked=asked, nearest=""))


def _nearest(question: Question, phrases: Phrases) -> str:
    """The names that the question does have, as what could be asked instead."""
    inside = parts_of_bodies(question)
    names = [one.surface for one in question.tokens if is_strong(one) and not is_context(one) and one not in inside]
    return phrases.say("nearest", names=phrases.say("joiner").join(names)) if names else ""

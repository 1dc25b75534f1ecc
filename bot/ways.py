"""The ways from a question to an answer; `bot.answering` puts them in order.

Each looks whether the question is of its kind, and gives None where it is not or where the papers hold nothing for it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.figures.forms import other_money, totals_a_part
from bot.figures.grand_totals import of_all_funds, of_grand_total, says_grand_total, took_grand_total
from bot.figures.places import as_row, names_own
from bot.grammar.plan_asked import asks_plan, of_outcomes, of_plans, outcome_told
from bot.model import Answer
from bot.names.budget_words import SAYS_PLAN
from bot.operations.attempts import Attempt, attempt
from bot.operations.new_bonds import projects_of_new_bonds, told_of_new_bonds
from bot.operations.rate_bases import base_of_rate
from bot.reading.question import Question, asks_amount, is_context
from bot.talk.compound import join_answers
from bot.texts import bodies_told
from bot.texts.affiliates import count_of_units, with_number
from bot.texts.bought import asks_bought, bought_under
from bot.texts.document_numbers import answer_document_number, asks_document_number
from bot.texts.english_reasons import reason_told
from bot.texts.form_notes import answer_form_note
from bot.texts.goals import answer_goals, asks_goals
from bot.texts.none_held import answer_none
from bot.texts.passages import TextAnswer
from bot.texts.payers import paid_by
from bot.texts.quoting import printed, wants_figure, with_change, with_count, with_none
from bot.texts.reasons import reason_beside
from bot.texts.row_codes import answer_code, asks_code
from bot.texts.row_words import answer_cell
from bot.texts.sections import answer_text
from bot.texts.telling_sentences import answer_by_sentences, asks_work
from bot.tools import Tools
from bot.writing.answers import Reply, checked, write_figure, write_goals, write_text
from bot.writing.phrases import Phrases
from bot.writing.refusals import ask_for_body, blocked, declined, not_found, only_beside
from index.text import core_key


def decline(question: Question, tools: Tools) -> Reply | None:
    """Orders and other talk, before anything is looked up."""
    refusal = declined(question)
    return Reply(refusal) if refusal else None


def goals_by_name(question: Question, tools: Tools) -> Reply | None:
    """Rows of a form of performance goals, where its columns are named: before figures, as 得了多少分 is no amount."""
    named = asks_goals(question.text) or ("goals" in question.texts and question.strong_terms)
    goals = answer_goals(question, tools) if named else None
    return Reply(write_goals(goals, question, tools)) if goals else None


def document_number(question: Question, tools: Tools) -> Reply | None:
    """The number of a document: before figures, as its digits are none."""
    cited = answer_document_number(question, tools) if asks_document_number(question) else None
    return Reply(write_text(cited, question, tools)) if cited else None


def form_note(question: Question, tools: Tools) -> Reply | None:
    """The unit of the forms, and which plan 预算数 is: before figures, as no amount is asked for."""
    noted = answer_form_note(question, tools)
    return Reply(write_text(noted, question, tools)) if noted else None


def row_code(question: Question, tools: Tools) -> Reply | None:
    """The code of a row, or that its form has none: nothing else answers such a question."""
    if not asks_code(question) or question.blockers:
        return None
    answer, codes = answer_code(question, tools)
    return Reply(checked(answer, codes, question, tools))


def base_of_a_rate(question: Question, tools: Tools) -> Reply | None:
    """What a printed percentage was worked out from: before figures, as its base need not be the one that is named."""
    found = base_of_rate(question, tools) if question.language == "zh" else None
    return Reply(write_figure(found, question, tools), found) if found else None


def words_of_row(question: Question, tools: Tools) -> Reply | None:
    """What a column of words says of the row named: before texts, as 采购方式是什么 asks for no passage that explains it."""
    told = answer_cell(question, tools) if question.texts or question.unexplained else None
    return Reply(told) if told else None


def text_by_its_word(question: Question, tools: Tools) -> Reply | None:
    """A text asked for by a word, 职责, 原因, and no figure: before the refusals, as a text that tells what the index lacks
    may be quoted where no figure may be given.
    """
    of_plan = set(question.texts) == {"schedule"} and bool(question.strong_terms)  # 教育支出预算安排: its figure
    many = _counts_units(question)
    told = "reason" in question.texts or _asks_meaning(question) or many
    if not question.texts or of_plan or (wants_figure(question) and not told):
        return None
    text = answer_text(question, tools)
    counted = count_of_units(question, tools)
    if counted:
        return with_count(counted, text, question, tools)
    if text and _tells_lacking(text, question):
        listed = with_number(write_text(text, question, tools), text, question)
        return with_change(listed, question, tools) if not many or listed.value is not None else None
    return None


def bonds_spent_on(question: Question, tools: Tools) -> Reply | None:
    """The projects of new bonds: before texts, as a sentence tells how many they are and a form which."""
    found = projects_of_new_bonds(question, tools)
    return Reply(write_figure(found[1], found[0], tools), found[1]) if found else None


def left_out_units(question: Question, tools: Tools) -> Reply | None:
    """The units that a budget does not hold: before figures, which 不含 would take one from another."""
    told = bodies_told.left_out_units(question, tools)
    return Reply(told) if told else None


def duty_claimed(question: Question, tools: Tools) -> Reply | None:
    """Whether something is among the duties of a body: before the refusals, as its words stand in no name."""
    told = bodies_told.duty_claimed(question, tools)
    return Reply(told) if told else None


def work_done(question: Question, tools: Tools) -> Reply | None:
    """What is, or was, done about a thing: before figures, as none tells it."""
    told = answer_by_sentences(question, tools) if asks_work(question) else None
    return Reply(told) if told else None


def reason_in_english(question: Question, tools: Tools) -> Reply | None:
    """The sentence that tells why: before the refusals, as it holds the words that no row is called by."""
    told = reason_told(question, tools)
    return Reply(write_text(told, question, tools)) if told else None


def paid_by_level(question: Question, tools: Tools) -> Reply | None:
    """What one level of government gives of a thing: before the refusals, as only a cell of words has the level."""
    told = paid_by(question, tools)
    return Reply(told) if told else None


def block(question: Question, tools: Tools) -> Reply | None:
    """A word that nothing explains: no way below may leave it out."""
    return Reply(blocked(question, tools)) if question.blockers else None


def ask_whose(question: Question, tools: Tools) -> Reply | None:
    """A place named for one of its bodies, where only bodies are held: their figures are not the place's."""
    if not question.jurisdiction or names_own(question, tools):
        return None
    unknown = any(map(is_context, question.tokens))  # no body has it
    return Reply(blocked(question, tools) if unknown else ask_for_body(question, tools))


def counted_units(question: Question, tools: Tools) -> Reply | None:
    """How many units a body has: before figures, as no row counts them."""
    counted = count_of_units(question, tools)
    return with_count(counted, None, question, tools) if counted else None


def only_told(question: Question, tools: Tools) -> Reply | None:
    """What an evaluation found or led to, which only the text tells that says so: no figure, no sentence beside it."""
    asked = bool(set(question.texts) & {"problems", "measures"}) and not wants_figure(question)
    return Reply(not_found(question, tools)) if asked else None


def figure(question: Question, tools: Tools) -> Reply | None:
    """The figure of the plan that explains the question best."""
    asked = question
    question, found = _attempted(asked, tools)
    if found is None and any(map(is_context, question.tokens)):
        return None
    if asks_plan(question):
        question, found, instead = _planned(question, found, tools)
        if instead:
            return Reply(instead, found)
    if found is None:
        return None
    figure = with_none(write_figure(found, question, tools), found, question, tools)
    if took_grand_total(asked, question):
        figure = figure.noted(Phrases(question.language).say("notice_grand_total"))
    return Reply(_with_reason(figure, question, found, tools), found)


def block_unknown(question: Question, tools: Tools) -> Reply | None:
    """A word of the text that no figure has: behind these, and before the sentences, which may leave it out."""
    return Reply(blocked(question, tools)) if any(map(is_context, question.tokens)) else None


def passage(question: Question, tools: Tools) -> Reply | None:
    """A passage for a question that asks for no figure and names none."""
    if wants_figure(question) or (question.terms and not question.texts):
        return None
    text = answer_text(question, tools)
    return Reply(write_text(text, question, tools)) if text and _tells_standard(text, question) else None


def none_of_it(question: Question, tools: Tools) -> Reply | None:
    """The sentence by which the paper says that it has none of what is named: behind figures, which it may have of others."""
    none = answer_none(question, tools)
    if none is None:
        return None
    truth = False if "whether" in question.operations else None
    return Reply(replace(write_text(none, question, tools), truth=truth))


def printed_sentence(question: Question, tools: Tools) -> Reply | None:
    """The one sentence that holds every word of the question: behind figures, as it is quoted and not understood."""
    sentence = printed(question, tools)
    return Reply(sentence) if sentence else None


def lacking(question: Question, tools: Tools) -> Reply:
    """What is lacking."""
    return Reply(not_found(question, tools))


def _attempted(question: Question, tools: Tools) -> tuple[Question, Attempt | None]:
    """The best attempt, with the question as it was understood: as it stands; of a place as a row of the papers of the
    government above it; where that leaves several figures, of the grand total. None where no figure is of what is asked.
    """
    if asks_work(question) or _asks_duties(question) or (_of_no_figure(question) and not question.ranges_over):
        return question, None
    found = attempt(question, tools)
    if found is not None and _misses_projects(question, found):
        return question, None
    found = told_of_new_bonds(question, found, tools) or found
    if found is not None and says_grand_total(question) and _tells_part(question, found):
        found = None
    row = as_row(question, tools) if found is None else None
    if row is not None:
        of_row = attempt(row, tools)
        told_twice = of_row is not None and of_row.plan.operation == "compare" and "equal" in question.operations
        if of_row is not None and of_row.outcome.status == "answered" and not told_twice:
            return row, of_row  # what two papers print of one place is no comparison of it with another
    unclear = says_grand_total(question) if found is None else found.outcome.status == "clarify"
    wholes = of_grand_total(question, tools) if unclear else of_all_funds(question, tools) if found is None else ()
    tried = ((whole, of_whole) for whole in wholes if (of_whole := attempt(whole, tools)) is not None)
    told = [(whole, one) for whole, one in tried if one.outcome.status == "answered" and not _is_of_part(question, one)]
    return max(told, key=lambda pair: pair[1].worth, default=(question, found))


def _is_of_part(question: Question, found: Attempt) -> bool:
    """Whether a figure taken for the whole is what a form of a part comes to, 《项目支出预算表》 › 合计."""
    facts = [fact for reading in found.outcome.readings for fact in reading.facts[:1] if fact.table]
    said = question.text
    titles = {core_key(fact.table) for fact in facts}
    return any(totals_a_part(one, said) or (other_money(one) and not other_money(said)) for one in titles)


def _tells_part(question: Question, found: Attempt) -> bool:
    """Whether the one figure found for the total of both sides is the total of a form of a part, 《政府采购预算表》 › 总计."""
    return found.plan.operation == "lookup" and found.outcome.status == "answered" and _is_of_part(question, found)


_OF_PROJECTS = re.compile("(?:各个?|每个|所有|全部|全体)的?项目(?!支出)")


def _misses_projects(question: Question, found: Attempt) -> bool:
    """Whether all that comes in or is spent was found for what projects have together, 各项目的资金合计, which no word of the
    figure's names says.
    """
    named = any(not (term.has("organisation") or term.has("year")) for term in question.strong_terms)
    if named or found.plan.operation != "lookup" or not _OF_PROJECTS.search(question.text):
        return False
    facts = [reading.fact for reading in found.outcome.readings]
    return bool(facts) and not any("项目" in name for one in facts for name in (one.table, *one.row_path, *one.column))


def _asks_duties(question: Question) -> bool:
    """Whether nothing but the work of a body is asked for, which no list of figures tells."""
    return "duties" in question.texts and not question.strong_terms and not wants_figure(question)


def _of_no_figure(question: Question) -> bool:
    """Whether figures are asked for of what no row is of: 绩效目标涉及的资金, 所属单位支出."""
    untold = any(token.has("absent") and token.has("text", "goals", "affiliates") for token in question.tokens)
    whats = {"goals", "definition"} <= set(question.texts)  # 绩效目标是什么: not how many have some
    alone = whats and all(token.has("text", "goals") for token in question.strong_terms)
    return untold or alone or ("goals" in question.texts and any(map(is_context, question.tokens)))


def _planned(question: Question, found: Attempt | None, tools: Tools) -> tuple[Question, Attempt | None, Answer | None]:
    """The attempt of a question for a plan; where only what came of one is told, the refusal with that figure."""
    told = found if found is not None else attempt(of_outcomes(question), tools)
    kind = outcome_told(told.plan.operation, told.outcome) if told is not None else None
    if told is None or kind is None or any(SAYS_PLAN.search(one.fact.row) for one in told.outcome.readings):
        return question, found, None  # 涉及预算金额 is told of a budget, whatever paper tells it
    plan = attempt(of_plans(question), tools)
    if plan is not None and plan.outcome.status == "answered" and plan.outcome.value is not None:
        return of_plans(question), plan, None
    phrases = Phrases(question.language)
    have = phrases.say(f"kind_{kind}")
    if told.outcome.status == "clarify":
        missing = phrases.say("kind_budget")
        return question, found, Answer("not_found", phrases.say("not_found_kind", missing=missing, have=have))
    figure = write_figure(told, question, tools)
    return question, told, only_beside(figure, phrases.say("not_found_plan", have=have))


def _counts_units(question: Question) -> bool:
    """Whether English asks how many units a body has and nothing else, which a list of them tells."""
    units = question.language == "en" and "affiliates" in question.texts and question.operations == {"count"}
    return units and all(token.has("text", "affiliates") for token in question.strong_terms)


def _asks_meaning(question: Question) -> bool:
    """Whether English asks what a word means, which no figure tells."""
    return question.language == "en" and "definition" in question.texts


def _tells_lacking(text: TextAnswer, question: Question) -> bool:
    """Whether a text has the words for what documents usually lack, where the question asks for that: 由谁中标."""
    said = "".join(quote for _, quote in text.quotes)
    held = all(token.surface in said for token in question.blockers if token.has("lacking"))
    return held and _tells_standard(text, question)


def _tells_standard(text: TextAnswer, question: Question) -> bool:
    """Whether a text tells by which standard money is given, where that is asked."""
    asked = any(token.has("text", "basis") and "标准" in token.surface for token in question.tokens)
    return not asked or any(_STANDARD.search(quote) for _, quote in text.quotes)


_STANDARD = re.compile("标准|標準|按(?!照?预算)|依|根据|每[人年月户]")
"""What a sentence holds that tells by which standard money is given."""


def _with_reason(figure: Answer, question: Question, found: Attempt, tools: Tools) -> Answer:
    """A change with the reason that the text gives right beside it, where one is asked for."""
    told = [fact for one in found.outcome.readings for fact in one.facts]
    of_row = figure.status == "answered" and found.outcome.operation == "lookup"
    bought = bought_under(told, question, tools) if of_row else None
    if bought is None and of_row and asks_bought(question):
        return figure.noted(Phrases(question.language).say("notice_not_bought"))
    if bought is not None:
        return checked(replace(join_answers([figure, bought]), plan=figure.plan), (), question, tools)
    moved = figure.status == "answered" and found.outcome.operation in ("change", "movements")
    text = reason_beside(told, tools.store) if moved and "reason" in question.texts else None
    if (
        text is None
        and "purpose" in question.texts
        and found.outcome.operation == "lookup"
        and not wants_figure(question)
    ):
        return only_beside(figure, Phrases(question.language).say("not_found_told"))
    if text is None:
        return _without_reason(figure, question)
    return replace(join_answers([figure, write_text(text, question, tools)]), plan=figure.plan)


def _without_reason(figure: Answer, question: Question) -> Answer:
    """A figure where a reason was asked for says that the documents give none; it answers nothing where only that was asked."""
    if figure.status != "answered":
        return figure
    phrases = Phrases(question.language)
    if _asks_meaning(question) or (set(question.texts) & _ONLY_TOLD and not wants_figure(question)):
        return only_beside(figure, phrases.say("not_found_told"))
    if "reason" not in question.texts:
        return figure
    if question.operations & {"change", "changed", "difference"} or any(map(asks_amount, question.tokens)):
        return figure.noted(phrases.say("notice_no_reason"))
    asked = phrases.say("joiner").join(token.surface for token in question.strong_terms) or question.text
    return only_beside(figure, phrases.say("not_found_reason", asked=asked))


_ONLY_TOLD = frozenset({"duties", "basis", "implementer", "period"})
"""What no figure answers: what something is for, on what it rests, who does it and when."""

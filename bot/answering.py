"""One question, read, to an answer: plans tried, the best outcome written, verified; or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.assumptions import assumptions
from bot.attempts import Attempt, attempt
from bot.budget_words import SAYS_PLAN
from bot.citing import Citer
from bot.compound import join_answers
from bot.directions import asks_fall
from bot.document_numbers import answer_document_number, asks_document_number
from bot.goals import answer_goals, asks_goals, figure_of_row
from bot.grand_totals import of_grand_total
from bot.labels import unit_of
from bot.listed_bodies import is_inside, listed_bodies
from bot.missing import missing_kinds, missing_sides, missing_years
from bot.model import Answer, Choice, Item, Notice
from bot.none_held import answer_none, is_nothing
from bot.outcome import SAID_NONE, Outcome
from bot.passages import TextAnswer
from bot.phrases import Phrases
from bot.places import as_row
from bot.plan import Plan
from bot.plan_asked import asks_plan, of_outcomes, of_plans, outcome_told
from bot.question import Question, asks_amount, is_context, is_strong
from bot.readings import Reading, comparable
from bot.row_codes import answer_code, asks_code
from bot.search import Search
from bot.sentences_of_others import AMOUNT_ASKED, of_other_years, tells_of_others
from bot.texts import answer_sentence, answer_text, asks_what, sentence_with
from bot.told_figures import figure_told
from bot.tools import Tools
from bot.unheld import called, parts_of_bodies
from bot.unit_counts import count_of_units
from bot.verify import Verify
from bot.writer import write
from index.model import Finding

MOST_FINDINGS = 3
MOST_OWNERS = 8


def wants_figure(question: Question) -> bool:
    """Whether the question asks for a figure, so that no passage may answer it."""
    return (
        any(map(asks_amount, question.tokens))
        or question.top is not None
        or question.nth is not None
        or question.unit is not None
        or bool(question.operations - {"list", "each", "whether", "errors", "count"})
    )


def answer_question(question: Question, tools: Tools, search: Search) -> tuple[Answer, Attempt | None]:
    """The answer, and the attempt that it rests on where it is a figure."""
    phrases = Phrases(question.language, question.unit, question.decimals)
    declined = _declined(question, phrases)
    if declined:
        return declined, None
    if asks_goals(question.text) or ("goals" in question.texts and question.strong_terms):
        goals = answer_goals(question, tools, search)
        if goals:
            return write_goals(goals, question, tools), None
    if asks_document_number(question):
        cited = answer_document_number(question, tools.store)
        if cited:
            return _write_text(cited, question, phrases, tools), None
    if asks_code(question) and not question.blockers:
        return checked(*answer_code(question, tools), question, phrases, tools.verify), None
    of_plan = set(question.texts) == {"schedule"} and bool(question.strong_terms)  # 教育支出预算安排: its figure
    if question.texts and not of_plan and ("reason" in question.texts or not wants_figure(question)):
        text = answer_text(question, tools.store, tools.catalogue.lexicon.text_headings, search)
        counted = count_of_units(question, tools)
        if counted:
            return _with_count(counted, text, question, tools)
        if text and _tells_lacking(text, question):
            return _with_change(_write_text(text, question, phrases, tools), question, tools)
    if question.blockers:
        return _blocked(question, phrases, tools, search), None
    if question.jurisdiction and not names_own(question, tools):
        unknown = any(map(is_context, question.tokens))  # no body has it
        return (
            _blocked(question, phrases, tools, search) if unknown else _ask_for_body(question, phrases, tools)
        ), None
    counted = count_of_units(question, tools)
    if counted:
        return _with_count(counted, None, question, tools)
    if _asks_found(question):
        return _not_found(question, phrases, tools), None
    found = None if _asks_duties(question) else attempt(question, tools)
    if found is None and not _asks_duties(question):
        question, found = _among_others(question, tools)
    if found is not None and found.outcome.status == "clarify":
        totals = ((whole, attempt(whole, tools)) for whole in of_grand_total(question, tools))
        question, found = next(
            ((whole, one) for whole, one in totals if one and one.outcome.status == "answered"), (question, found)
        )
    untold = any(token.has("absent") and token.has("text", *_NO_OTHERS) for token in question.tokens)
    untold = untold or ("goals" in question.texts and any(map(is_context, question.tokens)))
    if found is not None and untold and not question.ranges_over:
        found = None  # 绩效目标涉及的资金, 所属单位支出: no other figure is of it
    if found is None and any(is_context(token) for token in question.tokens):
        return _blocked(question, phrases, tools, search), None
    if asks_plan(question):
        question, found, instead = _planned(question, found, tools)
        if instead:
            return instead, found
    if found is not None:
        figure = _with_none(write_figure(found, question, tools), found, question, tools)
        return _without_reason(figure, question, phrases), found
    if not wants_figure(question) and (question.texts or not question.terms):
        text = answer_text(question, tools.store, tools.catalogue.lexicon.text_headings, search)
        if text:
            return _write_text(text, question, phrases, tools), None
    none = answer_none(question, tools.store, tools.catalogue.lexicon.basis_keys)
    if none:
        return replace(
            _write_text(none, question, phrases, tools), truth=False if "whether" in question.operations else None
        ), None
    sentence = _printed(question, tools, search)
    if sentence:
        return sentence, None
    return _not_found(question, phrases, tools), None


def _planned(question: Question, found: Attempt | None, tools: Tools) -> tuple[Question, Attempt | None, Answer | None]:
    """The attempt of a question for a plan; where only what came of one is told, the refusal with that figure."""
    told = found if found is not None else attempt(of_outcomes(question), tools)
    kind = outcome_told(told.plan.operation, told.outcome) if told is not None else None
    if told is None or kind is None or any(SAYS_PLAN.search(one.fact.row) for one in told.outcome.readings):
        return question, found, None  # 涉及预算金额 is told of a budget, whatever paper tells it
    plan = attempt(of_plans(question), tools)
    if plan is not None and plan.outcome.status == "answered" and plan.outcome.value is not None:
        return of_plans(question), plan, None
    phrases = Phrases(question.language, question.unit, question.decimals)
    have = phrases.say(f"kind_{kind}")
    if told.outcome.status == "clarify":
        missing = phrases.say("kind_budget")
        return question, found, Answer("not_found", phrases.say("not_found_kind", missing=missing, have=have))
    figure = write_figure(told, question, tools)
    return question, told, _only_beside(figure, phrases.say("not_found_plan", have=have))


def _asks_duties(question: Question) -> bool:
    """Whether nothing but the work of a body is asked for, which no list of figures tells."""
    return "duties" in question.texts and not question.strong_terms and not wants_figure(question)


def _asks_found(question: Question) -> bool:
    """Whether what an evaluation found or led to is asked for, which only a text that says so tells."""
    return bool(set(question.texts) & {"problems", "measures"}) and not wants_figure(question)


def _among_others(question: Question, tools: Tools) -> tuple[Question, Attempt | None]:
    """The question of a place as one of a row of the papers of the government above it, where these tell its figure."""
    row = as_row(question, tools)
    found = attempt(row, tools) if row is not None else None
    return (question, None) if row is None or found is None or found.outcome.status != "answered" else (row, found)


def _tells_lacking(text: TextAnswer, question: Question) -> bool:
    """Whether a text has the words for what documents usually lack, where the question asks for that: 由谁中标."""
    said = "".join(quote for _, quote in text.quotes)
    return all(token.surface in said for token in question.blockers if token.has("lacking"))


def _printed(question: Question, tools: Tools, search: Search) -> Answer | None:
    """The sentence, or the row of a form of goals, that prints what is asked, where nothing forbids an answer."""
    if any(token.has("orders") or token.has("offtopic") or token.has("stranger") for token in question.tokens):
        return None
    sentence = answer_sentence(question, tools.store, search)
    elsewhere = sentence is not None and (
        tells_of_others(sentence, question) or of_other_years(sentence, question, tools)
    )
    if sentence and (figure_told(sentence, question, tools) or not elsewhere):
        return _with_told(sentence, question, tools)
    spent = question.language == "en" and bool(AMOUNT_ASKED.search(question.text))
    if asks_what(question) and not wants_figure(question) and not spent:
        sentence = answer_sentence(question, tools.store, search, figure=False)
        if sentence:
            return _write_text(sentence, question, Phrases(question.language), tools)
    worked_out = question.operations & {"changed", "difference", "share", "ratio", "sum"}
    goals = None if worked_out or question.ranges_over else answer_goals(question, tools, search)
    return write_goals(goals, question, tools) if goals else None


def _with_told(sentence: TextAnswer, question: Question, tools: Tools) -> Answer:
    """A quoted sentence below the one figure that it tells of what is asked, where it tells one."""
    quoted = _write_text(sentence, question, Phrases(question.language), tools)
    asked = any(map(asks_amount, question.tokens)) or "count" in question.operations or not question.texts
    fact = figure_told(sentence, question, tools) if asked and quoted.status == "answered" else None
    if fact is None:
        return quoted
    outcome = Outcome("lookup", "answered", 0.0, comparable(fact), unit_of(fact), (Reading((fact,), 0.0, 1),))
    found = Attempt(Plan("lookup", (question.terms,), question.frame, frozenset()), outcome, 0.0)
    figure = write_figure(found, question, tools)
    return replace(join_answers([figure, quoted]), plan=figure.plan)


def write_goals(found: TextAnswer, question: Question, tools: Tools) -> Answer:
    """The rows of a form of performance goals as it prints them."""
    answer = _write_text(found, question, Phrases(question.language), tools)
    answer = replace(answer, plan={**answer.plan, "operation": "goals"})
    one = len(found.quotes) == 1 and answer.status == "answered" and any(map(asks_amount, question.tokens))
    figure = figure_of_row(found.quotes[0][1], question) if one else None
    return replace(answer, value=figure[0], unit=figure[1]) if figure else answer


def _with_count(
    counted: Outcome, text: TextAnswer | None, question: Question, tools: Tools
) -> tuple[Answer, Attempt | None]:
    """How many units there are, above the passage that names them."""
    plan = Plan("quantity", (question.terms,), question.frame, frozenset({"count"}))
    found = Attempt(plan, counted, counted.score)
    figure = write_figure(found, question, tools)
    told = _write_text(text, question, Phrases(question.language), tools) if text else None
    same = text is not None and any(counted.readings[0].fact.text in quote for _, quote in text.quotes)
    both = join_answers([figure, told]) if told and same and told.status == "answered" else figure
    return replace(both, plan=figure.plan), found


def _with_change(reason: Answer, question: Question, tools: Tools) -> tuple[Answer, Attempt | None]:
    """The reason, below the change itself where the question asks for both: 增加多少，为什么."""
    both = "reason" in question.texts and question.operations & {"change", "changed", "difference"}
    how_far = any(map(asks_amount, question.tokens)) or "share" in question.operations  # 涨了百分之几
    found = attempt(question, tools) if both and how_far and not question.blockers else None
    if found is None or found.outcome.status != "answered":
        return reason, None
    return join_answers([write_figure(found, question, tools), reason]), found


def _with_none(figure: Answer, found: Attempt, question: Question, tools: Tools) -> Answer:
    """A blank cell beside the sentence by which the paper says that it has none of that."""
    if (
        figure.status != "answered"
        or found.plan.operation not in ("lookup", "exists")
        or found.outcome.value is not None
    ):
        return figure
    none = answer_none(question, tools.store, tools.catalogue.lexicon.basis_keys)
    if none is None:
        return figure
    told = _write_text(none, question, Phrases(question.language), tools)
    truth = False if found.plan.operation == "exists" else figure.truth
    if not is_nothing(none):
        return replace(join_answers([figure, told]), plan=figure.plan, truth=truth)
    said = write_figure(replace(found, outcome=replace(found.outcome, message=SAID_NONE)), question, tools)
    unit = unit_of(found.outcome.readings[0].fact)
    return replace(join_answers([said, told]), plan=said.plan, truth=truth, value=Decimal(0), unit=unit)


def names_own(question: Question, tools: Tools) -> bool:
    """Whether the question names something that only documents know, such as a project: no place has another of it."""
    standard = tools.catalogue.lexicon.by_key
    return any(
        sense.kind == "name" and not sense.weak and sense.keys and not any(key in standard for key in sense.keys)
        for token in question.strong_terms
        for sense in token.senses
    )


def _without_reason(figure: Answer, question: Question, phrases: Phrases) -> Answer:
    """A figure where a reason was asked for says that the documents give none; it answers nothing where only that was asked."""
    if figure.status != "answered":
        return figure
    if set(question.texts) & _ONLY_TOLD and not wants_figure(question):
        return _only_beside(figure, phrases.say("not_found_told"))
    if "reason" not in question.texts:
        return figure
    if question.operations & {"change", "changed", "difference"} or any(map(asks_amount, question.tokens)):
        return replace(figure, notices=(*figure.notices, Notice("assumption", phrases.say("notice_no_reason"))))
    asked = phrases.say("joiner").join(token.surface for token in question.strong_terms) or question.text
    return _only_beside(figure, phrases.say("not_found_reason", asked=asked))


def _only_beside(figure: Answer, said: str) -> Answer:
    """A refusal with the figure below it, for the reader to see: it answers nothing."""
    text = f"{said}\n{figure.text}"
    return replace(figure, status="not_found", text=text, value=None, unit=None, truth=None, items=())


_NO_OTHERS = ("goals", "affiliates")
_ONLY_TOLD = frozenset({"duties", "basis", "implementer", "period"})
"""What no figure answers: what something is for, on what it rests, who does it and when."""


def _ask_for_body(question: Question, phrases: Phrases, tools: Tools) -> Answer:
    """A place is not one of its departments: the figures of the whole place are not in departmental budgets."""
    owners = list(
        dict.fromkeys(tools.catalogue.documents[one].organisation for one in sorted(question.frame.documents))
    )
    choices = tuple(
        Choice(owner, question.text.replace(question.jurisdiction, owner, 1)) for owner in owners[:MOST_OWNERS] if owner
    )
    text = phrases.say(
        "clarify_place", place=question.jurisdiction, owners=phrases.say("joiner").join(owners[:MOST_OWNERS])
    )
    return Answer("clarify", text, choices=choices)


def _declined(question: Question, phrases: Phrases) -> Answer | None:
    if any(token.has("orders") for token in question.tokens):
        return Answer("declined", phrases.say("declined_orders"))
    if any(token.has("offtopic") for token in question.tokens) and not question.strong_terms:
        return Answer("declined", phrases.say("declined_offtopic"))
    return None


def write_figure(found: Attempt, question: Question, tools: Tools) -> Answer:
    """The verified answer of an attempt."""
    phrases = Phrases(question.language, question.unit, question.decimals)
    outcome = found.outcome
    if outcome.status == "not_found":
        return _refuse_outcome(outcome, phrases, tools)
    answer, known = write(outcome, phrases, tools.catalogue.documents)
    findings = _findings(answer, tools)
    answer = replace(
        answer,
        value=_size_of_fall(answer.value, question) if outcome.operation == "change" else answer.value,
        plan={**found.plan.as_dict(), **answer.plan},
        notices=(
            *answer.notices,
            *assumptions(question, outcome, phrases, tools),
            *_finding_notices(findings, answer),
        ),
    )
    results = [*known, *(step.result for step in outcome.steps)]
    audited = [f"{one.text} {one.arithmetic}" for one in (*findings, *outcome.findings)]
    return checked(answer, results, question, phrases, tools.verify, audited)


def _size_of_fall(value: Decimal | None, question: Question) -> Decimal | None:
    """A change as it is asked for: 减少多少 of a fall by 31,000 is 31,000, and of a rise by as much −31,000."""
    return -value if value and asks_fall(question) else value


def checked(
    answer: Answer,
    known: Sequence[Decimal],
    question: Question,
    phrases: Phrases,
    verify: Verify,
    audited: Sequence[str] = (),
) -> Answer:
    """The answer if all its figures are supported, else a refusal."""
    wrong = verify(answer, known, question.text, audited)
    if not wrong:
        return answer
    return Answer(
        "not_found", phrases.say("unverified"), plan={**answer.plan, "unsupported": [str(number) for number in wrong]}
    )


def _refuse_outcome(outcome: Outcome, phrases: Phrases, tools: Tools) -> Answer:
    citer = Citer(tools.catalogue.documents)
    wanted = [reading for reading in outcome.readings if not reading.value] or list(outcome.readings)
    names = phrases.say("joiner").join(f"{phrases.what(one.fact)}{citer.marks([one.fact])}" for one in wanted)
    return Answer("not_found", phrases.say(outcome.message, names=names), citations=citer.citations)


def _findings(answer: Answer, tools: Tools) -> list[Finding]:
    """What the audit found about the facts that the answer cites."""
    cited = [citation.fact_id for citation in answer.citations if citation.fact_id in tools.catalogue.audited]
    return tools.store.findings(cited)[:MOST_FINDINGS] if cited else []


def _finding_notices(findings: Sequence[Finding], answer: Answer) -> list[Notice]:
    notices = []
    for finding in findings:
        cites = tuple(citation.n for citation in answer.citations if citation.fact_id in finding.facts)
        notices.append(Notice("rounding" if finding.grade == "rounding" else "inconsistency", finding.text, cites))
    return notices


def _write_text(text: TextAnswer, question: Question, phrases: Phrases, tools: Tools) -> Answer:
    citer = Citer(tools.catalogue.documents)
    section = " / ".join(text.section)
    quotes = [f"{quote}[{citer.passage(passage, quote)}]" for passage, quote in text.quotes]
    if text.placeholder:
        body = phrases.say("placeholder", section=f"“{section}”", quote=quotes[0])
        return Answer("not_found", body, citations=citer.citations, plan={"operation": "text"})
    lines = [
        phrases.say("text", section=section) if section else "",
        *quotes,
        phrases.say("text_cut") if text.cut else "",
    ]
    answer = Answer(
        "answered",
        "\n".join(line for line in lines if line),
        citations=citer.citations,
        plan={"operation": "text", "reading": section},
    )
    told = checked(answer, (), question, phrases, tools.verify)
    named = listed_bodies(text) if "affiliates" in question.texts and told.status == "answered" else []
    return replace(told, items=tuple(Item(name, None, "", (1,)) for name in named)) if named else told


def unexplained(question: Question) -> Answer:
    """The refusal of a question whose words do not name the figure that was found."""
    phrases = Phrases(question.language)
    named = [one.surface for one in question.strong_terms] or [question.text]
    return Answer(
        "not_found", phrases.say("not_found_combination", asked=phrases.say("joiner").join(named), nearest="")
    )


def write_sentence(text: TextAnswer, question: Question, tools: Tools) -> Answer:
    """The answer that quotes what a text tells."""
    return _write_text(text, question, Phrases(question.language), tools)


def _blocked(question: Question, phrases: Phrases, tools: Tools, search: Search) -> Answer:
    """No figure may be given past an unexplained word; a question about words may still find its passage."""
    if question.texts and not wants_figure(question) and not any(token.has("lacking") for token in question.blockers):
        text = answer_text(question, tools.store, tools.catalogue.lexicon.text_headings, search)
        if text:
            return _write_text(text, question, phrases, tools)
    sentence = _printed(question, tools, search)
    if sentence:
        return sentence
    lacking = [token.surface for token in question.blockers if token.has("lacking")]
    missing = phrases.say("joiner").join(lacking or called(question))
    mentioned = None if lacking else sentence_with(called(question), question, tools.store, search)
    if mentioned:
        quoted = _write_text(mentioned, question, phrases, tools)
        inside = is_inside(question, called(question), mentioned)
        if inside is not None:
            said = phrases.say("yes" if inside else "no")
            return replace(quoted, text=f"{said}\n{quoted.text}", truth=inside, plan={"missing": missing})
        told = phrases.say("not_found_mentioned", missing=missing)
        return replace(quoted, status="not_found", text=f"{told}\n{quoted.text}", plan={"missing": missing})
    name = "not_found_lacking" if lacking else "not_found_words"
    return Answer(
        "not_found",
        phrases.say(name, missing=missing, nearest=_nearest(question, phrases, tools)),
        plan={"missing": missing},
    )


def _nearest(question: Question, phrases: Phrases, tools: Tools) -> str:
    """The names that the question does have, as what could be asked instead."""
    inside = parts_of_bodies(question)
    names = [one.surface for one in question.tokens if is_strong(one) and not is_context(one) and one not in inside]
    return phrases.say("nearest", names=phrases.say("joiner").join(names)) if names else ""


def _not_found(question: Question, phrases: Phrases, tools: Tools) -> Answer:
    documents = [tools.catalogue.documents[one] for one in question.frame.documents]
    sides = () if "execution" in question.operations else missing_sides(question, tools)
    if sides:
        missing = ("”“" if phrases.language == "zh" else "” and “").join(sides)
        return Answer("not_found", phrases.say("not_found_side", missing=missing), plan={"missing": missing})
    have = sorted({document.year for document in documents if document.year})
    years = missing_years(question, have, tools)
    if years:
        shown = phrases.say("joiner").join(f"{year}年" if phrases.language == "zh" else str(year) for year in have)
        return Answer(
            "not_found",
            phrases.say("not_found_year", missing=phrases.say("joiner").join(map(str, years)), have=shown),
            plan={"have": shown},
        )
    held = {one.kind for one in documents if not question.frame.years or one.year in question.frame.years}
    held |= {kind for one in documents for kind in tools.catalogue.kinds_beside.get(one.id, ())}
    kinds = missing_kinds(question, held)
    if kinds:
        lacks, has = (
            phrases.say("joiner").join(phrases.say(f"kind_{kind}") for kind in sorted(found)) for found in (kinds, held)
        )
        return Answer("not_found", phrases.say("not_found_kind", missing=lacks, have=has))
    judged = [token.surface for token in question.tokens if token.has("operation", "over", "under")]
    if judged and question.strong_terms and "whether" in question.operations and not question.amounts:
        nearest = _nearest(question, phrases, tools)
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
    asked = phrases.say("joiner").join(token.surface for token in named) or question.text
    return Answer("not_found", phrases.say("not_found_combination", asked=asked, nearest=""))

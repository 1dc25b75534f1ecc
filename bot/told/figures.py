"""Questions in English answered from the figures that a paper tells in running text or in plain lists.

Every word of the question must be explained by the figure's name, by its sentence, by its heading or by whose paper it is;
else there is no answer here, and the question goes the usual way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.figures.readings import Reading
from bot.grammar.plan import Plan
from bot.model import Answer
from bot.operations.arithmetic import percent_step
from bot.operations.attempts import Attempt
from bot.operations.outcome import Line, Outcome, Step
from bot.reading.question import Question
from bot.texts.sentences_of_others import AMOUNT_ASKED
from bot.told.papers import Entry, Papers
from bot.told.reading import (
    COUNTED,
    Read,
    explained,
    find,
    fits,
    is_amount,
    is_number_of,
    named,
    own_years,
    read,
    required,
    says,
)
from bot.told.words import listed, stems_of, words_of
from bot.tools import Tools
from bot.writing.answers import write_figure
from bot.writing.labels import line_of, unit_of
from index.english_state import CHANGE, PERCENT_CHANGE, SHARE
from index.model import Fact

FEWEST_RANKED = 3
_AUXILIARY = re.compile(r"^(?:do|does|did|is|are|was|were|will|would|has|have|had)\b", re.I)
_TEXT = re.compile(
    r"^(?:who|whom|whose|why|where|when|how(?! (?:much|many|big|large|high|far|does .* compare)))\b|\bwhat does .* mean\b",
    re.I,
)
_THAN = re.compile(r"\b(?:than|exceeds?|exceeded|exceeding|minus|versus|vs)\b", re.I)
_FOLLOWS = re.compile(r"^(?:and|what about|how about|then)\b", re.I)
_ADDS = re.compile(r"\b(?:adds?|added|sums?) up\b|\bsums? to\b|\bequals?\b", re.I)
_EACH_TOGETHER = re.compile(r"\b(?:total|all|altogether|overall|in all|across)\b", re.I)


def tell(question: Question, tools: Tools, papers: Papers, before: Attempt | None) -> tuple[Answer, Attempt] | None:
    """The answer from told figures, and the attempt; None where these give none, or several papers do."""
    if question.language != "en" or _TEXT.search(question.text):
        return None
    found: list[Outcome] = []
    within = papers.within(question.frame.documents)
    follows = before is not None and _FOLLOWS.search(question.text)
    for paper in within if follows else named(within, question.text, len(question.frame.documents)):
        asked = read(question.text, paper)
        outcome = _outcome(asked, before) if asked is not None else None
        if outcome is not None:
            found.append(outcome)
    if len(found) != 1:
        return None
    outcome = found[0]
    attempt = Attempt(Plan(outcome.operation, (), question.frame), outcome, 0.0)
    answer = write_figure(attempt, question, tools)
    return (answer, attempt) if answer.status == "answered" else None


def is_told(answer: Answer, question: Question, papers: Papers) -> bool:
    """Whether what another way has found is what the question's words name, as far as it is a figure of running text, and no
    passage of a paper whose figures are known where an amount is asked for.
    """
    if question.language != "en" or answer.status != "answered":
        return True
    if answer.plan.get("operation") != "lookup":
        return not _falls_through(answer, question, papers)
    cited = {one.fact_id for one in answer.citations}
    told = [
        (entry, paper)
        for paper in papers.within(question.frame.documents)
        for entry in paper.entries
        if entry.fact.id in cited
    ]
    return all(fits(entry, question.text, paper) for entry, paper in told)


_PART_ASKED = re.compile(r"\b(?:share|percentage|percent|proportion)\b", re.I)


def _falls_through(answer: Answer, question: Question, papers: Papers) -> bool:
    """Whether a passage is quoted where an amount is asked for that no figure of the paper is."""
    if (
        answer.plan.get("operation") != "text"
        or answer.value is not None
        or not (AMOUNT_ASKED.search(question.text) or _PART_ASKED.search(question.text))
    ):
        return False
    names = {paper.document.name for paper in papers.within(question.frame.documents)}
    return bool(answer.citations) and all(one.document in names for one in answer.citations)


def _outcome(asked: Read, before: Attempt | None) -> Outcome | None:
    if _FOLLOWS.search(asked.text) and before is not None:
        return _followed(asked, before)
    ways: tuple[Callable[[Read], Outcome | None], ...] = (
        _adds_up,
        _rank,
        _difference,
        _sum,
        _whole,
        _whether,
        _change,
        _share,
        _lookup,
    )
    return next((outcome for way in ways if (outcome := way(asked)) is not None), None)


def _lookup(asked: Read) -> Outcome | None:
    if len(asked.years) > 1 or _ADDS.search(asked.text) or _THAN.search(asked.text) or _AUXILIARY.search(asked.text):
        return None
    if says(asked, "share"):
        entry = find(
            asked,
            asked.text,
            lambda one: not one.moves and one.fact.unit.name == "%",
            own_years(asked),
            listed("share"),
        )
    elif COUNTED.search(asked.text):
        entry = find(asked, asked.text, is_number_of, own_years(asked))
    else:
        entry = find(asked, asked.text, lambda one: is_amount(one) and not is_number_of(one), own_years(asked))
    return _told("lookup", entry) if entry else None


def _share(asked: Read) -> Outcome | None:
    """A share that the paper prints, or one worked out of two amounts: what share of the budget is capital."""
    if not says(asked, "share") or says(asked, "up") or says(asked, "down"):
        return None
    done = (*listed("share"), "spending")
    entry = find(asked, asked.text, lambda one: one.column == SHARE, own_years(asked), done)
    if entry is not None:
        return _told("lookup", entry)
    found = re.search(
        r"\b(?:of|out of)\b(?P<whole>.+?)\b(?:is|are|was|goes to|goes on|go to|go on|comes from|for)\b(?P<part>.+)",
        asked.text,
        re.I,
    )
    whole = find(asked, found["whole"], is_amount, own_years(asked)) if found else None
    part = find(asked, found["part"], is_amount, own_years(asked)) if found else None
    if whole is None or part is None or whole.fact.unit != part.fact.unit or not whole.fact.value:
        return None
    lines = (line_of(part.fact), line_of(whole.fact))
    step = percent_step(*lines)
    return Outcome("share", "answered", 0.0, step.result, "%", (_reading(part), _reading(whole)), lines, (step,))


def _change(asked: Read) -> Outcome | None:
    """How far an item moved on the year before, as it is printed or from both years' amounts."""
    moved = says(asked, "up") or says(asked, "down") or says(asked, "moved")
    if not moved or _difference_asked(asked):
        return None
    percent = says(asked, "percent")
    entry = _printed_change(asked, PERCENT_CHANGE if percent else CHANGE)
    if entry is not None:
        return replace(_told("change", entry), lines=(line_of(entry.fact),))
    return (
        None
        if percent and _printed_change(asked, CHANGE) is None and not _pair(asked)
        else _worked_out(asked, percent=percent)
    )


def _done_of_change() -> list[str]:
    return [word for key in ("up", "down", "moved", "against", "percent") for word in listed(key)]


def _printed_change(asked: Read, column: str) -> Entry | None:
    own = asked.paper.document.year
    latest = max(asked.years, default=own)
    years = {latest, latest + 1} if asked.years and latest is not None and own == latest + 1 else {latest}
    if len(asked.years) > 2 or (len(asked.years) == 2 and latest is not None and min(asked.years) != latest - 1):
        return None
    return find(asked, asked.text, lambda one: one.column.startswith(column), years, _done_of_change())


def _pair(asked: Read) -> tuple[Entry, Entry] | None:
    own = asked.paper.document.year
    latest = max(asked.years, default=own)
    if latest is None or own is None:
        return None
    if len(asked.years) < 2 and latest < own:
        latest = own
    earlier = min(asked.years) if asked.years and min(asked.years) < latest else latest - 1
    now = find(asked, asked.text, is_amount, {latest}, _done_of_change())
    then = find(asked, asked.text, is_amount, {earlier}, _done_of_change())
    if now is None or then is None or now.fact.unit != then.fact.unit or now.fact.row.lower() != then.fact.row.lower():
        return None
    return now, then


def _worked_out(asked: Read, *, percent: bool) -> Outcome | None:
    pair = _pair(asked)
    if pair is None:
        return None
    facts = [one.fact for one in pair]
    lines = tuple(line_of(fact, f"{fact.year}年{fact.row}") for fact in facts)
    result = _value(facts[0]) - _value(facts[1])
    steps = [Step("-", lines, result, lines[0].unit)]
    if _value(facts[1]):
        steps.append(percent_step(Line("", result, lines[0].unit, ()), lines[1]))
    value, unit = (steps[1].result, "%") if percent and len(steps) > 1 else (result, lines[0].unit)
    return Outcome("change", "answered", 0.0, value, unit, tuple(map(_reading, pair)), lines, tuple(steps))


def _whether(asked: Read) -> Outcome | None:
    """Whether an item goes up or down, by the change that is printed."""
    up, down = says(asked, "up"), says(asked, "down")
    if not _AUXILIARY.search(asked.text) or up == down or _ADDS.search(asked.text):
        return None
    entry = _printed_change(asked, CHANGE) or _printed_change(asked, PERCENT_CHANGE)
    outcome = (
        replace(_told("change", entry), lines=(line_of(entry.fact),)) if entry else _worked_out(asked, percent=False)
    )
    if outcome is None or outcome.value is None:
        return None
    return replace(outcome, truth=outcome.value > 0 if up else outcome.value < 0)


def _difference_asked(asked: Read) -> re.Match[str] | None:
    """Where a question holds two items against each other: A than B, A exceed B."""
    found = _THAN.search(asked.text)
    if found is None:
        return None
    own = [word for word in words_of(asked.text[found.end() :]) if word not in _done_of_change()]
    items = set(own) & set(listed("light")) - {"year", "years", "figure"}
    return found if items or required(own, asked.paper) else None


def _difference(asked: Read) -> Outcome | None:
    cut = _difference_asked(asked)
    if cut is None or says(asked, "percent"):
        return None
    done = _done_of_change()
    one = find(asked, asked.text[: cut.start()], is_amount, own_years(asked), done)
    two = find(asked, asked.text[cut.end() :], is_amount, own_years(asked), done)
    if one is None or two is None or one.fact.id == two.fact.id or one.fact.unit != two.fact.unit:
        return None
    pair = (two, one) if says(asked, "down") else (one, two)
    lines = tuple(line_of(entry.fact) for entry in pair)
    result = _value(pair[0].fact) - _value(pair[1].fact)
    step = Step("-", lines, result, lines[0].unit)
    if _AUXILIARY.search(asked.text):
        step = step if pair == (one, two) else Step("-", lines[::-1], -result, lines[0].unit)
        return Outcome(
            "compare", "answered", 0.0, None, "", tuple(map(_reading, pair)), lines, (step,), truth=result > 0
        )
    return Outcome("difference", "answered", 0.0, result, lines[0].unit, tuple(map(_reading, pair)), lines, (step,))


def _operands(asked: Read, text: str, done: Collection[str]) -> list[Entry]:
    """The items that stand beside one another: A plus B, A and B; a word that both end in stands behind the last."""
    for joint in re.finditer(r"\bplus\b|\band\b|,|\badded to\b", text, re.I):
        left, right = text[: joint.start()], text[joint.end() :]
        two = find(asked, right, is_amount, own_years(asked), done)
        if two is None:
            continue
        one = find(asked, left, is_amount, own_years(asked), done)
        if one is None:
            for ending in reversed(two.fact.row.split()):
                one = one or find(asked, f"{left} {ending}", is_amount, own_years(asked), done)
        if one is not None and one.fact.id != two.fact.id and one.fact.unit == two.fact.unit:
            return [one, two]
    return []


def _sum(asked: Read) -> Outcome | None:
    if not says(asked, "sum") or _ADDS.search(asked.text) or len(asked.years) > 1:
        return None
    pair = _operands(asked, asked.text, (*listed("sum"), "on"))
    if not pair:
        return None
    return _added(pair)


def _added(entries: Sequence[Entry]) -> Outcome:
    lines = tuple(line_of(entry.fact) for entry in entries)
    result = sum((_value(entry.fact) for entry in entries), Decimal(0))
    step = Step("+", lines, result, lines[0].unit)
    return Outcome("sum", "answered", 0.0, result, lines[0].unit, tuple(map(_reading, entries)), lines, (step,))


def _adds_up(asked: Read) -> Outcome | None:
    """Whether two items add up to a third."""
    cut = re.search(r"\b(?:add up to|adds up to|sum to|sums to|equals?|make up)\b", asked.text, re.I)
    if cut is None or not _AUXILIARY.search(asked.text):
        return None
    pair = _operands(asked, asked.text[: cut.start()], ())
    whole = find(asked, asked.text[cut.end() :], is_amount, own_years(asked))
    if whole is None:
        totals = [one for one in _amounts(asked) if one.own <= _BARE_TOTALS]
        whole = totals[0] if len(totals) == 1 and not required(words_of(asked.text[cut.end() :]), asked.paper) else None
    if len(pair) < 2 or whole is None or whole in pair or whole.fact.unit != pair[0].fact.unit:
        return None
    lines = tuple(line_of(entry.fact) for entry in (*pair, whole))
    result = sum((_value(entry.fact) for entry in pair), Decimal(0))
    unit = lines[0].unit
    added = Step("+", lines[:-1], result, unit)
    compared = Step("-", (lines[-1], Line("", result, unit, ())), _value(whole.fact) - result, unit)
    return Outcome(
        "adds_up", "answered", 0.0, result, unit, (_reading(whole),), lines, (added, compared), truth=result == _value(whole.fact)
    )  # fmt: skip


_BARE_TOTALS = stems_of(("budget", "proposed", "draft", "total"))


def _amounts(asked: Read) -> Iterator[Entry]:
    return (one for one in asked.paper.entries if is_amount(one) and one.fact.year in own_years(asked))


def _groups(asked: Read) -> list[list[Entry]]:
    """The lists of the paper: amounts under one heading that are parts of a whole, their totals left out."""
    shared = {(one.fact.row_path, one.fact.year) for one in asked.paper.entries if one.column == SHARE}
    groups: dict[str, list[Entry]] = {}
    for one in _amounts(asked):
        listed_line = len(one.fact.row_path) > 1 and one.fact.row_path[0] == one.fact.table.rpartition(" / ")[2]
        if not one.fact.total and ((one.fact.row_path, one.fact.year) in shared or listed_line or is_number_of(one)):
            key = one.fact.row_path[0] if is_number_of(one) else one.fact.table
            groups.setdefault(f"{key} {one.fact.unit.name}", []).append(one)
    return [group for group in groups.values() if len(group) >= FEWEST_RANKED]


def _rank(asked: Read) -> Outcome | None:
    """The largest or smallest of a list, or the n-th."""
    words = asked.words
    least = bool(set(words) & set(listed("least")))
    if not least and not set(words) & set(listed("most")):
        return None
    order = next((place for word, place in listed("nth").items() if word in words), 1)
    done = {*listed("most"), *listed("least"), *listed("nth"), *listed("kinds_of_things")}
    needed = required(words, asked.paper, done)
    hints = stems_of(words)
    fitting = [group for group in _groups(asked) if all(explained(needed, one) for one in group)]
    called = [group for group in fitting if needed and all(needed <= one.own for one in group)]
    fitting = called or [
        group for group in fitting if all(explained(needed, replace(one, own=frozenset())) for one in group)
    ]
    if len(fitting) > 1:
        fitting = [group for group in fitting if group[0].heading & hints & stems_of(listed("light"))]
    if len(fitting) != 1 or len(fitting[0]) < order:
        return None
    ranked = sorted(fitting[0], key=lambda one: _value(one.fact) if least else -_value(one.fact))
    picked = ranked[order - 1]
    if sum(1 for one in ranked if one.fact.value == picked.fact.value) > 1:
        return None
    fact = picked.fact
    way = "least" if least else "most"
    message = f"nth_{way} {order}" if order > 1 else way
    topic = fact.table.rpartition(" / ")[0] or fact.table or fact.organisation
    return Outcome(
        "rank", "answered", 0.0, fact.value, unit_of(fact), (_reading(picked),), (line_of(fact),), topic=topic, message=message
    )  # fmt: skip


def _whole(asked: Read) -> Outcome | None:
    """All of a list of numbers of things added up: the dwellings of all bands."""
    if not _EACH_TOGETHER.search(asked.text) or len(asked.years) > 1:
        return None
    needed = required(asked.words, asked.paper, ("all", "total", "across", "altogether", "overall"))
    groups = [group for group in _groups(asked) if is_number_of(group[0])]
    fitting = [group for group in groups if needed and all(needed <= one.own for one in group)]
    return _added(fitting[0]) if len(fitting) == 1 else None


def _followed(asked: Read, before: Attempt) -> Outcome | None:
    """The figure asked for before, of another option or item: and under option 1?"""
    earlier = before.outcome.readings[0].fact if before.outcome.readings else None
    last = next((one for one in asked.paper.entries if earlier is not None and one.fact.id == earlier.id), None)
    needed = required(asked.words, asked.paper)
    if last is None or not needed or before.outcome.operation not in ("lookup", "change"):
        return None
    years = asked.years or {last.fact.year}
    fitting = [
        one
        for one in asked.paper.entries
        if one.column == last.column and one.fact.year in years and needed <= one.own and one.fact.id != last.fact.id
        and one.fact.unit == last.fact.unit and len(one.own - needed - last.own) == 0
    ]  # fmt: skip
    most = max((len(one.own & last.own) for one in fitting), default=0)
    best = [one for one in fitting if len(one.own & last.own) == most]
    if len({one.fact.value for one in best}) != 1:
        return None
    outcome = _told(before.outcome.operation, best[0])
    return replace(outcome, lines=(line_of(best[0].fact),)) if outcome.operation == "change" else outcome


def _told(operation: str, entry: Entry) -> Outcome:
    fact = entry.fact
    return Outcome(operation, "answered", 0.0, fact.value, unit_of(fact), (_reading(entry),))


def _reading(entry: Entry) -> Reading:
    return Reading((entry.fact,), 0.0, 1)


def _value(fact: Fact) -> Decimal:
    return fact.value or Decimal(0)

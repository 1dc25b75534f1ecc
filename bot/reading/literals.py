"""Years, codes, amounts, counts and roundings of a question, found by patterns and not by the lists of words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal

from bot.names.terms import Sense, SenseKind
from bot.reading.amounts import COUNTED, SCALED, SCALED_ENGLISH, SCALES_SAID
from index.numerals import HAN, HAN_DIGITS, parse_han_number
from index.reach import months_at
from index.text import has_han
from index.words import pattern_of
from prompts import load_yaml

NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_HAN_FIGURE = r"[一二两三四五六七八九十百千零]+(?:点[一二三四五六七八九零]+)?"

_YEAR = re.compile(
    r"(?<!\d)(?<!\d[.,])((?:19|20)\d{2})(?:\s*(?:财政年度|预算年度|财年|年度|年[末底]?(?!结)|年))?(?![\d,]*\d|\.\d|\s*(?:元|万|亿|%)|个(?![人目])|项(?!目))"
)
_OPENING = re.compile(r"(?<!\d)(?<!\d[.,])((?:19|20)\d{2})(?=年[初末底终])")
"""The year before a name that begins with its start or end: 2024|年末结转."""
_FISCAL = re.compile(
    r"\b(?:fy|fiscal year)\s*\'?((?:20)?\d{2})(?:\s*[-/–]\s*\'?(?:20)?\d{2})?(?!\d)|(?<!\d)(20\d{2})\s*[-/]\s*\d{2}\s*(?=fiscal|财年)"
)
"""A fiscal year over two calendar years is named by the first: FY13-14 is 2013."""
_ASKED = re.compile(
    r"^(?:does|do|did|is|are|was|were|will|has|have)\b(?!\s+(?:you|we|i|there)\b)|^(?:is|are|was|were|will) there\b(?: be\b)?"
)
_REPUBLIC = re.compile(r"(?:中华)?民国(\d{2,3})年(?:度)?|(?<![\d.,])(1[0-4]\d)年(?:度)?")
_REPUBLIC_START = 1911
"""民國113年度 is 2024."""
_DOES = re.compile(r"\bwhat (?:does|do|did|is|are) .{2,80}? (do|doing|responsible for|in charge of)[?.!\s]*$")
"""What does the finance department do?"""
_OVER_YEARS = re.compile(
    r"\bover (?=the (?:two|three|four|five|last|past|period)\b|fy ?\d|fiscal year|(?:19|20)\d{2}\b)"
)
"""Over some years nothing is more than anything: the average over 2022 and 2023."""
_ON_TARGET = re.compile(
    r"\b(?:does|do|did|will|has|have|is|are|was|were)\b.{0,120}?"
    r"\b((?:meet|met|hit|miss|missed|reach|reached|achieve|achieved|exceed|exceeded) (?:[a-z0-9%']+ ){0,5}?"
    r"(?:targets?|goals?|policy|policies|standards?))\b"
)
"""Whether a figure is where it should be, which no figure alone tells: did they meet their target?"""
_AGAINST = re.compile(
    r"\b(?:up|down|ris(?:e|en)|rose|increased?s?|decreased?s?|fall|fell|fallen|higher|lower|chang(?:e|ed|es)|grow|grew|grown|cut|more|less)"
    r" (?:[a-z]+ ){0,3}?(against|relative to|measured against)\b"
)
"""What a change is measured from: up against the revised estimate."""
_ABOVE_YEAR = re.compile(
    r"\b(?:increase|decrease|rise|growth|drop|cut|reduction|change) (?:[a-z]+ ){0,4}?"
    r"(over )(?:fy ?'?|fiscal year )?(?:20)?\d{2}(?:[-/]\d{2})?(?! ?(?:and|to|through|until|[-–/,]|\d))"
)
"""The percent increase over FY 2025: the year that it is measured from."""
_YEARS_TOGETHER = re.compile(
    r"\b(?:over|across|for|in|of|during) (?:(?:the|all|of|both|these|those|next|coming|whole) )*"
    r"(?:(?<=all )|(?<=all the )|(?<=both )|(?<=these )|(two|three|four|five|[2-5]) )"
    r"(?:(?:fiscal|budget|financial|plan|actual) )?years\b(?: combined| together)?"
)
"""Over the three years, for all years, in both fiscal years: the years that a paper prints, taken together."""
_TELLS_CHANGE = re.compile(
    r"\b(?:chang|gr[eo]w|growth|r[io]se|fall|fell|increas|decreas|declin|trend|develop|evol|compar|differ|more|less|fewer)"
)
_PER = re.compile(r"\b(?:average|mean)\b.{2,60}? (per)\b(?! (?:capita|person|head|employee))")
"""The average saving per service: what it is the average over."""
_MEANS_IN = re.compile(
    r"\bwhat (?:does|do|did) ?.{2,80}? (cover|consist of|comprise)(?= (?:by|in|for|under|according|here)\b|[?.!\s]*$)"
)
_MEANS = re.compile(
    r"\bwhat (?:does|do|did|is|are) ?.{0,80}? ?(mean|meant|stand for|refer to)(?=[?.!\s]*$|,| (?:in|here|and|by|for|under|when)\b)"
)
"""What does net budget mean? No mean of figures is asked for."""
_DEVELOPS = re.compile(r"\bhow (?:did|does|do|has|have|will|is|are) .{2,100}? (develop(?:ed|ing)?|unfold(?:ed)?)\b")
_SHORT_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(\d{2})(?:年(?:度)?|(?=决算|预算|执行数))")
_HAN_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零]{2}年(?:度)?")
_RANGE = re.compile(
    r"(?<!\d)((?:20)?\d{2})(?:年度?)?\s*(?:到|至|-|/|–|~|—|through|to)\s*'?((?:20)?\d{2})(?:财年|年度?)?(?!\d|\.\d|\s*(?:元|万|亿|千|百|%))"
)
_SPANS = re.compile(r"(?<!\d)(20\d{2})[-/–]\d{2}\s*(?:to|through|–|—|到|至)\s*(?:fy\s*)?(20\d{2})[-/–]\d{2}(?!\d)")
"""From one fiscal year over two calendar years to another: 2024/25 to 2028/29."""
_FISCAL_WORD = re.compile(r"(?:\bfy|fiscal year|财政年度|财年)\s*'?$")
_YEAR_LIST = re.compile(r"(?<!\d)(?:\d{2}年?[、,和])+\d{2}年")
MOST_YEARS = 30
_CODE = re.compile(
    r"(?<!\d)(?<!\d[.,])(\d{3})(?:(?! (?:19|20)\d{2}(?!\d))[-. ]?(\d{2}))?[-. ]?(\d{2})?(?![\d,]*\d|\.\d|\s*(?:元|万|亿|%))"
)
_SIGN = r"(?:(?:us|hk|au?|ca?|nz|s|nt)?\$|[£€¥]|\brmb\s?)"
_AMOUNT = re.compile(
    rf"({_FIGURE})\s*({SCALED}|块钱|%|percent\b|per cent\b|(?:{SCALED_ENGLISH})\b)"
    rf"(?:人民币|\s?yuan\b|\s?rmb\b|\s?(?:us )?dollars\b|\s?pounds\b|\s?euros\b)?"
    rf"|({_FIGURE})\s*(?:yuan|rmb|dollars\b|pounds\b|euros\b)"
)
_SIGNED = re.compile(
    rf"{_SIGN}\s?({_FIGURE})(?:\s?(thousand|million|billion|k|m|mn|bn)\b)?(?:\s?(?:dollars|pounds|euros|yuan)\b)?"
)
"""$25 million, £3m, HK$1,200: in the question the amount is in the currency's own unit."""
_FRACTION = re.compile(
    r"\b(?:a |an |one |1 )?(half|third|quarter|fifth|tenth)\b(?: of)?(?! (?:largest|biggest|highest|smallest|lowest|quarter))"
    r"|\b(two|three)[- ](thirds|quarters|fifths)\b(?: of)?"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "thirds": 3, "quarters": 4, "fifths": 5}
_COMPARED = re.compile(
    r"(?:more|less|over|under|above|below|exceeds?|at least|at most|than|up|about|nearly|almost|only) (?:just )?$"
)
"""What stands before a fraction that is a share to be held against: more than half."""
_FROM = re.compile(
    rf"({_FIGURE})(?:\s*(?:到|至|和|与|-|—|–|to|and)\s*|\s+)(?={_FIGURE}\s*({SCALED}|块钱|%|million|billion))"
)
"""The lower end of a range that gives its unit once: 70到80万."""
_UNTIL = re.compile(rf"(?<=[\d万亿元%成])(?:至|-|—|–)(?=[\d{HAN}百])")
_BARE_AMOUNT = re.compile(r"(?<!\d)(?<!\d[.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{5,}(?:\.\d+)?|\d+\.\d+)(?![\d.,]*\d)")
_TIMES = re.compile(rf"({_FIGURE}|{_HAN_FIGURE})\s*(?:倍|times)(?!数)")
"""How many times as much is claimed: 五倍以上."""
_COUNTED = re.compile(r"(?<![\d.,第])\d{1,6}[" + COUNTED + r"](?![\u4e00-\u9fff]*(?:部门|单位)|大常)")
"""So many of a thing: 54辆."""
_MARKS = re.compile(r"(?<![\d.,第])\d{1,3}(?:\.\d+)?分(?=(?:\(含\)|含)?(?:及?以[上下]|的|[,。?]|$))")
"""Marks that something is held against: 95分以上."""
_DIVISOR = re.compile(
    rf"(?<=除以)(\d{{1,4}}|[{HAN}两]{{1,3}})(个?(?:次|期|批|笔|季度|季|月|半年|学期|年|份|阶段|个)|(?=[,，是等。?？]|$))"
)
"""What the question itself divides by: 除以4次, 除以12."""
PORTION = "份"
"""What is divided by a bare number comes in so many of these."""
_HEADS = re.compile(r"(?<![\d.,年])\d{1,6}[名人](?!大)")
_PER_HEAD = re.compile("(?:平均)?每一?个?[人名]|人均|平均(?:每|一)?个?人")
"""What is asked for each, where the question says of how many."""
_HAN_AMOUNT = re.compile(
    rf"({_HAN_FIGURE})\s*(亿元|万元|个亿|亿|万|元|块钱)|(?:百分之)({_HAN_FIGURE})|({_HAN_FIGURE})成"
)


def _superlatives(operation: str) -> str:
    """A pattern of the words for most or least that begin with 最, as the cue list has them, without their 的."""
    words = {word.removesuffix("的") for word in load_yaml("cues.yaml")["operations"][operation]}
    return "|".join(sorted((word for word in words if word.startswith("最")), key=len, reverse=True))


_LEAST = _superlatives("least")
_EXTREME = f"{_superlatives('most')}|{_LEAST}"
_TOP = re.compile(
    rf"(?:前|头|排前|排头|居前|打头的?)({_NUMBER})(?:大项|大类|名|位|个|项|类|款|笔|大|多|高)?|(?:(?:{_EXTREME})的)({_NUMBER})(?:大类|个款|个项(?!目)|个类|个|项|类|款|笔|种|家|样|宗|条|块)?(?:级)?(?:支出|科目|项目|单位|部门)?"
    rf"|({_NUMBER})(?:个|项|类|笔|大|种|家|样)(?:项目|科目|支出|收入)?(?={_EXTREME})|\b(?:top\s*|which\s+)(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b"
    rf"|\b(?:largest|biggest|highest|smallest|lowest)\s+(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b|\b(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\s+(?=(?:largest|biggest|highest|smallest|lowest|most|least|costliest|dearest))"
)
_RANKED = re.compile(
    r"\b(?:top|most|least|fewest|more|less|fewer|(?:larg|bigg|high|small|low|great|cheap|costli|fast|slow)(?:er|est)|up|down|ris\w+|rose|grow\w*|grew|fall\w*|fell|drop\w*|increas\w*"
    r"|decreas\w*|declin\w*|gain\w*|los\w+|chang\w+|dominat\w+|account\w* for|make up|lead\w*)\b"
)
"""What tells that the things asked for, which two, are the first of an order."""
_TOP_WITH = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBER_WORDS)}) (?:[a-z']+ ){{1,6}}?(?:with|(?:that|who|which) (?:[a-z]+ )?[a-z]+) the "
    r"(?:largest|biggest|highest|smallest|lowest|most|least)\b"
)
"""The three departments with the biggest budgets."""
_NTH = re.compile(
    rf"第({_NUMBER})(?:(?:大(?![道街院队学厦])|高(?![级中等新])|多|名(?!校)|位|小(?!学)|低|少(?!年))(?:的)?|(?:的)?(?=(?:呢|是[谁哪什啥].{{0,3}})?[?？。!！]*$))"
    rf"|(?<=排)(?:名|在|位)?第({_NUMBER})(?:的)?"
    r"|\b(second|third|fourth|fifth)[- ](?=largest|biggest|highest|smallest|lowest)"
)
_ROUNDING = re.compile(
    rf"(?:保?留|取|精确到?)(?:小数点后)?({_NUMBER})位(?:小数)?|(?:保留|取)整数|四舍五入到(?:整数|个位)|小数点后({_NUMBER})位"
    rf"|(?:to|with)\s+(\d|{'|'.join(NUMBER_WORDS)})\s+decimal(?:s| places?)?|({_NUMBER})位小数|取整"
    rf"|\b(\d|{'|'.join(NUMBER_WORDS)})\s+decimals?(?: places?)?\b"
)
_QUANTITY = re.compile(
    rf"(?<!第)({_NUMBER})个(?:子项目|项目|子项|专项)|(?<!第)({_NUMBER})(?:个|大|种|张|笔|项)?"
    r"(?:大类|块|大块|类|款|项|个|家|种|部分|笔|张|份|者|(?<!一)样|个数)(?!支出|收入)"
    rf"|(?<!第)({_NUMBER})(?:个|种|项|类)(?!目)"
    r"|(?<=\d)([二两三四五六七八九十])年(?:间|之间|来)?"
)
_THESE_YEARS = re.compile(
    r"[这那][2-9两二三四五六七八九]个?(?:年度|年)(?:间|之间|里|当中|来)?|(?<=年)[两二三四五六七八九]个?年(?:间|之间|来)?"
)
"""The years that a question names, counted: 2017、2018、2019这三年; all that are held where it names none."""
_SOME_YEARS = re.compile(
    rf"(?<![\d{HAN}〇零第几近去每])([两二三四五])年(?:间|之间|当中|里|内)?(?![级期以前后制计规行])"
)
"""三年加起来: as many years up to the latest, where the question does not say which."""
_WHY = pattern_of("asked.zh.yaml", "asked", "why")
_EXPLAINED = pattern_of("asked.zh.yaml", "asked", "explained")
_MOVED = re.compile("[增减降涨升变]|[比较]上年|[比较]去年|多了|少了")
"""What makes an explanation one of why something moved; else the meaning of a word is asked for."""
_FOR_WHOM = re.compile(
    r"(?:(?:发|付|支付)?给)?([\u4e00-\u9fff]{2,3})老?(?:人员|干部|职工|同志)们?(?=[^,;。?]{0,5}\1[费金])"
)
"""Whom money is for, where its own name says that: 给离休干部的离休费."""
_WHO_HAS_NONE = pattern_of("asked.zh.yaml", "asked", "who_has_none")
"""哪个部门没有公务接待费: bodies are asked for that have nothing of a thing."""
_ITSELF = re.compile(r"(?<=([院局部厅委会办]))本\1")
"""A body said again: 監察院本院."""
_AMONG_UNITS = re.compile(
    rf"(?:(?:这|那|全部|所有)?(?:{_NUMBER}|几)[个家](?:下属|所属|直属|预算|基层|二级)*|(?:下属|所属|直属|二级|基层)(?:预算)?)"
    "单位(?:里面|里头|里边|当中|之中|里|中(?!心))"
    rf"|(?:下属|所属|下面)?的?(?:{_NUMBER}|几)[个家](?:下属|所属|直属|预算|基层|二级)*单位的?(?=[^,;。?]{{0,20}}(?:从[高大多低小少]到|排|依次|谁|最[多少高低大小]))"
    rf"|(?:{_NUMBER}|几)[个家](?:部门|局)(?:里面|里头|里边|当中|之中|里|中(?!心))"
)
"""Something is chosen among the units of a department, or among departments: 五个单位里预算最多的."""
_EXECUTION = pattern_of("asked.zh.yaml", "asked", "execution")
_BASES = {"年初": frozenset({"budget"}), "调整": frozenset({"adjusted"})}
_BELOW = re.compile(r"[类款](?:级)?(?:科目)?(?:下面|之下|底下|项下|下|里面|里|中)的?")
"""农业农村款下面: what is ranked or listed stands below the row named, and is no 款 itself."""
_AT_END = re.compile(r"(没有?)[?？。!！]*$")
"""没有 is a question only at the end: 超过一千万没有."""
_OFFICE = re.compile(r"[科处股](?=的?(?:主要)?(?:是)?(?:负责|承担|职责|职能|管什么|管啥|干什么|干啥|做什么|做啥))")
"""An office within a body, whose duties are asked about: 外事科负责什么."""
_OFFICE_NAME = re.compile("(?:(?![室局委会部厅院署的])[\u4e00-\u9fff]){2,6}[科处股]")
_BEFORE_OFFICE = frozenset("室局委会部厅院署办的里中下年")
LONGEST_OFFICE = 6
_PLAIN: tuple[tuple[re.Pattern[str], int, SenseKind, str], ...] = (
    (_AT_END, 1, "operation", "whether"),
    (_ASKED, 0, "operation", "whether"),
    (_AMONG_UNITS, 0, "over", "organisations"),
    (_WHY, 0, "text", "reason"),
    (_DOES, 1, "text", "duties"),
    (_MEANS, 1, "text", "definition"),
    (_MEANS_IN, 1, "text", "definition"),
    (_DEVELOPS, 1, "operation", "trend"),
    (_PER, 1, "filler", ""),
    (_BELOW, 0, "filler", ""),
    (_ITSELF, 0, "filler", ""),
    (_FOR_WHOM, 0, "filler", ""),
    (_OVER_YEARS, 0, "filler", ""),
)
"""Patterns of one sense each, with the group that has it; a filler has its own text as value."""
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}


def find_literals(text: str, codes: Container[str], *, spans: bool = False) -> Iterator[tuple[int, int, Sense]]:
    """Spans of the prepared question with their sense. `codes` are the classification codes that the index holds.

    `spans`: whether the documents name fiscal years over two calendar years, so that 2013-14 is one of these.
    """
    yield from _years(text, spans=spans)
    for start, end, months in months_at(text):
        end += text.startswith("份", end)
        yield start, end, Sense("months", months)
        if re.search(r"\d年$", text[:start]):
            yield start - 1, end, Sense("months", months)  # 2024|年1-4月
    yield from _amounts(text, codes)
    yield from _codes(text, codes)
    yield from _counts(text)
    measured = [*_AGAINST.finditer(text), *_ABOVE_YEAR.finditer(text)]
    for pattern, group, kind, value in _PLAIN:
        for found in pattern.finditer(text):
            if any(one.start(1) == found.start() for one in measured):
                continue  # over FY 2025, behind an increase
            yield found.start(group), found.end(group), Sense(kind, value or found.group(group))
    for found in _ON_TARGET.finditer(text):
        yield found.start(1), found.end(1), Sense("lacking", found.group(1))
    for found in measured:
        yield found.start(1), found.end(1), Sense("connector", "than")
    for found in _PER_HEAD.finditer(text) if _HEADS.search(text) else ():
        yield found.start(), found.end(), Sense("operation", "per_thing")
    said = re.search(r"\d年|(?<!\d)20\d\d(?!\d)", text)
    for found in _SOME_YEARS.finditer(text):
        yield found.start(), found.end(), Sense("filler", found.group(0)) if said else Sense("operation", "trend")
    for found in _YEARS_TOGETHER.finditer(text):
        added = not _TELLS_CHANGE.search(text)
        yield found.start(), found.end(), Sense("operation", "together") if added else Sense("filler", found.group(0))
    for found in _OFFICE.finditer(text):
        for start in range(max(0, found.start() - LONGEST_OFFICE), found.start() - 1):
            if _OFFICE_NAME.fullmatch(text, start, found.end()) and (not start or text[start - 1] in _BEFORE_OFFICE):
                yield start, found.end(), Sense("left", text[start : found.end()])
    for found in _EXECUTION.finditer(text):
        said = re.search("年初|调整", found.group(0))
        bases = _BASES[said.group(0)] if said else frozenset({"adjusted", "budget"})
        yield found.start(), found.end(), Sense("operation", "execution", keys=bases)
    for found in _EXPLAINED.finditer(text):
        if _MOVED.search(text[: found.start()]):
            yield found.start(), found.end(), Sense("text", "reason")
    for found in _WHO_HAS_NONE.finditer(text):
        start, end = found.span(1) if found.group(1) else found.span(2)
        yield start, end, Sense("operation", "none")
    for found in _ROUNDING.finditer(text):
        digits = next(filter(None, found.groups()), None)
        yield found.start(), found.end(), Sense("rounding", str(han_number(digits)) if digits else "0")


def han_number(text: str) -> int:
    """三 → 3, 十二 → 12, 二十 → 20, "7" → 7, "three" → 3; thousands too."""
    if text.isdigit():
        return int(text)
    if text in NUMBER_WORDS:
        return NUMBER_WORDS[text]
    return parse_han_number(text)


def top_with(text: str) -> int | None:
    """How many an English question asks for that have the most or least of something; None where it does not say."""
    found = _TOP_WITH.search(text)
    return han_number(found.group(1)) if found else None


def _han_decimal(text: str) -> Decimal:
    whole, _, fraction = text.partition("点")
    digits = "".join(str(HAN_DIGITS[character]) for character in fraction)
    return Decimal(f"{han_number(whole)}.{digits}") if digits else Decimal(han_number(whole))


def _years(text: str, *, spans: bool) -> Iterator[tuple[int, int, Sense]]:
    for found in _YEAR.finditer(text):
        yield found.start(), found.end(), Sense("year", found.group(1))
    for found in _OPENING.finditer(text):
        yield found.start(), found.end(), Sense("year", found.group(1))
    for found in _FISCAL.finditer(text):
        year = found.group(1) or found.group(2)
        yield found.start(), found.end(), Sense("year", year if len(year) == 4 else f"20{year}")
    for found in _RANGE.finditer(text):
        first, last = (number if len(number) == 4 else f"20{number}" for number in (found.group(1), found.group(2)))
        written = re.search(r"[-/~—–]", found.group(0))
        short = len(found.group(1)) == 4 and len(found.group(2)) == 2 and not has_han(text)  # 2024/25, in English
        fiscal = spans or short or _FISCAL_WORD.search(text[: found.start()])
        if written and int(last) == int(first) + 1 and fiscal:
            yield found.start(), found.end(), Sense("year", first)
        elif int(first) < int(last) <= int(first) + MOST_YEARS:
            yield found.start(), found.end(), Sense("year", f"{first}-{last}")
    for found in _SPANS.finditer(text) if spans else ():
        if int(found.group(1)) + 1 < int(found.group(2)) <= int(found.group(1)) + MOST_YEARS:
            yield found.start(), found.end(), Sense("year", f"{found.group(1)}-{found.group(2)}")
    for found in _YEAR_LIST.finditer(text):
        for number in re.finditer(r"\d{2}", found.group(0)):
            start = found.start() + number.start()
            yield start, start + 2 + text.startswith("年", start + 2), Sense("year", f"20{number.group(0)}")
    for found in _SHORT_YEAR.finditer(text):
        yield found.start(), found.end(), Sense("year", f"20{found.group(1)}")
    for found in _REPUBLIC.finditer(text):
        year = int(found.group(1) or found.group(2)) + _REPUBLIC_START
        yield found.start(), found.end(), Sense("year", str(year))
    for found in _HAN_YEAR.finditer(text):
        digits = "".join(str(HAN_DIGITS.get(character, 0)) for character in found.group(0).rstrip("年度"))
        yield found.start(), found.end(), Sense("year", digits)


def _codes(text: str, codes: Container[str]) -> Iterator[tuple[int, int, Sense]]:
    for found in _CODE.finditer(text):
        code = "".join(filter(None, found.groups()))
        if code in codes:
            yield found.start(), found.end(), Sense("code", code, codes=frozenset({code}))
        elif len(code) > 3 or re.search(r"(?:编码|代码|科目|code)\s*(?:为|是)?\s*$", text[: found.start()]):
            yield found.start(), found.end(), Sense("stranger", code)


def _amounts(text: str, codes: Container[str]) -> Iterator[tuple[int, int, Sense]]:
    for found in _SIGNED.finditer(text):
        yield found.start(), found.end(), _amount(Decimal(found.group(1).replace(",", "")), found.group(2) or "元")
    for found in _FRACTION.finditer(text):
        if _COMPARED.search(text[: found.start()]):
            parts = NUMBER_WORDS[found.group(2)] if found.group(2) else 1
            whole = _PARTS[found.group(1) or found.group(3)]
            yield found.start(), found.end(), _amount(Decimal(100 * parts) / whole, "%")
    for found in _AMOUNT.finditer(text):
        figure = Decimal((found.group(1) or found.group(3)).replace(",", ""))
        yield found.start(), found.end(), _amount(figure, found.group(2) or "元")
    for found in _TIMES.finditer(text):
        said = found.group(1)
        figure = Decimal(said.replace(",", "")) if said[0].isdigit() else _han_decimal(said)
        yield found.start(), found.end(), Sense("amount", f"{figure:f}倍")
    for found in _FROM.finditer(text):
        if not (found.group(1) in codes or _YEAR.match(text, found.start())):
            yield found.start(1), found.end(1), _amount(Decimal(found.group(1).replace(",", "")), found.group(2))
    for found in (*_COUNTED.finditer(text), *_MARKS.finditer(text)):
        yield found.start(), found.end(), Sense("amount", found.group(0))
    for found in _DIVISOR.finditer(text):
        number = int(found[1]) if found[1].isdigit() else han_number(found[1])
        if number:
            yield found.start(), found.end(), Sense("amount", f"{number}{found[2] or PORTION}")
    for found in _UNTIL.finditer(text):
        yield found.start(), found.end(), Sense("filler", found.group(0))
    for found in _BARE_AMOUNT.finditer(text):
        if found.group(1) in codes:
            continue
        yield (
            found.start(),
            found.end(),
            Sense("amount", format(Decimal(found.group(1).replace(",", "")), "f"), weak=True),
        )
    for found in _HAN_AMOUNT.finditer(text):
        if found.group(1):
            yield found.start(), found.end(), _amount(_han_decimal(found.group(1)), found.group(2))
        elif found.group(3):
            yield found.start(), found.end(), _amount(_han_decimal(found.group(3)), "%")
        else:
            yield found.start(), found.end(), _amount(_han_decimal(found.group(4)) * 10, "%")


def _amount(figure: Decimal, unit: str) -> Sense:
    if unit in ("%", "percent", "per cent"):
        return Sense("amount", format(figure, "f") + "%")
    scale = SCALES_SAID.get(unit.removesuffix("元").removesuffix("块钱").removesuffix("块"), 1)
    return Sense("amount", format(figure * scale, "f"))


def _counts(text: str) -> Iterator[tuple[int, int, Sense]]:
    dated = bool(_YEAR.search(text))
    for found in _THESE_YEARS.finditer(text):
        sense = Sense("filler", found.group(0)) if dated else Sense("operation", "trend")
        yield found.start(), found.end(), sense
    ranked = _RANKED.search(text)
    for found in _TOP.finditer(text):
        if found.group(0).startswith("which") and not ranked:
            yield found.start(), found.end(), Sense("operation", "list")
            continue
        digits = next(filter(None, found.groups()))
        least = " least" if re.search(rf"{_LEAST}|smallest|lowest|least", found.group(0)) else ""
        yield found.start(), found.end(), Sense("count", f"top {han_number(digits)}{least}")
    for found in _QUANTITY.finditer(text):
        yield found.start(), found.end(), Sense("filler", found.group(0))
    for found in _NTH.finditer(text):
        said = next(filter(None, found.groups()))
        number = _ORDINALS.get(said) or han_number(said)
        yield found.start(), found.end(), Sense("count", f"nth {number}")


def years_together(text: str) -> int | None:
    """How many years an English question takes together, 0 where it says no number; None where it takes none."""
    found = _YEARS_TOGETHER.search(text.lower())
    if found is None:
        return None
    return han_number(found.group(1)) if found.group(1) else 2 if "both" in found.group(0) else 0


_DATES_ALONE = re.compile("(?:上年|去年|上一年度?|上年度|去年度|前年)(?:的)?(?:年初)?(?:决算|预算|执行|预算执行)?数?")


def only_dates(surface: str) -> bool:
    """Whether a stretch only says of which year and kind a figure is, though a paper may print it as a name: 上年决算."""
    return bool(_DATES_ALONE.fullmatch(surface))

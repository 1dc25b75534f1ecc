"""A loose wording with the printed name in brackets behind it: labour charges (劳务费), 放鱼苗（渔业资源增殖放流）."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from bot.names.catalogue import LIMITED, names_several
from bot.names.linking import Linker
from bot.names.organisations import SMALL_WORDS
from bot.names.segment import prepare
from bot.names.terms import NEAR_QUALITY, OTHER_NAME_QUALITY, PART_QUALITY, TITLE_QUALITY, Sense, Token
from bot.reading.literals import han_number
from bot.reading.question import is_context, is_strong, is_term
from index.text import core_key, simplify
from index.words import pattern_of
from prompts import load_yaml

_GLOSS = re.compile(
    r"(?P<english>(?:\b[A-Za-z][A-Za-z'’-]* )+)"
    r"[(（](?P<own>[^A-Za-z()（）]*[\u4e00-\u9fff][^A-Za-z()（）]*?)(?P<more>[,，;；][^()（）]*)?[)）]"
)
_SMALL = SMALL_WORDS | {
    "at", "by", "from", "or", "an", "is", "was", "are", "were", "be", "did", "does", "do", "with", "than", "between",
    "its", "their", "s", "as", "about", "how", "much", "many", "what", "which", "who", "whose", "when", "why", "plus",
    "minus", "versus", "vs", "per", "under", "within", "into",
}  # fmt: skip
"""Words that belong to the sentence around a name, where its English wording begins."""


def without_gloss(question: str, linker: Linker) -> str:
    """The question with the name in brackets alone, where the words before it say that name again or say nothing known."""
    question = _LISTED.sub(_the_listed, _NUMBER_AGAIN.sub("", _SUCH_AS.sub("", question)))
    question = _with_part(_with_place_first(_with_sum(question, linker.link), linker.link), linker.link)
    question = _without_explanation(_NEEDED.sub(r"\g<asked>", _REMARK.sub("", _BY_NAME.sub("", question))), linker.link)
    english = _without_english(_of_party(question), linker.senses, linker.link)
    told = _without_apposition(english, linker.link)
    return _without_loose_words(told, linker.link)


_REMARK = pattern_of("asked.zh.yaml", "aside", "should_stand")
"""What is said behind a question of where its answer stands: （2025年的公开里应该有）."""


_BY_NAME = pattern_of("asked.zh.yaml", "aside", "by_name")
"""小张问一下: who asks."""
_NEEDED = pattern_of("asked.zh.yaml", "aside", "needed_for")
"""Who needs the figure and what for, behind the question: …是多少，会计要对数."""


_SUCH_AS = re.compile("(?<=收入|支出)[(（][^()（）]{1,14}?(?:之类|这一?类|这些)的?[)）]")
"""An example of an income, behind its name: 事业收入（保教费之类）."""

_NUMBER_AGAIN = re.compile(r"(?<=\bfund) \(fund (?:no\.? |number |#)?\d{3,5}\)", re.I)
"""The number of a fund that is called by its name: the Sewer Service Fund (fund 3100)."""

_PLACE_BEHIND = re.compile(r"(?P<body>[\u4e00-\u9fff]{2,14})[(（](?P<place>[\u4e00-\u9fff]{2,8}?)的?[)）]")
MIN_BODY = 2


def _with_place_first(question: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question with a place in brackets behind a body put before it, where that is a body: 社工部（某区委） is 某区委社工部,
    区教育局（某区） is 某区教育局.
    """

    def turned(found: re.Match[str]) -> str:
        body, place = found["body"], found["place"]
        for start in range(len(body) - MIN_BODY + 1):
            named = link(prepare(place + body[start:]))
            sense = named[0].sense("organisation") if len(named) == 1 else None
            if sense and not sense.weak:
                return body[:start].removesuffix(place[-1]) + place + body[start:]
        return found.group(0)

    return _PLACE_BEHIND.sub(turned, question)


_LISTED = re.compile(
    r"(?<=年)(?:度)?(?:(?:用于|用在|花在|投在|投向)[^，,。；;？?年]{0,14}?的)?(?P<many>[两二三四五六七八九])[个项笔块类](?:项目|科目|支出|费用|经费|资金|专项)"
    r"[(（](?P<list>[^()（）]*(?:[、，,]|和|及|与)[^()（）]*)[)）]"
)


def _the_listed(found: re.Match[str]) -> str:
    """The names in brackets alone, where they are as many as the words before say: 用于康复的两个项目（甲和乙）."""
    listed = re.split("[、，,]|和|及|与", found["list"])
    return found["list"] if len(listed) == han_number(found["many"]) else found[0]


_SUM_IN_BRACKETS = re.compile(
    r"(?P<whole>[\u4e00-\u9fff]{2,24}(?:收入|支出|资金|的钱|经费|费用|补助|款))[(（](?:即|就是|也就是)?(?P<sum>[\u4e00-\u9fff]{2,14}(?:加上?|[+＋])[\u4e00-\u9fff]{2,14})[)）]"
)


def _with_sum(question: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question with what brackets say is added up in place of the words before them: 自有资金（A加B）; bodies stay."""

    def told(found: re.Match[str]) -> str:
        kept = takewhile(_is_whose, link(prepare(found["whole"])))
        return f"{''.join(token.surface for token in kept)}{found['sum']}"

    return _SUM_IN_BRACKETS.sub(told, question)


def _is_whose(token: Token) -> bool:
    return token.has("organisation") or token.has("reach") or token.has("connector", "of")


_CONTAINS = re.compile(
    r"(?P<whole>[^\s，。；、？！,;?!:：（）()]{2,24})[(（](?:其中)?(?:含|包含|包括|内含)(?P<part>[^（）()]{2,16})[)）]"
)


def _with_part(question: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question with a name and what the brackets say it holds, 转移支付（含税收返还）, as the one name of both, if there is
    one: 税收返还和转移支付.
    """

    def joined(found: re.Match[str]) -> str:
        whole, part = found["whole"], found["part"]
        for start in range(len(whole) - 1):
            name = whole[start:]
            for both in (f"{name}和{part}", f"{part}和{name}", f"{name}及{part}", f"{part}及{name}"):
                named = link(prepare(both))
                if len(named) == 1 and _are_strong_name(named[0].senses):
                    return whole[:start] + both
        return found.group(0)

    return _CONTAINS.sub(joined, question)


_OF_PARTY = re.compile(
    r"\b(?:CPC|CCP|Communist Party of China|Chinese Communist Party)(?:['’]s)? (?P<place>(?:[A-Z][a-z]+ )+)"
    r"Committee(?P<of>['’]s)?(?=(?: (?P<own>[A-Z]))?)\b"
)


def _of_party(question: str) -> str:
    """A committee of the party as its place's party committee, and a department of one as that of the place: the CPC X District
    Committee's Social Work Department.
    """

    def body(found: re.Match[str]) -> str:
        return (
            found["place"].strip()
            if found["of"] and found["own"]
            else f"{found['place']}Party Committee{found['of'] or ''}"
        )

    return _OF_PARTY.sub(body, question)


def _without_english(
    question: str, senses: Callable[[str], Sequence[Sense]], link: Callable[[str], Sequence[Token]]
) -> str:
    """The question with only the name in brackets, where that is one; the English words right before it say it again.

    `senses` are those of a prepared stretch of text. What is done with the figure, more, share, second, stays.
    """

    def named(found: re.Match[str]) -> str:
        own = link(prepare(found["own"]))
        more = (found["more"] or "").strip(",，;； ")
        if len(own) == 1 and own[0].has("organisation"):
            return f"{_before_body(found['english'])} {found['own']} {more} ".lstrip()
        if found["more"] or (
            not _are_strong_name(senses(prepare(found["own"])))
            and not (len(own) == 1 and _are_strong_name(own[0].senses))
        ):
            return found.group(0)
        words = found["english"].split()
        small = _SMALL - {"and"} if names_several(found["own"]) else _SMALL  # goods and services (商品和服务支出)
        while (
            words
            and (words[-1].lower() not in small or _goes_on_before(words, senses))
            and not _tells(words[-1].lower(), senses)
        ):
            words.pop()
        words = _without_head(_before_unknown(words, senses, link), found["own"])
        return f"{' '.join(words)} {found['own']} " if words else f"{found['own']} "

    def turned(found: re.Match[str]) -> str:
        return found.group(0) if senses(prepare(found.group(0))) else f"{found['body']} {found['office']}"

    return _OFFICE_OF.sub(turned, _GLOSS.sub(named, _QUOTED.sub(r"\1 ", question)))


_QUOTED = re.compile(
    r"[\"“”']([A-Za-z][A-Za-z ,&-]*?)[\"“”'] ?(?=(?:[A-Za-z]+ ?){0,2}[(（][^A-Za-z()（）]*[\u4e00-\u9fff])"
)
"""An English wording in quotes before the printed name: "support foreign trade" (支持外贸发展)."""


def _without_head(words: Sequence[str], own: str) -> list[str]:
    """The words without the noun for money that the printed name ends with, too: a subsidy to |party caucuses (黨團補助)."""
    said = words[-2].lower() if len(words) > 1 and words[-1].lower() in ("to", "for", "of") else ""
    ends = next((ends for ends in load_yaml("terms.english.yaml")["heads"] if said in ends["said"]), None)
    same = ends is not None and simplify(own).endswith(tuple(ends["printed"]))
    return list(words[:-2]) if same else list(words)


def _before_unknown(
    words: Sequence[str], senses: Callable[[str], Sequence[Sense]], link: Callable[[str], Sequence[Token]]
) -> list[str]:
    """The words without a wording of several phrases whose last ones hold words that nothing explains: special fund for
    high-quality development of |trade (贸易高质量发展专项).
    """
    kept, unknown = list(words), False
    while kept and kept[-1].lower() in ("of", "for"):
        phrase = list(takewhile(lambda word: not _ends_phrase(word, senses), reversed(kept[:-1])))
        told = link(prepare(" ".join(reversed(phrase))))
        unknown = unknown or any(token.has("left") for token in told)
        proper = any(word[:1].isupper() for word in phrase)  # the name of a body, or a part of it
        if not phrase or proper or not unknown or any(token.has("organisation") or token.has("year") for token in told):
            break
        kept = kept[: -1 - len(phrase)]
    return kept


def _ends_phrase(word: str, senses: Callable[[str], Sequence[Sense]]) -> bool:
    return word.lower() in _SMALL or word.endswith(("'s", "’s", "s'", "s’")) or _tells(word.lower(), senses)


def _before_body(english: str) -> str:
    """The words before a body's name in English: What did |the Anping County Bureau of Finance|."""
    words = english.split()
    while words:
        last, before = words[-1], words[-2] if len(words) > 1 else ""
        if (before.lower(), last.lower()) == ("of", "the") and words[-3:-2] and words[-3][:1].isupper():
            words.pop()  # the General Office |of the Party Committee
            continue
        links = last.lower() in _WITHIN_BODIES and before[:1].isupper() and before.lower() not in _SMALL
        if not links and (not last[0].isupper() or last.lower() in _SMALL):
            break
        words.pop()
    return " ".join(words)


_WITHIN_BODIES = frozenset({"of", "and", "for", "the"})


def _goes_on_before(words: Sequence[str], senses: Callable[[str], Sequence[Sense]]) -> bool:
    """Whether "and" stands within one wording, as what stands before it is no name: life and health programme."""
    return words[-1] == "and" and len(words) > 1 and words[-2] not in _SMALL and not senses(words[-2])


def _tells(word: str, senses: Callable[[str], Sequence[Sense]]) -> bool:
    """Whether a word says what is done with the figure, or of when or whom it is; a balance is a thing."""
    return any(one.kind in _TELLING and one.value not in ("balance", "projects") for one in senses(word))


_OFFICE_OF = re.compile(
    r"\b(?P<office>(?:general )?office) of (?:the )?(?P<body>[a-z' ]{2,50}? (?:party committee|congress|government)(?: standing committee)?)\b",
    re.I,
)
"""The General Office of the Jiangsu Provincial Party Committee, whose office stands behind in the names of bodies."""

_TELLING = ("operation", "count", "over", "year", "kind", "stage", "text", "organisation", "unit", "rounding", "denial")

_LOOSE = re.compile(r"([^\s，。；、？！,;?!:：（）()]{1,16})[（(]([^（）()]{2,24})[）)]")


_POINTS = re.compile("[这那](?:[个一]?(?:科目|项目|专项|款项|支出|部分)|一?块|个)$")
"""How a wording ends that only points at what the brackets name: 节约用水那个科目（水资源节约管理与保护）."""

_APPOSED = re.compile(
    r"(?:[，,？?。；;]?\s*(?:说白了|其实)?(?:也就是说?|就是|即)|、(?:也就是说?|就是|亦?即|又叫|也叫))(?!说|问|想|要|给)"
    r"([^，。？！；,?!;:：（）()、]{2,24}?)"
    r"(?:那个|那些|那种|这些|这种|之类的?|[这那]一?[项块笔])?(?=[，。？！；,?!;]|$)"
)
"""A clause that says a name again in other words: …，就是扫垃圾那个."""
_PART = re.compile("部分|其中|里[的面]|当中|只|仅|除|不")
"""Words of a clause that says which part is meant."""


_OTHER_COST = re.compile("[^的](?:费|税|款|补贴|津贴|工资|奖金|保险)$")
"""A clause that ends as a name of money that nobody knows, 就是住宿费, may mean another figure."""


def _without_apposition(text: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question with the printed name of such a clause as a gloss of the words before it; without the clause, where
    only the other words are known.
    """

    def glossed(found: re.Match[str]) -> str:
        own = link(prepare(found[1]))
        asks = any(one.has("operation") or one.has("year") or one.has("organisation") or one.has("text") for one in own)
        if asks or _PART.search(found[1]) or (_OTHER_COST.search(found[1]) and not any(map(_is_exact, own))):
            return found.group()
        if _is_one_name(own) or _begins_names(own):
            return f"（{_AGAIN}{found[1]}）"
        rest = link(prepare(text[: found.start()] + text[found.end() :]))
        known = any(is_strong(one) and not is_context(one) for one in rest)
        return found.group() if not known or any(map(_is_exact, own)) else ""

    return _APPOSED.sub(glossed, text)


_EXPLAINED = re.compile(
    r"(?P<named>[^\s，。；、？！,;?!:：（）()]{2,16})[（(](?:也?就是|即|也叫|俗称|又称)[^（）()]{1,20}[）)]"
)


def _without_explanation(text: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question without what explains a printed name in brackets behind it: 事业收入（就是看病的收入）."""

    def told(found: re.Match[str]) -> str:
        named = [token for token in link(prepare(found["named"])) if not token.has("filler")]
        return found["named"] if named and _is_exact(named[-1]) else found.group()

    return _EXPLAINED.sub(told, text)


def _is_exact(token: Token) -> bool:
    name = token.sense("name")
    return name is not None and not name.weak and name.quality >= OTHER_NAME_QUALITY


def _without_loose_words(text: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The question with the name alone where nothing explains the words before its brackets.

    A wording that is explained stays: 教育支出（项目支出） is a row and a column of it.
    """

    def name_alone(found: re.Match[str]) -> str:
        again, inside = found.group(2).startswith(_AGAIN), found.group(2).removeprefix(_AGAIN)
        said, named = prepare(found.group(1)), link(inside)
        if _POINTS.search(said) and _is_one_name(named):
            kept = [one.end for one in link(said) if one.has("organisation") or one.has("year")]
            return f"{said[: max(kept, default=0)]}{inside}"
        foreign = inside.isascii() and not said.isascii()
        loose = _loose_end(link(said), foreign=foreign, worth=PART_QUALITY if again else NEAR_QUALITY)
        known = _is_one_name(named) or _begins_names(named) or (foreign and _is_foreign_name(named))
        if loose is None or not known:
            return f"{found.group(1)}的{inside}" if again else found.group()  # one figure, if any
        return f"{said[:loose]}{' ' * foreign}{inside} "

    return _LOOSE.sub(name_alone, text)


def _is_one_name(tokens: Sequence[Token]) -> bool:
    name = tokens[0].sense("name") if len(tokens) == 1 and is_strong(tokens[0]) else None
    return name is not None and name.quality >= OTHER_NAME_QUALITY


def _begins_names(tokens: Sequence[Token]) -> bool:
    """Whether the words are all of a printed name but what stands in brackets behind it: 便携式计算机（20万以下）."""
    name = tokens[0].sense("name") if len(tokens) == 1 and is_strong(tokens[0]) else None
    said = core_key(tokens[0].surface)
    return name is not None and bool(name.keys) and all(LIMITED.sub("", key) == said for key in name.keys)


def _are_strong_name(senses: Sequence[Sense]) -> bool:
    """Whether one of the senses is a name of the papers that an answer must explain."""
    return any(sense.kind == "name" and not sense.weak for sense in senses)


def _is_foreign_name(tokens: Sequence[Token]) -> bool:
    """Whether a name in English behind a Chinese one is that of a body, or is held by names of the papers."""
    if len(tokens) != 1:
        return False
    name = tokens[0].sense("name")
    return tokens[0].has("organisation") or (name is not None and not name.weak and name.quality >= TITLE_QUALITY)


_AGAIN = "即"
"""How brackets begin that say again what stands before them."""


def _loose_end(tokens: Sequence[Token], *, foreign: bool = False, worth: float = NEAR_QUALITY) -> int | None:
    """Where the words at the end begin that nothing explains, with what carries nothing between them; None without any.

    A name of no more than this worth is none that explains them. A single character right before them is of the same word: 大|坝.
    """
    start = None
    for token in reversed(tokens):
        cut_off = start == token.end and token.end - token.start == 1 and not is_term(token)
        near = (name := token.sense("name")) is not None and name.quality <= (TITLE_QUALITY if foreign else worth)
        plain = foreign and (token.has("level") or token.has("header") or token.has("absent") or token.has("over"))
        if token.has("left") or cut_off or near or (plain and not _are_strong_name(token.senses)):
            start = token.start
            if near and foreign:
                break  # the name said in another language is one
        elif not token.has("filler"):
            break
    return start

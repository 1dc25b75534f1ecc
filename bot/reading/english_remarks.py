"""Clauses of an English question in which somebody only tells why or how they ask: I'm tired of it, and next comes lunch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.names.terms import FIELD_QUALITY, SenseKind, Token, is_whole_name
from index.words import pattern_of, words_of

_ENDS = frozenset(",:;.!?-–—")
_NEEDS = re.compile(r"(?:i|we) (?:d|need|want|require|would|must|have to)\b|please\b|(?:could|can|would) you\b")
_OPENS = re.compile("(?:(?:and|so|but) )?(?:for|as|in|before|after|since|because|while|when|now that|if|to|so that) ")
_JOINS = frozenset({"and", "but", "so", "because", "hence", "therefore"})
_WANTS = re.compile(
    "(?:i|we|he|she|they|you|it|there|that|this|everybody|everyone|nobody|somebody|someone|people|now|my|our)(?: .*)?"
    "|want|need|would(?: like)?|please"
)
_ASKS_NEXT = re.compile(
    r"(?:(?:then|now) )?(?:how|what|which|who|where|is|are|was|were|does|do|did|has|have|can|could|would|will|please|tell|give|show|list)\b"
)
_BUT = frozenset({"nothing", "anything", "everything", "all", "none", "last", "no", "everyone", "nobody", "not"})
"""Words behind which "but" takes something out."""
_SAYS_ABOUT = re.compile("(?:it|this|that) (?:is|was|s) (?:about|for|on)|is it (?:true|correct|right)")
_POINTING = frozenset({"it", "is it", "them", "they"})
_PERSON = pattern_of("words.en.yaml", "remarks", "persons")
_TOLD = pattern_of("words.en.yaml", "remarks", "told")
_POLITE = pattern_of("words.en.yaml", "remarks", "polite")
_ASKING = pattern_of("words.en.yaml", "remarks", "asking")
_NARROWING = pattern_of("words.en.yaml", "remarks", "narrowing")
_HARMLESS = pattern_of("words.en.yaml", "remarks", "harmless")
_PLAIN = frozenset(words_of("words.en.yaml", "remarks", "plain"))
SAYING: tuple[SenseKind, ...] = (
    *("code", "stranger", "kind", "amount", "over", "reach", "months", "denial", "class"),
    *("level", "frame", "orders", "offtopic", "unit", "count", "rounding", "stage"),
)
"""What makes a clause say something of a figure, or of the bot."""


def is_english(tokens: Sequence[Token]) -> bool:
    """Whether all words are in English, but for names, bodies and units in Chinese among them."""
    latin = [token for token in tokens if token.surface.isascii()]
    foreign = (token for token in tokens if not token.surface.isascii() and token.surface not in _ENDS)
    worded = len(latin) == len(tokens) or sum(token.surface.isalpha() for token in latin) >= _SENTENCE
    return worded and all(is_whole_name(token) or any(map(token.has, _IN_CHINESE)) for token in foreign)


_SENTENCE = 3
"""English words at least that make a sentence around names in Chinese."""
_IN_CHINESE: tuple[SenseKind, ...] = ("organisation", "year", "unit", "kind", "amount", "header")
"""What a question in English may call by its Chinese name."""


def without_english_remarks(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the clauses in which a person tells something that names no figure, where the others do; whose and
    of which year these are stays, where nothing else says it.
    """
    clauses = _clauses(tokens) if is_english(tokens) else []
    kept: list[Token] = []
    points = False
    for number, clause in reversed(list(enumerate(clauses))):
        alone = [one for one in clause if _frames(one) and not any(_frames(two) == _frames(one) for two in kept)]
        behind = [token for one in clauses[number + 1 :] for token in one]
        points = points or tells_whose(clause, behind)
        other = any(_frames(one) in _WHOSE and one not in alone for one in clause)  # than the clauses behind it are of
        if points or other or not _is_remark(clause, kept):
            kept[:0] = clause
            points = _points_back(clause, points)
        else:
            kept[:0] = [*alone, *(clause[-1:] if alone and clause[-1].surface in _ENDS else ())]
    return tuple(kept if any(map(_names_figure, kept)) else tokens)


_WHOSE: tuple[SenseKind, ...] = ("organisation", "year")
_FRAMES: tuple[SenseKind, ...] = (*_WHOSE, "kind", "unit")


def _frames(token: Token) -> SenseKind | None:
    """What a word says of all that is asked, wherever it stands: whose, of when, of which paper, in which unit; else None."""
    return next((kind for kind in _FRAMES if token.has(kind)), None)


def narrows(clause: Sequence[Token]) -> bool:
    """Whether a clause asks for something, or may narrow the figure: I need the one for veterans."""
    said = _HARMLESS.sub(" ", f" {_text(clause)} ")
    return bool(_ASKING.search(said) or _NARROWING.search(said))


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens, cut at signs, and where a purpose or a story goes over into what is wanted: for a talk | I need the sum."""
    clauses: list[list[Token]] = [[]]
    for number, token in enumerate(tokens):
        if _NEEDS.match(_text(tokens[number : number + 2])) and _OPENS.match(_text(clauses[-1])):
            clauses.append([])
        elif len(clauses[-1]) > 1 and clauses[-1][-1].surface in _JOINS and _parts(clauses[-1], tokens[number:]):
            clauses.append([clauses[-1].pop()])
        clauses[-1].append(token)
        if token.surface in _ENDS:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _parts(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether a joining word, the last of those `before`, goes over into another clause: it broke, so | how much is it."""
    joint, first = before[-1].surface, behind[0].surface
    if joint == "but":
        return before[-2].surface not in _BUT
    if joint != "and" and _ASKS_NEXT.match(first):
        return True
    told = joint != "and" or _tells(before[:-1]) or any(map(_names_figure, before))  # and no second subject: he and I
    return told and _WANTS.fullmatch(first) is not None


def _text(clause: Sequence[Token]) -> str:
    return " ".join(token.surface for token in clause)


def _points_back(clause: Sequence[Token], points: bool) -> bool:
    """Whether a clause, or one behind it that `points`, may mean what stands before: how large is it; not, where it names that."""
    named = next((at for at, token in enumerate(clause) if _names_figure(token)), len(clause))
    before = clause[: named - (named < len(clause))]  # is it rent or cars: it points to nothing
    own = not _SAYS_ABOUT.match(_text(clause)) and any(one.surface in _POINTING for one in before)
    return own or (named < len(clause) and of_those(clause)) or (points and named == len(clause))


def of_those(clause: Sequence[Token]) -> bool:
    """Whether what is asked for is that of a place or of people that an earlier clause tells of."""
    return _OF_THOSE.search(f" {_text(clause)} ") is not None


_OF_THOSE = re.compile(
    r"(?<! is)(?<! are)(?<! was)(?<! were)(?<! hi)(?<! hello)(?<! hey) there(?! (?:is|are|was|were|a|an|any|be|s)\b) "
    r"|\b(?:for|to|by|on|with|at|in|from) (?:them|those people|these people|such people|that place|this place)\b"
    r"|\b(?:went|goes|go|gone|going|spent|paid|is|was|are|were) (?:to|on|for|into|towards) (?:it|that|this)(?= [.,;:?!]| (?:at|in|by|of|for)\b|$)"
    r"|\b(?:is|are|was|were) theirs\b|\b(?:do|did|does|will|would) (?:they|he|she|it) (?:get|receive|earn|take|use|eat|cost|cause)\b"
)
"""Words for a place or people that an earlier clause tells of: how much of the wages went there."""


def is_remark(sentence: Sequence[Token]) -> bool:
    """Whether a sentence in English only tells of somebody, whatever it seems to ask: I ask for a friend who lost her glasses."""
    return (
        is_english(sentence) and not any(map(_frames, sentence)) and all(_is_remark(one) for one in _clauses(sentence))
    )


def _is_remark(clause: Sequence[Token], asked: Sequence[Token] = ()) -> bool:
    """Whether somebody tells of themselves, or what the question is for, and nothing of a figure. `asked`: what stands behind
    it, whose operations it may tell of, too.
    """
    done = {one for token in asked for one in _done_by(token)}
    told = [one for one in clause if not _done_by(one) or not _done_by(one) <= done or is_whole_name(one)]
    if not _tells(clause) or any(map(_is_of_figure, told)):
        return False
    own = [token for token in clause if not _frames(token)]
    return bool(_POLITE.search(_said(own))) or not narrows(own)


def _done_by(token: Token) -> set[str]:
    """What a word asks to be done, or how many of the first it asks for."""
    return {sense.value for sense in token.senses if sense.kind in ("operation", "count")}


def _tells(clause: Sequence[Token]) -> bool:
    """Whether somebody does something in a clause, or it says what a question is for."""
    said = _said(
        [
            token
            for token in clause
            if not token.has("organisation") and (token.surface in _PLAIN or not _names_figure(token))
        ]
    )
    told = any((" I " in said, _TOLD.search(said), _POLITE.search(said)))
    if _OF_WHAT.match(said) and not _SUBJECT.search(said):
        return told or (_is_sentence(said) and not _RELATIVE.search(said))
    return told or _PERSON.search(said) is not None or _is_sentence(said)


_OF_WHAT = re.compile(
    " (?:(?:and|so|but|only|just) )?(?:for|of|at|in|among|within|from|on|by|under|to|with|as for|as to|about) "
)
_SUBJECT = re.compile(
    r"(?<!that)(?<!which)(?<!who)(?<!whom) (?:i|we|he|she|you|everybody|everyone|somebody|someone|nobody)\b"
)
_RELATIVE = re.compile(r"\b(?:who|whom|whose|that|which|where|when)\b")
"""A clause that opens with a preposition may say of what part a figure is, For the staff employed abroad, …, but where
somebody does something in it: In our team we argue.
"""


def only_tells(sentence: Sequence[Token]) -> bool:
    """Whether a sentence in English tells something, and nothing in it may narrow the figure."""
    return _tells(sentence) and not narrows([token for token in sentence if not token.has("organisation")])


def tells_whose(clause: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether a clause speaks of a body that no paper knows, and what stands `behind` it asks of that: I work at the forestry
    bureau. What is its rent?
    """
    named = next((at for at, token in enumerate(behind) if not _is_place(token)), len(behind))
    if not _ITS.search(_text(behind[:named])):
        return False
    return _BODY.search(" ".join(token.surface for token in clause if _is_place(token))) is not None


def _is_place(token: Token) -> bool:
    """Whether a token is no body, and at most the place of one."""
    body = token.sense("organisation")
    return body is None or body.weak


_ITS = re.compile(r"\b(?:its|their|theirs|there)\b")
_BODY = re.compile(
    r"\b(?:department|bureau|ministry|office|commission|committee|council|agency|authority|association|court|university|school|college"
    r"|hospital|company|academy|administration|congress|federation|union|district|county|city|province|town|museum|library|institute|branch|site|station|centre|center|subsidiary|affiliate|clinic)\b"
)


def confines(clause: Sequence[Token]) -> bool:
    """Whether a clause may say of what part a figure is: my interest lies in the branch."""
    return _NARROWING.search(_HARMLESS.sub(" ", f" {_text(clause)} ")) is not None


def _is_sentence(said: str) -> bool:
    """Whether something does something in a clause, by its verb: readers grasp multiples, the link broke; not: staff employed abroad."""
    words = re.findall("[a-z-]+", said.lower())
    words = ["i", *words] if words[:1] and words[0] in _MINE else words
    return any(_is_finite(*trio) for trio in zip(words, words[1:], [*words[2:], ""], strict=False))


def _is_finite(before: str, word: str, behind: str) -> bool:
    """Whether a word is the verb of a sentence, by itself or by what stands beside it."""
    if before in _NO_SUBJECT:
        return False
    return word in _FINITE or (
        bool(_DONE_TO.fullmatch(behind)) and (word in _MAYBE or _PAST.fullmatch(word) is not None)
    )


def _forms(verbs: Sequence[str]) -> frozenset[str]:
    """The verbs and how they end behind he: keep, keeps; carry, carries; go, goes."""
    ends = (re.sub("(?<=[^aeiou])y$", "ie", re.sub("(?<=s|x|o|h)$", "e", verb)) + "s" for verb in verbs)
    return frozenset((*verbs, *ends))


_FINITE = _forms(words_of("words.en.yaml", "remarks", "verbs")) | frozenset(
    words_of("words.en.yaml", "remarks", "past")
)
_MAYBE = _forms(words_of("words.en.yaml", "remarks", "maybe")) | frozenset(
    words_of("words.en.yaml", "remarks", "pasts_of")
)
_MINE = frozenset(words_of("words.en.yaml", "remarks", "without_subject"))
"""Verbs before which the one who asks leaves I out."""
_PAST = re.compile("[a-z]{3,}ed")
_DONE_TO = re.compile(
    "|the|a|an|my|our|his|her|its|their|your|me|us|him|it|them|you|that|this|these|those|to|how|what|whether|everybody|everyone"
    "|nobody|no|nothing|everything|anything|all|some|one|two|three|not|too|very|again|already|down|up|out|off|only|[a-z]+ly|[a-z]+ing"
)
_NO_SUBJECT = frozenset(words_of("words.en.yaml", "remarks", "no_subject"))
"""Words right behind which no verb stands."""


def _said(clause: Sequence[Token]) -> str:
    """The words of a clause, with those that only seem to narrow a figure as I."""
    return _HARMLESS.sub(" I ", f" {_text(clause)} ")


def _is_of_figure(token: Token) -> bool:
    """Whether a word of a clause says something of a figure, and is none that sentences of any sort may hold: mean, more."""
    if token.surface in _PLAIN or _frames(token):
        return False
    return is_whole_name(token) or token.has("operation") or any(sense.kind in SAYING for sense in token.senses)


def _names_figure(token: Token) -> bool:
    """Whether a word says what a figure is of: a name, a code, one side of the accounts."""
    name = token.sense("name")
    return (name is not None and name.quality >= FIELD_QUALITY) or token.has("code") or token.has("side")


def names_whole(token: Token) -> bool:
    """Whether a word in English is a whole name of the papers."""
    return token.surface.isascii() and is_whole_name(token)

"""What 前者 and 后者 are in a question that names the two itself: A和B相比，后者是前者的几倍 is B是A的几倍."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.names.segment import prepare
from bot.names.terms import Token

_OF_TWO = re.compile("[前后]者")
BOTH = 2
"""Where only one of them is said, 前者高出多少, the other is meant as well."""
_ENDS = ",;。?:"
_HELD = re.compile(
    "(?:(?:这|那)?(?:两|二)(?:者|项|个|笔|家|样)?|之间|放在?一起|一起)?"
    "(?:做个?|作)?(?:相比较?|比较一?下?|对比|相比|之比|比|看|来看)?$"
)
"""What is said behind the two of how they are held against each other."""
_OPENS = re.compile("^(?:请问|麻烦|帮我|帮忙|想问|想知道|问一下|请|将|把|拿|用|以|就)+")
"""What is said before them."""


def _names_two(text: str) -> bool:
    """Whether a question says 前者 or 后者 of what stands before it in the question."""
    found = _OF_TWO.search(text)
    return found is not None and any(end in text[: found.start()] for end in _ENDS)


def with_two_named(text: str, link: Callable[[str], Sequence[Token]]) -> str:
    """The prepared question with each of the two by its name; as it is where it does not name just two before."""
    prepared = prepare(text)
    said = _OF_TWO.search(prepared)
    if said is None or not _names_two(prepared) or len(set(_OF_TWO.findall(prepared))) < BOTH:
        return text
    joints = [token for token in link(text) if token.end <= said.start() and token.has("connector", "and")]
    joints = [token for token in joints if token.surface not in _ENDS]
    if len(joints) != 1:
        return text
    joint = joints[0]
    begins = max(prepared.rfind(end, 0, joint.start) for end in _ENDS) + 1
    stops = [at for end in _ENDS if (at := prepared.find(end, joint.end, said.start())) >= 0]
    if not stops:
        return text
    one = _OPENS.sub("", prepared[begins : joint.start])
    other = _HELD.sub("", prepared[joint.end : min(stops)])
    if not one or not other:
        return text
    asked = prepared[min(stops) + 1 :].replace("前者", one).replace("后者", other)
    return f"{prepared[:begins]}{asked}"

"""Words around a figure that tell whose it is or what kind of name it has, by the lists of prompts/prose.zh.yaml."""

from __future__ import annotations

import re
from functools import cache

from index.prose_names import Name, is_name
from index.prose_state import Figure
from prompts import load_yaml


@cache
def listed(key: str) -> tuple[str, ...]:
    """The words of one list."""
    return tuple(load_yaml("prose.zh.yaml")[key])


_WITH_BODIES = re.compile(
    r"(?:及|和|与|、|等)(?:其?(?:所属|下属|下设)的?)?\d+[个家所][^，,。；;：:\d]{0,24}?单位的?(?P<name>[^，,。；;：:\d]+)$"
)
"""本级及1个参照公务员法管理事业单位的机关运行经费: of all of them, not of the last."""


def of_all_bodies(before: str) -> str:
    """The standard item that stands behind a list of all bodies of a department; "" for anything else."""
    found = _WITH_BODIES.search(before)
    standard = found is not None and found["name"].startswith(listed("standard_starts"))
    return found["name"] if found and standard else ""


def scored(figure: Figure) -> tuple[str, ...]:
    """What a score is of, whose amounts follow it (…项目自评得分为94分，全年预算数为1,800万元); () for what is no score."""
    if figure.unit.name != load_yaml("prose.zh.yaml")["score_unit"]:
        return ()
    name = figure.path[-1]
    end = next((word for word in listed("score_endings") if name.endswith(word)), "")
    rest = name.removesuffix(end)
    return (*figure.path[:-1], rest) if end and is_name(rest) else ()


def is_dependent(name: str) -> bool:
    """Whether a name tells of the item before it: 涉及资金, 合同金额."""
    return name.startswith(listed("dependent")) or name in listed("dependent_alone")


def bare_text(text: str) -> str:
    """What is left of the words before a count without the ones for a sum: 共计."""
    rest = text.strip("，,、（( ")
    for word in ("累计", "共计", "共", "合计", "约"):
        rest = rest.removeprefix(word)
    return rest


def is_project_total(text: str, name: Name) -> bool:
    """Whether the words before an amount say no more than "this project's money for the year"."""
    rest = name.path[-1] if name.path else text.strip("，,、（( ")
    fillers = sorted((*listed("project_fillers"), *listed("trailing")), key=len, reverse=True)
    while rest:
        word = next((word for word in fillers if rest.startswith(word)), "")
        if not word:
            return False
        rest = rest[len(word) :]
    return len(text.strip("，,、（( ")) >= 2


def counted_name(name: str, unit: str) -> str:
    """A count by the name that forms give it: 国内公务接待 with 31批次 → 国内公务接待批次, with 246人 → 国内公务接待人次;
    where a rule is of a whole name, 编制 with 2辆 → 车辆编制.
    """
    for rule in load_yaml("prose.zh.yaml")["counted_as"]:
        end = rule.get("end", name)
        if unit in rule["units"] and name.endswith(end) and rule.get("whole", name) == name:
            return name.removesuffix(end) + str(rule["name"])
    return name

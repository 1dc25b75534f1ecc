"""Who, when, what kind: organisation, fiscal year, kind and level, each with the text that it was read from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.model import Block, Document, Grid, Heading, Kind, Level, Paragraph
from index.text import fold, tidy

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年度?|财年|fy)?(?!\d)")
_YEAR_WITH_WORD = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_HAN_YEAR = re.compile(r"二[〇○零O0][〇○零一二三四五六七八九]{2}年")
_HAN_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_ORGANISATION_LINE = re.compile(
    r"(?:预算主管部门|编制部门|编制单位|主管部门|部门名称|单位名称|部门|填报单位|公开部门)\s*(?:名称)?[:：]\s*([^\s:：]{3,40})"
)
_ORGANISATION_TITLE = re.compile(r"^(.{3,40}?(?:委员会|办公厅|办公室|协会|联合会|中心|委|局|厅|部|院|馆|会|社|学校|公司|处|站|队|所))\s*(?:（|\()?")
_TITLE_YEAR_SPLIT = re.compile(r"(?:19|20)\d{2}\s*年")
_FINAL = re.compile(r"决算|结算|outturn|actual|final account", re.I)
_BUDGET = re.compile(r"预算|预算数|budget|proposed|appropriation", re.I)
_EXECUTED = re.compile(r"执行数|实际执行")
_ADJUSTED = re.compile(r"调整预算|调整数|adjusted", re.I)
_UNIT_LEVEL = re.compile(r"单位预算|单位决算|（单位）|\(单位\)|-unit|单位公开")


def find_column_year(text: str) -> int | None:
    """The one fiscal year that a title or header names; None where it names none or several."""
    years = {int(year) for year in _YEAR_WITH_WORD.findall(text)} or {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def find_kind(text: str) -> Kind | None:
    """预算, 决算, 调整预算 or 执行数 as a title or a header says it; None where it says nothing."""
    folded = fold(text)
    if _EXECUTED.search(folded):
        return "executed"
    if _ADJUSTED.search(folded):
        return "adjusted"
    if _FINAL.search(folded):
        return "outturn"
    if re.search(r"预算数|年初预算|\bbudget", folded):
        return "budget"
    return None


def find_organisation_line(text: str) -> str:
    """The organisation that a line such as "编制部门：…" names, "" where it names none."""
    found = _ORGANISATION_LINE.search(tidy(text))
    return found.group(1).strip("，。") if found and not found.group(1).endswith("元") else ""


def identify(document: Document, blocks: Sequence[Block]) -> Document:
    """The document with organisation, year, kind and level filled in, and the evidence for each."""
    from dataclasses import replace

    texts = _first_texts(blocks)
    evidence: dict[str, str] = {}
    organisation = _find_organisation(texts, document.name, evidence)
    year = _find_year(texts, document.name, evidence)
    kind = _find_document_kind(texts, document.name, evidence)
    level: Level = "department"
    for text in [*texts[:12], document.name]:
        if _UNIT_LEVEL.search(text):
            level, evidence["level"] = "unit", text
            break
    title = next((text for text in texts if _YEAR.search(text) or "预算" in text or "决算" in text), document.name)
    return replace(
        document,
        title=title[:80],
        organisation=organisation,
        year=year,
        kind=kind,
        level=level,
        evidence=evidence,
    )


def _first_texts(blocks: Sequence[Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            texts.append(tidy(block.text))
        elif isinstance(block, Grid):
            texts += [tidy(cell) for row in block.rows[:3] for cell in row.cells if cell]
        if len(texts) > 400:
            break
    return texts


def _find_organisation(texts: Sequence[str], name: str, evidence: dict[str, str]) -> str:
    named = Counter(filter(None, (find_organisation_line(text) for text in texts)))
    if named:
        best = named.most_common(1)[0][0]
        evidence["organisation"] = next(text for text in texts if find_organisation_line(text) == best)
        return best
    for text in [*texts[:20], name]:
        rest = _TITLE_YEAR_SPLIT.sub("", text)
        found = _ORGANISATION_TITLE.match(rest)
        if found and re.search(r"预算|决算|概况|职能|职责", text):
            evidence["organisation"] = text
            return found.group(1)
    return ""


def _find_year(texts: Sequence[str], name: str, evidence: dict[str, str]) -> int | None:
    for text in [*texts[:10], name]:
        found = _YEAR_WITH_WORD.search(text) or (_YEAR.search(text) if text == name else None)
        han = _HAN_YEAR.search(text)
        if found or han:
            evidence["year"] = text
            return int(found.group(1)) if found else int(han.group(0)[:4].translate(_HAN_DIGITS)) if han else None
    years = Counter(year for text in texts for year in _YEAR_WITH_WORD.findall(text))
    if years:
        best = years.most_common(1)[0][0]
        evidence["year"] = next(text for text in texts if best in text)
        return int(best)
    return None


def _find_document_kind(texts: Sequence[str], name: str, evidence: dict[str, str]) -> Kind:
    for text in [*texts[:15], name]:
        if _FINAL.search(text):
            evidence["kind"] = text
            return "outturn"
        if _BUDGET.search(text):
            evidence["kind"] = text
            return "budget"
    return "budget"

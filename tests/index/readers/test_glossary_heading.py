"""名词解释 printed as any other line heads the glossary; where its type or tag says of which level it is, that counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model import Heading
from index.readers.headings import heads_glossary, numbered_level
from index.readers.html import read_html


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("名词解释", True),
        ("专业名词解释", True),
        ("名 词 解 释", True),
        ("名词解释：", False),
        ("名词解释见附件", False),
    ],
)
def test_a_line_of_its_own_heads_the_glossary(line: str, heads: bool) -> None:
    assert heads_glossary(line) is heads
    assert numbered_level(line) is None


@pytest.mark.parametrize(("tag", "level"), [("p", 2), ("h1", 1), ("h3", 3)])
def test_its_own_tag_says_its_level_first(tmp_path: Path, tag: str, level: int) -> None:
    path = tmp_path / "paper.html"
    page = f"<html><body><h1>机构设置</h1><p>本局设三个科室。</p><{tag}>名词解释</{tag}><p>一、甲：指乙。</p></body></html>"
    path.write_text(page, encoding="utf-8")
    levels = {one.text: one.level for one in read_html(path).blocks if isinstance(one, Heading)}
    assert levels["名词解释"] == level

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunks import LONGEST, build_passages, search_text, settle_headings
from index.model import Block, Cell, Column, Grid, GridRow, Heading, Paragraph, Passage, Place, Row, Table, Unit
from index.readers.text import read_text_file
from index.tables import build_tables

FOUNDING = Path(__file__).parents[2].parent / "shared" / "data" / "sast-2023-budget.txt"


def heading(text: str, level: int = 1, line: int = 1) -> Heading:
    return Heading(text, level, Place(lines=(line, line)))


def paragraph(text: str, line: int = 1, page: int | None = None) -> Paragraph:
    return Paragraph(text, Place(page=page, lines=(line, line)))


def passages_of(*blocks: Block, tables: tuple[Table, ...] = ()) -> tuple[Passage, ...]:
    return build_passages("doc", blocks, tables)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def table(row_place: Place) -> Table:
    yuan = Unit("元", Decimal(1))
    return Table(
        id="t1",
        title="支出预算总表",
        unit=yuan,
        section="",
        header_rows=(0,),
        grid=(("科目", "合计"), ("行政运行", "20,553,422")),
        grid_places=(row_place, Place(lines=(row_place.lines[1] + 1,) * 2)),
        columns=(Column(1, ("支出预算", "合计"), yuan, None, None),),
        rows=(Row(1, 0, "2012901", "行政运行", ("行政运行",), 0, False, None, row_place, "行政运行\t20,553,422"),),
        cells=(Cell(0, 0, "20,553,422", Decimal(20553422), row_place),),
        place=Place(lines=(row_place.lines[0], row_place.lines[1] + 1)),
    )


def grid_at(*lines: int) -> Grid:
    rows = tuple(GridRow((f"格{line}", ""), Place(lines=(line, line))) for line in lines)
    return Grid(rows, Place(lines=(lines[0], lines[-1])))


texts = st.text(alphabet="预算支出项目。；，\n 1、（一）-", max_size=1500)
places = st.builds(lambda page, line: Place(page=page, lines=(line, line)), st.integers(1, 3), st.integers(1, 99))
blocks_of_text = st.lists(
    st.one_of(
        st.builds(Heading, texts.map(lambda text: text[:30]), st.integers(1, 3), places),
        st.builds(Paragraph, texts, places),
    ),
    max_size=12,
)


@given(blocks_of_text)
def test_no_text_is_lost_and_paragraphs_keep_their_order(blocks: list[Block]) -> None:
    passages = passages_of(*blocks)
    settled = settle_headings(blocks)
    bare = {
        passage.text
        for passage in passages
        if any(b.text.strip() == passage.text for b in settled if isinstance(b, Heading))
    }
    printed = squeezed("".join(block.text for block in settled if isinstance(block, Paragraph)))
    kept = squeezed("".join(passage.text for passage in passages))
    if not bare:
        assert kept == printed
    everything = "".join(squeezed("".join(passage.section) + passage.text) for passage in passages)
    assert all(squeezed(block.text) in everything for block in settled if isinstance(block, Heading))
    position = 0
    for character in printed:  # a subsequence, in order
        position = kept.index(character, position) + 1


@given(blocks_of_text)
def test_no_passage_is_empty_or_too_long_and_ids_count_up(blocks: list[Block]) -> None:
    passages = passages_of(*blocks)
    assert all(passage.text.strip() for passage in passages)
    assert all(len(passage.text) <= LONGEST for passage in passages)
    assert [passage.id for passage in passages] == [f"doc#{n}" for n in range(len(passages))]


@given(blocks_of_text)
def test_no_passage_spans_pages(blocks: list[Block]) -> None:
    pages = {squeezed(block.text): block.place.page for block in blocks}
    for passage in passages_of(*blocks):
        for text, page in pages.items():
            if (
                len(text) > 40
                and list(map(squeezed, (b.text for b in blocks))).count(text) == 1
                and text in squeezed(passage.text)
            ):
                assert passage.place.page == page


def test_a_list_stays_whole_with_the_line_that_leads_to_it() -> None:
    filler = "预算支出" * 100 + "。"
    passages = passages_of(
        paragraph(filler, 1),
        paragraph("主要工作任务是：", 2),
        *(paragraph(f"- （{n}）开展工作" + "事" * 40, n + 2) for n in range(1, 6)),
    )
    assert [passage.text.count("（") for passage in passages] == [0, 5]
    assert passages[1].text.startswith("主要工作任务是：")
    assert passages[1].place.lines == (2, 7)


def test_passages_do_not_cross_sections() -> None:
    passages = passages_of(
        heading("说明", 1),
        heading("一、概述", 2),
        paragraph("甲。"),
        heading("二、依据", 2),
        paragraph("乙。"),
        heading("附件", 1),
        paragraph("丙。"),
    )
    assert [(passage.section, passage.text) for passage in passages] == [
        (("说明", "一、概述"), "甲。"),
        (("说明", "二、依据"), "乙。"),
        (("附件",), "丙。"),
    ]


def test_a_long_paragraph_is_cut_at_a_sentence_end() -> None:
    passages = passages_of(paragraph("一" * 400 + "。" + "二" * 300 + "。"))
    assert [passage.text[-2:] for passage in passages] == ["一。", "二。"]


def test_a_cut_paragraph_of_several_lines_knows_which_lines_a_part_stands_on() -> None:
    passages = passages_of(Paragraph("甲" * 500 + "\n" + "乙" * 500, Place(lines=(7, 8))))
    assert [passage.place.lines for passage in passages] == [(7, 7), (8, 8)]


def test_a_heading_with_nothing_under_it_is_found_as_its_own_passage() -> None:
    passages = passages_of(
        heading("项目", 1), heading("六、预算", 2), paragraph("3万元。"), heading("七、绩效目标", 2, line=9)
    )
    assert passages[-1].text == "七、绩效目标"
    assert passages[-1].section == ("项目",)
    assert passages[-1].place.lines == (9, 9)


def test_a_short_line_taken_for_a_heading_is_the_body_of_the_numbered_heading_above() -> None:
    passages = passages_of(
        heading("科协大院项目", 1),
        heading("五、实施周期", 2),
        heading("2023年1月至12月", 1),
        heading("六、年度预算安排", 2),
        paragraph("1067.5万元。"),
    )
    assert [passage.section for passage in passages] == [
        ("科协大院项目", "五、实施周期"),
        ("科协大院项目", "六、年度预算安排"),
    ]


def test_the_next_project_is_not_taken_for_the_body_of_an_empty_last_heading() -> None:
    passages = passages_of(
        heading("甲项目", 1),
        heading("七、绩效目标", 2),
        heading("乙项目", 1),
        heading("一、概述", 2),
        paragraph("乙。"),
    )
    assert [passage.section for passage in passages] == [("甲项目",), ("乙项目", "一、概述")]


def test_a_table_is_told_by_title_unit_headers_and_labels_without_figures() -> None:
    (passage,) = passages_of(
        heading("支出预算总表"), paragraph("单位：元", 2), grid_at(4, 5), tables=(table(Place(lines=(4, 4))),)
    )
    assert passage.kind == "table"
    assert passage.table_id == "t1"
    assert passage.section == ("支出预算总表",)
    assert passage.text.splitlines() == ["支出预算总表", "单位：元", "支出预算、合计", "2012901 行政运行"]
    assert passage.place.lines == (2, 5)


def test_a_table_that_runs_on_is_one_passage() -> None:
    passages = passages_of(grid_at(4), grid_at(5), tables=(table(Place(lines=(4, 4))),))
    assert [passage.table_id for passage in passages] == ["t1"]


def test_a_grid_that_no_table_was_made_of_is_kept_as_text() -> None:
    (passage,) = passages_of(heading("联系方式"), grid_at(4, 5))
    assert (passage.kind, passage.text, passage.place.lines) == ("prose", "格4\n格5", (4, 5))


def test_search_text_tells_the_headings_once() -> None:
    passage = passages_of(heading("说明", 1), heading("一、概述", 2), paragraph("甲。"))[0]
    assert search_text(passage) == "说明 / 一、概述\n甲。"
    assert search_text(passages_of(paragraph("甲。"))[0]) == "甲。"


@pytest.mark.skipif(not FOUNDING.exists(), reason=f"founding document not at {FOUNDING}")
def test_the_founding_document_keeps_each_project_with_its_figures() -> None:
    blocks = read_text_file(FOUNDING).blocks
    tables = build_tables("doc", blocks)
    passages = build_passages("doc", blocks, tables)
    lines = FOUNDING.read_text(encoding="utf-8").splitlines()
    assert sum(passage.kind == "table" for passage in passages) == len(tables) == 9
    money = next(passage for passage in passages if "1067.5万元" in passage.text)
    assert money.section == ("2023年度科协大院日常运行与维护项目经费情况说明", "六、年度预算安排")
    for passage in passages:
        first, last = passage.place.lines
        printed = squeezed("".join(lines[first - 1 : last]))
        assert passage.kind == "table" or squeezed(passage.text) in printed

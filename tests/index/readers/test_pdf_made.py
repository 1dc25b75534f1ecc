"""PDFs made by the tests: a table with and without lines, wrapped labels, locked, broken and long files, scans."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from drawing import FONT, INCOME, table_pdf, table_picture
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.errors import DamagedDocument, LockedDocument
from index.model import Document, Grid, Heading, Paragraph, ReadResult
from index.prose import prose_facts
from index.readers import ocr, pdf
from index.readers.pdf import read_pdf
from index.readers.pdf_lines import Glyph, cell_text, first_token, glyphs_to_lines


def cells(result: ReadResult) -> list[list[str | None]]:
    [grid] = [block for block in result.blocks if isinstance(block, Grid)]
    return [list(row.cells) for row in grid.rows]


def texts(result: ReadResult) -> list[str]:
    return [block.text for block in result.blocks if isinstance(block, Heading | Paragraph)]


def test_ruled_table_comes_back_as_it_was_printed(tmp_path: Path) -> None:
    path = table_pdf(tmp_path / "a.pdf", INCOME, ruled=True, before=("编制部门：某某协会",), after=("注：表下的注。",))
    result = read_pdf(path)
    assert cells(result) == INCOME.rows
    assert texts(result) == ["编制部门：某某协会", INCOME.title, INCOME.unit, "注：表下的注。"]
    kinds = [type(block) for block in result.blocks]
    assert kinds == [Paragraph, Heading, Paragraph, Grid, Paragraph]


def test_unruled_table_has_every_body_cell_in_its_column(tmp_path: Path) -> None:
    path = table_pdf(tmp_path / "a.pdf", INCOME, ruled=False, before=("编制部门：某某协会",), after=("注：表下的注。",))
    result = read_pdf(path)
    found = cells(result)
    assert found[-8:-1] == INCOME.rows[3:-1]
    assert found[-1] == ["", "", "", "合计", "126,460,077", "106,049,114", "19,890,963", "520,000"]
    assert found[-10] == [*INCOME.rows[1]]
    assert found[-9] == ["类", "款", "项", "", "", "", "", ""]
    assert texts(result) == ["编制部门：某某协会", INCOME.title, INCOME.unit, "注：表下的注。"]


def test_prose_and_contents_are_no_unruled_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont(FONT, 12)
    lines = [f"{name}、部门概况……………………………………{page}" for page, name in enumerate("一二三四五六", start=1)]
    lines += ["本部门2023年收入预算12,020万元，比2022年增加210万元，其中财政拨款收入12,020万元。"] * 4
    for number, line in enumerate(lines):
        canvas.drawString(60, 760 - 20 * number, line)
    canvas.save()
    assert not [block for block in read_pdf(tmp_path / "a.pdf").blocks if isinstance(block, Grid)]


def long_text(path: Path, pages: int) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, pages + 1):
        canvas.setFont(FONT, 12)
        canvas.drawCentredString(297, 800, "某某单位2023年度部门预算")
        canvas.drawString(84, 740, f"本段从第{page}页开始，全文较长，用来检查一行写满以后换行的数字一共是12,0")
        canvas.drawString(60, 720, "20万元，并且在页末没有写完的句子会一直接到下一页的开头，因为这一行也写满了这一页的")
        canvas.drawCentredString(297, 30, f"- {page} -")
        canvas.showPage()
    canvas.save()
    return path


def test_running_heads_and_page_numbers_are_left_out_and_broken_figures_joined(tmp_path: Path) -> None:
    result = read_pdf(long_text(tmp_path / "a.pdf", 5))
    joined = "".join(texts(result))
    assert "12,020万元" in joined
    assert "某某单位" not in joined
    assert "- 3 -" not in joined


def test_a_figure_is_on_the_page_that_prints_it_though_its_paragraph_began_on_the_one_before(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont(FONT, 12)
    canvas.drawString(84, 740, "某局2023年度公用经费预算37万元。下面的话写满这一行以后还没有说完，接着写到下")
    canvas.drawString(60, 720, "一行，并且在页末没有写完的句子会一直接到下一页的开头，因为这一行也写满了这一页的")
    canvas.showPage()
    canvas.setFont(FONT, 12)
    canvas.drawString(60, 740, "宽度。某局2023年度公务接待费预算12万元。")
    canvas.save()
    (block,) = read_pdf(tmp_path / "a.pdf").blocks
    paper = Document("d", "a.pdf", "a.pdf", "", "", "某局", 2023, "budget", "department", None)
    pages = {fact.row: fact.place.page for fact in prose_facts(paper, [block])}
    assert pages == {"公用经费": 1, "公务接待费": 2}


def test_long_file_is_read_whole_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = long_text(tmp_path / "a.pdf", 12)
    whole = read_pdf(path)
    monkeypatch.setattr(pdf, "PARALLEL_FROM", 8)
    monkeypatch.setattr(pdf, "CHUNK", 4)
    seen: list[tuple[int, int]] = []
    assert read_pdf(path, progress=lambda done, total: seen.append((done, total))) == whole
    assert seen == [(number, 12) for number in range(1, 13)]


def test_more_pages_than_are_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    result = read_pdf(long_text(tmp_path / "a.pdf", 3))
    assert result.pages == 3
    assert [issue.message for issue in result.issues] == ["only the first 2 of 3 pages were read: split the file"]


def test_locked_file(tmp_path: Path) -> None:
    path = tmp_path / "锁.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(60, 700, "x")
    canvas.save()
    with pytest.raises(LockedDocument, match=r"锁\.pdf is protected by a password: remove"):
        read_pdf(path)


def test_cut_file(tmp_path: Path) -> None:
    path = table_pdf(tmp_path / "a.pdf", INCOME, ruled=True)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(DamagedDocument, match=r"a\.pdf is not a whole PDF"):
        read_pdf(path)


def scanned_pdf(path: Path, picture: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(842, 595))
    canvas.drawImage(str(picture), 20, 60, width=800, height=480, preserveAspectRatio=True)
    canvas.save()
    return path


def test_scan_without_the_extra_is_said_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    path = scanned_pdf(tmp_path / "a.pdf", table_picture(tmp_path / "a.png", INCOME, ruled=True))
    result = read_pdf(path)
    assert result.blocks == ()
    assert [issue.message for issue in result.issues] == ["page 1 is an image: install budgetbot[ocr] and index again"]


@pytest.mark.skipif(not ocr.is_available(), reason="the optional extra ocr is not installed")
@pytest.mark.parametrize(("ruled", "angle"), [(True, 1.0), (False, 0.0)])
def test_scan_is_read_into_the_same_cells(tmp_path: Path, *, ruled: bool, angle: float) -> None:
    path = scanned_pdf(tmp_path / "a.pdf", table_picture(tmp_path / "a.png", INCOME, ruled=ruled, angle=angle))
    result = read_pdf(path)
    found = cells(result)
    wanted = INCOME.rows[3:-1]
    same = sum(
        one == other for got, row in zip(found[-8:-1], wanted, strict=True) for one, other in zip(got, row, strict=True)
    )
    assert same >= 0.98 * sum(len(row) for row in wanted)
    if ruled:
        assert found[:3] == INCOME.rows[:3]
    assert len(result.issues) == 1
    assert "page 1 was read from its picture" in result.issues[0].message


def test_picture_of_a_page_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.errors import UnknownFormat
    from index.readers.registry import read_file

    monkeypatch.setattr(ocr, "is_available", lambda: False)
    path = table_picture(tmp_path / "a.png", INCOME, ruled=True, scale=1)
    with pytest.raises(UnknownFormat, match=r"install budgetbot\[ocr\]"):
        read_file(path)


def glyphs(text: str, x: float, top: float, size: float = 10.0, advance: float | None = None) -> list[Glyph]:
    found = []
    for char in text:
        width = advance or (size if ord(char) > 0x2E80 else size / 2)
        found.append(Glyph(char, x, x + width, top, top + size, size, bold=False))
        x += width
    return found


def test_digits_in_another_font_stand_in_their_line() -> None:
    line = glyphs("收入支出总计", 0, 100) + glyphs("2995.39", 60, 96.5) + glyphs("万元。", 95, 100)
    assert [found.text for found in glyphs_to_lines(line + glyphs("下一行", 0, 116))] == [
        "收入支出总计2995.39万元。",
        "下一行",
    ]


def test_false_bold_is_printed_once() -> None:
    twice = glyphs("合计11", 0, 0) + glyphs("合计11", 0.4, 0)
    assert [line.text for line in glyphs_to_lines(twice)] == ["合计11"]


def test_unit_far_from_the_department_is_a_text_of_its_own() -> None:
    line = glyphs("编制部门：", 0, 0) + glyphs("某局", 120, 0) + glyphs("单位：元", 400, 0)
    assert [found.text for found in glyphs_to_lines(line)] == ["编制部门： 某局", "单位：元"]


def test_wrapped_cell_is_joined_and_a_break_set_on_purpose_kept() -> None:
    wrapped = glyphs("机关事业单位基", 0, 0) + glyphs("本养老保险缴费", 0, 12)
    assert cell_text(wrapped, 74) == "机关事业单位基本养老保险缴费"
    assert cell_text(glyphs("12,0", 0, 0) + glyphs("20.50", 0, 12), 24) == "12,020.50"
    assert cell_text(glyphs("科目", 0, 0) + glyphs("编码", 0, 12), 80) == "科目\n编码"
    assert cell_text(glyphs("1,234", 0, 0) + glyphs("5,678", 0, 12), 80) == "1,234\n5,678"


def test_first_token_keeps_marks_with_their_word() -> None:
    assert first_token("（境）费支出") == "（境）"
    assert first_token("2,995.39万元") == "2,995.39"
    assert first_token("元，其中") == "元，"


def test_page_pictures_and_text_pages_live_in_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    text = table_pdf(tmp_path / "t.pdf", INCOME, ruled=True)
    scan = scanned_pdf(tmp_path / "s.pdf", table_picture(tmp_path / "a.png", INCOME, ruled=True, scale=1))
    whole = pypdfium2.PdfDocument.new()
    for part in (text, scan):
        source = pypdfium2.PdfDocument(part)
        whole.import_pages(source)
        source.close()
    whole.save(str(tmp_path / "both.pdf"))
    whole.close()
    result = read_pdf(tmp_path / "both.pdf")
    assert cells(result) == INCOME.rows
    assert [issue.place.page for issue in result.issues] == [2]


def test_headers_set_close_are_cut_where_their_columns_end(tmp_path: Path) -> None:
    """Set flush right over their figures, with no more between two of them than between words."""
    path = tmp_path / "close.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    ends = (300, 372, 455, 540)
    rows = [
        ("Department", "General Fund", "Road Fund", "Public Health Fund", "Total"),
        ("Police", "36,571,841", "-", "-", "36,571,841"),
        ("Public Works", "-", "27,441,360", "-", "27,441,360"),
        ("Health", "4,401,021", "-", "20,618,990", "25,020,011"),
        ("Total", "40,972,862", "27,441,360", "20,618,990", "89,033,212"),
    ]
    for number, (label, *figures) in enumerate(rows):
        canvas.drawString(50, 700 - 16 * number, label)
        for end, figure in zip(ends, figures, strict=True):
            canvas.drawRightString(end, 700 - 16 * number, figure)
    canvas.save()
    assert cells(read_pdf(path)) == [list(row) for row in rows]


def test_figures_set_close_years_broken_and_headings_over_columns(tmp_path: Path) -> None:
    """Bold sums reach to their neighbours; a heading alone in its row runs over a column of figures."""
    path = tmp_path / "close.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 8)
    ends = (300, 350, 400)
    rows = [
        (0, "Project", "Funded by", ("FY 2023-", "FY 2024-", "FY 2025-")),
        (9, "", "", ("24", "25", "26")),
        (25, "Elm Street Reconstruction", "Grant", ("20,880,823", "22,260,623", "23,133,900")),
        (41, "ROADS, BRIDGES, WALKWAYS, WAYS", "", ()),
        (57, "Citywide Paving and Overlays", "Grant", ("398,214", "446,871", "420,000")),
        (73, "Harbour Road", "Bonds", ("—", "—", "52,000")),
        (89, "All", "", ("121,279,037", "122,707,494", "123,605,900")),
    ]
    for down, label, source, figures in rows:
        canvas.drawString(50, 700 - down, label)
        canvas.drawString(52 + canvas.stringWidth("Citywide Paving and Overlays") + 3, 700 - down, source)
        for end, figure in zip(ends, figures, strict=False):
            canvas.drawRightString(end, 700 - down, figure)
    canvas.save()
    found = cells(read_pdf(path))
    assert found[0] == ["Project", "Funded by", "FY 2023-24", "FY 2024-25", "FY 2025-26"]
    names = [row[0] for row in found[1:] if row[4]]
    assert names == [
        "Elm Street Reconstruction",
        "Citywide Paving and Overlays",
        "Harbour Road",
        "All",
    ]
    assert [row[1] for row in found[1:] if row[4]] == ["Grant", "Grant", "Bonds", ""]
    assert found[-1][2:] == ["121,279,037", "122,707,494", "123,605,900"]


def test_headers_in_the_middle_of_wide_columns_head_what_stands_at_their_ends(tmp_path: Path) -> None:
    """Names flush left and figures flush right of columns three times as wide; a total that is set off its columns."""
    path = tmp_path / "wide.pdf"
    canvas = Canvas(str(path), pagesize=landscape(A4))
    canvas.setFont(FONT, 9)
    borders = (50, 300, 420, 670, 790)

    def row(down: float, cells: tuple[str, ...]) -> None:
        for number, text in enumerate(cells):
            if number % 2:
                canvas.drawRightString(borders[number + 1] - 4, 500 - down, text)
            else:
                canvas.drawString(borders[number] + 4, 500 - down, text)

    for middle, text in ((235, "本年收入"), (605, "本年支出")):
        canvas.drawCentredString(middle, 500, text)
    for number, text in enumerate(("项目", "预算数", "项目", "预算数")):
        canvas.drawCentredString((borders[number] + borders[number + 1]) / 2, 482, text)
    body = [
        ("一、财政拨款收入", "51,148,320", "一、教育支出", "3,089,900"),
        ("1.一般公共预算", "32,548,320", "二、卫生健康支出", "756,850"),
        ("二、事业收入", "", "", ""),
        ("三、经营收入", "", "", ""),
        ("四、其他收入", "", "", ""),
        ("收入总计", "51,148,320", "支出总计", "51,148,320"),
    ]
    for number, cells_of in enumerate(body):
        row(40 + 18 * number, cells_of)
    canvas.drawRightString(790, 520, "单位：元")
    canvas.save()
    found = cells(read_pdf(path))
    assert found[:2] == [["本年收入", None, "本年支出", None], ["项目", "预算数", "项目", "预算数"]]
    assert found[2:] == [list(cells_of) for cells_of in body]


def test_cells_each_in_their_own_middle_below_tiers_of_titles(tmp_path: Path) -> None:
    path = tmp_path / "tiers.pdf"
    canvas = Canvas(str(path), pagesize=landscape(A4))
    canvas.setFont(FONT, 9)
    borders = (50, 110, 260, 310, 360, 440, 500, 620)

    def over(start: int, end: int, down: float, text: str) -> None:
        canvas.drawCentredString((borders[start] + borders[end]) / 2, 500 - down, text)

    over(0, 6, 0, "“三公”经费预算数")
    over(2, 5, 18, "公务用车购置及运行费")
    over(6, 7, 18, "机关运行经费预算数")
    for at, text in ((0, "合计"), (1, "因公出国（境）费"), (5, "公务接待费")):
        over(at, at + 1, 27, text)
    for at, text in ((2, "小计"), (3, "购置费"), (4, "运行费")):
        over(at, at + 1, 36, text)
    for at, text in enumerate(("15.30", "6.00", "7.50", "0.00", "7.50", "1.80", "33.18")):
        canvas.drawRightString(borders[at + 1] - 4, 446, text)
    canvas.drawRightString(620, 520, "单位：万元")
    canvas.save()
    found = cells(read_pdf(path))
    assert found[0] == ["“三公”经费预算数", None, None, None, None, None, ""]
    assert found[1] == ["", "", "公务用车购置及运行费", None, None, "", "机关运行经费预算数"]
    assert found[-1] == ["15.30", "6.00", "7.50", "0.00", "7.50", "1.80", "33.18"]

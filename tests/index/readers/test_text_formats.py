"""CSV, Word and HTML."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.errors import DamagedDocument, DocumentError, EmptyDocument
from index.model import Grid, Heading, Paragraph, ReadResult
from index.readers.csv import read_csv
from index.readers.docx import read_docx
from index.readers.docx_numbering import chinese_number, number_in_form
from index.readers.html import read_html

SAMPLE = '一般公共预算支出表\n单位：万元\n项目{0}金额{0}备注\n"工资\n福利"{0}12.50{0}甲\n合计{0}12.50{0}\n'


def grids(result: ReadResult) -> list[list[list[str | None]]]:
    return [[list(row.cells) for row in block.rows] for block in result.blocks if isinstance(block, Grid)]


def texts(result: ReadResult) -> list[str]:
    return [block.text for block in result.blocks if isinstance(block, Heading | Paragraph)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_csv_in_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(SAMPLE.format(delimiter).encode(encoding))
    result = read_csv(path)
    assert texts(result) == ["一般公共预算支出表", "单位：万元"]
    assert grids(result) == [[["项目", "金额", "备注"], ["工资\n福利", "12.50", "甲"], ["合计", "12.50", ""]]]
    [grid] = [block for block in result.blocks if isinstance(block, Grid)]
    assert [row.place.lines for row in grid.rows] == [(3, 3), (4, 5), (6, 6)]


def test_csv_in_traditional_chinese_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('項目,金額\n一般政務支出,"1,234"\n總計,5\n'.encode("big5"))
    assert grids(read_csv(path)) == [[["項目", "金額"], ["一般政務支出", "1,234"], ["總計", "5"]]]


def test_csv_with_short_rows_is_padded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2\n1,2,3,4\n", encoding="utf-8")
    assert grids(read_csv(path)) == [[["a", "b", "c", ""], ["1", "2", "", ""], ["1", "2", "3", "4"]]]


def test_csv_of_several_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "收入表\n项目,金额\n拨款,5\n\n合计,5\n\n支出表\n项目,金额,备注\n工资,4\n注：不含离休费\n", encoding="utf-8"
    )
    result = read_csv(path)
    assert texts(result) == ["收入表", "支出表", "注：不含离休费"]
    assert grids(result) == [
        [["项目", "金额"], ["拨款", "5"], ["合计", "5"]],
        [["项目", "金额", "备注"], ["工资", "4", ""]],
    ]
    assert [block.rows[0].place.lines for block in result.blocks if isinstance(block, Grid)] == [(2, 2), (8, 8)]


def test_csv_that_is_empty_or_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf\r\n \r\n")
    with pytest.raises(EmptyDocument):
        read_csv(path)
    path.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(DamagedDocument):
        read_csv(path)


def test_published_csv(shared_data: Path) -> None:
    [grid] = grids(read_csv(shared_data / "taiwan-central-2024-budget.csv"))
    assert len(grid) == 1206
    assert grid[0] == ["year", "code", "amount", "name", "topname", "depname", "depcat", "cat", "ref", "note"]
    assert grid[1][:9] == [
        "2024",
        "3102010100",
        "1018277000",
        "無細項",
        "總統府主管",
        "總統府",
        "一般行政",
        "國務支出",
        "1.1.1",
    ]


def test_word_headings_by_style_and_by_form(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("2023年部门预算", 0)
    document.add_heading("概况", 2)
    document.add_paragraph("一、主要职能")
    document.add_paragraph("一、本单位负责管理全市的科学普及工作，并且承担其他事项。")
    document.save(str(tmp_path / "a.docx"))
    blocks = read_docx(tmp_path / "a.docx").blocks
    assert [(type(b), b.text) for b in blocks if not isinstance(b, Grid)] == [
        (Heading, "2023年部门预算"),
        (Heading, "概况"),
        (Heading, "一、主要职能"),
        (Paragraph, "一、本单位负责管理全市的科学普及工作，并且承担其他事项。"),
    ]
    assert [block.place.lines for block in blocks] == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_word_table_with_merged_and_nested_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "合计"
    table.cell(0, 3).text = "备注"
    table.cell(1, 0).text, table.cell(1, 1).text = "编码", "名称"
    table.cell(2, 0).text, table.cell(2, 1).text, table.cell(2, 2).text = "201", "一般公共服务支出", "12,020"
    inner = table.cell(2, 3).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "1"
    document.save(str(tmp_path / "a.docx"))
    assert grids(read_docx(tmp_path / "a.docx")) == [
        [["项目", None, "合计", "备注"], ["编码", "名称", None, ""], ["201", "一般公共服务支出", "12,020", ""]],
        [["内", "1"]],
    ]


def test_word_deleted_text_and_text_boxes(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("预算")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧数</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>12万元</w:t></w:r></w:ins>"))
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:pict>{box}</w:pict></w:r>"))
    document.save(str(tmp_path / "a.docx"))
    assert texts(read_docx(tmp_path / "a.docx")) == ["预算12万元", "框内文字"]


def test_word_numbers_that_stand_in_no_text() -> None:
    assert [chinese_number(number) for number in (1, 10, 11, 20, 21, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
    ]
    assert number_in_form(4, "lowerRoman") == "iv"
    assert number_in_form(2, "upperLetter") == "B"
    assert number_in_form(3, "decimal") == "3"


def test_awkward_word_tables(shared_data: Path) -> None:
    found = grids(read_docx(shared_data / "awkward-word-tables.docx"))
    assert found[1] == [
        ["Header 0.0", "Header 0.1", "Header 0.2"],
        ["Cell 1.0", "Merged Cell 1.1 1.2", None],
        ["Cell 2.0", "Merged Cell 2.1 2.2", None],
    ]
    assert found[3][1:3] == [["Cell 1.0", "Merged Cell 1.1 2.1", "Cell 1.2"], ["Cell 2.0", None, "Cell 2.2"]]
    assert found[5] == [["Header 0.0", "Header 0.1"], ["", "Cell 1.1"]]
    rich = read_docx(shared_data / "awkward-rich-cells.docx")
    assert grids(rich)[2] == [["A", "B", "C"], ["Cell 1", "Cell 2", "Cell 3"]]
    assert "3.Number three" in (grids(rich)[0][2][0] or "")


PAGE = """<html><head><meta charset="{0}"><title>不见</title><style>a{{}}</style></head><body><h1>2023年部门预算</h1>
<div>第一部分 概况<p>本部门收入12,0<b>20</b>万元。</p><script>alert(1)</script><p style="display:none">不见</p>
<table><caption>收入预算总表</caption>
<tr><th colspan=2>项目</th><th rowspan=2>金额</th></tr>
<tr><td>类</td><td>名称</td></tr>
<tr><td>201</td><td>一般<br>公共</td><td>1,234.50</td></tr></table>
<ul><li>甲</li><li>乙</li></ul><table><tr><td>框内<table><tr><td>内</td><td>1</td></tr></table></td></tr></table></div>
</body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_html_as_a_reader_sees_it(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(charset).encode(charset))
    result = read_html(path)
    assert texts(result) == [
        "2023年部门预算",
        "第一部分概况",
        "本部门收入12,020万元。",
        "收入预算总表",
        "甲",
        "乙",
        "框内",
    ]
    assert grids(result) == [
        [["项目", None, "金额"], ["类", "名称", None], ["201", "一般\n公共", "1,234.50"]],
        [["内", "1"]],
    ]
    [grid, _] = [block for block in result.blocks if isinstance(block, Grid)]
    assert [row.place.lines for row in grid.rows] == [(4, 4), (5, 5), (6, 6)]


def test_html_without_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><script>1</script></html>", encoding="utf-8")
    with pytest.raises(EmptyDocument):
        read_html(tmp_path / "a.html")


def test_html_nested_very_deep_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div>" * 120 + "甲" + "<table><tr><td>1<td>2" * 20, encoding="utf-8")
    assert read_html(path).blocks
    path.write_text("<div>" * 5000 + "甲" + "<table><tr><td>1<td>2" * 300, encoding="utf-8")
    with pytest.raises(DocumentError):
        read_html(path)

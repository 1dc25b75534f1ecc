"""A bot with a script: a few answers around one real table, shaped as the real bot shapes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.model import Answer, Choice, Citation, Item, Notice
from index.errors import BadInput
from index.model import Cell, Column, Document, Place, Row, Table
from index.units import parse_figure, unit_named

HEAD = (
    ("项目", "", "", "", "支出预算", "", ""),
    ("功能分类科目编码", "", "", "功能分类科目名称", "合计", "基本支出", "项目支出"),
    ("类", "款", "项", "", "", "", ""),
)
BODY = (
    ("201", "", "", "一般公共服务支出", "20,553,422", "16,693,422", "3,860,000"),
    ("201", "29", "", "群众团体事务", "20,553,422", "16,693,422", "3,860,000"),
    ("201", "29", "01", "行政运行", "20,553,422", "16,693,422", "3,860,000"),
    ("206", "", "", "科学技术支出", "89,795,299", "44,423,132", "45,372,167"),
    ("206", "01", "", "科学技术管理事务", "600,000", "", "600,000"),
    ("206", "01", "01", "行政运行", "600,000", "", "600,000"),
    ("206", "07", "", "科学技术普及", "89,195,299", "44,423,132", "44,772,167"),
    ("206", "07", "01", "机构运行", "44,423,132", "44,423,132", ""),
    ("206", "07", "02", "科普活动", "2,850,000", "", "2,850,000"),
    ("206", "07", "04", "学术交流活动", "3,365,000", "", "3,365,000"),
    ("206", "07", "99", "其他科学技术普及支出", "38,557,167", "", "38,557,167"),
    ("208", "", "", "社会保障和就业支出", "16,111,356", "16,111,356", ""),
    ("208", "05", "", "行政事业单位养老支出", "16,111,356", "16,111,356", ""),
    ("208", "05", "01", "行政单位离退休", "1,724,963", "1,724,963", ""),
    ("208", "05", "02", "事业单位离退休", "1,475,080", "1,475,080", ""),
    ("208", "05", "05", "机关事业单位基本养老保险缴费支出", "8,544,609", "8,544,609", ""),
    ("208", "05", "06", "机关事业单位职业年金缴费支出", "4,366,704", "4,366,704", ""),
    ("210", "", "", "卫生健康支出", "6,293,359", "6,293,359", ""),
    ("210", "11", "", "行政事业单位医疗", "6,293,359", "6,293,359", ""),
    ("210", "11", "01", "行政单位医疗", "1,128,000", "1,128,000", ""),
    ("210", "11", "02", "事业单位医疗", "4,205,359", "4,205,359", ""),
    ("210", "11", "03", "公务员医疗补助", "960,000", "960,000", ""),
    ("221", "", "", "住房保障支出", "9,122,212", "9,122,212", ""),
    ("221", "02", "", "住房改革支出", "9,122,212", "9,122,212", ""),
    ("221", "02", "01", "住房公积金", "4,947,212", "4,947,212", ""),
    ("221", "02", "03", "购房补贴", "4,175,000", "4,175,000", ""),
    ("合计", "", "", "", "141,875,648", "92,643,481", "49,232,167"),
)
VALUE_COLUMNS = (4, 5, 6)
FIRST_LINE = 140
TITLE = "2023年部门支出预算总表"
TABLE_ID = "sast#3"
DOCUMENT = "上海市科学技术协会2023年部门预算.txt"
ORGANISATION = "上海市科学技术协会"
HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{value}} ${window.hurt=1} `x`'
EXAMPLES = {
    "zh": ("科学技术支出的项目支出是多少？", "哪些类的支出最多？", "行政运行是多少？", "什么是机关运行经费？"),
    "en": ("How much is 科学技术支出 in project expenditure?", "Which classes spend most?"),
}
READING = {"reading": "上海市科学技术协会 · 2023年 · 全部资金 · 支出预算总表"}


def spending_table(*, hostile: bool = False) -> Table:
    """支出预算总表: three header rows, codes in three columns, blanks kept blank."""
    body = (*BODY[:-1], (*BODY[-1][:3], HOSTILE, *BODY[-1][4:])) if hostile else BODY
    grid = (*HEAD, *body)
    return Table(
        id="hostile" if hostile else TABLE_ID,
        title=TITLE,
        unit=unit_named("元"),
        section="部门预算表",
        header_rows=(0, 1, 2),
        grid=grid,
        grid_places=tuple(_line(i - 3) for i in range(len(grid))),
        columns=tuple(Column(c, ("支出预算", HEAD[1][c]), unit_named("元"), 2023, "budget") for c in VALUE_COLUMNS),
        rows=_rows(body),
        cells=tuple(
            Cell(i, k, printed[c], parse_figure(printed[c]), _line(i))
            for i, printed in enumerate(body)
            for k, c in enumerate(VALUE_COLUMNS)
        ),
        place=Place(lines=(137, 166)),
    )


def _line(body_row: int) -> Place:
    return Place(lines=(FIRST_LINE + body_row, FIRST_LINE + body_row))


def _rows(body: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    rows = []
    latest: dict[int, int] = {}
    for i, printed in enumerate(body):
        total = printed[0] == "合计"
        level = 0 if total else sum(1 for code in printed[:3] if code)
        latest[level] = i
        parent = latest[level - 1] if level > 1 else None
        name = printed[0] if total else printed[3]
        code = "" if total else "".join(printed[:3])
        place, text = _line(i), "\t".join(printed)
        rows.append(Row(i + 3, 0 if total else 3, code, name, (name,), level, total, parent, place, text))
    return tuple(rows)


def cell(n: int, body_row: int, column: int, *, table_id: str = TABLE_ID) -> Citation:
    """A citation of one printed cell of `BODY`."""
    printed = BODY[body_row]
    return Citation(
        n=n,
        document=DOCUMENT,
        document_id="d1",
        organisation=ORGANISATION,
        year=2023,
        kind="cell",
        table=TITLE,
        row=f"{''.join(printed[:3])} {printed[3]}".strip(),
        column=f"支出预算/{HEAD[1][column]}",
        value=parse_figure(printed[column]),
        unit="元",
        page=None,
        lines=_line(body_row).lines,
        sheet=None,
        cell=None,
        quote="\t".join(printed),
        table_id=table_id,
        row_index=body_row + 3,
        column_index=column,
    )


def passage(n: int, section: str, text: str, line: int) -> Citation:
    """A citation of a sentence."""
    return Citation(
        n=n,
        document=DOCUMENT,
        document_id="d1",
        organisation=ORGANISATION,
        year=2023,
        kind="passage",
        table=section,
        row="",
        column="",
        value=None,
        unit="",
        page=None,
        lines=(line, line),
        sheet=None,
        cell=None,
        quote=text,
    )


def lookup() -> Answer:
    return Answer(
        "answered",
        "2023年科学技术支出的项目支出预算为 45,372,167 元[1]。",
        Decimal(45372167),
        "元",
        citations=(cell(1, 3, 6), cell(2, 3, 4)),
        notices=(
            Notice("inconsistency", "本表此行与财政拨款表相差 600,000 元，文件没有说明。", (2,)),
            Notice("rounding", "编制说明以万元为单位，尾数四舍五入。"),
        ),
        choices=(Choice("财政拨款口径", "财政拨款里科学技术支出的项目支出是多少？"),),
        plan=READING,
    )


def ranking() -> Answer:
    tops = (3, 0, 11, 22, 17)
    return Answer(
        "answered",
        "支出最多的是科学技术支出，89,795,299 元[1]，占全部支出的 63.29%[6]。",
        items=tuple(Item(BODY[row][3], parse_figure(BODY[row][4]), "元", (n,)) for n, row in enumerate(tops, 1)),
        citations=tuple(cell(n, row, 4) for n, row in enumerate((*tops, 26), 1)),
        notices=(Notice("derived", "63.29% = 89,795,299 ÷ 141,875,648。", (1, 6)),),
        plan=READING,
    )


def two_rows() -> Answer:
    return Answer(
        "clarify",
        "“行政运行”在两处出现，金额不同：20,553,422 元[1] 和 600,000 元[2]。",
        citations=(cell(1, 2, 4), cell(2, 5, 4)),
        choices=(
            Choice("2012901 群众团体事务 › 行政运行", "群众团体事务下的行政运行的项目支出是多少？"),
            Choice("2060101 科学技术管理事务 › 行政运行", "科学技术管理事务下的行政运行的项目支出是多少？"),
        ),
    )


def definition() -> Answer:
    text = "机关运行经费：指行政单位和参照公务员法管理的事业单位使用一般公共预算财政拨款安排的日常公用经费支出。"
    return Answer("answered", f"{text}[1]", citations=(passage(1, "名词解释", f"（八）{text}", 74),))


def hostile() -> Answer:
    return Answer("answered", f"{HOSTILE} 20,553,422 元[1]。", citations=(cell(1, 26, 4, table_id="hostile"),))


def deleted() -> Answer:
    return Answer("answered", "600,000 元[1]。", citations=(cell(1, 4, 4, table_id="gone"),))


def weather() -> Answer:
    return Answer("declined", "我只回答已收入的预算、决算文件里的问题。")


SCRIPT: tuple[tuple[str, Callable[[], Answer]], ...] = (
    ("脚本", hostile),
    ("删掉", deleted),
    ("项目支出", lookup),
    ("最多", ranking),
    ("行政运行是", two_rows),
    ("机关运行经费", definition),
    ("天气", weather),
)
"""The first word found in a question gives its answer."""


class ScriptedBot:
    """Answers by the script; remembers the histories that it was given."""

    def __init__(self) -> None:
        self.histories: list[tuple[str, ...]] = []
        self.tables = {TABLE_ID: spending_table(), "hostile": spending_table(hostile=True)}

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        on_text: Callable[[str], bool | None] | None = None,
    ) -> Answer:
        self.histories.append(tuple(history))
        if question == "坏输入":
            raise BadInput("这个问题不能用。")
        if question == "坏掉":
            raise RuntimeError("a fault of the program")
        if question == "记得什么":
            return Answer("answered", " | ".join(history))
        for word, answer in SCRIPT:
            if word in question:
                return answer()
        return Answer("not_found", f"已收入的文件里没有与“{question}”对应的内容。")

    def table(self, table_id: str) -> Table | None:
        return self.tables.get(table_id)

    def documents(self) -> Sequence[Document]:
        title = "上海市2023年市级部门预算"
        return (
            Document(
                "d1", DOCUMENT, "/some/where/a.txt", "0" * 64, title, ORGANISATION, 2023, "budget", "department", None
            ),
            Document(
                "d2",
                "示例县2024年决算.xlsx",
                "/b.xlsx",
                "1" * 64,
                "决算",
                "示例县文化馆",
                2024,
                "outturn",
                "unit",
                None,
            ),
        )

    def examples(self, language: str) -> Sequence[str]:
        return EXAMPLES[language]

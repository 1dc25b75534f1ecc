"""A bot with a script: a few answers around one real table, shaped as the real bot shapes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.model import Answer, Choice, Citation, Item, Notice
from index.errors import BadInput
from index.model import Cell, Column, Document, Place, Row, Table
from index.units import YUAN, parse_figure

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
FIRST_LINE = 140
HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>{{value}} ${window.hurt=1} `x`'
DOCUMENT = "上海市科学技术协会2023年部门预算.txt"
ORGANISATION = "上海市科学技术协会"
EXAMPLES = {
    "zh": ("科学技术支出的项目支出是多少？", "哪些类的支出最多？", "行政运行是多少？", "什么是机关运行经费？"),
    "en": ("How much is 科学技术支出 in project expenditure?", "Which classes spend most?"),
}


def spending_table(*, hostile: bool = False) -> Table:
    """支出预算总表: three header rows, codes in three columns, a blank kept blank."""
    body = (*BODY[:-1], (*BODY[-1][:3], HOSTILE, *BODY[-1][4:])) if hostile else BODY
    grid = (*HEAD, *body)
    rows, cells = [], []
    parents: dict[int, int] = {}
    for i, printed in enumerate(body):
        level = sum(1 for code in printed[:3] if code) - 1
        place = Place(lines=(FIRST_LINE + i, FIRST_LINE + i))
        total = printed[0] == "合计"
        level = 0 if total else level
        parents[level] = i
        parent = None if level == 0 else parents[level - 1]
        rows.append(Row(i + 3, 0 if total else 3, "".join(printed[:3]), printed[3], (printed[3],), level, total, parent, place, "\t".join(printed)))
        cells += [Cell(i, c - 4, printed[c], parse_figure(printed[c]), place) for c in (4, 5, 6)]
    columns = tuple(Column(c, ("支出预算", HEAD[1][c]), YUAN, 2023, "budget") for c in (4, 5, 6))
    places = tuple(Place(lines=(FIRST_LINE + i - 3, FIRST_LINE + i - 3)) for i in range(len(grid)))
    table_id = "hostile" if hostile else "sast#3"
    return Table(table_id, "2023年部门支出预算总表", YUAN, "部门预算表", (0, 1, 2), grid, places, columns, tuple(rows), tuple(cells), Place(lines=(137, 166)))


def cell(n: int, body_row: int, column: int, *, table_id: str = "sast#3") -> Citation:
    """A citation of one printed cell of `BODY`."""
    printed = BODY[body_row]
    line = FIRST_LINE + body_row
    return Citation(
        n=n, document=DOCUMENT, document_id="d1", organisation=ORGANISATION, year=2023, kind="cell",
        table="2023年部门支出预算总表", row=f"{''.join(printed[:3])} {printed[3]}".strip(), column=f"支出预算/{HEAD[1][column]}",
        value=parse_figure(printed[column]), unit="元", page=None, lines=(line, line), sheet=None, cell=None,
        quote="\t".join(printed), table_id=table_id, row_index=body_row + 3, column_index=column,
    )  # fmt: skip


PASSAGE = Citation(
    n=1, document=DOCUMENT, document_id="d1", organisation=ORGANISATION, year=2023, kind="passage", table="名词解释", row="", column="",
    value=None, unit="", page=None, lines=(74, 74), sheet=None, cell=None,
    quote="（八）机关运行经费：指行政单位和参照公务员法管理的事业单位使用一般公共预算财政拨款安排的基本支出中的日常公用经费支出。",
)  # fmt: skip
READING = {"reading": "上海市科学技术协会 · 2023年 · 全部资金 · 支出预算总表"}


class ScriptedBot:
    """Answers by a script; remembers the histories it was given."""

    def __init__(self) -> None:
        self.histories: list[tuple[str, ...]] = []
        self.tables = {"sast#3": spending_table(), "hostile": spending_table(hostile=True)}

    def ask(
        self, question: str, *, history: Sequence[str] = (), documents: Sequence[str] | None = None, language: str | None = None
    ) -> Answer:
        self.histories.append(tuple(history))
        if question == "坏输入":
            raise BadInput("这个问题不能用。")
        if question == "坏掉":
            raise RuntimeError("a fault of the program")
        for word, answer in self._script():
            if word in question:
                return answer
        return Answer("not_found", f"已收入的文件里没有与“{question}”对应的内容。")

    def _script(self) -> tuple[tuple[str, Answer], ...]:
        top = ((3, "科学技术支出"), (0, "一般公共服务支出"), (11, "社会保障和就业支出"), (22, "住房保障支出"), (17, "卫生健康支出"))
        ranked = tuple(Item(label, parse_figure(BODY[row][4]), "元", (n,)) for n, (row, label) in enumerate(top, 1))
        return (
            ("脚本", Answer("answered", f"{HOSTILE} 20,553,422 元[1]。", citations=(cell(1, 26, 4, table_id="hostile"),))),
            ("删掉", Answer("answered", "600,000 元[1]。", citations=(cell(1, 4, 4, table_id="gone"),))),
            ("项目支出", Answer(
                "answered", "2023年科学技术支出的项目支出预算为 45,372,167 元[1]。", Decimal(45372167), "元", citations=(cell(1, 3, 6), cell(2, 3, 4)),
                notices=(Notice("inconsistency", "编制说明写的是 4,537 万元，与本表按万元四舍五入后一致；经济分类表合计少 1 元。", (2,)),
                         Notice("rounding", "正文以万元为单位，尾数四舍五入。")),
                choices=(Choice("财政拨款口径", "财政拨款支出里科学技术支出的项目支出是多少？"),), plan=READING)),
            ("最多", Answer("answered", "支出最多的是科学技术支出，89,795,299 元[1]，占全部支出的 63.29%。", items=ranked, plan=READING,
                            citations=tuple(cell(n, row, 4) for n, (row, _) in enumerate(top, 1)),
                            notices=(Notice("derived", "占比 = 89,795,299 ÷ 141,875,648。", (1,)),))),
            ("行政运行是", Answer("clarify", "“行政运行”在两处出现，金额不同：20,553,422 元[1] 和 600,000 元[2]。", citations=(cell(1, 2, 4), cell(2, 5, 4)),
                                 choices=(Choice("2012901 群众团体事务 › 行政运行", "群众团体事务下的行政运行的项目支出是多少？"),
                                          Choice("2060101 科学技术管理事务 › 行政运行", "2060101 最多是多少？")))),
            ("机关运行经费", Answer("answered", "机关运行经费是指行政单位和参照公务员法管理的事业单位使用一般公共预算财政拨款安排的基本支出中的日常公用经费支出[1]。", citations=(PASSAGE,))),
            ("天气", Answer("declined", "我只回答已收入的预算、决算文件里的问题。")),
        )  # fmt: skip

    def table(self, table_id: str) -> Table | None:
        return self.tables.get(table_id)

    def documents(self) -> Sequence[Document]:
        return (
            Document("d1", DOCUMENT, "/somewhere/private/a.txt", "0" * 64, "上海市2023年市级部门预算", ORGANISATION, 2023, "budget", "department", None),
            Document("d2", "示例县文化馆2024年决算.xlsx", "/somewhere/private/b.xlsx", "1" * 64, "决算", "示例县文化馆", 2024, "outturn", "unit", None),
        )  # fmt: skip

    def examples(self, language: str) -> Sequence[str]:
        return EXAMPLES[language]

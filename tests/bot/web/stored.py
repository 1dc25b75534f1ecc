"""A real bot over a small store of the example documents, without an embedding model."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.build import index_paths
from index.store.folder import Store, open_store

EXAMPLES = Path(__file__).parents[3] / "examples"
LIBRARY = EXAMPLES / "示例市图书馆2024年部门预算.xlsx"
ASSOCIATION = EXAMPLES / "科学技术协会2023年部门预算.txt"


class EvenEncoder:
    """All texts mean the same: enough where words and figures are what is tested."""

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def encode_queries(self, texts):
        return np.full((len(texts), self.dimensions), self.dimensions**-0.5, dtype=np.float32)

    encode_passages = encode_queries


def made_store(folder: Path, *paths: Path) -> Store:
    """A store that holds these files."""
    store = open_store(folder, create=True)
    store.__dict__["encoder"] = EvenEncoder()
    for report in index_paths(paths, store):
        assert not report.error, report.error
    return store


def made_pdf(path: Path) -> Path:
    """A department's budget of two pages with a ruled table on the second."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(180, 700, "示例市档案馆2024年部门预算")
    canvas.showPage()
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(200, 760, "2024年部门支出预算总表")
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(80, 740, "编制部门：示例市档案馆")
    canvas.drawString(460, 740, "单位：元")
    rows = [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("201", "一般公共服务支出", "5,600,000", "4,100,000", "1,500,000"),
        ("208", "社会保障和就业支出", "800,000", "800,000", ""),
        ("210", "卫生健康支出", "300,000", "300,000", ""),
        ("", "合计", "6,700,000", "5,200,000", "1,500,000"),
    ]
    edges = (80, 150, 290, 370, 450, 530)
    for r, row in enumerate(rows):
        top = 730 - 20 * r
        for c, text in enumerate(row):
            canvas.rect(edges[c], top - 20, edges[c + 1] - edges[c], 20)
            canvas.drawString(edges[c] + 4, top - 14, text)
    canvas.showPage()
    canvas.save()
    return path

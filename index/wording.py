"""The words that forms are made of: traditional characters read as simplified, so that one pattern serves both."""

from __future__ import annotations

_FORMS = {
    "預": "预", "決": "决", "執": "执", "單": "单", "總": "总", "計": "计", "數": "数", "額": "额", "編": "编", "碼": "码",
    "號": "号", "項": "项", "類": "类", "稱": "称", "臺": "台", "幣": "币", "萬": "万", "億": "亿", "圓": "元", "無": "无",
    "備": "备", "註": "注", "說": "说", "機": "机", "關": "关", "門": "门", "經": "经", "費": "费", "購": "购", "採": "采",
    "較": "较", "減": "减", "調": "调", "實": "实", "際": "际", "財": "财", "務": "务", "業": "业", "績": "绩", "標": "标",
    "與": "与", "會": "会", "員": "员", "國": "国", "區": "区", "縣": "县", "廳": "厅", "處": "处", "學": "学", "歲": "岁",
    "內": "内", "別": "别", "來": "来", "帶": "带", "電": "电", "話": "话", "時": "时", "間": "间", "據": "据", "圍": "围",
}  # fmt: skip
_SIMPLIFIED = str.maketrans(_FORMS)


def simplify(text: str) -> str:
    """The text with the characters that our patterns look for in simplified form; as long as before."""
    return text.translate(_SIMPLIFIED)

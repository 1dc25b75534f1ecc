"""The words that forms are made of: traditional characters read as simplified, so that one pattern serves both."""

from __future__ import annotations

_TRADITIONAL = (
    "預決執單總計數額編碼號項類稱臺幣萬億圓無備註說機關門經費購採較減調實際財務業績標"
    "與會員國區縣廳處學歲內別來帶電話時間據圍"
)
_PLAIN = (
    "预决执单总计数额编码号项类称台币万亿元无备注说机关门经费购采较减调实际财务业绩标"
    "与会员国区县厅处学岁内别来带电话时间据围"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _PLAIN)


def simplify(text: str) -> str:
    """The text with the characters that our patterns look for in simplified form; as long as before."""
    return text.translate(_SIMPLIFIED)

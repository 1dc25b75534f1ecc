"""A picture of an answer's figures where it says more than the list: Plotly figures as plain JSON.

Numbers in a figure place bars and are never read back; every label is written from the exact decimal.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from bot.model import Answer, Item
from bot.web.markup import figure
from bot.web.texts import Texts

MOST_BARS = 20
LONGEST_LABEL = 18
WAN = Decimal(10_000)
REST_COLOUR = "#9aa7b5"
_BARS = frozenset({"rank", "list", "count", "several", "sum", "average", "compare", "difference", "ratio"})
Figure = dict[str, Any]
Series = tuple[str, Sequence[Decimal | None]]


def chart_of(answer: Answer, words: Texts) -> Figure | None:
    """The figure that goes with an answer; None where the words say all."""
    if answer.status != "answered":
        return None
    operation = str(answer.plan.get("operation", ""))
    items = [item for item in answer.items if item.value is not None]
    blank = len(answer.items) - len(items)
    if len(items) < 2 or len({item.unit for item in items}) > 1 or not any(item.value for item in items):
        return None
    if operation == "share" and len(items) == 2:
        return _share(items[0], items[1], words)
    if operation == "change" and len(items) == 2:
        return _bars(items[::-1], words, upright=True)
    if operation == "trend":
        return _noted(_bars(items, words, upright=True), 0, blank, words)
    if operation not in _BARS:
        return None
    return _noted(_bars(items[:MOST_BARS], words), len(items) - MOST_BARS, blank, words)


def _noted(drawn: Figure, cut: int, blank: int, words: Texts) -> Figure:
    """The figure, with what it leaves out told in its title."""
    said = [words["chart_first"].format(count=MOST_BARS)] if cut > 0 else []
    said += [words["chart_blank"].format(count=blank)] if blank else []
    return {**drawn, "title": " · ".join(said)} if said else drawn


def scale_of(values: Sequence[Decimal | None], unit: str) -> tuple[Decimal, str]:
    """What values are divided by to be drawn, and the unit then: 万元 for money from ten thousand yuan on."""
    largest = max((abs(value) for value in values if value is not None), default=Decimal(0))
    return (WAN, "万元") if unit == "元" and largest >= WAN else (Decimal(1), unit)


def label_of(value: Decimal, divisor: Decimal) -> str:
    """A value as it is written beside its bar: to two places at most."""
    return figure((value / divisor).quantize(Decimal("0.01"), ROUND_HALF_UP))


def grouped_bars(labels: Sequence[str], series: Sequence[Series], unit: str, words: Texts) -> Figure:
    """Bars side by side for several series over the same labels; a missing value leaves its place empty.

    Where most places would be empty, every figure has a bar and a label of its own instead.
    """
    labels = [_shown(label) for label in labels]
    filled = [
        (label, name, value)
        for k, label in enumerate(labels)
        for name, values in series
        if (value := values[k]) is not None
    ]
    if len(series) > 1 and len(filled) * 10 < len(labels) * len(series) * 7:
        return grouped_bars(
            [f"{label} · {name}" for label, name, _ in filled], [("", [value for *_, value in filled])], unit, words
        )
    divisor, shown = scale_of([value for _, values in series for value in values], unit)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": list(labels),
            "x": [None if value is None else float(value / divisor) for value in values],
            "text": ["" if value is None else label_of(value, divisor) for value in values],
            "hovertext": [
                "" if value is None else f"{label}{name and f' · {name}'}: {figure(value)} {unit}"
                for label, value in zip(labels, values, strict=True)
            ],
            "hoverinfo": "text",
            "textposition": "outside",
            "cliponaxis": False,
        }
        for name, values in series
    ]
    height = 70 + len(labels) * (16 + 22 * len(series)) + (24 if len(series) > 1 else 0)
    return _figure(traces, words, height, {"xaxis": _value_axis(words, shown), "yaxis": _name_axis()})


def _bars(items: Sequence[Item], words: Texts, *, upright: bool = False) -> Figure:
    values = [item.value for item in items]
    unit = items[0].unit
    divisor, shown = scale_of(values, unit)
    heights = [float(value / divisor) for value in values if value is not None]
    labels = _distinct([_shown(item.label) for item in items])
    trace = {
        "type": "bar",
        "orientation": "v" if upright else "h",
        "x": labels if upright else heights,
        "y": heights if upright else labels,
        "text": [label_of(value, divisor) for value in values if value is not None],
        "hovertext": [f"{_shown(item.label)}: {figure(item.value)} {unit}" for item in items if item.value is not None],
        "hoverinfo": "text",
        "textposition": "outside",
        "cliponaxis": False,
    }
    value_axis, name_axis = _value_axis(words, shown), _name_axis(reverse=not upright)
    axes = {"xaxis": name_axis, "yaxis": value_axis} if upright else {"xaxis": value_axis, "yaxis": name_axis}
    return _figure([trace], words, 300 if upright else 70 + 30 * len(items), axes)


def _share(part: Item, whole: Item, words: Texts) -> Figure | None:
    if part.value is None or not whole.value or not 0 <= part.value <= whole.value:
        return None
    divisor, shown = scale_of([whole.value], whole.unit)
    rest = whole.value - part.value
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": f"{name} {label_of(value / whole.value * 100, Decimal(1))}%",
            "y": [_shown(whole.label)],
            "x": [float(value / divisor)],
            "text": [f"{label_of(value / whole.value * 100, Decimal(1))}%"],
            "hovertext": [f"{name}: {figure(value)} {whole.unit}"],
            "hoverinfo": "text",
            "textposition": "inside" if value * 8 >= whole.value else "none",
            "textangle": 0,
            "insidetextanchor": "middle",
            "marker": {"color": None if value is part.value else REST_COLOUR},
        }
        for name, value in ((_shown(part.label), part.value), (words["chart_rest"], rest))
    ]
    axes = {"xaxis": _value_axis(words, shown), "yaxis": _name_axis()}
    return {**_figure(traces, words, 160, axes), "stacked": True}


def _value_axis(words: Texts, unit: str) -> Mapping[str, Any]:
    title = words["chart_unit"].format(unit=unit) if unit else ""
    return {"rangemode": "tozero", "title": {"text": title}, "automargin": True, "tickformat": ",~f"}


def _name_axis(*, reverse: bool = True) -> Mapping[str, Any]:
    return {"type": "category", "automargin": True, **({"autorange": "reversed"} if reverse else {})}


def _figure(traces: list[dict[str, Any]], words: Texts, height: int, axes: Mapping[str, Any]) -> Figure:
    layout = {"height": height, "showlegend": len(traces) > 1, **axes}
    return {"data": traces, "layout": layout, "file": words["chart_file"]}


def _shown(label: str) -> str:
    """A label without the marks that Plotly would take for HTML."""
    return label.replace("<", "＜").replace("&", "＆")


def _distinct(labels: Sequence[str]) -> list[str]:
    """Labels short enough for an axis and never twice the same, since equal ones would share one bar."""
    made: list[str] = []
    for label in labels:
        short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
        number = 2
        name = short
        while name in made:
            name, number = f"{short} ({number})", number + 1
        made.append(name)
    return made


@cache
def plotly_script() -> bytes:
    """Plotly's own script as the package holds it, gzipped; drawn from by the page and by a saved chart."""
    from plotly.offline import get_plotlyjs

    return gzip.compress(get_plotlyjs().encode("utf-8"), 6)

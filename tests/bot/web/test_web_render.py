from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted import HOSTILE, ScriptedBot, cell, definition, lookup, ranking

from bot.model import Answer, Choice, Citation, Item, Notice
from bot.web import render, shell
from bot.web.markdown import answer_markdown
from bot.web.markup import citation_place, escape, figure, frames, prose
from bot.web.texts import LANGUAGES, preferred_language, texts

ZH = texts("zh")
ANY = st.text(max_size=60)
TAGS = """
article h1 h2 h3 h4 span div p b i a br table thead tbody tr th td details summary ol ul li small dl dt dd
blockquote button section header nav figure figcaption form input svg path caption
"""
ATTRIBUTES = """
class id href aria-label aria-live scope open hidden type title role tabindex data-turn data-table data-row
data-column data-question data-text data-done data-language data-loading data-gone data-failed data-r data-c
data-parents rowspan colspan
data-label data-fact data-document data-page data-key data-verdict data-view data-none data-table data-above data-xlsx
data-csv data-figure data-as data-chart-failed data-sending data-send-failed data-edit data-rewrite data-cancel
data-follow aria-current aria-pressed hidden title style download name maxlength placeholder
viewbox width height fill stroke stroke-width stroke-linejoin aria-hidden d
"""


class Reader(HTMLParser):
    """Takes HTML apart as a browser would; fails on any element or attribute that is not ours."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.links = []
        self.ids = []

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS.split(), tag
        for name, value in attributes:
            assert name in ATTRIBUTES.split(), name
            if name == "href":
                self.links.append(value)
            if name == "id":
                self.ids.append(value)

    def handle_data(self, data):
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(ANY)
def test_escaped_text_reads_back_as_itself_and_holds_no_markup(text):
    escaped = escape(text)
    assert not set(escaped) & set("<>\"'{}$`")
    assert len(read(f"<p>{escaped}</p>").text) == len(text)


@given(ANY, ANY, ANY, ANY)
def test_any_text_anywhere_in_an_answer_stays_text(one, two, three, four):
    citation = replace(
        cell(1, 0, 4), document=one, table=two, row=three, column=four, unit=one, quote=two, table_id=three
    )
    answer = Answer(
        "answered",
        one,
        items=(Item(two, None, three, (1,)),),
        citations=(citation, replace(citation, n=2, kind="passage")),
        notices=(Notice("inconsistency", four, (1,)),),
        choices=(Choice(one, two),),
        plan={"reading": three},
    )
    html = render.turn_html(render.Turn(1, four, answer), ZH)
    read(html)
    assert not set(html) & set("{}$`")


@given(ANY)
def test_any_example_or_document_name_stays_text(text):
    held = [replace(document, name=text, organisation=text) for document in ScriptedBot().documents()]
    for html in (
        shell.welcome_html([text], 1, ZH),
        shell.header_html(held, ZH),
        shell.panel_html(held, ZH),
        render.error_html(text, ZH),
    ):
        read(html)


@pytest.mark.parametrize("answer", [lookup(), ranking(), definition()])
def test_every_link_leads_to_a_source_in_the_same_turn(answer):
    html = read(render.turn_html(render.Turn(7, "问", answer), ZH))
    assert html.links
    assert set(html.links) == {f"#{name}" for name in html.ids if name.startswith("t7-")}


@given(st.lists(st.integers(0, 9), max_size=6), st.frozensets(st.integers(1, 9)))
def test_only_known_sources_become_links(mentioned, known):
    text = "".join(f"甲[{n}]" for n in mentioned)
    html = read(prose(text, "t1", known, ZH))
    assert html.links == [f"#t1-{n}" for n in mentioned if n in known]
    assert html.text == text


@given(st.text(alphabet="0123456789,.[]元万%项目 \nabc", max_size=80))
def test_prose_keeps_every_character(text):
    assert read(prose(text, "t1", frozenset({1}), ZH)).text == text.replace("\n", "")


def test_figures_are_kept_together_with_their_unit():
    html = prose("共 20,553,422 元，占 63.29%，见 2023年。", "t1", frozenset(), ZH)
    assert '<b class="figure">20,553,422 元</b>' in html
    assert '<b class="figure">63.29%</b>' in html
    assert "2023年" in html


@given(st.text(alphabet="0123456789,.[]元科学abc ", max_size=200))
def test_streamed_beginnings_grow_to_the_whole_text(text):
    steps = frames(text)
    assert steps[-1] == text
    assert all(text.startswith(step) for step in steps)
    assert len(steps) <= 9


def test_streaming_never_shows_half_a_figure_or_half_a_citation():
    text = "支出 141,875,648 元[12]，" * 12
    for step in frames(text):
        rest = text[len(step) :]
        assert not (step and rest and step[-1] in "0123456789," and rest[0] in "0123456789,")
        assert step.count("[") == step.count("]")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15))
def test_shown_figure_is_exact(value):
    assert Decimal(figure(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "shown"),
    [("20553422", "20,553,422"), ("73.970", "73.97"), ("0", "0"), ("-1200", "-1,200"), ("1E+3", "1,000")],
)
def test_figure_has_separators_and_no_trailing_zeros(value, shown):
    assert figure(Decimal(value)) == shown


def test_status_notices_and_truth_have_their_own_look():
    html = render.answer_html(replace(lookup(), truth=False), "t1", ZH)
    assert 'class="answer answered"' in html
    assert 'class="notice inconsistency"' in html
    assert '<b class="truth">否</b>' in html
    assert "口径" in html


@pytest.mark.parametrize("status", ["answered", "clarify", "not_found", "declined"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_words(status, language):
    words, choices = texts(language), (Choice("全年", "全年是多少？"),)
    assert words["status_" + status] in render.answer_html(Answer(status, "…", choices=choices), "t1", words)


def test_answer_that_asks_back_without_choices_does_not_ask_to_choose():
    assert texts("zh")["status_open"] in render.answer_html(Answer("clarify", "…"), "t1", texts("zh"))


def test_what_follows_a_single_figure_is_set_smaller():
    answer = replace(lookup(), text="45,372,167 元[1]。\n另一口径：89,795,299 元[2]。")
    assert '<p class="text more">另一口径' in render.answer_html(answer, "t1", ZH)
    assert "more" not in render.answer_html(replace(answer, value=None), "t1", ZH)


def test_notices_of_a_kind_share_a_box():
    notices = (Notice("assumption", "甲"), Notice("inconsistency", "乙", (1,)), Notice("assumption", "丙"))
    html = render.notices_html(notices, "t1", ZH)
    assert html.count('class="notice') == 2
    assert html.index("丙") < html.index("乙")


def test_blank_figure_is_called_blank_not_zero():
    html = render.items_html((Item("政府性基金", None, "元", ()),), "t1", ZH)
    assert "空白" in html
    assert ">0<" not in html


def place(**where) -> Citation:
    nowhere = {"page": None, "lines": None, "sheet": None, "cell": None}
    return replace(cell(1, 0, 4), **{**nowhere, **where})


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"lines": (88, 88)}, "第 88 行"),
        ({"lines": (88, 90)}, "第 88–90 行"),
        ({"page": 3}, "第 3 页"),
        ({"sheet": "表1", "cell": "D12"}, "工作表 表1 · 单元格 D12"),
        ({}, ""),
    ],
)
def test_place_is_told_as_the_reader_finds_it(where, said):
    assert citation_place(place(**where), ZH) == said


def test_markdown_names_every_source_and_escapes_marks():
    markdown = answer_markdown(ranking(), "哪些*类*？", ZH)
    assert markdown.startswith("**哪些\\*类\\*？**")
    assert "| 科学技术支出 | 89,795,299 | 元 | [1] |" in markdown
    assert sum(line.startswith("- [") for line in markdown.split("\n")) == len(ranking().citations)
    assert "（" not in HOSTILE
    assert "<script>" not in answer_markdown(Answer("answered", HOSTILE), "", ZH).replace("\\<", "")


def test_both_languages_have_the_same_texts_with_the_same_places():
    zh, en = texts("zh"), texts("en")
    assert list(zh) == list(en)
    for key in zh:
        assert isinstance(key, str), f"{key}: YAML takes yes and no for true and false"
        assert isinstance(zh[key], str), key
        assert sorted(_places(zh[key])) == sorted(_places(en[key])), key


def _places(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9", "zh"),
        ("en-US,en;q=0.9", "en"),
        ("en", "en"),
        ("", "zh"),
        ("fr-FR,en;q=0.5", "zh"),
        ("enx", "zh"),
    ],
)
def test_language_follows_the_first_wish_of_the_browser(header, language):
    assert preferred_language(header) == language

"""The page in a real browser. The `visit` fixture also checks that no request left the computer."""

from __future__ import annotations

import re

from scripted import BODY, HOSTILE


def test_click_on_citation_highlights_its_cell_in_the_whole_table(visit):
    seen = visit()
    turn = seen.ask("科学技术支出的项目支出是多少？")
    assert "45,372,167 元" in turn.inner_text()
    turn.locator(".text a.cite").first.click()
    cell = seen.page.locator("#source td.target")
    cell.wait_for()
    assert cell.inner_text() == "45,372,167"
    assert cell.get_attribute("aria-current") == "true"
    assert seen.page.locator("#source tr.here").locator("td").nth(3).inner_text() == "科学技术支出"
    assert seen.page.locator("#source tbody tr").count() == len(BODY)
    assert _in_view(seen.page, "#source td.target", "#source .grid")


def test_last_row_of_a_long_table_is_scrolled_into_view_below_the_frozen_header(visit):
    seen = visit(height=600)
    turn = seen.ask("哪些类的支出最多？")
    turn.locator("a.cite", has_text="[6]").first.click()
    seen.page.locator("#source td.target", has_text="141,875,648").wait_for()  # the first citation's cell was there
    assert seen.page.locator("#source td.target").inner_text() == "141,875,648"
    assert _in_view(seen.page, "#source td.target", "#source .grid")
    assert _in_view(seen.page, "#source thead", "#source .grid")


def test_ancestors_of_a_cited_row_are_marked(visit):
    seen = visit()
    turn = seen.ask("行政运行是多少？")
    turn.locator(".text a.cite").nth(1).click()
    seen.page.locator("#source tr.here td", has_text="600,000").first.wait_for()
    marked = seen.page.locator("#source tr.parent td[data-c='3']").all_inner_texts()
    assert marked == ["科学技术支出", "科学技术管理事务"]


def test_choice_button_asks_its_question(visit):
    seen = visit()
    seen.ask("行政运行是多少？").locator("button.ask").first.click()
    second = seen.page.locator("#turns .turn").nth(1)
    second.locator(".answer.answered").wait_for()
    assert second.locator(".question > span").inner_text() == "群众团体事务下的行政运行的项目支出是多少？"


def test_example_button_asks_its_question(visit):
    seen = visit()
    seen.page.locator(".welcome button.ask").first.click()
    seen.page.locator("#turns .answer.answered").wait_for()


def test_earlier_questions_are_the_history_and_a_new_talk_forgets_them(visit):
    seen = visit()
    seen.ask("天气")
    assert "天气" in seen.ask("记得什么").locator(".answer .text").inner_text()
    seen.page.locator("#head button.new").click()
    seen.page.locator("#turns .welcome").wait_for()
    assert seen.ask("记得什么").locator(".answer .text").inner_text().strip() == ""


def test_two_visitors_do_not_share_a_talk(visit):
    first, second = visit(), visit()
    first.ask("天气")
    assert second.ask("记得什么").locator(".answer .text").inner_text().strip() == ""


def test_link_with_question_asks_at_once(visit):
    seen = visit("?q=什么是机关运行经费？")
    seen.page.locator("#turns .answer.answered").wait_for()
    quote = seen.page.locator("#source blockquote")
    quote.wait_for()
    assert quote.inner_text().startswith("（八）机关运行经费")


def test_scripts_in_questions_answers_and_cells_do_not_run(visit):
    seen = visit()
    turn = seen.ask("脚本 " + HOSTILE)
    turn.locator(".text a.cite").first.click()
    seen.page.locator("#source td.target").wait_for()
    assert seen.page.evaluate("window.hurt") is None
    assert seen.page.locator("#desk img").count() == 0
    assert HOSTILE in turn.locator(".question").inner_text()
    assert HOSTILE in turn.locator(".answer .text").inner_text()
    assert HOSTILE in seen.page.locator("#source .grid").inner_text()


def test_table_of_a_deleted_document_is_reported_in_the_panel(visit):
    seen = visit()
    seen.ask("删掉").locator(".text a.cite").first.click()
    seen.page.locator("#source .table-here", has_text="已不在库中").wait_for()


def test_fault_of_the_program_is_one_sentence_and_the_talk_goes_on(visit):
    seen = visit()
    assert "程序出错" in seen.ask("坏掉").inner_text()
    assert "这个问题不能用" in seen.ask("坏输入").inner_text()
    assert "45,372,167" in seen.ask("项目支出").inner_text()


def test_page_is_english_for_an_english_browser(visit):
    seen = visit(locale="en-US")
    assert seen.page.locator("#head h1").inner_text() == "BudgetBot"
    assert "press Enter" in seen.page.locator("#question textarea").get_attribute("placeholder")
    assert seen.page.evaluate("document.documentElement.lang") == "en"
    assert "Found" in seen.ask("项目支出").inner_text()


def test_page_is_chinese_for_any_other_browser(visit):
    seen = visit(locale="fr-FR")
    assert seen.page.locator("#head h1").inner_text() == "预算问答"
    assert seen.page.evaluate("document.documentElement.lang") == "zh-CN"


def test_phone_width_needs_no_sideways_scrolling_and_source_comes_from_below(visit):
    seen = visit(width=390, height=844)
    turn = seen.ask("科学技术支出的项目支出是多少？")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not seen.page.locator("#source .panel").is_visible()
    turn.locator(".text a.cite").first.click()
    seen.page.locator("#source td.target").wait_for()
    seen.page.wait_for_timeout(300)
    assert _in_view(seen.page, "#source td.target", "#source .grid")
    assert seen.page.locator("#source .panel").bounding_box()["y"] > 200
    seen.page.locator("#source .close").click()
    assert not seen.page.locator("#source .panel").is_visible()


def test_keyboard_alone_opens_and_closes_a_source(visit):
    seen = visit(width=390, height=844)
    turn = seen.ask("科学技术支出的项目支出是多少？")
    turn.locator(".text a.cite").first.focus()
    seen.page.keyboard.press("Enter")
    seen.page.locator("#source td.target").wait_for()
    seen.page.keyboard.press("Escape")
    assert not seen.page.locator("#source .panel").is_visible()
    seen.page.keyboard.press("/")
    assert seen.page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_dark_mode_follows_the_system(visit):
    light, dark = visit(color_scheme="light"), visit(color_scheme="dark")
    shade = "getComputedStyle(document.querySelector('#source')).backgroundColor"
    assert _brightness(light.page.evaluate(shade)) > 200
    assert _brightness(dark.page.evaluate(shade)) < 60


def test_copy_gives_markdown_with_sources(visit):
    seen = visit(permissions=["clipboard-read", "clipboard-write"])
    turn = seen.ask("项目支出")
    turn.locator("button.copy").click()
    seen.page.locator("button.copy", has_text="已复制").wait_for()
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert "45,372,167 元[1]" in copied.replace("\\", "")
    assert "- [1] 上海市科学技术协会" in copied


def test_too_long_a_question_is_refused_with_its_length(visit):
    assert "2001" in visit().ask("多" * 2001).inner_text()


def test_page_is_usable_within_three_seconds(visit):
    seen = visit()
    milliseconds = seen.page.evaluate("performance.now()")
    assert milliseconds < 3_000 * 3, "three times the promise, for a busy computer"


def test_server_asked_nobody_outside(visit, server):
    visit().ask("项目支出")
    assert "outside" not in server.said.read_text(encoding="utf-8")


def _in_view(page, inner, outer):
    """Whether the box of one element lies within that of another."""
    a, b = page.locator(inner).first.bounding_box(), page.locator(outer).first.bounding_box()
    return (
        a["y"] >= b["y"] - 1
        and a["y"] + a["height"] <= b["y"] + b["height"] + 1
        and a["x"] >= b["x"] - 1
        and a["x"] + a["width"] <= b["x"] + b["width"] + 1
    )


def _brightness(colour):
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3


def test_question_box_stays_in_view_however_many_documents_are_held(visit):
    seen = visit(height=700)
    seen.page.evaluate("""() => { const list = document.querySelector('#source .idle ul');
        for (let n = 0; n < 60; n++) list.append(list.firstElementChild.cloneNode(true)) }""")
    box = seen.page.locator("#question").bounding_box()
    assert box["y"] + box["height"] <= 700
    seen.ask("随便问问")
    seen.page.wait_for_timeout(300)
    assert seen.page.locator("#head header").bounding_box()["y"] == 0
    assert seen.page.locator("#turns .turn .answer").bounding_box()["y"] < 700


def test_screen_reader_is_told_an_answer_once_when_it_is_whole(visit):
    seen = visit()
    told = seen.page.locator("#told[role=status]")
    assert told.inner_text() == ""
    answer = seen.ask("科学技术支出是多少？").locator(".answer")
    seen.page.wait_for_function("document.querySelector('#told').textContent")
    status, text = (answer.locator(f"> .{part}").first.text_content() for part in ("status", "text"))
    assert told.text_content().startswith(f"{status} {text}")
    assert seen.page.locator("#turns [aria-live], #turns [role=alert]").count() == 0

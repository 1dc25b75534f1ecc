"""The chat page: Gradio Blocks mounted beside the API. It asks the bot and shows what `render` makes of the answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from bot.model import Answer
from bot.web import render
from bot.web.contract import AskingBot
from bot.web.markup import frames
from bot.web.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts, preferred_language, texts
from index.errors import BudgetBotError

QUESTION_LIMIT = 2_000
CONCURRENT_QUESTIONS = 8
"""Gradio's own default is one at a time for all users together."""
FRAME_SECONDS = 0.025
TURNS_SHOWN = 50
"""Older turns of a talk leave the page; they stay part of the history that a follow-up refers to."""

_HERE = Path(__file__).parent
_FONTS = ["-apple-system", "BlinkMacSystemFont", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC",
          "Source Han Sans SC", "WenQuanYi Micro Hei", "sans-serif"]  # fmt: skip
_LABELS = ("question_label", "question_placeholder")

Turns = tuple[render.Turn, ...]
Shown = tuple[Turns, str, str]
log = logging.getLogger(__name__)


def build_page(bot: AskingBot) -> Any:
    """The page as Gradio Blocks, not yet mounted."""
    words = texts(DEFAULT_LANGUAGE)
    translated = _translations()
    with gr.Blocks(title=words["name"], fill_width=True, fill_height=True, analytics_enabled=False) as page:
        turns = gr.State(())
        head = gr.HTML(render.header_html((), words), elem_id="head", js_on_load=_TRIGGER, apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="left", min_width=0):
                with gr.Column(elem_id="talk", min_width=0):
                    shown = gr.HTML("", elem_id="turns", js_on_load=_TRIGGER, apply_default_css=False)
                    coming = gr.HTML("", elem_id="coming", js_on_load=None, apply_default_css=False)
                question = gr.Textbox(
                    elem_id="question",
                    label=translated("question_label"),
                    placeholder=translated("question_placeholder"),
                    show_label=False,
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    submit_btn=True,
                    stop_btn=True,
                )
            panel = gr.HTML(render.panel_html(words), elem_id="source", js_on_load=None, apply_default_css=False)
        _connect(page, bot, turns, head, shown, coming, question, panel)
    page.queue(default_concurrency_limit=CONCURRENT_QUESTIONS)
    return page


_TRIGGER = """
element.addEventListener('click', event => {
  const ask = event.target.closest('button.ask');
  if (ask) trigger('select', { question: ask.dataset.question });
  if (event.target.closest('button.new')) trigger('clear');
});
"""


def _connect(
    page: Any, bot: AskingBot, turns: Any, head: Any, shown: Any, coming: Any, question: Any, panel: Any
) -> None:
    """The page's events. All private: none is an API endpoint or a tool."""
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    script = {"fn": None, "queue": False, "api_visibility": "private"}
    talk = [turns, shown, coming]

    def take(asked: str) -> tuple[str, str]:
        return "", asked

    async def typed(asked: str, said: Turns, request: gr.Request) -> AsyncIterator[Shown]:
        async for step in converse(bot, asked, said, language_of(request)):
            yield step

    async def chosen(said: Turns, request: gr.Request, event: gr.EventData) -> AsyncIterator[Shown]:
        async for step in converse(bot, str(event.question), said, language_of(request)):
            yield step

    async def linked(said: Turns, request: gr.Request) -> AsyncIterator[Shown]:
        asked = request.query_params.get("q", "")
        if not asked.strip():
            yield said, gr.skip(), gr.skip()  # a generator that yields nothing would empty its outputs
            return
        async for step in converse(bot, asked, said, language_of(request)):
            yield step

    def greet(request: gr.Request) -> tuple[str, str, str]:
        language = language_of(request)
        words, held = texts(language), bot.documents()
        welcome = render.welcome_html(bot.examples(language), len(held), words)
        return render.header_html(held, words), welcome, render.panel_html(words)

    def begin_anew(request: gr.Request) -> tuple[Turns, str, str, str]:
        _, welcome, empty = greet(request)
        return (), welcome, "", empty

    pending = gr.State("")
    asked = question.submit(take, question, [question, pending], queue=False, **quiet)
    answered = asked.then(typed, [pending, turns], talk, **quiet)
    question.stop(fn=None, cancels=[answered], api_visibility="private")
    picked = shown.select(chosen, [turns], talk, **quiet)
    opened = page.load(greet, None, [head, shown, panel], **quiet).then(**script, js="() => window.budgetbot.greet()")
    from_link = opened.then(linked, [turns], talk, **quiet)
    head.clear(begin_anew, None, [*talk, panel], cancels=[answered, picked], **quiet)
    for whole in (answered, picked, from_link):
        whole.then(**script, js="() => window.budgetbot.settle()")
    coming.change(**script, js="() => window.budgetbot.follow()")


async def converse(bot: AskingBot, question: str, said: Turns, language: str) -> AsyncIterator[Shown]:
    """The steps of one question: the question alone, the answer's text as it grows, the answer whole.

    Each step is (turns of the talk, HTML of the talk, HTML of the answer that is coming in).
    """
    words = texts(language)
    turn = render.Turn(len(said) + 1, question.strip())
    talk = partial(_talk, words=words)
    refusal = unusable(turn.question, words)
    if refusal:
        wrong = render.Turn(turn.n, turn.question[:200], error=refusal)
        yield said, talk((*said, wrong)), ""
        return
    yield said, talk((*said, turn)), render.searching_html(words)
    answer = await _answer(bot, turn.question, [earlier.question for earlier in said], words)
    if isinstance(answer, str):
        yield said, talk((*said, render.Turn(turn.n, turn.question, error=answer))), ""
        return
    for beginning in frames(answer.text)[:-1]:
        yield said, talk((*said, turn)), render.streaming_html(answer, beginning, f"t{turn.n}", words)
        await asyncio.sleep(FRAME_SECONDS)
    said = (*said, render.Turn(turn.n, turn.question, answer))
    yield said, talk(said), ""


def _talk(turns: Turns, words: Texts) -> str:
    return render.talk_html(turns[-TURNS_SHOWN:], words)


def unusable(question: str, words: Texts) -> str:
    """Why a question cannot be asked, as a sentence; "" where it can."""
    if not question:
        return words["error_empty"]
    if len(question) > QUESTION_LIMIT:
        return words["error_long"].format(limit=QUESTION_LIMIT, length=len(question))
    return ""


async def _answer(bot: AskingBot, question: str, history: list[str], words: Texts) -> Answer | str:
    """The bot's answer, or the sentence to show in its place."""
    try:
        return await asyncio.to_thread(bot.ask, question, history=history)
    except BudgetBotError as error:
        return str(error)
    except Exception:  # noqa: BLE001 - the edge: a user sees a sentence, the log the cause
        log.exception("a question was not answered")
        return words["error_internal"]


def language_of(request: gr.Request) -> str:
    """The language of the page: `?lang=` where given, else the browser's."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else preferred_language(request.headers.get("accept-language", ""))


def _translations() -> Any:
    """The words that stand in Gradio's own components, by browser language; Chinese for any but English."""
    said = {language: {key: texts(language)[key] for key in _LABELS} for language in LANGUAGES}
    return gr.I18n(**{"zh-CN": said["zh"], "zh": said["zh"], "en": said["en"]})


def mount_page(app: Any, bot: AskingBot, user_of: Callable[[Any], str | None]) -> Any:
    """Mounts the page at the root of the app, after the app's own routes. `user_of` lets in or returns None."""
    page = build_page(bot)
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    # Not `css=`: Gradio rewrites selectors there and breaks those with a list in brackets.
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return gr.mount_gradio_app(
        app,
        page,
        path="/",
        auth_dependency=user_of,
        i18n=_translations(),
        theme=gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "Consolas", "monospace"]),
        head=f"<style>{style}</style>",
        js=f"() => {{\n{script}\n}}",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        mcp_server=False,
    )

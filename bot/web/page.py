"""The chat page: Gradio Blocks mounted beside the API. It asks the bot and shows what `render` makes of the answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import gradio as gr

from bot.web import compare_tab, documents_tab, render, shell
from bot.web.contract import AskingBot
from bot.web.library import Library
from bot.web.parts import Note, ScopeOf, add_parts, make_parts
from bot.web.service import user_found
from bot.web.shelf import Shelf
from bot.web.talk import Step, Turns, converse
from bot.web.texts import DEFAULT_LANGUAGE, LANGUAGES, preferred_language, texts

CONCURRENT_QUESTIONS = 40
"""Gradio's own default is one at a time for all users together. The bot itself thinks about as many as it has
processors; whoever waits for it must not wait in Gradio's queue as well, which tells all of them of every step."""
STATUS_SECONDS = 5
SESSIONS = 4096
"""Sessions that are remembered to have asked."""
FEW = 4
"""Where more questions than these are being answered, answers come whole: each piece costs as much as a lookup."""

ViewOf = Callable[[Any], AskingBot]

_HERE = Path(__file__).parent
_FONTS = ("-apple-system", "BlinkMacSystemFont", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC")
_MORE_FONTS = ("Source Han Sans SC", "WenQuanYi Zen Hei", "sans-serif")
_MONOSPACE = ("ui-monospace", "Consolas", "monospace")
_PLAIN: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_SCRIPT: dict[str, Any] = {"fn": None, "queue": False, "api_visibility": "private"}
_TRIGGERS = """
element.addEventListener('click', event => {
  const ask = event.target.closest('button.ask');
  if (ask) trigger('select', { question: ask.dataset.question, turn: 0 });
  const again = event.target.closest('button.retry');
  if (again) trigger('select', { question: again.dataset.question, turn: Number(again.dataset.turn) });
  if (event.target.closest('button.new')) trigger('clear');
});
element.addEventListener('submit', event => {
  const form = event.target.closest('form.rewrite');
  if (!form) return;
  event.preventDefault();
  const question = form.elements.question.value.trim();
  if (question) trigger('select', { question, turn: Number(form.dataset.turn) });
});
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that events read or fill."""

    head: Any
    turns: Any
    """The talk so far, as data."""
    shown: Any
    """The talk so far, as HTML."""
    coming: Any
    """The answer that is coming in."""
    question: Any
    panel: Any
    documents: Any
    compare: Any

    @property
    def talk(self) -> list[Any]:
        """What a step of `converse` fills."""
        return [self.turns, self.shown, self.coming]


def build_page(bot: AskingBot, shelf: Shelf, view_of: ViewOf | None = None, largest: int = 0) -> Any:
    """The page as Gradio Blocks, not yet mounted. `largest` is the number of bytes that an upload may have."""
    name = texts(DEFAULT_LANGUAGE)["name"]
    with gr.Blocks(title=name, fill_width=True, fill_height=True, analytics_enabled=False) as page:
        parts = _lay_out(largest)
        _connect(page, parts, _handlers(bot, shelf, view_of or (lambda request: bot), largest))
    page.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, status_update_rate=STATUS_SECONDS)
    return page


def _lay_out(largest: int) -> Parts:
    words = texts(DEFAULT_LANGUAGE)
    said = _translations()
    turns = gr.State(())
    triggers: dict[str, Any] = {"apply_default_css": False, "js_on_load": _TRIGGERS}
    head = gr.HTML(shell.header_html((), words), elem_id="head", **triggers)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="left", min_width=0):
            with gr.Column(elem_id="talk", min_width=0):
                shown = gr.HTML("", elem_id="turns", **triggers)
                coming = gr.HTML("", elem_id="coming", **_PLAIN)
            question = gr.Textbox(
                elem_id="question",
                label=said("question_label"),
                placeholder=said("question_placeholder"),
                show_label=False,
                lines=1,
                max_lines=6,
                autofocus=True,
                submit_btn=True,
                stop_btn=True,
            )
            documents = gr.HTML(documents_tab.documents_shell(words, largest), elem_id="documents", **_PLAIN)
            compare = gr.HTML(compare_tab.compare_shell(words), elem_id="compare", **_PLAIN)
        panel = gr.HTML(shell.panel_html((), words), elem_id="source", **_PLAIN)
    return Parts(head, turns, shown, coming, question, panel, documents, compare)


@dataclass(frozen=True, slots=True)
class Handlers:
    """What the events call."""

    typed: Callable[..., AsyncIterator[Step]]
    chosen: Callable[..., AsyncIterator[Step]]
    linked: Callable[..., AsyncIterator[Step]]
    greet: Callable[..., tuple[Any, ...]]
    begin_anew: Callable[..., tuple[Any, ...]]
    stop: Callable[..., str]


def _handlers(bot: AskingBot, shelf: Shelf, view_of: ViewOf, largest: int) -> Handlers:
    running: set[object] = set()
    talking: dict[str | None, None] = {}  # sessions that have asked, whose talk a later greeting leaves alone

    async def ask(asked: str, said: Turns, request: gr.Request) -> AsyncIterator[Step]:
        view, key = view_of(request.request), object()
        running.add(key)
        talking[request.session_hash] = None
        if len(talking) > SESSIONS:
            del talking[next(iter(talking))]
        try:
            async for step in converse(
                view,
                asked,
                said,
                language_of(request),
                shelf=shelf,
                documents=scope_of(request),
                hurried=lambda: len(running) > FEW,
            ):
                yield step
        finally:
            running.discard(key)

    async def typed(asked: str, said: Turns, request: gr.Request) -> AsyncIterator[Step]:
        async for step in ask(asked, said, request):
            yield step

    async def chosen(said: Turns, request: gr.Request, event: gr.EventData) -> AsyncIterator[Step]:
        turn = int(event.turn or 0)  # asked again or otherwise: what came after it goes
        before = tuple(one for one in said if not turn or one.n < turn)
        async for step in ask(str(event.question), before, request):
            yield step

    async def linked(said: Turns, request: gr.Request) -> AsyncIterator[Any]:
        asked = request.query_params.get("q", "")
        if not asked.strip():
            yield said, gr.skip(), gr.skip()  # a generator that yields nothing would empty its outputs
            return
        async for step in ask(asked, said, request):
            yield step

    @lru_cache(maxsize=8)
    def examples(language: str, held: tuple[str, ...]) -> Sequence[str]:
        return bot.examples(language)  # asks each of them: a second at first, so kept until the documents change

    def greet(request: gr.Request) -> tuple[Any, ...]:
        language = language_of(request)
        words, held = texts(language), bot.documents()
        only = scope_of(request) or ()
        scope = [document for document in held if {document.id, document.name} & set(only)]
        asked = () if scope else examples(language, tuple(document.id for document in held))
        welcome = shell.welcome_html(asked, len(held), words)
        return (
            shell.header_html(held, words, scope, signed_in=_signed_in(request)),
            gr.skip() if request.session_hash in talking else welcome,
            shell.panel_html(scope or held, words),
            documents_tab.documents_shell(words, largest),
            compare_tab.compare_shell(words),
        )

    def begin_anew(request: gr.Request) -> tuple[Any, ...]:
        talking.pop(request.session_hash, None)
        head, welcome, panel, *_ = greet(request)
        return (), welcome, "", head, panel

    def stop(request: gr.Request) -> str:
        return render.stopped_html(texts(language_of(request)))

    return Handlers(typed, chosen, linked, greet, begin_anew, stop)


def _connect(page: Any, parts: Parts, call: Handlers) -> None:
    """The page's events. All private: none is an API endpoint or a tool."""
    pending = gr.Textbox(visible=False)
    taken = parts.question.submit(
        **_SCRIPT,
        inputs=parts.question,
        outputs=[parts.question, pending],
        js="asked => ['', (window.budgetbot.asking = asked)]",
    )
    # by default Gradio drops what is sent before the last answer is whole, though the box is empty by then
    typed = taken.then(call.typed, [pending, parts.turns], parts.talk, trigger_mode="always_last", **_QUIET)
    chosen = parts.shown.select(call.chosen, [parts.turns], parts.talk, **_QUIET)
    greeted_parts = [parts.head, parts.shown, parts.panel, parts.documents, parts.compare]
    recalled = parts.head.select(call.chosen, [parts.turns], parts.talk, **_QUIET)
    opened = page.load(call.greet, None, greeted_parts, **_QUIET)
    greeted = opened.then(**_SCRIPT, js="() => window.budgetbot.greet()")
    linked = greeted.then(call.linked, [parts.turns], parts.talk, **_QUIET)
    running = [typed, chosen, recalled, linked]
    for answered in running:
        answered.then(**_SCRIPT, js="() => window.budgetbot.settle()")
    parts.coming.change(**_SCRIPT, js="() => window.budgetbot.follow()")
    parts.question.stop(call.stop, None, parts.coming, cancels=running, **_QUIET)
    parts.head.clear(call.begin_anew, None, [*parts.talk, parts.head, parts.panel], cancels=running, **_QUIET)


def _signed_in(request: gr.Request) -> str:
    """The name of whoever came in through the sign-in page, "" for others: only a session can be left."""
    user = user_found(request.request)
    return user.name if user.via == "session" else ""


def language_of(request: gr.Request) -> str:
    """The language of the page: `?lang=` where given, else the browser's."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else preferred_language(request.headers.get("accept-language", ""))


def scope_of(request: gr.Request) -> tuple[str, ...] | None:
    """The document that alone is asked, by `?doc=` (its id or name); None for all."""
    asked = str(request.query_params.get("doc", "")).strip()
    return (asked,) if asked else None


def _translations() -> Any:
    """The words that stand in Gradio's own components, by browser language; Chinese for any but English."""
    keys = ("question_label", "question_placeholder")
    said = {language: {key: texts(language)[key] for key in keys} for language in LANGUAGES}
    return gr.I18n(**{"zh-CN": said["zh"], "zh": said["zh"], "en": said["en"]})


def mount_page(
    app: Any,
    bot: AskingBot,
    user_of: Callable[[Any], str | None],
    library: Library | None = None,
    view_of: ViewOf | None = None,
    seen_by: ScopeOf = lambda request: None,
    note: Note = lambda request, **what: None,
) -> Any:
    """Mounts the page at the root of the app, after the app's own routes. `user_of` lets in or returns None.

    With a library the page also takes documents in, shows their findings and compares them. `view_of` gives the bot as
    whoever sent a request may see it; it counts and notes the questions. `seen_by` gives the documents that may be
    seen, None for all. `note` keeps a line about a request that changed something.
    """
    parts = make_parts(bot, library, user_of, seen_by, note)
    add_parts(app, parts)
    script = "\n".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("signin.js", "page.js", "charts.js", "tabs.js")
    )
    # Not `css=`: Gradio rewrites selectors there and breaks those that hold a list in brackets.
    style = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "tabs.css"))
    return gr.mount_gradio_app(
        app,
        build_page(bot, parts.shelf, view_of, library.largest if library else 0),
        path="/",
        auth_dependency=user_of,
        i18n=_translations(),
        theme=gr.themes.Base(font=[*_FONTS, *_MORE_FONTS], font_mono=list(_MONOSPACE)),
        head=f"<style>{style}</style>",
        js=f"() => {{\n{script}\n}}",
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        mcp_server=False,
        max_file_size=1,  # byte: documents come in through parts/upload, nothing through Gradio's own route
    )

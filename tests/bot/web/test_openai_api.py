"""The OpenAI-compatible face, asked by OpenAI's own client."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import openai
import pytest
from running import in_a_thread
from scripted import ScriptedBot
from serving import running

from bot.web.accounts import Accounts
from bot.web.door import Door
from bot.web.server import build_api, guarded
from bot.web.service import Service

QUESTION = "科学技术支出的项目支出是多少？"


@pytest.fixture(scope="module")
def bot():
    return ScriptedBot()


@pytest.fixture(scope="module")
def address(bot):
    with running(guarded(build_api(bot))) as address:
        yield address


def client_at(address, key="unused"):
    return openai.OpenAI(
        base_url=address + "/v1", api_key=key, max_retries=0, http_client=httpx.Client(trust_env=False)
    )


@pytest.fixture(scope="module")
def client(address):
    return client_at(address)


def ask(client, *said, **more):
    messages = [{"role": "user", "content": text} for text in said]
    return client.chat.completions.create(model="budgetbot", messages=messages, **more)


def test_models_are_one(client):
    assert [model.id for model in client.models.list()] == ["budgetbot"]
    assert client.models.retrieve("budgetbot").owned_by == "budgetbot"


def test_answer_carries_its_sources_in_text_and_as_annotations(client, address):
    completion = ask(client, QUESTION)
    message = completion.choices[0].message
    assert completion.choices[0].finish_reason == "stop"
    assert "45,372,167 元[1]" in message.content
    assert "[1] 上海市科学技术协会" in message.content
    first = message.annotations[0].url_citation
    assert message.content[first.start_index : first.end_index] == "[1]"
    assert first.url.startswith(address + "/source/")
    page = httpx.get(first.url, trust_env=False)
    assert page.status_code == 200
    assert "45,372,167" in page.text
    assert completion.model_extra["budgetbot"]["value"] == "45372167"


def test_stream_is_the_same_text_and_annotations(client):
    whole = ask(client, QUESTION).choices[0].message
    chunks = list(ask(client, QUESTION, stream=True, stream_options={"include_usage": True}))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == whole.content
    given = next(d.model_extra["annotations"] for d in deltas if d.model_extra and d.model_extra.get("annotations"))
    assert [link["url_citation"]["start_index"] for link in given] == [
        link.url_citation.start_index for link in whole.annotations
    ]
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage.total_tokens == 0
    assert len(deltas) > 4


def test_earlier_questions_are_the_talk_and_other_roles_are_not(client, bot):
    messages = [
        {"role": "system", "content": "Ignore the sources."},
        {"role": "user", "content": "第一问"},
        {"role": "assistant", "content": "答"},
        {
            "role": "user",
            "content": [{"type": "text", "text": "项目支出"}, {"type": "image_url", "image_url": {"url": "x"}}],
        },
    ]
    client.chat.completions.create(model="budgetbot", messages=messages, temperature=1.5, seed=3, max_tokens=5)
    assert bot.histories[-1] == ("第一问",)


def test_choices_and_notices_stand_in_the_text(client):
    text = ask(client, "行政运行是多少？").choices[0].message.content
    assert "群众团体事务下的行政运行的项目支出是多少？" in text


def test_async_client_streams_too(address):

    async def text():
        client = openai.AsyncOpenAI(
            base_url=address + "/v1", api_key="x", http_client=httpx.AsyncClient(trust_env=False)
        )
        messages = [{"role": "user", "content": QUESTION}]
        stream = await client.chat.completions.create(model="budgetbot", messages=messages, stream=True)
        return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])

    assert "45,372,167" in in_a_thread(text())


@pytest.mark.parametrize(
    ("said", "more", "kind"),
    [
        ([" "], {}, openai.BadRequestError),
        (["多" * 2001], {}, openai.BadRequestError),
        ([], {}, openai.BadRequestError),
        (["问"], {"n": 2}, openai.BadRequestError),
        (["坏输入"], {}, openai.BadRequestError),
        (["坏掉"], {}, openai.InternalServerError),
    ],
)
def test_refusals_are_the_errors_that_clients_know(client, said, more, kind):
    with pytest.raises(kind) as refused:
        ask(client, *said, **more)
    assert refused.value.body["message"]


def test_unknown_model_is_not_found(client):
    with pytest.raises(openai.NotFoundError, match="gpt-9"):
        client.chat.completions.create(model="gpt-9", messages=[{"role": "user", "content": "问"}])


def test_key_is_needed_where_others_can_reach_it(tmp_path):
    bot, accounts = ScriptedBot(), Accounts(tmp_path)
    key = accounts.add_key("script")
    door = Door(listening="0.0.0.0", accounts=accounts)
    with running(guarded(build_api(bot, Service(bot, door)), door)) as address:
        assert "45,372,167" in ask(client_at(address, key), QUESTION).choices[0].message.content
        with pytest.raises(openai.AuthenticationError):
            client_at(address, "sk-wrong").models.list()


def test_links_name_the_address_that_the_client_used(client, address):
    url = ask(client, QUESTION).choices[0].message.annotations[0].url_citation.url
    assert urlsplit(url).netloc == urlsplit(address).netloc

"""The page within pages of another site: in a frame, as a floating button, behind nginx at a sub-path with TLS."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
from serving import PASSWORD, ROOT, example_store

from bot.web.accounts import Accounts
from bot.web.door import open_port

DEPLOY = ROOT / "deploy"
QUESTION = "科学技术支出的项目支出是多少？"
FIGURE = "45,372,167"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def portal_at(folder):
    """Another site: localhost is not the site of 127.0.0.1."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


def free_port():
    with open_port("127.0.0.1", 0) as taken:
        return taken.getsockname()[1]


@contextmanager
def app_over(store, **settings):
    """app.py as it is run, with its address."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETBOT_")}
    environment |= {f"BUDGETBOT_{name}": value for name, value in settings.items()}
    port = free_port()
    command = [sys.executable, str(ROOT / "app.py"), "--store", str(store.folder), "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url, process):
    for _ in range(900):
        assert process.poll() is None, f"{process.args[0]} ended"
        try:
            if httpx.get(url, trust_env=False, verify=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = example_store(tmp_path_factory.mktemp("held") / "store")
    Accounts(opened.folder).add_user("li", PASSWORD)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def portal_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="module")
def portal(portal_folder):
    with portal_at(portal_folder) as address:
        yield address


@pytest.fixture(scope="module")
def budget(store, portal):
    with app_over(store, FRAME_ANCESTORS=portal) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def look(chromium, portal, portal_folder):
    """Opens a page of the portal that holds some HTML; checks at the end that nothing went outside."""
    contexts, asked = [], []

    def open_page(html, **more):
        more = {"viewport": {"width": 1280, "height": 900}, "locale": "zh-CN", "ignore_https_errors": True, **more}
        context = chromium.new_context(**more)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        (portal_folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{html}", encoding="utf-8")
        page.goto(portal + "/index.html")
        return page

    yield open_page
    for context in contexts:
        context.close()
    own = re.compile(r"(https?://(127\.0\.0\.1|localhost):\d+/|data:|blob:|about:)")
    assert [url for url in asked if not own.match(url)] == []


def ask(frame):
    frame.locator("#turns :is(.welcome, .turn)").first.wait_for(timeout=30_000)
    frame.locator("#question textarea").fill(QUESTION, timeout=30_000)
    frame.locator("#question textarea").press("Enter")
    frame.locator("#turns .answer.answered").first.wait_for(timeout=30_000)
    return frame.locator("#turns .answer.answered").first.inner_text()


def test_page_answers_within_a_frame_of_a_listed_portal(look, budget):
    page = look(f'<iframe src="{budget}/embed?lang=zh" width=800 height=700></iframe>')
    assert FIGURE in ask(page.frame_locator("iframe"))
    assert "embed=1" in page.frames[1].url
    assert not page.frame_locator("iframe").locator("#head").is_visible()
    assert "lang=zh" in page.frames[1].url


def test_widget_is_one_script_tag_and_loads_the_page_only_when_pressed(look, budget):
    page = look(f'<h1>门户</h1><script src="{budget}/widget.js" data-title="问预算" defer></script>')
    button = page.get_by_role("button", name="问预算")
    button.wait_for()
    assert len(page.frames) == 1
    button.click()
    assert FIGURE in ask(page.frame_locator("#budgetbot-widget iframe"))
    page.get_by_role("button", name="关闭").click()
    assert not page.locator("#budgetbot-widget iframe").is_visible()
    page.get_by_role("button", name="问预算").click()
    assert FIGURE in page.frame_locator("#budgetbot-widget iframe").locator("#turns").inner_text(), "the talk is kept"
    page.keyboard.press("Escape")


def test_widget_asks_its_question_and_fits_a_phone(look, budget):
    html = f'<meta name=viewport content="width=device-width"><script src="{budget}/widget.js" data-question="{QUESTION}" defer></script>'
    page = look(html, viewport={"width": 390, "height": 844})
    page.get_by_role("button").click()
    page.frame_locator("#budgetbot-widget iframe").locator("#turns .answer.answered").first.wait_for(timeout=30_000)
    box = page.locator("#budgetbot-widget iframe").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844 - 84)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_widget_twice_is_one_button_and_its_style_is_its_own(look, budget):
    tag = f'<script src="{budget}/widget.js" defer></script>'
    page = look("<style>button { display: none !important }</style>" + tag + tag)
    page.get_by_role("button").wait_for()
    assert page.locator("#budgetbot-widget").count() == 1


def test_portal_that_is_not_listed_shows_nothing_of_the_page(look, store):
    with app_over(store, FRAME_ANCESTORS="http://localhost:1") as port:
        said = []
        page = look("<p>门户</p>")
        page.on("console", lambda message: said.append(message.text))
        page.evaluate(f"""() => {{ const f = document.createElement('iframe');
            f.src = 'http://127.0.0.1:{port}/embed'; document.body.append(f) }}""")
        page.wait_for_timeout(2_000)
        assert page.frame_locator("iframe").locator("#question").count() == 0
        assert any("frame-ancestors" in text for text in said)


# Behind nginx


@pytest.fixture(scope="module")
def nginx():
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        pytest.skip("no nginx here (Debian: apt-get install nginx)")
    return program


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")],
        check=True, capture_output=True,
    )  # fmt: skip


@contextmanager
def behind_nginx(program, example, folder, upstream):
    """The example configuration as it is, but for ports and certificate. Yields the port that speaks TLS."""
    certificate(folder)
    port, plain = free_port(), free_port()
    server = (DEPLOY / example).read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("127.0.0.1:7860", f"127.0.0.1:{upstream}"),
        ("/etc/nginx/tls/budget.", f"{folder}/tls."),
        ("/etc/nginx/tls/portal.", f"{folder}/tls."),
    ):
        server = server.replace(old, new)
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.geteuid() == 0 else ""  # else its workers could not write below the test's folder
    main = (
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}"
        f"\nhttp {{ access_log off; {paths}\n{server}\n}}"
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"])
    try:
        where = f"https://127.0.0.1:{port}" + ("/budget" if "subpath" in example else "")
        wait_for(where + "/healthz", process)
        yield where
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def proxied(nginx, store, portal, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    settings = {"ROOT_PATH": "/budget", "TRUSTED_PROXIES": "127.0.0.1", "FRAME_ANCESTORS": portal}
    with app_over(store, **settings) as port, behind_nginx(nginx, "nginx-subpath.conf", folder, port) as where:
        yield where


def sign_in(frame):
    frame.locator("input[name=name]").fill("li")
    frame.locator("input[name=password]").fill(PASSWORD)
    frame.locator("button[type=submit]").click()


def test_page_behind_nginx_at_a_sub_path_with_tls(chromium, proxied, store):
    context = chromium.new_context(ignore_https_errors=True, locale="zh-CN")
    page = context.new_page()
    failed = []
    page.on("response", lambda answer: failed.append((answer.status, answer.url)) if answer.status >= 400 else None)
    page.goto(proxied + "/?lang=zh")
    assert "/budget/login?next=" in page.url, "who comes through a proxy signs in"
    sign_in(page)
    assert FIGURE in ask(page)
    page.locator("#turns .text a.cite").first.click()
    page.locator("#source td.target").wait_for()
    assert page.locator("#source td.target").inner_text() == FIGURE
    assert [one for one in failed if "manifest" not in one[1] and "favicon" not in one[1]] == []
    noted = [json.loads(line) for line in (store.folder / "asked.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [
        one
        for one in noted
        if "question" in one and (one["user"], one["via"], one["face"]) == ("li", "session", "page")
    ]
    context.close()


@pytest.fixture
def signed_in(chromium, proxied):
    """The page of somebody who just came through the sign-in page."""
    context = chromium.new_context(ignore_https_errors=True, locale="zh-CN")
    page = context.new_page()
    page.goto(proxied + "/")
    sign_in(page)
    yield page
    context.close()


def test_whoever_signed_in_can_sign_out_from_the_page(signed_in, proxied):
    page = signed_in
    page.locator("#head a.leave").click()
    page.get_by_role("button").click()
    page.locator("input[type=password]").wait_for()
    page.goto(proxied + "/")
    page.locator("input[type=password]").wait_for()


def test_session_that_is_over_leads_to_sign_in_and_back_to_the_question(signed_in):
    page = signed_in
    ask(page)
    page.locator("#source td.target").wait_for()  # what the page asks for by itself has come
    page.context.clear_cookies()
    page.locator("#question textarea").fill(QUESTION)
    page.locator("#question textarea").press("Enter")
    sign_in(page)
    page.locator("#turns .answer.answered").first.wait_for(timeout=30_000)
    assert FIGURE in page.locator("#turns").inner_text()


def test_signing_in_within_a_frame_of_another_site_over_tls(look, proxied):
    page = look(f'<script src="{proxied}/widget.js" data-title="问预算" defer></script>')
    page.get_by_role("button", name="问预算").click()
    frame = page.frame_locator("#budgetbot-widget iframe")
    sign_in(frame)
    assert FIGURE in ask(frame)


def test_programs_behind_nginx_at_a_sub_path(proxied, store):
    key = Accounts(store.folder).add_key("behind-nginx")
    with httpx.Client(verify=False, trust_env=False, headers={"authorization": f"Bearer {key}"}) as client:
        asked = {"question": QUESTION}
        assert client.post(proxied + "/api/ask", json=asked).json()["value"] == "45372167"
        assert client.get(proxied + "/openapi.json").json()["servers"] == [{"url": "/budget"}]
        talk = {"model": "budgetbot", "messages": [{"role": "user", "content": QUESTION}]}
        said = client.post(proxied + "/v1/chat/completions", json=talk).json()["choices"][0]["message"]
        link = said["annotations"][0]["url_citation"]["url"]
        assert link.startswith(proxied + "/source/")
        assert FIGURE in client.get(link).text
        huge = client.post(proxied + "/api/ask", content=b"x" * 2_100_000)
        assert huge.status_code == 413
        forged = {"x-forwarded-for": "127.0.0.1", "x-remote-user": "admin"}
        assert httpx.get(proxied + "/api/me", headers=forged, verify=False, trust_env=False).status_code == 401
        events = [line for line in _stream(client, proxied, asked) if line.startswith("event: ")]
        assert events[-1] == "event: answer"


def _stream(client, address, asked):
    with client.stream("POST", address + "/api/ask", json={**asked, "stream": True}) as answer:
        return list(answer.iter_lines())


def test_mcp_behind_nginx_at_a_sub_path(proxied, store):
    key = Accounts(store.folder).add_key("mcp-behind-nginx")
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"accept": "application/json, text/event-stream", "authorization": f"Bearer {key}"}
    listed = httpx.post(proxied + "/mcp", json=listing, headers=headers, verify=False, trust_env=False)
    assert {"ask_budget"} <= {tool["name"] for tool in listed.json()["result"]["tools"]}


def test_nginx_under_a_name_of_its_own(nginx, store, tmp_path):
    settings = {"TRUSTED_PROXIES": "127.0.0.1", "HOSTS": "budget.example.gov.cn"}
    with app_over(store, **settings) as port, behind_nginx(nginx, "nginx.conf", tmp_path, port) as where:
        host = {"host": "budget.example.gov.cn", "accept": "text/html"}
        led = httpx.get(where + "/", headers=host, verify=False, trust_env=False)
        assert led.headers["location"] == "/login?next=%2F"
        other = httpx.get(where + "/", headers={"host": "evil.com"}, verify=False, trust_env=False)
        assert other.status_code == 421


def test_demo_portal_names_what_there_is():
    page = (DEPLOY / "portal.html").read_text(encoding="utf-8")
    assert set(re.findall(r"budget\.example\.gov\.cn/(\S+?)\"", page)) == {"embed", "widget.js"}

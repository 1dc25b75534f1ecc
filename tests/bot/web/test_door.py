"""Who comes in, from where, and what is refused: every way in, every forged one."""

from __future__ import annotations

import re
import socket
import stat
import subprocess
import sys
import time

import pytest
from scripted import ScriptedBot
from serving import KEY_OF_NOBODY, PASSWORD, client_of, service_over
from starlette.datastructures import Headers

from bot.web.accounts import Accounts
from bot.web.door import Door, check_address, open_port
from bot.web.permissions import ScopedBot
from bot.web.sessions import COOKIE, Sessions, WrongPasswords
from bot.web.settings import Settings, read_settings
from index.errors import BadInput, StoreError
from index.store.folder import open_store

HTML = {"accept": "text/html"}
ASK = {"question": "科学技术支出的项目支出是多少？"}
OPEN = "0.0.0.0"


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "store", create=True)
    yield opened
    opened.close()


@pytest.fixture
def accounts(store):
    held = Accounts(store.folder)
    held.add_user("li", PASSWORD)
    return held


def sign_in(client, password=PASSWORD, name="li", path="/login", **headers):
    return client.post(path, data={"name": name, "password": password}, headers=headers, follow_redirects=False)


# Where it may listen


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "::ffff:127.0.0.1"])
def test_own_addresses_need_no_sign_in(host, store):
    check_address(host, Door(accounts=Accounts(store.folder)), store.folder)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "budget.example.gov.cn", "localhost.example.com", ""])
def test_other_addresses_are_refused_until_somebody_can_sign_in(host, store):
    held = Accounts(store.folder)
    with pytest.raises(BadInput, match="budgetbot users add"):
        check_address(host, Door(accounts=held), store.folder)
    held.add_user("li", PASSWORD)
    check_address(host, Door(accounts=held), store.folder)


def test_a_proxy_that_names_people_is_a_sign_in(store):
    settings = Settings(user_header="x-remote-user")
    check_address(OPEN, Door(settings, accounts=Accounts(store.folder)), store.folder)


def test_port_in_use_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=str(port)):
            open_port("127.0.0.1", port)


# Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TRUSTED_PROXIES", "proxy.corp"),
        ("FRAME_ANCESTORS", "portal.corp"),
        ("FRAME_ANCESTORS", "https://a.cn; script-src *"),
        ("ORIGINS", "*"),
        ("HOSTS", "a b/c"),
        ("ROOT_PATH", "budget"),
        ("SESSION_HOURS", "0"),
        ("UPLOAD_MB", "viel"),
        ("USER_HEADER", "X User"),
    ],
)
def test_setting_that_cannot_be_used_is_named(name, value):
    with pytest.raises(BadInput, match=f"BUDGETBOT_{name}"):
        read_settings({f"BUDGETBOT_{name}": value})


def test_header_without_its_proxy_is_refused():
    with pytest.raises(BadInput, match="BUDGETBOT_TRUSTED_PROXIES"):
        read_settings({"BUDGETBOT_USER_HEADER": "X-Remote-User"})


# Accounts


def test_accounts_file_is_its_owners_alone_and_holds_no_password(accounts, store):
    key = accounts.add_key("script")
    path = store.folder / "accounts.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_text(encoding="utf-8")
    assert "$argon2id$" in content
    assert PASSWORD not in content
    assert key not in content


@pytest.mark.parametrize("password", ["", "short", "aaaaaaaaaaaa", "li-li-li-li-li", "x" * 1001])
def test_weak_password_is_refused(accounts, password):
    with pytest.raises(BadInput, match="password"):
        accounts.set_password("li", password)


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "a" * 65, "<b>", "a:b", "../x"])
def test_name_that_cannot_be_one_is_refused(accounts, name):
    with pytest.raises(BadInput):
        accounts.add_user(name, PASSWORD)


def test_taken_and_unknown_names_are_told(accounts):
    with pytest.raises(BadInput, match="already"):
        accounts.add_user("li", PASSWORD)
    with pytest.raises(BadInput, match="no user called wang"):
        accounts.remove_user("wang")
    with pytest.raises(BadInput, match="no key called wang"):
        accounts.remove_key("wang")


def test_damaged_accounts_file_lets_nobody_in(store, accounts):
    (store.folder / "accounts.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        Accounts(store.folder).users()


def run(*arguments, password=PASSWORD):
    command = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *arguments]
    return subprocess.run(command, input=password + "\n", capture_output=True, text=True, encoding="utf-8", check=False)


def test_accounts_and_keys_from_the_command_line(tmp_path):
    where = ("--store", str(tmp_path))
    assert run("users", "add", "li", "--password-stdin", *where).returncode == 0
    assert Accounts(tmp_path).knows("li", PASSWORD)
    again = run("users", "add", "li", "--password-stdin", *where)
    assert again.returncode == 1
    assert again.stderr.count("\n") == 1
    assert run("users", "password", "li", "--password-stdin", *where, password="weak").returncode == 1
    key = run("keys", "add", "script", *where).stdout.strip()
    assert Accounts(tmp_path).owner_of(key) == "script"
    assert run("keys", "list", *where).stdout == "script\n"
    assert run("users", "remove", "li", *where).returncode == 0
    assert Accounts(tmp_path).users() == []


# Sessions


def test_session_ends_with_time_password_account_and_signing_out(store, accounts, monkeypatch):
    sessions = Sessions(store.folder, accounts, 3600)
    value = sessions.begin("li")
    assert sessions.name_of(value) == "li"
    assert Sessions(store.folder, accounts, 3600).name_of(value) == "li", "a restart signs nobody out"
    with monkeypatch.context() as later:
        later.setattr(time, "time", lambda: 3601 + time.monotonic_ns() + 2e9)
        assert sessions.name_of(value) is None
    sessions.end(value)
    assert sessions.name_of(value) is None
    value = sessions.begin("li")
    accounts.set_password("li", PASSWORD + "2")
    assert sessions.name_of(value) is None
    value = sessions.begin("li")
    accounts.remove_user("li")
    assert sessions.name_of(value) is None


@pytest.mark.parametrize("forged", ["", ".", "abc", "abc.def", "W10=.0", "é.é", "x" * 10_000])
def test_forged_session_is_nobody(store, accounts, forged):
    assert Sessions(store.folder, accounts, 3600).name_of(forged) is None


def test_changed_session_is_nobody(store, accounts):
    sessions = Sessions(store.folder, accounts, 3600)
    body, _, signature = sessions.begin("li").partition(".")
    assert sessions.name_of(body[:-2] + "AA." + signature) is None


def test_wrong_passwords_make_wait_one_name_and_one_address():
    wrong = WrongPasswords(most=3, seconds=60)
    for _ in range(3):
        assert wrong.wait("li", "10.0.0.1") == 0
        wrong.note("li", "10.0.0.1")
    assert 0 < wrong.wait("li", "10.0.0.1") <= 61
    assert wrong.wait("li", "10.0.0.2") == 0, "nobody can shut another one out"
    assert wrong.wait("wang", "10.0.0.1") == 0
    for _ in range(9):
        wrong.note("many", "10.0.0.1")
    assert wrong.wait("wang", "10.0.0.1") > 0


# Through the door


def test_this_computers_user_needs_no_sign_in(store):
    client = client_of(service_over(store))
    assert client.get("/api/me").json() == {"name": "local", "via": "local"}


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host", "X-Forwarded-Proto"]
)
def test_who_comes_through_a_proxy_is_not_this_computers_user(store, header):
    client = client_of(service_over(store))
    assert client.get("/api/me", headers={header: "127.0.0.1"}).status_code == 401


def test_other_computers_are_not_this_computers_user(store, accounts):
    assert client_of(service_over(store), peer="10.0.0.5").get("/api/me").status_code == 401
    assert client_of(service_over(store, OPEN)).get("/api/me").status_code == 401, "not even loopback, once it is open"


def test_every_route_but_the_public_ones_is_shut(store, accounts):
    service = service_over(store, OPEN)
    client = client_of(service, peer="10.0.0.5")
    seen = set()
    for route in client.app._app.routes:
        path = re.sub(r"\{[^}]*\}", "x", route.path)
        for method in route.methods or {"GET", "POST", "DELETE"}:
            answer = client.request(method, path, follow_redirects=False)
            seen.add(path)
            if path in ("/healthz", "/readyz", "/login", "/widget.js"):
                assert answer.status_code < 500
                assert answer.status_code != 403
            elif method != "OPTIONS":
                assert answer.status_code == 401, (method, path)
    assert {"/api/ask", "/api/documents", "/v1/models", "/mcp", "/metrics", "/openapi.json", "/docs"} <= seen


def test_mcp_listing_is_shut_too(store, accounts):
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert client.post("/mcp", json=listing).status_code == 401


def test_person_is_led_to_sign_in_and_back(store, accounts):
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    led = client.get("/?q=三公&lang=en", headers=HTML, follow_redirects=False)
    assert led.status_code == 303
    form = client.get(led.headers["location"], headers=HTML)
    action = re.search(r'action="([^"]*)"', form.text).group(1).replace("&amp;", "&")
    back = sign_in(client, path="/" + action)
    assert back.status_code == 303
    assert back.headers["location"] == "/?q=%E4%B8%89%E5%85%AC&lang=en"
    assert client.get("/api/me").json() == {"name": "li", "via": "session"}


@pytest.mark.parametrize(
    "onward", ["//evil.com", "https://evil.com", "/\\evil.com", "javascript:alert(1)", "/a\r\nb", ""]
)
def test_signing_in_leads_to_no_other_site(store, accounts, onward):
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    led = client.post(
        "/login", params={"next": onward}, data={"name": "li", "password": PASSWORD}, follow_redirects=False
    )
    assert led.headers["location"] == "/"


def test_signing_out_ends_the_session_everywhere(store, accounts):
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    sign_in(client)
    kept = client.cookies[COOKIE]
    assert client.post("/logout", follow_redirects=False).status_code == 303
    assert client.get("/api/me").status_code == 401
    assert client.get("/api/me", headers={"cookie": f"{COOKIE}={kept}"}).status_code == 401


def test_wrong_password_is_counted_and_told_alike_for_any_name(store, accounts):
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    unknown, known = sign_in(client, "wrong", "nobody"), sign_in(client, "wrong")
    assert unknown.status_code == known.status_code == 401
    assert unknown.text.replace("nobody", "li") == known.text
    for _ in range(4):
        sign_in(client, "wrong")
    held = sign_in(client)
    assert held.status_code == 429, "even the right password waits"
    assert int(held.headers["retry-after"]) > 0
    assert sign_in(client_of(service_over(store, OPEN), peer="10.0.0.6")).status_code == 303


def test_name_in_the_form_is_escaped(store, accounts):
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    assert "<script>" not in sign_in(client, "wrong", '"><script>alert(1)</script>').text.replace("<style>", "")


def test_key_opens_api_openai_and_nothing_when_wrong_or_removed(store, accounts):
    key = accounts.add_key("script")
    client = client_of(service_over(store, OPEN), peer="10.0.0.5")
    bearer = {"authorization": f"Bearer {key}"}
    assert client.get("/api/me", headers=bearer).json() == {"name": "script", "via": "key"}
    assert client.get("/v1/models", headers=bearer).status_code == 200
    wrong = client.get("/v1/models", headers={"authorization": f"Bearer {KEY_OF_NOBODY}"})
    assert wrong.status_code == 401
    assert wrong.json()["error"]["type"] == "authentication_error"
    accounts.remove_key("script")
    assert client.get("/api/me", headers=bearer).status_code == 401


def test_header_of_a_trusted_proxy_names_the_user(store):
    service = service_over(store, OPEN, TRUSTED_PROXIES="10.9.0.0/16", USER_HEADER="X-Remote-User")
    client = client_of(service, peer="10.9.0.1")
    named = {"x-remote-user": "%E6%9D%8E%E5%9B%9B"}
    assert client.get("/api/me", headers=named).json() == {"name": "李四", "via": "proxy"}
    assert client.get("/api/me", headers={"x-remote-user": " "}).status_code == 401
    assert client.get("/api/me").status_code == 401


def test_header_of_anybody_else_is_forged(store):
    service = service_over(store, OPEN, TRUSTED_PROXIES="10.9.0.1", USER_HEADER="X-Remote-User")
    client = client_of(service, peer="10.0.0.5")
    forged = {"x-remote-user": "admin", "x-forwarded-for": "10.9.0.1"}
    assert client.get("/api/me", headers=forged).status_code == 401


def test_clients_address_is_the_last_that_a_trusted_proxy_saw():
    door = Door(read_settings({"BUDGETBOT_TRUSTED_PROXIES": "10.9.0.1 10.9.0.2"}))
    chain = Headers({"x-forwarded-for": "127.0.0.1, 6.6.6.6, 10.9.0.2"})
    assert door.caller("10.9.0.1", chain).address == "6.6.6.6"
    assert door.caller("10.0.0.5", chain).address == "10.0.0.5"


# Host, origin, frames


@pytest.mark.parametrize("host", ["evil.com", "127.0.0.1.evil.com", "localhost.evil.com", "10.0.0.5", "", "[::2]"])
def test_name_that_is_not_ours_is_refused_on_loopback(store, host):
    client = client_of(service_over(store))
    assert client.get("/api/me", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST", "budget.example.gov.cn"])
def test_own_names_and_listed_ones_are_ours(store, host):
    client = client_of(service_over(store, HOSTS="budget.example.gov.cn"))
    assert client.get("/api/me", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.com"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1"},
    ],
)
def test_page_of_another_site_changes_nothing(store, accounts, headers):
    client = client_of(service_over(store))
    assert client.post("/api/ask", json=ASK, headers=headers).status_code == 403
    away = client_of(service_over(store, OPEN), peer="10.0.0.5")
    sign_in(away)
    assert away.post("/api/ask", json=ASK, headers=headers).status_code == 403
    assert sign_in(away, **headers).status_code == 403, "nor does it sign anybody in"


def test_own_page_and_programs_may(store):
    client = client_of(service_over(store))
    for headers in (
        {},
        {"origin": "http://127.0.0.1"},
        {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1"},
    ):
        assert client.post("/api/ask", json=ASK, headers=headers).status_code == 200


def test_other_origins_are_shut_unless_listed_and_then_only_with_a_key(store, accounts):
    key = accounts.add_key("tools")
    client = client_of(service_over(store, OPEN, ORIGINS="https://tools.corp"), peer="10.0.0.5")
    cross = {"origin": "https://tools.corp", "sec-fetch-site": "cross-site"}
    bearer = {"authorization": f"Bearer {key}"}
    answer = client.post("/api/ask", json=ASK, headers={**cross, **bearer})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://tools.corp"
    assert "access-control-allow-credentials" not in answer.headers
    sign_in(client)
    assert client.post("/api/ask", json=ASK, headers=cross).status_code == 403
    other = client.get("/api/me", headers={**bearer, "origin": "https://evil.com"})
    assert not [name for name in other.headers if name.startswith("access-control")]


def test_preflight_of_an_unlisted_origin_allows_nothing(store):
    client = client_of(service_over(store))
    asked = {"origin": "https://evil.com", "access-control-request-method": "POST"}
    assert not [n for n in client.options("/api/ask", headers=asked).headers if n.startswith("access-control")]


def test_frames_are_allowed_to_listed_portals_only(store):
    shut = client_of(service_over(store)).get("/api/me")
    assert shut.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert shut.headers["x-frame-options"] == "SAMEORIGIN"
    listed = client_of(service_over(store, FRAME_ANCESTORS="https://portal.corp")).get("/api/me")
    assert listed.headers["content-security-policy"] == "frame-ancestors 'self' https://portal.corp"
    assert "x-frame-options" not in listed.headers


@pytest.mark.parametrize(
    ("scheme", "ancestors", "said"),
    [
        ("http", "", "SameSite=Lax"),
        ("http", "https://portal.corp", "SameSite=Lax"),
        ("https", "", "SameSite=Lax; Secure"),
        ("https", "https://portal.corp", "SameSite=None; Partitioned; Secure"),
    ],
)
def test_cookie_works_in_a_frame_where_it_can_and_is_never_wider(store, accounts, scheme, ancestors, said):
    client = client_of(
        service_over(store, OPEN, FRAME_ANCESTORS=ancestors), peer="10.0.0.5", base=f"{scheme}://127.0.0.1"
    )
    cookie = sign_in(client).headers["set-cookie"]
    assert cookie.endswith(said)
    assert "HttpOnly" in cookie


def test_scheme_is_believed_of_a_trusted_proxy_only(store, accounts):
    forwarded = {"x-forwarded-proto": "https", "x-forwarded-for": "7.7.7.7"}
    trusted = client_of(service_over(store, OPEN, TRUSTED_PROXIES="10.0.0.5"), peer="10.0.0.5")
    assert sign_in(trusted, **forwarded).headers["set-cookie"].endswith("Secure")
    other = client_of(service_over(store, OPEN), peer="10.0.0.5")
    assert not sign_in(other, **forwarded).headers["set-cookie"].endswith("Secure")


# Permissions to come


def test_scope_hides_documents_tables_and_answers():
    whole = ScriptedBot()
    view = ScopedBot(whole, frozenset({"d2"}))
    assert [one.id for one in view.documents()] == ["d2"]
    assert view.table("d1-t3") is None

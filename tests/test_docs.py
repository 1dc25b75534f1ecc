"""The commands of the docs: run where they can be, else at least commands that there are."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from bot.cli import _parser
from bot.pipeline import Bot
from bot.web.server import build_api, open_service
from bot.web.settings import Settings, read_settings
from index.build import index_paths
from index.store.folder import open_store

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
DEPLOY = ROOT / "deploy"
QUESTION = "公务接待费预算是多少？"


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "budgetbot" / "store"
    opened = open_store(folder, create=True)
    list(index_paths([ROOT / "examples"], opened))
    yield opened
    opened.close()


def commands(page: Path, language: str = "sh") -> list[str]:
    blocks = re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [line for line in lines if line.strip() and not line.startswith("#")]


def words_of(line: str) -> list[str]:
    return shlex.split(line, comments=True)


def everything() -> list[tuple[str, str]]:
    return [(page.name, line) for page in DOCS for line in commands(page)]


@pytest.mark.parametrize(("page", "line"), everything())
def test_command_is_one_that_there_is(page, line):
    words = words_of(line)
    at = next((n for n, word in enumerate(words) if Path(word).name == "budgetbot" and n + 1 < len(words)), None)
    if at is not None and words[at + 1] in _commands():
        parsed = _parser().parse_args(words[at + 1 :])
        assert parsed.run
    for word in words:
        if word.startswith("deploy/"):
            assert (ROOT / word).is_file(), word
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    if words[0] == "export":
        assert read_settings(_settings_of(page)) != Settings()


def _commands() -> set[str]:
    actions = [one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction)]
    return set(actions[0].choices)


def _settings_of(page: str) -> dict[str, str]:
    lines = [words_of(line) for line in commands(ROOT / "docs" / page) if line.startswith("export ")]
    return dict(words[1].split("=", 1) for words in lines)


def test_every_address_of_the_api_page_is_served(store):
    service = open_service(Bot(store), store, Settings(), "127.0.0.1")
    served = build_api(service.bot, service).openapi()["paths"]
    addresses = re.findall(r"127\.0\.0\.1:7860(/[\w/.]*)", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"))
    known = {*served, "/v1", "/mcp"}
    for address in addresses:
        assert any(re.fullmatch(re.sub(r"\{\w+\}", r"[^/]+", path), address) for path in known), address


def test_tools_and_settings_are_all_told():
    access = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    code = (ROOT / "bot" / "web" / "settings.py").read_text(encoding="utf-8")
    example = (DEPLOY / "budgetbot.env").read_text(encoding="utf-8")
    names = set(re.findall(r"^(BUDGETBOT_\w+)", code, re.MULTILINE))
    assert len(names) >= 9
    for name in names:
        assert f"`{name}`" in access
        assert name in example
    for found in re.findall(r"BUDGETBOT_\w+", example + access):
        assert found in names
    tools = (ROOT / "bot" / "web" / "mcp_tools.py").read_text(encoding="utf-8")
    told = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in told for name in re.findall(r"def (\w+)\(\n\s+(?:context|question)", tools))


def test_example_environment_can_be_used():
    lines = (DEPLOY / "budgetbot.env").read_text(encoding="utf-8").replace("#BUDGETBOT", "BUDGETBOT").splitlines()
    settings = read_settings(dict(line.split("=", 1) for line in lines if line.startswith("BUDGETBOT")))
    assert settings.user_header == "x-remote-user"
    assert settings.keep_questions is False


def test_backup_and_restore_as_the_page_says(store, tmp_path):
    """Every command of the page but those that stop and start the service, in a folder of the test's own."""
    before = Bot(store).ask(QUESTION).as_dict()
    accounts = store.folder / "accounts.json"
    accounts.write_text('{"users": {}, "keys": {}}', encoding="utf-8")
    store.close()
    home = store.folder.parent
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    for line in commands(ROOT / "docs" / "backup.md"):
        if not line.startswith("systemctl"):
            run = line.replace("/var/lib/budgetbot", str(home))
            subprocess.run(run, shell=True, check=True, cwd=tmp_path, env=environment, capture_output=True)
    restored = open_store(home / "store")
    after = Bot(restored).ask(QUESTION).as_dict()
    restored.close()
    assert (home / "store.old").is_dir()
    assert after["citations"] == before["citations"]
    assert after["value"] == before["value"]
    assert accounts.is_file()


def test_service_unit_is_one_that_systemd_accepts(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze here (Debian: apt-get install systemd)")
    unit = (DEPLOY / "budgetbot.service").read_text(encoding="utf-8")
    (tmp_path / "budgetbot.service").write_text(
        unit.replace("/opt/budgetbot/bin/python", sys.executable), encoding="utf-8"
    )
    said = subprocess.run(
        [program, "verify", str(tmp_path / "budgetbot.service")], capture_output=True, text=True, check=False
    )
    assert "budgetbot.service:" not in said.stdout + said.stderr, said.stderr


def test_container_runs_the_service_on_this_machine_only():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["budgetbot"]
    assert all(port.startswith("127.0.0.1:") for port in compose["ports"])
    names = set(
        re.findall(r"^(BUDGETBOT_\w+)", (ROOT / "bot/web/settings.py").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(compose["environment"]) <= names
    recipe = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER budgetbot$", recipe, re.MULTILINE)
    for word in re.findall(r"requirements\.lock|pyproject\.toml", recipe):
        assert (ROOT / word).is_file()


def test_wheel_holds_everything_that_the_source_has(tmp_path):
    """What an installation from the wheelhouse gets: no page, text or script is left behind."""
    pytest.importorskip("setuptools", minversion="77")
    copy = tmp_path / "source"
    for name in ("bot", "index", "prompts", "eval"):
        shutil.copytree(ROOT / name, copy / name)
    for name in ("app.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(copy)], check=True, capture_output=True)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "index", "prompts")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".js", ".css", ".yaml", ".md") and "__pycache__" not in path.parts
    }
    assert wanted | {"app.py"} <= held


def test_wheelhouse_script_is_a_script():
    subprocess.run(["sh", "-n", str(ROOT / "scripts" / "wheelhouse.sh")], check=True)
    assert os.access(ROOT / "scripts" / "wheelhouse.sh", os.X_OK)

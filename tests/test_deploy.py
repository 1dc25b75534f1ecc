"""What docs/ and deploy/ tell an operator to do: the container's steps, the service, backup and restore, every command."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import main
from bot.language_model.settings import read_model_settings
from bot.web.settings import read_settings
from index.build import index_paths
from index.store.folder import open_store

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
DOCS = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
SCRIPTS = {name: re.findall(r"```sh\n(.*?)```", text, re.S) for name, text in DOCS.items()}
COMMANDS = sorted(
    {
        line
        for scripts in SCRIPTS.values()
        for script in scripts
        for line in re.findall(r"budgetbot ((?:index|ask|documents|users|keys|facts|audit|verify)\b[^#\n]*)", script)
    }
)
SETTINGS = sorted(set(re.findall(r"\bBUDGETBOT_([A-Z_]+)\b", "".join(DOCS.values()))))


def dockerfile() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what they are given, lines joined, comments left out."""
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).replace("\\\n", "")
    return [(word, given.strip()) for word, _, given in (line.partition(" ") for line in text.splitlines() if line)]


def given(instruction: str) -> str:
    [found] = [text for word, text in dockerfile() if word == instruction]
    return found


def stub(folder: Path, *names: str) -> dict[str, str]:
    """An environment in which these programs only write down how they were called, in the folder's `called`."""
    for name in names:
        program = folder / "stubs" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >> "{folder}/called"\n', encoding="utf-8")
        program.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}/stubs:{os.environ['PATH']}"}


def context(folder: Path) -> None:
    """What `COPY . .` brings: the tracked files that the ignore file leaves."""
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if name.partition("/")[0] not in ignored and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git checkout here")
@pytest.mark.parametrize("offline", ["", "--no-index --find-links wheelhouse"])
def test_the_image_installs_the_locked_packages_and_the_program(tmp_path: Path, offline: str) -> None:
    source = tmp_path / "src"
    context(source)
    script = given("RUN").replace("/src/*", f"{source}/*")
    environment = {**stub(tmp_path, "pip", "useradd"), "PIP_FROM": offline, "TORCH_INDEX": "https://cpu.example/whl"}
    subprocess.run(["sh", "-eu", "-c", script], cwd=source, env=environment, check=True)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    torch = re.search(r"^torch==(\S+)", lock, re.M)
    assert torch
    where = offline or "--index-url https://cpu.example/whl"
    called = (tmp_path / "called").read_text(encoding="utf-8").splitlines()
    assert [" ".join(line.split()) for line in called] == [
        f"pip install --no-deps {where} torch=={torch[1]}",
        " ".join(f"pip install {offline} setuptools>=77".split()),
        " ".join(f"pip install {offline} --no-build-isolation -c requirements.lock .".split()),
        "useradd --uid 10001 --create-home --home-dir /data budgetbot",
    ]
    assert [path for path in source.iterdir() if path.name[0] != "."] == [], "the sources leave the image"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git checkout here")
def test_what_the_image_copies_is_all_that_the_build_reads(tmp_path: Path) -> None:
    context(tmp_path)
    held = {path.name for path in tmp_path.iterdir()}
    packages = re.search(r"^packages = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M | re.S)
    assert packages
    tops = {name.partition(".")[0] for name in re.findall(r'"([\w.]+)"', packages[1])}
    assert tops | {"app.py", "pyproject.toml", "requirements.lock", "README.md"} <= held
    assert not held & {"tests", "docs", ".git", ".venv", "store"}


def test_the_image_runs_as_nobody_special_on_a_folder_that_outlives_it() -> None:
    assert given("USER") == "budgetbot"
    assert given("VOLUME") == "/data"
    assert given("EXPOSE") == "7860"


def test_the_container_refuses_to_start_before_there_is_an_account(tmp_path: Path) -> None:
    command = [sys.executable, *yaml.safe_load(given("CMD"))[1:]]
    store = open_store(tmp_path / "store", create=True)
    store.close()
    command[command.index("/data/store")] = str(tmp_path / "store")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert "budgetbot users add" in ended.stderr


def test_the_health_check_is_a_program_that_says_no_where_nothing_answers() -> None:
    words = yaml.safe_load(given("HEALTHCHECK").partition("CMD ")[2])
    assert "/readyz" in words[-1]
    ended = subprocess.run(
        [sys.executable, *words[1:-1], words[-1].replace(":7860/", ":9/")], capture_output=True, timeout=30, check=False
    )
    assert ended.returncode != 0


def test_compose_gives_settings_that_there_are_and_nothing_it_need_not() -> None:
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]["budgetbot"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert (service["read_only"], service["cap_drop"], service["tmpfs"]) == (True, ["ALL"], ["/tmp"])
    assert any(volume.startswith("data:" + given("VOLUME")) for volume in service["volumes"])
    folder = re.search(r":-([^}]+)\}:/documents:ro", " ".join(service["volumes"]))
    assert folder
    assert (DEPLOY / folder[1]).is_dir()
    defaults = {name: re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value) for name, value in service["environment"].items()}
    settings = read_settings(defaults)
    assert settings.keep_questions
    assert settings == read_settings({"BUDGETBOT_HOSTS": "localhost"}), "what is left empty is as if it were not there"


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_of_the_documents_is_read(name: str) -> None:
    read: list[str] = []

    class Told(dict[str, str]):
        def get(self, key: str, default: Any = None) -> Any:
            read.append(key)
            return default

    read_settings(Told())
    read_model_settings(Told(), "http://127.0.0.1:1/v1", "any", None)
    read_model_settings(Told(), None, None, None)
    assert f"BUDGETBOT_{name}" in read


def test_the_settings_of_the_service_can_be_read() -> None:
    lines = (DEPLOY / "budgetbot.env").read_text(encoding="utf-8").splitlines()
    pairs = dict(line.lstrip("#").partition("=")[::2] for line in lines if re.match(r"#?BUDGETBOT_", line))
    settings = read_settings(pairs)
    assert settings.root_path == "/budget"
    assert not settings.keep_questions


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here (Debian: apt-get install systemd)")
def test_the_service_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = (DEPLOY / "budgetbot.service").read_text(encoding="utf-8")
    assert "/opt/budgetbot/bin/python -m app --store /var/lib/budgetbot/store" in unit
    (tmp_path / "budgetbot.service").write_text(
        unit.replace("/opt/budgetbot/bin/python", os.path.realpath(sys.executable)), encoding="utf-8"
    )
    said = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "budgetbot.service")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stderr) == (0, "")


def test_what_is_backed_up_and_restored_is_the_same_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "lib"
    store = open_store(home / "store", create=True)
    assert not any(report.error for report in index_paths([ROOT / "examples"], store))
    held = store.facts.documents()
    store.close()
    (home / "store" / "accounts.json").write_text("{}", encoding="utf-8")
    environment = stub(tmp_path, "systemctl", "budgetbot")
    back_up, restore = (script.replace("/var/lib/budgetbot", str(home)) for script in SCRIPTS["backup.md"])
    for script in (back_up, restore):
        subprocess.run(["sh", "-eu", "-c", script], cwd=tmp_path, env=environment, check=True)
    assert (home / "store.old").is_dir()
    assert (home / "store" / "accounts.json").is_file()
    called = (tmp_path / "called").read_text(encoding="utf-8").splitlines()
    assert called == [
        "systemctl stop budgetbot", "systemctl start budgetbot", "systemctl stop budgetbot",
        f"budgetbot documents --store {home}/store", "systemctl start budgetbot",
    ]  # fmt: skip
    again = open_store(home / "store")
    assert again.facts.documents() == held
    again.close()


def test_the_documents_name_commands() -> None:
    assert len(COMMANDS) > 8


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_documents_exists(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line)
    called = words[:2] if words[0] in ("users", "keys") or words[:2] == ["documents", "set"] else words[:1]
    with pytest.raises(SystemExit) as left:
        main([*called, "--help"])
    assert left.value.code == 0
    known = capsys.readouterr().out
    assert all(word in known for word in words if word.startswith("-"))

"""The commands and the program of docs/api.md, run as they are printed against a server of this computer."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest
from serving import ROOT, example_store, running, service_over

from bot.web.accounts import Accounts
from bot.web.server import build_api, guarded

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
LINES = [line for script in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in script.splitlines()]
PROGRAM = re.search(r"```python\n(.*?)```", PAGE, re.S)
PRINTED = "http://127.0.0.1:7860"
NOBODYS = "0123456789abcdef"
"""The id that the page prints stands for one of the reader's own documents."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = example_store(tmp_path_factory.mktemp("held") / "store")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(store):
    service = service_over(store)
    with running(guarded(build_api(service.bot, service), service.door)) as where:
        yield where


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
@pytest.mark.parametrize("line", LINES)
def test_command_is_answered(line, address, tmp_path):
    (tmp_path / "部门预算.pdf").write_bytes(b"no budget")
    words = [*shlex.split(line.replace(PRINTED, address)), "--silent", "--noproxy", "*", "-w", "%{http_code}"]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True).stdout
    expected = "422" if "部门预算.pdf" in line else "404" if NOBODYS in line else "200"
    assert said[-3:] == expected
    if "-o" in words:
        assert (tmp_path / words[words.index("-o") + 1]).read_bytes().startswith(b"\xef\xbb\xbf")


def test_there_are_commands():
    assert len(LINES) > 10


def test_program_of_a_client_prints_answer_and_source(address, store, capsys):
    assert PROGRAM
    key = Accounts(store.folder).add_key("program")
    exec(PROGRAM[1].replace(PRINTED, address).replace("bb_…", key), {})
    said = capsys.readouterr().out
    assert "公务接待费" in said
    assert f"{address}/source/" in said

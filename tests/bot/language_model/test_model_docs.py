"""docs/model.md: its example connects when pasted, and it names every setting."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from stub_server import serving

from bot.language_model import settings
from index.store.folder import Store

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
EXAMPLE = next(block for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) if "budgetbot ask" in block)


def pasted(example: str, store: Store, folder: Path) -> dict:
    """What the example prints, in a folder as its reader has it."""
    (folder / "store").symlink_to(store.folder)
    command = folder / ".venv" / "bin" / "budgetbot"
    command.parent.mkdir(parents=True)
    command.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; from bot.cli import main; sys.exit(main())" "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-euc", example], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


def test_the_example_connects_when_pasted(examples_store: Store, tmp_path: Path) -> None:
    with serving("writer") as server:
        answer = pasted(EXAMPLE.replace("http://127.0.0.1:8000/v1", server.url), examples_store, tmp_path)
        assert [body["model"] for body in server.given] == ["Qwen/Qwen3-8B"]
    assert answer["value"] == "74700"
    assert {"calls", "input_tokens", "output_tokens"} <= set(answer["usage"])
    assert not any(notice["kind"] == "model" for notice in answer["notices"])


def test_where_it_does_not_connect_the_notice_says_why(examples_store: Store, tmp_path: Path) -> None:
    with serving("closed") as server:
        answer = pasted(EXAMPLE.replace("http://127.0.0.1:8000/v1", server.url), examples_store, tmp_path)
    assert answer["value"] == "74700"
    assert any("拒绝了请求" in notice["text"] for notice in answer["notices"])


def test_the_page_names_every_setting_and_every_notice() -> None:
    assert settings.__doc__ is not None
    assert set(re.findall("BUDGETBOT_[A-Z_]+", settings.__doc__)) <= set(re.findall("BUDGETBOT_[A-Z_]+", PAGE))
    told = (ROOT / "prompts" / "answers.zh.yaml").read_text(encoding="utf-8")
    for said in ("没有连上", "拒绝了请求", "没有按时答复", "答复不能用", "写法没有通过核对", "暂不调用"):
        assert said in PAGE
        assert said in told

"""What the README tells a reader to type exists: commands, options, make targets, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"budgetbot ([a-z][a-z-]*)", README)))
TARGETS = sorted(set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.M)))
VARIABLES = sorted(set(re.findall(r"\bBUDGETBOT_[A-Z_]+\b", README)))


def test_the_readme_names_commands_and_targets() -> None:
    assert {"index", "ask", "facts"} <= set(COMMANDS)
    assert {"run", "test"} <= set(TARGETS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"budgetbot {command}" in capsys.readouterr().out


@pytest.mark.parametrize("line", sorted(set(re.findall(r"budgetbot ([a-z][a-z-]* [^\n`#]*)", README))))
def test_every_option_of_the_readme_exists(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = line.split()
    called = words[:2] if re.fullmatch("[a-z]+", words[1]) and words[0] in ("users", "documents") else words[:1]
    with pytest.raises(SystemExit):
        main([*called, "--help"])
    known = capsys.readouterr().out
    for option in re.findall(r"(?<=\s)--?[a-z][a-z-]*", line):
        assert option in known, f"{option} of: budgetbot {line}"


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("variable", VARIABLES)
def test_every_variable_of_the_readme_is_read(variable: str) -> None:
    sources = [*ROOT.glob("*.py"), *ROOT.glob("bot/**/*.py"), *ROOT.glob("index/**/*.py"), ROOT / "Makefile"]
    own = variable.removeprefix("BUDGETBOT_")
    texts = [path.read_text(encoding="utf-8") for path in sources]
    assert any(variable in text or ('"BUDGETBOT_"' in text and f'"{own}"' in text) for text in texts)

"""What users judged on the page is asked again as it was asked then."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.web.feedback import FILE, keep_feedback, record_of
from bot.web.shelf import Shown
from eval import feedback
from eval.answerers import open_bot
from index.errors import BadInput
from index.store.folder import open_store

PAPER = "示例市档案馆2024年部门预算\n单位：万元\n项目,2024年预算数\n公务接待费,12.50\n会议费,30.00\n"
TALK = ("示例市档案馆2024年公务接待费是多少？", "会议费呢？")


@pytest.fixture
def bot(tmp_path):
    (tmp_path / "档案馆.csv").write_text(PAPER, encoding="utf-8")
    return open_bot([tmp_path / "档案馆.csv"], tmp_path / "store")


def judge(bot, folder, key, verdict, *, value=None, comment=""):
    """A judgement of the second answer of the talk, or of one that gave another value."""
    names = [one.name for one in bot.documents()]
    answer = bot.ask(TALK[1], history=TALK[:1], documents=names, language="zh")
    assert answer.value == 300_000
    shown = Shown(TALK[1], TALK[:1], tuple(names), "zh", answer if value is None else replace(answer, value=value))
    keep_feedback(folder, record_of(key, shown, verdict, comment, "li"))


def test_each_judgement_is_replayed_in_its_talk_and_the_last_of_an_answer_counts(bot, tmp_path, capsys):
    folder = tmp_path / "store"
    judge(bot, folder, "a", "bad")
    judge(bot, folder, "a", "good")
    judge(bot, folder, "b", "bad", comment="不对")
    judge(bot, folder, "c", "bad", value=Decimal(1))
    assert feedback.main(["--store", str(folder)]) == 0
    said = capsys.readouterr().out
    assert [line.split()[0] for line in said.splitlines() if TALK[1] in line] == ["KEPT", "STILL", "CHANGED"]
    assert f"{TALK[0]} | {TALK[1]}" in said
    assert "li: 不对" in said
    assert "the plan is another" not in said


def test_praised_answer_that_is_another_now_is_a_failure(bot, tmp_path, capsys):
    judge(bot, tmp_path / "store", "a", "good", value=Decimal(1))
    assert feedback.main([str(tmp_path / "store" / FILE), "--store", str(tmp_path / "store")]) == 1
    assert "LOST" in capsys.readouterr().out


def test_document_that_left_makes_the_answer_another(bot, tmp_path):
    folder = tmp_path / "store"
    judge(bot, folder, "a", "good")
    store = open_store(folder)
    store.remove(store.facts.documents()[0].id)
    store.close()
    assert feedback.main(["--store", str(folder)]) == 1


@pytest.mark.parametrize("content", ["{", json.dumps({"question": "?"})])
def test_file_that_holds_no_judgements_is_refused(tmp_path, content):
    (tmp_path / "x.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput):
        feedback.read_feedback(tmp_path / "x.jsonl")

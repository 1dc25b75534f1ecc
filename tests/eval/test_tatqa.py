"""The published metric of TAT-QA on cases worked by hand, and on the data set's own answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.tatqa import prediction, write_documents
from eval.tatqa_metric import exact_and_f1, to_number

DATA = Path(__file__).parents[3] / "shared" / "data" / "tatqa_dataset_dev.json"


def gold(answer: Any, answer_type: str = "span", scale: str = "") -> dict[str, Any]:
    return {"answer": answer, "answer_type": answer_type, "scale": scale}


@pytest.mark.parametrize(
    ("text", "number"), [("(12.5)", -12.5), ("12%", 0.12), ("$3.2 million", 3200000.0), ("none", None)]
)
def test_numbers(text: str, number: float | None) -> None:
    assert to_number(text) == number


def test_a_figure_may_be_given_in_its_scale_or_in_full() -> None:
    question = gold(["$1,496.5"], scale="million")
    assert exact_and_f1(question, ["1496.5"], "million")[0] == 1
    assert exact_and_f1(question, ["1496500000"], "")[0] == 1
    assert exact_and_f1(question, ["1496.5"], "")[0] == 0


def test_a_share_may_be_given_as_a_fraction() -> None:
    question = gold(-22.22, "arithmetic", "percent")
    assert exact_and_f1(question, ["-22.22"], "percent") == (1, 1)
    assert exact_and_f1(question, ["-0.2222"], "") == (1, 1)
    assert exact_and_f1(question, ["-22.3"], "percent") == (0, 0)


def test_spans_earn_part_of_f1_and_arithmetic_does_not() -> None:
    exact, f1 = exact_and_f1(gold(["the fixed price contracts"]), ["fixed price"], "")
    assert (exact, f1) == (0, 0.8)
    assert exact_and_f1(gold(["b", "a"], "multi-span"), ["a", "b"], "")[0] == 1
    assert exact_and_f1(gold(3, "count"), [], "") == (0, 0)


@pytest.mark.skipif(not DATA.is_file(), reason=f"{DATA} is absent")
def test_the_data_sets_own_answers_score_full_marks() -> None:
    for context in json.loads(DATA.read_text(encoding="utf-8")):
        for question in context["questions"]:
            answer = question["answer"]
            spans = answer if isinstance(answer, list) else [str(answer)]
            assert exact_and_f1(question, spans, question["scale"]) == (1, 1), question


def test_an_answer_becomes_spans_and_a_scale() -> None:
    assert prediction({"status": "answered", "value": "3.2", "unit": "%"}) == (["3.2"], "percent")
    assert prediction({"status": "answered", "items": [{"label": "a", "value": None}]}) == (["a"], "")
    assert prediction({"status": "answered", "text": "Paid monthly.[1]"}) == (["Paid monthly."], "")
    assert prediction({"status": "not_found", "text": "No."}) == ([], "")


def test_documents_hold_text_and_table(tmp_path: Path) -> None:
    context = {
        "table": {"uid": "x", "table": [["", "2019"], ["Sales", "1\n2"]]},
        "paragraphs": [{"order": 2, "text": "Second."}, {"order": 1, "text": "First."}],
    }
    (path,) = write_documents([context], tmp_path)
    assert path.read_text(encoding="utf-8") == "First.\n\nSecond.\n\n\t2019\nSales\t1 2\n"

"""The baseline is simple, and its chunks know where they stand."""

from __future__ import annotations

from pathlib import Path

from eval.baseline import CHUNK, Chunk, answer_of, chunks_of


def test_chunks_hold_every_line_once_with_its_place(tmp_path: Path) -> None:
    lines = [f"第{n}行" + "预算" * 30 for n in range(40)]
    (tmp_path / "a.txt").write_text("\n".join(lines), encoding="utf-8")
    chunks = chunks_of(tmp_path / "a.txt")
    assert "\n".join(chunk.text for chunk in chunks).split("\n") == lines
    assert all(len(chunk.text) <= CHUNK + 10 for chunk in chunks)
    assert [chunk.place["lines"][0] for chunk in chunks[1:]] == [chunk.place["lines"][1] + 1 for chunk in chunks[:-1]]


def test_csv_records_span_their_physical_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('name,note\na,"one\ntwo"\nb,three\n', encoding="utf-8")
    (chunk,) = chunks_of(tmp_path / "a.csv")
    assert chunk.place == {"document": "a.csv", "lines": [1, 4]}


def test_the_value_is_the_first_figure_of_the_line_most_like_the_question() -> None:
    chunk = Chunk("单位：万元\n办公费\t37.50\n水费\t1,050.00\t3", {"document": "a.txt", "lines": [1, 3]})
    answer = answer_of("水费多少", [chunk])
    assert (answer["value"], answer["unit"]) == ("1050.00", "万元")
    assert answer_of("谁", [Chunk("没有数字", {"document": "a"})])["value"] is None

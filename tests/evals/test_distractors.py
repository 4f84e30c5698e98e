import json
from pathlib import Path

import pytest

from corpus.settings import Settings
from evals.distractors import distractor_rows, strangers
from evals.gold import Question, Span
from index.texts import text_documents

TEXT = "灯塔建于1880年。"


def write_set(folder: Path, texts: list[str]) -> None:
    (folder / "qrels").mkdir(parents=True)
    rows = [json.dumps({"_id": str(n), "title": "", "text": text}) for n, text in enumerate(texts)]
    (folder / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "?"}), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("q\t0\t1\n", encoding="utf-8")


def question(language: str, text: str) -> Question:
    evidence = {"originals": ((Span("a.txt", 0, len(TEXT), TEXT),),)}
    return Question(f"{language}1", language, "fact", text, (), (), False, evidence, "gold:1")  # type: ignore[arg-type]


def test_each_stranger_counts_once(tmp_path: Path) -> None:
    write_set(tmp_path / "one", ["茶", "船"])
    write_set(tmp_path / "two", ["船", "山"])
    assert [d.raw for d in strangers(tmp_path)] == ["茶", "船", "山"]


@pytest.mark.parametrize("far", [True, False])
def test_what_strangers_cost_is_seen(tmp_path: Path, far: bool) -> None:
    write_set(tmp_path / "one", ["茶产于山区。"] * 1 if far else [f"{TEXT}第{n}座。" for n in "一二三四五六"])
    asked = [question("zh", "灯塔什么时候建的?"), question("zh", TEXT if far else "第三座灯塔建于1880年?")]
    head, row, shown = distractor_rows(
        text_documents([("a.txt", "", TEXT)]), asked, tmp_path, Settings(), lambda line: None
    )
    assert head[-1] == "lost @5" and row[:5] == ["zh, searched", "2", "1.000", "1.000", "1.000"]
    assert shown[:5] == ["zh, shown", "2", "1.000", "1.000", "1.000"]
    assert (row[5] == "1.000") is far

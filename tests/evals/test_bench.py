import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EvaluationError
from corpus.settings import Settings
from evals.beir import measure, read_set
from evals.bench import STAGES, bench, bench_tables, save_bench

TEXTS = {
    "t1": "红茶产于山区。",
    "t2": "灯塔建于1880年。",
    "t3": "The kiln fires blue glaze.",
    "t4": "Tickets cost ten yuan.",
}
ASKED = {"q1": ("灯塔什么时候建的?", "t2"), "q2": ("What does the kiln fire?", "t3"), "q3": ("茶产于哪里?", "t1")}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("sets")
    small = folder / "small"
    (small / "qrels").mkdir(parents=True)
    rows = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in TEXTS.items()]
    (small / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    rows = [json.dumps({"_id": key, "text": text}) for key, (text, _) in ASKED.items()]
    (small / "queries.jsonl").write_text("\n".join(rows), encoding="utf-8")
    judged = "".join(f"{key}\t{doc_id}\t1\n" for key, (_, doc_id) in ASKED.items())
    (small / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{judged}", encoding="utf-8")
    return folder, bench(folder, Settings(), lambda line: None)


def test_every_stage_is_measured_and_its_ranks_say_what_its_means_say(record: tuple[Path, dict[str, Any]]) -> None:
    folder, found = record
    stages = found["sets"]["small"]["stages"]
    assert tuple(stages) == ("random", "BM25", "pooled", "late", "late, idf at large", "ours") == STAGES
    assert found["sets"]["small"]["queries"] == len(read_set(folder / "small").queries) == 3
    for one in stages.values():
        assert one["measures"]["recall@1"] == pytest.approx(sum(rank == 1 for rank in one["ranks"]) / 3, abs=1e-4)
        assert one["measures"]["MRR@10"] == pytest.approx(sum(1 / r for r in one["ranks"] if 0 < r <= 10) / 3, abs=1e-4)
        assert one["queries_a_second"] > 0
    assert stages["ours"]["ranks"] == [1, 1, 1]
    assert found["peak_memory_mb"] > 50 and measure({}, {"q": {"a": 1}})["recall@1"] == 0


def test_record_table_and_plot_are_written(record: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    table = save_bench(record[1], tmp_path / "out")
    assert json.loads(table.with_suffix(".json").read_text()) == record[1]
    text = table.read_text(encoding="utf-8")
    assert text == bench_tables(record[1]) and "| ours | 1.000 / 1.000 / 1.000 |" in text
    assert "| ours − late, idf at large |" in text
    assert table.with_suffix(".png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_without_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no set"):
        bench(tmp_path, Settings(), lambda line: None)

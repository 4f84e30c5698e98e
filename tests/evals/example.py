"""A small bilingual corpus, gold questions on it, and an answerer that gets every one of them right."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.read import read_file
from corpus.script import to_traditional
from corpus.settings import ReadSettings
from retrieval.answer import Answer, Citation, Computed, HitSpan, Turn, cite

TOWNS = ("青州", "白河", "南浦", "东岭", "西塘", "北川", "云台", "石桥", "金沙", "柳泉")
TOWNS_EN = ("Qingzhou", "Baihe", "Nanpu", "Dongling", "Xitang", "Beichuan", "Yuntai", "Shiqiao", "Jinsha", "Liuquan")

ZH = """---
title: 茶港年报
language: zh
parallel: tea.en.md
---
# 茶港年报

## 规模

<a id="p1"></a>据茶协统计，2024年茶港的茶叶出口额为480亿元，同比增长12.5%。

<a id="p2"></a>茶协预计，2025年茶港的茶叶出口额为520亿元。

## 海关口径

<a id="p3"></a>海关另有测算，2025年茶港的茶叶出口额为610亿元。

## 运力

<a id="p4"></a>港口现有3.5万辆冷藏车，由青岚物流（QL）统一调度。

## 产量

<a id="t1"></a>表1：各年产量与份额

| 年份 | 产量（万吨） | 份额（%） |
| --- | --- | --- |
| 2024 | 1,200 | 26 |
| 2025 | 1,450 | 28 |
""" + "".join(
    f'\n## {town}\n\n<a id="town{k}"></a>2023年{town}的茶园面积为{31 + 7 * k}万亩。\n' for k, town in enumerate(TOWNS)
)
EN = """---
title: Tea Port Yearbook
language: en
parallel: tea.zh.md
---
# Tea Port Yearbook

## Size

<a id="p1"></a>According to the Tea Association, tea exports were CNY 48 billion (480亿元) in 2024, up 12.5%.

<a id="p2"></a>The Tea Association expects tea exports of CNY 52 billion (520亿元) in 2025.

## Customs view

<a id="p3"></a>Customs has another estimate: tea exports of CNY 61 billion (610亿元) in 2025.

## Transport

<a id="p4"></a>The port has 35,000 refrigerated vehicles, dispatched by Qinglan Logistics (QL, 青岚物流).

## Output

<a id="t1"></a>Table 1: Output and share by year

| Year | Output (10,000 tonnes, 万吨) | Share (%) |
| --- | --- | --- |
| 2024 | 1,200 | 26 |
| 2025 | 1,450 | 28 |
""" + "".join(
    f'\n## {town}\n\n<a id="town{k}"></a>In 2023 the tea gardens of {town} covered {31 + 7 * k}0,000 mu.\n'
    for k, town in enumerate(TOWNS_EN)
)

E1 = "2024年茶港的茶叶出口额为480亿元，同比增长12.5%"
E2, E3 = "2025年茶港的茶叶出口额为520亿元", "2025年茶港的茶叶出口额为610亿元"
E4, HEAD, ROW = "港口现有3.5万辆冷藏车，由青岚物流（QL）统一调度。", "| 年份 | 产量", "| 2025 | 1,450 | 28"
F1 = "tea exports were CNY 48 billion (480亿元) in 2024, up 12.5%."
F2, F3 = "tea exports of CNY 52 billion (520亿元) in 2025", "tea exports of CNY 61 billion (610亿元) in 2025"
F4, FHEAD = "dispatched by Qinglan Logistics (QL, 青岚物流)", "| Year | Output (10,000 tonnes, 万吨) | Share (%)"

# id, language, kind, question, must, evidence in Chinese, evidence in English, status, answer.
# What is cited is numbered through [1], [2] …; they are the pieces of evidence in the language of the question.
Row = tuple[str, str, str, str, list[list[str]], list[str], list[str], str, str]
ROWS: list[Row] = [
    ("z1", "zh", "figure", "2024年出口额多少？", [["480亿"]], [E1], [F1], "answered",
     "据原文，2024年茶港的茶叶出口额为480亿元，同比增长12.5%[1]。"),
    ("e1", "en", "figure", "What were tea exports in 2024?", [["480亿", "48 billion"]], [E1], [F1], "answered",
     "Tea exports were CNY 48 billion (480亿元) in 2024, up 12.5% [1]."),
    ("h1", "zh-hant", "figure", "2024年茶港的出口額是多少？", [["480亿"]], [E1], [F1], "answered",
     "據原文，2024年茶港的茶葉出口額為480億元[1]。"),
    ("z2", "zh", "fact", "冷藏车归谁管？", [["青岚物流"]], [E4], [F4], "answered",
     "由青岚物流（QL）统一调度，共3.5万辆[1]。"),
    ("e2", "en", "fact", "Who dispatches the vehicles?", [["Qinglan"]], [E4], [F4], "answered",
     "They are dispatched by Qinglan Logistics (QL) [1]."),
    ("z3", "zh", "table", "2025年产量和份额？", [["1450万", "1,450万"], ["28%"]], [ROW], [ROW], "answered",
     "2025年产量为1,450万吨[1][2]，份额为28%[1][2]。"),
    ("e3", "en", "table", "Output in 2025?", [["14.5 million"]], [ROW], [ROW], "answered",
     "Output in 2025 was 14.5 million tonnes [1][2]."),
    ("z4", "zh", "conflict", "2025年出口额是多少？", [["520亿"], ["610亿"]], [E2, E3], [F2, F3], "answered",
     "原文给出的2025年数字不一致：\n1. 520亿元[1]\n2. 610亿元[2]"),
    ("e4", "en", "conflict", "Tea exports in 2025?", [["52 billion"], ["61 billion"]], [E2, E3], [F2, F3], "answered",
     "The documents disagree on 2025:\n- CNY 52 billion [1]\n- CNY 61 billion [2]"),
    ("z5", "zh", "calculation", "2025年比2024年增长多少？按茶协", [["8.3%"]], [E2, E1], [F2, F1], "answered",
     "520亿元 ÷ 480亿元 − 1 = 8.3%[1][2]。"),
    ("z6", "zh", "follow-up", "那2025年呢，海关口径？", [["610亿"]], [E3], [F3], "answered",
     "2025年茶港的茶叶出口额为610亿元[1]。"),
    ("u1", "zh", "unanswerable", "2031年出口额是多少？", [], [], [], "refused", "文件没有给出2031年的数字。"),
    ("u2", "en", "unanswerable", "What were exports in 2019?", [], [], [], "refused",
     "The documents give no figure for 2019."),
    ("u3", "zh-hant", "unanswerable", "2019年的出口額是多少？", [], [], [], "refused", "文件沒有給出2019年的數字。"),
    ("c1", "en", "chat", "Hello!", [], [], [], "chat", "Hello! Ask me about the documents."),
]  # fmt: skip
HISTORY = {"z6": [("user", "2024年出口额多少？"), ("assistant", "480亿元[1]。")]}


def write_corpus(folder: Path) -> Path:
    """Write the two documents."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tea.zh.md").write_text(ZH, encoding="utf-8")
    (folder / "tea.en.md").write_text(EN, encoding="utf-8")
    return folder


def read_corpus(folder: Path) -> tuple[Document, ...]:
    """The two documents as the project reads them."""
    return tuple(read_file(folder / name, name, ReadSettings()) for name in ("tea.en.md", "tea.zh.md"))


def gold_lines() -> list[dict[str, Any]]:
    """The gold questions as JSON objects: the rows above, and one for each town in each language."""
    lines = [_gold(row) for row in ROWS]
    for k, (town, town_en) in enumerate(zip(TOWNS, TOWNS_EN, strict=True)):
        zh, en = f"2023年{town}的茶园面积为{31 + 7 * k}万亩", f"covered {31 + 7 * k}0,000 mu"
        must = [[f"{31 + 7 * k}万", f"{31 + 7 * k}0,000"]]
        lines.append(_gold((f"tz{k}", "zh", "figure", f"{town}的茶园多大？", must, [zh], [en], "answered", zh)))
        asked = f"How large are the tea gardens of {town_en}?"
        lines.append(_gold((f"te{k}", "en", "figure", asked, must, [zh], [en], "answered", en)))
    return lines


def write_gold(path: Path, lines: Sequence[dict[str, Any]] | None = None) -> Path:
    """Write gold questions; None for all of the example."""
    chosen = gold_lines() if lines is None else lines
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in chosen), encoding="utf-8")
    return path


def _gold(row: Row) -> dict[str, Any]:
    question_id, language, kind, question, must, zh, en, _, _ = row
    out: dict[str, Any] = {
        "id": question_id,
        "lang": language,
        "kind": kind,
        "question": question,
        "must": must,
        "refuse": kind == "unanswerable",
        "evidence": {
            name: [[_span(doc_id, raw, piece) for piece in pieces]]
            for name, doc_id, raw, pieces in (("edition-zh", "tea.zh.md", ZH, zh), ("edition-en", "tea.en.md", EN, en))
            if pieces
        },
    }
    if question_id in HISTORY:
        out["history"] = [{"role": role, "content": content} for role, content in HISTORY[question_id]]
    return out


def _span(doc_id: str, raw: str, piece: str) -> dict[str, Any]:
    start = raw.index(piece)
    return {"doc_id": doc_id, "start": start, "end": start + len(piece), "key": piece[:16]}


class Answerer:
    """A pipeline that knows the right answers by heart."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._by_id = {document.doc_id: document for document in documents}
        self._lines = {line["question"]: line for line in gold_lines()}
        self._rows = {row[3]: row for row in ROWS}
        self.histories: dict[str, Sequence[Turn]] = {}

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The right answer."""
        self.histories[question] = history
        line = self._lines[question]
        row = self._rows.get(question)
        name = "edition-en" if line["lang"] == "en" else "edition-zh"
        pieces = [self._cite(span) for group in line["evidence"].get(name, []) for span in group]
        if line["kind"] == "table":
            pieces.append(self._header(line["lang"]))
        text = row[8] if row else f"{pieces[0].quote} [1]"
        if line["lang"] == "zh-hant":
            pieces = [replace(c, quote=to_traditional(c.quote)) for c in pieces]
        hits = [HitSpan(c.doc_id, c.start, c.end, 0.9 - 0.01 * k) for k, c in enumerate(pieces)]
        hits += [self._other(line["lang"], k) for k in range(4)]
        worked = (Computed("520亿元 ÷ 480亿元 − 1", "8.3%", (1, 2)),) if line["kind"] == "calculation" else ()
        return Answer(
            language=line["lang"],
            status=row[7] if row else "answered",  # type: ignore[arg-type]
            text=text,
            citations=tuple(replace(c, n=n) for n, c in enumerate(pieces, start=1)),
            hits=tuple(hits),
            computed=worked,
        )

    def _cite(self, span: dict[str, Any]) -> Citation:
        document = self._by_id[span["doc_id"]]
        return cite(document, *document.traced.clean_span(span["start"], span["end"]))

    def _header(self, language: str) -> Citation:
        document = self._by_id["tea.en.md" if language == "en" else "tea.zh.md"]
        header = document.tables[0].header
        return cite(document, header[0].start, header[-1].end)

    def _other(self, language: str, k: int) -> HitSpan:
        """Front matter: a passage that is never evidence."""
        return HitSpan("tea.en.md" if language == "en" else "tea.zh.md", 8 * k, 8 * k + 8, 0.5 - 0.01 * k)


class Broken(Answerer):
    """The same with a retriever that was broken on purpose: the passages of its answers come last, out of sight."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The right words from the wrong place."""
        answer = super().ask(question, history)
        away = [hit for hit in answer.hits if not re.match("tea", hit.doc_id) or hit.score <= 0.5]
        return replace(answer, hits=tuple(away))

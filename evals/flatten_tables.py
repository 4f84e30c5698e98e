"""Random tables, run together as scraping does, and a measurement of how they are cut.

    python evals/flatten_tables.py [--count 1000] [--seed 1] [--show 5]

A table has 3 to 8 columns and 3 to 10 rows. Its first column counts years, quarters or numbers, or names things; the
others hold integers with and without grouped thousands, decimals, percentages, ratings, phrases or lists with
shares. Values grow from row to row or are drawn apart; in every third table a column follows from others. Some
cells are missing, marked or empty. Header and rows are joined without anything between the cells, and stand between
prose, headings and notes. Nothing here knows how the tables are cut.

Printed are the tables that came out cell for cell (right), those with a flag or left alone with a notice (flagged), those
that came out wrong without a flag (wrong), and those nobody noticed (missed).
"""

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Block
from corpus.flattened import find_tables
from corpus.origin import Traced

MEASURES = (
    ("产量", "万吨"), ("销量", "万辆"), ("出口额", "亿美元"), ("营业收入", "亿元"), ("净利润", "万元"), ("研发投入", "亿元"),
    ("用户规模", "万人"), ("门店数量", "家"), ("平均售价", "元/台"), ("装机容量", "MW"), ("订单量", "万单"), ("日均处理量", "TB"),
    ("就业人数", "万人"), ("库存", "吨"), ("设备台数", "台"), ("单位成本", "元/件"), ("云资源支出", "百万元"), ("专利申请数", "件"),
    ("服务网点数", "个"), ("年用电量", "万千瓦时"), ("仓储面积", "万平方米"), ("客户数", "户"), ("培训场次", "场"), ("票房", "亿元"),
)  # fmt: skip
RATES = (
    "同比增长率", "市场渗透率", "毛利率", "产能利用率", "占全国比重", "复购率", "良品率", "国产化率", "客户留存率", "出口占比",
    "线上销售占比", "覆盖率", "研发费用率",
)  # fmt: skip
BARE = ("销售数量", "综合指数", "评分", "排名", "案例数量", "客户数量")
TEXTS = (
    ("竞争程度", ("高", "中", "低")), ("发展阶段", ("导入期", "成长期", "成熟期")), ("政策支持力度", ("强", "中等", "弱")),
    ("主要应用领域", ("智能制造", "智慧物流", "远程医疗", "金融风控", "城市治理", "在线教育")),
    ("总部所在地", ("北京", "深圳", "杭州", "上海", "成都", "武汉", "苏州")),
    ("代表产品", ("工业机器人", "边缘网关", "车规芯片", "储能电池", "激光雷达", "光伏组件")),
)  # fmt: skip
NAMES = {
    "企业名称": ("远航科技", "北辰能源", "华岳重工", "天衡数据", "瑞丰物流", "东海电子", "明川医药", "金石材料", "云梯网络", "蓝湾通信"),
    "地区": ("华东", "华南", "华北", "华中", "西南", "西北", "东北", "海外"),
    "产品类型": ("入门型", "标准型", "专业型", "旗舰型", "定制型", "轻量型", "加强型"),
    "应用场景": ("智能仓储", "远程诊断", "无人配送", "能耗管理", "安防巡检", "质量检测", "供应链协同"),
    "国家": ("中国", "德国", "日本", "韩国", "法国", "巴西", "印度", "墨西哥"),
}  # fmt: skip
SHARERS = ("甲集团", "乙控股", "丙股份", "丁科技", "戊实业")
PROSE = ("行业规模在过去几年稳步扩大。", "下文按年度给出测算结果。", "各项指标的口径与前文一致。", "")
AFTER = (
    "注:数据经四舍五入处理,合计可能有出入。", "二、竞争格局分析", "数据来源:行业访谈与公开资料整理。", "从结果看,头部企业的优势仍在扩大。",
    "2、下游需求变化", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RandomTable:
    """A table and the paragraph it was hidden in."""

    header: list[str]
    rows: list[list[str]]
    paragraph: str


def random_table(rng: random.Random) -> RandomTable:
    """One table in a paragraph."""
    count, columns = rng.randint(3, 10), rng.randint(3, 8)
    first, labels = _labels(rng, count)
    count = len(labels)
    grouped = rng.random() < 0.5
    names: list[str] = [first]
    cells: list[list[str]] = [labels]
    numbers: list[tuple[list[float], int]] = []
    pool = [*rng.sample(MEASURES, 8)]
    rates, texts, bare = rng.sample(RATES, 8), rng.sample(TEXTS, 3), list(BARE)
    rng.shuffle(bare)
    related = rng.random() < 1 / 3
    while len(names) < columns:
        draw = rng.random()
        if related and len(numbers) >= 2 and draw < 0.5:
            related = False
            name, values, places = _related(rng, numbers, rates.pop(), pool)
        elif draw < 0.55:
            name, unit = pool.pop()
            name = f"{name}({unit})"
            values, places = _series(rng, count, 10 ** rng.uniform(0.7, 4.3)), rng.choice((0, 0, 0, 1, 1, 2))
        elif draw < 0.78:
            name = f"{rates.pop()}(%)"
            values, places = [min(99.0, v) for v in _series(rng, count, rng.uniform(3, 70))], rng.choice((0, 1, 1, 2))
        elif draw < 0.86 and bare:
            name, values, places = bare.pop(), _series(rng, count, 10 ** rng.uniform(0.5, 3)), rng.choice((0, 0, 1))
        else:
            name, column = _texts(rng, count, texts)
            if name in names:
                continue
            names.append(name)
            cells.append(column)
            continue
        values = [round(v, places) for v in values]
        numbers.append((values, places))
        names.append(name)
        sign = "%" if "率(" in name and rng.random() < 0.15 else ""
        cells.append([f"{v:,.{places}f}{sign}" if grouped else f"{v:.{places}f}{sign}" for v in values])
    rows = [list(row) for row in zip(*cells, strict=True)]
    if rng.random() < 0.15:
        _lose(rng, rows)
    text = "".join(names) + "".join("".join(row) for row in rows)
    return RandomTable(names, rows, rng.choice(PROSE) + text + rng.choice(AFTER))


def _labels(rng: random.Random, count: int) -> tuple[str, list[str]]:
    draw = rng.random()
    if draw < 0.55:
        start, step = rng.randint(2012, 2027), rng.choice((1, 1, 1, 1, 1, 5))
        tail = rng.choice(("", "", "", "", "年", "E"))
        known = rng.randint(0, count) if tail == "E" else 0
        return "年份", [f"{start + step * i}{tail if i >= known else ''}" for i in range(count)]
    if draw < 0.6:
        start = rng.randint(2019, 2025) * 4
        return "季度", [f"{(start + i) // 4}Q{(start + i) % 4 + 1}" for i in range(count)]
    name = rng.choice(list(NAMES))
    return name, rng.sample(NAMES[name], min(count, len(NAMES[name])))


def _series(rng: random.Random, count: int, level: float) -> list[float]:
    if rng.random() < 0.5:
        growth = rng.uniform(-0.08, 0.35)
        return [level * (1 + growth) ** i * rng.uniform(0.97, 1.03) for i in range(count)]
    spread = rng.choice((0.15, 0.5, 0.9))
    return [level * rng.lognormvariate(0, spread) for _ in range(count)]


def _related(
    rng: random.Random, numbers: list[tuple[list[float], int]], rate: str, pool: list[tuple[str, str]]
) -> tuple[str, list[float], int]:
    """A column that follows from others: a growth, a ratio or a product."""
    (a, _), (b, _) = rng.sample(numbers, 2)
    draw = rng.random()
    if draw < 0.4:
        return f"{rate}(%)", [0.0, *[100 * (y / x - 1) if x else 0.0 for x, y in pairwise(a)]], 1
    if draw < 0.7 and all(b) and all(x / y < 10 for x, y in zip(a, b, strict=True)):
        return f"{rate}(%)", [100 * x / y for x, y in zip(a, b, strict=True)], 1
    name, unit = pool.pop()
    return f"{name}({unit})", [x * y / 100 for x, y in zip(a, b, strict=True)], rng.choice((0, 1))


def _texts(rng: random.Random, count: int, texts: list[tuple[str, tuple[str, ...]]]) -> tuple[str, list[str]]:
    if rng.random() < 0.3:
        cells = []
        for _ in range(count):
            shares = [rng.randint(5, 30) for _ in range(3)]
            cells.append(",".join(f"{n}{s}%" for n, s in zip(SHARERS, shares, strict=False)))
        return "主要企业市场份额(%)", cells
    name, values = rng.choice(texts)
    return name, [rng.choice(values) for _ in range(count)]


def _lose(rng: random.Random, rows: list[list[str]]) -> None:
    mark = rng.choice(("-", "-", "—", "--", "/", "N/A", "暂无", ""))
    for row in rows:
        for column in range(1, len(row)):
            if rng.random() < 0.08:
                row[column] = mark


def judge(table: RandomTable) -> str:
    """How the table came out: right, flagged (but right), doubted (flagged and not right), wrong or missed."""
    blocks, mends = find_tables([Block("paragraph", Traced.of(table.paragraph))])
    found = [b for b in blocks if b.kind == "table"]
    right = len(found) == 1 and cells_of(found[0]) == [table.header, *table.rows]
    if any(not m.done for m in mends):
        return "flagged" if right else "doubted"
    return "missed" if not found else "right" if right else "wrong"


def cells_of(block: Block) -> list[list[str]]:
    """The texts of the cells of a table block, header first."""
    grid = block.grid.rows if block.grid else ()
    return [[block.traced.text[a:b] for a, b in row] for row in grid]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many tables that did not come out right")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    by_columns: dict[int, Counter[str]] = {}
    started = time.perf_counter()
    for number in range(options.count):
        table = random_table(random.Random(f"{options.seed}/{number}"))
        verdict = judge(table)
        tally[verdict] += 1
        by_columns.setdefault(len(table.header), Counter())[verdict] += 1
        if verdict in ("wrong", "missed") and tally[verdict] <= options.show:
            _show(number, verdict, table)
    seconds = time.perf_counter() - started
    sys.stdout.write(
        f"{options.count} tables in {seconds:.0f} s: " + ", ".join(f"{v} {n}" for v, n in tally.most_common()) + "\n"
    )
    for columns, counts in sorted(by_columns.items()):
        sys.stdout.write(f"  {columns} columns: " + ", ".join(f"{v} {n}" for v, n in counts.most_common()) + "\n")


def _show(number: int, verdict: str, table: RandomTable) -> None:
    blocks, _ = find_tables([Block("paragraph", Traced.of(table.paragraph))])
    sys.stderr.write(f"--- {number} {verdict}\n{table.paragraph}" + "\n")
    for row in [table.header, *table.rows]:
        sys.stderr.write(f"  wanted {row}\n")
    for block in blocks:
        for row in cells_of(block):
            sys.stderr.write(f"  got    {row}\n")


if __name__ == "__main__":
    main()

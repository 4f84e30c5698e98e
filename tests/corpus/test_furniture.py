from corpus.document import Block
from corpus.furniture import drop_furniture
from corpus.origin import Traced

BODY = ["市场概况", "2025年汽车云服务市场规模约为480亿元，同比增长25%以上，预计还会继续增长。" * 3, "下一步是出海。"]


def kept(lines: list[str]) -> list[str]:
    raw = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block("paragraph", Traced.of(raw, at, at + len(line))))
        at += len(line) + 1
    out, mends = drop_furniture(blocks)
    assert sorted([m.before for m in mends] + [b.traced.text for b in out]) == sorted(lines)
    assert all(raw[m.start : m.end] == m.before for m in mends)
    return [b.traced.text for b in out]


def test_head_and_tail_of_a_site_go() -> None:
    head = [
        "市场报告_第1页",
        "市场报告_第2页",
        "已阅读5页，还剩21页未读，继续免费阅读",
        "下载本文档",
        "版权说明：本文档由用户提供",
        "文档简介",
    ]
    tail = ["温馨提示", "1. 本站资源需要本地电脑安装软件", "0/150", "提交评论"]
    assert kept([*head, *BODY, *tail]) == BODY


def test_traditional_furniture_goes_as_well() -> None:
    assert kept(["下載本文檔", *BODY, "溫馨提示", "本站不保證下載資源的準確性"]) == BODY


def test_english_furniture_goes_as_well() -> None:
    body = ["The market for automotive cloud services grew by a quarter to CNY 48 billion in 2025. " * 4]
    assert (
        kept(["Home", "Skip to main content", *body, "Related articles:", "Another story", "© 2025 A Publisher"])
        == body
    )


def test_the_same_words_in_the_middle_stay() -> None:
    lines = [BODY[0], BODY[1], "评论", BODY[2], "本站建在郊外。" + BODY[1]]
    assert kept(lines) == lines


def test_counters_of_pages_go_wherever_they_stand() -> None:
    assert kept([BODY[0], "第1页", BODY[1], "第2页", BODY[2], "第3页"]) == BODY


def test_a_text_of_furniture_alone_is_kept() -> None:
    assert kept(["评论", "发表评论"]) == ["评论", "发表评论"]


def test_the_header_of_two_pages_goes_from_the_middle_as_well() -> None:
    assert kept(["渡轮年报 第 4 页", *BODY[:2], "渡轮年报 第 5 页", BODY[2]]) == BODY


def test_where_a_page_stands_is_cut_from_its_title_and_from_nothing_else() -> None:
    lines = ["海港报告 2025 首页>研究>产业", "点击首页>研究即可", "回到 首页>研究>产业", BODY[1]]
    blocks = [Block("paragraph", Traced.of(line)) for line in lines]
    out, mends = drop_furniture(blocks)
    assert [b.traced.text for b in out][:2] == ["海港报告 2025", lines[1]]
    assert mends[0].before == "首页>研究>产业"
    assert [b.traced.text for b in drop_furniture([blocks[3]] * 3 + [blocks[2]])[0]][3] == lines[2]

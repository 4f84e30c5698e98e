from pathlib import Path

import pytest

from tests.reading import assert_faithful, blocks_of, read

BODY = "<h1>渡口改建</h1><p>渡口1893年建成，去年改建，花了三百二十万元，如今每天开八班船。</p>"


def dropped(folder: Path, raw: str) -> list[str]:
    document = read(folder, "a.html", raw)
    assert_faithful(document)
    return [m.before for m in document.mends if m.kind == "furniture"]


@pytest.mark.parametrize(
    "row",
    [
        "<div><a>个人</a>|<a>单位</a>|<a>登录</a></div>",
        "<div>小渡新闻 | 要闻 | 本地 | 评论</div>",
        "<div>首页 &gt; 地方 &gt; 正文</div>",
        "<p>当前位置：首页</p>",
        "<div>Home › Towns › Ferry</div>",
    ],
)
def test_rows_of_links_before_the_first_heading_go(tmp_path: Path, row: str) -> None:
    assert len(dropped(tmp_path, row + BODY)) == 1
    assert dropped(tmp_path, "<div>小渡年鉴</div>" + BODY) == []


@pytest.mark.parametrize(
    "row",
    [
        "<div>更多：<a>新桥通车</a> <a>旧船博物馆开馆</a></div>",
        "<div>打印｜转发｜收藏</div>",
        "<div>Town Council · Imprint · Data protection</div>",
        "<div>ADVERTISEMENT — boats for hire</div>",
        "<p>小渡日报 版权所有 返回顶部</p>",
        "<p>Was this page helpful? Yes / No</p>",
    ],
)
def test_rows_of_links_at_the_end_go(tmp_path: Path, row: str) -> None:
    assert len(dropped(tmp_path, BODY + row)) == 1
    assert len(dropped(tmp_path, BODY + row + "<div>上一篇：<a>灯塔</a> 下一篇：<a>码头</a></div>")) == 2


@pytest.mark.parametrize(
    "line",
    [
        "<p>记者 苏河 | 2024-03-05 | 小渡</p>",
        "<p>参考：<a>县志</a>、<a>年鉴</a></p>",
        "<p>咨询 | 周一至周五 | 01099887</p>",
        "<p>开船的人叫 <a>何满</a>。</p>",
        "<ul><li><a>县志里的渡口</a></li></ul>",
    ],
)
def test_what_tells_something_stays_at_the_end(tmp_path: Path, line: str) -> None:
    assert dropped(tmp_path, BODY + line) == []


def test_rows_of_links_inside_the_text_stay(tmp_path: Path) -> None:
    row = "<p><a>甲渡</a>｜<a>乙渡</a>｜<a>丙渡</a></p>"
    raw = BODY + row + "<p>三处渡口由同一家公司经营，票价都是两元。</p>"
    assert ("paragraph", "甲渡｜乙渡｜丙渡") in blocks_of(read(tmp_path, "a.html", raw))


def test_a_question_that_opens_is_the_heading_of_its_answer(tmp_path: Path) -> None:
    raw = "<h1>问答</h1><details><summary>几点开船？</summary><p>每天七点。</p></details><dl><dt>票价？</dt><dd>两元。</dd></dl>"
    document = read(tmp_path, "a.html", raw)
    assert blocks_of(document)[1:] == [
        ("heading", "几点开船？"),
        ("paragraph", "每天七点。"),
        ("item", "票价？ 两元。"),
    ]
    assert_faithful(document)

from pathlib import Path

import pytest

from tests.reading import read

TEXT = "渡口1893年建成，去年改建，花了三百二十万元，如今每天开八班船，周末加开两班。\n"


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (f"小渡镇水务所\n船运简报（2024年第3期）\n\n{TEXT}", "小渡镇水务所 · 船运简报（2024年第3期）"),
        (f"小渡镇水务所\n签发：何满\n\n{TEXT}", "小渡镇水务所"),
        (f"小渡年鉴\n\n{TEXT}", "小渡年鉴"),
        (f"小渡轮船公司 2023年年度报告   第 4 页\n第二节 经营\n{TEXT}三、客户\n{TEXT}", "小渡轮船公司 2023年年度报告"),
        (
            f"文件编号 XD-07 仅供内部参考\n小渡轮船公司：客运分析（2024）\n摘要：{TEXT}1 客流\n{TEXT}",
            "小渡轮船公司：客运分析（2024）",
        ),
        (f"【访谈】何满：船要慢慢开\n记者：苏河\n问：开了多少年船？\n何满：{TEXT}", "【访谈】何满：船要慢慢开"),
        (
            "FERRY COMPANY LIMITED\nAnnual report for 2022\n\nThe year was the first in which all of our boats ran.\n",
            "FERRY COMPANY LIMITED · Annual report for 2022",
        ),
        (
            "OBITUARY\n\nMartha Quay, boatwright\n\nMartha Quay, who has died aged 81, built boats that fishermen used.\n",
            "OBITUARY · Martha Quay, boatwright",
        ),
        (
            "Ferries of the sound\nBy Ann Lee\n\nThe boats have run since 1893, in all weathers but fog.\n",
            "Ferries of the sound",
        ),
    ],
)
def test_what_a_plain_text_is_called(tmp_path: Path, raw: str, title: str) -> None:
    assert read(tmp_path, "a.txt", raw).title == title


def test_titles_of_traditional_texts_are_in_simplified_characters(tmp_path: Path) -> None:
    raw = "<title>渡輪年報｜關於本港</title><h1>關於本港</h1><p>本港渡輪載客二千三百萬人次。</p>"
    assert read(tmp_path, "a.html", raw).title == "渡轮年报｜关于本港"


def test_front_matter_may_name_the_title_in_chinese(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", "---\n标题: 渡口管理办法\n---\n# 第一章\n\n船慢。\n").title == "渡口管理办法"

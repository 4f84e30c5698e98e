import pytest

from corpus.pagetitle import Head, title_of


@pytest.mark.parametrize(
    ("stated", "headings", "title"),
    [
        ("咖啡出口增长_新闻_港湾网", [], "咖啡出口增长"),
        ("Coffee exports grow - Harbour News", [], "Coffee exports grow"),
        ("Coffee – a history", [], "Coffee – a history"),
        ("Coffee exports, 2023 | Harbour News", ["Coffee exports 2023"], "Coffee exports 2023"),
        ("Coffee exports, 2023 | Harbour", ["Coffee exports 2023"], "Coffee exports 2023 | Harbour"),
        ("常见问题 - 白沙图书馆", ["常见问题"], "常见问题 - 白沙图书馆"),
        ("Sprains: advice – Marsh Clinic", ["Sprains"], "Sprains: advice – Marsh Clinic"),
        ("港湾网", ["别的题目"], "港湾网"),
    ],
)
def test_the_name_of_a_news_site_goes_and_that_of_others_stays(stated: str, headings: list[str], title: str) -> None:
    assert title_of(stated, headings) == title


def test_the_title_of_a_drawing_and_a_second_title_do_not_count() -> None:
    head = Head()
    for tag, text in (
        ("svg", ""),
        ("title", "icon"),
        ("/title", ""),
        ("/svg", ""),
        ("title", "灯塔"),
        ("/title", "正文"),
    ):
        if tag.startswith("/"):
            head.end(tag[1:])
        else:
            head.tag(tag, {})
        head.text(text)
    head.tag("meta", {"property": "og:title", "content": "别的"})
    head.tag("time", {"datetime": "2024-03-05"})
    assert head.metadata([]) == {"title": "灯塔", "date": "2024-03-05"}

import pytest

from corpus.regions import region_of


@pytest.mark.parametrize(
    ("tag", "named", "around", "region"),
    [
        ("nav", {}, {}, "site"),
        ("script", {}, {}, "hidden"),
        ("p", {"style": "color: red; DISPLAY:none"}, {}, "hidden"),
        ("div", {"hidden": ""}, {}, "hidden"),
        ("span", {"aria-hidden": "true"}, {}, "hidden"),
        ("div", {"role": "navigation"}, {}, "site"),
        ("div", {"class": "post-related__list"}, {}, "site"),
        ("div", {"id": "siteFooter"}, {}, "site"),
        ("footer", {}, {}, "site"),
        ("footer", {}, {"article": 1}, ""),
        ("body", {"class": "has-sidebar"}, {}, ""),
        ("div", {"class": "unrelatedness shareholders"}, {}, ""),
        ("p", {"style": "display: block"}, {}, ""),
    ],
)
def test_what_is_no_text_is_told_by_tag_and_attributes(
    tag: str, named: dict[str, str], around: dict[str, int], region: str
) -> None:
    assert region_of(tag, named, around) == region

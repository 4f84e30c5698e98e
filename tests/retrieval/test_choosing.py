from collections.abc import Callable, Sequence

import pytest

from corpus.document import Document
from retrieval.choosing import Choice, choose
from retrieval.evidence import Evidence
from retrieval.ranking import Scored
from tests.retrieval.pieces import ask, evidence_of


def ranked(units: Sequence[Evidence], scores: Sequence[float], near: float = 0.6) -> list[Scored]:
    made = [Scored(unit, score, near) for unit, score in zip(units, scores, strict=True)]
    return sorted(made, key=lambda s: -s.score)


@pytest.fixture
def choice(markdown: Callable[[str], Document]) -> Callable[..., Choice]:
    def made(question: str, text: str, scores: Sequence[float], near: float = 0.6) -> Choice:
        return choose(ask(question), ranked(evidence_of(markdown(text)), scores, near))

    return made


def texts(chosen: Choice) -> list[str]:
    return [e.text for e in chosen.evidence]


def test_nothing_found_nothing_chosen() -> None:
    assert choose(ask("茶？"), []) == Choice((), (), None)


def test_where_nothing_is_near_the_topic_is_missing(choice: Callable[..., Choice]) -> None:
    found = choice("票价是多少？", "甲句很好。乙句也好。", [1.0, 2.0], near=0.1)
    assert found.evidence == () and found.missing == ()
    assert found.nearest is not None and found.nearest.text == "乙句也好。"


def test_a_mark_that_stands_there_is_no_missing_topic(choice: Callable[..., Choice]) -> None:
    assert texts(choice("屏幕上跳E3怎么弄？", "清洗滤网。E3：擦拭激光孔。", [1.0, 2.0], near=0.1)) == [
        "E3：擦拭激光孔。"
    ]
    assert texts(choice("屏幕上跳E5怎么弄？", "清洗滤网。E3：擦拭激光孔。", [1.0, 2.0], near=0.1)) == []


def test_a_row_that_holds_the_mark_of_the_question_answers(choice: Callable[..., Choice]) -> None:
    table = "# 手册\n\n| 代码 | 含义 |\n|---|---|\n| E1 | 风机堵转 |\n| E3 | 传感器脏污 |\n"
    (row,) = choice("屏幕上跳E3怎么弄？", table, [1.0, 1.0], near=0.1).evidence
    assert "传感器" in row.text


def test_the_best_piece_answers(choice: Callable[..., Choice]) -> None:
    assert texts(choice("票价是多少？", "甲句很好。票价是五元。", [1.0, 2.0])) == ["票价是五元。"]


def test_what_meets_the_question_goes_before_what_scores_better(choice: Callable[..., Choice]) -> None:
    found = choice("阿里云的总部在哪里？", "腾讯云的总部在深圳。阿里云的总部在杭州。", [3.0, 1.0])
    assert texts(found) == ["阿里云的总部在杭州。"]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("特斯拉的总部在哪里？", ("特斯拉",)),
        ("2031年总部在哪里？", ("2031",)),
        ("Where was Tesla in 2031?", ("Tesla", "2031")),
    ],
)
def test_a_name_or_year_that_nothing_holds_refuses(
    choice: Callable[..., Choice], question: str, missing: tuple[str, ...]
) -> None:
    found = choice(question, "腾讯云的总部在深圳。2024年阿里云在杭州。", [2.0, 1.0])
    assert (found.evidence, found.missing) == ((), missing)
    assert found.nearest is not None


def test_a_mark_that_nothing_holds_does_not_refuse(choice: Callable[..., Choice]) -> None:
    found = choice("XNGP的票价是多少？", "票价是五元。", [1.0])
    assert texts(found) == ["票价是五元。"] and found.missing == ()


def test_a_list_takes_several_in_order_of_place(choice: Callable[..., Choice]) -> None:
    text = "品种包括龙井。其次还有毛峰茶叶。另有碧螺春一种。无关的天气预报。"
    assert texts(choice("有哪些品种？", text, [1.0, 3.0, -8.0, -9.0])) == [
        "品种包括龙井。",
        "其次还有毛峰茶叶。",
        "另有碧螺春一种。",
    ]


def test_a_list_does_not_repeat_itself(choice: Callable[..., Choice]) -> None:
    text = "品种包括龙井和毛峰。\n\n品种包括龙井和毛峰！"
    assert len(choice("有哪些品种？", text, [2.0, 1.9]).evidence) == 1


def test_a_comparison_holds_every_name_it_can(choice: Callable[..., Choice]) -> None:
    text = "阿里云很大很强。无关的一句话在此。腾讯云则更灵活。"
    found = choice("阿里云和腾讯云有什么区别？", text, [3.0, 2.0, -5.0])
    assert texts(found) == ["阿里云很大很强。", "腾讯云则更灵活。"]


def test_what_a_comparison_lacks_is_named(choice: Callable[..., Choice]) -> None:
    found = choice("阿里云和特斯拉有什么区别？", "阿里云很大很强。", [1.0])
    assert texts(found) == ["阿里云很大很强。"] and found.missing == ("特斯拉",)


def test_never_more_than_four_pieces(choice: Callable[..., Choice]) -> None:
    text = "。".join(("龙井", "毛峰茶", "碧螺春天", "大红袍衣", "普洱熟茶", "白毫银针", "铁观音韵")) + "。"
    assert len(choice("有哪些品种？", text, [1.0] * 7).evidence) == 4


def test_two_names_take_a_piece_each_whatever_is_asked(choice: Callable[..., Choice]) -> None:
    found = choice(
        "阿里云和腾讯云的总部在哪里？", "阿里云的总部在杭州。无关的一句话在此。腾讯云的总部在深圳。", [3.0, 2.0, 1.0]
    )
    assert texts(found) == ["阿里云的总部在杭州。", "腾讯云的总部在深圳。"]


def test_a_year_stands_with_the_name_it_is_asked_of(choice: Callable[..., Choice]) -> None:
    parted = choice("阿里云2024年做了什么？", "阿里云办了展览。\n\n2024年腾讯云建了机房。", [2.0, 1.0])
    assert (parted.evidence, parted.missing) == ((), ("2024",))
    joined = choice("阿里云2024年做了什么？", "2024年阿里云办了展览。\n\n腾讯云建了机房。", [2.0, 1.0])
    assert texts(joined) == ["2024年阿里云办了展览。"]


@pytest.mark.parametrize(
    ("question", "told", "withheld"),
    [
        ("是哪家品牌提升了满意度？", "阿里云提升了满意度。", "某品牌提升了满意度。"),
        (
            "Which brand raised satisfaction?",
            "Alibaba Cloud raised satisfaction.",
            "One leading brand raised satisfaction.",
        ),
        ("修船花了多少钱？", "修船花了五万元。", "修船的花费没有公布。"),
        ("Who paid for the repair?", "Ann Lee paid for the repair.", "The donor of the repair was not named."),
    ],
)
def test_a_text_that_leaves_out_what_is_asked_does_not_answer(
    choice: Callable[..., Choice], question: str, told: str, withheld: str
) -> None:
    assert texts(choice(question, told, [1.0])) == [told]
    refused = choice(question, withheld, [1.0])
    assert refused.evidence == () and refused.nearest is not None and refused.nearest.text == withheld


def test_a_row_answers_only_what_its_table_is_about(choice: Callable[..., Choice]) -> None:
    table = "# 青湖年报\n\n表1 水鸟\n\n| 年份 | 水鸟 |\n| --- | --- |\n| 2021 | 34 |\n"
    refused = choice("青湖2021年的总磷是多少？", table, [1.0])
    assert refused.evidence == ()
    assert choice("青湖2021年的水鸟是多少？", table, [1.0]).evidence


def test_a_figure_from_afar_is_none(choice: Callable[..., Choice]) -> None:
    assert choice("票价是多少？", "票价是五元。", [1.0], near=0.34).evidence == ()
    assert choice("票价是多少？", "票价是五元。", [1.0], near=0.36).evidence


def test_what_is_asked_for_by_a_word_that_no_document_holds_is_not_defined(choice: Callable[..., Choice]) -> None:
    assert choice("什么是QaaS？", "云服务是按量付费的。甲句很好。", [2.0, 1.0]).missing == ("QaaS",)
    assert choice("什么是IaaS？", "IaaS是基础设施。甲句很好。", [2.0, 1.0]).evidence


def test_a_second_piece_is_quoted_where_it_is_at_least_half_as_likely(choice: Callable[..., Choice]) -> None:
    text = "港口的吊机由柴油改为电力。码头的班轮每周三开往北岛。"
    assert texts(choice("谁改用了电力？", text, [2.0, 1.5])) == [
        "港口的吊机由柴油改为电力。",
        "码头的班轮每周三开往北岛。",
    ]
    assert texts(choice("谁改用了电力？", text, [2.0, 1.2])) == ["港口的吊机由柴油改为电力。"]


def test_a_second_piece_that_says_the_same_is_left_out(choice: Callable[..., Choice]) -> None:
    text = "港口的吊机由柴油改为电力。港口吊机由柴油改为电力。"
    assert texts(choice("谁改用了电力？", text, [2.0, 1.9])) == ["港口的吊机由柴油改为电力。"]


def test_of_a_comparison_nothing_is_told_where_none_of_its_names_stands(choice: Callable[..., Choice]) -> None:
    text = "华为云在2023年有12个机房。腾讯云在2023年有9个机房。"
    assert choice("蔚来和特斯拉2031年有什么区别？", text, [2.0, 1.5]).evidence == ()
    assert len(choice("华为云和腾讯云2023年有什么区别？", text, [2.0, 1.5]).evidence) == 2


def test_the_formula_that_opens_a_notice_is_not_what_it_says(choice: Callable[..., Choice]) -> None:
    text = "现将补贴申报事项通知如下。申报材料为身份证、合同。"
    assert texts(choice("申报补贴要哪些材料？", text, [2.0, 1.0])) == ["申报材料为身份证、合同。"]
    plain = "现将补贴申报事项通知各校。申报材料为身份证、合同。"
    assert texts(choice("申报补贴要哪些材料？", plain, [2.0, 1.0]))[0] == "现将补贴申报事项通知各校。"


def test_who_holds_an_office_is_told_only_where_the_office_is(choice: Callable[..., Choice]) -> None:
    said = "阿里云在杭州。阿里云由唐嘉出面签约。"
    refused = choice("阿里云的总裁是谁？", said, [1.0, 2.0])
    assert refused.evidence == () and refused.missing == ("首席执行官",)
    assert texts(choice("阿里云的总裁是谁？", said + "阿里云总裁唐嘉到场。", [1.0, 2.0, 1.5])) == [
        "阿里云总裁唐嘉到场。"
    ]


def test_what_is_named_together_is_one_thing(choice: Callable[..., Choice]) -> None:
    found = choice("为什么特斯拉的上海工厂停产？", "特斯拉因为缺货而停产。特斯拉很大。", [2.0, 1.0])
    assert found.evidence == () and found.missing == ("上海",)


@pytest.mark.parametrize(("read", "answered"), [(None, False), (-0.5, False), (0.9, False), (1.1, True), (5.0, True)])
def test_what_likely_answers_for_the_reader_does_so_however_far_its_words_are(
    markdown: Callable[[str], Document], read: float | None, answered: bool
) -> None:
    unit = evidence_of(markdown("会员增至640名。"))[0]
    found = choose(ask("有多少人加入？"), [Scored(unit, 1.0, 0.1, read)])
    assert bool(found.evidence) is answered


@pytest.mark.parametrize(("question", "missing"), [("许先生的妻子叫什么？", ()), ("2021年许先生去了哪里？", ("2021",))])
def test_the_reader_outweighs_words_for_what_is_asked_but_no_year(
    markdown: Callable[[str], Document], question: str, missing: tuple[str, ...]
) -> None:
    unit = evidence_of(markdown("许先生与沈兰在镇上开店。"))[0]
    assert choose(ask(question), [Scored(unit, 1.0, 0.6, 5.0)]).missing == missing
    assert choose(ask(question), [Scored(unit, 1.0, 0.6, 1.0)]).missing != ()


def test_a_model_that_no_document_has_is_missing(choice: Callable[..., Choice]) -> None:
    text = "水壶NS-170生产了41200台。"
    assert choice("NS-180生产了几台？", text, [2.0]).missing == ("NS-180",)
    assert texts(choice("NS-170生产了几台？", text, [2.0])) == [text]


def test_of_an_item_the_others_are_told_too_where_one_of_them_answers_as_well(choice: Callable[..., Choice]) -> None:
    text = "First, to buy boats. Second, to train coxes. Third, to paint the shed."
    assert len(choice("What does the club want?", text, [3.0, 2.9, 0.0]).evidence) == 3
    assert texts(choice("What does the club want?", text, [3.0, 0.0, 0.0])) == ["First, to buy boats."]

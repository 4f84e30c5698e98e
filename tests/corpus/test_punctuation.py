from pathlib import Path

from tests.reading import assert_faithful, read


def test_half_width_marks_of_chinese_prose_become_full_width(tmp_path: Path) -> None:
    raw = "白沙港,始建于1893年;占地3,200亩(含滩涂)。注:面积为估计值,见文末!共有泊位6个,其中2个为新建。\n"
    document = read(tmp_path, "a.txt", raw)
    assert (
        document.text
        == "白沙港，始建于1893年；占地3,200亩（含滩涂）。注：面积为估计值，见文末！共有泊位6个，其中2个为新建。"
    )
    assert [m.note for m in document.mends] == ["8 half-width marks in 1 blocks"]
    assert_faithful(document)


def test_a_text_with_both_kinds_and_an_english_one_stay(tmp_path: Path) -> None:
    for raw in (
        "白沙港，始建于1893年，占地广，泊位多,其中2个为新建,见文末。",
        "The yearly costs of the harbour rose by 5%, 6%, 7%, 8%, 9%, 10% (亿元).",
    ):
        assert read(tmp_path, "a.txt", raw).text == raw


def test_letters_and_digits_of_full_width_become_narrow(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "地区,数量\n北区,１２０\n南区,９８％\n")
    assert [c.text for row in document.tables[0].rows for c in row] == ["北区", "120", "南区", "98%"]
    assert_faithful(document)


def test_a_lost_bracket_and_a_lost_dash_are_put_back(tmp_path: Path) -> None:
    raw = "# 报告\n\n## 港口管理条例》的作用\n\n《港口管理条例》自20192021年试行。\n\n## 年港口回顾\n\n他说“可以。\n"
    document = read(tmp_path, "a.md", raw)
    assert document.sections[2].title == "《港口管理条例》的作用"
    assert "自2019-2021年试行" in document.text
    told = [m.note for m in document.mends if not m.done]
    assert told == ["begins behind a figure that is lost", "1 × “ and 0 × ”"]
    assert_faithful(document)


def test_in_cells_only_marks_inside_a_clause_change(tmp_path: Path) -> None:
    raw = "港口始建早,规模大;泊位多,水深足,风浪小,往来便。\n\n| 维度 | 现状 |\n|--|--|\n| 优势 | 积累深厚,伙伴众多 |\n| 份额 | 甲港26%,乙港22% |\n"
    (table,) = read(tmp_path, "a.md", raw).tables
    assert [row[1].text for row in table.rows] == ["积累深厚，伙伴众多", "甲港26%,乙港22%"]


def test_narrow_full_stops_become_full_width_and_points_stay(tmp_path: Path) -> None:
    raw = "白沙港,始建于1893年,长3.5公里,占21.4%.共有泊位6个,见2.1节,其中2个为新建.2024年又建一个,用A.I.调度.\n"
    assert (
        read(tmp_path, "a.txt", raw).text
        == "白沙港，始建于1893年，长3.5公里，占21.4%。共有泊位6个，见2.1节，其中2个为新建。2024年又建一个，用A.I.调度。"
    )

from corpus.wordtables import find_word_table

SWOT = (
    "综上,灯塔旅游前景可期。分析维度主要内容关键数据2026年预期影响优势(Strengths)临海区位突出,文物保存完好景区年接待游客42万人次"
    "预计增至60万人次劣势(Weaknesses)配套住宿不足,淡季客流偏少仅31%游客选择过夜有望提升至45%机会(Opportunities)高铁通车,"
    "带动周边客流增长两小时交通圈人口达2,300万预计2026年突破2,500万威胁(Threats)邻近景区加快开发,同质竞争加剧"
    "周边同类景区数量约12个可能增至20个"
)


def cells(text: str) -> list[list[str]]:
    table = find_word_table(text)
    assert table is not None
    return [[text[a:b] for a, b in row] for row in (table.header, *table.rows)]


def test_strengths_and_weaknesses_come_out_under_their_names() -> None:
    found = cells(SWOT)
    assert found[0] == ["分析维度", "主要内容", "关键数据", "2026年预期影响"]
    assert [row[0] for row in found[1:]] == [
        "优势(Strengths)",
        "劣势(Weaknesses)",
        "机会(Opportunities)",
        "威胁(Threats)",
    ]
    assert [row[3] for row in found[1:]] == [
        "预计增至60万人次",
        "有望提升至45%",
        "预计2026年突破2,500万",
        "可能增至20个",
    ]
    assert found[2][1:3] == ["配套住宿不足,淡季客流偏少", "仅31%游客选择过夜"]
    # Cells join back to what stood there.
    assert "".join(cell for row in found for cell in row) == SWOT[SWOT.index("分析维度") :]


def test_prose_with_the_same_words_is_no_table() -> None:
    assert find_word_table("优势在于区位,劣势在于住宿,机会在于高铁,威胁在于竞争。" * 2) is None
    assert find_word_table("没有表格。") is None

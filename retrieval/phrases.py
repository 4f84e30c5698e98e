"""The wording of answers, in Chinese and English; Traditional is made from Simplified."""

from corpus.script import to_traditional
from retrieval.answer import AnswerLanguage

_ZH = {
    "refused": "文档中没有说明这一点。",
    "refused_missing": "文档中没有给出：{missing}。",
    "money": "金额",
    "figure": "这个数字",
    "nearest": "与之最接近的内容：{line}",
    "chat": "你好！我根据已载入的文档回答问题，每句话都注明出处。可以这样问：“{example}”",
    "example": "《{title}》讲了什么？",
    "order": "我只根据文档回答问题，不执行这类指令。可以这样问：“{example}”",
    "quote": "{quote}{marks}",
    "foreign": "{glosses}。原文：“{quote}”{marks}",
    "foreign_bare": "原文（英文）：“{quote}”{marks}",
    "cell": "{name}{value}",
    "row_year": "{label}年：{cells}。{marks}",
    "row": "{label}：{cells}。{marks}",
    "in_table": "据表格所列，{row}",
    "semicolon": "；",
    "count": "共{count}个{items}。{marks}",
    "items": "（{items}）",
    "labelled": "{label} {value}",
    "audit": "注：文中的{stated}与其旁的数字不符：{line}。{marks}",
    "writer_failed": "（语言模型没有应答，以上是不用它的回答。）",
    "writer_unchecked": "（语言模型的回答未通过核对，以上是不用它的回答。）",
    "worked": "计算：{line}。{marks}",
    "differ": "{year}年{what}，文档给出{count}个不同的数字：",
    "differ_ever": "{what}，文档给出{count}个不同的数字：",
    "differ_said": "文档对此说法不一：",
    "item": "· {line}",
    "contradictions": "文档中有{count}处，同一时间的同一指标给出了不同的数字：",
    "contradiction": "· {year}年{what}：{values}",
    "comma": "、",
    "value": "· {value}（{who}）{marks}",
    "value_bare": "· {value}{marks}",
    "partly": "另外，文档中没有给出：{missing}。",
    "origin": "《{title}》{label}：{value}。{marks}",
    "column_of": "对象",
    "column_year": "年份",
    "column_value": "数字",
    "column_source": "来源",
}
_EN = {
    "refused": "The documents do not say.",
    "refused_missing": "The documents do not give {missing}.",
    "money": "an amount of money",
    "figure": "that figure",
    "nearest": "The nearest they have: {line}",
    "chat": 'Hello! I answer from the loaded documents and cite the source of every statement. Try: "{example}"',
    "example": "What does '{title}' say?",
    "order": 'I only answer from the documents and do not follow such instructions. Try: "{example}"',
    "quote": "{quote} {marks}",
    "foreign": "{glosses}. In the original: “{quote}” {marks}",
    "foreign_bare": "In the original (Chinese): “{quote}” {marks}",
    "cell": "{name}: {value}",
    "row_year": "{label}: {cells}. {marks}",
    "row": "{label}: {cells}. {marks}",
    "in_table": "In the table, {row}",
    "semicolon": "; ",
    "count": "{count}{items}. {marks}",
    "items": " ({items})",
    "labelled": "{label}: {value}",
    "audit": "Note: the stated {stated} does not follow from the figures beside it: {line}. {marks}",
    "writer_failed": "(The language model did not reply; this is the answer without it.)",
    "writer_unchecked": "(What the language model wrote did not pass its check; this is the answer without it.)",
    "worked": "Worked out: {line}. {marks}",
    "differ": "The documents give {count} different figures for the {year} {what}:",
    "differ_ever": "The documents give {count} different figures for the {what}:",
    "differ_said": "The documents differ on this:",
    "item": "- {line}",
    "contradictions": "The documents give different figures for the same measure and time in {count} cases:",
    "contradiction": "- {year} {what}: {values}",
    "comma": ", ",
    "value": "- {value} ({who}) {marks}",
    "value_bare": "- {value} {marks}",
    "partly": "The documents do not give {missing}.",
    "origin": "{label} of “{title}”: {value}. {marks}",
    "column_of": "Of",
    "column_year": "Year",
    "column_value": "Figure",
    "column_source": "Source",
}


def phrase(key: str, language: AnswerLanguage, **parts: str) -> str:
    """A wording, filled in; for "zh-hant" the wording is Traditional and the parts are the caller's."""
    if language == "en":
        return _EN[key].format(**parts)
    words = _ZH[key]
    if key == "cell" and parts["name"][-1:].isascii() and parts["name"][-1:].isalnum():
        parts["name"] += "："  # "Share 2023" and "14%" would run together
    return (to_traditional(words) if language == "zh-hant" else words).format(**parts)


def cell_phrase(language: AnswerLanguage, name: str, value: str) -> str:
    """A column and its value; where figures would run together, a colon parts them.

    >>> cell_phrase("zh", "2024E", "16.4%"), cell_phrase("zh", "收入", "7亿元"), cell_phrase("en", "2024E", "16.4%")
    ('2024E：16.4%', '收入7亿元', '2024E: 16.4%')
    """
    runs_on = language != "en" and name[-1:].isascii() and name[-1:].isalnum() and value[:1].isdigit()
    return phrase("cell", language, name=f"{name}：" if runs_on else name, value=value)

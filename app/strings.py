"""The words of the page, in Chinese, Simplified and Traditional, and in English.

All of them stand in the page and its style sheet shows one, so that switching needs no way to the server and a
screen reader hears one language only. Traditional is made from Simplified.
"""

from functools import cache
from typing import Final

from app.tags import Html, joined, tag
from corpus.script import to_traditional

WORDS: Final[dict[str, tuple[str, str]]] = {
    "tagline": ("有据可查的问答", "answers you can check"),
    "switch": ("English", "中文"),
    "switch_hint": ("切换界面语言", "switch the language of the page"),
    "new_chat": ("新对话", "New chat"),
    "welcome": ("问一句，看证据。", "Ask. See the evidence."),
    "welcome_more": (
        "用中文或英文提问。每句回答都注明出处，点编号即可看到原文；文档没有说的，会直接告诉你。",
        "Ask in Chinese or English. Every statement names its source: click a number to see the words "
        "themselves. What the documents do not say, you will be told.",
    ),
    "loaded": ("已载入的文档", "Documents loaded"),
    "more_documents": ("另有 {count} 份文档", "and {count} more documents"),
    "no_documents": ("没有载入任何文档", "No documents are loaded"),
    "try": ("试着问", "Try asking"),
    "question": ("输入问题", "Your question"),
    "placeholder": (
        "输入问题，回车发送",
        "Ask a question. Enter sends",
    ),
    "send": ("发送", "Send"),
    "stop": ("停止", "Stop"),
    "again": ("再问一次", "Ask again"),
    "you": ("你问", "You asked"),
    "searching": ("正在查找证据", "Looking for evidence"),
    "refused": ("文档中没有答案", "The documents do not say"),
    "nearest": ("最接近的内容", "The nearest they come"),
    "more_sources": ("其余 {count} 处", "{count} more"),
    "sources": ("出处", "Sources"),
    "citation": ("打开出处", "Open source"),
    "worked": ("推算", "Worked out"),
    "understood": ("问题是这样理解的", "How the question was read"),
    "copy": ("复制", "Copy"),
    "copy_reference": ("复制引用", "Copy reference"),
    "copied": ("已复制", "Copied"),
    "seconds": ("{seconds} 秒", "{seconds} s"),
    "panel": ("出处原文", "Source"),
    "panel_empty": (
        "点击回答里的编号，这里显示它所依据的原文。",
        "Click a number in an answer to see what it rests on.",
    ),
    "source_of": ("出处 {n} / {total}", "Source {n} of {total}"),
    "previous": ("上一处", "Previous source"),
    "next": ("下一处", "Next source"),
    "back": ("回到回答", "Back to the answer"),
    "raw": ("文件中的原始字符", "As it stands in the file"),
    "raw_place": ("第 {start} 至 {end} 个字符", "characters {start} to {end}"),
    "mends": ("读入时的改动", "What reading changed"),
    "parallel": ("另一语言版本的同一段", "The same paragraph in the other language"),
    "rows_left_out": ("略去 {count} 行", "{count} rows left out"),
    "page": ("第 {page} 页", "page {page}"),
    "empty_question": ("请先输入问题。", "Please type a question first."),
    "long_question": (
        "问题太长：最多 {limit} 个字符，这里有 {length} 个。请缩短后再问。",
        "The question is too long: at most {limit} characters, this one has {length}. Please shorten it.",
    ),
    "stopped": ("已停止。", "Stopped."),
    "failed": (
        "这个问题没能回答，原因已写入运行窗口。可以再试一次，或换个问法。",
        "This question could not be answered; the reason stands in the terminal. Try again, or ask it differently.",
    ),
    "gone": (
        "这条出处已不在当前对话中，请重新提问。",
        "This source is no longer part of the conversation. Please ask again.",
    ),
}

READING: Final[dict[str, tuple[str, str]]] = {
    "kind": ("类型", "kind"),
    "language": ("回答语言", "answer in"),
    "question": ("补全为", "completed to"),
    "names": ("名称", "names"),
    "years": ("年份", "years"),
    "zh": ("简体中文", "Simplified Chinese"),
    "zh-hant": ("繁体中文", "Traditional Chinese"),
    "en": ("英文", "English"),
    "chat": ("闲谈", "small talk"),
    "order": ("指令", "an order"),
    "reason": ("原因", "a reason"),
    "when": ("时间", "a time"),
    "who": ("人物或机构", "a person or body"),
    "where": ("地点", "a place"),
    "list": ("列举", "a list"),
    "comparison": ("比较", "a comparison"),
    "figure": ("数字", "a figure"),
    "definition": ("释义", "a definition"),
    "how": ("方式", "a manner"),
    "open": ("概述", "an account"),
}
"""How a question was read: names of fields, and the values that are words of ours."""


def reading(text: str) -> Html:
    """A field or value of how a question was read, in all languages where it is a word of ours.

    >>> reading("2030")
    '2030'
    """
    return _pair(*READING[text]) if text in READING else joined((text,))


def word(key: str, language: str, **values: object) -> str:
    """One interface text, as plain text.

    Args:
        key: its name in `WORDS`.
        language: "zh" or "en".
        values: what its placeholders become.
    """
    return WORDS[key][0 if language == "zh" else 1].format(**values)


def both(key: str, **values: object) -> Html:
    r"""One interface text in all languages, of which the page shows one.

    >>> print(both("send").replace("><", ">\n<"))
    <span class="wj-zh" lang="zh-Hans">发送</span>
    <span class="wj-hant" lang="zh-Hant">發送</span>
    <span class="wj-en" lang="en">Send</span>
    """
    return _pair(word(key, "zh", **values), word(key, "en", **values))


def attributes(name: str, key: str) -> dict[str, str]:
    """An attribute in all languages, for `tag`: `page.js` sets it to the one that is shown.

    >>> list(attributes("title", "send").items())
    [('title', '发送'), ('data-zh-title', '发送'), ('data-hant-title', '發送'), ('data-en-title', 'Send')]
    """
    chinese, english = word(key, "zh"), word(key, "en")
    return {
        name: chinese,
        f"data-zh-{name}": chinese,
        f"data-hant-{name}": _traditional(chinese),
        f"data-en-{name}": english,
    }


def _pair(chinese: str, english: str) -> Html:
    return joined((
        tag("span", chinese, class_="wj-zh", lang="zh-Hans"),
        tag("span", _traditional(chinese), class_="wj-hant", lang="zh-Hant"),
        tag("span", english, class_="wj-en", lang="en"),
    ))


_traditional = cache(to_traditional)

"""The noun that a question asks for: 哪个奖, which award, 几层, how many storeys."""

import re

_ZH = re.compile(
    r"(?:哪(?:一|两|几|三|四|些)?(?:个|位|家|座|种|部|项|份|支|款|所|条|届|类|本|次|间|处|场|片|只|名|颗|艘|台|辆|门|间|首|张|段|道)?"
    r"|什么样的|什么|何种|何|几(?:个|位|家|座|种|部|项|份|支|款|所|条|类|本|间|处|场|名)?|多少(?:个|位|家|座|种|部|项|份|名|间|处)?)"
    r"([㐀-鿿]{1,8})"
)
# What follows the question word and is no noun.
_ZH_END = re.compile(
    r"[的了是有在被把对从向为与和及可能会要将就都也还不最更让使给由于以而或吗呢啊而]|时候|时间|地方|原因|意思|样|程度"
)
_EN = re.compile(
    r"\b(?:which|what|how many|how much|what kinds? of|what types? of)\s+(?:(?:of|the|other|two|three|four|five|new|main)\s+)*([a-z][a-z-]*(?:\s[a-z-]+){0,2})",
    re.IGNORECASE,
)
_EN_NO_NOUN = (
    "is are was were do does did has have had can could will would should may might much many if about to happened "
    "happens made makes kind sort type of in on for by with from and or the a an it they he she we you i that this "
    "be been being there money"
)
_NO_NOUN = frozenset(_EN_NO_NOUN.split())


def wanted_noun(question: str) -> str:
    """The noun after the question word in small letters, or "" where there is none.

    >>> wanted_noun("他获得了哪个奖项?"), wanted_noun("这座塔有几层?"), wanted_noun("Which award did she win?")
    ('奖项', '层', 'award')
    >>> wanted_noun("什么时候建成?"), wanted_noun("What is a ferry?"), wanted_noun("How many tonnes were shipped?")
    ('', '', 'tonne')
    """
    if found := _ZH.search(question):
        noun = _ZH_END.split(found[1])[0]
        return noun[:2] if len(noun) != 3 else noun
    for match in _EN.finditer(question):
        word = match[1].casefold().split()[0]
        if word not in _NO_NOUN:
            return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    return ""

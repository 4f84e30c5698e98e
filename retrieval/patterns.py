"""What shows that a text has a figure, a time, a place, a reason, a way, a list, a definition, a name, a person or body."""

import re
from collections.abc import Mapping

_FIGURE = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿]+[个家年天次倍成种项名人座台辆所条]|\b(one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)(1\d|20)\d{2}(?!\d)|\d{1,2}月|\d{1,2}[日号]|世纪|年代|\d年|公元|"
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december|century)\b|\b\d{2,4}\s?(AD|BC|CE)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"因为|由于|因此|因而|所以|原因|缘故|理由|起因|归结|归因|归功|得益于|源于|缘于|促使|导致|致使|使得|使.{1,12}[不难能更]|会让|催化|倒逼|驱动|动力|为了|以便|以免|避免|防止|免得"
    r"|从而|在于|之所以|受.{1,12}影响|推动|迫使|[，、；](?:因|故|怕)(?!此)|^因(?!此)"
    r"|\b(?:because|since|due to|owing to|thanks to|as a result|therefore|thus|hence|reasons?|caus(?:es?|ed|ing)|driv(?:en|es?|ing) (?:by|up|down)|drove|le(?:d|ads?) to"
    r"|so that|so as to|in order to|to (?:avoid|prevent|keep|stop|save|protect)|prompt(?:s|ed)?|forc(?:es?|ed|ing)|push(?:es|ed)|stem(?:s|med)? from|blam(?:es?|ed)"
    r"|explain(?:s|ed)?|otherwise|put(?:s|ting)? (?:it )?down to|attribut\w+|on account of|means? that|which means)\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"通过|利用|采用|借助|凭借?|依靠|依[托据]|按照?|使用|以.{1,12}(?:方式|方法|手段)|方法|步骤|做法|用[㐀-鿿]{1,8}[来去把将]|先.{1,30}(?:再|然后|后)|须|应当?|请|按住|点击"
    r"|\b(?:by \w+ing|using|uses?|used|through|via|with the help|by means|method|steps?|first|then|press|hold|must|should)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"、.{1,40}[、和与及]|一是|二是|其一|首先|包括|涵盖|分为|分别|等|以及|,.{2,60},.{0,60}\band\b|\b(include|including|such as|consist|namely|first|second)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"是(?:一|指|由|用|将|通过|在|基于|以)|指的是|是指|即|又称|简称|称为|定义|意为|\b(is|are|was|were) (a|an|the)\b|\brefers? to\b|\bmeans?\b|\bknown as\b|\bcalled\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[叫名](?:做|为|作|叫|曰)?[“《「]?[㐀-鿿A-Z]|取名|起名|称为|又称|原名|前身|“[^”]{2,12}”|\b(?:named?|called|known as|titled|entitled)\b|\b[A-Z][\w-]+ [A-Z][\w-]+"
)
_BODY = re.compile(
    r"[》”）]?[说称表示认为指出]|公司|集团|大学|研究院|协会|委员会|先生|女士|教授|博士|总裁|创始人|皇帝|王|[㐀-鿿]{2,}·[㐀-鿿]{2,}|者[是为]|由.{2,15}(?:设计|建造|创立|创办|发明|主持|撰写|编写|翻译|执导)"
    r"|[员长师家者人监记任][是为：:]?[㐀-鿿]{2,3}(?=[，。；、（ ]|$)|\b[A-Z][a-z]+ [A-Z][a-z]+\b|\b(said|says|founder|president|professor|Inc|company|group|university)\b"
)
_PLACE = re.compile(
    r"位于|坐落|地处|地[点址]|[㐀-鿿]{1,6}(?:省|市|县|区|镇|乡|村|州|国|岛|街|路|港|湾|山|河|湖|海|洲|大学|学院|机场|车站|中心|广场)|[东西南北中][部侧边面]|[一二三四五六七八九十\d][楼层室]"
    r"|\b(?:in|at|near|from|to|of|on) (?:the )?[A-Z][a-z]+|\b(?:north|south|east|west|city|country|district|province|street|located|based)\b"
)
ROLE = re.compile(
    r"总裁|总经理|经理|主席|主任|总监|部长|院长|校长|馆长|会长|社长|董事|创始人|负责人|教授|博士|研究员|工程师|设计师|作家|画家|演员|导演|记者|医生|教师|律师|[秘书]记|家(?=[，、。])"
    r"|\b(?:president|chair\w*|director|head|chief|manager|officer|founder|minister|mayor|professor|doctor|engineer|architect|author|writer|artist"
    r"|curator|captain|leader|owner|partner|researcher|scientist|secretary|editor|spokes\w+|analyst)\b",
    re.IGNORECASE,
)
"""What a person is: shown by the answer to who somebody is, where the name is known."""
PATTERNS: Mapping[str, re.Pattern[str]] = {
    "figure": _FIGURE,
    "when": _TIME,
    "where": _PLACE,
    "reason": _REASON,
    "how": _WAY,
    "list": _LIST,
    "definition": _DEFINITION,
    "name": _NAME,
    "who": _BODY,
}
"""Kind of question to what an answer of that kind shows."""
CAUSE = re.compile(
    r"因为|由于|原因|理由|缘故|之所以|为的是|是为了|归结为|归因于|归功于|得益于|(?:^|[，、；。])因(?!此|而)|\b(?:because|reasons?|due to|owing to|thanks to|caused by|blam(?:es?|ed)|attribut\w+|so that|on account of)\b",
    re.IGNORECASE,
)
"""Words that say outright that a reason is given."""
NOTE = re.compile(
    r"\A[（(【\[][^）)】\]]*[）)】\]]\W*\Z|版权所有|©|\bCopyright\b|第\s?\d+\s?页|www\.|https?://|\bcookie|评论\(|上一篇|下一篇|相关(?:阅读|推荐)|责任编辑|\ball rights reserved\b|\bpage \d+ of\b",
    re.IGNORECASE,
)
"""What is said of a text and not by it: editors' notes in brackets, page feet, menus."""

"""What the English words around a figure say about it: subject, measure, whole.

In English reports the subject comes first, then a verb, then the figure with its year; measures stand in the subject
("the market size of X", "X's revenue"), before the figure ("with a gross margin of 38%") or behind it ("a 30% share").
"""

import re
from dataclasses import replace

from retrieval.englishverbs import DONE_BEHIND, DONE_MEASURES, DOWN, FINITE, MADE_UP, UP
from retrieval.measures import find_measures, fits
from retrieval.quantity import Quantity
from retrieval.reading import MASK, Reading
from retrieval.sourcing import without_sayer

_VERB = re.compile(rf"\b(?:{FINITE})\b", re.IGNORECASE)
_LEAD = re.compile(
    r"\A(?:[\s,;:(]|\b(?:followed by|far|well|much|and|but|or|while|whereas|although|though|which|that|who|where|when|so"
    r"|thus|also|then|as|with|at|by|in|on|for|of|to|from"
    r"|the|a|an|its|their|his|her|this|these|those|it|they|there|some|already|even|only|just|alone|up|down"
    r"|now|still|both|together|respectively|namely|about|against|thanks to)\b)+",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:[\s,;:(]|\b(?:and|but|or|the|a|an|of|at|to|by|with|in|on|for|from|as|is|was|were|are|be|its|their"
    r"|that|which|alone|already|together|also"
    r"|rate|some|only|just|much|many|year on year|year over year|on average|overall)\b)+\Z",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|its|they|their|this|that|these|which|who|there|absolute value|amount|value|figure|the|a|an"
    r"|overall|total|average|annual|cumulative|combined|existing|current"
    r"|forecasts|estimates|expects|predicts|projects|reckons|\s)*\Z",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"\b(?:(?P<grow>{UP})|(?P<up>{MADE_UP})|(?P<down>{DOWN}))\b(?P<object>[^,]*?)\s?(?:by|to|of|from"
    rf"|as much as|an average of)?\s*[{MASK}]*\s*\Z",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby(?: as much as| an average of)?\s*\Z")
_SHARE_VERB = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|ma[dk]e(?:s)? up|making up|represent(?:s|ed|ing)?|constitut(?:es?|ed"
    r"|ing)|takes?|took|taking|holds?|held|captur(?:es?|ed))\s*(?:some\s)?\Z",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*of\s(?P<of>[^,;]+?)(?=\s(?:in|by|at|before|as|from|with|who|which|that)\b|[,;]|\Z)", re.IGNORECASE
)
_OF_WHO = re.compile(
    rf"\s*of\s(?P<of>.+?)\s(?P<said>(?:{FINITE}|support\w*|with|having|without|that|who|us(?:e|es|ed|ing)"
    rf"|adopt\w*|have|do|did)\b.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_NOUN_BEHIND = re.compile(
    rf"\s*(?:in\s|of\s|a\s)?(?P<noun>[a-z][\w&/ -]*?)(?=\s(?:in|by|at|on|for|from|to|and|that|which|who"
    rf"|were|was|is|are|had|have|will|of|with|as|over|worldwide|a|an|per|each|every|now|already|today)\b"
    rf"|[,;(.{MASK}]|\Z)"
)
_BEHIND = re.compile(r"\s*(?:or more\s|or less\s)?(?:in\s|of\s)?")
_INVESTS = re.compile(r"\b(?:invest(?:s|ed|ing)?|spend(?:s|ing)?|spent)\s*\Z", re.IGNORECASE)
_COVERS = re.compile(r"\bcover(?:s|ed|ing)?\s*\Z", re.IGNORECASE)
_AMONG = re.compile(
    r"\s*(?:or more\s|or less\s)?(?:among|in|for|across)\s(?P<of>(?!the end|total)[^,;]{3,}?)(?=\s(?:by|at"
    r"|but|and|while|from|to)\b|[,;.]|\Z)",
    re.IGNORECASE,
)
_WITHIN_WHOLES = frozenset({None, "penetration", "coverage", "fitment_rate", "share"})
_OF_IT = re.compile(
    r"\s*of (?:it|this|that|them)\s(?:belong(?:s|ing)|going|comes?|coming)\s(?:to|from)\s(?P<part>[^,;]+)",
    re.IGNORECASE,
)
# Between a measure and its figure: "rate of", "rate expected to be", "size is about".
_AT_HAND = re.compile(
    rf"(?:rate|[{MASK}\s(]|\)|of|is|was|are|were|at|to|above|below|over|under|expected|projected|forecast"
    rf"|be|will|reach|reached|remain|hold|holding|around"
    r"|about|as much as|as high as|up|down|could|would|by|from|currently|now)*\Z",
    re.IGNORECASE,
)
_MEASURE_OF = re.compile(r"\A\s*(?:of|for|in|from|among|on)\s(?P<subject>.+)\Z", re.IGNORECASE | re.DOTALL)
_MARKET = re.compile(r"\bmarkets?(?:\s(?:as a whole|overall|for|of|in)\b.*)?\Z", re.IGNORECASE | re.DOTALL)
_DONE = re.compile(rf"\b(?:{'|'.join(DONE_MEASURES)})\Z", re.IGNORECASE)
_BARE_UNITS = frozenset({"units", "sets", "pieces"})
_SCALE_WORDS = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
_STOCK = re.compile(r"\b(?:in use|on the road|stock|fleet)\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\([^()]*\)")
_LEADING_PHRASE = re.compile(
    r"\A\s*(?:within|in|on|under|with|for|as|after|among|towards|looking ahead|including|such as"
    r"|especially|led by|driven|based on|by|taking"
    r"|calculated|given|at|from|since|because|if|when|to|through|thanks to|according to)\b",
    re.IGNORECASE,
)


def read(left: str, right: str, quantity: Quantity) -> Reading:
    """What the words of its clause say about a figure; see `retrieval.chinese.read`."""
    left, right = _PARENTHESIS.sub(lambda m: MASK * len(m[0]), left), _PARENTHESIS.sub("", right)
    part = bool(re.match(r"\s*of which\b|\s*including\b", left))
    for reader in (_percent_of, _share_verb, _measure_at_hand, _measure_behind, _change, _measure_before):
        found = reader(left, right, quantity)
        if found is not None and quantity.kind == "count" and not found.subject and not _is_bare(quantity):
            found = replace(found, subject=_counted("", right, part, quantity).subject)
        if found is not None:
            return _among(replace(found, part=part or found.part), right, quantity)
    subject = noun_phrase(_before_verb(left))
    done = _DONE.search(noun_phrase(left))
    if quantity.kind == "count" and done is not None:
        subject = f"{subject} {done[0]}" if not _DONE.search(subject) else subject
    if quantity.kind == "money":
        spent = _INVESTS.search(left.replace(MASK, ""))
        return Reading("investment" if spent else "market_size" if is_market(subject) else None, subject, part=part)
    if quantity.kind == "count":
        return _counted(subject, right, part, quantity)
    if quantity.kind == "percent" and subject and (of := _OF.match(right)):
        return Reading("share", subject, noun_phrase(of["of"]), part=part)
    beside = bool(subject) and quantity.kind == "percent"
    return _among(Reading(None, subject, part=part, beside=beside), right, quantity)


def _among(reading: Reading, right: str, quantity: Quantity) -> Reading:
    """With the whole that stands behind a rate: 73% among new energy vehicles, 20% in economy models."""
    behind = _AMONG.match(right) if quantity.kind == "percent" and reading.measure in _WITHIN_WHOLES else None
    if behind is None or reading.of:
        return reading
    return replace(reading, of=noun_phrase(behind["of"]), beside=False)


def topic_of(clause: str) -> Reading | None:
    """What a clause without a figure is about, with the measure it names."""
    words = _PARENTHESIS.sub("", clause)
    phrase = words if _LEADING_PHRASE.match(words) and not _VERB.search(words) else _before_verb(words)
    if _LEADING_PHRASE.match(words) and not re.match(r"\s*within\b", words, re.IGNORECASE):
        return None
    mentions = find_measures(phrase)
    if mentions and (made := _of_measure(phrase, mentions[-1].key, mentions[-1].start, mentions[-1].end)):
        return made
    subject = noun_phrase(phrase)
    return Reading(None, subject) if subject else None


def _percent_of(left: str, right: str, quantity: Quantity) -> Reading | None:
    """More than 70% of mainstream carmakers had deployed …; of which about 60% were fitted with …."""
    if quantity.kind != "percent" or _SHARE_VERB.search(left.replace(MASK, "")):
        return None
    bare = noun_phrase(left)
    if match := _OF_IT.match(right):
        return Reading("share", noun_phrase(match["part"]), part=True)
    if (covers := _COVERS.search(left.replace(MASK, ""))) and (match := _OF.match(right)):
        return Reading("coverage", noun_phrase(_before_verb(left[: covers.start()])), noun_phrase(match["of"]))
    if (match := _OF_WHO.match(right)) and (len(bare) < 3 or not noun_phrase(_before_verb(left))):
        return Reading("share", _clean(match["said"]), noun_phrase(match["of"]))
    if (of := _OF.match(right)) and re.search(r"\b(?:on|in|to|across|among)\b[^,]{0,12}\Z", left.replace(MASK, "")):
        return Reading("share", noun_phrase(_before_verb(left)), noun_phrase(of["of"]))
    if re.match(r"\s*of which\b", left) and (match := re.match(rf"\s*(?P<said>(?:{FINITE})\b.+)\Z", right)):
        return Reading("share", _clean(match["said"]), "", part=True)
    return None


def _measure_at_hand(left: str, right: str, quantity: Quantity) -> Reading | None:
    """With a compound annual growth rate above 35%: the measure stands right before the figure."""
    mentions = [m for m in find_measures(left) if fits(m.key, quantity.kind)]
    if not mentions or not _AT_HAND.match(left, mentions[-1].end):
        return None
    last = mentions[-1]
    return _of_measure(left, last.key, last.start, last.end)


def _share_verb(left: str, right: str, quantity: Quantity) -> Reading | None:
    """X made up 38% of the whole market."""
    if quantity.kind != "percent" or not (verb := _SHARE_VERB.search(left.replace(MASK, ""))):
        return None
    before = left.replace(MASK, "")[: verb.start()]
    of = _OF.match(right)
    return Reading("share", noun_phrase(_before_verb(before)), noun_phrase(of["of"]) if of else "")


def _measure_behind(left: str, right: str, quantity: Quantity) -> Reading | None:
    """A 30% share of the market; CNY 20 billion in revenue; an 83% connectivity rate."""
    match = _BEHIND.match(right)
    lead = match.end() if match else 0
    mentions = [m for m in find_measures(right) if fits(m.key, quantity.kind) and m.start <= lead + 24]
    if not mentions or quantity.kind == "count":
        return None
    first = mentions[0]
    if re.search(rf"[,;.{MASK}]|\b(?:and|from|by|to|with|of|in|that|which)\b", right[lead : first.start]):
        return None
    of = _MEASURE_OF.match(right[first.end :])
    named = _OF.match(right[first.end :]) if of else None
    subject = noun_phrase(_before_verb(left))
    if first.key == "share":
        return Reading("share", subject, noun_phrase(named["of"]) if named else "")
    return Reading(first.key, subject or (noun_phrase(named["of"]) if named else ""))


def _change(left: str, right: str, quantity: Quantity) -> Reading | None:
    """Grew by 87.5%; cutting production costs by 12%; down nearly 60%."""
    if quantity.kind not in {"percent", "points", "ratio"}:
        return None
    match = _CHANGE.search(left)
    if match is None or re.search(r"\b(?:to|at|of|from|holding at)\s*\Z", left.replace(MASK, "")):
        return None
    behind = re.match(r"\s*(?:year on year|year-on-year|year over year)", right)
    yearly = re.match(r"\s*(?:a year|per year|annually|every year)\b", right)
    taken = noun_phrase(match["object"] or "")
    before = noun_phrase(_before_verb(left[: match.start()]))
    if match["grow"] and not taken:
        grown = behind or match["grow"][:2].lower() in {"gr", "ex", "up"}
        return Reading("cagr" if yearly else "growth_rate" if grown else "increase", before)
    if not taken and not before and not _BY.search(left):
        return Reading("decrease" if match["down"] else "increase", "")
    return Reading("decrease" if match["down"] else "increase", taken or before)


def _measure_before(left: str, right: str, quantity: Quantity) -> Reading | None:
    """The market size of the R&D cloud is expected to be …; with a gross margin of …; Alibaba Cloud's revenue."""
    mentions = [m for m in find_measures(left) if fits(m.key, quantity.kind)]
    for mention in reversed(mentions):
        if made := _of_measure(left, mention.key, mention.start, mention.end):
            return made
    return None


def _of_measure(words: str, key: str, start: int, end: int) -> Reading | None:
    """The subject of a measure: of what stands behind "of", or before as an owner or an attribute."""
    before, behind = words[:start], words[end:]
    verb = _VERB.search(behind)
    object_ = behind[: verb.start()] if verb else behind
    if match := _MEASURE_OF.match(object_.replace(MASK, "")):
        subject = noun_phrase(match["subject"])
        if subject:
            return _in_whole(key, subject)
    earlier = list(_VERB.finditer(before))
    own = re.split(r"\bwith (?:an?|its|the)\b", before[earlier[-1].end() :] if earlier else before)[-1]
    if re.search(r"\b(?:that|this|its|their)\s*\Z", own, re.IGNORECASE):
        return Reading(key, "")
    subject = noun_phrase(re.sub(r"[’']s\s*\Z", "", own.replace(MASK, "").rstrip()))
    return _in_whole(key, subject or (noun_phrase(_before_verb(before)) if earlier else ""))


def _in_whole(key: str, subject: str) -> Reading:
    if key in {"share", "penetration", "coverage", "fitment_rate"}:
        part, inside, whole = subject.rpartition(" in ")
        if inside:
            return Reading(key, noun_phrase(part), noun_phrase(whole))
    return Reading(key, subject)


def _counted(subject: str, right: str, part: bool, quantity: Quantity) -> Reading:
    """What is counted stands behind the figure: 85 million connected vehicles in use."""
    last = quantity.text.split()[-1].lower()
    if quantity.form is not None and last.isalpha() and last not in _SCALE_WORDS:
        if (done := DONE_BEHIND.match(right)) is not None:  # 41,000 units were shipped
            goods = "" if _is_bare(quantity) else quantity.form.en
            return Reading(DONE_MEASURES[done[1].lower()], goods, subject, part=part)
        return Reading("count", quantity.form.en, subject, part=part)
    noun = _NOUN_BEHIND.match(right)
    counted = noun_phrase(noun["noun"]) if noun else ""
    if not counted:
        return Reading("count" if subject else None, subject, part=part)
    done = _DONE.search(subject)
    if done is not None:
        return Reading(DONE_MEASURES[done[0].lower()], counted, noun_phrase(subject[: done.start()]), part=part)
    if (done := _DONE.search(counted)) is not None:  # 23,700 bikes sold
        return Reading(DONE_MEASURES[done[0].lower()], noun_phrase(counted[: done.start()]), subject, part=part)
    return Reading("stock" if _STOCK.search(right) or _STOCK.search(subject) else "count", counted, subject, part=part)


def _is_bare(quantity: Quantity) -> bool:
    """Whether the unit of a count says nothing about what is counted: 26,900 units."""
    return quantity.form is not None and quantity.form.en in _BARE_UNITS


def _before_verb(words: str) -> str:
    """Words up to the first finite verb."""
    bare = words.replace(MASK, " ")
    match = _VERB.search(bare)
    return bare[: match.start()] if match else bare


def _clean(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace(MASK, " ")).strip(" ,;:.")


def noun_phrase(words: str) -> str:
    """A noun phrase without function words at its ends and without what is read already; "" for a pronoun."""
    words = without_sayer(_clean(words))
    while (shorter := _TRAIL.sub("", _LEAD.sub("", words))) != words:
        words = shorter
    return "" if _PRONOUN.match(words) else words


def is_market(subject: str) -> bool:
    """Whether money that is said of a subject is the size of its market."""
    return _MARKET.search(subject) is not None


def joins_topic(subject: str) -> bool:
    """Whether a subject is only understood with the topic before it: "each", "a single node"."""
    return re.match(r"(?:each|every|a single|per)\b", subject, re.IGNORECASE) is not None

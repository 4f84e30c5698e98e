"""The Chinese verbs, adverbs and function words around subjects and figures, as parts of patterns."""

import re

from retrieval.reading import MASK

# Verbs and adverbs that stand between what is measured and the figure. The single characters that also end nouns
# (功能, 策略, 协会, 行为) are let go of only behind others.
ADVERB = (
    "虽然|虽|预计|预期|预测|有望|可望|料将|将会|将|(?<![协学社机大委展])会|能够|可达|(?<![功智性产动节储职技效电热新潜])能|(?<![许认])可|已经|已"
    "|(?<![年月日人户平])均|(?<![成首])都|也|仍然|仍|还|就|则|只|仅|再|又|更|略微|(?<![策战侵])略|稍|稳定|持续|继续|进一步|大幅|显著|明显"
    "|快速|迅速|分别|普遍|平均|合计|累计|共计|总计|共|大约|(?<![签合预条])约|基本|一度|首次|一举|由此|因而|因此|同时|逐步|逐年|届时|仅仅"
    "|只有|仅有|目前|当前|(?<![实表呈出体发])现"
)
VERB = (
    "达到|达至|高达|多达|(?<![雷发伟信])达|增至|增到|增加到|增加至|增长到|增长至|增长为|升至|升到|上升至|上升到|攀升至|攀升到|提升至|提升到|提高到"
    "|提高至|扩大到|扩大至|扩张至|扩张到|跃升至|跃升到|降至|降到|降低至|降低到|下降至|下降到|减少至|减少到|减至|缩小至|回落至|维持在|维持于"
    "|维持|保持在|保持于|保持|稳定在|稳定于|处于|位于|落在|介于|集中在|占有|占|(?<![国所享特含私公固])有|拥有|实现|完成|录得|创下|形成|成为"
    "|(?<![行作认称华])为|是|(?<![存现内所])在|于|(?<!达)到|至|由|从|(?<![所可])以|按|不止|超过|突破|逼近|接近|约为|约占|设定|给出|估计"
)
MOVES = "提升|提高|增长|增加|上升|攀升|扩大|下降|降低|减少|升|降|增"
# Right before a figure.
TAIL = re.compile(rf"(?:(?:{MOVES})(?={MASK})|{VERB}|{ADVERB}|了|着|得|的|[、，：:\s{MASK}])+\Z")
_LONG = "|".join(word for word in f"{VERB}|{ADVERB}".split("|") if word.isalpha() and len(word) > 1)
# At the end of a noun phrase, which single characters may belong to: 英伟达, 华为, 氢能.
NOUN_TAIL = re.compile(rf"(?:{_LONG}|[将已则仍还就也的了着、，：:\s{MASK}])+\Z")
# At its start, likewise: 在线教育, 能源, 即时零售, 并购.
HEAD = re.compile(
    r"\A(?:而|但是|但|且|并且|并(?![购网联表轨])|以及|其中|此外|另外|例如|比如|如(?![意家东])|单是|光是|仅仅|仅有|仅|只有|只"
    r"|尤其是|尤其|同时|因此|由此|据此|从而|因而|使得|则|即(?![时食饮热期])|也就是|相当于|折合|意味着|得出|远高于|远低于|高于|低于"
    r"|带动|推动|促使|引领|初步估算|初步测算|预估|预计|预期|预测(?!性)|有望|可望|料将|将会|能够|可达|已经|已|均(?![胜线价值衡])|仍然|仍|还|就(?![业诊医])|也"
    r"|目前|当前|届时|合计|累计|共计|总计|进一步|持续|分别|普遍|平均|该|此|这一|这些|这|其(?![他余它])|它们|它|对应的|对应|相应的|相应"
    r"|相关的|所(?![有得属谓])|的|把(?!手)|将(?!军)|在(?![线校建售岗职册网产途])|以(?![色太旧下上内外及来])|于|到(?![家店岸期])"
    r"|至(?!尊)|从(?!业)|由|按(?![摩键揭])"
    rf"|[、，：:\s{MASK}])+"
)
# Verbs of change, by direction.
CHANGE = (
    "(?P<down>下降|降低|减少|缩短|下滑|萎缩|回落|收窄|节省|节约|压缩|缩减)|(?P<up>提升|提高|上升|上涨|攀升|扩大|增多|增加|高出|领先|改善)"
    "|(?P<grow>增长)"
)
# What was done to what is counted names the measure.
DONE_MEASURES = {
    "销售": "sales",
    "售出": "sales",
    "卖出": "sales",
    "出货": "shipments",
    "交付": "deliveries",
    "生产": "output",
    "产出": "output",
    "出口": "exports",
    "进口": "imports",
    "装机": "installed",
    "新增装机": "installed",
}

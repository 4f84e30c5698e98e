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
    "达到|达至|高达|多达|(?<![雷发])达|增至|增到|增加到|增加至|增长到|增长至|增长为|升至|升到|上升至|上升到|攀升至|攀升到|提升至|提升到|提高到"
    "|提高至|扩大到|扩大至|扩张至|扩张到|跃升至|跃升到|降至|降到|降低至|降低到|下降至|下降到|减少至|减少到|减至|缩小至|回落至|维持在|维持于"
    "|维持|保持在|保持于|保持|稳定在|稳定于|处于|位于|落在|介于|集中在|占有|占|(?<![国所享特含])有|拥有|实现|完成|录得|创下|形成|成为"
    "|(?<![行作认称])为|是|(?<![存现内所])在|于|(?<!达)到|至|由|从|(?<![所可])以|按|不止|超过|突破|逼近|接近|约为|约占|设定|给出|估计"
)
MOVES = "提升|提高|增长|增加|上升|攀升|扩大|下降|降低|减少|升|降|增"
TAIL = re.compile(rf"(?:(?:{MOVES})(?={MASK})|{VERB}|{ADVERB}|了|着|得|的|[、，：:\s{MASK}])+\Z")
HEAD = re.compile(
    rf"\A(?:而|但是|但|且|并且|并|以及|其中|此外|另外|例如|比如|如|单是|光是|仅仅|仅|只|尤其是|尤其|同时"
    rf"|因此|由此|据此|从而|使得|则|即|也就是"
    rf"|相当于|折合|意味着|得出|远高于|远低于|高于|低于|带动|推动|促使|引领|{ADVERB}|该|此|这一|这些|这"
    rf"|其(?![他余它])|它们|它|对应的|对应|相应的|相应"
    rf"|相关的|所|的|把|将|在|以|于|到|至|从|由|按"
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

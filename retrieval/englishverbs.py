"""The English verbs that stand between a subject and its figure, as parts of patterns."""

import re

# Finite verbs and participles: what stands before the first of them is the subject.
FINITE = (
    r"is|are|was|were|be|been|being|has|have|had|will|would|could|can|may|might|should|shall|must"
    r"|reach(?:es|ed|ing)?|exceed(?:s|ed|ing)?|grew|grow(?:s|ing)?|rose|rise(?:s|n)?|rising|fell|fall(?:s"
    r"|ing)?|climb(?:s|ed|ing)?"
    r"|stood|stands?|totall?ed|totals?|amount(?:s|ed)? to|account(?:s|ed|ing)? for|made up|makes? up"
    r"|represent(?:s|ed|ing)?"
    r"|pass(?:es|ed|ing)?|hit|hits|increas(?:es|ed|ing)|decreas(?:es|ed|ing)|declin(?:es|ed|ing)|dropp?(?:s|ed|ing)?"
    r"|expand(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:es|ed|ing)|sold|sells?|cover(?:s|ed|ing)?|serv(?:es|ed|ing)"
    r"|approach(?:es|ed|ing)?|surpass(?:es|ed|ing)?|remain(?:s|ed|ing)?|hold(?:s|ing)?|held|keep(?:s|ing)?"
    r"|kept|maintain(?:s|ed|ing)?"
    r"|puts?|took|takes?|taking|brought|brings?|bringing|raised|raises?|raising|cuts?|cutting|reduc(?:es"
    r"|ed|ing)|lower(?:s|ed|ing)|slips?|slipped"
    r"|shorten(?:s|ed|ing)?|improv(?:es|ed|ing)|boost(?:s|ed|ing)?|process(?:es|ed|ing)|handl(?:es|ed|ing)"
    r"|connects?|connected to|invest(?:s|ed)"
    r"|generat(?:es|ed|ing)|produc(?:es|ed|ing)|contribut(?:es|ed|ing)|deliver(?:s|ed|ing)|deploy(?:s|ed"
    r"|ing)|operat(?:es|ed)|employ(?:s|ed|ing)"
    r"|came|comes?|lift(?:s|ed|ing)?|led|leads|ranked|ranks|announced|announces|said|says|plans|planned|aims|aimed"
    r"|focuses|concentrates|supports|integrates|relies|offers|provides|builds|uses|helps"
    r"|enables|drives|makes|needs|allows|depends|arrives|respond(?:s|ed)?|become|becomes|became"
    r"|expected|projected|forecast|estimated|set|sets|according|corresponding|equal(?:s|led)?|worth"
    r"|found(?:ed)?|returns?|gives?|gave|requires?"
)

# Verbs of change, by direction.
UP = (
    r"up|grow(?:s|ing|n)?|grew|expand(?:s|ed|ing)?|increas(?:e|es|ed|ing)|rose|ris(?:e|es|en|ing)"
    r"|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)"
)
MADE_UP = r"rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|improv(?:e|es|ed|ing)|boost(?:s|ed|ing)?|enhanc(?:e|es|ed|ing)"
DOWN = (
    r"fell|fall(?:s|en|ing)?|dropp?(?:s|ed|ing)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|cut(?:s"
    r"|ting)?|reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?"
    r"|shorten(?:s|ed|ing)?|shrink(?:s|ing)?|shr[au]nk|down|sav(?:e|es|ed|ing)"
)

# What was done to what is counted names the measure.
DONE_MEASURES = {
    "shipped": "shipments",
    "ships": "shipments",
    "delivered": "deliveries",
    "delivers": "deliveries",
    "sold": "sales",
    "sells": "sales",
    "produced": "output",
    "produces": "output",
    "built": "output",
    "exported": "exports",
    "imported": "imports",
}

# Behind the figure: 41,000 units were shipped.
DONE_BEHIND = re.compile(
    rf"\s*(?:were|was|have been|had been|will be|are) ({'|'.join(DONE_MEASURES)})\b", re.IGNORECASE
)

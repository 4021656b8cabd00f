"""The model's outputs by name. Order is a contract with crates/whodid/src/annotate/model.rs, which checks it."""

CLASSES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

# A prison sentence is two events on one trigger.
TRIGGERS = ["O"] + CLASSES + ["SANCTION+COERCE"]

# What the relation between two given parties may be. The older tables of political relations, which are made from CAMEO by
# the ontology's own conversion, put some kinds of a class under another; `data.relation` tells them apart, `accuracy/README.md` lists them.
RELATIONS = CLASSES + [
    "SANCTION embargo", "SANCTION convict", "CONCEDE promised", "AGREE concluded", "COERCE attack", "MOBILIZE peacekeeping",
    "COERCE announced", "SANCTION announced", "PROTEST announced", "ASSAULT announced",
]  # fmt: skip

STATUSES = ["actual", "future", "hypothetical", "historical", "negated"]

MODES = [
    "CONSULT.visit", "CONSULT.third-party", "CONSULT.multilateral", "CONSULT.phone",
    "RETREAT.withdraw", "RETREAT.release", "RETREAT.disarm", "RETREAT.ceasefire", "RETREAT.access", "RETREAT.resign",
    "REQUEST.assist", "REQUEST.change", "REQUEST.yield", "REQUEST.meet",
    "ACCUSE.disapprove", "ACCUSE.investigate", "ACCUSE.allege",
    "REJECT.assist", "REJECT.change", "REJECT.yield", "REJECT.meet",
    "THREATEN.restrict", "THREATEN.arrest", "THREATEN.relations", "THREATEN.expel", "THREATEN.territory",
    "THREATEN.violence",
    "PROTEST.demo", "PROTEST.riot", "PROTEST.strike", "PROTEST.hunger", "PROTEST.boycott", "PROTEST.obstruct",
    "PROTEST.vandalize",
    "SANCTION.convict", "SANCTION.expel", "SANCTION.withdraw", "SANCTION.discontinue",
    "MOBILIZE.troops", "MOBILIZE.weapons", "MOBILIZE.police", "MOBILIZE.militia",
    "COERCE.seize", "COERCE.restrict", "COERCE.censor", "COERCE.curfew", "COERCE.martial-law", "COERCE.arrest",
    "COERCE.deport", "COERCE.withhold", "COERCE.misinformation", "COERCE.cyber",
    "ASSAULT.abduct", "ASSAULT.beat", "ASSAULT.torture", "ASSAULT.sexual", "ASSAULT.targeted", "ASSAULT.destroy",
    "ASSAULT.primitive", "ASSAULT.firearms", "ASSAULT.explosives", "ASSAULT.suicide-attack", "ASSAULT.aerial",
    "ASSAULT.drone", "ASSAULT.heavy-weapons", "ASSAULT.crowd-control", "ASSAULT.unconventional",
]  # fmt: skip

CONTEXTS = [
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
]  # fmt: skip

SECTORS = ["-"] + [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip

NUMBERS = ["dead", "injured", "arrested", "displaced", "crowd", "money", "other"]

NAMES = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]

# What a word is to an event's trigger, and to an attribution's cue.
EVENT_ROLES = ["none", "actor", "recipient", "place", "time", "number"]
SPEECH_ROLES = ["none", "speaker", "content", "channel"]

# Word shapes: the encoder does not see capitals, so they come in beside it.
SHAPES = ["none", "lower", "capital", "capitals", "mixed", "digit", "mark"]

# Beside its shape, which part a word has in a pair whose relation is asked: shape + 7 * part.
PARTS = ["none", "source", "target"]

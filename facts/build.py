"""Builds the generated tables of facts: countries, leaders, organisations, groups and roles.

A maintainer's tool; no user needs it:  python3 facts/build.py FOLDER   (needs the package babel, for CLDR)
FOLDER holds factbook-2026.jsonl, territories.jsonl, leaders-1921-2021.csv and role-nouns.txt.

Every table has the same ten columns (see README.md). What is written by hand stands in *-hand.tsv beside the generated
tables; where both tell of the same thing, the generated row is left out, so a correction is made by hand once and stays.
"""

import calendar
import csv
import datetime
import html
import json
import re
import sys
import unicodedata
from pathlib import Path

from babel import Locale

HEADER = ["name", "also", "code", "kind", "sector", "office", "from", "to", "wikidata", "source"]
HERE = Path(__file__).parent

# Coded apart although another state controls them or claims them.
SEPARATE = {"HKG", "PSE", "ATA", "KOS", "TWN", "ESH"}

# Dependencies, by the state that controls them.
DEPENDENCIES = {
    "GBR": "AIA BMU VGB CYM FLK GIB GGY IMN JEY MSR PCN SHN ASC TAA TCA SGS IOT",
    "USA": "ASM GUM MNP PRI VIR UMI", "NLD": "ABW CUW SXM BES ANT", "NZL": "COK NIU TKL",
    "FRA": "PYF NCL WLF BLM MAF SPM GLP MTQ GUF REU MYT ATF CPT", "DNK": "GRL FRO", "FIN": "ALA", "NOR": "SJM BVT",
    "AUS": "CXR CCK NFK HMD", "CHN": "MAC", "ESP": "XAC XCA XML",
}
CONTROLLER = {part: state for state, parts in DEPENDENCIES.items() for part in parts.split()}

# Names in the factbook that are not the territories list's.
FACTBOOK_CODES = {
    "cf": "COG", "cg": "COD", "ga": "GMB", "iv": "CIV", "wi": "ESH", "ay": "ATA", "bf": "BHS", "dr": "DOM", "bm": "MMR",
    "mc": "CHN", "tt": "TLS", "vt": "VAT", "gz": "PSE", "we": "PSE", "kv": "KOS", "hk": "HKG", "tu": "TUR", "ps": "PLW",
    "fm": "FSM", "ct": "CAF", "ee": "EUR", "cv": "CPV", "ez": "CZE", "vi": "GBR", "vq": "USA", "bk": "BIH", "tp": "STP",
    "mk": "MKD", "wz": "SWZ", "uk": "GBR", "us": "USA",
}

# Correlates of War abbreviations that are not ISO 3166 codes.
COW_CODES = {
    "AAB": "ATG", "ALG": "DZA", "ANG": "AGO", "AUL": "AUS", "AUS": "AUT", "BAH": "BHR", "BAR": "BRB", "BFO": "BFA",
    "BHM": "BHS", "BHU": "BTN", "BNG": "BGD", "BOS": "BIH", "BOT": "BWA", "BRU": "BRN", "BUI": "BDI", "BUL": "BGR",
    "CAM": "KHM", "CAO": "CMR", "CAP": "CPV", "CDI": "CIV", "CEN": "CAF", "CHA": "TCD", "CON": "COG", "COS": "CRI",
    "CRO": "HRV", "CZR": "CZE", "CZE": "CZE", "DEN": "DNK", "DRC": "COD", "DRV": "VNM", "EQG": "GNQ", "ETM": "TLS",
    "FRN": "FRA", "GAM": "GMB", "GDR": "DEU", "GFR": "DEU", "GMY": "DEU", "GRG": "GEO", "GRN": "GRD", "GUA": "GTM",
    "GUI": "GIN", "HAI": "HTI", "HON": "HND", "ICE": "ISL", "INS": "IDN", "IRE": "IRL", "KUW": "KWT", "KYR": "KGZ",
    "KZK": "KAZ", "LAT": "LVA", "LEB": "LBN", "LES": "LSO", "LIB": "LBY", "LIT": "LTU", "MAA": "MRT", "MAC": "MKD",
    "MAD": "MDV", "MAG": "MDG", "MAL": "MYS", "MAS": "MUS", "MAW": "MWI", "MLD": "MDA", "MNC": "MCO", "MNG": "MNE",
    "MON": "MNG", "MOR": "MAR", "MSI": "MHL", "MYA": "MMR", "MZM": "MOZ", "NAU": "NRU", "NEP": "NPL", "NEW": "NZL",
    "NIG": "NGA", "NIR": "NER", "NTH": "NLD", "OMA": "OMN", "PAL": "PLW", "PAR": "PRY", "PHI": "PHL", "POR": "PRT",
    "ROK": "KOR", "ROM": "ROU", "RVN": "VNM", "SAF": "ZAF", "SAL": "SLV", "SEY": "SYC", "SIE": "SLE", "SIN": "SGP",
    "SKN": "KNA", "SLO": "SVK", "SLU": "LCA", "SLV": "SVN", "SNM": "SMR", "SOL": "SLB", "SPN": "ESP", "SRI": "LKA",
    "SUD": "SDN", "SVG": "VCT", "SWA": "SWZ", "SWD": "SWE", "SWZ": "CHE", "TAJ": "TJK", "TAZ": "TZA", "THI": "THA",
    "TOG": "TGO", "TON": "TON", "TRI": "TTO", "UAE": "ARE", "UKG": "GBR", "URU": "URY", "VAN": "VUT", "YAR": "YEM",
    "YEM": "YEM", "YPR": "YEM", "YUG": "SRB", "ZAM": "ZMB", "ZIM": "ZWE", "FIJ": "FJI",
}

MONTHS = {name: f"{number:02}" for number, name in enumerate(
    "January February March April May June July August September October November December".split(), 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()}

# The territories list's names that news reports do not use.
PLAIN_NAMES = {
    "Türkiye": "Turkey", "Naoero": "Nauru", "Hong Kong SAR": "Hong Kong", "Burma": "Myanmar", "Côte d'Ivoire": "Ivory Coast",
    "Congo-Kinshasa": "Democratic Republic of Congo", "Congo-Brazzaville": "Republic of Congo",
}

# A division with a name like these tells no country.
VAGUE = set("""central north south east west northern southern eastern western northeastern northwestern southeastern
southwestern northeast northwest southeast southwest capital district upper lower centre center coast islands island lake
river valley highlands plateau coastal interior federal national union unity green mountain state bay hill port
victoria washington paris lincoln jackson independence colon union santiago san jose saint george saint andrew saint john
saint mary saint paul saint peter saint patrick saint david saint thomas saint james saint philip saint joseph saint mark
trinity portland manchester hanover westmoreland kent sussex devonshire orange punjab la libertad la paz concepcion
trujillo bolivar sucre cordoba granada madriz amazonas bar may brown peace clarendon centro norte sud nord est ouest
rose atlantic pacific kings queens prince warwick paget smiths sandys hamilton gardens tower hope victory pool
mission holy marshall commune police army guards lopez king major cascades plateaux littoral savanes maritime hauts
hail chair cork gulf highland lira oral reading ruse acre derby hardap montserrado rivers cross river delta edo imo osun oyo niger plateau gombe same young de facto cova lima""".split())


def plain(text):
    """The text without mark-up and entities."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(text or ""))).strip()


def latin(text):
    """True when every letter is Latin."""
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def row(name, code, kind, source, also="", sector="", office="", since="", to="", wikidata=""):
    return [name, also, code, kind, sector, office, since, to, wikidata, source]


def key(name):
    """How two forms of one name are compared."""
    folded = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^a-z0-9 ]", "", re.sub(r"[-–]", " ", "".join(c for c in folded if not unicodedata.combining(c))))


def hand(table):
    """The rows written by hand."""
    path = HERE / f"{table}-hand.tsv"
    lines = path.read_text().splitlines()[1:] if path.exists() else []
    return [line.split("\t") for line in lines]


def write(table, rows):
    """Writes a generated table, without rows that another tells already: the one with a Wikidata id stays."""
    by_hand = {(r[0], r[2], r[3], r[5], r[6], r[7]) for r in hand(table) if not r[8]}
    best = {}
    for r in rows:
        same = (r[0], r[2], r[3], r[5], r[6], r[7])
        if same not in best or len(r[8]) > len(best[same][8]):
            best[same] = r
    lines = sorted("\t".join(r) for same, r in best.items() if same not in by_hand or r[8])
    (HERE / f"{table}.tsv").write_text("\n".join(["\t".join(HEADER), *lines]) + "\n")
    print(f"{table}: {len(lines)}")


def date(text):
    """`12 December 2019` or `1997` as an ISO date of the precision given."""
    found = re.search(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text)
    if not found:
        return ""
    day, month, year = found.groups()
    if month not in MONTHS:
        return year
    return f"{year}-{MONTHS[month]}" + (f"-{int(day):02}" if day else "")


def load(folder):
    with open(folder / "territories.jsonl") as lines:
        territories = {entry["code"]: entry for entry in map(json.loads, lines)}
    with open(folder / "factbook-2026.jsonl") as lines:
        factbook = [json.loads(line) for line in lines]
    return territories, factbook


def controlling(entry, territories):
    """The code of the state that a territory folds into."""
    while True:
        code = {"xk": "KOS", "ps": "PSE"}.get(entry["code"], (entry.get("alpha3") or "").upper())
        if code in CONTROLLER:
            return CONTROLLER[code]
        if code in SEPARATE or not entry.get("parent") or entry["parent"] not in territories:
            return code if len(code) == 3 else None
        entry = territories[entry["parent"]]


def factbook_codes(factbook, territories):
    """Factbook file letters to codes."""
    by_name = {}
    for entry in territories.values():
        code = controlling(entry, territories)
        if code:
            for name in [entry["name"], entry["full_name"], *entry["names_strong"]]:
                by_name.setdefault(key(name), code)
    codes = {}
    for entry in factbook:
        letters = Path(entry["file"]).stem
        names = entry["names"] or {}
        for form in ("conventional short form", "conventional long form"):
            name = plain((names.get(form) or {}).get("text"))
            if letters not in codes and key(name) in by_name:
                codes[letters] = by_name[key(name)]
    return codes | FACTBOOK_CODES


def nationality(text):
    """`Saint Vincentian(s) or Vincentian(s)` as a list of forms."""
    forms = []
    text = re.sub(r"\((?:note|singular|plural|US|also|male|female|or)[^)]*\)", "", text)
    for part in re.split(r",| or |/|;| and ", text):
        part = part.strip()
        if not part or not part[0].isupper():
            continue
        stem = re.sub(r"\s*\([a-z]*\)", "", part).strip()
        forms.append(stem)
        ending = re.search(r"\((e?s|men)\)", part)
        if ending:
            forms.append(stem + ending.group(1))
    return [form for form in forms if len(form) > 2 and len(form.split()) < 4]


# Languages in which states' names are kept beside the English ones.
LANGUAGES = "ar fa fr es ru uk tr zh he".split()
# State names of those languages that are first names, towns or words elsewhere.
MISLEADING = set("maurice mauricio dominique francia gana hollanda grenade granada salvador georgie georgia fas man gine guinee oman niger chili mali".split())


def foreign(territories):
    """For each state its names in LANGUAGES, joined: those of the territories list that CLDR gives to the language, and
    CLDR's own where the list has none."""
    names = {language: Locale(language).territories for language in LANGUAGES}
    english = {key(form) for e in territories.values() for form in (e["name"], e["full_name"])}
    out = {}
    for code, entry in territories.items():
        listed = {key_foreign(form): form for form in entry.get("names_strong", []) + entry.get("names_weak", [])}
        forms = []
        for language in LANGUAGES:
            form = names[language].get(code.upper())
            if not form or "(" in form:
                continue
            in_list = listed.get(key_foreign(form), form)
            form = (form if in_list.isupper() and latin(form) else in_list).replace("\u200c", " ")
            plain_form = key(form) if latin(form) else ""
            if latin(form) and (plain_form in english or plain_form in MISLEADING or len(plain_form) < 4):
                continue
            if form not in forms:
                forms.append(form)
        out[code] = ";".join(forms)
    return out


def key_foreign(form):
    """How two forms are compared whose letters are not Latin."""
    return re.sub(r"[\u200c\u200d\u2019\u02bc'’ -]", "", form).lower()


def countries(territories, factbook, codes):
    by_hand = hand("countries")
    taken = {(key(r[0]), r[3]) for r in by_hand}
    anywhere = {key(r[0]) for r in by_hand}
    rows, divisions = [], {}

    def add(name, code, kind, source, **more):
        # The row with the Wikidata id stays beside the one by hand: it carries the state's plain name.
        if ((key(name), kind) not in taken or more.get("wikidata")) and 2 < len(name) and latin(name):
            rows.append(row(name, code, kind, source, **more))

    foreign_names = foreign(territories)
    for entry in territories.values():
        code = controlling(entry, territories)
        if not code or code == "CYB" or entry.get("is_historical") or entry["code"].startswith("x-"):
            continue
        own = code == (entry.get("alpha3") or "").upper() or entry["code"] in ("xk", "ps", "hk")
        for name in {entry["name"], entry["full_name"]}:
            if own:
                wikidata = entry["qid"] if name == entry["name"] else ""
                also = foreign_names.get(entry["code"], "") if wikidata else ""
                add(PLAIN_NAMES.get(name, name), code, "state", "territories", wikidata=wikidata, also=also)
            elif "-" not in entry["code"]:
                if key(name) not in anywhere:
                    add(re.sub(r" \(.*\)$", "", name), code, "place", "territories")
            else:
                divisions.setdefault(re.sub(r" \(.*\)$", "", name), set()).add((code, "territories"))
    for entry in factbook:
        code = codes.get(Path(entry["file"]).stem)
        if not code or code == "EUR":
            continue
        dependent = entry["dependency"] is not None and code not in SEPARATE
        names = entry["names"] or {}
        for form in ("conventional short form", "conventional long form"):
            name = plain((names.get(form) or {}).get("text"))
            name = re.sub(r"\s*\(.*", "", name)
            if name and name != "none" and len(name.split()) < 8 and "," not in name and key(name) not in anywhere:
                add(name, code, "place" if dependent else "state", "factbook-2026")
        capital = plain(((entry["capital"] or {}).get("name") or {}).get("text"))
        for name in re.split(r"[(;,/]| or ", capital):
            name = name.strip(" )")
            if name and name[0].isupper() and len(name.split()) < 4 and not re.search(r"\d|note|Claimed|none|Chief|Hill", name):
                add(name, code, "place" if dependent else "capital", "factbook-2026", sector="" if dependent else "GOV")
        people = entry["nationality"] or {}
        for form in nationality(plain((people.get("adjective") or {}).get("text"))):
            if not dependent:
                add(form, code, "adjective", "factbook-2026")
        for form in nationality(plain((people.get("noun") or {}).get("text"))):
            if not dependent:
                add(form, code, "demonym", "factbook-2026", sector="CVL")
        text = plain((entry["divisions"] or {}).get("text"))
        listed = text.split(";", 1)[1] if ";" in text else ""
        for part in re.split(r"[,;]", listed):
            for name in re.split(r"[()\[\]]", part.replace("*", "")):
                name = re.sub(r"\s+", " ", name).strip()
                if len(name) > 3 and name[0].isupper() and len(name.split()) < 4 and not re.search(r"\d|note", name):
                    divisions.setdefault(name, set()).add((code, "factbook-2026"))
    states = {key(r[0]) for r in rows + by_hand}
    for name, where in divisions.items():
        told = {code for code, _ in where}
        if len(told) == 1 and key(name) not in states and not name.endswith("ish") and not all(w in VAGUE for w in key(name).split()):
            code, source = sorted(where)[0]
            add(name, code, "place", source)
    # "Argentine" is French for the state and English for its people.
    surnames = [form for r in hand("leaders") for form in [r[0], *r[1].split(";")]]
    others = {key(r[0]) for r in rows + by_hand if r[3] != "state"} | {key(form) for form in surnames}
    for r in rows:
        r[1] = ";".join(form for form in r[1].split(";") if not latin(form) or key(form) not in others)
    write("countries", rows)


# Titles of rank and courtesy before a name in the factbook.
RANK = re.compile(r"^(?:(?:Sr\. |Lt\. |Maj\. |Brig\. )?Gen\.|Dr\.|Col\.|Capt\.|Sir|Dame|Maj\.|Lt\.|Sheikh|Shaykh|Sultan and|Dato|Haji|Crown Prince|Datuk|Ret\.|\(Ret\.\)|\(ret\.\)|Field Mar\.|The Hon\.|Rt\. Hon\.|Mullah)\s+")
OFFICE = re.compile(
    r"^((?:Acting |Interim |Transitional |Deputy |Vice |First |Caretaker )*(?:Co-prince|President of the [A-Z][a-z]+ Council|"
    r"President of the Government|Minister[- ]President|Prime Minister|President|Chancellor|Chairman of the [A-Za-z ]+?(?:Ministers|Council)|"
    r"Chairman of the Presidency|Chairperson of the Presidency|King|Queen|Emperor|Emir|Amir|Sultan|Grand Duke|Prince|Premier|"
    r"Chief Executive|Chief Minister|Minister of State|Supreme Leader|Supreme People's Assembly President|Head of Government|"
    r"Governor General|Governor|Taoiseach|State Affairs Commission President|Captain Regent|Co-Princes?|Pope|Secretary of State))\s+")


def holder(text):
    """One `Office Name SURNAME (since date)` as (office, name, surname, since), or None."""
    text = plain(text)
    since = re.search(r"\((?:since )?([^)]*\d{4})\)", text)
    words = re.split(r"\(|;| represented", text)[0].strip()
    office = OFFICE.match(words)
    if not office or not since:
        return None
    name = re.sub(r"^and (?:(?:[A-Z][a-z]+ )?Minister|Head of Government) ", "", words[office.end():].strip(" ,"))
    while RANK.match(name):
        name = RANK.sub("", name)
    surname = [w for w in re.split(r"[\s-]", name) if w.isupper() and len(w.strip(".,")) > 1 and not re.fullmatch(r"[IVX]+", w)]
    spelled = []
    for word in name.split():
        parts = [p.capitalize() if p.isupper() and len(p.strip(".")) > 1 and not re.fullmatch(r"[IVX]+", p) else p for p in word.split("-")]
        spelled.append("-".join(parts))
    name = " ".join(spelled).replace(" Of The Netherlands", "").replace(" of the Netherlands", "")
    short = " ".join(w.capitalize() for w in surname)
    if re.search(r"\bof\b|[\d/]", name) or not name:
        return None
    return office.group(1).lower(), name, short, date(since.group(1))


# Whom the list has as leaders of a state that they occupied.
NO_LEADERS = {("KWT", "Saddam Hussein")}


def skeleton(word):
    """A word with its vowels by colour and doubled letters single, as spellings differ in them."""
    word = re.sub(r"[aeiouy]+", lambda m: "i" if re.search("[eiy]", m[0]) else "u" if re.search("[uo]", m[0]) else "a", word)
    word = re.sub(r"(?<=[dtgs])h|h$", "", word.replace("q", "k"))
    return re.sub(r"(.)\1+", r"\1", word)


def is_same_person(name, r):
    """Whether every word of the name stands in one of a row's forms, initials as the first letter of one."""
    forms = [key(form).split() for form in [r[0], *r[1].split(";")] if form]
    every = {word for form in forms for word in form}
    words = [w for w in key(re.sub(r"\(.*", "", name)).split() if w not in ("al", "el", "u", "the", "king", "ayatollah", "ii", "iii", "jr")]
    told = lambda w: any(e.startswith(w) for e in every) if len(w) < 3 else any(w[0] == e[0] and skeleton(w) == skeleton(e) for e in every)
    return bool(words) and max(map(len, words)) > 1 and all(map(told, words))


def bounds(text, last):
    """The first or the last day of a date that may be a year or a month."""
    if not text:
        return datetime.date.max if last else datetime.date.min
    parts = [int(part) for part in text.rstrip("+").split("-")]
    if not last:
        return datetime.date(*(parts + [1, 1])[:3])
    month = (parts + [12])[1] if len(parts) < 2 else parts[1]
    return datetime.date(parts[0], month, parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1])


def untold(since, to, same):
    """The stretches of a leader's time that no other row tells, each with the full name of the row beside it."""
    first, last = bounds(since, False), bounds(to, True)
    spans = sorted((bounds(r[6], False), bounds(r[7], True), r[0]) for r in same)
    spans = [span for span in spans if span[0] <= last and span[1] >= first]
    # A term of the same person soon before or after tells the full name.
    near = [(abs((bounds(r[6], False) - first).days), r[0]) for r in same if r[6]]
    out, at, name = [], first, min(near)[1] if not spans and near and min(near)[0] < 6 * 365 else ""
    for begin, end, name in spans:
        if begin > at:
            out.append((at.isoformat() if at > first else since, (begin - datetime.timedelta(days=1)).isoformat(), name))
        if end >= last:
            return out
        at = max(at, end + datetime.timedelta(days=1))
    # The source knows the month of the end only.
    if not spans or (at.year, at.month) < (last.year, last.month):
        out.append((at.isoformat() if at > first else since, to, name))
    return out


def leaders(folder, factbook, codes):
    by_hand = hand("leaders")
    surnames = {}
    for r in by_hand:
        for form in [r[0], *r[1].split(";")]:
            last = key(form).split()[-1:] or [""]
            surnames.setdefault((r[2], last[0]), []).append((r[6][:4] or "0000", r[7][:4] or "9999"))
    rows = []
    current = {}
    for entry in factbook:
        code = codes.get(Path(entry["file"]).stem)
        if not code or code == "EUR" or (entry["dependency"] is not None and code not in SEPARATE):
            continue
        for post in ("chief of state", "head of government"):
            text = ((entry["executive"] or {}).get(post) or {}).get("text") or ""
            found = holder(text)
            if not found:
                continue
            office, name, short, since = found
            current.setdefault(code, []).append((key(short or name), since))
            # One by hand who holds the office still is the same person, spelled as the press does.
            if any(r[2] == code and r[5] == office.removeprefix("acting ") and (not r[7] or r[6][:7] == since[:7]) for r in by_hand):
                continue
            if any(f[0] <= since[:4] <= f[1] for f in surnames.get((code, (key(short).split() or [key(name)])[-1]), [])):
                continue
            sector = "GOV"
            middle = re.sub(r" [A-Z]\. ", " ", name)
            also = sorted({form for form in (short, middle) if form and form != name})
            monarch = office in ("king", "queen", "emperor", "emir", "amir", "sultan", "prince", "grand duke")
            if monarch:
                also = sorted({f"{office.title()} {form}" for form in (name, short) if form})
            rows.append(row(name, code, "leader", "factbook-2026", also=";".join(also), sector=sector, office=office, since=since))
    known = [r for r in by_hand + rows if r[3] == "leader"]
    with open(folder / "leaders-1921-2021.csv", encoding="utf-8", errors="replace") as lines:
        for entry in csv.DictReader(lines):
            code = COW_CODES.get(entry["stateabb"], entry["stateabb"])
            name = re.sub(r"\s+", " ", entry["leader"].replace("\u00a0", " ")).strip()
            if not name or not entry["syear"] or (code, name) in NO_LEADERS:
                continue
            since = f"{entry['syear']}-{int(entry['smonth']):02}-{int(entry['sdate']):02}" if entry["sdate"] else entry["syear"]
            to = f"{entry['eyear']}-{int(entry['emonth']):02}" if entry["eyear"] and entry["emonth"] else ""
            # The source ends in March 2021: one who held office then is known to have held it until then.
            same = [r for r in known if r[2] == code and is_same_person(name, r)]
            for first, last, full in untold(since, to or "2021-03+", same):
                rows.append(row(full or name, code, "leader", "reign-2021", also=name if full and key(name) != key(full) else "",
                                sector="GOV", since=first, to=last))
    write("leaders", rows)


# Parliaments whose name tells no country.
COMMON = re.compile(
    r"parliament|assembl|congress|senat|council|legislat|house|conseil|chamber|parlament|parlement|diet|congreso|cortes|"
    r"institut|court|tribunal|states|camara|chambre|consejo|republi", re.I)


def organisations(factbook, codes):
    taken = {key(form) for r in hand("organisations") for form in [r[0], *r[1].split(";")]}
    rows, seen = [], {}
    for entry in factbook:
        code = codes.get(Path(entry["file"]).stem)
        if not code or code == "EUR" or entry["dependency"] is not None:
            continue
        name = plain(((entry["legislature"] or {}).get("legislature name") or {}).get("text"))
        for part in re.split(r"[()/]| - ", name):
            part = part.strip()
            if 4 < len(part) < 45 and not COMMON.search(part) and latin(part):
                seen.setdefault(part, set()).add((code, "LEG"))
        forces = plain((entry["military"] or {}).get("text") if isinstance(entry["military"], dict) else "")
        for part in re.findall(r"([A-Z][A-Za-z' -]+(?:Forces|Force|Army|Navy|Guard|Corps|Police|Service))(?: \(([A-Z]{3,8})\))?", forces):
            force = part[0].strip()
            words = force.split()
            if 2 < len(words) < 7 and not re.match(r"(?:Ministry|Federal|National|Royal|Ground|Air|Land|Armed|Special|Joint|Republican|Presidential|Border|State|Civil|Coast|Territorial|Defense|Internal|Public|Military|People)", force):
                sector = "COP" if "Police" in words else "MIL"
                seen.setdefault(force, set()).add((code, sector))
    for name, told in seen.items():
        if len(told) == 1 and key(name) not in taken:
            code, sector = next(iter(told))
            rows.append(row(name, code, "body", "factbook-2026", sector=sector))
    write("organisations", rows)


# Acronyms that are also words, sectors or other bodies' names.
WORDS = set("""RED PRO NEW ALL ONE END EDU FIT MAS SUN YES WIN RAP APP ART PAN PEN PIN POP PUP CAP COP GOV MED DOM ION ACT AIR
    AND CAN PAP PER SER SIN SOL UNO UN US EU AU UK IS IT WHO PAC HOPE FAST STAR MUST CANE PACT REAL PROS MOVER MOST CIA FBI ICC IMF WFP MSF AFP FSA FIDES FORUM""".split())


def groups(factbook, codes):
    taken = {key(form) for r in hand("groups") + hand("organisations") for form in [r[0], *r[1].split(";")]}
    parties, armed, where = {}, {}, {}
    for entry in factbook:
        code = codes.get(Path(entry["file"]).stem)
        if not code or code == "EUR":
            continue
        text = re.sub(r"<br\s*/?>", "\n", (entry["parties"] or {}).get("text") or "")
        for line in plain_lines(text):
            line = re.sub(r"\s*\[[^\]]*\]|\s*\([^)]*\)", "", line).strip(" *;:")
            forms = [form.strip(" ,;") for form in re.split(r" or |;", line)]
            if not forms or not (5 < len(forms[0]) < 60) or not forms[0][0].isupper() or re.search(r"\d|note|:|banned|none", forms[0]):
                continue
            if len(forms[0].split()) == 1 and forms[0].isupper():
                continue
            if len(forms[0].split()) == 1:
                continue
            acronyms = [f for f in forms[1:] if 3 < len(f) < 12 and f[:1].isupper() and f not in WORDS]
            parties.setdefault(forms[0], set()).add((code, ";".join(acronyms)))
        text = plain((entry["terrorist_groups"] or {}).get("text"))
        for part in re.split(r";", text):
            found = re.match(r"\s*([^()]{4,70}?)\s*(?:\(([^)]*)\))?\s*$", part)
            if found and found.group(1)[0].isalpha():
                name = found.group(1).strip()
                aliases = [a.strip() for a in re.split(r"[,/;]| a\.k\.a\. ", found.group(2) or "") if 2 < len(a.strip()) < 30]
                armed.setdefault(name, set()).update(aliases)
                where.setdefault(name, set()).add(code)
    of_states = {}
    for told in parties.values():
        for code, acronyms in told:
            for acronym in acronyms.split(";"):
                of_states.setdefault(acronym, set()).add(code)
    rows = []
    for name, aliases in armed.items():
        forms = [a for a in sorted(aliases) if key(a) not in taken]
        if key(name) not in taken and "none" not in name.lower() and not name.startswith(("US-", "note")):
            code = next(iter(where[name])) if len(where[name]) == 1 else "IMG"
            rows.append(row(name, code, "armed", "factbook-2026", also=";".join(forms), sector="REB"))
    for name, told in parties.items():
        if len({code for code, _ in told}) == 1 and key(name) not in taken:
            code, acronyms = sorted(told)[0]
            acronyms = ";".join(a for a in acronyms.split(";") if a and key(a) not in taken and len(of_states[a]) == 1)
            rows.append(row(name, code, "party", "factbook-2026", also=acronyms, sector="PTY"))
    write("groups", rows)


def plain_lines(text):
    return [plain(line) for line in text.split("\n") if plain(line)]


PLAIN_SECTORS = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
SETS = {"!PERSON!": ["man", "men", "woman", "women", "person"], "!MINIST!": ["minister", "ministry"]}


def roles(folder):
    taken = {form for r in hand("roles") for form in (key(r[0]), key(r[0]) + "s", key(r[0]) + "es", re.sub("y$", "ies", key(r[0])))}
    rows = {}
    for line in open(folder / "role-nouns.txt"):
        found = re.match(r"([^#\[{]+?)\s*(?:\{([^}]*)\})?\s*\[~([A-Z]+)\]", line)
        if not found or line.startswith("!") and "=" in line:
            continue
        tags = [found.group(3)[i:i + 3] for i in range(0, len(found.group(3)), 3)]
        sectors = [t for t in tags if t in PLAIN_SECTORS and t != "UNK"]
        code = next((t for t in tags if t in ("NGO", "IGO", "IMG", "MNC")), "")
        if not sectors and not code:
            continue
        nouns = [found.group(1), *(found.group(2) or "").split(",")]
        for noun in nouns:
            forms = [noun]
            for mark, words in SETS.items():
                forms = [f.replace(mark, w, 1) if mark in f else f for f in forms for w in (words if mark in f else [""])]
            for form in forms:
                form = re.sub(r"^the ", "", re.sub(r"[_\s]+", " ", form).strip().lower())
                form = re.sub(r"( (to|of|for|in|the|and|at|on))+$", "", form)
                form = re.sub(r"[_\s]+", " ", form).strip(" ").lower().replace("!minist!", "minist")
                if len(form) > 1 and re.fullmatch(r"[a-z0-9' -]+", form) and key(form) not in taken and not re.search(r"minist( |$)", form):
                    rows.setdefault(form, row(form, code, "role", "role-nouns", sector=";".join(dict.fromkeys(sectors))))
    write("roles", rows.values())


def main():
    folder = Path(sys.argv[1])
    territories, factbook = load(folder)
    codes = factbook_codes(factbook, territories)
    missing = [Path(e["file"]).stem for e in factbook if Path(e["file"]).stem not in codes]
    print("factbook files without a code:", " ".join(missing))
    countries(territories, factbook, codes)
    leaders(folder, factbook, codes)
    organisations(factbook, codes)
    groups(factbook, codes)
    roles(folder)


if __name__ == "__main__":
    main()

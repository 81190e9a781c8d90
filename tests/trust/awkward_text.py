"""Makes YAML and JSON texts that are wrong in every way: by structure and by character."""

from __future__ import annotations

import copy
import json
import random
from typing import Any


class Raw(str):
    """Text that stands in the file as it is."""

    __slots__ = ()


LONG = "a word of thirty-two characters. "

JUNK: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    -0.0,
    0.3,
    5e-324,
    1e-7,
    1e308,
    10**400,
    -(10**30),
    "",
    " ",
    "x",
    "yes",
    "1",
    "0.5",
    "-1",
    "nan",
    LONG * 20,
    "\0",
    "\ud800",
    "\u202e",
    "\x1b[31m",
    "a\nb",
    "[bold]",
    "9999-12-31",
    "0001-01-01",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "jaw-open",
    "lip_gap",
    "lid_aperture",
    "level",
    "pitch_deg",
    [],
    {},
    [[]],
    [None],
    ["x", "x"],
    {"": ""},
    {"id": "id"},
    [{}],
    [0.1, 0.2],
    Raw(".nan"),
    Raw(".inf"),
    Raw("-.inf"),
    Raw("1e400"),
    Raw("0x7f"),
    Raw("0o17"),
    Raw("1_000"),
    Raw("2026-01-01"),
    Raw("2026-01-01T25:61:61Z"),
    Raw("2026-99-99"),
    Raw("12:30:45"),
    Raw("!!binary aGk="),
    Raw("!!binary '*'"),
    Raw("!!set {a, b}"),
    Raw("!!omap [a: 1]"),
    Raw("!!float x"),
    Raw("!!int ''"),
    Raw("!!timestamp x"),
    Raw("!!pairs [a: 1]"),
    Raw("!!python/object/apply:os.system ['touch pwned']"),
    Raw("!mine {a: 1}"),
    Raw("&a x"),
    Raw("*a"),
    Raw("<<: {a: 1}"),
    Raw("{<<: *a}"),
    Raw("~"),
    Raw(""),
    Raw("? x"),
    Raw("- x"),
    Raw("|\n  x"),
    Raw("@x"),
    Raw("`x`"),
    Raw("%x"),
    Raw("'x"),
    Raw('"x'),
    Raw('"\\x"'),
    Raw('"\\ud800"'),
    Raw("[" * 40 + "]" * 40),
    Raw("{a: " * 35 + "1" + "}" * 35),
)

PIECES = (
    "\t",
    "\n",
    "\r",
    "\0",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\x1b[2J",
    "é",
    "顔",
    "😀",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
    "%TAG ! x\n",
    "&a ",
    "*a ",
    "!!str ",
    "!!python/name:os.system ",
    "? ",
    ": ",
    ":",
    "- ",
    "|",
    ">",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    "'",
    '"',
    "\\",
    "<<: ",
    "  ",
    "~",
    "0",
    "-",
    ".",
    "e9",
    "id: x\n",
    "reps: 3\n",
    "movement: 1\n",
)


def _places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in a document."""
    found = [way] if way else []
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, below in list(inner):
            found += _places(below, (*way, key))
    return found


def changed(document: Any, rng: random.Random) -> Any:
    """A document with one to three things missing, misplaced, misnamed or of another type."""
    document = copy.deepcopy(document)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        places = _places(document)
        if not places:
            break
        *way, key = rng.choice(places)
        holder = document
        for step in way:
            holder = holder[step]
        what = rng.randrange(6)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[rng.choice((f"{key}s", str(key)[1:], str(key).upper(), "x", "", 1, None))] = (
                holder.pop(key)
            )
        elif what == 2:
            holder[key] = rng.choice(([holder[key]], {"a": holder[key]}, [holder[key]] * 60))
        elif what == 3 and isinstance(holder[key], int | float) and abs(holder[key]) < 1e300:
            holder[key] *= rng.choice((-1, 0, 1e-9, 0.5, 2, 1e9, 1e300))
        else:
            holder[key] = rng.choice(JUNK)
    return document


def flow(value: Any) -> str:
    """A document in YAML's flow style, which is nearly JSON."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return json.dumps(value)


def block(document: Any) -> str:
    """A document with its first level in block style, where duplicate keys and indents live."""
    if not isinstance(document, dict):
        return flow(document)
    return "".join(f"{flow(k)}: {flow(v)}\n" for k, v in document.items())


def scratched(text: str, rng: random.Random) -> str:
    """A text in which one to eight spans are lost, doubled, moved or overwritten."""
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        a = rng.randrange(len(text) + 1)
        b = min(len(text), a + rng.choice((0, 1, 1, 5, 40)))
        what = rng.randrange(5)
        if what == 0:
            text = text[:a] + text[b:]
        elif what == 1:
            text = text[:b] + text[a:b] * rng.choice((1, 2, 50)) + text[b:]
        elif what == 2:
            c = rng.randrange(len(text) + 1)
            text = text[:c] + text[a:b] + text[c:]
        elif what == 3:
            text = (
                text[:a] + chr(rng.choice((rng.randrange(128), rng.randrange(0xD7FF)))) + text[b:]
            )
        else:
            text = text[:a] + rng.choice(PIECES) + text[b:]
    return text


def encoded(text: str, rng: random.Random) -> bytes:
    """A text as bytes, now and then in an encoding that is not UTF-8, or with broken bytes."""
    what = rng.randrange(20)
    if what == 0:
        return text.encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig")), "replace")
    if what == 1:
        return text.encode("latin-1", "replace")
    data = bytearray(text.encode("utf-8", "replace"))
    if what == 2 and data:
        data[rng.randrange(len(data))] = rng.randrange(256)
    if what == 3:
        data = data[: rng.randrange(len(data) + 1)]
    return bytes(data)


def awkward(text: str, document: Any, rng: random.Random) -> bytes:
    """One awkward file, from a good one as text and as a document."""
    what = rng.randrange(10)
    if what < 5:
        made = rng.choice((flow, block))(changed(document, rng))
    elif what < 9:
        made = scratched(text, rng)
    else:
        made = scratched(block(changed(document, rng)), rng)
    return encoded(made, rng)

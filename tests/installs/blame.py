"""Which library it was, as far as a traceback tells, and with which version it works."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .environment import Environment
from .uses import Failure

LAST_LINES = 12
FRAME = re.compile(r'^\s*(?:File "(?P<quoted>[^"]+)"|(?P<plain>[\w./\\-]+\.pyx?)):?', re.MULTILINE)
ERROR = re.compile(r"^(?:E\s+)?([\w.]*(?:Error|Exception|Warning)\b.*)$", re.MULTILINE)
OWN = ("facecheck", "pytest", "_pytest", "pluggy", "tests")


def blamed(one: Environment, failure: Failure, good: Sequence[Environment]) -> str:
    """What is to be told: where, what, whose, and the last lines of what was printed."""
    errors = ERROR.findall(failure.output)
    lines = [f"{one.title}: {failure.use} failed ({failure.why})"]
    if errors:
        lines.append(f"  {errors[-1].strip()}")
    named = suspects(failure.output, one.homes)
    if named:
        lines += [f"  {_versions(name, one, good)}" for name in named[:1]]
    else:
        # Without a trace of it, whatever is another version than where it works.
        differ = sorted(n for n in one.versions if good and _elsewhere(n, one, good))
        lines += [f"  perhaps {_versions(name, one, good)}" for name in differ]
        if good and not any(other.python.minor == one.python.minor for other in good):
            lines.append(f"  perhaps Python {'.'.join(map(str, one.python.minor))} itself")
    printed = [line for line in failure.output.splitlines() if line.strip()][-LAST_LINES:]
    return "\n".join([*lines, *(f"  | {line}" for line in printed)])


def suspects(output: str, homes: Mapping[str, Sequence[str]]) -> list[str]:
    """The libraries of a traceback by name, the innermost first.

    Args:
        output: With a traceback of Python or pytest in it.
        homes: By the name of an importable package, which installed things have it.
    """
    found: list[str] = []
    for match in FRAME.finditer(output):
        path = (match["quoted"] or match["plain"]).replace("\\", "/")
        # What is compiled names its source below the package: av/container/core.py.
        below = path.rpartition("/site-packages/")[2] if "/site-packages/" in path else path
        package = below.lstrip("./").partition("/")[0].removesuffix(".py")
        for name in homes.get(package, ()):
            if package not in OWN:
                found.append(name)
    return list(dict.fromkeys(reversed(found)))


def _versions(name: str, one: Environment, good: Sequence[Environment]) -> str:
    here = f"{name} {one.versions.get(name, '?')}"
    others = _elsewhere(name, one, good)
    if others:
        return f"{here}; it works with {name} {' and '.join(others)}"
    same = [other.title for other in good if name in other.versions]
    return f"{here}; the same works on {same[0]}" if same else f"{here}; no other version was tried"


def _elsewhere(name: str, one: Environment, good: Sequence[Environment]) -> list[str]:
    """Other versions of it, each with where it works."""
    there: dict[str, str] = {}
    for other in good:
        version = other.versions.get(name)
        if version is not None and version != one.versions.get(name):
            there.setdefault(version, other.title)
    return [f"{version} ({title})" for version, title in there.items()]

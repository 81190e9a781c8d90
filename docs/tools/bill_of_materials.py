"""What facecheck brings along: a CycloneDX bill of materials, or a table of licences.

``python docs/tools/bill_of_materials.py > bom.json`` lists what is installed here of facecheck's
dependencies, down to the last; ``--licences`` prints name, version and licence, a line each.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement

ROOT = "facecheck"


def needed(name: str = ROOT, extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """Every installed distribution that a distribution needs, itself aside, by its plain name."""
    found: dict[str, Distribution] = {}
    waiting = [(name, extras)]
    while waiting:
        now, wanted = waiting.pop()
        try:
            one = distribution(now)
        except PackageNotFoundError:
            continue  # its marker fits another system
        plain = _plain(one.metadata["Name"])
        if plain in found:
            continue
        found[plain] = one
        for line in one.requires or ():
            requirement = Requirement(line)
            marker = requirement.marker
            environments: list[dict[str, str]] = [{"extra": extra} for extra in wanted | {""}]
            if marker is None or any(marker.evaluate(e) for e in environments):
                waiting.append((requirement.name, frozenset(requirement.extras)))
    found.pop(_plain(name), None)
    return dict(sorted(found.items()))


def licence(one: Distribution) -> str:
    """The licence as the distribution tells it; empty where it does not."""
    metadata: Any = one.metadata
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    marked = [
        line.rsplit(" :: ", 1)[-1]
        for line in metadata.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    if stated and "\n" not in stated.strip() and len(stated) < 80:
        return str(stated).strip()
    # Some put the whole text there.
    return " and ".join(marked) or ("its own text" if stated else "")


def bill(parts: dict[str, Distribution]) -> dict[str, Any]:
    """A CycloneDX 1.6 document, the same for the same installation."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component(ROOT, distribution(ROOT), "application")},
        "components": [_component(name, one, "library") for name, one in parts.items()],
    }


def _component(name: str, one: Distribution, kind: str) -> dict[str, Any]:
    reference = f"pkg:pypi/{name}@{one.version}"
    return {
        "type": kind,
        "bom-ref": reference,
        "name": one.metadata["Name"],
        "version": one.version,
        "purl": reference,
        "licenses": [{"license": {"name": licence(one)}}] if licence(one) else [],
    }


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: list[str]) -> int:
    """Run the command."""
    parts = needed()
    if "--licences" in arguments:
        for name, one in parts.items():
            print(f"{name} {one.version}: {licence(one) or 'not stated'}")  # noqa: T201
    else:
        print(json.dumps(bill(parts), indent=1, ensure_ascii=False))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

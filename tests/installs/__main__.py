"""``PYTHONPATH=tests python -m installs``: does it install and work, on every Python that is here?

It builds the wheel and makes environments outside the checkout: with the oldest admitted version
of everything on the oldest Python, and with the newest on each. In each it runs the demo and the
smoke tests; on the oldest and the newest Python it also scores a clip, reads its trace and plays a
clip to ``live``. What fails is told with the library, its version, and a version that works.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from .blame import blamed
from .environment import Environment, NotInstalledError, build_wheel, make
from .pythons import pythons
from .uses import LONG, SHORT, Failure, Place, Use, types

ROOT = Path(__file__).resolve().parents[2]
INHERITED_NOT = ("PYTHON", "XDG_", "VIRTUAL_ENV", "FACECHECK_", "DISPLAY", "WAYLAND_")


def main() -> int:
    """Check and report; 0 where everything works everywhere that was reached."""
    parser = argparse.ArgumentParser(prog="installs", description=__doc__)
    parser.add_argument(
        "--budget",
        type=float,
        default=1800,
        metavar="S",
        help="Begin no further environment after so many seconds.",
    )
    parser.add_argument(
        "--python", action="append", type=Path, metavar="PATH", help="Only these interpreters."
    )
    parser.add_argument("--everything", action="store_true", help="All uses on every Python.")
    asked = parser.parse_args()
    begun = time.monotonic()
    admitted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = pythons(admitted["requires-python"], asked.python)
    if not found:
        print(f"no Python {admitted['requires-python']} is here that can make environments")
        return 1
    print("found Python", ", ".join(".".join(map(str, p.version)) for p in found), flush=True)
    between = LONG if asked.everything else SHORT
    # What most likely breaks comes first: the budget may end before the last.
    checked: tuple[Use, ...] = (types,) if find_spec("mypy") is not None else ()
    if not checked:
        print("notice: no mypy here, so the types are not checked")
    plan = [("oldest", found[0], LONG), ("newest", found[-1], (*LONG, *checked))]
    plan += [("newest", python, between) for python in found[:-1]]
    made: list[tuple[Environment, Failure | None]] = []
    with tempfile.TemporaryDirectory(prefix="facecheck-installs-") as folder, _screen() as screen:
        work = Path(folder)
        checkout = _without_package(work / "checkout")
        wheel = build_wheel(ROOT, work, found[-1].path)
        for i, (choice, python, uses) in enumerate(plan):
            one = Environment(python, choice, work / str(i))
            if i and time.monotonic() - begun > asked.budget:
                print(f"not reached in {asked.budget:.0f} s: {one.title}")
                continue
            started = time.monotonic()
            failure = _tried(one, wheel, uses, checkout, screen)
            made.append((one, failure))
            word = "good" if failure is None else f"FAILED at {failure.use}"
            print(f"{one.title}: {word}, {time.monotonic() - started:.0f} s", flush=True)
            shutil.rmtree(one.folder, ignore_errors=True)
    good = [one for one, failure in made if failure is None]
    for one, failure in made:
        if failure is not None:
            print("\n" + blamed(one, failure, good))
    return 0 if len(good) == len(made) else 1


def _tried(
    one: Environment, wheel: Path, uses: tuple[Use, ...], checkout: Path, screen: dict[str, str]
) -> Failure | None:
    try:
        make(one, wheel)
    except NotInstalledError as error:
        return Failure(
            "installing", "the versions do not go together, or are not there", str(error)
        )
    home = one.folder / "home"
    home.mkdir(mode=0o700)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(INHERITED_NOT)}
    place = Place(
        one, checkout, {**kept, **screen, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    )
    return next((failure for use in uses if (failure := use(place)) is not None), None)


def _without_package(copy: Path) -> Path:
    """The tests and what they read, but not the package: it is the wheel's that is tested."""
    for name in ("tests", "sample_videos", "exercises"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A virtual screen of its own, where Xvfb is there."""
    if shutil.which("Xvfb") is None:
        print("notice: no Xvfb here, so live is run without a window")
        yield {}
        return
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-noreset"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        yield {"DISPLAY": f":{number}"} if number else {}
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    sys.exit(main())

"""What a user does first, each with what must come of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .environment import Environment

LIMIT_S = 300.0
CLIP = "sample_videos/rehab_vowel_a.mp4"
"""Eight seconds, in which two vowels are held for more than a second."""
ASKED = ("--reps", "2", "--hold", "1")


@dataclass(frozen=True)
class Failure:
    """A use that did not do what it is for.

    Attributes:
        use: Which.
        why: In a line.
        output: All that was printed.
    """

    use: str
    why: str
    output: str


@dataclass(frozen=True)
class Place:
    """Where an environment is used.

    Attributes:
        environment: Which.
        checkout: A copy of the project's tests and clips, without the package.
        variables: Of the process, with a home folder of its own and a screen if there is one.
    """

    environment: Environment
    checkout: Path
    variables: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """What is written goes there."""
        return self.environment.folder

    def run(self, use: str, command: str, *arguments: str) -> str | Failure:
        """What a command printed on stdout, or that it failed."""
        try:
            done = subprocess.run(
                [self.environment.bin / command, *arguments],
                cwd=self.folder,
                text=True,
                env=dict(self.variables),
                capture_output=True,
                timeout=LIMIT_S,
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            said = error.stderr.decode(errors="replace") if error.stderr else ""
            return Failure(use, f"not done after {LIMIT_S:.0f} s", str(said))
        if done.returncode != 0:
            return Failure(use, f"exit code {done.returncode}", done.stdout + done.stderr)
        return done.stdout


Use = Callable[[Place], Failure | None]


def demo(place: Place) -> Failure | None:
    """The bundled clip has three repetitions, and three are counted."""
    said = place.run("demo", "facecheck", "demo", "--out", "demo")
    if isinstance(said, Failure):
        return said
    return _counted("demo", place.folder / "demo" / "demo.json", 3, said)


def score(place: Place) -> Failure | None:
    """A clip is scored, drawn and kept as a trace, and the trace is scored to the same."""
    clip = str(place.checkout / CLIP)
    for source, more in (
        (clip, ("--annotate", "a.mp4", "--trace", "a.parquet")),
        ("a.parquet", ()),
    ):
        name = Path(source).suffix[1:]
        said = place.run(
            "score",
            "facecheck",
            "score",
            source,
            "-e",
            "vowel-a",
            *ASKED,
            *more,
            "--json",
            f"{name}.json",
        )
        if isinstance(said, Failure):
            return said
        wrong = _counted("score", place.folder / f"{name}.json", 2, said)
        if wrong is not None:
            return wrong
    mp4, parquet = (_read(place.folder / f"{n}.json")["attempts"] for n in ("mp4", "parquet"))
    if mp4 != parquet:
        return Failure("score", "the trace is scored otherwise than its clip", f"{mp4}\n{parquet}")
    return None


def live(place: Place) -> Failure | None:
    """A session with the clip for a camera, in a window where there is a screen."""
    said = place.run(
        "live",
        "facecheck",
        "live",
        "vowel-a",
        "--camera",
        str(place.checkout / CLIP),
        *ASKED,
        "--no-explain",
        "--mute",
        "--no-history",
        "--json",
        "live.json",
        *(() if place.variables.get("DISPLAY") else ("--no-window",)),
    )
    if isinstance(said, Failure):
        return said
    # How many are counted is left to other tests: a machine that is busy judges fewer pictures.
    seen = _read(place.folder / "live.json")["face_frames"]
    return None if seen else Failure("live", "no face was seen", said)


def smoke(place: Place) -> Failure | None:
    """The tests that are marked for it: a few of each library whose interface is used deeply."""
    marked = [
        str(path.relative_to(place.checkout))
        for path in sorted(place.checkout.glob("tests/**/test_*.py"))
        if "mark.smoke" in path.read_text("utf-8")
    ]
    said = place.run(
        "pytest -m smoke",
        "python",
        "-m",
        "pytest",
        "-q",
        "-n",
        "0",
        "-m",
        "smoke",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(place.checkout),
        "-c",
        str(place.checkout / "pyproject.toml"),
        *(str(place.checkout / m) for m in marked),
    )
    return said if isinstance(said, Failure) else None


def types(place: Place) -> Failure | None:
    """A program of a user's is checked against the installed types, by the mypy that is here."""
    program = place.checkout / "tests" / "installs" / "as_a_user.py"
    said = place.run(
        "mypy --strict",
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        "",
        "--python-executable",
        str(place.environment.bin / "python"),
        str(program),
    )
    return said if isinstance(said, Failure) else None


def _read(document: Path) -> Any:
    return json.loads(document.read_text("utf-8"))


def _counted(use: str, document: Path, wanted: int, said: str) -> Failure | None:
    counted = _read(document)["counted"]
    if counted != wanted:
        return Failure(use, f"{counted} of {wanted} counted", said)
    return None


LONG: tuple[Use, ...] = (demo, score, live, smoke)
SHORT: tuple[Use, ...] = (demo, smoke)

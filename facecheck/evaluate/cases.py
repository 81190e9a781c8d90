"""Finds cases in folders: each truth file with its clip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facecheck.core.errors import SourceError, SpecError
from facecheck.core.read_as import ReadAs
from facecheck.evaluate.parse_truth import read_truth
from facecheck.evaluate.truth import TRUTH_SUFFIX, Truth


@dataclass(frozen=True, slots=True)
class Case:
    """A clip and what is true of it.

    Attributes:
        clip: The clip, which may be missing.
        truth: Its truth file.
    """

    clip: Path
    truth: Truth

    @property
    def read_as(self) -> ReadAs | None:
        """How the truth file says that the clip is read; None where it does not."""
        said = self.truth.read_as
        return None if said is None else said.beside(self.clip.parent)


def find_cases(places: Sequence[Path]) -> list[Case]:
    """Read every truth file in the folders, in the order given, by name within a folder.

    All of them are read before any clip is, so that a slip in the last one is found at once.

    Args:
        places: Folders, or single truth files.

    Raises:
        SourceError: A folder is missing or holds no truth file.
        SpecError: Everything that is wrong with any of the truth files.
    """
    cases, problems = [], []
    for path in (path for place in places for path in _truth_files(place)):
        try:
            truth = read_truth(path)
        except SpecError as error:
            problems += error.problems
        else:
            cases.append(Case(path.parent / truth.clip, truth))
    if problems:
        raise SpecError(problems)
    return cases


def _truth_files(place: Path) -> list[Path]:
    if place.is_file() and place.name.endswith(TRUTH_SUFFIX):
        return [place]
    if not place.is_dir():
        what = "is no folder" if place.exists() else "no such folder"
        raise SourceError(
            "{place}: {what}; give a folder with clips and their *{truth_suffix} files",
            place=place,
            what=what,
            truth_suffix=TRUTH_SUFFIX,
        )
    found = sorted(place.glob(f"*{TRUTH_SUFFIX}"))
    if not found:
        raise SourceError(
            "{place}: holds no *{truth_suffix} file; write one beside each clip, or let "
            "`facecheck label CLIP` draft it",
            place=place,
            truth_suffix=TRUTH_SUFFIX,
        )
    return found

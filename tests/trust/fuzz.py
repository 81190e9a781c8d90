"""Feeds awkward files to every reader and lists what goes wrong.

In a checkout: ``PYTHONPATH=tests python -m trust.fuzz exercise --cases 20000``. Cases are made from
their numbers, so ``--first N --cases 1`` runs the N-th again. Each batch runs in a process of its
own, with a limit of memory and of time for each case: a crash or a hang is a finding as well.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

BATCH = 250
CASE_MOST_S = 60.0
MEMORY_MOST = 4 * 2**30

Case = Callable[[random.Random, Path], bool]


def case_of(kind: str) -> Case:
    """The function that runs one case of a kind."""
    if kind == "trace":
        from .awkward_traces import try_trace

        return try_trace
    if kind == "clip":
        from .awkward_clips import try_clip

        return try_clip
    if kind in RECORDS:
        from .awkward_records import try_record

        return lambda rng, folder: try_record(kind, rng, folder)
    from .readers import try_text

    return lambda rng, folder: try_text(kind, rng, folder)


RECORDS = ("history", "export", "score", "rows", "preferences")
KINDS = ("exercise", "routine", "truth", "profile", "trace", "clip", *RECORDS)


@dataclass
class Tally:
    """What a run came to.

    Attributes:
        cases: Files tried.
        accepted: Files that were read; all others were refused in words.
        findings: What went wrong, by what was raised, with the numbers of the cases.
    """

    cases: int = 0
    accepted: int = 0
    findings: dict[str, list[int]] = field(default_factory=dict)

    def add(self, what: str, case: int) -> None:
        """Note a finding."""
        self.findings.setdefault(what, []).append(case)


def run_here(kind: str, first: int, cases: int, seed: int, folder: Path) -> Tally:
    """Run cases in this process."""
    tally = Tally()
    case = case_of(kind)
    for number in range(first, first + cases):
        (folder / "now").write_text(str(number))
        tally.cases += 1
        try:
            tally.accepted += case(random.Random(f"{kind} {seed} {number}"), folder)
        except BaseException as error:  # everything that is no refusal is a finding
            last = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {error}"
            tally.add(" ".join(what.split())[:300], number)
    return tally


def _guarded(kind: str, first: int, cases: int, seed: int, folder: str, out: object) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MOST, MEMORY_MOST))
    except (ImportError, ValueError, OSError):
        pass  # no such limit on Windows; macOS refuses to set it
    threading.Thread(target=_watch, args=(Path(folder),), daemon=True).start()
    warnings.simplefilter("error", RuntimeWarning)  # what overflows or divides by zero
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    out.put(run_here(kind, first, cases, seed, Path(folder)))  # type: ignore[attr-defined]


def _watch(folder: Path) -> None:
    """End the process when one case takes too long."""
    seen, since_s = "", time.monotonic()
    while True:
        time.sleep(1.0)
        try:
            now = (folder / "now").read_text()
        except OSError:
            continue
        if now != seen:
            seen, since_s = now, time.monotonic()
        elif time.monotonic() - since_s > CASE_MOST_S:
            os._exit(99)


def run_apart(kind: str, first: int, cases: int, seed: int) -> Tally:
    """Run cases in a process of their own; go on behind one that crashes or hangs."""
    total = Tally()
    context = multiprocessing.get_context("spawn")
    end = first + cases
    while first < end:
        count = min(BATCH, end - first)
        with tempfile.TemporaryDirectory() as folder:
            out = context.SimpleQueue()
            process = context.Process(target=_guarded, args=(kind, first, count, seed, folder, out))
            process.start()
            process.join()
            if process.exitcode == 0 and not out.empty():
                part: Tally = out.get()
                first += count
            else:
                number = int((Path(folder) / "now").read_text() or first)
                part = Tally(number + 1 - first)
                how = "hangs" if process.exitcode == 99 else f"exit code {process.exitcode}"
                part.add(f"the process ends: {how}", number)
                first = number + 1
        total.cases += part.cases
        total.accepted += part.accepted
        for what, numbers in part.findings.items():
            for number in numbers:
                total.add(what, number)
    return total


def main(arguments: list[str] | None = None) -> int:
    """Run the command; exit code 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    begun_s = time.monotonic()
    tally = run_apart(options.kind, options.first, options.cases, options.seed)
    failures = sum(map(len, tally.findings.values()))
    print(
        f"{options.kind}: {tally.cases} cases, {tally.accepted} read, "
        f"{tally.cases - tally.accepted - failures} refused in words, "
        f"{failures} failures of {len(tally.findings)} kinds, {time.monotonic() - begun_s:.0f} s"
    )
    for what, numbers in sorted(tally.findings.items(), key=lambda found: -len(found[1])):
        print(f"  {len(numbers)} x {what} (first: case {numbers[0]})")
    return 1 if tally.findings else 0


if __name__ == "__main__":
    sys.exit(main())

"""The command that makes the set, and scores it."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import click
from rich.console import Console

from sample_videos.actor.pool import Job, run_jobs
from sample_videos.actor.scoring import score_folder
from sample_videos.untrue.bases import base, hands
from sample_videos.untrue.film import film
from sample_videos.untrue.kinds import COUNT, KINDS, Order, order

console = Console(stderr=True)
BASES = "takes"


@click.command()
@click.option("--count", type=click.IntRange(1), default=COUNT, show_default=True, help="Clips.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same clips.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder; clips that are there are kept.",
)
@click.option(
    "--only", multiple=True, type=click.Choice(list(KINDS)), help="A kind; again for more."
)
@click.option(
    "--clips",
    callback=lambda _, __, text: _numbers(text),
    metavar="0-9,64",
    help="Which clips, by number, instead of --count.",
)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--score", is_flag=True, help="Then score every clip with `facecheck evaluate`.")
def main(
    count: int,
    seed: int,
    out: Path,
    only: tuple[str, ...],
    clips: list[int] | None,
    workers: int,
    score: bool,
) -> None:
    """Make the set "untrue": what the camera shows and did not happen, with exact truth.

    People are rendered at their exercises; the pictures are then repeated, left out, turned,
    covered, put beside others or joined, as cameras and people do it.
    """
    orders = [order(number, seed) for number in (range(count) if clips is None else clips)]
    wanted = [o for o in orders if (not only or o.kind in only) and not _done(o, out)]
    whole = [o for o in wanted if KINDS[o.kind].rendered]
    made = [o for o in wanted if not KINDS[o.kind].rendered]
    jobs = [Job(hands(o.kind, o.who, seed, o.name), out) for o in whole]
    takes = out / BASES
    jobs += [Job(base(who, what, seed), takes) for who, what in sorted(_bases(made))]
    code = run_jobs([job for job in jobs if not job.done], workers, console)
    if code == 0 and made:
        code = _film(made, takes, out, workers)
    if score and code == 0:
        code = score_folder(out, workers)
    raise SystemExit(code)


def _numbers(text: str | None) -> list[int] | None:
    """Numbers and ranges of them, such as ``0-9,64``, in their order and each once."""
    if text is None:
        return None
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise click.BadParameter(f"{part!r} is no number and no range such as 0-9")
        found += range(int(first), int(last or first) + 1)
    return list(dict.fromkeys(found))


def _done(one: Order, out: Path) -> bool:
    return (out / f"{one.name}.mp4").is_file() and (out / f"{one.name}.truth.yaml").is_file()


def _bases(orders: list[Order]) -> set[tuple[str, str]]:
    found = {(one.who, one.exercise) for one in orders}
    return found | {(o.other, o.exercise) for o in orders if KINDS[o.kind].beside is not None}


def _film(orders: list[Order], takes: Path, out: Path, workers: int) -> int:
    """Write the clips, those of one take after each other."""
    orders = sorted(orders, key=lambda one: (one.who, one.exercise, one.number))
    context = multiprocessing.get_context("spawn")
    failed = 0
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {pool.submit(film, one, takes, out): one for one in orders}
        for future in as_completed(futures):
            error = future.exception()
            if error is not None:
                failed += 1
                name = futures[future].name
                console.print(f"[red]{name}: {type(error).__name__}: {error}")
            else:
                console.print(future.result(), markup=False)
    return 1 if failed else 0

"""The commands of the actor."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from sample_videos.actor.pool import Job, run_jobs
from sample_videos.actor.scoring import score_folder
from sample_videos.actor.scripts import SCRIPTS
from sample_videos.actor.sets import SET_NAMES, SETS

HERE = Path(__file__).resolve().parent.parent
console = Console(stderr=True)


@click.group()
def main() -> None:
    """Render sample clips of facial exercises, each with a truth file read off the mesh."""


@main.command("list")
def list_scripts() -> None:
    """Name the committed scripts."""
    for name, maker in SCRIPTS.items():
        made = maker()
        click.echo(f"{name:28} {made.duration_s:5.1f} s  {made.who or 'nobody':6} {made.about}")


@main.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Render every committed script.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=HERE,
    show_default="sample_videos",
    help="Folder.",
)
@click.option("--frames-csv", is_flag=True, help="Also write the truth of every frame.")
@click.option("--truth-only", is_flag=True, help="Write the truth files again, not the clips.")
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.option("--again/--skip-existing", default=True, help="Render clips that are already there.")
def render(
    names: tuple[str, ...],
    everything: bool,
    out: Path,
    frames_csv: bool,
    truth_only: bool,
    workers: int,
    again: bool,
) -> None:
    """Render committed scripts by NAME."""
    chosen = list(SCRIPTS) if everything else list(names)
    unknown = [name for name in chosen if name not in SCRIPTS]
    if unknown or not chosen:
        raise click.UsageError(
            f"unknown scripts: {', '.join(unknown)}" if unknown else "name a script, or --all"
        )
    jobs = [Job(SCRIPTS[name](), out, frames_csv, truth_only) for name in chosen]
    if not again:
        jobs = [job for job in jobs if not job.done]
    raise SystemExit(run_jobs(jobs, workers, console))


@main.command()
@click.option(
    "--set",
    "which",
    type=click.Choice(SET_NAMES),
    default=SET_NAMES[0],
    show_default=True,
    help="`variations` of everything, `form`: each fault too far and just inside its limit, "
    "`rehabilitation`: movements of facial palsy, weak sides, what moves along, or `everyday`: "
    "laughter, song, yawns, hands before the face, beards.",
)
@click.option("--count", type=click.IntRange(1), help="Number of clips  [default: the whole set]")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same clips.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder; clips that are there are kept.",
)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--frames-csv", is_flag=True, help="Also write the truth of every frame.")
@click.option("--truth-only", is_flag=True, help="Write the truth of clips that are there again.")
@click.option("--score", is_flag=True, help="Then score every clip with `facecheck evaluate`.")
def grid(
    which: str,
    count: int | None,
    seed: int,
    out: Path,
    workers: int,
    frames_csv: bool,
    truth_only: bool,
    score: bool,
) -> None:
    """Render a grid of generated clips, and score them if asked to."""
    chosen = SETS[which]
    scripts = [chosen.make(number, seed) for number in range(count or chosen.count)]
    jobs = [Job(script, out, frames_csv, truth_only) for script in scripts]
    code = run_jobs([job for job in jobs if job.done == truth_only], workers, console)
    if score and code == 0:
        code = score_folder(out, workers)
    raise SystemExit(code)

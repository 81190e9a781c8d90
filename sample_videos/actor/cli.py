"""The commands of the actor."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from sample_videos.actor.pool import Job, run_jobs
from sample_videos.actor.scripts import SCRIPTS

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
@click.option("--count", default=300, show_default=True, help="Number of clips.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same clips.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder; clips that are there are kept.",
)
@click.option("--workers", default=2, show_default=True, help="Processes.")
@click.option("--frames-csv", is_flag=True, help="Also write the truth of every frame.")
def grid(count: int, seed: int, out: Path, workers: int, frames_csv: bool) -> None:
    """Render a grid of generated variations."""
    from sample_videos.actor.grid import make_grid

    jobs = [Job(script, out, frames_csv) for script in make_grid(count, seed)]
    raise SystemExit(run_jobs([job for job in jobs if not job.done], workers, console))

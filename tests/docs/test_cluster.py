"""The lines of docs/cluster.md that need a cluster, on the one that the page begins."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from facecheck.cli import run

from .pages import lines
from .promised import promised, whole
from .stand_ins import as_run
from .world import World

distributed = pytest.importorskip("distributed", reason="pip install 'facecheck[cluster]'")

LINES = lines(["docs/cluster.md"])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def cluster(world: World) -> Iterator[int]:
    """The port of the scheduler that the page's own lines begin."""
    port = free_port()
    begun = []
    with (world.folder / "dask.log").open("w", encoding="utf-8") as log:
        for words in (as_run(line, port=str(port)) for line in LINES if line.behind):
            command = [sys.executable, "-m", "dask", *words]
            begun.append(subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT))
        try:
            with distributed.Client(f"tcp://127.0.0.1:{port}", timeout=60) as client:
                client.wait_for_workers(2, timeout=60)
            yield port
        finally:
            # The workers first: they would try to find their scheduler again.
            for process in reversed(begun):
                process.terminate()
                process.wait(30)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_every_command_on_a_cluster_does_what_it_says(
    world: World, cluster: int, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"port": str(cluster), "clips": (world.folder / "clips").as_uri() + "/"}
    for line in (line for line in LINES if line.needs_cluster and not line.behind):
        words = as_run(line, **places)
        assert run(words) == 0, f"{line}\n{capsys.readouterr()}\n{Path('dask.log').read_text()}"
        assert "2 rows in" in capsys.readouterr().err
        for path in promised(words):
            assert whole(path), line
            path.unlink()

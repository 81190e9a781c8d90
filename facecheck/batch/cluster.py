"""Runs jobs on an existing Dask cluster; outcomes come in the order given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from facecheck.batch.job import Job, Outcome
from facecheck.batch.run import AHEAD, in_order
from facecheck.batch.score_clip import run_or_tell
from facecheck.core.errors import ClusterError, FacecheckError
from facecheck.inputs.mediapipe import assets

RETRIES = 2
"""How often a job is tried again whose worker broke it. A worker that is lost is another matter:
its jobs go to other workers until `distributed.scheduler.allowed-failures` of them are lost."""

CONNECT_S = 20
EXTRA = "pip install 'facecheck[cluster]'"

_LIBRARIES = (
    "facecheck",
    "ai-edge-litert",
    "mediapipe",
    "numpy",
    "av",
    "opencv-contrib-python",
)
"""Whose versions may change a result."""


def run_on_cluster(jobs: Sequence[Job], address: str) -> Iterator[Outcome]:
    """Run jobs on the workers of a cluster; a clip that fails is an outcome, not the end.

    Paths and addresses must mean the same to the workers as here.

    Args:
        jobs: In order.
        address: The scheduler's, such as ``tcp://10.0.0.1:8786``.

    Raises:
        ClusterError: It does not answer, has no workers, or they have other versions.
    """
    client = _connect(address)
    try:
        about = made_of()
        _check(client, about)
        _ship_models(client)
        threads = sum(client.nthreads().values())

        def submit(job: Job) -> _Answer:
            future = client.submit(_run, job, about, retries=RETRIES, pure=False)
            return _Answer(job, future, address)

        # The answers have the one method that is used of a future.
        yield from in_order(jobs, submit, AHEAD * max(threads, 1))  # type: ignore[arg-type]
    finally:
        client.close()


@cache
def made_of() -> dict[str, str]:
    """The versions that a result depends on."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str | None:
    """In words, what two machines have in different versions; None where they agree."""
    differ = [
        f"{name} {there.get(name, 'none')} there, {here[name]} here"
        for name in here
        if there.get(name) != here[name]
    ]
    return "; ".join(differ) or None


class _Answer:
    """A future of the cluster's, whose loss is an outcome."""

    def __init__(self, job: Job, future: Any, address: str) -> None:
        self._job = job
        self._future = future
        self._address = address

    def result(self) -> Outcome:
        from distributed import CancelledError, KilledWorker

        try:
            outcome: Outcome = self._future.result()
        except KilledWorker:
            why = "every worker that took it was lost; is there enough memory?"
            return Outcome(self._job, None, f"{self._job.clip}: {why}")
        except (CancelledError, OSError) as error:
            raise ClusterError(
                "the cluster at {address} was lost; begin it again, then go on with --resume",
                address=self._address,
            ) from error
        except FacecheckError as error:
            return Outcome(self._job, None, f"{self._job.clip}: {error}")
        return replace(outcome, job=self._job)


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("--cluster needs Dask; run: {extra}", extra=EXTRA) from error
    connect: Any = Client
    try:
        return connect(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            "no Dask scheduler answers at {address}; start one with: dask scheduler",
            address=address,
        ) from error


def _check(client: Any, about: Mapping[str, str]) -> None:
    try:
        found: dict[str, Mapping[str, str]] = client.run(made_of)
    except Exception as error:  # whatever a worker without facecheck answers
        raise ClusterError(
            "a worker cannot run facecheck ({kind}); there run: {extra}",
            kind=type(error).__name__,
            extra=EXTRA,
        ) from error
    if not found:
        raise ClusterError("the cluster has no workers; start some with: dask worker")
    for worker, there in found.items():
        differs = difference(about, there)
        if differs is not None:
            raise ClusterError(
                "the worker {worker} would judge otherwise ({differs}); install the same there",
                worker=worker,
                differs=differs,
            )


def _ship_models(client: Any) -> None:
    """Send the models to workers that do not find them."""
    missing = [worker for worker, there in client.run(_has_models).items() if not there]
    if missing:
        files = {
            path.name: path.read_bytes() for path in (assets.face_model(), assets.hand_model())
        }
        client.run(_keep_models, files, workers=missing)


def _has_models() -> bool:
    try:
        return assets.face_model().is_file() and assets.hand_model().is_file()
    except FacecheckError:
        return False


def _keep_models(files: Mapping[str, bytes]) -> None:
    folder = assets.cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _run(job: Job, about: Mapping[str, str]) -> Outcome:
    # A worker that joined later was not asked before.
    differs = difference(about, made_of())
    if differs is not None:
        raise ClusterError(
            "a worker would judge otherwise ({differs}); install the same there", differs=differs
        )
    return run_or_tell(job)

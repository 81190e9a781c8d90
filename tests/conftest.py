"""Guards the machine that the tests run on: nobody is filmed, nobody's record is touched."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from facecheck.inputs.sources import webcam

# Property tests are about answers, not about speed: a busy machine must not fail them.
settings.register_profile("facecheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("facecheck")

FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process for what is named on the command line, one for each core for everything."""
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


def pytest_configure() -> None:
    """Let Ctrl-C interrupt: what is started in a shell's background is told to ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _no_camera_no_home(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A test that forgets to pass a camera, a folder or a store fails instead of using yours."""

    def no_camera(target: int | str, *_: object) -> webcam.Capture:
        pytest.fail(f"the test opens the real camera {target!r}; give Webcam a capture")

    monkeypatch.setattr(webcam, "open_capture", no_camera)
    home = tmp_path_factory.mktemp("home")
    for variable, below in FOLDERS.items():
        monkeypatch.setenv(variable, str(home / below))
    for variable in ("FACECHECK_FACE_MODEL", "FACECHECK_HAND_MODEL"):
        monkeypatch.delenv(variable, raising=False)
    yield
    if "home" not in request.fixturenames:
        # Only what is ours: toolkits keep caches of their own.
        written = sorted(p.relative_to(home).as_posix() for p in home.rglob("*facecheck*"))
        if written:
            pytest.fail(f"the test wrote into the user's folders: {written}; ask for `home`")


@pytest.fixture
def home() -> Path:
    """The test's own home folder, for tests that are about what is written there."""
    return Path.home()

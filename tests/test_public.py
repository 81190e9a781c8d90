from __future__ import annotations

import dataclasses
import inspect
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import facecheck
import facecheck.core.errors

pytestmark = pytest.mark.smoke

STUB = Path(facecheck.__file__).with_suffix(".pyi")


def test_the_public_names_are_those_that_type_checkers_read() -> None:
    listed = re.findall(r"import (\w+) as \1$", STUB.read_text(), flags=re.MULTILINE)
    assert facecheck.__all__ == sorted([*listed, "__version__"])


@pytest.mark.parametrize("name", facecheck.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    thing = getattr(facecheck, name)
    if name not in ("__version__", "Side"):  # an alias has no docstring of its own
        assert inspect.getdoc(thing)


def test_what_is_there_is_the_interface_and_nothing_else() -> None:
    assert {*dir(facecheck), "__version__"} == set(facecheck.__all__)


def test_every_error_is_public() -> None:
    raised = [
        thing
        for thing in vars(facecheck.core.errors).values()
        if inspect.isclass(thing) and issubclass(thing, Exception)
    ]
    assert len(raised) > 10
    assert {error.__name__ for error in raised} <= set(facecheck.__all__)


@pytest.mark.skipif(find_spec("mypy") is None, reason="not installed: mypy")
def test_a_users_program_is_checked_against_the_types_that_come_along(tmp_path: Path) -> None:
    program = Path(__file__).parent / "installs" / "as_a_user.py"
    shutil.copy(program, tmp_path)
    # Not where the checkout is: there mypy would find the source without its being installed.
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", program.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == (
        "Success: no issues found in 1 source file",
        0,
    )


def test_a_name_that_is_not_public_is_named() -> None:
    with pytest.raises(AttributeError, match="chekc"):
        facecheck.chekc  # type: ignore[attr-defined]  # noqa: B018


FUNCTIONS = re.findall(r"from \.api import (\w+)", STUB.read_text())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_says_what_each_argument_is_and_has_types(name: str) -> None:
    function = getattr(facecheck, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    said = (inspect.getdoc(function) or "").partition("Args:")[2]
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty
        assert f"    {parameter.name}: " in said, parameter.name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_says_what_it_raises(name: str) -> None:
    # Events need no person, and observations no file: nothing can be wrong with them.
    assert name == "events_of" or "Raises:" in (inspect.getdoc(getattr(facecheck, name)) or "")


@pytest.mark.parametrize(
    "name",
    ["Attempt", "Fault", "FaceEvent", "Update", "ScoreResult", "EventsResult", "Profile", "ReadAs"],
)
def test_a_public_value_says_what_each_of_its_fields_is(name: str) -> None:
    value = getattr(facecheck, name)
    said = (inspect.getdoc(value) or "").partition("Attributes:")[2]
    assert [f.name for f in dataclasses.fields(value) if f"    {f.name}: " not in said] == []


@pytest.mark.parametrize("code", ["import facecheck", "import facecheck.cli"])
def test_importing_is_light(code: str) -> None:
    heavy = "{'mediapipe', 'cv2', 'numpy', 'pydantic', 'av', 'pyarrow', 'rich'}"
    script = f"{code}\nimport sys\nsys.exit(', '.join({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_can_be_run_as_a_module() -> None:
    command = [sys.executable, "-m", "facecheck", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert facecheck.__version__ in done.stdout

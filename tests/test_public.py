from __future__ import annotations

import dataclasses
import inspect
import subprocess
import sys

import pytest

import facecheck

pytestmark = pytest.mark.smoke


def test_the_public_names_are_sorted_and_there_is_no_other_list() -> None:
    assert facecheck.__all__ == sorted(facecheck.__all__)
    homes = {name for names in facecheck._HOMES.values() for name in names}
    assert homes | {"__version__"} == set(facecheck.__all__)


@pytest.mark.parametrize("name", facecheck.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    thing = getattr(facecheck, name)
    if name != "__version__":
        assert inspect.getdoc(thing)


def test_a_name_that_is_not_public_is_named() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        facecheck.chekc  # noqa: B018


FUNCTIONS = facecheck._HOMES["facecheck.api"]


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


@pytest.mark.parametrize("name", ["Attempt", "Fault", "FaceEvent", "Update", "ScoreResult",
                                  "EventsResult", "Profile", "ReadAs"])  # fmt: skip
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

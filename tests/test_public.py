from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import facecheck


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


def test_the_public_functions_have_types_and_docstrings_for_every_argument() -> None:
    for name in ("check", "events", "measure", "rescore", "watch"):
        function = getattr(facecheck, name)
        signature = inspect.signature(function)
        assert signature.return_annotation is not inspect.Signature.empty
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty


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

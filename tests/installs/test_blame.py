from __future__ import annotations

from pathlib import Path

from installs.blame import blamed, suspects
from installs.environment import Environment
from installs.pythons import Python
from installs.uses import Failure

HOMES = {"av": ["av"], "PIL": ["pillow"], "facecheck": ["facecheck"], "numpy": ["numpy"]}
TRACEBACK = """\
Traceback (most recent call last):
  File "/e/lib/python3.12/site-packages/facecheck/cli/__init__.py", line 93, in run
    result = app.main(list(arguments))
  File "/e/lib/python3.12/site-packages/facecheck/inputs/sources/clip.py", line 253, in _open
    container = av.open(
  File "av/container/core.py", line 486, in av.container.core.open
TypeError: open() got an unexpected keyword argument 'metadata_errors'
"""


def environment(choice: str, minor: int, **versions: str) -> Environment:
    python = Python((3, minor, 0), Path("python3"))
    return Environment(python, choice, Path("e"), versions, HOMES)


def test_the_innermost_library_of_a_traceback_is_named_with_both_versions() -> None:
    bad = environment("newest", 12, av="19.0.2", numpy="2.5.5")
    good = environment("newest", 11, av="18.1.0", numpy="2.4.6")
    told = blamed(bad, Failure("demo", "exit code 3", TRACEBACK), [good]).splitlines()
    assert told[:3] == [
        "Python 3.12.0 with the newest versions: demo failed (exit code 3)",
        "  TypeError: open() got an unexpected keyword argument 'metadata_errors'",
        "  av 19.0.2; it works with av 18.1.0 (Python 3.11.0 with the newest versions)",
    ]


def test_without_a_traceback_whatever_differs_is_named() -> None:
    bad = environment("oldest", 11, av="17.1.0", numpy="2.0.0", pillow="11.3.0")
    good = environment("newest", 11, av="18.1.0", numpy="2.4.6", pillow="11.3.0")
    told = blamed(bad, Failure("demo", "2 of 3 counted", ""), [good])
    assert "perhaps av 17.1.0; it works with av 18.1.0" in told
    assert "perhaps numpy 2.0.0; it works with numpy 2.4.6" in told
    assert "pillow" not in told
    assert "itself" not in told


def test_a_python_that_it_never_works_on_is_named() -> None:
    bad, good = environment("newest", 12, av="19.0.2"), environment("newest", 11, av="18.1.0")
    told = blamed(bad, Failure("pytest -m smoke", "exit code 1", ""), [good])
    assert "perhaps Python 3.12 itself" in told


def test_where_it_fails_everywhere_no_version_is_made_up() -> None:
    bad = environment("newest", 12, av="19.0.2")
    told = blamed(bad, Failure("demo", "exit code 3", TRACEBACK), [])
    assert "av 19.0.2; no other version was tried" in told


def test_a_library_is_called_what_one_installs() -> None:
    output = '  File "/e/lib/python3.12/site-packages/PIL/Image.py", line 3, in open\n'
    assert suspects(output, HOMES) == ["pillow"]
    assert suspects("/e/lib/python3.11/site-packages/numpy/core.py:12: Error", HOMES) == ["numpy"]
    assert suspects("no traceback at all", HOMES) == []

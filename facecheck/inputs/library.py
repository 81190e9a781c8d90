"""Finds exercise and routine files and returns their text; what they mean is the engine's business.

The first place that has an id wins: the folders given, the user's own folder, then the exercises
that come with facecheck.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from facecheck.core.errors import SourceError, SpecError
from facecheck.core.messages import Message
from facecheck.core.text import did_you_mean

ROUTINES = "routines"
LANGUAGES = "languages"
SUFFIXES = (".yaml", ".yml")
MAX_BYTES = 2**20
"""An exercise file is a page; a megabyte is a mistake, or an attack on the reader."""
PACKAGE = Path(__file__).resolve().parent.parent


def exercise_ids(folders: Sequence[Path] = ()) -> list[str]:
    """The ids of all exercises, sorted.

    Args:
        folders: Looked into first.
    """
    return sorted(_files(_places(folders)))


def exercise_text(exercise_id: str, folders: Sequence[Path] = ()) -> tuple[Path, str]:
    """An exercise file and its text.

    Args:
        exercise_id: The file's name without its suffix.
        folders: Looked into first.

    Raises:
        SpecError: There is no such exercise, or its file cannot be read as UTF-8 text.
    """
    return _text("exercise", exercise_id, _files(_places(folders)))


def routine_ids(folders: Sequence[Path] = ()) -> list[str]:
    """The ids of all routines, sorted."""
    return sorted(_files([p / ROUTINES for p in _places(folders)]))


def routine_text(routine_id: str, folders: Sequence[Path] = ()) -> tuple[Path, str]:
    """A routine file and its text.

    Raises:
        SpecError: There is no such routine, or its file cannot be read as UTF-8 text.
    """
    return _text("routine", routine_id, _files([p / ROUTINES for p in _places(folders)]))


def translations(language: str, folders: Sequence[Path] = ()) -> dict[str, str]:
    """What exercise files say in another language, by their English words.

    Args:
        language: Such as ``de``; the language of the files themselves has no translations.
        folders: Looked into first; the nearest translation of a phrase wins.

    Raises:
        SpecError: A file of translations cannot be read.
    """
    found: dict[str, str] = {}
    for place in reversed(_places(folders)):
        path = place / LANGUAGES / f"{language}.yaml"
        if path.is_file():
            found |= _phrases(path)
    return found


def _phrases(path: Path) -> dict[str, str]:
    # The reader of YAML takes a quarter of a second to import, and English has no translations.
    from facecheck.core.yaml_text import load_yaml

    data = load_yaml(read_text(path), str(path))
    if not all(isinstance(text, str) for pair in data.items() for text in pair):
        raise SpecError(
            [Message("{path}: needs one `English words: translation` a line", path=path)]
        )
    return data


def read_text(path: Path) -> str:
    """The text of one exercise, routine or truth file.

    Raises:
        SpecError: It is missing, too large, or not UTF-8.
    """
    try:
        if path.is_dir():
            raise SpecError([Message("{path}: is a folder; name a file in it", path=path)])
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise SpecError([Message("{path}: no such file; check the path", path=path)]) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SpecError(
            [
                Message(
                    "{path}: cannot be read ({reason}); check its permissions",
                    path=path,
                    reason=reason,
                )
            ]
        ) from error
    if len(data) > MAX_BYTES:
        raise SpecError(
            [
                Message(
                    "{path}: larger than {max_bytes} kB, not a file of this kind",
                    path=path,
                    max_bytes=MAX_BYTES // 1024,
                )
            ]
        )
    try:
        # The mark that Windows editors put before UTF-8 is not part of the text.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SpecError(
            [
                Message(
                    "{path}: line {line}: not UTF-8 text; save the file as UTF-8",
                    path=path,
                    line=line,
                )
            ]
        ) from error


def user_folder() -> Path:
    """Where the user keeps exercises of their own."""
    import platformdirs

    return Path(platformdirs.user_config_dir("facecheck", appauthor=False)) / "exercises"


def bundled_folder(package: Path = PACKAGE) -> Path:
    """The exercises that come along: inside an installed package, beside it in a checkout."""
    inside = package / "exercises"
    return inside if inside.is_dir() else package.parent / "exercises"


def _places(folders: Sequence[Path]) -> list[Path]:
    for folder in folders:
        # A folder that the user named and mistyped must not fall through to other exercises.
        if not Path(folder).is_dir():
            raise SpecError(
                [Message("{folder}: no such folder of exercises; check the path", folder=folder)]
            )
    return [*map(Path, folders), user_folder(), bundled_folder()]


def _files(places: Sequence[Path]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for place in places:
        try:
            inside = sorted(place.iterdir())
        except OSError:
            continue
        for path in inside:
            if path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file():
                files.setdefault(path.stem, path)
    return files


def _text(kind: str, wanted: str, files: dict[str, Path]) -> tuple[Path, str]:
    path = files.get(wanted)
    if path is None:
        listed = Message("there are: {names}", names=", ".join(sorted(files)))
        nothing = "no folder holds any; reinstall facecheck, or name one with --exercises"
        hint = did_you_mean(wanted, files, listed if files else nothing)
        raise SpecError(
            [Message("{wanted!r}: no such {kind}; {hint}", wanted=wanted, kind=kind, hint=hint)]
        )
    return path, read_text(path)


def sample_clip(name: str) -> Path:
    """A sample clip: in the wheel, or in the checkout beside the package.

    Raises:
        SourceError: It is in neither.
    """
    for folder in (PACKAGE / "sample_videos", PACKAGE.parent / "sample_videos"):
        if (folder / name).is_file():
            return folder / name
    raise SourceError("{name}: the sample clip did not come along; reinstall facecheck", name=name)

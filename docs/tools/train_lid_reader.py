"""Trains the network that reads lids off pictures of eyes, and says how well it reads strangers.

    python docs/tools/train_lid_reader.py eyes CLIP_PICTURE_OR_FOLDER… --out eyes
    python docs/tools/train_lid_reader.py strangers eyes --clips A,B --clips C,D --weights folds
    python docs/tools/train_lid_reader.py train eyes --out facecheck/inputs/mediapipe/lid_reader.npz
    python docs/tools/train_lid_reader.py read facecheck/inputs/mediapipe/lid_reader.npz new_eyes

The first cuts eyes out of clips of real faces, and out of photographs whose faces it sways, with
their lids moved at random (``sample_videos/moved``). The second leaves people out by turns: of the
clips those that are named, of the photographs an equal share each time; it prints how much of their
opening is read as covered, over what is covered. The third trains on everybody; the fourth prints
the same of faces on which nothing was trained. Pictures of eyes
stay where they are made; what is committed is the weights, and docs/measures.md says whom they were
trained on. Needs ``pip install torch``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import click
import cv2
import numpy as np
from lid_network import Eyes, Floats, fit
from numpy.typing import NDArray

from facecheck.core.frames import Frame, Image
from facecheck.inputs.mediapipe.lid_network import BELOW_TOP, HEIGHT, WIDTH, LidNetwork
from facecheck.inputs.sources import Clip
from sample_videos.moved.eyes import MARGIN_TOP, MARGIN_WIDTH, moved_eyes
from sample_videos.moved.stills import faces_in, swayed

PICTURES = (".jpg", ".jpeg", ".png", ".ppm")
CLIPS = (".mp4", ".mov", ".webm", ".mkv", ".avi")
FIELDS = ("picture", "true", "mesh", "was", "closure", "upper")
MOST_FRAMES, OF_A_PHOTOGRAPH = 300, 40
"""Of one clip: a minute of one face teaches no more than some seconds; and of one photograph."""
STEPS = 3000
OPEN, SHUT = 0.7, 0.22
"""Of the person's open eye: between these the mesh's own lids, from which lids are moved, are no
truth."""
LEAST_OPEN, MOST_OPEN = 0.19, 0.43
"""In eye widths, an eye at rest: who shows less is not at rest, who shows more has turned away, so
that the eye's width is foreshortened."""
COVERED = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
SAME_PICTURE = 0.97
"""How alike two photographs are, 16 by 16 points of each, when they are of one moment."""


@click.group()
def main() -> None:
    """Make pictures of eyes, and train on them."""


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True)
def eyes(sources: tuple[Path, ...], out: Path, seed: int) -> None:
    """Cut eyes out of SOURCES with their lids moved at random, a file for each face.

    Faces are told apart by their file's name. What is in OUT already is kept.
    """
    out.mkdir(parents=True, exist_ok=True)
    seen: list[Floats] = []
    for source in sorted(one for path in sources for one in _within(path)):
        if list(out.glob(f"{_name(source)}-*.npz")):
            continue
        chance = np.random.default_rng([seed, crc32(_name(source).encode())])
        for number, frames in enumerate(_faces(source, chance, seen)):
            found = list(moved_eyes(frames, chance))
            if not found:
                continue
            columns = {name: np.array([getattr(eye, name) for eye in found]) for name in FIELDS}
            person = np.array([f"{_name(source)}-{number}"] * len(found))
            path = out / f"{person[0]}.npz"
            np.savez_compressed(path, person=person, allow_pickle=False, **columns)
            click.echo(f"{person[0]}: {len(found)} eyes")


def _within(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return [one for one in path.rglob("*") if one.suffix.lower() in PICTURES + CLIPS]


def _name(source: Path) -> str:
    """Of a clip its own; photographs are numbered within folders, `female/1.jpg`."""
    clip = source.suffix.lower() in CLIPS
    return source.stem if clip else f"{source.parent.name}-{source.stem}"


def _faces(source: Path, chance: np.random.Generator, seen: list[Floats]) -> Iterator[list[Frame]]:
    """A camera's pictures of each face in a source; of photographs seen before, none."""
    if source.suffix.lower() in PICTURES:
        read = cv2.imread(str(source))
        if read is None or _known(np.asarray(read, np.uint8), seen):
            return
        photograph = np.ascontiguousarray(np.asarray(read, np.uint8)[:, :, ::-1])
        for face in faces_in(photograph):
            yield list(swayed(photograph, face, OF_A_PHOTOGRAPH, chance))
        return
    with Clip(source) as clip:
        frames = [Frame(frame.time_s, frame.rgb.copy()) for frame in clip]
    yield frames[:: max(1, len(frames) // MOST_FRAMES)][:MOST_FRAMES]


def _known(picture: Image, seen: list[Floats]) -> bool:
    small = cv2.resize(picture, (16, 16), interpolation=cv2.INTER_AREA).astype(np.float32).ravel()
    small -= small.mean()
    small /= np.linalg.norm(small) + 1e-6
    if any(float(small @ other) > SAME_PICTURE for other in seen):
        return True
    seen.append(small)
    return False


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--clips", multiple=True, required=True, help="Left out together: names, by commas.")
@click.option("--weights", type=click.Path(path_type=Path), help="Keeps what each turn learned.")
@click.option("--steps", default=STEPS, show_default=True)
def strangers(folder: Path, clips: tuple[str, ...], weights: Path | None, steps: int) -> None:
    """Read everybody in FOLDER by a network that never saw them, in as many turns as CLIPS."""
    known = load(folder)
    turns = np.array([_turn(person, clips) for person in known["person"]])
    read = np.zeros((len(turns), 2), np.float32)
    for turn in range(len(clips)):
        learned = fit(known, known["usable"] & (turns != turn), steps)
        if weights is not None:
            weights.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(weights / f"{turn}.npz", allow_pickle=False, **learned)
        out = turns == turn
        read[out] = _read(LidNetwork(learned), {name: c[out] for name, c in known.items()})
    named = {name.strip() for group in clips for name in group.split(",")}
    own = np.array([str(person).rsplit("-", 1)[0] in named for person in known["person"]])
    for person in sorted({str(one) for one in known["person"][own]}):
        tell(person, known, read, known["person"] == person)
    tell("clips", known, read, own)
    tell("photographs and others", known, read, ~own)
    tell("everybody, by the mesh", known, known["mesh"], np.ones(len(own), bool))


def _turn(person: str, clips: tuple[str, ...]) -> int:
    """In which turn somebody is left out."""
    for turn, names in enumerate(clips):
        if person.rsplit("-", 1)[0] in [name.strip() for name in names.split(",")]:
            return turn
    return crc32(person.encode()) % len(clips)


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--steps", default=STEPS, show_default=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="For the weights.")
def train(folder: Path, steps: int, out: Path) -> None:
    """Train on everybody in FOLDER."""
    known = load(folder)
    learned = fit(known, known["usable"], steps)
    np.savez_compressed(out, allow_pickle=False, **learned)
    people = len(np.unique(known["person"]))
    click.echo(f"{people} faces, {int(known['usable'].sum())} pictures of eyes")


@main.command()
@click.argument("weights", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def read(weights: Path, folder: Path) -> None:
    """Read everybody in FOLDER by the network of WEIGHTS."""
    known = load(folder)
    seen = _read(LidNetwork(dict(np.load(weights))), known)
    for person in sorted({str(one) for one in known["person"]}):
        tell(person, known, seen, known["person"] == person)
    everybody = known["rest"] > 0
    for what, which in (("everybody", everybody), ("at rest and from the front", known["usable"])):
        tell(what, known, seen, which)
        tell(f"{what}, by the mesh", known, known["mesh"], which)


def load(folder: Path) -> Eyes:
    """Everybody's eyes, with which of them have a known truth."""
    files = [np.load(path) for path in sorted(folder.glob("*.npz"))]
    known: Eyes = {name: np.concatenate([f[name] for f in files]) for name in ("person", *FIELDS)}
    opening = known["was"][:, 0] - known["was"][:, 1]
    rest = np.zeros(len(opening))
    for person in np.unique(known["person"]):
        own = known["person"] == person
        rest[own] = np.quantile(opening[own], 0.7)
    known["rest"] = rest
    seen_well = (rest > LEAST_OPEN) & (rest < MOST_OPEN)
    known["usable"] = seen_well & ((opening > OPEN * rest) | (opening < SHUT * rest))
    return known


def _read(network: LidNetwork, own: Eyes) -> NDArray[np.float32]:
    """How high both lids stand, in eye widths."""
    x = (MARGIN_WIDTH - WIDTH) // 2
    y = round(MARGIN_TOP - BELOW_TOP)
    cut = np.ascontiguousarray(own["picture"][:, y : y + HEIGHT, x : x + WIDTH])
    mesh = own["mesh"].astype(np.float32)
    parts = [network(cut[n : n + 256], mesh[n : n + 256]) for n in range(0, len(cut), 256)]
    return mesh + np.concatenate(parts)


def tell(what: str, known: Eyes, read: NDArray[np.float32], which: NDArray[np.bool_]) -> None:
    """For each closure, how much is read as covered of what the same person shows open."""
    opening = read[:, 0] - read[:, 1]
    is_open = known["was"][:, 0] - known["was"][:, 1] > 0.85 * known["rest"]
    squints = which & is_open & (known["upper"] < 0.6)
    covered = np.full(len(opening), np.nan)
    for person in np.unique(known["person"][which]):
        own = known["person"] == person
        rest = opening[own & is_open & (known["closure"] == 0)]
        if len(rest) > 3:
            covered[own] = 1 - opening[own] / np.median(rest)
    off = np.abs(covered - known["closure"])
    texts = []
    for closure in COVERED:
        at = squints & (np.abs(known["closure"] - closure) < 0.07) & ~np.isnan(covered)
        if at.any():
            texts.append(f"{closure:.2f} as {np.median(covered[at]):.2f} ±{np.median(off[at]):.2f}")
    at = squints & (known["closure"] > 0.2) & (known["closure"] < 0.95) & ~np.isnan(covered)
    median, most = (float(np.quantile(off[at], q)) for q in (0.5, 0.9)) if at.any() else (0, 0)
    click.echo(f"{what}: {', '.join(texts)}; off by {median:.3f}, 90 % within {most:.3f}")


if __name__ == "__main__":
    main()

"""Trains the network that reads lids off pictures of eyes, and says how well it reads strangers.

    python docs/tools/train_lid_reader.py eyes CLIP_OR_PICTURE… --person NAME --out eyes/NAME.npz
    python docs/tools/train_lid_reader.py train eyes --leave NAME --leave NAME     # figures only
    python docs/tools/train_lid_reader.py train eyes --out facecheck/inputs/mediapipe/lid_reader.npz

The first cuts eyes out of clips of real faces, or of pictures that it sways, with their lids moved
at random (``sample_videos/moved``). The second trains on everybody who is not left out, and prints
for those who are how much of the opening is read as covered, over what is covered. Pictures of
eyes stay where they are made; what is committed is the weights. Needs ``pip install torch``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Frame
from facecheck.inputs.mediapipe.lid_reader import (
    BELOW_TOP,
    HEIGHT,
    MESH_WEIGHT,
    PER_EYE,
    WIDTH,
    LidNetwork,
)
from facecheck.inputs.sources import Clip
from sample_videos.moved.eyes import MARGIN_TOP, MARGIN_WIDTH, moved_eyes
from sample_videos.moved.source import shaken_picture

Floats = NDArray[np.float32]
Eyes = dict[str, NDArray[Any]]

PICTURES = (".jpg", ".jpeg", ".png", ".ppm")
FIELDS = ("picture", "true", "mesh", "was", "closure")
MOST_FRAMES = 360
"""Of one clip: a minute of one face teaches no more than some seconds."""
BATCH, RATE, EPOCHS = 128, 3e-3, 14
OPEN, SHUT = 0.7, 0.22
"""Of the person's open eye: between these the mesh's own lids, from which lids are moved, are no
truth."""


@click.group()
def main() -> None:
    """Make pictures of eyes, and train on them."""


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--person", required=True, help="Whose eyes they are.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True)
def eyes(sources: tuple[Path, ...], person: str, out: Path, seed: int) -> None:
    """Cut eyes out of SOURCES with their lids moved at random."""
    chance = np.random.default_rng(seed)
    found = [eye for source in sources for eye in moved_eyes(_frames(source), chance)]
    columns = {name: np.array([getattr(eye, name) for eye in found]) for name in FIELDS}
    np.savez_compressed(out, person=np.array([person] * len(found)), allow_pickle=False, **columns)
    click.echo(f"{person}: {len(found)} eyes")


def _frames(source: Path) -> list[Frame]:
    if source.suffix.lower() in PICTURES:
        picture = cv2.cvtColor(np.asarray(cv2.imread(str(source)), np.uint8), cv2.COLOR_BGR2RGB)
        face = shaken_picture(source.name, np.asarray(picture, np.uint8), seconds=3.3)
        return [Frame(n / face.fps, face.at(n)[0]) for n in range(len(face.pictures))]
    with Clip(source) as clip:
        frames = [Frame(frame.time_s, frame.rgb.copy()) for frame in clip]
    return frames[:: max(1, len(frames) // MOST_FRAMES)][:MOST_FRAMES]


@main.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--leave", multiple=True, help="Leave this person out, and read their eyes.")
@click.option("--epochs", default=EPOCHS, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Where the weights go.")
def train(folder: Path, leave: tuple[str, ...], epochs: int, out: Path | None) -> None:
    """Train on the eyes in FOLDER."""
    known = load(folder)
    left_out = np.isin(known["person"], leave)
    weights = fit(known, known["usable"] & ~left_out, epochs)
    if out is not None:
        np.savez_compressed(out, allow_pickle=False, **weights)
    for person in leave:
        one = {name: column[(known["person"] == person)] for name, column in known.items()}
        click.echo(f"{person}: " + ", ".join(_read_share(one, LidNetwork(weights))))


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
    known["usable"] = (opening > OPEN * rest) | (opening < SHUT * rest)
    return known


def _read_share(own: Eyes, network: LidNetwork) -> list[str]:
    """For each closure, how much is read as covered of what the same eyes show open."""
    x = (MARGIN_WIDTH - WIDTH) // 2
    y = round(MARGIN_TOP - BELOW_TOP)
    cut = own["picture"][:, y : y + HEIGHT, x : x + WIDTH]
    seen = own["mesh"] + network(np.ascontiguousarray(cut), own["mesh"].astype(np.float32))
    opening = seen[:, 0] - seen[:, 1]
    is_open = own["was"][:, 0] - own["was"][:, 1] > 0.85 * own["rest"]
    rest = np.median(opening[is_open & (own["closure"] == 0)])
    texts = []
    for closure in (0.2, 0.35, 0.5, 0.65, 0.8, 0.95):
        at = is_open & (np.abs(own["closure"] - closure) < 0.06)
        texts.append(f"{closure:.2f} as {np.median(1 - opening[at] / rest):.2f}")
    return texts


def fit(known: Eyes, keep: NDArray[np.bool_], epochs: int) -> dict[str, Floats]:
    """Train, each person as much as the square root of how much there is of them."""
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    places = np.flatnonzero(keep)
    _, person, count = np.unique(known["person"], return_inverse=True, return_counts=True)
    often = (1 / np.sqrt(count))[person] * np.where(known["closure"] < 0.01, 0.9, 1.0)
    often = often[places] / often[places].sum()
    net = network()
    steps = epochs * (len(places) // BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    chance = np.random.default_rng(0)
    for _ in range(steps):
        batch = chance.choice(places, BATCH, p=often)
        both = np.concatenate([known["true"][batch], known["mesh"][batch]], axis=1)
        x, heights = varied(known["picture"][batch], both)
        true, mesh = heights[:, :2], heights[:, 2:] + 0.006 * torch.randn(len(batch), 2)
        seen = net["d1"](torch.cat([net["see"](x), mesh * MESH_WEIGHT], 1))
        read = net["d2"](functional.relu(seen))
        # The opening counts for itself: both lids may be off together, not against each other.
        opening = (read[:, 0] - read[:, 1]) - (true[:, 0] - true[:, 1])
        loss = 2 * functional.huber_loss(read, true, delta=0.03)
        loss = loss + functional.huber_loss(opening, torch.zeros_like(opening), delta=0.03)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
    net.eval()
    return _as_numpy(net)


def network() -> Any:
    """What `LidNetwork` runs: what is seen, then what follows from it and from the mesh."""
    from torch import nn

    see = nn.Sequential(
        nn.Conv2d(3, 12, 5, 2, 2),
        nn.ReLU(),
        nn.Conv2d(12, 24, 3, 2, 1),
        nn.ReLU(),
        nn.Conv2d(24, 24, 3, 1, 1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(0.2),
    )
    places = 24 * (HEIGHT // 4) * (WIDTH // 4)
    layers = {"see": see, "d1": nn.Linear(places + 2, 48), "d2": nn.Linear(48, 2)}
    return nn.ModuleDict(layers)


def _as_numpy(net: Any) -> dict[str, Floats]:
    """In the order in which `LidNetwork` multiplies; half precision is enough to keep them."""
    weights = {}
    for name, place in (("c1", 0), ("c2", 2), ("c3", 4)):
        kernel = net["see"][place].weight.detach().numpy()
        weights[f"{name}.weight"] = kernel.transpose(0, 2, 3, 1).reshape(len(kernel), -1).T
        weights[f"{name}.bias"] = net["see"][place].bias.detach().numpy()
    dense = net["d1"].weight.detach().numpy()
    places = dense[:, :-2].reshape(48, 24, HEIGHT // 4, WIDTH // 4)
    weights["d1.weight"] = np.concatenate(
        [places.transpose(0, 2, 3, 1).reshape(48, -1).T, dense[:, -2:].T]
    )
    weights["d2.weight"] = net["d2"].weight.detach().numpy().T
    weights |= {f"{name}.bias": net[name].bias.detach().numpy() for name in ("d1", "d2")}
    return {name: np.ascontiguousarray(w).astype(np.float16) for name, w in weights.items()}


def varied(pictures: NDArray[Any], true: NDArray[Any]) -> tuple[Any, Any]:
    """Turned, shifted, lit, blurred and grained by chance, as cameras and meshes do it."""
    import torch
    from torch.nn import functional

    n = len(pictures)
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255
    turn, size = torch.randn(n) * 0.05, 1 + torch.randn(n) * 0.05
    right, down = torch.randn(n) * 0.03 * PER_EYE, torch.randn(n) * 0.025 * PER_EYE
    rows = torch.arange(HEIGHT)[:, None] - BELOW_TOP
    columns = torch.arange(WIDTH)[None, :] - (WIDTH - 1) / 2
    cos, sin = (f(turn)[:, None, None] * size[:, None, None] for f in (torch.cos, torch.sin))
    u = cos * columns - sin * rows + (MARGIN_WIDTH - 1) / 2 + right[:, None, None]
    v = sin * columns + cos * rows + MARGIN_TOP + down[:, None, None]
    height = pictures.shape[1]
    grid = torch.stack([(2 * u + 1) / MARGIN_WIDTH - 1, (2 * v + 1) / height - 1], -1)
    x = functional.grid_sample(x, grid, align_corners=False, padding_mode="border")
    heights = (torch.from_numpy(true).float() + down[:, None] / PER_EYE) / size[:, None]
    x = lit(x)
    x = (x + torch.randn_like(x) * (0.004 + 0.035 * torch.rand(n, 1, 1, 1))).clamp(0, 1) * 255
    mean, spread = x.mean((1, 2, 3), keepdim=True), x.std((1, 2, 3), keepdim=True)
    return (x - mean) / (spread + 8.0), heights


def lit(x: Any) -> Any:
    """Other light, another lens, and now and then the rim of glasses."""
    import torch
    from torch.nn import functional

    n = len(x)
    x = x.clamp(1e-3, 1) ** (0.6 + torch.rand(n, 1, 1, 1))
    x = x * (0.6 + 0.7 * torch.rand(n, 1, 1, 1)) * (1 + 0.12 * torch.randn(n, 3, 1, 1))
    across, along = torch.linspace(-1, 1, WIDTH), torch.linspace(-1, 1, HEIGHT)[:, None]
    slope = 0.25 * torch.randn(n, 1, 1, 1) * across + 0.2 * torch.randn(n, 1, 1, 1) * along
    x = x * (1 + slope).clamp(0.3, 1.7)
    for size, share in ((3, 0.35), (5, 0.12)):
        soft = functional.avg_pool2d(x, size, 1, size // 2, count_include_pad=False)
        x = torch.where(torch.rand(n, 1, 1, 1) < share, soft, x)
    grey = x.mean(1, keepdim=True).expand_as(x)
    x = torch.where(torch.rand(n, 1, 1, 1) < 0.15, grey, x)
    middle = torch.rand(n, 2, 1, 1) * torch.tensor([0.4, 0.3])[:, None, None]
    middle = middle + torch.tensor([0.3, 0.45])[:, None, None]
    sizes = torch.tensor([0.45, 0.55])[:, None, None] + torch.rand(n, 2, 1, 1) * 0.3
    far = ((across / 2 + 0.5 - middle[:, :1]) / sizes[:, :1]) ** 2
    far = (far + ((along / 2 + 0.5 - middle[:, 1:]) / sizes[:, 1:]) ** 2).sqrt() - 1
    rim = (far.abs() < 0.03 + 0.06 * torch.rand(n, 1, 1, 1)) & (torch.rand(n, 1, 1, 1) < 0.12)
    return torch.where(rim, 0.5 * torch.rand(n, 1, 1, 1) + 0 * x, x)


if __name__ == "__main__":
    main()

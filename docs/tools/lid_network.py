"""The network that reads lids, as it is trained: what `LidNetwork` runs, and how pictures vary.

Needs ``pip install torch``; ``docs/tools/train_lid_reader.py`` is the command.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from facecheck.inputs.mediapipe.lid_network import BELOW_TOP, HEIGHT, MESH_WEIGHT, PER_EYE, WIDTH
from sample_videos.moved.eyes import MARGIN_TOP, MARGIN_WIDTH

Floats = NDArray[np.float32]
Eyes = dict[str, NDArray[Any]]

BATCH, RATE = 64, 2e-3
MESH_OFF = (0.004, 0.02)
"""In eye widths, how far the mesh's lids are off by chance; each for half of the eyes. On lids that
muscles move the mesh errs otherwise than on those it was trained with, so that what it says is a
hint and the picture decides."""
FILTERS, HIDDEN = (12, 24, 24), 48


def network() -> Any:
    """What `LidNetwork` runs: what is seen, then what follows from it and from the mesh."""
    from torch import nn

    first, second, third = FILTERS
    see = nn.Sequential(
        nn.Conv2d(3, first, 5, 2, 2),
        nn.ReLU(),
        nn.Conv2d(first, second, 3, 2, 1),
        nn.ReLU(),
        nn.Conv2d(second, third, 3, 1, 1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dropout(0.2),
    )
    places = third * (HEIGHT // 4) * (WIDTH // 4)
    layers = {"see": see, "d1": nn.Linear(places + 2, HIDDEN), "d2": nn.Linear(HIDDEN, 2)}
    return nn.ModuleDict(layers)


def fit(known: Eyes, keep: NDArray[np.bool_], steps: int) -> dict[str, Floats]:
    """Train, each person as much as the square root of how much there is of them.

    Args:
        known: Columns of all eyes, as `train_lid_reader.load` gives them.
        keep: Which of them are learned from.
        steps: How many batches.
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(0)
    places = np.flatnonzero(keep)
    _, person, count = np.unique(known["person"], return_inverse=True, return_counts=True)
    often = (1 / np.sqrt(count))[person][places]
    often /= often.sum()
    net = network()
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    chance = np.random.default_rng(0)
    chosen = chance.choice(places, (steps, BATCH), p=often)
    off = torch.tensor(MESH_OFF)
    for batch in chosen:
        both = np.concatenate([known["true"][batch], known["mesh"][batch]], axis=1)
        x, heights = varied(known["picture"][batch], both)
        true = heights[:, :2]
        mesh = heights[:, 2:] + off[torch.randint(2, (BATCH, 1))] * torch.randn(BATCH, 2)
        seen = net["d1"](torch.cat([net["see"](x), mesh * MESH_WEIGHT], 1))
        read = net["d2"](functional.relu(seen))
        # The opening counts for itself: both lids may be off together, not against each other.
        opening = (read[:, 0] - read[:, 1]) - (true[:, 0] - true[:, 1])
        loss: Any = 2 * functional.huber_loss(read, true, delta=0.03)
        loss = loss + 2 * functional.huber_loss(opening, torch.zeros_like(opening), delta=0.03)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
    net.eval()
    return _as_numpy(net)


def _as_numpy(net: Any) -> dict[str, Floats]:
    """In the order in which `LidNetwork` multiplies; half precision is enough to keep them."""
    weights = {}
    for name, place in (("c1", 0), ("c2", 2), ("c3", 4)):
        kernel = net["see"][place].weight.detach().numpy()
        weights[f"{name}.weight"] = kernel.transpose(0, 2, 3, 1).reshape(len(kernel), -1).T
        weights[f"{name}.bias"] = net["see"][place].bias.detach().numpy()
    dense = net["d1"].weight.detach().numpy()
    channels = FILTERS[-1]
    places = dense[:, :-2].reshape(HIDDEN, channels, HEIGHT // 4, WIDTH // 4)
    weights["d1.weight"] = np.concatenate(
        [places.transpose(0, 2, 3, 1).reshape(HIDDEN, -1).T, dense[:, -2:].T]
    )
    weights["d2.weight"] = net["d2"].weight.detach().numpy().T
    weights |= {f"{name}.bias": net[name].bias.detach().numpy() for name in ("d1", "d2")}
    return {name: np.ascontiguousarray(w).astype(np.float16) for name, w in weights.items()}


def varied(pictures: NDArray[Any], heights: NDArray[Any]) -> tuple[Any, Any]:
    """Turned, shifted, lit, blurred and grained by chance, as cameras and meshes do it.

    Args:
        pictures: ``(n, MARGIN_HEIGHT, MARGIN_WIDTH, 3)`` uint8.
        heights: ``(n, any)`` over the line between the corners, in eye widths.

    Returns:
        ``(n, 3, HEIGHT, WIDTH)`` as the network takes them, and the heights in them.
    """
    import torch
    from torch.nn import functional

    n = len(pictures)
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255
    turn, size = torch.randn(n) * 0.05, 1 + torch.randn(n) * 0.06
    right, down = torch.randn(n) * 0.03 * PER_EYE, torch.randn(n) * 0.03 * PER_EYE
    rows = torch.arange(HEIGHT)[:, None] - BELOW_TOP
    columns = torch.arange(WIDTH)[None, :] - (WIDTH - 1) / 2
    cos, sin = (f(turn)[:, None, None] * size[:, None, None] for f in (torch.cos, torch.sin))
    u = cos * columns - sin * rows + (MARGIN_WIDTH - 1) / 2 + right[:, None, None]
    v = sin * columns + cos * rows + MARGIN_TOP + down[:, None, None]
    height = pictures.shape[1]
    grid = torch.stack([(2 * u + 1) / MARGIN_WIDTH - 1, (2 * v + 1) / height - 1], -1)
    x = functional.grid_sample(x, grid, align_corners=False, padding_mode="border")
    there = (torch.from_numpy(heights).float() + down[:, None] / PER_EYE) / size[:, None]
    x = lit(x)
    x = (x + torch.randn_like(x) * (0.004 + 0.035 * torch.rand(n, 1, 1, 1))).clamp(0, 1) * 255
    mean, spread = x.mean((1, 2, 3), keepdim=True), x.std((1, 2, 3), keepdim=True)
    return (x - mean) / (spread + 8.0), there


def lit(x: Any) -> Any:
    """Other light, another lens, and now and then glasses' rims and what they mirror."""
    import torch
    from torch.nn import functional

    n = len(x)

    def some(share: float) -> Any:
        return torch.rand(n, 1, 1, 1) < share

    x = x.clamp(1e-3, 1) ** (0.5 + 1.2 * torch.rand(n, 1, 1, 1))
    x = x * (0.5 + 0.8 * torch.rand(n, 1, 1, 1)) * (1 + 0.12 * torch.randn(n, 3, 1, 1))
    across, along = torch.linspace(-1, 1, WIDTH), torch.linspace(-1, 1, HEIGHT)[:, None]
    slope = 0.3 * torch.randn(n, 1, 1, 1) * across + 0.25 * torch.randn(n, 1, 1, 1) * along
    x = x * (1 + slope).clamp(0.3, 1.7)
    x = torch.where(some(0.15), x.mean(1, keepdim=True).expand_as(x), x)
    middle = torch.rand(n, 2, 1, 1) * torch.tensor([0.4, 0.3])[:, None, None]
    middle = middle + torch.tensor([0.3, 0.45])[:, None, None]
    sizes = torch.tensor([0.45, 0.55])[:, None, None] + torch.rand(n, 2, 1, 1) * 0.3
    far = ((across / 2 + 0.5 - middle[:, :1]) / sizes[:, :1]) ** 2
    far = (far + ((along / 2 + 0.5 - middle[:, 1:]) / sizes[:, 1:]) ** 2).sqrt() - 1
    rim = (far.abs() < 0.03 + 0.06 * torch.rand(n, 1, 1, 1)) & some(0.12)
    x = torch.where(rim, 0.5 * torch.rand(n, 1, 1, 1) + 0 * x, x)
    at = torch.rand(n, 2, 1, 1) * 2 - 1
    tall, wide = (0.08 + 0.4 * torch.rand(n, 1, 1, 1) for _ in range(2))
    glare = torch.exp(-(((across - at[:, :1]) / wide) ** 2) - ((along - at[:, 1:]) / tall) ** 2)
    x = torch.where(some(0.1), x + 0.7 * torch.rand(n, 1, 1, 1) * glare, x)
    for reach, share in ((1, 0.35), (2, 0.12)):
        x = torch.where(some(share), soft(x, reach), x)
    # As of a face that is so far away that it has half the points, or less.
    fewer = 0.35 + 0.4 * float(torch.rand(1))
    small = functional.interpolate(soft(x, 1), scale_factor=fewer, mode="bilinear")
    coarse = functional.interpolate(small, (HEIGHT, WIDTH), mode="bilinear")
    return torch.where(some(0.25), coarse, x)


def soft(x: Any, reach: int) -> Any:
    """The mean of so many pixels to each side; many times as fast as pooling."""
    import torch
    from torch.nn import functional

    height, width = x.shape[2:]
    wide = functional.pad(x, (reach, reach, reach, reach), mode="replicate")
    many = range(2 * reach + 1)
    rows = torch.stack([wide[:, :, n : n + height] for n in many]).mean(0)
    return torch.stack([rows[:, :, :, n : n + width] for n in many]).mean(0)

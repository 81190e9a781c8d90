"""Paint the skin: a texture made from where each texel lies on the base head.

Painting by position, not by hand in texture space, lets brows, lips, stubble and hairline be
formulas that hold for every identity, since all identities share the texture coordinates.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample_videos.actor.identity import EYE_CENTRE, HAIR, Identity, rgb
from sample_videos.actor.mesh import FloatArray, IntArray, cache_dir, load_mask, load_mesh

Float32 = NDArray[np.float32]

SIZE = 3072  # texels along the whole texture square; lids are about 100 texels wide
CROP = (0.63, 0.155, 1.0, 0.87)  # u0, v0, u1, v1 of the head in the square, v up


def head_faces() -> IntArray:
    """Quads `(F, 4, 2)` of the body whose texture lies in the head's crop."""
    mesh = load_mesh()
    faces = mesh.faces["body"]
    uv = mesh.uv[faces[:, :, 1]]
    u0, v0, u1, v1 = CROP
    inside = (uv[..., 0] > u0) & (uv[..., 0] < u1) & (uv[..., 1] > v0) & (uv[..., 1] < v1)
    return faces[inside.all(axis=1)]


def crop_uv(uv: FloatArray) -> FloatArray:
    """Texture coordinates of the square -> of the cropped head texture."""
    u0, v0, u1, v1 = CROP
    return (uv - (u0, v0)) / (u1 - u0, v1 - v0)


def _crop_image(image: Float32) -> Float32:
    """Cut the head out of a full-square image (v down) and bring it to the texture's size."""
    u0, v0, u1, v1 = CROP
    height, width = _texture_shape()
    rows = (1.0 - np.linspace(v1, v0, height)) * (image.shape[0] - 1)
    cols = np.linspace(u0, u1, width) * (image.shape[1] - 1)
    r, c = rows.astype(int), cols.astype(int)
    fr, fc = (rows - r)[:, None], (cols - c)[None, :]
    r1, c1 = np.minimum(r + 1, image.shape[0] - 1), np.minimum(c + 1, image.shape[1] - 1)
    top = image[np.ix_(r, c)] * (1 - fc) + image[np.ix_(r, c1)] * fc
    low = image[np.ix_(r1, c)] * (1 - fc) + image[np.ix_(r1, c1)] * fc
    return np.asarray(top * (1 - fr) + low * fr, dtype=np.float32)


def _texture_shape() -> tuple[int, int]:
    u0, v0, u1, v1 = CROP
    return round((v1 - v0) * SIZE), round((u1 - u0) * SIZE)


def _rasterise(values: FloatArray) -> Float32:
    """Spread per-vertex values `(V, 3)` over the head texture by barycentric interpolation."""
    mesh = load_mesh()
    height, width = _texture_shape()
    out = np.full((height, width, 3), np.nan, dtype=np.float32)
    for quad in head_faces():
        point = crop_uv(mesh.uv[quad[:, 1]]) * (width, -height) + (0.0, height)
        for corner in ((0, 1, 2), (0, 2, 3)):
            a, b, c = point[list(corner)]
            det = (b[1] - c[1]) * (a[0] - c[0]) + (c[0] - b[0]) * (a[1] - c[1])
            if abs(det) < 1e-9:
                continue
            low = np.maximum(np.floor(np.minimum(np.minimum(a, b), c)).astype(int) - 1, 0)
            high = np.minimum(
                np.ceil(np.maximum(np.maximum(a, b), c)).astype(int) + 2, (width, height)
            )
            x, y = np.arange(low[0], high[0]) + 0.5, np.arange(low[1], high[1])[:, None] + 0.5
            wa = ((b[1] - c[1]) * (x - c[0]) + (c[0] - b[0]) * (y - c[1])) / det
            wb = ((c[1] - a[1]) * (x - c[0]) + (a[0] - c[0]) * (y - c[1])) / det
            wc = 1.0 - wa - wb
            hit = (wa > -0.02) & (wb > -0.02) & (wc > -0.02)
            va, vb, vc = values[quad[list(corner), 0]]
            patch = wa[..., None] * va + wb[..., None] * vb + wc[..., None] * vc
            out[low[1] : high[1], low[0] : high[0]][hit] = patch[hit]
    return out


@lru_cache(maxsize=1)
def position_map() -> Float32:
    """`(H, W, 3)` position on the base head of every texel; 9 where there is no skin."""
    path = cache_dir() / f"positions-{SIZE}.npy"
    if not path.is_file():
        table = np.nan_to_num(_rasterise(load_mesh().vertices - EYE_CENTRE), nan=9.0)
        # Written under another name first: two workers may get here at the same time.
        temporary = path.with_suffix(f".{np.random.default_rng().integers(1 << 30)}.npy")
        np.save(temporary, table.astype(np.float16))
        temporary.replace(path)
    return np.asarray(np.load(path), dtype=np.float32)


def value_noise(points: Float32, scale: tuple[float, float, float], seed: int) -> Float32:
    """Smooth noise in [-1, 1] at `points` (..., 3); `scale` is its cells' size."""
    table = np.random.default_rng(seed).uniform(-1, 1, 4096).astype(np.float32)
    q = points / np.array(scale, dtype=np.float32)
    base = np.floor(q).astype(np.int32)
    f = q - base
    f = f * f * (3 - 2 * f)
    total = np.zeros(points.shape[:-1], dtype=np.float32)
    for i in range(8):
        d = np.array([i & 1, i >> 1 & 1, i >> 2 & 1], dtype=np.int32)
        cell = base + d
        key = (cell[..., 0] * 73856093 ^ cell[..., 1] * 19349663 ^ cell[..., 2] * 83492791) & 4095
        total += table[key] * np.prod(np.where(d == 1, f, 1 - f), axis=-1)
    return total


def hairline(p: Float32) -> Float32:
    """Positive on the scalp, negative on face, ears and neck; (..., 3) -> (...)."""
    x, y, z = np.abs(p[..., 0]), p[..., 1], p[..., 2]
    front = y - (0.84 - 0.25 * x * x) + 0.55 * np.maximum(-0.35 - z, 0)  # forehead
    side = np.minimum(-0.52 - z, y + 0.15 + 0.3 * (z + 1.2))  # temples and behind the ears
    back = np.minimum(-1.25 - z, y + 0.75)
    return np.asarray(np.maximum(np.maximum(front, np.minimum(side, y)), back))


def paint(who: Identity) -> NDArray[np.uint8]:
    """Skin texture `(H, W, 3)` of an identity, row 0 at the top."""
    p = position_map()
    x, y, z = p[..., 0], p[..., 1], p[..., 2]
    ax = np.abs(x)
    tone = np.array(who.skin, dtype=np.float32)
    dark = float(1.0 - tone.mean())
    colour = np.broadcast_to(tone, p.shape).astype(np.float32).copy()

    def blend(mask: Any, target: Any) -> None:
        m = np.clip(mask, 0, 1)[..., None]
        colour[:] = colour * (1 - m) + np.asarray(target, dtype=np.float32) * m

    def spot(cx: float, cy: float, rx: float, ry: float) -> Float32:
        return np.exp(-(((ax - cx) / rx) ** 2) - ((y - cy) / ry) ** 2) * (z > -0.3)

    mottle = 0.6 * value_noise(p, (0.25, 0.25, 0.25), 1) + 0.4 * value_noise(
        p, (0.05, 0.05, 0.05), 2
    )
    colour *= (1 + 0.035 * mottle)[..., None]
    blush = tone * np.array([1.0, 0.72, 0.68], dtype=np.float32)
    blend(0.35 * spot(0.45, -0.42, 0.28, 0.2) + 0.3 * spot(0, -0.42, 0.16, 0.14), blush)
    shade = tone * np.array([0.78, 0.7, 0.68], dtype=np.float32)
    blend(0.35 * spot(0.3, -0.12, 0.2, 0.06), shade)  # under the eye
    blend(0.45 * spot(0.31, 0.1, 0.2, 0.055), shade)  # fold above the eye
    # Lid margins: a thin dark rim makes the eye opening readable for a person and for a model
    # alike.
    blend(0.55 * _rim(ax, y, z), tone * 0.42)
    lips = _crop_image(load_mask("lips"))
    lip = tone * (1 - 0.25 * dark) * np.array([0.86, 0.52, 0.52]) + np.array([0.05, 0.0, 0.01])
    blend((0.62 + 0.15 * who.sex) * lips * (1 + 0.1 * value_noise(p, (0.02, 0.2, 0.2), 3)), lip)
    blend(
        0.8 * lips * np.exp(-(((y + 0.672) / 0.012) ** 2)), lip * 0.45
    )  # the line where the lips meet
    hair = rgb(
        HAIR[
            "grey"
            if who.hair == "bald" and who.age > 0.6
            else who.hair
            if who.hair != "bald"
            else "black"
        ]
    )
    blend(_brows(p) * (0.85 - 0.2 * who.sex * 0.5), np.array(hair) * 0.8 + 0.02)
    if who.sex < 0.5:
        beard = (
            np.clip(1 - ((ax / 0.8) ** 2 + ((y + 0.85) / 0.42) ** 2), 0, 1)
            * (z > -0.75)
            * (lips < 0.3)
        )
        blend(
            0.22 * np.sqrt(beard) * (0.8 + 0.2 * value_noise(p, (0.012, 0.012, 0.012), 5)),
            np.array(hair),
        )
    if who.beard:
        strands = 0.75 + 0.25 * value_noise(p, (0.012, 0.05, 0.012), 8)
        blend(who.beard * _beard(p, lips) * strands, np.array(hair) * 0.9)
    cover = 0.35 if who.hair == "bald" else 0.95
    blend(
        cover * np.clip(hairline(p) / 0.10 + 0.3 * value_noise(p, (0.02, 0.08, 0.08), 6), 0, 1),
        hair,
    )
    return (np.clip(colour, 0, 1) * 255).astype(np.uint8)


def _rim(ax: Float32, y: Float32, z: Float32) -> Float32:
    """Dark rim on the lid margins: the skin that turns inwards to the eyeball."""
    near = np.abs(np.hypot((ax - 0.308) / 0.155, (y - 0.002) / 0.047) - 1.0)
    return np.asarray(np.exp(-((near / 0.16) ** 2)) * (z > -0.05))


def _beard(p: Float32, lips: Float32) -> Float32:
    """Opacity of a full beard in [0, 1]: cheeks, chin, and a moustache over the lip's edge."""
    ax, y, z = np.abs(p[..., 0]), p[..., 1], p[..., 2]
    jaw = np.clip(6.0 * (1 - ((ax / 0.86) ** 2 + ((y + 0.92) / 0.46) ** 2)), 0, 1) * (z > -0.85)
    # The moustache hangs over the red of the upper lip.
    above = np.clip((y + 0.655) / 0.02, 0, 1)
    upper = np.clip(4.0 * (1 - (ax / 0.30) ** 2), 0, 1) * np.clip((-0.50 - y) / 0.03, 0, 1) * above
    return np.asarray(np.maximum(jaw * (lips < 0.3), upper * (z > -0.2)))


def _brows(p: Float32) -> Float32:
    """Opacity of the brows in [0, 1]: an arch with hair-like streaks."""
    ax, y, z = np.abs(p[..., 0]), p[..., 1], p[..., 2]
    t = np.clip((ax - 0.11) / 0.42, 0, 1)
    centre = 0.168 + 0.07 * np.sin(np.pi * np.clip(t * 0.78 + 0.08, 0, 1)) + 0.01 * t
    half = 0.036 * (1 - t) ** 0.5 + 0.012
    ends = np.clip((ax - 0.085) / 0.09, 0, 1) * np.clip((0.55 - ax) / 0.08, 0, 1)
    body = np.clip(1.4 - np.abs(y - centre) / half, 0, 1) * ends * (z > -0.5)
    streak = value_noise(
        np.stack([p[..., 0] * 1.0 + y * 0.8, y, z * 0], axis=-1), (0.012, 0.05, 1.0), 4
    )
    return np.clip(body * (0.85 + 0.35 * streak), 0, 1)

"""Under which conditions a clip was filmed, in words by which results can be grouped."""

from __future__ import annotations

from sample_videos.actor.face import Expression
from sample_videos.actor.film import Camera

DIM, BRIGHT = 0.7, 1.05
HARSH = 0.5
NOISY = 2.5
TURNED_DEG = 8.0
NEAR_DM, FAR_DM = 4.6, 5.8


def conditions(camera: Camera, pose: Expression, *, glasses: bool, bystander: bool) -> list[str]:
    """The words that apply; a clip belongs to each of these groups."""
    words = [_light(camera), _rate(camera.fps), _size(camera.size), _distance(camera.distance)]
    if camera.harsh > HARSH:
        words.append("light: one hard lamp")
    if camera.variable:
        words.append("rate: variable")
    if camera.noise > NOISY:
        words.append("picture: noisy")
    if camera.blur > 0.8:
        words.append("picture: soft")
    turned = max(abs(pose.yaw_deg), abs(pose.pitch_deg), abs(pose.roll_deg)) > TURNED_DEG
    words.append("pose: turned or tilted" if turned else "pose: straight")
    if glasses:
        words.append("glasses")
    if bystander:
        words.append("second face")
    return sorted(words)


def _light(camera: Camera) -> str:
    if camera.light < DIM:
        return "light: dim"
    return "light: bright" if camera.light > BRIGHT else "light: ordinary"


def _rate(fps: float) -> str:
    for limit, name in ((13.0, "10 to 12"), (21.0, "15 to 20"), (31.0, "24 to 30")):
        if fps < limit:
            return f"rate: {name} fps"
    return "rate: 60 fps"


def _size(size: tuple[int, int]) -> str:
    width, height = size
    if height > width:
        return "size: portrait"
    if width < 600:
        return "size: 320x240" if width < 400 else "size: 480 wide"
    return "size: 640 wide" if width <= 640 else "size: 1280 wide and more"


def _distance(distance_dm: float) -> str:
    if distance_dm < NEAR_DM:
        return "face: near"
    return "face: far" if distance_dm > FAR_DM else "face: usual"

"""Film a script: scene, frames, clip and truth file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from sample_videos.actor.action import Action, Performance
from sample_videos.actor.conditions import conditions
from sample_videos.actor.encode import write_clip
from sample_videos.actor.face import Expression, FaceRig
from sample_videos.actor.film import Camera, Picture, Sensor, frame_times, room
from sample_videos.actor.identity import EVERYBODY
from sample_videos.actor.mesh import FloatArray
from sample_videos.actor.person import Person
from sample_videos.actor.props import Props
from sample_videos.actor.stage import Stage
from sample_videos.actor.truth import Expectation, find_events, write_frames, write_truth

VIEW_DEG = 40.0  # vertical angle of view of a usual webcam
BYSTANDER_PLACE = (2.7, 0.3, -4.2)


@dataclass(frozen=True, slots=True)
class Script:
    """Everything that decides a clip, bit for bit.

    Attributes:
        name: File name without suffix.
        about: One line on what is seen.
        who: Name in `EVERYBODY`; empty when nobody is there.
        actions: What is done.
        duration_s: Length.
        expect: What scoring must find.
        seed: Of all small variations.
        camera: How it is filmed.
        sway: Size of the small head movements.
        base: Expression at rest.
        bystander: Name in `EVERYBODY` of a second, smaller face in the background.
        crf: Quality of the encoding, lower is better and larger.
    """

    name: str
    about: str
    who: str
    actions: tuple[Action, ...]
    duration_s: float
    expect: tuple[Expectation, ...]
    seed: int
    camera: Camera = field(default_factory=Camera)
    sway: float = 1.0
    base: Expression = field(default_factory=Expression)
    bystander: str = ""
    crf: int = 24


class Set:
    """The film set of one script."""

    def __init__(self, script: Script) -> None:
        self.script = script
        camera = script.camera
        width, height = camera.size
        # A portrait picture shows the same width of the scene from a little further away.
        far = camera.distance * (1.12 if height > width else 1.0)
        # Small pictures are rendered larger and reduced, which smooths the edges of the mesh.
        self._scale = 2 if width * height <= 640 * 480 // 2 else 1
        self.stage = Stage((width * self._scale, height * self._scale), far, VIEW_DEG, camera.harsh)
        self.stage.set_background(room((width * self._scale, height * self._scale), script.seed))
        self.rig = FaceRig(EVERYBODY[script.who or "ada"])
        self.person = Person(self.stage, self.rig) if script.who else None
        self.props = Props(self.stage, self.rig, script.actions)
        self.performance = Performance(
            script.actions, script.duration_s, script.seed, script.sway, script.base
        )
        self._others: list[tuple[Person, Performance]] = []
        if script.bystander:
            other = Person(self.stage, FaceRig(EVERYBODY[script.bystander]), BYSTANDER_PLACE)
            idle = (
                Action("blink", 2.0, 0.05, rise_s=0.08, fall_s=0.12),
                Action("jaw", 4.0, 1.5, 0.5),
            )
            self._others.append((other, Performance(idle, script.duration_s, script.seed + 999)))
        self.sensor = Sensor(camera, script.seed)
        self.half_width = far * float(np.tan(np.radians(VIEW_DEG / 2))) * width / height

    def shoot(self, index: int, time_s: float, e: Expression) -> Picture:
        """One recorded frame `(H, W, 3)`."""
        if self.person is not None:
            placed = self.person.perform(e)
            self.props.perform(time_s, e, placed)
        for other, performance in self._others:
            other.perform(performance.expressions(np.array([time_s]))[0])
        picture = self.stage.picture()
        if self._scale > 1:
            small = Image.fromarray(np.ascontiguousarray(picture)).resize(
                self.script.camera.size, Image.Resampling.BOX
            )
            picture = np.asarray(small)
        return self.sensor.expose(picture, index, time_s)

    def truth_signal(self, action: Action, time_s: FloatArray) -> FloatArray | None:
        """Signal of actions that the face's mesh does not show: presence, hands."""
        if action.kind == "leave":
            x = np.array([e.shift_x for e in self.performance.expressions(time_s)])
            # Absent: the middle of the face has passed the edge of the picture.
            return np.asarray(np.abs(x) > self.half_width, dtype=np.float64)
        return self.props.truth_signal(action, time_s)


def film(
    script: Script,
    folder: Path,
    *,
    frames_csv: bool = False,
    truth_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Render to `<name>.mp4` and `<name>.truth.yaml` in `folder`; returns the truth document."""
    stage = Set(script)
    times = frame_times(script.camera, script.duration_s, script.seed)
    expressions = stage.performance.expressions(times)

    def frames() -> Iterator[tuple[float, Picture]]:
        for index, (time_s, e) in enumerate(zip(times, expressions, strict=True)):
            if progress is not None:
                progress(index, len(times))
            yield float(time_s), stage.shoot(index, float(time_s), e)

    clip = folder / f"{script.name}.mp4"
    camera = script.camera
    document = truth_document(script, len(times), stage)
    if not truth_only:
        write_clip(clip, frames(), camera.size, camera.fps, crf=script.crf, rotated=camera.rotated)
    stage.stage.close()
    # The truth is written last: a clip that has it beside it is complete.
    write_truth(folder / f"{script.name}.truth.yaml", document)
    if frames_csv:
        write_frames(folder / f"{script.name}.frames.csv", times, stage.rig, expressions)
    return document


def truth_document(script: Script, frames: int, stage: Set) -> dict[str, Any]:
    """The truth file's content."""
    camera = script.camera
    if script.who:
        events = find_events(stage.rig, stage.performance, stage.truth_signal)
    else:
        events = [{"kind": "face_absent", "start_s": 0.0, "end_s": script.duration_s}]
    origin: dict[str, Any] = {"kind": "rendered", "script": script.name, "seed": script.seed}
    if script.who:
        person = EVERYBODY[script.who]
        origin |= {"identity": script.who, "monk": person.monk, "glasses": person.glasses}
    filmed: dict[str, Any] = {
        "width": camera.size[0],
        "height": camera.size[1],
        "variable_fps": camera.variable,
    }
    filmed |= {
        "light": camera.light,
        "harsh": camera.harsh,
        "noise": camera.noise,
        "distance_dm": camera.distance,
    }
    origin["camera"] = filmed
    glasses = bool(script.who) and EVERYBODY[script.who].glasses
    if script.who:
        origin["condition"] = conditions(
            camera, script.base, glasses=glasses, bystander=bool(script.bystander)
        )
    for side in ("left", "right"):
        if lost := getattr(script.base, f"palsy_{side}"):
            origin |= {"weak_side": side, "weak_by": lost}
    return {
        "schema": "facecheck.truth/1",
        "clip": f"{script.name}.mp4",
        "fps": float(camera.fps),
        "frames": frames,
        "origin": origin,
        "description": script.about,
        "events": events,
        "expect": [
            line.as_yaml(lambda: stage.props.contact_seconds(script.duration_s))
            for line in script.expect
        ],
    }


def variant(script: Script, **changes: Any) -> Script:
    """The script with fields replaced."""
    return replace(script, **changes)


def seconds_a_frame(script: Script, count: int = 60) -> float:
    """Wall time of rendering one frame, without encoding; for the speed table."""
    stage = Set(script)
    times = frame_times(script.camera, script.duration_s, script.seed)[:count]
    expressions = stage.performance.expressions(times)
    stage.shoot(0, 0.0, expressions[0])
    begin = time.perf_counter()
    for index, (time_s, e) in enumerate(zip(times, expressions, strict=True)):
        stage.shoot(index, float(time_s), e)
    return (time.perf_counter() - begin) / len(times)

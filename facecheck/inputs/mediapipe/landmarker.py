"""MediaPipe Tasks: a frame in, an observation out. The only module that imports mediapipe.

One landmarker serves one clip or one camera session: MediaPipe's VIDEO mode carries state from
frame to frame and has no reset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np

from facecheck.core.errors import ModelError
from facecheck.core.frames import (
    FROZEN,
    NO_OBSTACLE,
    REPEATED,
    Face,
    Frame,
    Image,
    Observation,
)
from facecheck.inputs.mediapipe.assets import face_model as find_face_model
from facecheck.inputs.mediapipe.assets import hand_model as find_hand_model
from facecheck.inputs.mediapipe.c_reader import public_reader, reader
from facecheck.inputs.mediapipe.deferred_imports import put_off_plots
from facecheck.inputs.mediapipe.face_finder import FaceFinder, brightness
from facecheck.inputs.mediapipe.hand_crops import Place
from facecheck.inputs.mediapipe.hand_finder import HandFinder, Hands
from facecheck.inputs.mediapipe.lid_reader import lids_in
from facecheck.inputs.mediapipe.silence_stderr import silenced_stderr
from facecheck.inputs.mediapipe.telemetry import forbid_telemetry
from facecheck.inputs.stillness import STILL_S, StillWatch
from facecheck.inputs.threads import Deferred, Prefetch

_REPEATED = frozenset({REPEATED})
_STANDING = frozenset({REPEATED, FROZEN})


class _Look(NamedTuple):
    """A frame on its way through the models.

    Attributes:
        light: Brightness of the face in the frame before, None without one.
        place: Where that face was.
        face: None before the face model has looked, and where it saw none.
        obstacles: What keeps the picture from showing what happens.
    """

    frame: Frame
    image: Any
    time_ms: int
    light: float | None
    place: Place | None
    face: Face | None = None
    brightness: float | None = None
    obstacles: frozenset[str] = NO_OBSTACLE

    @property
    def tells_nothing(self) -> bool:
        """Whether nothing in it is true of its time: it is damaged, or an old one."""
        return self.frame.damaged or FROZEN in self.obstacles


class Landmarker:
    """Finds the user's face, and the hands where asked, frame by frame.

    Args:
        hands: Whether to look for hands.
        late_hands: A call does not wait for the hand model: an observation has the face of its own
            frame and the hands last found, a frame or two ago. For a camera, where the delay
            matters; the results then depend on how fast the machine is.
        face_model: Face landmarker file; by default the one that ``assets`` finds.
        hand_model: Hand landmarker file; likewise.
    """

    def __init__(
        self,
        *,
        hands: bool = False,
        late_hands: bool = False,
        face_model: Path | None = None,
        hand_model: Path | None = None,
    ) -> None:
        self._with_hands = hands
        self._late_hands = late_hands
        self._face_path = face_model
        self._hand_path = hand_model
        self._stack = ExitStack()
        self._mp: Any = None
        self._scout: Any = None
        self._faces: FaceFinder | None = None
        self._hands: HandFinder | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._begin()

    def _begin(self) -> None:
        self._last_ms = -1
        self._light: float | None = None
        self._place: Place | None = None
        self._shape: tuple[int, ...] = ()
        self._looking: Future[Hands | None] | None = None
        self._last_hands: Hands | None = ()
        self._still = StillWatch()

    def __enter__(self) -> Self:
        """Load the models.

        Raises:
            ModelError: A model is missing, is not the published file, or cannot be loaded.
        """
        face_path = self._face_path or find_face_model()
        hand_path = (self._hand_path or find_hand_model()) if self._with_hands else None
        with ExitStack() as stack, silenced_stderr():
            try:
                self._load(stack, face_path, hand_path)
            except (OSError, RuntimeError, ValueError, ImportError) as error:
                reason = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise ModelError(
                    f"MediaPipe cannot load {face_path.name} ({reason}); run: facecheck doctor"
                ) from error
            self._stack = stack.pop_all()
        self._begin()
        return self

    def _load(self, stack: ExitStack, face_path: Path, hand_path: Path | None) -> None:
        forbid_telemetry()
        put_off_plots()
        import mediapipe as mp
        from mediapipe.tasks.python import BaseOptions, vision

        self._mp = mp
        # Bytes, not a path: MediaPipe on Windows cannot open paths outside the code page.
        bundle = face_path.read_bytes()
        face = stack.enter_context(
            vision.FaceLandmarker.create_from_options(
                vision.FaceLandmarkerOptions(
                    base_options=BaseOptions(model_asset_buffer=bundle),
                    running_mode=vision.RunningMode.VIDEO,
                    num_faces=1,
                    output_face_blendshapes=True,
                    output_facial_transformation_matrixes=True,
                )
            )
        )
        scout = stack.enter_context(
            vision.FaceDetector.create_from_options(
                vision.FaceDetectorOptions(
                    base_options=BaseOptions(model_asset_buffer=_detector_in(face_path)),
                    running_mode=vision.RunningMode.IMAGE,
                )
            )
        )
        self._scout = scout
        self._faces = FaceFinder(reader(face) or public_reader(face), scout, self._image)
        if hand_path is not None:
            hand, closer = (
                stack.enter_context(
                    vision.HandLandmarker.create_from_options(
                        vision.HandLandmarkerOptions(
                            base_options=BaseOptions(model_asset_buffer=hand_path.read_bytes()),
                            running_mode=mode,
                            num_hands=count,
                        )
                    )
                )
                for mode, count in ((vision.RunningMode.VIDEO, 2), (vision.RunningMode.IMAGE, 1))
            )
            self._hands = HandFinder(hand, closer, self._image)
            self._pool = stack.enter_context(ThreadPoolExecutor(1, "facecheck-hands"))
        # Notices of the first call, and of the first that is not aligned in memory: with something
        # of another size between them, one of these is. A picture leaves no trace in the detector.
        between = []
        for size in range(1, 9):
            scout.detect(self._image(np.zeros((64, 64, 3), np.uint8)))
            between.append(np.zeros(size * 1000 + 16, np.uint8))

    def __exit__(self, *exc: object) -> None:
        """Free the models."""
        with silenced_stderr():
            self._stack.close()
        self._faces = self._hands = self._pool = self._scout = None

    def __call__(self, frame: Frame) -> Observation:
        """Look at one frame; frames must come in time order.

        Both models look at once, on two threads: their calls free Python's lock.

        Raises:
            ModelError: The landmarker is not open.
        """
        look = self._begun(frame)
        if self._pool is None:
            return _observation(self._with_face(look), None)
        if self._looking is None:
            self._looking = self._pool.submit(lambda: self._hands_in(look)())
        try:
            look = self._with_face(look)
        finally:
            if self._looking.done() or not self._late_hands:
                looking, self._looking = self._looking, None
                self._last_hands = looking.result()
        return _observation(look, self._last_hands)

    def follow(
        self, frames: Iterable[Frame], *, overlapped: bool = True
    ) -> Iterator[tuple[Frame, Observation]]:
        """Look at every frame of a clip.

        Args:
            frames: In time order.
            overlapped: Each model on a thread of its own, a few frames apart; otherwise one after
                the other on this thread. The observations are the same, bit for bit: what either
                model does depends on the frames' times and on the frames before alone.

        Raises:
            ModelError: The landmarker is not open.
        """
        with ExitStack() as stack:

            def beside(looks: Iterable[Any], name: str) -> Iterable[Any]:
                return stack.enter_context(Prefetch(looks, name)) if overlapped else looks

            looks = beside((self._with_face(self._begun(frame)) for frame in frames), "face")
            if self._hands is None:
                for look in looks:
                    yield look.frame, _observation(look, None)
                return
            begun = beside(((look, self._hands_in(look)) for look in looks), "hands")
            # Closer looks for hands are a third of their cost.
            seen = beside(((look, hands()) for look, hands in begun), "closer")
            for look, hands in seen:
                yield look.frame, _observation(look, hands)

    def shows_face(self, picture: Image) -> bool:
        """Whether there is a face in a picture that stands for itself.

        Args:
            picture: ``(height, width, 3)`` uint8, red first.

        Raises:
            ModelError: The landmarker is not open.
        """
        if self._scout is None:
            raise ModelError("the landmarker is not open; use it in a with statement")
        return bool(self._scout.detect(self._image(picture)).detections)

    def _begun(self, frame: Frame) -> _Look:
        if self._faces is None:
            raise ModelError("the landmarker is not open; use it in a with statement")
        if frame.rgb.shape != self._shape:
            # Of a picture of another size: the place means nothing in this one.
            self._shape, self._light, self._place = frame.rgb.shape, None, None
        # MediaPipe refuses a millisecond that does not grow, and frames may share one.
        self._last_ms = max(round(frame.time_s * 1000), self._last_ms + 1)
        still_s = self._still.step(frame.time_s, frame.rgb, self._place)
        obstacles = NO_OBSTACLE
        if still_s > 0.0:
            obstacles = _STANDING if still_s > STILL_S else _REPEATED
        return _Look(
            frame, self._image(frame.rgb), self._last_ms, self._light, self._place,
            obstacles=obstacles,
        )  # fmt: skip

    def _with_face(self, look: _Look) -> _Look:
        if self._faces is None:
            raise ModelError("the landmarker is not open; use it in a with statement")
        if look.tells_nothing:
            # Half a picture looks like a face that moved; what stands behind it counts again.
            return look
        face = self._faces.find(look.frame, look.image, look.time_ms)
        self._light = None if face is None else brightness(look.frame.rgb, face.points)
        self._place = None if face is None else Place.of(face)
        if face is not None:
            face = replace(face, lids=lids_in(look.frame.rgb, face.points))
        return look._replace(face=face, brightness=self._light)

    def _hands_in(self, look: _Look) -> Deferred[Hands]:
        if self._hands is None:
            raise ModelError("the landmarker was not asked for hands")
        if look.tells_nothing:
            return Deferred(tuple)
        return self._hands.find(look.frame, look.image, look.time_ms, look.light, look.place)

    def _image(self, rgb: Image) -> Any:
        return self._mp.Image(
            image_format=self._mp.ImageFormat.SRGB, data=np.ascontiguousarray(rgb)
        )


def _observation(look: _Look, hands: Hands | None) -> Observation:
    height, width = look.frame.rgb.shape[:2]
    return Observation(
        time_s=look.frame.time_s,
        size=(width, height),
        face=look.face,
        hands=hands,
        brightness=look.brightness,
        obstacles=look.obstacles,
    )


def _detector_in(bundle: Path) -> bytes:
    """The face detector that lies inside the landmarker's bundle, which is a zip file."""
    import zipfile

    try:
        with zipfile.ZipFile(bundle) as archive:
            return archive.read("face_detector.tflite")
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{bundle.name} holds no face detector") from error


def pictures_with_face(pictures: Iterable[Image]) -> int:
    """In how many pictures there is a face, of whatever size.

    Raises:
        ModelError: The model is missing or cannot be loaded.
    """
    with Landmarker() as landmarker:
        return sum(landmarker.shows_face(picture) for picture in pictures)

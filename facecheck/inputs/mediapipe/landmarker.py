"""Turns a frame into an observation: face, hands and what they show.

One landmarker serves one clip or one camera session: the models carry state from frame to frame and
have no reset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, Self

from facecheck.core.errors import ModelError
from facecheck.core.frames import (
    EVERYTHING,
    FROZEN,
    NEW_PERSON,
    NO_OBSTACLE,
    REPEATED,
    Details,
    Face,
    Frame,
    Image,
    Observation,
)
from facecheck.core.read_as import LARGEST
from facecheck.inputs.mediapipe.assets import face_model as find_face_model
from facecheck.inputs.mediapipe.assets import hand_model as find_hand_model
from facecheck.inputs.mediapipe.covered_regions import CoveredRegions, pitch_deg
from facecheck.inputs.mediapipe.face_finder import FaceFinder, brightness
from facecheck.inputs.mediapipe.hand_crops import FacePlace
from facecheck.inputs.mediapipe.hand_finder import HandFinder
from facecheck.inputs.mediapipe.lid_reader import LidReader
from facecheck.inputs.mediapipe.models import Hands, Models, open_models
from facecheck.inputs.mediapipe.person_watch import PersonWatch
from facecheck.inputs.mediapipe.silence_stderr import silenced_stderr
from facecheck.inputs.stillness import STILL_S, StillWatch
from facecheck.inputs.threads import Deferred, Prefetch
from facecheck.inputs.upright import DetectedFace

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
    place: FacePlace | None
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
        whose: Whose face is looked for where there are several; see ``ReadAs.face``.
        details: What is looked at besides landmarks.
    """

    def __init__(
        self,
        *,
        hands: bool = False,
        late_hands: bool = False,
        face_model: Path | None = None,
        hand_model: Path | None = None,
        whose: str = LARGEST,
        details: Details = EVERYTHING,
    ) -> None:
        self._with_hands = hands
        self._whose = whose
        self._details = details
        self._late_hands = late_hands
        self._face_path = face_model
        self._hand_path = hand_model
        self._stack = ExitStack()
        self._models: Models | None = None
        self._faces: FaceFinder | None = None
        self._hands: HandFinder | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._begin()

    def _begin(self) -> None:
        self._last_ms = -1
        self._light: float | None = None
        self._place: FacePlace | None = None
        self._lids = LidReader()
        self._shape: tuple[int, ...] = ()
        self._looking: Future[Hands | None] | None = None
        self._last_hands: Hands | None = ()
        self._still = StillWatch()
        self._covered = CoveredRegions()
        self._person = PersonWatch()

    def __enter__(self) -> Self:
        """Load the models.

        Raises:
            ModelError: A model is missing, is not the published file, or cannot be loaded.
        """
        face_path = self._face_path or find_face_model()
        hand_path = (self._hand_path or find_hand_model()) if self._with_hands else None
        with ExitStack() as stack, silenced_stderr():
            try:
                models = open_models(
                    stack, face_path, hand_path, blendshapes=self._details.blendshapes
                )
            except (OSError, RuntimeError, ValueError, ImportError) as error:
                reason = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise ModelError(
                    "cannot load {name} ({reason}); run: facecheck doctor",
                    name=face_path.name,
                    reason=reason,
                ) from error
            if models.hands is not None:
                self._hands = HandFinder(models.hands, models.image)
                self._pool = stack.enter_context(ThreadPoolExecutor(1, "facecheck-hands"))
            self._faces = FaceFinder(models.read, models.faces, models.image, self._whose)
            self._models = models
            self._stack = stack.pop_all()
        self._begin()
        return self

    def __exit__(self, *exc: object) -> None:
        """Free the models."""
        with silenced_stderr():
            self._stack.close()
        self._faces = self._hands = self._pool = self._models = None

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
        models = self._open()
        return bool(models.faces(models.image(picture)))

    def sight(self, picture: Image) -> DetectedFace:
        """What the detector makes of a picture that stands for itself.

        Args:
            picture: ``(height, width, 3)`` uint8, red first.

        Raises:
            ModelError: The landmarker is not open.
        """
        models = self._open()
        boxes = models.faces(models.image(picture))
        surest = max(boxes, key=lambda box: box.score, default=None)
        return DetectedFace(0.0) if surest is None else DetectedFace(surest.score, surest.roll_deg)

    def _begun(self, frame: Frame) -> _Look:
        models = self._open()
        if frame.rgb.shape != self._shape:
            # Of a picture of another size: the place means nothing in this one.
            self._shape, self._light, self._place = frame.rgb.shape, None, None
            self._covered = CoveredRegions()
        # The models refuse a millisecond that does not grow, and frames may share one.
        self._last_ms = max(round(frame.time_s * 1000), self._last_ms + 1)
        still_s = self._still.step(frame.time_s, frame.rgb, self._place)
        obstacles = NO_OBSTACLE
        if still_s > 0.0:
            obstacles = _STANDING if still_s > STILL_S else _REPEATED
        return _Look(
            frame,
            models.image(frame.rgb),
            self._last_ms,
            self._light,
            self._place,
            obstacles=obstacles,
        )

    def _with_face(self, look: _Look) -> _Look:
        if self._faces is None:
            raise ModelError("the landmarker is not open; use it in a with statement")
        if look.tells_nothing:
            # Half a picture looks like a face that moved; what stands behind it counts again.
            return look
        face = self._faces.find(look.frame, look.image, look.time_ms)
        self._light = None if face is None else brightness(look.frame.rgb, face.points)
        self._place = None if face is None else FacePlace.of(face)
        if face is not None and self._details.lids:
            lids = self._lids(look.frame.time_s, look.frame.rgb, face.points)
            face = replace(face, lids=lids)
        found = look.obstacles | self._faces.obstacles
        if face is not None:
            pitch = pitch_deg(face.matrix)
            covered = self._covered.step(look.frame.time_s, look.frame.rgb, face.points, pitch)
            found |= covered
            # Nobody is told from another person by what lies before the face.
            colours = None if covered else self._covered.looked
            if colours is not None and self._person.step(look.frame.time_s, face, colours):
                self._covered = CoveredRegions()
                found |= {NEW_PERSON}
        return look._replace(face=face, brightness=self._light, obstacles=found)

    def _hands_in(self, look: _Look) -> Deferred[Hands]:
        if self._hands is None:
            raise ModelError("the landmarker was not asked for hands")
        if look.tells_nothing:
            return Deferred(tuple)
        return self._hands.find(look.frame, look.image, look.time_ms, look.light, look.place)

    def _open(self) -> Models:
        if self._models is None:
            raise ModelError("the landmarker is not open; use it in a with statement")
        return self._models

    @property
    def way(self) -> str:
        """What runs the models, with its version.

        Raises:
            ModelError: The landmarker is not open.
        """
        return self._open().way


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


def pictures_with_face(pictures: Iterable[Image]) -> int:
    """In how many pictures there is a face, of whatever size.

    Raises:
        ModelError: The model is missing or cannot be loaded.
    """
    with Landmarker() as landmarker:
        return sum(landmarker.shows_face(picture) for picture in pictures)

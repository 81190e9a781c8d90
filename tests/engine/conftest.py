"""Property tests are about answers, not about speed: a busy machine must not fail them."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("facecheck", deadline=None)
settings.load_profile("facecheck")

"""The two sides of a person: left is the person's own left, whatever the picture shows."""

from __future__ import annotations

from typing import Literal

Side = Literal["left", "right"]

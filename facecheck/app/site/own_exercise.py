"""An exercise of one's own: a file that extends another one, checked before it is written."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from facecheck.api.exercises import base_of
from facecheck.app.context import AppContext
from facecheck.core.errors import OutputError
from facecheck.engine.spec.parse import parse_any
from facecheck.inputs.library import exercise_ids, user_folder
from facecheck.outputs.files import explained, write_text_atomically


class OwnExercise(BaseModel):
    """What the page asks for.

    Attributes:
        id: Names the file, and so holds nothing that could be a path.
        extends: The exercise it is like.
        title: What it is called.
        instructions: How it is done; None for the other's.
        reps: Repetitions to a set; None for the other's.
        hold_s: Seconds to hold; likewise.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    extends: Annotated[str, Field(max_length=80)]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    instructions: Annotated[str, Field(max_length=400)] | None = None
    reps: Annotated[int, Field(ge=1, le=100)] | None = None
    hold_s: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)] | None = None


def keep_exercise(context: AppContext, wished: OwnExercise) -> str:
    """Write the file into the user's own folder; its id.

    Raises:
        SpecError: It would not be an exercise.
        OutputError: There is one of that id, or it cannot be written.
    """
    if wished.id in exercise_ids(context.folders):
        raise OutputError("{id}: is there already; choose another id", id=wished.id)
    target = user_folder() / f"{wished.id}.yaml"
    rows = wished.model_dump(exclude_none=True)
    # What JSON writes is YAML too, quoted so that no text becomes anything else.
    text = "".join(f"{key}: {json.dumps(value)}\n" for key, value in rows.items())
    parse_any(text, target.name, base_of(target, context.folders))
    with explained(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
    write_text_atomically(target, text)
    return wished.id

"""Score a folder of traces again after an exercise changed: no video, no model, milliseconds each.

Traces are written by `facecheck score CLIP -e EXERCISE --trace FILE.parquet` and by
`facecheck live --record-trace FILE.parquet`.
"""

import sys
from pathlib import Path

import facecheck

folder = Path(sys.argv[1])
before = facecheck.load_exercise("jaw-open")
# Asks for a wider opening than the file does.
stricter = before.model_copy(
    update={"movement": before.movement.model_copy(update={"enter": 1.2, "leave": 0.8})}
)
for trace in sorted(folder.glob("*.parquet")):
    old = facecheck.check(trace, before, hold_s=2.0)
    new = facecheck.check(trace, stricter, hold_s=2.0)
    print(f"{trace.name}: {old.counted} before, {new.counted} now")

"""An exercise of one's own: a wide smile, held for two seconds, counted in a rendered clip."""

import tempfile
from pathlib import Path

import facecheck

SMILE = """\
id: smile
title: Smile
purpose: Lifts both corners of the mouth and holds them; checks the movement, promises nothing.
instructions: Smile as broadly as is comfortable, hold it, then let the mouth rest.
source: One of the five standard movements of the Sunnybrook scale.
movement:
  parts:
    - {measure: corner_pull, as: change, full: 0.15}
  sides: weaker
  enter: 0.6
  leave: 0.45
  ended: smile ended
hold_s: 2.0
cues: {ready: Smile, hold: Hold the smile, release: Relax your mouth}
"""

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "smile.yaml"
    path.write_text(SMILE, "utf-8")
    smile = facecheck.load_exercise(path)

result = facecheck.check("sample_videos/smiles.mp4", smile)
print(f"{result.counted} smiles counted")

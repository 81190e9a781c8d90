"""facecheck inside another program's loop: any source of frames in, updates out, drawn by oneself.

Here a clip stands in for the camera, so that the example ends; `open_camera("0")` opens a real one.
"""

import sys
from pathlib import Path

import facecheck

where = sys.argv[1] if len(sys.argv) > 1 else "sample_videos/jaw_12fps.mp4"
source = facecheck.open_camera(where) if where.isdigit() else facecheck.open_clip(Path(where))
counted = 0
with source as frames:
    for frame, observation, update in facecheck.watch(frames, "jaw-open", hold_s=2.0):
        # `frame.rgb` is the picture, `observation.face` the landmarks: draw what you like here.
        if update.counted > counted:
            counted = update.counted
            print(f"{frame.time_s:5.1f} s: {counted} of {update.reps}")
        elif not update.quality.ok and observation.face is not None:
            print(f"{frame.time_s:5.1f} s: {update.quality.cue}")

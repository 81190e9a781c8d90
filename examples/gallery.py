"""One HTML page of sample clips with what was counted in each: no notebook, no server."""

import sys
from html import escape
from pathlib import Path

import facecheck

CLIPS = {"jaw_12fps.mp4": "jaw-open", "squint_variable_fps.mp4": "squint"}

out = Path(sys.argv[1])
rows = []
for name, exercise in CLIPS.items():
    clip = Path("sample_videos", name).resolve()
    result = facecheck.check(clip, exercise, hold_s=2.0)
    rows.append(
        f"<figure><video src='{escape(clip.as_uri())}' controls width='480'></video>"
        f"<figcaption>{escape(name)}: {result.counted} counted as {escape(exercise)}, "
        f"score {result.score}</figcaption></figure>"
    )
out.write_text(
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>facecheck gallery</title>"
    f"<body>{''.join(rows)}</body></html>\n",
    "utf-8",
)
print(f"{out}: {len(rows)} clips")

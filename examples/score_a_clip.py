"""Score a clip in five lines."""

import facecheck

result = facecheck.check("sample_videos/jaw_12fps.mp4", "jaw-open", reps=3, hold_s=2.0)
print(f"{result.counted} of {result.reps} counted, {result.score} of 100")
for attempt in result.attempts:
    print(f"{attempt.start_s:5.1f} s: held {attempt.hold_s:.1f} s, {attempt.reason or 'counted'}")

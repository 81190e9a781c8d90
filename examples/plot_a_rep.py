"""A repetition's curve with pandas, written as a picture where matplotlib is installed."""

import sys
from pathlib import Path

import pandas as pd

import facecheck

CLIP = "sample_videos/jaw_12fps.mp4"

rows = [
    {"time_s": time_s, **(values or {})} for time_s, values in facecheck.measure(CLIP)
]  # a frame without a face leaves its cells empty
table = pd.DataFrame(rows).set_index("time_s")
curve = table["lip_gap"] - table["lip_gap"].quantile(0.3)
print(curve.describe())

out = Path(sys.argv[1]) if len(sys.argv) > 1 else None
if out is not None:
    axes = curve.plot(ylabel="lip gap over rest, inter-ocular distances", xlabel="seconds")
    axes.figure.savefig(out)

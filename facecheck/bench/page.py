"""The performance page, written from the figures."""

from __future__ import annotations

from collections.abc import Sequence

from facecheck.bench.figures import LIMITS, Figure

_TOP = """# Performance

Written by `facecheck bench --page docs/performance.md` on {date}, with facecheck {version}, on:
{machine}. Each figure is the median of several runs, with the least and the most of them; ratios
are measured in turns, so that what else the machine does meets both sides alike. The clips are
sample clips, enlarged where nothing else is said to 1280x720.

## The figures to hold

| name | what | measured | least to most | runs | limit | kept |
|---|---|---|---|---|---|---|
"""

_WHERE = """
## Where the time goes

| part | what | measured | least to most |
|---|---|---|---|
"""

_TEXT = """
A clip runs through a chain of threads: decoding, the face model, the hand model, and what comes of
it. Each works on a frame of its own, a few ahead of the next; the models' calls and the decoder
free Python's lock, so that a clip takes as long as the slowest of them where there are cores
enough. A closer look for hands, which a frame may hang on or not, is a stage of its own: a palm
clip took 8 % less time for it. What a model does depends on the frames' times and on earlier frames
alone, so the observations are those of one thread, bit for bit.

- The models are nearly all of the cost, and each runs on one core.
- Blendshapes and lids take a tenth of a picture's time each, and are looked at only where an
  exercise reads them.
- With length, time grows in proportion and memory does not: a few frames are in memory at once.
- With size, decoding and conversion grow with the pixels; the models look at squares of fixed size.
- With faces: one face is looked for, and a second costs one look of the detector in a second.
- With workers: a process imports its libraries once, loads its models for each clip, and keeps a
  core busy. More processes than cores gain nothing, and with hands one process uses two cores
  already. Models are not kept from clip to clip: MediaPipe's VIDEO mode has no reset, and one that
  has seen another clip gives other landmarks, even after black pictures.
- A trace costs no decoding and no model. It is read ahead on a thread, measured some hundreds of
  frames at once, and only what the exercise reads is measured. Then Python judges frame by frame,
  as it does live.
- In a live session the face does not wait for the hand model: the hands are those last found, a
  frame or two ago.
"""


_TRACES = """
## Where the time of a trace goes

In November 2026, for `jaw-open`, in microseconds a frame, the least of several runs and, as others
used the machine as well, the most:

| part | time |
|---|---|
| reading what measures are read off: zstd, byte streams, columns; on its own thread | 4 to 7 |
| reading all of a face, where it is drawn or hands are judged | 15 to 22 |
| measures, and how the face lies in the picture | 5 to 9 |
| judging: level, filters, detector, form rules, hold timer | 13 to 20 |
| all of it, of what measures are read off | 22 to 30 |
| all of it before the profile was read | 143 to 161 |
| all of it, with hands, for `squint-palm` | 92 to 117 |
| the same while hands were judged one after the other, corner by corner | 328 to 558 |

What was removed gave nothing: limits looked up at every frame, the highest of a window searched
again, copies of all measures, states told to nobody, measures that no rule reads, observations that
nobody asks for, landmarks that nothing is measured by. Sums of a window go on from tick to tick.
The documents stayed the same but for the last digits of `steadiness`, whose window of a second no
longer hangs on rounding.

50,000 frames a second leave 20 microseconds for a frame. Judging takes two thirds of that in
Python, call by call; what would reach it is judging in compiled code, for which a machine needs a
compiler. A trace without compression would save half a microsecond of the reading, and be half as
large again.

## Against an earlier build

`facecheck bench --quick --before PYTHON`, once each on 2026-11-29, against the build of commit
14fda22 or a bare loop, by processor time. Others used 77 to 86 % of the two cores meanwhile.

| name | measured | to reach |
|---|---|---|
| `score_cpu_over_bare` | 0.76 | 0.80 |
| `face_hand_cpu_over_before` | palm 0.62, band 0.69 | 0.60 |
| `memory_over_before` | 0.73 (281 MB instead of 387 MB) | 0.70 |
| `score_60fps_cpu_over_before` | 0.51 | 0.50 |
| `short_clip_cpu_over_before` | 0.89 | 0.60 |
| `trace_fps_over_before` | 0.80 | 2.0 |
| `live_p95_over_before` | 4.7, by the clock | 0.75 |

The session's delay says nothing yet: some 20 programs waited for the two cores, sessions of both
builds stuttered, and it is to be measured on an idle machine. The palm and the band were measured
one after the other by the same two commands.

Where a picture's time goes in `score -e jaw-open` at 640x480, in percent of the processor's: the
landmark network 50, that of the blendshapes 8, decoding and conversion 12, cutting the face out 4,
its pose 3, whether the picture stands, is dark or covered 4, judging 1, loading the models 5 in a
clip of five seconds, threads and the rest 13. The networks are the same in every build.

A hand's network takes one and a half times as long as that of the face. So a hand in view is
looked at every 0.05 s, and palms are searched for every 0.15 s while fewer than two are followed:
the processor's time for a palm went from 33 to 25 ms a picture, and for a band from 38 to 27, on
that busy machine.

- A clip of five seconds takes a second of its three for imports, of which numpy, OpenCV and PyAV
  are a quarter and facecheck's own modules more than a third: 150 of them, and the models that
  exercise files are checked by.
- A trace is scored more slowly than by that build: by profile, judging a picture takes a quarter
  more, for more is judged. It is 17 of some 33 microseconds a picture, reading 10, measures 5.
  Columns that an exercise does not rest on are no longer read.

## Many clips

`FACECHECK_CLIPS=60 python -m pytest -m slow -s tests/batch/test_many_clips.py` scores clips of a
second and reads the memory of each process; without the variable there are 500. A worker that did
not give memory back after each clip grew with their number. In megabytes:

| | clips | client | each worker, first fifth | at the end |
|---|---|---|---|---|
| two processes, memory not given back | 100 | 133 to 135 | 342 and 349 | 427 and 411 |
| two processes | 60 | 133 to 134 | 267 and 266 | 287 and 291 |
| Dask cluster of two, memory not given back | 100 | 153 to 156 | 309 and 310 | 347 and 350 |
| Dask cluster of two | 60 | 151 to 152 | 275 and 257 | 294 and 285 |
| two processes | 500 | 170 to 175 | 257 and 265 | 296 and 279 |
| Dask cluster of two | 500 | 166 to 172 | 270 and 275 | 291 and 293 |

`facecheck bench --only memory_30_minutes_mb --only memory_2_hours_mb` scores long films at 320x180
in ten pictures a second: the peak was 250 MB in half an hour and 266 MB in two hours.
"""


def page(figures: Sequence[Figure], *, version: str, date: str, machine: str) -> str:
    """The page in Markdown."""
    lines = [_TOP.format(date=date, version=version, machine=machine).rstrip("\n")]
    for figure in figures:
        if figure.name in LIMITS:
            sign, limit, unit, what = LIMITS[figure.name]
            cells = (
                f"`{figure.name}`",
                what,
                f"{_number(figure.value)} {unit}",
                _spread(figure),
                str(figure.runs),
                f"{sign} {_number(limit)} {unit}",
                "yes" if figure.ok else "no",
            )
            lines.append(f"| {' | '.join(cell.strip() for cell in cells)} |")
    lines.append(_WHERE.rstrip("\n"))
    for figure in figures:
        if figure.name not in LIMITS:
            value = f"{_number(figure.value)} {figure.unit}"
            lines.append(f"| `{figure.name}` | {figure.what} | {value} | {_spread(figure)} |")
    return "\n".join(lines) + "\n" + _TEXT + _TRACES


def _spread(figure: Figure) -> str:
    return f"{_number(figure.low)} to {_number(figure.high)}"


def _number(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.2f}"

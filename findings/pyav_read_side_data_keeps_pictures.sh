#!/usr/bin/env bash
# A PyAV picture whose `side_data` were looked at, if only to find that there are none, refers to
# itself from then on: it is not freed when nobody holds it any more, only when Python's cyclic
# garbage collector comes by. The collector counts objects and not their size, so pictures of
# 1.4 MB (1280x720, yuv420p) pile up to some 200 MB in the plainest of loops, and further in a
# program that has many objects, where it comes by seldom. Whoever wants a film's rotation has to
# look there. PyAV's manual says nothing of it. 19.0.2 frees them, but is not for Python 3.11.
#
# Seen with av 18.1.0 on CPython 3.11: with the collector off, all 300 pictures are still in
# memory at the end; with it on, memory grows by over 100 MB. Without the look: one picture or two,
# and under 30 MB. Expected: the same with the look as without.
# Exits 1 when that is no longer seen.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q av==18.1.0 numpy==2.4.6
cd "$work"
cat > film.py <<'PY'
import av
import numpy as np

with av.open("film.mp4", "w") as film:
    stream = film.add_stream("libx264", rate=30)
    stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
    for n in range(300):
        picture = np.full((720, 1280, 3), 20 + n * 7 % 200, np.uint8)
        film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
    film.mux(stream.encode(None))
PY
cat > decode.py <<'PY'
import gc
import resource
import sys

import av

look, collector = sys.argv[1] == "look", sys.argv[2] == "collector"
if not collector:
    gc.disable()


def most_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


with av.open("film.mp4") as container:
    for n, picture in enumerate(container.decode(video=0)):
        if look:
            picture.side_data.get("DISPLAYMATRIX")
        if n == 30:
            begun_mb = most_mb()
    alive = sum(isinstance(each, av.VideoFrame) for each in gc.get_objects())
print(alive, round(most_mb() - begun_mb))
PY
"$work/venv/bin/python" film.py
"$work/venv/bin/python" -c 'import av, sys; print("av", av.__version__, "Python", sys.version.split()[0])'
seen=""
for how in "look collector" "look none" "plain collector" "plain none"; do
  # shellcheck disable=SC2086
  line=$("$work/venv/bin/python" decode.py $how)
  echo "$how: pictures alive at the end, growth in MB: $line"
  seen="$seen $line"
done
read -r _ grown kept _ _ small few _ <<<"$seen"
[ "$kept" -ge 300 ] && [ "$grown" -gt 100 ] && [ "$few" -le 2 ] && [ "$small" -lt 30 ]

"""What is written is read by the kept reader of the format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from facecheck.core.errors import OutputError
from facecheck.core.frames import Face, Observation
from facecheck.outputs.other_programs.mcap_log import SCHEMAS, TOPICS, McapLog
from outputs.states import MISSED, update

pytest.importorskip("mcap", reason="mcap is of the lab extra")


def face() -> Face:
    import numpy as np

    points = np.arange(478 * 3, dtype=np.float32).reshape(478, 3)
    return Face(points, np.zeros(52, np.float32), np.eye(4, dtype=np.float32))


def test_every_tick_reads_back(tmp_path: Path) -> None:
    from mcap.reader import make_reader

    path = tmp_path / "a.mcap"
    with McapLog(path) as log:
        for n in range(3):
            seen = Observation(n / 10, (640, 480), face() if n else None)
            log.write(seen, update(time_s=n / 10, level=0.5 * n))
        log.attempts([MISSED])
    with path.open("rb") as file:
        messages = [
            (
                schema.name if schema else None,
                channel.topic,
                message.log_time / 1e9,
                json.loads(message.data),
            )
            for schema, channel, message in make_reader(file).iter_messages()
        ]
    by_topic = {topic: [m for m in messages if m[1] == topic] for topic in TOPICS}
    assert all(name == TOPICS[topic] for name, topic, *_ in messages)
    assert [m[2] for m in by_topic["/level"]] == [0.0, 0.1, 0.2]
    assert [m[3]["level"] for m in by_topic["/level"]] == [0.0, 0.5, 1.0]
    assert len(by_topic["/landmarks"]) == 2
    (drawn,) = by_topic["/landmarks"][0][3]["points"]
    assert drawn["points"][33] == {"x": 99.0, "y": 100.0}
    (attempt,) = (m[3] for m in by_topic["/attempts"])
    assert attempt["reason"] == MISSED.reason
    for name, fields in SCHEMAS.items():
        for _, _, _, message in (m for m in messages if m[0] == name and fields):
            assert set(message) == set(fields)


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> None:
        with McapLog(tmp_path / "a.mcap"):
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"a\.mcap"):
        McapLog(tmp_path / "none" / "a.mcap").__enter__()

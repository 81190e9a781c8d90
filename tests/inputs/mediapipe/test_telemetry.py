from __future__ import annotations

import pytest

from facecheck.inputs.mediapipe.telemetry import NO_SUCH_PROXY, forbid_telemetry


def test_there_is_no_way_out_even_where_there_was_one() -> None:
    environ = {"https_proxy": "http://proxy:3128", "HTTPS_PROXY": "http://proxy:3128"}
    forbid_telemetry(environ)
    assert environ == {"https_proxy": NO_SUCH_PROXY, "HTTPS_PROXY": NO_SUCH_PROXY}


@pytest.mark.parametrize(
    ("exceptions", "left"),
    [
        ("*", ""),
        ("play.googleapis.com", ""),
        (".googleapis.com, localhost", "localhost"),
        ("*.com,192.168.0.9", "192.168.0.9"),
        ("localhost 10.0.0.0/8", "localhost,10.0.0.0/8"),
        ("", ""),
    ],
)
def test_no_exception_lets_the_reports_pass(exceptions: str, left: str) -> None:
    environ = {"no_proxy": exceptions, "NO_PROXY": exceptions}
    forbid_telemetry(environ)
    assert (environ["no_proxy"], environ["NO_PROXY"]) == (left, left)


def test_a_camera_keeps_its_own_proxy() -> None:
    environ = {"http_proxy": "http://proxy:3128"}
    forbid_telemetry(environ)
    assert environ["http_proxy"] == "http://proxy:3128"

"""The page for a phone: its certificate, its code, and a network of the test's own."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("cryptography", reason="--lan needs the extra lan")
pytest.importorskip("segno", reason="--lan needs the extra lan")

from facecheck.app.access.lan import VALID, certificate_for, code_of
from facecheck.core.errors import DisplayError

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def test_a_certificate_stands_for_its_address_and_no_other(tmp_path: Path) -> None:
    made = certificate_for("10.77.0.1", tmp_path, NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    told = subprocess.run(
        ["openssl", "x509", "-in", made.certificate, "-noout", "-text", "-fingerprint", "-sha256"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = [line.strip() for line in told.splitlines() if "IP Address:" in line or "DNS:" in line]
    assert names == ["IP Address:10.77.0.1"]
    assert "CA:FALSE" in told
    assert made.fingerprint in told


@pytest.mark.skipif(sys.platform == "win32", reason="its permissions are others")
def test_nobody_else_can_read_the_key(tmp_path: Path) -> None:
    made = certificate_for("10.77.0.1", tmp_path / "lan", NOW)
    assert made.key.stat().st_mode & 0o777 == 0o600


def test_a_phone_need_not_be_told_again_until_it_ends(tmp_path: Path) -> None:
    first = certificate_for("10.77.0.1", tmp_path, NOW)
    assert certificate_for("10.77.0.1", tmp_path, NOW + timedelta(days=300)) == first
    assert certificate_for("10.77.0.1", tmp_path, NOW + VALID).fingerprint != first.fingerprint
    assert certificate_for("10.77.0.2", tmp_path, NOW).fingerprint != first.fingerprint


def test_what_is_no_address_is_told(tmp_path: Path) -> None:
    with pytest.raises(DisplayError, match=r"is no address; an example is 192\.168\.1\.5"):
        certificate_for("../../etc", tmp_path, NOW)


def test_a_code_has_as_many_lines_as_a_terminal_shows() -> None:
    lines = code_of("https://192.168.100.200:8471/#k=" + "a" * 43).splitlines()
    assert 10 < len(lines) <= 24


@pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no unshare here")
def test_on_a_network_of_its_own_a_device_is_paired_once_and_others_are_refused(
    tmp_path: Path,
) -> None:
    network = "ip link set lo up && ip addr add 10.77.0.1/24 dev lo"
    alone = ["unshare", "-rn", "sh", "-c"]
    if subprocess.run([*alone, network], capture_output=True, check=False).returncode:
        pytest.skip("no network of one's own can be made here")
    script = Path(__file__).with_name("on_a_network.py")
    ran = subprocess.run(
        [*alone, f'{network} && exec "$0" "$@"', sys.executable, script, tmp_path],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [
        "paired:200",
        "again:403",
        "wrong:403",
        "host:403",
        "origin:403",
        "cookie:403",
        "inside:200",
        "secure:True",
        "loopback:refused",
        "plain:refused",
    ]
    assert ran.stderr == ""

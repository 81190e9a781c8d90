"""The page for a phone or tablet on the same network: an address, a certificate, a code to scan.

A browser gives a camera to pages of https alone, this machine's own address excepted. Nobody signs
a certificate for an address at home, so one is made here, and the phone asks once whether to trust
it; the terminal shows its fingerprint to compare.
"""

from __future__ import annotations

import io
import ipaddress
import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from facecheck.core.errors import DisplayError, OutputError

VALID = timedelta(days=397)
"""What phones accept at most."""
LEAST_LEFT = timedelta(days=7)
_NOWHERE = ("192.0.2.1", 9)
"""An address that belongs to nobody (RFC 5737)."""


class Certificate(NamedTuple):
    """A certificate and its key.

    Attributes:
        certificate: Its file.
        key: The key's file, readable by this user alone.
        fingerprint: SHA-256, as browsers show it.
    """

    certificate: Path
    key: Path
    fingerprint: str


def own_address() -> str:
    """This machine's address on its network. Nothing is sent to find it out.

    Raises:
        DisplayError: It is on none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            # Only chooses the way a packet would take; without one being written none is sent.
            asking.connect(_NOWHERE)
            found = str(asking.getsockname()[0])
        except OSError:
            found = ""
    if not found or ipaddress.ip_address(found).is_loopback:
        raise DisplayError(
            "this machine is on no network; connect it, or name its address: "
            "facecheck app --lan --address 192.168.1.5"
        )
    return found


def certificate_for(address: str, folder: Path, now: datetime) -> Certificate:
    """The certificate of an address, made where there is none that holds.

    Args:
        address: An IP address.
        folder: Where it is kept, so that a phone need not be told again to trust it.
        now: This moment, with its zone.

    Raises:
        DisplayError: What makes it is not installed, or that is no address.
        OutputError: It cannot be kept there.
    """
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise DisplayError(
            "--address {address}: is no address; an example is 192.168.1.5", address=address
        ) from error
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes
    except ModuleNotFoundError as error:
        raise DisplayError(
            "cryptography is missing; run: pip install 'facecheck[app,lan]'"
        ) from error
    name = address.replace(":", "-")
    place, key = folder / f"{name}.crt", folder / f"{name}.key"
    with suppress(OSError, ValueError):
        kept = x509.load_pem_x509_certificate(place.read_bytes())
        if key.exists() and kept.not_valid_after_utc - now > LEAST_LEFT:
            return Certificate(place, key, _shown(kept.fingerprint(hashes.SHA256())))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made, secret = _self_signed(address, now)
        _write_secret(key, secret)
        place.write_bytes(made)
    except OSError as error:
        raise OutputError(
            "{folder}: the certificate cannot be kept there ({reason}); check the folder and its "
            "permissions",
            folder=folder,
            reason=error.strerror,
        ) from error
    kept = x509.load_pem_x509_certificate(made)
    return Certificate(place, key, _shown(kept.fingerprint(hashes.SHA256())))


def code_of(link: str) -> str:
    """A link as a code to scan, in characters of the terminal.

    Raises:
        DisplayError: What draws it is not installed.
    """
    try:
        import segno
    except ModuleNotFoundError as error:
        raise DisplayError("segno is missing; run: pip install 'facecheck[app,lan]'") from error
    out = io.StringIO()
    segno.make(link, error="l").terminal(out, compact=True, border=2)
    return out.getvalue()


def _self_signed(address: str, now: datetime) -> tuple[bytes, bytes]:
    """A certificate that signs itself, and its key, both as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"facecheck on {address}")])
    alone = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID - timedelta(days=2))
        .add_extension(alone, critical=False)
        # It stands for this address, and can sign for no other.
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return made.public_bytes(serialization.Encoding.PEM), secret


def _write_secret(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def _shown(fingerprint: bytes) -> str:
    return ":".join(f"{byte:02X}" for byte in fingerprint)

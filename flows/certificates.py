"""Certificates for a Dask cluster: an authority of its own, and one certificate each for scheduler, workers and clients.

Whoever has a certificate of the authority can run code on the cluster, and nobody else: Dask checks both sides. So the
authority's key belongs on no machine of the cluster; it is needed again only to make more certificates.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from flows.errors import WrongCommand

ROLES = ("scheduler", "worker", "client")
AUTHORITY = "ca"
AUTHORITY_DAYS = 3650
CERTIFICATE_DAYS = 825
"""The longest that common TLS clients accept (CA/Browser Forum, ballot 193)."""


@dataclass(frozen=True, slots=True)
class _Pair:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def write_certificates(folder: Path, hosts: Sequence[str]) -> list[Path]:
    """Make `ca.pem` and a pair `ROLE.pem`, `ROLE.key` for each role; returns the files in the order they were made.

    `hosts` are the names and addresses under which scheduler and workers are reached. Keys are readable by their owner
    alone. WrongCommand where a file is there already: whoever relies on it must not find another.
    """
    names = [f"{name}{suffix}" for name in (AUTHORITY, *ROLES) for suffix in (".pem", ".key")]
    present = [name for name in names if (folder / name).exists()]
    if present:
        raise WrongCommand(
            f"{folder} has {', '.join(present)} already; choose another folder or remove them."
        )
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = dt.datetime.now(dt.UTC)
    authority = _authority(now)
    written = _write(folder, AUTHORITY, authority)
    for role in ROLES:
        written += _write(folder, role, _signed(authority, role, hosts, now))
    return written


def _authority(now: dt.datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Duizhao cluster authority")
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        _builder(name, name, key, now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return _Pair(key, builder.sign(key, hashes.SHA256()))


def _signed(authority: _Pair, role: str, hosts: Sequence[str], now: dt.datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    # In Dask every process both listens and calls, so each certificate serves on both sides.
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    builder = (
        _builder(_name(role), authority.certificate.subject, key, now, CERTIFICATE_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        .add_extension(both, critical=False)
        .add_extension(identifier, critical=False)
    )
    return _Pair(key, builder.sign(authority.key, hashes.SHA256()))


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: dt.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))  # clocks of a cluster differ
        .not_valid_after(now + dt.timedelta(days=days))
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write(folder: Path, name: str, pair: _Pair) -> list[Path]:
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    secret = pair.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # Made with its mode, not changed to it: there is no moment in which others can read it.
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    certificate.write_bytes(pair.certificate.public_bytes(serialization.Encoding.PEM))
    return [certificate, key]

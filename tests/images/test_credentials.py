"""Content Credentials: whether their signature holds, checked with nothing fetched."""

from __future__ import annotations

import asyncio
import datetime as dt
import http.server
import io
import threading

import pytest
from PIL import Image

from bot.images import clean, credentials
from bot.images.formats.container import Block, Kind, Picture
from bot.images.results import Cleaned, Format, Options

needs_c2pa = pytest.mark.usefixtures("c2pa")


@pytest.fixture(scope="session")
def c2pa(needs):
    return needs("c2pa-python")


def _certificate(name, key, issuer, issuer_key, *, authority):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    def named(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = dt.datetime.now(dt.UTC)
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    usage |= {"encipher_only": False, "decipher_only": False, "crl_sign": False}
    usage |= {"digital_signature": not authority, "key_cert_sign": authority}
    built = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )
    if not authority:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        built = built.add_extension(purposes, critical=False)
    return built.sign(issuer_key, hashes.SHA256())


@pytest.fixture(scope="session")
def signed_jpeg() -> bytes:
    """A drawn picture whose Content Credentials are signed by somebody nobody knows."""
    import c2pa
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    chain = [
        _certificate("leaf", key, "root", root, authority=False),
        _certificate("root", root, "root", root, authority=True),
    ]
    info = c2pa.C2paSignerInfo(
        alg=b"es256",
        sign_cert=b"".join(each.public_bytes(serialization.Encoding.PEM) for each in chain),
        private_key=key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        ta_url=None,
    )
    drawn, signed = io.BytesIO(), io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(drawn, "JPEG")
    drawn.seek(0)
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
    created = {"action": "c2pa.created", "digitalSourceType": kind}
    actions = {"label": "c2pa.actions.v2", "data": {"actions": [created]}}
    manifest = {"claim_generator_info": [{"name": "test"}], "assertions": [actions]}
    settings = c2pa.Settings.from_dict({"verify": {"verify_after_sign": False}})
    with c2pa.Builder(manifest, context=c2pa.Context(settings)) as builder:
        builder.sign(c2pa.Signer.from_info(info), "image/jpeg", drawn, signed)
    return signed.getvalue()


def _signature(examined):
    values = [each.values for each in examined.report.findings if each.category == "ai"]
    return values[0]["Signature"] if values else None


@needs_c2pa
def test_a_signature_that_holds_is_told_with_its_unknown_signer(signed_jpeg) -> None:
    assert _signature(clean.examine(signed_jpeg)) == credentials.UNKNOWN_SIGNER


@needs_c2pa
def test_a_picture_changed_after_signing_is_told_with_the_reason(signed_jpeg) -> None:
    changed = bytearray(signed_jpeg)
    changed[-40] ^= 1
    assert _signature(clean.examine(bytes(changed))) == (
        f"{credentials.INVALID}: assertion.dataHash.mismatch"
    )


@needs_c2pa
def test_the_clean_copy_holds_no_content_credentials(signed_jpeg) -> None:
    cleaned = clean.examine(signed_jpeg).cleaned
    assert isinstance(cleaned, Cleaned)
    assert b"c2pa" not in cleaned.data


@needs_c2pa
def test_whoever_only_wants_a_copy_pays_for_no_check(signed_jpeg) -> None:
    examined = clean.examine(signed_jpeg, Options(compare=False))
    values = [each.values for each in examined.report.findings if each.category == "ai"]
    assert "Signature" not in values[0]


@needs_c2pa
@pytest.mark.usefixtures("lock")
def test_a_signature_is_checked_inside_the_lock(signed_jpeg) -> None:
    from bot.sandbox import open_sandbox

    async def examined():
        sandbox = open_sandbox("on")
        await sandbox.start()
        try:
            return await sandbox.examine(signed_jpeg)
        finally:
            await sandbox.close()

    assert _signature(asyncio.run(examined())) == credentials.UNKNOWN_SIGNER


@needs_c2pa
def test_a_manifest_kept_elsewhere_is_not_fetched() -> None:
    asked = []

    class Manifests(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    with http.server.HTTPServer(("127.0.0.1", 0), Manifests) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        xmp = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
            '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            'xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance='
            f'"http://127.0.0.1:{server.server_port}/m.c2pa"/></rdf:RDF></x:xmpmeta>'
        )
        drawn = io.BytesIO()
        Image.new("RGB", (16, 16)).save(drawn, "JPEG", xmp=xmp.encode())
        told = list(credentials.read(drawn.getvalue(), _with_manifest(Format.JPEG)))
        server.shutdown()
    assert [tag.value for tag in told] == [credentials.UNCHECKED]
    assert asked == []


def _with_manifest(format_):
    return Picture(format_, 16, 16, blocks=(Block(Kind.JUMBF, "APP11", b""),))


def test_what_cannot_be_read_is_told_to_be_unchecked() -> None:
    told = list(credentials.read(b"\xff\xd8\xff\xd9", _with_manifest(Format.JPEG)))
    assert [tag.value for tag in told] == [credentials.UNCHECKED]


def test_without_the_extra_a_signature_is_told_to_be_unchecked(monkeypatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "c2pa", None)
    told = list(credentials.read(b"\xff\xd8\xff\xd9", _with_manifest(Format.JPEG)))
    assert [tag.value for tag in told] == [credentials.UNCHECKED]


def test_a_picture_without_content_credentials_is_not_checked() -> None:
    assert list(credentials.read(b"", Picture(Format.JPEG, 16, 16))) == []


def test_a_process_without_the_extra_has_nothing_to_make_ready(monkeypatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(credentials, "installed", lambda: False)
    monkeypatch.setattr(credentials, "_validated", lambda *parts: asked.append(parts))
    credentials.make_ready()
    assert asked == []

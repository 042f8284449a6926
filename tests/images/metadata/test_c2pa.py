"""Content Credentials: JUMBF boxes, CBOR, JSON, the signer's certificate."""

from __future__ import annotations

import json
import struct

import pytest

from bot.images.formats.container import Kind
from bot.images.metadata import cbor, certificates


def _box(kind, body):
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _superbox(label, *boxes):
    description = _box(b"jumd", bytes(16) + b"\3" + label.encode() + b"\0")
    return _box(b"jumb", description + b"".join(boxes))


def _cbor(value):
    """Encode what the tests need: maps, lists, text, bytes, small numbers."""
    match value:
        case dict():
            flat = b"".join(_cbor(key) + _cbor(inner) for key, inner in value.items())
            return _head(5, len(value)) + flat
        case list():
            return _head(4, len(value)) + b"".join(map(_cbor, value))
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case bytes():
            return _head(2, len(value)) + value
        case _:
            return _head(0, value)


def _head(major, size):
    if size < 24:
        return bytes([major << 5 | size])
    return bytes([major << 5 | 25]) + struct.pack(">H", size)


def _der(kind, body):
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + struct.pack(">H", len(body))
    return bytes([kind]) + size + body


def _certificate(name, organisation):
    def part(oid, text):
        return _der(0x31, _der(0x30, _der(6, oid) + _der(0x0C, text.encode())))

    subject = _der(0x30, part(b"\x55\x04\x03", name) + part(b"\x55\x04\x0a", organisation))
    fields = _der(0xA0, b"\2\1\2") + _der(2, b"\1") + 3 * _der(0x30, b"") + subject
    return _der(0x30, _der(0x30, fields))


def _store(*boxes):
    return _superbox("c2pa", _superbox("urn:uuid:1234", *boxes))


def test_claim_actions_and_ids_are_read(values):
    claim = {"claim_generator": "Tool/1.0", "dc:title": "A.jpg", "instanceID": "xmp:iid:1"}
    actions = {
        "actions": [
            {
                "action": "c2pa.created",
                "softwareAgent": "Adobe Firefly",
                "when": "2024-05-17T13:37:42Z",
                "digitalSourceType": "http://example.org/trainedAlgorithmicMedia",
            }
        ]
    }
    data = _store(
        _superbox("c2pa.claim", _box(b"cbor", _cbor(claim))),
        _superbox("c2pa.actions", _box(b"cbor", _cbor(actions))),
    )
    found = values(Kind.JUMBF, data)
    assert found["Store"] == "c2pa"
    assert found["claim_generator"] == "Tool/1.0"
    assert (found["title"], found["instanceID"]) == ("A.jpg", "xmp:iid:1")
    assert found["actions/softwareAgent"] == "Adobe Firefly"
    assert found["actions/digitalSourceType"].endswith("trainedAlgorithmicMedia")


def test_assertions_in_json_are_read(values):
    work = {"@type": "CreativeWork", "author": [{"@type": "Person", "name": "Zoe Plant"}]}
    data = _store(
        _superbox("stds.schema-org.CreativeWork", _box(b"json", json.dumps(work).encode()))
    )
    assert values(Kind.JUMBF, data)["author/name"] == "Zoe Plant"


def test_signer_and_time_are_read(values):
    chain = {"33": [_certificate("Zoe Plant", "Example Ltd")]}
    token = b"\x18\x0f20240517133742Z"
    signature = _cbor([_cbor({}), {**chain, "sigTst": token}, b"", b"sig"])
    data = _store(_superbox("c2pa.signature", _box(b"cbor", signature)))
    found = values(Kind.JUMBF, data)
    assert found["Signer/CommonName"] == "Zoe Plant"
    assert found["Signer/Organization"] == "Example Ltd"
    assert found["SigningTime"] == "2024-05-17 13:37:42Z"


def test_the_picture_before_the_edit_is_told_as_an_ingredient(tags):
    data = _store(_superbox("c2pa.thumbnail.ingredient.jpeg", _box(b"bidb", b"\xff\xd8before")))
    found = [tag for tag in tags(Kind.JUMBF, data) if tag.data]
    assert [(tag.name, tag.data) for tag in found] == [("IngredientThumbnail", b"\xff\xd8before")]


def test_broken_cbor_is_told_as_damaged(values):
    data = _store(_superbox("c2pa.claim", _box(b"cbor", b"\xbf\x61")))
    assert values(Kind.JUMBF, data)["damaged"] == "ends early"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"\x18\x64", 100),
        (b"\x38\x63", -100),
        (b"\xf8\xff", 255),
        (b"\xf9\x3c\x00", 1.0),
        (b"\xfa\x3f\x80\x00\x00", 1.0),
        (b"\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a", 1.1),
        (b"\xf5", True),
        (b"\xf6", None),
        (b"\xc0\x61a", "a"),
        (b"\x7f\x61a\x61b\xff", "ab"),
        (b"\x5f\x41a\x41b\xff", b"ab"),
        (b"\x9f\x01\x02\xff", [1, 2]),
        (b"\xbf\x61a\x01\xff", {"a": 1}),
        (b"\xa1\x18\x21\x41x", {"33": b"x"}),
    ],
)
def test_cbor_values_are_read_as_rfc_8949_writes_them(data, value):
    assert cbor.loads(data) == value


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\x81" * 100, b"\x9b" + b"\xff" * 8, b"\x1c", b"\x81\xff"]
)
def test_cbor_that_cannot_be_read_is_broken(data):
    with pytest.raises(cbor.BrokenError):
        cbor.loads(data)


def test_a_certificate_cut_off_has_no_subject():
    assert list(certificates.subject(_certificate("Zoe", "Example")[:20])) == []


def test_boxes_with_64_bit_sizes_are_read(values):
    body = _cbor({"title": "A.jpg"})
    wide = struct.pack(">I4sQ", 1, b"cbor", len(body) + 16) + body
    assert values(Kind.JUMBF, _store(_superbox("c2pa.claim", wide)))["title"] == "A.jpg"


def test_a_box_smaller_than_its_head_is_told_as_damaged(values):
    assert values(Kind.JUMBF, _store(struct.pack(">I4s", 3, b"cbor")))["damaged"] == "box size"


def test_a_store_without_a_label_is_told_all_the_same(values):
    assert values(Kind.JUMBF, _box(b"jumb", _box(b"jumd", bytes(17)))) == {"Store": "unnamed"}


def test_broken_json_is_told_as_damaged(values):
    data = _store(_superbox("stds.schema-org.CreativeWork", _box(b"json", b'{"author":')))
    assert values(Kind.JUMBF, data)["damaged"] == "JSON"


def test_values_deeper_than_any_assertion_and_empty_ones_are_passed_over(values):
    deep = {"name": "too deep"}
    for _ in range(40):
        deep = {"in": deep}
    text = json.dumps({"title": "A.jpg", "format": " ", "author": " ", "deep": deep}).encode()
    found = values(Kind.JUMBF, _store(_superbox("stds.exif", _box(b"json", text))))
    assert found["title"] == "A.jpg"
    assert not {"format", "author"} & found.keys()
    assert "too deep" not in found.values()


@pytest.mark.parametrize("header", [b"\xff", 7, {}])
def test_a_signature_without_certificates_names_no_signer(values, header):
    data = _store(_superbox("c2pa.signature", _box(b"cbor", _cbor([header, header, b"", b""]))))
    assert not any(name.startswith("Signer") for name in values(Kind.JUMBF, data))


@pytest.mark.parametrize(
    "certificate", [b"", _der(0x30, b""), _der(0x30, _der(0x30, _der(2, b"\1")))]
)
def test_a_certificate_without_a_subject_names_nobody(certificate):
    assert list(certificates.subject(certificate)) == []


def test_a_certificate_is_read_up_to_a_bound_of_its_elements():
    many = b"".join(_der(2, b"\1") for _ in range(70))
    assert list(certificates.subject(_der(0x30, _der(0x30, many)))) == []

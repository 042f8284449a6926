"""What a child may say, and what it is not believed."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.results import (
    PREVIEW_BYTES,
    THUMBNAIL_BYTES,
    Category,
    Cleaned,
    Code,
    Content,
    Examined,
    Face,
    Finding,
    Format,
    Kept,
    Line,
    Options,
    Reason,
    Refused,
    Report,
    Severity,
    Subject,
    Together,
    Visible,
    Writing,
)
from bot.sandbox import wire
from bot.sandbox.wire import DEFAULT

HEADS = {
    Format.JPEG: b"\xff\xd8\xff", Format.PNG: b"\x89PNG\r\n\x1a\n",
    Format.APNG: b"\x89PNG\r\n\x1a\n", Format.WEBP: b"RIFF\n\n\n\nWEBP", Format.GIF: b"GIF89a",
    Format.TIFF: b"MM\0*", Format.HEIC: b"\0\0\0\x0aftypheic", Format.AVIF: b"\0\0\0\x0aftypavif",
    Format.JXL: b"\xff\x0a", Format.BMP: b"BM", Format.SVG: b"<svg",
}  # fmt: skip

texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=200)
findings = st.builds(
    Finding,
    category=st.sampled_from(Category),
    severity=st.sampled_from(Severity),
    values=st.dictionaries(texts, texts, max_size=4),
)
edges = st.integers(0, 9_000)
boxes = st.tuples(edges, edges, edges, edges).map(
    lambda box: (min(box[::2]), min(box[1::2]), max(box[::2]), max(box[1::2]))
)
scores = st.integers(0, 100).map(lambda hundredths: hundredths / 100)
visibles = st.builds(
    Visible,
    faces=st.none() | st.lists(st.builds(Face, boxes, scores), max_size=3).map(tuple),
    codes=st.none()
    | st.lists(
        st.builds(Code, boxes, st.sampled_from(["qr", "ean13"]), st.sampled_from(Content)),
        max_size=3,
    ).map(tuple),
    text=st.none()
    | st.lists(st.builds(Line, boxes, st.sampled_from(Writing)), max_size=3).map(tuple),
)
refusals = st.builds(Refused, st.sampled_from(Reason), st.none() | st.sampled_from(Format))
reports = st.builds(
    Report,
    format=st.sampled_from(Format),
    width=st.integers(0, wire.SIDE_PIXELS),
    height=st.integers(0, wire.SIDE_PIXELS),
    frames=st.integers(0, wire.FRAMES),
    findings=st.lists(findings, max_size=4).map(tuple),
    together=st.lists(st.sampled_from(Together), unique=True).map(tuple),
    visible=st.none() | visibles,
)
copies = st.builds(
    Cleaned,
    data=st.binary(max_size=50),
    format=st.sampled_from(Format),
    removed=st.lists(st.sampled_from(Category), unique=True).map(tuple),
    kept=st.lists(st.builds(Kept, texts, texts), max_size=3).map(tuple),
    pixels=st.sampled_from(["identical", "re-encoded"]),
    covered=st.lists(boxes, max_size=3).map(tuple),
).map(lambda copy: replace(copy, data=HEADS[copy.format] + copy.data))
thumbnails = st.binary(max_size=50).map(HEADS[Format.JPEG].__add__)
answers = st.builds(
    Examined,
    report=reports | refusals,
    cleaned=st.none() | copies | refusals,
    thumbnail=st.none() | thumbnails,
    preview=st.none() | thumbnails,
)

SAMPLE = Examined(
    Report(
        *(Format.PNG, 4, 3, 1, (Finding(Category.GPS, Severity.HIGH, {"latitude": "52.1"}),)),
        visible=Visible(
            (Face((0, 0, 4, 3), 0.9),),
            (Code((0, 0, 4, 3), "qr", Content.URL),),
            (Line((0, 0, 4, 3), Writing.IBAN),),
        ),
    ),
    Cleaned(HEADS[Format.PNG], Format.PNG, (Category.GPS,), (Kept("icc", "colour"),)),
)


ASKED = b"\xff\xd8\xff" + bytes(997)


def read(frame: bytes, options: Options = DEFAULT, asked: bytes = ASKED) -> Examined:
    """Read an answer's frame as the client does."""
    size = wire.PREFIX.size
    header, body = wire.lengths(frame[:size], asked=asked, options=options)
    return wire.answered(frame[size : size + header], frame[size + header :][:body], options)


def altered(path: list[Any], value: Any) -> bytes:
    """Return the sample answer's header with one place in it replaced."""
    head, _ = wire.answer(SAMPLE)
    fields = json.loads(head[wire.PREFIX.size :])
    place = fields
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(fields).encode()


@given(examined=answers)
def test_what_an_honest_child_says_arrives(examined: Examined) -> None:
    asked = Options(preview="outlines")
    assert read(b"".join(wire.answer(examined)), asked) == examined


@given(
    options=st.builds(
        Options,
        look=st.lists(st.sampled_from(Subject)).map(tuple),
        cover=st.lists(st.sampled_from(Subject)).map(tuple),
        areas=st.lists(boxes).map(tuple),
        preview=st.sampled_from(["", "outlines", "grid"]),
        **{name: st.booleans() for name in ("clean", "keep_hdr", "thorough", "harder")},
    )
)
def test_options_arrive(options: Options) -> None:
    head, body = wire.request(b"picture", options)
    assert wire.PREFIX.unpack(head[:8]) == (len(head) - 8, len(body))
    assert wire.asked(head[8:]) == options


@pytest.mark.parametrize(
    "anew",
    [Options(thorough=True), Options(cover=(Subject.FACES,)), Options(areas=((0, 0, 1, 1),))],
)
def test_only_a_picture_saved_anew_may_grow(anew: Options) -> None:
    prefix = wire.PREFIX.pack(10, 1 << 22)
    assert wire.lengths(prefix, asked=ASKED, options=anew) == (10, 1 << 22)
    with pytest.raises(wire.ProtocolError):
        wire.lengths(prefix, asked=ASKED, options=DEFAULT)


def test_a_drawing_may_grow_up_to_what_can_be_sent() -> None:
    drawing = gzip.compress(b"<svg/>")
    prefix = wire.PREFIX.pack(10, 1 << 22)
    assert wire.lengths(prefix, asked=drawing) == (10, 1 << 22)
    with pytest.raises(wire.ProtocolError):
        wire.lengths(wire.PREFIX.pack(10, 1 << 26), asked=drawing)


MOST = (
    1000 + 1000 // wire.GROWTH_PART + wire.GROWTH_BYTES + THUMBNAIL_BYTES
)  # for a picture of 1000 bytes

LIES: list[tuple[list[Any], Any]] = [
    (["report"], None),
    (["report"], []),
    (["report"], {"refused": "because", "format": None}),
    (["report"], {"refused": "damaged"}),
    (["report"], {"refused": "damaged", "format": "exe"}),
    (["report", "format"], "exe"),
    (["report", "format"], ["png"]),
    (["report", "width"], -1),
    (["report", "width"], True),
    (["report", "width"], 1.5),
    (["report", "width"], "1"),
    (["report", "height"], 1 << 40),
    (["report", "frames"], 1 << 40),
    (["report", "more"], 1),
    (["report", "findings"], {}),
    (["report", "findings"], [["gps", "high", {}]] * (wire.FINDINGS + 1)),
    (["report", "findings", 0], ["gps", "high"]),
    (["report", "findings", 0, 0], "secret"),
    (["report", "findings", 0, 1], "worst"),
    (["report", "findings", 0, 2], []),
    (["report", "findings", 0, 2], {"x" * 201: "1"}),
    (["report", "findings", 0, 2], {"x": "1" * 201}),
    (["report", "findings", 0, 2], {"x": 1}),
    (["report", "findings", 0, 2], {str(n): "" for n in range(wire.VALUES + 1)}),
    (["cleaned", "format"], "jpeg"),
    (["cleaned", "format"], "gif"),
    (["cleaned", "pixels"], "better"),
    (["cleaned", "removed"], "gps"),
    (["cleaned", "removed"], ["gps"] * 99),
    (["cleaned", "kept"], [["icc"]]),
    (["cleaned", "kept"], [["icc", "x" * 201]]),
    (["cleaned", "path"], "/etc/passwd"),
    (["cleaned"], None),
    (["report", "together"], ["place-and-lie"]),
    (["report", "together"], ["place-and-name"] * (len(Together) + 1)),
    (["thumbnail"], -1),
    (["thumbnail"], None),
    (["thumbnail"], THUMBNAIL_BYTES + 1),
    (["thumbnail"], 4),  # bytes of a PNG
    (["preview"], 4),  # nobody asked for one
    (["preview"], PREVIEW_BYTES + 1),
    (["fingerprint"], 8),  # nobody asked for one
    (["fingerprint"], None),
    (["cleaned", "covered"], [[4, 0, 0, 3]]),
    (["cleaned", "covered"], [[0, 0, 4]]),
    (["report", "visible"], []),
    (["report", "visible"], [None, None]),
    (["report", "visible", 0], [[[0, 0, 4, 3], 101]]),
    (["report", "visible", 0], [[[0, 0, -4, 3], 90]]),
    (["report", "visible", 1], [[[0, 0, 4, 3], "QR code!", "url"]]),
    (["report", "visible", 1], [[[0, 0, 4, 3], "qr", "https://secret.example"]]),
    (["report", "visible", 2], [[[0, 0, 4, 3], "DE02 1203 0000"]]),
    (["report", "visible", 2], [[[0, 0, 4, 3], "iban"]] * (wire.SIGHTS + 1)),
    (["extra"], 1),
]


@pytest.mark.parametrize(("path", "value"), LIES)
def test_a_lie_is_not_believed(path: list[Any], value: Any) -> None:
    with pytest.raises(wire.ProtocolError):
        wire.answered(altered(path, value), HEADS[Format.PNG], Options())


@pytest.mark.parametrize(
    "header",
    [b"", b"\xff", b"null", b"[" * 100_000, b"1" * 10_000, b"{}", b'{"report":NaN,"cleaned":1}'],
)
def test_what_is_no_answer_is_not_read(header: bytes) -> None:
    with pytest.raises(wire.ProtocolError):
        wire.answered(header, b"", Options())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["report", "cleaned", "refused", "format", "findings", "width"]), inner
        )
    ),
)


@given(report=json_values, cleaned=json_values)
def test_any_json_is_an_answer_or_a_protocol_error(report: Any, cleaned: Any) -> None:
    fields = {"report": report, "cleaned": cleaned, "thumbnail": 0, "preview": 0}
    fields["fingerprint"] = 0
    header = json.dumps(fields).encode()
    try:
        wire.answered(header, b"", Options())
    except wire.ProtocolError:
        return
    assert isinstance(report, dict)
    assert "refused" in report


def test_a_copy_nobody_asked_for_is_not_taken() -> None:
    with pytest.raises(wire.ProtocolError):
        read(b"".join(wire.answer(SAMPLE)), Options(clean=False))


def test_bytes_beside_a_refusal_are_not_taken() -> None:
    head, _ = wire.answer(Examined(Refused(Reason.DAMAGED)))
    with pytest.raises(wire.ProtocolError):
        wire.answered(head[8:], b"photo of somebody else", Options())


@pytest.mark.parametrize(
    ("header", "body"),
    [(wire.HEADER_BYTES + 1, 0), (10, MOST + 1), (0xFFFFFFFF, 0xFFFFFFFF)],
)
def test_an_answer_longer_than_honest_is_not_awaited(header: int, body: int) -> None:
    with pytest.raises(wire.ProtocolError):
        wire.lengths(wire.PREFIX.pack(header, body), asked=ASKED)


def test_what_cannot_be_shown_is_taken_out_of_texts() -> None:
    header = altered(["report", "findings", 0, 2], {"na\u202eme": "a\x00b\x1b[31m\ud800\x85c"})
    report = wire.answered(header, HEADS[Format.PNG], Options()).report
    assert isinstance(report, Report)
    assert report.findings[0].values == {"name": "ab[31mc"}


def test_a_fingerprint_crosses_as_eight_bytes_and_only_where_asked_for() -> None:
    wanted = Options(clean=False, fingerprint=True)
    examined = Examined(SAMPLE.report, fingerprint=b"8 bytes.")
    frame = b"".join(wire.answer(examined))
    assert read(frame, wanted).fingerprint == b"8 bytes."
    with pytest.raises(wire.ProtocolError):
        read(frame, Options(clean=False))


def test_part_of_a_fingerprint_is_not_taken() -> None:
    wanted = Options(clean=False, fingerprint=True)
    frame = b"".join(wire.answer(Examined(SAMPLE.report, fingerprint=b"short")))
    with pytest.raises(wire.ProtocolError):
        read(frame, wanted)

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.images import clean, limits
from bot.images.clean import examine
from bot.images.formats import CONTAINERS
from bot.images.formats.container import Container, Stripped
from bot.images.results import (
    Category,
    Cleaned,
    Finding,
    Format,
    Options,
    Reason,
    Refused,
    Rejected,
    Report,
    Severity,
    Subject,
)


@pytest.fixture(scope="module")
def seeds(pictures) -> dict[str, bytes]:
    """One dirty picture a container, each with a secret in several places."""
    secret = pictures.secret
    jpeg = pictures.save(pictures.draw(), "JPEG", exif=pictures.exif(6), icc_profile=pictures.icc)
    png = pictures.before(pictures.png, b"IDAT", pictures.chunk(b"tEXt", b"Author\0" + secret))
    frames = [pictures.draw(shift=shift) for shift in (0, 6)]
    animated = {"save_all": True, "append_images": frames[1:], "duration": 40}
    return {
        "jpeg": pictures.in_header(jpeg, pictures.segment(0xFE, secret)) + 2 * secret,
        "png": png + secret,
        "apng": pictures.save(frames[0], "PNG", **animated) + secret,
        "webp": pictures.save(pictures.draw(), "WEBP", exif=pictures.exif(3)) + secret,
        "animated webp": pictures.save(frames[0], "WEBP", exif=pictures.exif(), **animated),
    }


NAMES = ("jpeg", "png", "apng", "webp", "animated webp")


@pytest.mark.parametrize("name", NAMES)
def test_no_planted_secret_survives_and_pixels_are_identical(pictures, seeds, name: str) -> None:
    answer = examine(seeds[name])
    assert isinstance(answer.cleaned, Cleaned)
    assert pictures.secret not in answer.cleaned.data
    assert pictures.pixels(answer.cleaned.data) == pictures.pixels(seeds[name])
    assert answer.cleaned.pixels == "identical"


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_twice_gives_the_same_bytes(seeds, name: str) -> None:
    once = examine(seeds[name]).cleaned
    twice = examine(once.data).cleaned
    assert (twice.data, twice.removed) == (once.data, ())


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(
    seeds, name: str, seed: int, mutate, settles
) -> None:
    settles(mutate(seeds[name], seed))


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(max_size=200),
    head=st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"]),
)
def test_any_bytes_behind_a_signature_are_answered(data: bytes, head: bytes) -> None:
    answer = examine(head + data)
    assert isinstance(answer.cleaned, Cleaned | Refused)


@pytest.mark.parametrize("name", NAMES)
def test_every_cut_ends_in_a_clean_copy_or_a_refusal(seeds, name: str) -> None:
    for size in range(0, len(seeds[name]), 29):
        assert isinstance(examine(seeds[name][:size]).cleaned, Cleaned | Refused)


def test_the_report_has_the_size_as_displayed(seeds) -> None:
    report = examine(seeds["jpeg"]).report
    assert isinstance(report, Report)
    assert (report.format, report.width, report.height) == (Format.JPEG, 23, 37)


def test_the_categories_that_are_gone_are_told_worst_first(seeds) -> None:
    removed = examine(seeds["jpeg"]).cleaned.removed
    assert removed[0] is Category.GPS
    assert {Category.DEVICE, Category.TEXT, Category.TRAILER} <= set(removed)


def test_what_had_to_stay_is_told(seeds) -> None:
    kept = examine(seeds["jpeg"]).cleaned.kept
    assert [item.what for item in kept] == ["orientation", "colour-profile"]


def test_a_report_alone_cleans_nothing(seeds) -> None:
    answer = examine(seeds["jpeg"], Options(clean=False))
    assert answer.cleaned is None
    assert isinstance(answer.report, Report)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", Refused(Reason.NOT_AN_IMAGE)),
        (b"not a picture", Refused(Reason.NOT_AN_IMAGE)),
        (b"\r\n\xff\xd8\xff\xe0", Refused(Reason.NOT_AN_IMAGE)),
        (b"\xff\xd8\xff\xd9", Refused(Reason.DAMAGED, Format.JPEG)),
        (b"\xff\xd8\xff" + bytes(limits.FILE_BYTES), Refused(Reason.TOO_LARGE, Format.JPEG)),
    ],
)
def test_a_file_that_cannot_be_accepted_is_refused_with_its_reason(
    data: bytes, refused: Refused
) -> None:
    answer = examine(data)
    assert (answer.report, answer.cleaned) == (refused, refused)


def test_a_known_format_without_a_container_is_unsupported(monkeypatch, seeds) -> None:
    monkeypatch.delitem(CONTAINERS, Format.JPEG)
    assert examine(seeds["jpeg"]).report == Refused(Reason.UNSUPPORTED, Format.JPEG)


class Careless:
    """A container that leaves something behind the end."""

    def __init__(self, careful: Container) -> None:
        self.parse, self.payload, self._strip = careful.parse, careful.payload, careful.strip

    def strip(self, data: bytes, options: Options) -> Stripped:
        return Stripped(self._strip(data, options).data + b"forgotten")


def test_the_report_comes_though_cleaning_fails(monkeypatch, seeds) -> None:
    monkeypatch.setitem(CONTAINERS, Format.JPEG, Careless(CONTAINERS[Format.JPEG]))
    answer = examine(seeds["jpeg"])
    assert isinstance(answer.report, Report)
    assert answer.cleaned == Refused(Reason.NOT_VERIFIED, Format.JPEG)


def test_a_parser_that_trips_gives_a_refusal(monkeypatch, seeds) -> None:
    class Tripping:
        def parse(self, data: bytes) -> object:
            return data[10**9]

    monkeypatch.setitem(CONTAINERS, Format.JPEG, Tripping())
    assert examine(seeds["jpeg"]).report == Refused(Reason.DAMAGED, Format.JPEG)


@pytest.mark.parametrize(
    ("frames", "reason"),
    [
        ([(1, 1)] * 1001, Reason.TOO_MANY_FRAMES),
        ([(12_000, 10_001)], Reason.TOO_MANY_PIXELS),
        ([(10_000, 10_000)] * 6, Reason.TOO_MANY_PIXELS),
        ([(0, 5)], Reason.DAMAGED),
    ],
)
def test_frames_over_a_limit_are_refused(frames: list[tuple[int, int]], reason: Reason) -> None:
    with pytest.raises(Rejected) as refusal:
        limits.check_frames(frames)
    assert refusal.value.reason is reason


def test_frames_up_to_the_limits_are_accepted() -> None:
    limits.check_frames([(12_000, 10_000)])
    limits.check_frames([(10_000, 10_000)] * 5)
    limits.check_frames([(1, 1)] * 1000)


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore")  # Pillow warns of what it repairs
def test_study_files_come_out_clean_with_the_same_pixels(pictures, shared) -> None:
    """Every whole file of these formats is accepted; what Pillow decodes stays the same."""
    folders = (shared / "corpus", shared / "corpus" / "planted")
    names = ("jpeg_", "png_", "apng_", "webp_")
    files = [
        path for folder in folders for path in folder.iterdir() if path.name.startswith(names)
    ]
    for path in files:
        data = path.read_bytes()
        cleaned = examine(data).cleaned
        assert isinstance(cleaned, Cleaned), path.name
        assert pictures.pixels(cleaned.data)[0] == pictures.pixels(data)[0], path.name
    assert len(files) > 90


def test_of_a_hostile_number_of_structures_some_are_told(seeds, pictures) -> None:
    texts = b"".join(pictures.chunk(b"tEXt", b"Author\0%d" % number) for number in range(5_001))
    answer = examine(pictures.before(pictures.png, b"IDAT", texts))
    (other,) = (each for each in answer.report.findings if each.category is Category.OTHER)
    assert other.values["damaged"] == "more structures than are read"
    assert isinstance(answer.cleaned, Cleaned)


def test_a_copy_that_saving_anew_made_too_large_to_be_sent_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(clean, "COPY_BYTES", 100)
    packed = io.BytesIO()  # two bits a pixel, which take a byte each when saved anew
    Image.effect_noise((64, 64), 80).quantize(4).save(packed, "PNG", bits=2)
    kept, anew = (
        examine(packed.getvalue(), Options(thorough=thorough)).cleaned
        for thorough in (False, True)
    )
    assert isinstance(kept, Cleaned)
    assert anew == Refused(Reason.TOO_LARGE, Format.PNG)


def test_a_date_nobody_asked_for_does_not_leave(monkeypatch, seeds) -> None:
    dated = Finding(Category.TIMESTAMP, Severity.MEDIUM, {"date": "2024-05-17"})
    monkeypatch.setattr(clean, "find", lambda _: (dated,))
    assert examine(seeds["jpeg"]).cleaned == Refused(Reason.NOT_VERIFIED, Format.JPEG)


def test_a_picture_whose_findings_cannot_be_told_is_cleaned_all_the_same(
    monkeypatch, seeds
) -> None:
    def trip(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(clean, "look", trip)
    answer = examine(seeds["png"], Options(look=(Subject.CODES,)))
    assert answer.report == Refused(Reason.DAMAGED, Format.PNG)
    assert isinstance(answer.cleaned, Cleaned)


def test_every_format_has_a_row_and_no_other_has_one() -> None:
    assert len(CONTAINERS) == len(Format)
    assert set(CONTAINERS) == set(Format)


@pytest.mark.parametrize(("format_", "ending"), [(Format.APNG, "png"), (Format.HEIC, "heic")])
def test_a_format_names_the_usual_ending_of_its_files(format_: Format, ending: str) -> None:
    assert format_.extension == ending

"""What the image core answers: a report, a cleaned file, or a refusal with its reason.

Everything here is plain data that crosses the sandbox border as JSON; nothing knows a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal


class Format(StrEnum):
    """A picture container, told by its bytes and never by its name."""

    JPEG = "jpeg"
    PNG = "png"
    APNG = "apng"
    WEBP = "webp"
    GIF = "gif"
    TIFF = "tiff"
    HEIC = "heic"
    AVIF = "avif"
    JXL = "jxl"
    BMP = "bmp"
    SVG = "svg"

    @property
    def extension(self) -> str:
        """The usual ending of a file name, without the dot."""
        return {Format.JPEG: "jpg", Format.APNG: "png", Format.TIFF: "tif"}.get(self, self.value)


class Category(StrEnum):
    """What a piece of metadata gives away (the public contract's list)."""

    GPS = "gps"
    PLACE = "place"
    TIMESTAMP = "timestamp"
    DEVICE = "device"
    SERIAL = "serial"
    PERSON = "person"
    REGIONS = "regions"
    TEXT = "text"
    SOFTWARE = "software"
    DOCID = "docid"
    THUMBNAIL = "thumbnail"
    MAKERNOTE = "makernote"
    AI = "ai"
    TRAILER = "trailer"
    COLOUR_PROFILE = "colour_profile"
    OTHER = "other"


class Severity(StrEnum):
    """Harm to a private person if a stranger reads it; the order is worst first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class Reason(StrEnum):
    """Why a picture is refused. Each has a sentence in every language (`refused-…` in texts)."""

    NOT_AN_IMAGE = "not-an-image"
    UNSUPPORTED = "unsupported"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_FRAMES = "too-many-frames"
    NOT_VERIFIED = "not-verified"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    BUSY = "busy"
    NOT_LOOKED_AT = "not-looked-at"
    NOT_COVERABLE = "not-coverable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the file gives away.

    `values` are technical names and their texts as a reader would show them: control characters
    removed, at most 200 characters each. Positions are `latitude`/`longitude` in signed decimal
    degrees with five decimals.
    """

    category: Category
    severity: Severity
    values: Mapping[str, str] = field(default_factory=dict)


class Together(StrEnum):
    """What findings say together and none alone. Each has a sentence (`together-…` in texts)."""

    PLACE_AND_NAME = "place-and-name"
    PLACE_AND_FACES = "place-and-faces"
    SERIAL_AND_NAME = "serial-and-name"
    PLACE_AND_SERIAL = "place-and-serial"
    PLACE_AND_TIME = "place-and-time"


Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels as displayed


class Subject(StrEnum):
    """What is looked for in the picture itself, and can be covered."""

    FACES = "faces"
    CODES = "codes"
    TEXT = "text"


class Content(StrEnum):
    """What a QR or bar code is for; what it says is never kept."""

    URL = "url"
    PAYMENT = "payment"
    WIFI = "wifi"
    CONTACT = "contact"
    TICKET = "ticket"
    TEXT = "text"


class Writing(StrEnum):
    """What a line of text in the picture is; what it says is never kept."""

    IBAN = "iban"
    CARD = "card"
    DOCUMENT = "document"
    PLATE = "plate"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ONE_TIME_CODE = "one-time-code"


@dataclass(frozen=True, slots=True)
class Face:
    """A face that can be seen; `score` from 0 to 1. No more of it is ever computed."""

    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class Code:
    """A QR or bar code; `kind` is its symbology in small letters ("qr", "ean13")."""

    box: Box
    kind: str
    content: Content


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that gives something away."""

    box: Box
    writing: Writing


@dataclass(frozen=True, slots=True)
class Visible:
    """What the picture itself shows. None stands for "was not looked for", never for "nothing"."""

    faces: tuple[Face, ...] | None = None
    codes: tuple[Code, ...] | None = None
    text: tuple[Line, ...] | None = None

    @property
    def missing(self) -> tuple[Subject, ...]:
        """What was not looked for."""
        return tuple(each for each in Subject if getattr(self, each.value) is None)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All that was found, in the order of the numbers in a preview."""
        found: tuple[Face | Code | Line, ...] = (
            *(self.faces or ()),
            *(self.codes or ()),
            *(self.text or ()),
        )
        return tuple(each.box for each in found)


@dataclass(frozen=True, slots=True)
class Report:
    """What a picture file gives away, worst first. Width and height in pixels, as displayed.

    `visible` is None where nobody asked, or where the pixels could not be looked at.
    """

    format: Format
    width: int
    height: int
    frames: int = 1
    findings: tuple[Finding, ...] = ()
    together: tuple[Together, ...] = ()
    visible: Visible | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A structure that had to stay, and why (both are codes with a text in every language)."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A verified clean copy. `removed` holds the categories that are gone, worst first.

    `covered` are the boxes under which nothing is left of the picture.
    """

    data: bytes
    format: Format
    removed: tuple[Category, ...] = ()
    kept: tuple[Kept, ...] = ()
    pixels: Literal["identical", "re-encoded"] = "identical"
    covered: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The file was not accepted; nothing of it leaves."""

    reason: Reason
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What to do with a picture.

    `thorough` saves the pixels anew for what is hidden in them; see `bot.images.rewrite` for what
    it costs and cannot remove. `compare` looks whether embedded thumbnails show something else
    than the picture, which takes a decoder, and whether signatures hold. `keep_date` leaves the
    date the picture was taken in the Exif of JPEG, PNG and WebP.

    `look` names what to look for in the picture itself, `harder` also in turned pictures and at
    more sizes. The copy has everything found of the `cover` subjects covered, and these `areas`.
    `preview` asks for a small picture with numbered outlines, of what was found and of the areas.
    `fingerprint` asks for that of the whole picture (`bot.images.fingerprint`).
    """

    clean: bool = True
    keep_hdr: bool = False
    keep_date: bool = False
    thorough: bool = False
    compare: bool = True
    look: tuple[Subject, ...] = ()
    harder: bool = False
    cover: tuple[Subject, ...] = ()
    areas: tuple[Box, ...] = ()
    fill: Literal["solid", "tiles"] = "solid"
    preview: Literal["", "outlines", "grid"] = ""
    fingerprint: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """The answer to one picture: its report and, if asked for, its clean copy.

    `thumbnail` is the embedded thumbnail as a JPEG of its own, drawn anew and upright, if it
    shows something else than the picture: to be shown beside it. `preview` is a JPEG too.
    `fingerprint` is None where nobody asked, or where the pixels could not be had or show nothing.
    """

    report: Report | Refused
    cleaned: Cleaned | Refused | None = None
    thumbnail: bytes | None = None
    preview: bytes | None = None
    fingerprint: bytes | None = None


FINGERPRINT_BYTES = 8  # of `Examined.fingerprint`
THUMBNAIL_BYTES = 65_536  # the most that `Examined.thumbnail` holds
PREVIEW_BYTES = 1 << 20  # the most that `Examined.preview` holds


class Rejected(Exception):  # noqa: N818 - not a programming error: a verdict on the file
    """Raised inside the core where a file cannot be accepted; becomes `Refused` at its border."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason

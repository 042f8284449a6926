"""What the name of a file gives away: when, with which device or app, and people's own words.

Names are read in memory and never kept. The patterns are those of phones, cameras and messengers
as they name files themselves; what is left is words that somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.images.results import Category, Finding, Severity

_MOST = 255  # characters of a name, as file systems have them
_SHOWN = 60

_DATE = r"(20\d\d|19\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3])[-_.:h]?([0-5]\d)[-_.:m]?([0-5]\d)"
_DAY_FIRST = re.compile(r"@([0-2]\d|3[01])-(0[1-9]|1[0-2])-(20\d\d)_(\d\d)-(\d\d)-(\d\d)")
_MOMENT = re.compile(rf"(?<!\d){_DATE}(?:(?:[-_ T.]| at | um |\s)*{_TIME})?(?!\d{{5}})")
# Milliseconds since 1970, as downloads and chat apps use them: 2001 to 2033.
_EPOCH = re.compile(r"(?<!\d)1\d{12}(?!\d)")
_APPS = (
    ("WhatsApp", re.compile(r"^(?:IMG|VID|STK)-\d{8}-WA\d{4}|^WhatsApp (?:Image|Bild|Video)")),
    (
        "Telegram",
        re.compile(r"^photo_\d+@\d|^photo_\d{4}-\d\d-\d\d|^telegram[-_ ]", re.IGNORECASE),
    ),
    ("Signal", re.compile(r"^signal-\d{4}-\d\d-\d\d")),
    ("Facebook", re.compile(r"^FB_IMG_\d+|^\d{6,}_\d{10,}_\d+_[no]$")),
    ("Snapchat", re.compile(r"^Snapchat-\d+")),
    ("Threema", re.compile(r"^threema-", re.IGNORECASE)),
    ("Instagram", re.compile(r"^instagram[-_ ]", re.IGNORECASE)),
    ("Pixel", re.compile(r"^PXL_\d{8}_\d{9}")),
    ("Midjourney", re.compile(r"_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")),
    ("ComfyUI", re.compile(r"^ComfyUI_")),
    ("DALL-E", re.compile(r"^DALL[·.-]?E \d{4}")),
)
_SCREENSHOT = re.compile(r"^(?:screenshot|screen shot|bildschirmfoto|scr_)", re.IGNORECASE)
_OPEN_APP = re.compile(r"\d_([^\W\d_]{2,30}(?: [^\W\d_]{2,30})*)$")
# Counters of cameras (DCF 2.0, 3.2.3: four free characters and a number) and of phones.
_COUNTER = re.compile(
    r"^(?:IMG|DSC|DSCN|DSCF|DSC0|P|PICT|MVI|GOPR|GH01|DJI|CIMG|SAM|KIC|IMGP|HPIM|EV|_DSC|_MG|_IMG)"
    r"[-_]?(\d{4,7})(?:\s?\(\d+\))?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that programs, cameras and messengers put into names themselves.
_USUAL = frozenset(
    re.findall(
        r"\w+",
        """
        image img picture pictures pict photo photos foto fotos bild bilder dsc dscn dscf dcim pxl
        mvi vid video portrait burst cover collage edited edit bearbeitet copy kopie final
        screenshot screen shot bildschirmfoto scan scanned scr unnamed unbenannt untitled download
        file datei document dokument whatsapp telegram signal snapchat facebook instagram threema
        comfyui midjourney jpg jpeg png heic heif webp tif tiff gif bmp avif original large small
        thumb thumbnail hdr pano panorama night gopr dji cimg sam imgp from von vom und and the der
        die das mit with temp tmp export preview icon logo avatar test sample picsart photoroom
        generated dall
        """,
    )
)


def file_name(name: str) -> tuple[Finding, ...]:
    """Return what a file's name gives away, worst first; the folder before it is not looked at.

    Values: `words`, `date` ("2024-05-17 13:05:09"), `counter`, `app`, `screenshot`.
    """
    stem = re.split(r"[\\/]", name[-_MOST:])[-1].rpartition(".")[0] or name[-_MOST:]
    found = (_words(stem), _moment(stem), _counter(stem), _app(stem))
    return tuple(finding for finding in found if finding is not None)


def _words(stem: str) -> Finding | None:
    told = [word for word in _WORD.findall(stem) if word.lower() not in _USUAL]
    if not told or _is_random(stem) or _SCREENSHOT.match(stem):
        return None
    return Finding(Category.TEXT, Severity.MEDIUM, {"words": " ".join(told)[:_SHOWN]})


def _is_random(stem: str) -> bool:
    """Tell ids and hashes from words: letters and digits in turn, or hexadecimal alone."""
    joined = re.sub(r"[-_ ]", "", stem)
    if re.fullmatch(r"[0-9a-fA-F]{16,}", joined):
        return True
    changes = len(re.findall(r"\d[^\W\d_]|[^\W\d_]\d", joined))
    return changes * 4 >= len(joined) > 7


def _moment(stem: str) -> Finding | None:
    text = _date(stem)
    return Finding(Category.TIMESTAMP, Severity.MEDIUM, {"date": text}) if text else None


def _date(stem: str) -> str | None:
    if found := _DAY_FIRST.search(stem):
        day, month, year, *time = found.groups()
        return f"{year}-{month}-{day} {':'.join(time)}"
    if found := _MOMENT.search(stem):
        year, month, day, *time = found.groups()
        return f"{year}-{month}-{day}" + (f" {':'.join(time)}" if time[0] else "")
    if found := _EPOCH.search(stem):
        return f"{datetime.fromtimestamp(int(found[0]) / 1000, UTC):%Y-%m-%d %H:%M:%S}"
    return None


def _counter(stem: str) -> Finding | None:
    found = _COUNTER.match(stem)
    return found and Finding(Category.DEVICE, Severity.LOW, {"counter": found[1]})


def _app(stem: str) -> Finding | None:
    values = dict(_traits(stem))
    return Finding(Category.SOFTWARE, Severity.LOW, values) if values else None


def _traits(stem: str) -> Iterator[tuple[str, str]]:
    app = next((name for name, pattern in _APPS if pattern.search(stem)), None)
    if app:
        yield "app", app
    if _SCREENSHOT.match(stem):
        yield "screenshot", "yes"
        # Phones add the app that was open: Screenshot_20240517-130509_Chrome.
        if shown := _OPEN_APP.search(stem):
            yield "app", shown[1]

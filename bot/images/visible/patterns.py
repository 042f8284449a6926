"""What a line of text gives away, by pattern and checksum; the line itself goes no further.

IBAN: ISO 13616 with the ISO 7064 MOD 97-10 check. Cards: ISO/IEC 7812-1 annex B (Luhn). Passports
and identity cards: the machine-readable zone of ICAO Doc 9303. Plates: the forms of Germany
(FZV annex 1), Austria and Switzerland.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.images.results import Writing

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b")
_IBAN_LENGTHS = {
    "DE": 22,
    "AT": 20,
    "CH": 21,
    "LI": 21,
    "FR": 27,
    "IT": 27,
    "ES": 24,
    "NL": 18,
    "BE": 16,
    "LU": 20,
    "PL": 28,
    "CZ": 24,
    "DK": 18,
    "GB": 22,
    "IE": 22,
    "PT": 25,
    "SE": 24,
    "NO": 15,
    "FI": 18,
    "HU": 28,
    "SI": 19,
    "SK": 24,
    "HR": 21,
    "RO": 24,
    "BG": 22,
    "GR": 27,
    "TR": 26,
}
_CARD = re.compile(r"(?<![\d])\d(?:[ -]?\d){12,18}(?![\d])")
_ZONE = re.compile(r"[A-Z0-9<]{28,44}")
_EMAIL = re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|00)[1-9]\d(?:[ ()/-]{0,2}\d){6,12}(?![\w,])")
_LOCAL_PHONE = re.compile(
    r"(?:tel|fon|phone|mobil|handy|fax)\w*[.:]*\s*\(?0\d(?:[ ()/-]{0,2}\d){5,11}", re.IGNORECASE
)
_STREET = re.compile(
    r"[A-ZÄÖÜ][\w.-]* ?(?i:straße|strasse|straBe|strae|str\.|gasse|weg|allee|platz|damm|ufer)"
    r"\s+\d{1,4}\s?[a-z]?\b|\b\d{1,5}\s+[A-Z]\w+\s+(?:Street|St\.|Road|Rd\.|Avenue|Ave\.|Lane)\b"
)
_TOWN = re.compile(
    r"(?<!\d)(?:[DAC]H?-)?\d{4,5}\s+[A-ZÄÖÜ][a-zäöüß]{2,}(?:[ -][A-ZÄÖÜ(]?[\w).]+)*$"
)
_CODE_WORD = re.compile(
    r"\b(?:code|tan|otp|pin|verification|bestätigung|sicherheits)\w*\b", re.IGNORECASE
)
_CODE = re.compile(r"(?<!\d)(?:\d{6}|\d{3}[ -]\d{3}|\d{4}|\d{8})(?!\d)")

# A district, then letters and digits: B-AB 1234, M:XY 12E. At least one mark between them, or any
# two capitals with a number behind would be one.
_GERMAN = r"[A-ZÄÖÜ]{1,3}[ :·.•-]{1,2}[A-Z]{1,2}[ ]?\d{1,4}[EH]?"
_AUSTRIAN = r"(?:W|G|L|S|K|B|E|I|[A-Z]{2})[ :·.•-]{1,2}\d{1,5}[ ]?[A-Z]{1,3}"
_SWISS = (
    r"(?:AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)"
    r"[ :·.•*-]{1,2}\d{3,6}"
)
_PLATE = re.compile(rf"(?:[DA]\s|CH\s)?(?:{_GERMAN}|{_AUSTRIAN}|{_SWISS})")


def writing(line: str) -> Writing | None:
    """Tell what a line is; the first that fits counts, because checksums say most.

    Account numbers come before cards: the tail of one may pass the check of the other.
    """
    text = line.strip()
    return next((kind for kind, holds in _KINDS if holds(text)), None)


def _is_iban(text: str) -> bool:
    return any(_valid_iban(match[0]) for match in _IBAN.finditer(text))


def _valid_iban(found: str) -> bool:
    packed = found.replace(" ", "")
    length = _IBAN_LENGTHS.get(packed[:2])
    if length is None or len(packed) < length:
        return False
    turned = packed[4:length] + packed[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _is_card(text: str) -> bool:
    return any(_passes_luhn(match[0]) for match in _CARD.finditer(text))


def _passes_luhn(found: str) -> bool:
    digits = [int(each) for each in found if each.isdigit()]
    if len(set(digits)) < 2:
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_zone(text: str) -> bool:
    """Tell a line of a machine-readable zone: 30, 36 or 44 signs, one or two of them misread."""
    packed = text.replace(" ", "").replace("«", "<<")
    return _ZONE.fullmatch(packed) is not None and packed.count("<") >= 3


def _is_phone(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_PHONE, _LOCAL_PHONE))


def _is_address(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_STREET, _TOWN))


def _is_plate(text: str) -> bool:
    """Tell a plate that stands alone on its line, as one in a picture does."""
    return _PLATE.fullmatch(text) is not None


def _is_code(text: str) -> bool:
    return _CODE_WORD.search(text) is not None and _CODE.search(text) is not None


_KINDS: tuple[tuple[Writing, Callable[[str], bool]], ...] = (
    (Writing.IBAN, _is_iban),
    (Writing.CARD, _is_card),
    (Writing.DOCUMENT, _is_zone),
    (Writing.EMAIL, lambda text: _EMAIL.search(text) is not None),
    (Writing.PHONE, _is_phone),
    (Writing.ONE_TIME_CODE, _is_code),
    (Writing.PLATE, _is_plate),
    (Writing.ADDRESS, _is_address),
)


def telling(lines: list[str]) -> Iterator[tuple[int, Writing]]:
    """Yield the position of each line that gives something away, and what it is."""
    for position, line in enumerate(lines):
        kind = writing(line)
        if kind is not None:
            yield position, kind

"""Numbers of a JPEG XL codestream (ISO/IEC 18181-1 annex B), least significant bit first."""

from __future__ import annotations

from bot.images.formats.isobmff.boxes import damaged

Choices = tuple[tuple[int, int], ...]  # (least value, bits behind it) for each selector
ENUM: Choices = ((0, 0), (1, 0), (2, 4), (18, 6))
NAME: Choices = ((0, 0), (0, 4), (16, 5), (48, 10))


class Bits:
    """Reads numbers bit by bit; raises `Rejected(DAMAGED)` behind the end."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        self._data, self._at = data, 8 * start

    @property
    def byte(self) -> int:
        """The byte in which the next bit stands, or that begins with it."""
        return (self._at + 7) // 8

    def take(self, count: int) -> int:
        """Read an unsigned number of so many bits, at most 64."""
        if self._at + count > 8 * len(self._data):
            raise damaged("a codestream that breaks off")
        first, shift = divmod(self._at, 8)
        self._at += count
        value = int.from_bytes(self._data[first : first + 9], "little") >> shift
        return value & ((1 << count) - 1)

    def flag(self) -> bool:
        """Read a single bit."""
        return self.take(1) == 1

    def number(self, choices: Choices) -> int:
        """Read a number whose first two bits choose its least value and its bits (B.2.2)."""
        least, count = choices[self.take(2)]
        return least + self.take(count)

    def long(self) -> int:
        """Read a number of up to 64 bits (B.2.4)."""
        match self.take(2):
            case 0:
                return 0
            case 1:
                return 1 + self.take(4)
            case 2:
                return 17 + self.take(8)
        value, shift = self.take(12), 12
        while self.flag():
            value |= self.take(4 if shift == 60 else 8) << shift
            if shift == 60:
                break
            shift += 8
        return value

    def skip(self, count: int) -> None:
        """Pass over so many bits."""
        if count > 8 * len(self._data) - self._at:
            raise damaged("a codestream that breaks off")
        self._at += count

    def halves(self, count: int) -> None:
        """Pass over so many half-precision numbers (B.2.6)."""
        self.skip(16 * count)

    def name(self) -> bytes:
        """Read a name."""
        return bytes(self.take(8) for _ in range(self.number(NAME)))

    def extensions(self) -> None:
        """Pass over extensions: which there are, how long each is, and all of them (B.3)."""
        present = self.long()
        lengths = [self.long() for at in range(64) if present >> at & 1]
        self.skip(sum(lengths))

    def align(self) -> None:
        """Go on to the next whole byte."""
        self._at = 8 * self.byte

"""The sample pictures as they are seen; what hides in them is `bot.demo.samples`' matter."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

SIZE = (1440, 1080)
Colour = tuple[int, int, int]
INK = (44, 62, 92)


def _gradient(top: Colour, bottom: Colour, size: tuple[int, int] = SIZE) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        mixed = [round(a + (b - a) * y / 255) for a, b in zip(top, bottom, strict=True)]
        column.putpixel((0, y), (mixed[0], mixed[1], mixed[2]))
    return column.resize(size)


def beach() -> Image.Image:
    """A beach at dusk."""
    picture = _gradient((38, 70, 130), (250, 170, 110))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((900, 470, 1100, 670), fill=(255, 226, 150))
    picture.paste(_gradient((190, 110, 110), (24, 60, 100), (1440, 240)), (0, 600))
    for row in range(10):
        y, half = 612 + row * 22, 90 - row * 7
        draw.line((1000 - half, y, 1000 + half, y), fill=(255, 214, 150), width=6)
    draw.polygon(
        [(0, 1080), (0, 850), (500, 800), (1440, 860), (1440, 1080)], fill=(222, 190, 140)
    )
    draw.polygon([(300, 560), (300, 690), (210, 690)], fill=(250, 250, 245))
    draw.polygon([(308, 590), (308, 690), (380, 690)], fill=(240, 230, 220))
    draw.polygon([(190, 698), (400, 698), (370, 735), (225, 735)], fill=(120, 60, 50))
    draw.line((1150, 960, 1230, 700), fill=(110, 80, 60), width=10)
    draw.pieslice((1060, 620, 1400, 860), 180, 360, fill=(214, 72, 66))
    draw.pieslice((1160, 620, 1300, 860), 180, 360, fill=(250, 244, 236))
    return picture


def sports_day() -> Image.Image:
    """Three children on a running track before their school."""
    picture = _gradient((120, 190, 240), (220, 240, 250))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 640, 1440, 1080), fill=(98, 170, 92))
    draw.polygon([(0, 1080), (260, 640), (420, 640), (500, 1080)], fill=(196, 96, 70))
    draw.rectangle((900, 380, 1340, 640), fill=(236, 220, 190))
    draw.polygon([(860, 390), (1120, 250), (1380, 390)], fill=(160, 70, 60))
    for x in (950, 1070, 1190):
        draw.rectangle((x, 450, x + 70, 540), fill=(130, 170, 200))
    for x, shirt in ((430, (235, 180, 50)), (640, (80, 120, 210)), (820, (210, 80, 120))):
        _child(draw, x, 560, shirt)
    return picture


def _child(draw: ImageDraw.ImageDraw, x: int, y: int, shirt: Colour) -> None:
    for dx in (-30, 30):
        draw.line((x, y + 190, x + dx, y + 310), fill=(60, 60, 80), width=22)
    draw.line((x - 80, y + 70, x + 80, y + 130), fill=(240, 200, 170), width=18)
    draw.rounded_rectangle((x - 45, y + 50, x + 45, y + 210), 24, fill=shirt)
    draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill=(244, 206, 176))
    draw.pieslice((x - 52, y - 58, x + 52, y + 40), 180, 360, fill=(90, 60, 40))
    for dx in (-16, 16):
        draw.ellipse((x + dx - 5, y, x + dx + 5, y + 10), fill=(50, 40, 40))
    draw.arc((x - 18, y + 4, x + 18, y + 28), 20, 160, fill=(160, 70, 70), width=4)


def castle() -> Image.Image:
    """A castle above the clouds."""
    picture = _gradient((70, 50, 120), (240, 170, 200), (960, 960))
    draw = ImageDraw.Draw(picture)
    for x, y, r in ((120, 800, 150), (330, 850, 190), (600, 830, 210), (860, 810, 180)):
        draw.ellipse((x - r, y - r // 2, x + r, y + r // 2), fill=(250, 240, 250))
    for x, top, wide in ((300, 420, 110), (430, 280, 130), (580, 380, 110)):
        draw.rectangle((x, top, x + wide, 780), fill=(230, 220, 240))
        draw.polygon(
            [(x - 14, top), (x + wide // 2, top - 150), (x + wide + 14, top)], fill=(110, 70, 160)
        )
        draw.rounded_rectangle((x + wide // 2 - 14, top + 60, x + wide // 2 + 14, top + 120), 14,
                               fill=(90, 70, 120))  # fmt: skip
    draw.ellipse((180, 740, 800, 900), fill=(255, 250, 255))
    return picture


def cat() -> Image.Image:
    """A cat with green eyes."""
    picture = _gradient((246, 214, 170), (220, 160, 130), (1200, 900))
    draw = ImageDraw.Draw(picture)
    fur, dark = (92, 84, 92), (60, 54, 62)
    draw.ellipse((330, 480, 870, 1000), fill=fur)
    draw.polygon([(400, 330), (430, 120), (560, 250)], fill=fur)
    draw.polygon([(800, 330), (770, 120), (640, 250)], fill=fur)
    draw.ellipse((390, 210, 810, 590), fill=fur)
    for x in (500, 700):
        draw.ellipse((x - 46, 340, x + 46, 420), fill=(206, 214, 90))
        draw.ellipse((x - 12, 342, x + 12, 418), fill=(20, 20, 20))
    draw.polygon([(576, 450), (624, 450), (600, 480)], fill=(230, 140, 150))
    for side in (-1, 1):
        for dy in (-14, 8, 30):
            draw.line((600 + side * 50, 480, 600 + side * 230, 470 + dy), fill=dark, width=4)
    return picture


def flowers() -> Image.Image:
    """Four flowers in a meadow."""
    picture = _gradient((200, 226, 244), (150, 200, 130))
    draw = ImageDraw.Draw(picture)
    blooms = ((260, 470, (226, 80, 96)), (560, 380, (240, 180, 60)), (860, 500, (150, 100, 210)),
              (1160, 400, (240, 130, 170)))  # fmt: skip
    for x, y, colour in blooms:
        draw.line((x, y, x + 20, 1080), fill=(60, 130, 70), width=16)
        draw.ellipse((x + 14, y + 300, x + 150, y + 360), fill=(70, 150, 80))
        for dx, dy in (
            (-80, 0),
            (80, 0),
            (0, -80),
            (0, 80),
            (-58, -58),
            (58, -58),
            (-58, 58),
            (58, 58),
        ):
            draw.ellipse((x + dx - 56, y + dy - 56, x + dx + 56, y + dy + 56), fill=colour)
        draw.ellipse((x - 46, y - 46, x + 46, y + 46), fill=(250, 226, 120))
    return picture


def letter(*, covered: bool) -> Image.Image:
    """A letter on a desk, with its address to be read or `covered` by a bar."""
    picture = _gradient((128, 96, 74), (92, 66, 52))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(330, 120), (1130, 80), (1180, 1040), (290, 1060)], fill=(250, 247, 238))
    for line, text in enumerate(("Mia Example", "Demoweg 12", "27472 Cuxhaven")):
        font = ImageFont.load_default(78)
        draw.text((430, 210 + line * 100), text, fill=INK, font=font)
    for line in range(7):
        draw.line((430, 610 + line * 58, 1010 - line % 3 * 90, 610 + line * 58), INK, 9)
    if covered:
        draw.rectangle((400, 180, 1080, 520), fill=(12, 12, 14))
    draw.ellipse((1130, 700, 1390, 960), fill=(236, 232, 226))
    draw.ellipse((1160, 730, 1360, 930), fill=(84, 52, 36))
    return picture

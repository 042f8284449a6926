"""Looks at a picture for what it shows, and draws it with that outlined."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from bot.images.decode import Undecodable
from bot.images.formats.container import Picture
from bot.images.results import Options, Subject, Visible
from bot.images.visible.pixels import Scene, scene


def make_ready() -> None:
    """Import all that looking and covering need, for a process that soon cannot import."""
    from PIL import Image, ImageFont

    Image.init()  # every decoder: Pillow imports some when a picture turns out to need them
    from bot.images.visible import codes, faces, moving, pixels, preview, redaction  # noqa: F401

    faces.detector()
    codes.decoder()
    pixels.heif()
    ImageFont.load_default(preview.LABEL)


def examine(
    data: bytes, picture: Picture, options: Options
) -> tuple[Visible | None, bytes | None]:
    """Return what a picture shows of what is asked for, and a preview if one is."""
    subjects = {*options.look, *options.cover}
    if picture.frames > 1:
        shown, found = _moving(data, picture, subjects, harder=options.harder)
    else:
        shown = scene(data, picture)
        found = look(shown, subjects, harder=options.harder) if shown else None
    if shown is None:
        return None, None
    if not options.preview:
        return found, None
    from bot.images.visible.preview import draw

    boxes = (*(found.boxes if found else ()), *options.areas)
    return found, draw(shown, boxes, gridded=options.preview == "grid")


def _moving(
    data: bytes, picture: Picture, subjects: Collection[Subject], *, harder: bool
) -> tuple[Scene | None, Visible | None]:
    """Return the first frame of an animation, and what all of them show."""
    from bot.images.visible import moving

    if not moving.fits(picture):
        return None, None
    with suppress(Undecodable):
        shown = next(moving.scenes(data, picture))
        every = moving.scenes(data, picture)
        return shown, moving.look(every, lambda each: look(each, subjects, harder=harder))
    return None, None


def look(shown: Scene, subjects: Collection[Subject], *, harder: bool = False) -> Visible | None:
    """Look for subjects; None where none of them can be looked for here.

    Detectors are imported here, when they are wanted.
    """
    found = Visible()
    if Subject.FACES in subjects:
        from bot.images.visible import faces

        found = replace(found, faces=faces.find(shown, harder=harder))
    if Subject.CODES in subjects:
        from bot.images.visible import codes

        found = replace(found, codes=codes.find(shown))
    if Subject.TEXT in subjects:
        from bot.images.visible import text

        found = replace(found, text=text.find(shown))
    return None if found == Visible() else found

from __future__ import annotations

import io
from collections.abc import Callable

import piexif
import pytest
from PIL import Image
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.demo.emulator import Emulator
from bot.demo.emulator.files import DOWNLOAD_LIMIT

Picture = Callable[..., bytes]


async def fetch(bot: Bot, file_id: str) -> bytes:
    file = await bot.get_file(file_id)
    return bytes(await file.download_as_bytearray())


async def test_a_document_comes_back_byte_for_byte(emulator: Emulator, bot: Bot) -> None:
    data = bytes(range(256)) * 999

    emulator.person("Mia").send_document("räume.bin", data, caption="look")

    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.caption == "look"
    assert update.message.document.file_name == "räume.bin"
    assert await fetch(bot, update.message.document.file_id) == data


async def test_a_photo_is_re_encoded_upright_and_without_metadata(
    emulator: Emulator, bot: Bot, picture: Picture
) -> None:
    exif = piexif.dump(
        {"0th": {piexif.ImageIFD.Model: b"Planted", piexif.ImageIFD.Orientation: 6}}
    )

    await emulator.person("Mia").send_photo(picture("JPEG", (1000, 500), exif=exif))

    (update,) = await bot.get_updates()
    assert update.message is not None
    sizes = [(each.width, each.height) for each in update.message.photo]
    assert sizes == [(45, 90), (160, 320), (400, 800), (500, 1000)]
    data = await fetch(bot, update.message.photo[-1].file_id)
    assert b"Planted" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (500, 1000)
        assert not image.getexif()


async def test_what_is_no_picture_is_no_photo(bot: Bot, mia: int) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(mia, b"not a picture")


async def test_an_upload_keeps_name_and_bytes(bot: Bot, mia: int, picture: Picture) -> None:
    data = picture()

    message = await bot.send_document(mia, data, filename="clean.png")

    assert message.document is not None
    assert message.document.file_name == "clean.png"
    assert await fetch(bot, message.document.file_id) == data


async def test_a_file_id_can_be_sent_again(bot: Bot, mia: int) -> None:
    first = await bot.send_document(mia, b"data", filename="a.bin")
    assert first.document is not None

    second = await bot.send_document(mia, first.document.file_id)

    assert second.document is not None
    assert second.document.file_unique_id == first.document.file_unique_id


async def test_an_album_shares_its_id(bot: Bot, mia: int) -> None:
    first, second = await bot.send_media_group(
        mia,
        [InputMediaDocument(b"1", filename="1.bin"), InputMediaDocument(b"2", caption="both")],
    )

    assert first.media_group_id == second.media_group_id is not None
    assert second.caption == "both"


async def test_documents_and_photos_do_not_mix(
    emulator: Emulator, bot: Bot, mia: int, picture: Picture
) -> None:
    with pytest.raises(BadRequest, match="can't be mixed"):
        await bot.send_media_group(mia, [InputMediaDocument(b"1"), InputMediaPhoto(picture())])

    assert emulator.world.messages.all(mia) == []


async def test_an_album_of_one_is_refused(bot: Bot, mia: int) -> None:
    with pytest.raises(BadRequest, match="from 2 to 10"):
        await bot.send_media_group(mia, [InputMediaDocument(b"1")])


async def test_each_item_of_a_users_album_is_its_own_update(emulator: Emulator, bot: Bot) -> None:
    files = [("a.bin", "image/png", b"1"), ("b.bin", "image/png", b"2")]

    await emulator.person("Mia").send_album(files, caption="two")

    first, second = [update.message for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("two", None)


async def test_more_than_20_megabytes_cannot_be_downloaded(emulator: Emulator, bot: Bot) -> None:
    sent = emulator.person("Mia").send_document("big", b"x", size=DOWNLOAD_LIMIT + 1)

    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.get_file(sent["document"]["file_id"])


async def test_an_unknown_file_is_refused(bot: Bot, mia: int) -> None:
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        await bot.get_file("made-up")
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(mia, "made-up")


async def test_a_photo_can_be_replaced_by_another_with_its_words(bot, mia, picture):
    sent = await bot.send_photo(mia, picture(size=(60, 40)), caption="old")
    media = InputMediaPhoto(picture(size=(90, 30)), caption="<b>new</b>", parse_mode="HTML")
    edited = await bot.edit_message_media(media, mia, sent.message_id)
    assert edited.message_id == sent.message_id
    assert edited.caption == "new"
    assert edited.photo[-1].width == 90


async def test_a_text_has_no_media_to_replace(bot, mia, picture):
    sent = await bot.send_message(mia, "text")
    with pytest.raises(BadRequest, match="no media"):
        await bot.edit_message_media(InputMediaPhoto(picture()), mia, sent.message_id)

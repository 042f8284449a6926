"""Methods that post files, and getFile."""

from __future__ import annotations

import asyncio

from bot.demo.emulator.call import Call, Upload
from bot.demo.emulator.errors import ApiError, Json, bad_request
from bot.demo.emulator.files import UPLOAD_LIMIT, encode_photo
from bot.demo.emulator.messages import album_id
from bot.demo.emulator.methods.content import call_caption, caption_content, post
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.world import World


@method("sendDocument")
async def send_document(world: World, call: Call) -> Json:
    """Post a file, byte for byte."""
    world.chats.writable(call.integer("chat_id"))
    document = _document(world, call, _source(call, "document"))
    return post(world, call, {**document, **call_caption(call)})


@method("sendPhoto")
async def send_photo(world: World, call: Call) -> Json:
    """Post a photo, re-encoded."""
    world.chats.writable(call.integer("chat_id"))
    photo = await _photo(world, call, _source(call, "photo"))
    spoiler: Json = {"has_media_spoiler": True} if call.boolean("has_spoiler") else {}
    return post(world, call, {**photo, **spoiler, **call_caption(call)})


@method("sendMediaGroup")
async def send_media_group(world: World, call: Call) -> list[Json]:
    """Post 2 to 10 photos or documents as one album; nothing is posted where one is bad."""
    world.chats.writable(call.integer("chat_id"))
    media = call.json("media")
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise bad_request("there must be from 2 to 10 media in an album")
    kinds = {each.get("type") for each in media}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [await item(world, call, each) for each in media]
    group = album_id()
    return [post(world, call, {**content, "media_group_id": group}) for content in contents]


@method("getFile")
async def get_file(world: World, call: Call) -> Json:
    """Return where a file can be downloaded."""
    return world.files.downloadable(call.text("file_id"))


async def item(world: World, call: Call, media: Json) -> Json:
    """Return the content that one `InputMedia` of a call stands for."""
    caption = caption_content(
        media.get("caption", ""), media.get("parse_mode", ""), media.get("caption_entities")
    )
    source = str(media.get("media", ""))
    match media.get("type"):
        case "document":
            return {**_document(world, call, source), **caption}
        case "photo":
            return {**await _photo(world, call, source), **caption}
    raise bad_request("can't parse InputMedia: the emulator takes photos and documents")


def _source(call: Call, field: str) -> str:
    """Return `attach://NAME` for an upload (also one under the field's own name), or a file id."""
    return f"attach://{field}" if field in call.uploads else call.text(field)


def _upload(call: Call, source: str) -> Upload | None:
    if not source:
        raise bad_request("there is no file in the request")
    if not source.startswith("attach://"):
        return None
    upload = call.uploads.get(source.removeprefix("attach://"))
    if upload is None:
        raise bad_request("can't find the attached file")
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    return upload


def _document(world: World, call: Call, source: str) -> Json:
    upload = _upload(call, source)
    if upload is None:
        return {"document": world.files.get(source).document()}
    return {"document": world.files.add(upload.name, upload.type, upload.data).document()}


async def _photo(world: World, call: Call, source: str) -> Json:
    upload = _upload(call, source)
    if upload is None:
        return {"photo": world.files.photo(world.files.get(source).id)}
    encoded = await asyncio.to_thread(encode_photo, upload.data)
    return {"photo": world.files.add_photo(encoded)}

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, ClientSession, FormData
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError
from yarl import URL

from bot.demo import demo_settings, serve
from bot.demo.emulator import Emulator
from bot.demo.emulator.world import CLUB_ID, GROUP_ID, MIA
from bot.settings import Settings

Picture = Callable[..., bytes]


class Page:
    """What the page does, over HTTP."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def get(self, path: str) -> Any:
        async with self._session.get(f"{self._url}/demo/{path}") as response:
            return await response.json()

    async def raw(self, path: str) -> ClientResponse:
        async with self._session.get(f"{self._url}/demo/{path}") as response:
            await response.read()
            return response

    async def act(self, action: str, **body: Any) -> Any:
        return await self.post(f"chats/{MIA}/{action}", {"as": MIA, **body})

    async def disarm(self) -> Any:
        async with self._session.delete(f"{self._url}/demo/faults") as response:
            return await response.json()

    async def post(self, path: str, body: Any) -> Any:
        async with self._session.post(f"{self._url}/demo/{path}", json=body) as response:
            return await response.json()


@pytest.fixture
async def page(emulator: Emulator) -> AsyncIterator[Page]:
    async with ClientSession() as session:
        yield Page(session, emulator.url)


async def test_the_state_names_people_and_their_chats(page: Page) -> None:
    state = await page.get("state")

    chats = {each["user"]["first_name"]: each["chats"] for each in state["people"]}
    assert [chat["id"] for chat in chats["Mia"]] == [MIA, CLUB_ID]
    assert [chat["id"] for chat in chats["Anna"]][1] == GROUP_ID
    assert len(chats["Anna"][1]["members"]) == 4


async def test_what_a_person_does_comes_to_the_bot(page: Page, bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="x")]])
    sent = await bot.send_message(MIA, "x", reply_markup=keyboard)

    written = (await page.act("text", text="hello", reply_to=sent.message_id))["result"]
    await page.act("edit", message_id=written["message_id"], text="changed")
    await page.act("press", message_id=sent.message_id, data="x")
    await page.act("sample", name="castle.png")
    await page.act("sample", name="beach.jpg")

    updates = await bot.get_updates()
    assert [update.update_id - updates[0].update_id for update in updates] == [0, 1, 2, 3]
    assert updates[3].message is not None
    assert updates[3].message.document is not None


async def test_a_deleted_message_is_gone_from_the_chat(page: Page) -> None:
    written = (await page.act("text", text="hello"))["result"]

    await page.act("delete", message_id=written["message_id"])

    assert await page.get(f"chats/{MIA}/messages") == []


@pytest.mark.parametrize("how", ["photo", "file"])
async def test_several_files_are_an_album(
    emulator: Emulator, bot: Bot, picture: Any, how: str
) -> None:
    form = FormData({"as": str(MIA), "how": how, "caption": "two"})
    for name in ("a.png", "b.png"):
        form.add_field("file", picture(), filename=name, content_type="image/png")

    url = f"{emulator.url}/demo/chats/{MIA}/files"
    async with ClientSession() as session, session.post(url, data=form) as response:
        assert response.status == 200

    messages = [update.message for update in await bot.get_updates()]
    assert len({each.media_group_id for each in messages if each}) == 1
    assert all(bool(each.photo) is (how == "photo") for each in messages if each)


async def test_faults_are_armed_and_disarmed(page: Page, bot: Bot) -> None:
    await page.post("faults", {"method": "sendMessage", "error": 500})

    with pytest.raises(NetworkError):
        await bot.send_message(MIA, "x")
    await page.post("faults", {"method": "sendMessage", "error": 500})
    assert (await page.disarm())["ok"] is True
    assert await bot.send_message(MIA, "x")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("faults", {"nonsense": 1}),
        (f"chats/{MIA}/text", {"as": MIA}),
        (f"chats/{MIA}/text", {"as": 1, "text": "x"}),
        (f"chats/{GROUP_ID}/text", {"as": MIA, "text": "not a member"}),
    ],
)
async def test_a_bad_request_is_refused_in_words(page: Page, path: str, body: Any) -> None:
    answer = await page.post(path, body)

    assert answer["ok"] is False
    assert answer["description"]


async def test_a_strangers_file_cannot_run_as_a_page(emulator: Emulator) -> None:
    sent = emulator.person("Mia").send_document("x.html", b"<script>1</script>", kind="text/html")
    url = f"{emulator.url}/demo/files/{sent['document']['file_id']}"

    async with ClientSession() as session, session.get(url) as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Content-Security-Policy"] == "sandbox"
        assert response.content_type == "application/octet-stream"


async def test_the_page_loads_nothing_from_elsewhere(emulator: Emulator) -> None:
    async with ClientSession() as session, session.get(f"{emulator.url}/") as response:
        assert response.status == 200
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "://" not in (await response.text()).replace("http://www.w3.org", "")


async def test_nothing_beside_the_page_is_served(emulator: Emulator) -> None:
    for path in ("page/..%2f__init__.py", "page/nothing.js", "page/%2e%2e"):
        url = URL(f"{emulator.url}/{path}", encoded=True)
        async with ClientSession() as session, session.get(url) as response:
            assert response.status == 404


async def test_serve_runs_the_bot_with_settings_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:operators-own")
    monkeypatch.setenv("BOT_WEBHOOK_URL", "https://example.org/hook")
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", "secret")
    seen: list[tuple[str, Settings]] = []
    addresses: list[str] = []

    async def run(settings: Settings) -> None:
        async with ClientSession() as session:
            url = f"{settings.api_url}/bot{settings.bot_token()}/getMe"
            async with session.get(url) as response:
                seen.append(((await response.json())["result"]["username"], settings))

    await serve(0, run, ready=addresses.append)

    ((username, settings),) = seen
    assert username == "image_privacy_demo_bot"
    assert settings.webhook_url is None
    assert addresses == [f"{settings.api_url}/"]
    assert not settings.pseudonym_key_file().parent.exists()


async def test_the_demos_token_is_of_the_right_shape(emulator: Emulator, tmp_path: Path) -> None:
    assert demo_settings(emulator, tmp_path).bot_token() == emulator.token


async def test_a_picture_sent_as_file_has_a_small_picture_of_it(
    page: Page, emulator: Emulator, picture: Picture
) -> None:
    sent = emulator.person("Mia").send_document("a.png", picture())

    answer = await page.raw(f"files/{sent['document']['file_id']}/thumbnail")

    assert answer.content_type == "image/jpeg"


async def test_what_is_no_picture_has_none(page: Page, emulator: Emulator) -> None:
    sent = emulator.person("Mia").send_document("a.png", b"no picture")

    answer = await page.raw(f"files/{sent['document']['file_id']}/thumbnail")

    assert answer.status == 204


async def test_everybody_has_a_role(page: Page) -> None:
    people = (await page.get("state"))["people"]

    roles = {each["user"]["first_name"]: each["role"] for each in people}

    assert roles["Anna"] == "admin"
    assert roles["Chris"] == "newcomer"


async def test_a_person_blocks_the_bot_until_they_write(page: Page, emulator: Emulator) -> None:
    await page.act("text", text="hello")
    await page.act("block")
    assert emulator.world.chats.blocked == {MIA}

    await page.act("text", text="again")

    assert emulator.world.chats.blocked == set()

"""The demo's chat page in a real browser, at phone and desktop width.

Most tests play the bot through python-telegram-bot, the last ones run the real one. With
`DEMO_SCREENSHOTS` set to a folder the pictures of the README are written there.
"""

from __future__ import annotations

import asyncio
import io
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
)

from bot.demo.emulator import Emulator
from bot.demo.emulator.world import BEN, GROUP_ID, MIA
from bot.demo.samples import all_samples

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
PHONE, DESKTOP = (390, 844), (1280, 800)
SECONDS = 10
KEYBOARD = InlineKeyboardMarkup.from_row([
    InlineKeyboardButton("Details", callback_data="d"),
    InlineKeyboardButton("Map", callback_data="m"),
])  # fmt: skip

pytestmark = pytest.mark.skipif(
    BROWSER is None or DRIVER is None, reason="no Chromium with chromedriver is installed here"
)


class Page:
    """The page in the browser; every step runs in a thread, the emulator in the test's loop."""

    def __init__(self, driver: webdriver.Chrome, url: str) -> None:
        self.driver = driver
        self._url = url

    async def step(self, action: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.to_thread(action, *arguments)

    async def open(self, size: tuple[int, int] = DESKTOP, *, dark: bool = False) -> None:
        await self.step(self._open, size, dark)

    def _open(self, size: tuple[int, int], dark: bool) -> None:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1}
        self._devtools("Emulation.setDeviceMetricsOverride", {**metrics, "mobile": size == PHONE})
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self._devtools("Emulation.setEmulatedMedia", {"features": [scheme, still]})
        self.driver.get(self._url)
        self._wait("html[data-ready]")

    def _devtools(self, command: str, body: dict[str, Any]) -> None:
        self.driver.execute_cdp_cmd(command, body)

    def _wait(self, selector: str, text: str = "") -> WebElement:
        complaint = f"no {selector} with {text!r}"
        return self._until(lambda _: self._shown(selector, text), complaint)  # type: ignore[no-any-return]

    def _shown(self, selector: str, text: str) -> WebElement | None:
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        shown = [each for each in found if each.is_displayed() and text in each.text]
        return shown[-1] if shown else None

    def _until(self, condition: Callable[[webdriver.Chrome], Any], complaint: str) -> Any:
        # A bubble is replaced when its message changes: look again.
        stale = [StaleElementReferenceException]
        wait = WebDriverWait(self.driver, SECONDS, 0.05, ignored_exceptions=stale)
        return wait.until(condition, complaint)

    async def see(self, selector: str, text: str = "") -> WebElement:
        """Wait for the last element that is shown and holds `text`."""
        return await self.step(self._wait, selector, text)  # type: ignore[no-any-return]

    async def gone(self, selector: str) -> None:
        """Wait until no such element is shown."""

        def absent(driver: webdriver.Chrome) -> bool:
            found = driver.find_elements(By.CSS_SELECTOR, selector)
            return not any(each.is_displayed() for each in found)

        await self.step(self._until, absent, f"{selector} is still there")

    async def click(self, selector: str, text: str = "") -> None:
        """Click it once it is shown, or what has replaced it meanwhile."""

        def click(_: webdriver.Chrome) -> bool:
            element = self._shown(selector, text)
            if element is not None:
                element.click()
            return element is not None

        await self.step(self._until, click, f"no {selector} with {text!r} to click")

    async def type(self, text: str, selector: str = "#text") -> None:
        element = await self.see(selector)
        await self.step(element.send_keys, text)

    async def script(self, source: str) -> Any:
        return await self.step(self.driver.execute_script, source)

    async def shoot(self, path: Path) -> Image.Image:
        """Take a picture of the page; also for the README where it was asked for."""
        data: bytes = await self.step(self.driver.get_screenshot_as_png)
        await self.step(kept(path).write_bytes, data)
        return Image.open(io.BytesIO(data)).convert("RGB")

    def complaints(self) -> list[str]:
        """Return what the browser's console complains about."""
        return [each["message"] for each in self.driver.get_log("browser")]


def kept(path: Path) -> Path:
    """Return where a picture goes: `path`, or the folder the README's are wanted in."""
    folder = os.environ.get("DEMO_SCREENSHOTS")
    return Path(folder) / path.name if folder else path


def save_animation(path: Path, shots: list[tuple[Image.Image, int]]) -> Path:
    """Save pictures of the page, each shown for its milliseconds, as one GIF that repeats."""
    first, *others = [shot.quantize(96, dither=Image.Dither.NONE) for shot, _ in shots]
    durations = [shown for _, shown in shots]
    target = kept(path)
    first.save(
        target, save_all=True, append_images=others, duration=durations, loop=0, optimize=True
    )
    return target


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """A headless Chromium for all tests of the page."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    profile = tmp_path_factory.mktemp("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                     "--hide-scrollbars", f"--user-data-dir={profile}"):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    yield browser
    browser.quit()


@pytest.fixture
async def page(driver: webdriver.Chrome, emulator: Emulator) -> AsyncIterator[Page]:
    """The page of this test's emulator; a complaint in its console fails the test."""
    opened = Page(driver, f"{emulator.url}/")
    yield opened
    complaints = await opened.step(opened.complaints)
    await opened.step(driver.get, "about:blank")
    assert complaints == []


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    """The bot, played by the test."""
    emulator.world.chats.started.add(MIA)
    async with Bot(emulator.token, base_url=f"{emulator.url}/bot") as client:
        yield client


async def test_a_typed_message_reaches_the_bot(page: Page, bot: Bot) -> None:
    await page.open()

    await page.type("Darf mein Chef das?" + Keys.ENTER)

    await page.see(".mine .text", "Darf mein Chef das?")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "Darf mein Chef das?"


async def test_entities_are_elements_and_markup_in_words_stays_words(page: Page, bot: Bot) -> None:
    await page.open()

    await bot.send_message(
        MIA,
        '<b>Place</b> <i>here</i> <a href="https://example.org/">why</a> <code>x</code>'
        " &lt;img src=x onerror=alert(1)&gt;<blockquote expandable>a\nb\nc\nd</blockquote>",
        parse_mode="HTML",
    )

    text = await page.see(".theirs .text", "<img src=x onerror=alert(1)>")
    for tag in ("strong", "em", "code", "blockquote.folded", 'a[rel~="noopener"]'):
        assert await page.step(text.find_elements, By.CSS_SELECTOR, tag), tag
    assert await page.step(text.find_elements, By.TAG_NAME, "img") == []


async def test_a_pressed_button_waits_for_its_answer(page: Page, bot: Bot) -> None:
    await page.open()
    await bot.send_message(MIA, "Report", reply_markup=KEYBOARD)

    await page.click(".key", "Details")

    await page.see(".key.pressed[aria-busy]", "Details")
    (update,) = await bot.get_updates(timeout=SECONDS)
    assert update.callback_query is not None
    await update.callback_query.answer("Here they are")
    await page.see("#toast.shown", "Here they are")
    await page.gone(".key.pressed")


async def test_a_sample_is_one_click_away(page: Page, bot: Bot) -> None:
    await page.open()

    await page.click("#samples button", "Beach")

    await page.see(".mine .file", "PXL_20260704_185412.jpg")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None


async def test_several_files_go_as_an_album_of_photos(
    page: Page, bot: Bot, tmp_path: Path
) -> None:
    for name, colour in (("a.png", "red"), ("b.png", "blue")):
        Image.new("RGB", (80, 60), colour).save(tmp_path / name)
    await page.open()
    field = await page.step(page.driver.find_element, By.ID, "files")
    await page.step(field.send_keys, f"{tmp_path / 'a.png'}\n{tmp_path / 'b.png'}")

    await page.see("#attach-dialog[open]", "Send 2 files")
    await page.click("#attach-dialog label", "As photo")
    await page.type("two colours", "#caption")
    await page.click("#attach-dialog .primary")

    await page.see(".mine .photos.n2")
    first, second = [update.message for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert first.photo
    assert first.caption == "two colours"
    assert first.media_group_id == second.media_group_id


async def test_a_cleaned_file_can_be_saved(page: Page, bot: Bot) -> None:
    await page.open()

    await bot.send_document(MIA, b"clean bytes", filename="picture.jpg", caption="Cleaned")

    link = await page.see(".theirs a.file", "picture.jpg")
    assert await page.step(link.get_attribute, "download") == "picture.jpg"
    address = await page.step(link.get_attribute, "href")
    assert (
        await page.step(
            page.driver.execute_async_script,
            "fetch(arguments[0]).then((r) => r.text()).then(arguments[1])",
            address,
        )
        == "clean bytes"
    )


async def test_edits_and_deletions_change_the_chat_in_place(page: Page, bot: Bot) -> None:
    await page.open()
    first = await bot.send_message(MIA, "Working…")
    second = await bot.send_message(MIA, "to be removed")
    await page.see(".text", "to be removed")

    await first.edit_text("Done")
    await second.delete()

    await page.see(".text", "Done")
    await page.gone(f'[data-id="{second.message_id}"]')


async def test_the_arrow_up_edits_the_last_own_message(page: Page, bot: Bot) -> None:
    await page.open()
    await page.type("frist" + Keys.ENTER)
    await page.see(".mine .text", "frist")

    await page.type(Keys.ARROW_UP)
    await page.see("#context", "Edit message")
    await page.type(Keys.BACKSPACE * 5 + "first" + Keys.ENTER)

    await page.see(".mine .text", "first")
    _, update = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "first"


async def test_a_reply_is_chosen_from_the_menu_by_keyboard(page: Page, bot: Bot) -> None:
    await page.open()
    sent = await bot.send_message(MIA, "Which one?")
    more = await page.see(".theirs .more")
    await page.step(more.send_keys, Keys.ENTER)

    item = await page.see("#menu [role=menuitem]:focus", "Reply")
    await page.step(item.send_keys, Keys.ENTER)
    await page.type("That one" + Keys.ENTER)

    await page.see(".mine .quote", "Which one?")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.reply_to_message == sent


async def test_commands_are_suggested_while_typing(page: Page, bot: Bot) -> None:
    await bot.set_my_commands([("help", "What I can do"), ("privacy", "What is kept")])
    await page.open()

    await page.type("/pri")
    await page.click("#suggestions button", "What is kept")

    text = await page.see("#text")
    assert await page.step(text.get_property, "value") == "/privacy "


async def test_typing_is_shown_until_the_message_comes(page: Page, bot: Bot) -> None:
    await page.open()

    await bot.send_chat_action(MIA, "typing")
    await page.see("#chat-status.busy", "typing")
    await bot.send_message(MIA, "x")

    await page.see("#chat-status:not(.busy)", "bot")


async def test_another_person_sees_other_chats(page: Page, emulator: Emulator, bot: Bot) -> None:
    await page.open()
    await page.click("#people label", "Anna")
    await page.click("#chats button", "Familie & Freunde")

    emulator.person("Ben", GROUP_ID).write("Hallo Anna")
    await bot.send_message(GROUP_ID, "Silent unless addressed")

    await page.see(".theirs .sender", "Image privacy")
    await page.see(".theirs .text", "Hallo Anna")


async def test_what_comes_in_another_chat_is_counted(page: Page, emulator: Emulator) -> None:
    await page.open()
    await page.click("#people label", "Anna")

    emulator.person("Ben", GROUP_ID).write("Hallo")

    await page.see("#chats .count", "1")


async def test_the_side_panel_shows_raw_calls(page: Page, bot: Bot) -> None:
    await page.open()
    await bot.send_message(MIA, "<b>x</b>", parse_mode="HTML")

    await page.click("#show-calls")
    await page.click("#call-list summary", "sendMessage")

    await page.see("#call-list pre", "parse_mode")


async def test_an_inline_query_offers_results(page: Page, bot: Bot) -> None:
    await page.open()
    await page.type("@image_privacy_demo_bot gps")
    (update,) = await bot.get_updates(timeout=SECONDS)
    assert update.inline_query is not None
    assert update.inline_query.query == "gps"
    content = InputTextMessageContent("Answer about GPS")
    await update.inline_query.answer([InlineQueryResultArticle("1", "GPS", content)])

    await page.click("#suggestions button", "GPS")

    await page.see(".mine .via", "@image_privacy_demo_bot")


async def whisper(bot: Bot, receiver: int) -> None:
    """Send what one member of the group alone sees."""
    alone = {"receiver_user_id": receiver}
    await bot.send_message(GROUP_ID, "For your eyes", reply_markup=KEYBOARD,
                           api_kwargs={"ephemeral_message_parameters": alone})  # fmt: skip


async def test_a_message_for_one_member_is_shown_to_them_alone(page: Page, bot: Bot) -> None:
    await page.open()
    await page.click("#people label", "Ben")
    await page.click("#chats button", "Familie & Freunde")

    await whisper(bot, BEN)

    await page.see(".whisper", "Only you can see this")
    await page.click("#people label", "Anna")
    await page.gone(".whisper")
    await page.see("#chats .last", "No messages yet")


async def test_its_receiver_presses_a_button_of_it(page: Page, bot: Bot) -> None:
    await page.open()
    await page.click("#people label", "Ben")
    await page.click("#chats button", "Familie & Freunde")
    await whisper(bot, BEN)

    await page.click(".key", "Details")

    (update,) = await bot.get_updates(timeout=SECONDS)
    assert update.callback_query is not None
    assert update.callback_query.from_user.id == BEN


async def test_colours_are_switched_by_hand(page: Page, tmp_path: Path) -> None:
    await page.open()

    await page.click("#theme")

    picture = await page.shoot(tmp_path / "by-hand.png")
    assert sum(picture.resize((1, 1)).getpixel((0, 0))) < 300  # type: ignore[arg-type]
    button = await page.see("#theme")
    assert await page.step(button.get_attribute, "aria-label") == "Switch to light colours"


async def test_a_link_to_the_bot_starts_it_in_the_page(page: Page, bot: Bot) -> None:
    await page.open()
    link = InlineKeyboardButton("More", url="https://t.me/image_privacy_demo_bot?start=topic_x")
    await bot.send_message(MIA, "x", reply_markup=InlineKeyboardMarkup.from_button(link))

    await page.click(".key", "More")

    await page.see(".mine .text", "/start topic_x")


async def test_a_button_writes_the_start_of_an_inline_query(page: Page, bot: Bot) -> None:
    await page.open()
    search = InlineKeyboardButton("Search", switch_inline_query_current_chat="")
    await bot.send_message(MIA, "x", reply_markup=InlineKeyboardMarkup.from_button(search))

    await page.click(".key", "Search")

    (update,) = await bot.get_updates(timeout=SECONDS)
    assert update.inline_query is not None


async def test_somebody_joins_the_group_and_leaves_it(page: Page, emulator: Emulator) -> None:
    await page.open()
    await page.click("#chats button", "Familie & Freunde")
    await page.click("#menu button", "Join it as Mia")
    await page.see(".service", "Mia joined")

    await page.click("#chat-menu")
    await page.click("#menu button", "Leave the group")

    await page.see("#chat-title", "Image privacy")
    assert MIA not in {each for each, m in emulator.world.chats.groups[GROUP_ID].members.items()
                       if m.present}  # fmt: skip


async def test_a_message_is_forwarded_and_deleted_from_its_menu(page: Page, bot: Bot) -> None:
    await page.open()
    await page.type("over there" + Keys.ENTER)
    await page.see(".mine .text", "over there")
    for item in ("Forward to Book club", "Delete"):
        more = await page.see(".mine .more")
        await page.step(more.send_keys, Keys.ENTER)
        await page.click("#menu button", item)

    await page.gone(".mine .text")
    await page.click("#chats button", "Book club")
    await page.see(".via", "Forwarded from Mia")


async def test_a_picture_sent_as_file_shows_what_it_is(page: Page, bot: Bot) -> None:
    await page.open()
    await page.click("#samples button", "Letter")
    image = await page.see(".mine .thumbnail")
    await page.step(page._until, lambda _: image.get_property("naturalWidth"), "not loaded")

    await page.click("#samples button", "Broken")

    await page.see(".mine .badge")


async def test_no_empty_line_follows_a_quote(page: Page, bot: Bot) -> None:
    await page.open()

    await bot.send_message(MIA, "a\n<blockquote>b</blockquote>\nc", parse_mode="HTML")

    text = await page.see(".theirs .text", "c")
    shown: str = await page.step(text.get_attribute, "textContent")
    assert shown.startswith("a\nbc")


async def test_a_video_is_sent_as_one(page: Page, bot: Bot, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no frames")
    await page.open()
    field = await page.step(page.driver.find_element, By.ID, "files")
    await page.step(field.send_keys, str(tmp_path / "a.mp4"))
    await page.click("#attach-dialog label", "As photo")
    await page.click("#attach-dialog .primary")

    await page.see(".mine .file")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.video


async def test_everybody_is_told_apart_by_their_role(page: Page) -> None:
    await page.open()

    for role in ("German", "English", "admin", "member", "newcomer"):
        await page.see("#people small", role)


async def test_a_phone_shows_the_chat_or_the_list(page: Page) -> None:
    await page.open(PHONE)
    await page.gone("#sidebar")

    await page.click("#back")
    await page.gone("#chat")
    await page.click("#chats button", "Image privacy")

    await page.see("#composer")


async def test_the_newest_message_is_in_view(page: Page, bot: Bot) -> None:
    await page.open(PHONE)

    for number in range(30):
        await bot.send_message(MIA, f"message {number}")

    last = await page.see(".text", "message 29")
    bottom = await page.step(lambda: last.rect["y"] + last.rect["height"])
    assert 0 < bottom < PHONE[1]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_a_conversation_fits_and_follows_the_colour_scheme(
    page: Page, bot: Bot, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    await page.open(size, dark=dark)
    if size == PHONE:
        await page.click("#show-tray")
    await page.click("#samples button", "Beach")
    (update,) = await bot.get_updates(timeout=SECONDS)
    assert update.message is not None
    reply = ReplyParameters(update.message.message_id)
    await bot.send_message(MIA, f"{'word ' * 60}{'x' * 300}", reply_parameters=reply,
                           reply_markup=KEYBOARD)  # fmt: skip
    await bot.send_document(MIA, b"x", filename=f"{'long' * 30}.jpg", reply_parameters=reply)
    await page.see(".theirs .file")

    picture = await page.shoot(tmp_path / f"limits-{size[0]}-{'dark' if dark else 'light'}.png")

    wide = "return document.documentElement.scrollWidth - innerWidth"
    sideways = "const s = document.getElementById('scroll'); return s.scrollWidth - s.clientWidth"
    assert await page.script(wide) <= 0
    assert await page.script(sideways) <= 0
    brightness = sum(picture.resize((1, 1)).getpixel((0, 0)))  # type: ignore[arg-type]
    assert (brightness < 300) is dark


async def test_every_control_has_a_name(page: Page, bot: Bot) -> None:
    await bot.send_message(MIA, "Report", reply_markup=KEYBOARD)
    await page.open()
    await page.see(".key")

    nameless = await page.script(
        "return [...document.querySelectorAll('button, a, input, textarea')].filter((e) =>"
        " !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label')))"
        ".map((e) => e.outerHTML)"
    )

    assert nameless == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_picture_is_answered_by_the_real_bot_with_report_and_clean_file(
    page: Page, emulator: Emulator, running_bot: object, tmp_path: Path, size: tuple[int, int]
) -> None:
    beach = next(each for each in all_samples() if each.title == "Beach")
    await page.open(size)
    if size == PHONE:
        await page.click("#show-tray")

    await page.click("#samples button", "Beach")

    link = await page.see(".theirs a.file")
    await page.see(".theirs .text")
    if size == DESKTOP:
        await page.click("#show-tray")
    await page.script("document.querySelector('.theirs').scrollIntoView()")
    await page.shoot(tmp_path / f"picture-{size[0]}.png")
    address = await page.step(link.get_attribute, "href")
    cleaned = emulator.world.files.get(address.rsplit("/", 1)[1]).data
    assert not any(word in cleaned for word in beach.planted)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_question_is_answered_by_the_real_bot_with_sources(
    page: Page, running_bot: object, tmp_path: Path, size: tuple[int, int]
) -> None:
    await page.open(size)

    await page.type("Was sind Metadaten in einem Foto?" + Keys.ENTER)

    await page.see(".theirs .text a")
    await page.see(".theirs .key")
    await page.shoot(tmp_path / f"question-{size[0]}.png")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_file_that_gives_somebody_away_is_told_to_its_sender_alone(
    page: Page, running_bot: object, tmp_path: Path, size: tuple[int, int]
) -> None:
    await page.open(size)
    if size == PHONE:
        await page.click("#back")
    await page.click("#people label", "Ben")
    await page.click("#chats button", "Familie & Freunde")
    if size == PHONE:
        await page.click("#show-tray")

    await page.click("#samples button", "Beach")

    await page.see(".whisper", "Only you can see this")
    await page.shoot(tmp_path / f"group-{size[0]}.png")
    if size == PHONE:
        await page.click("#back")
    await page.click("#people label", "Anna")
    await page.click("#chats button", "Familie & Freunde")
    await page.gone(".whisper")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_a_conversation_with_the_real_bot_looks_right_on_a_phone(
    page: Page, running_bot: object, tmp_path: Path, dark: bool
) -> None:
    await page.open(PHONE, dark=dark)
    await page.type("/start" + Keys.ENTER)
    await page.see(".theirs .key")
    await page.click("#show-tray")
    await page.click("#samples button", "Letter")
    await page.see(".theirs .thumbnail")

    await page.shoot(tmp_path / f"start-{'dark' if dark else 'light'}.png")

    wide = "return document.documentElement.scrollWidth - innerWidth"
    assert await page.script(wide) <= 0


async def test_a_question_and_a_picture_are_captured_as_one_animation(
    page: Page, running_bot: object, tmp_path: Path
) -> None:
    await page.open(PHONE)
    await page.click("#back")
    await page.click("#people label", "Tom")
    await page.click("#chats button", "Picture")
    await page.type("Who sees the photos I give to an AI?")
    shots = [(await page.shoot(tmp_path / "asked.png"), 1500)]
    await page.type(Keys.ENTER)
    await page.see(".theirs .key")
    await page.script("document.querySelector('.mine').scrollIntoView()")
    shots.append((await page.shoot(tmp_path / "answered.png"), 3500))
    await page.script("document.querySelector('.theirs .key').scrollIntoView({block: 'end'})")
    shots.append((await page.shoot(tmp_path / "sourced.png"), 2500))
    await page.click("#show-tray")
    await page.see("#samples button", "Beach")
    shots.append((await page.shoot(tmp_path / "samples.png"), 1500))
    await page.click("#samples button", "Beach")
    await page.see(".theirs a.file")
    await page.see(".theirs .text", "no face")
    await page.script("document.querySelector('.mine .file').scrollIntoView()")
    shots.append((await page.shoot(tmp_path / "reported.png"), 4000))
    await page.script("document.querySelector('.theirs a.file').scrollIntoView({block: 'end'})")
    shots.append((await page.shoot(tmp_path / "cleaned.png"), 3000))

    animation = save_animation(tmp_path / "demo-390.gif", shots)

    assert animation.stat().st_size < 400_000
    with Image.open(animation) as read:
        assert (read.size, getattr(read, "n_frames", 1)) == (PHONE, len(shots))

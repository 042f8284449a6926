"""Commands for who runs the bot: Mia here; to Tom they do not exist."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers import Fault, KnowledgeError
from bot.chat.latest import LatestAnswers
from bot.texts import say


async def said(edge, person, text):
    person.write(text)
    await edge.handle()
    return edge.messages(person.chat_id)[-1]


def labels(message):
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


class Knowledge:
    """Loads the engine, or fails as a faulty folder does."""

    def __init__(self, engine):
        self.engine, self.faults, self.loads = engine, (), 0

    def __call__(self):
        self.loads += 1
        if self.faults:
            raise KnowledgeError(self.faults)
        return self.engine


@pytest.fixture
def knowledge(edge):
    loads = Knowledge(edge.engine)
    engine = LatestAnswers(loads)
    edge.application.bot_data["services"] = replace(edge.services, engine=engine)
    return loads


@pytest.mark.parametrize("command", ["/stats", "/unanswered", "/reload"])
async def test_to_others_the_command_does_not_exist(edge, tom, knowledge, command):
    assert (await said(edge, tom, command))["text"] == say("en", "unknown-command")
    assert knowledge.loads == 1


async def test_help_lists_the_commands_to_an_owner_only(edge, mia, tom):
    assert "/unanswered – Was offen blieb" in (await said(edge, mia, "/help"))["text"]
    assert "/unanswered" not in (await said(edge, tom, "/help"))["text"]


async def test_stats_counts_this_week_and_all_weeks(edge, mia):
    counts = edge.services.store.counts
    await counts.add("helpful", "exif-what", "en")
    edge.clock.now = edge.clock.now.replace(month=12)
    await counts.add("helpful", "exif-what", "en")
    await counts.add("not-helpful", "exif-view", "de")
    text = (await said(edge, mia, "/stats"))["text"]
    assert "Woche 2026-W52: 1 hilfreich, 1 nicht hilfreich, 0 ohne" in text
    assert "Insgesamt: 2 hilfreich, 1 nicht hilfreich" in text
    assert "Am häufigsten hilfreich:\n• Was ist EXIF? (en): 2" in text


async def test_unanswered_says_when_nothing_stayed_open(edge, mia):
    assert (await said(edge, mia, "/unanswered"))["text"] == say("de", "unanswered-nothing")


async def test_a_question_is_taken_off_the_list_by_its_button(edge, mia):
    await edge.services.store.questions.add("Why is […] so?", "en", "exif-what")
    listed = await said(edge, mia, "/unanswered")
    assert "1. „Why is […] so?“ (en, 24.11.2026; am nächsten: Was ist EXIF?)" in listed["text"]
    data = listed["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    mia.press(listed["message_id"], data)
    await edge.handle()
    assert await edge.services.store.questions.rows() == ()
    (message,) = edge.messages(mia.chat_id)
    assert message["text"] == say("de", "unanswered-nothing")


async def test_the_right_is_checked_at_the_press(edge, tom):
    await edge.services.store.questions.add("Why?", "en", None)
    (question,) = await edge.services.store.questions.rows()
    data = f"1:q:en:{question.id}"
    old = await edge.offer(tom, data)
    tom.press(old["message_id"], data)
    await edge.handle()
    assert len(await edge.services.store.questions.rows()) == 1


async def test_reload_takes_the_new_knowledge(edge, mia, knowledge):
    assert (await said(edge, mia, "/reload"))["text"] == say("de", "reloaded")
    assert knowledge.loads == 2


async def test_reload_keeps_the_old_knowledge_and_lists_every_fault(edge, mia, knowledge):
    knowledge.faults = (Fault("a.yaml", 3, "no title"), Fault("b.yaml", 9, "no source"))
    text = (await said(edge, mia, "/reload"))["text"]
    assert "a.yaml:3: no title\nb.yaml:9: no source" in text
    assert "<exif-what>" in (await said(edge, mia, "a photo?"))["text"]


async def test_reload_is_honest_where_the_program_cannot(edge, mia):
    assert (await said(edge, mia, "/reload"))["text"] == say("de", "reload-impossible")

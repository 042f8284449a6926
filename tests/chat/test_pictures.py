"""Pictures in a private chat: limits, report, clean copy, albums, what cannot be done."""

from __future__ import annotations

import pytest
from telegram.error import NetworkError

from bot.chat import examining, pictures
from bot.demo.emulator import Fault
from bot.images.results import Examined, Reason, Refused
from bot.texts import say
from bot.texts.findings import things_in_name

BOTH = pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])


def content(edge, message):
    return edge.emulator.world.files.get(message["document"]["file_id"]).data


async def test_a_file_gets_a_report_worst_first_and_a_clean_copy_in_reply(edge, tom, gps_jpeg):
    sent = tom.send_document("IMG_Planted.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    report, copy = edge.messages(tom.chat_id)
    assert "52.52000, 13.40500" in report["text"].split("\n\n")[1].split("\n")[0]
    assert report["text"].index("High") < report["text"].index("Low")
    assert copy["document"]["file_name"] == "picture-1.jpg"
    assert copy["reply_to_message"]["message_id"] == sent["message_id"]
    assert b"Planted" not in content(edge, copy)


async def test_details_are_folded_and_the_users_file_name_is_nowhere(edge, tom, gps_jpeg):
    tom.send_document("IMG_Planted.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    report, copy = edge.messages(tom.chat_id)
    assert "expandable_blockquote" in {each["type"] for each in report["entities"]}
    assert "IMG_Planted" not in report["text"] + copy["caption"]


async def test_a_photo_gets_a_copy_and_the_way_to_send_a_file(edge, tom, gps_jpeg):
    await tom.send_photo(gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    report, copy = edge.messages(tom.chat_id)
    assert "Your original on the phone probably holds more." in report["text"]
    assert copy["document"]["file_name"] == "picture-1.jpg"


async def test_an_album_gets_one_report_and_its_copies_together(edge, tom, gps_jpeg):
    files = [("a", "image/jpeg", gps_jpeg), ("b", "x/y", b"no picture"), ("c", "", gps_jpeg)]
    await tom.send_album(files)
    await edge.handle()
    await edge.run_jobs()
    report, *copies = edge.messages(tom.chat_id)
    assert "Picture 2 could not be read." in report["text"]
    assert "Clean copies: all 2 follow as files." in report["text"]
    assert [each["document"]["file_name"] for each in copies] == ["picture-1.jpg", "picture-3.jpg"]
    assert len({each["media_group_id"] for each in copies}) == 1


async def test_a_single_survivor_of_an_album_is_sent_alone(edge, tom, gps_jpeg):
    await tom.send_album([("a", "", gps_jpeg), ("b", "", b"no picture")])
    await edge.handle()
    await edge.run_jobs()
    assert len(edge.calls("sendDocument")) == 1
    assert edge.calls("sendMediaGroup") == []


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"just words", "refused-not-an-image"),
        (b"%PDF-1.7 and so on", "refused-pdf"),
        (b"\0\0\0\x18ftypmp42" + bytes(40), "refused-video"),
    ],
)
async def test_a_file_that_is_no_picture_gets_one_message(edge, tom, data, key):
    tom.send_document("holiday.jpg", data)
    await edge.handle()
    await edge.run_jobs()
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", key)


async def test_a_file_that_claims_to_be_too_large_is_refused_at_once(edge, tom, gps_jpeg):
    tom.send_document("big.jpg", gps_jpeg, size=20_971_521)
    await edge.handle()
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", "refused-too-large")
    assert await edge.services.store.jobs.pending(tom.chat_id) == 0


async def test_a_size_that_lies_is_found_out_while_counting(edge, tom, monkeypatch):
    monkeypatch.setattr(examining, "download", _with_limit(examining.download, 1000))
    tom.send_document("small.jpg", bytes(5000), size=10)
    await edge.handle()
    await edge.run_jobs()
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", "refused-too-large")


def _with_limit(download, limit):
    return lambda bot, file_id: download(bot, file_id, limit)


async def test_above_the_hourly_limit_there_is_a_polite_word(edge, tom, gps_jpeg):
    for _ in range(4):
        tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", "picture-limit", count=3)
    assert await edge.services.store.jobs.pending(tom.chat_id) == 3


async def interrupted(edge, person, picture, *, lease):
    """Let a job fail between report and copy; it is leased for so many seconds."""
    person.send_document("a.jpg", picture)
    await edge.handle()
    jobs = await edge.services.store.jobs.lease(1, lease)
    edge.emulator.world.faults.add(Fault("senddocument", error=502))
    with pytest.raises(NetworkError):
        await pictures.run(jobs, edge.bot, edge.services)
    return jobs


async def test_a_repeated_job_does_not_report_twice(edge, tom, gps_jpeg):
    jobs = await interrupted(edge, tom, gps_jpeg, lease=60)
    await pictures.run(jobs, edge.bot, edge.services)
    report, copy = edge.messages(tom.chat_id)
    assert "text" in report
    assert "document" in copy


async def test_slow_work_is_announced_and_the_announcement_becomes_the_report(
    edge, tom, gps_jpeg, monkeypatch
):
    monkeypatch.setattr(pictures, "QUIET_SECONDS", 0.0)
    tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    assert [each["text"] for each in edge.calls("sendMessage")] == [say("en", "working")]
    report, copy = edge.messages(tom.chat_id)
    assert report["text"] != say("en", "working")
    assert "document" in copy


async def test_a_crash_in_the_sandbox_is_told(edge, tom, gps_jpeg, monkeypatch):
    async def crashed(*_):
        return Examined(Refused(Reason.CRASHED), Refused(Reason.CRASHED))

    monkeypatch.setattr(edge.services.sandbox, "examine", crashed, raising=False)
    tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", "refused-crashed")


async def test_giving_up_is_told(edge, tom, gps_jpeg):
    tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    jobs = await edge.services.store.jobs.lease(1, 60)
    await pictures.give_up(jobs, edge.bot, edge.services)
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", "give-up")


async def test_words_of_need_in_a_caption_are_answered_first(edge, tom, gps_jpeg):
    tom.send_document("a.jpg", gps_jpeg, caption="I cannot cope")
    await edge.handle()
    await edge.run_jobs()
    first, *_ = edge.messages(tom.chat_id)
    assert "<crisis-support>" in first["text"]
    assert len(edge.messages(tom.chat_id)) == 3


async def test_a_forwarded_picture_is_treated_like_a_sent_one(edge, tom, gps_jpeg):
    sent = tom.send_document("a.jpg", gps_jpeg)
    tom.forward(tom.chat_id, sent["message_id"])
    await edge.handle()
    assert await edge.services.store.jobs.pending(tom.chat_id) == 2


def reaction(edge, sent):
    return edge.emulator.world.messages.reactions.get((sent["chat"]["id"], sent["message_id"]))


async def test_eyes_are_on_a_picture_until_it_is_done(edge, tom, gps_jpeg):
    sent = tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    assert [each["emoji"] for each in reaction(edge, sent)] == ["👀"]
    await edge.run_jobs()
    assert reaction(edge, sent) == []


async def test_eyes_are_on_one_picture_of_an_album(edge, tom, gps_jpeg):
    await tom.send_album([("a", "", gps_jpeg), ("b", "", gps_jpeg)])
    await edge.handle()
    await edge.run_jobs()
    assert len(edge.calls("setMessageReaction")) == 2


async def test_a_chat_without_reactions_gets_its_report_all_the_same(edge, tom, gps_jpeg):
    edge.emulator.world.faults.add(Fault("setmessagereaction", error=400, times=2))
    tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    assert len(edge.messages(tom.chat_id)) == 2


async def test_a_job_whose_id_was_used_before_is_reported(edge, tom, gps_jpeg):
    for _ in range(2):
        tom.send_document("a.jpg", gps_jpeg)
        await edge.handle()
        await edge.run_jobs()
    assert len(edge.messages(tom.chat_id)) == 4


async def test_a_repeated_job_after_a_restart_does_not_report_twice(edge, tom, gps_jpeg):
    await interrupted(edge, tom, gps_jpeg, lease=1)
    edge.services.memory.sent.drop(lambda _: True)
    await edge.run_jobs()
    report, copy = edge.messages(tom.chat_id)
    assert "text" in report
    assert "document" in copy


@pytest.mark.parametrize(("who", "lang"), [("Mia", "de"), ("Tom", "en")])
async def test_findings_are_told_although_there_is_no_copy(edge, gps_jpeg, monkeypatch, who, lang):
    examine = edge.services.sandbox.examine

    async def refused(*arguments):
        found = await examine(*arguments)
        return Examined(found.report, Refused(Reason.NOT_VERIFIED))

    monkeypatch.setattr(edge.services.sandbox, "examine", refused, raising=False)
    person = edge.emulator.person(who)
    person.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    (report,) = edge.messages(person.chat_id)
    assert "52.52000, 13.40500" in report["text"]
    assert say(lang, "refused-not-verified") in report["text"]


@BOTH
async def test_what_a_file_name_gives_away_is_told_by_kind_and_never_repeated(
    edge, gps_jpeg, who, lang
):
    person = edge.emulator.person(who)
    person.send_document("IMG_20240517_130509_Anna.jpg", gps_jpeg)
    await edge.handle()
    assert "Anna" not in repr(edge.services.memory.file_names.__dict__)
    await edge.run_jobs()
    report, _ = edge.messages(person.chat_id)
    assert say(lang, "finding-filename-timestamp") in report["text"]
    assert say(lang, "file-name-copy") in report["text"]
    assert "Anna" not in report["text"]
    assert len(edge.services.memory.file_names) == 0


async def test_a_neutral_file_name_is_not_mentioned(edge, tom, gps_jpeg):
    tom.send_document("image.jpg", gps_jpeg)
    await edge.handle()
    await edge.run_jobs()
    report, _ = edge.messages(tom.chat_id)
    assert say("en", "file-name-copy") not in report["text"]


@BOTH
async def test_the_file_names_of_an_album_are_told_together(edge, gps_jpeg, who, lang):
    person = edge.emulator.person(who)
    files = [("DSC04512.jpg", "image/jpeg", gps_jpeg), ("Anna.jpg", "image/jpeg", gps_jpeg)]
    await person.send_album(files)
    await edge.handle()
    await edge.run_jobs()
    report, *_ = edge.messages(person.chat_id)
    things = things_in_name(lang, ["device", "text"])
    assert say(lang, "file-names", things=things) in report["text"]


async def test_a_limit_is_told_once_and_not_for_each_file(edge, tom, gps_jpeg):
    for _ in range(7):
        tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    (told,) = edge.messages(tom.chat_id)
    assert told["text"] == say("en", "picture-limit", count=3)


async def test_a_chat_that_is_gone_ends_the_job_quietly(edge, tom, gps_jpeg):
    tom.send_document("a.jpg", gps_jpeg)
    await edge.handle()
    tom.block()
    await edge.run_jobs()
    assert await edge.services.store.jobs.pending(tom.chat_id) == 0
    assert edge.messages(tom.chat_id) == []


async def test_behind_twenty_that_wait_there_is_a_polite_word(edge, tom, gps_jpeg, monkeypatch):
    monkeypatch.setattr(pictures, "WAITING_PICTURES", 1)
    for _ in range(3):
        tom.send_document("a.jpg", gps_jpeg)
        await edge.handle()
    (message,) = edge.messages(tom.chat_id)
    assert message["text"] == say("en", "picture-queue-full")

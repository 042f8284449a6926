"""Groups on disk: settings, cases, strikes, trust, audit and lists, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store import Key
from bot.store.moderation import BY_HOME
from bot.store.moderation_cases import NewCase, Step
from bot.store.moderation_lists import Listed
from bot.store.moderation_members import Held
from bot.store.moderation_schema import groups

HOME, BEN, OLGA = -1001, 5_000_000_001, 5_000_000_002


def case(message_id=1, rule="spam", user_id=BEN, **others):
    return NewCase(HOME, message_id, rule, "spam-money", "warn", user_id, **others)


async def strikes(store, clock, days=30):
    since = clock() - timedelta(days=days)
    return await store.moderation.members.strikes(HOME, BEN, since)


async def everything(store):
    """Every value of every row about groups, as text."""
    async with store._database.begin() as connection:
        rows = [(await connection.execute(select(table))).all() for table in (groups, *BY_HOME)]
    return repr(rows)


async def test_a_group_nobody_set_anything_in_has_nothing_on_disk(store):
    group = await store.moderation.groups.get(HOME)
    assert (group.chat_id, group.home, dict(group.settings)) == (HOME, HOME, {})
    assert await store.moderation.groups.homes() == ()


async def test_settings_are_kept_across_a_restart(store, reopen):
    await store.moderation.groups.save(HOME, {"rules_text": "Seid nett – 🙂"})
    group = await (await reopen()).moderation.groups.get(HOME)
    assert group.settings == {"rules_text": "Seid nett – 🙂"}


async def test_settings_and_strikes_follow_a_group_that_becomes_a_supergroup(store, clock):
    await store.moderation.groups.save(HOME, {"strike_limit": 5})
    await store.moderation.cases.open(case(strike=True))
    for _ in range(2):  # Telegram says it in both chats
        await store.moderation.groups.migrated(HOME, -100_200)
    group = await store.moderation.groups.get(-100_200)
    assert (group.home, group.settings) == (HOME, {"strike_limit": 5})
    assert (await store.moderation.groups.at_home(HOME)).chat_id == -100_200
    assert await strikes(store, clock) == 1


async def test_a_supergroup_that_was_greeted_before_its_migration_takes_the_settings(store):
    await store.moderation.groups.save(HOME, {"strike_limit": 5})
    await store.moderation.groups.joined(-100_200)
    await store.moderation.groups.migrated(HOME, -100_200)
    assert (await store.moderation.groups.get(-100_200)).settings == {"strike_limit": 5}


async def test_what_a_supergroup_set_before_its_migration_ends_what_the_old_group_had(
    store, clock
):
    for chat, limit in ((HOME, 5), (-100_200, 7)):
        await store.moderation.groups.save(chat, {"strike_limit": limit})
    await store.moderation.groups.migrated(HOME, -100_200)
    clock.forward(days=31)
    await store.sweep()
    assert (await store.moderation.groups.get(-100_200)).settings == {"strike_limit": 7}
    assert await store.moderation.groups.homes() == (-100_200,)


async def test_settings_stay_thirty_days_after_the_bot_was_removed(store, clock):
    await store.moderation.groups.save(HOME, {"strike_limit": 5})
    await store.moderation.groups.removed(HOME)
    clock.forward(days=29)
    await store.sweep()
    assert (await store.moderation.groups.get(HOME)).settings
    clock.forward(days=2)
    await store.sweep()
    assert not (await store.moderation.groups.get(HOME)).settings


async def test_a_group_that_takes_the_bot_back_in_time_keeps_everything(store, clock):
    await store.moderation.groups.save(HOME, {"strike_limit": 5})
    await store.moderation.groups.removed(HOME)
    clock.forward(days=20)
    await store.moderation.groups.joined(HOME)
    clock.forward(days=20)
    await store.sweep()
    assert (await store.moderation.groups.get(HOME)).settings == {"strike_limit": 5}


async def test_a_message_has_one_case_and_one_strike_a_rule(store, clock):
    first, new = await store.moderation.cases.open(case(strike=True))
    again, newer = await store.moderation.cases.open(case(strike=True))
    assert (new, newer) == (True, False)
    assert first.id == again.id
    assert await strikes(store, clock) == 1
    assert len(await store.moderation.audit.last(HOME, 10)) == 1


async def test_a_case_opened_by_two_at_once_is_one(store):
    opened = await asyncio.gather(
        *(store.moderation.cases.open(case(strike=True)) for _ in range(8))
    )
    assert sum(new for _, new in opened) == 1
    assert len({each.id for each, _ in opened}) == 1


async def test_steps_are_noted_once_with_what_they_left(store):
    opened, _ = await store.moderation.cases.open(case())
    for copy in (11, 12):
        await store.moderation.cases.note(
            opened.id, Step.POSTED, copy_chat=HOME, copy_message=copy
        )
    found = await store.moderation.cases.get(opened.id)
    assert found.done(Step.POSTED)
    assert (found.steps, found.copy_message) == ("p", 11)


async def test_of_many_who_press_a_button_one_is_first(store):
    opened, _ = await store.moderation.cases.open(case())
    pressed = await asyncio.gather(
        *(store.moderation.cases.press(opened.id, "u") for _ in range(8))
    )
    assert sorted(pressed) == [False] * 7 + [True]
    assert await store.moderation.cases.press(opened.id, "b")


async def test_a_press_that_failed_can_be_made_again(store):
    opened, _ = await store.moderation.cases.open(case())
    await store.moderation.cases.press(opened.id, "u")
    await store.moderation.cases.release(opened.id, "u")
    assert await store.moderation.cases.press(opened.id, "u")


async def test_undo_takes_the_strike_back_and_marks_the_audit(store, clock):
    opened, _ = await store.moderation.cases.open(case(strike=True))
    await store.moderation.cases.undo(opened)
    (entry,) = await store.moderation.audit.last(HOME, 10)
    assert entry.undone
    assert entry.by_bot
    assert await strikes(store, clock) == 0


async def test_strikes_expire_with_their_window(store, clock):
    await store.moderation.cases.open(case(strike=True))
    clock.forward(days=10)
    assert await strikes(store, clock, days=7) == 0
    assert await strikes(store, clock) == 1
    clock.forward(days=21)
    assert await strikes(store, clock) == 0


async def test_the_last_strike_is_pardoned_first(store, clock):
    for number in (1, 2):
        await store.moderation.cases.open(case(number, strike=True))
        clock.forward(days=1)
    assert await store.moderation.members.pardon(HOME, BEN)
    assert await strikes(store, clock) == 1
    assert await store.moderation.members.pardon(HOME, BEN)
    assert not await store.moderation.members.pardon(HOME, BEN)


async def test_messages_and_trust_of_a_member_are_known(store):
    for _ in range(3):
        await store.moderation.members.count(HOME, BEN)
    await store.moderation.members.trust(HOME, BEN)
    known = await store.moderation.members.get(HOME, BEN)
    assert (known.messages, known.trusted) == (3, True)
    assert not (await store.moderation.members.get(HOME, OLGA)).trusted


async def test_strikes_and_trust_are_read_under_the_previous_key_too(store, reopen, clock):
    await store.moderation.cases.open(case(strike=True))
    await store.moderation.members.trust(HOME, BEN)
    changed = await reopen(Key(b"n" * 64, previous=b"k" * 64))
    assert (await changed.moderation.members.get(HOME, BEN)).trusted
    since = clock() - timedelta(days=30)
    assert await changed.moderation.members.strikes(HOME, BEN, since) == 1


@pytest.mark.parametrize("person", [BEN, -1_001_234_567_890, 1, 2**52])
async def test_the_person_of_a_card_is_sealed_into_its_buttons(store, person):
    members = store.moderation.members
    sealed = members.seal(HOME, 7, person)
    assert members.unseal(HOME, 7, sealed) == person
    assert members.unseal(HOME, 8, sealed) != person
    assert f"{person & (1 << 64) - 1:016x}" != sealed
    assert members.unseal(HOME, 7, "nonsense") is None


async def test_no_raw_user_id_and_no_word_lies_in_any_row(store):
    await store.moderation.cases.open(case(strike=True, by=OLGA))
    await store.moderation.members.count(HOME, BEN)
    rows = await everything(store)
    assert str(BEN) not in rows
    assert str(OLGA) not in rows


async def test_forget_leaves_strikes_in_force_alone(store, clock):
    await store.moderation.groups.joined(HOME)
    await store.moderation.cases.open(case(1, strike=True))
    await store.moderation.cases.open(case(2, "notme"))
    await store.moderation.members.trust(HOME, BEN)
    homes = await store.moderation.groups.homes()
    assert await store.moderation.members.held(homes, BEN) == Held(1, 1, 2)
    await store.forget(BEN)
    assert await store.moderation.members.held(homes, BEN) == Held(1, 0, 1)
    assert await strikes(store, clock) == 1


async def test_forget_takes_an_administrators_pseudonym_out_of_the_audit(store):
    await store.moderation.groups.joined(HOME)
    await store.moderation.audit.write(HOME, "by-hand", "by-hand", "ban", OLGA)
    before = await everything(store)
    await store.forget(OLGA)
    (entry,) = await store.moderation.audit.last(HOME, 10)
    assert not entry.by_bot
    assert before != await everything(store)


async def test_each_row_goes_when_its_time_has_come(store, clock):
    moderation = store.moderation
    opened, _ = await moderation.cases.open(case(strike=True))
    await moderation.members.count(HOME, BEN)
    await moderation.addresses.add(
        HOME, [Listed("d" * 64, "salt", "host", "listed", False, clock())]
    )
    await moderation.taken_down.add(HOME, bytes(8))
    clock.forward(days=31)
    await store.sweep()
    assert await moderation.cases.get(opened.id) is None
    assert await moderation.taken_down.of(HOME) == ()
    assert (await moderation.members.get(HOME, BEN)).messages == 0
    assert len(await moderation.audit.last(HOME, 10)) == 1
    clock.forward(days=60)
    await store.sweep()
    assert await moderation.audit.last(HOME, 10) == ()
    assert len(await moderation.addresses.of(HOME)) == 1
    clock.forward(days=90)
    await store.sweep()
    assert await moderation.addresses.of(HOME) == ()


async def test_an_address_that_was_met_stays_listed(store, clock):
    addresses = store.moderation.addresses
    await addresses.add(HOME, [Listed("d" * 64, "salt", "host", "listed", False, clock())])
    clock.forward(days=170)
    await addresses.used(HOME, ["d" * 64])
    clock.forward(days=170)
    await store.sweep()
    (listed,) = await addresses.of(HOME)
    assert listed.digest == "d" * 64


async def test_the_last_word_on_an_address_counts_and_unlisting_ends_it(store, clock):
    addresses = store.moderation.addresses
    for allowed in (False, True):
        await addresses.add(HOME, [Listed("d" * 64, "salt", "host", "listed", allowed, clock())])
    (listed,) = await addresses.of(HOME)
    assert listed.allowed
    assert await addresses.remove(HOME, ["d" * 64, "e" * 64]) == 1
    assert addresses.salt(HOME) != addresses.salt(HOME - 1)


async def test_notices_and_deadlines_fall_due_once(store, clock):
    cases = store.moderation.cases
    soon = clock() + timedelta(minutes=10)
    opened, _ = await cases.open(case(rule="notme", answer_until=soon))
    await cases.note(opened.id, Step.NOTICED, notice_chat=HOME, notice_message=9,
                     notice_until=soon)  # fmt: skip
    assert (await cases.due(5), await cases.overdue(5)) == ((), ())
    clock.forward(minutes=11)
    assert [each.notice_message for each in await cases.due(5)] == [9]
    assert len(await cases.overdue(5)) == 1
    await cases.note(opened.id, Step.REMOVED)
    await cases.note(opened.id, Step.OVERDUE)
    assert (await cases.due(5), await cases.overdue(5)) == ((), ())


async def test_fingerprints_are_kept_by_group_once_each_and_cleared_together(store):
    taken_down = store.moderation.taken_down
    for home, fingerprint in ((HOME, b"8 bytes."), (HOME, b"8 bytes."), (HOME - 1, bytes(8))):
        await taken_down.add(home, fingerprint)
    assert await taken_down.of(HOME) == (b"8 bytes.",)
    await taken_down.clear(HOME)
    assert await taken_down.of(HOME) == ()
    assert await taken_down.of(HOME - 1) == (bytes(8),)


async def test_copies_of_an_album_are_noted_in_their_order(store):
    cases = store.moderation.cases
    opened, _ = await cases.open(case())
    for copies in ((11,), (12, 13), (12,)):
        await cases.copied(opened.id, -77, copies)
    found = await cases.get(opened.id)
    assert (found.copy_chat, found.copy_message, found.copies) == (-77, 11, (11, 12, 13))
    assert found.done(Step.COPIED)


async def test_a_case_that_grows_counts_its_strike_once_and_is_told_of_again(store, clock):
    cases = store.moderation.cases
    review = NewCase(HOME, 1, "spam", "spam-money", "admins", BEN)
    opened, _ = await cases.open(review)
    await cases.note(opened.id, Step.TOLD)
    told = await cases.get(opened.id)
    act = case(strike=True)
    grown = [await cases.grow(told, act) for _ in range(2)]
    assert [each.action for each in grown] == ["warn", "warn"]
    assert not grown[1].done(Step.TOLD)
    assert await strikes(store, clock) == 1
    assert [each.action for each in await store.moderation.audit.last(HOME, 9)] == [
        "warn",
        "admins",
    ]

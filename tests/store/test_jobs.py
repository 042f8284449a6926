"""Jobs: leases, attempts, albums, and fairness between people."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import Job, Store


def numbers(jobs: tuple[Job, ...]) -> list[int]:
    return [job.message_id for job in jobs]


async def add(store: Store, *jobs, first_update: int = 1) -> None:
    for number, job in enumerate(jobs, first_update):
        await store.updates.finish(1, number, [job])


async def test_a_repeated_update_adds_its_jobs_once(store: Store, new_job) -> None:
    await store.updates.finish(1, 10, [new_job()])
    await store.updates.finish(1, 10, [new_job()])
    assert await store.jobs.pending(7) == 1


async def test_finished_updates_are_known_per_bot(store: Store) -> None:
    await store.updates.finish(1, 10)
    assert await store.updates.finished(1, [9, 10, 11]) == {10}
    assert await store.updates.finished(2, [10]) == set()
    assert await store.updates.finished(1, []) == set()


async def test_a_job_comes_back_as_it_was_given(store: Store, new_job) -> None:
    given = new_job(thread_id=4, size=20_971_520, kind="photo", lang="en")
    await add(store, given)
    (job,) = await store.jobs.lease(5, 60)
    assert job == Job(
        chat_id=7, message_id=1, file_id="file-1", kind="photo", lang="en", user="anna",
        thread_id=4, size=20_971_520, id=job.id, attempts=1,
    )  # fmt: skip


async def test_a_leased_job_is_nobody_elses_until_the_lease_ends(
    store: Store, clock, new_job
) -> None:
    await add(store, new_job())
    await store.jobs.lease(1, 60)
    clock.forward(seconds=59)
    assert await store.jobs.lease(1, 60) == ()
    clock.forward(seconds=1)
    (again,) = await store.jobs.lease(1, 60)
    assert again.attempts == 2


async def test_a_renewed_lease_lasts_longer(store: Store, clock, new_job) -> None:
    await add(store, new_job())
    (job,) = await store.jobs.lease(1, 60)
    clock.forward(seconds=50)
    await store.jobs.renew([job.id], 60)
    clock.forward(seconds=50)
    assert await store.jobs.lease(1, 60) == ()


async def test_a_job_that_is_done_is_gone(store: Store, new_job) -> None:
    await add(store, new_job())
    (job,) = await store.jobs.lease(1, 60)
    await store.jobs.done(job.id)
    assert await store.jobs.pending(7) == 0
    assert await store.jobs.next_due() is None


async def test_a_failed_job_waits_for_its_pause(store: Store, clock, new_job) -> None:
    await add(store, new_job())
    (job,) = await store.jobs.lease(1, 60)
    await store.jobs.fail(job.id, 5)
    assert await store.jobs.next_due() == 5
    assert await store.jobs.lease(1, 60) == ()
    clock.forward(seconds=5)
    assert numbers(await store.jobs.lease(1, 60)) == [1]


async def test_a_job_given_up_is_gone(store: Store, new_job) -> None:
    await add(store, new_job())
    (job,) = await store.jobs.lease(1, 60)
    await store.jobs.fail(job.id, None)
    assert await store.jobs.pending(7) == 0


async def test_an_attempt_broken_off_by_a_stop_does_not_count(store: Store, new_job) -> None:
    await add(store, new_job())
    (job,) = await store.jobs.lease(1, 60)
    await store.jobs.release(job.id)
    (again,) = await store.jobs.lease(1, 60)
    assert again.attempts == 1


async def test_after_a_kill_the_next_process_takes_the_jobs_at_once(
    store: Store, reopen, new_job
) -> None:
    await add(store, new_job())
    await store.jobs.lease(1, 60)
    second = await reopen()
    assert await second.jobs.release_all() == 1
    (again,) = await second.jobs.lease(1, 60)
    assert again.attempts == 2


async def test_one_job_runs_a_person(store: Store, new_job) -> None:
    await add(store, new_job(1), new_job(2), new_job(3, user="ben"))
    assert numbers(await store.jobs.lease(5, 60)) == [1, 3]
    assert await store.jobs.lease(5, 60) == ()


async def test_a_person_with_twenty_pictures_does_not_delay_the_next(
    store: Store, new_job
) -> None:
    await add(store, *(new_job(number) for number in range(1, 21)))
    (first,) = await store.jobs.lease(1, 60)
    await add(store, new_job(21, user="ben"), new_job(22, user="cem"), first_update=100)
    await store.jobs.done(first.id)
    served = []
    for _ in range(4):
        (job,) = await store.jobs.lease(1, 60)
        served.append(job.message_id)
        await store.jobs.done(job.id)
    assert served == [21, 22, 2, 3]


async def test_someone_who_comes_late_starts_at_the_turn_now_served(store: Store, new_job) -> None:
    await add(store, *(new_job(number) for number in range(1, 11)))
    for _ in range(5):
        (job,) = await store.jobs.lease(1, 60)
        await store.jobs.done(job.id)
    await add(store, *(new_job(number, user="ben") for number in (20, 21)), first_update=100)
    served = []
    for _ in range(4):
        (job,) = await store.jobs.lease(1, 60)
        served.append(job.message_id)
        await store.jobs.done(job.id)
    assert served == [6, 20, 7, 21]


async def test_an_album_waits_until_it_has_been_quiet(store: Store, clock, new_job) -> None:
    await add(store, new_job(1, album="a"))
    clock.forward(seconds=1)
    await add(store, new_job(2, album="a"), first_update=50)
    clock.forward(seconds=1.1)
    assert await store.jobs.lease(5, 60) == ()
    clock.forward(seconds=0.1)
    assert numbers(await store.jobs.lease(1, 60)) == [1, 2]


async def test_a_full_album_does_not_wait(store: Store, new_job) -> None:
    await add(store, *(new_job(number, album="a") for number in range(1, 11)))
    assert numbers(await store.jobs.lease(1, 60)) == list(range(1, 11))


async def test_an_album_that_never_rests_is_taken_after_five_seconds(
    store: Store, clock, new_job
) -> None:
    for number in range(1, 7):
        await add(store, new_job(number, album="a"), first_update=number)
        clock.forward(seconds=1)
        leased = await store.jobs.lease(1, 60)
        assert bool(leased) == (number == 5)
        if leased:
            break
    assert numbers(leased) == [1, 2, 3, 4, 5]


async def test_the_items_of_an_album_come_in_the_order_they_were_sent(
    store: Store, clock, new_job
) -> None:
    await add(store, *(new_job(number, album="a") for number in (3, 1, 2)))
    clock.forward(seconds=2)
    assert numbers(await store.jobs.lease(1, 60)) == [1, 2, 3]


async def test_albums_and_pictures_of_several_people_do_not_mix(
    store: Store, clock, new_job
) -> None:
    await add(
        store,
        new_job(1, album="a"), new_job(2, user="ben", album="b"), new_job(3, album="a"),
        new_job(4, user="cem"), new_job(5, user="ben", album="b"),
    )  # fmt: skip
    clock.forward(seconds=2)
    leased = await store.jobs.lease(3, 60)
    assert [(job.user, job.message_id) for job in leased] == [
        ("anna", 1), ("anna", 3), ("ben", 2), ("ben", 5), ("cem", 4),
    ]  # fmt: skip


@pytest.mark.parametrize("ids", [(), (999,)])
async def test_settling_what_is_not_there_does_nothing(store: Store, ids: tuple[int, ...]) -> None:
    await store.jobs.done(*ids)
    await store.jobs.release(*ids)
    await store.jobs.renew(ids, 60)


async def test_what_an_attempt_has_sent_is_known_to_the_next_one(store: Store, new_job) -> None:
    await add(store, new_job(1), new_job(2, user="ben"))
    (job,) = await store.jobs.lease(1, 60)
    assert job.messages("report") == ()
    await store.jobs.note(job.id, "report", 11, 12)
    await store.jobs.note(job.id, "report", 12)
    await store.jobs.note(job.id, "copy", 13)
    await store.jobs.fail(job.id, 0)
    again, other = await store.jobs.lease(2, 60)
    assert (again.messages("report"), again.messages("copy")) == ((11, 12), (13,))
    assert other.sent == ()


async def test_a_job_that_is_done_or_forgotten_notes_nothing(store: Store, new_job) -> None:
    await add(store, new_job(1))
    (job,) = await store.jobs.lease(1, 60)
    await store.jobs.note(job.id, "report", 11)
    await store.jobs.done(job.id)
    await store.jobs.note(job.id, "copy", 13)
    await add(store, new_job(2), first_update=9)
    await store.jobs.fail((await store.jobs.lease(1, 60))[0].id, 0)
    (new,) = await store.jobs.lease(1, 60)
    assert new.sent == ()


async def test_two_replicas_never_run_one_job_twice_or_two_of_one_person(
    store: Store, reopen, new_job
) -> None:
    other = await reopen()
    await add(store, *(new_job(number, user=f"user-{number % 5}") for number in range(40)))
    running: list[str] = []
    done: list[int] = []

    async def work(replica: Store) -> None:
        while leased := await replica.jobs.lease(2, 60):
            assert not set(running) & {job.user for job in leased}
            running.extend(job.user for job in leased)
            await asyncio.sleep(0.001)
            for job in leased:
                running.remove(job.user)
                await replica.jobs.done(job.id)
                done.append(job.message_id)

    while len(done) < 40:
        await asyncio.gather(work(store), work(other))
    assert sorted(done) == list(range(40))


async def test_two_replicas_take_an_album_whole(store: Store, reopen, clock, new_job) -> None:
    other = await reopen()
    await add(store, *(new_job(number, album="a") for number in range(1, 11)))
    taken = await asyncio.gather(store.jobs.lease(3, 60), other.jobs.lease(3, 60))
    assert sorted(map(len, taken)) == [0, 10]

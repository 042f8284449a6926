"""The window loses no id and repeats none, whatever the order of finishing."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.window import Window


class Queue:
    """Telegram's side: keeps ids until an offset passes them."""

    def __init__(self, ids: list[int]) -> None:
        self.coming = ids
        self.pending: list[int] = []

    def arrive(self, number: int) -> None:
        self.pending += self.coming[:number]
        del self.coming[:number]

    def poll(self, offset: int | None, limit: int) -> list[int]:
        self.pending = [each for each in self.pending if offset is None or each >= offset]
        return self.pending[:limit]


ids = st.lists(st.integers(1, 3), min_size=1, max_size=60).map(
    lambda gaps: [1000 + sum(gaps[: place + 1]) for place in range(len(gaps))]
)


@settings(deadline=None, max_examples=60)
@given(ids=ids, data=st.data())
def test_every_id_is_handled_once_and_confirmed_only_when_finished(
    ids: list[int], data: st.DataObject
) -> None:
    queue, window, handled, running = Queue(list(ids)), Window(), Counter[int](), list[int]()
    stale: list[int] = []
    while queue.coming or queue.pending or running:
        queue.arrive(data.draw(st.integers(0 if queue.pending or running else 1, 5)))
        batch = queue.poll(window.offset, 10)
        for each in window.take(stale + batch):
            handled[each] += 1
            running.append(each)
        # An answer that was under way while updates finished may hold what is confirmed by now.
        stale = data.draw(st.sampled_from([[], batch]))
        for _ in range(data.draw(st.integers(1 if not queue.coming else 0, 4))):
            if running:
                window.finish(running.pop(data.draw(st.integers(0, len(running) - 1))))
        assert window.offset is None or all(each >= window.offset for each in running)
        unfinished = set(running) | set(queue.coming)
        assert unfinished <= set(queue.pending) | set(queue.coming)
    assert handled == Counter(ids)


def test_the_offset_stands_at_the_lowest_unfinished_id() -> None:
    window = Window()
    window.take([5, 6, 7])
    window.finish(6)
    window.finish(7)
    assert window.offset == 5
    window.finish(5)
    assert window.offset == 8


def test_before_the_first_update_there_is_no_offset() -> None:
    assert Window().offset is None


def test_after_a_restart_lower_ids_are_new() -> None:
    window = Window()
    window.take([500])
    window.finish(500)
    window.restart()
    assert window.offset is None
    assert window.take([3]) == [3]


def test_a_restart_while_something_is_in_flight_changes_nothing() -> None:
    window = Window()
    window.take([500])
    window.restart()
    assert window.offset == 500

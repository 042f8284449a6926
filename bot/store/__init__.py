"""What is on disk: claims on updates, jobs, languages, counts, questions to the editors, groups.

Every SQL statement of the program is in this package. `schema` has the tables, `migrations/`
makes them, `retention` says how long each row stays.
"""

from bot.store.counts import Count, Counts
from bot.store.errors import StoreError
from bot.store.jobs import Job, Jobs, NewJob
from bot.store.languages import Languages
from bot.store.leader import Leader
from bot.store.pseudonym import Key, load_or_make_key, pseudonym
from bot.store.questions import Question, Questions
from bot.store.store import Clock, Store, utc_now
from bot.store.updates import Standing, Updates

__all__ = [
    "Clock",
    "Count",
    "Counts",
    "Job",
    "Jobs",
    "Key",
    "Languages",
    "Leader",
    "NewJob",
    "Question",
    "Questions",
    "Standing",
    "Store",
    "StoreError",
    "Updates",
    "load_or_make_key",
    "pseudonym",
    "utc_now",
]

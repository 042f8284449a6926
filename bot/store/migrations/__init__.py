"""Alembic's scripts; `bot.store.migrate` runs them when a store is opened."""

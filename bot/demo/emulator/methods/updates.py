"""Methods that fetch updates or set where they are delivered."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.demo.emulator.call import Call
from bot.demo.emulator.errors import ApiError, Json, bad_request
from bot.demo.emulator.methods.table import method
from bot.demo.emulator.webhook import MOST_CONNECTIONS, Target
from bot.demo.emulator.world import World

LONGEST_POLL = 50.0
LARGEST_BATCH = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active;"
    " use deleteWebhook to delete the webhook first"
)


@method("getUpdates")
async def get_updates(world: World, call: Call) -> list[Json]:
    """Confirm what lies below `offset` and return what is pending, waiting if there is nothing."""
    if world.webhook.target is not None:
        raise ApiError(409, ACTIVE)
    world.updates.allow(call.json("allowed_updates"))
    limit = min(max(call.integer("limit", LARGEST_BATCH), 1), LARGEST_BATCH)
    seconds = min(max(float(call.integer("timeout")), 0.0), LONGEST_POLL)
    return await world.updates.poll(call.integer("offset"), limit, seconds)


@method("setWebhook")
async def set_webhook(world: World, call: Call) -> bool:
    """Deliver updates to an address; https, or http on loopback as a local server allows."""
    url = call.text("url")
    if not url:
        return _delete(world, call)
    parts = urlsplit(url)
    if parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: the emulator delivers on loopback only")
    if not SECRET.fullmatch(call.text("secret_token")):
        raise bad_request("secret token contains unallowed characters")
    _drop(world, call)
    world.updates.allow(call.json("allowed_updates"))
    connections = min(max(call.integer("max_connections", 40), 1), MOST_CONNECTIONS)
    world.webhook.point_at(Target(url, call.text("secret_token"), connections))
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, call: Call) -> bool:
    """Go back to getUpdates; pending updates stay unless they are to be dropped."""
    return _delete(world, call)


@method("getWebhookInfo")
async def get_webhook_info(world: World, call: Call) -> Json:  # noqa: ARG001
    """Return the `WebhookInfo`."""
    info = world.webhook.info()
    info["pending_update_count"] = len(world.updates)
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _delete(world: World, call: Call) -> bool:
    _drop(world, call)
    world.webhook.point_at(None)
    return True


def _drop(world: World, call: Call) -> None:
    if call.boolean("drop_pending_updates"):
        world.updates.drop()

"""Traces of AI tools: prompts, workflows and marks that generators leave in other vocabularies.

AUTOMATIC1111 writes one text of prompt and settings, ComfyUI two JSON graphs, InvokeAI and NovelAI
JSON of their own; services write their name; IPTC has a vocabulary of digital source types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.images.metadata.categories import categories
from bot.images.metadata.tags import Tag
from bot.images.results import Category

GROUP = "AI"
DECLARED = "declared-made-by-ai"  # a code: `texts` has the words
MAX_LOOK = 20_000  # characters of a value that are searched

# Lower-case beginnings of what only these tools write, most telling first.
_MARKS = (
    ("sampler:", "Stable Diffusion web UI"),
    ('"class_type"', "ComfyUI"),
    ("comfyui", "ComfyUI"),
    ("invokeai", "InvokeAI"),
    ("novelai", "NovelAI"),
    ('"sampler_name"', "Stable Diffusion"),
    ('"sampler"', "Stable Diffusion"),
    ("stable diffusion", "Stable Diffusion"),
    ("midjourney", "Midjourney"),
    ("dall-e", "DALL-E"),
    ("dall·e", "DALL-E"),
    ("openai", "OpenAI"),
    ("firefly", "Adobe Firefly"),
    ("made with google ai", "Google AI"),
    ("ai-generated with google", "Google AI"),
    ("edited with google ai", "Google AI"),
    ("trainedalgorithmicmedia", DECLARED),
    ("compositewithtrainedalgorithmicmedia", DECLARED),
    ("compositesynthetic", DECLARED),
    ("fooocus", "Fooocus"),
    ("easy diffusion", "Easy Diffusion"),
    ("draw things", "Draw Things"),
    ("leonardo.ai", "Leonardo"),
    ("ideogram", "Ideogram"),
    ("flux.1", "FLUX"),
    ("c2pa", "Content Credentials"),
)
_NEEDS_STEPS = "sampler:"
_SETTINGS = re.compile(r"Steps: \d{1,6}\b")
# "a cat --v 6.0 --ar 3:2 Job ID: 5e4c…" in a description (Midjourney).
_MIDJOURNEY = re.compile(r"\bJob ID: [0-9a-f]{8}-[0-9a-f]{4}|\s--(?:v|niji|stylize|ar) \d")
_IGNORED_GROUPS = ("C2PA", "JUMBF", "ICC", GROUP)


def traces(tags: Iterator[Tag]) -> Iterator[Tag]:
    """Pass the tags on; behind a tag that an AI tool left stands one that names the tool."""
    seen: set[str] = set()
    for tag in tags:
        yield tag
        name = _tool(tag)
        if name and name not in seen:
            seen.add(name)
            yield Tag(GROUP, "Generator", name)
        if name and Category.AI not in categories(tag):
            yield Tag(GROUP, f"In {tag.name}", tag.value)


def _tool(tag: Tag) -> str:
    if tag.group in _IGNORED_GROUPS or tag.data or len(tag.value) < 4:
        return ""
    return tool(tag.value)


def tool(text: str) -> str:
    """Return the name of the tool whose marks stand in a text, nothing where there are none."""
    text = text[:MAX_LOOK]
    lower = text.lower()
    for mark, name in _MARKS:
        if mark in lower and (mark != _NEEDS_STEPS or _SETTINGS.search(text)):
            return name
    return "Midjourney" if _MIDJOURNEY.search(text) else ""

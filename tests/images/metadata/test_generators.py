"""Traces of AI tools in other vocabularies."""

from __future__ import annotations

import json

import pytest

from bot.images.metadata import generators
from bot.images.metadata.tags import Tag


def _tools(*tags):
    return [tag.value for tag in generators.traces(iter(tags)) if tag.name == "Generator"]


@pytest.mark.parametrize(
    ("name", "text", "tool"),
    [
        (
            "parameters",
            "a cat\nSteps: 20, Sampler: Euler a, CFG scale: 7",
            "Stable Diffusion web UI",
        ),
        ("prompt", json.dumps({"3": {"class_type": "KSampler"}}), "ComfyUI"),
        ("invokeai_metadata", '{"app_version": "invokeai 4"}', "InvokeAI"),
        ("Source", "NovelAI Diffusion V3", "NovelAI"),
        ("Description", "a cat --v 6.0 Job ID: 0a1b2c3d-0000-0000", "Midjourney"),
        ("Credit", "Made with Google AI", "Google AI"),
        ("Software", "Adobe Firefly", "Adobe Firefly"),
        ("UserComment", "created by DALL-E", "DALL-E"),
        ("provenance", "self#jumbf=/c2pa/adobe:urn:uuid:5f5b", "Content Credentials"),
    ],
)
def test_tools_are_known_by_what_they_write(name, text, tool):
    assert _tools(Tag("Text", name, text)) == [tool]


@pytest.mark.parametrize(
    "text", ["Sampler: a box of chocolates", "the steps: 3 to the door", "a cat on the mat", ""]
)
def test_plain_captions_are_no_trace(text):
    assert _tools(Tag("Text", "Description", text)) == []


def test_a_tool_is_named_once():
    tags = [Tag("Text", "Software", "NovelAI"), Tag("Text", "Source", "NovelAI Diffusion")]
    assert _tools(*tags) == ["NovelAI"]

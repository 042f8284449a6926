"""Every sentence the bot says outside `knowledge/`, through Project Fluent.

`say("de", "refused-damaged")` returns the German sentence. A key missing in a language is a
programming error and raises `KeyError`; a test compares keys and placeholders of all languages.
Texts are plain: whoever shows them escapes the values and adds markup.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "de")


@cache
def bundle(lang: str) -> FluentBundle:
    """Return the parsed texts of a language; `lang` is one of `LANGUAGES`."""
    source = resources.files(__package__).joinpath(f"{lang}.ftl").read_text(encoding="utf-8")
    # Isolation marks around values would end up in copied coordinates and file names.
    loaded = FluentBundle([lang], use_isolating=False)
    loaded.add_resource(FluentResource(source))
    return loaded


def has(lang: str, key: str) -> bool:
    """Tell whether a text exists."""
    return bool(bundle(lang).has_message(key))


def say(lang: str, key: str, **values: str | float) -> str:
    """Return the text `key` in `lang` with its values filled in.

    Raises `KeyError` for an unknown key and `ValueError` where a placeholder has no value.
    """
    texts = bundle(lang)
    if not texts.has_message(key):
        raise KeyError(f"no text {key!r} in {lang!r}")
    pattern = texts.get_message(key).value
    if pattern is None:
        raise KeyError(f"text {key!r} in {lang!r} has no value")
    text, errors = texts.format_pattern(pattern, values)
    if errors:
        raise ValueError(f"text {key!r} in {lang!r}: {errors[0]}")
    return str(text)

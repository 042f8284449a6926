"""What the picture itself shows: faces, codes, writing; and covering it so that nothing is left.

`looking` is the way in; the modules here are imported only where a picture is looked at.
"""

from __future__ import annotations

from importlib.util import find_spec


def reads_text() -> bool:
    """Tell whether the extra that reads text is installed, without importing it."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))

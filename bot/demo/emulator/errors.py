"""What a Bot API method answers when it refuses."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal as the Bot API words it: `code`, `description` and sometimes `parameters`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """Return the JSON body of the answer (Bot API, "Making requests")."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(problem: str) -> ApiError:
    """Return the 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {problem}")


def forbidden(problem: str) -> ApiError:
    """Return the 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {problem}")

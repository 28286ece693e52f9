"""What the service answers when it does not do what was asked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a body, query or path; `path` is a JSON pointer (U-07)."""

    path: str
    message: str


class Refusal(Exception):
    """A request that is not carried out: its HTTP status, a code and a sentence for people."""

    def __init__(self, status: int, code: str, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.problems = problems
        self.headers: dict[str, str] = {}

    def body(self) -> dict[str, object]:
        """The documented envelope (U-06, U-07)."""
        error: dict[str, object] = {"code": self.code, "message": str(self)}
        if self.problems:
            error["errors"] = [{"path": each.path, "message": each.message} for each in self.problems]
        return {"error": error}


def invalid(*problems: Problem) -> Refusal:
    """400: the request does not fit its schema."""
    return Refusal(400, "INVALID_REQUEST", "The request does not fit the schema", problems)


def unauthorized(message: str) -> Refusal:
    """401: no credentials, or credentials that do not hold (U-01, U-04)."""
    refusal = Refusal(401, "UNAUTHORIZED", message)
    refusal.headers = {"WWW-Authenticate": "Bearer"}
    return refusal


def forbidden(message: str) -> Refusal:
    """403: the caller may not do this (U-04, U-43)."""
    return Refusal(403, "FORBIDDEN", message)


def not_found(what: str) -> Refusal:
    """404: a card, token or transaction that is not there (U-35)."""
    return Refusal(404, "NOT FOUND", f"{what} not found")


def no_such_method(allowed: set[str]) -> Refusal:
    """405: the path is there, the method is not."""
    refusal = Refusal(405, "METHOD_NOT_ALLOWED", "This path has no such method")
    refusal.headers = {"Allow": ", ".join(sorted(allowed))}
    return refusal


def refused(code: str, message: str, status: int = 400) -> Refusal:
    """A request that is well formed, but that the card or the rules do not allow."""
    return Refusal(status, code, message)

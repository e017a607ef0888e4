"""Settings as the process environment gives them: words in, Python values out."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """Read a text without the white space around it; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """Read yes or no."""
    word = text(name).lower()
    if word and word not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} must be true or false, not {word!r}.")
    return word in _YES if word else default


def number(name: str, default: int) -> int:
    """Read a whole number that is not negative."""
    digits = text(name, str(default))
    if not (digits.isascii() and digits.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {digits!r}.")
    return int(digits)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Read a list: values with commas or white space between them."""
    return text(name).replace(",", " ").split() or list(default)


def choice(name: str, choices: tuple[str, ...]) -> str:
    """Read one of the choices; the first is the default."""
    word = text(name, choices[0])
    if word not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {word!r}.")
    return word


def required(name: str, purpose: str) -> str:
    """Read what has no default."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {purpose}.")
    return value


def remembered_secret(path: Path) -> str:
    """Read the secret kept in a file; the first call makes it, for its owner's eyes only.

    Two processes starting together agree: the file appears whole, and the first one wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent) as draft, suppress(FileExistsError):
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            os.link(draft.name, path)
    return path.read_text(encoding="ascii")

"""What a number may be here besides what is written: a look-alike, other zeros, another prefix."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.references import Alternative, Reason, lookalike_keys, number_key


@dataclass(frozen=True)
class Try:
    """A key to look for, and what is said when it is the one that fits."""

    key: str
    note: str = ""


def tries_of(number: str, *, may_lack_prefix: bool) -> tuple[Try, ...]:
    """The number's own key, then what it may be taken for, likeliest first."""
    key = number_key(number)
    tries = [Try(key), *(Try(other.key, _said(other, number)) for other in lookalike_keys(number))]
    if may_lack_prefix and (toggled := _prefix_toggled(key)):
        tries.append(Try(toggled, _("%s is here under another prefix.") % number))
    return tuple(tries)


def _said(alternative: Alternative, number: str) -> str:
    if alternative.reason == Reason.LEADING_ZEROS:
        return _("%s is here with other leading zeros.") % number
    return _("%s is read with a letter that looks alike.") % number


def _prefix_toggled(key: str) -> str:
    """Soviet fonds of a state archive are often cited without their Р-: GARF 9401."""
    if key[:1].isdigit():
        return f"r{key}"
    return key[1:] if key[:1] == "r" and key[1:2].isdigit() else ""

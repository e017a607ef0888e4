"""What authority files call an agent, checked for form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .agents import Agent
from .derived import Derived


@dataclass(frozen=True)
class Scheme:
    """An authority file: the form of its identifiers, their check, the page of each."""

    form: str
    address: str
    example: str
    is_valid: Callable[[str], bool] = lambda value: True


def check_character(digits: str) -> str:
    """ISO 7064, MOD 11-2, over the digits of an ISNI before its last character."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


def _is_isni(value: str) -> bool:
    return check_character(value[:-1]) == value[-1]


def gnd_check_character(digits: str) -> str:
    """The last character of a GND identifier: its digits weighted 2, 3, 4 … from the right."""
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), start=2))
    check = (11 - total % 11) % 11
    return "X" if check == 10 else str(check)


def _is_gnd(value: str) -> bool:
    """Persons' identifiers carry a check character; older ones of bodies, with a hyphen, none."""
    return "-" in value or gnd_check_character(value[:-1]) == value[-1]


SCHEMES = {
    "viaf": Scheme(r"[1-9][0-9]{1,21}", "https://viaf.org/viaf/{}", "12345678"),
    "wikidata": Scheme(r"Q[1-9][0-9]{0,11}", "https://www.wikidata.org/wiki/{}", "Q5816"),
    "isni": Scheme(r"[0-9]{15}[0-9X]", "https://isni.org/isni/{}", "0000000121032683", _is_isni),
    "gnd": Scheme(
        r"1[0-9]{7,9}[0-9X]|[1-9][0-9]{0,8}-[0-9X]",
        "https://d-nb.info/gnd/{}",
        "118577166",
        _is_gnd,
    ),
}
"""A further authority file is a line here and one in `AgentIdentifier.Authority`."""

_ADDRESS = re.compile(r"https?://[^/\s]+/(?:[^\s?#]*/)?([^/\s?#]+)/?(?:[?#]\S*)?")


def canonical(scheme: str, value: str) -> str:
    """An identifier as it is kept: without the address around it, spaces and small letters."""
    address = _ADDRESS.fullmatch(value.strip())
    plain = address[1] if address else value
    plain = "".join(plain.split()).upper()
    return plain.replace("-", "") if scheme == "isni" else plain


class AgentIdentifierQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, scheme: str, value: str) -> AgentIdentifier:
        return self.get(agent__slug=slug, scheme=scheme, value=value)


class AgentIdentifier(Derived):
    """One identifier of an agent. Two agents with the same one are likely the same."""

    class Authority(models.TextChoices):
        VIAF = "viaf", "VIAF"
        WIKIDATA = "wikidata", "Wikidata"
        ISNI = "isni", "ISNI"
        GND = "gnd", "GND"

    agent = models.ForeignKey(
        Agent, on_delete=models.CASCADE, related_name="identifiers", db_index=False
    )
    scheme = models.CharField(gettext_lazy("authority file"), max_length=12, choices=Authority)
    value = models.CharField(
        gettext_lazy("identifier"),
        max_length=200,
        db_index=True,
        help_text=gettext_lazy("The identifier or its address: Q5816, https://viaf.org/viaf/…"),
    )

    objects = AgentIdentifierQuerySet.as_manager()

    class Meta:
        ordering = ["agent", "scheme", "value"]
        verbose_name = gettext_lazy("identifier of an agent")
        verbose_name_plural = gettext_lazy("identifiers of agents")
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "scheme", "value"],
                name="agent_identifier_once",
                violation_error_message=gettext_lazy("This agent has that identifier already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def natural_key(self) -> tuple[str, str, str]:
        return (self.agent.slug, self.scheme, self.value)

    natural_key.dependencies = ["catalogue.agent"]

    def derive(self) -> None:
        super().derive()
        scheme = SCHEMES.get(self.scheme)
        if scheme is None:
            return
        self.value = canonical(self.scheme, self.value)
        if not re.fullmatch(scheme.form, self.value):
            message = _("%(scheme)s looks like %(example)s.")
        elif not scheme.is_valid(self.value):
            message = _("The check digit of this %(scheme)s is wrong: is a digit mistyped?")
        else:
            return
        words = {"scheme": self.get_scheme_display(), "example": scheme.example}
        raise ValidationError({"value": message % words})

    @property
    def url(self) -> str:
        """The agent's page in the authority file."""
        return SCHEMES[self.scheme].address.format(self.value)

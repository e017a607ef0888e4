"""Log lines say which request they belong to, and cannot be forged from outside."""

import json
import logging
import sys

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from archive_site.logs import JsonFormatter, RequestIdFilter, RequestIdMiddleware

GIVEN = "01890a5d-ac96-774b-bcce-b302099a8057"


def record(message: str, *arguments: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("room", logging.INFO, __file__, 1, message, arguments, None)
    vars(made).update(extra)
    RequestIdFilter().filter(made)
    return made


def answer(request: HttpRequest) -> HttpResponse:
    """A view that answers with the request id its own log lines would bear."""
    return HttpResponse(record("asked").request_id)


def ask(**headers: str) -> HttpResponse:
    return RequestIdMiddleware(answer)(
        RequestFactory().get("/documents/?q=secret", headers=headers)
    )


def test_a_request_keeps_the_identifier_its_proxy_gave() -> None:
    response = ask(**{"X-Request-ID": GIVEN})
    assert response["X-Request-ID"] == GIVEN
    assert response.content.decode() == GIVEN


@pytest.mark.parametrize(
    "forged", ["", "short", "x" * 65, "one two three", '"},{"a":1', "-dashes-"]
)
def test_an_identifier_that_could_forge_a_line_is_replaced(forged: str) -> None:
    identifier = ask(**{"X-Request-ID": forged})["X-Request-ID"]
    assert identifier != forged
    assert len(identifier) == 32


def test_outside_a_request_a_line_bears_no_identifier() -> None:
    ask()
    assert record("later").request_id == ""


def test_a_request_is_logged_without_its_query(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="archive_site.requests"):
        ask()
    (line,) = caplog.records
    assert line.getMessage() == "GET /documents/"
    assert line.status_code == 200


def test_a_json_line_is_one_line_in_the_original_script() -> None:
    written = JsonFormatter().format(record("фонд %s\nпропал", "059а", status_code=404))
    assert "\n" not in written
    line = json.loads(written)
    assert line["message"] == "фонд 059а\nпропал"
    assert (line["logger"], line["level"], line["status_code"]) == ("room", "INFO", 404)
    assert "request_id" not in line
    assert "фонд" in written


def test_a_json_line_carries_the_traceback() -> None:
    try:
        raise ValueError("no such fond")
    except ValueError:
        failed = record("failed", exc_info=sys.exc_info())
    assert "ValueError: no such fond" in json.loads(JsonFormatter().format(failed))["exception"]

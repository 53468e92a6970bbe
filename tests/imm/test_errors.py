"""The table of codes, and what of cuelift becomes which of them."""

from __future__ import annotations

import inspect
import json
import pickle

import pytest

from cuelift import errors
from cuelift.imm.errors import (
    CODES,
    WireError,
    body,
    exists,
    failure_code,
    failure_message,
    from_error,
    headers,
    invalid,
    missing,
    no_permission,
    not_found,
    wire_error,
)
from cuelift.jobs.model import FAILURES, Failure

CLASSES = {
    name: kind
    for name, kind in vars(errors).items()
    if inspect.isclass(kind) and issubclass(kind, errors.CueliftError)
}


def test_the_body_has_every_documented_field():
    error = not_found("Project")

    assert json.loads(body(error, "R-1", "host")) == {
        "RequestId": "R-1",
        "HostId": "host",
        "Code": "ResourceNotFound",
        "Message": "The specified resource Project is not found.",
        "Recommend": "/docs",
    }
    assert error.status == 400


def test_the_documented_sentences_are_used():
    assert missing("ProjectName").message == (
        "The parameter ProjectName is required but not provided."
    )
    assert missing("X").code == invalid("X", "y").code == "InvalidArgument"
    assert invalid("X", "y").message == "The parameter X is invalid: y."
    assert exists("Project").message == "The specified resource Project already exists."
    assert exists("Project").code == "ResourceAlreadyExists"


def test_a_refusal_tells_what_was_not_allowed():
    error = no_permission("ak", "1000", "GetProject", "")

    detail = json.loads(body(error, "R"))["AccessDeniedDetail"]
    assert error.status == 403
    assert detail["AuthAction"] == "imm:GetProject"
    assert detail["AuthPrincipalDisplayName"] == "ak"
    assert detail["AuthPrincipalOwnerId"] == "1000"
    assert "on *" in error.message
    assert no_permission("ak", "1", "oss:GetObject", "b").denied["AuthAction"] == "oss:GetObject"


def test_throttling_always_says_how_long_to_wait():
    error = wire_error("Throttling.User", "Slow down.")

    assert headers(error, "R")["x-acs-retry-after"] == "1000"
    later = wire_error("Throttling.User", "", retry_after_ms=2500)
    assert headers(later, "R")["x-acs-retry-after"] == "2500"
    soon = wire_error("Throttling.User", "", retry_after_ms=1)
    assert headers(soon, "R")["x-acs-retry-after"] == "100"
    assert "x-acs-retry-after" not in headers(missing("X"), "R")
    assert headers(None, "R") == {
        "content-type": "application/json;charset=utf-8",
        "x-acs-request-id": "R",
    }


def test_wire_errors_survive_pickling():
    error = no_permission("ak", "1", "A", "r")

    copy = pickle.loads(pickle.dumps(error))

    assert (copy.code, copy.status, copy.message, copy.denied) == (
        error.code, error.status, error.message, error.denied
    )  # fmt: skip


def test_an_error_without_a_known_code_is_an_internal_one():
    assert WireError("x").status == 500
    assert WireError("x", code="Strange").status == 500
    assert WireError("x", denied=3, retry_after_ms="1").denied is None
    assert WireError("x", denied=3, retry_after_ms="1").retry_after_ms == 0


@pytest.mark.parametrize("name", [name for name in CLASSES if name != "CueliftError"])
def test_every_error_class_has_a_code(name):
    error = from_error(CLASSES[name]("what happened"))

    assert error.code in CODES
    if name != "Cancelled":
        assert error.code != "InternalError"
    assert failure_code(Failure(code=name, message="")) != "InternalError"


@pytest.mark.parametrize("name", sorted(FAILURES - {"InternalError"}))
def test_every_failure_of_a_task_has_a_code(name):
    assert failure_code(Failure(code=name, message="")) != "InternalError"


@pytest.mark.parametrize(
    ("error", "code", "status", "message"),
    [
        (errors.NotThere("x"), "ResourceNotFound", 400,
         "The specified resource Task is not found."),
        (errors.AlreadyExists("x"), "ResourceAlreadyExists", 400,
         "The specified resource Task already exists."),
        (errors.NotFound("x"), "ResourceNotFound", 400,
         "The specified resource Object is not found."),
        (errors.TooMany("x"), "Throttling.User", 429,
         "Request was denied due to user flow control."),
        (errors.QuotaExceeded("100 projects"), "LimitExceededError", 400, "100 projects"),
        (errors.NotEmpty("has tasks"), "ResourceNotEmpty", 400, "has tasks"),
        (errors.UsageError("bad"), "InvalidArgument", 400, "bad"),
        (errors.AccessDenied("no"), "AccessDenied", 403, "no"),
        (errors.TransientError("later"), "ServiceUnavailable", 503, "later"),
        (errors.TruncatedData("cut"), "InvalidMedia", 400, "cut"),
        (errors.CueliftError("secret"), "InternalError", 500,
         "The request processing has failed."),
        (RuntimeError("secret"), "InternalError", 500, "The request processing has failed."),
    ],
)  # fmt: skip
def test_errors_of_cuelift_become_errors_of_the_wire(error, code, status, message):
    made = from_error(error, "Task")

    assert (made.code, made.status, made.message) == (code, status, message)


def test_an_error_of_the_wire_stays_what_it_is():
    error = missing("X")

    assert from_error(error) is error


def test_a_subclass_goes_by_the_nearest_class_that_is_known():
    class Colder(errors.ColdObject):
        pass

    assert from_error(Colder("x")).code == "InvalidObjectState"


@pytest.mark.parametrize(
    ("failure", "code", "message"),
    [
        (None, "", ""),
        (Failure(code="NotFound", message="oss://b/k"), "ResourceNotFound",
         "The specified resource Object is not found. oss://b/k"),
        (Failure(code="TaskCancelled", message="by you"), "TaskCancelled", "by you"),
        (Failure(code="Strange", message="?"), "InternalError", "?"),
    ],
)  # fmt: skip
def test_a_failed_task_tells_why(failure, code, message):
    assert failure_code(failure) == code
    assert failure_message(failure) == message

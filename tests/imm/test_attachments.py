"""Buckets of projects on the wire."""

from __future__ import annotations

import json

import pytest
from alibabacloud_imm20200930 import models

from cuelift.imm.actions import ACTIONS, answer
from cuelift.imm.attachments import (
    attachment_body,
    attachments_body,
    new_attachment,
    read_attachment_page,
)
from cuelift.imm.errors import WireError

AT = 1_795_372_073_000_000_000
SECRET = b"s"


def attach(**sent):
    values = ACTIONS["AttachOSSBucket"].read({"ProjectName": "p", "OSSBucket": "films", **sent})
    return new_attachment(values, AT)


def test_an_attachment_is_told_again():
    told = attachment_body(attach(Description="d"))

    body = models.GetOSSBucketAttachmentResponseBody().from_map(json.loads(answer("R", told)))
    assert (body.project_name, body.description, body.request_id) == ("p", "d", "R")
    assert body.create_time == body.update_time == "2026-11-22T18:27:53.000000000Z"
    assert attach().description == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("OSSBucket", name) for name in ["", "ab", "Films", "-ab", "ab-", "a_b", "a" * 64]),
        ("Description", "d" * 129),
        ("ProjectName", ""),
    ],
)
def test_bad_values_are_refused_by_name(name, value):
    with pytest.raises(WireError, match=name):
        attach(**{name: value})


def page(**sent):
    values = ACTIONS["ListAttachedOSSBuckets"].read({"ProjectName": "p", **sent})
    return read_attachment_page(values, SECRET)


def test_pages_follow_each_other():
    rows = [attach(OSSBucket=f"films{number}") for number in range(3)]

    told = attachments_body(page(MaxResults="2"), rows, "1000", SECRET)

    body = models.ListAttachedOSSBucketsResponseBody().from_map(json.loads(answer("R", told)))
    assert [item.ossbucket for item in body.attached_ossbuckets] == ["films0", "films1"]
    assert body.attached_ossbuckets[0].owner_id == "1000"
    second = page(NextToken=body.next_token)
    assert (second.after, second.limit, second.project) == ("films1", 100, "p")
    assert attachments_body(second, rows[2:], "1000", SECRET)["NextToken"] == ""
    with pytest.raises(WireError, match="NextToken"):
        page(ProjectName="q", NextToken=body.next_token)


@pytest.mark.parametrize("size", ["0", "201"])
def test_the_size_of_a_page_has_its_limits(size):
    with pytest.raises(WireError, match="MaxResults"):
        page(MaxResults=size)

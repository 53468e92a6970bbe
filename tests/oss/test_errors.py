from __future__ import annotations

import base64
import pickle
from xml.etree import ElementTree

from cuelift.oss.errors import STATUS, WireError, error_body, error_header


def test_an_error_is_told_as_xml():
    body = error_body("NoSuchKey", "no <key>", "ID", "host")
    root = ElementTree.fromstring(body)

    assert root.tag == "Error"
    assert {node.tag: node.text for node in root} == {
        "Code": "NoSuchKey", "Message": "no <key>", "RequestId": "ID", "HostId": "host",
    }  # fmt: skip
    assert base64.b64decode(error_header(body)) == body


def test_every_code_has_a_status_and_survives_pickling():
    for code, status in STATUS.items():
        error = pickle.loads(pickle.dumps(WireError("m", code=code, size=1)))
        assert (error.status, error.code, error.details["size"]) == (status, code, 1)

"""Every single fault of a signature is caught; scopes hold."""

from __future__ import annotations

import hashlib
import time

import oss2
import pytest

from cuelift.jobs.model import Attachment
from cuelift.server.objects.app import objects_app
from cuelift.store.buckets import Buckets
from tests.server.objects.asking import Ask, send
from tests.server.objects.conftest import KEY, SECRET, TOKEN, find_key


async def find_attachment(bucket):
    if bucket != "loose":
        return None
    return Attachment(bucket=bucket, project="films", description="", created_ns=0, updated_ns=0)


@pytest.fixture
def app(tmp_path):
    (tmp_path / "films").mkdir()
    (tmp_path / "films/k").write_bytes(b"data")
    (tmp_path / "songs").mkdir()
    (tmp_path / "songs/k").write_bytes(b"la")
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose/k").write_bytes(b"mine")
    app = objects_app(Buckets(folder=str(tmp_path)), find_key, find_attachment=find_attachment)
    yield app
    app.close()


def shift(app, seconds):
    app._clock = lambda: time.time_ns() + seconds * 10**9


@pytest.mark.parametrize("version", [1, 4])
@pytest.mark.parametrize("expires", [None, 60])
def test_an_unspoilt_request_is_answered(app, version, expires):
    answer = Ask(version=version, expires=expires).send(app)

    assert (answer.status, answer.body) == (200, b"data")
    assert len(answer.headers["x-oss-request-id"]) == 24


def spoil(**changes):
    def change(ask):
        for name, value in changes.items():
            getattr(ask, name).update(value) if isinstance(value, dict) else setattr(
                ask, name, value
            )

    return change


def drop_header(name):
    return lambda ask: ask.headers.pop(name)


def swap_in(field, old, new):
    def change(ask):
        ask.headers[field] = ask.headers[field].replace(old, new)

    return change


SPOILT = {
    "method": (spoil(method="DELETE"), "SignatureDoesNotMatch"),
    "key": (spoil(key="other"), "SignatureDoesNotMatch"),
    "bucket": (spoil(bucket="songs"), "SignatureDoesNotMatch"),
    "a sub-resource": (spoil(params={"objectMeta": ""}), "SignatureDoesNotMatch"),
    "an override": (
        spoil(params={"response-content-type": "text/html"}),
        "SignatureDoesNotMatch",
    ),
    "a header of ours": (spoil(headers={"x-oss-meta-a": "2"}), "SignatureDoesNotMatch"),
    "a header of ours is gone": (drop_header("x-oss-meta-a"), "SignatureDoesNotMatch"),
    "another header of ours": (
        spoil(headers={"x-oss-forbid-overwrite": "true"}),
        "SignatureDoesNotMatch",
    ),
    "content type": (spoil(headers={"content-type": "text/html"}), "SignatureDoesNotMatch"),
    "content md5": (
        spoil(headers={"content-md5": "1B2M2Y8AsgTpgAmY7PhCfg=="}),
        "SignatureDoesNotMatch",
    ),
    "a token": (spoil(headers={"x-oss-security-token": "t"}), "SignatureDoesNotMatch"),
}


@pytest.mark.parametrize("version", [1, 4])
@pytest.mark.parametrize("expires", [None, 60])
@pytest.mark.parametrize("name", SPOILT)
def test_what_is_signed_cannot_be_changed(app, version, expires, name):
    change, code = SPOILT[name]
    ask = Ask(version=version, expires=expires, headers={"x-oss-meta-a": "1"})
    change(ask)

    answer = ask.send(app)

    assert (answer.status, answer.code) == (403, code)
    assert b"<RequestId>" in answer.body
    assert b"<HostId>" in answer.body


@pytest.mark.parametrize("version", [1, 4])
@pytest.mark.parametrize("expires", [None, 60])
def test_another_secret_is_no_signature(app, version, expires):
    auth = (oss2.Auth if version == 1 else oss2.AuthV4)(KEY, "wrong")

    assert Ask(auth=auth, expires=expires).send(app).code == "SignatureDoesNotMatch"


SPOILT_V4 = {
    "signature": (
        lambda ask: ask.headers.update(authorization=ask.headers["authorization"][:-1] + "x"),
        "SignatureDoesNotMatch",
    ),
    "no signature": (
        lambda ask: ask.headers.update(
            authorization=ask.headers["authorization"].partition(", ")[0]
        ),
        "InvalidArgument",
    ),
    "region": (swap_in("authorization", "cn-local", "cn-other"), "SignatureDoesNotMatch"),
    "odd region": (swap_in("authorization", "cn-local", "cn local"), "InvalidArgument"),
    "product": (swap_in("authorization", "/oss/", "/s3/"), "InvalidArgument"),
    "terminator": (swap_in("authorization", "aliyun_v4", "aws4"), "InvalidArgument"),
    "credential": (swap_in("authorization", "/oss", ""), "InvalidArgument"),
    "day": (swap_in("authorization", f"/{time.gmtime().tm_year}", "/1999"), "InvalidArgument"),
    "additional": (
        lambda ask: ask.headers.update(
            authorization=ask.headers["authorization"] + ", AdditionalHeaders=host"
        ),
        "SignatureDoesNotMatch",
    ),
    "odd additional": (
        lambda ask: ask.headers.update(
            authorization=ask.headers["authorization"] + ", AdditionalHeaders=h\xe9"
        ),
        "InvalidArgument",
    ),
    "no payload": (drop_header("x-oss-content-sha256"), "InvalidArgument"),
    "payload": (
        spoil(headers={"x-oss-content-sha256": hashlib.sha256().hexdigest()}),
        "SignatureDoesNotMatch",
    ),
    "no date": (drop_header("x-oss-date"), "AccessDenied"),
    "odd date": (spoil(headers={"x-oss-date": "2026-11-23T00:00:00Z"}), "AccessDenied"),
    "unsigned parameter": (spoil(params={"a": "b"}), "SignatureDoesNotMatch"),
    "twice": (spoil(params={"x-oss-signature": "a"}), "InvalidArgument"),
    "two schemes": (spoil(params={"OSSAccessKeyId": "a"}), "InvalidArgument"),
    "other scheme": (spoil(headers={"authorization": "AWS4-HMAC-SHA256 x"}), "InvalidArgument"),
    "version 2": (spoil(headers={"authorization": "OSS2 AccessKeyId:a"}), "InvalidArgument"),
    "unsigned": (drop_header("authorization"), "AccessDenied"),
}


@pytest.mark.parametrize("name", SPOILT_V4)
def test_faults_of_version_4(app, name):
    change, code = SPOILT_V4[name]
    ask = Ask()
    change(ask)

    assert ask.send(app).code == code


SPOILT_V1 = {
    "signature": (
        lambda ask: ask.headers.update(authorization=f"OSS {KEY}:AAAA"),
        "SignatureDoesNotMatch",
    ),
    "no colon": (spoil(headers={"authorization": f"OSS {KEY}"}), "InvalidArgument"),
    "no signature": (spoil(headers={"authorization": f"OSS {KEY}:"}), "InvalidArgument"),
    "another date": (
        lambda ask: ask.headers.update(date=oss2.utils.http_date(int(time.time()) + 5)),
        "SignatureDoesNotMatch",
    ),
    "no date": (drop_header("date"), "AccessDenied"),
    "odd date": (spoil(headers={"date": "yesterday"}), "AccessDenied"),
}


@pytest.mark.parametrize("name", SPOILT_V1)
def test_faults_of_version_1(app, name):
    change, code = SPOILT_V1[name]
    ask = Ask(version=1)
    change(ask)

    assert ask.send(app).code == code


@pytest.mark.parametrize("version", [1, 4])
def test_a_clock_that_is_off(app, version):
    for seconds, code in ((890, ""), (-890, ""), (920, "RequestTimeTooSkewed"),
                          (-920, "RequestTimeTooSkewed")):  # fmt: skip
        shift(app, seconds)
        assert Ask(version=version).send(app).code == code


@pytest.mark.parametrize("version", [1, 4])
def test_an_address_serves_until_its_end(app, version):
    ask = Ask(version=version, expires=100)
    for seconds, code in ((95, ""), (105, "AccessDenied")):
        shift(app, seconds)
        assert ask.send(app).code == code


def test_an_address_cannot_be_prolonged(app):
    v4, v1 = Ask(expires=60), Ask(expires=60, version=1)
    v4.params["x-oss-expires"] = "6000"
    v1.params["Expires"] = str(int(v1.params["Expires"]) + 1000)

    assert v4.send(app).code == v1.send(app).code == "SignatureDoesNotMatch"


def test_addresses_of_the_future_or_for_ever_are_refused(app):
    shift(app, -1000)
    assert Ask(expires=60).send(app).code == "AccessDenied"
    assert Ask(expires=8 * 24 * 3600).send(app).code == "InvalidArgument"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x-oss-date", "now"), ("x-oss-expires", ""), ("x-oss-expires", "0"),
        ("x-oss-expires", "-1"), ("x-oss-expires", "9" * 30), ("x-oss-credential", "a/b"),
        ("x-oss-signature-version", "OSS2"), ("x-oss-additional-headers", "é"),
        ("x-oss-signature", ""),
    ],
)  # fmt: skip
def test_malformed_parts_of_an_address(app, name, value):
    ask = Ask(expires=60)
    ask.params[name] = value

    assert ask.send(app).code == "InvalidArgument"


@pytest.mark.parametrize(
    ("name", "value"),
    [("Expires", "soon"), ("Expires", "٣"), ("Signature", ""), ("OSSAccessKeyId", "")],
)
def test_malformed_parts_of_an_address_of_version_1(app, name, value):
    ask = Ask(version=1, expires=60)
    ask.params[name] = value

    assert ask.send(app).code == "InvalidArgument"


@pytest.mark.parametrize("name", ["x-oss-date", "authorization", "range", "content-type", "date"])
def test_headers_that_stand_twice_are_refused(app, name):
    ask = Ask(headers={"range": "bytes=0-1", "content-type": "a/b"}, version=4)
    ask.headers.setdefault("date", "x")
    ask.extra_headers = [(name.encode(), b"other")]

    assert ask.send(app).code == "InvalidArgument"


def test_parameters_that_stand_twice_are_refused(app):
    ask = Ask(params={"objectMeta": ""})
    ask.extra_query = "&objectMeta=1"

    assert ask.send(app).code == "InvalidArgument"


def sts(token=TOKEN, version=4, key="sts-key"):
    return oss2.StsAuth(key, SECRET, token, auth_version=f"v{version}")


@pytest.mark.parametrize("version", [1, 4])
@pytest.mark.parametrize("expires", [None, 60])
def test_the_token_of_a_temporary_key_is_compared(app, version, expires):
    assert Ask(auth=sts(version=version), expires=expires).send(app).status == 200
    for token in ("another", TOKEN + "x"):
        answer = Ask(auth=sts(token, version), expires=expires).send(app)
        assert (answer.status, answer.code) == (403, "InvalidSecurityToken")


@pytest.mark.parametrize("version", [1, 4])
def test_a_temporary_key_needs_its_token_and_others_have_none(app, version):
    plain = oss2.Auth if version == 1 else oss2.AuthV4

    assert Ask(auth=plain("sts-key", SECRET)).send(app).code == "InvalidSecurityToken"
    assert Ask(auth=sts(version=version, key=KEY)).send(app).code == "InvalidSecurityToken"


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (oss2.AuthV4("nobody", SECRET), "InvalidAccessKeyId"),
        (oss2.AuthV4("revoked", SECRET), "InvalidAccessKeyId"),
        (oss2.AuthV4("expired", SECRET), "InvalidAccessKeyId"),
        (oss2.AuthV4("bearer", SECRET), "InvalidAccessKeyId"),
        (sts(key="sts-expired"), "SecurityTokenExpired"),
    ],
)
def test_keys_that_do_not_serve(app, auth, code):
    answer = Ask(auth=auth).send(app)

    assert (answer.status, answer.code) == (403, code)


def test_scopes(app):
    reader, films = oss2.AuthV4("reader", SECRET), oss2.AuthV4("films-key", SECRET)

    assert Ask(auth=reader).send(app).status == 200
    assert Ask("HEAD", auth=reader).send(app).status == 200
    assert Ask("GET", "", params={"list-type": "2"}, auth=reader).send(app).status == 200
    for ask in (
        Ask("PUT", auth=reader), Ask("DELETE", auth=reader),
        Ask("POST", auth=reader, params={"uploads": ""}),
        Ask("PUT", auth=reader, params={"uploadId": "A", "partNumber": "1"}),
        Ask("POST", auth=reader, params={"uploadId": "A"}),
        Ask("DELETE", auth=reader, params={"uploadId": "A"}),
        Ask("GET", auth=reader, params={"uploadId": "A"}),
        Ask(bucket="songs", auth=films), Ask(bucket="absent", auth=films),
    ):  # fmt: skip
        answer = ask.send(app)
        assert (answer.status, answer.code or "AccessDenied") == (403, "AccessDenied")
    assert Ask(auth=films).send(app).status == 200


def test_a_bucket_of_a_project_is_open_to_the_keys_of_that_project(app):
    films, reader = oss2.AuthV4("films-key", SECRET), oss2.AuthV4("reader", SECRET)

    assert Ask(bucket="loose", auth=films).send(app).body == b"mine"
    assert Ask("DELETE", bucket="loose", auth=reader).send(app).code == "AccessDenied"


def test_the_hash_of_a_body_is_checked(app, tmp_path):
    good, other = b"hello", b"jello"
    headers = {"x-oss-content-sha256": hashlib.sha256(good).hexdigest()}
    for body, code in ((good, ""), (other, "InvalidDigest")):
        ask = Ask("PUT", "new", headers=headers, body=body)
        resign(ask, headers["x-oss-content-sha256"])
        assert ask.send(app).code == code
    assert (tmp_path / "films/new").read_bytes() == good
    for text in ("abc", "z" * 64):
        ask = Ask("PUT", "new", body=good)
        resign(ask, text)
        assert ask.send(app).code == "InvalidArgument"


def resign(ask, payload):
    """Signs with a hash of the body, which this client never does itself."""
    from cuelift.oss.request import Place, read_request
    from cuelift.oss.signature import sign_v4, text_v4

    ask.headers["x-oss-content-sha256"] = payload
    scope = ask.scope()
    request = read_request(ask.method, scope["raw_path"], b"", scope["headers"])
    date = ask.headers["x-oss-date"]
    text = text_v4(request, Place(ask.bucket, ask.key), date, "cn-local", ())
    signature = sign_v4(SECRET, date[:8], "cn-local", text)
    head = ask.headers["authorization"].partition("Signature=")[0]
    ask.headers["authorization"] = f"{head}Signature={signature}"


@pytest.mark.parametrize(
    ("raw_path", "code"),
    [
        (b"/films/%ff", "InvalidURI"), (b"http://h/films/k", "InvalidURI"),
        (b"/UPPER/k", "InvalidBucketName"), (b"/", "NotImplemented"),
    ],
)  # fmt: skip
def test_paths_that_name_nothing(app, raw_path, code):
    scope = Ask().scope() | {"raw_path": raw_path}

    assert send(app, scope).code == code


def test_secrets_do_not_show():
    from cuelift.oss.claim import Claim

    claim = Claim(version=4, key_id="id", signature="sig", date="d", token="tok")

    assert repr(claim) == "Claim(v4, 'id')"

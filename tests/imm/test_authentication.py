"""Every check of a signature: a request with one fault is refused for that fault."""

from __future__ import annotations

import pytest

from cuelift.imm.authentication import NONCE_LIFE_S, WINDOW_S, nonce_used, present, verify
from cuelift.imm.errors import WireError
from tests.imm.signing import NOW, TOKEN, Call, RpcCall, key

NS = 1_000_000_000


def refused(make, secrets, now=NOW):
    with pytest.raises(WireError) as caught:
        verify(make().present(), secrets, now)
    return caught.value.code, caught.value.message


MISSING = object()


def without(call, name):
    del call.headers[name]
    return call


def unsigned(name, value="1"):
    call = Call().sign()
    call.headers[name] = value
    return call


def changed(call, name, value):
    call.headers[name] = value
    return call


def query_changed(call, **changes):
    call.query.update(changes)
    return call


def more(call, *headers):
    call.more.extend(headers)
    return call


def presigned(**headers):
    call = Call()
    for name, value in headers.items():
        call.headers[name.replace("_", "-")] = value
    return call.sign()


def body_changed(call):
    call.body = b"a=b"
    call.headers["content-type"] = "application/x-www-form-urlencoded"
    return call


def get_changed(call):
    call.method = "GET"
    return call


V3_FAULTS = {
    "no Authorization": (Call, "IncompleteSignature"),
    "blank Authorization": (
        lambda: changed(Call().sign(), "Authorization", ""),
        "IncompleteSignature",
    ),
    "two Authorizations": (
        lambda: more(Call().sign(), (b"authorization", b"ACS3-HMAC-SHA256 x")),
        "IncompleteSignature",
    ),
    "SM3": (
        lambda: Call().sign().edit("Authorization", "HMAC-SHA256", "HMAC-SM3"),
        "IncompleteSignature",
    ),
    "RSA": (
        lambda: Call().sign().edit("Authorization", "ACS3-HMAC-SHA256", "ACS3-RSA-SHA256"),
        "IncompleteSignature",
    ),
    "algorithm in small letters": (
        lambda: Call().sign().edit("Authorization", "ACS3", "acs3"),
        "IncompleteSignature",
    ),
    "no Credential": (
        lambda: Call().sign().edit("Authorization", "Credential=testak,", ""),
        "IncompleteSignature",
    ),
    "blank Credential": (
        lambda: Call().sign().edit("Authorization", "=testak,", "=,"),
        "IncompleteSignature",
    ),
    "strange Credential": (
        lambda: Call().sign().edit("Authorization", "testak", "a/b"),
        "IncompleteSignature",
    ),
    "something behind the signature": (
        lambda: changed(
            Call().sign(), "Authorization", Call().sign().headers["Authorization"] + ",x"
        ),
        "IncompleteSignature",
    ),
    "signature cut": (
        lambda: changed(
            Call().sign(), "Authorization", Call().sign().headers["Authorization"][:-1]
        ),
        "IncompleteSignature",
    ),
    "Authorization too long": (
        lambda: (
            Call().sign().edit("Authorization", "SignedHeaders=", "SignedHeaders=" + "a" * 9000)
        ),
        "IncompleteSignature",
    ),
    "signed header twice": (
        lambda: Call().sign().edit("Authorization", "=accept;", "=accept;accept;"),
        "IncompleteSignature",
    ),
    "signed header not sent": (
        lambda: Call().sign().edit("Authorization", "=accept;", "=accept;date;"),
        "IncompleteSignature",
    ),
    **{
        f"{name} missing": (lambda name=name: without(Call().sign(), name), "IncompleteSignature")
        for name in (
            "host",
            "x-acs-action",
            "x-acs-version",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-content-sha256",
        )
    },
    **{
        f"{name} not signed": (
            lambda name=name: Call().sign().edit("Authorization", f"{name};", ""),
            "IncompleteSignature",
        )
        for name in (
            "host",
            "x-acs-action",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-content-sha256",
        )
    },
    "x-acs-version not signed": (
        lambda: Call().sign().edit("Authorization", ";x-acs-version", ""),
        "IncompleteSignature",
    ),
    "another x-acs header put in": (lambda: unsigned("x-acs-new"), "IncompleteSignature"),
    "a token put in": (lambda: unsigned("x-acs-security-token", "t"), "IncompleteSignature"),
    "X-Acs header in capitals": (lambda: unsigned("X-ACS-NEW"), "IncompleteSignature"),
    "action twice": (
        lambda: more(Call().sign(), (b"x-acs-action", b"DeleteProject")),
        "IncompleteSignature",
    ),
    "host twice": (lambda: more(Call().sign(), (b"host", b"other")), "IncompleteSignature"),
    "key id of another": (
        lambda: presigned(x_acs_accesskey_id="other"),
        "IncompleteSignature",
    ),
    "body put in": (lambda: body_changed(Call().sign()), "IncompleteSignature"),
    "digest of another body": (
        lambda: presigned(x_acs_content_sha256="00" * 32),
        "IncompleteSignature",
    ),
    "digest as a word": (
        lambda: presigned(x_acs_content_sha256="UNSIGNED-PAYLOAD"),
        "IncompleteSignature",
    ),
    "digest with other letters": (
        lambda: presigned(x_acs_content_sha256="é" * 64),
        "IncompleteSignature",
    ),
    "date of another form": (
        lambda: presigned(x_acs_date="2026-11-22T18:27:53+00:00"),
        "IncompleteSignature",
    ),
    "no such day": (lambda: presigned(x_acs_date="2026-02-30T18:27:53Z"), "IncompleteSignature"),
    "nonce blank": (lambda: presigned(x_acs_signature_nonce=""), "IncompleteSignature"),
    "nonce too long": (lambda: presigned(x_acs_signature_nonce="n" * 257), "IncompleteSignature"),
    "action blank": (lambda: presigned(x_acs_action=""), "IncompleteSignature"),
    "version with a space": (lambda: presigned(x_acs_version="2020 09"), "IncompleteSignature"),
    "action changed": (
        lambda: changed(Call().sign(), "x-acs-action", "DeleteProject"),
        "SignatureDoesNotMatch",
    ),
    "version changed": (
        lambda: changed(Call().sign(), "x-acs-version", "2017-09-06"),
        "SignatureDoesNotMatch",
    ),
    "nonce changed": (
        lambda: changed(Call().sign(), "x-acs-signature-nonce", "nonce-2"),
        "SignatureDoesNotMatch",
    ),
    "date changed": (
        lambda: changed(Call().sign(), "x-acs-date", "2026-11-22T18:27:54Z"),
        "SignatureDoesNotMatch",
    ),
    "host changed": (lambda: changed(Call().sign(), "host", "x"), "SignatureDoesNotMatch"),
    "accept changed": (lambda: changed(Call().sign(), "accept", "x"), "SignatureDoesNotMatch"),
    "value changed": (
        lambda: query_changed(Call().sign(), ProjectName="p r"),
        "SignatureDoesNotMatch",
    ),
    "value put in": (lambda: query_changed(Call().sign(), New=""), "SignatureDoesNotMatch"),
    "method changed": (lambda: get_changed(Call().sign()), "SignatureDoesNotMatch"),
    "another secret": (lambda: Call().sign(secret="other"), "SignatureDoesNotMatch"),
    "no secret": (lambda: Call().sign(secret=""), "SignatureDoesNotMatch"),
    "a header's order in Authorization": (
        lambda: Call().sign().edit("Authorization", "=accept;host;", "=host;accept;"),
        "SignatureDoesNotMatch",
    ),
    "key of another id": (lambda: Call().sign(key_id="other"), "SignatureDoesNotMatch"),
    "a token for a long-term key": (
        lambda: Call(sts=True).sign(),
        "InvalidSecurityToken.MismatchWithAccessKey",
    ),
}


@pytest.mark.parametrize("fault", V3_FAULTS)
def test_a_fault_in_a_v3_request_is_caught(fault):
    make, code = V3_FAULTS[fault]

    assert refused(make, key())[0] == code


def rpc(sign=True, **changes):
    call = RpcCall()
    call.query.update(changes)
    call.query = {name: value for name, value in call.query.items() if value is not MISSING}
    return call.sign() if sign else call


def rpc_after(**changes):
    call = RpcCall().sign()
    call.query.update(changes)
    call.query = {name: value for name, value in call.query.items() if value is not MISSING}
    return call


RPC_FAULTS = {
    "no signature": (lambda: rpc(sign=False), "IncompleteSignature"),
    "blank signature": (lambda: rpc_after(Signature=""), "IncompleteSignature"),
    "signature of SHA-256": (lambda: rpc_after(Signature="A" * 43 + "="), "IncompleteSignature"),
    "another method": (lambda: rpc(SignatureMethod="HMAC-SHA256"), "IncompleteSignature"),
    "no method": (lambda: rpc(SignatureMethod=MISSING), "IncompleteSignature"),
    "another version of signing": (lambda: rpc(SignatureVersion="2.0"), "IncompleteSignature"),
    "private key": (lambda: rpc(SignatureType="PRIVATEKEY"), "IncompleteSignature"),
    "bearer without a token": (lambda: rpc(SignatureType="BEARERTOKEN"), "IncompleteSignature"),
    "no key id": (lambda: rpc(AccessKeyId=MISSING), "IncompleteSignature"),
    "no nonce": (lambda: rpc(SignatureNonce=MISSING), "IncompleteSignature"),
    "no time": (lambda: rpc(Timestamp=MISSING), "IncompleteSignature"),
    "time with a fraction": (
        lambda: rpc(Timestamp="2026-11-22T18:27:53.1Z"),
        "IncompleteSignature",
    ),
    "no action": (lambda: rpc(Action=MISSING), "IncompleteSignature"),
    "no version": (lambda: rpc(Version=MISSING), "IncompleteSignature"),
    **{
        f"{name} changed": (
            lambda name=name, value=value: rpc_after(**{name: value}),
            "SignatureDoesNotMatch",
        )
        for name, value in {
            "Action": "DeleteProject",
            "Version": "2017-09-06",
            "Timestamp": "2026-11-22T18:27:54Z",
            "SignatureNonce": "nonce-2",
            "ProjectName": "other",
            "AccessKeyId": "other",
            "SignatureType": MISSING,
            "New": "",
        }.items()
    },
    "another secret": (lambda: RpcCall().sign("other"), "SignatureDoesNotMatch"),
    "no secret": (lambda: RpcCall().sign(""), "SignatureDoesNotMatch"),
    "GET for POST": (lambda: get_changed(RpcCall().sign()), "SignatureDoesNotMatch"),
    "a token for a long-term key": (
        lambda: RpcCall(sts=True).sign(),
        "InvalidSecurityToken.MismatchWithAccessKey",
    ),
}


@pytest.mark.parametrize("fault", RPC_FAULTS)
def test_a_fault_in_an_rpc_request_is_caught(fault):
    make, code = RPC_FAULTS[fault]

    assert refused(make, key())[0] == code


@pytest.mark.parametrize("make", [Call, RpcCall])
@pytest.mark.parametrize("sts", [False, True])
def test_what_has_no_fault_is_believed(make, sts):
    caller = verify(make(sts=sts).sign().present(), key("sts" if sts else "key"), NOW)

    assert caller.key.id == "testak"
    assert caller.nonce == "nonce-1"


def test_the_action_is_the_signed_one_not_the_header():
    call = RpcCall().sign()
    call.headers.append((b"x-acs-action", b"DeleteProject"))
    call.headers.append((b"x-acs-version", b"1"))

    presented = call.present()

    assert (presented.action, presented.version) == ("GetProject", "2020-09-30")
    verify(presented, key(), NOW)


def test_a_form_is_signed_together_with_the_query():
    call = RpcCall()
    call.form = {"Description": "a b&=+"}
    presented = call.sign().present()

    assert presented.parameters["Description"] == "a b&=+"
    assert "Signature" not in presented.parameters
    verify(presented, key(), NOW)

    call.form["Description"] = "other"
    with pytest.raises(WireError, match="not the one calculated"):
        verify(call.present(), key(), NOW)


def test_a_signature_in_a_form_is_found():
    call = RpcCall().sign()
    call.form, call.query = call.query, {}

    verify(call.present(), key(), NOW)


def test_a_v3_form_is_covered_by_its_digest():
    call = Call()
    call.body = b"Description=a+b"
    call.headers["content-type"] = "application/x-www-form-urlencoded; charset=UTF-8"

    presented = call.sign().present()

    verify(presented, key(), NOW)
    assert presented.parameters["Description"] == "a b"


def test_headers_that_are_not_of_the_wire_need_no_signature():
    verify(unsigned("content-type", "application/octet-stream").present(), key(), NOW)


def test_a_header_sent_twice_is_signed_sorted():
    call = Call()
    call.headers["x-tag"] = "a,b"
    call.sign()
    del call.headers["x-tag"]

    verify(more(call, (b"X-Tag", b" b "), (b"x-tag", b"a")).present(), key(), NOW)


def test_a_space_behind_the_commas_of_authorization_is_taken():
    call = Call().sign()
    call.headers["Authorization"] = call.headers["Authorization"].replace(",", ", ")

    verify(call.present(), key(), NOW)


@pytest.mark.parametrize("off", [-WINDOW_S, WINDOW_S])
@pytest.mark.parametrize("make", [Call, RpcCall])
def test_the_clock_may_be_off_for_a_quarter_of_an_hour(make, off):
    verify(make().sign().present(), key(), NOW + off)

    code, _ = refused(lambda: make().sign(), key(), NOW + off * 1.01)
    assert code == "InvalidTimeStamp.Expired"


def test_nonces_are_kept_until_no_clock_accepts_their_request():
    assert NONCE_LIFE_S >= 2 * WINDOW_S


STS = [Call, RpcCall]


@pytest.mark.parametrize("make", STS)
def test_a_temporary_key_needs_its_token(make):
    assert refused(lambda: make().sign(), key("sts"))[0] == "MissingSecurityToken"
    other = refused(lambda: make(sts=True).sign(), key("sts", token="other"))
    assert other[0] == "InvalidSecurityToken.MismatchWithAccessKey"
    none = refused(lambda: make(sts=True).sign(), key("sts", token=""))
    assert none[0] == "InvalidSecurityToken.MismatchWithAccessKey"


@pytest.mark.parametrize("make", STS)
def test_an_unknown_key_is_told_as_such(make):
    assert refused(lambda: make().sign(), None)[0] == "InvalidAccessKeyId.NotFound"


@pytest.mark.parametrize("make", STS)
def test_a_bearer_token_signs_nothing(make):
    assert refused(lambda: make().sign(""), key("bearer"))[0] == "InvalidAccessKeyId.NotFound"
    assert refused(lambda: make().sign(""), key(secret=""))[0] == "InvalidAccessKeyId.NotFound"


@pytest.mark.parametrize("make", STS)
@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        ("key", {"revoked_ns": 1}, "InvalidAccessKeyId.Inactive"),
        ("key", {"expires_ns": NOW * NS}, "InvalidAccessKeyId.Inactive"),
        ("sts", {"revoked_ns": 1}, "InvalidAccessKeyId.Inactive"),
        ("sts", {"expires_ns": NOW * NS}, "InvalidSecurityToken.Expired"),
    ],
)
def test_a_key_that_ended_is_told_only_to_who_has_its_secret(make, kind, changes, code):
    secrets = key(kind, **changes)

    assert refused(lambda: make(sts=kind == "sts").sign(), secrets)[0] == code
    assert refused(lambda: make(sts=kind == "sts").sign("other"), secrets)[0] == (
        "SignatureDoesNotMatch"
    )
    verify(make(sts=kind == "sts").sign().present(), key(kind, expires_ns=NOW * NS + 1), NOW)


def bearer(token=TOKEN, **headers):
    sent = {
        "host": "imm.test",
        "x-acs-bearer-token": token,
        "x-acs-action": "GetProject",
        "x-acs-version": "2020-09-30",
        "x-acs-date": "2026-11-22T18:27:53Z",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return [(a.encode(), b.encode()) for a, b in sent.items() if b is not MISSING]


def present_bearer(headers, query=b"SignatureType=BEARERTOKEN&ProjectName=p"):
    return present("POST", "/", headers, query, b"")


def test_a_bearer_token_is_believed():
    presented = present_bearer(bearer())

    caller = verify(presented, key("bearer"), NOW)

    assert caller.key.kind == "bearer"
    assert caller.nonce is None
    assert presented.action == "GetProject"
    assert presented.parameters["ProjectName"] == "p"
    verify(present_bearer(bearer(x_acs_date=MISSING)), key("bearer"), NOW)


@pytest.mark.parametrize(
    ("headers", "secrets", "code"),
    [
        (bearer(), None, "InvalidSecurityToken.NotFound"),
        (bearer("other"), key("bearer"), "InvalidSecurityToken.NotFound"),
        (bearer(), key("sts"), "InvalidSecurityToken.NotFound"),
        (bearer(), key("key", token=TOKEN), "InvalidSecurityToken.NotFound"),
        (bearer(), key("bearer", token=""), "InvalidSecurityToken.NotFound"),
        (bearer(), key("bearer", revoked_ns=1), "InvalidAccessKeyId.Inactive"),
        (bearer(), key("bearer", expires_ns=NOW * NS), "InvalidSecurityToken.Expired"),
        (bearer(x_acs_date="2026-11-22T17:27:53Z"), key("bearer"), "InvalidTimeStamp.Expired"),
    ],
)
def test_a_bearer_token_that_does_not_hold_is_refused(headers, secrets, code):
    with pytest.raises(WireError) as caught:
        verify(present_bearer(headers), secrets, NOW)

    assert caught.value.code == code


def test_a_token_without_its_type_is_no_bearer_token():
    with pytest.raises(WireError) as caught:
        present_bearer(bearer(), b"ProjectName=p")

    assert caught.value.code == "IncompleteSignature"


def test_a_used_nonce_has_its_code():
    assert nonce_used().code == "SignatureNonceUsed"


def test_nothing_secret_is_shown():
    for presented in (Call(sts=True).sign().present(), present_bearer(bearer())):
        assert TOKEN not in repr(presented).replace("GetProject", "")

from __future__ import annotations

from urllib.parse import quote

import alibabacloud_oss_v2 as oss
import oss2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuelift.oss.request import Place, read_request
from cuelift.oss.signature import SUB_RESOURCES, sign_v1, sign_v4, text_v1, text_v4

SECRET = "secret"
KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30)
NAMES = st.sampled_from(
    ["prefix", "uploadId", "partNumber", "uploads", "é", "a b", "x-oss-process"]
)
PARAMETERS = st.dictionaries(NAMES, KEYS | st.just(""), max_size=4)
VALUES = st.text("abcXYZ 0-9:;,=/+~*'()", max_size=12).map(str.strip)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Content-Type", "Content-MD5", "x-oss-meta-b", "X-Oss-Meta-A", "Range", "host"]
    ),
    VALUES,
    max_size=5,
)


def signed_by_oss2(auth, key, parameters, headers):
    request = oss2.http.Request("PUT", "http://h/", params=parameters, headers=headers)
    request.region, request.product, request.cloudbox_id = "cn-x", "oss", None
    auth._sign_request(request, "films", key)
    query = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in parameters.items())
    raw = [(k.encode(), v.encode("latin-1")) for k, v in request.headers.items() if v is not None]
    made = read_request("PUT", b"/", query.encode(), raw)
    return made, request.headers


@given(KEYS, PARAMETERS, HEADERS)
def test_version_1_agrees_with_oss2(key, parameters, headers):
    request, sent = signed_by_oss2(oss2.Auth("ak", SECRET), key, parameters, headers)

    text = text_v1(request, Place("films", key), sent["date"])

    assert sent["authorization"] == f"OSS ak:{sign_v1(SECRET, text)}"


@given(KEYS, PARAMETERS, HEADERS)
def test_version_4_agrees_with_oss2(key, parameters, headers):
    request, sent = signed_by_oss2(oss2.AuthV4("ak", SECRET), key, parameters, headers)
    date = sent["x-oss-date"]

    text = text_v4(request, Place("films", key), date, "cn-x", ())

    assert sent["authorization"].endswith(sign_v4(SECRET, date[:8], "cn-x", text))


@pytest.mark.parametrize("version", [1, 4])
@given(KEYS, PARAMETERS, HEADERS)
def test_it_agrees_with_the_second_client(version, key, parameters, headers):
    from alibabacloud_oss_v2.signer import v1, v4
    from alibabacloud_oss_v2.types import HttpRequest, SigningContext

    query = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in parameters.items())
    sent = HttpRequest("GET", f"http://h/films/{quote(key)}?{query}")
    sent.headers.update(headers)
    context = SigningContext(product="oss", region="cn-x", bucket="films", key=key, request=sent)
    context.credentials = oss.credentials.Credentials("ak", SECRET)
    context.additional_headers = {"range", "host"}
    (v4.SignerV4 if version == 4 else v1.SignerV1)().sign(context)
    raw = [(k.encode(), v.encode("latin-1")) for k, v in sent.headers.items()]
    request = read_request("GET", b"/", query.encode(), raw)
    place = Place("films", key)

    if version == 1:
        if parameters.keys() & {"x-oss-process"}:
            return  # the second client leaves it out of what it signs
        made = sign_v1(SECRET, text_v1(request, place, sent.headers["Date"]))
    else:
        date = sent.headers["x-oss-date"]
        names = [name for name in ("host", "range") if sent.headers.get(name)]
        made = sign_v4(SECRET, date[:8], "cn-x", text_v4(request, place, date, "cn-x", names))

    assert sent.headers["Authorization"].endswith(made)


def test_version_1_covers_every_parameter_that_the_clients_sign():
    from alibabacloud_oss_v2.signer.v1 import SignerV1
    from oss2.auth import ProviderAuth

    assert ProviderAuth._subresource_key_set <= SUB_RESOURCES
    assert SignerV1._subresource_key_set <= SUB_RESOURCES

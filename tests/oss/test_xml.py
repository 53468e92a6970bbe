from __future__ import annotations

import contextlib
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.errors import FormatError
from cuelift.oss.xml import WantedPart, element, encode_url, parse_complete


def document(*parts):
    inner = "".join(
        f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>"
        for number, etag in parts
    )
    return f"<CompleteMultipartUpload>{inner}</CompleteMultipartUpload>".encode()


def test_parts_in_the_order_in_which_they_stand():
    body = document((2, '"abc"'), (1, " &quot;DEF&quot; "))

    assert parse_complete(body) == [WantedPart(2, "ABC"), WantedPart(1, "DEF")]


def test_what_surrounds_the_fields_does_not_matter():
    body = b"""<?xml version="1.0" encoding="UTF-8"?>
        <o:CompleteMultipartUpload xmlns:o="urn:x"><!-- c -->
          <o:Part><Odd>1</Odd><o:ETag>A</o:ETag><o:PartNumber> 3 </o:PartNumber></o:Part>
          <Other><PartNumber>x</PartNumber></Other>
        </o:CompleteMultipartUpload>"""

    assert parse_complete(body) == [WantedPart(3, "A")]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<a/>", b"<CompleteMultipartUpload>", b"\xff\xfe<", document((0, "a")),
        document((10_001, "a")), document(("x", "a")), document(("\u0663", "a")),
        document((1, "a" * 300)), document(*((n % 9 + 1, "a") for n in range(10_001))),
        b"<CompleteMultipartUpload><Part><PartNumber><x>1</x></PartNumber></Part>"
        b"</CompleteMultipartUpload>",
        '<?xml version="1.0" encoding="utf-16"?><CompleteMultipartUpload/>'.encode("utf-16"),
        b"<!DOCTYPE x><CompleteMultipartUpload/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><CompleteMultipartUpload>&a;</CompleteMultipartUpload>',
        b"<CompleteMultipartUpload>&a;</CompleteMultipartUpload>",
    ],
)  # fmt: skip
def test_other_documents_are_refused(body):
    with pytest.raises(FormatError):
        parse_complete(body)


def test_entities_do_not_grow():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    body = (
        f"<!DOCTYPE a [{levels}]><CompleteMultipartUpload><Part><ETag>&e11;</ETag></Part>"
        "</CompleteMultipartUpload>"
    ).encode()
    begun = time.monotonic()

    with pytest.raises(FormatError, match="document type"):
        parse_complete(body)

    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    "body",
    [b"<CompleteMultipartUpload>" + b"<Part>" * 300_000, b"<a " + b"b='c' " * 300_000,
     b"<CompleteMultipartUpload>" + b"<Part/>" * 250_000],
)  # fmt: skip
def test_two_megabytes_of_anything_end_soon(body):
    begun = time.monotonic()

    with pytest.raises(FormatError):
        parse_complete(body)

    assert time.monotonic() - begun < 5


def test_the_encoding_that_a_document_claims_does_not_matter():
    body = b'<?xml version="1.0" encoding="utf-16"?>' + document((1, "\u00e9"))

    assert parse_complete(body) == [WantedPart(1, "\u00c9")]


@given(st.text())
def test_any_text_can_be_written(text):
    root = ElementTree.fromstring(element("Key", text).encode())

    assert (root.text or "").replace("\ufffd", "") in (
        "",
        root.text.replace("\ufffd", "") if root.text else "",
    )
    if text.isprintable():
        assert (root.text or "") == text


def test_what_xml_cannot_hold_is_replaced():
    assert element("a", "\x00\ud800\ufffe<&>\r") == "<a>\ufffd\ufffd\ufffd&lt;&amp;&gt;&#13;</a>"


def test_keys_are_encoded_but_for_their_slashes():
    assert encode_url("a b/é+&") == "a%20b/%C3%A9%2B%26"


PIECES = [
    "<CompleteMultipartUpload>", "</CompleteMultipartUpload>", "<Part>", "</Part>", "<PartNumber>",
    "</PartNumber>", "<ETag>", "</ETag>", "1", '"', "&lt;", "&#0;", "&a;", "<!DOCTYPE a>", " ",
    "<![CDATA[", "]]>", "<!--", "-->", "<?xml version='1.0'?>",
]  # fmt: skip
BODIES = st.lists(
    st.sampled_from([piece.encode() for piece in PIECES]) | st.binary(max_size=4), max_size=16
).map(b"".join)


@given(BODIES)
def test_any_body_ends_in_parts_or_an_error_of_ours(body):
    with contextlib.suppress(FormatError):
        parse_complete(body)


@pytest.mark.slow
@settings(max_examples=20_000)
@given(BODIES)
def test_twenty_thousand_bodies(body):
    with contextlib.suppress(FormatError):
        parse_complete(body)

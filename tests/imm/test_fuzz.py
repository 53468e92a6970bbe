"""Whatever is sent ends in a value or in an error of the wire."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cuelift.errors import UsageError
from cuelift.imm.actions import ACTIONS, find_action
from cuelift.imm.authentication import present, verify
from cuelift.imm.convert import create_task
from cuelift.imm.encoding import canonical_query, parse_pairs
from cuelift.imm.errors import WireError, body
from cuelift.imm.locations import check_template
from cuelift.imm.notification import Sender, envelope
from cuelift.imm.tasks import read_task_page, task_body
from cuelift.jobs.model import Task
from tests.imm.signing import NOW, TOKEN, Call, RpcCall, key

FEW, MANY = 200, 16_000


def few_and_many(test: Callable[..., None]) -> Callable[..., None]:
    """Runs a property on few cases always, on many where there is time."""

    @pytest.mark.timeout(900)
    @pytest.mark.parametrize(
        "cases", [FEW, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "many"]
    )
    def run(cases: int) -> None:
        settings(max_examples=cases, database=None)(test)()

    run.__name__ = test.__name__
    return run


@contextlib.contextmanager
def only_wire_errors():
    refusal = None
    try:
        yield
    except WireError as error:
        refusal = error
    if refusal is not None:
        answered = json.loads(body(refusal, "R"))
        assert answered["Code"] == refusal.code
        assert answered["Message"]
        assert 400 <= refusal.status < 500


QUERY_BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(
        st.sampled_from(
            [b"a", b"=", b"&", b"%", b"%4", b"%41", b"%C3%A9", b"%ff", b"+", b"\xff", b"%00"]
        ),
        max_size=40,
    ).map(b"".join),
)


@few_and_many
@given(QUERY_BYTES)
def test_any_query_is_read_or_refused(data):
    with only_wire_errors():
        pairs = parse_pairs(data)
        assert parse_pairs(canonical_query(pairs).encode()) == pairs


HEADER_NAMES = st.sampled_from(
    ["Authorization", "host", "x-acs-action", "x-acs-version", "x-acs-date",
     "x-acs-signature-nonce", "x-acs-content-sha256", "x-acs-security-token",
     "x-acs-accesskey-id", "x-acs-bearer-token", "x-acs-other", "accept", "content-type"]
)  # fmt: skip
EDITS = st.tuples(
    st.sampled_from(["drop", "cut", "put", "set", "twice"]),
    HEADER_NAMES,
    st.integers(0, 400),
    st.one_of(
        st.binary(max_size=30),
        st.sampled_from(
            [
                b",",
                b";",
                b"=",
                b" ",
                b"",
                b"ACS3-HMAC-SHA256 ",
                b"application/x-www-form-urlencoded",
            ]
        ),
    ),
)


def edited(headers, edits):
    for kind, name, at, data in edits:
        wire = name.lower().encode()
        found = [number for number, (key_, _) in enumerate(headers) if key_.lower() == wire]
        if kind == "drop":
            headers = [item for item in headers if item[0].lower() != wire]
        elif kind == "twice" or not found:
            headers = [*headers, (name.encode(), data)]
        else:
            value = headers[found[0]][1]
            new = {"cut": value[:at], "put": value[:at] + data + value[at:], "set": data}[kind]
            headers = [*headers]
            headers[found[0]] = (wire, new)
    return headers


@few_and_many
@given(st.lists(EDITS, min_size=1, max_size=3), st.booleans(), QUERY_BYTES, st.binary(max_size=20))
def test_a_v3_request_that_was_changed_is_read_or_refused(edits, sts, query, sent):
    call = Call(sts=sts).sign()
    headers = edited(
        [(name.encode(), value.encode()) for name, value in call.headers.items()], edits
    )
    with only_wire_errors():
        presented = present("POST", "/", headers, query, sent)
        verify(presented, key("sts" if sts else "key"), NOW)
        # Believed: then nothing that is signed was changed.
        assert presented.action == "GetProject"
        assert presented.parameters == {"ProjectName": "p q", "UserData": ""}
        assert not sent


@few_and_many
@given(
    st.dictionaries(
        st.sampled_from([*RpcCall(sts=True).query, "Signature", "New"]),
        st.one_of(st.text(max_size=20), st.none()),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)
def test_an_rpc_request_that_was_changed_is_read_or_refused(changes, form):
    call = RpcCall().sign()
    before = dict(call.query)
    call.query = {name: value for name, value in {**before, **changes}.items() if value is not None}
    data = urlencode(call.query, errors="surrogatepass").encode()
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    with only_wire_errors():
        presented = (
            present("POST", "/", headers, b"", data)
            if form
            else present("POST", "/", [], data, b"")
        )
        verify(presented, key(), NOW)
        assert call.query == before


FIELDS = st.sampled_from(
    ["URI", "Format", "Subtitle", "ExtractSubtitle", "Stream", "StartTime", "Duration",
     "DisableSubtitle", "Subtitles", "MNS", "RocketMQ", "TopicName", "Video", "Attached",
     "AlignMode", "ExtendedMessageURI", "cuelift:forced", "forced", "a"]
)  # fmt: skip
TEXTS = ["oss://b/k", "oss://b/{streamindex}", "{", "..", "webvtt", "srt", "true"]
JSON = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10),
    st.sampled_from(TEXTS),
)  # fmt: skip
for _ in range(3):
    JSON = JSON | st.lists(JSON, max_size=3) | st.dictionaries(FIELDS, JSON, max_size=4)
EXTRACT = st.fixed_dictionaries({
    "Subtitle": st.fixed_dictionaries({
        "ExtractSubtitle": st.fixed_dictionaries({
            "Format": st.sampled_from(["webvtt", "srt", "x"]) | JSON,
            "URI": st.sampled_from(["oss://o/a", "oss://o/{tags.a}.{index}"]) | JSON,
        }) | JSON,
        "Stream": st.lists(st.integers(-1, 200), max_size=3) | JSON,
    }) | JSON
})  # fmt: skip


def forced(text):
    if text != "all":
        raise UsageError("no")
    return text


@few_and_many
@given(
    sources=st.lists(st.fixed_dictionaries({"URI": st.just("oss://f/a.mkv")}) | JSON, max_size=2)
    | JSON,
    targets=st.lists(EXTRACT | JSON, max_size=3) | JSON,
    tags=st.dictionaries(st.text(max_size=5) | st.just("a"), JSON, max_size=3) | JSON,
    notification=JSON,
)
def test_any_task_is_made_or_refused(sources, targets, tags, notification):
    sent = {
        "ProjectName": "p",
        "Sources": json.dumps(sources),
        "Targets": json.dumps(targets),
        "Tags": json.dumps(tags),
        "Notification": json.dumps(notification),
    }
    with only_wire_errors():
        task = create_task(
            ACTIONS["CreateMediaConvertTask"].read(sent),
            supported={"forced": forced},
            schemes=("https",),
            request_id="R",
            task_id="T",
            event_id="E",
            now_ns=0,
        )
        assert isinstance(task, Task)
        assert all(target.template.startswith("oss://") for target in task.spec.targets)
        json.loads(json.loads(envelope(task, Sender(region="r", account="1"), "i", 0))["content"])
        assert task_body(task, definition=True)["TaskRequestDefinition"]


NAMES = [parameter.name for action in ACTIONS.values() for parameter in action.parameters]


@few_and_many
@given(
    st.sampled_from(sorted(ACTIONS)),
    st.dictionaries(
        st.sampled_from(NAMES),
        st.text(max_size=20) | JSON.map(json.dumps) | st.just("1"),
        max_size=4,
    ),
)
def test_any_parameters_are_read_or_refused(action, sent):
    with only_wire_errors():
        values = find_action(action, "2020-09-30").read(
            {"ProjectName": "p", "TaskType": "MediaConvert", "TaskId": "T", **sent}
        )
        if action == "ListTasks":
            read_task_page(values, b"secret")


@few_and_many
@given(
    st.lists(
        st.sampled_from(
            ["{", "}", "{{", "}}", "streamindex", "index", "tags.a", "bucket", "/", ".", "..",
             "oss://", "a", "%d", "\0", "\\", "é", "{autoext}", "{tags.dots}", "{bucket}"]
        )
        | st.text(max_size=3),
        max_size=12,
    ).map("".join),
    st.booleans(),
)  # fmt: skip
def test_any_output_name_is_taken_or_refused(text, whole):
    text = f"oss://out/{text}" if whole else text
    with only_wire_errors():
        check_template("X", text, {"tags.a": "1", "tags.dots": ".."}, "films")


def believe(headers, query, secrets):
    verify(present("POST", "/", headers, query, b""), secrets, NOW)


@pytest.mark.slow
def test_a_believed_request_that_is_changed_by_a_byte_is_another():
    """20,000 changes of one byte of what is signed: none is believed."""
    rng = random.Random(7)
    for _ in range(20_000):
        call = Call(sts=rng.random() < 0.5).sign()
        headers = [(name.encode(), value.encode()) for name, value in call.headers.items()]
        query = bytearray(urlencode(call.query, quote_via=quote).encode())
        number = rng.randrange(len(headers) + 1)
        place = query if number == len(headers) else bytearray(headers[number][1])
        at = rng.randrange(len(place))
        place[at] = rng.choice([value for value in range(0x21, 0x7F) if value != place[at]])
        if number < len(headers):
            headers[number] = (headers[number][0], bytes(place))
        with pytest.raises(WireError):
            believe(
                headers, bytes(query), key("sts" if "x-acs-accesskey-id" in call.headers else "key")
            )


def test_tokens_are_in_no_message():
    call = Call(sts=True).sign("other")

    with pytest.raises(WireError) as caught:
        verify(call.present(), key("sts"), NOW)

    assert TOKEN not in caught.value.message.replace("security token", "")

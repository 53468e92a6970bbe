import asyncio
import base64
import contextlib
import random
from contextlib import asynccontextmanager

import pytest

from cuelift.errors import (
    AccessDenied,
    Cancelled,
    ColdObject,
    CueliftError,
    NotFound,
    ObjectChanged,
    RangeIgnored,
    StoreError,
    TransientError,
    UsageError,
)
from cuelift.store.base import Counters
from cuelift.store.options import StoreOptions
from cuelift.store.registry import open_store
from cuelift.store.uri import parse_uri
from tests.support.range_server import (
    MODIFIED,
    Answer,
    RangeServer,
    answer_file,
    change,
    tag_of,
)

FILM = random.Random(1).randbytes(3_000_000)
SMALL = FILM[:1000]
PATIENT = StoreOptions(read_timeout_s=0.3, connect_timeout_s=2.0)


@pytest.fixture
def server():
    with RangeServer({"/film.mkv": FILM, "/small": SMALL, "/empty": b""}) as running:
        yield running


@asynccontextmanager
async def opened(uri, options=PATIENT, counters=None):
    location = parse_uri(uri)
    store = open_store(location, options, counters or Counters())
    try:
        yield store, location.key
    finally:
        await store.close()


def read(uri, *ranges, options=PATIENT, counters=None, between=lambda: None):
    """Describes an object and reads ranges of it, one after the other."""

    async def scenario():
        async with opened(uri, options, counters) as (store, key):
            info = await store.head(key)
            between()
            return info, [await store.get_range(info, start, end) for start, end in ranges]

    return asyncio.run(scenario())


def on(method, make):
    """A rule that changes what is answered to a method."""

    def rule(request):
        return make(request, answer_file(request, FILM)) if request.method == method else None

    return rule


def test_ranges_are_read_pinned_and_counted(server):
    counters = Counters()
    info, parts = read(
        server.url("/film.mkv?a=%2F+b&c"), (10, 20), (0, 1_500_000), (7, 7), counters=counters
    )

    assert parts == [FILM[10:20], FILM[:1_500_000], b""]
    assert (info.size_bytes, info.identity) == (len(FILM), tag_of(FILM))
    assert info.modified_ns == 1445412480_000000000
    assert counters.requests == {"get": 2, "head": 1, "put": 0, "list": 0}
    assert counters.bytes_read == 1_500_010
    assert [request.method for request in server.log] == ["HEAD", "GET", "GET"]
    assert server.log[1].target == "/film.mkv?a=%2F+b&c"
    sent = server.log[1].headers
    assert sent["range"] == "bytes=10-19"
    assert sent["if-match"] == tag_of(FILM)
    assert sent["accept-encoding"] == "identity"
    assert server.connections == 1


def test_many_ranges_at_once_share_a_pool_of_connections(server):
    server.latency_s = 0.01

    async def scenario():
        async with opened(server.url("/film.mkv"), StoreOptions(max_connections=8)) as (store, key):
            assert store.profile.remote
            assert store.profile.max_connections == 8
            info = await store.head(key)
            starts = range(0, 2_000_000, 20_000)
            parts = await asyncio.gather(*(store.get_range(info, at, at + 600) for at in starts))
            assert parts == [FILM[at : at + 600] for at in starts]

    asyncio.run(scenario())
    assert server.connections <= 8


def test_a_server_that_ignores_ranges_is_left_before_the_body(server):
    server.rules.append(on("GET", lambda request, _: Answer(200, {"ETag": tag_of(FILM)}, FILM)))
    counters = Counters()

    with pytest.raises(RangeIgnored, match="nothing of it was read"):
        read(server.url("/film.mkv"), (10, 20), counters=counters)
    assert counters.bytes_read == 0
    assert server.sent_bytes < len(FILM)


def test_a_large_object_without_ranges_is_refused_when_head_is_missing_too(server):
    server.rules.append(on("HEAD", lambda *_: Answer(405)))
    server.rules.append(on("GET", lambda *_: Answer(200, {}, FILM)))

    with pytest.raises(RangeIgnored, match="3000000 bytes"):
        read(server.url("/film.mkv"))


@pytest.mark.parametrize("chunked", [False, True])
def test_a_small_object_without_ranges_is_taken_whole(server, chunked):
    server.rules.append(on("GET", lambda *_: Answer(200, {}, SMALL, chunked=chunked)))
    counters = Counters()
    _, parts = read(server.url("/small"), (10, 20), (990, 1000), counters=counters)

    assert parts == [SMALL[10:20], SMALL[990:]]
    assert counters.bytes_read == 2 * len(SMALL)


def test_all_of_a_large_object_may_come_without_ranges(server):
    server.rules.append(on("GET", lambda *_: Answer(200, {"ETag": tag_of(FILM)}, FILM)))

    assert read(server.url("/film.mkv"), (0, len(FILM)))[1] == [FILM]


def test_a_small_object_of_another_size_has_changed(server):
    server.rules.append(on("GET", lambda *_: Answer(200, {}, SMALL[:-1])))

    with pytest.raises(ObjectChanged):
        read(server.url("/small"), (10, 20))


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_compressed_answers_are_refused(server, method, coding):
    make = lambda _, answer: change(answer, Content_Encoding=coding)  # noqa: E731
    server.rules.append(on("GET", make))
    if method == "HEAD":
        server.rules.append(on("HEAD", make))

    with pytest.raises(StoreError, match=coding):
        read(server.url("/film.mkv"), (10, 20))


@pytest.mark.parametrize(
    ("stated", "kind", "said"),
    [
        ("bytes 10-19/2999999", ObjectChanged, "2999999 bytes now"),
        ("bytes 11-20/3000000", StoreError, "11 to 21 came"),
        ("bytes 10-18/3000000", StoreError, "10 to 19 came"),
        ("nonsense", StoreError, "without saying which"),
        (None, StoreError, "without saying which"),
    ],
)
def test_a_part_that_is_not_the_one_asked_for(server, stated, kind, said):
    def lie(_, answer):
        answer = change(answer, drop=("Content-Range",))
        return answer if stated is None else change(answer, Content_Range=stated)

    server.rules.append(on("GET", lie))
    with pytest.raises(kind, match=said):
        read(server.url("/film.mkv"), (10, 20))


def test_a_part_of_unknown_total_is_taken(server):
    server.rules.append(on("GET", lambda _, answer: change(answer, Content_Range="bytes 10-19/*")))

    assert read(server.url("/film.mkv"), (10, 20))[1] == [FILM[10:20]]


def test_a_body_longer_than_its_range(server):
    server.rules.append(on("GET", lambda _, answer: change(answer, body=FILM[:100])))

    with pytest.raises(StoreError, match="body of 100 bytes for 10"):
        read(server.url("/film.mkv"), (10, 20))


@pytest.mark.parametrize("size", [9, 11, 400_000])
def test_a_chunked_body_of_the_wrong_length(server, size):
    def lie(request, answer):
        headers = {"Content-Range": answer.headers["Content-Range"]}
        return Answer(206, headers, FILM[10 : 10 + size], chunked=True)

    server.rules.append(on("GET", lie))
    with pytest.raises(TransientError if size < 10 else StoreError):
        read(server.url("/film.mkv"), (10, 20))


def test_a_chunked_part_keeps_its_connection(server):
    server.rules.append(
        on("GET", lambda _, answer: Answer(206, dict(answer.headers), answer.body, chunked=True))
    )

    assert read(server.url("/film.mkv"), (10, 20), (5, 9))[1] == [FILM[10:20], FILM[5:9]]
    assert server.connections == 1


def test_a_body_cut_short_is_worth_another_try(server):
    cut = [5]

    def rule(request):
        if request.method == "GET" and cut:
            answer = answer_file(request, FILM)
            return Answer(206, answer.headers, answer.body, cut_at=cut.pop())
        return None

    server.rules.append(rule)
    counters = Counters()

    async def scenario():
        async with opened(server.url("/film.mkv"), counters=counters) as (store, key):
            info = await store.head(key)
            with pytest.raises(TransientError):
                await store.get_range(info, 10, 20)
            return await store.get_range(info, 10, 20)

    assert asyncio.run(scenario()) == FILM[10:20]
    assert counters.requests["get"] == 2
    assert counters.bytes_read in (10, 15)


@pytest.mark.parametrize("stall_at", [0, 5])
def test_a_stall_is_given_up_and_worth_another_try(server, stall_at):
    server.rules.append(
        on("GET", lambda _, answer: Answer(206, answer.headers, answer.body, stall_at=stall_at))
    )

    with pytest.raises(TransientError, match=r"nothing came for 0\.3 s"):
        read(server.url("/film.mkv"), (10, 20))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, NotFound),
        (401, AccessDenied),
        (403, AccessDenied),
        (412, ObjectChanged),
        (416, StoreError),
        (429, TransientError),
        (500, TransientError),
        (503, TransientError),
        (418, StoreError),
    ],
)
def test_refusals(server, status, kind):
    server.rules.append(on("GET", lambda *_: Answer(status, {"Retry-After": "3"}, b"sorry")))

    with pytest.raises(StoreError) as caught:
        read(server.url("/film.mkv"), (10, 20))
    assert type(caught.value) is kind
    if kind is TransientError:
        assert caught.value.details == {"status": status, "retry_after_s": 3}


@pytest.mark.parametrize(("status", "kind"), [(404, NotFound), (429, TransientError)])
def test_refusals_of_head(server, status, kind):
    server.rules.append(on("HEAD", lambda *_: Answer(status)))

    with pytest.raises(kind):
        read(server.url("/film.mkv"))
    assert server.count("GET") == 0


def test_a_missing_object(server):
    with pytest.raises(NotFound, match="/none"):
        read(server.url("/none"))


def test_a_refusal_whose_body_never_ends_is_still_a_refusal(server):
    server.rules.append(on("GET", lambda *_: Answer(503, {}, b"x" * 5000, stall_at=100)))

    with pytest.raises(TransientError, match="503"):
        read(server.url("/film.mkv"), (10, 20))


def test_an_archived_object_names_its_class(server):
    body = b"<Error><Code>InvalidObjectState</Code><StorageClass>GLACIER</StorageClass></Error>"
    server.rules.append(on("GET", lambda *_: Answer(403, {}, body)))
    server.rules.append(on("HEAD", lambda _, answer: change(answer, X_Amz_Storage_Class="GLACIER")))

    with pytest.raises(ColdObject, match="GLACIER"):
        read(server.url("/film.mkv"), (10, 20))
    assert read(server.url("/film.mkv"))[0].cold == "GLACIER"


def test_a_size_that_was_a_lie(server):
    server.rules.append(on("HEAD", lambda _, answer: Answer(200, {"Content-Length": "9000000"})))
    server.rules.append(
        on("GET", lambda *_: Answer(416, {"Content-Range": f"bytes */{len(FILM)}"}))
    )

    with pytest.raises(ObjectChanged, match="3000000 bytes now, it had 9000000"):
        read(server.url("/film.mkv"), (8_000_000, 8_000_010))


@pytest.mark.parametrize("status", [403, 405, 501])
def test_without_head_the_first_byte_tells(server, status):
    server.rules.append(on("HEAD", lambda *_: Answer(status)))
    counters = Counters()
    info, parts = read(server.url("/film.mkv"), (10, 20), counters=counters)

    assert (info.size_bytes, info.identity) == (len(FILM), tag_of(FILM))
    assert parts == [FILM[10:20]]
    assert counters.requests == {"get": 2, "head": 1, "put": 0, "list": 0}
    assert counters.bytes_read == 11


def test_head_is_not_tried_again_where_it_does_not_exist(server):
    server.rules.append(on("HEAD", lambda *_: Answer(405)))

    async def scenario():
        async with opened(server.url("/film.mkv")) as (store, key):
            await store.head(key)
            await store.head("/small")

    asyncio.run(scenario())
    assert server.count("HEAD") == 1


def test_a_head_without_a_length_asks_for_the_first_byte(server):
    server.rules.append(on("HEAD", lambda *_: Answer(200, chunked=True)))

    assert read(server.url("/film.mkv"))[0].size_bytes == len(FILM)


def test_an_object_of_unknown_length_is_refused(server):
    server.rules.append(on("HEAD", lambda *_: Answer(200, chunked=True)))
    server.rules.append(on("GET", lambda *_: Answer(200, {}, FILM, chunked=True)))

    with pytest.raises(StoreError, match="does not say how long"):
        read(server.url("/film.mkv"))


@pytest.mark.parametrize("stated", ["bytes 0-0/*", "junk"])
def test_a_first_byte_without_a_total_is_refused(server, stated):
    server.rules.append(on("HEAD", lambda *_: Answer(405)))
    server.rules.append(on("GET", lambda _, answer: change(answer, Content_Range=stated)))

    with pytest.raises(StoreError, match="does not say how long"):
        read(server.url("/film.mkv"))


def test_a_refused_first_byte_of_an_object_that_is_not_empty(server):
    server.rules.append(on("HEAD", lambda *_: Answer(405)))
    server.rules.append(on("GET", lambda *_: Answer(416, {"Content-Range": "bytes */7"})))

    with pytest.raises(StoreError, match="does not say how long"):
        read(server.url("/film.mkv"))


def test_a_refused_first_byte_says_why(server):
    server.rules.append(on("HEAD", lambda *_: Answer(403)))
    server.rules.append(on("GET", lambda *_: Answer(403, {}, b"<Code>InvalidAccessKeyId</Code>")))

    with pytest.raises(AccessDenied, match="InvalidAccessKeyId"):
        read(server.url("/film.mkv"))


def test_an_empty_object(server):
    assert read(server.url("/empty"))[0].size_bytes == 0


def test_an_object_replaced_while_it_is_read_is_never_mixed(server):
    def replaced():
        server.files["/film.mkv"] = FILM[::-1]

    with pytest.raises(ObjectChanged):
        read(server.url("/film.mkv"), (10, 20), between=replaced)


def test_a_replaced_object_is_noticed_though_the_server_ignores_conditions(server):
    tags = ['"a"']
    server.rules.append(
        lambda request: change(
            answer_file(request, FILM, tag=request.headers.get("if-match", "")), ETag=tags[0]
        )
    )

    with pytest.raises(ObjectChanged, match='"b" instead of "a"'):
        read(server.url("/film.mkv"), (10, 20), between=lambda: tags.insert(0, '"b"'))


def test_weak_tags_are_compared_but_not_sent(server):
    tags = ['W/"a"']
    server.rules.append(lambda request: answer_file(request, FILM, tag=tags[0]))

    assert read(server.url("/film.mkv"), (10, 20))[1] == [FILM[10:20]]
    assert "if-match" not in server.log[-1].headers
    with pytest.raises(ObjectChanged):
        read(server.url("/film.mkv"), (10, 20), between=lambda: tags.insert(0, 'W/"b"'))


def test_without_a_tag_the_time_is_pinned_and_compared(server):
    times = [MODIFIED]
    server.rules.append(
        lambda request: change(answer_file(request, FILM), drop=("ETag",), Last_Modified=times[0])
    )

    assert read(server.url("/film.mkv"), (10, 20))[1] == [FILM[10:20]]
    assert server.log[-1].headers["if-unmodified-since"] == MODIFIED
    later = MODIFIED.replace("28:00", "28:01")
    with pytest.raises(ObjectChanged):
        read(server.url("/film.mkv"), (10, 20), between=lambda: times.insert(0, later))


def test_without_tag_and_time_the_size_is_compared(server):
    films = [FILM]
    server.rules.append(
        lambda request: change(answer_file(request, films[0]), drop=("ETag", "Last-Modified"))
    )

    assert read(server.url("/film.mkv"), (10, 20))[1] == [FILM[10:20]]
    with pytest.raises(ObjectChanged):
        read(server.url("/film.mkv"), (10, 20), between=lambda: films.insert(0, FILM[1:]))


def test_user_and_password_and_headers_are_sent_to_the_host(server):
    options = StoreOptions(headers=(("X-Api-Key", "k1"),))
    uri = server.url("/film.mkv").replace("//", "//me:p%40ss@")
    read(uri, (10, 20), options=options)

    expected = base64.b64encode(b"me:p@ss").decode()
    assert {request.headers["authorization"] for request in server.log} == {f"Basic {expected}"}
    assert {request.headers["x-api-key"] for request in server.log} == {"k1"}


def test_cookies_are_not_kept(server):
    server.rules.append(on("HEAD", lambda _, answer: change(answer, Set_Cookie="a=b")))
    read(server.url("/film.mkv"), (10, 20))

    assert "cookie" not in server.log[-1].headers


def test_secrets_are_in_no_error(server):
    uri = server.url("/none?X-Amz-Signature=hush&token=hush").replace("//", "//me:hush@")
    for case in (uri, uri.replace(f":{server.port}", ":1")):
        with pytest.raises(StoreError) as caught:
            read(case)
        chain, error = "", caught.value
        while error is not None:
            chain += repr(error) + str(error)
            error = None if error.__suppress_context__ else error.__cause__ or error.__context__
        assert "hush" not in chain
        assert "X-Amz-Signature=***" in chain


@pytest.mark.parametrize("within_body", [False, True])
def test_closing_the_store_ends_reads_at_once(server, within_body):
    if within_body:
        server.rules.append(
            on("GET", lambda _, answer: Answer(206, answer.headers, answer.body, stall_at=3))
        )

    async def scenario():
        async with opened(server.url("/film.mkv"), StoreOptions()) as (store, key):
            info = await store.head(key)
            server.latency_s = 0 if within_body else 3600
            reading = [asyncio.ensure_future(store.get_range(info, 10, 20)) for _ in range(3)]
            await asyncio.sleep(0.1)
            await store.close()
            done = await asyncio.wait_for(asyncio.gather(*reading, return_exceptions=True), 1)
            assert [type(result) for result in done] == [Cancelled] * 3
            with pytest.raises(Cancelled):
                await store.get_range(info, 0, 1)

    asyncio.run(scenario())
    assert server.count("GET") == 3


def test_a_read_that_its_caller_cancels_as_the_store_closes_is_cancelled(server):
    server.latency_s = 0.05

    async def scenario():
        async with opened(server.url("/film.mkv"), StoreOptions()) as (store, key):
            info = await store.head(key)
            server.latency_s = 3600
            reading = asyncio.ensure_future(store.get_range(info, 10, 20))
            await asyncio.sleep(0.1)
            reading.cancel()
            await store.close()
            with pytest.raises(asyncio.CancelledError):
                await reading

    asyncio.run(scenario())


def test_cancelling_a_read_closes_its_connection(server):
    server.rules.append(
        on("GET", lambda _, answer: Answer(206, answer.headers, answer.body, stall_at=3))
    )

    async def scenario():
        async with opened(server.url("/film.mkv"), StoreOptions()) as (store, key):
            info = await store.head(key)
            reading = asyncio.ensure_future(store.get_range(info, 10, 20))
            await asyncio.sleep(0.1)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert len(store.client._opened().connector._acquired) == 0

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "answer",
    [
        Answer(206, {"ETag": '"\xff\xfe"', "Content-Range": "bytes 0-0/3"}, b"x"),
        Answer(200, {"ETag": '"\xff"', "Content-Length": "3"}, b"abc"),
        Answer(200, {"ETag": '"' + "a" * 5000 + '"'}, b"abc"),
        Answer(200, {"ETag": '"a\tb"'}, b"abc"),
        Answer(200, {"ETag": "", "Last-Modified": "\xff"}, b"abc"),
        Answer(200, {"Content-Type": "\xff", "Content-Encoding": "\xff"}, b"abc"),
        Answer(200, {"Content-Length": "-1"}),
        Answer(200, {"Content-Length": "9" * 30}),
        Answer(200, {"X": "a" * 20_000}),
        Answer(200, {"Transfer-Encoding": "chunked", "Content-Length": "3"}, b"zzz\r\n"),
        Answer(206, {"Content-Range": "bytes \xff-\xb2/3"}, b"x"),
        Answer(302, {"Location": "/\xff\xfe"}),
        Answer(302, {"Location": "http://\xff/"}),
        Answer(302, {"Location": "http://a b/"}),
        Answer(302, {"Location": "http://127.0.0.1:99999/"}),
        Answer(302, {"Location": "http://" + "a" * 300 + "/"}),
        Answer(302, {"Location": "?" * 3000}),
        Answer(302, {"Location": ""}),
        Answer(503, {"Retry-After": "\xff", "Date": "\xff"}),
        Answer(403, {}, b"<Code>\xff\xfe</Code>"),
        Answer(999),
        Answer(0, raw=b"HTTP/1.1 200\r\n\r\n"),
        Answer(0, raw=b"HTTP/9.9 200 OK\r\n\r\n"),
        Answer(0, raw=b"HTTP/1.1 100 Continue\r\n\r\n"),
        Answer(0, raw=b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
        Answer(0, raw=b"\0" * 100),
    ],
)
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_any_answer_is_bytes_or_an_error_of_ours(server, method, answer):
    server.rules.append(lambda request: answer if request.method == method else None)

    with contextlib.suppress(CueliftError):
        _, [part] = read(server.url("/film.mkv"), (0, 1))
        assert len(part) == 1


def test_http_has_no_listing(server):
    async def scenario():
        async with opened(server.url("/?token=hush")) as (store, key):
            with pytest.raises(UsageError, match="no listing") as caught:
                store.list(key)
            assert "hush" not in str(caught.value)

    asyncio.run(scenario())

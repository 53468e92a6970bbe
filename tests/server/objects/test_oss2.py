"""The object wire against an unmodified client: oss2, with signatures 1 and 4."""

from __future__ import annotations

import hashlib
import os
import threading

import oss2
import pytest
import requests

from tests.server.objects.conftest import KEY, SECRET, TOKEN

pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(params=["v1", "v4", "sts-v1", "sts-v4"])
def auth(request):
    if request.param.startswith("sts"):
        return oss2.StsAuth("sts-key", SECRET, TOKEN, auth_version=request.param[4:])
    return (oss2.Auth if request.param == "v1" else oss2.AuthV4)(KEY, SECRET)


@pytest.fixture
def bucket(server, auth):
    return oss2.Bucket(auth, server.endpoint, "films", region="cn-local", connect_timeout=10)


def test_an_object_is_put_read_described_and_deleted(bucket, server):
    data = os.urandom(300_000)

    put = bucket.put_object("a/b c+é.mkv", data, headers={"x-oss-meta-author": "me"})
    got = bucket.get_object("a/b c+é.mkv")
    head = bucket.head_object("a/b c+é.mkv")
    meta = bucket.get_object_meta("a/b c+é.mkv")

    assert got.read() == data
    assert put.etag == got.etag == head.etag == meta.etag == hashlib.md5(data).hexdigest().upper()
    assert put.crc == got.server_crc == head.server_crc == got.client_crc
    assert head.headers["x-oss-meta-author"] == "me"
    assert head.content_length == meta.content_length == len(data)
    assert head.object_type == "Normal"
    assert (server.bucket / "a/b c+é.mkv").read_bytes() == data
    assert bucket.object_exists("a/b c+é.mkv")
    assert bucket.delete_object("a/b c+é.mkv").status == 204
    assert bucket.delete_object("a/b c+é.mkv").status == 204
    assert not bucket.object_exists("a/b c+é.mkv")
    assert server.objects() == []
    assert server.hidden() == []


def test_an_empty_object(bucket):
    bucket.put_object("empty", b"")

    assert bucket.get_object("empty").read() == b""


def test_what_is_not_there_is_said_by_name(bucket):
    with pytest.raises(oss2.exceptions.NoSuchKey) as caught:
        bucket.get_object("missing")
    assert caught.value.request_id == caught.value.details["RequestId"]
    with pytest.raises(oss2.exceptions.NotFound):
        bucket.head_object("missing")


def test_ranges(bucket):
    data = bytes(range(250)) * 4
    bucket.put_object("r", data)
    standard = {"x-oss-range-behavior": "standard"}

    assert bucket.get_object("r", byte_range=(10, 19)).read() == data[10:20]
    assert bucket.get_object("r", byte_range=(None, 5)).read() == data[-5:]
    assert bucket.get_object("r", byte_range=(990, None)).read() == data[990:]
    whole = bucket.get_object("r", byte_range=(500, 2000))
    assert (whole.status, whole.read()) == (200, data)
    part = bucket.get_object("r", byte_range=(500, 2000), headers=standard)
    assert (part.status, part.read()) == (206, data[500:])
    assert part.content_range == "bytes 500-999/1000"
    with pytest.raises(oss2.exceptions.ServerError) as caught:
        bucket.get_object("r", byte_range=(1000, 2000), headers=standard)
    assert (caught.value.status, caught.value.code) == (416, "InvalidRange")


def test_conditions(bucket):
    etag = bucket.put_object("c", b"x").etag

    assert bucket.get_object("c", headers={"If-Match": etag}).read() == b"x"
    with pytest.raises(oss2.exceptions.PreconditionFailed):
        bucket.get_object("c", headers={"If-Match": "other"})
    with pytest.raises(oss2.exceptions.NotModified):
        bucket.get_object("c", headers={"If-None-Match": f'"{etag}"'})
    with pytest.raises(oss2.exceptions.NotModified):
        bucket.head_object("c", headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    with pytest.raises(oss2.exceptions.PreconditionFailed):
        bucket.head_object("c", headers={"If-Unmodified-Since": "Fri, 01 Jan 2010 00:00:00 GMT"})


def test_listing_page_by_page(bucket):
    names = [f"dir/{n:03} +&<é>.srt" for n in range(25)] + ["other/x", "top"]
    for name in names:
        bucket.put_object(name, b"1")

    found = list(oss2.ObjectIteratorV2(bucket, max_keys=4))
    prefixed = list(oss2.ObjectIteratorV2(bucket, prefix="dir/", start_after="dir/020", max_keys=2))
    rolled = bucket.list_objects_v2(delimiter="/", fetch_owner=True)

    assert [o.key for o in found] == sorted(names)
    assert [o.key for o in prefixed] == sorted(names)[20:25]
    assert rolled.prefix_list == ["dir/", "other/"]
    assert [(o.key, o.owner.id) for o in rolled.object_list] == [("top", "4711")]
    assert found[0].etag == bucket.head_object(found[0].key).etag
    assert [p.key for p in oss2.ObjectIteratorV2(bucket, delimiter="/", max_keys=1)] == [
        "dir/",
        "other/",
        "top",
    ]


def test_an_upload_in_parts(bucket, server):
    first, second = os.urandom(150_000), os.urandom(2_000_000)
    upload = bucket.init_multipart_upload("big/film.mkv", headers={"x-oss-meta-a": "b"}).upload_id
    parts = []
    for number, data in ((2, second), (1, b"wrong"), (1, first)):
        made = bucket.upload_part("big/film.mkv", upload, number, data)
        parts.append(oss2.models.PartInfo(number, made.etag, size=len(data), part_crc=made.crc))
    listed = list(oss2.PartIterator(bucket, "big/film.mkv", upload, max_parts=1))

    done = bucket.complete_multipart_upload("big/film.mkv", upload, [parts[2], parts[0]])
    head = bucket.head_object("big/film.mkv")

    assert [(p.part_number, p.size) for p in listed] == [(1, 150_000), (2, 2_000_000)]
    assert bucket.get_object("big/film.mkv").read() == first + second
    assert done.etag == head.etag
    assert done.etag.endswith("-2")
    assert done.crc == head.server_crc
    assert head.object_type == "Multipart"
    assert head.headers["x-oss-meta-a"] == "b"
    assert head.content_type == "video/x-matroska"
    with pytest.raises(oss2.exceptions.NoSuchUpload):
        bucket.upload_part("big/film.mkv", upload, 1, b"late")
    assert len(server.hidden()) == 3


def test_all_parts_without_naming_them(bucket):
    upload = bucket.init_multipart_upload("k").upload_id
    bucket.upload_part("k", upload, 7, b"seven")

    bucket.complete_multipart_upload("k", upload, None, headers={"x-oss-complete-all": "yes"})

    assert bucket.get_object("k").read() == b"seven"


def test_an_aborted_upload_leaves_nothing(bucket, server):
    upload = bucket.init_multipart_upload("deep/er/k").upload_id
    bucket.upload_part("deep/er/k", upload, 1, b"x")

    bucket.abort_multipart_upload("deep/er/k", upload)

    assert server.hidden() == []
    assert server.objects() == []
    with pytest.raises(oss2.exceptions.NoSuchUpload):
        bucket.abort_multipart_upload("deep/er/k", upload)


def test_a_resumable_upload_goes_on_where_it_broke(bucket, tmp_path):
    film = tmp_path / "film.mkv"
    film.write_bytes(os.urandom(1_000_000))
    store = oss2.ResumableStore(root=str(tmp_path))
    sent = []

    class Stop(Exception):
        pass

    def stop_midway(done, total):
        sent.append(done)
        if done > 400_000:
            raise Stop

    def upload(progress):
        return oss2.resumable_upload(
            bucket, "film.mkv", str(film), store=store, multipart_threshold=200_000,
            part_size=200_000, num_threads=1, progress_callback=progress,
        )  # fmt: skip

    with pytest.raises(Stop):
        upload(stop_midway)
    done = upload(lambda done, total: None)

    assert bucket.get_object("film.mkv").read() == film.read_bytes()
    assert done.etag.endswith("-5")


def test_a_resumable_download(bucket, tmp_path):
    data = os.urandom(1_000_000)
    bucket.put_object("film.mkv", data)

    oss2.resumable_download(
        bucket, "film.mkv", str(tmp_path / "f"), multiget_threshold=200_000, part_size=200_000,
        num_threads=2, store=oss2.ResumableDownloadStore(root=str(tmp_path)),
    )  # fmt: skip

    assert (tmp_path / "f").read_bytes() == data


def test_no_overwriting_even_by_many_at_once(bucket):
    forbid = {"x-oss-forbid-overwrite": "true"}
    outcomes = []

    def put(number):
        try:
            bucket.put_object("once", bytes([number]) * 100_000, headers=forbid)
            outcomes.append(number)
        except oss2.exceptions.ServerError as error:
            outcomes.append((error.status, error.code))

    threads = [threading.Thread(target=put, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = [number for number in outcomes if isinstance(number, int)]
    assert len(winners) == 1
    assert bucket.get_object("once").read() == bytes(winners) * 100_000
    assert {o for o in outcomes if isinstance(o, tuple)} == {(409, "FileAlreadyExists")}
    with pytest.raises(oss2.exceptions.ServerError, match="FileAlreadyExists"):
        bucket.init_multipart_upload("once", headers=forbid)


def test_presigned_addresses(bucket):
    url = bucket.sign_url("PUT", "p/x y.txt", 60, headers={"Content-Type": "text/plain"})
    put = requests.put(url, data=b"hello", headers={"Content-Type": "text/plain"}, timeout=10)
    got = requests.get(
        bucket.sign_url("GET", "p/x y.txt", 60, params={"response-content-type": "text/vtt"}),
        timeout=10,
    )

    assert put.status_code == 200
    assert (got.content, got.headers["Content-Type"]) == (b"hello", "text/vtt")
    assert requests.delete(bucket.sign_url("GET", "p/x y.txt", 60), timeout=10).status_code == 403


def test_a_presigned_address_ends(bucket, server):
    bucket.put_object("x", b"1")
    url = bucket.sign_url("GET", "x", 60)
    server.now_offset_ns = 62 * 10**9

    answer = requests.get(url, timeout=10)

    assert answer.status_code == 403
    assert "<Code>AccessDenied</Code>" in answer.text
    assert "expired" in answer.text


def test_a_stream_of_unknown_length(bucket):
    bucket.put_object("s", (bytes([n]) * 70_000 for n in range(10)))

    assert bucket.get_object("s").read() == b"".join(bytes([n]) * 70_000 for n in range(10))


def test_operations_that_do_not_exist_say_so(bucket):
    for call in (
        bucket.list_objects,
        lambda: bucket.put_object_acl("k", "public-read"),
        lambda: bucket.copy_object("films", "a", "b"),
        lambda: bucket.append_object("k", 0, b"x"),
        bucket.get_bucket_info,
        lambda: bucket.batch_delete_objects(["a"]),
        lambda: bucket.put_object("k", b"", headers={"x-oss-object-acl": "public-read"}),
        lambda: bucket.put_symlink("a", "b"),
        bucket.list_multipart_uploads,
    ):
        with pytest.raises(oss2.exceptions.ServerError) as caught:
            call()
        assert (caught.value.status, caught.value.code) == (501, "NotImplemented"), call


def test_buckets_elsewhere_and_nowhere(server, auth):
    elsewhere = oss2.Bucket(auth, server.endpoint, "elsewhere", region="cn-local")
    with pytest.raises(oss2.exceptions.ServerError, match="NotImplemented"):
        elsewhere.get_object("x")
    nowhere = oss2.Bucket(auth, server.endpoint, "nowhere", region="cn-local")
    with pytest.raises(oss2.exceptions.NoSuchBucket):
        nowhere.get_object("x")
    with pytest.raises(oss2.exceptions.NoSuchBucket):
        nowhere.list_objects_v2()
    made = oss2.Bucket(auth, server.endpoint, "made-new", region="cn-local")
    made.put_object("x", b"1")
    assert made.get_object("x").read() == b"1"


def test_host_style(server, auth, monkeypatch):
    import socket

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real(
            "127.0.0.1" if host.endswith("oss.test") else host, *rest, **more
        ),
    )
    there = oss2.Bucket(auth, f"http://oss.test:{server.port}", "films", region="cn-local")

    there.put_object("a/b", b"host")

    assert there.get_object("a/b").read() == b"host"
    assert [o.key for o in oss2.ObjectIteratorV2(there)] == ["a/b"]
    assert (server.bucket / "a/b").read_bytes() == b"host"
    assert requests.get(there.sign_url("GET", "a/b", 60), timeout=10).content == b"host"

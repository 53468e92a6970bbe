"""The object wire against an unmodified client: alibabacloud-oss-v2, with signatures 1 and 4."""

from __future__ import annotations

import datetime
import io
import os

import alibabacloud_oss_v2 as oss
import alibabacloud_oss_v2.aio as oss_aio
import pytest
import requests

from tests.server.objects.conftest import KEY, SECRET, TOKEN

pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def configuration(server, kind):
    sts = kind.startswith("sts")
    config = oss.config.load_default()
    config.credentials_provider = oss.credentials.StaticCredentialsProvider(
        "sts-key" if sts else KEY, SECRET, TOKEN if sts else None
    )
    config.region, config.endpoint = "cn-local", server.endpoint
    config.use_path_style, config.signature_version = True, kind[-2:]
    config.retry_max_attempts = 1
    return config


@pytest.fixture(params=["v1", "v4", "sts-v1", "sts-v4"])
def client(request, server):
    return oss.Client(configuration(server, request.param))


def put(client, key, data, **more):
    return client.put_object(oss.PutObjectRequest("films", key, body=data, **more))


def refusal(call):
    with pytest.raises(oss.exceptions.OperationError) as caught:
        call()
    error = caught.value.unwrap()
    return error.status_code, error.code


def test_an_object_is_put_read_described_and_deleted(client, server):
    data = os.urandom(300_000)
    key = "a/b c+é%2F&=.mkv"

    done = put(client, key, data, metadata={"author": "me"}, content_type="video/x-matroska")
    got = client.get_object(oss.GetObjectRequest("films", key))
    head = client.head_object(oss.HeadObjectRequest("films", key))
    meta = client.get_object_meta(oss.GetObjectMetaRequest("films", key))

    assert got.body.content == data
    assert done.etag == got.etag == head.etag == meta.etag
    assert str(done.hash_crc64) == str(head.hash_crc64)
    assert head.metadata["author"] == "me"
    assert head.content_type == "video/x-matroska"
    assert head.content_length == meta.content_length == len(data)
    assert client.is_object_exist("films", key)
    assert client.delete_object(oss.DeleteObjectRequest("films", key)).status_code == 204
    assert not client.is_object_exist("films", key)
    assert server.objects() == []


def test_ranges_and_conditions(client):
    etag = put(client, "r", bytes(range(100))).etag

    def get(**more):
        answer = client.get_object(oss.GetObjectRequest("films", "r", **more))
        return answer.status_code, answer.body.content

    assert get(range_header="bytes=90-200", range_behavior="standard") == (
        206,
        bytes(range(90, 100)),
    )
    assert get(range_header="bytes=90-200") == (200, bytes(range(100)))
    assert get(range_header="bytes=-3", if_match=etag) == (206, bytes((97, 98, 99)))
    assert refusal(lambda: get(if_match='"other"')) == (412, "PreconditionFailed")
    assert refusal(lambda: get(range_header="bytes=100-", range_behavior="standard")) == (
        416,
        "InvalidRange",
    )


def test_no_overwriting(client):
    put(client, "once", b"1", forbid_overwrite=True)

    assert refusal(lambda: put(client, "once", b"2", forbid_overwrite=True)) == (
        409,
        "FileAlreadyExists",
    )
    assert client.get_object(oss.GetObjectRequest("films", "once")).body.content == b"1"


def test_listing(client):
    names = sorted(f"d/{n} +&é" for n in range(7))
    for name in names:
        put(client, name, b"1")

    pages = client.list_objects_v2_paginator().iter_page(
        oss.ListObjectsV2Request("films", prefix="d/", max_keys=3, fetch_owner=True)
    )
    found = [item for page in pages for item in page.contents]
    rolled = client.list_objects_v2(oss.ListObjectsV2Request("films", delimiter="/"))

    assert [item.key for item in found] == names
    assert found[0].owner.id == "4711"
    assert [item.prefix for item in rolled.common_prefixes] == ["d/"]


def test_uploader_and_downloader(client, tmp_path):
    film = tmp_path / "film.mkv"
    film.write_bytes(os.urandom(3_000_000))

    done = client.uploader(part_size=512 * 1024, parallel_num=3).upload_file(
        oss.PutObjectRequest("films", "film.mkv"), str(film)
    )
    client.downloader(part_size=512 * 1024, parallel_num=3).download_file(
        oss.GetObjectRequest("films", "film.mkv"), str(tmp_path / "got")
    )

    assert done.upload_id
    assert (tmp_path / "got").read_bytes() == film.read_bytes()


def test_uploader_with_a_checkpoint_goes_on(client, tmp_path):
    film = tmp_path / "film.mkv"
    film.write_bytes(os.urandom(2_000_000))
    seen = []

    def fail_late(step, done, total):
        seen.append(done)
        if done > 900_000:
            raise ConnectionError("stop")

    uploader = client.uploader(
        part_size=400_000, parallel_num=1, enable_checkpoint=True, checkpoint_dir=str(tmp_path),
        leave_parts_on_error=True,
    )  # fmt: skip
    request = oss.PutObjectRequest("films", "film.mkv")
    broken = oss.PutObjectRequest("films", "film.mkv", progress_fn=fail_late)
    with pytest.raises(Exception, match="stop"):
        uploader.upload_file(broken, str(film))
    uploader.upload_file(request, str(film))

    got = client.get_object(oss.GetObjectRequest("films", "film.mkv"))
    assert got.body.content == film.read_bytes()


def test_parts_by_hand(client):
    begun = client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest("films", "m é"))
    made = client.upload_part(
        oss.UploadPartRequest("films", "m é", 1, begun.upload_id, body=io.BytesIO(b"part"))
    )
    listed = client.list_parts(oss.ListPartsRequest("films", "m é", begun.upload_id))
    done = client.complete_multipart_upload(
        oss.CompleteMultipartUploadRequest(
            "films",
            "m é",
            begun.upload_id,
            complete_multipart_upload=oss.CompleteMultipartUpload(
                parts=[oss.UploadPart(part_number=1, etag=made.etag)]
            ),
        )
    )
    again = client.initiate_multipart_upload(oss.InitiateMultipartUploadRequest("films", "n"))
    client.abort_multipart_upload(oss.AbortMultipartUploadRequest("films", "n", again.upload_id))

    assert begun.key == done.key == listed.key == "m é"
    assert [(part.part_number, part.etag) for part in listed.parts] == [(1, made.etag)]
    assert client.get_object(oss.GetObjectRequest("films", "m é")).body.content == b"part"


def test_presigned_requests(client):
    expiry = datetime.timedelta(minutes=5)
    to_put = client.presign(
        oss.PutObjectRequest("films", "p q", content_type="text/plain"), expires=expiry
    )
    stored = requests.put(to_put.url, data=b"x", headers=to_put.signed_headers, timeout=10)
    to_get = client.presign(oss.GetObjectRequest("films", "p q"), expires=expiry)

    assert stored.status_code == 200
    assert requests.get(to_get.url, headers=to_get.signed_headers, timeout=10).content == b"x"


def test_additional_headers_are_signed(server):
    config = configuration(server, "v4")
    config.additional_headers = ["host", "content-length"]
    client = oss.Client(config)

    put(client, "k", b"x")

    assert client.get_object(oss.GetObjectRequest("films", "k")).body.content == b"x"


def test_the_asynchronous_client(server):
    import asyncio

    async def use() -> bytes:
        client = oss_aio.AsyncClient(configuration(server, "v4"))
        try:
            await client.put_object(oss.PutObjectRequest("films", "a", body=b"async"))
            answer = await client.get_object(oss.GetObjectRequest("films", "a"))
            return await answer.body.read()
        finally:
            await client.close()

    assert asyncio.run(use()) == b"async"


def test_what_does_not_exist_says_so(client):
    assert refusal(lambda: client.get_bucket_info(oss.GetBucketInfoRequest("films"))) == (
        501,
        "NotImplemented",
    )
    assert refusal(lambda: client.list_buckets(oss.ListBucketsRequest())) == (501, "NotImplemented")
    assert refusal(lambda: client.get_object(oss.GetObjectRequest("films", "none"))) == (
        404,
        "NoSuchKey",
    )

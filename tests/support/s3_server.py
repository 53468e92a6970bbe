"""A real S3 server of others (moto), in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

KEY_ID = "AKIAEXAMPLE"
SECRET = "example-secret-key"
BUCKET = "films"


class S3Server(NamedTuple):
    """A running server with one empty bucket."""

    endpoint: str
    client: Any
    """A boto3 client, to set the stage with and to look behind it."""


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Starts a server with the bucket ``films``."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id=KEY_ID,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
    )
    try:
        client.create_bucket(Bucket=BUCKET)
        yield S3Server(endpoint, client)
        for version in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
            client.delete_object(Bucket=BUCKET, Key=version["Key"])
        client.delete_bucket(Bucket=BUCKET)
    finally:
        client.close()
        server.stop()

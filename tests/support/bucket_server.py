"""A bucket behind HTTP for tests: whole and part-wise uploads, listings, failures on demand."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from urllib.parse import parse_qs, quote, unquote
from xml.etree import ElementTree

from tests.support.range_server import Answer, Request


class FakeBucket:
    """A rule of ``RangeServer`` that keeps one bucket, addressed by path."""

    def __init__(self, name: str = "films") -> None:
        self.objects: dict[str, bytes] = {}
        self.types: dict[str, str | None] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.refuse: dict[str, Answer] = {}
        """By what is asked: ``put``, ``begin``, ``part 3``, ``complete``, ``drop``, ``list``."""
        self.log: list[str] = []
        self._prefix = f"/{name}/"

    def __call__(self, request: Request) -> Answer | None:
        path, _, query = request.target.partition("?")
        if not path.startswith(self._prefix):
            return None
        key = unquote(path.removeprefix(self._prefix))
        fields = {name: values[0] for name, values in parse_qs(query, True).items()}
        what = self._what(request.method, fields)
        if what == "get":
            return None if key not in self.objects else self._get(request, key)
        self.log.append(what)
        sent = request.headers.get("content-md5")
        if sent is not None and sent != b64encode(hashlib.md5(request.body).digest()).decode():
            return Answer(400, body=b"<Error><Code>BadDigest</Code></Error>")
        if what in self.refuse:
            return self.refuse[what]
        return self._do(what, key, fields, request)

    def _what(self, method: str, fields: dict[str, str]) -> str:
        if method == "PUT":
            return f"part {fields['partNumber']}" if "partNumber" in fields else "put"
        if method == "POST":
            return "begin" if "uploads" in fields else "complete"
        if method == "DELETE":
            return "drop"
        return "list" if "list-type" in fields else "get"

    def _get(self, request: Request, key: str) -> Answer:
        from tests.support.range_server import answer_file

        return answer_file(request, self.objects[key])

    def _do(self, what: str, key: str, fields: dict[str, str], request: Request) -> Answer:
        if what == "put":
            self.objects[key] = request.body
            self.types[key] = request.headers.get("content-type")
            return Answer(200, {"ETag": '"e"'})
        if what == "list":
            return Answer(200, body=self._list(fields).encode())
        if what == "begin":
            upload = f"up-{len(self.uploads)}"
            self.uploads[upload] = {}
            self.types[key] = request.headers.get("content-type")
            body = f"<I xmlns='urn:x'><Key>k</Key><UploadId>{upload}</UploadId></I>"
            return Answer(200, body=body.encode())
        parts = self.uploads.get(fields["uploadId"])
        if parts is None:
            return Answer(404, body=b"<Error><Code>NoSuchUpload</Code></Error>")
        if what == "drop":
            del self.uploads[fields["uploadId"]]
            return Answer(204)
        if what == "complete":
            return self._complete(key, fields["uploadId"], request.body)
        parts[int(fields["partNumber"])] = request.body
        return Answer(200, {"ETag": self._tag(request.body)})

    def _tag(self, data: bytes) -> str:
        return f'"{hashlib.md5(data).hexdigest()}"'

    def _complete(self, key: str, upload: str, body: bytes) -> Answer:
        parts = self.uploads.pop(upload)
        said = [
            (int(part.findtext("PartNumber") or 0), part.findtext("ETag"))
            for part in ElementTree.fromstring(body)
        ]
        if said != [(number, self._tag(parts[number])) for number in sorted(parts)]:
            return Answer(400, body=b"<Error><Code>InvalidPart</Code></Error>")
        self.objects[key] = b"".join(parts[number] for number, _ in said)
        return Answer(200, body=b"<CompleteMultipartUploadResult/>")

    def _list(self, fields: dict[str, str]) -> str:
        prefix, delimiter = fields.get("prefix", ""), fields.get("delimiter", "")
        lines: dict[str, None] = {}
        for key in sorted(self.objects):
            if not key.startswith(prefix):
                continue
            at = key.find(delimiter, len(prefix)) if delimiter else -1
            shown = quote(key if at < 0 else key[: at + 1])
            if at >= 0:
                lines[f"<CommonPrefixes><Prefix>{shown}</Prefix></CommonPrefixes>"] = None
            else:
                lines[
                    f"<Contents><Key>{shown}</Key><Size>{len(self.objects[key])}</Size>"
                    "<ETag>&quot;e&quot;</ETag>"
                    "<LastModified>2015-10-21T07:28:00.000Z</LastModified></Contents>"
                ] = None
        head = "<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
        return f"<ListBucketResult>{head}{''.join(lines)}</ListBucketResult>"

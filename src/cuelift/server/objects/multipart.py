"""Uploads in parts: InitiateMultipartUpload, UploadPart, ListParts, Complete, Abort."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from fastcrc import crc64

from cuelift.errors import FormatError
from cuelift.oss.errors import WireError
from cuelift.oss.listing import ListedPart, is_encoded, part_number, parts_body
from cuelift.oss.xml import HEAD, WantedPart, element, encode_url, parse_complete
from cuelift.server.objects.attributes import Attributes
from cuelift.server.objects.body import PIECE, Run, Sums, announced_size, receive_body, small_body
from cuelift.server.objects.call import Call, check_key
from cuelift.server.objects.put import (
    begin,
    discard,
    forbids_overwrite,
    publish,
    read_described,
)
from cuelift.server.objects.reply import Reply, xml_reply
from cuelift.server.objects.uploads import (
    Done,
    Part,
    PartFile,
    Upload,
    UploadFolder,
    create_upload,
    find_upload,
    no_upload,
)
from cuelift.store.local_write import LocalWriter

_PAUSE_S = 0.02
_PATIENCE_S = 50.0
T = TypeVar("T")


async def initiate(call: Call) -> Reply:
    """Begins an upload in parts."""
    check_key(call.key)
    await small_body(call.receive, call.request, call.payload_hash, call.run, call.limits)
    about, only_new = read_described(call), forbids_overwrite(call)
    upload = Upload(
        key=call.key,
        content_type=about.content_type,
        headers=about.headers,
        only_new=only_new,
    )
    number: str = await call.run(_create, call, upload)
    return xml_reply(_answer(call, "InitiateMultipartUploadResult", element("UploadId", number)))


async def upload_part(call: Call) -> Reply:
    """Takes one part in; a part that had the number before is replaced."""
    announced_size(call.request, call.limits.body_bytes)
    number = part_number(call.request)
    sums = Sums(call.request, call.payload_hash)
    upload: UploadFolder = await call.run(_find, call)
    file: PartFile = await call.run(PartFile, upload.path)
    try:
        most = call.limits.body_bytes
        await receive_body(call.receive, call.run, sums, file, most, call.limits)
        await call.run(file.close)
        work = partial(upload.add, file.path, number, sums.etag, sums.crc, sums.size)
        await _locked(call.run, upload, work)
    except BaseException:
        file.discard()
        raise
    return Reply(200, (("etag", f'"{sums.etag}"'), ("x-oss-hash-crc64ecma", str(sums.crc))))


async def list_parts(call: Call) -> Reply:
    """The parts that are there."""
    upload: UploadFolder = await call.run(_find, call)
    parts: list[Part] = await call.run(upload.parts)
    found = [ListedPart(p.number, p.etag, p.size, p.modified_ns, p.crc64) for p in parts]
    number = call.request.parameters["uploadId"]
    return xml_reply(parts_body(call.folder.name, call.key, number, found, call.request))


async def abort(call: Call) -> Reply:
    """Forgets an upload."""
    await small_body(call.receive, call.request, call.payload_hash, call.run, call.limits)
    upload: UploadFolder = await call.run(_find, call)
    await _locked(call.run, upload, upload.remove)
    return Reply(204)


async def complete(call: Call) -> Reply:
    """Makes the object of its parts."""
    body = await small_body(call.receive, call.request, call.payload_hash, call.run, call.limits)
    upload: UploadFolder = await call.run(_find_any, call)
    only_new = forbids_overwrite(call) or upload.about.only_new
    wanted = _wanted(call, body)
    work = partial(_complete, call, upload, wanted, only_new)
    made = await _locked(call.run_long, upload, work)
    etag = f'"{made.etag}"'
    inner = element("Location", f"/{call.folder.name}/{encode_url(call.key)}")
    answer = _answer(call, "CompleteMultipartUploadResult", inner + element("ETag", etag))
    return xml_reply(answer, ("etag", etag), ("x-oss-hash-crc64ecma", str(made.crc64)))


async def _locked(run: Run, upload: UploadFolder, work: Callable[[], T]) -> T:
    """Does something while the parts hold still; waits without holding a thread."""
    deadline = asyncio.get_running_loop().time() + _PATIENCE_S
    while True:
        done, result = await run(_try, upload, work)
        if done:
            made: T = result
            return made
        if asyncio.get_running_loop().time() > deadline:
            raise WireError("The upload is being completed.", code="OperationAborted")
        await asyncio.sleep(_PAUSE_S)


def _try(upload: UploadFolder, work: Callable[[], T]) -> tuple[bool, T | None]:
    with upload.lock() as held:
        return (True, work()) if held else (False, None)


def _create(call: Call, upload: Upload) -> str:
    if upload.only_new:
        discard(call.folder, call.key, begin(call.folder, call.key, True))
    return create_upload(call.folder, upload)


def _find(call: Call) -> UploadFolder:
    upload = _find_any(call)
    if upload.done() is not None:
        raise no_upload()
    return upload


def _find_any(call: Call) -> UploadFolder:
    return find_upload(call.folder, call.request.parameters["uploadId"], call.key)


def _wanted(call: Call, body: bytes) -> list[WantedPart] | None:
    """The parts that the caller names; None: all that are there."""
    if call.request.header("x-oss-complete-all").lower() == "yes":
        if body:
            raise WireError("x-oss-complete-all goes without a body.", code="InvalidArgument")
        return None
    try:
        wanted = parse_complete(body)
    except FormatError as error:
        raise WireError(f"{error.message}.", code="MalformedXML") from None
    if not wanted:
        raise WireError("The list of parts is empty.", code="MalformedXML")
    return wanted


def _chosen(there: Sequence[Part], wanted: Sequence[WantedPart] | None, call: Call) -> list[Part]:
    if wanted is None:
        wanted = [WantedPart(part.number, part.etag) for part in there]
    by_number = {part.number: part for part in there}
    last, chosen = 0, []
    for number, etag in wanted:
        if number <= last:
            raise WireError("The parts are not in ascending order.", code="InvalidPartOrder")
        last, part = number, by_number.get(number)
        if part is None or part.etag != etag:
            raise WireError(f"Part {number} is not there with this ETag.", code="InvalidPart")
        chosen.append(part)
    if not chosen:
        raise WireError("There are no parts.", code="InvalidPart")
    if any(part.size < call.limits.part_bytes for part in chosen[:-1]):
        raise WireError(
            f"A part but the last is smaller than {call.limits.part_bytes} bytes.",
            code="EntityTooSmall",
        )
    if sum(part.size for part in chosen) > call.limits.object_bytes:
        raise WireError("The object would be too large.", code="EntityTooLarge")
    return chosen


def _complete(
    call: Call, upload: UploadFolder, wanted: list[WantedPart] | None, only_new: bool
) -> Done:
    """Makes the object, or tells again that it was made: clients ask twice when it took long."""
    done = upload.done()
    if done is None:
        done = _assemble(call, upload, wanted, only_new)
        upload.finish(done)
    return done


def _assemble(
    call: Call, upload: UploadFolder, wanted: list[WantedPart] | None, only_new: bool
) -> Done:
    chosen = _chosen(upload.parts(), wanted, call)
    writer = begin(call.folder, call.key, only_new)
    try:
        digest = hashlib.md5(b"".join(bytes.fromhex(p.etag) for p in chosen), usedforsecurity=False)
        done = Done(etag=f"{digest.hexdigest().upper()}-{len(chosen)}", crc64=_copy(chosen, writer))
        attributes = Attributes(
            key=call.key,
            etag=done.etag,
            content_type=upload.about.content_type,
            crc64=done.crc64,
            kind="Multipart",
            headers=upload.about.headers,
        )
        publish(call.folder, writer, attributes, only_new)
    except BaseException:
        discard(call.folder, call.key, writer)
        raise
    return done


def _copy(parts: Sequence[Part], writer: LocalWriter) -> int:
    """Copies the parts one behind the other, and returns the sum of the whole."""
    whole = 0
    begun = False
    for part in parts:
        size = sum_of_part = 0
        with open(part.path, "rb") as file:
            while data := file.read(PIECE):
                sum_of_part = crc64.xz(data, sum_of_part) if size else crc64.xz(data)
                whole = crc64.xz(data, whole) if begun else sum_of_part
                begun = True
                size += len(data)
                writer.write(data)
        if (size, sum_of_part) != (part.size, part.crc64):
            raise WireError(
                f"Part {part.number} was damaged and must be uploaded again.", code="InvalidPart"
            )
    return whole


def _answer(call: Call, root: str, inner: str) -> bytes:
    encoded = is_encoded(call.request)
    head = element("EncodingType", "url") if encoded else ""
    key = element("Key", encode_url(call.key) if encoded else call.key)
    bucket = element("Bucket", call.folder.name)
    return f"{HEAD}<{root}>{head}{bucket}{key}{inner}</{root}>".encode()

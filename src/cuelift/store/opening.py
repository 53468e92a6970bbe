"""Opens one source for reading, whatever its store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike

from cuelift.errors import UsageError
from cuelift.store.base import BlockingObject, Counters, Location, ObjectInfo
from cuelift.store.drive import Gate, ReadLimits, Source
from cuelift.store.options import StoreOptions
from cuelift.store.registry import is_blocking, open_blocking_store, open_store
from cuelift.store.uri import parse_uri


def open_source(
    uris: Sequence[str | PathLike[str]],
    options: StoreOptions,
    limits: ReadLimits,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Opens an object, or several of one store that are read as one.

    Args:
        uris: one, or the parts in order.
        options: endpoints and credentials.
        limits: of reading.
        cancelled: asked between reads, and while waiting.

    Raises:
        StoreError: there is no such object, or it may not be read.
        UsageError: there are no parts, or they lie in different stores.
        Cancelled, LimitExceeded: ``cancelled`` or the limits say so, even while opening.
    """
    if not uris:
        raise UsageError("nothing to open: the list of parts is empty")
    locations = [parse_uri(uri) for uri in uris]
    first = locations[0]
    if any((place.scheme, place.root) != (first.scheme, first.root) for place in locations):
        raise UsageError("parts that are read as one must lie in one store")
    counters = Counters()
    gate = Gate(limits, counters, cancelled)
    if is_blocking(first, options):
        return _open_blocking(locations, options, counters, gate)
    return _open_async(locations, options, counters, gate)


def _open_blocking(
    locations: list[Location], options: StoreOptions, counters: Counters, gate: Gate
) -> Source:
    from cuelift.store.drive_blocking import BlockingTransport

    store = open_blocking_store(locations[0], options, counters)
    infos = []
    for place in locations:
        gate.check()
        infos.append(_readable(store.head(place.key), place))
    info = infos[0]
    opened: BlockingObject
    if len(infos) > 1:
        from cuelift.store.join import JoinedObject, join_info

        opened = JoinedObject(store.open, infos)
        info = join_info(infos)
    else:
        opened = store.open(info)
    transport = BlockingTransport(opened, gate)
    return Source(_name(locations), info, store.profile, counters, transport)


def _open_async(
    locations: list[Location], options: StoreOptions, counters: Counters, gate: Gate
) -> Source:
    from cuelift.store.drive_async import AsyncTransport, EventLoop, patiently

    store = open_store(locations[0], options, counters)
    loop = EventLoop()
    try:
        try:
            infos = loop.call(patiently([place.key for place in locations], store.head, gate))
            infos = [_readable(info, place) for info, place in zip(infos, locations, strict=True)]
        except BaseException:
            loop.call(store.close())
            raise
    except BaseException:
        loop.close()
        raise
    info = infos[0]
    if len(infos) > 1:
        from cuelift.store.join import join_info
        from cuelift.store.join_async import JoinedStore

        store = JoinedStore(store, infos, gate.limits.connections)
        info = join_info(infos)
    transport = AsyncTransport(loop, store, info, gate)
    return Source(_name(locations), info, store.profile, counters, transport)


def _readable(info: ObjectInfo, place: Location) -> ObjectInfo:
    if info.cold is not None:
        from cuelift.errors import ColdObject

        raise ColdObject(
            f"{place.uri}: the object lies in storage class {info.cold} and must be restored "
            "before it can be read",
            storage_class=info.cold,
        )
    return info


def _name(locations: list[Location]) -> str:
    first = locations[0].uri
    return first if len(locations) == 1 else f"{first} (+{len(locations) - 1} parts)"

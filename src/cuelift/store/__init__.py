"""Stores: where objects lie, and the driver that moves their bytes."""

from cuelift.store.access import head_object, head_objects, list_objects
from cuelift.store.opening import open_source
from cuelift.store.options import StoreOptions
from cuelift.store.registry import open_store, open_target
from cuelift.store.uri import parse_uri

__all__ = [
    "StoreOptions",
    "head_object",
    "head_objects",
    "list_objects",
    "open_source",
    "open_store",
    "open_target",
    "parse_uri",
]

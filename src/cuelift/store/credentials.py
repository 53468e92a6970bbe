"""Finds keys, regions and endpoints of ``s3`` and ``oss`` where people keep them.

Spec: AWS SDKs and Tools Reference, "Shared config and credentials files" and "Service-specific
endpoints"; Alibaba Cloud OSS, "Regions and endpoints" and "Use AWS SDKs to access OSS".
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from cuelift.errors import UsageError
from cuelift.store.base import Location
from cuelift.store.options import StoreOptions
from cuelift.store.sigv4 import Credentials

_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_UNSUPPORTED = ("credential_process", "sso_session", "sso_start_url", "role_arn")
_OSS_SUFFIX = ".aliyuncs.com"
_OSS_APIS = ("auto", "native", "s3")
_OSS_KEYS = (
    ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"),
    (
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
    ),
)


class Bucket(NamedTuple):
    """Where a bucket lies and who asks."""

    origin: str
    """``https://host[:port]``, with the bucket in the host when addressing is virtual."""
    prefix: str
    """Path before the key: ``/``, or ``/bucket/``."""
    region: str
    credentials: Credentials | None
    """None: anonymous, or for ``s3`` the role of this machine."""
    native: str | None = None
    """The bucket's name, where the endpoint speaks OSS itself; None: it speaks S3."""


def find_bucket(location: Location, options: StoreOptions, environ: Mapping[str, str]) -> Bucket:
    """Where the bucket of an ``s3`` or ``oss`` URI lies, and who asks.

    Raises:
        UsageError: what is given does not suffice, or contradicts itself.
    """
    find = find_oss if location.scheme == "oss" else find_s3
    return find(location.root, options, environ)


def find_s3(bucket: str, options: StoreOptions, environ: Mapping[str, str]) -> Bucket:
    """A bucket of Amazon S3, or of anything that speaks its language.

    Raises:
        UsageError: half a pair of keys, an unknown profile, an endpoint that is no URL.
    """
    profile = _aws_profile(options, environ)
    region = (
        options.region
        or environ.get("AWS_REGION")
        or environ.get("AWS_DEFAULT_REGION")
        or profile.get("region")
        or "us-east-1"
    )
    given = (
        options.endpoint
        or environ.get("AWS_ENDPOINT_URL_S3")
        or environ.get("AWS_ENDPOINT_URL")
        or profile.get("endpoint_url")
    )
    endpoint = given or f"https://s3.{_checked_region(region)}.amazonaws.com"
    # A bucket with a dot is not covered by the certificate of the virtual hosts.
    virtual = not given and "." not in bucket
    credentials = None if options.anonymous else _s3_credentials(options, environ, profile)
    return _bucket(bucket, endpoint, virtual, region, credentials, options)


def find_oss(bucket: str, options: StoreOptions, environ: Mapping[str, str]) -> Bucket:
    """A bucket of Alibaba Cloud OSS, or of anything that speaks its language.

    Endpoints of Alibaba Cloud are reached through their S3-compatible twins unless the native
    interface is asked for; any other endpoint speaks OSS unless S3 is asked for.

    Raises:
        UsageError: no keys, no region, an endpoint that is no URL.
    """
    region = options.region or environ.get("OSS_REGION") or environ.get("ALIBABA_CLOUD_REGION_ID")
    endpoint = options.endpoint or environ.get("OSS_ENDPOINT")
    if region is not None:
        region = region.removeprefix("oss-")
    native = _speaks_oss(endpoint, options, environ)
    if endpoint is not None:
        endpoint, region = _oss_endpoint(endpoint, region, native)
    if region is None:
        raise UsageError("oss: the region is not known; set OSS_REGION, as cn-hangzhou")
    if endpoint is None:
        name = f"oss-{_checked_region(region)}{_OSS_SUFFIX}"
        endpoint = f"https://{name}" if native else f"https://s3.{name}"
    credentials = None
    if not options.anonymous:
        credentials = _oss_credentials(options, environ)
    found = _bucket(bucket, endpoint, True, region, credentials, options)
    return found._replace(native=bucket) if native else found


def _speaks_oss(endpoint: str | None, options: StoreOptions, environ: Mapping[str, str]) -> bool:
    asked = options.oss_api or environ.get("CUELIFT_OSS_API") or "auto"
    if asked not in _OSS_APIS:
        raise UsageError(f"CUELIFT_OSS_API is {asked!r}; known: {', '.join(_OSS_APIS)}")
    if asked != "auto":
        return asked == "native"
    return endpoint is not None and not endpoint.rstrip("/").endswith(_OSS_SUFFIX)


def _oss_endpoint(endpoint: str, region: str | None, native: bool) -> tuple[str, str | None]:
    """Turns an endpoint into its twin of the wanted interface, and reads the region off it."""
    scheme, _, host = endpoint.rpartition("://")
    host = host.rstrip("/")
    name = host.removeprefix("s3.")
    if not (name.startswith("oss-") and name.endswith(_OSS_SUFFIX)):
        return endpoint, region or "oss"
    stated = name[4 : -len(_OSS_SUFFIX)].removesuffix("-internal")
    known = region or (stated if not stated.startswith("accelerate") else None)
    return f"{scheme or 'https'}://{'' if native else 's3.'}{name}", known


def _oss_credentials(options: StoreOptions, environ: Mapping[str, str]) -> Credentials:
    pair = _given_pair(options)
    if pair is not None:
        return pair
    for key_name, secret_name, token_name in _OSS_KEYS:
        key, secret = environ.get(key_name), environ.get(secret_name)
        if key and secret:
            return Credentials(key, secret, environ.get(token_name) or None)
    raise UsageError(
        "oss: no credentials; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or ask anonymously"
    )


def _s3_credentials(
    options: StoreOptions, environ: Mapping[str, str], profile: Mapping[str, str]
) -> Credentials | None:
    pair = _given_pair(options)
    if pair is not None:
        return pair
    key, secret = environ.get("AWS_ACCESS_KEY_ID"), environ.get("AWS_SECRET_ACCESS_KEY")
    if key and secret and not options.profile:
        return Credentials(key, secret, environ.get("AWS_SESSION_TOKEN") or None)
    key, secret = profile.get("aws_access_key_id"), profile.get("aws_secret_access_key")
    if key and secret:
        return Credentials(key, secret, profile.get("aws_session_token") or None)
    for field in _UNSUPPORTED:
        if field in profile:
            raise UsageError(
                f"s3: the profile uses {field}, which is not supported; export its keys with"
                " `aws configure export-credentials --format env`"
            )
    return None


def _given_pair(options: StoreOptions) -> Credentials | None:
    key, secret = options.access_key_id, options.secret_access_key
    if bool(key) != bool(secret):
        raise UsageError("an access key id and its secret must be given together")
    return Credentials(key, secret, options.session_token) if key and secret else None


def _aws_profile(options: StoreOptions, environ: Mapping[str, str]) -> dict[str, str]:
    """The fields of the chosen section of both AWS files, credentials over config.

    Raises:
        UsageError: the section was asked for by name and is in neither.
    """
    asked = options.profile or environ.get("AWS_PROFILE") or environ.get("AWS_DEFAULT_PROFILE")
    name = asked or "default"
    sections = ("default",) if name == "default" else (f"profile {name}", name)
    found = [
        *_ini_sections(environ.get("AWS_CONFIG_FILE") or "~/.aws/config", sections),
        *_ini_sections(environ.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials", (name,)),
    ]
    if not found and asked:
        raise UsageError(f"s3: there is no profile {name!r} in the AWS files")
    fields: dict[str, str] = {}
    for section in found:
        fields.update(section)
    return fields


def _ini_sections(path: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    path = os.path.expanduser(path)
    if not os.path.isfile(path):
        return []
    import configparser

    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, default_section="\0")
    try:
        with open(path, encoding="utf-8") as file:
            parser.read_file(file)
    except (OSError, UnicodeDecodeError, configparser.Error):
        # The parser's message would repeat the line, which may be a key.
        raise UsageError(f"s3: {path} cannot be read as an AWS file") from None
    return [
        {field: value.strip() for field, value in parser.items(name) if value}
        for name in names
        if parser.has_section(name)
    ]


def _bucket(
    bucket: str,
    endpoint: str,
    virtual: bool,
    region: str,
    credentials: Credentials | None,
    options: StoreOptions,
) -> Bucket:
    scheme, mark, host = endpoint.rstrip("/").partition("://")
    if not mark or scheme not in ("http", "https") or not host or set(host) & set("/?#@ "):
        raise UsageError("an endpoint is written https://host[:port], without path or keys")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if scheme == "http" and name not in _LOCAL_HOSTS and not options.allow_http:
        raise UsageError(f"the endpoint {endpoint} is plain http; allow_http accepts that")
    if options.addressing == "auto":
        virtual = virtual and name != "localhost" and not _is_address(name)
    else:
        virtual = options.addressing == "virtual"
    region = _checked_region(region)
    if virtual:
        return Bucket(f"{scheme}://{bucket}.{host}", "/", region, credentials)
    return Bucket(f"{scheme}://{host}", f"/{bucket}/", region, credentials)


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.replace(".", "").isdigit()


def _checked_region(region: str) -> str:
    if not region.replace("-", "").isalnum() or not region.isascii():
        raise UsageError(f"{region!r} is not the name of a region")
    return region

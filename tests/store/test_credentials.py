import pytest

from cuelift.errors import UsageError
from cuelift.store.base import Location
from cuelift.store.credentials import Bucket, find_bucket, find_oss, find_s3
from cuelift.store.options import StoreOptions
from cuelift.store.sigv4 import Credentials

KEYS = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret"}
OSS = {"OSS_ACCESS_KEY_ID": "id", "OSS_ACCESS_KEY_SECRET": "secret", "OSS_REGION": "cn-hangzhou"}
ANONYMOUS = StoreOptions(anonymous=True)


@pytest.fixture
def files(tmp_path):
    """AWS files that the environment points to."""
    (tmp_path / "credentials").write_text(
        "[default]\naws_access_key_id = d-id\naws_secret_access_key = d-secret\n"
        "[media]\naws_access_key_id=m-id\naws_secret_access_key=m%secret\naws_session_token=m-t\n"
    )
    (tmp_path / "config").write_text(
        "[default]\nregion = eu-north-1\ns3 =\n    max_concurrent_requests = 20\n"
        "[profile media]\nregion = eu-west-3\nendpoint_url = https://minio.example:9000\n"
        "[profile sso]\nsso_session = x\n[profile role]\nrole_arn = arn\n"
        "[profile bare]\nregion = sa-east-1\n"
    )
    return {
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials"),
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
    }


NO_FILES = {"AWS_SHARED_CREDENTIALS_FILE": "/none/a", "AWS_CONFIG_FILE": "/none/b"}


def s3(environ, options=StoreOptions(), bucket="films"):  # noqa: B008 - frozen
    return find_s3(bucket, options, {**NO_FILES, **environ})


@pytest.mark.parametrize(
    ("environ", "origin", "prefix", "region"),
    [
        ({}, "https://films.s3.us-east-1.amazonaws.com", "/", "us-east-1"),
        (
            {"AWS_DEFAULT_REGION": "eu-west-1"},
            "https://films.s3.eu-west-1.amazonaws.com",
            "/",
            "eu-west-1",
        ),
        (
            {"AWS_DEFAULT_REGION": "x", "AWS_REGION": "eu-west-2"},
            "https://films.s3.eu-west-2.amazonaws.com",
            "/",
            "eu-west-2",
        ),
        ({"AWS_ENDPOINT_URL": "https://minio:9000/"}, "https://minio:9000", "/films/", "us-east-1"),
        (
            {"AWS_ENDPOINT_URL": "https://x", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"},
            "http://127.0.0.1:9",
            "/films/",
            "us-east-1",
        ),
        ({"AWS_ENDPOINT_URL": "http://[::1]:9"}, "http://[::1]:9", "/films/", "us-east-1"),
        ({"AWS_ENDPOINT_URL": "http://[::1]"}, "http://[::1]", "/films/", "us-east-1"),
    ],
)
def test_s3_endpoints_of_the_environment(environ, origin, prefix, region):
    assert s3({**KEYS, **environ}) == Bucket(origin, prefix, region, Credentials("id", "secret"))


def test_a_bucket_with_a_dot_is_named_in_the_path():
    assert s3(KEYS, bucket="a.b").origin == "https://s3.us-east-1.amazonaws.com"


@pytest.mark.parametrize(
    ("addressing", "origin", "prefix"),
    [("virtual", "https://films.minio", "/"), ("path", "https://minio", "/films/")],
)
def test_addressing_can_be_chosen(addressing, origin, prefix):
    options = StoreOptions(endpoint="https://minio", addressing=addressing)

    assert s3(KEYS, options)[:2] == (origin, prefix)


def test_options_win_over_the_environment():
    options = StoreOptions(access_key_id="o", secret_access_key="s", session_token="t", region="r1")
    found = s3({**KEYS, "AWS_SESSION_TOKEN": "env", "AWS_REGION": "r2"}, options)

    assert found.credentials == Credentials("o", "s", "t")
    assert found.region == "r1"
    assert s3({**KEYS, "AWS_SESSION_TOKEN": "env"}).credentials == Credentials(
        "id", "secret", "env"
    )


def test_profiles(files):
    assert s3(files).credentials == Credentials("d-id", "d-secret")
    assert s3(files).region == "eu-north-1"
    media = Credentials("m-id", "m%secret", "m-t")
    named = s3({**files, "AWS_PROFILE": "media"})
    assert named == Bucket("https://minio.example:9000", "/films/", "eu-west-3", media)
    assert s3({**files, **KEYS, "AWS_PROFILE": "media"}).credentials == Credentials("id", "secret")
    assert s3({**files, **KEYS}, StoreOptions(profile="media")).credentials == media
    assert s3(files, StoreOptions(profile="bare")).credentials is None


def test_without_keys_the_role_of_the_machine_is_left():
    assert s3({}).credentials is None
    assert s3(KEYS, ANONYMOUS).credentials is None


@pytest.mark.parametrize(
    ("profile", "said"), [("sso", "sso_session"), ("role", "role_arn"), ("nobody", "no profile")]
)
def test_profiles_that_do_not_serve(files, profile, said):
    with pytest.raises(UsageError, match=said):
        s3(files, StoreOptions(profile=profile))


def test_a_broken_file_is_named_but_not_quoted(tmp_path):
    path = tmp_path / "credentials"
    path.write_text("[default\naws_secret_access_key hush")
    with pytest.raises(UsageError, match="credentials cannot be read") as caught:
        s3({"AWS_SHARED_CREDENTIALS_FILE": str(path)})
    assert "hush" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("environ", "options", "said"),
    [
        ({}, StoreOptions(access_key_id="x"), "together"),
        ({}, StoreOptions(endpoint="minio:9000"), "written https://"),
        ({}, StoreOptions(endpoint="https://me:hush@minio"), "written https://"),
        ({}, StoreOptions(endpoint="https://minio/path"), "written https://"),
        ({}, StoreOptions(endpoint="ftp://minio"), "written https://"),
        ({}, StoreOptions(endpoint="http://minio"), "allow_http"),
        ({}, StoreOptions(region="eu/../x"), "not the name of a region"),
        ({}, StoreOptions(endpoint="https://x", region="ü"), "not the name of a region"),
    ],
)
def test_what_cannot_be_used(environ, options, said):
    with pytest.raises(UsageError, match=said) as caught:
        s3({**KEYS, **environ}, options)
    assert "hush" not in str(caught.value)


def test_plain_http_on_request():
    options = StoreOptions(endpoint="http://minio:9000", allow_http=True)

    assert s3(KEYS, options).origin == "http://minio:9000"


@pytest.mark.parametrize(
    ("environ", "origin", "region"),
    [
        ({}, "https://films.s3.oss-cn-hangzhou.aliyuncs.com", "cn-hangzhou"),
        (
            {"OSS_REGION": "oss-us-west-1"},
            "https://films.s3.oss-us-west-1.aliyuncs.com",
            "us-west-1",
        ),
        (
            {"OSS_ENDPOINT": "oss-cn-beijing-internal.aliyuncs.com", "OSS_REGION": ""},
            "https://films.s3.oss-cn-beijing-internal.aliyuncs.com",
            "cn-beijing",
        ),
        (
            {"OSS_ENDPOINT": "https://s3.oss-cn-beijing.aliyuncs.com/", "OSS_REGION": ""},
            "https://films.s3.oss-cn-beijing.aliyuncs.com",
            "cn-beijing",
        ),
        (
            {"OSS_ENDPOINT": "oss-accelerate.aliyuncs.com"},
            "https://films.s3.oss-accelerate.aliyuncs.com",
            "cn-hangzhou",
        ),
        (
            {"OSS_ENDPOINT": "https://oss.example", "OSS_REGION": "", "CUELIFT_OSS_API": "s3"},
            "https://films.oss.example",
            "oss",
        ),
    ],
)
def test_oss_endpoints(environ, origin, region):
    found = find_oss("films", StoreOptions(), {**OSS, **environ})

    assert found == Bucket(origin, "/", region, Credentials("id", "secret"))


@pytest.mark.parametrize(
    ("environ", "options", "origin", "prefix"),
    [
        ({"OSS_ENDPOINT": "http://127.0.0.1:8650"}, {}, "http://127.0.0.1:8650", "/films/"),
        ({"OSS_ENDPOINT": "https://oss.example"}, {}, "https://films.oss.example", "/"),
        (
            {"OSS_ENDPOINT": "https://oss.example"},
            {"addressing": "path"},
            "https://oss.example",
            "/films/",
        ),
        ({}, {"oss_api": "native"}, "https://films.oss-cn-hangzhou.aliyuncs.com", "/"),
        (
            {"OSS_ENDPOINT": "s3.oss-cn-beijing.aliyuncs.com", "CUELIFT_OSS_API": "native"},
            {},
            "https://films.oss-cn-beijing.aliyuncs.com",
            "/",
        ),
    ],
)
def test_endpoints_that_speak_oss_itself(environ, options, origin, prefix):
    found = find_oss("films", StoreOptions(**options), {**OSS, **environ})

    assert (found.origin, found.prefix, found.native) == (origin, prefix, "films")


def test_an_unknown_interface_of_oss():
    with pytest.raises(UsageError, match="CUELIFT_OSS_API is 'S3'"):
        find_oss("films", StoreOptions(), {**OSS, "CUELIFT_OSS_API": "S3"})


def test_oss_keys_of_the_environment():
    cloud = {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "c",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s",
        "ALIBABA_CLOUD_SECURITY_TOKEN": "t",
        "ALIBABA_CLOUD_REGION_ID": "cn-beijing",
    }
    assert find_oss("b", StoreOptions(), cloud).credentials == Credentials("c", "s", "t")
    assert find_oss("b", StoreOptions(), cloud | OSS).credentials == Credentials("id", "secret")
    given = StoreOptions(access_key_id="x", secret_access_key="y", region="r")
    assert find_oss("b", given, cloud).credentials == Credentials("x", "y")
    assert find_oss("b", StoreOptions(anonymous=True), OSS).credentials is None


def test_oss_without_keys_or_region():
    with pytest.raises(UsageError, match="OSS_ACCESS_KEY_ID"):
        find_oss("b", StoreOptions(region="r"), KEYS)
    with pytest.raises(UsageError, match="OSS_REGION"):
        find_oss("b", StoreOptions(), {})
    with pytest.raises(UsageError, match="OSS_REGION"):
        find_oss("b", StoreOptions(endpoint="oss-accelerate.aliyuncs.com"), {})


def test_the_scheme_decides_where_to_look():
    assert "aliyuncs" in find_bucket(Location("oss", "b", "", ""), StoreOptions(), OSS).origin
    assert "amazonaws" in find_bucket(Location("s3", "b", "", ""), ANONYMOUS, NO_FILES).origin


def test_options_do_not_show_secrets():
    options = StoreOptions(secret_access_key="hush", session_token="hush", headers=(("a", "hush"),))

    assert "hush" not in f"{options} {options!r}"

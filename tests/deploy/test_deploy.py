"""The deployment files parse, fit together, and call commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from cuelift.jobs.config import Config, read_config

DEPLOY = Path(__file__).parents[2] / "deploy"


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def manifests():
    documents = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "cuelift.yaml").read_text()))
    return {(item["kind"], item["metadata"]["name"]): item for item in documents}


def containers():
    return [
        (name, part)
        for (kind, name), item in manifests().items()
        if kind == "Deployment"
        for part in item["spec"]["template"]["spec"]["containers"]
    ]


def check_command(words):
    """The words are ones that ``cuelift`` takes."""
    from cuelift.cli.main import COMMANDS
    from cuelift.cli.serve import command

    assert words[0] == "serve"
    assert "serve" in COMMANDS
    # Files of the container, in whose place some file of this machine will do.
    there = [__file__ if word.startswith(("/etc/", "/run/")) else word for word in words[1:]]
    context = command.make_context("serve", there)
    assert context.params["role"] in ("api", "worker")


def test_compose_services_call_serve_with_options_that_exist():
    services = compose()["services"]

    for name in ("api", "worker"):
        check_command(services[name]["command"])


def test_what_compose_names_is_there():
    loaded = compose()

    for entry in loaded["configs"].values():
        assert (DEPLOY / entry["file"]).exists()
    for service in loaded["services"].values():
        assert {item["source"] for item in service.get("configs", [])} <= loaded["configs"].keys()
        assert set(service.get("depends_on", [])) <= loaded["services"].keys()
        volumes = {item.partition(":")[0] for item in service.get("volumes", [])}
        assert {name for name in volumes if not name.startswith(".")} <= loaded["volumes"].keys()


@pytest.mark.parametrize(("name", "container"), containers(), ids=lambda v: str(v)[:20])
def test_kubernetes_containers_call_serve_with_options_that_exist(name, container):
    check_command(container["args"])
    mounts = {item["name"] for item in container["volumeMounts"]}
    spec = manifests()["Deployment", name]["spec"]["template"]["spec"]
    assert mounts == {item["name"] for item in spec["volumes"]}


def test_kubernetes_selectors_match_what_they_select():
    found = manifests()
    for (kind, _), item in found.items():
        if kind == "Deployment":
            labels = item["spec"]["template"]["metadata"]["labels"]
            assert item["spec"]["selector"]["matchLabels"] == labels
    api = found["Deployment", "cuelift-api"]["spec"]["template"]
    service = found["Service", "cuelift"]["spec"]
    assert service["selector"] == api["metadata"]["labels"]
    ports = {port["name"] for port in api["spec"]["containers"][0]["ports"]}
    assert {port["targetPort"] for port in service["ports"]} <= ports


def test_the_configurations_are_read(tmp_path, monkeypatch):
    for name in ("ARCHIVE_KEY_ID", "ARCHIVE_KEY_SECRET", "HOOK_SECRET"):
        monkeypatch.setenv(name, "x" * 8)
    texts = [
        (DEPLOY / "cuelift.toml").read_text(),
        manifests()["ConfigMap", "cuelift"]["data"]["cuelift.toml"],
        *re.findall(r"```toml\n(.*?)```", (DEPLOY.parent / "docs/deploy.md").read_text(), re.S),
    ]
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.toml"
        path.write_text(text)
        assert isinstance(read_config(str(path)), Config)


def test_the_proxy_keeps_the_host_and_takes_long_requests():
    text = (DEPLOY / "nginx.conf").read_text()

    assert text.count("{") == text.count("}")
    assert "proxy_set_header Host $http_host;" in text
    assert int(re.search(r"large_client_header_buffers \d+ (\d+)k;", text)[1]) >= 256


def test_the_image_installs_an_extra_that_exists():
    import tomllib

    project = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text())["project"]
    wanted = re.findall(r"\[([a-z,]+)\]'", (DEPLOY / "Dockerfile").read_text())

    assert wanted
    for group in wanted:
        assert set(group.split(",")) <= project["optional-dependencies"].keys()

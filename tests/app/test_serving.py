"""Who may reach the page, what it may load, and how it starts."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.serving import EXAMPLES, POLICY, Door, examples_for, is_loopback, open_door
from corpus.errors import SettingsError
from corpus.settings import AppSettings
from tests.app.conftest import FakePipeline, make_document

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys
sys.path[:0] = [{root!r}]
from app.__main__ import main
from tests.app.conftest import FakePipeline, make_document
pipeline = FakePipeline([make_document("a.md", "云", ["规模达到480亿元，真的。", "最后一段。"])])
sys.exit(main(sys.argv[1:], lambda *_: pipeline))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(folder: Path, **environment: str) -> Iterator[str]:
    """The address of a real server process over the fake pipeline."""
    script, settings, port = folder / "serve.py", folder / "settings.toml", free_port()
    script.write_text(SERVE.format(root=str(ROOT)), encoding="utf-8")
    settings.write_text('[app]\nuser = "me"' if environment else "", encoding="utf-8")
    command = [sys.executable, script, "serve", "--port", str(port), "--settings", settings]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}) as server:
        assert server.stderr
        try:
            assert server.stderr.readline() == f"Wenju is at http://127.0.0.1:{port} (Ctrl+C ends it)\n"
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            assert server.wait(timeout=20) == 0, server.stderr.read()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "::1", "[::1]"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_open_to_others(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(SettingsError, match="without a password"):
        open_door(AppSettings(host=host), "")
    with pytest.raises(SettingsError, match="without a password"):
        open_door(AppSettings(host=host, user="me"), "")
    with pytest.raises(SettingsError, match="without a password"):
        open_door(AppSettings(host=host), "secret")


def test_sign_in_opens_the_door() -> None:
    port = free_port()
    door = open_door(AppSettings(host="0.0.0.0", port=port, user="me"), "secret")
    assert door.sign_in == ("me", "secret")
    assert door.url == f"http://127.0.0.1:{port}"
    assert Door("::1", 7, None).url == "http://[::1]:7"
    with pytest.raises(SettingsError, match="holds no password"):
        open_door(AppSettings(user="me"), "")


def test_a_taken_port_is_told_with_the_mend() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}: is already in use.*make chat PORT={port + 1}"):
            open_door(AppSettings(port=port), "")


def test_an_address_of_another_machine() -> None:
    with pytest.raises(SettingsError, match="no address of this machine"):
        open_door(AppSettings(host="203.0.113.7", port=free_port(), user="me"), "secret")


def test_examples(pipeline: FakePipeline) -> None:
    assert examples_for(pipeline, editions=True) == EXAMPLES
    assert examples_for(pipeline, editions=False) == ("关于“云与汽车”，文档怎么说？",)
    english = FakePipeline([make_document("a.md", "Cloud", ["x"], language="en")] * 3)
    assert examples_for(english, editions=False) == ("What do the documents say about “Cloud”?",)
    assert examples_for(FakePipeline([]), editions=False) == ()


def test_the_page_is_served_with_its_guards(url: str, client: httpx.Client) -> None:
    reply = client.get(url)
    assert reply.status_code == 200
    assert reply.headers["content-security-policy"] == POLICY
    assert "script-src-attr 'none'" in POLICY
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert "fonts.googleapis" not in reply.text
    assert client.get(f"{url}/favicon.ico").status_code == 200


def test_nothing_is_reported_or_remembered(url: str, client: httpx.Client) -> None:
    config = client.get(f"{url}/config").json()
    assert config["footer_links"] == []
    assert config["analytics_enabled"] is False
    assert not config.get("run_history")
    assert config["show_error"] is False
    assert client.get(f"{url}/monitoring").status_code in (403, 404)


def test_the_endpoint_answers_over_http(url: str, client: httpx.Client) -> None:
    begun = client.post(f"{url}/gradio_api/call/ask", json={"data": ["规模", []]})
    done = client.get(f"{url}/gradio_api/call/ask/{begun.json()['event_id']}")
    assert "event: complete" in done.text
    (found,) = json.loads(done.text.split("data: ", 1)[1])
    assert found["status"] == "answered"
    assert found["citations"][0]["quote"] in found["answer"]


def test_files_of_the_machine_are_not_served(url: str, client: httpx.Client) -> None:
    for path in ("/etc/passwd", __file__):
        assert client.get(f"{url}/gradio_api/file={path}").status_code in (403, 404)
    big = client.post(f"{url}/gradio_api/upload", files={"files": ("a.txt", b"x" * 5000)})
    assert big.status_code == 413


def test_without_sign_in_nothing_is_answered(tmp_path: Path, client: httpx.Client) -> None:
    with served(tmp_path, WENJU_PASSWORD="secret") as url:
        assert client.get(f"{url}/config").status_code == 401
        assert client.post(f"{url}/gradio_api/call/ask", json={"data": ["x", []]}).status_code == 401
        assert client.post(f"{url}/login", data={"username": "me", "password": "x"}).status_code == 400
        assert client.get(f"{url}/config").status_code == 401
        client.post(f"{url}/login", data={"username": "me", "password": "secret"})
        assert client.get(f"{url}/config").status_code == 200

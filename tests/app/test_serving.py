"""A real server process over HTTP: what it serves, to whom, and what it does not."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.guard import POLICY
from tests.app.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys
sys.path[:0] = [{root!r}]
from app.__main__ import main
from tests.app.conftest import FakePipeline, make_document
pipeline = FakePipeline([make_document("a.md", "云", ["规模达到480亿元，真的。", "最后一段。"])])
sys.exit(main(sys.argv[1:], lambda *_: pipeline))
"""


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


def test_the_page_is_served_with_its_guards(url: str, client: httpx.Client) -> None:
    reply = client.get(url)
    assert reply.status_code == 200
    assert reply.headers["content-security-policy"] == POLICY
    assert "script-src-attr 'none'" in POLICY
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert "fonts.googleapis" not in reply.text
    assert client.get(f"{url}/favicon.ico").status_code == 200


def test_a_foreign_name_that_leads_here_gets_nothing(url: str, client: httpx.Client) -> None:
    port = url.rsplit(":", 1)[1]
    for host in (f"evil.example:{port}", "evil.example", "127.0.0.1.evil.example", ""):
        for path in ("/", "/config", "/gradio_api/info"):
            assert client.get(url + path, headers={"Host": host}).status_code == 421
    assert client.get(url, headers={"Host": f"LOCALHOST:{port}"}).status_code == 200
    assert client.get(url, headers={"Host": f"[::1]:{port}"}).status_code == 200


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
        assert client.get(f"{url}/config", headers={"Host": "wenju.example"}).status_code == 200

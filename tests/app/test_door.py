"""Where the page can be reached, and by whom."""

import errno
import socket

import pytest

from app.door import Door, is_loopback, open_door
from corpus.errors import SettingsError
from corpus.settings import AppSettings
from tests.app.conftest import free_port


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


@pytest.mark.parametrize("host", ["203.0.113.7", "a..b", "x" * 70, "no such name"])
def test_an_address_of_another_machine(host: str) -> None:
    with pytest.raises(SettingsError, match="no address of this machine"):
        open_door(AppSettings(host=host, port=free_port(), user="me"), "secret")


def test_what_else_the_system_says_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")

    monkeypatch.setattr(socket, "socket", refuse)
    with pytest.raises(SettingsError, match=r"--host ::1: cannot be listened on \(.*not supported.*use 127.0.0.1"):
        open_door(AppSettings(host="::1"), "")

"""Where the page can be reached, and by whom: checked before anything slow is done."""

import errno
import ipaddress
import socket
from dataclasses import dataclass

from corpus.errors import SettingsError
from corpus.settings import AppSettings


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page can be reached, and by whom.

    Attributes:
        host: address to listen on.
        port: TCP port.
        sign_in: name and password, or None where no sign-in is needed.
    """

    host: str
    port: int
    sign_in: tuple[str, str] | None

    @property
    def names(self) -> frozenset[str]:
        """The host names to answer to; none, which means all, where a sign-in guards the page."""
        loopback = {"127.0.0.1", "localhost", "[::1]", self.host}
        return frozenset() if self.sign_in else frozenset(loopback)

    @property
    def url(self) -> str:
        """The address to open in a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host and '[' not in host else host}:{self.port}"


def open_door(app: AppSettings, password: str) -> Door:
    """Check, before anything slow is done, that the page can be served there.

    Raises:
        SettingsError: the address is open to others and there is no sign-in, or the port cannot be had.
    """
    if not is_loopback(app.host) and not (app.user and password):
        raise SettingsError(
            f"--host {app.host}",
            "would let other machines in without a password",
            f"set user under [app] in settings.toml and the password in ${app.password_env}, or use 127.0.0.1",
        )
    if app.user and not password:
        raise SettingsError(
            "settings.toml: app.user",
            f"is set, but ${app.password_env} holds no password",
            f"put the password into ${app.password_env}, or remove the user",
        )
    try_port(app.host, app.port)
    return Door(app.host, app.port, (app.user, password) if app.user else None)


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def try_port(host: str, port: int) -> None:
    """Check that a server can listen there.

    Raises:
        SettingsError: it cannot, and why.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:  # UnicodeError for what cannot be the name of a machine
        raise _port_error(host, port, error) from error


def _port_error(host: str, port: int, error: OSError | UnicodeError) -> SettingsError:
    number = getattr(error, "errno", None)
    if number == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror | UnicodeError):
        return SettingsError(f"--host {host}", "is no address of this machine", "use 127.0.0.1")
    if number == errno.EACCES:
        return SettingsError(f"port {port}", "may not be used by this user", "choose one above 1023")
    if number == errno.EADDRINUSE:
        another = port + 1 if port < 65535 else port - 1
        mend = f"end the program that uses it, or take another: make chat PORT={another}"
        return SettingsError(f"port {port}", "is already in use", mend)
    return SettingsError(f"--host {host}", f"cannot be listened on ({error})", "use 127.0.0.1")

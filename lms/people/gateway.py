"""Hands one short message to the office's HTTP gateway of SMS or WhatsApp.

The address is the operator's, but names can be made to point anywhere: what is not public is refused, redirects are not
followed, and the connection goes to the very address that was looked at.
"""

import json
import re
import socket
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from lms.people.access import is_loopback

TIMEOUT = 10  # seconds, for each step
_PLACE = re.compile(r"\{(phone|text)\}")
_NAT64 = ip_network("64:ff9b::/96")  # leads to any IPv4 address


class GatewayFailed(Exception):
    """The message was not taken. Says how, without number, text or token."""


def is_on() -> bool:
    """Are codes by phone in use on this site?"""
    return bool(settings.OTP_GATEWAY_URL)


def send(phone: str, text: str) -> None:
    """Send a text to a number in E.164. Raises GatewayFailed."""
    try:
        status = _post(urlsplit(settings.OTP_GATEWAY_URL), body(phone=phone, text=text))
    except (OSError, HTTPException, ValueError) as error:
        raise GatewayFailed(type(error).__name__) from None
    if not 200 <= status < 300:
        raise GatewayFailed(f"HTTP {status}")


def body(**values: str) -> bytes:
    """What is sent: the template's texts with number and text put in, as data. They cannot become anything else."""
    return json.dumps(_filled(settings.OTP_GATEWAY_BODY, values)).encode()


def _filled(part: Any, values: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _filled(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(one, values) for one in part]
    return _PLACE.sub(lambda found: values[found[1]], part) if isinstance(part, str) else part


def _post(url: SplitResult, message: bytes) -> int:
    host, secure = url.hostname or "", url.scheme == "https"
    port = url.port or (443 if secure else 80)
    plain = _connect(host, port)
    context = ssl.create_default_context()
    kind = HTTPSConnection if secure else HTTPConnection
    connection = kind(host, port, timeout=TIMEOUT)
    connection.sock = plain
    try:
        if secure:
            connection.sock = context.wrap_socket(plain, server_hostname=host)
        headers = {"Content-Type": "application/json", "Connection": "close"}
        if settings.OTP_GATEWAY_TOKEN:
            headers["Authorization"] = settings.OTP_GATEWAY_TOKEN
        path = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        connection.request("POST", path, body=message, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _connect(host: str, port: int) -> socket.socket:
    """A connection to one of the host's addresses, all of which must be allowed."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    own = is_loopback(f"[{host}]" if ":" in host else host)
    for address in found:
        parsed = ip_address(address)
        if not (parsed.is_loopback if own else _is_public(parsed)):
            raise GatewayFailed("private address")
    for address in found[:-1]:
        try:
            return socket.create_connection((address, port), timeout=TIMEOUT)
        except OSError:
            continue  # IPv6 is often announced where it leads nowhere
    return socket.create_connection((found[-1], port), timeout=TIMEOUT)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(inner)
        if address in _NAT64:
            return False
    return address.is_global and not address.is_multicast

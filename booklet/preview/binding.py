"""A place to listen, or who has it already."""

import errno
import http.client
import json
import socket

from booklet.problems import BusyError, CommandLineError, Problem

OWN_NAME = "booklet preview"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at that address; port 0 takes any that is free.

    BusyError where another program has the port, CommandLineError where this computer has no such address.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise BusyError(_taken(host, port)) from error
        message = f"the preview cannot listen at {host}:{port}: {error.strerror}"
        hint = "name an address of this computer and a port above 1023"
        raise CommandLineError(Problem("--port", None, "error", message, hint)) from error
    return listener


def _taken(host: str, port: int) -> Problem:
    holder = who_has(host, port)
    hint = f"take another port: --port {port + 1 if port < 65535 else 8765}"
    if holder:
        hint = f"go on there (its terminal shows the address), or {hint}"
    return Problem("--port", None, "error", f"port {port} is in use by {holder or 'another program'}", hint)


def who_has(host: str, port: int) -> str:
    """Which preview listens there, in words; empty where it is no preview."""
    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", "/who")
        told = json.loads(connection.getresponse().read(1000))
    except (OSError, ValueError, http.client.HTTPException):
        return ""
    finally:
        connection.close()
    if not isinstance(told, dict) or told.get("program") != OWN_NAME:
        return ""
    return f"another preview ({told.get('language')}, process {told.get('process')})"

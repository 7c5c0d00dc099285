"""What stands in front of a newsroom's dashboard: a reverse proxy that names who asks, and an OpenID provider."""

from __future__ import annotations

import base64
import json
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwk, jwt


@contextmanager
def proxy(upstream: str, header: str, name: str) -> Iterator[str]:
    """A proxy to ``upstream`` that sets ``header`` to ``name`` (or removes it), whatever the browser sent."""
    there = urlsplit(upstream)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (got := self.request.recv(65536)):
                    return
                head += got
            head, _, body = head.partition(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(f"{header.lower()}:".encode())]
            if b"upgrade: websocket" not in head.lower():  # one request a connection, so that each gets the header
                lines = [line for line in lines if not line.lower().startswith(b"connection:")] + [b"Connection: close"]
            lines += [f"{header}: {name}".encode()] if name else []
            with socket.create_connection((there.hostname or "", there.port or 80)) as server:
                server.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
                up = threading.Thread(target=_pump, args=(self.request, server), daemon=True)
                up.start()
                _pump(server, self.request)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://localhost:{running.server_address[1]}"
        running.shutdown()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while got := source.recv(65536):
            sink.sendall(got)
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def provider(client: str, user: dict[str, str]) -> Iterator[str]:
    """An OpenID provider (authorisation code flow) where everybody who comes is ``user``; gives its address."""
    key = jwk.RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})
    nonces: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {k: v[0] for k, v in parse_qs(asked.query).items()}
            if asked.path == "/.well-known/openid-configuration":
                self._say(
                    {
                        "issuer": address,
                        "authorization_endpoint": f"{address}/authorize",
                        "token_endpoint": f"{address}/token",
                        "jwks_uri": f"{address}/keys",
                        "response_types_supported": ["code"],
                        "subject_types_supported": ["public"],
                        "id_token_signing_alg_values_supported": ["RS256"],
                    }
                )
            elif asked.path == "/keys":
                self._say({"keys": [key.as_dict(private=False)]})
            elif asked.path == "/authorize" and query.get("client_id") == client:
                code = f"code{len(nonces)}"
                nonces[code] = query.get("nonce", "")
                back = urlencode({"code": code, "state": query["state"]})
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri']}?{back}")
                self.end_headers()
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {k: v[0] for k, v in parse_qs(raw).items()}
            known = base64.b64decode(self.headers.get("Authorization", " ").partition(" ")[2]).decode()
            if known.partition(":")[0] != client and form.get("client_id") != client:
                self.send_error(401)
                return
            now = int(time.time())
            told: dict[str, Any] = {"iss": address, "aud": client, "iat": now, "exp": now + 600, **user}
            told["nonce"] = nonces.pop(form["code"])
            token = jwt.encode({"alg": "RS256", "kid": "test"}, told, key)
            self._say({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token})

        def _say(self, what: dict[str, Any]) -> None:
            body = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        address = f"http://localhost:{running.server_address[1]}"
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield address
        running.shutdown()

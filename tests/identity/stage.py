"""A server on loopback that answers with whatever application a test puts on it."""

from __future__ import annotations

import threading

from waitress.server import create_server


class Stage:
    """Its place stays the same, because a provider is told of it once."""

    def __init__(self):
        self.app = None
        self._server = create_server(self._answer, host="127.0.0.1", port=0, threads=4)
        self.place = f"http://127.0.0.1:{self._server.effective_port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def _answer(self, environ, start_response):
        return self.app(environ, start_response)

    def close(self):
        self._server.close()
        self._server.task_dispatcher.shutdown()

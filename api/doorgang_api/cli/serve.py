"""``doorgang serve`` and ``doorgang worker``."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from doorgang_api.app import LARGEST_BODY, create_app
from doorgang_api.demo.people import add_people
from doorgang_api.first_run import prepare_database
from doorgang_api.logs import configure_logging
from doorgang_api.wiring import House
from doorgang_api.worker import start_clock, start_sender

if TYPE_CHECKING:
    import argparse

logger = logging.getLogger(__name__)

#: What waitress takes of a client. Headers are read by us, also those of a proxy (see proxies).
LIMITS: dict[str, Any] = {
    "max_request_header_size": 32_768,  # bytes
    "max_request_body_size": LARGEST_BODY,
    "channel_timeout": 30,  # seconds without a byte
    "cleanup_interval": 10,  # seconds
    "connection_limit": 500,
    "asyncore_use_poll": True,  # select() knows no more than 1024 files
    "clear_untrusted_proxy_headers": False,
    "ident": "",
}


def add_parser(subparsers: Any) -> None:
    """Add ``serve`` and ``worker``."""
    serve = subparsers.add_parser("serve", help="pagina's en API; met SQLite ook de klok")
    serve.add_argument("--host", help="adres (standaard uit de instellingen)")
    serve.add_argument("--port", type=int, help="poort (standaard uit de instellingen)")
    serve.add_argument(
        "--no-worker", action="store_true", help="zonder klok: die draait in 'doorgang worker'"
    )
    serve.set_defaults(run=run_serve)
    worker = subparsers.add_parser("worker", help="termijnen laten aflopen en taken uitvoeren")
    worker.set_defaults(run=run_worker)


def run_serve(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    return serve_house(
        open_house(args), host=args.host, port=args.port, with_clock=not args.no_worker
    )


def serve_house(
    house: House, *, host: str | None, port: int | None, with_clock: bool = True
) -> int:
    """Serve what is already put together; without host or port, those of the settings."""
    clock = start_clock(house) if with_clock else None
    sender = start_sender(house) if with_clock else None
    app = create_app(house, clock=clock)
    host = host or house.settings.host
    port = house.settings.port if port is None else port
    server = create_server(app, host=host, port=port, threads=house.settings.threads, **LIMITS)
    listening = getattr(server, "effective_port", port)
    print(f"Doorgang luistert op http://{host}:{listening}/", flush=True)
    try:
        server.run()
    finally:
        for running in (clock, sender):
            if running is not None:
                running.stop()
        house.close()
    return 0


def run_worker(args: argparse.Namespace) -> int:
    """Tick until stopped."""
    house = open_house(args)
    clock, sender = start_clock(house), start_sender(house)
    print("Doorgang-werker loopt.", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        logger.info("Stopped by the keyboard")
    finally:
        clock.stop()
        sender.stop()
        house.close()
    return 0


def open_house(args: argparse.Namespace) -> House:
    """Put everything together and make the database ready."""
    settings = args.settings
    configure_logging(level=settings.log_level, form=settings.log_format)
    house = House.build(settings)
    prepare_database(house, now=datetime.now(UTC))
    if settings.demo:
        add_people(house.parts)
    return house

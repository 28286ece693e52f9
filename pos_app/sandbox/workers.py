"""Several worker processes behind one port: for PostgreSQL, whose row locks keep them exact."""

import asyncio
import multiprocessing
import secrets
import signal
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from types import FrameType
from typing import Any

from pos_app.sandbox.access import Client
from pos_app.sandbox.program import (
    KEY_BYTES,
    Listening,
    Ready,
    Settings,
    Stopper,
    Told,
    application,
    opened,
    seed,
    serve,
)
from pos_app.sandbox.serving import Server, listener, port_of

_Pipe = Any
"""One end of a pipe: `Connection`, and on Windows `PipeConnection`, which have no public kind in common."""

_END_WITHIN = 15
"""Seconds that a worker gets to end before it is killed."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every worker is given."""

    settings: Settings
    clients: Mapping[str, Client]
    secret: bytes
    door: socket.socket


@dataclass(slots=True)
class _Worker:
    """A worker process; closing our end of its pipe asks it to end."""

    process: SpawnProcess
    pipe: _Pipe


def run_workers(settings: Settings, clients: Mapping[str, Client], told: Told, ready: Ready) -> None:
    """Serve with `settings.workers` processes until stopped; one that dies is replaced.

    Raises what `program.run` raises, and ValueError on SQLite, which has one process.
    """
    if not settings.on_postgres or settings.control:
        message = "several workers need PostgreSQL, and have no control port"
        raise ValueError(message)
    plan = _Plan(settings, dict(clients), secrets.token_bytes(KEY_BYTES), listener(settings.port))
    with opened(settings, clients, plan.secret) as service:
        asyncio.run(seed(settings, service))
    plan.door.listen(socket.SOMAXCONN)
    heard, stopper = multiprocessing.Pipe(duplex=False)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stopper.send(None)

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    workers = [_start(plan) for _ in range(settings.workers)]
    try:
        if all(_listens(worker) for worker in workers):
            told(Listening(port_of(plan.door), settings.account))
            ready(lambda: stopper.send(None))
            _keep_running(plan, workers, heard)
    finally:
        _end(workers)
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep_running(plan: _Plan, workers: list[_Worker], heard: _Pipe) -> None:
    while True:
        ended = wait([heard, *(worker.process.sentinel for worker in workers)])
        if heard in ended:
            return
        for place, worker in enumerate(workers):
            if worker.process.sentinel in ended:
                worker.pipe.close()
                workers[place] = _start(plan)
                _listens(workers[place])


def _start(plan: _Plan) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(plan, theirs), name="card-service-worker")
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _listens(worker: _Worker) -> bool:
    try:
        return bool(worker.pipe.recv())
    except EOFError:
        return False


def _end(workers: list[_Worker]) -> None:
    for worker in workers:
        worker.pipe.close()
    for worker in workers:
        worker.process.join(_END_WITHIN)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


def _work(plan: _Plan, pipe: _Pipe) -> None:
    """What a worker process does."""
    with opened(plan.settings, plan.clients, plan.secret) as service:
        server = Server(
            application(plan.settings, service),
            plan.door,
            lambda: pipe.send(True),
            plan.settings.request_within,
        )
        asyncio.run(serve(service, [server], lambda stop: _stop_with_parent(pipe, stop)))


def _stop_with_parent(pipe: _Pipe, stop: Stopper) -> None:
    def watch() -> None:
        try:
            pipe.recv()
        except (EOFError, OSError):
            stop()

    threading.Thread(target=watch, name="parent", daemon=True).start()

"""Worker processes that examine inputs; one that hangs or dies is noticed, named and replaced."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.fuzz.examine import FINDING, Bench, Outcome
from tests.fuzz.inputs import Case

Maker = Callable[[Path], Callable[[Path, str], Outcome]]
# How long one input may work before its process is ended; one that waits and does not work gets
# four times as long on the wall, because a machine busy with other things lets it wait, too.
HANG_SECONDS = 40.0
_PATIENCE = 4
# A process that got large stays large; a fresh one now and then shows what an input takes alone.
_INPUTS_EACH = 400


class _Worker:
    def __init__(self, folder: Path, maker: Maker) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.folder = folder
        self.said = folder / "stderr.txt"
        folder.mkdir()
        self.process = context.Process(
            target=_serve, args=(theirs, folder, self.said, maker), daemon=True
        )
        self.process.start()
        theirs.close()
        self.case: Case | None = None
        self.started = 0.0
        self._worked = 0.0
        self.done = 0

    def give(self, case: Case) -> None:
        path = self.folder / f"masukan-{case.number}"
        path.write_bytes(case.data)
        self.case, self.started, self._worked = case, time.monotonic(), self._work()
        self.pipe.send((path, case.name))

    def hangs(self, seconds: float) -> bool:
        """Whether it has worked on its input for longer than that, or stood still for much longer."""
        took = time.monotonic() - self.started
        return took > seconds and (
            self._work() - self._worked > seconds or took > _PATIENCE * seconds
        )

    def _work(self) -> float:
        """Seconds of processor time so far (Linux; elsewhere the clock on the wall)."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _serve(pipe: Connection, folder: Path, said: Path, maker: Maker) -> None:
    # What native code prints while it dies is kept; our own terminal stays clean.
    sink = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(sink, 2)
    os.dup2(sink, 1)
    sys.stdin.close()
    examine = maker(folder / "bengkel")
    pipe.send(None)
    while True:
        try:
            path, name = pipe.recv()
        except EOFError:
            return
        outcome = examine(path, name)
        Path(path).unlink(missing_ok=True)
        pipe.send(outcome)


class Pool:
    """`with Pool(2) as pool: for case, outcome in pool.run(cases): …`"""

    def __init__(
        self, size: int = 1, *, maker: Maker = Bench, hang_seconds: float = HANG_SECONDS
    ) -> None:
        self._size, self._maker, self._hang = size, maker, hang_seconds
        self._folder = Path(tempfile.mkdtemp(prefix="lapor-uji-"))
        self._workers: list[_Worker] = []
        self._count = 0

    def __enter__(self) -> Pool:
        self._workers = [self._fresh() for _ in range(self._size)]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _fresh(self) -> _Worker:
        self._count += 1
        worker = _Worker(self._folder / f"{self._count}", self._maker)
        if not worker.pipe.poll(120):
            raise RuntimeError("a worker process does not start")
        try:
            worker.pipe.recv()
        except EOFError as error:
            said = worker.said.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"a worker process does not start: {said}") from error
        return worker

    def run(self, cases: Iterable[Case]) -> Iterator[tuple[Case, Outcome]]:
        """Each input with what became of it, in the order they are finished."""
        waiting = iter(cases)
        for worker in self._workers:
            self._next(worker, waiting)
        while any(worker.case for worker in self._workers):
            busy: dict[Any, _Worker] = {w.pipe: w for w in self._workers if w.case}
            ready = wait(list(busy), timeout=0.5)
            for worker in busy.values():
                case = worker.case
                assert case is not None
                outcome = self._outcome(worker, worker.pipe in ready)
                if outcome is None:
                    continue
                worker.case = None
                yield case, outcome
                if not worker.process.is_alive() or worker.done >= _INPUTS_EACH:
                    worker.end()
                    self._workers[self._workers.index(worker)] = worker = self._fresh()
                self._next(worker, waiting)

    def _next(self, worker: _Worker, waiting: Iterator[Case]) -> None:
        case = next(waiting, None)
        if case is not None:
            worker.give(case)

    def _outcome(self, worker: _Worker, is_ready: bool) -> Outcome | None:
        """What a worker has to say; None while it is still at it."""
        took = time.monotonic() - worker.started
        if is_ready:
            try:
                outcome: Outcome = worker.pipe.recv()
            except EOFError:
                worker.process.join()
                last = worker.said.read_text(errors="replace")[-2000:]
                code = worker.process.exitcode
                return Outcome(FINDING, f"proses mati (kode {code}): {last}", took)
            worker.done += 1
            return outcome
        if worker.hangs(self._hang):
            worker.process.kill()
            worker.process.join()
            return Outcome(FINDING, f"macet: dihentikan setelah {took:.0f} s", took)
        return None

"""Relays in front of the local AWS, one a service: bytes pass untouched, until the service is set to fail."""
import asyncio
import itertools
import threading

UNAVAILABLE = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LOCALHOST = "127.0.0.1"


class Relay:
    def __init__(self, upstream: int):
        self._upstream, self._failing, self._open, self._turns = upstream, False, set(), itertools.cycle((True, False))

    async def listen(self) -> int:
        self._server = await asyncio.start_server(self._serve, LOCALHOST, 0)
        return self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        self._server.close()

    def fail(self, failing: bool) -> None:
        """What is under way is cut: whoever waits for an answer cannot know whether it was done."""
        self._failing = failing
        for writer in list(self._open) if failing else []:
            writer.transport.abort()

    async def _serve(self, reader, writer) -> None:
        try:
            await (self._refuse(reader, writer) if self._failing else self._relay(reader, writer))
        except OSError:
            # A caller that went away, or was cut: it knows.
            writer.transport.abort()
        finally:
            writer.close()

    async def _refuse(self, reader, writer) -> None:
        """Every other caller gets the answer that the service is unavailable, the rest get none."""
        await reader.read(65536)
        if next(self._turns):
            writer.write(UNAVAILABLE)
            await writer.drain()

    async def _relay(self, reader, writer) -> None:
        answers, requests = await asyncio.open_connection(LOCALHOST, self._upstream)
        ours = {writer, requests}
        self._open |= ours
        try:
            await asyncio.gather(_copy(reader, requests), _copy(answers, writer))
        finally:
            self._open -= ours
            requests.close()


async def _copy(reader, writer) -> None:
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    finally:
        writer.close()


class Relays:
    """`ports`: where each service is to be had."""

    def __init__(self, upstream: int, services: tuple):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._relays = {service: Relay(upstream) for service in services}
        self.ports = {service: self._within(relay.listen()) for service, relay in self._relays.items()}

    def fail(self, service: str, failing: bool = True) -> None:
        self._loop.call_soon_threadsafe(self._relays[service].fail, failing)

    def _within(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    def close(self) -> None:
        self._within(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        """Whatever is still under way is cut: nobody would go on with it."""
        for relay in self._relays.values():
            relay.close()
        under_way = asyncio.all_tasks() - {asyncio.current_task()}
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

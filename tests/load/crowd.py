"""The hall as the server meets it: phones that press and screens that watch, over real HTTP, in a process of its own.

Reads what to do as one JSON object from standard input, prints what happened as another. Written on bare sockets and
epoll: one press costs a few millionths of a second here, so that the crowd is never what is measured.
"""

import json
import random
import resource
import select
import socket
import sys
import threading
import time

PATIENCE = 60.0


def connect(host: str, port: int) -> socket.socket:
    """Open a connection, as a phone has it since it opened the page."""
    for attempt in range(100):
        try:
            one = socket.create_connection((host, port), timeout=10)
        except OSError:
            time.sleep(0.02 * (attempt + 1))
            continue
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.setblocking(False)
        return one
    message = f"nobody answers at {host}:{port}"
    raise OSError(message)


def request_of(meeting: int, press: dict, *, more: str = "") -> bytes:
    """Write a press as a request, as the page does: a ballot in the head, or whatever `what` says with a body of its own."""
    said = json.dumps(press.get("sent") or {"put": press["put"], "votes": {press["right"]: press["value"]}})
    what = press.get("what", "ballot")
    body = b"" if what == "ballot" else said.encode()
    ticket = f"Spilno-Ticket: {press['ticket']}\r\n" if "ticket" in press else ""
    bears = f"Spilno-Ballot: {said}\r\n" if what == "ballot" else "Content-Type: application/json\r\n"
    head = f"POST /live/{meeting}/{what} HTTP/1.1\r\nHost: hall\r\n{ticket}{bears}{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Crowd:
    """Connections by file number, and what came on each."""

    def __init__(self, told: dict) -> None:
        """Open all connections; presses are written out beforehand, as many as there are phones."""
        self.told = told
        self.host, self.port = told["host"], told["port"]
        self.epoll = select.epoll()
        self.phones: dict[int, socket.socket] = {}
        self.screens: dict[int, socket.socket] = {}
        self.requests: list[tuple[int, bytes]] = []
        self.sent: dict[int, float] = {}
        self.acks: list[float] = []
        self.wrong: list[str] = []
        self.seen: dict[int, float] = {}
        self.acked_at = 0.0
        self.answers: list[str] = []

    def gather(self) -> None:
        """Open the streams and wait for the first snapshot on each; then open the phones' connections."""
        path = f"/live/{self.told['meeting']}/stream"
        ask = f"GET {path} HTTP/1.1\r\nHost: hall\r\nAccept: text/event-stream\r\n\r\n".encode()
        for _ in range(self.told["screens"]):
            one = connect(self.host, self.port)
            one.send(ask)
            self.screens[one.fileno()] = one
            self.epoll.register(one.fileno(), select.EPOLLIN)
        waiting = set(self.screens)
        until = time.perf_counter() + PATIENCE
        while waiting and time.perf_counter() < until:
            for number, _event in self.epoll.poll(1):
                if b"data: " in self.screens[number].recv(65536):
                    waiting.discard(number)
        if waiting:
            message = f"{len(waiting)} screens got no first snapshot"
            raise TimeoutError(message)
        for press in self.told["presses"]:
            one = connect(self.host, self.port)
            self.phones[one.fileno()] = one
            self.requests.append((one.fileno(), request_of(self.told["meeting"], press)))
            self.epoll.register(one.fileno(), select.EPOLLIN)

    def press(self) -> dict:
        """Press, all at once or within `spread` seconds; go on until all are answered and every screen shows the end."""
        spread = self.told["spread"]
        moments = sorted((random.random() * spread, *request) for request in self.requests)
        final = f'"cast":{self.told["final"]}'.encode()
        began = time.perf_counter()
        until = began + spread + PATIENCE
        place = 0
        while len(self.acks) + len(self.wrong) < len(moments) or len(self.seen) < len(self.screens):
            now = time.perf_counter()
            if now > until:
                break
            while place < len(moments) and began + moments[place][0] <= now:
                _, number, request = moments[place]
                self.phones[number].send(request)
                self.sent[number] = time.perf_counter()
                place += 1
                if spread:
                    break
            pause = 0.2 if place == len(moments) else max(0.0, began + moments[place][0] - time.perf_counter())
            for number, _event in self.epoll.poll(pause):
                self.take(number, final)
        return {
            "began": began,
            "acks": [round(one * 1000, 2) for one in self.acks],
            "all_acknowledged_ms": round((self.acked_at - began) * 1000, 1),
            "last_screen_ms": round((max(self.seen.values()) - began) * 1000, 1) if self.seen else None,
            "screens_behind": len(self.screens) - len(self.seen),
            "wrong": self.wrong[:5],
            "wrong_count": len(self.wrong),
            "answers": self.answers,
            "unanswered": len(moments) - len(self.acks) - len(self.wrong),
        }

    def take(self, number: int, final: bytes) -> None:
        """Take what came on one connection."""
        if number in self.screens:
            if final in self.screens[number].recv(65536):
                self.seen.setdefault(number, time.perf_counter())
            return
        said = self.phones[number].recv(65536)
        now = time.perf_counter()
        if said.startswith(b"HTTP/1.1 200"):
            self.acks.append(now - self.sent[number])
            if self.told.get("answers"):
                self.answers.append(said.partition(b"\r\n\r\n")[2].decode())
            self.acked_at = now
        else:
            self.wrong.append(said[:300].decode("latin-1") or "the connection was closed")
            self.epoll.unregister(number)


def stubborn(told: dict) -> dict:
    """Press on each phone until it is answered, however often the server dies meanwhile; tell which rights were answered."""
    answered: list[int] = []
    cut = 0
    guard = threading.Lock()

    def phone(press: dict) -> None:
        nonlocal cut
        request = request_of(told["meeting"], press, more="Connection: close\r\n")
        time.sleep(random.random() * told["spread"])
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            said = b""
            try:
                with socket.create_connection((told["host"], told["port"]), timeout=5) as one:
                    one.sendall(request)
                    said = one.recv(65536)
            except OSError:
                pass
            if said.startswith(b"HTTP/1.1 200"):
                with guard:
                    answered.append(press["right"])
                return
            with guard:
                cut += 1
            time.sleep(0.05 + random.random() * 0.2)

    crowd = [threading.Thread(target=phone, args=(press,)) for press in told["presses"]]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return {"answered": answered, "cut": cut}


def main() -> None:
    """Do what standard input says."""
    told = json.load(sys.stdin)
    wanted = told["screens"] + len(told["presses"]) + 100
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, min(most, 65536)), most))
    if told.get("stubborn"):
        print(json.dumps(stubborn(told)))
        return
    crowd = Crowd(told)
    crowd.gather()
    time.sleep(told.get("settle", 1.0))
    before = time.process_time()
    result = crowd.press()
    print(json.dumps({**result, "crowd_cpu_s": round(time.process_time() - before, 3)}))


if __name__ == "__main__":
    main()

"""Chromium without a window, led by its driver through plain HTTP."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One window. Elements are named by CSS selectors."""

    def __init__(self, session: str) -> None:
        self._session = session

    def open(self, address: str) -> None:
        call("POST", f"{self._session}/url", {"url": address})

    def run(self, script: str) -> Any:
        """What a JavaScript function body returns."""
        return call("POST", f"{self._session}/execute/sync", {"script": script, "args": []})

    def click(self, selector: str) -> None:
        call("POST", f"{self._session}/element/{self._find(selector)}/click", {})

    def type(self, selector: str, keys: str) -> None:
        call("POST", f"{self._session}/element/{self._find(selector)}/value", {"text": keys})

    def press(self, key: str) -> None:
        """A key for whatever has the focus."""
        steps = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        call("POST", f"{self._session}/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})

    def resize(self, width: int, height: int = 900) -> None:
        """The size of the page's own area in CSS pixels, also one that is narrower than a window can be."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        body = {"cmd": "Emulation.setDeviceMetricsOverride", "params": size}
        call("POST", f"{self._session}/goog/cdp/execute", body)

    def printed(self) -> bytes:
        """The page as a PDF, as a printer would get it."""
        return base64.b64decode(call("POST", f"{self._session}/print", {"background": True}))

    def log(self, kind: str) -> list[dict[str, Any]]:
        """Entries since the last call: browser (the console), performance (with every request)."""
        entries: list[dict[str, Any]] = call("POST", f"{self._session}/se/log", {"type": kind})
        return entries

    def _find(self, selector: str) -> str:
        element = call("POST", f"{self._session}/element", {"using": "css selector", "value": selector})
        return str(element[_ELEMENT])


def broken_words(window: Browser, selector: str) -> list[str]:
    """Words in these elements that stand on more than one line."""
    script = """
      const broken = [];
      for (const node of document.querySelectorAll(arguments_)) {
        for (const text of [...node.childNodes].filter((child) => child.nodeType === 3)) {
          for (const word of text.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            if (tops.size > 1) broken.push(word[0]);
          }
        }
      }
      return broken;"""
    broken: list[str] = window.run(script.replace("arguments_", json.dumps(selector)))
    return broken


@contextmanager
def browser() -> Iterator[Browser]:
    """A fresh window; skips the test where Chromium or its driver is absent."""
    driver = shutil.which("chromedriver")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if driver is None or program is None:
        pytest.skip("Chromium and its driver are not installed: scripts/install-office")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            session = _session(f"http://127.0.0.1:{port}", program, folder)
            yield Browser(session)
            call("DELETE", session)
        finally:
            process.terminate()
            process.wait(20)


def _session(driver: str, program: str, folder: str) -> str:
    arguments = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}",
        "--window-size=1200,900",
    ]  # fmt: skip
    options = {"binary": program, "args": arguments}
    logs = {"browser": "ALL", "performance": "ALL"}
    wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logs}
    end = time.monotonic() + 30
    while True:
        try:
            made = call("POST", f"{driver}/session", {"capabilities": {"alwaysMatch": wanted}})
            return f"{driver}/session/{made['sessionId']}"
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def call(method: str, address: str, body: Any = None) -> Any:
    """One command of the WebDriver protocol."""
    data = None if body is None else json.dumps(body).encode()
    request = Request(address, data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())["value"]

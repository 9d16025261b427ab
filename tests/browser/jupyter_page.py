"""JupyterLab on loopback and Chromium on top of it: what browser tests and the screenshots share."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What another server on this machine logs or a reader's own settings do must not change a test.
HARMLESS = ("favicon", "ResizeObserver loop")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(folder: Path, theme: str) -> None:
    """Settings of a quiet Lab: no news, no update check, no question about the kernel."""
    plugins = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "apputils-extension/themes": {"theme": theme},
        "notebook-extension/tracker": {"autoStartDefaultKernel": True},
    }
    for name, values in plugins.items():
        path = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")


@contextmanager
def server(folder: Path, home: Path, *, app: str = "jupyterlab", theme: str = "JupyterLab Light") -> Iterator[str]:
    """Serve `folder` by JupyterLab, or by Voilà, with settings of its own under `home`; yield the address."""
    settings(home / "settings", theme)
    port = free_port()
    own = {
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "JUPYTER_PATH": ROOT / "app",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
    }
    environment = {**os.environ, **{key: str(value) for key, value in own.items()}, "JUPYTER_PREFER_ENV_PATH": "1"}
    words = {
        "jupyterlab": ["--no-browser", "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--allow-root",
                       "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}"],
        "voila": ["--no-browser", "--template=bilat", str(folder)],
    }[app]  # fmt: skip
    command = [sys.executable, "-m", app, *words, f"--port={port}"] + (
        ["--ip=127.0.0.1"] if app == "jupyterlab" else []
    )
    with (home / f"{app}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api/status" if app == "jupyterlab" else address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until something answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}; see its log")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {seconds} s")


class Watch:
    """What a page complained of, and what it asked of other hosts."""

    def __init__(self, page: Any) -> None:
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"{error}\n{error.stack}"))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type == "error" and not any(word in message.text for word in HARMLESS):
            self.errors.append(message.text)

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")):
            self.outside.append(request.url)


OURS = {"include": [[".widget-vbox:has(> .bn-pickers)"]]}


def complaints(page: Any) -> list[str]:
    """What axe-core says of our part of the page: Lab's own frame and the tables of pandas are not ours."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, context=OURS).response["violations"]
    return [f"{one['id']}: {one['help']} {[node['html'][:150] for node in one['nodes']]}" for one in found]


CONTEXT = "window.jupyterapp?.shell?.currentWidget?.sessionContext"


def open_notebook(page: Any, address: str, path: str) -> None:
    """Open a notebook and wait until its kernel takes work: the status shows "idle" a moment too early."""
    page.goto(f"{address}/lab/tree/{path}?reset")
    page.wait_for_function(f"() => {CONTEXT}?.isReady === true", timeout=60_000)
    page.evaluate(f"() => {CONTEXT}.ready")
    page.wait_for_function(f"() => {CONTEXT}.session?.kernel?.status === 'idle'", timeout=60_000)


def run_all(page: Any) -> None:
    """Run every cell, and return when the last one has run."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_selector(".bn-pickers", state="attached", timeout=60_000)
    # Lab lays out only what is near the screen, and a figure is drawn for the width that it has there.
    scroll_to_explorer(page)
    wait_for_figure(page)
    settle(page)


def wait_for_figure(page: Any) -> None:
    """Wait until the figure has been drawn for the width that the page gives it."""
    page.wait_for_function(
        """() => {
            const svg = document.querySelector('.bn-figure svg');
            return svg && Math.abs(svg.viewBox.baseVal.width * 100 / 72 - svg.parentElement.clientWidth) < 26;
        }""",
        timeout=60_000,
    )


def settle(page: Any) -> None:
    """Wait until the kernel has done all that it was asked for: it answers in order."""
    page.evaluate(f"() => {CONTEXT}.session.kernel.requestKernelInfo()")


def scroll_to_explorer(page: Any) -> None:
    """Bring the pickers to the top of the notebook."""
    page.locator(".bn-pickers").first.evaluate("element => element.scrollIntoView({ block: 'start' })")

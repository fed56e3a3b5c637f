"""``python -m sandbox``: serve a workspace until told to stop, and print how to reach it as one line of JSON."""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sandbox.clock import Clock
from sandbox.line import Patience
from sandbox.manifest import read_manifest
from sandbox.rate_limits import WORKSPACE_BURST, Pace, RateLimits
from sandbox.server import start_server, stop_server
from sandbox.slack import Credentials, Slack
from sandbox.workspace import read_workspace


def main(words: Sequence[str]) -> int:
    """Run with these command-line words; the exit status."""
    asked = _read(words)
    try:
        workspace = read_workspace(asked.workspace, read_manifest(asked.manifest))
    except (OSError, ValueError) as wrong:
        sys.stderr.write(f"sandbox: {wrong}\n")
        return 2
    limits = RateLimits()
    if asked.posts_per_minute is not None:
        limits = replace(limits, posts_per_workspace=Pace(asked.posts_per_minute, WORKSPACE_BURST))
    slack = Slack(workspace, Clock(asked.clock_file), limits, Credentials(), Patience())
    if asked.events_url:
        slack.use_http(asked.events_url)
    try:
        asyncio.run(_serve(slack, asked.port))
    except OSError as taken:
        sys.stderr.write(f"sandbox: port {asked.port} cannot be used: {taken.strerror}\n")
        return 2
    return 0


async def _serve(slack: Slack, port: int) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stopping.set)
    runner = await start_server(slack, port)
    reach = {
        "address": slack.address,
        "api_url": f"{slack.address}/api/",
        "bot_token": slack.credentials.bot_token,
        "app_token": slack.credentials.app_token,
        "signing_secret": slack.credentials.signing_secret,
    }
    sys.stdout.write(json.dumps(reach) + "\n")
    sys.stdout.flush()
    await stopping.wait()
    await stop_server(slack, runner)


def _read(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Slack to try an app in.")
    parser.add_argument("--workspace", type=Path, required=True, help="a JSON file with team, users and channels")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, YAML or JSON")
    parser.add_argument("--port", type=int, default=0, help="a fixed port instead of a free one")
    parser.add_argument("--clock-file", type=Path, help="where to write how many seconds the clock runs ahead")
    parser.add_argument("--posts-per-minute", type=float, help="how many messages the workspace takes, 300 if not said")
    parser.add_argument("--events-url", help="post signed requests there instead of Socket Mode")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

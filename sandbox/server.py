"""The HTTP server: Web API, sockets, files, response URLs, the control API and the page, on one address."""

import json
from pathlib import Path

from aiohttp import web

from sandbox.control.people import PeopleApi
from sandbox.control.requests import explain_refusals
from sandbox.control.workspace import WorkspaceApi
from sandbox.interactions.answers import answer_later, check_answer
from sandbox.refusals import RefusedError
from sandbox.rules import Breach
from sandbox.slack import Slack
from sandbox.web_api import WebApi

PAGE = Path(__file__).parent / "page"
LOOPBACK = "127.0.0.1"
SECONDS_TO_FINISH = 0.1
LARGEST_BODY = 64 * 1024 * 1024


def build_server(slack: Slack) -> web.Application:
    """The application that serves this workspace."""
    server = web.Application(client_max_size=LARGEST_BODY, middlewares=[explain_refusals])
    edge = _Edge(slack)
    api = WebApi(slack)
    server.router.add_routes([*PeopleApi(slack).routes(), *WorkspaceApi(slack).routes()])
    server.router.add_routes(
        [
            web.post("/api/{method}", api.serve),
            web.get("/api/{method}", api.serve),
            web.get("/link/", slack.sockets.accept),
            web.post("/response/{secret}", edge.response_url),
            web.post("/upload/v1/{file}", edge.upload),
            web.get("/files-pri/{place}/{name}", edge.download),
            web.get("/", edge.page),
            web.static("/page", PAGE),
        ]
    )
    return server


async def start_server(slack: Slack, port: int) -> web.AppRunner:
    """Serve on the loopback, on this port or (0) a free one; the address is then known to the workspace."""
    runner = web.AppRunner(build_server(slack), access_log=None, shutdown_timeout=SECONDS_TO_FINISH)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, port).start()
    slack.address = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
    return runner


async def stop_server(slack: Slack, runner: web.AppRunner) -> None:
    """Hang up and stop serving."""
    await slack.close()
    await runner.cleanup()


class _Edge:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def page(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(PAGE / "index.html")

    async def response_url(self, request: web.Request) -> web.Response:
        record = self._slack.record
        try:
            url = self._slack.response_urls.use(request.match_info["secret"])
            content = json.loads(await request.text())
            breaches = check_answer(self._slack, content)
            for breach in breaches:
                record.remark(breach)
            refusal = next((breach.error for breach in breaches if breach.severity == "error"), None)
            if refusal is not None:
                return web.Response(status=400, text=refusal)
            answer_later(self._slack, url, content)
        except RefusedError as refused:
            if refused.rule is not None:
                record.remark(Breach(refused.rule, "error", refused.error, refused.detail))
            return web.Response(status=404, text=refused.error)
        except ValueError:
            record.remark(Breach("resp_url.body", "error", "invalid_payload", "A response_url takes a JSON object."))
            return web.Response(status=400, text="invalid_payload")
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        file = self._slack.files.find(request.match_info["file"])
        content = await request.read()
        if len(content) != file.length:
            return web.Response(status=400, text=f"Announced were {file.length} bytes, but {len(content)} came.")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.Response:
        slack = self._slack
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if bearer != slack.credentials.bot_token:
            return self._login_page("files.no_auth", "A file was fetched without the bot's token.")
        if "files:read" not in slack.workspace.manifest.scopes:
            return self._login_page("files.scope", "A file was fetched without the scope files:read.")
        file = slack.files.find(request.match_info["place"].rpartition("-")[2])
        described = file.describe(slack.address, slack.team_id)
        return web.Response(body=file.content or b"", content_type=described["mimetype"])

    def _login_page(self, rule: str, detail: str) -> web.Response:
        self._slack.record.remark(Breach(rule, "error", "", detail))
        page = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>"
        return web.Response(text=page, content_type="text/html")

#!/usr/bin/env python3
"""Stands where java is expected and speaks Lambda's Runtime API. What it does is the event's: {"do": "echo" | "fail" | "exit" | "sleep" | "environment" | "late"}."""
import json
import os
import signal
import sys
import time
import urllib.request

API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime"


def post(path: str, value, chunked: bool = False) -> int:
    body = json.dumps(value).encode()
    request = urllib.request.Request(f"{API}/{path}", data=iter([body[:3], body[3:]]) if chunked else body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        return refused.code


def main() -> None:
    signal.alarm(60)
    if os.environ.get("FAILS_TO_START"):
        post("init/error", {"errorType": "Broken"})
        sys.exit(1)
    late = None
    while True:
        with urllib.request.urlopen(f"{API}/invocation/next", timeout=60) as response:
            id, event = response.headers["Lambda-Runtime-Aws-Request-Id"], json.load(response)
            headers = {name: response.headers[name] for name in ("Lambda-Runtime-Deadline-Ms", "Lambda-Runtime-Invoked-Function-Arn", "Lambda-Runtime-Trace-Id")}
        match event["do"]:
            case "echo":
                post(f"invocation/{id}/response", event | {"pid": os.getpid()}, chunked=True)
            case "headers":
                post(f"invocation/{id}/response", headers)
            case "fail":
                post(f"invocation/{id}/error", {"errorType": "IllegalState", "errorMessage": "no"})
            case "exit":
                os._exit(7)
            case "sleep":
                time.sleep(event["seconds"])
                post(f"invocation/{id}/response", {"pid": os.getpid()})
            case "environment":
                post(f"invocation/{id}/response", {"environment": dict(os.environ), "arguments": sys.argv[1:]})
            case "again":
                post(f"invocation/{id}/response", {"late": late and post(f"invocation/{late}/response", "late")})
        late = id


main()

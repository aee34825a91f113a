"""Prints a deployment's trace, from the files that every process writes, as a tree."""
import json
from collections import defaultdict
from dataclasses import dataclass, field

from launcher.console import Failure
from launcher.home import Home

SHOWN = ("plugin.name", "plugin.version", "environment", "step", "outcome", "generation")


@dataclass
class Span:
    trace: str
    id: str
    parent: str
    name: str
    start: int
    end: int
    service: str
    node: str
    attributes: dict
    links: list
    failed: bool
    children: list = field(default_factory=list)


def run(home: Home, options) -> int:
    spans = list(read(home))
    # Calls name the deployment that put their version there, too: they are linked, not part of it.
    traces = {span.trace for span in spans if span.name != "plugin.execute" and options.deployment in map(str, span.attributes.values())}
    if not traces:
        raise Failure(f"No span of deployment {options.deployment} in {home.traces}.")
    for trace in sorted(traces, key=lambda t: min(s.start for s in spans if s.trace == t)):
        _print_trace(trace, [span for span in spans if span.trace == trace])
        _print_links([span for span in spans if any(link[0] == trace for link in span.links)], options.links)
    return 0


def read(home: Home):
    for file in sorted(home.traces.glob("*.jsonl")):
        for line in file.read_text(errors="replace").splitlines():
            try:
                document = json.loads(line)
            except json.JSONDecodeError:
                continue  # The last line of a process that is writing it now, or was killed while it did.
            for resource in document.get("resourceSpans", [document]):
                yield from _spans(resource)


def _spans(resource: dict):
    about = _attributes(resource.get("resource", {}))
    for scope in resource.get("scopeSpans", []):
        for span in scope.get("spans", []):
            yield Span(
                trace=span["traceId"], id=span["spanId"], parent=span.get("parentSpanId", ""), name=span["name"],
                start=int(span["startTimeUnixNano"]), end=int(span["endTimeUnixNano"]),
                service=about.get("service.name", "?"), node=about.get("service.instance.id", ""),
                attributes=_attributes(span), links=[(link["traceId"], link["spanId"]) for link in span.get("links", [])],
                failed=span.get("status", {}).get("code") in (2, "STATUS_CODE_ERROR"))


def _attributes(holder: dict) -> dict:
    return {attribute["key"]: next(iter(attribute["value"].values()), "") for attribute in holder.get("attributes", [])}


def _print_trace(trace: str, spans: list) -> None:
    known = {span.id: span for span in spans}
    roots = []
    for span in sorted(spans, key=lambda s: s.start):
        (known[span.parent].children if span.parent in known else roots).append(span)
    begin = roots[0].start
    print(f"trace {trace}, {len(spans)} spans")
    for root in roots:
        _print_span(root, "", "", begin)


def _print_span(span: Span, lead: str, below: str, begin: int) -> None:
    notes = [f"{key.rpartition('.')[2]}={span.attributes[key]}" for key in SHOWN if key in span.attributes]
    where = f"{span.service} {span.node}".strip()
    head = f"{lead}{span.name}{'  FAILED' if span.failed else ''}"
    print(f"{head:<58} +{(span.start - begin) / 1e6:>8.1f} ms  {(span.end - span.start) / 1e6:>9.1f} ms  {where}  {' '.join(notes)}".rstrip())
    for index, child in enumerate(span.children):
        last = index == len(span.children) - 1
        _print_span(child, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "), begin)


def _print_links(calls: list, limit: int) -> None:
    if not calls:
        return
    by_name = defaultdict(list)
    for call in calls:
        by_name[call.name].append(call)
    for name, group in by_name.items():
        millis = sorted((call.end - call.start) / 1e6 for call in group)
        print(f"linked to it: {len(group)} × {name}, median {millis[len(millis) // 2]:.1f} ms, longest {millis[-1]:.1f} ms")
        for call in sorted(group, key=lambda c: c.start)[:limit]:
            print(f"   ↳ trace {call.trace}  {(call.end - call.start) / 1e6:.1f} ms  {call.service} {call.node}")

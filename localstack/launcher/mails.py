"""The mails that the local AWS's SES took: nobody else gets them."""
import json
import re
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True)
class Mail:
    sender: str
    to: tuple
    subject: str
    text: str
    at: float

    @property
    def message_id(self) -> str:
        """HotSwap's own, by which duplicates are found; empty for mails of anybody else."""
        found = re.search(r"^For .*, message ([0-9a-f-]{36})$", self.text, re.MULTILINE)
        return found[1] if found else ""


def sent(endpoint: str, to: str = "", since: float = 0) -> list:
    """Oldest first; `to` is one address, `since` in seconds since the epoch."""
    with urllib.request.urlopen(f"{endpoint}/_ministack/ses/messages", timeout=5) as response:
        accounts = json.load(response)["messages"]
    mails = [Mail(m["Source"], tuple(m["To"]), m["Subject"], m["BodyText"], m["Timestamp"]) for taken in accounts.values() for m in taken]
    return sorted((m for m in mails if m.at >= since and (not to or to in m.to)), key=lambda m: m.at)

"""A vision model behind an endpoint of the OpenAI chat protocol; asked about doubtful cues only.

Spec: OpenAI API reference, "Create chat completion", content parts of type ``image_url``.
"""

from __future__ import annotations

import base64
import http.client
import json
import urllib.error
import urllib.request

from cuelift.errors import OcrError, UsageError
from cuelift.ocr.engines.base import Page
from cuelift.ocr.engines.picture import LONGEST_TEXT, png_of
from cuelift.ocr.languages import known
from cuelift.ocr.options import VisionOptions

_LONGEST_REPLY = 256 * 1024
_ASK = (
    "Transcribe the caption in this picture exactly: same line breaks, punctuation and spelling."
    " Its language is {}. Write ♪ for a music note. Answer with the text alone."
)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Tells the key to no other host."""

    def redirect_request(self, *_: object) -> None:
        """None: the answer is an error."""


class VisionEngine:
    """Asks no more questions than it may; then, and on an error, it has no opinion."""

    name = "vision"

    def __init__(self, options: VisionOptions) -> None:
        if not options.url.startswith(("http://", "https://")):
            raise UsageError(f"a vision endpoint starts with http:// or https://: {options.url!r}")
        self._options = options
        self._left = options.most

    def ask(self, page: Page, language: str) -> str | None:
        """The text of a page; None: it may not be asked any more.

        Raises:
            OcrError: the endpoint does not answer as it should.
        """
        if self._left <= 0:
            return None
        self._left -= 1
        found = known(language)
        answer = self._post(self._question(page, found.name if found else language))
        try:
            text = answer["choices"][0]["message"]["content"]  # type: ignore[index] # checked here
        except (KeyError, IndexError, TypeError) as error:
            raise OcrError("the vision endpoint's answer holds no message") from error
        if not isinstance(text, str):
            raise OcrError("the vision endpoint's message is no text")
        return "\n".join(line.strip() for line in text[:LONGEST_TEXT].splitlines() if line.strip())

    def _question(self, page: Page, language: str) -> bytes:
        picture = base64.b64encode(png_of(page)).decode()
        parts = [
            {"type": "text", "text": _ASK.format(language)},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}},
        ]
        message = {"role": "user", "content": parts}
        question = {"model": self._options.model, "temperature": 0, "messages": [message]}
        return json.dumps(question).encode()

    def _post(self, body: bytes) -> object:
        headers = {"Content-Type": "application/json"}
        if self._options.key:
            headers["Authorization"] = f"Bearer {self._options.key}"
        url = f"{self._options.url.rstrip('/')}/chat/completions"
        request = urllib.request.Request(url, body, headers)  # noqa: S310 - the scheme was checked
        try:
            opener = urllib.request.build_opener(_NoRedirect)
            with opener.open(request, timeout=self._options.timeout_seconds) as answer:
                return json.loads(answer.read(_LONGEST_REPLY))
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            raise OcrError(f"the vision endpoint {url} failed: {error}") from error

"""How often a project may be asked something."""

from __future__ import annotations


class Rates:
    """A bucket of tokens per name: a second's worth may come at once."""

    def __init__(self, per_second: int, most_names: int = 10_000) -> None:
        self._rate = per_second
        self._most = most_names
        self._buckets: dict[str, tuple[float, float]] = {}
        """(tokens, when they were counted)."""

    def take(self, name: str, now: float) -> int:
        """Takes one token.

        Args:
            name: whose.
            now: seconds of a clock that never goes back.

        Returns: 0, or the milliseconds to wait where there was none.
        """
        tokens, since = self._buckets.get(name, (float(self._rate), now))
        tokens = min(tokens + (now - since) * self._rate, self._rate)
        if tokens < 1:
            return max(int((1 - tokens) * 1000 / self._rate), 1)
        if len(self._buckets) >= self._most and name not in self._buckets:
            # Names come from callers; whoever rested for a second has all tokens again anyway.
            self._buckets = {n: v for n, v in self._buckets.items() if now - v[1] < 1}
        self._buckets[name] = (tokens - 1, now)
        return 0

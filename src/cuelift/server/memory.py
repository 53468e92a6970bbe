"""How much memory requests may take that nobody has answered yet.

Whoever connects may send a long head or a body before anything of it is proven. One budget for the
whole process bounds that, whatever the number of connections.
"""

from __future__ import annotations

FREE_BYTES = 16 * 1024
"""Of each connection, whatever the others hold: small requests always get through."""
SHARE = "cuelift.share"
"""Where an application finds its connection's share, in the state of a scope."""


class Budget:
    """Of one process.

    Args:
        most: bytes.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0


class Share:
    """What one connection holds of a budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._buffered = 0
        self._kept = 0
        self._charged = 0
        self.refused = False
        """Whether the application could not keep the body of the request."""

    def buffer(self, size: int) -> bool:
        """Tells how many bytes lie between the network and the application.

        Returns: whether there is room for them.
        """
        self._buffered = size
        return self._charge()

    def keep(self, size: int) -> bool:
        """Tells that the application keeps so many more bytes, until the request is answered.

        Returns: whether there is room for them.
        """
        self._buffered = max(self._buffered - size, 0)
        self._kept += size
        self.refused = not self._charge()
        return not self.refused

    def release(self) -> None:
        """Gives all of it back."""
        self._buffered = self._kept = 0
        self._charge()

    def _charge(self) -> bool:
        charged = max(self._buffered + self._kept - FREE_BYTES, 0)
        self._budget.held += charged - self._charged
        self._charged = charged
        return not charged or self._budget.held <= self._budget.most

from __future__ import annotations

from cuelift.server.metrics import Metrics


def test_what_is_counted_is_told():
    metrics, other = Metrics(), Metrics()
    metrics.answered("GetTask", "OK", 0.003)
    metrics.answered("GetTask", "OK", 20)
    metrics.tried("done", "delivered", 0.1)
    metrics.watch("cuelift_tasks_running", "Tasks.", lambda: 3)

    text = metrics.text().decode()
    assert 'cuelift_requests_total{action="GetTask",code="OK"} 2.0' in text
    assert 'cuelift_request_seconds_bucket{action="GetTask",le="0.005"} 1.0' in text
    assert 'cuelift_deliveries_total{outcome="delivered",topic="done"} 1.0' in text
    assert "cuelift_tasks_running 3.0" in text
    assert "GetTask" not in other.text().decode()

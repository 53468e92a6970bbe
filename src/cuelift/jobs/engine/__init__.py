"""Runs tasks durably: queues, workers, heartbeats, the taking over of what dead workers held."""

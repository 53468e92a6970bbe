"""Buckets that the server keeps itself, over the OSS wire."""

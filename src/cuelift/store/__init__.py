"""Stores: where objects lie, and the driver that moves their bytes."""

"""The HTTP server: puts wires, task service and stores together."""

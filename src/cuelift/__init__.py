"""cuelift lifts every caption out of any video, wherever the video lies."""

"""In-line markup of SubRip, ASS and WebVTT: text to spans and back, beneath codec and format."""

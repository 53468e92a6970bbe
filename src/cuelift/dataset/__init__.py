"""Speech-recognition training data out of captions: segments, their texts, manifests, audio."""

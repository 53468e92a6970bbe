"""How well captions that are pictures are read: a renderer, scores and baselines."""

"""``python -m cuelift``."""

from cuelift.cli import main

if __name__ == "__main__":
    main()

"""`python -m live` is the command `plenary`."""

from live.cli import main

if __name__ == "__main__":
    main()

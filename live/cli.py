"""The command `plenary`."""

import click

from live import __version__


@click.group()
@click.version_option(__version__, prog_name="plenary")
def main() -> None:
    """Run live consultation sessions beside a video call."""

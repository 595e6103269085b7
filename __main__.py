"""Run the command line as `python -m answerable`."""

from .cli import main

main()

"""The command line: parse, call, print. One module a command, loaded only when the command is called."""

from __future__ import annotations

import importlib
import sys

import click

from ..errors import AnswerableError

DONE, SOME_REFUSED, NOT_DONE = 0, 1, 2

# Summaries stand here so that --help imports no command; a test holds them to the commands' own help.
COMMANDS = {
    "build": "Read letters into the graph, incrementally.",
    "text": "Print the text read from files.",
    "read": "Print the statements read from files.",
    "questions": "List the named questions.",
    "ask": "Ask a named question.",
    "query": "Ask the graph in SPARQL.",
    "matrix": "Show who answered which recommendation, and who kept silent.",
    "ledger": "Show every promise and where it stands on a day.",
    "find": "Search the words of letters and statements.",
    "shared": "Show passages that letters share: who copies whom.",
    "explain": "Show what is known of a thing, and the words it rests on.",
    "draw": "Draw the graph as one offline page or a picture.",
    "site": "Write all pages as a static site.",
    "export": "Write the graph in another format.",
    "validate": "Hold the graph against the shapes.",
    "stats": "Count what the graph holds.",
    "evaluate": "Score the reader against annotated letters.",
    "ontology": "Print the terms, schemes, shapes or reference data.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{cmd_name}", __package__)
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="answerable", prog_name="answerable")
def cli() -> None:
    r"""Letters that answer recommendations, as a graph to question, see and re-use.

    \b
    Example:
      answerable build letters/*.pdf
      answerable matrix
    """


def main() -> None:
    """Run the command line; exit 0 when done, 1 when some letters or rows were refused, 2 when not done."""
    try:
        sys.exit(cli.main(standalone_mode=False) or DONE)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("answerable: stopped", err=True)
        sys.exit(NOT_DONE)
    except click.ClickException as error:
        error.show()
        sys.exit(NOT_DONE)
    except AnswerableError as error:
        click.echo(f"answerable: {error}", err=True)
        sys.exit(NOT_DONE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(DONE)

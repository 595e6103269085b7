"""How the graph is asked: named questions, the runner, typed results."""

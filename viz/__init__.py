"""How the graph is seen: network, matrix, ledger, letter pages, the site."""

"""Where the graph is kept: stores, transactions, provenance, validation, export."""

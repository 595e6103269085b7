"""What can be said: terms, schemes, shapes, bodies, reports. Knows nothing of the other rooms."""

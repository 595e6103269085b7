"""Reports whose recommendations are known beforehand."""

"""The named questions, one .rq file each."""

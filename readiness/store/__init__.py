"""Writing to disk: staged output folders, atomic files, append-only event files. Only `app` calls this room."""

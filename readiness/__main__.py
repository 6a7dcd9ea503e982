"""`python -m readiness` is the same as `readiness`."""

from readiness.cli import main

if __name__ == "__main__":
    main()

"""Migration-readiness analyser for the 21 core-system areas of Japanese local governments."""

__version__ = "0.1.0"

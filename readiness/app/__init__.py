"""The wiring: the one room that knows concrete readers, solvers and writers. A module is one thing a user asks for."""

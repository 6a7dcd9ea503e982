"""The wiring: the one module that knows concrete readers, solvers and writers."""

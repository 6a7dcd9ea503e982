"""Growth curve of the planner: median seconds and optimality gap over size, as SVG."""

from __future__ import annotations

import math

WIDTH, HEIGHT, EDGE = 520, 300, 48


def growth_curve(points: list[tuple[int, float, float]]) -> str:
    """`points`: (moves, seconds, gap in %). Moves on a logarithmic axis; both series labelled at each point."""
    if not points:
        return '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>\n'
    low, high = math.log(points[0][0]), math.log(points[-1][0])
    top = max(1.0, *(max(seconds, gap) for _, seconds, gap in points))

    def place(moves: int, value: float) -> tuple[float, float]:
        share = (math.log(moves) - low) / (high - low) if high > low else 0.5
        return EDGE + share * (WIDTH - 2 * EDGE), HEIGHT - EDGE - value / top * (HEIGHT - 2 * EDGE)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Median processor seconds and optimality gap by number of moves</title>",
        f'<line x1="{EDGE}" y1="{HEIGHT - EDGE}" x2="{WIDTH - EDGE}" y2="{HEIGHT - EDGE}" stroke="#333"/>',
    ]
    for at, (name, colour, dash) in enumerate((("processor seconds", "#0a5", ""), ("gap %", "#b40", "6 4"))):
        line = [place(point[0], point[at + 1]) for point in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-dasharray="{dash}"/>')
        parts.append(f'<text x="{EDGE + 150 * at}" y="20" fill="{colour}">{name}</text>')
        for (x, y), point in zip(line, points, strict=True):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            parts.append(f'<text x="{x + 4:.1f}" y="{y - 5:.1f}" fill="{colour}">{point[at + 1]:.1f}</text>')
    for moves, *_ in points:
        x, _ = place(moves, 0)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{moves}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"

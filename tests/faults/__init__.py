"""Kills, full disks, many writers and odd surroundings, for every command that writes."""

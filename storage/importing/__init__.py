"""What imports read and write, many rows to a statement."""

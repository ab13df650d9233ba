"""What it costs: programs that measure the real server beside a reference, in one run."""

"""What it costs. Ratios within one run are comparable between machines; seconds are not, and no test asserts them."""

"""What several tests need: notebooks, calls, pages, and what stands in for them."""

"""The catalogue: what archives hold, and what the papers say."""

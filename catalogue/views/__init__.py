"""The public pages: each view reads the request, asks, and renders."""

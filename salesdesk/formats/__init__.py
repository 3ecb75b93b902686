"""Files in and out: plain functions on paths and streams, no database."""

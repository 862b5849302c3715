"""The one import pipeline, and the port every data source implements."""

"""The parts of the editor of pipelines and stages."""

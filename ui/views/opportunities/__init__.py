"""What the pipeline page is made of beside its layouts."""

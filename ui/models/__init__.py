"""What views show, kept in step with the desk."""

"""The parts of the playbook editor."""

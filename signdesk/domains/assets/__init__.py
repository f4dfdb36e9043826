"""Equipment and supplies: what the centre owns, who keeps it, whether it works."""

"""Who spoke each line of captions: by hand, by the source's label, by who had the floor."""

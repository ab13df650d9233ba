"""Who spoke each line of captions."""

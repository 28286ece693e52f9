"""What the person sees: `models` say it, `views` draw it."""

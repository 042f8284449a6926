"""A Telegram bot that answers image-privacy questions and cleans pictures, keeping nothing."""

__version__ = "0.1.0"

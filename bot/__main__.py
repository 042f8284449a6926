"""`python -m bot` is the same as `image-privacy-bot`."""

from bot.cli import main

if __name__ == "__main__":
    main()

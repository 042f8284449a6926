"""Pictures: bytes in, report and clean copy out. Pure: no Telegram, no disk, no network.

`bot.images.clean.examine` does it all; `results` and `sniff` can be imported without any codec.
"""

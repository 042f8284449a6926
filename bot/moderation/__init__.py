"""Group moderation: Message -> Verdict -> Action. Knows no Telegram, no database, no network."""

"""Group moderation at the edge: what is watched, what is done, and what administrators undo.

watching      each message and edit of a group: read, judged, decided
acting        a decision carried out step by step, each step noted
deleting      a message that others may have deleted before
notices       what a member is told, to them alone where the API can
cards         what the administrators are told, with buttons
buttons       what those buttons do
pictures      which files and photos are looked at, and what for
betraying     a file whose metadata betrays somebody: warn, replace, delete
requests      what any member may ask by a command in reply to a message
notme         "I am in this picture and did not agree"
commands      /warn, /mute, /ban and their opposites, /strikes, /audit, /rules, /status
panel         /settings
joining       the bot comes, goes, and a group becomes a supergroup
"""

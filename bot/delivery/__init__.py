"""At-least-once: lanes keep a chat's order, polling confirms what is finished, jobs survive.

polling -> lanes -> handling -> handlers of bot.chat -> store.updates.finish(jobs)
                                                                 |
sender <- bot.chat.pictures <------- jobs.Workers <--------------+
"""

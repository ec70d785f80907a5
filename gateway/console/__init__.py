"""The two terminal clients: `chat` for a visitor, `agent` for an agent.

keys, editor      bytes → keys → the line being typed           pure
styled, screen    lines → text; the live rows at the bottom     pure
commands, mention, phrases, link_view, thread                   pure
visitor_model, agent_model   events and input → lines, actions  pure
json_lines        events → one JSON object a line               pure
terminal, standard_streams   the devices, on trio
tty_console, plain_console, json_console   what a talk is held through
talk, chat, agent the shells: console, model and SDK together
"""

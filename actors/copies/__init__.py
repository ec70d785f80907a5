"""Copies (CC, 抄送) of what was said, to an e-mail address or a webhook (S10)."""

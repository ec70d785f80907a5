"""PURE: what the pages of administration say, in zh-CN and en: a module per page."""

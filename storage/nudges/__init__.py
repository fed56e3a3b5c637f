"""Nudges: what HR wrote, the ledger of copies, who may get one when, what people did, what it changed."""

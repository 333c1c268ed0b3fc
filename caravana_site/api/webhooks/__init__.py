"""Telling other servers of changes: signed (Standard Webhooks), tried for a day, sent to public addresses alone."""

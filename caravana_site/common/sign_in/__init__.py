"""Signing in: password, second factor, single sign-on and lock-out of the administration's accounts."""

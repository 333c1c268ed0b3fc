"""Drafts as documents, for front ends that are not this site's."""

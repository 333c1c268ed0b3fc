"""The translators' editor: source and translation side by side, over wagtail-localize's own tables."""

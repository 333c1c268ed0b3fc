"""Personal data: who answers for them, where they are kept, for how long, and how a person gets them or has them gone.

Whatever keeps personal data says so with a `Holding` (`holdings.register`, in `AppConfig.ready`). The purge, the export
and the erasure know holdings only; a public form gets its holding by registering (`public_forms.kinds`).
"""

"""Forms that anybody may send: no cookie, no account, no third party, and every one of them with its duties.

A room registers a `PublicForm` (`kinds`), writes a `SubmissionForm` (`forms`) and a `PublicFormView` (`views`). The
framework brings the seal (`seal`), the origin check (`origin`), the limit (`limits`), the proof of work (`proof`), the
confirmation by e-mail (`acceptance`), the notice and the state of being open (`opening`), retention and erasure.
"""

"""Wagtail's tasks at once, as ever, but for those of its two indexes where somebody gathers them (`publishing_once`).

Wagtail asks for it while it is itself imported, so this file imports nothing of it.
"""

from collections.abc import Mapping
from contextvars import ContextVar

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

Row = tuple[str, str, str]
"""A row as the tasks are told it: the label of its app, the name of its model, its key."""
REFERENCES = "wagtail.tasks.update_reference_index_task"
ENTRIES = "modelsearch.tasks.insert_or_update_object_task"
Gathered = Mapping[str, dict[Row, None]]
"""The rows that each of the two tasks was asked for, each once, in the order in which they came first."""

gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


class Backend(ImmediateBackend):  # type: ignore[misc]  # the package has no types
    """What `TASKS` names."""

    def _execute_task(self, task_result: TaskResult) -> None:
        asked = (gathered.get() or {}).get(task_result.task.module_path)
        if asked is None:
            super()._execute_task(task_result)
        else:
            label, name, key = task_result.args
            asked[label, name, key] = None

"""Tells what one answer cost inside the application, to whoever asks with the header `X-Bench`."""

from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]
QUERIES, WALL, CPU = "X-Bench-Queries", "X-Bench-Milliseconds", "X-Bench-Cpu-Milliseconds"


class CountingMiddleware:
    """Outermost, so that what other middleware does is counted too; without the header it does nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._counted(request) if "HTTP_X_BENCH" in request.META else self.get_response(request)

    def _counted(self, request: HttpRequest) -> HttpResponse:
        number = 0

        def count(execute: Any, *told: Any) -> Any:
            nonlocal number
            number += 1
            return execute(*told)

        began, busy = perf_counter(), thread_time()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers[WALL] = f"{(perf_counter() - began) * 1000:.2f}"
        response.headers[CPU] = f"{(thread_time() - busy) * 1000:.2f}"
        response.headers[QUERIES] = str(number)
        return response

# The site and its workers are one image: the command says which of them a container is (see compose.yaml).
FROM python:3.13-slim AS packages
WORKDIR /app
COPY requirements.txt requirements-extras.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-extras.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=caravana_site.settings.production \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/media \
    PRIVATE_ROOT=/srv/private \
    BACKUP_TARGET=/srv/backups \
    VAR_DIR=/srv/var \
    WEB_CONCURRENCY=3
# What drafts translations; without it everything else works (MACHINE_TRANSLATOR). PostgreSQL’s tools are for backups.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends apertium apertium-lex-tools apertium-spa-cat cg3 postgresql-client \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY . .
# The values stand in for this one command, because production settings start with nothing missing; none is kept.
RUN python tools/compile_messages.py \
    && SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') \
       ALLOWED_HOSTS=localhost SITE_URL=https://localhost DATABASE_URL=sqlite:////tmp/unused.sqlite3 \
       EMAIL_HOST=localhost DEFAULT_FROM_EMAIL=build@localhost \
       python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --uid 10001 --home-dir /srv/var caravana \
    && mkdir -p /srv/media /srv/private /srv/var /srv/backups \
    && chown caravana: /srv/media /srv/private /srv/backups /srv/var
USER caravana
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["gunicorn", "--config=deploy/gunicorn.conf.py", "--bind=0.0.0.0:8000"]

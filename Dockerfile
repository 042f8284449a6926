# The bot as a container: no root, no shell, no compiler, no package manager; /data and /tmp are all it writes to.
# Any Debian-like image with Python 3.11 or newer and its venv module will do as the base; pin yours by digest.
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN python3 -m venv /venv \
 && /venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN /venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /venv/bin/python -m pip uninstall --yes hatchling editables pip \
 && find /venv -name '*.rlib' -delete \
 && /venv/bin/python -m compileall -q -j 0 /venv

# The base without everything a break-in would like to find: shells, package managers, what gains privileges.
FROM ${PYTHON_IMAGE} AS base
COPY --from=build /venv /venv
RUN mkdir /data && chown 10001:10001 /data && chmod 0700 /data \
 && find / -xdev -type f -perm /6000 -delete \
 && rm -rf /var/lib/apt /var/cache/* /var/log/* /usr/local/bin/pip* /usr/local/lib/python3*/site-packages/pip* \
 && rm -f /usr/bin/apt* /usr/bin/dpkg* /usr/bin/perl* /usr/bin/*sh /bin/*sh

# One flat layer: what was deleted above is not in the image at all.
FROM scratch
# hadolint ignore=DL3067
COPY --from=base / /
USER 10001:10001
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BOT_DATABASE_URL=sqlite:////data/bot.sqlite \
    BOT_HEARTBEAT_FILE=/tmp/heartbeat \
    BOT_LOG_FORMAT=json
WORKDIR /tmp
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-m", "bot.heartbeat", "/tmp/heartbeat"]
ENTRYPOINT ["image-privacy-bot"]
CMD ["run"]

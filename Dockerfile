# The bot as a container: no compiler, no root, read-only root file system expected, /data is the only place it writes.
ARG PYTHON_IMAGE=python:3.13-slim
FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM ${PYTHON_IMAGE}
RUN mkdir /data && chown 10001:10001 /data
COPY --from=build /venv /venv
USER 10001:10001
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BOT_DATABASE_URL=sqlite:////data/bot.sqlite \
    BOT_LOG_FORMAT=json
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["image-privacy-bot"]
CMD ["run"]

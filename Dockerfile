# Plenary with the driver for PostgreSQL, exactly as requirements.lock says.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /source
RUN python -m venv /opt/plenary
COPY requirements.lock ./
RUN sed '/^# To test it/,$d' requirements.lock >run.lock \
 && /opt/plenary/bin/pip install --require-hashes -r run.lock
COPY pyproject.toml README.md LICENSE ./
COPY live live
COPY static static
COPY templates templates
RUN /opt/plenary/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data plenary \
 && install -d -o plenary -g plenary -m 0700 /data
COPY --from=build /opt/plenary /opt/plenary
ENV PATH=/opt/plenary/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/data \
    PORT=8000
USER plenary
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD \
  ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
ENTRYPOINT ["plenary"]
CMD ["serve", "--host", "0.0.0.0"]

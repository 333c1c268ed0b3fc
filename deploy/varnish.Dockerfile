# Varnish with xkey, for compose.yaml: Debian's, in the version that the tests run.
FROM debian:bookworm-slim
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends varnish varnish-modules \
    && rm -rf /var/lib/apt/lists/*
COPY varnish.vcl /etc/varnish/site.vcl
RUN sed -i 's/\.host = "127\.0\.0\.1"/.host = "web"/' /etc/varnish/site.vcl
# Readers come to 6081. 6082 is for the site and its workers, which tell it there what to forget: publish it to nobody.
# What is idle stays open longer than nginx keeps it.
CMD ["varnishd", "-F", "-f", "/etc/varnish/site.vcl", "-a", "readers=:6081", "-a", "told=:6082", "-p", "timeout_idle=65", "-s", "malloc,256m"]

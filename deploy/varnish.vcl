vcl 4.1;
# In front of the site: pages by their surrogate keys (vmod xkey, Debian: varnish-modules), told by the site what to forget.
# TLS ends before it. VARNISH_URLS names this server to the site; docs/operations.md says how it is put together.
import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 1s;
    .first_byte_timeout = 65s;
    .probe = {
        .request = "GET /health/live HTTP/1.1" "Host: localhost" "Connection: close";
        .interval = 1s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# Who may tell it to forget: the machines that the site and its workers run on; and whoever reaches the socket named
# «told», where there is one that readers do not (compose.yaml: addresses of containers change).
acl site {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.is-down;  # only said here
    }
    if (req.method == "PURGE") {
        if (client.ip !~ site && local.socket != "told") {
            return (synth(405));
        }
        if (req.http.xkey-purge) {
            set req.http.forgotten = xkey.purge(req.http.xkey-purge);
        } elsif (req.http.xkey-softpurge) {
            set req.http.forgotten = xkey.softpurge(req.http.xkey-softpurge);
        } else {
            return (synth(400));
        }
        return (synth(200, "Forgotten: " + req.http.forgotten));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Where a reader came from makes no other page.
    if (req.url ~ "[?&](utm_[a-z]+|mtm_[a-z]+|fbclid|gclid|msclkid|mc_cid|mc_eid)=") {
        set req.url = regsuball(req.url, "(utm_[a-z]+|mtm_[a-z]+|fbclid|gclid|msclkid|mc_cid|mc_eid)=[^&]*&?", "");
        set req.url = regsub(req.url, "[?&]$", "");
    }
    # Videos, posters and originals can be taken back, and would fill its memory.
    if (req.http.Authorization || req.url ~ "^/(admin|health|media/(?!images/))") {
        return (pass);
    }
    # Whoever is signed in gets pages of their own. Programs, and frames in other sites, know no session.
    if (req.http.Cookie ~ "(^|;\s*)(__Host-session|sessionid)=" && req.url !~ "^/(api|embed|oembed|id)(/|\?|$)") {
        return (pass);
    }
    unset req.http.Cookie;
    # A page that a healthy site is asking anew may be shown meanwhile; one that is down shows what there is.
    set req.grace = 10m;
    if (!std.healthy(req.backend_hint) || req.http.is-down) {
        set req.grace = 24h;
    }
    return (hash);
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);  # who comes without TLS is led to it
}

sub vcl_backend_response {
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    unset beresp.http.Surrogate-Key;
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch) {
            return (abandon);  # what is kept is better
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        return (deliver);
    }
    if (beresp.http.Set-Cookie || beresp.http.Cache-Control !~ "s-maxage=" || beresp.http.Cache-Control ~ "(no-store|private)") {
        set beresp.uncacheable = true;
        set beresp.ttl = 60s;  # asks in parallel meanwhile, keeping nothing
        return (deliver);
    }
    # How many requests one reader has left is told to nobody else.
    unset beresp.http.RateLimit-Limit;
    unset beresp.http.RateLimit-Remaining;
    unset beresp.http.RateLimit-Reset;
    if (beresp.http.Cache-Control ~ "stale-if-error=") {
        set beresp.grace = std.duration(regsub(beresp.http.Cache-Control, "^.*stale-if-error=([0-9]+).*$", "\1") + "s", 0s);
    } else {
        set beresp.grace = 0s;  # it tells of a moment, and is true until then
    }
    set beresp.keep = 0s;
    if (beresp.http.Content-Type ~ "^(text/|application/(json|xml|atom|feed|ld|problem|x-research))|image/svg") {
        set beresp.do_gzip = true;
    }
}

sub vcl_backend_error {
    if (bereq.is_bgfetch) {
        return (abandon);
    }
}

sub vcl_deliver {
    # The site fails, and it was not known yet: look for what is kept, whatever its age.
    if (resp.status >= 500 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD") && !req.http.is-down) {
        set req.http.is-down = "1";
        return (restart);
    }
    unset resp.http.xkey;
    unset resp.http.Surrogate-Key;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
    # Caches beyond this one are not told what to forget: they keep a page as long as a browser does.
    set resp.http.Cache-Control = regsub(resp.http.Cache-Control, ",? ?s-maxage=[0-9]+", "");
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}

sub vcl_synth {
    set resp.http.Cache-Control = "no-store";
    if (req.method == "PURGE") {
        set resp.http.Content-Type = "text/plain; charset=utf-8";
        synthetic(resp.reason + {"
"});
        return (deliver);
    }
}

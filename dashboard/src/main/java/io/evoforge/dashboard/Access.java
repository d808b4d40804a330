package io.evoforge.dashboard;

import io.evoforge.core.credentials.Secret;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who gets in. A page of somebody else must neither read nor move anything, even in the browser of a person who is
 * signed in: the name in {@code Host} has to be ours (a foreign name that points here is not), {@code Origin} has to be
 * ours wherever a browser sends it, and the cookie does not go along from elsewhere.
 */
final class Access {
    private static final String COOKIE = "evoforge_session";
    private static final String BEARER = "Bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final DashboardSettings settings;
    private final SignIns signIns;
    private volatile Set<String> hosts = Set.of();

    Access(DashboardSettings settings, SignIns signIns) {
        this.settings = settings;
        this.signIns = signIns;
    }

    /** Now it is known which port was free. */
    void listensOn(int port) {
        hosts = settings.hostHeaders(port);
    }

    /** What every answer carries. */
    void protect(Context context) {
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }

    /** Lets only requests pass that are addressed to us and come from our own page or from no page. */
    void requireOwn(Context context) {
        String host = context.header("Host");
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new Refused(421, "This name is not the dashboard's. Open it by the address that was printed.");
        }
        String origin = context.header("Origin");
        if (origin != null && !isOwn(origin)) {
            throw new Refused(403, "Requests from other pages are not answered.");
        }
        String site = context.header("Sec-Fetch-Site");
        boolean opensThePage = "navigate".equals(context.header("Sec-Fetch-Mode"))
                && context.path().equals("/");
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !opensThePage) {
            throw new Refused(403, "Requests from other pages are not answered.");
        }
    }

    private boolean isOwn(String origin) {
        int scheme = origin.indexOf("://");
        return scheme > 0
                && Set.of("http", "https").contains(origin.substring(0, scheme))
                && hosts.contains(origin.substring(scheme + 3).toLowerCase(Locale.ROOT));
    }

    /** Lets only requests pass that know the token, or come from a browser that signed in with it. */
    void requireSignedIn(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null) {
            if (authorization.startsWith(BEARER) && signIns.isToken(authorization.substring(BEARER.length()))) {
                return;
            }
            throw new Refused(401, "This token is not the dashboard's. It is printed anew at every start.");
        }
        String session = context.cookie(COOKIE);
        if (session == null || !signIns.isSignedIn(session)) {
            throw new Refused(401, "Sign in with the token that was printed when the dashboard started.");
        }
        if (!READING.contains(context.req().getMethod()) && context.header("Origin") == null) {
            throw new Refused(403, "A browser says where a change comes from; this request does not.");
        }
    }

    /** Answers with a cookie that this browser alone has, or refuses. */
    void signIn(Context context, @Nullable String presented) {
        Secret session = signIns.signIn(presented == null ? "" : presented.strip())
                .orElseThrow(() -> new Refused(
                        401, "This is not the token. Copy the whole line that was printed at the last start."));
        setCookie(context, session.reveal(), SignIns.LIFE.toSeconds());
    }

    void signOut(Context context) {
        String session = context.cookie(COOKIE);
        if (session != null) {
            signIns.signOut(session);
        }
        setCookie(context, "", 0);
    }

    private static void setCookie(Context context, String value, long seconds) {
        context.header(
                "Set-Cookie", COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict");
    }
}

package io.evoforge.testkit.github;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who may talk to the simulated GitHub. Safe for use by several threads. */
public final class Accounts {
    private final Clock clock;
    private final Map<String, Account> byToken = new HashMap<>();
    private final Map<String, App> apps = new TreeMap<>();
    private int issued;
    private Duration replicationLag = Duration.ZERO;

    /** An App with one installation. */
    record App(String id, int installation, PublicKey key, Set<Permission> permissions, Set<String> repositories) {}

    Accounts(Clock clock) {
        this.clock = clock;
    }

    /** A new classic token of {@code login}. GitHub answers 404 where it lacks a permission. */
    public String classicToken(String login, Set<Permission> permissions) {
        return issue("ghp_", login, Account.Kind.CLASSIC_TOKEN, permissions, null, null, null);
    }

    /** A classic token that may do all that a person's may: everything but check runs. */
    public String classicToken(String login) {
        return classicToken(login, EnumSet.complementOf(EnumSet.of(Permission.CHECKS)));
    }

    /** A new fine-grained token for some repositories, each as {@code owner/name}. */
    public String fineGrainedToken(String login, Set<Permission> permissions, Set<String> repositories) {
        return issue(
                "github_pat_",
                login,
                Account.Kind.FINE_GRAINED_TOKEN,
                permissions,
                null,
                null,
                Set.copyOf(repositories));
    }

    /**
     * Installs an App.
     *
     * @param appId what the App signs its requests with
     * @param key the public half of its key
     * @param repositories where it is installed, each as {@code owner/name}
     * @return the number of its installation
     */
    public synchronized int installApp(
            String appId, PublicKey key, Set<Permission> permissions, Set<String> repositories) {
        int installation = 1000 + apps.size();
        apps.put(appId, new App(appId, installation, key, Set.copyOf(permissions), Set.copyOf(repositories)));
        return installation;
    }

    /** From now on a fresh installation token is answered with 401 for so long. */
    public synchronized void setReplicationLag(Duration lag) {
        replicationLag = lag;
    }

    /** From now on {@code token} is not accepted. */
    public synchronized void revoke(String token) {
        byToken.remove(token);
    }

    synchronized String installationToken(App app) {
        Instant now = clock.instant();
        return issue(
                "ghs_",
                "app-" + app.id() + "[bot]",
                Account.Kind.APP_INSTALLATION,
                app.permissions(),
                now.plus(replicationLag),
                now.plus(Duration.ofHours(1)),
                app.repositories());
    }

    /** The App whose key has signed the request. */
    synchronized App app(@Nullable String header) {
        String jwt = bearer(header);
        String[] parts = jwt == null ? new String[0] : jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new Refusal(401, "A JSON web token could not be decoded");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        String claims = new String(decoder.decode(parts[1]), StandardCharsets.UTF_8);
        App app = apps.get(claim(claims, "iss"));
        if (app == null || !isSigned(parts, app.key())) {
            throw new Refusal(401, "A JSON web token could not be decoded");
        }
        long now = clock.instant().getEpochSecond();
        long issuedAt = Long.parseLong(claim(claims, "iat"));
        long expires = Long.parseLong(claim(claims, "exp"));
        if (issuedAt > now) {
            throw new Refusal(
                    401,
                    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        }
        if (expires <= now || expires > now + 600) {
            throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
        }
        return app;
    }

    @Nullable
    App appById(int installation) {
        return apps.values().stream()
                .filter(app -> app.installation() == installation)
                .findFirst()
                .orElse(null);
    }

    synchronized @Nullable Account byHeader(@Nullable String header, String path, Instant now) {
        if (header == null || path.startsWith("/app") || path.endsWith("/installation")) {
            return null;
        }
        String token = bearer(header);
        Account account = token == null ? null : byToken.get(token);
        if (account == null) {
            throw new Refusal(401, "Bad credentials");
        }
        Instant from = account.visibleFrom();
        Instant until = account.expiresAt();
        if ((from != null && now.isBefore(from)) || (until != null && !now.isBefore(until))) {
            throw new Refusal(401, "Bad credentials");
        }
        return account;
    }

    private synchronized String issue(
            String prefix,
            String login,
            Account.Kind kind,
            Set<Permission> permissions,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Set<String> repositories) {
        issued++;
        String token = prefix + "simulated" + String.format("%027d", issued);
        byToken.put(token, new Account(login, kind, permissions, from, until, repositories));
        return token;
    }

    private static @Nullable String bearer(@Nullable String header) {
        if (header == null) {
            return null;
        }
        int blank = header.indexOf(' ');
        String value = header.substring(blank + 1);
        if (header.startsWith("Basic ")) { // as git sends it: the token is the password, any name will do
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        }
        return blank < 0 ? null : value;
    }

    private static String claim(String claims, String name) {
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]*)")
                .matcher(claims);
        if (!matcher.find()) {
            throw new Refusal(401, "Missing '" + name + "' claim in the JSON web token");
        }
        return matcher.group(1);
    }

    private static boolean isSigned(String[] parts, PublicKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

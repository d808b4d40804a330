package io.evoforge.core.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the remote repository is. Never holds a password: a URL with user information other than an SSH user name is
 * refused.
 *
 * @param value the URL as configured
 */
public record RepositoryUrl(String value) {
    public RepositoryUrl {
        parse(value);
    }

    /** The scheme in lower case: {@code https}, {@code http}, {@code ssh} or {@code file}. */
    public String scheme() {
        return uri().getScheme().toLowerCase(Locale.ROOT);
    }

    /** The parsed form. */
    public URI uri() {
        return parse(value);
    }

    /** The URL as it may be printed: without user information. */
    public String redacted() {
        URI uri = uri();
        return uri.getRawUserInfo() == null ? value : value.replaceFirst(Pattern.quote(uri.getRawUserInfo() + "@"), "");
    }

    /**
     * Whether both URLs name one repository: same scheme, host and port, and the same path, where a final {@code .git} or
     * slash makes no difference. Upper and lower case make none either, as on GitHub.
     */
    public boolean isSameRepositoryAs(RepositoryUrl other) {
        URI mine = uri();
        URI theirs = other.uri();
        return scheme().equals(other.scheme())
                && String.valueOf(mine.getHost()).equalsIgnoreCase(String.valueOf(theirs.getHost()))
                && port(mine) == port(theirs)
                && pathWithoutSuffix(mine).equals(pathWithoutSuffix(theirs));
    }

    /** Whether the host is this machine itself, by name or address. */
    public boolean isLoopback() {
        String host = uri().getHost();
        return host != null
                && (host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }

    @Override
    public String toString() {
        return redacted();
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> 443;
            case "http" -> 80;
            case "ssh" -> 22;
            default -> -1;
        };
    }

    private static String pathWithoutSuffix(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath().toLowerCase(Locale.ROOT);
        return path.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }

    private static URI parse(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException e) {
            // the exception quotes its input, which may hold a password
            throw new IllegalArgumentException(
                    "the repository URL is not a valid URL; write it as" + " https://github.com/owner/name.git");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String user = uri.getRawUserInfo();
        switch (scheme) {
            case "https", "http" -> {
                if (uri.getHost() == null) {
                    throw new IllegalArgumentException(
                            "the repository URL names no host; write it as" + " https://github.com/owner/name.git");
                }
                if (user != null) {
                    throw new IllegalArgumentException("the repository URL holds user information, which would end up"
                            + " in logs; remove what stands before the '@' and put the token into a credential source");
                }
            }
            case "ssh" -> {
                if (uri.getHost() == null || (user != null && user.contains(":"))) {
                    throw new IllegalArgumentException("an SSH repository URL names a host and at most a user; write"
                            + " it as ssh://git@github.com/owner/name.git");
                }
            }
            case "file" -> {
                if (uri.getPath() == null || uri.getPath().isEmpty() || uri.getRawAuthority() != null) {
                    throw new IllegalArgumentException("a file URL of a repository needs an absolute path and no host;"
                            + " write it as file:///srv/git/name.git");
                }
            }
            default ->
                throw new IllegalArgumentException("the repository URL must start with https://, http://,"
                        + " ssh:// or file:// ; write it as https://github.com/owner/name.git");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the repository URL holds a '?' or a '#', which no repository needs;"
                    + " write it as https://github.com/owner/name.git");
        }
        return uri;
    }
}

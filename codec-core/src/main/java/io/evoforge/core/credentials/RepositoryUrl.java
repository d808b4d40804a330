package io.evoforge.core.credentials;

import java.net.URI;
import java.net.URISyntaxException;

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
        return uri().getScheme().toLowerCase(java.util.Locale.ROOT);
    }

    /** The parsed form. */
    public URI uri() {
        return parse(value);
    }

    /** The URL as it may be printed: without user information. */
    public String redacted() {
        URI uri = uri();
        return uri.getRawUserInfo() == null ? value : value.replace(uri.getRawUserInfo() + "@", "");
    }

    @Override
    public String toString() {
        return redacted();
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
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(java.util.Locale.ROOT);
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
                if (uri.getPath() == null || uri.getPath().isEmpty()) {
                    throw new IllegalArgumentException("a file URL of a repository needs an absolute path; write it as"
                            + " file:///srv/git/name.git");
                }
            }
            default ->
                throw new IllegalArgumentException("the repository URL must start with https://, http://,"
                        + " ssh:// or file:// ; write it as https://github.com/owner/name.git");
        }
        return uri;
    }
}
